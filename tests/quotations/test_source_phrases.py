"""The words that name a source: limits of what is looked through."""

import pytest
from trees import filler, tree

from quotetrack.quotations.source_phrases import noun_phrase, source_of


@pytest.mark.parametrize(("between", "found"), [(28, True), (29, False)])
def test_words_between_mark_and_verb(between, found):
    """`"It leaks," Roe, head of Dams, told Poe`: the mark is at most 29 words before the verb."""
    verb = between + 5
    words = [f"It/PRON/{verb}/nsubj", "leaks/VERB", ",/PUNCT", "”/PUNCT", "Roe/PROPN"]
    made = tree(*words, *filler(between - 1), "said/VERB", "it/PRON")
    assert (source_of(made, verb) == list(range(5, verb))) is found


@pytest.mark.parametrize(("length", "found"), [(8, True), (9, False)])
def test_words_behind_a_mark_and_a_verb(length, found):
    """`"It leaks," said Roe, "and"`: the source has at most eight words."""
    words = ["It/PRON", "leaks/VERB", ",/PUNCT", "”/PUNCT", "said/VERB", "Roe/PROPN/5/appos"]
    rest = ["Poe/PROPN/6/flat"] * (length - 1)
    made = tree(*words, *rest, ",/PUNCT", "“/PUNCT", "and/CCONJ")
    assert bool(source_of(made, 5)) is found


@pytest.mark.parametrize(("length", "found"), [(12, 13), (13, 1)])
def test_relative_clauses_of_a_source(length, found):
    """A relative clause of at most twelve words belongs to the noun's phrase."""
    relative = ["who/PRON/3/nsubj", "came/VERB/1/acl:relcl"]
    made = tree("Roe/PROPN", *relative, *["so/ADV/3/advmod"] * (length - 2))
    assert len(noun_phrase(made, 1, without=set())) == found


@pytest.mark.parametrize(("heads", "found"), [(4, [1]), (5, [])])
def test_shared_subjects(heads, found):
    """A verb shares the subject of a verb that is at most four heads above it."""
    chain = [f"said/VERB/{number + 1}/conj" for number in range(1, heads + 1)]
    made = tree("Roe/PROPN/2/nsubj", "said/VERB", *chain)
    assert source_of(made, heads + 2) == found
