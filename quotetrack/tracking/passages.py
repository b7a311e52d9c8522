"""Passages: sentences that several articles share, quoted or not, and how much of each article is shared.

Sentences with the same comparable words are one wording, however many articles print it. A new wording is compared with those
that share one of its marks (footprints.py), if that is not a common one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.language.quotation_marks import overlap
from quotetrack.language.token_cache import forms
from quotetrack.linking import compare, posting_lists
from quotetrack.linking.sentence_shingles import postings, prefix, shingles
from quotetrack.linking.vocabulary import Vocabulary
from quotetrack.records import Passage, Span, Version
from quotetrack.store import questions, writes

LEAST = 6  # words; shorter sentences are common property
AT_ONCE = 5_000  # articles read in one transaction
COMPARED = 200_000  # pairs of sentences compared at a time
CHUNKS = 10_000  # of the index, read at a time


def link_new(db: Any) -> None:
    """Finds the passages of the articles that were not read for them yet, and links their wordings; touches no other article."""
    while ids := questions.unread(db.conn, AT_ONCE):
        with writes.batch(db):
            _read(db, ids)


def _read(db: Any, ids: Sequence[str]) -> None:
    told = list(questions.prose(db.conn, ids))
    rows = [forms(text[start:end]) for _, text, sentences, _ in told for start, end in sentences]
    wordings, owner, marks = shingles(rows, Vocabulary())
    each = zip(map(len, rows), wordings.tolist(), strict=True)
    found = [
        (article_id, passage)
        for article_id, _, sentences, quoted in told
        for passage in _passages(sentences, quoted, each)
    ]
    wanted = {passage.wording for _, passage in found if passage.wording is not None}
    new = wanted - questions.known_wordings(db.conn, wanted)
    writes.save_passages(db, ids, found)
    fresh = np.isin(wordings, np.array(sorted(new), np.int64))[owner]
    mine = posting_lists.sorted_unique(postings(wordings, owner[fresh], marks[fresh]))
    writes.add_entries(db, mine, index="passage")
    pairs = posting_lists.candidate_pairs(
        [_among(db.conn, np.unique(posting_lists.keys(mine)))],
        np.unique(posting_lists.fingerprints(mine)),
    )
    said = dict(zip(wordings.tolist(), rows, strict=True))
    for start in range(0, len(pairs), COMPARED):
        writes.save_passage_links(db, _links(db.conn, pairs[start : start + COMPARED], new, said))


def _among(conn: Connection, keys: np.ndarray) -> posting_lists.Postings:
    """What the index has for these marks."""
    chosen = questions.chunks_for(conn, keys.tolist(), "passage")
    kept = []
    for start in range(0, len(chosen), CHUNKS):
        found = posting_lists.from_chunks(
            questions.chunks(conn, chosen[start : start + CHUNKS], "passage")
        )
        kept.append(found[posting_lists.contained(posting_lists.keys(found), keys)])
    return posting_lists.merge(kept)


def _links(
    conn: Connection, pairs: posting_lists.Postings, new: set[int], said: dict[int, Sequence[str]]
) -> Iterator[tuple[int, int, str, float, str]]:
    """The links among pairs of wordings, given by their first bits, of which one is new; the smaller wording first.

    said: the words of wordings, as far as known; others are added.
    """
    left, right = (pairs >> np.uint64(32)).tolist(), (pairs & np.uint64(0xFFFFFFFF)).tolist()
    known = questions.wordings_from(conn, {*left, *right})
    by_stem: dict[int, list[int]] = {}
    for wording in known:
        by_stem.setdefault(prefix(wording), []).append(wording)
    met = [
        (min(a, b), max(a, b))
        for one, other in zip(left, right, strict=True)
        for a in by_stem.get(one, ())
        for b in by_stem.get(other, ())
        if a in new or b in new
    ]
    said.update(
        {
            wording: forms(known[wording])
            for wording in {wording for pair in met for wording in pair} - said.keys()
        }
    )
    common = (
        process.cpdist(
            [said[a] for a, _ in met], [said[b] for _, b in met], scorer=LCSseq.similarity
        )
        if met
        else ()
    )
    for (a, b), both in zip(met, common, strict=True):
        if 2 * both >= min(len(said[a]), len(said[b])) and (
            found := _related(known[a], known[b], int(both))
        ):
            yield a, b, *found


def _related(a: str, b: str, common: int) -> tuple[str, float, str] | None:
    """The relation of two sentences with so many words in common, with its score and reason."""
    found = compare.compare_sentences(a, b, common)
    return found and (found.name, round(found.score, 3), found.evidence)


def passages(text: str, sentences: Sequence[Span], quoted: Sequence[Span]) -> list[Passage]:
    """The sentences of a text as passages; quoted: where its quotations are."""
    rows = [forms(text[start:end]) for start, end in sentences]
    return list(
        _passages(
            sentences,
            quoted,
            zip(map(len, rows), shingles(rows, Vocabulary())[0].tolist(), strict=True),
        )
    )


def _passages(
    sentences: Sequence[Span], quoted: Sequence[Span], told: Iterable[tuple[int, int]]
) -> Iterator[Passage]:
    """The sentences of an article as passages; told: how many words each has, and its wording."""
    for span, (words, wording) in zip(sentences, told, strict=False):
        yield Passage(
            *span,
            words,
            2 * _covered(span, quoted) >= span[1] - span[0],
            wording if words >= LEAST else None,
        )


def _covered(span: Span, quoted: Sequence[Span]) -> int:
    """How many characters of a span lie in the others, which may overlap one another."""
    inside = sorted((max(span[0], s), min(span[1], e)) for s, e in quoted if overlap(span, (s, e)))
    covered, reached = 0, span[0]
    for start, end in inside:
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _linked(a: str, b: str) -> Any:
    return next(
        compare.compare_passages(
            [Version("a", "a", a, "passage")], [Version("b", "b", b, "passage")]
        ),
        None,
    )


def pairs(
    conn: Any, article: str | None = None, relation: str | None = None
) -> Iterator[dict[str, Any]]:
    """The sentences that articles share, unless both are quotations, each pair with what changed from the one to the other."""
    for row in questions.passage_pairs(conn, article, relation):
        found = _linked(row["a"]["text"], row["b"]["text"])
        changes = [change.as_row() for change in found.changes] if found else []
        yield row | {"changes": changes}


def shares(words: int, sides: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many of an article's words are verbatim, rewritten and its own: from the relation and words of each shared sentence."""
    counts = {"verbatim": 0, "rewritten": 0}
    for relation, size in sides:
        counts["verbatim" if relation == "verbatim" else "rewritten"] += size
    return {"words": words, **counts, "own": words - sum(counts.values())}


def compared(conn: Any, a: str, b: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How much of each of two articles the other has, from the passages that `track.compare` found."""
    found = list(rows)
    out = []
    for side, mine, other in (("a", a, b), ("b", b, a)):
        ((_, text, sentences, _),) = questions.prose(conn, [mine])
        total = sum(len(forms(text[slice(*span)])) for span in sentences)
        out.append(
            {
                "name": mine,
                "with": other,
                **shares(total, ((r["relation"], len(forms(r[side]["text"]))) for r in found)),
            }
        )
    return out
