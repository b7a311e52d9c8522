"""Words in their comparable form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.language.tokenizer import tokenize
from quotetrack.language.tokens import (
    CLOSES,
    FUSES,
    JOINS,
    MAX_TOKENS,
    OPENS,
    _LookupCache,
    forms,
    lookup,
    placed,
)

SAME = [
    ("90 percent", "90 per cent"),
    ("90%", "ninety per cent"),
    ("1,000 horses", "one thousand horses"),
    ("a hundred and five", "105"),
    ("two hundred and fifty-six", "256"),
    ("twenty-one guns", "21 guns"),
    ("$1.1 million", "1.10 million dollars"),
    ("$5", "five dollars"),
    ("£2 bn", "two billion pounds"),
    ("U.S. troops", "US troops"),
    ("the United States of America", "the USA"),
    ("the U.N.", "the United Nations"),
    ("oil-tanker crews", "oil tanker crews"),
    ("the labour programme", "the labor program"),
    ("they organise", "they organize"),
    ("they analysed it", "they analyzed it"),
    ("a theatre", "a theater"),
    ("he travelled", "he traveled"),
    ("we don't know", "we do not know"),
    ("he can't", "he cannot"),
    ("it’s late", "it is late"),
    ("they're here", "they are here"),
    ("“so be it”", '"So be it"'),
    ("a café", "a cafe\u0301"),
    ("co\u00adoperate", "cooperate"),
    ("first came", "1st came"),
    ("sent\nto  us", "sent to us"),
    ("5 kilometres", "5 km"),
    ("a website", "a web site"),
]
OTHER = [
    ("give it to us", "give it to the US"),
    ("1.000 votes", "1,000 votes"),
    ("four more", "for more"),
    ("our view", "or view"),
    ("12 tons", "12 tonnes"),
    ("five and six million", "11 million"),
    ("5 million and two others", "5,000,002 others"),
    ("the nation's", "the nations"),
    ("filled it", "filed it"),
    ("N'T", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda text: text)
def test_one_value_in_two_clothes_has_one_form(one, other):
    """Figures and words, two spellings, contractions, marks and accents make no difference."""
    assert forms(one) == forms(other)


@pytest.mark.parametrize(("one", "other"), OTHER, ids=lambda text: text)
def test_other_values_keep_other_forms(one, other):
    """What means something else, or may do so, is not folded together."""
    assert forms(one) != forms(other)


def test_every_form_knows_its_printed_words():
    """The place of a form covers all the printed words that it stands for, and no others."""
    text = "He owes $1.5 million, or ninety per cent; he doesn't pay."
    printed = {word.form: text[word.start : word.end] for word in tokenize(text)}
    assert (printed["1500000"], printed["dollars"]) == ("$1.5 million", "$1.5 million")
    assert (printed["90"], printed["%"], printed["not"]) == ("ninety", "per cent", "doesn't")


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("aA1,.'-% $’hundred and"),
        max_size=80,
    )
)
def test_places_lie_inside_the_text_and_in_order(text):
    """Places never leave the text, never run backwards and are never empty, whatever comes in."""
    found = tokenize(text)
    assert all(0 <= word.start < word.end <= len(text) and word.form for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


def test_only_so_many_words_are_taken():
    """A text of any length costs no more than its first 2,000 words."""
    assert len(tokenize("so it goes " * 5000)) == MAX_TOKENS == 2000


WORDS = [
    "harbour",
    "winter",
    "Storm,",
    "don't",
    "the",
    "and",
    "a",
    "hundred",
    "two",
    "1,000",
    "per",
    "cent",
    "$5",
    "million",
    "U.S.",
    "US",
    "us",
    "first",
    "United",
    "States",
    "Arab",
    "Emirates,",
    "health",
    "care",
    "can",
    "not",
    "colour",
    "long-term",
    "…",
    "[sic]",
    "–",
    "90%",
    "twenty-one",
    "’tis",
    "and/or",
    "it’s",
    "café",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_looking_up_equals_reading(text):
    """Looking up printed words one by one gives the same tokens as reading the whole text."""
    read = tokenize(text)
    assert forms(text) == tuple(token.form for token in read)
    assert [*zip(*placed(text), strict=True)] == [(t.form, t.start, t.end) for t in read]


@pytest.mark.parametrize("words", [499, 500, 501])
@pytest.mark.parametrize("word", ["so ", "1-2-3-4-5 ", "cannot-but "])
def test_long_texts_are_read_alike(word, words):
    """Looking words up gives the same as reading where the limit of tokens is near, too."""
    text = word * words
    assert forms(text) == tuple(token.form for token in tokenize(text))
    assert len(placed(text)[0]) == len(forms(text))


@pytest.mark.parametrize(
    ("printed", "flags"),
    [("dam", 0), ("a", JOINS), ("two", JOINS | FUSES), ("…", JOINS)],
)
def test_lookup_tells_what_may_combine(printed, flags):
    """Numerals combine; a, an and `and` only beside them; a mark may stand within a phrase."""
    assert lookup(printed)[1] & (JOINS | FUSES) == flags


def test_lookup_knows_phrases():
    """`per cent`: the first word opens the phrase, the second closes it."""
    assert lookup("per")[1] & OPENS and lookup("cent")[1] & CLOSES
    assert not lookup("dam")[1] & (OPENS | CLOSES)


def test_the_cache_is_bounded():
    """A full cache starts afresh between two texts, with all it knows of its words."""
    known = _LookupCache(maxsize=2)
    for printed in ("two", "dam", "per"):
        known[printed]
    known.bound()
    assert not known and not known.joining and not known.fusing and not known.opening
    known["dam"]
    known.bound()
    assert set(known) == {"dam"}
