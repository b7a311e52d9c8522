"""Link many versions: those that share a rare blocking key, prefiltered, then compared in pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from quotetrack.language.dates import days_apart
from quotetrack.linking import posting_lists
from quotetrack.linking.blocking_keys import encode
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.compare import (
    FrequencyLookup,
    compare_pairs,
    sort_key,
    unknown_frequencies,
)
from quotetrack.linking.evidence import UNKNOWN_FREQUENCY_DISCOUNT
from quotetrack.linking.prefilter import surviving_pairs
from quotetrack.records import Link, Version

MAX_VERSIONS = 50  # of one fingerprint that are linked in pairs; bounds the links of common phrases


def find_links(
    new: Sequence[Version],
    old: Sequence[Version],
    classifier: MatchClassifier,
    frequencies: FrequencyLookup | None = None,
) -> Iterator[Link]:
    """The links of new versions with each other and with old ones, in a fixed order.

    Each pair comes once, never within one article. frequencies: gives the document frequencies of
    an article, whose frequent words tell little.

    Which pairs are compared depends on what there is, not on its order. A key stops being rare
    when more versions come in, so two versions may be linked in a small batch and not in a large
    one.
    """
    by_id = {version.id: version for version in (*old, *new)}
    versions = sorted(by_id.values(), key=sort_key)
    texts = encode(
        [version.text for version in versions],
        [version.name for version in versions],
        [version.kind for version in versions],
    )
    new_ids = {version.id for version in new}
    by_fingerprint: defaultdict[int, list[Version]] = defaultdict(list)
    for version, fingerprint in zip(versions, texts.fingerprints.tolist(), strict=True):
        by_fingerprint[fingerprint].append(version)
    is_new = [version.id in new_ids for version in versions]
    candidates = posting_lists.candidate_pairs(
        texts.postings, np.unique(texts.fingerprints[is_new])
    )
    discount = 1.0 if frequencies else UNKNOWN_FREQUENCY_DISCOUNT
    met = [(fingerprint, fingerprint) for fingerprint in by_fingerprint]
    met += surviving_pairs(texts, candidates, classifier, discount)
    pairs = version_pairs(met, by_fingerprint, new_ids)
    yield from compare_pairs(pairs, classifier, frequencies or unknown_frequencies)


def version_pairs(
    met: Iterable[tuple[int, int]],
    by_fingerprint: Mapping[int, Sequence[Version]],
    new_ids: Container[str],
    max_days: int | None = None,
) -> list[tuple[Version, Version]]:
    """The pairs of versions behind pairs of fingerprints of which one is new, each once, in order.

    max_days: the days that may lie between the articles of a pair, None for any number.
    """
    pairs = {
        (a.id, b.id): (a, b)
        for one, other in met
        for a, b in _pairs_of_groups(by_fingerprint[one], by_fingerprint[other])
        if (a.id in new_ids or b.id in new_ids) and within_days(a, b, max_days)
    }
    return sorted(pairs.values(), key=lambda pair: (sort_key(pair[0]), sort_key(pair[1])))


def within_days(a: Version, b: Version, max_days: int | None) -> bool:
    """True if no more than so many days lie between two versions; a missing date is near all."""
    return max_days is None or days_apart(a.date, b.date) <= max_days


def _pairs_of_groups(
    one: Sequence[Version], other: Sequence[Version]
) -> Iterator[tuple[Version, Version]]:
    """The pairs of versions of two fingerprints, or of one, in order; never within one article.

    Of more than MAX_VERSIONS, those with the smallest ids stand for the rest, which are paired
    with the first of them only.
    """
    first, second = (sorted(side, key=lambda version: version.id) for side in (one, other))
    pairs: Iterable[tuple[Version, Version]]
    if one is other:
        late = ((first[0], version) for version in first[MAX_VERSIONS:])
        pairs = [*combinations(first[:MAX_VERSIONS], 2), *late]
    else:
        pairs = [(a, b) for a in first[:MAX_VERSIONS] for b in second[:MAX_VERSIONS]]
    for a, b in pairs:
        if a.article_id != b.article_id:
            yield (a, b) if sort_key(a) <= sort_key(b) else (b, a)
