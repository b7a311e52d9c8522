"""Where a reported clause stands if the tree lost it: limits of what is looked through."""

import pytest
from trees import filler, tree

from quotetrack.quotations.clausal_complements import clause


@pytest.mark.parametrize(("between", "found"), [(7, [1, 2, 3, 4]), (8, [])])
def test_the_comma_before_an_aside(between, found):
    """`It leaks a lot, Roe said.`: the comma stands at most eight words before the verb."""
    words = ["It/PRON", "leaks/VERB", "a/DET", "lot/NOUN", ",/PUNCT", *filler(between - 1)]
    made = tree(*words, "Roe/PROPN", "said/VERB", "./PUNCT")
    assert clause(made, len(words) + 2) == found


@pytest.mark.parametrize(("between", "found"), [(12, True), (13, False)])
def test_the_end_of_an_aside(between, found):
    """`It leaks a lot, Roe said on Monday, and more`: it ends within thirteen words of the verb."""
    words = ["It/PRON", "leaks/VERB", "a/DET", "lot/NOUN", ",/PUNCT", "Roe/PROPN", "said/VERB"]
    made = tree(*words, *filler(between), ",/PUNCT", "and/CCONJ", "more/ADV", "./PUNCT")
    assert bool(clause(made, 7)) is found


@pytest.mark.parametrize(("around", "found"), [(3, []), (4, [1, 2, 3, 4])])
def test_words_around_an_aside(around, found):
    """An aside has at least four words around it."""
    words = [*filler(around - 1), "leaks/VERB", ",/PUNCT", "Roe/PROPN", "said/VERB", "./PUNCT"]
    assert clause(tree(*words), around + 3) == found


@pytest.mark.parametrize(("between", "found"), [(10, True), (11, False)])
def test_the_colon_behind_a_verb(between, found):
    """`Roe said on Monday: it leaks`: the colon is at most the eleventh word behind the verb."""
    made = tree("Roe/PROPN", "said/VERB", *filler(between), ":/PUNCT", "it/PRON", "leaks/VERB")
    assert bool(clause(made, 2)) is found


@pytest.mark.parametrize(("between", "found"), [(7, True), (8, False)])
def test_that_behind_a_verb(between, found):
    """`told the court that it leaks`: the conjunction is at most the eighth word behind it."""
    made = tree("Roe/PROPN", "said/VERB", *filler(between), "that/SCONJ", "it/PRON", "leaks/VERB")
    assert bool(clause(made, 2)) is found
