"""Two texts on the way to a link: what comparing needs of each, made once, and what they have in common."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import LCSseq

from quotetrack import lexicon
from quotetrack.agreement import AGREEING
from quotetrack.forms import stem
from quotetrack.fragments import fragments
from quotetrack.quickforms import forms
from quotetrack.rarity import weight

FRAGMENT = 4            # words; a shorter text links only with the same speaker and a rare word
UNDER_OTHERS = 6        # words that versions under different speakers need: shorter ones are common property
Crowd = Mapping[str, int]       # of an article: in how many of its quotations each stem stands
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What comparing needs of a text."""

    text: str
    kind: str
    forms: Forms
    joined: str                     # the forms between spaces, and without
    letters: str
    content: frozenset[str]         # stems without small words
    rare: frozenset[str]            # of these, the ones that are not common words
    weight: float                   # of the content
    denials: int
    fragments: tuple[Forms, ...]    # the words in marks


@lru_cache(maxsize=32768)
def prepared(text: str, kind: str = "direct") -> Prepared:
    """What comparing needs of a text; kept for the texts seen last."""
    words = forms(text)
    content = contents(words)
    denials = sum(form in lexicon.words("negations") for form in words)
    marked = tuple(found for part in fragments(text, kind) if (found := forms(part)))
    return Prepared(text, kind, words, spaced(words), "".join(words), content, content - _common_stems(),
                    weight(content), denials, marked)


def contents(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(stem(form) for form in words if form not in lexicon.words("small"))


def spaced(words: Iterable[str]) -> str:
    """The words in one string, a space around each, so that one run of words can be looked for in another."""
    return f" {' '.join(words)} "


def crowd(texts: Iterable[str]) -> Crowd:
    """In how many of these texts each stem stands."""
    return Counter(word for text in texts for word in prepared(text).content)


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(form) for form in lexicon.words("common"))


class Pair:
    """Two texts on the way to a link.

    common: words in both, in order. speakers: as agreement.py has it; none where they are not asked. kinds: direct, indirect,
    mixed or passage, of both. share: which part of the shorter side's words is common. crowds: gives those of the two
    articles, empty where they are not known. days: between the two articles, 0 where a date is not known.
    """

    __slots__ = ("_blocks", "common", "crowds", "days", "kinds", "long", "share", "short", "speakers")

    def __init__(self, left: Prepared, right: Prepared, common: int, speakers: str, kinds: frozenset[str],
                 crowds: Callable[[], tuple[Crowd, Crowd]] = lambda: ({}, {}), days: int = 0) -> None:
        self.short, self.long = (left, right) if len(left.forms) <= len(right.forms) else (right, left)
        self.common, self.speakers, self.kinds, self.crowds, self.days = common, speakers, kinds, crowds, days
        self.share = common / len(self.short.forms) if self.short.forms else 0.0
        self._blocks: list[tuple[int, int, int]] | None = None

    @property
    def agree(self) -> bool:
        """True if the speakers are known to be the same or may well be."""
        return self.speakers in AGREEING

    @property
    def fits(self) -> bool:
        """True if the shorter side is long enough, or rare enough and in marks, to be told from a chance meeting."""
        if len(self.short.forms) < FRAGMENT:
            return self.agree and bool(self.short.rare) and bool(self.short.fragments)
        if not self.agree and self.unmarked:
            return len(self.short.forms) >= 2 * FRAGMENT
        return self.speakers != "other" or len(self.short.forms) >= UNDER_OTHERS

    @property
    def unmarked(self) -> bool:
        """True for two reports without a word in marks: what they share is often no more than a name in full."""
        return self.speakers != "none" and not self.short.fragments and not self.long.fragments

    @property
    def shared(self) -> frozenset[str]:
        """The stems of content that both have."""
        return self.short.content & self.long.content

    @property
    def blocks(self) -> list[tuple[int, int, int]]:
        """The runs of common words: place in the shorter side, in the longer, and how many (rapidfuzz LCSseq)."""
        if self._blocks is None:
            self._blocks = matching(self.short.forms, self.long.forms)
        return self._blocks

    @property
    def turned(self) -> bool:
        """True for two short texts of which only one denies: more likely two utterances than one that lost its "not"."""
        return len(self.long.forms) < 2 * FRAGMENT and (self.short.denials + self.long.denials) % 2 == 1


def in_order(a: Forms, b: Forms) -> int:
    """How many words are in both in the same order (rapidfuzz LCSseq)."""
    return int(LCSseq.similarity(a, b))


def matching(a: Forms, b: Forms) -> list[tuple[int, int, int]]:
    """The runs of a longest common subsequence: place in the one, place in the other, length."""
    return [(block.a, block.b, block.size) for block in LCSseq.opcodes(a, b).as_matching_blocks() if block.size]
