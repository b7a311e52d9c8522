"""Quotation marks: spans of a text in marks, and the words in marks within a quotation.

Double marks (“ ”, " ", „ “, ” ”, « », » «, '' '' and `` '') and single ones (‘ ’, ‚ ‘, ‹ ›, ` ',
and ' ' if the paragraph has no double marks) are paired paragraph by paragraph: one stray mark
costs one paragraph at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.language import lexicon
from quotetrack.records import Span
from quotetrack.spans import SEPARATOR, overlap

# Opening mark -> the marks that may close it
_CLOSED_BY = {
    "“": ("”", '"', "''"),
    '"': ('"', "”"),
    "''": ("''", '"'),
    "``": ("''", '"'),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
    "”": ("”",),
    "＂": ("＂",),
}
_DOUBLE = re.compile(r"``|''|[“”\"„«»＂]")
_MAY_ONLY_CLOSE = ('"', "''", "”", "＂")  # behind a word
_SINGLE_OPENERS = ("'", "‘", "‚", "‹", "`")
# An apostrophe whatever follows: the '90s, 'tis
_ELIDED = rf"['’](?=\d\ds?\b|(?i:{lexicon.alternatives('elided_words')})\b)"
_CURLY = re.compile(rf"(?<!\w)‘(?=\S)(?:[^‘’]|’(?=\w)|(?<=\s){_ELIDED})+?’(?!\w)")
_WHOLE_UTTERANCE = re.compile(
    rf"(?<![\w'’])(?!{_ELIDED})['‘](?=[A-Z“\"])"
    rf"(?:[^'‘’\n]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s[a-z])|(?<=\s){_ELIDED})+?"
    r"(?<=[.,!?…])['’](?![\w'])"
)
_STRAIGHT = re.compile(
    rf"(?<![\w'])(?!{_ELIDED})'(?=[\w“\"])"
    rf"(?:[^']|(?<=\w)'(?=\w)|(?<=s)'(?= \w)|(?<=\s){_ELIDED})+?"
    r"(?<=[\w.,!?…;:])'(?![\w'])"
)
_LOW_OR_POINTED = re.compile(
    r"(?<!\w)‚(?=\S)[^‚‘]+?‘(?!\w)|‹[^‹›]+›"
    r"|(?<![\w`])`(?=[\w“\"])(?:[^`']|(?<=\w)'(?=\w))+?(?<=[\w.,!?…;:])'(?![\w'])"
)
_LEFT_OPEN = re.compile(r"(?:^|(?<=[\s(]))[‘'](?=[A-Z“\"])")
_MAY_ENCLOSE = re.compile(r"(?<![\w’'])['‘](?=[A-Z])")  # single marks that may hold double ones
_SENTENCE_END = re.compile(r"[.!?…][”\")]?\s+(?=[A-Z“\"])")
_SENTENCE_BEFORE = re.compile(r"[.!?…]\s+$")
_FIGURE_BEFORE = re.compile(r"\d\s?$")  # 6'2" or 12"
_INNER_MARK = re.compile(r"[“”„«»\"]")
_CLOSING = "”»"
# Between the spans of a quotation's text, or between its paragraphs
_BREAK = re.compile(rf"{re.escape(SEPARATOR)}|\n\s*\n")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A span in quotation marks, marks included; `inner` are the words without them."""

    start: int
    end: int
    inner: Span
    mark: str
    closed: bool


# ---- pairing marks in a paragraph
def quoted(text: str, paragraph: Span) -> list[QuotedSpan]:
    """The outermost quoted spans of a paragraph; one left open runs to the paragraph's end."""
    double = list(_in_double_marks(text, *paragraph))
    if double and not _MAY_ENCLOSE.search(text, paragraph[0], double[0].start):
        return double
    single = list(_in_single_marks(text, *paragraph))
    enclosing = [s for s in single if any(s.start < d.start and d.end < s.end for d in double)]
    if not double or not enclosing:
        return double or single
    apart = [d for d in double if not any(_touch(d, e) for e in enclosing)]
    return sorted([*enclosing, *apart], key=lambda span: span.start)


