"""Metrics of links: one small set worked by hand, and what must hold for any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import pair, side
from labelled_links import FOUND, GOLD, NEGATIVES, PAIRS

from quotetrack.evaluation.link_metrics import overlaps, rows, same_spans, score


def test_one_set_worked_by_hand():
    """Three of five pairs match two of four links; one of two negatives is linked."""
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
    """Each metric has its counts, and no percentage where there is nothing to count."""
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
    """Half of the shorter span is enough, whichever of the two it is."""
    assert overlaps(a, b) is overlaps(b, a) is met


def test_both_sides_must_meet():
    """The same words on one side only are another link."""
    assert not same_spans(pair(side("p", 0, 20), side("q", 90, 99)), GOLD[0]) and same_spans(
        FOUND[1], GOLD[0]
    )


@given(PAIRS, PAIRS)
def test_the_labels_themselves_are_right_everywhere(gold, negatives):
    """Predictions equal to the labels have a precision and recall of 1 and no wrong relation."""
    result = score(gold, negatives, gold)
    assert result["recall"] == result["precision"] == (1.0 if gold else 0.0) and result[
        "relation_right"
    ] == [len(gold), len(gold)]


@given(PAIRS, PAIRS, PAIRS, st.randoms())
def test_neither_order_nor_sides_matter(gold, negatives, found, random):
    """The order of the lines and which side is called `a` make no difference."""
    turned = [link | {"a": link["b"], "b": link["a"]} for link in found]
    random.shuffle(turned)
    assert score(gold, negatives, turned) == score(gold[::-1], negatives, found)
