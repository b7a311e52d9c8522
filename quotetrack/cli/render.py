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
STYLES = {"cut": "red", "added": "green", "spelling": "dim"}
TURNS = "! "  # stands before a change that may turn the meaning
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
            writer = csv.DictWriter(
                sys.stdout, fieldnames=list(flat), extrasaction="ignore", lineterminator="\n"
            )
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
        version_lines(
            out, version, is_first=version["article"] == first.get("article"), shown=found["text"]
        )
    out.print()


def version_lines(out: Console, version: Row, is_first: bool, shown: str) -> None:
    """One version: date, outlet, relation; its words where they differ from those shown; the changes."""
    line = Text("  ")
    line.append(f"{(version['date'] or 'undated').replace('T', ' '):<17}")
    line.append(f"{one_line(version['outlet']) or version['article']:<22}", style="bold")
    line.append(
        "first" if is_first else version["relation"] or version["kind"],
        style="green" if is_first else "default",
    )
    if version["modality"] != "stated":
        line.append(f"  {version['modality']}", style="yellow")
    out.print(line)
    if one_line(version["text"]) != one_line(shown):
        out.print(Padding(Text(f"“{one_line(version['text'])}”"), (0, 0, 0, 19)))
    for change in sorted(version["changes"], key=_weight):
        out.print(Padding(change_line(change), (0, 0, 0, 19)))


def _form(row: Row) -> str:
    """Direct, indirect or mixed; and whether it was not said, or only might be."""
    return row["kind"] if row["modality"] == "stated" else f"{row['kind']}, {row['modality']}"


def _weight(change: Row) -> int:
    """Changes of meaning first, spelling last."""
    return 0 if change["meaning"] else 2 if change["kind"] == "spelling" else 1


def change_line(change: Row) -> Text:
    """`- cut words`, `+ added words`, or `kind: before → after`; after `!`, if it may turn the meaning."""
    kind, before, after = change["kind"], one_line(change["before"]), one_line(change["after"])
    style = "bold yellow" if change["meaning"] else STYLES.get(kind, "yellow")
    words = {"cut": f"- {before}", "added": f"+ {after}"}.get(
        kind, f"{kind}: {before or '(nothing)'} → {after or '(nothing)'}"
    )
    return Text((TURNS if change["meaning"] else "") + words, style=style)


def part_line(relation: str, one: str, other: str) -> Text:
    """Words in marks that two quotations share; both sides, if they are not the same."""
    line = Text(f"in marks, {relation}: ", style="dim").append(
        f"“{one_line(one)}”", style="default"
    )
    return (
        line
        if relation == "verbatim"
        else line.append(" – ", style="dim").append(f"“{one_line(other)}”", style="default")
    )


def journey(out: Console, traced: Row) -> None:
    """What became of a claim: every version against the one it most likely came from."""
    quotation(out, traced["text"])
    out.print(Padding(speaker_line(traced["speaker"]), (0, 0, 1, 2)))
    first = traced.get("first") or {}
    for version in traced["versions"]:
        version_lines(out, version, version["article"] == first.get("article"), traced["text"])
        printed = one_line(version.get("speaker_as_printed"))
        if printed:
            out.print(
                Padding(
                    Text(f"by {printed} ({one_line(version.get('cue')) or 'no cue'})", style="dim"),
                    (0, 0, 0, 19),
                )
            )
        for part in version["parts"]:
            out.print(
                Padding(part_line(part["relation"], part["text"], part["against"]), (0, 0, 0, 19))
            )
        if version.get("against"):
            other = one_line(version["against"]["outlet"]) or version["against"]["article"]
            out.print(
                Padding(Text(f"against {other}: {version['reason']}", style="dim"), (0, 0, 0, 19))
            )


def comparison(out: Console, a: str, b: str, links: Sequence[Row]) -> None:
    """The passages that two articles share, and what differs in each."""
    same = sum(not link["changes"] for link in links)
    out.print(
        Text(f"{a} and {b} share {len(links)} passages, {same} of them unchanged", style="bold")
    )
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
        if link["part"]:
            out.print(
                Padding(
                    part_line(link["relation"], link["a"]["text"], link["b"]["text"]), (0, 0, 0, 4)
                )
            )
            continue
        number += 1
        out.print(
            Text(
                f"{link['relation']}  {link['a']['article']} – {link['b']['article']}", style="bold"
            )
        )
        for side in ("a", "b"):
            out.print(
                Padding(
                    Text(
                        f"{one_line(link[side]['speaker']) or 'unknown'}: {one_line(link[side]['text'])}"
                    ),
                    (0, 0, 0, 2),
                )
            )
        for change in sorted(link["changes"], key=_weight):
            out.print(Padding(change_line(change), (0, 0, 0, 4)))
    return number


def said(out: Console, quotations: Sequence[Row]) -> None:
    """One speaker's quotations in order of date."""
    for row in quotations:
        head = Text("  ")
        head.append(f"{(row['date'] or 'undated').replace('T', ' '):<17}")
        head.append(f"{one_line(row['outlet']) or row['article']:<22}", style="bold")
        head.append(f"{_form(row)}, {one_line(row['cue']) or 'no cue'}", style="dim")
        out.print(head)
        out.print(Padding(Text(f"“{one_line(row['text'])}”"), (0, 0, 0, 4)))


def _sure(quote: Row) -> float:
    """How sure a quotation and its speaker are together, as `extract` has it; the quotation alone where nobody is named."""
    return (quote["quote_score"] or 0.0) * (
        quote["score"] or 0.0 if quote["speaker"]["name"] else 1.0
    )


