"""Hashes that are the same in every process, of strings and of arrays of numbers."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]


def stable_hash(text: str) -> int:
    """A 64-bit hash of a string."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def mixed(values: Hashes) -> Hashes:
    """Each number scrambled, so that sums and products of hashes are hashes again.

    The finaliser of splitmix64 (Steele, Lea and Flood 2014).
    """
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
