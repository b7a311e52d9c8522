"""Spans, half-open pairs of character offsets: combined, subtracted, trimmed and measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotetrack.records import Span

SEPARATOR = " ... "  # between the spans of one quotation in its text
MARKS_AND_SPACES = " \n\t\u00a0\"“”‘’'«»„‚‹›＂`"
LOOSE_ENDS = ",;:-–—"


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def joined(text: str, content: Iterable[Span]) -> str:
    """The words of the spans in order, joined by SEPARATOR: the text of a quotation."""
    return SEPARATOR.join([text[start:end] for start, end in content])


def in_article(content: Sequence[Span], span: Span) -> Span:
    """Where in the article a span of a quotation's text lies, given the quotation's spans."""
    offset, found = 0, []
    for start, end in content:
        length = end - start
        if span[0] < offset + length and span[1] > offset:
            first = start + max(0, span[0] - offset)
            last = start + min(length, span[1] - offset)
            found.append((first, last))
        offset += length + len(SEPARATOR)
    return (found[0][0], found[-1][1]) if found else (content[0][0], content[-1][1])


def merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those with nothing but quotation marks and spaces between them as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip(MARKS_AND_SPACES)):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def without(content: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The spans minus the others; remainders of a single character are dropped."""
    left = list(content)
    for other in others:
        left = [piece for span in left for piece in _minus(span, other)]
    return [span for span in left if span[1] - span[0] > 1]


def _minus(span: Span, other: Span) -> list[Span]:
    if not overlap(span, other):
        return [span]
    before, after = (span[0], other[0]), (other[1], span[1])
    return [piece for piece in (before, after) if piece[1] > piece[0]]


def clipped(content: Iterable[Span], within: Span) -> list[Span]:
    """The parts of the spans that lie within another span."""
    cut = ((max(start, within[0]), min(end, within[1])) for start, end in content)
    return [span for span in cut if span[0] < span[1]]


def bare(text: str, span: Span) -> Span:
    """The span without spaces, commas, colons and dashes at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in LOOSE_ENDS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in LOOSE_ENDS):
        end -= 1
    return start, end


def shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """How many characters two lists of spans share."""
    return sum(overlap(x, y) for x in a for y in b)


def size(content: Iterable[Span]) -> int:
    """How many characters the spans have together."""
    return sum(end - start for start, end in content)


def within(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """True if every inner span lies within an outer one."""
    return all(any(s <= a and b <= e for s, e in outer) for a, b in inner)
