"""Parse -> Paragraphs: the quoted stretches of each paragraph, marked or set off otherwise, and its reporting constructions.

A mark left open runs to the end of its paragraph only where the next one opens with a mark again; else it ends where a report
says so (`"It is late, said X.`). A mark that closes nothing closes its sentence, if a report stands beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import Marked, left_open, orphans, overlap, quoted
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.headlines import headline
from quotetrack.quotations.reporting_clauses import Report, reports
from quotetrack.quotations.unmarked_speech import block, conversation, goes_on, post
from quotetrack.records import Parse, Sentence, Span

FEW = 3  # quoted words up to which marks alone are no speech: a title, a nickname, a scare quote
NEAR = 14  # words between a report and the colon that ends its paragraph
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s*$")
OPENING = re.compile(r"\s*(``|''|[“\"„«»‘'])(?=\S)")
ITEM = re.compile(r"\s*(?:[-–—•*<]|\d+[.)\s])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its quoted stretches and the reporting constructions of its sentences."""

    text: str  # of the article
    span: Span
    marks: tuple[Marked, ...]
    reports: tuple[Report, ...]
    carried: bool = (
        False  # its first quoted stretch goes on with the last one of the paragraph before
    )

    def mark_around(self, span: Span) -> Marked | None:
        """The quoted stretch that a span lies in."""
        number = bisect_right(self.marks, span[0], key=lambda m: m.inner[0]) - 1
        found = self.marks[number] if number >= 0 else None
        return found if found and span[1] <= found.inner[1] else None

    def reports_within(self, mark: Marked) -> tuple[Report, ...]:
        """The reports whose cue lies in a quoted stretch; reports stand in the order of their cues."""
        first = bisect_left(self.reports, mark.inner[0], key=lambda r: r.cue[0][0])
        return tuple(takewhile(lambda r: r.cue[0][1] <= mark.inner[1], self.reports[first:]))


def paragraphs(parse: Parse) -> Iterator[Paragraph]:
    """The paragraphs of an article in order."""
    text, spans = parse.article.text, parse.article.paragraphs
    groups: dict[int, list[Sentence]] = {}
    for sentence in parse.sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    talk = conversation(text, spans)
    before: Paragraph | None = None
    for number, span in enumerate(spans):
        sentences = groups.get(number, [])
        found = tuple(r for s in sentences for r in reports(DependencyTree(s)))
        title = headline(text, span, sentences) if number == 0 else None
        said = [talk[number]] if number in talk else _set_off(text, span, before)
        marks = said or _marked(
            text, span, spans[number + 1] if number + 1 < len(spans) else None, found
        )
        told = (
            tuple(r for r in found if r.cue[0][0] >= said[0].start)
            if said
            else (*found, *([title] if title else ()))
        )
        told = tuple(sorted(told, key=lambda r: r.cue))
        before = Paragraph(text, span, tuple(marks), told, _carried(text, span, marks, before))
        yield before


def is_speech(paragraph: Paragraph, mark: Marked) -> bool:
    """Marks around more than a few words, not all of them capitalised as a title's are; or around a whole sentence."""
    said = paragraph.text[slice(*mark.inner)]
    if len(words(said)) <= FEW:
        before = paragraph.text[paragraph.span[0] : mark.start]
        alone = not before.strip() or bool(SENTENCE_END.search(before[-5:]))
        return alone and bool(SENTENCE_END.search(said)) and len(words(said)) > 1
    return not is_title(said)


def is_title(said: str) -> bool:
    """True if every longer word has a capital, several of them if it ends as a question or cry does, and no sentence ends."""
    long = [w for w in said.split() if len(w) > 3]
    capital = not any(w[:1].islower() for w in long)
    return capital and (
        not SENTENCE_END.search(said) or (len(long) > 1 and said.rstrip().endswith(("?", "!")))
    )


# ---- speech without marks
def _set_off(text: str, span: Span, before: Paragraph | None) -> list[Marked]:
    """A post with its name and date, or a paragraph that the one before announces with a colon."""
    if posted := post(text, span):
        return [posted]
    quoting = (
        before is not None
        and goes_on(text, span)
        and goes_on(text, before.span)
        and bool(before.marks)
    )
    found = block(text, span) if quoting or _announced(text, span, before) else None
    return [found] if found else []


def _announced(text: str, span: Span, before: Paragraph | None) -> bool:
    if (
        before is None
        or OPENING.match(text, *span)
        or ITEM.match(text, *span)
        or len(words(text[slice(*span)])) <= FEW
    ):
        return False
    if not text[slice(*before.span)].rstrip().endswith(":"):
        return False
    said = [r for r in before.reports if announces(text, r, before.span)]
    return any(len(words(text[r.cue[-1][1] : before.span[1]])) <= NEAR for r in said)


def announces(text: str, report: Report, paragraph: Span) -> bool:
    """True for a verb of saying whose words are yet to come, and for any verb that takes a clause right before the colon."""
    last = not text[report.cue[-1][1] : paragraph[1]].strip(" :\n")
    return (
        bool(report.source) and not report.content and (not report.weak or (last and report.clause))
    )


# ---- marks
def _marked(text: str, span: Span, following: Span | None, found: Sequence[Report]) -> list[Marked]:
    """The quoted stretches of a paragraph, those with one mark only mended."""
    marks = quoted(text, span)
    opening = OPENING.match(text, *following) if following else None
    if opening and opening.group(1) in ("‘", "'") and (open_ := left_open(text, span, marks)):
        marks.append(open_)
    marks = [m if m.closed or (opening and m is marks[-1]) else _cut(m, found) for m in marks]
    lone = [o for o in orphans(text, span, marks) if any(_ends_at(r, o) for r in found)]
    return sorted([*marks, *lone], key=lambda m: m.start) if lone else marks


def _cut(mark: Marked, found: Sequence[Report]) -> Marked:
    """An open stretch up to the report that it runs over: `"It is late, said X.`"""
    for report in found:
        inside = (
            report.content
            and report.source
            and mark.start <= report.content[0][0]
            and report.content[-1][1] <= report.cue[0][0]
        )
        if (
            inside
            and min(report.sentence[1], mark.end) - max(report.cue[-1][1], report.source[-1][1])
            <= 2
        ):
            end = report.content[-1][1]
            return replace(mark, end=end, inner=(mark.inner[0], end))
    return mark


def _ends_at(report: Report, mark: Marked) -> bool:
    """True if a report stands right behind a mark and tells what stands before it."""
    behind = mark.end <= report.cue[0][0] <= mark.end + 60
    return (
        behind
        and not report.weak
        and (not report.content or any(overlap(c, mark.inner) for c in report.content))
    )


def _carried(text: str, span: Span, marks: Sequence[Marked], before: Paragraph | None) -> bool:
    """True if the paragraph opens with a mark and the one before left the same kind open to its end."""
    if (
        before is None
        or not before.marks
        or not marks
        or text[span[0] : marks[0].start].strip(" >\n\t")
    ):
        return False
    last = before.marks[-1]
    if not marks[0].mark:
        return not last.mark and goes_on(text, span)
    return not last.closed and last.end == before.span[1] and last.mark == marks[0].mark
