"""Spans put together, taken apart and trimmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotetrack.language.quotation_marks import overlap
from quotetrack.records import Span

MARKS_AND_SPACES = " \n\t\u00a0\"“”‘’'«»„‚‹›＂`"
LOOSE_ENDS = ",;:-–—"


def merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or have only marks and spaces between them as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip(MARKS_AND_SPACES)):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def without(content: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The spans less the others, what is left of one character dropped."""
    left = list(content)
    for other in others:
        left = [piece for span in left for piece in _minus(span, other)]
    return [s for s in left if s[1] - s[0] > 1]


def _minus(span: Span, other: Span) -> list[Span]:
    if not overlap(span, other):
        return [span]
    return [s for s in ((span[0], other[0]), (other[1], span[1])) if s[1] > s[0]]


def clipped(content: Iterable[Span], within: Span) -> list[Span]:
    """The parts of the spans that lie within another."""
    cut = ((max(s, within[0]), min(e, within[1])) for s, e in content)
    return [span for span in cut if span[0] < span[1]]


def bare(text: str, span: Span) -> Span:
    """The span without spaces, commas and dashes at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in LOOSE_ENDS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in LOOSE_ENDS):
        end -= 1
    return start, end


def shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """How many characters two contents share."""
    return sum(overlap(x, y) for x in a for y in b)


def size(content: Iterable[Span]) -> int:
    """How many characters a content has."""
    return sum(end - start for start, end in content)


def within(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """True if every inner span lies in an outer one."""
    return all(any(s <= a and b <= e for s, e in outer) for a, b in inner)
