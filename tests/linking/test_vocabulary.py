"""A vocabulary numbers the tokens of many texts at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.language import tokens
from quotetrack.language.tokenizer import tokenize
from quotetrack.language.tokens import MAX_TOKENS, forms
from quotetrack.linking import vocabulary as module
from quotetrack.linking.vocabulary import Vocabulary

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
TEXT = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(TEXT)
@settings(deadline=None, max_examples=300)
def test_tokens_looked_up_are_tokens_read(text):
    """Looking up words one by one gives the tokens and places that reading the text gives."""
    assert tokens.forms(text) == forms(text)
    assert [*zip(*tokens.placed(text), strict=True)] == [
        (word.form, word.start, word.end) for word in tokenize(text)
    ]


@given(st.lists(TEXT, max_size=5))
@settings(deadline=None)
def test_many_texts_are_encoded_as_one_is(texts):
    """Numbers stand for the tokens of each piece; ellipses and brackets begin a piece."""
    vocabulary = Vocabulary()
    ids, lengths, breaks = vocabulary.rows(texts)
    known = list(vocabulary)
    found = [known[number] for number in ids.tolist()]
    pieces = [
        [forms(piece) for piece in text.replace("[", "…").replace("]", "…").split("…")]
        for text in texts
    ]
    assert found == [form for text in pieces for piece in text for form in piece]
    assert lengths.tolist() == [sum(map(len, text)) for text in pieces]
    assert [row for row, _ in breaks] == sorted(row for row, _ in breaks)
    assert all(0 < place < lengths[row] for row, place in breaks)


def test_a_long_text_is_cut():
    """What follows the first 2,000 words of a text is left out, in pieces or not."""
    _, lengths, _ = Vocabulary().rows(
        ["word " * (MAX_TOKENS + 5), "word [sic] " * (MAX_TOKENS + 5), "two words"]
    )
    assert lengths.tolist() == [MAX_TOKENS, MAX_TOKENS, 2]


@given(st.lists(TEXT, min_size=1, max_size=5))
@settings(deadline=None)
def test_forgetting_printed_words_changes_nothing(texts):
    """The cache of printed words may be emptied at any time; numbers of tokens stay."""
    vocabulary = Vocabulary()
    before = [part.tolist() for part in vocabulary.rows(texts)[:2]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MAX_PRINTED", 0)
        assert [part.tolist() for part in vocabulary.rows(texts)[:2]] == before


def test_arrays_grow_with_the_vocabulary():
    """Facts about tokens stay in place when the arrays are enlarged."""
    vocabulary = Vocabulary()
    first = vocabulary["harbours"]
    facts = vocabulary.hashes[first], vocabulary.stems[first], vocabulary.rarity[first]
    for number in range(3000):
        vocabulary[f"w{number}"]
    assert (vocabulary.hashes[first], vocabulary.stems[first], vocabulary.rarity[first]) == facts
    assert len(set(vocabulary.hashes[: len(vocabulary)].tolist())) == len(vocabulary)
