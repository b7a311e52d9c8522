"""Link what is new in a database: index it, find candidates, compare them, group the claims.

One round takes the quotations that wait, gives each its fingerprint, puts the keys of new
fingerprints into the index, finds candidates among everything stored, compares them, and groups
the claims they touch. A round is one transaction, so a program that is killed leaves all of it or
nothing. The outcome depends on what is stored, not on the order in which it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking import alignment, blocking, classifier, embeddings, posting_lists
from quotetrack.linking.blocking_keys import ANY_KIND, EncodedTexts, concatenate, encode
from quotetrack.linking.compare import FrequencyLookup, compare_pairs
from quotetrack.linking.posting_lists import Fingerprints, Postings
from quotetrack.linking.prefilter import surviving_pairs
from quotetrack.linking.text_pair import DocumentFrequency, document_frequency
from quotetrack.linking.vocabulary import Vocabulary
from quotetrack.records import Link, Version
from quotetrack.store import corrections, link_index, links
from quotetrack.store.connection import Database, transaction
from quotetrack.tracking import claims

Waiting = tuple[int, str, str, str | None, int | None]  # as `link_index.waiting` gives them
# Quotations of one round. In smaller rounds keys stop being rare between them, and much is linked
# twice.
ROUND = 1_000_000
REMEMBERED_ARTICLES = 100_000  # whose document frequencies are kept in memory
BATCH = 20_000  # texts, or pairs of fingerprints, that are worked on together


def link_new(db: Database) -> int:
    """Link everything that waits; returns the number of links that touch it.

    Raises ModelError if the sentence embeddings that were chosen for the database do not load.
    """
    complete_partial_matches(db)
    linker = Linker(db)
    touched: set[str] = set()
    while waiting := link_index.waiting(db.conn, ROUND):
        linker.link(waiting)
        touched.update(row[1] for row in waiting)
    return links.count(db.conn, touched)


def use_embeddings(db: Database, model: str | None) -> None:
    """From now on, weigh the similarity of this model's sentence embeddings; None for none.

    Raises ModelError if the model does not load.
    """
    if model is not None:
        embeddings.load(model)
    corrections.set_embedding_model(db, model)


def limit_days(db: Database, days: int | None) -> None:
    """From now on, link only what was published within so many days; None for any number.

    Links made before stay.
    """
    corrections.set_max_days(db, days)


def complete_partial_matches(db: Database) -> None:
    """Add the changes of partial matches that were linked before changes were stored with them."""
    while parts := links.incomplete_parts(db.conn, BATCH):
        links.save_part_changes(
            db, ((link, ordinal, alignment.changes(a, b)) for link, ordinal, a, b in parts)
        )


# ---- what comparing needs, made for a run


def load_embeddings(conn: Connection) -> embeddings.Embeddings | None:
    """The sentence embeddings that were chosen for a database, if any."""
    model = corrections.embedding_model(conn)
    return embeddings.load(model) if model else None


def frequency_lookup(conn: Connection) -> FrequencyLookup:
    """Gives the document frequencies of an article's quotations; recent ones are remembered."""

    @lru_cache(maxsize=REMEMBERED_ARTICLES)
    def frequencies(article_id: str) -> DocumentFrequency:
        return document_frequency(links.stated_texts(conn, article_id))

    return frequencies


# ---- one round


