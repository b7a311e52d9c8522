"""A connection for questions only: it creates nothing, changes nothing and needs no library."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from quotetrack.errors import StoreError

APPLICATION = 0x51754F74  # "QuOt" in the file's header marks a database as ours
SCHEMA = 14  # number of migrations, kept in the header as user_version
WAIT = 30  # seconds to wait for another program's lock
MODES = ("mode=rw", "mode=ro&immutable=1")  # the second if the folder cannot be written


def connect(path: str | Path) -> sqlite3.Connection:
    """A read-only connection to the database at the path.

    Raises StoreError if it is missing, not a quotetrack database, or of another schema version.
    """
    path = Path(path)
    if not path.is_file():
        raise StoreError(missing(path))
    try:
        conn = _open(path)
        mark, version = _header(conn)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: not a quotetrack database, or not readable ({error}); "
            "choose another with --db"
        ) from error
    problem = _problem(mark, version)
    if problem:
        conn.close()
        raise StoreError(f"{path}: {problem}")
    return conn


def missing(path: str | Path) -> str:
    """The error message for a path at which there is no database."""
    return f"{path}: no such database; make one with: quotetrack ingest FILE --db {path}"


def is_ours(conn: sqlite3.Connection) -> bool:
    """True for a quotetrack database of the schema version that these questions fit."""
    return _header(conn) == (APPLICATION, SCHEMA)


def has_full_text_search() -> bool:
    """True if this Python's SQLite was built with FTS5."""
    conn = sqlite3.connect(":memory:")
    found = conn.execute("select sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]
    conn.close()
    return bool(found)


def changes_by_others(conn: sqlite3.Connection) -> int:
    """A number that changes when another program writes to the database."""
    return int(conn.execute("pragma data_version").fetchone()[0])


def _header(conn: sqlite3.Connection) -> tuple[int, int]:
    """The application mark and the schema version in the file's header."""
    mark = conn.execute("pragma application_id").fetchone()[0]
    version = conn.execute("pragma user_version").fetchone()[0]
    return mark, version


def _problem(mark: int, version: int) -> str | None:
    """What keeps a database with this header from being asked."""
    if mark != APPLICATION:
        return "not a quotetrack database; choose another file with --db"
    if version > SCHEMA:
        return "made by a newer quotetrack; update with: pip install --upgrade quotetrack"
    if version < SCHEMA:
        return "made by an older quotetrack; bring it up to date with: quotetrack ingest"
    return None


def _open(path: Path) -> sqlite3.Connection:
    """The opened file; a file in a folder that cannot be written is opened as immutable."""
    for mode in MODES:
        uri = f"{path.absolute().as_uri()}?{mode}"
        conn = sqlite3.connect(uri, uri=True, timeout=WAIT)
        with suppress(sqlite3.OperationalError):
            conn.execute("pragma query_only = on")
            conn.execute("select count(*) from sqlite_master").fetchone()
            return conn
        conn.close()
    raise sqlite3.OperationalError("unable to open it")
