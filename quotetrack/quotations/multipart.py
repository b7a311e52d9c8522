"""Multi-part quotations: what makes one quotation of several spans, and its pieces.

`"A," she said. "B."` is one quotation, as PolNeAR labels it, and `extract` writes it so. The
store keeps its pieces: what one outlet prints whole, another may have cut to its first sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotetrack import spans
from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.quotations.quote_fields import continuing
from quotetrack.records import Parse, Quote, Span

# before a span: a sentence has ended, or an abbreviation
ENDED = re.compile(r"[.!?:…][\"'“”„‘’«»)`\s]*$")
BLANK_LINE = re.compile(r"\n\s*\n")
OPENED = re.compile(r"(?:[\"“„‘«»`]|'')\s?$")
CLOSED = re.compile(r"[.,!?;:]?\s?(?:[\"”“’»«]|'')")
MARK = re.compile(r"[\"“”„«»`]|''|(?<!\w)[‘'](?=\w)")


# ---- parts put together
def joined(parse: Parse, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, those that continue the one before in its paragraph as part of it."""
    made: list[Quote] = []
    for quote in quotes:
        last = made[-1] if made else None
        if last and quote.continues and _is_one(parse, last, quote):
            made[-1] = _with_part(parse.article.text, last, quote)
        else:
            made.append(quote)
    return made


def _is_one(parse: Parse, a: Quote, b: Quote) -> bool:
    """True if two quotations in order begin in one paragraph and have one source."""
    paragraphs = parse.article.paragraphs
    number = bisect_right(paragraphs, a.start, key=lambda p: p[0]) - 1
    if number < 0 or a.end > b.start:
        return False
    return b.start < paragraphs[number][1] and a.source == b.source


def _with_part(text: str, whole: Quote, part: Quote) -> Quote:
    content = (*whole.content, *part.content)
    kind = whole.kind if whole.kind == part.kind else "mixed"
    return replace(whole, content=content, kind=kind, text=spans.joined(text, content))


def carried_on(
    text: str, first: QuotedSpan, before: list[Quote], made: list[Quote]
) -> tuple[list[Quote], list[Quote]]:
    """The quotations before a paragraph and those of it, joined where an open mark goes on.

    `first` is the first quoted span of the paragraph, which continues the last one before. If
    that one has no source, the cue and source in the paragraph are those of the whole.
    """
    left_open = max(before, key=lambda q: q.end, default=None)
    if left_open is None or left_open.end > first.inner[0]:
        return before, made
    part = next((q for q in made if first.inner[0] <= q.start < first.inner[1]), None)
    content = (*left_open.content, *(part.content if part else (first.inner,)))
    named = left_open if left_open.source or part is None else part
    whole = replace(
        left_open,
        content=content,
        cue=named.cue,
        source=named.source,
        text=spans.joined(text, content),
    )
    others = [q for q in before if q is not left_open]
    return [*others, whole], [q for q in made if q is not part]


# ---- a quotation in pieces
def pieces(text: str, quote: Quote) -> list[Quote]:
    """The quotation in pieces, cut where a sentence ends between two of its spans.

    Most quotations have one piece, themselves. All pieces but the first are continued ones.
    """
    groups: list[list[Span]] = []
    for span in quote.content:
        if groups and not _is_parted(text, groups[-1][-1][1], span[0]):
            groups[-1].append(span)
        else:
            groups.append([span])
    if len(groups) == 1:
        return [quote]
    first, *others = [_piece(text, quote, group) for group in groups]
    return [first, *map(continuing, others)]


def _piece(text: str, quote: Quote, content: Sequence[Span]) -> Quote:
    kind = _kind(text, content) if quote.kind == "mixed" else quote.kind
    return replace(quote, content=tuple(content), text=spans.joined(text, content), kind=kind)


def _is_parted(text: str, end: int, start: int) -> bool:
    """True if a sentence ends between two spans; behind an abbreviation a small letter follows."""
    between = text[max(0, end - 1) : start]  # with the stop that may be the last of the first span
    if BLANK_LINE.search(between):
        return True
    return bool(ENDED.search(between)) and not text[start : start + 1].islower()


def _kind(text: str, content: Sequence[Span]) -> str:
    """The kind of a piece of a mixed quotation, by the marks around and within its spans."""
    marked = [_is_marked(text, span) for span in content]
    if all(marked):
        return "direct"
    if any(marked) or any(MARK.search(text[max(0, s - 1) : e]) for s, e in content):
        return "mixed"
    return "indirect"


def _is_marked(text: str, span: Span) -> bool:
    """True if marks stand right before and behind a span."""
    before, behind = text[max(0, span[0] - 3) : span[0]], text[span[1] : span[1] + 4]
    return bool(OPENED.search(before)) and bool(CLOSED.match(behind))
