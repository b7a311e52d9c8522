"""Quotations as text: claims with their versions, a speaker's quotations, articles, links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from quotetrack.cli import render
from quotetrack.cli.render import TEXT_INDENT, Row, indented, kind_and_modality, one_line

# ---- claims and their versions


def claim(out: Console, found: Row) -> None:
    """Print a claim: its words, its speaker, and each version in order of date with its changes."""
    _heading(out, found)
    for version in found["versions"]:
        _version(out, version, found)
    out.print()


def traced_versions(out: Console, traced: Row) -> None:
    """Print a claim with every version, each compared with the one it most likely came from."""
    _heading(out, traced)
    for version in traced["versions"]:
        _version(out, version, traced)
        surface = one_line(version.get("speaker_as_printed"))
        if surface:
            cue = one_line(version.get("cue")) or "no cue"
            indented(out, Text(f"by {surface} ({cue})", style="dim"), TEXT_INDENT)
        for part in version["parts"]:
            line = partial_match_line(part["relation"], part["text"], part["against"])
            indented(out, line, TEXT_INDENT)
        if version.get("against"):
            other = render.publisher(version["against"])
            line = Text(f"against {other}: {version['reason']}", style="dim")
            indented(out, line, TEXT_INDENT)


def _heading(out: Console, claim: Row) -> None:
    render.quotation(out, claim["text"])
    out.print(Padding(render.speaker_line(claim["speaker"]), (0, 0, 1, 2)))


def _version(out: Console, version: Row, claim: Row) -> None:
    """Print when and where, the relation, the words where they differ, and the changes."""
    line = render.published(version)
    if version["article"] == (claim.get("first") or {}).get("article"):
        line.append("first", style="green")
    else:
        line.append(version["relation"] or version["kind"])
    if version["modality"] != "stated":
        line.append(f"  {version['modality']}", style="yellow")
    out.print(line)
    if one_line(version["text"]) != one_line(claim["text"]):
        indented(out, f"“{one_line(version['text'])}”", TEXT_INDENT)
    render.changes(out, version["changes"], TEXT_INDENT)


def partial_match_line(relation: str, one: str, other: str) -> Text:
    """Words in quotation marks that two quotations share; both sides, if they differ."""
    line = Text(f"in marks, {relation}: ", style="dim")
    line.append(f"“{one_line(one)}”", style="default")
    if relation == "verbatim":
        return line
    return line.append(" – ", style="dim").append(f"“{one_line(other)}”", style="default")


# ---- links


def links(out: Console, found: Iterable[Row]) -> None:
    """Print pairs of versions, each with its changes."""
    for link in found:
        a, b = link["a"], link["b"]
        if link["part"]:
            indented(out, partial_match_line(link["relation"], a["text"], b["text"]), 4)
            continue
        head = f"{link['relation']}  {a['article']} – {b['article']}"
        out.print(Text(head, style="bold"))
        for side in (a, b):
            speaker = one_line(side["speaker"]) or "unknown"
            indented(out, f"{speaker}: {one_line(side['text'])}", 2)
        render.changes(out, link["changes"], 4)


def comparison(out: Console, a: str, b: str, links: Sequence[Row]) -> None:
    """Print the passages that two articles share, and what differs in each."""
    unchanged = sum(not link["changes"] for link in links)
    head = f"{a} and {b} share {len(links)} passages, {unchanged} of them unchanged"
    out.print(Text(head, style="bold"))
    for link in links:
        out.print()
        out.print(Text(link["relation"], style="yellow" if link["changes"] else "green"))
        indented(out, f"{a}: {one_line(link['a']['text'])}", 2)
        if link["changes"]:
            indented(out, f"{b}: {one_line(link['b']['text'])}", 2)
        render.changes(out, link["changes"], 4)


# ---- speakers and articles


def by_speaker(out: Console, quotations: Sequence[Row]) -> None:
    """Print quotations under the name of their speaker, in the order in which they come."""
    names = dict.fromkeys(row["speaker"]["name"] for row in quotations)
    for name in names:
        mine = [row for row in quotations if row["speaker"]["name"] == name]
        descriptor = next((row["descriptor"] for row in mine if row["descriptor"]), None)
        out.print(render.speaker_line({"name": name, "descriptor": descriptor}))
        for row in mine:
            cue = one_line(row["cue"]) or "no cue"
            line = render.published(row)
            out.print(line.append(f"{kind_and_modality(row)}, {cue}", style="dim"))
            indented(out, f"“{one_line(row['text'])}”", 4)


def article(out: Console, shown: Row) -> None:
    """Print an article's quotations, each with its speaker, its score and the reasons."""
    out.print(Text(one_line(shown["title"]) or shown["id"], style="bold"))
    fields = [one_line(shown[key]) for key in ("outlet", "date", "byline", "url") if shown[key]]
    out.print(Text(", ".join(fields), style="dim"))
    for quote in shown["quotes"]:
        out.print()
        render.quotation(out, quote["text"], style="default")
        line = Text("  ")
        line.append(one_line(quote["speaker"]["name"]) or "unknown speaker", style="cyan")
        head = f"{kind_and_modality(quote)}, {_score(quote):.2f}"
        reasons = f"{quote['reason'] or ''}; {quote['quote_reason']}"
        out.print(line.append(f"  {head}: {reasons}", style="dim"))


def _score(quote: Row) -> float:
    """How sure a quotation and its speaker are together; without a speaker, the quotation alone."""
    score = float(quote["quote_score"] or 0.0)
    if quote["speaker"]["name"]:
        score *= quote["score"] or 0.0
    return score
