"""Normalised tokens, looked up word by word: ten times as fast as reading from scratch.

Only numbers in words ("two hundred") and phrases ("per cent") reach across a space. Every other
printed word is read once by `tokenizer` and remembered; words that may combine are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold
from quotetrack.language.numbers import LINKING, LONGEST_NUMBER, is_figure, number_words
from quotetrack.language.stemming import one_spelling
from quotetrack.language.tokenizer import MAX_TOKENS as MAX_TOKENS
from quotetrack.language.tokenizer import tokenize

# Forms, where each begins in the text, and where it ends
Placed = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]
# What a printed word may do beside others; flags of `lookup`
JOINS, FUSES, OPENS, CLOSES = 1, 2, 4, 8
_LONGEST_LOOKUP = MAX_TOKENS // 4  # printed words; a longer text may exceed MAX_TOKENS tokens ...
_MOST_LOOKED_UP = MAX_TOKENS // 2  # ... and so may one with more tokens than this
_MAX_CACHED = 1_000_000  # printed words; about 200 MB
_LETTERS = re.compile(r"[^\W_]+")
_PRINTED = re.compile(r"\S+")
_AROUND = ".,;:!?\"'()“”‘’-–—"


def forms(text: str) -> tuple[str, ...]:
    """The normalised forms of a text, in order, at most MAX_TOKENS."""
    printed = text.split()
    if len(printed) > _LONGEST_LOOKUP:
        return _read(text)
    known = _lookup_cache()
    known.bound()
    found = list(map(known.__getitem__, printed))
    if known.fusing.isdisjoint(printed) or not _may_combine(printed, known):
        looked_up = tuple(chain.from_iterable(found))
    else:
        looked_up = _combined(printed, known, text)
    return looked_up if len(looked_up) <= _MOST_LOOKED_UP else _read(text)


@lru_cache(maxsize=8192)
def placed(text: str) -> Placed:
    """The normalised forms of a text, and the half-open characters that each stands for."""
    printed = text.split()
    if len(printed) > _LONGEST_LOOKUP:
        return _read_placed(text)
    known = _lookup_cache()
    known.bound()
    for word in printed:
        known[word]  # notes whether it may combine with its neighbours
    spans = [match.span() for match in _PRINTED.finditer(text)]
    if not known.fusing.isdisjoint(printed) and _may_combine(printed, known):
        runs = list(_runs(printed, known))
        if max(end - start for start, end in runs) > LONGEST_NUMBER:
            return _read_placed(text)
        spans = [(spans[start][0], spans[end - 1][1]) for start, end in runs]
        printed = [text[start:end] for start, end in spans]
    found = _shifted([start for start, _ in spans], list(map(_read_placed, printed)))
    return found if len(found[0]) <= _MOST_LOOKED_UP else _read_placed(text)


def lookup(printed: str) -> tuple[tuple[str, ...], int]:
    """The forms of one printed word, and flags for what it may do beside others.

    JOINS: combine with its neighbours; FUSES: make others combine; OPENS and CLOSES: stand first or
    second in a phrase.
    """
    known = _lookup_cache()
    known.bound()
    found = known[printed]
    return found, (
        JOINS * (printed in known.joining)
        | FUSES * (printed in known.fusing)
        | OPENS * (printed in known.opening)
        | CLOSES * (printed in known.closing)
    )


class _LookupCache(dict[str, tuple[str, ...]]):
    """The forms of each printed word met so far, and the sets of those that may combine."""

    def __init__(self, maxsize: int = _MAX_CACHED) -> None:
        self.maxsize = maxsize
        self.joining: set[str] = set()  # may combine with what stands beside them
        self.fusing: set[str] = set()  # and without one of these nothing combines
        self.opening: set[str] = set()  # may stand first in a phrase
        self.closing: set[str] = set()  # may stand second in a phrase

    def bound(self) -> None:
        """Start afresh when full; called between texts, so that all words of one text are known."""
        if len(self) > self.maxsize:
            for known in (self, self.joining, self.fusing, self.opening, self.closing):
                known.clear()

    def __missing__(self, printed: str) -> tuple[str, ...]:
        lowered = _plain(printed)
        found = self[printed] = (one_spelling(lowered),) if lowered else _read(printed)
        letters = [lowered] if lowered else _LETTERS.findall(fold(printed))
        if not _second_words().isdisjoint(letters):
            self.closing.add(printed)
        if not _phrase_starts().keys().isdisjoint(letters):
            self.opening.add(printed)
        may_count = not lowered and _is_quantity(printed, found)
        may_join = not found or printed in self.opening or may_count
        if may_join or not number_words().isdisjoint(found):
            self.joining.add(printed)
            if printed in self.opening or not LINKING.issuperset(found):
                self.fusing.add(printed)
        return found


@cache
def _lookup_cache() -> _LookupCache:
    """The one cache of the process; like lru_cache, it changes speed and never a result."""
    return _LookupCache()


def _plain(printed: str) -> str:
    """A printed word in lower case if its form is its spelling, empty if it must be read."""
    word = printed.strip(_AROUND)
    if not (word.isascii() and word.isalpha()) or word == "US":
        return ""
    lowered = word.lower()
    return "" if lowered in _listed_words() else lowered


@cache
def _listed_words() -> frozenset[str]:
    """The words of letters alone that stand for more than their spelling."""
    tables = ("equivalent_phrases", "numbers", "scales", "ordinals")
    return frozenset(word for name in tables for word in lexicon.table(name))


def _is_quantity(printed: str, found: tuple[str, ...]) -> bool:
    """True for figures and for amounts of money."""
    return any(map(is_figure, found)) or any(
        sign in printed for sign in lexicon.table("currencies")
    )


@cache
def _phrase_starts() -> dict[str, set[str]]:
    """The first word of each phrase -> the words that may stand second."""
    starts: dict[str, set[str]] = {}
    for phrase in lexicon.table("equivalent_phrases"):
        words = _LETTERS.findall(phrase)
        if len(words) > 1:
            starts.setdefault(words[0], set()).add(words[1])
    return starts


@cache
def _second_words() -> frozenset[str]:
    return frozenset().union(*_phrase_starts().values())


@cache
def _longest_phrase() -> int:
    return max(len(_LETTERS.findall(phrase)) for phrase in lexicon.table("equivalent_phrases"))


def _may_combine(printed: Sequence[str], known: _LookupCache) -> bool:
    """True if two neighbours may combine."""
    joining, closing = known.joining, known.closing
    return any(
        after in joining or after in closing
        for before, after in zip(printed, printed[1:], strict=False)
        if before in joining
    )


def _combined(printed: Sequence[str], known: _LookupCache, text: str) -> tuple[str, ...]:
    """The forms of a text in which words may combine: each run of such words is read at once."""
    out: list[str] = []
    for start, end in _runs(printed, known):
        if end - start > LONGEST_NUMBER:
            return _read(text)
        if end == start + 1:
            out += known[printed[start]]
        else:
            out += _read_run(" ".join(printed[start:end]))
    return tuple(out)


def _runs(printed: Sequence[str], known: _LookupCache) -> Iterator[tuple[int, int]]:
    """Where the words that may combine begin and end; most stand alone."""
    start = 0
    while start < len(printed):
        end = _run_end(printed, start, known)
        yield start, end
        start = end


def _run_end(printed: Sequence[str], place: int, known: _LookupCache) -> int:
    """Where the run of words ends that may combine with the word at a place.

    It holds numerals in a row, phrases, and words without any form (marks) between them.
    """
    end = place + 1
    if printed[place] not in known.joining:
        return end
    while place < min(end, len(printed) - 1):
        word, after = printed[place], printed[place + 1]
        if word in known.joining:
            if not known[word] or _begin_phrase(word, after):
                end = max(end, place + _longest_phrase())
            elif after in known.joining:
                end = max(end, place + 2)
        place += 1
    return min(end, len(printed))


@lru_cache(maxsize=65536)
def _begin_phrase(word: str, after: str) -> bool:
    """True if two printed words may be the first two of a phrase."""
    firsts, seconds = _LETTERS.findall(fold(word)), _LETTERS.findall(fold(after))
    return any(second in _phrase_starts().get(first, ()) for first in firsts for second in seconds)


def _read(text: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokenize(text))


@lru_cache(maxsize=65536)
def _read_run(run: str) -> tuple[str, ...]:
    return _read(run)


@lru_cache(maxsize=65536)
def _read_placed(text: str) -> Placed:
    found = tokenize(text)
    return (
        tuple(token.form for token in found),
        tuple(token.start for token in found),
        tuple(token.end for token in found),
    )


def _shifted(offsets: Sequence[int], parts: Sequence[Placed]) -> Placed:
    """Parts of a text as one, each moved to where it begins."""
    return (
        tuple([form for found, _, _ in parts for form in found]),
        tuple(
            [
                offset + start
                for offset, (_, starts, _) in zip(offsets, parts, strict=True)
                for start in starts
            ]
        ),
        tuple(
            [
                offset + end
                for offset, (_, _, ends) in zip(offsets, parts, strict=True)
                for end in ends
            ]
        ),
    )
