"""Text for comparing only; what is stored and shown stays as printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar

_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "\u00ad": None,
        "\u200b": None,
    }
)
_CURLY = re.compile("[" + "".join(map(chr, _QUOTES)) + "]")
WORD = re.compile(r"[^\W_]+(?:['.\-/,][^\W_]+)*%?")
_SEARCH_TERM = re.compile(r"[^\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
POSSESSIVE = re.compile(r"(?:'s|s')$")
REMEMBERED = 50_000  # words whose bare form is kept
Value = TypeVar("Value")


def straight(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe and dash."""
    # In long texts with few such marks much faster than str.translate
    return _CURLY.sub(_straight, text)


def _straight(mark: re.Match[str]) -> str:
    return _QUOTES[ord(mark.group())] or ""


def plain(text: str) -> str:
    """`straight`, with single spaces and Unicode compatibility forms folded (NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def fold(text: str) -> str:
    """`plain`, without case and accents."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", plain(text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=REMEMBERED)
def bare(word: str) -> str:
    """A word folded, without points, possessive and marks at its ends: `Sen.` -> sen."""
    return POSSESSIVE.sub("", fold(word).strip(",;:()[]\"'")).replace(".", "")


def words(text: str) -> list[str]:
    """The folded words of a text: letters and digits with inner apostrophes, points, hyphens."""
    return WORD.findall(fold(text))


def key(text: str) -> str:
    """The folded words joined by a space.

    Equal for texts that differ only in case, quotation marks, punctuation and line breaks.
    """
    return " ".join(words(text))


def search_terms(text: str) -> list[str]:
    """The words of a text as full-text search has them, folded ("Korea's" is two)."""
    simple = text if text.isascii() else straight(text)
    return _SEARCH_TERM.findall(simple.lower() if simple.isascii() else fold(text))


def replace_surrogates(value: Value) -> Value:
    """The value with each lone surrogate in its strings replaced by U+FFFD: it can be stored.

    Strings, lists and dictionaries are searched; no character changes its place.
    """
    replaced: Value = _replaced(value)
    return replaced


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_replaced(item) for item in value]
    if isinstance(value, dict):
        return {_replaced(key): _replaced(item) for key, item in value.items()}
    return value
