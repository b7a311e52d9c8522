"""Quoted spans that no report claims as its content: whose words they are.

A cue may stand beside them, a name before a colon, behind a dash or in brackets; the paragraph
before may announce them; the speaker of the quotation before may go on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quotetrack.language.lexicon import words as entries
from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.quotations.paragraphs import (
    FEW,
    INDENT,
    SENTENCE_END,
    Paragraph,
    announces,
    is_speech,
    is_title,
)
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.records import Construction, Quote, Span
from quotetrack.spans import without

# How many words may stand between the parts of a quotation; all set by hand.
CUE_BEHIND = 14  # between quoted words and a cue behind them
CUE_BEFORE = 8  # between a cue and quoted words behind it
REACH = 7  # between `called` and the quoted words in `called the new plan "..."`
GOES_ON = 30  # between two quotations of one speaker in a paragraph
GOES_ON_APART = 25  # between the last quotation of a paragraph and the paragraph's end
BEFORE_PENALTY = 2  # characters by which a cue before quoted words counts as farther away

SCORE = {
    Construction.COLON: 0.75,
    Construction.NAME_AND_COLON: 0.85,
    Construction.NAME_AND_DASH: 0.8,
    Construction.NAME_IN_BRACKETS: 0.7,
    Construction.CONTINUED: 0.8,
    Construction.MARKS: 0.5,
}  # set by hand

STOP = re.compile(r"[.!?]\s")
STOP_OR_END = re.compile(r"[.!?](?:\s|$)")
INNER_PUNCTUATION = re.compile(r"[.,;:!?()]")
CUT_SHORT = (",", "?", "!", "-", "—", "…")


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a quoted span to its source; cue and source may be empty."""

    construction: Construction
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    shown: str = ""

    @property
    def score(self) -> float:
        """How sure the quotation is by its construction alone."""
        return SCORE[self.construction]


def _name_pattern() -> str:
    """A pattern for a handle or a name of up to five words."""
    particles = "|".join(sorted(entries("label_particles")))
    return rf"(?:@\w+|[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|{particles})){{0,4}}"


@cache
def _label_pattern() -> re.Pattern[str]:
    """A name with its description and a colon, at the head of a paragraph or sentence."""
    return re.compile(
        r"(?:^|(?<=\n)|(?<=[.!?”\"] ))[•*>\-–—\s]*"
        rf"(?:(Q|A)[.:]|({_name_pattern()}(?:, [^:.“”\"]{{2,60}}?)?)"
        r"(?: \([^()]{1,40}\))?(?: on [^:.“”\"]{2,60})?\s?:)\s*$"
    )


@cache
def _signature_pattern() -> re.Pattern[str]:
    """A dash and a name with its description, at the end of a line."""
    return re.compile(
        r"(?:\s+\S+\.\S+/\S*)*[ \t]*\n?\s?"
        rf"(?:—|–|--|―|-)\s?({_name_pattern()}(?:, [^“”\"\n@]{{1,80}})?)\s*"
        r"(?:\(@\w+\)[^\n“\"]{0,40})?(?=\n|$)"
    )


@cache
def _bracketed_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s?\(({_name_pattern()})\)")


# ---- without a cue
def tie(
    paragraph: Paragraph, mark: QuotedSpan, previous: Quote | None, before: Paragraph | None
) -> Tie | None:
    """What ties a quoted span without a cue to its source; None if it is no speech.

    `previous` is the quotation before it, `before` the paragraph before its own.
    """
    opening = _announcement(paragraph, mark, before)
    if opening:
        return Tie(Construction.COLON, opening.source, opening.cue)
    label = _label(paragraph, mark)
    if label:
        return Tie(Construction.NAME_AND_COLON, (label,), ((label[1], label[1] + 1),))
    signature = _signature_pattern().match(paragraph.text, mark.end)
    if signature:
        return Tie(Construction.NAME_AND_DASH, (signature.span(1),))
    bracketed = _bracketed_name(paragraph, mark)
    if bracketed:
        return Tie(Construction.NAME_IN_BRACKETS, (bracketed,))
    if not is_speech(paragraph, mark):
        return None
    if previous and _continues(paragraph, previous, mark):
        return Tie(Construction.CONTINUED, previous.source)
    return Tie(Construction.MARKS)


def _announcement(
    paragraph: Paragraph, mark: QuotedSpan, before: Paragraph | None
) -> Report | None:
    """The last report of the paragraph before, if that ends in a colon and this one is quoted."""
    if before is None or paragraph.text[paragraph.span[0] : mark.start].strip(INDENT):
        return None
    if not before.own_text.rstrip().endswith(":"):
        return None
    reports = [
        report
        for report in before.reports
        if report.source
        and not report.content
        and (mark.mark or announces(before.text, report, before.span))
    ]
    return max(reports, key=lambda report: report.cue, default=None)


