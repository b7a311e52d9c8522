"""Which texts share a rare key: sorting and merging of postings.

A posting is a 64-bit number, `key << 32 | fingerprint`. A key is rare if at most RARE_KEY_LIMIT
fingerprints have it, and two fingerprints that share a rare key are candidates for a link. That is
symmetric, and depends on what is stored, not on the order in which it came. When a key stops being
rare, the candidates that it brought together must be looked at again (`no_longer_rare`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Postings = NDArray[np.uint64]
Fingerprints = NDArray[np.uint32]
RARE_KEY_LIMIT = 16  # tuned on recall and speed among 100,000 made-up quotations
CHUNK_SIZE = 500  # postings of one stored chunk; two chunks fill a page of the database
_BATCH = 4_000_000  # postings worked on together, which bounds the memory
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def merge(parts: Sequence[Postings]) -> Postings:
    """All postings sorted, each once."""
    return sorted_unique(_concatenated(parts))


def sorted_unique(values: Postings) -> Postings:
    """The numbers sorted in place, each once; several times as fast as numpy.unique."""
    values.sort()
    if not len(values):
        return values
    return values[np.concatenate(([True], values[1:] != values[:-1]))]


def fingerprints(postings: Postings) -> Fingerprints:
    """The fingerprint of each posting."""
    return (postings & _LOW).astype(np.uint32)


def keys(postings: Postings) -> NDArray[np.uint32]:
    """The key of each posting."""
    return (postings >> _HALF).astype(np.uint32)


def contained(values: NDArray[Any], known: NDArray[Any]) -> NDArray[np.bool_]:
    """For each value, whether it is in a sorted array."""
    if not len(known):
        return np.zeros(len(values), bool)
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    found: NDArray[np.bool_] = known[places] == values
    return found


def candidate_pairs(parts: Sequence[Postings], new: Fingerprints | None = None) -> Postings:
    """The candidates among sorted parts as `smaller fingerprint << 32 | larger`, sorted.

    With `new` (sorted), only the candidates of which one is new.
    """
    found: list[Postings] = []
    for part in _slices(parts):
        starts, sizes = _groups(part)
        members = fingerprints(part)
        by_size = [
            _pairs_of_groups(members, starts[sizes == size], size, new)
            for size in range(2, RARE_KEY_LIMIT + 1)
        ]
        found.append(merge(by_size))
    return merge(found)


def no_longer_rare(postings: Postings, new: Fingerprints) -> Fingerprints:
    """The old fingerprints (sorted) of keys that the new ones have made too frequent."""
    found = []
    for part in _slices([postings]):
        starts, sizes = _groups(part)
        old = ~contained(fingerprints(part), new)
        before = np.add.reduceat(old, starts, dtype=np.int64) if len(starts) else sizes
        crossed = (before <= RARE_KEY_LIMIT) & (sizes > RARE_KEY_LIMIT) & (before > 1)
        found.append(fingerprints(part[np.repeat(crossed, sizes) & old]))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint32)


def chunks(postings: Postings) -> Iterator[tuple[int, bytes]]:
    """Sorted postings cut into chunks for storage: the first key of each, and its bytes."""
    for start in range(0, len(postings), CHUNK_SIZE):
        part = postings[start : start + CHUNK_SIZE]
        yield int(part[0] >> _HALF), part.tobytes()


def from_chunks(blobs: Sequence[bytes]) -> Postings:
    """The postings of stored chunks, in the order of the chunks."""
    return np.frombuffer(b"".join(blobs), np.uint64)


def _concatenated(parts: Sequence[Postings]) -> Postings:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _slices(parts: Sequence[Postings]) -> Iterator[Postings]:
    """The postings of all parts, sorted, in ranges of keys; keys are hashes, so spread evenly."""
    number = sum(map(len, parts)) // _BATCH + 1
    bounds = [np.uint64((step << 32) // number << 32) for step in range(1, number)]
    cuts = [[0, *np.searchsorted(part, bounds).tolist(), len(part)] for part in parts]
    for step in range(number):
        yield merge(
            [part[cut[step] : cut[step + 1]] for part, cut in zip(parts, cuts, strict=True)]
        )


def _groups(postings: Postings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the postings of each key begin, and how many there are."""
    key = keys(postings)
    if not len(key):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    return starts, np.diff(np.append(starts, len(key)))


def _pairs_of_groups(
    members: Fingerprints, starts: NDArray[np.int64], size: int, new: Fingerprints | None
) -> Postings:
    """Every pair within the groups of one size; the members of a group are sorted."""
    left, right = np.triu_indices(size, 1)
    groups = members[starts[:, None] + np.arange(size)]
    if new is None:
        return _as_pairs(groups[:, left], groups[:, right]).ravel()
    is_new = contained(groups.ravel(), new).reshape(groups.shape)
    has_new = is_new.any(1)
    groups, is_new = groups[has_new], is_new[has_new]
    return _as_pairs(groups[:, left], groups[:, right])[is_new[:, left] | is_new[:, right]]


def _as_pairs(smaller: Fingerprints, larger: Fingerprints) -> Postings:
    pairs: Postings = (smaller.astype(np.uint64) << _HALF) | larger
    return pairs
