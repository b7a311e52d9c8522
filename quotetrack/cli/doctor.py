"""What quotetrack needs of a machine, checked one by one."""

from __future__ import annotations

import importlib.metadata
import sqlite3
from pathlib import Path
from typing import TypedDict

from quotetrack.errors import QuotetrackError
from quotetrack.records import Article
from quotetrack.store import listings, readonly

PACKAGES = ("stanza", "torch", "tokenizers", "rapidfuzz", "sqlite-utils", "typer")
SENTENCE = '"The bridge will open in May," said Mayor Ann Lee.'


class Check(TypedDict):
    """One thing that was checked: what, whether it works, and what was found or how to fix it."""

    what: str
    ok: bool
    found: str


def run_checks(db: Path) -> list[Check]:
    """Check the packages, SQLite's full-text search, the shipped parser at work, the database."""
    return [*map(_package, PACKAGES), _sqlite(), _parser(), _database(db)]


def _package(name: str) -> Check:
    try:
        return Check(what=name, ok=True, found=importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Check(what=name, ok=False, found=f"not installed; run: pip install {name}")


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    if readonly.has_full_text_search():
        return Check(what="SQLite", ok=True, found=f"{version} with full-text search")
    fix = "use a Python whose SQLite has FTS5"
    return Check(what="SQLite", ok=False, found=f"{version} without full-text search; {fix}")


def _parser() -> Check:
    """Parse a sentence with a plain quotation, and look for the quotation."""
    from quotetrack.parsing import parsers
    from quotetrack.quotations import extract

    article = Article("check", SENTENCE, paragraphs=((0, len(SENTENCE)),))
    try:
        parser = parsers.load()
        found = [quote for parse in parser([article]) for quote in extract.quotes(parse)]
    except QuotetrackError as error:
        return Check(what="parser", ok=False, found=str(error))
    if [quote.kind for quote in found] == ["direct"]:
        return Check(what="parser", ok=True, found=parser.version)
    problem = f"{parser.version} does not find a plain quotation; reinstall quotetrack"
    return Check(what="parser", ok=False, found=problem)


def _database(db: Path) -> Check:
    if not db.exists():
        found = f"{db} does not exist yet; ingest creates it"
        return Check(what="database", ok=True, found=found)
    try:
        counts = listings.stats(readonly.connect(db))
    except QuotetrackError as error:
        return Check(what="database", ok=False, found=str(error))
    found = f"{db}: {counts['articles']} articles, {counts['quotes']} quotations"
    return Check(what="database", ok=True, found=found)
