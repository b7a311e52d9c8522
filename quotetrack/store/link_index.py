"""The index by which quotations with common words find each other.

A fingerprint is a number that quotations with the same words of the same speaker share. The index
holds sorted 64-bit entries (blocking key and fingerprint) as blobs: chunks of segments, which are
merged as they grow, as in a log-structured merge tree. What the entries mean is the linker's
business. Sentences have an index of the same form (`PASSAGES`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlite_utils import Database

from quotetrack.store.connection import inserted, transaction
from quotetrack.store.sql import IN_LIST, SPEAKER_OF_Q, as_json, column

Chunk = tuple[int, bytes]  # the first key, and sorted entries
Merge = Callable[[list[bytes]], Iterable[Chunk]]  # sorted chunks made of the contents of others
QUOTATIONS = "link_index"
PASSAGES = "passage_index"
ENTRY = 8  # bytes
# tuned for writing speed on a million quotations
FANOUT = 8  # segments of one level that are merged into one of the next
LARGEST = 4_000_000  # entries of a segment that is made by merging
MANY_KEYS = 20_000  # from which all chunks are read rather than looked up

# ---- quotations by fingerprint


def waiting(
    conn: sqlite3.Connection, limit: int
) -> list[tuple[int, str, str, str | None, int | None]]:
    """Quotations that wait to be linked: number, id, text, speaker's name, and their fingerprint
    if they were indexed before."""
    return conn.execute(
        f"""select q.number, q.id, q.text, coalesce(s.name, t.name), q.fingerprint
        from links_pending cross join quotes q on q.number = links_pending.quote {SPEAKER_OF_Q}
        order by q.number limit ?""",
        (limit,),
    ).fetchall()


def indexed(conn: sqlite3.Connection, fingerprints: Iterable[int]) -> list[int]:
    """Those of the fingerprints that a quotation has."""
    return column(
        conn,
        """select value from json_each(?)
        where exists (select 1 from quotes where fingerprint = value)""",
        as_json(fingerprints),
    )


def shared_by(
    conn: sqlite3.Connection, fingerprints: Iterable[int], more_than: int = 1
) -> list[int]:
    """Those of the fingerprints that more than so many quotations have."""
    return column(
        conn,
        """select value from json_each(?)
        where (select count(*) from quotes where fingerprint = value) > ?""",
        as_json(fingerprints),
        more_than,
    )


def sharing(conn: sqlite3.Connection, fingerprint: int) -> list[int]:
    """The row numbers of the quotations with a fingerprint, in order of their ids."""
    return column(conn, "select number from quotes where fingerprint = ? order by id", fingerprint)


def members(conn: sqlite3.Connection, fingerprints: Iterable[int]) -> list[tuple[int, int, str]]:
    """The quotations with these fingerprints: fingerprint, row number and id."""
    return conn.execute(
        """select q.fingerprint, q.number, q.id
        from json_each(?) each cross join quotes q on q.fingerprint = each.value""",
        (as_json(fingerprints),),
    ).fetchall()


def texts(
    conn: sqlite3.Connection, fingerprints: Iterable[int]
) -> list[tuple[int, str, str | None]]:
    """For each fingerprint the text and the speaker's name of one quotation that has it."""
    return conn.execute(
        f"""select each.value, q.text, coalesce(s.name, t.name)
        from json_each(?) each cross join quotes q
          on q.number = (select min(number) from quotes where fingerprint = each.value)
        {SPEAKER_OF_Q}""",
        (as_json(fingerprints),),
    ).fetchall()


def kinds(conn: sqlite3.Connection, fingerprints: Iterable[int]) -> list[tuple[int, int]]:
    """For each fingerprint a sum: 1 if a quotation with it is direct, 2 indirect, 4 mixed, 8 if
    one has several spans or lines."""
    return conn.execute(
        """select each.value, max(q.kind = 'direct') + 2 * max(q.kind = 'indirect')
          + 4 * max(q.kind = 'mixed')
          + 8 * max(instr(q.text, ' ... ') > 0 or instr(q.text, char(10)) > 0)
        from json_each(?) each cross join quotes q on q.fingerprint = each.value
        group by each.value""",
        (as_json(fingerprints),),
    ).fetchall()


def linked_among(conn: sqlite3.Connection, fingerprints: Iterable[int]) -> list[int]:
    """The row numbers of quotations with these fingerprints that are linked with one another."""
    ids = as_json(fingerprints)
    found = conn.execute(
        f"""select a.number, b.number
        from json_each(?) each cross join quotes a on a.fingerprint = each.value
          cross join links on links.a = a.number cross join quotes b on b.number = links.b
        where b.fingerprint in {IN_LIST}""",
        (ids, ids),
    )
    return sorted({number for pair in found for number in pair})


def save_fingerprints(db: Database, pairs: Iterable[tuple[int, int]]) -> None:
    """Give quotations their fingerprints: pairs of fingerprint and row number."""
    with transaction(db):
        given = list(pairs)
        db.conn.executemany("update quotes set fingerprint = ? where number = ?", given)
        db.conn.executemany(
            "delete from retired_fingerprints where fingerprint = ?",
            [(fingerprint,) for fingerprint, _ in given],
        )


