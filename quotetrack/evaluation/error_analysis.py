"""The errors in predicted quotations: missed, spurious, or with the wrong source.

They are grouped by the construction that reports the quotation. A prediction names its own in the
field `construction`; a missed gold label, which has none, is grouped by its kind and its cue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quotetrack.evaluation.gold_tokens import TokenizedText, trim_spans
from quotetrack.evaluation.quotation_matching import (
    Item,
    Matching,
    Row,
    jaccard,
    match,
    source_correct,
)
from quotetrack.language import lexicon
from quotetrack.language.normalize import words
from quotetrack.language.stemming import stem

ERRORS = ("missed", "spurious", "wrong source")


@dataclass(slots=True)
class ErrorGroups:
    """Errors counted by type and construction, with at most `limit` examples of each.

    totals: by type and construction, how many items could have been wrong.
    """

    limit: int
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        error: str,
        construction: str,
        example: Row,
        total: str | None = None,
        partly: bool = False,
    ) -> None:
        """Count one more error.

        total: the construction whose total the group is counted against, its own by default.
        partly: some of the words are right.
        """
        head = {
            "error": error,
            "construction": construction,
            "of": construction if total is None else total,
        }
        empty = head | {"count": 0, "partly": 0, "examples": []}
        group = self.groups.setdefault((error, construction), empty)
        group["count"] += 1
        group["partly"] += partly
        if len(group["examples"]) < self.limit:
            group["examples"].append(example)

    def as_rows(self, errors: Sequence[str]) -> list[dict[str, Any]]:
        """The groups in the order of these error types, the most frequent construction first."""
        counted = [
            group | {"of": self.totals[group["error"], group["of"]]}
            for group in self.groups.values()
        ]
        return sorted(
            counted, key=lambda g: (errors.index(g["error"]), -g["count"], g["construction"])
        )


def error_groups(
    gold: Iterable[Row], predicted: Mapping[str, Sequence[Row]], limit: int
) -> list[dict[str, Any]]:
    """The errors in groups, each a row with error, construction, count, of, partly and examples.

    of: how many items could have been wrong. partly: how many share words with the other side.
    """
    groups = ErrorGroups(limit)
    for article in gold:
        predictions = predicted.get(article["id"], ())
        _add_errors(groups, article, predictions, match(article, predictions))
    return groups.as_rows(ERRORS)


def gold_group(label: Row, kind: str, text: TokenizedText) -> str:
    """The group of a gold label: its kind, and what reports it.

    One of: no cue, according to, reporting word (any form of a listed verb or noun), another cue.
    """
    cue = words(text.surface(trim_spans(label.get("cue") or (), text.text)))
    if not cue:
        return f"{kind}, no cue"
    if "according" in cue:
        return f"{kind}, according to"
    listed = any(stem(word) in _reporting_stems() for word in cue)
    return f"{kind}, reporting word" if listed else f"{kind}, another cue"


def nearest(item: Item, others: Iterable[Item]) -> Item | None:
    """The other item that shares the most words with this one, None if none shares any."""
    near = [other for other in others if not item.words.isdisjoint(other.words)]
    return max(near, key=lambda other: jaccard(item, other), default=None)


@dataclass(frozen=True, slots=True)
class _Side:
    """The gold labels or the predictions of an article, with the group that each belongs to."""

    article: str
    text: TokenizedText
    items: Sequence[Item]
    rows: Sequence[Row]
    groups: Sequence[str]

    def shown(self, item: Item) -> dict[str, Any]:
        """An item with its words as printed."""
        row = self.rows[item.place]
        return {
            "content": [list(span) for span in item.chars],
            "text": self.text.surface(item.chars),
            "kind": item.kind,
            "source": self._surface(row, "source"),
            "cue": self._surface(row, "cue"),
            "reason": str(row["reason"]) if row.get("reason") else None,
        }

    def example(self, place: int, against: Row | None) -> dict[str, Any]:
        """An item that is wrong, and what it is compared with on the other side."""
        return {"article": self.article, **self.shown(self.items[place]), "against": against}

    def _surface(self, row: Row, part: str) -> str | None:
        return self.text.surface(trim_spans(row.get(part) or (), self.text.text)) or None


@cache
def _reporting_stems() -> frozenset[str]:
    listed = (
        lexicon.table("reporting_verbs").keys()
        | lexicon.words("telling_verbs")
        | lexicon.words("speech_nouns")
    )
    return frozenset(map(stem, listed))


def _add_errors(
    groups: ErrorGroups, article: Row, predictions: Sequence[Row], found: Matching
) -> None:
    labels, text = article["attributions"], found.text
    of_gold = [gold_group(labels[item.place], item.kind, text) for item in found.gold]
    of_predicted = [
        str(predictions[item.place].get("construction") or "unknown") for item in found.predicted
    ]
    gold = _Side(article["id"], text, found.gold, labels, of_gold)
    predicted = _Side(article["id"], text, found.predicted, predictions, of_predicted)
    _add_unpaired(groups, "missed", gold, predicted, {g for g, _ in found.pairs})
    _add_unpaired(groups, "spurious", predicted, gold, {p for _, p in found.pairs})
    for g, p in found.pairs:
        group = predicted.groups[p]
        groups.totals["wrong source", group] += 1
        if not source_correct(found.gold[g], found.predicted[p]):
            groups.add("wrong source", group, predicted.example(p, gold.shown(found.gold[g])))


def _add_unpaired(
    groups: ErrorGroups, error: str, side: _Side, other: _Side, paired: Container[int]
) -> None:
    groups.totals.update((error, group) for group in side.groups)
    for place, item in enumerate(side.items):
        if place not in paired:
            near = nearest(item, other.items)
            example = side.example(place, other.shown(near) if near else None)
            groups.add(error, side.groups[place], example, partly=near is not None)
