"""The results of `eval` as text: metrics in tables, then the errors with examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from quotetrack.cli import render
from quotetrack.cli.render import Row, indented, one_line

_RATES = {"p": "P", "r": "R", "f1": "F1"}
_CONTENT_COLUMNS = {
    "kind": "",
    "gold": "labels",
    "predicted": "found",
    "exact_f1": "exact",
    "exact_chars_f1": "chars",
    **{f"overlap_{key}": heading for key, heading in _RATES.items()},
    **{f"tokens_{key}": f"tok {heading}" for key, heading in _RATES.items()},
}
_SOURCE_COLUMNS = {
    "kind": "",
    **{f"joint_{key}": heading for key, heading in _RATES.items()},
    "joint_len_f1": "~ F1",
    "speaker_strict": "source",
    "speaker_lenient": "~ source",
    "pairs": "of",
}
_CONTENT_KEY = (
    "exact: F1 of contents with the very same words; chars: with the same characters; P R F1: at "
    "least half of the words are the same; tok: single words in any content. Percentages."
)
_SOURCE_KEY = (
    "P R F1: at least half of the words, and the source in the same place; source: how many of the "
    "pairs with a source have the right one; ~: another mention of the same name counts too."
)


def quotation_scores(out: Console, rows: Sequence[Row], min_words: int) -> None:
    """Print how well quotations agree with labels: contents, then contents with sources."""
    named = [
        {**row, "kind": "in marks" if row["view"] == "segments" else row["kind"]} for row in rows
    ]
    for heading, columns, key in (
        ("Content", _CONTENT_COLUMNS, _CONTENT_KEY),
        ("Content and source", _SOURCE_COLUMNS, _SOURCE_KEY),
    ):
        out.print(Text(heading, style="bold"))
        render.table(out, named, columns)
        out.print(Text(key, style="dim"))
        out.print()
    note = f"in marks: spans of {min_words} or more words in quotation marks, each by itself."
    out.print(Text(note, style="dim"))


def link_scores(out: Console, rows: Sequence[Row]) -> None:
    """Print how well links agree with labels."""
    columns = {"what": "", "number": "number", "of": "of", "per cent": "per cent"}
    render.table(out, rows, columns)


# ---- errors


def errors(out: Console, groups: Sequence[Row]) -> None:
    """Print how often each construction went wrong, then examples."""
    columns = {"error": "error", "construction": "construction", "count": "number", "of": "of"}
    if any(group["partly"] for group in groups):
        columns["partly"] = "partly right"
    out.print()
    render.table(out, groups, columns)
    for group in groups:
        if group["examples"]:
            _examples(out, group)


def _examples(out: Console, group: Row) -> None:
    head = f"{group['error']}: {group['construction']}, {group['count']} of {group['of']}"
    out.print()
    out.print(Text(head, style="bold"))
    other = "found" if group["error"] == "missed" else "label"
    for example in group["examples"]:
        if "a" in example:
            _pair(out, example, other)
        else:
            _quotation(out, example, other)


def _quotation(out: Console, example: Row, other: str) -> None:
    """Print a wrong quotation with its place, and the label or what was found there."""
    place = f"{one_line(example['article'])} {_offsets(example['content'])}"
    indented(out, Text(place, style="cyan"), 2)
    indented(out, _quotation_line(example), 4)
    if example["against"]:
        label = Text(f"{other}: ", style="yellow")
        indented(out, label + _quotation_line(example["against"]), 4)


def _quotation_line(shown: Row) -> Text:
    source, cue = one_line(shown["source"]) or "nobody", one_line(shown["cue"]) or "none"
    line = Text(f"“{one_line(shown['text'])}”")
    line.append(f" by {source}, cue: {cue}", style="cyan")
    if shown["reason"]:
        line.append(f" ({one_line(shown['reason'])})", style="dim")
    return line


def _offsets(spans: Iterable[Sequence[int]]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


def _pair(out: Console, example: Row, other: str, before: str = "") -> None:
    """Print a wrong pair with both its texts, and the label that contradicts it."""
    head = before + one_line(example["relation"])
    if example["reason"]:
        head += f" ({one_line(example['reason'])})"
    indented(out, Text(head, style="yellow"), 2)
    for side in (example["a"], example["b"]):
        line = Text(f"{one_line(side['article'])} {side['start']}-{side['end']} ", style="cyan")
        words = f"{one_line(side['speaker']) or 'unknown'}: {one_line(side['text'])}"
        indented(out, line.append(words, style="default"), 4)
    if example["against"]:
        _pair(out, example["against"], other, f"{other}: ")
