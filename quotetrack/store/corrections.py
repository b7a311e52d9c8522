"""What people decide and no run of the machine touches: judgements, and settings of a database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from sqlite_utils import Database

from quotetrack.store.connection import inserted, now, transaction
from quotetrack.store.sql import Row, rows, scalar

MAX_DAYS = "link within days"  # names of settings
EMBEDDINGS = "link by the embeddings of"

# ---- judgements


def judge(db: Database, kind: str, subjects: Sequence[str], value: object = None) -> int:
    """Record a person's decision; returns its number, by which it can be undone."""
    with transaction(db):
        return inserted(
            db.conn.execute(
                "insert into judgements (kind, subjects, value, made_at) values (?, ?, ?, ?)",
                (kind, json.dumps(list(subjects)), json.dumps(value), now()),
            )
        )


def undo(db: Database, judgement: int) -> bool:
    """Take a decision back but keep the record of it; False if there is none to take back."""
    with transaction(db):
        done = db.conn.execute(
            "update judgements set undone_at = ? where id = ? and undone_at is null",
            (now(), judgement),
        )
        return int(done.rowcount) == 1


def judgements(conn: sqlite3.Connection, kind: str | None = None) -> list[Row]:
    """The decisions that hold, in the order in which they were made."""
    found = rows(
        conn,
        """select id, kind, subjects, value, made_at from judgements
        where undone_at is null and (:kind is null or kind = :kind) order by id""",
        kind=kind,
    )
    return [
        row | {"subjects": json.loads(row["subjects"]), "value": json.loads(row["value"])}
        for row in found
    ]


# ---- settings


def max_days(conn: sqlite3.Connection) -> int | None:
    """How many days may lie between linked quotations; None for any number."""
    value = _setting(conn, MAX_DAYS)
    return int(value) if value else None


def embedding_model(conn: sqlite3.Connection) -> str | None:
    """The model whose sentence embeddings are evidence for links; None for no embeddings."""
    return _setting(conn, EMBEDDINGS)


def set_max_days(db: Database, days: int | None) -> None:
    """Link only what is this many days apart at most; None for any number."""
    _save_setting(db, MAX_DAYS, None if days is None else str(days))


def set_embedding_model(db: Database, model: str | None) -> None:
    """Use the sentence embeddings of this model as evidence for links; None for no embeddings."""
    _save_setting(db, EMBEDDINGS, model)


def _setting(conn: sqlite3.Connection, name: str) -> str | None:
    value: str | None = scalar(conn, "select value from settings where name = ?", name)
    return value


def _save_setting(db: Database, name: str, value: str | None) -> None:
    with transaction(db):
        db.conn.execute("delete from settings where name = ?", (name,))
        if value is not None:
            db.conn.execute("insert into settings values (?, ?)", (name, value))
