"""Precision and recall of predicted links between quotations, recall also by relation.

A predicted pair matches a gold pair if, on both sides, it shares at least half of the shorter
span. Which side is called `a` makes no difference.

    recall      gold links that a predicted pair matches
    precision   predicted pairs that match a gold link, of all between articles that have labels
    negatives   pairs labelled as no link that a predicted pair matches
    relation    of the gold links that are matched, those matched by a pair of the same relation
    speaker     of the matched links that are labelled as one speaker's, those matched by a pair
                with the same name on both sides

Where one reader labelled the links, a correct link that the reader missed counts as an error, so
precision is a lower bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotetrack.evaluation.quotation_metrics import f_score, ratio
from quotetrack.records import Span

Row = Mapping[str, Any]

RELATIONS = ("verbatim", "truncated", "edited", "paraphrase")


@dataclass(frozen=True, slots=True)
class LinkMatching:
    """Gold links, hard negatives, and the predicted pairs between their articles.

    For each link and each negative: the places in `predicted` of the pairs that match it.
    """

    gold: Sequence[Row]
    negatives: Sequence[Row]
    predicted: Sequence[Row]
    gold_matches: Sequence[Sequence[int]]
    negative_matches: Sequence[Sequence[int]]

    @property
    def correct(self) -> frozenset[int]:
        """The places of predicted pairs that match a gold link."""
        return frozenset(place for places in self.gold_matches for place in places)

    @property
    def matched(self) -> list[tuple[Row, list[Row]]]:
        """The gold links that are matched, with the pairs that match them."""
        return [
            (link, [self.predicted[p] for p in places])
            for link, places in zip(self.gold, self.gold_matches, strict=True)
            if places
        ]


def match(gold: Sequence[Row], negatives: Sequence[Row], predicted: Iterable[Row]) -> LinkMatching:
    """The labels matched with the predicted pairs.

    Pairs within one article and pairs of articles without labels are left out.
    """
    labelled = article_ids((*gold, *negatives))
    kept = []
    for pair in predicted:
        ids = article_ids([pair])
        if len(ids) == 2 and ids <= labelled:
            kept.append(pair)
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, pair in enumerate(kept):
        places[_article_pair(pair)].append(place)
    matches = [
        [
            [p for p in places[_article_pair(label)] if same_spans(kept[p], label)]
            for label in labels
        ]
        for labels in (gold, negatives)
    ]
    return LinkMatching(gold, negatives, kept, *matches)


def score(
    gold: Sequence[Row], negatives: Sequence[Row], predicted: Iterable[Row]
) -> dict[str, Any]:
    """The metrics: ratios as numbers between 0 and 1, the others as [how many, of how many]."""
    found = match(gold, negatives, predicted)
    matched = found.matched
    one_speaker = [(link, pairs) for link, pairs in matched if link.get("same_speaker")]
    precision = ratio(len(found.correct), len(found.predicted))
    rates = f_score(precision, ratio(len(matched), len(gold)))
    return {
        "gold": len(gold),
        "found": len(matched),
        "predicted": len(found.predicted),
        "right": len(found.correct),
        "across_events": _across_events(found),
        "precision": rates["p"],
        "recall": rates["r"],
        "f1": rates["f1"],
        "recall_by_relation": _recall_by_relation(gold, matched),
        "negatives_hit": [sum(map(bool, found.negative_matches)), len(negatives)],
        "relation_right": [
            sum(relation_correct(link, pairs) for link, pairs in matched),
            len(matched),
        ],
        "speaker_same": [
            sum(any(map(same_speaker, pairs)) for _, pairs in one_speaker),
            len(one_speaker),
        ],
    }


def rows(result: Row) -> list[dict[str, Any]]:
    """The metrics as flat rows: what, how many, of how many, and per cent to one decimal place."""
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
    table = [_row(what, number, of) for what, (number, of) in counted]
    f1 = _row("F1 of recall and precision", None, None) | {"per cent": round(100 * result["f1"], 1)}
    return [*table, f1]


def same_spans(pair: Row, label: Row) -> bool:
    """Whether two pairs share, on both sides, at least half of the shorter span."""
    return all(
        one["article"] == other["article"] and overlaps(_span(one), _span(other))
        for one, other in zip(sides(pair), sides(label), strict=True)
    )


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    shorter = min(a[1] - a[0], b[1] - b[0])
    return shorter > 0 and 2 * shared >= shorter


def relation_correct(link: Row, pairs: Iterable[Row]) -> bool:
    """Whether one of the pairs has the relation of the gold link."""
    return any(pair.get("relation") == link["relation"] for pair in pairs)


def same_speaker(pair: Row) -> bool:
    """Whether both sides of a pair name the same speaker."""
    return bool(pair["a"].get("speaker")) and pair["a"].get("speaker") == pair["b"].get("speaker")


def article_ids(pairs: Iterable[Row]) -> frozenset[str]:
    """The ids of the articles on either side of these pairs."""
    return frozenset(pair[side]["article"] for pair in pairs for side in ("a", "b"))


def sides(pair: Row) -> list[Row]:
    """The two sides of a pair, ordered by article and start."""
    return sorted((pair["a"], pair["b"]), key=lambda side: (side["article"], side["start"]))


def _article_pair(pair: Row) -> tuple[str, str]:
    first, second = sides(pair)
    return first["article"], second["article"]


def _span(side: Row) -> Span:
    return side["start"], side["end"]


def _row(what: str, number: int | None, of: int | None) -> dict[str, Any]:
    per_cent = round(100 * number / of, 1) if of and number is not None else None
    return {"what": what, "number": number, "of": of, "per cent": per_cent}


def _recall_by_relation(
    gold: Sequence[Row], matched: Sequence[tuple[Row, list[Row]]]
) -> dict[str, list[int]]:
    return {
        relation: [
            sum(link["relation"] == relation for link, _ in matched),
            sum(link["relation"] == relation for link in gold),
        ]
        for relation in RELATIONS
    }


def _across_events(found: LinkMatching) -> int:
    """How many predicted pairs join articles that the labels assign to different events."""
    event = {
        pair[side]["article"]: pair.get("event")
        for pair in (*found.gold, *found.negatives)
        for side in ("a", "b")
    }
    return sum(
        event[pair["a"]["article"]] != event[pair["b"]["article"]] for pair in found.predicted
    )