def inside(text: str, outer: QuotedSpan) -> list[QuotedSpan]:
    """The quoted spans within one: in single marks within double ones, and vice versa."""
    if not outer.mark:
        return quoted(text, outer.inner)
    if outer.mark in _SINGLE_OPENERS:
        return list(_in_double_marks(text, *outer.inner))
    return list(_in_single_marks(text, *outer.inner))


def left_open(text: str, span: Span, marks: Sequence[QuotedSpan]) -> QuotedSpan | None:
    """The span in single marks that a paragraph opens last and does not close.

    Quotations of several paragraphs are printed so.
    """
    last = marks[-1].end if marks else span[0]
    opener = _LEFT_OPEN.search(text, last, span[1])
    if opener is None:
        return None
    inner = _trimmed(text, opener.end(), span[1])
    return QuotedSpan(opener.start(), span[1], inner, opener.group(), False)


def orphans(text: str, span: Span, marks: Sequence[QuotedSpan]) -> Iterator[QuotedSpan]:
    """The sentence before each mark that closes nothing, from the end of the marks before it."""
    start = span[0]
    for mark in _DOUBLE.finditer(text, *span):
        enclosing = next((m for m in marks if m.start <= mark.start() < m.end), None)
        if enclosing:
            start = max(start, enclosing.end)
        elif mark.group() in _MAY_ONLY_CLOSE and _ends_clause(text, mark.start()):
            before = max(start, mark.start() - 1)
            ends = [end.end() for end in _SENTENCE_END.finditer(text, start, before)]
            inner = _trimmed(text, ends[-1] if ends else start, mark.start())
            if inner[0] < inner[1]:
                yield QuotedSpan(inner[0], mark.end(), inner, mark.group(), False)
            start = mark.end()


def _touch(a: QuotedSpan, b: QuotedSpan) -> bool:
    return overlap((a.start, a.end), (b.start, b.end)) > 0


def _ends_clause(text: str, place: int) -> bool:
    """True if a comma or the end of a sentence stands before a place."""
    return place > 0 and text[place - 1] in ",.!?…"


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without spaces at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# ---- double marks
def _in_double_marks(text: str, start: int, end: int) -> Iterator[QuotedSpan]:
    """The spans in double marks; `depth` counts the inner marks that are open."""
    opener: re.Match[str] | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        kind = mark.group()
        if opener is None:
            if _may_open(text, mark, start, end):
                opener, depth = mark, 0
        elif kind == opener.group() == "“" and _begins_anew(text, opener, mark):
            yield _span(text, opener, mark.start(), mark.start(), closed=False)
            opener, depth = mark, 0
        elif _may_close(text, opener, mark, end):
            if depth or _is_inch_mark(text, mark, end):
                depth = max(0, depth - 1)
                continue
            yield _span(text, opener, mark.start(), mark.end(), closed=True)
            opener = None
        elif kind == opener.group() and kind in "“„«":
            # An inner opening mark only if both it and the outer one can still be closed
            depth += _closings_ahead(text, mark.end(), end, kind) > 1
    if opener is not None and opener.end() < end:
        yield _span(text, opener, end, end, closed=False)


def _span(text: str, opener: re.Match[str], inner_end: int, end: int, closed: bool) -> QuotedSpan:
    inner = _trimmed(text, opener.end(), inner_end)
    return QuotedSpan(opener.start(), end, inner, opener.group(), closed)


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    is_opener = mark.group() in _CLOSED_BY
    return is_opener and not _is_measure(text, mark, start) and not _only_closes(text, mark, end)


def _may_close(text: str, opener: re.Match[str], mark: re.Match[str], end: int) -> bool:
    """True for a mark that closes the opener, or an opening mark printed where one should close."""
    if mark.group() in _CLOSED_BY[opener.group()]:
        return True
    return mark.group() == opener.group() == "“" and _ends_words(text, mark, end)


def _closings_ahead(text: str, start: int, end: int, opener: str) -> int:
    """How many marks ahead may close an opening mark."""
    return sum(text.count(close, start, end) for close in _CLOSED_BY[opener])


def _is_measure(text: str, mark: re.Match[str], start: int) -> bool:
    """True for the inches in `a 12" pipe`: right after a figure, with no quotation open."""
    if mark.group() not in ('"', "''"):
        return False
    return bool(_FIGURE_BEFORE.search(text, max(start, mark.start() - 2), mark.start()))


