"""The second loop of the road: what is new in a database is indexed, linked and grouped, and what that touches is looked at again.

A round takes the quotations that wait, gives each its wording and puts the keys of new wordings into the index; finds candidates
among all that is stored; verifies them; and groups the claims that are touched. It is one transaction, so a program that is killed
leaves all of it or none. What comes out depends on what is stored, not on the order in which it came (see postings.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.errors import NotFoundError
from quotetrack.linking import blocking, classifier, compare, embeddings, posting_lists
from quotetrack.linking.blocking_keys import (
    ANY_KIND,
    EncodedTexts,
    concatenate,
    encode,
    shared_keys,
)
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.embeddings import Embeddings
from quotetrack.linking.posting_lists import Postings
from quotetrack.linking.prefilter import Prefilter, surviving_pairs
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.linking.text_pair import DocumentFrequency, document_frequency
from quotetrack.linking.vocabulary import Vocabulary
from quotetrack.records import Link, Version
from quotetrack.store import questions, writes
from quotetrack.tracking import claims

AT_ONCE = 1_000_000  # quotations of one round; in smaller ones keys stop being rare between them, and much is linked twice
KEPT = 100_000  # articles of which it is kept what stems their quotations share
SLICE = 20_000  # texts, or pairs of wordings, worked on at a time


def link_new(db: Any) -> int:
    """Link what waits, round after round, until nothing waits; the number of links that touch it. ModelError as senses.load."""
    touched: set[str] = set()
    matching, vocabulary = _matching(db.conn), Vocabulary()
    while waiting := questions.waiting(db.conn, AT_ONCE):
        with writes.batch(db):
            _round(db, waiting, matching, vocabulary)
        touched.update(row[1] for row in waiting)
    return questions.count_links(db.conn, touched)


def link_again(db: Any) -> int:
    """Forget all links and claims and the index, and make them anew; the number of links."""
    writes.forget_links(db)
    return link_new(db)


def choose_semantic(db: Any, model: str | None) -> None:
    """From now on the sense of texts is weighed by the embeddings of this model, None for not at all. ModelError as senses.load."""
    if model is not None:
        embeddings.load(model)
    writes.save_setting(db, questions.SEMANTIC, model)


@dataclass(frozen=True, slots=True)
class Matching:
    """What decides which texts match, as chosen for a database; made once for a run."""

    classifier: MatchClassifier
    embeddings: Embeddings | None


def _matching(conn: Connection) -> Matching:
    """The classifier and the embeddings that are chosen for a database. ModelError as embeddings.load."""
    model = questions.semantic(conn)
    loaded = embeddings.load(model) if model else None
    return Matching(classifier.load(loaded.similarity if loaded else None), loaded)


def choose_within(db: Any, days: int | None) -> None:
    """From now on only what was printed within so many days is linked, None for any number; links made before stay."""
    writes.save_setting(db, questions.WITHIN, None if days is None else str(days))


def _round(
    db: Any,
    waiting: Sequence[tuple[int, str, str, str | None, int | None]],
    matching: Matching,
    vocabulary: Vocabulary,
) -> None:
    """One round over quotations that wait: number, id, text, name of the speaker, and wording if they have one."""
    conn = db.conn
    found = _encoded([row[2:4] for row in waiting], vocabulary)
    mine, keyed = np.unique(found.fingerprints), posting_lists.merge(found.postings)
    old = np.array(sorted(questions.having(conn, mine.tolist())), np.uint32)
    new = np.setdiff1d(mine, old)
    writes.save_wordings(
        db,
        [
            (wording, row[0])
            for wording, row in zip(found.fingerprints.tolist(), waiting, strict=True)
            if row[4] is None
        ],
    )
    writes.add_entries(db, keyed[posting_lists.contained(posting_lists.fingerprints(keyed), new)])
    entries = _entries(conn, np.unique(posting_lists.keys(keyed)))
    pairs = posting_lists.candidate_pairs([entries], mine)
    again = (
        _crossed(conn, entries, new)
        + _crowded(conn, mine, {row[0] for row in waiting if row[4] is None})
        + _revived(db)
    )
    ids = [row[1] for row in waiting]
    touched = writes.clear_links(db, [row[0] for row in waiting])
    del entries
    touched |= writes.add_links(db, _links(conn, found, pairs, frozenset(ids), matching))
    writes.wait(db, again)
    _group(db, ids, touched | {row[1] for row in waiting if row[4] is not None})


def _encoded(texts: Sequence[tuple[str, str | None]], vocabulary: Vocabulary) -> EncodedTexts:
    """Texts and names encoded slice by slice."""
    parts = [texts[start : start + SLICE] for start in range(0, len(texts), SLICE)] or [[]]
    return concatenate(
        [
            encode([text for text, _ in part], [name for _, name in part], vocabulary=vocabulary)
            for part in parts
        ]
    )


# ---- the index


def _entries(conn: Connection, keys: NDArray[np.uint32]) -> Postings:
    """What the index has for these keys, without wordings that are gone."""
    chosen = questions.chunks_for(conn, keys.tolist())
    kept = []
    for start in range(0, len(chosen), SLICE // 2):
        part = posting_lists.from_chunks(questions.chunks(conn, chosen[start : start + SLICE // 2]))
        kept.append(part[posting_lists.contained(posting_lists.keys(part), keys)])
    found = posting_lists.merge(kept)
    gone = np.array(questions.gone(conn), np.uint32)
    return (
        found[~posting_lists.contained(posting_lists.fingerprints(found), gone)]
        if len(gone)
        else found
    )


def _crossed(conn: Connection, entries: Postings, new: NDArray[np.uint32]) -> list[int]:
    """Linked quotations that shared a rare key which is not rare any more since the new wordings came."""
    if not len(new) or not questions.any_links(conn):
        return []
    return questions.linked_among(conn, posting_lists.no_longer_rare(entries, new).tolist())


def _crowded(conn: Connection, mine: NDArray[np.uint32], fresh: set[int]) -> list[int]:
    """The quotations of a wording that very many have, where new ones are among those that stand for it."""
    again: list[int] = []
    for numbers in questions.crowds(conn, mine.tolist(), blocking.MAX_VERSIONS):
        if fresh.intersection(numbers[: blocking.MAX_VERSIONS + 1]) and not fresh.issuperset(
            numbers
        ):
            again += [number for number in numbers if number not in fresh]
    return again


def _revived(db: Any) -> list[int]:
    """Quotations that have a key in common which is rare again because some wordings are gone."""
    texts = questions.just_gone(db.conn)
    if not texts:
        return []
    lost = _encoded([(text, name) for _, text, name in texts], Vocabulary())
    keys, number = np.unique(
        posting_lists.keys(posting_lists.merge(lost.postings)), return_counts=True
    )
    entries = _entries(db.conn, keys)
    key, left = np.unique(posting_lists.keys(entries), return_counts=True)
    before = left + number[np.searchsorted(keys, key)]
    rare = key[
        (left > 1)
        & (left <= posting_lists.RARE_KEY_LIMIT)
        & (before > posting_lists.RARE_KEY_LIMIT)
    ]
    writes.settle_gone(db)
    held = np.unique(
        posting_lists.fingerprints(
            entries[posting_lists.contained(posting_lists.keys(entries), rare)]
        )
    )
    return questions.numbers_of(db.conn, held.tolist())


# ---- links and claims


def _links(
    conn: Connection,
    found: EncodedTexts,
    pairs: Postings,
    fresh: frozenset[str],
    matching: Matching,
) -> Iterator[Link]:
    """The links of the fresh quotations: those of one wording, and those of candidates that the sieve lets through."""
    mine = np.unique(found.fingerprints)
    others = np.setdiff1d(
        np.unique(np.concatenate([pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)])).astype(
            np.uint32
        ),
        mine,
    )
    if len(others):
        texts = questions.texts_of(conn, others.tolist())
        theirs = _encoded([(text, name) for _, text, name in texts], found.vocabulary)
        found = concatenate([found, theirs])
    met = [(wording, wording) for wording in questions.shared(conn, mine.tolist())]
    met += surviving_pairs(_of_kinds(conn, found), pairs, matching.classifier)
    within, frequencies = questions.within(conn), _frequencies(conn)
    for start in range(0, len(met), SLICE):
        part = met[start : start + SLICE]
        having = _having(conn, {wording for pair in part for wording in pair})
        if matching.embeddings:
            matching.embeddings.embed(
                version.text for versions in having.values() for version in versions
            )
        yield from compare.compare_pairs(
            blocking.version_pairs(part, having, fresh, within), matching.classifier, frequencies
        )


def _of_kinds(conn: Connection, found: EncodedTexts) -> EncodedTexts:
    """The texts with the kinds of all the quotations that have their wordings."""
    known = dict(questions.kinds_of(conn, np.unique(found.fingerprints).tolist()))
    return replace(
        found,
        kinds=np.array([known.get(one, ANY_KIND) for one in found.fingerprints.tolist()], np.uint8),
    )


def _frequencies(conn: Connection) -> compare.FrequencyLookup:
    """Looks up the document frequency of an article; those asked for last are kept."""

    @lru_cache(maxsize=KEPT)
    def frequencies(article: str) -> DocumentFrequency:
        return document_frequency(questions.said_in(conn, article))

    return frequencies


def _having(conn: Connection, wordings: set[int]) -> dict[int, list[Version]]:
    """The versions of each wording."""
    members = questions.members(conn, wordings)
    versions = {
        version.id: version for version in questions.versions(conn, [quote for _, quote in members])
    }
    having: defaultdict[int, list[Version]] = defaultdict(list)
    for wording, quote in members:
        having[wording].append(versions[quote])
    return having


def _group(db: Any, ids: Sequence[str], touched: set[str]) -> None:
    """Claims for all that hangs together with quotations whose links are others now, or that shared a claim; some at a time."""
    asked, done = sorted(touched | set(questions.sharing(db.conn, ids))), set[str]()
    for start in range(0, len(asked), SLICE):
        together = questions.connected(
            db.conn, [quote for quote in asked[start : start + SLICE] if quote not in done]
        )
        writes.save_claims(
            db,
            claims.claims(
                questions.versions(db.conn, together),
                questions.links_of(db.conn, together, changes=False),
            ),
        )
        done.update(together)


# ---- why two quotations are linked, or not


def explain(conn: Connection, a: str, b: str) -> dict[str, Any]:
    """Why two stored quotations (ids) are or are not linked, step by step; NotFoundError if one is not stored.

    shared_keys: how many wordings have each key that both have, the rarest first. candidates: whether one of them is rare, or both
    have one wording. may_be_versions: whether the sieve lets them through. common_words: in order. link: what `compare` makes of
    them. stored: whether the link stands in the database. why: the answer in a sentence.
    """
    both = questions.versions(conn, [a, b])
    if missing := [quote for quote in (a, b) if quote not in {version.id for version in both}]:
        raise NotFoundError(f"no quotation {missing[0]!r}; ids are shown by: quotetrack trace")
    found = encode(
        [version.text for version in both],
        [version.name for version in both],
        [version.kind for version in both],
    )
    same = bool(found.fingerprints[0] == found.fingerprints[1])
    shared = np.array(shared_keys(*((version.text, version.name) for version in both)), np.uint32)
    entries = _entries(conn, shared)
    sizes = sorted(int((posting_lists.keys(entries) == key).sum()) for key in shared)
    candidates = same or any(size <= posting_lists.RARE_KEY_LIMIT for size in sizes)
    matcher = _matching(conn).classifier
    prefilter = Prefilter(found, matcher)
    likely = bool(same or prefilter.may_link(np.array([0]), np.array([1]))[0])
    made = compare.compare(both[0], both[-1], matcher, _frequencies(conn))
    stored = any({one.a, one.b} == {a, b} for one in questions.links_of(conn, [a], changes=False))
    return {
        "a": _shown(both[0]),
        "b": _shown(both[-1]),
        "speakers": agreement(both[0], both[-1]),
        "one_wording": same,
        "shared_keys": sizes,
        "candidates": candidates,
        "may_be_versions": likely,
        "common_words": compare.count_common_words(*both),
        "link": made
        and {
            "relation": made.relation,
            "score": made.score,
            "reason": made.reason,
            "changes": [change.as_row() for change in made.changes],
        },
        "stored": stored,
        "why": _why(both, candidates, likely, made, stored, questions.within(conn)),
    }


def _shown(version: Version) -> dict[str, Any]:
    return {
        "quote": version.id,
        "article": version.article_id,
        "text": version.text,
        "kind": version.kind,
        "speaker": version.name,
    }


def _why(
    both: Sequence[Version],
    candidates: bool,
    likely: bool,
    made: Link | None,
    stored: bool,
    within: int | None,
) -> str:
    """The answer in a sentence."""
    if stored and made:
        return f"linked: {made.relation}, {made.reason}"
    if both[0].article_id == both[-1].article_id:
        return "not linked: they stand in one article"
    if not candidates:
        return "not linked: all that they share is common, or they share nothing"
    if made is None:
        return "not linked: too little in common for their length and their speakers" + (
            "" if likely else ", as counting alone shows"
        )
    if not blocking.within_days(both[0], both[-1], within):
        return f"not linked: more than {within} days lie between them (link --within)"
    return "not linked here, though they would be by themselves: not linked yet, not stated, or of a wording that very many have"
