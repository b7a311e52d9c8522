"""Quotation marks: the stretches of a text between an opening and a closing mark.

Double marks (“ ”, " ", „ “, « », » «, '' '' and `` '') and single ones (‘ ’, and ' ' where no double mark stands in the
paragraph) are paired paragraph by paragraph: one stray mark costs one paragraph at most.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.records import Span

CLOSED_BY = {"“": ("”", '"', "''"), '"': ('"', "”"), "''": ("''", '"'), "``": ("''", '"'), "„": ("“", "”", '"'), "«": ("»",), "»": ("«",)}
MARK = re.compile(r"``|''|[“”\"„«»]")
CURLY = re.compile(r"(?<!\w)‘(?=\S)(?:[^‘’]|’(?=\w))+?’(?!\w)")
SPOKEN = re.compile(r"(?<![\w'’])['‘](?=[A-Z“\"])(?:[^'‘’\n]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s[a-z]))+?(?<=[.,!?…])['’](?![\w'])")
PLAIN = re.compile(r"(?<![\w'])'(?=[\w“\"])(?:[^']|(?<=\w)'(?=\w)|(?<=s)'(?= \w))+?(?<=[\w.,!?…;:])'(?![\w'])")
FEET = re.compile(r"\d\s?$")        # 6'2" or 12": a mark right after a figure, with none open, is a measure


@dataclass(frozen=True, slots=True)
class Marked:
    """A quoted stretch: where its marks begin and end, its words without them, and whether it was closed."""

    start: int
    end: int
    inner: Span
    mark: str
    closed: bool


def quoted(text: str, paragraph: Span) -> list[Marked]:
    """The outermost quoted stretches of a paragraph, in order; one left open runs to the paragraph's end."""
    found = list(_double(text, *paragraph))
    return found or list(_single(text, *paragraph))


def _double(text: str, start: int, end: int) -> Iterator[Marked]:
    opener: re.Match[str] | None = None
    depth = 0
    for mark in MARK.finditer(text, start, end):
        kind = mark.group()
        if opener is None:
            if kind in CLOSED_BY and not _measure(text, mark, start) and not _closes_nothing(text, mark, end):
                opener, depth = mark, 0
        elif kind in CLOSED_BY[opener.group()]:
            if depth:
                depth -= 1
                continue
            yield _marked(text, opener, mark)
            opener = None
        elif kind == opener.group() and kind in "“„«":
            depth += _closings_ahead(text, mark.end(), end, kind) > 1
    if opener is not None and opener.end() < end:
        yield Marked(opener.start(), end, _trimmed(text, opener.end(), end), opener.group(), False)


def _closings_ahead(text: str, start: int, end: int, opener: str) -> int:
    """How many closing marks of the kind stand ahead: two are needed before a second opening mark can be an inner one."""
    return sum(text.count(close, start, end) for close in CLOSED_BY[opener])


def _marked(text: str, opener: re.Match[str], closer: re.Match[str]) -> Marked:
    return Marked(opener.start(), closer.end(), _trimmed(text, opener.end(), closer.start()), opener.group(), True)


def _measure(text: str, mark: re.Match[str], start: int) -> bool:
    """True for the inches in `a 12" pipe`."""
    return mark.group() in ('"', "''") and bool(FEET.search(text, max(start, mark.start() - 2), mark.start()))


def _closes_nothing(text: str, mark: re.Match[str], end: int) -> bool:
    """True for a straight mark that can only close: a word before it, a space or nothing after it."""
    before, after = text[mark.start() - 1:mark.start()], text[mark.end():mark.end() + 1]
    return mark.group() in ('"', "''") and bool(before.strip()) and (mark.end() >= end or after.isspace()) and before.isalnum()


def _single(text: str, start: int, end: int) -> Iterator[Marked]:
    taken: list[Span] = []
    found = []
    for pattern in (SPOKEN, CURLY, PLAIN):      # a whole utterance first: its inner apostrophes are no marks
        new = [m for m in pattern.finditer(text, start, end) if not any(overlap(m.span(), t) for t in taken)]
        taken += [m.span() for m in new]
        found += new
    for match in sorted(found, key=lambda m: m.start()):
        yield Marked(match.start(), match.end(), _trimmed(text, match.start() + 1, match.end() - 1), match.group()[0], True)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without spaces at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
