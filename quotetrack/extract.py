"""Parse -> Quote: direct, indirect and mixed quotations with their cues and sources.

Two witnesses are heard. Quotation marks say where words are quoted (marks.py); grammar says who reports what (reports.py).
A report whose content meets marks takes the whole marked stretch; marks that no report claims look for a cue beside them;
marks that have none either go on from the quotation before, or stand with an unknown source.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.marks import Marked, overlap, quoted
from quotetrack.pullquotes import pull_quotes
from quotetrack.records import Parse, Quote, Sentence, Span
from quotetrack.reports import Report, reports
from quotetrack.syntax import Tree
from quotetrack.text import words

FEW = 3                 # quoted words up to which marks alone are no speech: a title, a nickname, a scare quote
SENTENCE_END = re.compile(r"[.!?…][\"'”’»]*\s*$")
SPEAKER_LABEL = re.compile(r"(?:^|(?<=\n)|(?<=[.!?”\"] ))((?:[A-Z][\w.'’-]*|Q|A)(?: (?:[A-Z][\w.'’-]*|of|de|van|von|al)){0,4})\s?:\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its quoted stretches and the reporting constructions of its sentences."""

    text: str                   # of the article
    span: Span
    marks: tuple[Marked, ...]
    reports: tuple[Report, ...]


def quotes(parse: Parse) -> list[Quote]:
    """The quotations of an article in order of appearance."""
    found: list[Quote] = []
    before: Paragraph | None = None
    for paragraph in _paragraphs(parse):
        found += _of_paragraph(parse.article.id, paragraph, found[-1] if found else None, before)
        before = paragraph
    found += pull_quotes(parse, found)
    return sorted(_without_doubles(found), key=lambda q: q.content)


def _paragraphs(parse: Parse) -> Iterator[Paragraph]:
    text = parse.article.text
    groups: dict[int, list[Sentence]] = {}
    for sentence in parse.sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    for number, span in enumerate(parse.article.paragraphs):
        sentences = groups.get(number, [])
        found = tuple(r for s in sentences for r in reports(Tree(s)))
        yield Paragraph(text, span, tuple(quoted(text, span)), found)


def _of_paragraph(article_id: str, paragraph: Paragraph, after: Quote | None, before: Paragraph | None) -> list[Quote]:
    made, claimed = [], set()
    for report in paragraph.reports:
        quote, marks = _reported(article_id, paragraph, report)
        if quote:
            made.append(quote)
            claimed |= marks
    for number, mark in enumerate(paragraph.marks):
        if number in claimed or mark.inner[0] >= mark.inner[1]:
            continue
        previous = max((q for q in made if q.start < mark.start), key=lambda q: q.start, default=after)
        quote, marks = _marked(article_id, paragraph, number, previous, before)
        if quote:
            made = [q for q in made if not _swallowed(q, quote)] + [quote]
            claimed |= marks
    return made


# ---- a report, and the marks that it meets
def _reported(article_id: str, paragraph: Paragraph, report: Report) -> tuple[Quote | None, set[int]]:
    """The quotation that a report with content makes, and the numbers of the marks that it takes."""
    if not report.content or any(_inside(report.cue[0], m) for m in paragraph.marks if _is_speech(paragraph, m)):
        return None, set()
    met = {n for n, m in enumerate(paragraph.marks) if any(overlap(c, m.inner) for c in report.content)}
    met |= _split_parts(paragraph, report, met)
    content = _joined(paragraph, list(report.content), [paragraph.marks[n] for n in sorted(met)])
    content = _without(content, [*report.cue, *report.source] if not met else [])
    if not content:
        return None, set()
    return _quote(article_id, paragraph, content, report.cue, report.source, report.reason, report.score), met


def _inside(span: Span, mark: Marked) -> bool:
    return mark.inner[0] <= span[0] and span[1] <= mark.inner[1]


