"""A text as the scorer reads it: its words, and which of them stand in quotation marks.

These marks are paired by plain rules of their own, the same for labels and for predictions of whatever program, and not by
those that find quotations (`marks.py`): a yardstick must not bend with what it measures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.records import Span

WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
MARK = re.compile(r"''|[“”„«»\"]")
CLOSERS = {
    "“": ("”", '"'),
    '"': ('"', "”"),
    "''": ("''",),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
}
CURLY = re.compile(r"‘(?:[^‘’]|’(?=\w))+’(?!\w)")
STRAIGHT = re.compile(r"(?<!['\w])'(?=\w)(?:[^']|(?<=\w)'(?=\w))+(?<=[\w!,.?])'(?!['\w])")


@dataclass(frozen=True, slots=True)
class Page:
    """A text as words: where each begins and ends; and for each character whether it stands in quotation marks."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bytes

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )

    def word(self, number: int) -> str:
        """One word as printed."""
        return self.text[self.starts[number] : self.ends[number]]

    def marked(self, number: int) -> bool:
        """True if the word stands in quotation marks."""
        return bool(self.quoted[self.starts[number]])

    def printed(self, spans: Iterable[Span]) -> str:
        """The words of the spans in order, parted by dots."""
        return " ... ".join(self.text[start:end] for start, end in spans)


def page(text: str) -> Page:
    """The text as words and marks."""
    spans = [match.span() for match in WORD.finditer(text)]
    return Page(
        text, tuple(start for start, _ in spans), tuple(end for _, end in spans), quoted(text)
    )


def quoted(text: str) -> bytes:
    """For each character 1 if it stands in quotation marks or is one, else 0; each line by itself.

    A double mark that nothing closes quotes the rest of its line. Single marks count outside double ones, straight ones in the
    first line only, which is the headline.
    """
    inside = bytearray(len(text))
    start = 0
    for line in text.split("\n"):
        for stretches in (
            _double(line),
            _single(CURLY, line),
            _single(STRAIGHT, line if start == 0 else ""),
        ):
            for first, last in stretches:
                if not any(inside[start + first : start + last]):
                    inside[start + first : start + last] = b"\1" * (last - first)
        start += len(line) + 1
    return bytes(inside)


def _double(line: str) -> Iterator[Span]:
    opener = None
    for mark in MARK.finditer(line):
        if opener is None:
            opener = mark if mark.group() in CLOSERS else None
        elif mark.group() in CLOSERS[opener.group()]:
            yield opener.start(), mark.end()
            opener = None
    if opener is not None:
        yield opener.start(), len(line)


def _single(pattern: re.Pattern[str], line: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(line))


def trimmed(spans: Iterable[Sequence[int]], text: str) -> tuple[Span, ...]:
    """The spans in order, inside the text, without spaces at their edges; joined where nothing but spaces parts them."""
    kept: list[Span] = []
    for first, last in sorted(
        (max(0, first), max(0, min(len(text), last))) for first, last in spans
    ):
        printed = text[first:last]
        if not printed.strip():
            continue
        start, end = last - len(printed.lstrip()), first + len(printed.rstrip())
        if kept and not text[kept[-1][1] : start].strip():
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return tuple(kept)
