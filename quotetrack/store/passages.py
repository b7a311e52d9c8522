"""Passages as they are stored: every sentence, its fingerprint, and the links between fingerprints.

A fingerprint is a number that sentences with the same comparable words share, however many articles
print them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from quotetrack.records import Passage, Span
from quotetrack.store.connection import transaction
from quotetrack.store.sql import as_json, column

PREFIX_SHIFT = 16  # bits of a fingerprint below its prefix, which is what the index holds

# ---- the queue of articles


def pending(conn: sqlite3.Connection, limit: int) -> list[str]:
    """Articles whose passages are still to be found."""
    return column(
        conn, "select article_id from passages_pending order by article_id limit ?", limit
    )


def queue(conn: sqlite3.Connection, article_ids: Iterable[str]) -> None:
    """Have the passages of these articles found."""
    conn.executemany(
        "insert or ignore into passages_pending values (?)", [(id,) for id in article_ids]
    )


def forget_all(db: Database) -> None:
    """Delete all passages and their links; every article with sentences is queued again."""
    with transaction(db):
        for table in ("passages", "passage_links", "passage_index_segments"):
            db.conn.execute(f"delete from {table}")
        db.conn.execute("insert or ignore into passages_pending select article_id from sentences")


# ---- reading


def texts_with_sentences(
    conn: sqlite3.Connection, ids: Iterable[str]
) -> Iterator[tuple[str, str, list[Span], list[Span]]]:
    """For each article its id, text, sentences, and the spans of its stated quotations."""
    found = conn.execute(
        """select a.id, a.text, s.spans, (
            select json_group_array(json(content)) from quotes
            where article_id = a.id and modality = 'stated')
        from json_each(?) each cross join articles a on a.id = each.value
          left join sentences s on s.article_id = a.id""",
        (as_json(ids),),
    )
    for article_id, text, spans, contents in found:
        sentences = [(start, end) for start, end in json.loads(spans or "[]")]
        quoted = {(start, end) for content in json.loads(contents) for start, end in content}
        yield article_id, text, sentences, sorted(quoted)


def known_fingerprints(conn: sqlite3.Connection, fingerprints: Iterable[int]) -> set[int]:
    """Those of the fingerprints that a stored sentence has."""
    return set(
        column(
            conn,
            """select value from json_each(?)
            where exists (select 1 from passages where fingerprint = value)""",
            as_json(fingerprints),
        )
    )


def by_prefix(conn: sqlite3.Connection, prefixes: Iterable[int]) -> dict[int, str]:
    """The fingerprints that begin with these 32 bits, each with its sentence.

    Of several articles with the sentence, the wording of the one whose id comes first.
    """
    low = (1 << PREFIX_SHIFT) - 1
    found = conn.execute(
        f"""select p.fingerprint, substr(a.text, p.start + 1, p."end" - p.start), min(p.article_id)
        from json_each(?) each cross join passages p on p.fingerprint
            between each.value << {PREFIX_SHIFT} and each.value << {PREFIX_SHIFT} | {low}
          cross join articles a on a.id = p.article_id
        group by p.fingerprint""",
        (as_json(sorted(prefixes)),),
    )
    return {fingerprint: text for fingerprint, text, _ in found}


# ---- writing


def save(db: Database, article_ids: Sequence[str], passages: Iterable[tuple[str, Passage]]) -> None:
    """Write the passages of articles that had none and take the articles off the queue."""
    with transaction(db):
        db.conn.executemany(
            """insert into passages (article_id, start, "end", words, quoted, fingerprint)
            values (?, ?, ?, ?, ?, ?)""",
            (
                (article_id, p.start, p.end, p.words, p.quoted, p.fingerprint)
                for article_id, p in passages
            ),
        )
        db.conn.executemany(
            "delete from passages_pending where article_id = ?", [(id,) for id in article_ids]
        )


def save_links(db: Database, links: Iterable[tuple[int, int, str, float, str]]) -> None:
    """Write links between fingerprints: the smaller one, the larger, relation, score, reason."""
    with transaction(db):
        db.conn.executemany("insert or replace into passage_links values (?, ?, ?, ?, ?)", links)


def clear(conn: sqlite3.Connection, article_id: str) -> None:
    """Delete the passages of an article, and the links of sentences that no other article has."""
    fingerprints = conn.execute(
        """select distinct fingerprint from passages
        where article_id = ? and fingerprint is not null""",
        (article_id,),
    ).fetchall()
    for table in ("passages", "passages_pending"):
        conn.execute(f"delete from {table} where article_id = ?", (article_id,))
    for side in ("a", "b"):
        conn.executemany(
            f"""delete from passage_links where {side} = ?1
              and not exists (select 1 from passages where fingerprint = ?1)""",
            fingerprints,
        )
