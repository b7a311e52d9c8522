"""Learn the weights of the match classifier, and write them as readable JSON.

    python -m training.link LINKS.jsonl NEGATIVES.jsonl ARTICLES.jsonl DATABASE JUDGED.jsonl

DATABASE holds the articles, ingested. ARTICLES says of each, labelled or not, which event it
reports. The classifier is a logistic regression over the evidence of pairs
(quotetrack/linking/evidence.py). It is learned from all pairs of quotations of two labelled
articles of one event that share content, and from some pairs of two events, which are taken to be
wrong. A pair is right if it meets a labelled link (quotetrack/evaluation/link_metrics.py). JUDGED
holds pairs that were read one by one and judged right or wrong (data/gold/links-judged.jsonl); a
judgement outranks a missing label.

The figures printed come from leaving one event out at a time: each event is linked with weights
that never saw it, first from end to end, then with the labelled spans and speakers in place of
those found.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quotetrack.evaluation import link_metrics
from quotetrack.linking import classifier, embeddings
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.relations import relation
from quotetrack.records import Version
from quotetrack.store import links, listings, readonly, sql
from training.link_pairs import (
    LabelledPair,
    judged_pairs,
    pairs_across_events,
    pairs_of_events,
)

PENALTY = 1.0  # on the squared weights of standardised evidence
NEWTON_STEPS = 30
# F1 on held-out events is flat from .4 to .55; above, retold words are lost that reading shows to
# be right.
THRESHOLD = 0.45


def fitted(
    pairs: Sequence[LabelledPair], penalty: float = PENALTY
) -> tuple[dict[str, float], float]:
    """The weights by name and the intercept of a logistic regression, by Newton's method.

    The evidence is standardised for the fit, and the weights are turned back to its own scale.
    """
    names = list(pairs[0].evidence)
    values = np.array([[pair.evidence[name] for name in names] for pair in pairs])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    x = np.c_[(values - mean) / spread, np.ones(len(pairs))]
    y = np.array([float(pair.right) for pair in pairs])
    ridge = np.diag([penalty] * len(names) + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        curvature = x.T @ (x * (p * (1 - p))[:, None]) + ridge
        weights -= np.linalg.solve(curvature, x.T @ (p - y) + ridge @ weights)
    raw = weights[:-1] / spread
    intercept = round(float(weights[-1] - raw @ mean), 4)
    return {name: round(float(w), 4) for name, w in zip(names, raw, strict=True)}, intercept


def held_out(
    pairs: Sequence[LabelledPair], tested: Sequence[LabelledPair], matcher: MatchClassifier
) -> list[tuple[LabelledPair, str | None]]:
    """Each tested pair with the relation that it gets from weights that never saw its event."""
    found: list[tuple[LabelledPair, str | None]] = []
    for event in dict.fromkeys(pair.event for pair in tested):
        weights, intercept = fitted([pair for pair in pairs if pair.event != event])
        learned = replace(matcher, weights=weights, intercept=intercept, threshold=THRESHOLD)
        for pair in tested:
            if pair.event == event:
                made = relation(pair.texts, learned)
                found.append((pair, made.name if made else None))
    return found


def _predictions(
    judged: Iterable[tuple[LabelledPair, str | None]], places: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "a": {**places[pair.a.id], "speaker": pair.a.name},
            "b": {**places[pair.b.id], "speaker": pair.b.name},
            "relation": name,
        }
        for pair, name in judged
        if name
    ]


def _stored(database: str) -> tuple[list[Version], dict[str, dict[str, Any]]]:
    conn = readonly.connect(database)
    ids = [
        row["id"]
        for row in sql.rows(conn, "select id from quotes where modality = 'stated' order by id")
    ]
    places = {
        row["id"]: row
        for row in sql.rows(
            conn, 'select id, article_id as article, start, "end", text from quotes'
        )
    }
    return links.versions(conn, ids), places


def _labelled(
    labels: Iterable[Mapping[str, Any]], texts: Mapping[str, str]
) -> tuple[list[Version], dict[str, dict[str, Any]]]:
    """The labelled spans as versions, with the speakers as labelled."""
    versions, places = {}, {}
    for side in (label[name] for label in labels for name in "ab"):
        number = f"{side['article']}:{side['start']:06d}-{side['end']}"
        kind = _kind(texts[side["article"]], side["start"], side["end"])
        versions[number] = Version(
            number, side["article"], side["text"], kind, side.get("speaker"), side.get("speaker")
        )
        places[number] = {
            "article": side["article"],
            "start": side["start"],
            "end": side["end"],
            "text": side["text"],
        }
    return list(versions.values()), places


def _kind(text: str, start: int, end: int) -> str:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    if inside and not set('"”') & set(text[start : end - 1]):
        return "direct"
    return "mixed" if inside or set('"“”') & set(text[start:end]) else "indirect"


def _read(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main() -> None:
    """Learn the weights, print the figures on held-out events, and write the weights if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("links", "negatives", "articles", "database", "judged"):
        parser.add_argument(name)
    parser.add_argument(
        "--semantic",
        metavar="MODEL",
        help="use sentence embeddings as evidence too, and write link-semantic.json",
    )
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    loaded = embeddings.load(args.semantic) if args.semantic else None
    learned = _train(args, classifier.load(loaded.similarity if loaded else None))
    print(json.dumps(learned, indent=1))
    if args.write:
        path = classifier.SEMANTIC_WEIGHTS if args.semantic else classifier.WEIGHTS
        path.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


def _train(args: argparse.Namespace, matcher: MatchClassifier) -> dict[str, Any]:
    """The learned classifier as JSON has it; prints the figures on held-out events."""
    gold, negatives = map(_read, (args.links, args.negatives))
    events = {
        side["article"]: label["event"]
        for label in (*gold, *negatives)
        for side in (label["a"], label["b"])
    }
    versions, places = _stored(args.database)
    all_events = {row["id"]: row["event"] for row in _read(args.articles)}
    judged = judged_pairs(versions, places, all_events, _read(args.judged), matcher)
    known = {(pair.a.id, pair.b.id) for pair in judged}
    found = pairs_of_events(versions, places, events, gold, matcher)
    unjudged = [pair for pair in found if (pair.a.id, pair.b.id) not in known]
    learned_from = [*unjudged, *judged, *pairs_across_events(versions, all_events, matcher)]
    conn = readonly.connect(args.database)
    texts = {article: listings.show(conn, article)["text"] for article in events}
    given, given_places = _labelled((*gold, *negatives), texts)
    labelled = pairs_of_events(given, given_places, events, gold, matcher)
    print(
        f"{len(found)} pairs of labelled events, {sum(pair.right for pair in found)} right; "
        f"{len(judged)} read one by one, {sum(pair.right for pair in judged)} right; "
        f"learned from {len(learned_from)}"
    )
    for name, tested, where in (
        ("end to end", found, places),
        ("spans and speakers given", labelled, given_places),
    ):
        predictions = _predictions(held_out(learned_from, tested, matcher), where)
        figures = link_metrics.score(gold, negatives, predictions)
        print(name, {k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()})
    weights, intercept = fitted(learned_from)
    return {"intercept": intercept, "threshold": THRESHOLD, "weights": weights}


if __name__ == "__main__":
    main()
