"""Weights of words."""

import pytest

from quotetrack.language import lexicon
from quotetrack.language.frequency import RANKS, term_weight, total_weight


def test_a_rare_word_weighs_one():
    """What is not in the list of frequent words tells most."""
    assert term_weight("orchard") == term_weight("zzyzx") == 1


def test_weights_rise_with_the_rank():
    """From 0.1 on, by the logarithm of the rank."""
    assert term_weight("the") == 0.1
    assert 0.1 < term_weight("say") < term_weight("farm") < 1
    assert term_weight("farm") == pytest.approx(0.8563, abs=0.0001)


def test_the_last_rank_is_that_of_the_list():
    """Weights reach 1 where the list ends."""
    assert max(map(int, lexicon.table("word_ranks").values())) == RANKS


def test_weights_add_up():
    """Several words weigh as much as each of them."""
    assert total_weight(["farm", "orchard"]) == term_weight("farm") + term_weight("orchard")
