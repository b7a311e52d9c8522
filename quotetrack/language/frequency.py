"""How much a word tells: 1 for a rare one, less the more frequent it is in English news.

The weight stands in for an inverse document frequency that does not change with what is compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from math import log

from quotetrack.language import lexicon
from quotetrack.language.stemming import one_spelling, stem

LEAST = 0.1  # weight of the most frequent words
RANKS = 5000  # words in the list; all others count as rare


@lru_cache(maxsize=65536)
def term_weight(stemmed: str) -> float:
    """The weight of a stem, 0.1 to 1: the logarithm of its rank over that of the last rank."""
    rank = _ranks().get(stemmed)
    return 1.0 if rank is None else min(1.0, max(LEAST, log(rank) / log(RANKS)))


def total_weight(stems: Iterable[str]) -> float:
    """The sum of the weights of several stems."""
    return sum(map(term_weight, stems))


@cache
def _ranks() -> dict[str, int]:
    ranks = lexicon.table("word_ranks").items()
    return {stem(one_spelling(word)): int(rank) for word, rank in ranks}
