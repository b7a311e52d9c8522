"""What quotetrack needs of a machine, checked one by one."""

from __future__ import annotations

import importlib.metadata
import sqlite3
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.records import Article
from quotetrack.store import listings, readonly

PACKAGES = ("stanza", "torch", "tokenizers", "rapidfuzz", "sqlite-utils", "typer")
SENTENCE = '"The bridge will open in May," said Mayor Ann Lee.'


def checks(db: Path) -> list[dict[str, Any]]:
    """Each check with what was found: packages, SQLite's full-text search, the shipped parser at work, the database."""
    return [*(_package(name) for name in PACKAGES), _sqlite(), _parser(), _database(db)]


def _check(what: str, ok: bool, found: str) -> dict[str, Any]:
    return {"what": what, "ok": ok, "found": found}


def _package(name: str) -> dict[str, Any]:
    try:
        return _check(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return _check(name, False, f"not installed; run: pip install {name}")


def _sqlite() -> dict[str, Any]:
    if not readonly.has_full_text_search():
        return _check(
            "SQLite",
            False,
            f"{sqlite3.sqlite_version} without full-text search; use a Python whose SQLite has FTS5",
        )
    return _check("SQLite", True, f"{sqlite3.sqlite_version} with full-text search")


def _parser() -> dict[str, Any]:
    from quotetrack.parsing import parsers
    from quotetrack.quotations import extract

    try:
        parser = parsers.load()
        found = [
            q
            for p in parser([Article("check", SENTENCE, paragraphs=((0, len(SENTENCE)),))])
            for q in extract.quotes(p)
        ]
    except QuotetrackError as error:
        return _check("parser", False, str(error))
    works = len(found) == 1 and found[0].kind == "direct"
    return _check(
        "parser",
        works,
        parser.version
        if works
        else f"{parser.version} does not find a plain quotation; reinstall quotetrack",
    )


def _database(db: Path) -> dict[str, Any]:
    if not db.exists():
        return _check("database", True, f"{db} does not exist yet; ingest makes it")
    try:
        counts = listings.stats(readonly.connect(db))
    except QuotetrackError as error:
        return _check("database", False, str(error))
    return _check(
        "database", True, f"{db}: {counts['articles']} articles, {counts['quotes']} quotations"
    )
