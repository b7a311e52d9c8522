"""Of quotations that take the same words, the first of each kind: each is compared only with those that stand where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from quotetrack.records import Quote

CELL = 400  # characters: what shares words shares a cell, and a cell holds few quotations that are kept


def apart(ordered: Iterable[Quote], alike: Callable[[Quote, Quote], bool]) -> list[Quote]:
    """The quotations that are not alike one before them; `alike` must need a shared character. In order of appearance."""
    kept: list[Quote] = []
    there: defaultdict[int, list[int]] = defaultdict(list)
    for quote in ordered:
        places = cells(quote)
        if any(
            alike(quote, kept[number]) for number in {n for cell in places for n in there[cell]}
        ):
            continue
        for cell in places:
            there[cell].append(len(kept))
        kept.append(quote)
    return sorted(kept, key=lambda q: q.content)


def cells(quote: Quote) -> set[int]:
    """The numbers of the cells that a quotation's words stand in; quotations that share a character share one."""
    return {
        cell for start, end in quote.content for cell in range(start // CELL, (end - 1) // CELL + 1)
    }
