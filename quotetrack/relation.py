"""The relation of two texts: verbatim, truncated, edited or paraphrase, with a score and the reason in words; or none.

The thresholds were chosen by reading labelled pairs of news quotations; each is named and explained where it stands.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import LCSseq

from quotetrack import lexicon
from quotetrack.forms import MAX_WORDS, forms, stem
from quotetrack.text import key

FRAGMENT = 4            # words; a shorter text links only with the same speaker and a rare word
_UNDER_OTHERS = 6       # words that versions under different speakers need: shorter ones are common property
_SHARE = 0.6            # of the shorter side's words, in order, for edited
_SHARE_REPORTED = 0.8   # the same where a side is reported speech; what is below is a paraphrase
_SHARE_WITH_RUN = 0.75  # or this, with four words in a row
_SHARE_OTHERS = 0.7     # the same under different speakers
_SCATTER = 2.5          # over how many words of the longer side each common word may spread
_RUN = 7                # words in a row that make two texts versions, whatever stands around them ...
_SHARE_OF_RUN = 0.35    # ... if they are this part of the shorter side
_CONTAINED = 0.54       # of the weight of the lighter side's content, for a paraphrase
_CONTAINED_QUOTED = 0.8 # the same where both are quoted directly: in other words they are mostly two utterances
_ALIKE_QUOTED = 0.5     # and of the heavier side's content
_COMMON_WEIGHT = 0.4    # of a frequent content word, against 1 for a rare one
_OPENERS = frozenset(["that", "and", "but", "so", "because", "well"])
_NUMERALS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

Found = tuple[float, str] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What comparing needs of a text, made once."""

    text: str
    forms: tuple[str, ...]
    joined: str                     # the forms between spaces, and without
    letters: str
    content: frozenset[str]         # stems without small words
    rare: frozenset[str]            # of these, the ones that are not common words
    weight: float                   # of the content
    denials: int


@lru_cache(maxsize=32768)
def prepared(text: str) -> Prepared:
    """What comparing needs of a text; kept for the texts seen last."""
    words = forms(text)
    content = frozenset(stem(form) for form in words if form not in lexicon.words("small"))
    denials = sum(form in lexicon.words("negations") for form in words)
    return Prepared(text, words, f" {' '.join(words)} ", "".join(words), content, content - _common_stems(),
                    _weight(content), denials)


def _weight(content: Iterable[str]) -> float:
    return sum(_COMMON_WEIGHT if word in _common_stems() else 1.0 for word in content)


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(form) for form in lexicon.words("common"))


class Pair:
    """Two texts on the way to a link.

    common: words in both, in order. speakers: same, compatible, unknown or other; none where they are not asked.
    kinds: direct, indirect, mixed or passage, of both. share: which part of the shorter side's words is common.
    """

    __slots__ = ("common", "kinds", "long", "share", "short", "speakers")

    def __init__(self, left: Prepared, right: Prepared, common: int, speakers: str, kinds: frozenset[str]) -> None:
        self.short, self.long = (left, right) if len(left.forms) <= len(right.forms) else (right, left)
        self.common, self.speakers, self.kinds = common, speakers, kinds
        self.share = common / len(self.short.forms) if self.short.forms else 0.0

    @property
    def agree(self) -> bool:
        """True if the speakers are known to be the same or may well be."""
        return self.speakers in ("same", "compatible")

    @property
    def fits(self) -> bool:
        """True if the shorter side is long enough, or rare enough, to be told from a chance meeting."""
        if len(self.short.forms) < FRAGMENT:
            return self.agree and bool(self.short.rare)
        return self.speakers != "other" or len(self.short.forms) >= _UNDER_OTHERS


def relation(pair: Pair) -> tuple[str, float, str] | None:
    """The relation of a pair, how sure it is (speakers left out of account) and the reason in words; None if there is none."""
    rules = _RULES if pair.share >= _SHARE_OF_RUN else _REWORDED
    for name, rule in rules.items():
        if found := rule(pair):
            return name, *found
    return None


