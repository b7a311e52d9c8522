"""Findings as text: words under two speakers, shared words, provenance, a speaker's profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from quotetrack.cli import render
from quotetrack.cli.render import TEXT_INDENT, Row, indented, one_line, publisher

SHARE_COLUMNS = {
    "name": "",
    "with": "shared with",
    "words": "words",
    "verbatim": "verbatim",
    "rewritten": "rewritten",
    "own": "own",
}
DESCRIPTORS = 5  # of a speaker that are shown

# ---- attribution drift


def drift(out: Console, found: Iterable[Row]) -> None:
    """Print each finding: what it seems to be and why, then both sides with their speakers."""
    for row in found:
        speakers = f"{one_line(row['a']['speaker'])} – {one_line(row['b']['speaker'])}"
        out.print(Text(row["seems"], style="yellow").append(f"  {speakers}", style="bold"))
        indented(out, Text(one_line(row["why"]), style="dim"), 2)
        first = (row["first"] or {}).get("article")
        for side, articles in zip((row["a"], row["b"]), row["articles"], strict=True):
            _drift_side(out, side, side["article"] == first, articles)
        out.print()


def _drift_side(out: Console, side: Row, is_first: bool, articles: int) -> None:
    out.print(render.published(side).append("first" if is_first else "", style="green"))
    surface = one_line(side["speaker_as_printed"]) or "nobody"
    cue = one_line(side["cue"]) or "no cue"
    repeated = f"; so in {articles} articles" if articles > 1 else ""
    speaker = Text(one_line(side["speaker"]), style="cyan")
    speaker.append(f" (printed: {surface}, {cue}{repeated})", style="dim")
    indented(out, speaker, TEXT_INDENT)
    indented(out, f"“{one_line(side['text'])}”", TEXT_INDENT)


# ---- shared words


def shares(out: Console, rows: Sequence[Row]) -> None:
    """Print how many words are shared, and with whom, with percentages."""
    shown = []
    for row in rows:
        cells = {key: _share(row[key], row["words"]) for key in ("verbatim", "rewritten", "own")}
        shown.append({**row, "with": row["with"] or "any other", **cells})
    render.table(out, shown, SHARE_COLUMNS)


def _share(number: int, total: int) -> str:
    return f"{number} ({round(100 * number / total)} %)" if total else "0"


# ---- provenance


def provenance(out: Console, traced: Row) -> None:
    """Print who was first and how that is known, whom the articles credit, and each change."""
    out.print()
    first = traced["first"]
    out.print(Text(one_line(_first_line(traced)), style="green" if first else "yellow"))
    names = {row["article"]: publisher(row) for row in traced["versions"]}
    for origin in traced["origins"]:
        crediting = ", ".join(names[article] for article in origin["articles"])
        credited = f"{origin['name']} (“{one_line(origin['words'])}”), which has no version here"
        out.print(Text(f"Credited by {crediting}: {credited}"))
    for change in traced["changes"]:
        if change["kind"] != "spelling":
            _change_history(out, change, first_is_known=bool(first))


def _first_line(traced: Row) -> str:
    first, why = traced["first"], traced["first_why"]
    if not first:
        other = publisher(traced["versions"][0])
        return f"Who was first is unknown: {why}; changes are relative to {other}"
    if traced["first_by"] == "credit":
        return f"First in {publisher(first)}; the dates do not tell, but a credit does: {why}"
    return f"First in {publisher(first)}: {why}"


def _change_history(out: Console, change: Row, first_is_known: bool) -> None:
    """Print a change: who made it, who passed it on, who corrected it."""
    line = Text("  ").append_text(render.change_line(change))
    line.append(f"  {'by' if first_is_known else 'in'} {publisher(change['by'])}", style="bold")
    out.print(line)
    for key, words, style in (
        ("travelled", "passed on to", "default"),
        ("also", "also in", "default"),
        ("put_right", "corrected by", "green"),
    ):
        if change[key]:
            outlets = ", ".join(map(publisher, change[key]))
            indented(out, Text(f"{words} {outlets}", style=style), 6)


# ---- speakers


def speaker(out: Console, found: Row) -> None:
    """Print a speaker's profile: how often quoted, under which names, where, and about what."""
    name = Text(one_line(found["name"]), style="bold cyan")
    out.print(name.append(f"  {found['kind']}", style="dim"))
    other_names = [name for name in found["names"] if name != found["name"]]
    by_outlet = [f"{outlet} {number}" for outlet, number in found["by_outlet"].items()]
    lines = {
        "quoted": f"{found['quotes']} times in {found['articles']} articles",
        "described as": "; ".join(found["descriptors"][:DESCRIPTORS]),
        "also": ", ".join(other_names),
        "outlets": ", ".join(by_outlet),
        "about": ", ".join(found["about"]),
    }
    for key, value in lines.items():
        if value:
            indented(out, f"{key}: {one_line(value)}", 2)
