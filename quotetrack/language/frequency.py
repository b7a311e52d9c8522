"""How telling a word is: 1 for a rare one, less the more frequent it is in English news."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from math import log

from quotetrack.language import lexicon
from quotetrack.language.tokens import spelling, stem

LEAST = 0.1
RANKS = 5000  # from this rank on a word is rare


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """The weight of a stem, 0.1 to 1: the logarithm of its rank in words/frequent.txt, against that of the last rank."""
    rank = _ranks().get(word)
    return 1.0 if rank is None else min(1.0, max(LEAST, log(rank) / log(RANKS)))


@cache
def _ranks() -> dict[str, int]:
    return {stem(spelling(word)): int(rank) for word, rank in lexicon.table("frequent").items()}


def weight(words: Iterable[str]) -> float:
    """The weight of several stems together."""
    return sum(map(rarity, words))