def _is_inch_mark(text: str, mark: re.Match[str], end: int) -> bool:
    """True for the inches within `"A 12" pipe burst"`: without them the following marks pair up."""
    words_follow = text[mark.end() : mark.end() + 2].strip()[:1].isalpha()
    odd_number_follows = text.count(mark.group(), mark.end(), end) % 2 == 1
    return _is_measure(text, mark, 0) and words_follow and odd_number_follows


def _begins_anew(text: str, opener: re.Match[str], mark: re.Match[str]) -> bool:
    """True for a second opening mark behind a whole sentence: the first was never closed."""
    before = text[max(opener.end(), mark.start() - 3) : mark.start()]
    return bool(_SENTENCE_BEFORE.search(before)) and text[mark.end() : mark.end() + 1].isupper()


def _only_closes(text: str, mark: re.Match[str], end: int) -> bool:
    """True for a mark behind a word, comma or full stop, with a space or nothing after it."""
    return mark.group() in _MAY_ONLY_CLOSE and _ends_words(text, mark, end)


def _ends_words(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1 : mark.start()] if mark.start() else ""
    after = text[mark.end() : mark.end() + 1]
    if mark.group() == "”" and (before.strip() or not after.strip()):
        return True  # a closing mark opens only as the first of a word: ”Yes,” she said
    is_behind_words = before.isalnum() or (before != "" and before in ",.!?…")
    return is_behind_words and (mark.end() >= end or not after.isalnum())


# ---- single marks
def _in_single_marks(text: str, start: int, end: int) -> Iterator[QuotedSpan]:
    """The spans in single marks; a whole utterance first, so that its apostrophes are not marks."""
    found: list[re.Match[str]] = []
    for pattern in (_WHOLE_UTTERANCE, _CURLY, _STRAIGHT, _LOW_OR_POINTED):
        taken = [match.span() for match in found]
        found += [
            match
            for match in pattern.finditer(text, start, end)
            if not any(overlap(match.span(), span) for span in taken)
        ]
    for match in sorted(found, key=lambda m: m.start()):
        inner = _trimmed(text, match.start() + 1, match.end() - 1)
        yield QuotedSpan(match.start(), match.end(), inner, match.group()[0], True)


# ---- what is quoted within the text of a quotation
def fragments(text: str, kind: str) -> list[str]:
    """The words in marks within a quotation's text, in order: what the speaker said to the letter.

    Each span and paragraph of a direct quotation; what stands between marks in a mixed one. A text
    that begins or ends within marks, as contents do without their outer marks, is understood.
    """
    return [text[start:end] for start, end in fragment_spans(text, kind)]


def fragment_spans(text: str, kind: str) -> list[Span]:
    """Where in the text of a quotation its fragments lie."""
    found: list[Span] = []
    if kind == "direct":
        found = _unbroken_spans(text)
    elif kind == "mixed":
        found = [part for span in _unbroken_spans(text) for part in _between_marks(text, span)]
    return [(start, end) for start, end in found if has_words(text[start:end])]


def has_breaks(text: str) -> bool:
    """True if a quotation's text has more than one span or paragraph."""
    return SEPARATOR in text or ("\n" in text and bool(_BREAK.search(text)))


def has_words(text: str) -> bool:
    """True if a text has a letter or a digit."""
    return any(map(str.isalnum, text))


def _unbroken_spans(text: str) -> list[Span]:
    breaks = [match.span() for match in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return list(zip(starts, ends, strict=True))


def _between_marks(text: str, span: Span) -> list[Span]:
    start, end = span
    marks = [match.start() for match in _INNER_MARK.finditer(text, start, end)]
    if not marks:
        return []
    starts_inside = _closes(text, start, marks[0])
    parts = [(left + 1, right) for left, right in pairwise([start - 1, *marks, end])]
    return parts[0::2] if starts_inside else parts[1::2]


def _closes(text: str, start: int, place: int) -> bool:
    """True if the first mark of a span closes what was opened before the span."""
    if text[place] in _CLOSING:
        return True
    is_behind_space = place == start or text[place - 1].isspace() or text[place - 1] in "([-–—"
    return text[place] == '"' and not is_behind_space
