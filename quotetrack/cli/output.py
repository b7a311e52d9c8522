"""Answers go to standard output as text, JSON or CSV; all else goes to standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from quotetrack.cli import render
from quotetrack.errors import InputError, NotFoundError

FORMULA_STARTS = ("=", "+", "-", "@", "\t")  # of a cell that a spreadsheet would run


# ---- answers


def show(
    value: Any,
    as_json: bool,
    as_csv: bool,
    as_text: Callable[[], Any],
    rows: Iterable[Mapping[str, Any]] | None = None,
) -> None:
    """Print an answer as asked: `value` as JSON, `rows` (or value) as CSV, or by `as_text`."""
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv")
    if as_json:
        print_json(value)
    elif as_csv:
        print_csv(value if rows is None else rows)
    else:
        as_text()


def show_table(
    rows: list[dict[str, Any]], as_json: bool, as_csv: bool, columns: Mapping[str, str]
) -> None:
    """Print rows as asked; as text, a table with these columns (key -> heading).

    Raises NotFoundError if there are none and nobody asked for JSON or CSV.
    """
    if not rows and not as_json and not as_csv:
        raise NotFoundError("nothing to list yet; ingest articles first")
    show(rows, as_json, as_csv, lambda: render.table(render.console(), rows, columns))


def print_json(value: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_json_lines(values: Iterable[Any], at_once: bool = False) -> None:
    """Print one JSON document a line; at_once: each as soon as it is there."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        if at_once:
            sys.stdout.flush()


def print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as CSV with a header, the columns of the first; nested values as JSON."""
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        cells = {key: csv_cell(value) for key, value in row.items()}
        if writer is None:
            writer = csv.DictWriter(
                sys.stdout, fieldnames=list(cells), extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
        writer.writerow(cells)


def csv_cell(value: Any) -> Any:
    """A value as a cell; one that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


# ---- everything else


class Problems:
    """Prints each unreadable input as one line, and remembers that there were any."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        """Print the error."""
        self.count += 1
        typer.secho(f"Error: {error}", fg="red", err=True)

    def exit(self) -> None:
        """Exit with status 1 if there were problems."""
        if self.count:
            raise typer.Exit(1)


class Progress:
    """Counts what is done on standard error, if that is a terminal."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.count = 0

    def __call__(self, done: str) -> None:
        """Count one more; what was done does not matter."""
        self.count += 1
        self._write(f"\r{self.count} {self.noun}")

    def end(self) -> None:
        """Go back to the start of the line, so that what comes next overwrites the count."""
        self._write("\r")

    def _write(self, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(text)
            sys.stderr.flush()
