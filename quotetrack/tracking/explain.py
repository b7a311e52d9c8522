"""Explain why two stored quotations are, or are not, linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

import numpy as np

from quotetrack.errors import NotFoundError
from quotetrack.linking import blocking, classifier, posting_lists
from quotetrack.linking.blocking_keys import encode, shared_keys
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.compare import compare, count_common_words
from quotetrack.linking.prefilter import Prefilter
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.records import Link, Version
from quotetrack.store import corrections, links
from quotetrack.tracking.incremental_linking import (
    frequency_lookup,
    indexed_postings,
    load_embeddings,
)


@dataclass(frozen=True, slots=True)
class _Blocking:
    """How far two texts came before they were compared."""

    same_fingerprint: bool
    key_frequencies: list[int]  # fingerprints with each shared key, the rarest key first
    may_link: bool  # as the prefilter says

    @property
    def candidates(self) -> bool:
        limit = posting_lists.RARE_KEY_LIMIT
        return self.same_fingerprint or any(size <= limit for size in self.key_frequencies)


def explain(conn: Connection, a: str, b: str) -> dict[str, Any]:
    """Why two stored quotations (ids) are or are not linked, step by step.

    shared_keys: how many fingerprints have each key that both have, the rarest first. candidates:
    whether one of these keys is rare, or both have one fingerprint. passes_prefilter: whether they
    are compared. common_words: in the same order. link: what comparing gives. stored: whether the
    link is in the database. why: the answer in a sentence.

    Raises NotFoundError if one of them is not stored.
    """
    one, other = _both(conn, a, b)
    similarity = load_embeddings(conn)
    match_classifier = classifier.load(similarity.similarity if similarity else None)
    met = _blocking(conn, one, other, match_classifier)
    link = compare(one, other, match_classifier, frequency_lookup(conn))
    stored = any({found.a, found.b} == {a, b} for found in links.touching(conn, [a], False))
    return {
        "a": _shown(one),
        "b": _shown(other),
        "speakers": agreement(one, other),
        "same_fingerprint": met.same_fingerprint,
        "shared_keys": met.key_frequencies,
        "candidates": met.candidates,
        "passes_prefilter": met.may_link,
        "common_words": count_common_words(one, other),
        "link": link and _outcome(link),
        "stored": stored,
        "why": _why((one, other), met, link, stored, corrections.max_days(conn)),
    }


def _both(conn: Connection, a: str, b: str) -> tuple[Version, Version]:
    found = {version.id: version for version in links.versions(conn, [a, b])}
    for quote in (a, b):
        if quote not in found:
            raise NotFoundError(f"no quotation {quote!r}; ids are shown by: quotetrack trace")
    return found[a], found[b]


def _blocking(
    conn: Connection, one: Version, other: Version, match_classifier: MatchClassifier
) -> _Blocking:
    both = (one, other)
    texts = encode(
        [version.text for version in both],
        [version.name for version in both],
        [version.kind for version in both],
    )
    same = bool(texts.fingerprints[0] == texts.fingerprints[1])
    shared = np.array(shared_keys(*((version.text, version.name) for version in both)), np.uint32)
    keys = posting_lists.keys(indexed_postings(conn, shared))
    prefilter = Prefilter(texts, match_classifier)
    return _Blocking(
        same,
        sorted(int((keys == key).sum()) for key in shared),
        same or bool(prefilter.may_link(np.array([0]), np.array([1]))[0]),
    )


def _shown(version: Version) -> dict[str, Any]:
    return {
        "quote": version.id,
        "article": version.article_id,
        "text": version.text,
        "kind": version.kind,
        "speaker": version.name,
    }


def _outcome(link: Link) -> dict[str, Any]:
    return {
        "relation": link.relation,
        "score": link.score,
        "reason": link.reason,
        "changes": [change.as_row() for change in link.changes],
    }


def _why(
    both: Sequence[Version],
    met: _Blocking,
    link: Link | None,
    stored: bool,
    max_days: int | None,
) -> str:
    """The answer in a sentence."""
    if stored and link:
        return f"linked: {link.relation}, {link.reason}"
    if both[0].article_id == both[-1].article_id:
        return "not linked: they stand in one article"
    if not met.candidates:
        return "not linked: all that they share is common, or they share nothing"
    if link is None:
        counted = "" if met.may_link else ", as counting alone shows"
        return f"not linked: too little in common for their length and their speakers{counted}"
    if not blocking.within_days(both[0], both[-1], max_days):
        return f"not linked: more than {max_days} days lie between them (link --within)"
    return (
        "not linked here, though they would be by themselves: not linked yet, not stated, or of "
        "words that very many quotations have"
    )
