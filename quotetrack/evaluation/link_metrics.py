"""How well predicted links between quotations agree with labelled ones: recall by relation, precision, and what was wrong.

A predicted pair meets a labelled one if, on both sides, it shares at least half of the shorter stretch of text. Which side
is called a makes no difference.

    recall      labelled links that a predicted pair meets
    precision   predicted pairs that meet a labelled link, of all between articles that have labels
    negatives   pairs labelled as no link that a predicted pair meets
    relation    of the links that are met, those that are met by a pair of the same relation
    speaker     of the links that are met and labelled as one speaker's, those met by a pair with one name on both sides

Where one reader labelled, a right link that the reader did not see counts as wrong: precision is then a lower bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotetrack.evaluation.error_analysis import Ledger
from quotetrack.evaluation.quotation_metrics import f_score, share
from quotetrack.records import Span

Row = Mapping[str, Any]
Places = Mapping[str, Sequence[Span]]  # of an article's quotations
RELATIONS = ("verbatim", "truncated", "edited", "paraphrase")
ERRORS = ("missed", "spurious", "wrong relation", "wrong speaker")


@dataclass(frozen=True, slots=True)
class Compared:
    """Labelled links, hard negatives, and the predicted pairs between their articles; for each label, the pairs that meet it."""

    gold: Sequence[Row]
    negatives: Sequence[Row]
    predicted: Sequence[Row]
    found: Sequence[Sequence[int]]  # places in `predicted`, for each link
    fooled: Sequence[Sequence[int]]  # and for each negative

    @property
    def right(self) -> frozenset[int]:
        """The places of predicted pairs that meet a link."""
        return frozenset(place for places in self.found for place in places)

    @property
    def met(self) -> list[tuple[Row, list[Row]]]:
        """The links that are met, with the pairs that meet them."""
        return [
            (link, [self.predicted[p] for p in places])
            for link, places in zip(self.gold, self.found, strict=True)
            if places
        ]


def score(
    gold: Sequence[Row], negatives: Sequence[Row], predicted: Iterable[Row]
) -> dict[str, Any]:
    """The figures: shares as numbers between 0 and 1, the others as [how many, of how many]."""
    found = compared(gold, negatives, predicted)
    met, of_one = (
        found.met,
        [(link, pairs) for link, pairs in found.met if link.get("same_speaker")],
    )
    rate = f_score(share(len(found.right), len(found.predicted)), share(len(met), len(gold)))
    return {
        "gold": len(gold),
        "found": len(met),
        "predicted": len(found.predicted),
        "right": len(found.right),
        "across_events": _across_events(found),
        "precision": rate["p"],
        "recall": rate["r"],
        "f1": rate["f1"],
        "recall_by_relation": {
            relation: [
                sum(link["relation"] == relation for link, _ in met),
                sum(link["relation"] == relation for link in gold),
            ]
            for relation in RELATIONS
        },
        "negatives_hit": [sum(map(bool, found.fooled)), len(negatives)],
        "relation_right": [sum(_relation_right(link, pairs) for link, pairs in met), len(met)],
        "speaker_same": [sum(any(map(_one_speaker, pairs)) for _, pairs in of_one), len(of_one)],
    }


def rows(result: Row) -> list[dict[str, Any]]:
    """The figures as flat rows: what, how many, of how many, and per cent to one place."""
    counted = [("recall", [result["found"], result["gold"]])]
    counted += [
        (f"recall, {relation}", counts) for relation, counts in result["recall_by_relation"].items()
    ]
    counted += [
        ("precision", [result["right"], result["predicted"]]),
        ("negatives linked", result["negatives_hit"]),
        ("relation right", result["relation_right"]),
        ("speaker the same", result["speaker_same"]),
        ("across events", [result["across_events"], result["predicted"]]),
    ]
    table = [
        {
            "what": what,
            "number": number,
            "of": of,
            "per cent": round(100 * number / of, 1) if of else None,
        }
        for what, (number, of) in counted
    ]
    return [
        *table,
        {
            "what": "F1 of recall and precision",
            "number": None,
            "of": None,
            "per cent": round(100 * result["f1"], 1),
        },
    ]


def compared(gold: Sequence[Row], negatives: Sequence[Row], predicted: Iterable[Row]) -> Compared:
    """The labels beside the predicted pairs; pairs within one article, and of articles without labels, are left out."""
    known = articles((*gold, *negatives))
    kept = [pair for pair in predicted if len(articles([pair])) == 2 and articles([pair]) <= known]
    beside: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, pair in enumerate(kept):
        beside[_articles(pair)].append(place)
    found = [
        [[p for p in beside[_articles(label)] if meets(kept[p], label)] for label in labels]
        for labels in (gold, negatives)
    ]
    return Compared(gold, negatives, kept, *found)


def mistakes(
    gold: Sequence[Row],
    negatives: Sequence[Row],
    predicted: Iterable[Row],
    limit: int,
    quotations: Places | None = None,
) -> list[dict[str, Any]]:
    """The mistakes in groups by relation, with `limit` examples of each; missed links by what was lacking, if quotations are given."""
    found, ledger = compared(gold, negatives, predicted), Ledger(limit)
    _enter_missed(ledger, found, quotations)
    _enter_spurious(ledger, found)
    for link, pairs in found.met:
        _enter_wrong(ledger, link, pairs)
    return ledger.closed(ERRORS)


def _enter_missed(ledger: Ledger, found: Compared, quotations: Places | None) -> None:
    for link, places in zip(found.gold, found.found, strict=True):
        name = (
            f"{link['relation']}, {_lack(link, quotations)}"
            if quotations is not None
            else link["relation"]
        )
        ledger.chances["missed", link["relation"]] += 1
        if not places:
            ledger.add("missed", name, _example(link, None), of=link["relation"])


def _lack(link: Row, quotations: Places) -> str:
    """What a missed link lacks: a quotation on one of its sides or on both, or else the link itself."""
    sides = [
        any(
            covers(span, (side["start"], side["end"]))
            for span in quotations.get(side["article"], ())
        )
        for side in _sides(link)
    ]
    return (
        "both quotations are there"
        if all(sides)
        else "one quotation is not there"
        if any(sides)
        else "neither quotation is there"
    )


def _enter_spurious(ledger: Ledger, found: Compared) -> None:
    fooled = {
        place: label
        for label, places in zip(found.negatives, found.fooled, strict=True)
        for place in places
    }
    for place, pair in enumerate(found.predicted):
        name = str(pair.get("relation"))
        ledger.chances["spurious", name] += 1
        if place not in found.right:
            ledger.add(
                "spurious",
                f"{name}, a hard negative" if place in fooled else name,
                _example(pair, fooled.get(place)),
                of=name,
            )


def _enter_wrong(ledger: Ledger, link: Row, pairs: Sequence[Row]) -> None:
    ledger.chances["wrong relation", link["relation"]] += 1
    if not _relation_right(link, pairs):
        ledger.add(
            "wrong relation",
            f"{link['relation']} as {pairs[0].get('relation')}",
            _example(pairs[0], link),
            of=link["relation"],
        )
    if link.get("same_speaker"):
        ledger.chances["wrong speaker", ""] += 1
        if not any(map(_one_speaker, pairs)):
            unknown = any(not pairs[0][side].get("speaker") for side in ("a", "b"))
            ledger.add(
                "wrong speaker",
                "one is unknown" if unknown else "two names",
                _example(pairs[0], link),
                of="",
            )


def _example(pair: Row, against: Row | None) -> dict[str, Any]:
    a, b = (
        {key: side.get(key) for key in ("article", "start", "end", "text", "speaker")}
        for side in _sides(pair)
    )
    reason = pair.get("reason") or pair.get("note")
    return {
        "a": a,
        "b": b,
        "relation": pair.get("relation"),
        "reason": str(reason) if reason else None,
        "against": _example(against, None) if against else None,
    }


def _relation_right(link: Row, pairs: Iterable[Row]) -> bool:
    return any(pair.get("relation") == link["relation"] for pair in pairs)


def _one_speaker(pair: Row) -> bool:
    """True if the sides of a pair have one and the same speaker's name."""
    return bool(pair["a"].get("speaker")) and pair["a"].get("speaker") == pair["b"].get("speaker")


