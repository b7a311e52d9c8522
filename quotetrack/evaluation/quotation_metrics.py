"""Precision, recall and F1 of predicted quotations: their words, their kind and their source.

The metrics count word tokens, so quotation marks, punctuation and spaces at the edges make no
difference:

    exact         both contents have exactly the same words
    exact_chars   both contents have the same characters, spaces at their edges aside; marks count
    overlap       contents matched one to one, best first, with a Jaccard index of at least one half
    joint         overlap, and the source is correct: it shares a word in the same place, or neither
                  side has a source
    joint_len     joint, where another mention of the same name also counts as correct (lenient)
    tokens        the words that are in any content
    speaker       the share of correct sources among the overlap pairs whose gold label has a source

A pair counts under the kind of its gold label, a prediction without a partner under the kind that
its text shows. `segments` scores runs of quoted words instead, each by itself: a fair comparison
for programs that only find quotation marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quotetrack.evaluation.quotation_matching import (
    KINDS,
    Item,
    Matching,
    Pair,
    Row,
    identical_pairs,
    match,
    match_segments,
    source_correct,
    source_name_correct,
)

METRICS = ("exact", "exact_chars", "overlap", "joint", "joint_len", "tokens")
MIN_WORDS = 4  # of a segment

Counts = Counter[tuple[str, str]]  # by kind and by what is counted


def score(
    gold: Iterable[Row], predicted: Mapping[str, Sequence[Row]], min_words: int = MIN_WORDS
) -> dict[str, Any]:
    """The metrics in both views: `attributions` by kind, and `segments` of at least `min_words`.

    gold: articles with `id`, `text` and `attributions`. predicted: the quotations of each article
    by its id; an article that is missing has none.
    """
    whole: Counts = Counter()
    segments: Counts = Counter()
    for article in gold:
        found = match(article, predicted.get(article["id"], ()))
        _count(whole, found)
        _count(segments, match_segments(found, min_words))
    return {
        "attributions": {kind: _report(whole, kind) for kind in ("all", *KINDS)},
        "segments": {"all": _report(segments, "all")},
    }


def rows(result: Row) -> Iterator[dict[str, Any]]:
    """The metrics as flat rows, one for each view and kind, in per cent to one decimal place."""
    for view in ("attributions", "segments"):
        for kind, found in result[view].items():
            yield _row(view, kind, found)


def ratio(part: int, whole: int) -> float:
    """The part divided by the whole, 0 if the whole is 0."""
    return part / whole if whole else 0.0


def f_score(precision: float, recall: float) -> dict[str, float]:
    """Precision, recall and F1, their harmonic mean."""
    both = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _row(view: str, kind: str, found: Row) -> dict[str, Any]:
    row = {"view": view, "kind": kind, "gold": found["gold"], "predicted": found["predicted"]}
    for metric in METRICS:
        for part in ("p", "r", "f1"):
            row[f"{metric}_{part}"] = round(100 * found[metric][part], 1)
    row["pairs"] = found["speaker"]["pairs"]
    for part in ("strict", "lenient"):
        share = found["speaker"][part]
        row[f"speaker_{part}"] = None if share is None else round(100 * share, 1)
    return row


# ---- counts, by kind and over all
def _count(counts: Counts, found: Matching) -> None:
    gold, predicted, pairs = found.gold, found.predicted, found.pairs
    strict = [(g, p) for g, p in pairs if source_correct(gold[g], predicted[p])]
    lenient = [(g, p) for g, p in pairs if source_name_correct(gold[g], predicted[p])]
    _add(counts, "gold", (item.kind for item in gold))
    for metric, part in (("exact", "words"), ("exact_chars", "chars")):
        same = identical_pairs(found, part)
        _count_pairs(counts, metric, found, same, same)
    for metric, correct in (("overlap", pairs), ("joint", strict), ("joint_len", lenient)):
        _count_pairs(counts, metric, found, pairs, correct)
    for name, some in (("pairs", pairs), ("strict", strict), ("lenient", lenient)):
        _add(counts, name, (gold[g].kind for g, _ in some if gold[g].source))
    _count_tokens(counts, gold, predicted)


def _add(counts: Counts, name: str, kinds: Iterable[str]) -> None:
    for kind in kinds:
        counts[kind, name] += 1
        counts["all", name] += 1


def _count_pairs(
    counts: Counts, metric: str, found: Matching, pairs: Iterable[Pair], correct: Iterable[Pair]
) -> None:
    gold_kind = {p: found.gold[g].kind for g, p in pairs}
    kinds = (gold_kind.get(p, item.kind) for p, item in enumerate(found.predicted))
    _add(counts, f"{metric} predicted", kinds)
    _add(counts, metric, (found.gold[g].kind for g, _ in correct))


def _count_tokens(counts: Counts, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
    all_gold, all_predicted = _tokens(gold, "all"), _tokens(predicted, "all")
    for kind in ("all", *KINDS):
        of_gold, of_predicted = _tokens(gold, kind), _tokens(predicted, kind)
        counts[kind, "tokens gold"] += len(of_gold)
        counts[kind, "tokens found"] += len(of_gold & all_predicted)
        counts[kind, "tokens predicted"] += len(of_predicted)
        counts[kind, "tokens"] += len(of_predicted & all_gold)


def _tokens(items: Iterable[Item], kind: str) -> frozenset[int]:
    return frozenset().union(*(item.words for item in items if kind in ("all", item.kind)))


def _report(counts: Counts, kind: str) -> dict[str, Any]:
    gold, pairs = counts[kind, "gold"], counts[kind, "pairs"]
    report: dict[str, Any] = {"gold": gold, "predicted": counts[kind, "overlap predicted"]}
    for metric in METRICS:
        correct, predicted = counts[kind, metric], counts[kind, f"{metric} predicted"]
        if metric == "tokens":
            recall = ratio(counts[kind, "tokens found"], counts[kind, "tokens gold"])
        else:
            recall = ratio(correct, gold)
        report[metric] = f_score(ratio(correct, predicted), recall)
    speaker: dict[str, Any] = {"pairs": pairs}
    for name in ("strict", "lenient"):
        speaker[name] = counts[kind, name] / pairs if pairs else None
    return report | {"speaker": speaker}
