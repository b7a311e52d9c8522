"""The relation of two texts: verbatim, truncated, edited or paraphrase, with a score and the reason in words; or none.

What is plain is settled by rules: the same words, a part of them, most of them in order. What is not, retold words and words
quoted within a longer report, is weighed (likeness.py); what words in marks have in common is told beside it (parts.py).
The thresholds of the rules were chosen by reading labelled pairs of news quotations; each is explained where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quotetrack.language import lexicon
from quotetrack.language.normalize import key
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import MAX_TOKENS
from quotetrack.linking import classifier
from quotetrack.linking.text_pair import (
    FOREIGN,
    FRAGMENT,
    UNDER_OTHERS,
    Forms,
    Pair,
    contents,
    matching,
)
from quotetrack.linking.text_pair import prepared as prepared

_SHARE = 0.6  # of the shorter side's words, in order, for edited
_SHARE_REPORTED = 0.8  # the same where a side is reported speech; what is below is a paraphrase
_SHARE_WITH_RUN = 0.75  # or this, with four words in a row
_SHARE_OTHERS = 0.7  # the same under different speakers
_SCATTER = 2.5  # over how many words of the longer side each common word may spread
_RUN = 7  # words in a row that make two texts versions, whatever stands around them ...
_SHARE_OF_RUN = 0.35  # ... if they are this part of the shorter side
_WEEK = 7  # days within which a speaker whose words are quoted in marks twice said them once
_QUOTED = 0.7  # the score of such a link
_OPENERS = frozenset(["that", "and", "but", "so", "because", "well"])
_NUMERALS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
RELATIONS = ("verbatim", "truncated", "edited", "paraphrase")
_TRUST = {"same": 1.0, "compatible": 0.95, "role": 0.9, "unknown": 0.9, "other": 0.67, "none": 1.0}

Found = tuple[float, str] | None


def relation(pair: Pair) -> tuple[str, float, str] | None:
    """The relation of a pair, how sure it is and the reason in words; None if there is none."""
    return plain(pair) or _weighed(pair) or _quoted(pair)


def plain(pair: Pair) -> tuple[str, float, str] | None:
    """The relation as far as rules settle it: verbatim, truncated, edited, or None."""
    for name, rule in _RULES.items():
        if (name == "verbatim" or pair.share >= _SHARE_OF_RUN) and (found := rule(pair)):
            score, reason = found
            return name, score * _TRUST[pair.speakers], reason
    return None


def _weighed(pair: Pair) -> tuple[str, float, str] | None:
    """The relation of a pair that no rule settles, if the evidence weighs enough; never of passages."""
    if (
        pair.speakers == "none"
        or pair.turned
        or (len(pair.short.forms) < FRAGMENT and not pair.agree)
    ):
        return None
    if pair.speakers == "other" and pair.weight < FOREIGN:
        return None
    chance = classifier.chance(pair)
    if chance < classifier.threshold():
        return None
    name, reason = _by_words(pair)
    return name, 0.5 + 0.4 * chance, reason


def _quoted(pair: Pair) -> tuple[str, float, str] | None:
    """The relation of a pair that has words in marks in common, a rare one among them, if one speaker is quoted within a week."""
    both = {*pair.short.fragments} & {*pair.long.fragments}
    if (
        not pair.agree
        or pair.days > _WEEK
        or not any(contents(words) & pair.short.rare for words in both)
    ):
        return None
    return _by_words(pair)[0], _QUOTED, "the same words in marks"


def may_be_quoted(marked: Any, inner: Any, telling: Any, agree: Any) -> Any:
    """For many pairs at once, in arrays: whether both may have the same words in marks.

    marked: both have words in marks; inner: one of them has such words that are not all of it; telling: they share a rare word.
    """
    return marked & inner & telling & agree


def _by_words(pair: Pair) -> tuple[str, str]:
    """Edited if most words of the shorter side are in the other in the same order, else paraphrase."""
    if _mostly(pair.short.forms, pair.long.forms, _SHARE_REPORTED):
        return "edited", f"{_count(pair.common)} of {_count(len(pair.short.forms))} words the same"
    return "paraphrase", f"{_count(len(pair.shared))} content words in both"


def _mostly(one: Forms, other: Forms, share: float) -> bool:
    """True if such a share of the shorter is in the other in order, inflections aside, and three words in a row."""
    least = min(len(one), len(other))
    sizes = [size for _, _, size in matching(tuple(map(stem, one)), tuple(map(stem, other)))]
    return (
        least >= FRAGMENT - 1
        and max(sizes, default=0) >= FRAGMENT - 1
        and sum(sizes) >= share * least
    )


def _verbatim(pair: Pair) -> Found:
    short, long = pair.short, pair.long
    if not pair.fits or short.letters != long.letters:
        return None
    if len(short.forms) == MAX_TOKENS and key(short.text) != key(long.text):
        return None
    return 1.0, "same words"


def _truncated(pair: Pair) -> Found:
    """The words of one side stand in the other without a gap; a small word that only opens the part is forgiven."""
    part, whole = pair.short.joined, pair.long.joined
    if not pair.fits or not pair.short.content:
        return None
    if pair.short.forms[0] in _OPENERS and part not in whole:
        part = part[len(pair.short.forms[0]) + 1 :]
    if part not in whole:
        return None
    share = len(part.split()) / len(whole.split())
    return 0.9 + 0.1 * share, _dropped(
        whole.startswith(part), whole.endswith(part), 0.4 <= share <= 0.6
    )


def _dropped(first: bool, last: bool, half: bool) -> str:
    if first and not last:
        return "second half dropped" if half else "end dropped"
    if last and not first:
        return "first half dropped" if half else "beginning dropped"
    return "beginning and end dropped"


def _edited(pair: Pair) -> Found:
    """Most words of the shorter side in the same order and near each other, or one long run of them."""
    if len(pair.short.forms) < FRAGMENT or pair.turned or (pair.unmarked and not pair.agree):
        return None
    if pair.speakers == "other" and pair.weight < FOREIGN:
        return None
    run, spread, content = _match(pair)
    if pair.speakers == "other":
        mostly = pair.share >= _SHARE_OTHERS and content >= UNDER_OTHERS - 1
    elif pair.kinds & {"indirect", "mixed"}:
        mostly = pair.share >= _SHARE_REPORTED or (
            pair.share >= _SHARE_WITH_RUN and run >= FRAGMENT
        )
    else:
        mostly = pair.share >= _SHARE
    mostly = mostly and run >= FRAGMENT - 1 and content >= 2 and spread <= _SCATTER * pair.common
    long_run = content >= FRAGMENT - 1 and run >= (_RUN if pair.agree else 2 * _RUN)
    if not mostly and not long_run:
        return None
    return (
        0.6 + 0.3 * pair.share,
        f"{_count(pair.common)} of {_count(len(pair.short.forms))} words the same",
    )


def may_hold(short: Any, stems: Any, common: Any, run: Any, content: Any, other: Any) -> Any:
    """For many pairs at once, in arrays: whether a plain rule may hold, by what is known of them at most.

    short, stems: words of the shorter side, stems of content on the side that has fewer. common, run, content: words in order, in a row,
    and those of them that carry content, at most. other: whether the speakers are others.
    """
    share = common / short
    whole = (
        (common >= short - 1)
        & (content > 0)
        & (content >= stems - 1)
        & (~other | (short >= UNDER_OTHERS))
    )
    mostly = (share >= _SHARE) & (run >= FRAGMENT - 1) & (content >= 2)
    mostly &= ~other | ((share >= _SHARE_OTHERS) & (content >= UNDER_OTHERS - 1))
    long_run = (share >= _SHARE_OF_RUN) & (run >= _RUN * (1 + other)) & (content >= FRAGMENT - 1)
    return whole | mostly | long_run


def _match(pair: Pair) -> tuple[int, int, int]:
    """Of the words in common: the longest run, over how many words of the longer side they spread, how many carry content."""
    blocks, small = pair.blocks, lexicon.words("function_words")
    content = sum(
        form not in small for a, _, size in blocks for form in pair.short.forms[a : a + size]
    )
    spread = blocks[-1][1] + blocks[-1][2] - blocks[0][1] if blocks else 0
    return max((size for _, _, size in blocks), default=0), spread, content


def _count(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number)


_RULES: dict[str, Callable[[Pair], Found]] = {
    "verbatim": _verbatim,
    "truncated": _truncated,
    "edited": _edited,
}
