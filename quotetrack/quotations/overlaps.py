"""Overlap resolution: of quotations that take the same words, the surest is kept.

An article may hold thousands of quotations, so each is compared only with those nearby: the text
is divided into cells, and two quotations that share a character share a cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from quotetrack.quotations.quote_fields import nested
from quotetrack.records import Quote, Span
from quotetrack.spans import shared, size, within

CELL = 400  # characters; any size gives the same result, this one holds few quotations
SHARED = 0.3  # part of the shorter from which two findings compete; set by hand
SAME = 0.6  # part of the longer from which two quotations of the rules are one; set by hand


def surest(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations in order, of those that compete for words only the one with the best score."""
    ordered = sorted(quotes, key=lambda q: (-q.score, q.content))
    return without_rivals(ordered, compete)


def compete(a: Quote, b: Quote) -> bool:
    """True if two quotations share more than a small part of the shorter."""
    return shared(a.content, b.content) > SHARED * min(size(a.content), size(b.content))


def layered(
    quotes: Iterable[Quote], inner: Iterable[Quote], reports: Collection[tuple[Span, ...]]
) -> tuple[list[Quote], list[Quote]]:
    """The outermost quotations, and those nested within one of them, both in order.

    `inner` are quotations that were found within marks. A quotation only counts as nested if its
    cue is among `reports`, the cues by which somebody other than the speaker speaks.
    """
    ordered = sorted(quotes, key=lambda q: (-q.score, q.start))
    kept = without_rivals(ordered, _duplicates)
    places = _by_cell(kept)
    held = {q.id for q in kept if any(_holds(other, q) for other in _near(q, places))}
    outermost = [q for q in kept if q.id not in held]
    below = [*(q for q in kept if q.id in held), *inner]
    reported = {q.id: q for q in below if q.cue in reports}
    ordered = sorted(reported.values(), key=lambda q: q.content)
    return outermost, [nested(q) for q in ordered if _in_another(q, _near(q, places))]


def without_rivals(ordered: Iterable[Quote], rivals: Callable[[Quote, Quote], bool]) -> list[Quote]:
    """The quotations that are no rival of an earlier one that was kept, in order of appearance.

    Rivals must share a character.
    """
    kept: list[Quote] = []
    places: defaultdict[int, list[Quote]] = defaultdict(list)
    for quote in ordered:
        if any(rivals(quote, other) for other in _near(quote, places)):
            continue
        for cell in cells(quote):
            places[cell].append(quote)
        kept.append(quote)
    return sorted(kept, key=lambda q: q.content)


def cells(quote: Quote) -> set[int]:
    """The numbers of the cells in which a quotation has words."""
    return {
        cell for start, end in quote.content for cell in range(start // CELL, (end - 1) // CELL + 1)
    }


def part_of_one(quote: Quote, outer: Sequence[Quote]) -> bool:
    """True if a quotation lies within one of these that is longer."""
    around = [other for other in outer if other.start <= quote.start < other.end]
    return any(
        within(quote.content, other.content) and size(quote.content) < size(other.content)
        for other in around
    )


def _by_cell(quotes: Iterable[Quote]) -> dict[int, list[Quote]]:
    places: defaultdict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        for cell in cells(quote):
            places[cell].append(quote)
    return places


def _near(quote: Quote, places: dict[int, list[Quote]]) -> list[Quote]:
    """The quotations that share a cell with one."""
    found = {id(other): other for cell in cells(quote) for other in places.get(cell, ())}
    return list(found.values())


def _duplicates(a: Quote, b: Quote) -> bool:
    """True if two quotations have most of their words in common and neither reports the other."""
    most = SAME * max(size(a.content), size(b.content))
    return shared(a.content, b.content) > most and not _holds(a, b) and not _holds(b, a)


def _holds(outer: Quote, inner: Quote) -> bool:
    """True if one quotation lies within another with its cue: who said that who said."""
    return (
        bool(inner.cue)
        and outer is not inner
        and within(inner.content, outer.content)
        and within(inner.cue, outer.content)
    )


def _in_another(quote: Quote, others: Iterable[Quote]) -> bool:
    return any(other.id != quote.id and within(quote.content, other.content) for other in others)
