"""Errors by construction: how they are grouped and counted, and what is shown of them."""

import pytest
from labelled import MINE, articles, at, found, row

from quotetrack.evaluation.error_analysis import error_groups, gold_group
from quotetrack.evaluation.gold_tokens import tokenize


def counted(groups):
    return {(g["error"], g["construction"]): (g["count"], g["of"], g["partly"]) for g in groups}


def test_two_articles_worked_by_hand():
    """Missed labels are grouped by kind and cue, the other errors by construction."""
    assert counted(error_groups(articles(), found(), 5)) == {
        ("missed", "indirect, reporting word"): (1, 2, 0),
        ("missed", "mixed, reporting word"): (1, 1, 1),
        ("spurious", "beside"): (1, 1, 1),
        ("spurious", "quotation marks without a cue"): (1, 1, 0),
        ("wrong source", "clause"): (1, 3, 0),
    }


def test_predictions_without_a_construction_are_grouped_as_unknown():
    """A prediction of another program, or with an empty construction, is grouped as unknown."""
    wrong = [row(MINE, "Union"), row(MINE, "added", construction="", reason="clause after said")]
    (spurious,) = [
        group
        for group in error_groups(articles(), {"mine": wrong}, 2)
        if group["error"] == "spurious"
    ]
    assert (spurious["construction"], spurious["count"]) == ("unknown", 2)


@pytest.mark.parametrize(
    ("cue", "name"),
    [
        ("said", "reporting word"),
        ("told", "reporting word"),
        ("insisting", "reporting word"),
        ("has Denied", "reporting word"),
        ("a claim of", "reporting word"),
        ("According to", "according to"),
        ("on the menu of", "another cue"),
        ("", "no cue"),
    ],
)
def test_the_shape_of_a_label_is_its_kind_and_its_cue(cue, name):
    """Any form of a listed reporting verb or speech noun is a reporting word."""
    text = f"{cue} the road is closed"
    assert (
        gold_group({"cue": at(text, cue) if cue else []}, "indirect", tokenize(text))
        == f"indirect, {name}"
    )


def test_examples_show_both_sides():
    """A missed label is shown with the nearest prediction, a wrong source with its label."""
    shown = {
        (g["error"], g["construction"]): g["examples"] for g in error_groups(articles(), found(), 5)
    }
    (missed,) = shown["missed", "mixed, reporting word"]
    assert (missed["article"], missed["text"], missed["source"], missed["cue"], missed["kind"]) == (
        "mine",
        'it "a close shave" for all',
        "Union men",
        "called",
        "mixed",
    )
    assert missed["content"] == at(MINE, missed["text"])
    assert (
        missed["against"]["text"] == "shave"
        and missed["against"]["reason"] == "beside called; described, not named"
    )
    (wrong,) = shown["wrong source", "clause"]
    assert (wrong["source"], wrong["against"]["source"]) == ("Rosa Quist", "she")
    (spurious,) = shown["spurious", "quotation marks without a cue"]
    assert (spurious["source"], spurious["cue"], spurious["against"]) == (None, None, None)


def test_the_limit_is_for_examples_not_for_counts():
    """All errors are counted, but only as many examples as asked for are kept."""
    wrong = {
        "mine": [
            row(MINE, word, construction="clause") for word in ("Union", "close shave", "added")
        ]
    }
    (spurious,) = [g for g in error_groups(articles(), wrong, 2) if g["error"] == "spurious"]
    assert spurious["count"] == 3 and [e["text"] for e in spurious["examples"]] == [
        "Union",
        "close shave",
    ]
    assert all(g["examples"] == [] for g in error_groups(articles(), wrong, 0))


def test_nothing_is_wrong_with_the_labels_themselves():
    """Predictions equal to the labels have no errors."""
    assert error_groups(articles(), {a["id"]: a["attributions"] for a in articles()}, 5) == []


def test_the_most_frequent_come_first():
    """Groups are in the order of the error types, the most frequent construction first."""
    groups = error_groups(
        [articles()[0], articles()[1] | {"attributions": articles()[1]["attributions"] * 2}], {}, 1
    )
    assert [g["count"] for g in groups] == [3, 3, 1]
    assert [g["construction"] for g in groups] == [
        "direct, reporting word",
        "indirect, reporting word",
        "mixed, reporting word",
    ]