def _joined(paragraph: Paragraph, content: list[Span], marks: Sequence[Marked]) -> list[Span]:
    """Content widened to the whole of each marked stretch it meets, and cut down to the marks if hardly anything stands outside."""
    inside = sum(overlap(c, m.inner) for c in content for m in marks)
    outside = [c for c in content if not any(overlap(c, m.inner) for m in marks)]
    spans = [m.inner for m in marks]
    for start, end in content:
        for mark in marks:
            if overlap((start, end), mark.inner):
                before = paragraph.text[start:mark.start] if start < mark.start else ""
                behind = paragraph.text[mark.end:end] if end > mark.end else ""
                if len(words(before)) > 0 and before.strip(" ,:\n").lower() != "that":
                    spans.append((start, mark.inner[1]))
                if len(words(behind)) > 0:
                    spans.append((mark.inner[0], end))
    return _merged(paragraph.text, spans + (outside if inside else content))


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """The spans in order, those that touch or have only marks and spaces between them as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not text[out[-1][1]:start].strip(" \n\t\u00a0\"“”'‘’«»„")):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _without(content: list[Span], others: Sequence[Span]) -> list[Span]:
    """The content less the cue and source that stand in its midst."""
    for other in others:
        content = [piece for span in content for piece in _minus(span, other)]
    return [s for s in content if s[1] - s[0] > 1]


def _minus(span: Span, other: Span) -> list[Span]:
    if not overlap(span, other):
        return [span]
    return [s for s in ((span[0], other[0]), (other[1], span[1])) if s[1] > s[0]]


def _split_parts(paragraph: Paragraph, report: Report, met: set[int]) -> set[int]:
    """Numbers of the marks that go on with a quotation across its own cue: `"A," she said, "b."`."""
    more = set()
    cue = (min(s for s, _ in report.cue + report.source), max(e for _, e in report.cue + report.source))
    for number in list(met):
        for first, second in ((number - 1, number), (number, number + 1)):
            if first >= 0 and second < len(paragraph.marks) and _goes_on(paragraph, paragraph.marks[first], cue, paragraph.marks[second]):
                more |= {first, second}
    return more - met


def _goes_on(paragraph: Paragraph, first: Marked, cue: Span, second: Marked) -> bool:
    """True if the cue stands between two stretches of one sentence, and nothing else that ends one."""
    if not first.end <= cue[0] < second.start:
        return False
    between, said = paragraph.text[first.end:second.start], paragraph.text[slice(*first.inner)]
    return not SENTENCE_END.search(said[-3:]) and not re.search(r"[.!?]\s*$", between.rstrip()) and len(words(between)) <= 25


# ---- marks, and the cue beside them
def _marked(article_id: str, paragraph: Paragraph, number: int, previous: Quote | None,
            before: Paragraph | None) -> tuple[Quote | None, set[int]]:
    """The quotation of a marked stretch that no report claimed."""
    mark = paragraph.marks[number]
    report = _beside(paragraph, mark)
    if report:
        taken = {number} | _split_parts(paragraph, report, {number})
        content = _merged(paragraph.text, [paragraph.marks[n].inner for n in sorted(taken)])
        if _reaches(paragraph, mark, report):
            content = [(max(e for _, e in report.cue), mark.inner[1])]
        return _quote(article_id, paragraph, content, report.cue, report.source, report.reason, report.score), taken
    opening = _announced(paragraph, mark, before)
    if opening:
        return _quote(article_id, paragraph, [mark.inner], opening.cue, opening.source, "announced with a colon", 0.75), {number}
    label = SPEAKER_LABEL.search(paragraph.text, paragraph.span[0], mark.start)
    if label and label.end() == mark.start:
        colon = (label.end(1), label.end(1) + 1)
        return _quote(article_id, paragraph, [mark.inner], (colon,), (label.span(1),), "name and colon", 0.85), {number}
    if not _is_speech(paragraph, mark):
        return None, set()
    if previous and _continues(paragraph, previous, mark):
        return _quote(article_id, paragraph, [mark.inner], (), previous.source, "continued: the speaker goes on", 0.8), {number}
    return _quote(article_id, paragraph, [mark.inner], (), (), "quotation marks without a cue", 0.5), {number}


def _beside(paragraph: Paragraph, mark: Marked) -> Report | None:
    """The nearest report without content of its own in the sentence around the mark, outside all marks."""
    near = []
    for report in paragraph.reports:
        cue = report.cue[0]
        if report.content or any(_inside(cue, m) for m in paragraph.marks):
            continue
        gap = (mark.end, cue[0]) if cue[0] >= mark.end else (cue[1], mark.start)
        between = paragraph.text[gap[0]:gap[1]]
        if report.weak and not _touches(paragraph, mark, report) and not _reaches(paragraph, mark, report):
            continue
        if any(m is not mark and gap[0] <= m.start and m.end <= gap[1] for m in paragraph.marks):
            continue
        if len(words(between)) <= (14 if cue[0] >= mark.end else 8) and not re.search(r"[.!?]\s", between):
            near.append((len(between) + (0 if cue[0] >= mark.end else 2), report))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _announced(paragraph: Paragraph, mark: Marked, before: Paragraph | None) -> Report | None:
    """The last report of the paragraph before, if that ends in a colon and this one begins with the quotation."""
    if before is None or paragraph.text[paragraph.span[0]:mark.start].strip():
        return None
    if not before.text[slice(*before.span)].rstrip().endswith(":"):
        return None
    return max((r for r in before.reports if r.source and not r.content), key=lambda r: r.cue, default=None)


def _touches(paragraph: Paragraph, mark: Marked, report: Report) -> bool:
    """True for `"A," X grinned`, `"A," grinned X` and `X grinned: "A"`: nothing but the source between cue and quoted words."""
    text, cue = paragraph.text, report.cue[0]
    if cue[0] >= mark.end:
        ends = text[mark.inner[1] - 1:mark.inner[1]] in (",", "?", "!", "-", "—", "…") or text[mark.end:mark.end + 1] == ","
        between = _without([(mark.end, cue[0])], report.source)
        return ends and not any(words(text[s:e]) for s, e in between)
    return text[cue[1]:mark.start].rstrip().endswith(":") and len(words(text[cue[1]:mark.start])) <= 12


def _reaches(paragraph: Paragraph, mark: Marked, report: Report) -> bool:
    """True for `called the plan "A"`: a few words between the verb and the quoted ones, and no mark of punctuation."""
    between = paragraph.text[max(e for _, e in report.cue):mark.start]
    return report.reach and 0 < len(words(between)) <= 7 and not re.search(r"[.,;:!?()]", between)


def _is_speech(paragraph: Paragraph, mark: Marked) -> bool:
    """Marks around more than a few words, not all of them capitalised as a title's are; or around a whole sentence."""
    said = paragraph.text[slice(*mark.inner)]
    found = said.split()
    if len(words(said)) <= FEW:
        alone = not paragraph.text[paragraph.span[0]:mark.start].strip() and bool(SENTENCE_END.search(said))
        return alone and len(words(said)) > 1
    small = [w for w in found if w[:1].islower() and len(w) > 3]
    return bool(small) or bool(SENTENCE_END.search(said))


