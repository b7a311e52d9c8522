"""How well a text matches a query: misspelt, reordered or incomplete, but the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Set by hand: what is there counts most
CONTENT, ORDER, CLOSENESS = 0.7, 0.2, 0.1  # shares of the score
SHORTEST_PART = 5  # words of a text that may be only a part of the query
PART = 0.9  # score of such a text if all of it is in the query


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a query: the spellings that count as found, and the weight of the word."""

    forms: Mapping[str, float]  # spelling -> its similarity, 0 to 1
    weight: float


class _Run(NamedTuple):
    """Query words that a text has in the order of the query; the greater of two is the better."""

    weight: float = 0.0
    words: int = 0
    minus_width: int = 0  # words from the first to the last, negative: a shorter run is better
    first: int = 0

    def with_word(self, place: int, weight: float) -> _Run:
        """The run with one more word, which stands at a place of the text."""
        first = self.first if self.words else place
        return _Run(self.weight + weight, self.words + 1, first - place - 1, first)


def relevance(query: Sequence[QueryTerm], found: Sequence[str]) -> float:
    """How much of a query a text holds, 0 to 1.

    The share of the query's weight that is there; times 0.7, and 0.2 more if all of it is in the
    order of the query, and 0.1 more if nothing is in between. A text of five words or more that
    lies wholly within a longer query scores 0.9.
    """
    total = sum(term.weight for term in query)
    held = set(found)
    there = sum(term.weight * _closest(term, held) for term in query)
    if not total or not there:
        return 0.0
    run = _longest_run(query, found)
    in_order = min(1.0, run.weight / there)
    close = run.words / max(1, -run.minus_width)
    score = there / total * (CONTENT + ORDER * in_order + CLOSENESS * close)
    if SHORTEST_PART <= len(found) < len(query):
        score = max(score, PART * run.words / len(found))
    return round(min(score, 1.0), 6)


def _closest(term: QueryTerm, held: set[str]) -> float:
    """The similarity of the closest spelling that is held, 0 if none is."""
    return max((like for form, like in term.forms.items() if form in held), default=0.0)


def _longest_run(query: Sequence[QueryTerm], found: Sequence[str]) -> _Run:
    """The heaviest run of query words that a text has in the same order, by dynamic programming."""
    wanted = {form for term in query for form in term.forms}
    places = [(place, word) for place, word in enumerate(found) if word in wanted]
    best = [_Run()] * (len(places) + 1)  # up to each place
    for term in query:
        row = best[:1]
        for end, (place, form) in enumerate(places):
            choices = [best[end + 1], row[end]]
            similarity = term.forms.get(form)
            if similarity:
                choices.append(best[end].with_word(place, term.weight * similarity))
            row.append(max(choices))
        best = row
    return best[-1]
