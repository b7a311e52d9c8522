"""Quotations by construction: what quotation marks and grammar say, without the tagger.

Two witnesses are heard. Quotation marks say where words are quoted (marks.py); grammar says who reports what (reports.py).
A report whose content meets marks takes the whole marked stretch; marks that no report claims look for a cue beside them;
marks that have none either go on from the quotation before, or stand with an unknown source. A report inside another is a
quotation of its own, and part of the other one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import Marked, inside, overlap
from quotetrack.quotations.modality import STATED
from quotetrack.quotations.overlaps import apart, cells
from quotetrack.quotations.paragraphs import SENTENCE_END, Paragraph, is_speech, paragraphs
from quotetrack.quotations.pull_quotes import crossheads, pull_quotes
from quotetrack.quotations.reasons import reason, within_another
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.quotations.unclaimed_quotes import Tied, beside, reaches, tied
from quotetrack.records import Construction, Parse, Quote, Span
from quotetrack.spans import bare, clipped, merged, shared, size, within, without

NO_OTHER = {
    "i",
    "we",
    "you",
    "it",
    "that",
    "this",
    "which",
    "what",
    "one",
    "there",
}  # their reports are those of nobody else
ASIDE = re.compile(r"^\W*\(?[^()]*\)\W*$|[-–—:;.]\s*$")  # (in Spanish) "C"; B - "C"


@dataclass(frozen=True, slots=True)
class Found:
    """The quotations of an article, and those that stand within one of them, in order of appearance."""

    outer: list[Quote]
    inner: list[Quote]


def quotes(parse: Parse) -> list[Quote]:
    """The quotations of an article in order of appearance, without those within others."""
    return found(parse).outer


def found(parse: Parse) -> Found:
    """The quotations of an article, and who is reported within them to have said what."""
    outer: list[Quote] = []
    inner: list[Quote] = []
    spoken: set[tuple[Span, ...]] = (
        set()
    )  # cues by which somebody else than the speaker is said to say something
    before: Paragraph | None = None
    for paragraph in paragraphs(parse):
        made = _of_paragraph(parse.article.id, paragraph, outer[-1] if outer else None, before)
        inner += [
            q for mark in paragraph.marks for q in _within_mark(parse.article.id, paragraph, mark)
        ]
        spoken |= {
            r.cue for r in paragraph.reports if r.speech and not _own(paragraph.text, r.source)
        }
        outer = _joined_on(paragraph, outer, made) if paragraph.carried else outer + made
        before = paragraph
    outer = list(crossheads(parse, outer))
    outer += pull_quotes(parse, outer)
    return _sorted_out(outer, inner, spoken)


def _own(text: str, source: Sequence[Span]) -> bool:
    """True for no source, the speaker or the hearer, and for `it`, `this`: nobody else's words."""
    return not source or {*words(text[source[0][0] : source[-1][1]])} <= NO_OTHER


def _sorted_out(
    outer: list[Quote], inner: list[Quote], spoken: Collection[tuple[Span, ...]]
) -> Found:
    """Of quotations of the same words the surest; what stands within another apart from the rest."""
    ordered = sorted(outer, key=lambda q: (-q.score, q.start))
    kept = apart(ordered, lambda a, b: _same_words(a, b) and not _holds(a, b) and not _holds(b, a))
    places: dict[int, list[Quote]] = {}
    for quote in kept:
        for cell in cells(quote):
            places.setdefault(cell, []).append(quote)
    held = {
        q.id for q in kept if any(_holds(other, q) for cell in cells(q) for other in places[cell])
    }
    top = [q for q in kept if q.id not in held]
    below = {q.id: q for q in [*(q for q in kept if q.id in held), *inner] if q.cue in spoken}
    return Found(
        top,
        [
            replace(q, reason=within_another(q.reason), nested=True)
            for q in sorted(below.values(), key=lambda q: q.content)
            if any(
                within(q.content, o.content)
                for cell in cells(q)
                for o in places.get(cell, ())
                if o.id != q.id
            )
        ],
    )


