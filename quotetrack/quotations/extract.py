"""Parse -> quotations: direct, indirect and mixed ones with their cues and sources.

Two witnesses are heard: the rules, which read quotation marks and grammar, and the tagger, whose
findings the parse brings along.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.quotations import confidence, multipart, rules
from quotetrack.quotations.candidates import Candidate, candidates
from quotetrack.quotations.confidence import ConfidenceModel
from quotetrack.quotations.overlaps import part_of_one, surest
from quotetrack.records import Parse, Quote


@dataclass(frozen=True, slots=True)
class Found:
    """The quotations of an article, and those nested within one of them, in text order."""

    quotes: tuple[Quote, ...]
    nested: tuple[Quote, ...] = ()


def quotes(parse: Parse, model: ConfidenceModel | None = None) -> list[Quote]:
    """The quotations of an article in text order, without those nested within another."""
    return list(found(parse, model).quotes)


def found(parse: Parse, model: ConfidenceModel | None = None) -> Found:
    """The quotations of an article, and those nested within them.

    The model says how sure they are; without one it is the shipped model. A parse without a
    tagger's findings needs none: the rules decide alone.
    """
    by_rules = rules.found(parse)
    outer = multipart.joined(parse, by_rules.outer)
    if parse.tagging.reported:
        model = model or confidence.shipped()
        judged = [confidence.judged(parse, one, model) for one in candidates(parse, outer)]
        outer = surest(quote for quote in judged if quote)
    nested = [quote for quote in by_rules.inner if part_of_one(quote, outer)]
    return Found(tuple(outer), tuple(nested))


def all_candidates(parse: Parse) -> list[Candidate]:
    """What the rules and the tagger found in an article, for fitting the confidence model."""
    return candidates(parse, multipart.joined(parse, rules.found(parse).outer))
