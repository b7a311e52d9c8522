"""Passages: sentences that several articles share, quoted or not.

A passage is stored for every sentence. Sentences with the same comparable words have one
fingerprint, however many articles print them; a new fingerprint is compared with those that share
one of its shingles (`sentence_shingles`), unless that shingle is common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.language.tokens import forms
from quotetrack.linking import posting_lists, sentence_shingles
from quotetrack.linking.compare import compare_sentences
from quotetrack.linking.posting_lists import Postings
from quotetrack.linking.vocabulary import Vocabulary
from quotetrack.records import Passage, Span
from quotetrack.spans import overlap
from quotetrack.store import link_index, passages
from quotetrack.store.connection import Database, transaction
from quotetrack.tracking.incremental_linking import indexed_postings, merged_chunks

Tokens = Sequence[str]
StoredLink = tuple[int, int, str, float, str]  # as `passages.save_links` takes them
MIN_WORDS = 6  # shorter sentences are common property
MIN_QUOTED = 0.5  # share of a sentence within quotations from which it counts as quoted
MIN_COMMON = 0.5  # share of the shorter sentence's words that both must have in common
BATCH = 5_000  # articles of one transaction
COMPARED = 200_000  # pairs of sentences that are compared together


def link_new(db: Database) -> None:
    """Find and link the passages of the articles that are queued; no other article is touched."""
    vocabulary = Vocabulary()
    while ids := passages.pending(db.conn, BATCH):
        with transaction(db):
            _link(db, ids, vocabulary)


def _link(db: Database, ids: Sequence[str], vocabulary: Vocabulary) -> None:
    articles = list(passages.texts_with_sentences(db.conn, ids))
    rows = [forms(text[start:end]) for _, text, spans, _ in articles for start, end in spans]
    fingerprints, owner, hashes = sentence_shingles.shingles(rows, vocabulary)
    facts = zip(map(len, rows), fingerprints.tolist(), strict=True)
    found = [
        (article_id, passage)
        for article_id, _, spans, quoted in articles
        for passage in _passages(spans, quoted, facts)
    ]
    wanted = {p.fingerprint for _, p in found if p.fingerprint is not None}
    new = wanted - passages.known_fingerprints(db.conn, wanted)
    passages.save(db, ids, found)
    is_new = np.isin(fingerprints, np.array(sorted(new), np.int64))[owner]
    postings = posting_lists.sorted_unique(
        sentence_shingles.postings(fingerprints, owner[is_new], hashes[is_new])
    )
    candidates = _candidates(db, postings)
    tokens = dict(zip(fingerprints.tolist(), rows, strict=True))
    for start in range(0, len(candidates), COMPARED):
        batch = candidates[start : start + COMPARED]
        passages.save_links(db, _links(db, batch, new, tokens))


def _candidates(db: Database, postings: Postings) -> Postings:
    """Pairs of prefixes that share a rare shingle, one of them new; the new ones are indexed."""
    chunks = posting_lists.chunks(postings)
    link_index.add_segment(db, chunks, merged_chunks, link_index.PASSAGES)
    shared = indexed_postings(db.conn, np.unique(posting_lists.keys(postings)), link_index.PASSAGES)
    return posting_lists.candidate_pairs([shared], np.unique(posting_lists.fingerprints(postings)))


def _links(
    db: Database, candidates: Postings, new: set[int], tokens: dict[int, Tokens]
) -> Iterator[StoredLink]:
    """The links among candidates of which one is new.

    tokens: the tokens of fingerprints as far as they are known; further ones are added.
    """
    one = (candidates >> np.uint64(32)).tolist()
    other = (candidates & np.uint64(0xFFFFFFFF)).tolist()
    texts = passages.by_prefix(db.conn, {*one, *other})
    pairs = _pairs(one, other, texts, new)
    for fingerprint in {number for pair in pairs for number in pair} - tokens.keys():
        tokens[fingerprint] = forms(texts[fingerprint])
    for (a, b), common in zip(pairs, _counts_in_common(pairs, tokens), strict=True):
        if common < MIN_COMMON * min(len(tokens[a]), len(tokens[b])):
            continue
        found = compare_sentences(texts[a], texts[b], common)
        if found:
            yield a, b, found.name, round(found.score, 3), found.evidence


def _pairs(
    one: Sequence[int], other: Sequence[int], texts: Iterable[int], new: set[int]
) -> list[tuple[int, int]]:
    """The pairs of fingerprints behind pairs of prefixes, the smaller first, one of them new."""
    by_prefix: defaultdict[int, list[int]] = defaultdict(list)
    for fingerprint in texts:
        by_prefix[sentence_shingles.prefix(fingerprint)].append(fingerprint)
    return [
        (min(a, b), max(a, b))
        for left, right in zip(one, other, strict=True)
        for a in by_prefix.get(left, ())
        for b in by_prefix.get(right, ())
        if a in new or b in new
    ]


def _counts_in_common(pairs: Sequence[tuple[int, int]], tokens: Mapping[int, Tokens]) -> list[int]:
    """How many tokens the sentences of each pair have in common, in the same order."""
    if not pairs:
        return []
    counted = process.cpdist(
        [tokens[a] for a, _ in pairs], [tokens[b] for _, b in pairs], scorer=LCSseq.similarity
    )
    return [int(count) for count in counted]


# ---- one article


def find(text: str, sentences: Sequence[Span], quoted: Sequence[Span]) -> list[Passage]:
    """The sentences of a text as passages; quoted: where its quotations are."""
    rows = [forms(text[start:end]) for start, end in sentences]
    fingerprints = sentence_shingles.shingles(rows, Vocabulary())[0].tolist()
    facts = zip(map(len, rows), fingerprints, strict=True)
    return list(_passages(sentences, quoted, facts))


def _passages(
    sentences: Sequence[Span], quoted: Sequence[Span], facts: Iterable[tuple[int, int]]
) -> Iterator[Passage]:
    """The sentences of an article as passages; facts: the length and fingerprint of each."""
    for (start, end), (words, fingerprint) in zip(sentences, facts, strict=False):
        covered = _characters_within((start, end), quoted)
        is_quoted = covered >= MIN_QUOTED * (end - start)
        kept = fingerprint if words >= MIN_WORDS else None
        yield Passage(start, end, words, is_quoted, kept)


def _characters_within(span: Span, others: Sequence[Span]) -> int:
    """How many characters of a span lie in the others, which may overlap one another."""
    inside = sorted(
        (max(span[0], start), min(span[1], end))
        for start, end in others
        if overlap(span, (start, end))
    )
    covered, reached = 0, span[0]
    for start, end in inside:
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
