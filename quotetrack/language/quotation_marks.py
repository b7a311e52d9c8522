"""Quotation marks: the stretches of a text between an opening and a closing mark.

Double marks (“ ”, " ", „ “, ” ”, « », » «, '' '' and `` '') and single ones (‘ ’, ‚ ‘, ‹ ›, ` ', and ' ' where no double mark
stands in the paragraph) are paired paragraph by paragraph: one stray mark costs one paragraph at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.records import Span
from quotetrack.spans import SEPARATOR, overlap

CLOSED_BY = {
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
MARK = re.compile(r"``|''|[“”\"„«»＂]")
ELIDED = r"['’](?=\d\ds?\b|(?i:tis|twas|em|til|n|cause|round|bout)\b)"  # the '90s, 'tis: an apostrophe, whatever follows
CURLY = re.compile(rf"(?<!\w)‘(?=\S)(?:[^‘’]|’(?=\w)|(?<=\s){ELIDED})+?’(?!\w)")
SPOKEN = re.compile(
    rf"(?<![\w'’])(?!{ELIDED})['‘](?=[A-Z“\"])(?:[^'‘’\n]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s[a-z])|(?<=\s){ELIDED})+?"
    r"(?<=[.,!?…])['’](?![\w'])"
)
PLAIN = re.compile(
    rf"(?<![\w'])(?!{ELIDED})'(?=[\w“\"])(?:[^']|(?<=\w)'(?=\w)|(?<=s)'(?= \w)|(?<=\s){ELIDED})+?(?<=[\w.,!?…;:])'(?![\w'])"
)
LOW = re.compile(
    r"(?<!\w)‚(?=\S)[^‚‘]+?‘(?!\w)|‹[^‹›]+›|(?<![\w`])`(?=[\w“\"])(?:[^`']|(?<=\w)'(?=\w))+?(?<=[\w.,!?…;:])'(?![\w'])"
)
LEFT_OPEN = re.compile(r"(?:^|(?<=[\s(]))[‘'](?=[A-Z“\"])")
AROUND = re.compile(
    r"(?<![\w’'])['‘](?=[A-Z])"
)  # may open a stretch in single marks that holds double ones
SENTENCE = re.compile(r"[.!?…][”\")]?\s+(?=[A-Z“\"])")
FEET = re.compile(
    r"\d\s?$"
)  # 6'2" or 12": a mark right after a figure, with none open, is a measure
_INNER_MARK = re.compile(r"[“”„«»\"]")
_CLOSING = "”»"
# Between the spans of a quotation's text, or between its paragraphs
_BREAK = re.compile(rf"{re.escape(SEPARATOR)}|\n\s*\n")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A quoted stretch: where its marks begin and end, its words without them, and whether it was closed."""

    start: int
    end: int
    inner: Span
    mark: str
    closed: bool


def quoted(text: str, paragraph: Span) -> list[QuotedSpan]:
    """The outermost quoted stretches of a paragraph, in order; one left open runs to the paragraph's end."""
    found = list(_double(text, *paragraph))
    if found and not AROUND.search(text, paragraph[0], found[0].start):
        return found
    single = list(_single(text, *paragraph))
    whole = [s for s in single if any(s.start < d.start and d.end < s.end for d in found)]
    if not found or not whole:
        return found or single
    other = [
        d for d in found if not any(overlap((d.start, d.end), (w.start, w.end)) for w in whole)
    ]
    return sorted([*whole, *other], key=lambda m: m.start)


def _double(text: str, start: int, end: int) -> Iterator[QuotedSpan]:
    opener: re.Match[str] | None = None
    depth = 0
    for mark in MARK.finditer(text, start, end):
        kind = mark.group()
        if opener is None:
            if (
                kind in CLOSED_BY
                and not _measure(text, mark, start)
                and not _closes_nothing(text, mark, end)
            ):
                opener, depth = mark, 0
        elif kind == opener.group() == "“" and _begins_anew(text, opener, mark):
            yield QuotedSpan(
                opener.start(),
                mark.start(),
                _trimmed(text, opener.end(), mark.start()),
                kind,
                False,
            )
            opener, depth = mark, 0
        elif kind in CLOSED_BY[opener.group()] or (
            kind == opener.group() == "“" and _ends_words(text, mark, end)
        ):
            if depth or _inches(text, mark, end):
                depth = max(0, depth - 1)
                continue
            yield _marked(text, opener, mark)
            opener = None
        elif kind == opener.group() and kind in "“„«":
            depth += _closings_ahead(text, mark.end(), end, kind) > 1
    if opener is not None and opener.end() < end:
        yield QuotedSpan(
            opener.start(), end, _trimmed(text, opener.end(), end), opener.group(), False
        )


def _closings_ahead(text: str, start: int, end: int, opener: str) -> int:
    """How many closing marks of the kind stand ahead: two are needed before a second opening mark can be an inner one."""
    return sum(text.count(close, start, end) for close in CLOSED_BY[opener])


def _marked(text: str, opener: re.Match[str], closer: re.Match[str]) -> QuotedSpan:
    return QuotedSpan(
        opener.start(),
        closer.end(),
        _trimmed(text, opener.end(), closer.start()),
        opener.group(),
        True,
    )


