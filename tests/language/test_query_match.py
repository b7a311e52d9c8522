"""How well a text matches a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.language.query_match import QueryTerm, relevance

LETTERS = st.sampled_from("abcde")


def query(text):
    return [QueryTerm({word: 1.0}, 1.0) for word in text.split()]


@pytest.mark.parametrize(
    ("found", "score"),
    [
        ("the old dam holds", 1.0),
        ("the old and leaking dam holds", 0.96),
        ("holds the old dam", 0.933333),
        ("holds dam old", 0.866667),
        ("the old dam", 0.666667),
        ("a dam", 0.333333),
        ("a boat", 0.0),
    ],
)
def test_score(found, score):
    """The share of the query that is there; less if out of order, less if words are in between."""
    assert relevance(query("old dam holds"), found.split()) == pytest.approx(score)


@pytest.mark.parametrize(
    ("found", "score"), [("the old dam will hold", 0.9), ("old dam will hold", 0.571429)]
)
def test_a_text_may_be_a_part_of_the_query(found, score):
    """A text of five words that lies wholly within a longer query is found by it."""
    asked = query("he said the old dam will hold")
    assert relevance(asked, found.split()) == pytest.approx(score)


def test_weights_and_similar_spellings_count():
    """A heavy word counts more than a light one, a misspelt one less than the word itself."""
    asked = [QueryTerm({"dam": 1.0, "dams": 0.5}, 3.0), QueryTerm({"old": 1.0}, 1.0)]
    assert relevance(asked, ["dam"]) == pytest.approx(0.75)
    assert relevance(asked, ["dams"]) == pytest.approx(0.375)


@given(st.lists(LETTERS, max_size=8), st.lists(LETTERS, max_size=12))
def test_score_is_between_none_and_all(asked, found):
    """No text holds more than the query, and a text holds itself."""
    terms = query(" ".join(asked))
    assert 0.0 <= relevance(terms, found) <= 1.0
    assert not asked or relevance(terms, asked) == pytest.approx(1.0)