def _label(paragraph: Paragraph, mark: QuotedSpan) -> Span | None:
    """The name right before a span and its colon, at the head of a paragraph or sentence."""
    before = paragraph.text[paragraph.span[0] : mark.start]
    if not before.rstrip().endswith((":", "Q.", "A.")):
        return None
    label = _label_pattern().search(paragraph.text, paragraph.span[0], mark.start)
    if not label:
        return None
    return label.span(1) if label.group(1) else label.span(2)


def _bracketed_name(paragraph: Paragraph, mark: QuotedSpan) -> Span | None:
    """The name in brackets right behind a span of several words that is no title."""
    said = paragraph.text[slice(*mark.inner)]
    name = _bracketed_pattern().match(paragraph.text, mark.end)
    if not name or len(words(said)) < FEW or is_title(said):
        return None
    return name.span(1)


def _continues(paragraph: Paragraph, previous: Quote, mark: QuotedSpan) -> bool:
    """True if only the end of an attribution stands between the previous quotation and this one."""
    if previous.end > mark.start:
        return False
    ends = [e for _, e in (*previous.content, *previous.cue, *previous.source) if e <= mark.start]
    last, begin = max(ends), paragraph.span[0]
    between = paragraph.text[max(last, begin) : mark.start]
    if last < begin:  # an earlier paragraph: this one must open with the quotation
        return not between.strip() and _is_directly_after(paragraph.text[last:begin])
    if len(words(between)) > GOES_ON or ":" in between:
        return False
    return len(STOP.findall(between)) <= 1


def _is_directly_after(gap: str) -> bool:
    """True if the text between two paragraphs holds at most the rest of one sentence."""
    return len(words(gap)) <= GOES_ON_APART and len(STOP_OR_END.findall(gap)) <= 2


# ---- the cue beside
def report_beside(paragraph: Paragraph, number: int) -> Report | None:
    """The nearest report without content in the sentence around a mark, outside all marks.

    `number` is that of the mark in the paragraph.
    """
    marks = paragraph.marks
    first = marks[number - 1].start if number else paragraph.span[0]
    last = marks[number + 1].end if number + 1 < len(marks) else paragraph.span[1]
    near = []
    for report in paragraph.reports:
        cue = report.cue[0]
        if report.content or cue[1] < first or cue[0] > last or paragraph.mark_around(cue):
            continue
        distance = _distance(paragraph, marks[number], report)
        if distance is not None:
            near.append((distance, report))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _distance(paragraph: Paragraph, mark: QuotedSpan, report: Report) -> int | None:
    """Characters between a mark and a report of its words; None if it does not report them."""
    cue = report.cue[0]
    behind = cue[0] >= mark.end
    gap = (mark.end, cue[0]) if behind else (cue[1], mark.start)
    between = paragraph.text[slice(*gap)]
    if not _reports(paragraph, mark, report, between):
        return None
    others = (other for other in paragraph.marks if other is not mark)
    if any(gap[0] <= other.start and other.end <= gap[1] for other in others):
        return None
    if len(words(between)) > (CUE_BEHIND if behind else CUE_BEFORE) or STOP.search(between):
        return None
    return len(between) + (0 if behind else BEFORE_PENALTY)


def _reports(paragraph: Paragraph, mark: QuotedSpan, report: Report, between: str) -> bool:
    """True if a cue reports the quoted words.

    A weak one must touch them; before a single word or a title a comma or colon must stand.
    """
    said = paragraph.text[slice(*mark.inner)]
    behind = report.cue[0][0] >= mark.end
    if report.weak:
        title_behind = is_title(said) and behind and not said.endswith((",", "!", "?"))
        if not report.source or title_behind:
            return False
    if reaches(paragraph, mark, report) or _touches(paragraph, mark, report):
        return True
    if report.weak:
        return report.quotes and report.cue[-1][1] <= mark.start and not between.strip(" ,:\n")
    if behind or "," in between or ":" in between:
        return True
    if is_title(said) and len(words(said)) > 1:
        return False
    return report.finite or len(words(said)) > FEW or bool(SENTENCE_END.search(said))


def _touches(paragraph: Paragraph, mark: QuotedSpan, report: Report) -> bool:
    """True for `"A," X grinned` and `X grinned: "A"`: only the source stands between."""
    text, cue = paragraph.text, report.cue[0]
    if cue[0] < mark.end:
        return text[cue[1] : mark.start].rstrip().endswith(":")
    cut_short = text[mark.inner[1] - 1 : mark.inner[1]] in CUT_SHORT
    if not cut_short and text[mark.end : mark.end + 1] != ",":
        return False
    rest = without([(mark.end, cue[0])], report.source)
    return not any(words(text[start:end]) for start, end in rest)


def reaches(paragraph: Paragraph, mark: QuotedSpan, report: Report) -> bool:
    """True if the content begins before the marks: `called the plan "A"`."""
    between = paragraph.text[max(end for _, end in report.cue) : mark.start]
    if not report.reach or not 0 < len(words(between)) <= REACH:
        return False
    return not INNER_PUNCTUATION.search(between)