def article(out: Console, shown: Row) -> None:
    """What was made of one article: each quotation with its speaker and the reasons."""
    out.print(Text(one_line(shown["title"]) or shown["id"], style="bold"))
    out.print(
        Text(
            ", ".join(
                one_line(shown[key]) for key in ("outlet", "date", "byline", "url") if shown[key]
            ),
            style="dim",
        )
    )
    for quote in shown["quotes"]:
        out.print()
        quotation(out, quote["text"], style="default")
        line = Text("  ")
        line.append(one_line(quote["speaker"]["name"]) or "unknown speaker", style="cyan")
        line.append(
            f"  {_form(quote)}, {_sure(quote):.2f}: {quote['reason'] or ''}; {quote['quote_reason']}",
            style="dim",
        )
        out.print(line)


def listing(out: Console, rows: Sequence[Row], columns: Mapping[str, str]) -> None:
    """Rows as a table; columns maps keys to headings. Numbers stand at the right."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key, heading in columns.items():
        values = [row[key] for row in rows if row[key] is not None]
        number = bool(values) and all(isinstance(value, (int, float)) for value in values)
        table.add_column(Text(heading), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(
            *(Text(one_line(str("" if row[key] is None else row[key]))) for key in columns)
        )
    out.print(table)


# ---- how well it went
_RATE = {"p": "P", "r": "R", "f1": "F1"}
_WORDS = (
    {
        "kind": "",
        "gold": "labels",
        "predicted": "found",
        "exact_f1": "exact",
        "exact_chars_f1": "chars",
    }
    | {f"overlap_{part}": name for part, name in _RATE.items()}
    | {f"tokens_{part}": f"tok {name}" for part, name in _RATE.items()}
)
_SOURCES = (
    {"kind": ""}
    | {f"joint_{part}": name for part, name in _RATE.items()}
    | {
        "joint_len_f1": "~ F1",
        "speaker_strict": "source",
        "speaker_lenient": "~ source",
        "pairs": "of",
    }
)
_KEYS = {
    "words": "exact: F1 of the very same words; chars: of the same characters; P R F1: half of the words or more are the same; "
    "tok: each word that stands in any content, by itself. In per cent.",
    "sources": "P R F1: half of the words or more, and the source in the same place; source: how many of the pairs with a source "
    "have the right one; ~: another mention of the same name will do.",
}


def scores(out: Console, rows: Sequence[Row], min_words: int) -> None:
    """How well predicted quotations agree with labels: the words, then words and source, by kind."""
    for heading, columns, key in (
        ("Words", _WORDS, "words"),
        ("Words and source", _SOURCES, "sources"),
    ):
        out.print(Text(heading, style="bold"))
        listing(
            out,
            [
                {**row, "kind": "in marks" if row["view"] == "segments" else row["kind"]}
                for row in rows
            ],
            columns,
        )
        out.print(Text(_KEYS[key], style="dim"))
        out.print()
    out.print(
        Text(
            f"in marks: stretches of {min_words} quoted words or more, each by itself.", style="dim"
        )
    )


def link_scores(out: Console, rows: Sequence[Row]) -> None:
    """How well predicted links agree with labels."""
    listing(out, rows, {"what": "", "number": "number", "of": "of", "per cent": "per cent"})


def mistakes(out: Console, groups: Sequence[Row]) -> None:
    """What went wrong: how often in each construction, then the examples."""
    columns = {"error": "error", "construction": "construction", "count": "number", "of": "of"}
    out.print()
    listing(
        out,
        groups,
        columns | ({"partly": "partly right"} if any(group["partly"] for group in groups) else {}),
    )
    for group in groups:
        if not group["examples"]:
            continue
        out.print()
        out.print(
            Text(
                f"{group['error']}: {group['construction']}, {group['count']} of {group['of']}",
                style="bold",
            )
        )
        for example in group["examples"]:
            other = "found" if group["error"] == "missed" else "label"
            for line in (
                _pair_lines(example, "", other)
                if "a" in example
                else _example_lines(example, other)
            ):
                out.print(line)


def _example_lines(example: Row, other: str) -> Iterable[Padding]:
    """A quotation that is wrong with its place and its source, and the label or what was found there."""
    yield Padding(
        Text(f"{one_line(example['article'])} {_place(example['content'])}", style="cyan"),
        (0, 0, 0, 2),
    )
    yield Padding(_example_words(example), (0, 0, 0, 4))
    if example["against"]:
        yield Padding(
            Text(f"{other}: ", style="yellow") + _example_words(example["against"]), (0, 0, 0, 4)
        )


def _example_words(shown: Row) -> Text:
    line = Text(f"“{one_line(shown['text'])}”")
    line.append(
        f" by {one_line(shown['source']) or 'nobody'}, cue: {one_line(shown['cue']) or 'none'}",
        style="cyan",
    )
    return line.append(f" ({one_line(shown['reason'])})" if shown["reason"] else "", style="dim")


def _place(spans: Iterable[Sequence[int]]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


def _pair_lines(example: Row, before: str, other: str) -> Iterable[Padding]:
    """A pair that is wrong with both its texts, and the label that stands against it."""
    head = (
        before
        + one_line(example["relation"])
        + (f" ({one_line(example['reason'])})" if example["reason"] else "")
    )
    yield Padding(Text(head, style="yellow"), (0, 0, 0, 2))
    for side in (example["a"], example["b"]):
        place = f"{one_line(side['article'])} {side['start']}-{side['end']}"
        line = Text(f"{place} ", style="cyan")
        yield Padding(
            line.append(
                f"{one_line(side['speaker']) or 'unknown'}: {one_line(side['text'])}",
                style="default",
            ),
            (0, 0, 0, 4),
        )
    if example["against"]:
        yield from _pair_lines(example["against"], f"{other}: ", other)
