"""Numbers in words and figures."""

import pytest

from quotetrack.language.numbers import LONGEST_NUMBER, figure, is_figure, number_at


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("two", (1, "2")),
        ("two hundred and five boats", (4, "205")),
        ("a hundred", (2, "100")),
        ("a boat", (0, "")),
        ("and two", (0, "")),
        ("twenty one guns", (2, "21")),
        ("twenty ten", (1, "20")),
        ("1.5 million", (2, "1500000")),
        ("5 million and two", (2, "5000000")),
        ("three million two hundred thousand and six", (7, "3200006")),
        ("hundred", (0, "")),
    ],
)
def test_numbers_in_words(words, found):
    """As many words as make up one number, and its value; words that make up none are left."""
    assert number_at(words.split(), 0) == found


def test_numbers_are_found_from_a_place_on():
    """What stands before the place does not count."""
    assert number_at(["two", "hundred", "boats"], 1) == (0, "")
    assert number_at(["two", "five", "hundred"], 1) == (2, "500")


def test_a_number_has_so_many_words():
    """A hostile run of numerals is looked at a few words at a time."""
    run = ["one", "million"] * LONGEST_NUMBER
    assert number_at(run, 0)[0] == LONGEST_NUMBER == 12


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("1,000", "1000"),
        ("1,000,000.50", "1000000.5"),
        ("1.10", "1.1"),
        ("2.00", "2"),
        ("1.000", "1.000"),
        ("1.0000", "1"),
        ("1,00", "1,00"),
        ("5", "5"),
    ],
)
def test_figures(printed, plain):
    """Grouping commas and trailing zeros go; 1.000 may be one or a thousand and stays."""
    assert figure(printed) == plain


@pytest.mark.parametrize(
    ("form", "told"), [("5", True), ("1.5", True), ("1.5.2", False), ("5th", False), ("٣", False)]
)
def test_plain_figures(form, told):
    """ASCII digits with at most one point."""
    assert is_figure(form) == told