def _of_paragraph(
    article_id: str, paragraph: Paragraph, after: Quote | None, before: Paragraph | None
) -> list[Quote]:
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
        previous = max(
            (q for q in made if q.start < mark.start), key=lambda q: q.start, default=after
        )
        quote, marks = _of_mark(article_id, paragraph, number, previous, before)
        if quote:
            made = [q for q in made if not _swallowed(q, quote)] + [quote]
            claimed |= marks
    return made


# ---- a report, and the marks that it meets
def _reported(
    article_id: str, paragraph: Paragraph, report: Report
) -> tuple[Quote | None, set[int]]:
    """The quotation that a report with content makes, and the numbers of the marks that it takes."""
    around = paragraph.mark_around(report.cue[0])
    if not report.content or (around and is_speech(paragraph, around)):
        return None, set()
    met = {
        n for n, m in enumerate(paragraph.marks) if any(overlap(c, m.inner) for c in report.content)
    }
    met |= _split_parts(paragraph, report, met)
    content = _joined(paragraph, list(report.content), [paragraph.marks[n] for n in sorted(met)])
    content = (
        without(content, [*report.cue, *report.source])
        if not met
        else _unless_behind(paragraph, content, report)
    )
    if not content:
        return None, set()
    return _quote(article_id, paragraph, content, report, report.modality), met


def _joined(paragraph: Paragraph, content: list[Span], marks: Sequence[Marked]) -> list[Span]:
    """Content widened to the whole of each marked stretch it meets, and cut down to the marks if hardly anything stands outside."""
    quoted = sum(overlap(c, m.inner) for c in content for m in marks)
    outside = [c for c in content if not any(overlap(c, m.inner) for m in marks)]
    spans = [m.inner for m in marks]
    for start, end in content:
        for mark in marks:
            if overlap((start, end), mark.inner):
                before = paragraph.text[start : mark.start] if start < mark.start else ""
                behind = paragraph.text[mark.end : end] if end > mark.end else ""
                if (
                    len(words(before)) > 0
                    and before.strip(" ,:\n").lower() != "that"
                    and not ASIDE.search(before)
                ):
                    spans.append((start, mark.inner[1]))
                if len(words(behind)) > 0:
                    spans.append((mark.inner[0], end))
    return merged(paragraph.text, spans + (outside if quoted else content))


def _unless_behind(paragraph: Paragraph, content: list[Span], report: Report) -> list[Span]:
    """The content without what stands behind the cue, unmarked, where all before it is marked: `"A," said X, though he added B`."""
    before, behind = (
        [c for c in content if (c[0] > report.cue[0][0]) == late] for late in (False, True)
    )
    marked = [
        any(m.inner[0] <= c[0] and c[1] <= m.inner[1] for m in paragraph.marks) for c in before
    ]
    if (
        not before
        or not all(marked)
        or any(overlap(c, m.inner) for c in behind for m in paragraph.marks)
    ):
        return content
    return before


def _split_parts(paragraph: Paragraph, report: Report, met: set[int]) -> set[int]:
    """Numbers of the marks that go on with a quotation across its own cue: `"A," she said, "b."`."""
    more = set()
    cue = (
        min(s for s, _ in report.cue + report.source),
        max(e for _, e in report.cue + report.source),
    )
    for number in list(met):
        for first, second in ((number - 1, number), (number, number + 1)):
            if (
                first >= 0
                and second < len(paragraph.marks)
                and _goes_on(paragraph, paragraph.marks[first], cue, paragraph.marks[second])
            ):
                more |= {first, second}
    return more - met


def _goes_on(paragraph: Paragraph, first: Marked, cue: Span, second: Marked) -> bool:
    """True if the cue stands between two stretches of one sentence, and nothing else that ends one."""
    if not first.end <= cue[0] < second.start:
        return False
    between, said = paragraph.text[first.end : second.start], paragraph.text[slice(*first.inner)]
    return (
        not SENTENCE_END.search(said[-3:])
        and not re.search(r"[.!?]\s*$", between.rstrip())
        and len(words(between)) <= 25
    )