def _measure(text: str, mark: re.Match[str], start: int) -> bool:
    """True for the inches in `a 12" pipe`."""
    return mark.group() in ('"', "''") and bool(
        FEET.search(text, max(start, mark.start() - 2), mark.start())
    )


def _inches(text: str, mark: re.Match[str], end: int) -> bool:
    """True for the inches within `"A 12" pipe burst"`: without them the marks that follow pair up."""
    words_follow = text[mark.end() : mark.end() + 2].strip()[:1].isalpha()
    return (
        _measure(text, mark, 0)
        and words_follow
        and text.count(mark.group(), mark.end(), end) % 2 == 1
    )


def _begins_anew(text: str, opener: re.Match[str], mark: re.Match[str]) -> bool:
    """True for a second opening mark behind a whole sentence: the first was never closed."""
    ended = re.search(r"[.!?…]\s+$", text[max(opener.end(), mark.start() - 3) : mark.start()])
    return bool(ended) and text[mark.end() : mark.end() + 1].isupper()


def _closes_nothing(text: str, mark: re.Match[str], end: int) -> bool:
    """True for a mark that can only close: a word, comma or full stop before it, a space or nothing after it."""
    return mark.group() in ('"', "''", "”", "＂") and _ends_words(text, mark, end)


def _ends_words(text: str, mark: re.Match[str], end: int) -> bool:
    before, after = (
        text[mark.start() - 1 : mark.start()] if mark.start() else "",
        text[mark.end() : mark.end() + 1],
    )
    if mark.group() == "”" and (before.strip() or not after.strip()):
        return True  # a closing mark opens only as the first of a word: ”Yes,” she said
    return (before.isalnum() or (before != "" and before in ",.!?…")) and (
        mark.end() >= end or not after.isalnum()
    )


def _single(text: str, start: int, end: int) -> Iterator[QuotedSpan]:
    taken: list[Span] = []
    found = []
    for pattern in (
        SPOKEN,
        CURLY,
        PLAIN,
        LOW,
    ):  # a whole utterance first: its inner apostrophes are no marks
        new = [
            m
            for m in pattern.finditer(text, start, end)
            if not any(overlap(m.span(), t) for t in taken)
        ]
        taken += [m.span() for m in new]
        found += new
    for match in sorted(found, key=lambda m: m.start()):
        yield QuotedSpan(
            match.start(),
            match.end(),
            _trimmed(text, match.start() + 1, match.end() - 1),
            match.group()[0],
            True,
        )


def inside(text: str, mark: QuotedSpan) -> list[QuotedSpan]:
    """The quoted stretches within a quoted stretch, in marks of the other kind: double within single, single within double."""
    single = mark.mark in ("'", "‘", "‚", "‹", "`")
    return (
        list(_double(text, *mark.inner) if single else _single(text, *mark.inner))
        if mark.mark
        else quoted(text, mark.inner)
    )


def left_open(text: str, span: Span, marks: Sequence[QuotedSpan]) -> QuotedSpan | None:
    """The last stretch in single marks that a paragraph opens and does not close, as quotations of several paragraphs do."""
    last = marks[-1].end if marks else span[0]
    opener = next(iter(LEFT_OPEN.finditer(text, last, span[1])), None)
    return (
        QuotedSpan(
            opener.start(), span[1], _trimmed(text, opener.end(), span[1]), opener.group(), False
        )
        if opener
        else None
    )


def orphans(text: str, span: Span, marks: Sequence[QuotedSpan]) -> Iterator[QuotedSpan]:
    """The sentence before each mark that closes nothing, from where the marks before it end."""
    at = span[0]
    taken = [(m.start, m.end) for m in marks]
    for mark in MARK.finditer(text, *span):
        inside_other = next((t for t in taken if t[0] <= mark.start() < t[1]), None)
        if inside_other:
            at = max(at, inside_other[1])
        elif mark.group() in ('"', "''", "”", "＂") and text[
            mark.start() - 1 : mark.start()
        ] in tuple(",.!?…"):
            ends = [m.end() for m in SENTENCE.finditer(text, at, max(at, mark.start() - 1))]
            start, end = _trimmed(text, ends[-1] if ends else at, mark.start())
            if start < end:
                yield QuotedSpan(start, mark.end(), (start, end), mark.group(), False)
            at = mark.end()


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without spaces at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def fragments(text: str, kind: str) -> list[str]:
    """The stretches in marks, in order: each span and paragraph of a direct quotation, what stands between marks in a mixed one.

    A text that begins or ends inside marks, as contents do whose outer marks are left out, is told by its other mark.
    """
    return [text[start:end] for start, end in fragment_spans(text, kind)]


def fragment_spans(text: str, kind: str) -> list[Span]:
    """Where in the text these stretches stand."""
    if kind == "direct":
        return [span for span in _spans(text) if has_words(text[slice(*span)])]
    if kind != "mixed":
        return []
    return [
        part
        for span in _spans(text)
        for part in _between(text, span)
        if has_words(text[slice(*part)])
    ]


def has_breaks(text: str) -> bool:
    """True if a text is more than a single span and paragraph."""
    return SEPARATOR in text or ("\n" in text and bool(_BREAK.search(text)))


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
    marks = [match.start() for match in _INNER_MARK.finditer(text, start, end)]
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


def has_words(part: str) -> bool:
    """True if a part has a letter or a digit."""
    return any(map(str.isalnum, part))
