"""One utterance, several pieces: `"A," she said. "B."` is one quotation, and two pieces that other outlets may print alone.

PolNeAR labels such words as one attribution, and so `extract` writes them. The store keeps the pieces: what one outlet
printed whole, another may have cut to its first sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotetrack.quotations.reasons import reason
from quotetrack.records import Construction, Parse, Quote, Span

ENDED = re.compile(
    r"[.!?:…][\"'“”„‘’«»)`\s]*$"
)  # before a span: a sentence ended, or an abbreviation
PARTED = re.compile(r"\n\s*\n")
OPENED, CLOSED = re.compile(r"(?:[\"“„‘«»`]|'')\s?$"), re.compile(r"[.,!?;:]?\s?(?:[\"”“’»«]|'')")
MARK = re.compile(r"[\"“”„«»`]|''|(?<!\w)[‘'](?=\w)")


def joined(parse: Parse, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, those that go on with the one before in its paragraph as part of it."""
    made: list[Quote] = []
    for quote in quotes:
        last = made[-1] if made else None
        if last and quote.continues and last.end <= quote.start and _together(parse, last, quote):
            content = (*last.content, *quote.content)
            kind = last.kind if last.kind == quote.kind else "mixed"
            made[-1] = replace(
                last, content=content, kind=kind, text=_text(parse.article.text, content)
            )
        else:
            made.append(quote)
    return made


def _together(parse: Parse, a: Quote, b: Quote) -> bool:
    """True if two quotations begin in one paragraph and have one source."""
    number = bisect_right(parse.article.paragraphs, a.start, key=lambda p: p[0]) - 1
    return number >= 0 and b.start < parse.article.paragraphs[number][1] and a.source == b.source


def pieces(text: str, quote: Quote) -> list[Quote]:
    """The quotation in pieces, cut where a sentence ends between two of its spans; most have one piece, themselves."""
    groups: list[list[Span]] = []
    for span in quote.content:
        if groups and not _broken(text, groups[-1][-1][1], span[0]):
            groups[-1].append(span)
        else:
            groups.append([span])
    if len(groups) == 1:
        return [quote]
    first, *others = [_piece(text, quote, group) for group in groups]
    return [first, *map(_continuing, others)]


def _piece(text: str, quote: Quote, content: Sequence[Span]) -> Quote:
    """The part of a quotation that has this content."""
    kind = _kind(text, content, quote.kind)
    return replace(quote, content=tuple(content), text=_text(text, content), kind=kind)


def _continuing(quote: Quote) -> Quote:
    """The quotation as one that goes on with the one before it."""
    construction = Construction.CONTINUED
    return replace(quote, reason=reason(construction), construction=construction, continues=True)


def _broken(text: str, end: int, start: int) -> bool:
    """True if a sentence ends between two spans; after an abbreviation the next one goes on with a small letter."""
    between = text[max(0, end - 1) : start]  # with the stop that may be the last of the first span
    return bool(PARTED.search(between)) or (
        bool(ENDED.search(between)) and not text[start : start + 1].islower()
    )


def _kind(text: str, content: Sequence[Span], whole: str) -> str:
    """The kind of a piece: that of the whole, unless the whole is mixed and the piece stands between marks or has none."""
    if whole != "mixed":
        return whole
    marked = [
        bool(OPENED.search(text[max(0, s - 3) : s])) and bool(CLOSED.match(text[e : e + 4]))
        for s, e in content
    ]
    if all(marked):
        return "direct"
    return (
        "mixed"
        if any(marked) or any(MARK.search(text[max(0, s - 1) : e]) for s, e in content)
        else "indirect"
    )


def _text(text: str, content: Sequence[Span]) -> str:
    return " ... ".join(text[start:end] for start, end in content)
