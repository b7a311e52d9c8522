"""The word lists in quotetrack/words: one entry a line, `#` starts a comment, a tab parts a key from its value."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "en"


def _lines(name: str) -> list[str]:
    text = (WORDS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for raw in text.splitlines() if (line := raw.split("#")[0].strip())]


@cache
def words(name: str) -> frozenset[str]:
    """The entries of words/NAME.txt."""
    return frozenset(_lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """The entries of words/NAME.txt as key -> value, parted by a tab."""
    return dict(line.split("\t", 1) for line in _lines(name))
