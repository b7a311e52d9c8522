"""Articles side by side: the sentences they share, what changed in them, and how much is shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from quotetrack.language.tokens import forms
from quotetrack.linking.compare import compare_passages
from quotetrack.records import Link, Version
from quotetrack.store import shared_passages
from quotetrack.store.versions import article_text, reversed_change

Row = dict[str, Any]


def compare(conn: Connection, a: str, b: str) -> list[Row]:
    """The sentences that two stored articles share, as `links` shows pairs, in the order of a.

    Raises NotFoundError if one of the articles is not stored.
    """
    ours, theirs = _sentences(conn, a), _sentences(conn, b)
    sides = {version.id: _side(version) for version in (*ours, *theirs)}
    return [_with_first(_as_row(link, sides), a) for link in compare_passages(ours, theirs)]


def share_of_each(
    conn: Connection, a: str, b: str, pairs: Iterable[Mapping[str, Any]]
) -> list[Row]:
    """How many words of each of two articles the other has, given what `compare` found."""
    found = list(pairs)
    return [_share(conn, a, b, "a", found), _share(conn, b, a, "b", found)]


def shared_sentences(
    conn: Connection, article: str | None = None, relation: str | None = None
) -> Iterator[Row]:
    """The sentences that articles share, unless both are quotations, and what changed in each."""
    for row in shared_passages.passage_pairs(conn, article, relation):
        left = Version("a", "a", row["a"]["text"], "passage")
        right = Version("b", "b", row["b"]["text"], "passage")
        link = next(compare_passages([left], [right]), None)
        yield row | {"changes": [change.as_row() for change in link.changes] if link else []}


def _share(
    conn: Connection, article: str, other: str, side: str, pairs: Sequence[Mapping[str, Any]]
) -> Row:
    sentences = _sentences(conn, article)
    words = sum(len(forms(sentence.text)) for sentence in sentences)
    shared = {"verbatim": 0, "rewritten": 0}
    for row in pairs:
        kind = "verbatim" if row["relation"] == "verbatim" else "rewritten"
        shared[kind] += len(forms(row[side]["text"]))
    own = words - sum(shared.values())
    return {"name": article, "with": other, "words": words, **shared, "own": own}


def _sentences(conn: Connection, article_id: str) -> list[Version]:
    text = article_text(conn, article_id)
    return [
        Version(f"{article_id}:{start}-{end}", article_id, text[start:end], "passage")
        for start, end in shared_passages.sentences(conn, article_id)
    ]


def _side(version: Version) -> Row:
    start, end = version.id.rsplit(":", 1)[1].split("-")
    return {
        "article": version.article_id,
        "start": int(start),
        "end": int(end),
        "text": version.text,
        "speaker": None,
    }


def _as_row(link: Link, sides: Mapping[str, Row]) -> Row:
    """A link as JSON has it."""
    return {
        "a": sides[link.a],
        "b": sides[link.b],
        "relation": link.relation,
        "score": link.score,
        "reason": link.reason,
        "changes": [change.as_row() for change in link.changes],
    }


def _with_first(row: Row, article: str) -> Row:
    """The row with this article as its side a."""
    if row["a"]["article"] == article:
        return row
    changes = [reversed_change(change) for change in row["changes"]]
    return row | {"a": row["b"], "b": row["a"], "changes": changes}
