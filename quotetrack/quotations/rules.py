"""Quotations by rule: what quotation marks and grammar say, without the tagger.

Marks show which words are quoted, grammar shows who reports what (paragraphs.py). A report whose
content meets a quoted span takes the whole span. Spans that no report claims look for a
cue beside them; without one they continue the quotation before, or have an unknown source. A
report within another is a quotation of its own, and part of the other one as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotetrack.language.lexicon import words as entries
from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan, inside
from quotetrack.quotations.modality import STATED
from quotetrack.quotations.multipart import carried_on
from quotetrack.quotations.overlaps import layered
from quotetrack.quotations.paragraphs import SENTENCE_END, Paragraph, is_speech, paragraphs
from quotetrack.quotations.pull_quotes import pull_quotes, with_crossheads
from quotetrack.quotations.quote_fields import kind_of, reason
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.quotations.unclaimed_quotes import Tie, reaches, report_beside, tie
from quotetrack.records import Construction, Parse, Quote, Span
from quotetrack.spans import bare, clipped, joined, merged, overlap, shared, size, without

SWALLOWED = 0.8  # part of a quotation that a larger one must take to replace it; set by hand
LONGEST_ASIDE = 25  # words between the halves of a sentence around its cue; set by hand

# what may stand before a mark and is no part of the quotation: (in Spanish) "C"; B - "C"
ASIDE = re.compile(r"^\W*\(?[^()]*\)\W*$|[-–—:;.]\s*$")
ENDS_WITH_STOP = re.compile(r"[.!?]\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """The outermost quotations of an article, and those nested within them, in order."""

    outer: list[Quote]
    inner: list[Quote]


def found(parse: Parse) -> Found:
    """The quotations of an article."""
    outer: list[Quote] = []
    inner: list[Quote] = []
    third_party: set[tuple[Span, ...]] = set()  # cues by which somebody else speaks
    before: Paragraph | None = None
    for paragraph in paragraphs(parse):
        made = _in_paragraph(parse.article.id, paragraph, outer[-1] if outer else None, before)
        if paragraph.carried:
            outer, made = carried_on(paragraph.text, paragraph.marks[0], outer, made)
        outer.extend(made)
        inner += _within_marks(parse.article.id, paragraph)
        third_party |= {r.cue for r in paragraph.reports if _is_third_party(paragraph.text, r)}
        before = paragraph
    outer = list(with_crossheads(parse, outer))
    outer += pull_quotes(parse, outer)
    return Found(*layered(outer, inner, third_party))


def _is_third_party(text: str, report: Report) -> bool:
    """True for a report of somebody else's speech; not for `I said` and `it says`."""
    if not report.speech or not report.source:
        return False
    named = set(words(text[report.source[0][0] : report.source[-1][1]]))
    return not named <= entries("no_third_party")


def _in_paragraph(
    article_id: str, paragraph: Paragraph, after: Quote | None, before: Paragraph | None
) -> list[Quote]:
    """The quotations of a paragraph.

    `after` is the last quotation before it, `before` the paragraph before it.
    """
    made: list[Quote] = []
    claimed: set[int] = set()
    for report in paragraph.reports:
        quote, marks = _reported(article_id, paragraph, report)
        if quote:
            made.append(quote)
            claimed |= marks
    for number, mark in enumerate(paragraph.marks):
        if number in claimed or mark.inner[0] >= mark.inner[1]:
            continue
        earlier = [q for q in made if q.start < mark.start]
        previous = max(earlier, key=lambda q: q.start, default=after)
        quote, marks = _unclaimed(article_id, paragraph, number, previous, before)
        if quote:
            made = [q for q in made if not _is_swallowed(q, quote)] + [quote]
            claimed |= marks
    return made


def _within_marks(article_id: str, paragraph: Paragraph) -> list[Quote]:
    """The quotations whose cue stands in a quoted span: `"He told me, 'Go,'" she said.`"""
    nested: list[Quote] = []
    for mark in paragraph.marks:
        reports = paragraph.reports_within(mark)
        if reports:
            cut = (replace(r, content=tuple(clipped(r.content, mark.inner))) for r in reports)
            marks = tuple(inside(paragraph.text, mark))
            part = Paragraph(paragraph.text, mark.inner, marks, tuple(cut))
            nested += [q for q in _in_paragraph(article_id, part, None, None) if q.cue]
    return nested


# ---- a report, and the quoted spans that it meets
def _reported(
    article_id: str, paragraph: Paragraph, report: Report
) -> tuple[Quote | None, set[int]]:
    """The quotation of a report with content, and the numbers of the marks that it takes."""
    around = paragraph.mark_around(report.cue[0])
    if not report.content or (around and is_speech(paragraph, around)):
        return None, set()
    numbers = {
        number
        for number, mark in enumerate(paragraph.marks)
        if any(overlap(span, mark.inner) for span in report.content)
    }
    numbers |= _other_halves(paragraph, report, numbers)
    marks = [paragraph.marks[number] for number in sorted(numbers)]
    content = _to_whole_marks(paragraph.text, report.content, marks)
    if marks:
        content = _without_addition(paragraph, content, report)
    else:
        content = without(content, [*report.cue, *report.source])
    if not content:
        return None, set()
    return _quote(article_id, paragraph, content, report, report.modality), numbers


