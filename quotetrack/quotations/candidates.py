"""What may be a quotation: what the grammar found and what the tagger found, put side by side."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import Marked, overlap, quoted
from quotetrack.quotations import rules
from quotetrack.quotations.overlaps import cells
from quotetrack.quotations.reasons import reason
from quotetrack.records import Construction, Parse, Quote, Span, TaggedSpan
from quotetrack.spans import bare, merged, shared, size, without

HELD = 0.8  # part of the characters from which one finding holds another
ALIKE = 0.5  # shared part of the characters from which two findings are one
CLOSED = re.compile(
    r"[\"'”’»][^\n]*\n"
)  # between two stretches: a quotation that its paragraph closes
JOIN = 0.5  # chance from which a stretch goes on with the one before it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding of the grammar, of the tagger or of both."""

    grammar: Quote | None
    tagger: Quote | None
    stretches: tuple[TaggedSpan, ...]
    chance: float  # the tagger's, that these words are reported
    alike: float  # the share of characters that both have, of those that either has
    rest: float = (
        0.0  # the tagger's chance of what only the grammar has, if that has all that the tagger has
    )

    @property
    def either(self) -> Quote:
        """The grammar's quotation, or else the tagger's."""
        found = self.grammar or self.tagger
        assert found is not None
        return found


def candidates(parse: Parse, grammar: Sequence[Quote]) -> list[Candidate]:
    """All findings in order of appearance, those of both that are alike as one."""
    marks = tuple(
        m for paragraph in parse.article.paragraphs for m in quoted(parse.article.text, paragraph)
    )
    tagged = [(quote, group) for group in _grouped(parse) if (quote := _quote(parse, group, marks))]
    meeting = _meeting(grammar, [quote for quote, _ in tagged])
    ours = _paired(grammar, [quote for quote, _ in tagged], meeting)
    found = []
    for i, quote in enumerate(grammar):
        match = ours.get(i)
        other, group = tagged[match] if match is not None else (None, ())
        whole = (
            other is not None
            and _holds(quote, other)
            and all(tagged[k][0].cue == other.cue for k in meeting[i])
        )
        rest = (
            parse.tagging.chance(tuple(without(quote.content, other.content)))
            if other and whole
            else 0.0
        )
        share = meeting[i][match] if match is not None else 0.0
        found.append(
            Candidate(quote, other, group, parse.tagging.chance(quote.content), share, rest)
        )
    alone = set(range(len(tagged))) - set(ours.values())
    found += [
        Candidate(None, tagged[k][0], tagged[k][1], parse.tagging.chance(tagged[k][0].content), 0.0)
        for k in alone
    ]
    return sorted(found, key=lambda c: c.either.content)


def _meeting(grammar: Sequence[Quote], tagged: Sequence[Quote]) -> list[dict[int, float]]:
    """For each finding of the grammar the tagger's that share characters with it, and the share of what either has."""
    there: defaultdict[int, list[int]] = defaultdict(list)
    for k, quote in enumerate(tagged):
        for cell in cells(quote):
            there[cell].append(k)
    near = [{k for cell in cells(quote) for k in there[cell]} for quote in grammar]
    return [
        {k: share for k in sorted(ks) if (share := _share(quote, tagged[k]))}
        for quote, ks in zip(grammar, near, strict=True)
    ]


def _paired(
    grammar: Sequence[Quote], tagged: Sequence[Quote], meeting: Sequence[dict[int, float]]
) -> dict[int, int]:
    """Which finding of the tagger is the same as which of the grammar, the most alike first.

    They have half of their characters in common, or the grammar's holds the tagger's and no other.
    """
    alike = [
        (share, i, k)
        for i, met in enumerate(meeting)
        for k, share in met.items()
        if share >= ALIKE or (len(met) == 1 and _holds(grammar[i], tagged[k]))
    ]
    ours: dict[int, int] = {}
    theirs: set[int] = set()
    for _, i, k in sorted(alike, reverse=True):
        if i not in ours and k not in theirs:
            ours[i] = k
            theirs.add(k)
    return ours


def _holds(a: Quote, b: Quote) -> bool:
    """True if nearly all of b stands in a."""
    return shared(a.content, b.content) >= HELD * size(b.content)


def _share(a: Quote, b: Quote) -> float:
    """Characters that two quotations share, out of all that either has."""
    both = shared(a.content, b.content)
    return both / (size(a.content) + size(b.content) - both)


def _grouped(parse: Parse) -> list[tuple[TaggedSpan, ...]]:
    """The tagger's stretches, those that go on with one another together."""
    groups: list[list[TaggedSpan]] = []
    for stretch in parse.tagging.stretches:
        if (
            groups
            and stretch.joined > JOIN
            and not CLOSED.search(parse.article.text[groups[-1][-1].span[1] : stretch.span[0]])
        ):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    return [tuple(group) for group in groups]


def _quote(parse: Parse, group: Sequence[TaggedSpan], marks: Sequence[Marked]) -> Quote | None:
    """The quotation that a group of stretches makes, its marked stretches whole; None if there is no word in it."""
    article = parse.article
    marks = _between(marks, min(s.span[0] for s in group), max(s.span[1] for s in group))
    content = [
        bare(article.text, span)
        for span in merged(article.text, [_whole(s.span, marks) for s in group])
    ]
    content = [span for span in content if span[0] < span[1]]
    if not any(words(article.words(s)) for s in content):
        return None
    source, cue = (
        max(group, key=lambda s: s.source_score).source,
        max(group, key=lambda s: s.cue_score).cue,
    )
    shown = article.words(cue) if cue and words(article.words(cue)) else ""
    text = " ... ".join(article.words(s) for s in content)
    score = sum(s.score for s in group) / len(group)
    kind = rules.kind_of(content, marks)
    return Quote(
        article.id,
        tuple(content),
        (cue,) if cue else (),
        (source,) if source else (),
        kind,
        text,
        score,
        reason(Construction.TAGGER, shown),
        construction=Construction.TAGGER,
    )


def _between(marks: Sequence[Marked], start: int, end: int) -> Sequence[Marked]:
    """The marked stretches, in order and apart, that meet a part of the text."""
    return marks[
        bisect_right(marks, start, key=lambda m: m.end) : bisect_left(
            marks, end, key=lambda m: m.start
        )
    ]


def _whole(span: Span, marks: Sequence[Marked]) -> Span:
    """The span, widened to the end of each marked stretch that it holds most of."""
    start, end = span
    for mark in marks:
        if overlap(span, mark.inner) * 2 > mark.inner[1] - mark.inner[0]:
            start = min(start, mark.inner[0]) if start >= mark.start else start
            end = max(end, mark.inner[1]) if end <= mark.end else end
    return start, end
