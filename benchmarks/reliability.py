"""Whether scores mean what they say: how many of the quotations scored about .8 are correct.

    python -m benchmarks.reliability GOLD.jsonl [--svg docs/reliability.svg] [--json]

GOLD is a file as `quotetrack eval` takes it. A quotation is correct if it matches a label by at
least half of the words and its source is in the same place, or neither has one. Scores are put into
ten bins of equal width. The expected calibration error (Naeini et al. 2015) is the mean
distance between score and share of correct quotations, weighted by the size of the bins. Only the
score of the quotation is measured here; benchmarks/speakers.py measures attribution.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quotetrack.evaluation import labels
from quotetrack.evaluation.quotation_matching import match, source_correct
from quotetrack.parsing import parsers
from quotetrack.quotations import extract
from quotetrack.readers.article import lay_out
from quotetrack.records import Article

BINS = 10
Judged = tuple[float, bool]  # score, right
WIDTH, EDGE = 360, 40  # of the picture


def main() -> None:
    """Entry point of `python -m benchmarks.reliability`."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.reliability", description="Reliability of the scores."
    )
    options.add_argument("gold")
    options.add_argument("--svg", type=Path, help="where to draw the curve")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    found = bins(judged(labels.articles(chosen.gold)))
    print(json.dumps(found, indent=1) if chosen.json else "\n".join(table(found)))
    if chosen.svg:
        chosen.svg.write_text(picture(found), encoding="utf-8")


def judged(gold: Sequence[Any]) -> list[Judged]:
    """The score of each quotation in the labelled articles, and whether it is correct."""
    laid = [lay_out(Article(g["id"], g["text"], title=g.get("title"))) for g in gold]
    found: list[Judged] = []
    for article, parsed in zip(gold, parsers.load()(laid), strict=True):
        quotes = extract.quotes(parsed)
        sides = match(
            article, [{"content": q.content, "cue": q.cue, "source": q.source} for q in quotes]
        )
        label_of = {p: g for g, p in sides.pairs}
        for item in sides.predicted:
            label = next((g for g in sides.gold if g.place == label_of.get(item.place)), None)
            found.append(
                (quotes[item.place].score, label is not None and source_correct(label, item))
            )
    return found


def bins(found: Iterable[Judged]) -> list[dict[str, float]]:
    """For each bin that is not empty: lower edge, size, mean score, share that is correct."""
    groups: dict[int, list[Judged]] = {}
    for score, right in found:
        groups.setdefault(min(int(score * BINS), BINS - 1), []).append((score, right))
    return [
        {
            "from": n / BINS,
            "number": len(group),
            "score": sum(s for s, _ in group) / len(group),
            "right": sum(r for _, r in group) / len(group),
        }
        for n, group in sorted(groups.items())
    ]


def error(found: Sequence[dict[str, float]]) -> float:
    """The expected calibration error, 0 to 1."""
    return sum(b["number"] * abs(b["score"] - b["right"]) for b in found) / max(
        1, sum(b["number"] for b in found)
    )


def table(found: Sequence[dict[str, float]]) -> Iterable[str]:
    """The bins as lines of text."""
    yield f"{'score':>10}{'number':>9}{'mean score':>12}{'right':>8}"
    for b in found:
        upper = b["from"] + 1 / BINS
        figures = f"{b['number']:>8}{b['score']:>12.3f}{b['right']:>8.3f}"
        yield f"{b['from']:>5.1f}–{upper:.1f} {figures}"
    yield f"expected calibration error {error(found):.3f}"


def picture(found: Sequence[dict[str, float]]) -> str:
    """The curve as SVG: mean score to the right, share that is correct upwards.

    The size of a dot shows how many quotations it stands for.
    """

    def place(score: float, right: float) -> tuple[float, float]:
        return EDGE + score * WIDTH, EDGE + (1 - right) * WIDTH

    points = [(*place(b["score"], b["right"]), b) for b in found]
    most = max((b["number"] for b in found), default=1)
    size = WIDTH + 2 * EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{WIDTH}" height="{WIDTH}" fill="none" stroke="#999"/>',
        f'<line x1="{EDGE}" y1="{EDGE + WIDTH}" x2="{EDGE + WIDTH}" y2="{EDGE}" stroke="#999" '
        'stroke-dasharray="4 4"/>',
    ]
    for n in range(0, 11, 2):
        x, y = place(n / 10, n / 10)
        lines += [
            f'<text x="{x:.0f}" y="{EDGE + WIDTH + 16}" text-anchor="middle">{n / 10:.1f}</text>',
            f'<text x="{EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">{n / 10:.1f}</text>',
        ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    lines.append(f'<polyline points="{path}" fill="none" stroke="#2a6f97" stroke-width="2"/>')
    for x, y, b in points:
        radius = 3 + 6 * (b["number"] / most) ** 0.5
        lines.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2a6f97">'
            f"<title>{b['number']} quotations, score {b['score']:.2f}, "
            f"right {b['right']:.2f}</title></circle>"
        )
    lines += [
        f'<text x="{size / 2:.0f}" y="{size - 6}" text-anchor="middle">score</text>',
        f'<text x="12" y="{size / 2:.0f}" text-anchor="middle" '
        f'transform="rotate(-90 12 {size / 2:.0f})">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
