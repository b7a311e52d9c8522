"""Candidates for quotations: the findings of the rules and of the tagger, side by side."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan, quoted
from quotetrack.quotations.overlaps import cells
from quotetrack.quotations.quote_fields import kind_of, reason
from quotetrack.records import Construction, Parse, Quote, Span, TaggedSpan
from quotetrack.spans import bare, joined, merged, overlap, shared, size, without

HELD = 0.8  # part of its characters from which one finding lies within another; set by hand
ALIKE = 0.5  # shared part of the characters from which two findings are one; set by hand
JOINED = 0.5  # chance from which a tagged span continues the one before
# between two tagged spans: a quotation that its paragraph closes
CLOSED = re.compile(r"[\"'”’»][^\n]*\n")

Tagged = tuple[Quote, tuple[TaggedSpan, ...]]  # a finding of the tagger, and its spans


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding of the rules, of the tagger, or of both; at least one of the two is there."""

    rules: Quote | None
    tagger: Quote | None
    spans: tuple[TaggedSpan, ...]
    chance: float  # the tagger's, that these words are reported
    alike: float = 0.0  # characters that both findings have, as a share of those that either has
    rest: float = 0.0  # the tagger's chance for what only the rules have, if they hold its finding

    @property
    def either(self) -> Quote:
        """The finding of the rules, or else the tagger's."""
        found = self.rules or self.tagger
        assert found is not None
        return found

    @property
    def sources(self) -> list[tuple[Span, ...]]:
        """The sources that the quotation may have: that of the rules, the tagger's, and none."""
        findings = [q for q in (self.rules, self.tagger) if q is not None]
        return list(dict.fromkeys([*(q.source for q in findings), ()]))


def candidates(parse: Parse, by_rules: Sequence[Quote]) -> list[Candidate]:
    """All findings in order of appearance; two that are alike are one candidate."""
    tagged = _by_tagger(parse)
    overlaps = _overlaps(by_rules, [quote for quote, _ in tagged])
    pairs = _paired(by_rules, [quote for quote, _ in tagged], overlaps)
    found = []
    for number, quote in enumerate(by_rules):
        if number in pairs:
            share = overlaps[number][pairs[number]]
            others = [tagged[k] for k in overlaps[number]]
            found.append(_of_both(parse, quote, tagged[pairs[number]], share, others))
        else:
            found.append(Candidate(quote, None, (), parse.tagging.chance(quote.content)))
    for number in set(range(len(tagged))) - set(pairs.values()):
        quote, spans = tagged[number]
        found.append(Candidate(None, quote, spans, parse.tagging.chance(quote.content)))
    return sorted(found, key=lambda c: c.either.content)


def _of_both(
    parse: Parse, quote: Quote, tagged: Tagged, share: float, others: Sequence[Tagged]
) -> Candidate:
    """The candidate of a finding of the rules and one of the tagger.

    `others` are all findings of the tagger that overlap that of the rules.
    """
    other, spans = tagged
    one_cue = all(met.cue == other.cue for met, _ in others)
    left = tuple(without(quote.content, other.content)) if one_cue and _holds(quote, other) else ()
    chance = parse.tagging.chance(quote.content)
    return Candidate(quote, other, spans, chance, share, parse.tagging.chance(left))


def _overlaps(by_rules: Sequence[Quote], by_tagger: Sequence[Quote]) -> list[dict[int, float]]:
    """For each finding of the rules, the tagger's that share characters with it, and how many.

    Keys are numbers of findings of the tagger; values are the part of the characters of either
    that both have.
    """
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, quote in enumerate(by_tagger):
        for cell in cells(quote):
            places[cell].append(number)
    found = []
    for quote in by_rules:
        near = sorted({number for cell in cells(quote) for number in places[cell]})
        shares = {number: _share(quote, by_tagger[number]) for number in near}
        found.append({number: share for number, share in shares.items() if share})
    return found


def _paired(
    by_rules: Sequence[Quote], by_tagger: Sequence[Quote], overlaps: Sequence[dict[int, float]]
) -> dict[int, int]:
    """Which finding of the rules is which of the tagger's; of several the most alike.

    They have half of their characters in common, or that of the rules holds the tagger's and
    overlaps no other.
    """
    alike = [
        (share, number, other)
        for number, met in enumerate(overlaps)
        for other, share in met.items()
        if share >= ALIKE or (len(met) == 1 and _holds(by_rules[number], by_tagger[other]))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(alike, reverse=True):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _holds(a: Quote, b: Quote) -> bool:
    """True if nearly all of b lies in a."""
    return shared(a.content, b.content) >= HELD * size(b.content)


def _share(a: Quote, b: Quote) -> float:
    """Characters that both quotations have, as a share of those that either has."""
    both = shared(a.content, b.content)
    return both / (size(a.content) + size(b.content) - both)


# ---- findings of the tagger
def _by_tagger(parse: Parse) -> list[Tagged]:
    """The quotations that the tagger's spans make, with their spans."""
    article = parse.article
    marks = tuple(m for span in article.paragraphs for m in quoted(article.text, span))
    made = ((_quote(parse, group, marks), group) for group in _grouped(parse))
    return [(quote, group) for quote, group in made if quote]


def _grouped(parse: Parse) -> list[tuple[TaggedSpan, ...]]:
    """The tagger's spans, each with those that continue it."""
    groups: list[list[TaggedSpan]] = []
    for span in parse.tagging.spans:
        if groups and span.joined > JOINED and not _is_closed(parse, groups[-1][-1], span):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [tuple(group) for group in groups]


def _is_closed(parse: Parse, first: TaggedSpan, second: TaggedSpan) -> bool:
    """True if a paragraph ends between two spans that closes its quotation."""
    return bool(CLOSED.search(parse.article.text[first.span[1] : second.span[0]]))


def _quote(parse: Parse, group: Sequence[TaggedSpan], marks: Sequence[QuotedSpan]) -> Quote | None:
    """The quotation of a group of spans, with quoted spans whole; None if it has no words."""
    article = parse.article
    near = _between(marks, min(s.span[0] for s in group), max(s.span[1] for s in group))
    widened = merged(article.text, [_to_whole_marks(s.span, near) for s in group])
    trimmed = (bare(article.text, span) for span in widened)
    content = tuple(span for span in trimmed if span[0] < span[1])
    if not any(words(article.words(span)) for span in content):
        return None
    source = max(group, key=lambda s: s.source_score).source
    cue = max(group, key=lambda s: s.cue_score).cue
    shown = article.words(cue) if cue and words(article.words(cue)) else ""
    return Quote(
        article.id,
        content,
        (cue,) if cue else (),
        (source,) if source else (),
        kind_of(content, near),
        joined(article.text, content),
        sum(s.score for s in group) / len(group),
        reason(Construction.TAGGER, shown),
        construction=Construction.TAGGER,
    )


def _between(marks: Sequence[QuotedSpan], start: int, end: int) -> Sequence[QuotedSpan]:
    """The quoted spans that meet a part of the text; they are in order and apart."""
    first = bisect_right(marks, start, key=lambda m: m.end)
    last = bisect_left(marks, end, key=lambda m: m.start)
    return marks[first:last]


def _to_whole_marks(span: Span, marks: Sequence[QuotedSpan]) -> Span:
    """The span, widened to the end of each quoted span of which it has more than half."""
    start, end = span
    for mark in marks:
        first, last = mark.inner
        if overlap(span, mark.inner) * 2 > last - first:
            start = min(start, first) if start >= mark.start else start
            end = max(end, last) if end <= mark.end else end
    return start, end
