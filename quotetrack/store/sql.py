"""Pieces of SQL and helpers that all questions share.

Each query starts from a short list of ids, and `cross join` keeps SQLite from starting elsewhere,
so that no question reads every row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

IN_LIST = "(select value from json_each(?))"
BY_NUMBER = "json_each(?) each cross join quotes q on q.number = each.value"
BY_ID = "json_each(?) each cross join quotes q on q.id = each.value"
# a claim of one quotation has that quotation's id and no row of its own
BY_CLAIM = """json_each(?) each cross join quotes q on q.number in (
  select quote from claim_quotes where claim_id = each.value
  union all select number from quotes where id = each.value
    and not exists (select 1 from claim_quotes where quote = number))"""
BY_SPEAKER = """json_each(?) each
  cross join attributions m on m.speaker_id = each.value
  cross join quotes q on q.number = m.quote"""
BY_ARTICLE = "json_each(?) each cross join quotes q on q.article_id = each.value"
SPEAKER_OF_Q = """left join attributions t on t.quote = q.number
  left join speakers s on s.id = t.speaker_id"""
QUOTATIONS = """
select q.number, q.id as quote, coalesce(cq.claim_id, q.id) as claim, q.article_id as article,
  a.outlet, a.date, a.title, a.url, q.start, q."end", q.text, q.kind, q.modality, q.nested,
  q.source_text as speaker_as_printed, q.cue_text as cue, q.score as quote_score,
  q.reason as quote_reason, t.speaker_id, t.name as called, coalesce(s.name, t.name) as speaker,
  coalesce(s.kind, t.kind, 'unknown') as speaker_kind, t.descriptor, t.score as speaker_score,
  t.reason as speaker_reason
from {start}
  join articles a on a.id = q.article_id
  left join claim_quotes cq on cq.quote = q.number
  {speaker}
{then}
"""


def rows(conn: sqlite3.Connection, sql: str, *values: object, **named: object) -> list[Row]:
    """The rows of a query as dicts."""
    cursor = conn.execute(sql, named or values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def column(conn: sqlite3.Connection, sql: str, *values: object) -> list[Any]:
    """The first column of a query."""
    return [row[0] for row in conn.execute(sql, values)]


def scalar(conn: sqlite3.Connection, sql: str, *values: object) -> Any:
    """The first value of a query's first row; None if there is no row."""
    row = conn.execute(sql, values).fetchone()
    return row[0] if row else None


def as_json(values: Iterable[object]) -> str:
    """A list for `json_each`, so that a query takes any number of values."""
    return json.dumps(list(values))


def quotations(
    conn: sqlite3.Connection, start: str, ids: Iterable[object], then: str = "", *values: object
) -> list[Row]:
    """Quotations with their article and speaker.

    start: one of the BY_* joins, which says what `ids` are: row numbers, ids, claims, speakers or
    articles. then: further conditions and the order, with their values.
    """
    query = QUOTATIONS.format(start=start, speaker=SPEAKER_OF_Q, then=then)
    return rows(conn, query, as_json(ids), *values)
