"""Quoted stretches that no report claims: the cue beside them, the name before a colon or behind a dash, the speaker who goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import Marked
from quotetrack.quotations.paragraphs import (
    FEW,
    SENTENCE_END,
    Paragraph,
    announces,
    is_speech,
    is_title,
)
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.records import Construction, Quote, Span
from quotetrack.spans import without

BEHIND, BEFORE = 14, 8  # words between a stretch and a cue behind it, before it
NAME = r"(?:@\w+|[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|de|van|von|al)){0,4}"
LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?”\"] ))[•*>\-–—\s]*(?:(Q|A)[.:]|({NAME}(?:, [^:.“”\"]{{2,60}}?)?)"
    r"(?: \([^()]{1,40}\))?(?: on [^:.“”\"]{2,60})?\s?:)\s*$"
)
SIGNED = re.compile(
    rf"(?:\s+\S+\.\S+/\S*)*[ \t]*\n?\s?(?:—|–|--|―|-)\s?({NAME}(?:, [^“”\"\n@]{{1,80}})?)\s*"
    r"(?:\(@\w+\)[^\n“\"]{0,40})?(?=\n|$)"
)
BRACKETED = re.compile(rf"\s?\(({NAME})\)")


@dataclass(frozen=True, slots=True)
class Tied:
    """How a quoted stretch is tied to a source: cue and source, any may be empty, and the construction."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    construction: Construction
    score: float
    shown: str = ""


def tied(
    paragraph: Paragraph, mark: Marked, previous: Quote | None, before: Paragraph | None
) -> Tied | None:
    """Who says a quoted stretch that no verb stands beside; None if it is no speech."""
    if opening := _announced(paragraph, mark, before):
        return Tied(opening.cue, opening.source, Construction.COLON, 0.75)
    if label := _label(paragraph, mark):
        return Tied(((label[1], label[1] + 1),), (label,), Construction.NAME_AND_COLON, 0.85)
    if signed := SIGNED.match(paragraph.text, mark.end):
        return Tied((), (signed.span(1),), Construction.NAME_AND_DASH, 0.8)
    said = paragraph.text[slice(*mark.inner)]
    if (
        (named := BRACKETED.match(paragraph.text, mark.end))
        and len(words(said)) >= FEW
        and not is_title(said)
    ):
        return Tied((), (named.span(1),), Construction.NAME_IN_BRACKETS, 0.7)
    if not is_speech(paragraph, mark):
        return None
    if previous and _continues(paragraph, previous, mark):
        return Tied((), previous.source, Construction.CONTINUED, 0.8)
    return Tied((), (), Construction.MARKS, 0.5)


def _announced(paragraph: Paragraph, mark: Marked, before: Paragraph | None) -> Report | None:
    """The last report of the paragraph before, if that ends in a colon and this one begins with the quotation."""
    if before is None or paragraph.text[paragraph.span[0] : mark.start].strip(" >\n\t"):
        return None
    if not before.text[slice(*before.span)].rstrip().endswith(":"):
        return None
    sure = [
        r
        for r in before.reports
        if r.source and not r.content and (mark.mark or announces(before.text, r, before.span))
    ]
    return max(sure, key=lambda r: r.cue, default=None)


def _label(paragraph: Paragraph, mark: Marked) -> Span | None:
    """The name right before a stretch and its colon, at the head of a paragraph or sentence."""
    if not paragraph.text[paragraph.span[0] : mark.start].rstrip().endswith((":", "Q.", "A.")):
        return None
    label = LABEL.search(paragraph.text, paragraph.span[0], mark.start)
    return label.span(1) if label and label.group(1) else label.span(2) if label else None


