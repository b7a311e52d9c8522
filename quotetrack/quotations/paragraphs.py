"""Each paragraph of an article with its quoted spans and its reporting clauses.

A quoted span stands between quotation marks or is set off otherwise. A mark left open runs to
the end of its paragraph only if the next paragraph opens with a mark again; else it ends where a
report shows it (`"It is late, said X.`). A mark that only closes takes the sentence before it, if
a report stands beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan, left_open, orphans, quoted
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.reporting_clauses import Report, reports
from quotetrack.quotations.unmarked_speech import (
    block,
    conversation,
    headline,
    is_quoted_line,
    post,
)
from quotetrack.records import Article, Parse, Sentence, Span
from quotetrack.spans import overlap

FEW = 3  # quoted words that are no speech by themselves: a title, a nickname; set by hand
LONG_WORD = 4  # characters of a word that a title has in capitals; set by hand
NEAR_COLON = 14  # words between a report and the colon that ends its paragraph; set by hand
NEAR_MARK = 60  # characters between a mark that only closes and a report; set by hand
AFTER_REPORT = 2  # characters that may follow a report that ends its sentence
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s*$")
OPENING = re.compile(r"\s*(``|''|[“\"„«»‘'])(?=\S)")
ITEM = re.compile(r"\s*(?:[-–—•*<]|\d+[.)\s])")
INDENT = " >\n\t"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its quoted spans and the reporting clauses of its sentences."""

    text: str  # of the article
    span: Span
    marks: tuple[QuotedSpan, ...]
    reports: tuple[Report, ...]
    carried: bool = False  # its first quoted span continues the last one of the one before

    @property
    def own_text(self) -> str:
        """The text of the paragraph itself."""
        return self.text[slice(*self.span)]

    def mark_around(self, span: Span) -> QuotedSpan | None:
        """The quoted span that a span lies in."""
        number = bisect_right(self.marks, span[0], key=lambda m: m.inner[0]) - 1
        found = self.marks[number] if number >= 0 else None
        return found if found and span[1] <= found.inner[1] else None

    def reports_within(self, mark: QuotedSpan) -> tuple[Report, ...]:
        """The reports whose cue lies in a quoted span."""
        first = bisect_left(self.reports, mark.inner[0], key=lambda r: r.cue[0][0])
        return tuple(takewhile(lambda r: r.cue[0][1] <= mark.inner[1], self.reports[first:]))


def paragraphs(parse: Parse) -> Iterator[Paragraph]:
    """The paragraphs of an article in order."""
    article = parse.article
    sentences: defaultdict[int, list[Sentence]] = defaultdict(list)
    for sentence in parse.sentences:
        sentences[sentence.paragraph].append(sentence)
    lines = conversation(article.text, article.paragraphs)
    before: Paragraph | None = None
    for number in range(len(article.paragraphs)):
        before = _paragraph(article, number, sentences[number], lines.get(number), before)
        yield before


def _paragraph(
    article: Article,
    number: int,
    sentences: Sequence[Sentence],
    line: QuotedSpan | None,
    before: Paragraph | None,
) -> Paragraph:
    text, span = article.text, article.paragraphs[number]
    found = [report for s in sentences for report in reports(DependencyTree(s))]
    title = headline(text, span, sentences) if number == 0 else None
    said = line or _set_off(text, span, before)
    if said:
        marks = [said]
        found = [report for report in found if report.cue[0][0] >= said.start]
    else:
        following = article.paragraphs[number + 1] if number + 1 < len(article.paragraphs) else None
        marks = _marked(text, span, following, found)
        found += [title] if title else []
    found.sort(key=lambda report: report.cue)
    return Paragraph(text, span, tuple(marks), tuple(found), _is_carried(text, span, marks, before))


def is_speech(paragraph: Paragraph, mark: QuotedSpan) -> bool:
    """True for marks around a whole sentence, or around more than a few words that are no title."""
    said = paragraph.text[slice(*mark.inner)]
    if len(words(said)) > FEW:
        return not is_title(said)
    before = paragraph.text[paragraph.span[0] : mark.start]
    alone = not before.strip() or bool(SENTENCE_END.search(before[-5:]))
    return alone and bool(SENTENCE_END.search(said)) and len(words(said)) > 1


