"""Two prepared texts: what they share, and how telling it is."""

import pytest
from linking_texts import text_pair

from quotetrack.linking.text_pair import document_frequency, prepare
from quotetrack.records import SpeakerAgreement

UNKNOWN, NONE = SpeakerAgreement.UNKNOWN, SpeakerAgreement.NONE


def test_document_frequency_counts_quotations_not_words():
    """A stem counts once for each quotation that holds it, and is left out if only one does."""
    counts = document_frequency(["The goat saw a goat", "goats everywhere", "nothing of the kind"])
    assert counts == {"goat": 2}


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("We sail at dawn", "direct", [("we", "sail", "at", "dawn")]),
        ("We sail ... at dawn", "direct", [("we", "sail"), ("at", "dawn")]),
        ("they “sail” at “dawn”", "mixed", [("sail",), ("dawn",)]),
        ("they “sail” at dawn", "indirect", []),
        ("...", "direct", []),
    ],
)
def test_quoted_words_depend_on_the_kind(text, kind, quoted):
    """All of a direct quotation is quoted, by its spans; of a mixed one, what stands in marks."""
    assert [*prepare(text, kind).quoted] == quoted


def test_the_shorter_text_comes_first_whichever_is_given_first():
    """What is shared is measured against the text with fewer words."""
    for sides in (("one two six", "two six"), ("two six", "one two six")):
        pair = text_pair(*sides)
        assert (pair.short.text, pair.common, pair.share) == ("two six", 2, 1.0)
        assert pair.runs == [(0, 1, 2)]


def test_an_empty_text_shares_nothing():
    """A text without words has nothing in common with any."""
    pair = text_pair("", "two six")
    assert (pair.common, pair.share, pair.runs) == (0, 0.0, [])


@pytest.mark.parametrize(
    ("one", "other", "contradicts"),
    [
        ("we will not pay", "we will pay", True),
        ("we will not pay", "we will never pay", False),
        ("we will not pay for the old stone pier", "we will pay", False),
    ],
)
def test_one_negation_in_short_texts_is_a_contradiction(one, other, contradicts):
    """Of two short texts one is negated; a longer text may be negated elsewhere."""
    assert text_pair(one, other).is_contradiction is contradicts


@pytest.mark.parametrize(
    ("kinds", "speakers", "unquoted"),
    [
        (("indirect", "indirect"), UNKNOWN, True),
        (("indirect", "direct"), UNKNOWN, False),
        (("passage", "passage"), NONE, False),
    ],
)
def test_two_reports_without_marks_are_unquoted(kinds, speakers, unquoted):
    """Nobody is quoted in two plain reports; of passages it is not asked."""
    assert text_pair("goats eat", "goats eat hay", kinds, speakers).is_unquoted is unquoted