# ---- marks that no report claims
def _of_mark(
    article_id: str,
    paragraph: Paragraph,
    number: int,
    previous: Quote | None,
    before: Paragraph | None,
) -> tuple[Quote | None, set[int]]:
    """The quotation of a marked stretch, and the numbers of the marks that it takes."""
    mark = paragraph.marks[number]
    report = beside(paragraph, number)
    if report:
        taken = {number} | _split_parts(paragraph, report, {number})
        content = merged(paragraph.text, [paragraph.marks[n].inner for n in sorted(taken)])
        if reaches(paragraph, mark, report):
            content = [(max(e for _, e in report.cue), mark.inner[1])]
        return _quote(article_id, paragraph, content, report, report.modality), taken
    tie = tied(paragraph, mark, previous, before)
    return (_quote(article_id, paragraph, [mark.inner], tie), {number}) if tie else (None, set())


def _joined_on(paragraph: Paragraph, before: list[Quote], made: list[Quote]) -> list[Quote]:
    """The quotations with the first stretch of a paragraph put to the one that the paragraph before left open."""
    first = paragraph.marks[0].inner
    open_ = max(before, key=lambda q: q.end, default=None)
    part = next((q for q in made if first[0] <= q.start < first[1]), None)
    if open_ is None or open_.end > first[0]:
        return before + made
    content = (*open_.content, *(part.content if part else (first,)))
    cue, source = (open_.cue, open_.source) if open_.source or not part else (part.cue, part.source)
    text = " ... ".join(paragraph.text[s:e] for s, e in content)
    whole = replace(open_, content=content, cue=cue, source=source, text=text)
    return [q for q in before if q is not open_] + [whole] + [q for q in made if q is not part]


# ---- reports within others
def _within_mark(article_id: str, paragraph: Paragraph, mark: Marked) -> list[Quote]:
    """The quotations whose cue stands within a quoted stretch: `"He told me, 'Go,'" she said.`"""
    told = paragraph.reports_within(mark)
    if not told:
        return []
    cut = tuple(replace(r, content=tuple(clipped(r.content, mark.inner))) for r in told)
    part = Paragraph(paragraph.text, mark.inner, tuple(inside(paragraph.text, mark)), cut)
    return [q for q in _of_paragraph(article_id, part, None, None) if q.cue]


def _holds(outer: Quote, inner: Quote) -> bool:
    """True if one quotation, with its cue, stands within the other: who said that who said."""
    return (
        bool(inner.cue)
        and outer is not inner
        and within(inner.content, outer.content)
        and within(inner.cue, outer.content)
    )


# ---- records
def _quote(
    article_id: str,
    paragraph: Paragraph,
    content: Sequence[Span],
    tie: Report | Tied,
    how: str = STATED,
) -> Quote | None:
    kept = tuple(s for s in (bare(paragraph.text, span) for span in content) if s[1] > s[0])
    if not kept or not any(words(paragraph.text[s:e]) for s, e in kept):
        return None
    text = " ... ".join(paragraph.text[s:e] for s, e in kept)
    return Quote(
        article_id,
        kept,
        tie.cue,
        tie.source,
        kind_of(kept, paragraph.marks),
        text,
        tie.score,
        reason(tie.construction, tie.shown),
        how,
        tie.construction,
        continues=tie.construction is Construction.CONTINUED,
    )


def kind_of(content: Sequence[Span], marks: Iterable[Marked]) -> str:
    """Direct, mixed or indirect, by how much of the content stands in marks."""
    quoted = sum(overlap(c, (m.start, m.end)) for c in content for m in marks)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= size(content) - 2 else "mixed"


def _swallowed(old: Quote, new: Quote) -> bool:
    """True if the new quotation holds nearly all of an old one."""
    return shared(old.content, new.content) > 0.8 * size(old.content)


def _same_words(a: Quote, b: Quote) -> bool:
    return shared(a.content, b.content) > 0.6 * max(size(a.content), size(b.content))