def is_title(said: str) -> bool:
    """True if every long word has a capital and no sentence ends.

    A title may end as a question or a cry does, if it has several long words.
    """
    long = [word for word in said.split() if len(word) >= LONG_WORD]
    if any(word[:1].islower() for word in long):
        return False
    if not SENTENCE_END.search(said):
        return True
    return len(long) > 1 and said.rstrip().endswith(("?", "!"))


def announces(text: str, report: Report, paragraph: Span) -> bool:
    """True for a report whose words are yet to come.

    Its verb is one of saying; any verb that takes a clause will do right before the colon.
    """
    if not report.source or report.content:
        return False
    last = not text[report.cue[-1][1] : paragraph[1]].strip(" :\n")
    return not report.weak or (last and report.clause)


# ---- speech without marks
def _set_off(text: str, span: Span, before: Paragraph | None) -> QuotedSpan | None:
    """A post, a line of a block quotation, or a paragraph that the one before announces."""
    posted = post(text, span)
    if posted:
        return posted
    if before is None:
        return None
    quoted_before = is_quoted_line(text, before.span) and bool(before.marks)
    if (quoted_before and is_quoted_line(text, span)) or _is_announced(text, span, before):
        return block(text, span)
    return None


def _is_announced(text: str, span: Span, before: Paragraph) -> bool:
    """True for plain words behind a paragraph that ends in a colon with a report near it."""
    if OPENING.match(text, *span) or ITEM.match(text, *span):
        return False
    if len(words(text[slice(*span)])) <= FEW or not before.own_text.rstrip().endswith(":"):
        return False
    ends = [r.cue[-1][1] for r in before.reports if announces(text, r, before.span)]
    return any(len(words(text[end : before.span[1]])) <= NEAR_COLON for end in ends)


# ---- marks
def _marked(
    text: str, span: Span, following: Span | None, found: Sequence[Report]
) -> list[QuotedSpan]:
    """The quoted spans of a paragraph, with those that have one mark only repaired."""
    marks = quoted(text, span)
    opening = OPENING.match(text, *following) if following else None
    if opening and opening.group(1) in ("‘", "'"):
        last = left_open(text, span, marks)
        marks += [last] if last else []
    marks = [m if m.closed or (opening and m is marks[-1]) else _cut(m, found) for m in marks]
    lone = [mark for mark in orphans(text, span, marks) if any(_ends_at(r, mark) for r in found)]
    return sorted([*marks, *lone], key=lambda m: m.start) if lone else marks


def _cut(mark: QuotedSpan, found: Sequence[Report]) -> QuotedSpan:
    """An open span up to the report that it runs over: `"It is late, said X.`"""
    for report in found:
        if not report.content or not report.source:
            continue
        end = report.content[-1][1]
        if mark.start > report.content[0][0] or end > report.cue[0][0]:
            continue
        rest = min(report.sentence[1], mark.end) - max(report.cue[-1][1], report.source[-1][1])
        if rest <= AFTER_REPORT:
            return replace(mark, end=end, inner=(mark.inner[0], end))
    return mark


def _ends_at(report: Report, mark: QuotedSpan) -> bool:
    """True if a report stands right behind a mark and reports what stands before it."""
    if report.weak or not mark.end <= report.cue[0][0] <= mark.end + NEAR_MARK:
        return False
    return not report.content or any(overlap(c, mark.inner) for c in report.content)


def _is_carried(
    text: str, span: Span, marks: Sequence[QuotedSpan], before: Paragraph | None
) -> bool:
    """True if the paragraph opens with a mark and the one before left the same kind open."""
    if before is None or not before.marks or not marks:
        return False
    if text[span[0] : marks[0].start].strip(INDENT):
        return False
    last = before.marks[-1]
    if not marks[0].mark:
        return not last.mark and is_quoted_line(text, span)
    return not last.closed and last.end == before.span[1] and last.mark == marks[0].mark