class Linker:
    """Links the quotations of one database, round after round."""

    def __init__(self, db: Database) -> None:
        self._db, self._conn = db, db.conn
        self._embeddings = load_embeddings(self._conn)
        similarity = self._embeddings.similarity if self._embeddings else None
        self._classifier = classifier.load(similarity)
        self._max_days = corrections.max_days(self._conn)
        self._vocabulary = Vocabulary()

    def link(self, waiting: Sequence[Waiting]) -> None:
        """One round over quotations that wait, all or nothing."""
        with transaction(self._db):
            self._round(waiting)

    def _round(self, waiting: Sequence[Waiting]) -> None:
        conn = self._conn
        texts = self._encoded([(text, name) for _, _, text, name, _ in waiting])
        mine = np.unique(texts.fingerprints)
        known = np.array(sorted(link_index.indexed(conn, mine.tolist())), np.uint32)
        new = np.setdiff1d(mine, known)
        keys = self._add_to_index(texts, waiting, new)
        postings = indexed_postings(conn, keys)
        candidates = posting_lists.candidate_pairs([postings], mine)
        again = [
            *self._partners_of_frequent_keys(postings, new),
            *self._displaced(mine, {row[0] for row in waiting if row[4] is None}),
            *self._with_keys_rare_again(),
        ]
        ids = [row[1] for row in waiting]
        touched = links.clear(self._db, [row[0] for row in waiting])
        del postings
        touched |= links.add(self._db, self._links(texts, candidates, frozenset(ids)))
        links.queue(self._db, again)
        regroup(self._db, ids, touched | {row[1] for row in waiting if row[4] is not None})

    def _encoded(self, texts: Sequence[tuple[str, str | None]]) -> EncodedTexts:
        """Texts with their speakers' names, encoded batch by batch."""
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)] or [[]]
        return concatenate(
            [
                encode(
                    [text for text, _ in batch],
                    [name for _, name in batch],
                    vocabulary=self._vocabulary,
                )
                for batch in batches
            ]
        )

    # -- the index

    def _add_to_index(
        self, texts: EncodedTexts, waiting: Sequence[Waiting], new: Fingerprints
    ) -> NDArray[np.uint32]:
        """Store the fingerprints, and the postings of new ones; returns the keys of all."""
        fingerprints = zip(texts.fingerprints.tolist(), waiting, strict=True)
        link_index.save_fingerprints(
            self._db, [(number, row[0]) for number, row in fingerprints if row[4] is None]
        )
        postings = posting_lists.merge(texts.postings)
        fresh = postings[posting_lists.contained(posting_lists.fingerprints(postings), new)]
        link_index.add_segment(self._db, posting_lists.chunks(fresh), merged_chunks)
        return np.unique(posting_lists.keys(postings))

    def _partners_of_frequent_keys(self, postings: Postings, new: Fingerprints) -> list[int]:
        """Linked quotations that shared a rare key which the new ones have made frequent."""
        if not len(new) or not links.any_stored(self._conn):
            return []
        changed = posting_lists.no_longer_rare(postings, new)
        return link_index.linked_among(self._conn, changed.tolist())

    def _displaced(self, mine: Fingerprints, fresh: set[int]) -> list[int]:
        """The other quotations of a common phrase, where new ones now stand for it.

        Of more than MAX_VERSIONS quotations with one fingerprint those with the smallest ids are
        linked.
        """
        limit = blocking.MAX_VERSIONS
        again: list[int] = []
        for fingerprint in link_index.shared_by(self._conn, mine.tolist(), limit):
            numbers = link_index.sharing(self._conn, fingerprint)
            if fresh.intersection(numbers[: limit + 1]) and not fresh.issuperset(numbers):
                again += [number for number in numbers if number not in fresh]
        return again

    def _with_keys_rare_again(self) -> list[int]:
        """Quotations that share a key which is rare again because some fingerprints are gone."""
        gone = link_index.newly_retired(self._conn)
        if not gone:
            return []
        texts = self._encoded([(text, name) for _, text, name in gone])
        lost = posting_lists.keys(posting_lists.merge(texts.postings))
        keys, losses = np.unique(lost, return_counts=True)
        postings = indexed_postings(self._conn, keys)
        key, left = np.unique(posting_lists.keys(postings), return_counts=True)
        before = left + losses[np.searchsorted(keys, key)]
        limit = posting_lists.RARE_KEY_LIMIT
        rare = key[(left > 1) & (left <= limit) & (before > limit)]
        link_index.settle_retired(self._db)
        held = postings[posting_lists.contained(posting_lists.keys(postings), rare)]
        fingerprints = np.unique(posting_lists.fingerprints(held)).tolist()
        return [number for _, number, _ in link_index.members(self._conn, fingerprints)]

    # -- links

    def _links(
        self, texts: EncodedTexts, candidates: Postings, new: frozenset[str]
    ) -> Iterator[Link]:
        """The links of new quotations: within a fingerprint, and of candidates that survive."""
        met = self._met(texts, candidates)
        frequencies = frequency_lookup(self._conn)
        for start in range(0, len(met), BATCH):
            batch = met[start : start + BATCH]
            versions = self._versions({fingerprint for pair in batch for fingerprint in pair})
            if self._embeddings:
                self._embeddings.embed(
                    version.text for group in versions.values() for version in group
                )
            pairs = blocking.version_pairs(batch, versions, new, self._max_days)
            found = compare_pairs(pairs, self._classifier, frequencies)
            yield from with_part_changes(found, versions.values())

    def _met(self, texts: EncodedTexts, candidates: Postings) -> list[tuple[int, int]]:
        """Pairs of fingerprints whose quotations are to be compared."""
        mine = np.unique(texts.fingerprints)
        sides = np.concatenate([candidates >> np.uint64(32), candidates & np.uint64(0xFFFFFFFF)])
        others = np.setdiff1d(np.unique(sides).astype(np.uint32), mine)
        if len(others):
            stored = link_index.texts(self._conn, others.tolist())
            texts = concatenate([texts, self._encoded([(text, name) for _, text, name in stored])])
        same = [(number, number) for number in link_index.shared_by(self._conn, mine.tolist())]
        texts = self._with_kinds(texts)
        return same + [*surviving_pairs(texts, candidates, self._classifier)]

    def _with_kinds(self, texts: EncodedTexts) -> EncodedTexts:
        """The texts with the kinds of all the quotations that have their fingerprints."""
        fingerprints = texts.fingerprints.tolist()
        known = dict(link_index.kinds(self._conn, sorted(set(fingerprints))))
        kinds = [known.get(number, ANY_KIND) for number in fingerprints]
        return replace(texts, kinds=np.array(kinds, np.uint8))

    def _versions(self, fingerprints: set[int]) -> dict[int, list[Version]]:
        """The quotations with each fingerprint, as versions to be compared."""
        members = link_index.members(self._conn, fingerprints)
        found = links.versions(self._conn, [quote for _, _, quote in members])
        by_id = {version.id: version for version in found}
        versions: defaultdict[int, list[Version]] = defaultdict(list)
        for fingerprint, _, quote in members:
            versions[fingerprint].append(by_id[quote])
        return versions


