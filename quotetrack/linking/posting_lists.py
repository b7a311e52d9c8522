"""Which wordings share a key that few have: sorting and merging of 64-bit numbers (key << 32 | wording), no database.

A key counts as rare if at most RARE wordings have it; two wordings that share a rare key are candidates. That is symmetric and a
matter of what there is, not of the order in which it came. So when a key stops being rare, what it brought together is looked at
again (`crossed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
RARE = 16
CHUNK = 500  # entries of one stored chunk; two fill a page of the file
_AT_ONCE = 4_000_000  # entries worked on together, so that memory stays bounded
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def merged(parts: list[Numbers]) -> Numbers:
    """All the entries, sorted, each once."""
    return once(_all(parts))


def once(values: Numbers) -> Numbers:
    """The numbers sorted (in place), each once; several times as fast as numpy.unique, which hashes them."""
    values.sort()
    return values[np.concatenate(([True], values[1:] != values[:-1]))] if len(values) else values


def wordings(entries: Numbers) -> NDArray[np.uint32]:
    """The wording of each entry."""
    return (entries & _LOW).astype(np.uint32)


def keys(entries: Numbers) -> NDArray[np.uint32]:
    """The key of each entry."""
    return (entries >> _HALF).astype(np.uint32)


def among(values: NDArray, known: NDArray) -> NDArray[np.bool_]:
    """For each value, whether it stands in a sorted array."""
    if not len(known):
        return np.zeros(len(values), bool)
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    return known[places] == values


def pairs(parts: Sequence[Numbers], new: NDArray[np.uint32] | None = None) -> Numbers:
    """The candidates (smaller wording << 32 | larger) among sorted parts, sorted; with `new` (sorted), only those of which one is new."""
    found: list[Numbers] = []
    for part in _slices(parts):
        starts, sizes = _groups(part)
        found.append(
            once(
                _all(
                    [
                        _pairs_of(wordings(part), starts[sizes == size], size, new)
                        for size in range(2, RARE + 1)
                    ]
                )
            )
        )
    return once(_all(found))


def _all(parts: list[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _slices(parts: Sequence[Numbers]) -> Iterator[Numbers]:
    """The entries of all parts, sorted, range of keys by range: keys are hashes, so the ranges hold about as many."""
    number = sum(map(len, parts)) // _AT_ONCE + 1
    bounds = [np.uint64((step << 32) // number << 32) for step in range(1, number)]
    cuts = [[0, *np.searchsorted(part, bounds).tolist(), len(part)] for part in parts]
    for step in range(number):
        yield merged(
            [part[cut[step] : cut[step + 1]] for part, cut in zip(parts, cuts, strict=True)]
        )


def _groups(entries: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the entries of each key begin, and how many they are."""
    key = keys(entries)
    starts = (
        np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        if len(key)
        else np.zeros(0, np.int64)
    )
    return starts, np.diff(np.append(starts, len(key)))


def _pairs_of(
    docs: NDArray[np.uint32], starts: NDArray[np.int64], size: int, new: NDArray[np.uint32] | None
) -> Numbers:
    """Every pair of the groups of one size, wordings of a group being sorted."""
    left, right = np.triu_indices(size, 1)
    members = docs[starts[:, None] + np.arange(size)]
    if new is not None:
        fresh = among(members.ravel(), new).reshape(members.shape)
        members, fresh = members[fresh.any(1)], fresh[fresh.any(1)]
    found = (members[:, left].astype(np.uint64) << _HALF) | members[:, right]
    return found.ravel() if new is None else found[fresh[:, left] | fresh[:, right]]


def crossed(entries: Numbers, new: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The old wordings (sorted) of the keys that were rare before the new wordings came, and are not any more."""
    found = []
    for part in _slices([entries]):
        starts, sizes = _groups(part)
        old = ~among(wordings(part), new)
        before = np.add.reduceat(old, starts, dtype=np.int64) if len(starts) else sizes
        over = (before <= RARE) & (sizes > RARE) & (before > 1)
        found.append(wordings(part[np.repeat(over, sizes) & old]))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint32)


# ---- how entries are stored: segments of chunks, each chunk sorted


def chunked(entries: Numbers) -> Iterator[tuple[int, bytes]]:
    """Sorted entries as chunks: the first key of each, and its bytes."""
    for start in range(0, len(entries), CHUNK):
        part = entries[start : start + CHUNK]
        yield int(part[0] >> _HALF), part.tobytes()


def from_chunks(blobs: list[bytes]) -> Numbers:
    """The entries in chunks, as they come."""
    return np.frombuffer(b"".join(blobs), np.uint64)
