"""A text as evaluation sees it: its word tokens, and which of them are in quotation marks.

The marks are paired by simple rules of their own, the same for gold labels and for the predictions
of any program, and not by the rules that find quotations (`language.quotation_marks`): the metric
must not change with what it measures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.records import Span
from quotetrack.spans import joined

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
class TokenizedText:
    """A text with the start and end of each word, and for each character whether it is quoted."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bytes  # 1 for a character in quotation marks, marks included, else 0

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that the spans touch, from 0."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )

    def word(self, number: int) -> str:
        """One word as printed."""
        return self.text[self.starts[number] : self.ends[number]]

    def is_quoted(self, number: int) -> bool:
        """Whether a word is in quotation marks."""
        return bool(self.quoted[self.starts[number]])

    def surface(self, spans: Iterable[Span]) -> str:
        """The text of the spans in order, joined by " ... "."""
        return joined(self.text, spans)


def tokenize(text: str) -> TokenizedText:
    """The words of a text and which of its characters are quoted."""
    spans = [match.span() for match in WORD.finditer(text)]
    starts, ends = tuple(start for start, _ in spans), tuple(end for _, end in spans)
    return TokenizedText(text, starts, ends, quoted_characters(text))


def quoted_characters(text: str) -> bytes:
    """For each character 1 if it is in quotation marks or is one of them, else 0.

    Each line is read by itself. A double mark without a closing one quotes the rest of its line.
    Single marks count outside double ones only, straight single marks only in the first line,
    which is the headline.
    """
    inside = bytearray(len(text))
    start = 0
    for line in text.split("\n"):
        headline = line if start == 0 else ""
        for found in (_double(line), _single(CURLY, line), _single(STRAIGHT, headline)):
            for first, last in found:
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


def trim_spans(spans: Iterable[Sequence[int]], text: str) -> tuple[Span, ...]:
    """The spans in order, clipped to the text, without spaces at their edges.

    Spans with nothing but spaces between them become one; blank spans are dropped.
    """
    kept: list[Span] = []
    clipped = sorted((max(0, first), max(0, min(len(text), last))) for first, last in spans)
    for first, last in clipped:
        surface = text[first:last]
        if not surface.strip():
            continue
        start, end = last - len(surface.lstrip()), first + len(surface.rstrip())
        if kept and not text[kept[-1][1] : start].strip():
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return tuple(kept)
