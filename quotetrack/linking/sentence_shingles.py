"""Sentences as numbers: a fingerprint each, and shingles by which rewritten sentences meet.

A fingerprint is a 48-bit hash of the tokens in order. The shingles of a sentence are the hashes of
its word 2-grams with a content word in them, of which the SKETCH_SIZE smallest are kept (bottom-k
sketch, Broder 1997): two sentences that share four tenths of their 2-grams share one of them in 98
of 100 cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.hashing import Hashes, mixed
from quotetrack.linking.posting_lists import Postings
from quotetrack.linking.vocabulary import Places, Vocabulary

SKETCH_SIZE = 8  # shingles of a sentence
_PREFIX_SHIFT = 16  # a fingerprint has 48 bits, its prefix the first 32
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_PLACE, _ORDER = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x9E3779B97F4A7C15)


def shingles(
    rows: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> tuple[Places, Places, NDArray[np.uint32]]:
    """The fingerprint of each row of tokens, and the shingles of all rows.

    The shingles come as two arrays: the number of the row that each belongs to, and its hash.
    """
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    tokens = chain.from_iterable(rows)
    ids = np.fromiter(map(vocabulary.__getitem__, tokens), np.int64, int(lengths.sum()))
    owner = np.repeat(np.arange(len(rows)), lengths)
    hashes = vocabulary.hashes[ids]
    return (
        _fingerprints(hashes, owner, lengths),
        *_smallest_shingles(hashes, vocabulary.small[ids], owner),
    )


def prefix(fingerprint: int) -> int:
    """The first 32 bits of a fingerprint, which stand for it in a posting."""
    return fingerprint >> _PREFIX_SHIFT


def postings(fingerprints: Places, owner: Places, hashes: NDArray[np.uint32]) -> Postings:
    """The postings of shingles (see `posting_lists`): shingle << 32 | prefix of its fingerprint."""
    prefixes = (fingerprints[owner] >> _PREFIX_SHIFT).astype(np.uint64)
    return (hashes.astype(np.uint64) << _HALF) | prefixes


def _fingerprints(hashes: Hashes, owner: Places, lengths: Places) -> Places:
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    place = (np.arange(len(owner)) - starts[owner]).astype(np.uint64)
    sums = np.zeros(len(lengths), np.uint64)
    np.add.at(sums, owner, mixed(hashes + place * _PLACE))
    whole = mixed(sums + lengths.astype(np.uint64))
    return (whole >> np.uint64(_PREFIX_SHIFT)).astype(np.int64)


def _smallest_shingles(
    hashes: Hashes, small: NDArray[np.bool_], owner: Places
) -> tuple[Places, NDArray[np.uint32]]:
    """The rows and hashes of the smallest shingles of each row."""
    same_row = owner[:-1] == owner[1:]
    first = np.flatnonzero(same_row & ~(small[:-1] & small[1:]))
    pairs = mixed(hashes[first] * np.uint64(3) + mixed(hashes[first + 1] + _ORDER)) >> _HALF
    found = np.unique((owner[first].astype(np.uint64) << _HALF) | pairs)
    row = (found >> _HALF).astype(np.int64)
    kept = np.arange(len(found)) - np.searchsorted(row, row) < SKETCH_SIZE
    return row[kept], (found[kept] & _LOW).astype(np.uint32)
