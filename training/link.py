"""The weights of links: a logistic regression over the evidence of pairs (quotetrack/likeness.py), written as readable JSON.

    python -m training.link LINKS.jsonl NEGATIVES.jsonl ARTICLES.jsonl DATABASE JUDGED.jsonl [--write]

DATABASE holds the articles, ingested; ARTICLES says of each, labelled or not, of which event it is. Rows are all pairs of
quotations of two labelled articles of one event that share content, and some pairs of two events, which are taken for wrong;
right are those that meet a labelled link, as quotetrack/score_links.py has it. JUDGED holds pairs that were read one by one
and called right or wrong (data/gold/links-judged.jsonl); such a word counts more than a label that is lacking. What is printed
comes from leaving one event out at a time: each event is linked with weights that never saw it, as found from end to end, and
with the labelled stretches and speakers in place of what was found.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq

from quotetrack.evaluation import link_metrics
from quotetrack.language.nearness import days_apart
from quotetrack.linking import classifier, embeddings, posting_lists, text_pair
from quotetrack.linking.blocking_keys import sketches
from quotetrack.linking.relations import relation
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.records import Version
from quotetrack.store import links, listings, readonly, sql

PENALTY = 1.0  # on the squares of the weights of standardised evidence
THRESHOLD = 0.45  # F1 on events left out is flat from .4 to .55; above, retold words are lost that were found right by reading
SAME = 0.8  # of the stretch that two places cover together, for them to be one
RULED = ("verbatim", "truncated", "edited")


@dataclass(frozen=True, slots=True)
class Row:
    """One pair, its evidence, whether it is right, and what its event is."""

    event: str
    a: Version
    b: Version
    pair: text_pair.Pair
    evidence: Mapping[str, float]
    right: bool


def rows(
    versions: Iterable[Version],
    places: Mapping[str, Mapping[str, Any]],
    events: Mapping[str, str],
    gold: Sequence[Mapping[str, Any]],
) -> list[Row]:
    """All pairs within an event that share content."""
    by_event: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        if version.article_id in events:
            by_event[events[version.article_id]].append(version)
    return [row for event, found in by_event.items() for row in _rows(event, found, places, gold)]


def _rows(
    event: str,
    versions: Sequence[Version],
    places: Mapping[str, Mapping[str, Any]],
    gold: Sequence[Mapping[str, Any]],
) -> list[Row]:
    articles = defaultdict(list)
    for version in versions:
        articles[version.article_id].append(version.text)
    crowds = {article: text_pair.crowd(texts) for article, texts in articles.items()}
    found = []
    for number, first in enumerate(versions):
        for second in versions[number + 1 :]:
            if first.article_id == second.article_id:
                continue
            row = _row(event, first, second, crowds, False)
            if row.pair.shared:
                shown = {"a": places[first.id], "b": places[second.id]}
                right = any(
                    link_metrics.compared([label], [], [shown]).right
                    for label in gold
                    if _same_articles(label, shown)
                )
                found.append(replace(row, right=right))
    return found


def judged_rows(
    versions: Iterable[Version],
    places: Mapping[str, Mapping[str, Any]],
    events: Mapping[str, str],
    judged: Sequence[Mapping[str, Any]],
) -> list[Row]:
    """The pairs that were read, right or wrong as they were called."""
    articles: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        articles[version.article_id].append(version)
    crowds = {
        article: text_pair.crowd(version.text for version in found)
        for article, found in articles.items()
    }
    return [
        _row(events[first.article_id], first, second, crowds, label["right"])
        for label in judged
        for first in articles[label["a"]["article"]]
        if _one_place(places[first.id], label["a"])
        for second in articles[label["b"]["article"]]
        if _one_place(places[second.id], label["b"])
    ]


def _one_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True if two stretches of an article are the same but for some words at their ends."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return shared >= SAME * (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def _same_articles(label: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    return {label[side]["article"] for side in "ab"} == {shown[side]["article"] for side in "ab"}


def crossing(versions: Sequence[Version], events: Mapping[str, str]) -> list[Row]:
    """Some pairs of two events that share a rare word: those of every sixty-fourth quotation with its candidates."""
    articles = defaultdict(list)
    for version in versions:
        articles[version.article_id].append(version.text)
    crowds = {article: text_pair.crowd(texts) for article, texts in articles.items()}
    candidates = _candidates(versions)
    found = [
        _row("none", first, second, crowds, False)
        for first in versions[::64]
        for second in candidates[first.id]
        if events[first.article_id] != events[second.article_id]
    ]
    return [row for row in found if row.pair.shared & row.pair.short.rare]


def _candidates(versions: Sequence[Version]) -> Mapping[str, list[Version]]:
    """The versions that share a rare key with each, by its id."""
    found = sketches([version.text for version in versions], [version.name for version in versions])
    having = defaultdict(list)
    for version, wording in zip(versions, found.wordings.tolist(), strict=True):
        having[wording].append(version)
    near: defaultdict[str, list[Version]] = defaultdict(list)
    for met in posting_lists.pairs(found.entries).tolist():
        for one in having[met >> 32]:
            for other in having[met & 0xFFFFFFFF]:
                near[one.id].append(other)
                near[other.id].append(one)
    return near


def _row(
    event: str, first: Version, second: Version, crowds: Mapping[str, text_pair.Crowd], right: bool
) -> Row:
    one, other = (
        text_pair.prepared(first.text, first.kind),
        text_pair.prepared(second.text, second.kind),
    )
    met = text_pair.Pair(
        one,
        other,
        LCSseq.similarity(one.forms, other.forms),
        agreement(first, second),
        frozenset((first.kind, second.kind)),
        lambda: (crowds[first.article_id], crowds[second.article_id]),
        days_apart(first.date, second.date),
    )
    return Row(event, first, second, met, classifier.evidence(met), right)


def fitted(found: Sequence[Row], penalty: float = PENALTY) -> tuple[dict[str, float], float]:
    """Weights by name and intercept: logistic regression on standardised evidence by Newton's method, turned back to plain values."""
    names = list(found[0].evidence)
    plain = np.array([[row.evidence[name] for name in names] for row in found])
    mean, spread = plain.mean(0), plain.std(0) + 1e-9
    x = np.c_[(plain - mean) / spread, np.ones(len(found))]
    y = np.array([float(row.right) for row in found])
    ridge = np.diag([penalty] * len(names) + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= np.linalg.solve(
            x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (p - y) + ridge @ weights
        )
    raw = weights[:-1] / spread
    return {name: round(float(w), 4) for name, w in zip(names, raw, strict=True)}, round(
        float(weights[-1] - raw @ mean), 4
    )


def held_out(found: Sequence[Row], tested: Sequence[Row]) -> list[tuple[Row, str | None]]:
    """Each tested row with the relation that it gets from weights that never saw its event."""
    out = []
    for event in dict.fromkeys(row.event for row in tested):
        weights, intercept = fitted([row for row in found if row.event != event])
        classifier.use({"weights": weights, "intercept": intercept, "threshold": THRESHOLD})
        out += [(row, (relation(row.pair) or (None,))[0]) for row in tested if row.event == event]
    return out


def _predictions(
    judged: Iterable[tuple[Row, str | None]], places: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "a": {**places[row.a.id], "speaker": row.a.name},
            "b": {**places[row.b.id], "speaker": row.b.name},
            "relation": name,
        }
        for row, name in judged
        if name
    ]


