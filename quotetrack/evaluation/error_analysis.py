"""Where predicted quotations go wrong, by construction: what was missed, what is spurious, what has the wrong source.

A prediction goes under the construction that its `reason` names; a label, which has none, under its kind and its cue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quotetrack.evaluation.gold_tokens import Page, trimmed
from quotetrack.evaluation.quotation_metrics import (
    Compared,
    Item,
    agreement,
    compared,
    source_right,
)
from quotetrack.language import lexicon
from quotetrack.language.normalize import words
from quotetrack.language.tokens import stem

ERRORS = ("missed", "spurious", "wrong source")
Row = Mapping[str, Any]


@dataclass(slots=True)
class Ledger:
    """Mistakes as they come, under what they are and where they belong, with so many examples of each."""

    limit: int
    chances: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # how many there were to go wrong
    groups: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        error: str,
        construction: str,
        example: Row,
        of: str | None = None,
        partly: bool = False,
    ) -> None:
        """One more mistake; `of` names its chances where they are not the construction's own, `partly` says that some words were right."""
        head = {
            "error": error,
            "construction": construction,
            "of": construction if of is None else of,
        }
        group = self.groups.setdefault(
            (error, construction), head | {"count": 0, "partly": 0, "examples": []}
        )
        group["count"] += 1
        group["partly"] += partly
        if len(group["examples"]) < self.limit:
            group["examples"].append(example)

    def closed(self, errors: Sequence[str]) -> list[dict[str, Any]]:
        """What went wrong, in the order of these errors, the most frequent construction first."""
        counted = [
            group | {"of": self.chances[group["error"], group["of"]]}
            for group in self.groups.values()
        ]
        return sorted(
            counted, key=lambda g: (errors.index(g["error"]), -g["count"], g["construction"])
        )


@dataclass(frozen=True, slots=True)
class Side:
    """The labels or the predictions of an article, with the group that each belongs to."""

    article: str
    page: Page
    items: Sequence[Item]
    rows: Sequence[Row]
    names: Sequence[str]

    def shown(self, item: Item) -> dict[str, Any]:
        """An item with its words as printed."""
        row, text = self.rows[item.place], self.page
        words = {
            part: text.printed(trimmed(row.get(part) or (), text.text)) or None
            for part in ("source", "cue")
        }
        return {
            "content": [list(span) for span in item.chars],
            "text": text.printed(item.chars),
            "kind": item.kind,
            **words,
            "reason": str(row["reason"]) if row.get("reason") else None,
        }

    def example(self, place: int, against: Row | None) -> dict[str, Any]:
        """An item that is wrong, and what stands against it on the other side."""
        return {"article": self.article, **self.shown(self.items[place]), "against": against}


def mistakes(
    gold: Iterable[Row], predicted: Mapping[str, Sequence[Row]], limit: int
) -> list[dict[str, Any]]:
    """The mistakes in groups: error, construction, how many of how many, how many partly right, and `limit` examples of each."""
    ledger = Ledger(limit)
    for article in gold:
        quotations = predicted.get(article["id"], ())
        _enter(ledger, article, quotations, compared(article, quotations))
    return ledger.closed(ERRORS)


def construction(prediction: Row) -> str:
    """The name of the construction in the reason of a prediction: `clause` of `clause after said; named as the source`."""
    reason = str(prediction.get("reason") or "").split(";")[0]
    name = reason.split(" after ")[0].split(":")[0].strip()
    return "beside" if name.startswith("beside ") else name or "no reason given"


def shape(label: Row, kind: str, text: Page) -> str:
    """The kind of a label and what reports it: no cue, according to, a reporting word of the lists, another cue."""
    cue = words(text.printed(trimmed(label.get("cue") or (), text.text)))
    if not cue:
        return f"{kind}, no cue"
    if "according" in cue:
        return f"{kind}, according to"
    return (
        f"{kind}, reporting word"
        if any(stem(word) in _reporting() for word in cue)
        else f"{kind}, another cue"
    )


@cache
def _reporting() -> frozenset[str]:
    return frozenset(
        map(
            stem,
            lexicon.table("reporting_verbs").keys()
            | lexicon.words("telling_verbs")
            | lexicon.words("speech_nouns"),
        )
    )


def _enter(ledger: Ledger, article: Row, quotations: Sequence[Row], found: Compared) -> None:
    labels = article["attributions"]
    gold = Side(
        article["id"],
        found.page,
        found.gold,
        labels,
        [shape(labels[i.place], i.kind, found.page) for i in found.gold],
    )
    made = Side(
        article["id"],
        found.page,
        found.predicted,
        quotations,
        [construction(quotations[i.place]) for i in found.predicted],
    )
    _enter_unpaired(ledger, "missed", gold, made, {g for g, _ in found.pairs})
    _enter_unpaired(ledger, "spurious", made, gold, {p for _, p in found.pairs})
    for g, p in found.pairs:
        ledger.chances["wrong source", made.names[p]] += 1
        if not source_right(found.gold[g], found.predicted[p]):
            ledger.add("wrong source", made.names[p], made.example(p, gold.shown(found.gold[g])))


def _enter_unpaired(
    ledger: Ledger, error: str, ours: Side, theirs: Side, paired: Container[int]
) -> None:
    ledger.chances.update((error, name) for name in ours.names)
    for place, item in enumerate(ours.items):
        if place not in paired:
            near = nearest(item, theirs.items)
            ledger.add(
                error,
                ours.names[place],
                ours.example(place, theirs.shown(near) if near else None),
                partly=near is not None,
            )


def nearest(item: Item, others: Iterable[Item]) -> Item | None:
    """The other item that shares the most words with this one, None if none shares any."""
    near = [other for other in others if not item.words.isdisjoint(other.words)]
    return max(near, key=lambda other: agreement(item, other), default=None)
