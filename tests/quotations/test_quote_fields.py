"""The prose that says how a quotation was recognised."""

import pytest

from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.quotations.quote_fields import continuing, kind_of, nested, reason
from quotetrack.records import Construction, Quote


@pytest.mark.parametrize(
    ("construction", "shown", "wanted"),
    [
        (Construction.CLAUSE, "said", "clause after said"),
        (Construction.OBJECT_TO, "urged", "object-to after urged"),
        (Construction.PASSIVE, "believed", "passive after believed"),
        (Construction.BESIDE, "called", "beside called"),
        (Construction.SPEECH_NOUN, "made claim", "speech noun: made claim"),
        (Construction.ACCORDING_TO, "", "according to"),
        (Construction.COLON, "", "announced with a colon"),
        (Construction.CONTINUED, "", "continued: the speaker goes on"),
        (Construction.PULL_QUOTE, "", "pull-quote: repeats a quotation of the article"),
        (Construction.MARKS, "", "quotation marks without a cue"),
        (Construction.TAGGER, "letter", "tagger: letter"),
        (Construction.TAGGER, "", "tagger"),
    ],
)
def test_reasons(construction, shown, wanted):
    """A reason names the construction and the words that show it."""
    assert reason(construction, shown) == wanted


@pytest.mark.parametrize("construction", Construction)
def test_every_construction_has_a_reason(construction):
    """No construction leaves a placeholder behind, whether or not words show it."""
    for shown in ("", "said"):
        assert "{" not in reason(construction, shown) and reason(construction, shown)


def test_braces_in_an_article_are_words():
    """Words of an article are shown as they are."""
    assert reason(Construction.TAGGER, "{shown}") == "tagger: {shown}"


def quote():
    construction = Construction.CLAUSE
    why = reason(construction, "said")
    return Quote("x", ((0, 5),), (), (), "direct", "leaks", 0.9, why, construction=construction)


def test_a_continuing_quotation():
    """Another construction and reason, and the mark of a continued quotation; the rest stays."""
    made = continuing(quote())
    assert made.continues and made.construction is Construction.CONTINUED
    assert made.reason == "continued: the speaker goes on"
    assert (made.id, made.score) == (quote().id, quote().score)


def test_a_nested_quotation():
    """The construction stays; the reason says where the quotation stands."""
    made = nested(quote())
    assert made.nested and made.construction is Construction.CLAUSE
    assert made.reason == "within another: clause after said"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ([(0, 10)], "indirect"),
        ([(20, 30)], "direct"),
        ([(21, 29)], "direct"),
        ([(18, 30)], "direct"),
        ([(17, 30)], "mixed"),
        ([(0, 5), (20, 30)], "mixed"),
        ([(30, 35)], "indirect"),
    ],
)
def test_kinds(content, kind):
    """A direct quotation has at most two characters outside its marks, an indirect one no marks."""
    assert kind_of(content, [QuotedSpan(20, 30, (21, 29), "“", True)]) == kind
