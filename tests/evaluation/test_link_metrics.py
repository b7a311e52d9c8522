"""Scores of links: worked by hand on one small set, and what must hold for any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import pair, side

from quotetrack.evaluation.link_errors import error_groups
from quotetrack.evaluation.link_metrics import overlaps, rows, same_spans, score

GOLD = [
    pair(side("p", 0, 20), side("q", 50, 70), "verbatim", event="fair", same_speaker=True),
    pair(side("p", 30, 60), side("r", 0, 20), "truncated", event="fair", same_speaker=True),
    pair(side("q", 100, 140), side("r", 40, 90), "paraphrase", event="fair", same_speaker=False),
    pair(side("s", 0, 9), side("t", 0, 9), "edited", event="vote", same_speaker=True),
]
NEGATIVES = [
    pair(side("p", 200, 220), side("q", 200, 220), "negative", event="fair", note="two days apart"),
    pair(side("s", 30, 40), side("t", 30, 40), "negative", event="vote"),
]
FOUND = [
    pair(side("q", 50, 70), side("p", 0, 20), "verbatim"),  # right, sides turned
    pair(side("p", 2, 12), side("q", 55, 80, None), "truncated"),  # right too, by half
    pair(
        side("p", 30, 44), side("r", 10, 30, "I. Holm"), "edited", reason="most words"
    ),  # right, in another relation and mouth
    pair(side("p", 201, 219), side("q", 205, 225), "paraphrase"),  # the hard negative
    pair(side("q", 100, 140), side("s", 0, 9), "edited"),  # wrong, and across events
    pair(side("p", 0, 20), side("p", 30, 60), "edited"),  # within an article: left out
    pair(side("p", 0, 20), side("z", 0, 20), "verbatim"),
]  # an article without labels: left out


def test_one_set_worked_by_hand():
    """Two of four links are met, by three of five pairs; one of two negatives is linked."""
    result = score(GOLD, NEGATIVES, FOUND)
    assert result == {
        "gold": 4,
        "found": 2,
        "predicted": 5,
        "right": 3,
        "across_events": 1,
        "precision": 0.6,
        "recall": 0.5,
        "f1": 0.6 / 1.1,
        "recall_by_relation": {
            "verbatim": [1, 1],
            "truncated": [1, 1],
            "edited": [0, 1],
            "paraphrase": [0, 1],
        },
        "negatives_hit": [1, 2],
        "relation_right": [1, 2],
        "speaker_same": [1, 2],
    }


def test_rows_are_figures_with_their_counts():
    """Each figure with how many of how many; where there are none, no share."""
    table = {
        row["what"]: (row["number"], row["of"], row["per cent"])
        for row in rows(score(GOLD, NEGATIVES, FOUND))
    }
    assert (
        table["recall"] == (2, 4, 50.0)
        and table["precision"] == (3, 5, 60.0)
        and table["recall, edited"] == (0, 1, 0.0)
    )
    assert table["F1 of recall and precision"] == (None, None, 54.5)
    assert {row["what"]: row["per cent"] for row in rows(score(GOLD[:1], [], []))}[
        "negatives linked"
    ] is None


@pytest.mark.parametrize(
    ("a", "b", "met"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 15), True),
        ((0, 10), (6, 16), False),
        ((0, 100), (90, 110), True),
        ((0, 100), (91, 111), False),
        ((0, 10), (10, 20), False),
        ((3, 3), (0, 10), False),
        ((40, 44), (0, 100), True),
    ],
)
def test_half_of_the_shorter_stretch_is_enough(a, b, met):
    """Whichever of the two is the shorter."""
    assert overlaps(a, b) is overlaps(b, a) is met


def test_both_sides_must_meet():
    """The same words in one article and others in the other are another link."""
    assert not same_spans(pair(side("p", 0, 20), side("q", 90, 99)), GOLD[0]) and same_spans(
        FOUND[1], GOLD[0]
    )


def test_mistakes_are_listed_by_relation():
    """Missed links, spurious pairs, wrong relations and wrong speakers, each of how many."""
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
    """The sides in order of article; beside a wrong pair the label that it meets."""
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
    """A side without a name is a lack, two names are an error."""
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
    """Where the quotations are known, a link that could have been made is told from one that could not."""
    (missed,) = error_groups(GOLD[:1], [], [], 1, {"p": p, "q": q})
    assert missed["construction"] == f"verbatim, {lack}" and missed["of"] == 1


def test_the_limit_is_for_examples_not_for_counts():
    """All are counted, as many are shown as asked for."""
    missed = error_groups([GOLD[0]] * 4, [], [], 2)[0]
    assert missed["count"] == 4 and len(missed["examples"]) == 2


SIDES = st.builds(
    side,
    st.sampled_from("pqrst"),
    st.integers(0, 12),
    st.integers(13, 30),
    st.sampled_from([None, "Ida Holm", "Bo Lind"]),
)
RELATIONS = st.sampled_from(["verbatim", "truncated", "edited", "paraphrase"])
PAIRS = st.lists(
    st.builds(
        pair, SIDES, SIDES, RELATIONS, event=st.just("fair"), same_speaker=st.booleans()
    ).filter(lambda link: link["a"]["article"] != link["b"]["article"]),
    max_size=6,
)


@given(PAIRS, PAIRS)
def test_the_labels_themselves_are_right_everywhere(gold, negatives):
    """Predictions that are the labels have recall, precision and relations of 1."""
    result = score(gold, negatives, gold)
    assert result["recall"] == result["precision"] == (1.0 if gold else 0.0) and result[
        "relation_right"
    ] == [len(gold), len(gold)]


@given(PAIRS, PAIRS, PAIRS, st.randoms())
def test_neither_order_nor_sides_matter(gold, negatives, found, random):
    """Lines in any order and pairs with their sides turned have the same figures."""
    turned = [link | {"a": link["b"], "b": link["a"]} for link in found]
    random.shuffle(turned)
    assert score(gold, negatives, turned) == score(gold[::-1], negatives, found)


@given(PAIRS, PAIRS, PAIRS)
def test_mistakes_add_up_to_the_figures(gold, negatives, found):
    """What is missed and spurious in the lists is what recall and precision lack."""
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