def _across_events(found: Compared) -> int:
    """How many predicted pairs join articles that the labels put into different events."""
    event = {
        pair[side]["article"]: pair.get("event")
        for pair in (*found.gold, *found.negatives)
        for side in ("a", "b")
    }
    return sum(
        event[pair["a"]["article"]] != event[pair["b"]["article"]] for pair in found.predicted
    )


# ---- pairs
def articles(pairs: Iterable[Row]) -> frozenset[str]:
    """The ids of the articles on either side of these pairs."""
    return frozenset(pair[side]["article"] for pair in pairs for side in ("a", "b"))


def meets(pair: Row, label: Row) -> bool:
    """True if the pair shares, on both sides, half of the shorter stretch with the labelled one."""
    return all(
        mine["article"] == theirs["article"]
        and covers((mine["start"], mine["end"]), (theirs["start"], theirs["end"]))
        for mine, theirs in zip(_sides(pair), _sides(label), strict=True)
    )


def covers(a: Span, b: Span) -> bool:
    """True if two stretches share at least half of the shorter one."""
    shared, shorter = min(a[1], b[1]) - max(a[0], b[0]), min(a[1] - a[0], b[1] - b[0])
    return shorter > 0 and 2 * shared >= shorter


def _sides(pair: Row) -> list[Row]:
    return sorted((pair["a"], pair["b"]), key=lambda side: (side["article"], side["start"]))


def _articles(pair: Row) -> tuple[str, str]:
    first, second = _sides(pair)
    return first["article"], second["article"]
