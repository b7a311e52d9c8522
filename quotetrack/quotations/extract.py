"""Parse -> Quote: direct, indirect and mixed quotations with their cues and sources.

Two witnesses are heard: quotation marks and grammar (constructions.py), and the tagger (tagger.py), whose findings the parse
brings along. What either found is a candidate; how sure it is, is weighed from what both say of it (weigh.py), and of
candidates that overlap the surest is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotetrack.quotations import confidence, multipart, rules
from quotetrack.quotations.candidates import Candidate, candidates
from quotetrack.quotations.modality import STATED, of_cue
from quotetrack.quotations.overlaps import apart
from quotetrack.records import Construction, Parse, Quote, Span
from quotetrack.spans import shared, size, within

UNWEIGHED = {
    Construction.PULL_QUOTE
}  # constructions that the labelled articles, being text alone, do not have
GRAMMAR_KNOWS = {
    Construction.ACCORDING_TO,
    Construction.ABOUT,
}  # constructions whose words the grammar ends rightly more often than the tagger
REST = 0.25  # the tagger's chance from which the words that it left out belong to a clause or to quoted speech
SHARED = 0.3  # part of the shorter from which two quotations take the same words


@dataclass(frozen=True, slots=True)
class Found:
    """The quotations of an article, and who is reported within one of them to have said what; in order of appearance."""

    quotes: tuple[Quote, ...]
    nested: tuple[Quote, ...] = ()


def quotes(parse: Parse) -> list[Quote]:
    """The quotations of an article in order of appearance."""
    return list(found(parse).quotes)


def found(parse: Parse) -> Found:
    """The quotations of an article and those within them."""
    by_grammar = rules.found(parse)
    outer = multipart.joined(parse, by_grammar.outer)
    if parse.tagging.reported:
        outer = _apart([quote for c in candidates(parse, outer) if (quote := _weighed(parse, c))])
    return Found(tuple(outer), tuple(q for q in by_grammar.inner if _within_one(q, outer)))


def _within_one(quote: Quote, outer: Sequence[Quote]) -> bool:
    """True if a quotation stands in one of these and is not all of it."""
    return any(
        within(quote.content, o.content) and size(quote.content) < size(o.content)
        for o in outer
        if o.start <= quote.start < o.end
    )


def _weighed(parse: Parse, candidate: Candidate) -> Quote | None:
    """The candidate as a quotation with its likeliest source; None if it is not likely enough to be one."""
    if candidate.grammar and candidate.grammar.construction in UNWEIGHED:
        return candidate.grammar
    numbers = confidence.numbers()
    content = confidence.chance(numbers["content"], confidence.of_content(candidate))
    if content < numbers["threshold"]["content"]:
        return None
    chances = [
        (confidence.chance(numbers["source"], confidence.of_source(candidate, s)), s)
        for s in sources(candidate)
    ]
    sure, source = max(chances, key=lambda c: c[0])
    quote = _best_form(candidate)
    if candidate.grammar is None:
        quote = replace(quote, modality=_modality(parse, quote))
    return replace(quote, source=source, score=round(content * sure, 3))


def sources(candidate: Candidate) -> list[tuple[Span, ...]]:
    """The sources that a candidate may have: the grammar's, the tagger's, and none."""
    found = [q.source for q in (candidate.grammar, candidate.tagger) if q is not None]
    return list(dict.fromkeys([*found, ()]))


def _best_form(candidate: Candidate) -> Quote:
    """The tagger's words, which end more often where people end them, with the grammar's cue; the grammar's words where it knows better."""
    grammar, tagger = candidate.grammar, candidate.tagger
    if grammar is None or tagger is None or grammar.construction in GRAMMAR_KNOWS:
        return candidate.either
    if candidate.rest >= REST and (
        grammar.kind == "direct" or grammar.construction is Construction.CLAUSE
    ):
        return grammar
    return replace(
        grammar,
        content=tagger.content,
        cue=grammar.cue or tagger.cue,
        kind=tagger.kind,
        text=tagger.text,
    )


def _modality(parse: Parse, quote: Quote) -> str:
    """The modality of a quotation that only the tagger found, from the grammar around its cue."""
    cue = quote.cue[0] if quote.cue else None
    number = bisect_right(parse.sentences, cue[0], key=lambda s: s.start) - 1 if cue else -1
    if cue is None or number < 0 or parse.sentences[number].end <= cue[0]:
        return STATED
    return of_cue(parse.sentences[number], quote.cue)


def _apart(listed: list[Quote]) -> list[Quote]:
    """Of quotations that take the same words, the surest; in order."""
    return apart(sorted(listed, key=lambda q: (-q.score, q.content)), _meet)


def _meet(a: Quote, b: Quote) -> bool:
    """True if two quotations share more than a small part of the shorter."""
    return shared(a.content, b.content) > SHARED * min(size(a.content), size(b.content))