# ---- fingerprints that no quotation has any more, though entries of the index still name them


def fingerprints_in(conn: sqlite3.Connection, article_id: str) -> list[tuple[int, str, str | None]]:
    """The fingerprints of an article's quotations, each with the text and the speaker's name."""
    return conn.execute(
        f"""select q.fingerprint, q.text, coalesce(s.name, t.name) from quotes q {SPEAKER_OF_Q}
        where q.article_id = ? and q.fingerprint is not null""",
        (article_id,),
    ).fetchall()


def retire(conn: sqlite3.Connection, candidates: Iterable[tuple[int, str, str | None]]) -> None:
    """Record those of the fingerprints that no quotation has any more."""
    conn.executemany(
        """insert or replace into retired_fingerprints select ?1, ?2, ?3
        where not exists (select 1 from quotes where fingerprint = ?1)""",
        candidates,
    )


def retired(conn: sqlite3.Connection) -> list[int]:
    """The fingerprints in the index that no quotation has any more, in order."""
    return column(conn, "select fingerprint from retired_fingerprints order by fingerprint")


def newly_retired(conn: sqlite3.Connection) -> list[tuple[int, str, str | None]]:
    """Those that the linker has not dealt with yet, each with its text and speaker's name."""
    return conn.execute(
        """select fingerprint, text, name from retired_fingerprints
        where text is not null order by fingerprint"""
    ).fetchall()


def settle_retired(db: Database) -> None:
    """Record that the linker has dealt with all retired fingerprints."""
    db.conn.execute("update retired_fingerprints set text = null, name = null")


# ---- segments and chunks


def chunks_for(conn: sqlite3.Connection, keys: Sequence[int], index: str = QUOTATIONS) -> list[int]:
    """The chunks of an index that may hold these keys; all chunks, if the keys are many.

    Of a key that fills several chunks only the first three: it is common, whatever they hold.
    """
    if len(keys) > MANY_KEYS:
        return column(conn, f"select id from {index}_chunks order by id")
    return column(
        conn,
        f"""with wanted as materialized (
          select s.id as segment, k.value as key
          from {index}_segments s cross join json_each(?) k)
        select (select id from {index}_chunks c
            where c.segment = wanted.segment and first < key
            order by first desc, id desc limit 1) as id
          from wanted where id is not null
        union select c.id from wanted cross join {index}_chunks c on c.id in (
          select id from {index}_chunks d
          where d.segment = wanted.segment and d.first = wanted.key order by d.id limit 2)
        order by 1""",
        as_json(keys),
    )


def chunks(conn: sqlite3.Connection, ids: Iterable[int], index: str = QUOTATIONS) -> list[bytes]:
    """The entries of these chunks."""
    return column(
        conn,
        f"""select entries from json_each(?) each
          cross join {index}_chunks c on c.id = each.value""",
        as_json(ids),
    )


def add_segment(
    db: Database, chunks: Iterable[Chunk], merge: Merge, index: str = QUOTATIONS, level: int = 0
) -> None:
    """Add sorted chunks to an index as one segment.

    As soon as a level has FANOUT segments they become one of the next, up to a size. merge: gives
    the chunks of several segments as those of one.
    """
    with transaction(db):
        size = _insert_segment(db.conn, chunks, index, level)
        if not size:
            return
        segments = column(
            db.conn,
            f"select id from {index}_segments where level = ? and size <= ?",
            level,
            LARGEST // FANOUT,
        )
        if len(segments) >= FANOUT:
            blobs = _take(db.conn, segments, index)
            add_segment(db, merge(blobs), merge, index, level + 1)


def _insert_segment(
    conn: sqlite3.Connection, chunks: Iterable[Chunk], index: str, level: int
) -> int:
    """Write a segment; returns its number of entries. Nothing is written if there are none."""
    row = conn.execute(f"insert into {index}_segments (level, size) values (?, 0)", (level,))
    segment, size = inserted(row), 0

    def rows() -> Iterator[tuple[int, int, bytes]]:
        nonlocal size
        for first, entries in chunks:
            size += len(entries) // ENTRY
            yield segment, first, entries

    conn.executemany(
        f"insert into {index}_chunks (segment, first, entries) values (?, ?, ?)", rows()
    )
    if size:
        conn.execute(f"update {index}_segments set size = ? where id = ?", (size, segment))
    else:
        conn.execute(f"delete from {index}_segments where id = ?", (segment,))
    return size


def _take(conn: sqlite3.Connection, segments: Sequence[int], index: str) -> list[bytes]:
    """The contents of segments, which are deleted."""
    which = as_json(segments)
    blobs = column(conn, f"select entries from {index}_chunks where segment in {IN_LIST}", which)
    conn.execute(f"delete from {index}_segments where id in {IN_LIST}", (which,))
    return blobs
