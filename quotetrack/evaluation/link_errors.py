"""The errors in predicted links: missed, spurious, or with the wrong relation or speaker.

They are grouped by relation. Where the quotations of the articles are known, a missed link is also
grouped by what was missing: the link itself, or a quotation on one side or both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quotetrack.evaluation.error_analysis import ErrorGroups
from quotetrack.evaluation.link_metrics import (
    LinkMatching,
    Row,
    match,
    overlaps,
    relation_correct,
    same_speaker,
    sides,
)
from quotetrack.records import Span

ERRORS = ("missed", "spurious", "wrong relation", "wrong speaker")
SHOWN = ("article", "start", "end", "text", "speaker")  # of each side of an example

QuotationSpans = Mapping[str, Sequence[Span]]  # by article id


def error_groups(
    gold: Sequence[Row],
    negatives: Sequence[Row],
    predicted: Iterable[Row],
    limit: int,
    quotations: QuotationSpans | None = None,
) -> list[dict[str, Any]]:
    """The errors in groups by relation, as `error_analysis.error_groups` gives them."""
    found, groups = match(gold, negatives, predicted), ErrorGroups(limit)
    _add_missed(groups, found, quotations)
    _add_spurious(groups, found)
    for link, pairs in found.matched:
        _add_wrong_relation(groups, link, pairs)
        if link.get("same_speaker"):
            _add_wrong_speaker(groups, link, pairs)
    return groups.as_rows(ERRORS)


def _add_missed(
    groups: ErrorGroups, found: LinkMatching, quotations: QuotationSpans | None
) -> None:
    for link, places in zip(found.gold, found.gold_matches, strict=True):
        relation = link["relation"]
        groups.totals["missed", relation] += 1
        if places:
            continue
        group = relation if quotations is None else f"{relation}, {_missing(link, quotations)}"
        groups.add("missed", group, _example(link, None), total=relation)


def _missing(link: Row, quotations: QuotationSpans) -> str:
    """What a missed link lacks: a quotation on one side or on both, or only the link."""
    present = [_is_quoted(side, quotations) for side in sides(link)]
    if all(present):
        return "both quotations are there"
    return "one quotation is not there" if any(present) else "neither quotation is there"


def _is_quoted(side: Row, quotations: QuotationSpans) -> bool:
    span = side["start"], side["end"]
    return any(overlaps(span, other) for other in quotations.get(side["article"], ()))


def _add_spurious(groups: ErrorGroups, found: LinkMatching) -> None:
    negative = {
        place: label
        for label, places in zip(found.negatives, found.negative_matches, strict=True)
        for place in places
    }
    for place, pair in enumerate(found.predicted):
        relation = str(pair.get("relation"))
        groups.totals["spurious", relation] += 1
        if place not in found.correct:
            group = f"{relation}, a hard negative" if place in negative else relation
            groups.add("spurious", group, _example(pair, negative.get(place)), total=relation)


def _add_wrong_relation(groups: ErrorGroups, link: Row, pairs: Sequence[Row]) -> None:
    relation = link["relation"]
    groups.totals["wrong relation", relation] += 1
    if not relation_correct(link, pairs):
        group = f"{relation} as {pairs[0].get('relation')}"
        groups.add("wrong relation", group, _example(pairs[0], link), total=relation)


def _add_wrong_speaker(groups: ErrorGroups, link: Row, pairs: Sequence[Row]) -> None:
    groups.totals["wrong speaker", ""] += 1
    if not any(map(same_speaker, pairs)):
        unknown = any(not pairs[0][side].get("speaker") for side in ("a", "b"))
        group = "one is unknown" if unknown else "two names"
        groups.add("wrong speaker", group, _example(pairs[0], link), total="")


def _example(pair: Row, against: Row | None) -> dict[str, Any]:
    a, b = ({key: side.get(key) for key in SHOWN} for side in sides(pair))
    reason = pair.get("reason") or pair.get("note")
    return {
        "a": a,
        "b": b,
        "relation": pair.get("relation"),
        "reason": str(reason) if reason else None,
        "against": _example(against, None) if against else None,
    }
