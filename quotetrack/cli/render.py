"""Building blocks of text output: eighty columns, colour only where the terminal has it.

News is full of square brackets, so nothing is read as markup: all text goes through rich's Text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

WIDTH = 80
DATE_WIDTH, OUTLET_WIDTH = 17, 22
TEXT_INDENT = 2 + DATE_WIDTH  # of what stands below the outlet
CHANGE_STYLES = {"cut": "red", "added": "green", "spelling": "dim"}
MEANING_MARK = "! "  # before a change that may alter the meaning
Row = Mapping[str, Any]


def console() -> Console:
    """Standard output as wide as the terminal, or eighty columns where there is none."""
    return Console(
        width=None if sys.stdout.isatty() else WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def one_line(text: str | None) -> str:
    """The text on one line, with single spaces; control characters become U+FFFD."""
    spaced = " ".join((text or "").split())
    return "".join(c if c.isprintable() else "\ufffd" for c in spaced)


def indented(out: Console, text: Text | str, indent: int) -> None:
    """Print text with a left margin that holds on every line."""
    out.print(Padding(text if isinstance(text, Text) else Text(text), (0, 0, 0, indent)))


def quotation(out: Console, text: str, style: str = "bold") -> None:
    """Print the words in quotation marks."""
    out.print(Text(f"“{one_line(text)}”", style=style))


def publisher(row: Row) -> str:
    """The outlet, or the article's id if it has none."""
    return one_line(row["outlet"]) or str(row["article"])


def published(row: Row) -> Text:
    """When and by which outlet a version was published, in two columns."""
    date = (row["date"] or "undated").replace("T", " ")
    line = Text(f"  {date:<{DATE_WIDTH}}")
    return line.append(f"{publisher(row):<{OUTLET_WIDTH}}", style="bold")


def speaker_line(speaker: Row) -> Text:
    """Who, and what the article says they are."""
    name = one_line(speaker.get("name"))
    line = Text(name or "unknown speaker", style="cyan")
    if speaker.get("descriptor"):
        line.append(f", {one_line(speaker['descriptor'])}", style="default")
    elif not name:
        line.stylize("dim")
    return line


def kind_and_modality(row: Row) -> str:
    """`direct`, `indirect` or `mixed`, and the modality if it is not simply stated."""
    if row["modality"] == "stated":
        return str(row["kind"])
    return f"{row['kind']}, {row['modality']}"


def changes(out: Console, found: Iterable[Row], indent: int) -> None:
    """Print changes, those that may alter the meaning first and spelling last."""
    for change in sorted(found, key=_importance):
        indented(out, change_line(change), indent)


def _importance(change: Row) -> int:
    if change["meaning"]:
        return 0
    return 2 if change["kind"] == "spelling" else 1


def change_line(change: Row) -> Text:
    """`- cut words`, `+ added words` or `kind: before → after`; `!` if the meaning may change."""
    before, after = one_line(change["before"]), one_line(change["after"])
    if change["kind"] == "cut":
        words = f"- {before}"
    elif change["kind"] == "added":
        words = f"+ {after}"
    else:
        words = f"{change['kind']}: {before or '(nothing)'} → {after or '(nothing)'}"
    if change["meaning"]:
        return Text(MEANING_MARK + words, style="bold yellow")
    return Text(words, style=CHANGE_STYLES.get(change["kind"], "yellow"))


def table(out: Console, rows: Sequence[Row], columns: Mapping[str, str]) -> None:
    """Print rows as a table; columns maps keys to headings. Numbers are aligned to the right."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for key, heading in columns.items():
        values = [row[key] for row in rows if row[key] is not None]
        is_number = bool(values) and all(isinstance(value, (int, float)) for value in values)
        grid.add_column(Text(heading), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(_cell(row[key]) for key in columns))
    out.print(grid)


def _cell(value: Any) -> Text:
    return Text("" if value is None else one_line(str(value)))
