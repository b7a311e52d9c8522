"""The words in quotation marks within the text of a quotation: what the speaker is said to have said to the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.records import Span

_MARKS = re.compile(r"[“”„«»\"]")
_CLOSING = "”»"
BROKEN = " ... "  # between the spans of one quotation
_BREAK = re.compile(rf"{re.escape(BROKEN)}|\n\s*\n")  # ... or between its paragraphs


def fragments(text: str, kind: str) -> list[str]:
    """The stretches in marks, in order: each span and paragraph of a direct quotation, what stands between marks in a mixed one.

    A text that begins or ends inside marks, as contents do whose outer marks are left out, is told by its other mark.
    """
    return [text[start:end] for start, end in places(text, kind)]


def places(text: str, kind: str) -> list[Span]:
    """Where in the text these stretches stand."""
    if kind == "direct":
        return [span for span in _spans(text) if worded(text[slice(*span)])]
    if kind != "mixed":
        return []
    return [
        part for span in _spans(text) for part in _between(text, span) if worded(text[slice(*part)])
    ]


def spot(content: Sequence[Span], span: Span) -> Span:
    """Where in the article a stretch of a quotation's text stands, whose spans are given as `content`."""
    at, found = 0, []
    for start, end in content:
        if span[0] < at + end - start and span[1] > at:
            found.append((start + max(0, span[0] - at), start + min(end - start, span[1] - at)))
        at += end - start + len(BROKEN)
    return (found[0][0], found[-1][1]) if found else (content[0][0], content[-1][1])


def broken(text: str) -> bool:
    """True if a text is more than a single span and paragraph."""
    return BROKEN in text or ("\n" in text and bool(_BREAK.search(text)))


def _spans(text: str) -> list[Span]:
    breaks = [match.span() for match in _BREAK.finditer(text)]
    return list(
        zip(
            [0, *(end for _, end in breaks)],
            [*(start for start, _ in breaks), len(text)],
            strict=True,
        )
    )


def _between(text: str, span: Span) -> list[Span]:
    start, end = span
    marks = [match.start() for match in _MARKS.finditer(text, start, end)]
    if not marks:
        return []
    inside = _closes(text, start, marks[0])
    edges = [start - 1, *marks, end]
    return [
        (left + 1, right)
        for number, (left, right) in enumerate(zip(edges, edges[1:], strict=False))
        if (number % 2 == 0) == inside
    ]


def _closes(text: str, start: int, place: int) -> bool:
    """True if the first mark of a span closes what was opened before it."""
    return text[place] in _CLOSING or (
        text[place] == '"'
        and place > start
        and not text[place - 1].isspace()
        and text[place - 1] not in "([-–—"
    )


def worded(part: str) -> bool:
    """True if a part has a letter or a digit."""
    return any(map(str.isalnum, part))
