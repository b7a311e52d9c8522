"""The words in quotation marks within the text of a quotation: what the speaker is said to have said to the letter."""
from __future__ import annotations

import re

_MARKS = re.compile(r"[“”„«»\"]")
_CLOSING = "”»"
_BROKEN = " ... "       # between the spans of one quotation


def fragments(text: str, kind: str) -> list[str]:
    """The stretches in marks, in order: each span of a direct quotation, what stands between marks in a mixed one.

    A text that begins or ends inside marks, as contents do whose outer marks are left out, is told by its other mark.
    """
    if kind == "direct":
        return [span for span in text.split(_BROKEN) if _worded(span)]
    if kind != "mixed":
        return []
    return [part for span in text.split(_BROKEN) for part in _between(span) if _worded(part)]


def _between(span: str) -> list[str]:
    places = [match.start() for match in _MARKS.finditer(span)]
    if not places:
        return []
    inside = _closes(span, places[0])
    edges = [-1, *places, len(span)]
    return [span[start + 1:end] for number, (start, end) in enumerate(zip(edges, edges[1:], strict=False))
            if (number % 2 == 0) == inside]


def _closes(span: str, place: int) -> bool:
    """True if the first mark of a span closes what was opened before it."""
    return span[place] in _CLOSING or (span[place] == '"' and place > 0 and not span[place - 1].isspace()
                                       and span[place - 1] not in "([-–—")


def _worded(part: str) -> bool:
    return any(char.isalnum() for char in part)
