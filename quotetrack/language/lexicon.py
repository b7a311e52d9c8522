"""The word lists of a language: one entry a line, `#` starts a comment, a tab ends a key.

A new list needs no code here: `words("name")` and `table("name")` read `en/name.txt`. Its first
line is a comment that says what it holds; a test checks that each list is read and free of
duplicates.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "en"


@cache
def words(name: str) -> frozenset[str]:
    """The entries of the list NAME."""
    return frozenset(_lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """The entries of the list NAME as key -> value."""
    return dict(line.split("\t", 1) for line in _lines(name))


@cache
def alternatives(name: str) -> str:
    """The entries of the list NAME as alternatives of a regular expression, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words(name), key=lambda w: (-len(w), w)))


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#")[0].strip() for line in text.splitlines())
    return [entry for entry in entries if entry]
