"""Commands that take articles in: ingest, extract, parse and link."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quotetrack.cli import options, output
from quotetrack.cli.options import DEFAULT_DB, Date, Db, Inputs, Json, Outlet, ParserName, Workers
from quotetrack.cli.output import Problems, Progress


def ingest(
    inputs: Inputs,
    db: Db = DEFAULT_DB,
    parser: ParserName = "quotetrack",
    outlet: Outlet = None,
    date: Date = None,
    workers: Workers = 1,
) -> None:
    """Read articles, find their quotations, and link them to those in the database.

    Articles that are already stored and have not changed are skipped.

    Example: quotetrack ingest data/seeds/articles.jsonl
    """
    from quotetrack.parsing import parsers
    from quotetrack.store import connection
    from quotetrack.tracking import ingest as tracking

    problems, progress = Problems(), Progress("articles")
    database = connection.connect(db)
    items = tracking.incoming(inputs, options.fields(outlet, date), problems)
    loaded = parsers.load(parser, workers)
    counts = tracking.ingest(database, items, loaded, problems, progress).counts
    connection.checkpoint(database)
    progress.end()
    typer.echo(
        f"{counts['new']} new, {counts['changed']} changed, {counts['same']} unchanged articles; "
        f"{counts['quotes']} quotations, {counts['links']} links -> {db}",
        err=True,
    )
    problems.exit()


def extract(
    inputs: Inputs,
    parser: ParserName = "quotetrack",
    outlet: Outlet = None,
    date: Date = None,
    workers: Workers = 1,
    with_text: Annotated[
        bool,
        typer.Option("--with-text", help="Include the text, so that ingest need not parse again."),
    ] = False,
) -> None:
    """Find quotations and their speakers: one JSON line per article, without a database.

    Example: quotetrack extract story.txt | head
    """
    from quotetrack.parsing import parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    problems = Problems()
    articles = files.read(inputs, options.fields(outlet, date), problems)
    found = pipeline.extracted(articles, parsers.load(parser, workers), problems)
    lines = (pipeline.as_line(extraction, with_text) for extraction in found)
    output.print_json_lines(lines, at_once=True)
    problems.exit()


def parse(inputs: Inputs, parser: ParserName = "quotetrack", workers: Workers = 1) -> None:
    """Print the parser's analysis of articles as CoNLL-U, with offsets into their text.

    Example: quotetrack parse story.txt > story.conllu
    """
    from quotetrack.parsing import conllu, parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    problems = Problems()
    articles = files.read(inputs, {}, problems)
    for parsed in pipeline.parses(articles, parsers.load(parser, workers), problems):
        sys.stdout.write(conllu.conllu(parsed))
    problems.exit()


def link(
    db: Db = DEFAULT_DB,
    again: Annotated[
        bool, typer.Option("--again", help="Delete all links and claims, and link everything.")
    ] = False,
    within: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS",
            help="From now on, link only what was published within so many days of each other; "
            "'any' lifts the limit. Links everything again.",
        ),
    ] = None,
    semantic: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="From now on, compare meanings too, with a sentence-transformers model (folder "
            "or name); 'none' stops that. Links everything again.",
        ),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Say why two quotations (ids) are linked, or not."),
    ] = None,
    json: Json = False,
) -> None:
    """Link the quotations that are not linked yet, as `ingest` does by itself.

    Example: quotetrack link --within 30
    """
    options.check_exists(db)
    if explain:
        _explain(db, *explain, json=json)
        return
    max_days = _days(within)

    from quotetrack.store import connection
    from quotetrack.tracking import incremental_linking, ingest

    database = connection.connect(db)
    if within:
        incremental_linking.limit_days(database, max_days)
    if semantic:
        incremental_linking.use_embeddings(database, None if semantic == "none" else semantic)
    start_over = again or within or semantic
    number = ingest.link_again(database) if start_over else ingest.link_new(database)
    connection.checkpoint(database)
    typer.echo(f"{number} links -> {db}", err=True)


def _explain(db: Path, a: str, b: str, json: bool) -> None:
    from quotetrack.store import readonly
    from quotetrack.tracking import explain

    found = explain.explain(readonly.connect(db), a, b)
    if json:
        output.print_json(found)
    else:
        typer.echo(found["why"])


def _days(within: str | None) -> int | None:
    """A number of days as given to --within; None for no limit."""
    if within is None or within == "any":
        return None
    if not within.isdecimal():
        raise typer.BadParameter(
            f"{within!r} is not a number of days; give a number or: any", param_hint="--within"
        )
    return int(within)
