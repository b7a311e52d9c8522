"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotetrack.errors import StoreError
from quotetrack.store import readonly

DEFAULT_DB = Path("quotetrack.db")

Db = Annotated[Path, typer.Option("--db", "-d", envvar="QUOTETRACK_DB", help="The database.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many to show at most.")
]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...|-",
        help="Text files, JSON Lines files, folders, or - for standard input.",
    ),
]
ParserName = Annotated[
    str,
    typer.Option(
        "--parser",
        "-p",
        help="The parser: quotetrack (shipped) or stanza:LANG (official; see models download).",
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=1, max=64, help="How many processes parse.")
]
Outlet = Annotated[str | None, typer.Option(help="The outlet of articles that name none.")]
Date = Annotated[
    str | None,
    typer.Option(help="The date of articles that have none: 2017-05-03 or 2017-05-03T09:30."),
]


def fields(outlet: str | None, date: str | None) -> dict[str, str | None]:
    """What the options say about articles that do not say it themselves."""
    return {"outlet": outlet, "date": date}


def check_exists(db: Path) -> None:
    """Raise StoreError, which says how to make a database, if there is none."""
    if not db.exists():
        raise StoreError(readonly.missing(db))
