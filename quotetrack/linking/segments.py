"""Tokenised texts and their segments: the two sides of each place where two versions differ."""

from __future__ import annotations

from dataclasses import dataclass
from operator import lt

from quotetrack.language import lexicon


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A text, its normalised tokens, and the half-open characters that each token stands for."""

    text: str
    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def printed(self, index: int) -> str:
        """The printed words that a token stands for."""
        return self.text[self.starts[index] : self.ends[index]]

    @property
    def has_overlaps(self) -> bool:
        """True if any two tokens share printed words."""
        return any(map(lt, self.starts[1:], self.ends))

    def overlaps_neighbour(self, index: int) -> bool:
        """True if a token shares printed words with a neighbour, as "it" and "is" do in "it's"."""
        return (index > 0 and self.starts[index] < self.ends[index - 1]) or (
            index + 1 < len(self.tokens) and self.starts[index + 1] < self.ends[index]
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """The tokens of a text from `start` to `end` (half-open); may be empty."""

    of: TokenizedText
    start: int
    end: int

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of the segment."""
        return self.of.tokens[self.start : self.end]

    @property
    def content(self) -> tuple[str, ...]:
        """The tokens without small words."""
        return tuple(token for token in self.tokens if token not in lexicon.words("function_words"))

    @property
    def printed(self) -> str:
        """The words as printed, on one line."""
        if self.start == self.end:
            return ""
        printed = self.of.text[self.of.starts[self.start] : self.of.ends[self.end - 1]]
        return " ".join(printed.split())

    def neighbour(self, offset: int) -> str:
        """The token before (offset -1, -2, ...) or after (0, 1, ...) the segment, empty if none."""
        index = self.end + offset if offset >= 0 else self.start + offset
        return self.of.tokens[index] if 0 <= index < len(self.of.tokens) else ""

    def is_capitalized(self, index: int) -> bool:
        """True if the token at an index of the text is printed with a capital."""
        return 0 <= index < len(self.of.tokens) and self.of.text[self.of.starts[index]].isupper()

    @property
    def shares_printed_words(self) -> bool:
        """True if the segment begins inside the printed words of the token before it."""
        return self.start > 0 and self.of.starts[self.start] < self.of.ends[self.start - 1]


def whole_name(segment: Segment) -> Segment:
    """The segment extended over the capitalised words around it: the name that it is part of."""
    start, end = segment.start, segment.end
    while segment.is_capitalized(start - 1) and start > 0:
        start -= 1
    while segment.is_capitalized(end):
        end += 1
    return Segment(segment.of, start, end)
