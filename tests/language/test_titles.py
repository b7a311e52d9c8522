"""Titles and their attributes."""

import pytest

from quotetrack.language import lexicon, titles
from quotetrack.language.titles import is_short_title, is_title, plain_form, singular

ATTRIBUTES = {"honorific", "office", "male", "female", "rank", "regnal", "abbreviation", "short"}


def test_every_attribute_is_known():
    """A misspelt attribute would silently be none."""
    said = {one for line in lexicon.table("titles").values() for one in line.split()}
    assert {one for one in said if not one.startswith("for:")} == ATTRIBUTES


def test_genders():
    """Sir and duchess tell a gender, doctor and minister do not."""
    found = {**titles.honorifics(), **titles.offices()}
    genders = [found[title] for title in ("sir", "mrs", "dr", "duchess", "king", "minister")]
    assert genders == ["m", "f", "-", "f", "m", "-"]


def test_honorifics_are_no_offices():
    """A title is either a courtesy or an office."""
    assert titles.honorifics().keys().isdisjoint(titles.offices())


@pytest.mark.parametrize(
    ("names", "inside", "outside"),
    [
        (titles.rank_words, "former minister mr", "dam viscount"),
        (titles.regnal_titles, "queen saint", "minister"),
        (titles.unfinished_abbreviations, "mr capt vs", "minister captain"),
    ],
)
def test_words_with_an_attribute(names, inside, outside):
    """Each function gives the titles with its attribute and no others."""
    assert names() >= {*inside.split()} and names().isdisjoint(outside.split())


@pytest.mark.parametrize(
    ("word", "plain"),
    [("capt", "captain"), ("ag", "attorney general"), ("advisor", "adviser"), ("dam", "dam")],
)
def test_plain_forms(word, plain):
    """Abbreviations and variants of a title stand for the plain word."""
    assert plain_form(word) == plain


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("ministers", "minister"),
        ("policemen", "policeman"),
        ("housewives", "housewife"),
        ("secretaries", "secretary"),
        ("witness", "witness"),
        ("dams", "dams"),
    ],
)
def test_singular(noun, one):
    """Nouns for people are known in the plural, others are left as they are."""
    assert singular(noun) == one


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Mr", True),
        ("President", True),
        ("ex-president", True),
        ("president-elect", True),
        ("vice-president", True),
        ("spokeswoman", True),
        ("half-president", False),
        ("ex-dam", False),
        ("dam", False),
    ],
)
def test_words_before_a_name(word, told):
    """Titles and nouns for people, alone or with ex- and the like."""
    assert is_title(word) == told


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("Sen.", True),
        ("Rep", True),
        ("Gov.", True),
        ("Mr.", True),
        ("Senator", False),
        ("rep", False),
        ("Dean", False),
        ("Acme", False),
    ],
)
def test_short_titles(word, short):
    """A point behind an abbreviated title ends no sentence."""
    assert is_short_title(word) == short
