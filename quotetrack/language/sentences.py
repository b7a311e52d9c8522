"""Sentences of a text by rules, for articles that were not parsed: abbreviations, initials, quotation marks, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.language import lexicon
from quotetrack.language.titles import unfinished_abbreviations
from quotetrack.records import Span
from quotetrack.spans import overlap

BLANK = re.compile(r"\n\s*\n")
LINE = re.compile(r"\n")
END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s+[\"“‘«('\[]*[^\W\d_a-zß-öø-ÿ]|\s+[\"“‘«('\[]*\d)")
BEFORE = re.compile(r"[^\s\"“‘«(\[—–-]+$")  # the word that the mark stands behind
LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # a.m, U.S: inner points


def sentences(text: str, apart: Sequence[Span] = ()) -> list[Span]:
    """The sentences of a text in order, none across paragraphs; those in the stretches apart are left out."""
    found = [span for paragraph in _paragraphs(text) for span in _cut(text, *paragraph)]
    return [span for span in found if not any(overlap(span, other) for other in apart)]


def _paragraphs(text: str) -> Iterator[Span]:
    """Stretches between blank lines, or between lines where the text has no blank ones."""
    breaks = BLANK if BLANK.search(text) else LINE
    start = 0
    for gap in breaks.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph in sentences, without the spaces around them."""
    for mark in END.finditer(text, start, end):
        if (
            text[mark.start()] == "."
            and mark.end() - mark.start() == 1
            and _goes_on(text, start, mark.start(), mark.end())
        ):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, end)


def _goes_on(text: str, start: int, point: int, after: int) -> bool:
    """Whether the point ends an abbreviation or an initial, not a sentence."""
    word = BEFORE.search(text, max(start, point - 30), point)
    if not word:
        return False
    said = word.group()
    follows = text[after : after + 30].split(maxsplit=1)
    opens = bool(follows) and follows[0].lower().strip("\"“‘'") in _openers()
    if LETTERS.fullmatch(said):
        return not opens  # the U.S. Senate; but: in the U.S. The
    if len(said) == 1 and said.isalpha() and said != "I":
        return True  # J. Smith
    folded = said.lower()
    return folded in unfinished_abbreviations() or (
        folded in lexicon.words("before_figures")
        and after < len(text)
        and bool(follows)
        and follows[0][0].isdigit()
    )


def _openers() -> frozenset[str]:
    """Words that rarely stand with a capital but at the beginning of a sentence."""
    return lexicon.words("function_words")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    said = text[start:end]
    if words := said.strip():
        first = start + len(said) - len(said.lstrip())
        yield first, first + len(words)
