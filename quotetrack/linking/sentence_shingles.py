"""Sentences as numbers, many at once: their wording, and the marks by which a rewritten sentence finds the first.

A wording is a hash of the comparable words in order, 48 bits. The marks of a sentence are the eight of its word 2-grams, each with a
content word in it, that come first by their hashes (bottom-k sketch, Broder 1997): two sentences that share four tenths of their
2-grams share one of them in 98 of 100 cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from quotetrack.language import lexicon

Numbers = NDArray[np.uint64]
MARKS = 8
_HALF = np.uint64(32)
_PLACE, _ORDER = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x9E3779B97F4A7C15)


def footprints(
    rows: Sequence[Sequence[str]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """The wording of each row of words; then whose each mark is, as the number of its row, and the marks."""
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    ids = np.fromiter(
        map(_words.__getitem__, chain.from_iterable(rows)), np.int64, int(lengths.sum())
    )
    owner = np.repeat(np.arange(len(rows)), lengths)
    hashes, small = _words.known()
    hashes, small = hashes[ids], small[ids]
    return _wordings(hashes, owner, lengths), *_marks(hashes, small, owner)


def stem(wording: int) -> int:
    """The first 32 bits of a wording, which stand for it beside a mark."""
    return wording >> 16


def entries(
    wordings: NDArray[np.int64], owner: NDArray[np.int64], marks: NDArray[np.uint32]
) -> Numbers:
    """Marks with the first bits of their wordings, as postings.py has keys with wordings."""
    return (marks.astype(np.uint64) << _HALF) | (wordings[owner] >> 16).astype(np.uint64)


def _wordings(
    hashes: Numbers, owner: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.int64]:
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    place = (np.arange(len(owner)) - starts[owner]).astype(np.uint64)
    sums = np.zeros(len(lengths), np.uint64)
    np.add.at(sums, owner, _mixed(hashes + place * _PLACE))
    return (_mixed(sums + lengths.astype(np.uint64)) >> np.uint64(16)).astype(np.int64)


def _marks(
    hashes: Numbers, small: NDArray[np.bool_], owner: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    beside = np.flatnonzero((owner[:-1] == owner[1:]) & ~(small[:-1] & small[1:]))
    pairs = _mixed(hashes[beside] * np.uint64(3) + _mixed(hashes[beside + 1] + _ORDER)) >> _HALF
    found = np.unique((owner[beside].astype(np.uint64) << _HALF) | pairs)
    whose = (found >> _HALF).astype(np.int64)
    kept = np.arange(len(found)) - np.searchsorted(whose, whose) < MARKS
    return whose[kept], (found[kept] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def _mixed(values: Numbers) -> Numbers:
    """Each number scrambled (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


class _Words(dict[str, int]):
    """The comparable words seen in this process, numbered, each with its hash and whether it carries grammar only."""

    def __init__(self) -> None:
        self._hashes: list[int] = []
        self._small: list[bool] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self._hashes.append(
            int.from_bytes(
                blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
            )
        )
        self._small.append(word in lexicon.words("function_words"))
        return number

    def known(self) -> tuple[Numbers, NDArray[np.bool_]]:
        return np.array(self._hashes, np.uint64), np.array(self._small, bool)


_words = _Words()
