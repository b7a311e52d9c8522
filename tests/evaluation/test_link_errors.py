"""Errors in predicted links: how they are grouped, and what is shown of them."""

import pytest
from hypothesis import given
from labelled import pair, side
from labelled_links import FOUND, GOLD, NEGATIVES, PAIRS

from quotetrack.evaluation.link_errors import error_groups
from quotetrack.evaluation.link_metrics import score


def test_mistakes_are_listed_by_relation():
    """Missed, spurious, wrong relation and wrong speaker, each with how many could be wrong."""
    groups = error_groups(GOLD, NEGATIVES, FOUND, 5)
    assert [(g["error"], g["construction"], g["count"], g["of"]) for g in groups] == [
        ("missed", "edited", 1, 1),
        ("missed", "paraphrase", 1, 1),
        ("spurious", "edited", 1, 2),
        ("spurious", "paraphrase, a hard negative", 1, 1),
        ("wrong relation", "truncated as edited", 1, 1),
        ("wrong speaker", "two names", 1, 2),
    ]


def test_examples_show_both_texts_and_the_label():
    """Examples show both sides in article order, and the label that a wrong pair matches."""
    shown = {
        (g["error"], g["construction"]): g["examples"]
        for g in error_groups(GOLD, NEGATIVES, FOUND, 5)
    }
    (fooled,) = shown["spurious", "paraphrase, a hard negative"]
    assert (fooled["a"]["article"], fooled["b"]["text"], fooled["against"]["reason"]) == (
        "p",
        "words of q",
        "two days apart",
    )
    (wrong,) = shown["wrong relation", "truncated as edited"]
    assert (wrong["relation"], wrong["reason"], wrong["against"]["relation"]) == (
        "edited",
        "most words",
        "truncated",
    )
    (missed,) = shown["missed", "edited"]
    assert missed["against"] is None and missed["a"] == side("s", 0, 9)


def test_an_unknown_speaker_is_told_from_another():
    """A side without a name is one group, two different names are another."""
    met = [pair(side("p", 0, 20), side("q", 50, 70, None))]
    assert [g["construction"] for g in error_groups(GOLD[:1], [], met, 1)] == ["one is unknown"]


@pytest.mark.parametrize(
    ("p", "q", "lack"),
    [
        ([(0, 20)], [(45, 75)], "both quotations are there"),
        ([(0, 20)], [(0, 20)], "one quotation is not there"),
        ([(60, 90)], [], "neither quotation is there"),
    ],
)
def test_missed_links_tell_what_was_lacking(p, q, lack):
    """If the quotations are known, the group says whether the link could have been found."""
    (missed,) = error_groups(GOLD[:1], [], [], 1, {"p": p, "q": q})
    assert missed["construction"] == f"verbatim, {lack}" and missed["of"] == 1


def test_the_limit_is_for_examples_not_for_counts():
    """All errors are counted, but only as many examples as asked for are shown."""
    missed = error_groups([GOLD[0]] * 4, [], [], 2)[0]
    assert missed["count"] == 4 and len(missed["examples"]) == 2


@given(PAIRS, PAIRS, PAIRS)
def test_mistakes_add_up_to_the_figures(gold, negatives, found):
    """The counts of the error groups add up to what precision and recall lack."""
    result, groups = score(gold, negatives, found), error_groups(gold, negatives, found, 0)
    missing = {
        error: sum(g["count"] for g in groups if g["error"] == error)
        for error in ("missed", "spurious", "wrong relation")
    }
    assert (
        missing["missed"] == result["gold"] - result["found"]
        and missing["spurious"] == result["predicted"] - result["right"]
    )
    assert missing["wrong relation"] == result["relation_right"][1] - result["relation_right"][0]