# ---- pieces of a round


def indexed_postings(
    conn: Connection, keys: NDArray[np.uint32], index: str = link_index.QUOTATIONS
) -> Postings:
    """The postings of these keys (sorted), without fingerprints that no quotation has any more."""
    chosen = link_index.chunks_for(conn, keys.tolist(), index)
    kept = []
    for start in range(0, len(chosen), BATCH // 2):
        blobs = link_index.chunks(conn, chosen[start : start + BATCH // 2], index)
        postings = posting_lists.from_chunks(blobs)
        kept.append(postings[posting_lists.contained(posting_lists.keys(postings), keys)])
    found = posting_lists.merge(kept)
    if index != link_index.QUOTATIONS:
        return found
    retired = np.array(link_index.retired(conn), np.uint32)
    return found[~posting_lists.contained(posting_lists.fingerprints(found), retired)]


def merged_chunks(blobs: list[bytes]) -> Iterable[link_index.Chunk]:
    """The chunks of several segments of an index as those of one."""
    return posting_lists.chunks(posting_lists.merge([posting_lists.from_chunks(blobs)]))


def with_part_changes(
    found: Iterable[Link], versions: Iterable[Sequence[Version]]
) -> Iterator[Link]:
    """The links with what changed within each of their partial matches."""
    texts = {version.id: version.text for group in versions for version in group}
    for link in found:
        if not link.parts:
            yield link
            continue
        a, b = texts[link.a], texts[link.b]
        parts = [
            replace(part, changes=alignment.changes(a[slice(*part.a)], b[slice(*part.b)]))
            for part in link.parts
        ]
        yield replace(link, parts=tuple(parts))


def regroup(db: Database, ids: Sequence[str], touched: set[str]) -> None:
    """Group everything that hangs together with quotations whose links or claims have changed."""
    asked = sorted(touched | set(links.sharing_claim(db.conn, ids)))
    done: set[str] = set()
    for start in range(0, len(asked), BATCH):
        open_ids = [quote for quote in asked[start : start + BATCH] if quote not in done]
        together = links.connected(db.conn, open_ids)
        grouped = claims.claims(
            links.versions(db.conn, together), links.touching(db.conn, together, changes=False)
        )
        links.save_claims(db, grouped)
        done.update(together)
