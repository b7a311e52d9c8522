"""Quotations by grammar and quotation marks, found in recorded parses."""

from collections import defaultdict

import pytest
from shape_cases import CASES
from shape_parses import ARTICLES, everything, parse_of

from quotetrack.language.quotation_marks import quoted
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations import rules
from quotetrack.quotations.reporting_clauses import reports
from quotetrack.records import Construction, Quote

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
    """Only a quotation without a cue continues another; `he continued` is a report of its own."""
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


def test_scores_of_constructions():
    """Each construction has its score before the confidence model judges it."""
    found = defaultdict(set)
    for article in ARTICLES:
        for sentence in parse_of(article).sentences:
            for report in reports(DependencyTree(sentence)):
                found[report.construction].add(report.score)
    assert found == {
        Construction.ACCORDING_TO: {0.9},
        Construction.AS: {0.85},
        Construction.BESIDE: {0.5, 0.7},
        Construction.CLAUSE: {0.9},
        Construction.GERUND: {0.7},
        Construction.NAME: {0.75},
        Construction.OBJECT: {0.6},
        Construction.ON: {0.7},
        Construction.PASSIVE: {0.7},
        Construction.SPEECH_NOUN: {0.6},
        Construction.TO: {0.6},
    }


@pytest.mark.parametrize(("between", "halves"), [(25, 1), (26, 2)])
def test_halves_of_a_sentence(between, halves):
    """At most 25 words stand between the halves of a sentence around its cue."""
    text = f"“The dam,” said{' so' * (between - 1)}, “leaks.”"
    first, second = quoted(text, (0, len(text)))
    cue = (text.index("said"), text.index("said") + 4)
    assert rules._is_broken_by(text, first, cue, second) is (halves == 1)


@pytest.mark.parametrize(("length", "swallowed"), [(80, False), (81, True)])
def test_a_larger_quotation_replaces_a_smaller_one(length, swallowed):
    """A quotation is replaced by one that takes more than .8 of it."""
    old, new = (
        Quote("x", (span,), (), (), "direct", "", 0.9, "") for span in ((0, 100), (0, length))
    )
    assert rules._is_swallowed(old, new) is swallowed
