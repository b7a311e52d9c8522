"""Findings as a person reads them: the same words under two speakers, what is shared, who had it first and what travelled on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from quotetrack.cli.render import Row, change_line, listing, one_line

_SHARES = {
    "name": "",
    "with": "shared with",
    "words": "words",
    "verbatim": "verbatim",
    "rewritten": "rewritten",
    "own": "own",
}


def drift(out: Console, found: Iterable[Row]) -> None:
    """Each finding: what it seems to be and why, then both sides with who is said to speak."""
    for row in found:
        head = Text(row["seems"], style="yellow")
        head.append(
            f"  {one_line(row['a']['speaker'])} – {one_line(row['b']['speaker'])}", style="bold"
        )
        out.print(head)
        out.print(Padding(Text(one_line(row["why"]), style="dim"), (0, 0, 0, 2)))
        first = (row["first"] or {}).get("article")
        for side, articles in zip((row["a"], row["b"]), row["articles"], strict=True):
            _drift_side(out, side, side["article"] == first, articles)
        out.print()


def _drift_side(out: Console, side: Row, is_first: bool, articles: int) -> None:
    line = Text("  ")
    line.append(f"{(side['date'] or 'undated').replace('T', ' '):<17}")
    line.append(f"{one_line(side['outlet']) or side['article']:<22}", style="bold")
    line.append("first" if is_first else "", style="green")
    out.print(line)
    who = Text(one_line(side["speaker"]), style="cyan")
    printed = one_line(side["speaker_as_printed"]) or "nobody"
    often = f"; so in {articles} articles" if articles > 1 else ""
    who.append(f" (printed: {printed}, {one_line(side['cue']) or 'no cue'}{often})", style="dim")
    out.print(Padding(who, (0, 0, 0, 19)))
    out.print(Padding(Text(f"“{one_line(side['text'])}”"), (0, 0, 0, 19)))


def shares(out: Console, rows: Sequence[Row]) -> None:
    """How many words are shared, and with whom, with per cent."""
    parts = [
        {key: _part(row[key], row["words"]) for key in ("verbatim", "rewritten", "own")}
        for row in rows
    ]
    listing(
        out,
        [
            {**row, "with": row["with"] or "any other", **part}
            for row, part in zip(rows, parts, strict=True)
        ],
        _SHARES,
    )


def _part(number: int, of: int) -> str:
    return f"{number} ({round(100 * number / of)} %)" if of else "0"


def tale(out: Console, traced: Row) -> None:
    """Who had it first and how that is known; whom the articles credit; each change with where it came and went."""
    out.print()
    first = traced["first"]
    if first and traced["first_by"] == "credit":
        line = f"First in {_name(first)}, as dates do not tell but a credit does: {traced['first_why']}"
    elif first:
        line = f"First in {_name(first)}: {traced['first_why']}"
    else:
        line = f"Who was first is unknown: {traced['first_why']}; changes are told against {_name(traced['versions'][0])}"
    out.print(Text(one_line(line), style="green" if first else "yellow"))
    for origin in traced["origins"]:
        credited = f"{origin['name']} (“{one_line(origin['words'])}”), which has no version here"
        out.print(Text(f"Credited by {_names(traced, origin['articles'])}: {credited}"))
    for change in traced["changes"]:
        if change["kind"] != "spelling":
            _way(out, change, bool(first))


def _way(out: Console, change: Row, known: bool) -> None:
    """One change: who made it, to whom it travelled on, who put it right."""
    line = Text("  ").append_text(change_line(change))
    line.append(f"  {'by' if known else 'in'} {_name(change['by'])}", style="bold")
    out.print(line)
    for key, words in (
        ("travelled", "travelled on to"),
        ("also", "also in"),
        ("put_right", "put right by"),
    ):
        if change[key]:
            names = ", ".join(map(_name, change[key]))
            out.print(
                Padding(
                    Text(f"{words} {names}", style="green" if key == "put_right" else "default"),
                    (0, 0, 0, 6),
                )
            )


def _name(place: Row) -> str:
    return one_line(place["outlet"]) or place["article"]


def _names(traced: Row, articles: Sequence[str]) -> str:
    known: dict[str, Any] = {row["article"]: _name(row) for row in traced["versions"]}
    return ", ".join(known[article] for article in articles)


def speaker(out: Console, found: Row) -> None:
    """One speaker: how often, under which names, in which outlets, about what."""
    out.print(
        Text(one_line(found["name"]), style="bold cyan").append(f"  {found['kind']}", style="dim")
    )
    lines = {
        "said to be": "; ".join(found["descriptors"][:5]),
        "also": ", ".join(n for n in found["names"] if n != found["name"]),
        "outlets": ", ".join(f"{name} {number}" for name, number in found["by_outlet"].items()),
        "about": ", ".join(found["about"]),
    }
    for key, value in {
        "quoted": f"{found['quotes']} times in {found['articles']} articles",
        **lines,
    }.items():
        if value:
            out.print(Padding(Text(f"{key}: {one_line(value)}"), (0, 0, 0, 2)))
