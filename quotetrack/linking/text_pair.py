"""Two texts that may be linked: what comparing needs of each, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache

from rapidfuzz.distance import LCSseq

from quotetrack.language import lexicon
from quotetrack.language.frequency import total_weight
from quotetrack.language.quotation_marks import fragments, has_breaks, has_words
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import forms
from quotetrack.linking.speaker_agreement import AGREEING
from quotetrack.linking.thresholds import (
    MIN_WEIGHT_OTHER_SPEAKER,
    MIN_WORDS,
    MIN_WORDS_OTHER_SPEAKER,
)
from quotetrack.records import SpeakerAgreement

# For one article, in how many of its quotations a stem occurs; stems in one quotation are left out.
DocumentFrequency = Mapping[str, int]
Tokens = tuple[str, ...]
Run = tuple[int, int, int]  # place in the one text, place in the other, number of words
_SMALL_WORD = frozenset([""])


class PreparedText:
    """What comparing needs of a text, computed on first use: most pairs need little of it."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind, self.tokens = text, kind, forms(text)

    @cached_property
    def spaced(self) -> str:
        """The tokens between spaces."""
        return spaced(self.tokens)

    @cached_property
    def letters(self) -> str:
        """The tokens without spaces."""
        return "".join(self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of the content words."""
        return content_stems(self.tokens)

    @cached_property
    def rare(self) -> frozenset[str]:
        """The content stems that are no common words."""
        return self.content - common_stems()

    @cached_property
    def weight(self) -> float:
        """The summed rarity of the content stems."""
        return total_weight(self.content)

    @cached_property
    def negations(self) -> int:
        """The number of negating words."""
        return sum(map(lexicon.words("negations").__contains__, self.tokens))

    @cached_property
    def quoted(self) -> tuple[Tokens, ...]:
        """The tokens of each fragment in quotation marks; a direct quotation counts as one."""
        if self.kind == "direct" and not has_breaks(self.text):
            return (self.tokens,) if self.tokens and has_words(self.text) else ()
        found = map(forms, fragments(self.text, self.kind))
        return tuple(tokens for tokens in found if tokens)


@lru_cache(maxsize=32768)
def prepare(text: str, kind: str = "direct") -> PreparedText:
    """The prepared form of a text; the most recent ones are kept."""
    return PreparedText(text, kind)


@lru_cache(maxsize=262144)
def _content_stem(token: str) -> str:
    """The stem of a token; empty for a small word."""
    return "" if token in lexicon.words("function_words") else stem(token)


def content_stems(tokens: Iterable[str]) -> frozenset[str]:
    """The stems of the tokens that carry content."""
    return frozenset(map(_content_stem, tokens)) - _SMALL_WORD


def spaced(tokens: Iterable[str]) -> str:
    """The tokens as one string with spaces around each, so that a run of words can be searched."""
    return f" {' '.join(tokens)} "


def document_frequency(texts: Iterable[str]) -> DocumentFrequency:
    """In how many of these texts each stem occurs, for the stems that occur in more than one."""
    counts = Counter(stem for text in texts for stem in prepare(text).content)
    return {stem: number for stem, number in counts.items() if number > 1}


@cache
def common_stems() -> frozenset[str]:
    """The stems of words too common to tell one utterance from another."""
    return frozenset(stem(token) for token in lexicon.words("common_words"))


class TextPair:
    """Two prepared texts with what is known about their speakers, kinds and dates.

    common: the number of words in both in the same order; counted here if None. speakers: how far
    the speakers agree, NONE where nobody is asked (passages). kinds: direct, indirect, mixed or
    passage, of both texts. frequencies: returns the document frequency of each article, None
    where it is not known. days: between the two articles, 0 if a date is unknown. share: which
    part of the shorter text's words is common.
    """

    def __init__(
        self,
        left: PreparedText,
        right: PreparedText,
        common: int | None,
        speakers: SpeakerAgreement,
        kinds: frozenset[str],
        frequencies: Callable[
            [], tuple[DocumentFrequency | None, DocumentFrequency | None]
        ] = lambda: (None, None),
        days: int = 0,
    ) -> None:
        in_order = len(left.tokens) <= len(right.tokens)
        self.short, self.long = (left, right) if in_order else (right, left)
        self.speakers, self.kinds = speakers, kinds
        self.frequencies, self.days = frequencies, days
        if common is None:
            common = sum(size for _, _, size in self.runs)
        self.common = common
        self.share = self.common / len(self.short.tokens) if self.short.tokens else 0.0

    @property
    def speakers_agree(self) -> bool:
        """True if the speakers are known to be the same, or may well be."""
        return self.speakers in AGREEING

    @property
    def is_distinctive(self) -> bool:
        """True if the shorter text is long or rare enough that sharing it is no coincidence."""
        words = len(self.short.tokens)
        if words < MIN_WORDS:
            return self.speakers_agree and bool(self.short.rare) and bool(self.short.quoted)
        if not self.speakers_agree and self.is_unquoted:
            return words >= 2 * MIN_WORDS
        if self.speakers != SpeakerAgreement.OTHER:
            return True
        telling = self.short.weight >= MIN_WEIGHT_OTHER_SPEAKER or words >= 2 * MIN_WORDS
        return words >= MIN_WORDS_OTHER_SPEAKER and telling

    @property
    def is_unquoted(self) -> bool:
        """True for two reports without quoted words: often they share no more than a full name."""
        asked = self.speakers != SpeakerAgreement.NONE
        return asked and not self.short.quoted and not self.long.quoted

    @property
    def is_contradiction(self) -> bool:
        """True for two short texts of which one is negated: two utterances rather than an edit."""
        is_short = len(self.long.tokens) < 2 * MIN_WORDS
        return is_short and (self.short.negations + self.long.negations) % 2 == 1

    @cached_property
    def shared(self) -> frozenset[str]:
        """The content stems of both."""
        return self.short.content & self.long.content

    @cached_property
    def weight(self) -> float:
        """The summed rarity of the shared content stems."""
        return total_weight(self.shared)

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of common words, placed in the shorter and in the longer text."""
        return common_runs(self.short.tokens, self.long.tokens)


def common_words(a: Tokens, b: Tokens) -> int:
    """The length of the longest common subsequence of two token sequences."""
    return int(LCSseq.similarity(a, b))


def common_runs(a: Tokens, b: Tokens) -> list[Run]:
    """The runs of words that make up a longest common subsequence, in order."""
    blocks = LCSseq.opcodes(a, b).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
