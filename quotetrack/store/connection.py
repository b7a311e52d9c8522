"""A connection for writing: the schema up to date, one writer at a time, errors in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from sqlite_utils import Database

from quotetrack.errors import StoreError
from quotetrack.store.migrations import NAMES, schema_migrations
from quotetrack.store.readonly import APPLICATION, WAIT, missing

__all__ = ["Database", "checkpoint", "connect", "inserted", "now", "plain_errors", "transaction"]

PAGE = 8192  # bytes of a page of a new file: two or three articles
CACHE = 65536  # KiB, so that the index of a large database is not read again and again
RETRY = 0.05  # seconds between attempts to put a new file into WAL mode

# what SQLite says -> what the user is told
MESSAGES = {
    "not a database": "not a quotetrack database; choose another file with --db",
    "readonly": "cannot be written; check the permissions of the file and of its folder",
    "unable to open": "cannot be opened; check the permissions of the file and of its folder",
    "locked": (
        f"locked by another program for more than {WAIT} seconds; "
        "wait until it is done and try again"
    ),
    "full": "the disk is full; make room and run the command again, nothing is half-written",
    "disk i/o": (
        "the disk reports an error; check the disk and its free space, nothing is half-written"
    ),
    "malformed": (
        "the file is damaged; restore a copy, or ingest the articles again into a new file"
    ),
}


def connect(path: str | Path, create: bool = True) -> Database:
    """The database at the path, ready for writing, its schema up to date.

    Raises StoreError if it is missing (without `create`), another program's, newer than this
    quotetrack, locked or not writable.
    """
    path = str(path)
    if path != ":memory:":
        _check_place(Path(path), create)
    with plain_errors(path):
        conn = sqlite3.connect(path, timeout=WAIT)
        try:
            _check_owner(conn, path)
            return _prepare(conn)
        except BaseException:
            conn.close()
            raise


def checkpoint(db: Database) -> None:
    """Move everything from the write-ahead log into the file, so that read-only readers see it."""
    with plain_errors(_path(db)):
        db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """One transaction around many writes, all or nothing; an inner one is part of the outer."""
    if db.conn.in_transaction:
        yield db
        return
    with plain_errors(_path(db)):
        db.conn.execute("begin immediate")
        try:
            yield db
            db.conn.execute("commit")
        except BaseException:
            db.conn.rollback()
            raise


@contextmanager
def plain_errors(path: str) -> Iterator[None]:
    """Turn database errors that a user can fix into a StoreError of one line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error).lower()
        message = next((text for sign, text in MESSAGES.items() if sign in said), None)
        if message is None:
            raise
        raise StoreError(f"{path}: {message}") from error


def inserted(cursor: sqlite3.Cursor) -> int:
    """The row number of the row just inserted."""
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def now() -> str:
    """The present second in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _check_place(path: Path, create: bool) -> None:
    """Raise StoreError if there can be no database at the path."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a database; name a file in it")
    if not path.exists() and not create:
        raise StoreError(missing(path))
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")


def _check_owner(conn: sqlite3.Connection, path: str) -> None:
    """Raise StoreError if the file is another program's or was made by a newer quotetrack."""
    conn.execute("begin")  # one snapshot: another program may be creating the file
    tables = conn.execute(
        "select count(*) from sqlite_master where name not like '\\_sqlite%' escape '\\'"
    ).fetchone()[0]
    mark = conn.execute("pragma application_id").fetchone()[0]
    conn.rollback()
    if mark != APPLICATION and (mark or tables):
        raise StoreError(f"{path}: a database of another program; choose another file with --db")
    version = conn.execute("pragma user_version").fetchone()[0]
    if version > len(NAMES):
        raise StoreError(
            f"{path}: made by a newer quotetrack (schema {version}, this one knows {len(NAMES)}); "
            "update with: pip install --upgrade quotetrack"
        )


def _prepare(conn: sqlite3.Connection) -> Database:
    """The connection in WAL mode with foreign keys on and every migration applied."""
    conn.execute(f"pragma page_size = {PAGE}")
    _use_write_ahead_log(conn)
    conn.execute("pragma synchronous = normal")
    conn.execute("pragma foreign_keys = on")
    conn.execute(f"pragma cache_size = -{CACHE}")
    db = Database(conn, execute_plugins=False)
    if conn.execute("pragma user_version").fetchone()[0] < len(NAMES):
        with transaction(db):  # two programs may create the same file at once
            schema_migrations().apply(db)
            conn.execute(f"pragma user_version = {len(NAMES)}")
    return db


def _use_write_ahead_log(conn: sqlite3.Connection) -> None:
    """Put a file into WAL mode, waiting for another program that does the same right now."""
    until = monotonic() + WAIT
    while True:
        try:
            conn.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:  # SQLite does not wait for this lock by itself
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(RETRY)


def _path(db: Database) -> str:
    return str(db.conn.execute("pragma database_list").fetchone()[2] or ":memory:")
