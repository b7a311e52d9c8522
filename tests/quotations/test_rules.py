"""Quotations by grammar and quotation marks, found in recorded parses."""

import pytest
from shape_cases import CASES
from shape_parses import ARTICLES, everything, parse_of

from quotetrack.quotations import rules
from quotetrack.records import Construction

CONTINUED = [number for number, (shape, _) in enumerate(CASES) if shape == "continued"]


@pytest.mark.parametrize(
    ("number", "second"),
    [
        (CONTINUED[0], (Construction.CONTINUED, True, ())),
        (CONTINUED[1], (Construction.BESIDE, False, ("continued",))),
        (CONTINUED[2], (Construction.CLAUSE, False, ("continued",))),
    ],
)
def test_the_verb_continued_is_a_cue(number, second):
    """Only a quotation without a cue continues the one before it; `he continued` is a report of its own."""
    article = ARTICLES[number]
    _, quote = rules.found(parse_of(article)).outer
    cue = tuple(article.text[start:end] for start, end in quote.cue)
    assert (quote.construction, quote.continues, cue) == second


def test_nested_quotations_say_so():
    """Only what is reported within another quotation is nested, and its reason says so too."""
    parses = [parse_of(article) for article in ARTICLES]
    found = [rules.found(parse) for parse in parses]
    assert not any(quote.nested for made in found for quote in made.outer)
    inner = [quote for made in found for quote in made.inner]
    assert inner and all(quote.nested for quote in inner)
    assert all(quote.reason.startswith("within another: ") for quote in inner)


def test_every_quotation_has_a_construction():
    """Rules never call a quotation ready-made or the tagger's."""
    found = {quote.construction for article in ARTICLES for quote in everything(parse_of(article))}
    assert not found & {Construction.GIVEN, Construction.TAGGER}
