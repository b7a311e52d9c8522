"""What the joint network is told of a window's pieces besides the tagger's inputs, and where each
piece begins in the text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quotetrack.parsing.tagger_windows import CLOSING, Pieces

GLUED, SPACED, BROKEN = range(3)  # before a piece: nothing, a space, a line break
Integers = NDArray[np.int64]


def gaps(text: str, window: Pieces) -> list[int]:
    """What stands before each piece: nothing, a space, or the end of a line; a space at the
    beginning of a paragraph."""
    found, before = [], -1
    for start, end in window.spans:
        if start == end:
            found.append(SPACED)
            before = -1
            continue
        between = text[before:start] if before >= 0 else " "
        found.append(
            BROKEN if "\n" in between else SPACED if before < 0 or _has_space(between) else GLUED
        )
        before = end
    return found


def _has_space(between: str) -> bool:
    return bool(between) and any(map(str.isspace, between))


def piece_starts(text: str, window: Pieces) -> tuple[Integers, Integers]:
    """Where the pieces that stand for characters begin, and their places in the window.

    Characters that belong to no piece go to the piece before, those of a closing mark like '' to
    the mark.
    """
    starts, places, before = [], [], None
    for place, (start, end) in enumerate(window.spans):
        if start == end:
            before = None
            continue
        if before is not None and start > before and window.quote_states[place] == CLOSING:
            start = before + len(text[before:start]) - len(text[before:start].lstrip())
        starts.append(start)
        places.append(place)
        before = end
    return np.array(starts, np.int64), np.array(places, np.int64)
