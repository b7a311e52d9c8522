"""Tokens, sentences and words from what the joint network says begins at each piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.parsing import contractions
from quotetrack.records import Span

INSIDE_TOKEN, TOKEN, SENTENCE = range(3)  # what begins at a piece
WHOLE, FIRST_PART, LATER_PART = range(3)  # a word that is a token, or a part of one
Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
MAX_SENTENCE = 300  # words: a longer one is cut, since memory grows with the square of its length


@dataclass(frozen=True, slots=True)
class ArticlePieces:
    """The pieces of an article that stand for characters, in order.

    starts: their first characters. rows: their rows among the vectors of all windows. glued: True
    where no space comes before.
    """

    starts: Integers
    rows: Integers
    glued: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article, as arrays of one length, and how many each sentence has.

    first, last: rows of their first and last pieces. part: WHOLE, FIRST_PART or LATER_PART.
    token: the number of the token that a word belongs to.
    """

    starts: list[int]
    ends: list[int]
    first: Integers
    last: Integers
    part: Integers
    token: Integers
    lengths: list[int]


def segmented(
    text: str,
    paragraphs: Sequence[Span],
    pieces: ArticlePieces,
    scores: Floats,
    table: contractions.Table,
) -> Words:
    """The words of an article; scores are (pieces, 3): inside a token, a token, a sentence."""
    number, ends = _paragraph_of(paragraphs, pieces.starts)
    begins = _begins(pieces, scores, number)
    heads = np.flatnonzero(begins >= TOKEN)
    token_ends = np.append(pieces.starts[heads[1:]], ends[-1:])
    token_ends = np.minimum(token_ends, ends[heads])
    last = np.append(heads[1:], len(pieces.starts)) - 1
    spans = _trimmed(text, pieces.starts[heads].tolist(), token_ends.tolist())
    return _words(text, pieces, spans, heads, last, begins[heads] == SENTENCE, table)


def _paragraph_of(paragraphs: Sequence[Span], starts: Integers) -> tuple[Integers, Integers]:
    """The number of each piece's paragraph, and where that ends."""
    begins = np.array([start for start, _ in paragraphs], np.int64)
    ends = np.array([end for _, end in paragraphs], np.int64)
    number = np.searchsorted(begins, starts, "right") - 1
    return number, ends[number]


def _begins(pieces: ArticlePieces, scores: Floats, paragraph: Integers) -> Integers:
    """What begins at each piece: at least a token behind a space, a sentence in a new paragraph."""
    begins: Integers = scores.argmax(1)
    spaced = np.where(scores[:, SENTENCE] > scores[:, TOKEN], SENTENCE, TOKEN)
    begins = np.where(pieces.glued, begins, spaced)
    begins[np.flatnonzero(np.diff(paragraph, prepend=-1))] = SENTENCE
    return begins


def _trimmed(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[Span]:
    """Spans without the space at their ends."""
    return [(s, s + len(text[s:e].rstrip())) for s, e in zip(starts, ends, strict=True)]


def _words(
    text: str,
    pieces: ArticlePieces,
    spans: Sequence[Span],
    first: Integers,
    last: Integers,
    is_new: NDArray[np.bool_],
    table: contractions.Table,
) -> Words:
    """The words of tokens, with contractions split; spans, pieces and sentence starts given."""
    starts: list[int] = []
    ends: list[int] = []
    token: list[int] = []
    part: list[int] = []
    split: list[int] = []
    lengths: list[int] = []
    for number, ((start, end), new) in enumerate(zip(spans, is_new.tolist(), strict=True)):
        if new or lengths[-1] >= MAX_SENTENCE:
            lengths.append(0)
        sizes = contractions.lengths(text[start:end], table)
        lengths[-1] += len(sizes)
        if len(sizes) == 1:
            starts.append(start)
            ends.append(end)
            token.append(number)
            part.append(WHOLE)
            continue
        for place, size in enumerate(sizes):
            split.append(len(starts))
            starts.append(start)
            start += size
            ends.append(start)
            token.append(number)
            part.append(LATER_PART if place else FIRST_PART)
    tokens = np.array(token, np.int64)
    rows_first, rows_last = first[tokens], last[tokens]
    if split:
        inside = np.array([(starts[i], ends[i] - 1) for i in split], np.int64)
        found = np.searchsorted(pieces.starts, inside, "right") - 1
        rows_first[split], rows_last[split] = found[:, 0], found[:, 1]
    rows = pieces.rows
    return Words(starts, ends, rows[rows_first], rows[rows_last], np.array(part), tokens, lengths)
