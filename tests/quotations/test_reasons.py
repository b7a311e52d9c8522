"""The prose that says how a quotation was recognised."""

import pytest

from quotetrack.quotations.reasons import reason, within_another
from quotetrack.records import Construction


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


def test_nested_reasons():
    """The reason of a nested quotation begins with what makes it one."""
    assert within_another("clause after said") == "within another: clause after said"
