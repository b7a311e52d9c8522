"""Questions about passages: which sentences articles share, and how much of each is shared."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from quotetrack.records import Span
from quotetrack.store.sql import Row, rows, scalar

SIDE = """select p.article_id as article, a.outlet, a.date, p.start, p."end",
  substr(a.text, p.start + 1, p."end" - p.start) as text, null as speaker
from passages p join articles a on a.id = p.article_id where p.number = ?"""
PAIRS = """with pair as (
  select x.number as x, y.number as y, 'verbatim' as relation, 1.0 as score, 'same words' as reason
    from passages x join passages y on y.fingerprint = x.fingerprint
    where x.article_id < y.article_id and {wanted}
  union all select x.number, y.number, l.relation, l.score, l.reason
    from passage_links l join passages x on x.fingerprint = l.a
      join passages y on y.fingerprint = l.b
    where {wanted})
select pair.* from pair join passages p on p.number = pair.x join passages q on q.number = pair.y
where (:relation is null or relation = :relation)
order by min(p.article_id, q.article_id), iif(p.article_id < q.article_id, p.start, q.start),
  max(p.article_id, q.article_id)"""
SENTENCES = """with sentence as (
  select p.number, p.words, p.fingerprint, {name} as name
  from passages p join articles a on a.id = p.article_id {where})"""
SHARED = """, held as (
    select distinct p.fingerprint, {name} as name
    from passages p join articles a on a.id = p.article_id where p.fingerprint is not null),
  near as (select a as mine, b as yours from passage_links
    union all select b, a from passage_links),
  pairs as (
    select sentence.*, held.name as other, 1 as same
      from sentence join held
        on held.fingerprint = sentence.fingerprint and held.name <> sentence.name
    union all select sentence.*, held.name, 0
      from sentence join near on near.mine = sentence.fingerprint
        join held on held.fingerprint = near.yours and held.name <> sentence.name),
  best as (
    select number, name, words, {other} as other, max(same) as same from pairs group by number, 4)
select name, other, sum(words * same) as verbatim, sum(words * (1 - same)) as rewritten
from best group by name, other order by name, sum(words) desc, other"""


def sentences(conn: sqlite3.Connection, article_id: str) -> list[Span]:
    """Where an article's sentences are."""
    spans = scalar(conn, "select spans from sentences where article_id = ?", article_id)
    return [(start, end) for start, end in json.loads(spans or "[]")]


def passage_pairs(
    conn: sqlite3.Connection, article: str | None = None, relation: str | None = None
) -> Iterator[Row]:
    """Pairs of sentences that articles share, unless both are quotations, in order of article."""
    wanted = "x.article_id <> y.article_id and not (x.quoted and y.quoted)"
    if article is not None:
        wanted += " and (:article in (x.article_id, y.article_id))"
    values = {"article": article, "relation": relation}
    for x, y, kind, score, reason in conn.execute(PAIRS.format(wanted=wanted), values):
        sides = (rows(conn, SIDE, x)[0], rows(conn, SIDE, y)[0])
        a, b = sorted(sides, key=lambda side: (side["article"], side["start"]))
        yield {"a": a, "b": b, "relation": kind, "score": score, "reason": reason}


def shared_words(conn: sqlite3.Connection, article: str | None = None) -> list[Row]:
    """How many words each outlet (or one article) shares with others, and with whom.

    A sentence counts with all its words: verbatim where another has the same words. `with` None
    stands for all others together; what is neither verbatim nor rewritten there is the outlet's
    own. The largest shares come first.
    """
    name, where = "coalesce(a.outlet, a.id)", ""
    if article is not None:
        name, where = "a.id", "where a.id = :article"
    own = SENTENCES.format(name=name, where=where)
    values = {"article": article}
    totals = dict(
        conn.execute(
            f"{own} select name, sum(words) from sentence group by name", values
        ).fetchall()
    )
    found = [
        row
        for other in ("null", "other")
        for row in rows(conn, own + SHARED.format(name=name, other=other), article=article)
    ]
    alone = totals.keys() - {row["name"] for row in found}
    found += [{"name": name, "other": None, "verbatim": 0, "rewritten": 0} for name in alone]
    shares = [_share(row, totals[row["name"]]) for row in found]
    return sorted(shares, key=lambda row: (row["name"], row["with"] is not None))


def _share(row: Row, words: int) -> Row:
    return {
        "name": row["name"],
        "with": row["other"],
        "words": words,
        "verbatim": row["verbatim"],
        "rewritten": row["rewritten"],
        "own": words - row["verbatim"] - row["rewritten"],
    }