def _continues(paragraph: Paragraph, previous: Quote, mark: Marked) -> bool:
    """True if nothing but the end of the attribution stands between the previous quotation and this one."""
    if previous.end > mark.start:
        return False
    last = max(e for _, e in (*previous.content, *previous.cue, *previous.source) if e <= mark.start)
    between = paragraph.text[max(last, paragraph.span[0]):mark.start]
    if last < paragraph.span[0]:        # an earlier paragraph: this one must open with the quotation
        return not between.strip() and _directly_after(paragraph.text[last:paragraph.span[0]])
    return len(words(between)) <= 30 and len(re.findall(r"[.!?]\s", between)) <= 1 and ":" not in between


def _directly_after(gap: str) -> bool:
    """True if the text between two paragraphs holds the rest of one sentence at most."""
    return len(words(gap)) <= 25 and len(re.findall(r"[.!?](?:\s|$)", gap)) <= 2


# ---- records
def _quote(article_id: str, paragraph: Paragraph, content: Sequence[Span], cue: tuple[Span, ...], source: tuple[Span, ...],
           reason: str, score: float) -> Quote | None:
    kept = tuple(s for s in (_bare(paragraph.text, span) for span in content) if s[1] > s[0])
    if not kept or not any(words(paragraph.text[s:e]) for s, e in kept):
        return None
    text = " ... ".join(paragraph.text[s:e] for s, e in kept)
    return Quote(article_id, kept, cue, source, _kind(kept, paragraph.marks), text, score, reason)


def _bare(text: str, span: Span) -> Span:
    """The span without spaces, commas and unpaired quotation marks at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—"):
        end -= 1
    return start, end


def _kind(content: Sequence[Span], marks: Sequence[Marked]) -> str:
    length = sum(e - s for s, e in content)
    inside = sum(overlap(c, (m.start, m.end)) for c in content for m in marks)
    if not inside:
        return "indirect"
    return "direct" if inside >= length - 2 else "mixed"


def _swallowed(old: Quote, new: Quote) -> bool:
    """True if the new quotation holds nearly all of an old one."""
    size = sum(e - s for s, e in old.content)
    return sum(overlap(a, b) for a in old.content for b in new.content) > 0.8 * size


def _without_doubles(found: list[Quote]) -> list[Quote]:
    """Of quotations that report the same words, the surest."""
    kept: list[Quote] = []
    for quote in sorted(found, key=lambda q: (-q.score, q.start)):
        if not any(_same_words(quote, other) for other in kept):
            kept.append(quote)
    return kept


def _same_words(a: Quote, b: Quote) -> bool:
    shared = sum(overlap(x, y) for x in a.content for y in b.content)
    longest = max(sum(e - s for s, e in q.content) for q in (a, b))
    return shared > 0.6 * longest
