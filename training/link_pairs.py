"""The labelled pairs of quotations from which the weights of links are learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quotetrack.evaluation import link_metrics
from quotetrack.language.dates import days_apart
from quotetrack.linking import posting_lists
from quotetrack.linking.blocking_keys import encode
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.linking.text_pair import (
    DocumentFrequency,
    TextPair,
    common_words,
    document_frequency,
    prepare,
)
from quotetrack.records import Version

MIN_OVERLAP = 0.8  # of what two spans cover together, for them to be one place
SAMPLED = 64  # of so many quotations, one is paired with its candidates of other events

Place = Mapping[str, Any]  # article, start, end, text
Frequencies = Mapping[str, DocumentFrequency]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair of quotations of one event, its evidence, and whether it is right to link them."""

    event: str
    a: Version
    b: Version
    texts: TextPair
    evidence: Mapping[str, float]
    right: bool


def pairs_of_events(
    versions: Iterable[Version],
    places: Mapping[str, Place],
    events: Mapping[str, str],
    gold: Sequence[Mapping[str, Any]],
    classifier: MatchClassifier,
) -> list[LabelledPair]:
    """All pairs of two articles of one event that share content; right if they meet a label."""
    by_event: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        if version.article_id in events:
            by_event[events[version.article_id]].append(version)
    found = []
    for event, together in by_event.items():
        frequencies = _frequencies(together)
        for a, b in combinations(together, 2):
            if a.article_id == b.article_id:
                continue
            texts = _text_pair(a, b, frequencies)
            if texts.shared:
                right = _meets_label({"a": places[a.id], "b": places[b.id]}, gold)
                found.append(LabelledPair(event, a, b, texts, classifier.evidence(texts), right))
    return found


def judged_pairs(
    versions: Iterable[Version],
    places: Mapping[str, Place],
    events: Mapping[str, str],
    judged: Sequence[Mapping[str, Any]],
    classifier: MatchClassifier,
) -> list[LabelledPair]:
    """The pairs that were read one by one, right or wrong as they were judged."""
    by_article: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        by_article[version.article_id].append(version)
    frequencies = _frequencies(version for found in by_article.values() for version in found)
    found = []
    for label in judged:
        sides = [
            [one for one in by_article[side["article"]] if _is_same_place(places[one.id], side)]
            for side in (label["a"], label["b"])
        ]
        for a in sides[0]:
            for b in sides[1]:
                texts = _text_pair(a, b, frequencies)
                evidence = classifier.evidence(texts)
                event = events[a.article_id]
                found.append(LabelledPair(event, a, b, texts, evidence, label["right"]))
    return found


def pairs_across_events(
    versions: Sequence[Version], events: Mapping[str, str], classifier: MatchClassifier
) -> list[LabelledPair]:
    """Some candidates of two events that share a rare word; all are taken to be wrong."""
    frequencies = _frequencies(versions)
    candidates = _candidates(versions)
    found = []
    for a in versions[::SAMPLED]:
        for b in candidates[a.id]:
            if events[a.article_id] == events[b.article_id]:
                continue
            texts = _text_pair(a, b, frequencies)
            if texts.shared & texts.short.rare:
                evidence = classifier.evidence(texts)
                found.append(LabelledPair("none", a, b, texts, evidence, False))
    return found


def _frequencies(versions: Iterable[Version]) -> Frequencies:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for version in versions:
        texts[version.article_id].append(version.text)
    return {article: document_frequency(found) for article, found in texts.items()}


def _text_pair(a: Version, b: Version, frequencies: Frequencies) -> TextPair:
    one, other = prepare(a.text, a.kind), prepare(b.text, b.kind)
    return TextPair(
        one,
        other,
        common_words(one.tokens, other.tokens),
        agreement(a, b),
        frozenset((a.kind, b.kind)),
        lambda: (frequencies[a.article_id], frequencies[b.article_id]),
        days_apart(a.date, b.date),
    )


def _meets_label(pair: Mapping[str, Place], gold: Sequence[Mapping[str, Any]]) -> bool:
    return any(link_metrics.same_spans(pair, label) for label in gold)


def _is_same_place(one: Place, other: Place) -> bool:
    """True if two spans of an article differ by no more than a few words at their ends."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    covered = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return shared >= MIN_OVERLAP * covered


def _candidates(versions: Sequence[Version]) -> Mapping[str, list[Version]]:
    """The versions that share a rare blocking key with each, by its id."""
    texts = encode([version.text for version in versions], [version.name for version in versions])
    by_fingerprint = defaultdict(list)
    for version, fingerprint in zip(versions, texts.fingerprints.tolist(), strict=True):
        by_fingerprint[fingerprint].append(version)
    near: defaultdict[str, list[Version]] = defaultdict(list)
    for met in posting_lists.candidate_pairs(texts.postings).tolist():
        for one in by_fingerprint[met >> 32]:
            for other in by_fingerprint[met & 0xFFFFFFFF]:
                near[one.id].append(other)
                near[other.id].append(one)
    return near
