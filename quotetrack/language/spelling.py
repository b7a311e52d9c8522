"""Misspelt words: edits between two spellings, and how a misspelt word is looked up."""

from __future__ import annotations


def max_edits(word: str) -> int:
    """How many edits a misspelt word may have: 0 under three letters, 3 from ten letters on."""
    return (len(word) >= 3) + (len(word) >= 6) + (len(word) >= 10)


def edit_distance(a: str, b: str) -> int:
    """Letters inserted, deleted, replaced or swapped (optimal string alignment)."""
    from rapidfuzz.distance import OSA  # here: loading it would slow down every start

    return OSA.distance(a, b)


def transpositions(word: str) -> set[str]:
    """The word with each two neighbours swapped: trigrams do not find these for short words."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


def trigrams(word: str) -> set[str]:
    """The runs of three letters of a word whose beginning and end are marked with ^ and $."""
    marked = f"^{word}$"
    return {marked[i : i + 3] for i in range(len(marked) - 2)} or {marked}
