"""Commands about the program and its database: stats, serve, doctor and models."""

from __future__ import annotations

from typing import Annotated

import typer

from quotetrack.cli import options, output, render
from quotetrack.cli.doctor import run_checks
from quotetrack.cli.options import DEFAULT_DB, Csv, Db, Json
from quotetrack.errors import QuotetrackError
from quotetrack.store import listings, readonly


def stats(db: Db = DEFAULT_DB, json: Json = False, csv: Csv = False) -> None:
    """Count what the database contains, and list the runs that made it.

    Example: quotetrack stats
    """
    found = listings.stats(readonly.connect(db))
    counts = {key: value for key, value in found.items() if isinstance(value, int)}
    rows = [{"what": key, "number": value} for key, value in counts.items()]
    columns = {"what": "", "number": "number"}
    output.show(found, json, csv, lambda: render.table(render.console(), rows, columns), rows)


def serve(
    db: Db = DEFAULT_DB,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 picks a free one.")
    ] = 8001,
) -> None:
    """Browse the database in Datasette (needs the extra: pip install 'quotetrack[web]').

    Example: quotetrack serve --port 8001
    """
    import importlib.util
    import subprocess

    from quotetrack.store import connection

    options.check_exists(db)
    if importlib.util.find_spec("datasette") is None:
        raise QuotetrackError("Datasette is not installed; run: pip install 'quotetrack[web]'")
    from quotetrack.web.serve import command

    database = connection.connect(db)
    connection.checkpoint(database)
    database.close()
    raise typer.Exit(subprocess.call(command(db, port, host)))


def doctor(db: Db = DEFAULT_DB, json: Json = False) -> None:
    """Check that everything quotetrack needs is there and works.

    Example: quotetrack doctor
    """
    checks = run_checks(db)
    if json:
        output.print_json(checks)
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check['ok'] else 'FAIL'}  {check['what']}: {check['found']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(1)


def list_models() -> None:
    """List the parsers on this machine.

    Example: quotetrack models list
    """
    from quotetrack.parsing import parsers

    for name in parsers.installed():
        typer.echo(name)


def download_model(
    language: Annotated[str, typer.Argument(help="A language code of stanza, such as en or de.")],
) -> None:
    """Download stanza's official models of a language; no other command uses the network.

    Example: quotetrack models download en
    """
    from quotetrack.parsing import parsers

    folder = parsers.download(language)
    typer.echo(f"{folder}: use them with --parser stanza:{language}", err=True)
