"""Answers as a person reads them in a terminal: eighty columns, colour only where the terminal has it.

News is full of square brackets, so nothing here is read as markup: all text goes through rich's Text.
"""
from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

WIDTH = 80
TURNS = ("negation", "number", "date", "unit", "hedge", "speaker")      # changes that may turn the meaning come first
STYLES = {"cut": "red", "added": "green", "spelling": "dim"} | dict.fromkeys(TURNS, "bold yellow")
Row = Mapping[str, Any]


def console() -> Console:
    """Standard output as wide as the terminal, or eighty columns where there is none."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False, emoji=False, soft_wrap=False)


def as_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def as_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line on standard output."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def as_csv(rows: Iterable[Row]) -> None:
    """Rows as CSV with a header; nested values as JSON, cells that a spreadsheet would run as a formula with a quote before."""
    writer: Any = None
    for row in rows:
        flat = {key: _cell(value) for key, value in row.items()}
        if writer is None:
            writer = csv.DictWriter(sys.stdout, fieldnames=list(flat), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow(flat)


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return "'" + value
    return "" if value is None else value


def one_line(text: str | None) -> str:
    """The text with its line breaks and runs of spaces as single spaces, control characters visible."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join((text or "").split()))


def quotation(out: Console, text: str, style: str = "bold") -> None:
    """The words in quotation marks."""
    out.print(Text(f"“{one_line(text)}”", style=style))


def speaker_line(speaker: Row) -> Text:
    """Who, and what the article says they are."""
    line = Text(f"{one_line(speaker.get('name')) or 'unknown speaker'}", style="cyan")
    if speaker.get("descriptor"):
        line.append(f", {one_line(speaker['descriptor'])}", style="default")
    elif not speaker.get("name"):
        line.stylize("dim")
    return line


def answer(out: Console, found: Row) -> None:
    """A claim: the words, who said them, and each outlet in order of date with what it made of them."""
    quotation(out, found["text"])
    out.print(Padding(speaker_line(found["speaker"]), (0, 0, 1, 2)))
    first = found.get("first") or {}
    for version in found["versions"]:
        version_lines(out, version, is_first=version["article"] == first.get("article"), shown=found["text"])
    out.print()


def version_lines(out: Console, version: Row, is_first: bool, shown: str) -> None:
    """One version: date, outlet, relation; its words where they differ from those shown; the changes."""
    line = Text("  ")
    line.append(f"{(version['date'] or 'undated').replace('T', ' '):<17}")
    line.append(f"{one_line(version['outlet']) or version['article']:<22}", style="bold")
    line.append("first" if is_first else version["relation"] or version["kind"], style="green" if is_first else "default")
    out.print(line)
    if one_line(version["text"]) != one_line(shown):
        out.print(Padding(Text(f"“{one_line(version['text'])}”"), (0, 0, 0, 19)))
    for change in sorted(version["changes"], key=_weight):
        out.print(Padding(change_line(change), (0, 0, 0, 19)))


def _weight(change: Row) -> int:
    """Changes of meaning first, spelling last."""
    return 0 if change["kind"] in TURNS else 2 if change["kind"] == "spelling" else 1


def change_line(change: Row) -> Text:
    """`- cut words`, `+ added words`, or `kind: before → after`."""
    kind, before, after = change["kind"], one_line(change["before"]), one_line(change["after"])
    style = STYLES.get(kind, "yellow")
    if kind == "cut":
        return Text(f"- {before}", style=style)
    if kind == "added":
        return Text(f"+ {after}", style=style)
    return Text(f"{kind}: {before or '(nothing)'} → {after or '(nothing)'}", style=style)


def journey(out: Console, traced: Row) -> None:
    """What became of a claim: every version against the one it most likely came from."""
    quotation(out, traced["text"])
    out.print(Padding(speaker_line(traced["speaker"]), (0, 0, 1, 2)))
    first = traced.get("first") or {}
    for version in traced["versions"]:
        version_lines(out, version, version["article"] == first.get("article"), traced["text"])
        printed = one_line(version.get("speaker_as_printed"))
        if printed:
            out.print(Padding(Text(f"by {printed} ({one_line(version.get('cue')) or 'no cue'})", style="dim"), (0, 0, 0, 19)))
        if version.get("against"):
            other = one_line(version["against"]["outlet"]) or version["against"]["article"]
            out.print(Padding(Text(f"against {other}: {version['reason']}", style="dim"), (0, 0, 0, 19)))


def comparison(out: Console, a: str, b: str, links: Sequence[Row]) -> None:
    """The passages that two articles share, and what differs in each."""
    same = sum(not link["changes"] for link in links)
    out.print(Text(f"{a} and {b} share {len(links)} passages, {same} of them unchanged", style="bold"))
    for link in links:
        out.print()
        out.print(Text(f"{link['relation']}", style="green" if not link["changes"] else "yellow"))
        out.print(Padding(Text(f"{a}: {one_line(link['a']['text'])}"), (0, 0, 0, 2)))
        if link["changes"]:
            out.print(Padding(Text(f"{b}: {one_line(link['b']['text'])}"), (0, 0, 0, 2)))
        for change in sorted(link["changes"], key=_weight):
            out.print(Padding(change_line(change), (0, 0, 0, 4)))


def linked(out: Console, links: Iterable[Row]) -> int:
    """Pairs of versions, each with its changes; returns how many."""
    number = 0
    for link in links:
        number += 1
        out.print(Text(f"{link['relation']}  {link['a']['article']} – {link['b']['article']}", style="bold"))
        for side in ("a", "b"):
            out.print(Padding(Text(f"{one_line(link[side]['speaker']) or 'unknown'}: {one_line(link[side]['text'])}"), (0, 0, 0, 2)))
        for change in sorted(link["changes"], key=_weight):
            out.print(Padding(change_line(change), (0, 0, 0, 4)))
    return number


def said(out: Console, quotations: Sequence[Row]) -> None:
    """One speaker's quotations in order of date."""
    for row in quotations:
        head = Text("  ")
        head.append(f"{(row['date'] or 'undated').replace('T', ' '):<17}")
        head.append(f"{one_line(row['outlet']) or row['article']:<22}", style="bold")
        head.append(f"{row['kind']}, {one_line(row['cue']) or 'no cue'}", style="dim")
        out.print(head)
        out.print(Padding(Text(f"“{one_line(row['text'])}”"), (0, 0, 0, 4)))


def article(out: Console, shown: Row) -> None:
    """What was made of one article: each quotation with its speaker and the reasons."""
    out.print(Text(one_line(shown["title"]) or shown["id"], style="bold"))
    out.print(Text(", ".join(one_line(shown[key]) for key in ("outlet", "date", "byline", "url") if shown[key]), style="dim"))
    for quote in shown["quotes"]:
        out.print()
        quotation(out, quote["text"], style="default")
        line = Text("  ")
        line.append(one_line(quote["speaker"]["name"]) or "unknown speaker", style="cyan")
        line.append(f"  {quote['kind']}, {quote['score'] or 0:.2f}: {quote['reason'] or ''}; {quote['quote_reason']}", style="dim")
        out.print(line)


def listing(out: Console, rows: Sequence[Row], columns: Mapping[str, str]) -> None:
    """Rows as a table; columns maps keys to headings. Numbers stand at the right."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key, heading in columns.items():
        number = all(isinstance(row[key], (int, float)) for row in rows)
        table.add_column(Text(heading), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(str("" if row[key] is None else row[key]))) for key in columns))
    out.print(table)
