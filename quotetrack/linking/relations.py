"""The relation of two texts: verbatim, truncated, edited or paraphrase, or none.

Rules settle the clear cases: the same words, a part of them, most of them in order. Retold words,
and words quoted within a longer report, are left to the match classifier (`classifier`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from quotetrack.language import lexicon
from quotetrack.language.normalize import key
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import MAX_TOKENS
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.text_pair import TextPair, Tokens, common_runs, content_stems
from quotetrack.linking.thresholds import (
    LONG_RUN,
    MAX_DAYS_QUOTED_WORDS,
    MAX_SPREAD,
    MIN_SHARE,
    MIN_SHARE_EDITED,
    MIN_SHARE_OTHER_SPEAKER,
    MIN_SHARE_REPORTED,
    MIN_SHARE_REPORTED_WITH_RUN,
    MIN_WEIGHT_OTHER_SPEAKER,
    MIN_WORDS,
    MIN_WORDS_OTHER_SPEAKER,
)
from quotetrack.records import SpeakerAgreement

RELATIONS = ("verbatim", "truncated", "edited", "paraphrase")
_QUOTED_WORDS_SCORE = 0.7  # of a link that rests on the same quoted words alone
_HALF = (0.4, 0.6)  # the share of the words that is called a half
_LARGEST_SPELT_NUMBER = 12
# What the score of a rule is multiplied by, for how far the speakers agree.
_SPEAKER_FACTORS = {
    SpeakerAgreement.SAME: 1.0,
    SpeakerAgreement.COMPATIBLE: 0.95,
    SpeakerAgreement.ROLE: 0.9,
    SpeakerAgreement.UNKNOWN: 0.9,
    SpeakerAgreement.OTHER: 0.67,
    SpeakerAgreement.NONE: 1.0,
}


class Relation(NamedTuple):
    """A relation, how sure it is (0 to 1), and the evidence for it in words."""

    name: str
    score: float
    evidence: str


Finding = tuple[float, str] | None


def relation(pair: TextPair, classifier: MatchClassifier) -> Relation | None:
    """The relation of a pair, or None."""
    return rule_based(pair) or _by_classifier(pair, classifier) or _by_quoted_words(pair)


def rule_based(pair: TextPair) -> Relation | None:
    """The relation as far as the rules settle it: verbatim, truncated, edited, or None."""
    for name, rule in _RULES.items():
        if name != "verbatim" and pair.share < MIN_SHARE:
            return None
        if found := rule(pair):
            score, evidence = found
            return Relation(name, score * _SPEAKER_FACTORS[pair.speakers], evidence)
    return None


# ---- rules


def _verbatim(pair: TextPair) -> Finding:
    short, long = pair.short, pair.long
    if not pair.is_distinctive or short.letters != long.letters:
        return None
    is_cut_off = len(short.tokens) == MAX_TOKENS
    if is_cut_off and key(short.text) != key(long.text):
        return None
    return 1.0, "same words"


def _truncated(pair: TextPair) -> Finding:
    """One text is a contiguous part of the other, a small word at its beginning aside."""
    part, whole = pair.short.spaced, pair.long.spaced
    if not pair.is_distinctive or not pair.short.content:
        return None
    opener = pair.short.tokens[0]
    if opener in lexicon.words("cut_openers") and part not in whole:
        part = part[len(opener) + 1 :]
    if part not in whole:
        return None
    share = len(part.split()) / len(whole.split())
    return 0.9 + 0.1 * share, _what_was_dropped(part, whole, share)


def _what_was_dropped(part: str, whole: str, share: float) -> str:
    is_beginning, is_end = whole.startswith(part), whole.endswith(part)
    is_half = _HALF[0] <= share <= _HALF[1]
    if is_beginning and not is_end:
        return "second half dropped" if is_half else "end dropped"
    if is_end and not is_beginning:
        return "first half dropped" if is_half else "beginning dropped"
    return "beginning and end dropped"


def _edited(pair: TextPair) -> Finding:
    """Most words of the shorter text in the same order and close together, or one long run."""
    if len(pair.short.tokens) < MIN_WORDS or pair.is_contradiction:
        return None
    if pair.is_unquoted and not pair.speakers_agree:
        return None
    if pair.speakers == SpeakerAgreement.OTHER and pair.weight < MIN_WEIGHT_OTHER_SPEAKER:
        return None
    run = max((size for _, _, size in pair.runs), default=0)
    content = _common_content_words(pair)
    if not _shares_most_words(pair, run, content) and not _has_long_run(pair, run, content):
        return None
    return 0.6 + 0.3 * pair.share, _share_in_words(pair)


def _shares_most_words(pair: TextPair, run: int, content: int) -> bool:
    """True if enough of the shorter text is in the other, in order and close together."""
    if pair.speakers == SpeakerAgreement.OTHER:
        mostly = pair.share >= MIN_SHARE_OTHER_SPEAKER and content >= MIN_WORDS_OTHER_SPEAKER - 1
    elif pair.kinds & {"indirect", "mixed"}:
        mostly = pair.share >= MIN_SHARE_REPORTED or (
            pair.share >= MIN_SHARE_REPORTED_WITH_RUN and run >= MIN_WORDS
        )
    else:
        mostly = pair.share >= MIN_SHARE_EDITED
    is_close = _spread(pair) <= MAX_SPREAD * pair.common
    return mostly and run >= MIN_WORDS - 1 and content >= 2 and is_close


def _has_long_run(pair: TextPair, run: int, content: int) -> bool:
    """True for a long run of common words; twice as long where the speakers do not agree."""
    enough = LONG_RUN if pair.speakers_agree else 2 * LONG_RUN
    return content >= MIN_WORDS - 1 and run >= enough


def _common_content_words(pair: TextPair) -> int:
    """How many of the words in common carry content."""
    small, tokens = lexicon.words("function_words"), pair.short.tokens
    return sum(
        token not in small for start, _, size in pair.runs for token in tokens[start : start + size]
    )


def _spread(pair: TextPair) -> int:
    """Over how many words of the longer text the words in common are spread."""
    if not pair.runs:
        return 0
    (_, first, _), (_, last, size) = pair.runs[0], pair.runs[-1]
    return last + size - first


_RULES: dict[str, Callable[[TextPair], Finding]] = {
    "verbatim": _verbatim,
    "truncated": _truncated,
    "edited": _edited,
}


# ---- what no rule settles


def _by_classifier(pair: TextPair, classifier: MatchClassifier) -> Relation | None:
    """The relation of a pair that the classifier takes for versions of one utterance."""
    if pair.is_contradiction:
        return None
    if len(pair.short.tokens) < MIN_WORDS and not pair.speakers_agree:
        return None
    if pair.speakers == SpeakerAgreement.OTHER and pair.weight < MIN_WEIGHT_OTHER_SPEAKER:
        return None
    probability = classifier.probability(pair)
    if probability < classifier.threshold:
        return None
    name, evidence = _edited_or_paraphrase(pair)
    return Relation(name, 0.5 + 0.4 * probability, evidence)


def _by_quoted_words(pair: TextPair) -> Relation | None:
    """The relation of a pair with the same rare words in quotation marks, within a week."""
    if not pair.speakers_agree or pair.days > MAX_DAYS_QUOTED_WORDS:
        return None
    both = {*pair.short.quoted} & {*pair.long.quoted}
    if not any(content_stems(tokens) & pair.short.rare for tokens in both):
        return None
    name, _ = _edited_or_paraphrase(pair)
    return Relation(name, _QUOTED_WORDS_SCORE, "the same words in marks")


def _edited_or_paraphrase(pair: TextPair) -> tuple[str, str]:
    """Edited if most words of the shorter text are in the other in order, inflections aside."""
    if _shares_most_stems(pair.short.tokens, pair.long.tokens):
        return "edited", _share_in_words(pair)
    return "paraphrase", f"{_number(len(pair.shared))} content words in both"


def _shares_most_stems(one: Tokens, other: Tokens) -> bool:
    runs = common_runs(tuple(map(stem, one)), tuple(map(stem, other)))
    sizes = [size for _, _, size in runs]
    shorter = min(len(one), len(other))
    has_run = max(sizes, default=0) >= MIN_WORDS - 1
    return shorter >= MIN_WORDS - 1 and has_run and sum(sizes) >= MIN_SHARE_REPORTED * shorter


def _share_in_words(pair: TextPair) -> str:
    return f"{_number(pair.common)} of {_number(len(pair.short.tokens))} words the same"


def _number(value: int) -> str:
    return _spelt_numbers().get(value, str(value))


@cache
def _spelt_numbers() -> dict[int, str]:
    values = {int(value): word for word, value in lexicon.table("numbers").items()}
    spelt = {value: values[value] for value in range(1, _LARGEST_SPELT_NUMBER + 1)}
    return {0: "no"} | spelt


# ---- bounds of the rules, for many pairs at once


def rules_may_hold(
    short: Any, stems: Any, common: Any, run: Any, content: Any, other_speaker: Any
) -> Any:
    """For arrays of pairs, whether a rule may hold; never false where one does.

    short: words of the shorter text. stems: content stems of the text that has fewer. common,
    run, content: upper bounds of the words in order, in a row, and of those with content.
    other_speaker: whether the speakers differ.
    """
    share = common / short
    may_be_part = (common >= short - 1) & (content > 0) & (content >= stems - 1)
    may_be_part &= ~other_speaker | (short >= MIN_WORDS_OTHER_SPEAKER)
    may_be_edited = (share >= MIN_SHARE_EDITED) & (run >= MIN_WORDS - 1) & (content >= 2)
    may_be_edited &= ~other_speaker | (
        (share >= MIN_SHARE_OTHER_SPEAKER) & (content >= MIN_WORDS_OTHER_SPEAKER - 1)
    )
    may_be_run = (share >= MIN_SHARE) & (run >= LONG_RUN * (1 + other_speaker))
    may_be_run &= content >= MIN_WORDS - 1
    return may_be_part | may_be_edited | may_be_run


def quoted_words_may_match(
    both_quoted: Any, partly_quoted: Any, shares_rare_word: Any, speakers_agree: Any
) -> Any:
    """For arrays of pairs, whether both may have the same rare words in quotation marks.

    both_quoted: both have quoted words. partly_quoted: in one of them they are not the whole.
    """
    return both_quoted & partly_quoted & shares_rare_word & speakers_agree
