"""The schema as an append-only list of migrations, each a file of SQL in `schema/`.

A migration that has been released never changes: a new file and an old one go through the same
steps and end with the same tables.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

FOLDER = Path(__file__).with_name("schema")
NAMES = (
    "m001_tables",
    "m002_search",
    "m003_views",
    "m004_modality",
    "m005_passages",
    "m006_index",
    "m007_meaning",
    "m008_million",
    "m009_parts",
    "m010_marked",
    "m011_settings",
    "m012_names",
    "m013_facts",
    "m014_views",
)


def schema_migrations(names: tuple[str, ...] = NAMES) -> Migrations:
    """The migrations in order, to be applied to a database with sqlite-utils."""
    migrations = Migrations("quotetrack")
    for name in names:
        _register(migrations, name)
    return migrations


def _register(migrations: Migrations, name: str) -> None:
    def migrate(db: Database) -> None:
        run_script(db.conn, (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))

    migrations(name=name)(migrate)


def run_script(conn: sqlite3.Connection, script: str) -> None:
    """Execute statements one by one; `executescript` would commit the migration's transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""