def _stored(database: str) -> tuple[list[Version], dict[str, dict[str, Any]]]:
    conn = readonly.connect(database)
    ids = [
        row["id"]
        for row in sql.rows(
            conn, "select id from quotes where modality = 'stated' order by id"
        )
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
    """The labelled stretches as versions, with the speakers as labelled."""
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
    """Trains, prints what was reached on events left out, and writes the weights if told so."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("links", "negatives", "articles", "database", "judged"):
        parser.add_argument(name)
    parser.add_argument(
        "--semantic",
        metavar="MODEL",
        help="weigh sentence embeddings as well, and write link-semantic.json",
    )
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with (
        classifier.weighing(embeddings.load(args.semantic).near) if args.semantic else nullcontext()
    ):
        _train(args)


def _train(args: argparse.Namespace) -> None:
    gold, negatives = map(_read, (args.links, args.negatives))
    events = {
        side["article"]: label["event"]
        for label in (*gold, *negatives)
        for side in (label["a"], label["b"])
    }
    versions, places = _stored(args.database)
    everywhere = {row["id"]: row["event"] for row in _read(args.articles)}
    read = judged_rows(versions, places, everywhere, _read(args.judged))
    known = {(row.a.id, row.b.id) for row in read}
    found = rows(versions, places, events, gold)
    learnt = [
        *(row for row in found if (row.a.id, row.b.id) not in known),
        *read,
        *crossing(versions, everywhere),
    ]
    conn = readonly.connect(args.database)
    texts = {article: listings.show(conn, article)["text"] for article in events}
    given, given_places = _labelled((*gold, *negatives), texts)
    labelled = rows(given, given_places, events, gold)
    print(
        len(found),
        "pairs of labelled events,",
        sum(row.right for row in found),
        "right;",
        len(read),
        "read one by one,",
        sum(row.right for row in read),
        "right;",
        len(learnt),
        "learned from",
    )
    for name, tested, where in (
        ("end to end", found, places),
        ("spans and speakers given", labelled, given_places),
    ):
        result = link_metrics.score(gold, negatives, _predictions(held_out(learnt, tested), where))
        print(name, {k: round(v, 3) if isinstance(v, float) else v for k, v in result.items()})
    weights, intercept = fitted(learnt)
    learned = {"intercept": intercept, "threshold": THRESHOLD, "weights": weights}
    print(json.dumps(learned, indent=1))
    if args.write:
        (classifier.SEMANTIC if args.semantic else classifier.WEIGHTS).write_text(
            json.dumps(learned, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
