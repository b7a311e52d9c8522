"""Floors under the parser's figures, which may only rise.

    python -m benchmarks.gate [--data DATA] [--result FILE]
        compare; exit code 1 if a figure fell below its floor
    python -m benchmarks.gate --data DATA --raise
        move the floors up to what was measured
    python -m benchmarks.gate --data DATA --raise --lower
        and down, where a person has decided to

The floors are in benchmarks/floors.json with the digests of the texts they were measured on;
figures on other texts are not compared with them. FILE is the output of
`python -m benchmarks.parser --json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from benchmarks.parser import GOLD, NEWSWIRE, SPLIT, TREEBANKS, Result

FLOORS = Path(__file__).with_name("floors.json")
# points between a figure and its floor: the same weights differ by a few words between machines
SLACK = 0.3
SMALL = 2.6  # on the project's own forty sentences, of which one is 2.5 points
NOT_GATED = {"words_per_second", "peak_mb"}
Floors = dict[str, dict[str, float]]


def texts(data: Path | None) -> dict[str, list[Path]]:
    """The files behind each group of figures that this machine has."""
    files = {"gold": [GOLD], "gold-entities": [GOLD]}
    if data:
        files |= {name: [data / path] for name, path in TREEBANKS.items()} | {
            "newswire-test": [data / NEWSWIRE, SPLIT]
        }
    return {name: paths for name, paths in files.items() if all(p.exists() for p in paths)}


def digest(paths: list[Path]) -> str:
    """The SHA-256 of several files together, in hexadecimal."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()


def digests(data: Path | None) -> dict[str, str]:
    """The digest of the text behind each group of figures."""
    return {name: digest(paths) for name, paths in texts(data).items()}


def fallen(result: Result, floors: Floors) -> list[str]:
    """A line for each figure below its floor.

    A figure that has a floor and was not measured, though its text was, counts as fallen.
    """
    lines = []
    for text, figures in floors.items():
        for metric, floor in figures.items():
            measured = result.get(text, {}).get(metric)
            if text in result and (measured is None or measured < floor):
                shown = "not measured" if measured is None else measured
                lines.append(f"{text} {metric}: {shown}, the floor is {floor}")
    return lines


def changed(found: dict[str, str], kept: dict[str, str]) -> list[str]:
    """A line for each text that is not the one its floors were measured on."""
    return [
        f"{text}: not the text that its floors were measured on"
        for text, d in found.items()
        if kept.get(text, d) != d
    ]


def raised(result: Result, floors: Floors, lower: bool = False) -> Floors:
    """The floors moved up to just below the figures; with `lower` also down."""
    moved = {text: dict(figures) for text, figures in floors.items()}
    for text, figures in result.items():
        for metric, value in figures.items():
            if metric in NOT_GATED:
                continue
            slack = SMALL if text.startswith("gold") else SLACK
            floor = max(0.0, math.floor(10 * (value - slack)) / 10)
            old = moved.setdefault(text, {}).get(metric)
            if old is None or floor > old or lower:
                moved[text][metric] = floor
    return moved


def load() -> dict[str, Any]:
    """The content of floors.json: `digests` and `floors`."""
    return (
        json.loads(FLOORS.read_text(encoding="utf-8"))
        if FLOORS.exists()
        else {"digests": {}, "floors": {}}
    )


def measured(parser: str, data: Path | None) -> Result:
    """New figures of a parser."""
    from benchmarks.parser import measure
    from quotetrack.parsing import parsers, stanza_parser

    loaded = parsers.load(parser)
    assert isinstance(loaded, stanza_parser.StanzaParser)
    return measure(loaded, data)


def main() -> int:
    """Compare or raise; returns the exit code."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "--data",
        type=Path,
        help="folder with treebanks/; only the project's own sentences without it",
    )
    arguments.add_argument(
        "--result", type=Path, help="figures measured before, instead of measuring now"
    )
    arguments.add_argument("--parser", default="quotetrack")
    arguments.add_argument("--raise", dest="up", action="store_true", help="write higher floors")
    arguments.add_argument(
        "--lower", action="store_true", help="with --raise: write lower floors too"
    )
    args = arguments.parse_args()
    kept = load()
    found = digests(args.data)
    result = (
        json.loads(args.result.read_text()) if args.result else measured(args.parser, args.data)
    )
    below = fallen(result, kept["floors"]) + changed(found, kept["digests"])
    for line in below:
        print(line, file=sys.stderr)
    if below and not (args.up and args.lower):
        print("A floor is lowered only with --raise --lower.", file=sys.stderr)
        return 1
    if args.up:
        floors = {
            "digests": kept["digests"] | found,
            "floors": raised(result, kept["floors"], args.lower),
        }
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        print(f"{sum(map(len, floors['floors'].values()))} floors written")
    else:
        print(f"{sum(len(f) for t, f in kept['floors'].items() if t in result)} floors hold")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
