"""Sentences of a text by rules, for articles that were not parsed.

Abbreviations, initials, quotation marks and paragraphs are taken into account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.language import lexicon
from quotetrack.language.titles import unfinished_abbreviations
from quotetrack.records import Span
from quotetrack.spans import overlap

_LOOK_AROUND = 30  # characters before and after a full stop that are looked at
_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE_BREAK = re.compile(r"\n")
_END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s+[\"“‘«('\[]*[^\W\d_a-zß-öø-ÿ]|\s+[\"“‘«('\[]*\d)")
_WORD_BEFORE = re.compile(r"[^\s\"“‘«(\[—–-]+$")  # ends where the full stop stands
_INNER_POINTS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # a.m, U.S


def sentences(text: str, excluded: Sequence[Span] = ()) -> list[Span]:
    """The sentences of a text in order, within paragraphs, none that touches an excluded span."""
    found = [span for paragraph in _paragraphs(text) for span in _split(text, *paragraph)]
    return [span for span in found if not any(overlap(span, other) for other in excluded)]


def _paragraphs(text: str) -> Iterator[Span]:
    """The spans between blank lines, or between lines if the text has no blank ones."""
    breaks = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_BREAK
    start = 0
    for gap in breaks.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a paragraph, without the spaces around them."""
    for mark in _END.finditer(text, start, end):
        is_point = mark.group() == "."
        if is_point and _ends_abbreviation(text, start, mark.start(), mark.end()):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, end)


def _ends_abbreviation(text: str, start: int, point: int, after: int) -> bool:
    """True if a full stop ends an abbreviation or an initial and not the sentence."""
    match = _WORD_BEFORE.search(text, max(start, point - _LOOK_AROUND), point)
    if not match:
        return False
    word = match.group()
    following = text[after : after + _LOOK_AROUND].split(maxsplit=1)
    if _INNER_POINTS.fullmatch(word):
        return not _opens_sentence(following)  # the U.S. Senate, but: in the U.S. The
    if len(word) == 1 and word.isalpha() and word != "I":
        return True  # J. Smith
    if word.lower() in unfinished_abbreviations():
        return True
    is_before_figure = bool(following) and following[0][0].isdigit()
    return is_before_figure and word.lower() in lexicon.words("before_figures")


def _opens_sentence(following: Sequence[str]) -> bool:
    """True if a function word follows: capitalised, it starts a sentence."""
    return bool(following) and following[0].lower().strip("\"“‘'") in lexicon.words(
        "function_words"
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without spaces at its ends, none if nothing is left."""
    printed = text[start:end]
    kept = printed.strip()
    if kept:
        first = start + len(printed) - len(printed.lstrip())
        yield first, first + len(kept)
