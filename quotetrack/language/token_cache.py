"""The comparable forms of a text as forms.py has them, found by looking up words that were seen before: ten times as fast.

Only numbers in words ("two hundred") and phrases ("per cent") reach over a space, so every other printed word is read once and
remembered. Where such words stand beside each other, they are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold
from quotetrack.language.tokens import MAX_WORDS, is_figure, spelling, words
from quotetrack.language.tokens import forms as read

Placed = tuple[
    tuple[str, ...], tuple[int, ...], tuple[int, ...]
]  # forms, where each begins, where it ends
_LETTERS = re.compile(r"[^\W_]+")
_PRINTED = re.compile(r"\S+")
_AROUND = ".,;:!?\"'()“”‘’-–—"
JOINS, FUSES, OPENS, CLOSES = 1, 2, 4, 8  # signs of a printed word
_LINKS = frozenset(["a", "an", "and"])  # may stand in a number, but make none by themselves
_LONGEST_NUMBER = 12  # words, as in forms.py
_KNOWN = 1_000_000  # printed words kept in memory


def forms(text: str) -> tuple[str, ...]:
    """The comparable words of a text, the same as forms.forms."""
    tokens = text.split()
    if len(tokens) > MAX_WORDS // 4:
        return read(text)
    known = list(map(_words.__getitem__, tokens))
    if _words.fusing.isdisjoint(tokens) or not _joined(tokens):
        return tuple(chain.from_iterable(known))
    return _with_numbers(tokens, known, text)


@lru_cache(maxsize=8192)
def placed(text: str) -> Placed:
    """The comparable words of a text and the half-open characters that each stands for, the same as forms.words."""
    tokens = text.split()
    if len(tokens) > MAX_WORDS // 4:
        return _placed(text)
    spans = [match.span() for match in _PRINTED.finditer(text)]
    for token in tokens:
        _words[token]  # notes what may be one with its neighbours
    if not _words.fusing.isdisjoint(tokens) and _joined(tokens):
        stretches = list(_stretches(tokens))
        if max(end - start for start, end in stretches) > _LONGEST_NUMBER:
            return _placed(text)
        spans = [(spans[start][0], spans[end - 1][1]) for start, end in stretches]
        tokens = [text[start:end] for start, end in spans]
    found = list(map(_placed, tokens))
    return (
        tuple([form for forms, _, _ in found for form in forms]),
        tuple(
            [
                start + place
                for (start, _), (_, places, _) in zip(spans, found, strict=True)
                for place in places
            ]
        ),
        tuple(
            [
                start + place
                for (start, _), (_, _, places) in zip(spans, found, strict=True)
                for place in places
            ]
        ),
    )


@lru_cache(maxsize=65536)
def _placed(text: str) -> Placed:
    found = words(text)
    return (
        tuple(word.form for word in found),
        tuple(word.start for word in found),
        tuple(word.end for word in found),
    )


def word(printed: str) -> tuple[tuple[str, ...], int]:
    """The forms of one printed word, and what it may do beside others: be one with them, make others one, open or close a phrase."""
    found = _words[printed]
    return found, (
        JOINS * (printed in _words.joining)
        | FUSES * (printed in _words.fusing)
        | OPENS * (printed in _words.opening)
        | CLOSES * (printed in _words.closing)
    )


class _Words(dict[str, tuple[str, ...]]):
    """The forms of each printed word seen so far."""

    def __init__(self) -> None:
        self.joining: set[str] = (
            set()
        )  # printed words that may be one with what stands beside them ...
        self.fusing: set[str] = set()  # ... and those of them without which nothing is joined
        self.opening: set[str] = set()  # printed words that may open a phrase ...
        self.closing: set[str] = set()  # ... and that may stand second in it

    def __missing__(self, printed: str) -> tuple[str, ...]:
        if len(self) >= _KNOWN:
            self.clear()
        word = printed.strip(_AROUND)
        plain = (
            word.isascii()
            and word.isalpha()
            and word != "US"
            and (lowered := word.lower()) not in _told_apart()
        )
        found = self[printed] = (spelling(lowered),) if plain else read(printed)
        letters = [lowered] if plain else _LETTERS.findall(fold(printed))
        if not _seconds().isdisjoint(letters):
            self.closing.add(printed)
        if not _phrases().keys().isdisjoint(letters):
            self.opening.add(printed)
        if (
            not found
            or printed in self.opening
            or not _made_of().isdisjoint(found)
            or not plain
            and _counts(printed, found)
        ):
            self.joining.add(printed)
            if printed in self.opening or not _LINKS.issuperset(found):
                self.fusing.add(printed)
        return found


def _joined(tokens: Sequence[str]) -> bool:
    """True if words stand beside each other that may be one."""
    joining, closing = _words.joining, _words.closing
    return any(
        after in joining or after in closing
        for before, after in zip(tokens, tokens[1:], strict=False)
        if before in joining
    )


_words = _Words()


@cache
def _told_apart() -> set[str]:
    """The words of letters alone that are more than their spelling."""
    return {
        word for table in ("same", "numbers", "scales", "ordinals") for word in lexicon.table(table)
    }


def _counts(printed: str, found: tuple[str, ...]) -> bool:
    """True for figures and for signs of money."""
    return any(map(is_figure, found)) or any(sign in printed for sign in "$£€¥")


@cache
def _longest_phrase() -> int:
    return max(len(_LETTERS.findall(phrase)) for phrase in lexicon.table("same"))


@cache
def _made_of() -> frozenset[str]:
    """The words that a number in several words is made of."""
    return _LINKS | {"hundred"} | lexicon.table("numbers").keys() | lexicon.table("scales").keys()


@cache
def _phrases() -> dict[str, set[str]]:
    """The first word of each phrase of words/same.txt -> the words that may follow it."""
    starts: dict[str, set[str]] = {}
    for phrase in lexicon.table("same"):
        if len(words := _LETTERS.findall(phrase)) > 1:
            starts.setdefault(words[0], set()).add(words[1])
    return starts


@cache
def _seconds() -> frozenset[str]:
    return frozenset().union(*_phrases().values())


@lru_cache(maxsize=65536)
def _in_phrase(token: str, after: str) -> bool:
    firsts, seconds = _LETTERS.findall(fold(token)), _LETTERS.findall(fold(after))
    return any(second in _phrases().get(first, ()) for first in firsts for second in seconds)


def _with_numbers(
    tokens: Sequence[str], known: Sequence[tuple[str, ...]], text: str
) -> tuple[str, ...]:
    """The forms where words may be one with their neighbours: such stretches are read together."""
    out: list[str] = []
    for start, end in _stretches(tokens):
        if end - start > _LONGEST_NUMBER:
            return read(text)
        out += known[start] if end == start + 1 else _run(" ".join(tokens[start:end]))
    return tuple(out)


def _stretches(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words begin and end that may be one; most stand alone."""
    start = 0
    while start < len(tokens):
        end = _end(tokens, start)
        yield start, end
        start = end


def _end(tokens: Sequence[str], place: int) -> int:
    """Where the words end that may be one with the word at a place: numerals in a row, what a phrase may be made of, marks between."""
    joining, end = _words.joining, place + 1
    if tokens[place] not in joining:
        return end
    while place < min(end, len(tokens) - 1):
        if tokens[place] in joining:
            if not _words[tokens[place]] or _in_phrase(tokens[place], tokens[place + 1]):
                end = max(end, place + _longest_phrase())
            elif tokens[place + 1] in joining:
                end = max(end, place + 2)
        place += 1
    return min(end, len(tokens))


@lru_cache(maxsize=65536)
def _run(run: str) -> tuple[str, ...]:
    return read(run)
