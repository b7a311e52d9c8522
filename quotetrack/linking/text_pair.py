"""Two texts on the way to a link: what comparing needs of each, made once, and what they have in common."""

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

FRAGMENT = 4  # words; a shorter text links only with the same speaker and a rare word
UNDER_OTHERS = (
    6  # words that versions under different speakers need: shorter ones are common property ...
)
FOREIGN = 2.5  # ... and how much their content, or what they share of it, must weigh
Crowd = Mapping[
    str, int
]  # of an article: in how many of its quotations a stem stands, for those in more than one
Forms = tuple[str, ...]
_NOTHING = frozenset([""])
_KNOWN = 1_000_000  # forms whose stems are kept in memory


class Prepared:
    """What comparing needs of a text, made when it is first asked for: most pairs need little."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind, self.forms = text, kind, forms(text)

    @cached_property
    def joined(self) -> str:
        """The forms between spaces."""
        return spaced(self.forms)

    @cached_property
    def letters(self) -> str:
        """The forms without spaces."""
        return "".join(self.forms)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems without small words."""
        return contents(self.forms)

    @cached_property
    def rare(self) -> frozenset[str]:
        """The stems of content that are no common words."""
        return self.content - _common_stems()

    @cached_property
    def weight(self) -> float:
        """The weight of the content."""
        return total_weight(self.content)

    @cached_property
    def denials(self) -> int:
        """How many words deny."""
        return sum(map(lexicon.words("negations").__contains__, self.forms))

    @cached_property
    def fragments(self) -> tuple[Forms, ...]:
        """The words in marks."""
        if self.kind == "direct" and not has_breaks(self.text):
            return (self.forms,) if self.forms and has_words(self.text) else ()
        return tuple(found for part in fragments(self.text, self.kind) if (found := forms(part)))


@lru_cache(maxsize=32768)
def prepared(text: str, kind: str = "direct") -> Prepared:
    """What comparing needs of a text; kept for the texts seen last."""
    return Prepared(text, kind)


class _Stems(dict[str, str]):
    """The stem of each form seen so far; "" for small words."""

    def __missing__(self, form: str) -> str:
        if len(self) >= _KNOWN:
            self.clear()
        found = self[form] = "" if form in lexicon.words("function_words") else stem(form)
        return found


_stems = _Stems()


def contents(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(map(_stems.__getitem__, words)) - _NOTHING


def spaced(words: Iterable[str]) -> str:
    """The words in one string, a space around each, so that one run of words can be looked for in another."""
    return f" {' '.join(words)} "


def crowd(texts: Iterable[str]) -> Crowd:
    """In how many of these texts each stem stands that is in more than one of them."""
    counts = Counter(word for text in texts for word in prepared(text).content)
    return {word: number for word, number in counts.items() if number > 1}


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(form) for form in lexicon.words("common_words"))


class Pair:
    """Two texts on the way to a link.

    common: words in both, in order; counted where not given. speakers: as agreement.py has it; none where they are not asked. kinds:
    direct, indirect, mixed or passage, of both. share: which part of the shorter side's words is common. crowds: gives those of the two
    articles, empty where they are not known. days: between the two articles, 0 where a date is not known.
    """

    def __init__(
        self,
        left: Prepared,
        right: Prepared,
        common: int | None,
        speakers: str,
        kinds: frozenset[str],
        crowds: Callable[[], tuple[Crowd | None, Crowd | None]] = lambda: (None, None),
        days: int = 0,
    ) -> None:
        self.short, self.long = (
            (left, right) if len(left.forms) <= len(right.forms) else (right, left)
        )
        self.speakers, self.kinds, self.crowds, self.days = speakers, kinds, crowds, days
        if common is None:
            self.blocks = matching(self.short.forms, self.long.forms)
            common = sum(size for _, _, size in self.blocks)
        self.common = common
        self.share = self.common / len(self.short.forms) if self.short.forms else 0.0

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
        telling = self.short.weight >= FOREIGN or len(self.short.forms) >= 2 * FRAGMENT
        return self.speakers != "other" or (len(self.short.forms) >= UNDER_OTHERS and telling)

    @property
    def unmarked(self) -> bool:
        """True for two reports without a word in marks: what they share is often no more than a name in full."""
        return self.speakers != "none" and not self.short.fragments and not self.long.fragments

    @cached_property
    def shared(self) -> frozenset[str]:
        """The stems of content that both have."""
        return self.short.content & self.long.content

    @cached_property
    def weight(self) -> float:
        """The weight of the content that both have."""
        return total_weight(self.shared)

    @cached_property
    def blocks(self) -> list[tuple[int, int, int]]:
        """The runs of common words: place in the shorter side, in the longer, and how many (rapidfuzz LCSseq)."""
        return matching(self.short.forms, self.long.forms)

    @property
    def turned(self) -> bool:
        """True for two short texts of which only one denies: more likely two utterances than one that lost its "not"."""
        return (
            len(self.long.forms) < 2 * FRAGMENT
            and (self.short.denials + self.long.denials) % 2 == 1
        )


def in_order(a: Forms, b: Forms) -> int:
    """How many words are in both in the same order (rapidfuzz LCSseq)."""
    return int(LCSseq.similarity(a, b))


def matching(a: Forms, b: Forms) -> list[tuple[int, int, int]]:
    """The runs of a longest common subsequence: place in the one, place in the other, length."""
    return [
        (block.a, block.b, block.size)
        for block in LCSseq.opcodes(a, b).as_matching_blocks()
        if block.size
    ]
