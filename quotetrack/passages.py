"""Passages: sentences that several articles share, quoted or not, and how much of each article is shared.

Sentences with the same comparable words are one wording, however many articles print it. A new wording is compared with those
that share one of its marks: the eight of its word 2-grams, each with a content word in it, that come first by their hashes.
Two sentences with four tenths of their 2-grams in common share such a mark in 98 of 100 cases.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from quotetrack import ask, lexicon, link, store
from quotetrack.forms import forms
from quotetrack.marks import overlap
from quotetrack.records import Passage, Span, Version

LEAST = 6               # words; shorter sentences are common property
CAP = 200               # wordings that may share a mark
_MARKS = 8


def link_new(db: Any) -> None:
    """Finds the passages of the articles that were not read for them yet, and links their wordings; touches no other article."""
    for article_id in ask.unread(db.conn):
        with store.batch(db):
            text, sentences, quoted = ask.prose(db.conn, article_id)
            found = passages(text, sentences, quoted)
            words = {p.wording: text[p.start:p.end] for p in found if p.wording is not None}
            new = store.save_passages(db, article_id, found, {wording: marks(said) for wording, said in words.items()})
            for wording in new:
                near = ask.like_wordings(db.conn, wording, CAP)
                store.save_passage_links(db, links(wording, words[wording], near))


def passages(text: str, sentences: Iterable[Span], quoted: Sequence[Span]) -> list[Passage]:
    """The sentences of a text as passages; quoted: where its quotations are."""
    return [_passage(text, span, quoted) for span in sentences]


def _passage(text: str, span: Span, quoted: Sequence[Span]) -> Passage:
    words = forms(text[slice(*span)])
    covered = _covered(span, quoted)
    return Passage(*span, len(words), 2 * covered >= span[1] - span[0], _hash(" ".join(words), 6) if len(words) >= LEAST else None)


def _covered(span: Span, quoted: Sequence[Span]) -> int:
    """How many characters of a span lie in the others, which may overlap one another."""
    inside = sorted((max(span[0], s), min(span[1], e)) for s, e in quoted if overlap(span, (s, e)))
    covered, reached = 0, span[0]
    for start, end in inside:
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def marks(text: str) -> frozenset[int]:
    """What a wording is found by: of its word 2-grams that hold a content word, the eight with the smallest hashes."""
    words, small = forms(text), lexicon.words("small")
    pairs = {_hash(f"{a} {b}") for a, b in zip(words, words[1:], strict=False) if a not in small or b not in small}
    return frozenset(sorted(pairs)[:_MARKS])


def _hash(text: str, size: int = 8) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest(), "big") >> 1


def links(wording: int, text: str, near: Mapping[int, str]) -> Iterator[tuple[int, int, str, float, str]]:
    """The links of a wording with those near it, the smaller number first: relation, score and reason."""
    for other, words in sorted(near.items()):
        (a, one), (b, two) = sorted(((wording, text), (other, words)))
        if found := _linked(one, two):
            yield a, b, found.relation, found.score, found.reason


def _linked(a: str, b: str) -> Any:
    return next(link.passages([Version("a", "a", a, "passage")], [Version("b", "b", b, "passage")]), None)


def pairs(conn: Any, article: str | None = None, relation: str | None = None) -> Iterator[dict[str, Any]]:
    """The sentences that articles share, unless both are quotations, each pair with what changed from the one to the other."""
    for row in ask.passage_pairs(conn, article, relation):
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
        text, sentences, _ = ask.prose(conn, mine)
        total = sum(len(forms(text[slice(*span)])) for span in sentences)
        out.append({"name": mine, "with": other, **shares(total, ((r["relation"], len(forms(r[side]["text"]))) for r in found))})
    return out