def _verbatim(pair: Pair) -> Found:
    short, long = pair.short, pair.long
    if not pair.fits or short.letters != long.letters:
        return None
    if len(short.forms) == MAX_WORDS and key(short.text) != key(long.text):
        return None
    return 1.0, "same words"


def _truncated(pair: Pair) -> Found:
    """The words of one side stand in the other without a gap; a small word that only opens the part is forgiven."""
    part, whole = pair.short.joined, pair.long.joined
    if not pair.fits or not pair.short.content:
        return None
    if pair.short.forms[0] in _OPENERS and part not in whole:
        part = part[len(pair.short.forms[0]) + 1:]
    if part not in whole:
        return None
    share = len(part.split()) / len(whole.split())
    return 0.9 + 0.1 * share, _dropped(whole.startswith(part), whole.endswith(part), 0.4 <= share <= 0.6)


def _dropped(first: bool, last: bool, half: bool) -> str:
    if first and not last:
        return "second half dropped" if half else "end dropped"
    if last and not first:
        return "first half dropped" if half else "beginning dropped"
    return "beginning and end dropped"


def _edited(pair: Pair) -> Found:
    """Most words of the shorter side in the same order and near each other, or one long run of them."""
    if len(pair.short.forms) < FRAGMENT or _turned(pair):
        return None
    run, spread, content = _match(pair)
    if pair.speakers == "other":
        mostly = pair.share >= _SHARE_OTHERS and content >= _UNDER_OTHERS - 1
    elif pair.kinds & {"indirect", "mixed"}:
        mostly = pair.share >= _SHARE_REPORTED or (pair.share >= _SHARE_WITH_RUN and run >= FRAGMENT)
    else:
        mostly = pair.share >= _SHARE
    mostly = mostly and run >= FRAGMENT - 1 and content >= 2 and spread <= _SCATTER * pair.common
    long_run = content >= FRAGMENT - 1 and run >= (_RUN if pair.agree else 2 * _RUN)
    if not mostly and not long_run:
        return None
    return 0.6 + 0.3 * pair.share, f"{_count(pair.common)} of {_count(len(pair.short.forms))} words the same"


def _match(pair: Pair) -> tuple[int, int, int]:
    """Of the words in common: the longest run, over how many words of the longer side they spread, how many carry content."""
    blocks = [block for block in LCSseq.opcodes(pair.short.forms, pair.long.forms).as_matching_blocks() if block.size]
    matched = [form for block in blocks for form in pair.short.forms[block.a:block.a + block.size]]
    content = sum(form not in lexicon.words("small") for form in matched)
    spread = blocks[-1].b + blocks[-1].size - blocks[0].b if blocks else 0
    return max((block.size for block in blocks), default=0), spread, content


def _turned(pair: Pair) -> bool:
    """True for two short texts of which only one denies: more likely two utterances than one that lost its "not"."""
    return len(pair.long.forms) < 2 * FRAGMENT and (pair.short.denials + pair.long.denials) % 2 == 1


def _paraphrase(pair: Pair) -> Found:
    """The same speaker and most of the weight of the content words, a rare one among them."""
    shared = pair.short.content & pair.long.content
    rare = shared & pair.short.rare
    lighter, heavier = sorted((pair.short.weight, pair.long.weight))
    if not pair.agree or not rare or len(shared) < 2:
        return None
    contained, alike = _weight(shared) / lighter, _weight(shared) / heavier
    if pair.kinds == {"direct"}:
        held = contained >= _CONTAINED_QUOTED and alike >= _ALIKE_QUOTED and len(shared) > 2
    else:
        held = contained >= _CONTAINED and not _turned(pair)
    if not held:
        return None
    return 0.4 + 0.4 * contained, f"{_count(len(shared))} content words in both"


def _count(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number)


_RULES: dict[str, Callable[[Pair], Found]] = {
    "verbatim": _verbatim, "truncated": _truncated, "edited": _edited, "paraphrase": _paraphrase}
_REWORDED = {"paraphrase": _paraphrase}     # all that is left where few words are common
