"""The evidence for a link, its scale and its bounds."""

from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_texts import text_pair, words

from quotetrack.language.frequency import term_weight, total_weight
from quotetrack.linking.evidence import (
    MAX_QUOTED_WEIGHT,
    cheap_evidence,
    costly_evidence,
    costly_upper_bounds,
)

REGRET = "I deeply and sincerely regret the flooding of the orchard"
WORDS = [*words(4), "the", "not", "goat", "“goats", "eat”"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
KIND = st.sampled_from(["direct", "indirect", "mixed"])


def test_rare_words_weigh_more():
    """A rare word weighs 1, a frequent one less but never nothing; weights add up."""
    assert term_weight("orchard") == term_weight("zzyzx") == 1
    assert 0.1 <= term_weight("say") < term_weight("farm") < 1
    both = term_weight("farm") + term_weight("orchard")
    assert total_weight(["farm", "orchard"]) == pytest.approx(both)


@pytest.mark.parametrize(("days", "counted"), [(364, 364), (365, 365), (366, 365), (9999, 365)])
def test_days_count_up_to_a_year(days, counted):
    """Two articles that are years apart are no further apart than by a year."""
    found = cheap_evidence(text_pair(REGRET, REGRET, days=days))
    assert found["days apart"] == log1p(counted)


@pytest.mark.parametrize(("number", "expected"), [(2, 2.0), (3, 3.0), (4, 3.0)])
def test_quoted_words_count_up_to_a_weight(number, expected):
    """Three rare words in quotation marks are as telling as any number of them."""
    text = " ".join(words(number))
    pair = text_pair(f"he said “{text}” today", f"{text} it is", ("mixed", "direct"))
    assert costly_evidence(pair)["quoted words"] == expected


@pytest.mark.parametrize(
    ("frequencies", "divisor"),
    [
        ((None, None), 3**0.5),
        (({}, {}), 1.0),
        (({}, None), 3**0.25),
        (({"orchard": 16}, {}), 2.0),
        (({"orchard": 16}, {"orchard": 16}), 4.0),
    ],
    ids=["unknown", "once", "one unknown", "often in one", "often in both"],
)
def test_words_that_an_article_often_uses_count_less(frequencies, divisor):
    """A shared word is discounted by its frequency in both articles; three where unknown."""
    pair = text_pair("the orchard", "an orchard", frequencies=lambda: frequencies)
    assert costly_evidence(pair)["locally rare"] == pytest.approx(log1p(1 / divisor))


@given(TEXT, TEXT, st.tuples(KIND, KIND))
@settings(deadline=None)
def test_costly_evidence_keeps_its_bounds(one, other, kinds):
    """No evidence exceeds the bound that is computed without it."""
    pair = text_pair(one, other, kinds)
    bounds = costly_upper_bounds(pair.weight, pair.common, min(MAX_QUOTED_WEIGHT, pair.weight))
    found = costly_evidence(pair)
    assert found.keys() == bounds.keys()
    assert all(found[name] <= bounds[name] + 1e-9 for name in found)
