"""Scores of the tagger's network -> spans of reported words with their sources and cues.

Tags are decoded with Viterbi's algorithm (1967), so that one doubtful word does not cut a quotation
in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotetrack.parsing.tagger_windows import Pieces
from quotetrack.records import Span, TaggedSpan

OUTSIDE, BEGIN, INSIDE = range(3)  # the tags of words
MAX_SOURCE = 60  # pieces of a source or cue
BEST_STARTS = 4  # first pieces that are tried for a source or cue

# How often outside, begin and inside follow each other in PolNeAR's training articles.
TRANSITIONS = np.array([[0.9476, 0.0522, 0.0], [0.0672, 0.0004, 0.9324], [0.0677, 0.0001, 0.9322]])
# Weight of the transitions against the network; .3 to .75 give the same on held-out articles.
TRANSITION_WEIGHT = 0.5
# If every word is more likely than this to be outside, so is the likeliest sequence.
SURELY_OUTSIDE = 0.95
Floats = NDArray[np.float32]
PieceSpan = tuple[int, int]  # first and last piece, both included


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where the pointers of a span point: chances (4 pointers, pieces); its chance to continue."""

    pointers: Floats
    continues: float


# ---- tags -> spans


def best_tags(chances: Floats) -> list[int]:
    """The most likely tags of a sequence of words, given chances (words, 3) of O, B and I.

    Inside never follows outside.
    """
    if not len(chances):
        return []
    if chances[:, OUTSIDE].min() > SURELY_OUTSIDE:
        return [OUTSIDE] * len(chances)
    rows = np.log(np.maximum(chances, 1e-6)).astype(np.float64).tolist()
    from_outside, from_begin, from_inside = _weighted_transitions()
    best = [a + b for a, b in zip(rows[0], from_outside, strict=True)]
    back = []
    for row in rows[1:]:  # three tags: plain numbers are faster than arrays
        outside, begin, inside = best
        step = []
        for tag in (OUTSIDE, BEGIN, INSIDE):
            paths = (
                outside + from_outside[tag], begin + from_begin[tag], inside + from_inside[tag]
            )  # fmt: skip
            chosen = max(paths)
            best[tag] = chosen + row[tag]
            step.append(paths.index(chosen))
        back.append(step)
    tags = [best.index(max(best))]
    for step in reversed(back):
        tags.append(step[tags[-1]])
    return tags[::-1]


@lru_cache(maxsize=1)
def _weighted_transitions() -> list[list[float]]:
    with np.errstate(divide="ignore"):
        weighted: list[list[float]] = (TRANSITION_WEIGHT * np.log(TRANSITIONS)).tolist()
    return weighted


def decoded_spans(window: Pieces, scores: Floats) -> list[PieceSpan]:
    """First and last piece of each tagged span, from the best tags of each paragraph."""
    found: list[PieceSpan] = []
    for start, end in _paragraphs(window):
        starts = [i for i in range(start, end) if window.word_starts[i]]
        last_pieces = [following - 1 for following in [*starts[1:], end]]
        for first, last, tag in zip(starts, last_pieces, best_tags(scores[starts]), strict=False):
            if tag == BEGIN:
                found.append((first, last))
            elif tag == INSIDE:
                found[-1] = (found[-1][0], last)
    return found


def _paragraphs(window: Pieces) -> Iterator[tuple[int, int]]:
    """The pieces of each paragraph in a window: the first, and one past the last."""
    start = 0
    for i in range(len(window) + 1):
        if i == len(window) or window.is_special(i):
            if i > start:
                yield start, i
            start = i + 1


def word_chances(window: Pieces, scores: Floats) -> list[tuple[Span, float]]:
    """The characters of each piece, up to the next piece, with its word's chance to be reported."""
    found = []
    chance = 0.0
    for i, (start, end) in enumerate(window.spans):
        if window.word_starts[i]:
            chance = 1.0 - float(scores[i][OUTSIDE])
        if window.is_special(i):
            continue
        if i + 1 < len(window) and not window.is_special(i + 1):
            end = max(end, window.spans[i + 1][0])
        found.append(((start, end), chance))
    return found


# ---- pointers -> sources and cues


def tagged_span(window: Pieces, scores: Floats, place: PieceSpan, pointed: Pointed) -> TaggedSpan:
    """The span between two pieces, with the source and cue that its pointers point to."""
    first, last = place
    starts = [i for i in range(first, last + 1) if window.word_starts[i]]
    source, source_score = best_span(window, *pointed.pointers[:2])
    cue, cue_score = best_span(window, *pointed.pointers[2:])
    return TaggedSpan(
        span=(window.spans[first][0], window.spans[last][1]),
        score=float(np.mean([1.0 - scores[i][OUTSIDE] for i in starts])),
        source=source,
        source_score=source_score,
        cue=cue,
        cue_score=cue_score,
        joined=pointed.continues,
    )


def best_span(window: Pieces, starts: Floats, ends: Floats) -> tuple[Span | None, float]:
    """The most likely span of whole words, given chances of its first and last piece; its chance.

    None if piece 0, which stands for "none", is more likely.
    """
    best, chance = None, float(starts[0]) * float(ends[0])
    for first in map(int, np.argsort(starts[: len(window)])[::-1][:BEST_STARTS]):
        if window.is_special(first) or starts[first] < chance:
            continue
        limit = min(first + MAX_SOURCE, _paragraph_end(window, first))
        last = first + int(np.argmax(ends[first:limit]))
        both = float(starts[first]) * float(ends[last])
        if both > chance:
            best, chance = _whole_words(window, first, last), both
    return best, chance


def _paragraph_end(window: Pieces, place: int) -> int:
    """The number of the first piece after the paragraph of a piece."""
    return next((i for i in range(place, len(window)) if window.is_special(i)), len(window))


def _whole_words(window: Pieces, first: int, last: int) -> Span:
    """The characters from the start of the first piece's word to the end of the last piece's."""
    while not window.word_starts[first] and not window.is_special(first - 1):
        first -= 1
    while (
        last + 1 < len(window)
        and not window.word_starts[last + 1]
        and not window.is_special(last + 1)
    ):
        last += 1
    return window.spans[first][0], window.spans[last][1]
