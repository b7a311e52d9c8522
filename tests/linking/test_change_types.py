"""The thresholds of the change types, each on both sides of its boundary."""

import pytest

from quotetrack.linking.alignment import changes

# one text, another, and the types of the changes between them
BOUNDARIES = {
    "eight letters in one word": ("a w a l m a r t x", "a walmartx", ["spelling"]),
    "nine letters in one word": ("a w a l m a r t x y", "a walmartxy", ["replaced"]),
    "a negation cut alone": ("they will not pay", "they will pay", ["negation"]),
    "a negation cut with a word": ("they will pay", "they will gladly never pay", ["added"]),
    "a negation replaced beside three words": (
        "the goats never left old green meadows",
        "the goats roamed",
        ["replaced"],
    ),
    "an added clause": ("we will pay", "we will pay because nobody", ["added"]),
    "two given names": ("we met Anna Maria Berg there", "we met Berg there", ["name"]),
    "three given names": ("we met Anna Maria Eva Berg there", "we met Berg there", ["cut"]),
    "the noun of an organisation, three words on": (
        "she left Hill Park Green College then",
        "she left Vale Park Green College then",
        ["affiliation"],
    ),
    "the noun of an organisation, four words on": (
        "she left Hill Park Green Wood College then",
        "she left Vale Park Green Wood College then",
        ["name"],
    ),
    "un before four letters": ("the herd was tame", "the herd was untame", ["negation"]),
    "un before three letters": ("the herd was ion", "the herd was union", ["replaced"]),
    "a year": ("in 1501", "in 2099", ["date"]),
    "no year": ("in 1500", "in 2100", ["number"]),
    "two small words between replacements": (
        "the goats of the farmers",
        "the sheep of the bakers",
        ["replaced"],
    ),
    "three small words between replacements": (
        "the goats of all the farmers",
        "the sheep of all the bakers",
        ["replaced", "replaced"],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), BOUNDARIES.values(), ids=BOUNDARIES)
def test_each_threshold_holds_on_both_sides(one, other, expected):
    """A change has its type up to the threshold and another one beyond."""
    assert [change.kind for change in changes(one, other)] == expected


@pytest.mark.parametrize(
    ("beside", "alters"),
    [("old green meadows", True), ("old green wet meadows", False)],
    ids=["three words", "four words"],
)
def test_a_longer_replacement_says_other_things(beside, alters):
    """A negation alters the meaning unless more than three content words stand beside it."""
    found = changes("the goats roamed", f"the goats never {beside}")
    assert [change.meaning for change in found] == [alters]
