"""The tagger's part of the joint network: reported words of a window, with sources and cues."""

from __future__ import annotations

import numpy as np

from quotetrack.parsing.joint_model import Array, Graph
from quotetrack.parsing.tagger_decoding import (
    Floats,
    Pointed,
    decoded_spans,
    tagged_span,
    word_chances,
)
from quotetrack.parsing.tagger_windows import Pieces
from quotetrack.records import TaggedSpan


def tagged_spans(
    window: Pieces, chances: Floats, vectors: Array, keys: Array, spans: Graph
) -> list[TaggedSpan]:
    """The tagged spans of a window, given the chances of tags of its pieces and their vectors."""
    places = decoded_spans(window, chances)
    if not places:
        return []
    first, last = (np.array(column, np.int64) for column in zip(*places, strict=True))
    pointers, continues = spans(vectors, keys, first, last)
    surely = [0.0, *map(float, continues[1:])]  # before the first of a window is none
    return [
        tagged_span(window, chances, place, Pointed(pointers[i], surely[i]))
        for i, place in enumerate(places)
    ]


def mark_reported(reported: bytearray, window: Pieces, chances: Floats) -> None:
    """Write for each character of a window, 0 to 255, how surely it is reported."""
    for (start, end), chance in word_chances(window, chances):
        reported[start:end] = bytes((round(255 * chance),)) * (end - start)