def _to_whole_marks(text: str, content: Iterable[Span], marks: Sequence[QuotedSpan]) -> list[Span]:
    """The content widened to the whole of each quoted span that it meets.

    Words outside the marks are kept where they say something.
    """
    spans = [mark.inner for mark in marks]
    for start, end in content:
        met = [mark for mark in marks if overlap((start, end), mark.inner)]
        if not met:
            spans.append((start, end))
        for mark in met:
            if start < mark.start and _says_something(text[start : mark.start]):
                spans.append((start, mark.inner[1]))
            if mark.end < end and words(text[mark.end : end]):
                spans.append((mark.inner[0], end))
    return merged(text, spans)


def _says_something(before: str) -> bool:
    """True for words before a mark that belong to the quotation; not for `that` and asides."""
    if not words(before) or before.strip(" ,:\n").lower() == "that":
        return False
    return not ASIDE.search(before)


def _without_addition(paragraph: Paragraph, content: list[Span], report: Report) -> list[Span]:
    """The content without unmarked words behind the cue, where all words before it are marked.

    `"A," said X, though he added B`
    """
    cue = report.cue[0][0]
    before = [span for span in content if span[0] <= cue]
    behind = [span for span in content if span[0] > cue]
    inner = [mark.inner for mark in paragraph.marks]
    all_marked = all(any(s <= a and b <= e for s, e in inner) for a, b in before)
    if not before or not all_marked or any(overlap(c, mark) for c in behind for mark in inner):
        return content
    return before


def _other_halves(paragraph: Paragraph, report: Report, numbers: set[int]) -> set[int]:
    """Numbers of the marks that are the other half of a quotation: `"A," she said, "b."`."""
    parts = [*report.cue, *report.source]
    cue = min(start for start, _ in parts), max(end for _, end in parts)
    pairs = {(n + shift, n + shift + 1) for n in numbers for shift in (-1, 0)}
    marks = paragraph.marks
    halves: set[int] = set()
    for first, second in pairs:
        if first < 0 or second == len(marks):
            continue
        if _is_broken_by(paragraph.text, marks[first], cue, marks[second]):
            halves |= {first, second}
    return halves - numbers


def _is_broken_by(text: str, first: QuotedSpan, cue: Span, second: QuotedSpan) -> bool:
    """True if the cue stands between two halves of one sentence."""
    if not first.end <= cue[0] < second.start:
        return False
    said, between = text[slice(*first.inner)], text[first.end : second.start]
    if SENTENCE_END.search(said[-3:]) or ENDS_WITH_STOP.search(between):
        return False
    return len(words(between)) <= LONGEST_ASIDE


# ---- quoted spans that no report claims
def _unclaimed(
    article_id: str,
    paragraph: Paragraph,
    number: int,
    previous: Quote | None,
    before: Paragraph | None,
) -> tuple[Quote | None, set[int]]:
    """The quotation of a quoted span, and the numbers of the marks that it takes."""
    mark = paragraph.marks[number]
    report = report_beside(paragraph, number)
    if report is None:
        tied = tie(paragraph, mark, previous, before)
        quote = _quote(article_id, paragraph, [mark.inner], tied, STATED) if tied else None
        return quote, {number}
    numbers = {number} | _other_halves(paragraph, report, {number})
    if reaches(paragraph, mark, report):
        content = [(max(end for _, end in report.cue), mark.inner[1])]
    else:
        inner = [paragraph.marks[n].inner for n in sorted(numbers)]
        content = merged(paragraph.text, inner)
    return _quote(article_id, paragraph, content, report, report.modality), numbers


# ---- records
def _quote(
    article_id: str,
    paragraph: Paragraph,
    content: Sequence[Span],
    origin: Report | Tie,
    modality: str,
) -> Quote | None:
    """The quotation with this content, None if it has no words."""
    trimmed = [bare(paragraph.text, span) for span in content]
    kept = tuple(span for span in trimmed if span[0] < span[1])
    if not any(words(paragraph.text[start:end]) for start, end in kept):
        return None
    return Quote(
        article_id,
        kept,
        origin.cue,
        origin.source,
        kind_of(kept, paragraph.marks),
        joined(paragraph.text, kept),
        origin.score,
        reason(origin.construction, origin.shown),
        modality,
        origin.construction,
        continues=origin.construction is Construction.CONTINUED,
    )


def _is_swallowed(old: Quote, new: Quote) -> bool:
    """True if the new quotation holds nearly all of an old one."""
    return shared(old.content, new.content) > SWALLOWED * size(old.content)