def _continues(paragraph: Paragraph, previous: Quote, mark: Marked) -> bool:
    """True if nothing but the end of the attribution stands between the previous quotation and this one."""
    if previous.end > mark.start:
        return False
    last = max(
        e for _, e in (*previous.content, *previous.cue, *previous.source) if e <= mark.start
    )
    between = paragraph.text[max(last, paragraph.span[0]) : mark.start]
    if last < paragraph.span[0]:  # an earlier paragraph: this one must open with the quotation
        return not between.strip() and _directly_after(paragraph.text[last : paragraph.span[0]])
    return (
        len(words(between)) <= 30
        and len(re.findall(r"[.!?]\s", between)) <= 1
        and ":" not in between
    )


def _directly_after(gap: str) -> bool:
    """True if the text between two paragraphs holds the rest of one sentence at most."""
    return len(words(gap)) <= 25 and len(re.findall(r"[.!?](?:\s|$)", gap)) <= 2


# ---- the cue beside
def beside(paragraph: Paragraph, number: int) -> Report | None:
    """The nearest report without content of its own in the sentence around a mark, outside all marks."""
    mark, near = paragraph.marks[number], []
    first = paragraph.marks[number - 1].start if number else paragraph.span[0]
    last = (
        paragraph.marks[number + 1].end if number + 1 < len(paragraph.marks) else paragraph.span[1]
    )
    for report in paragraph.reports:
        cue = report.cue[0]
        if report.content or cue[1] < first or cue[0] > last or paragraph.mark_around(cue):
            continue
        gap = (mark.end, cue[0]) if cue[0] >= mark.end else (cue[1], mark.start)
        between = paragraph.text[gap[0] : gap[1]]
        if not _reports(paragraph, mark, report, between):
            continue
        if any(m is not mark and gap[0] <= m.start and m.end <= gap[1] for m in paragraph.marks):
            continue
        if len(words(between)) <= (BEHIND if cue[0] >= mark.end else BEFORE) and not re.search(
            r"[.!?]\s", between
        ):
            near.append((len(between) + (0 if cue[0] >= mark.end else 2), report))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _reports(paragraph: Paragraph, mark: Marked, report: Report, between: str) -> bool:
    """True if a cue reports a stretch: weak ones must touch it, and a word or a title needs a comma or colon before it."""
    said = paragraph.text[slice(*mark.inner)]
    if report.weak and (
        not report.source
        or (is_title(said) and report.cue[0][0] >= mark.end and not said.endswith((",", "!", "?")))
    ):
        return False
    if reaches(paragraph, mark, report) or _touches(paragraph, mark, report):
        return True
    if report.weak:
        return report.quotes and report.cue[-1][1] <= mark.start and not between.strip(" ,:\n")
    if report.cue[0][0] >= mark.end or set(between) & set(",:"):
        return True
    return not (is_title(said) and len(words(said)) > 1) and (
        report.finite or len(words(said)) > FEW or bool(SENTENCE_END.search(said))
    )


def _touches(paragraph: Paragraph, mark: Marked, report: Report) -> bool:
    """True for `"A," X grinned`, `"A," grinned X` and `X grinned: "A"`: nothing but the source between cue and quoted words."""
    text, cue = paragraph.text, report.cue[0]
    if cue[0] >= mark.end:
        ends = (
            text[mark.inner[1] - 1 : mark.inner[1]] in (",", "?", "!", "-", "—", "…")
            or text[mark.end : mark.end + 1] == ","
        )
        between = without([(mark.end, cue[0])], report.source)
        return ends and not any(words(text[s:e]) for s, e in between)
    return (
        text[cue[1] : mark.start].rstrip().endswith(":")
        and len(words(text[cue[1] : mark.start])) <= 12
    )


def reaches(paragraph: Paragraph, mark: Marked, report: Report) -> bool:
    """True for `called the plan "A"`: a few words between the verb and the quoted ones, and no mark of punctuation."""
    between = paragraph.text[max(e for _, e in report.cue) : mark.start]
    return report.reach and 0 < len(words(between)) <= 7 and not re.search(r"[.,;:!?()]", between)
