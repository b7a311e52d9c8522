"""Speech that is set off by the layout and not by marks: lines of an interview, posts, block quotations.

Each is found by what stands around it: the same names before colons again and again, a handle and a date behind the words, a
colon at the end of the paragraph before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quotetrack.language.lexicon import words as entries
from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.records import Span

NAME = r"(?:[A-Z][\w.'’-]*|@\w+)(?: (?:[A-Z][\w.'’-]*|of|de|van|von|al|the)){0,4}"
LINE = re.compile(rf"[>•*\-–\s]*(?:(Q|A)[.:]|({NAME}(?: \([^()]{{1,40}}\))?)\s?:)[ \t]+(?=[^\s])")
HANDLE = re.compile(r"@\w+$")
POST = re.compile(
    rf"\s*(?:<[^>]*>)?(?P<text>.*?\S)(?:\s+\S+\.\S+/\S*)*\s*(?:—|–|--)\s?{NAME}\s\(@\w+\)\s+"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}",
    re.DOTALL,
)
ASKS, ANSWERS = {"q", "question"}, {"a", "answer"}
FEWEST = 3  # lines with a name before a colon that make a conversation
LONGEST = 2_000  # characters of a paragraph that may be a post
QUOTED = re.compile(r"\s*>\s?")


def conversation(text: str, paragraphs: Sequence[Span]) -> dict[int, QuotedSpan]:
    """The lines of an interview or a talk, paragraph number -> what is said in it, none where names recur by chance."""
    lines = {n: m for n, span in enumerate(paragraphs) if (m := LINE.match(text, *span))}
    labels = Counter(_label(m) for m in lines.values())
    asked = bool(ASKS & labels.keys()) and bool(ANSWERS & labels.keys())
    said = {
        n: m
        for n, m in lines.items()
        if HANDLE.match(_label(m)) or (asked and _label(m) in ASKS | ANSWERS)
    }
    talkers = {label for label in labels if label not in entries("calendar")}
    recurs = any(labels[label] > 1 for label in talkers)
    if len(talkers) > 1 and recurs and sum(labels[t] for t in talkers) >= FEWEST:
        said |= {n: m for n, m in lines.items() if _label(m) in talkers and _near(n, lines)}
    return {
        n: _stretch(text, m.end(), paragraphs[n][1])
        for n, m in said.items()
        if m.end() < paragraphs[n][1]
    }


def _label(line: re.Match[str]) -> str:
    return (line.group(1) or line.group(2)).lower()


def _near(number: int, lines: dict[int, re.Match[str]]) -> bool:
    """True if a line of another speaker stands right before or behind."""
    return any(
        n in lines and _label(lines[n]) != _label(lines[number]) for n in (number - 1, number + 1)
    )


def post(text: str, paragraph: Span) -> QuotedSpan | None:
    """The words before a name with a handle and a date, as posts are shown that stand in an article."""
    if paragraph[1] - paragraph[0] > LONGEST or "(@" not in text[slice(*paragraph)]:
        return None
    found = POST.match(text, *paragraph)
    return _stretch(text, *found.span("text")) if found else None


def block(text: str, paragraph: Span) -> QuotedSpan | None:
    """A whole paragraph as what was said; signs of quoting (>) at its head left out."""
    found = QUOTED.match(text, *paragraph)
    return (
        _stretch(text, found.end() if found else paragraph[0], paragraph[1])
        if words(text[slice(*paragraph)])
        else None
    )


def goes_on(text: str, paragraph: Span) -> bool:
    """True for a line that begins with >, as the lines of a block quotation do."""
    return bool(QUOTED.match(text, *paragraph))


def _stretch(text: str, start: int, end: int) -> QuotedSpan:
    """The stretch without spaces at its end, and without marks around all of it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    around = text[start : start + 1] in tuple('“"‘«„') and text[end - 1 : end] in tuple('”"’»“')
    return QuotedSpan(start, end, (start + 1, end - 1) if around else (start, end), "", True)
