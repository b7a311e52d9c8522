"""Text for comparing only; what is stored and shown stays as printed."""

import re
import unicodedata

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


def straight(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe and dash."""
    return _CURLY.sub(
        _straight, text
    )  # in long texts with few such marks much faster than str.translate


def _straight(mark: re.Match[str]) -> str:
    return _QUOTES[ord(mark.group())] or ""


def plain(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe, dash and space, and compatibility forms folded."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def fold(text: str) -> str:
    """`plain`, without case and accents."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", plain(text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits with inner apostrophes, points, hyphens."""
    return WORD.findall(fold(text))


def key(text: str) -> str:
    """The words joined by a space: equal for texts that differ in case, marks, punctuation and line breaks only."""
    return " ".join(words(text))
