"""The Typer application: the list of commands, and how errors are shown."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quotetrack import __version__
from quotetrack.cli import admin, evaluate, ingest, questions
from quotetrack.errors import QuotetrackError


class PlainErrors(TyperGroup):
    """Shows a QuotetrackError as one plain line; any other exception is a bug with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; exit 1 after a QuotetrackError, 0 if the reader of the output left."""
        try:
            return super().invoke(ctx)
        except QuotetrackError as error:
            typer.secho(f"Error: {error}", fg="red", err=True)
            raise typer.Exit(1) from error
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - Python flushes it at exit
            raise typer.Exit(0) from None


def _group(help_text: str, **options: Any) -> typer.Typer:
    return typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=help_text, **options)


app = _group(
    "Who said it, in which words, and what each outlet made of them.",
    cls=PlainErrors,
    pretty_exceptions_enable=False,
)
models = _group("List the parsers on this machine, and download official ones.")
app.add_typer(models, name="models")

for command in (
    ingest.ingest,
    ingest.extract,
    ingest.parse,
    ingest.link,
    questions.who_said,
    questions.said_by,
    questions.trace,
    questions.compare,
    questions.links,
    questions.drift,
    questions.speakers,
    questions.claims,
    questions.outlets,
    questions.show,
    admin.stats,
):
    app.command()(command)
app.command("eval")(evaluate.evaluate)
app.command()(admin.serve)
app.command()(admin.doctor)
models.command("list")(admin.list_models)
models.command("download")(admin.download_model)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quotetrack {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    pass


def run() -> None:
    """Run the command in sys.argv."""
    try:
        app()
    except KeyboardInterrupt:
        typer.secho("Stopped; what was stored before remains.", err=True)
        sys.exit(130)
