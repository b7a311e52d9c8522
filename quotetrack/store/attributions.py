"""Questions about attributions: the same words under two speakers, and what surrounds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from quotetrack.store.sql import (
    BY_CLAIM,
    BY_NUMBER,
    Row,
    as_json,
    column,
    quotations,
    scalar,
)

AROUND = 250  # characters before and after a quotation in which names are looked for
AGREEING = "('same', 'compatible')"  # speakers who are taken for one, whatever their ids


def disagreements(
    conn: sqlite3.Connection, article: str | None = None
) -> Iterator[tuple[Row, Row, Row]]:
    """Linked quotations that are attributed to different speakers, and their link.

    The link has relation and score; the surest come first.
    """
    found = conn.execute(
        f"""select l.a, l.b, l.relation, l.score from links l
          join attributions s on s.quote = l.a
          join attributions t on t.quote = l.b and t.speaker_id <> s.speaker_id
          join quotes x on x.number = l.a join quotes y on y.number = l.b
        where l.speaker_agreement not in {AGREEING}
          and (:article is null or :article in (x.article_id, y.article_id))
        order by l.score desc, x.article_id, x.ordinal, y.article_id, y.ordinal""",
        {"article": article},
    ).fetchall()
    for a, b, relation, score in found:
        sides = {row["number"]: row for row in quotations(conn, BY_NUMBER, (a, b))}
        yield sides[a], sides[b], {"relation": relation, "score": score}


def with_surroundings(conn: sqlite3.Connection, row: Row) -> Row:
    """A quotation with the words around it, and the other speakers of its words in its article."""
    around = scalar(
        conn,
        "select substr(text, max(1, ? - ? + 1), ?) from articles where id = ?",
        row["start"],
        AROUND,
        row["end"] - row["start"] + 2 * AROUND,
        row["article"],
    )
    others = column(
        conn,
        """select distinct coalesce(s.name, t.name)
        from quotes q join attributions t on t.quote = q.number
          left join speakers s on s.id = t.speaker_id
        where q.article_id = ? and q.start < ? and q."end" > ? and q.number <> ?
          and coalesce(s.name, t.name) is not null""",
        row["article"],
        row["end"],
        row["start"],
        row["number"],
    )
    return row | {"around": around, "others": others}


def articles_with(conn: sqlite3.Connection, claim: str, speaker: str) -> int:
    """How many articles attribute a claim to this speaker."""
    number: int = scalar(
        conn,
        f"""select count(distinct q.article_id) from {BY_CLAIM}
          join attributions t on t.quote = q.number
        where t.speaker_id = ?""",
        as_json([claim]),
        speaker,
    )
    return number
