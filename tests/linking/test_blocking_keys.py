"""Texts as rows of numbers: words, keys and wordings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.language.tokens import MAX_TOKENS, forms
from quotetrack.linking import posting_lists
from quotetrack.linking.blocking_keys import encode, shared_keys
from quotetrack.linking.vocabulary import Vocabulary

KEYS = [2544188305, 2578555734]  # of "torn nets": the pair, and both words in order
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


@given(st.lists(TEXT, max_size=5))
@settings(deadline=None)
def test_many_texts_are_read_as_one_is(texts):
    """The numbers of many texts at once are those of their words, piece by piece; pieces begin behind ellipses and brackets."""
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


def test_a_long_text_is_read_to_its_limit():
    """Of a text beyond 2,000 words the rest is left out, whether or not it has pieces."""
    _, lengths, _ = Vocabulary().rows(
        ["word " * (MAX_TOKENS + 5), "word [sic] " * (MAX_TOKENS + 5), "two words"]
    )
    assert lengths.tolist() == [MAX_TOKENS, MAX_TOKENS, 2]


def test_keys_are_stable():
    """The keys of a text are the same in every process."""
    keys = shared_keys(("torn nets", None), ("Torn nets!", None))
    assert keys == shared_keys(("torn nets", None), ("torn nets", None)) == KEYS


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("torn nets and lost boats", "they found torn nets", True),
        ("torn nets … lost boats", "nets lost", False),
        ("torn nets [and] lost boats", "nets and lost", False),
        ("old boats", "an old boat", True),
        ("of the", "of the sea", False),
    ],
)
def test_pairs_of_words_are_keys(one, other, shared):
    """Neighbouring words make a key, unless an ellipsis or a bracket parts them, or both are small."""
    assert bool(shared_keys((one, None), (other, None))) == shared


def test_a_speaker_makes_keys_with_rare_words():
    """A retold version shares a key by its speaker's last name and a rare word."""
    assert shared_keys(
        ("I deeply regret the closure", "Dr Ada Lind"), ("he regretted closing it", "Ada Lind")
    )
    assert shared_keys(
        ("I deeply regret the closure", "Ada Lind"), ("he regretted closing it", "Lind")
    )
    assert not shared_keys(
        ("I deeply regret the closure", "Ada Lind"), ("he regretted closing it", "Bo Karlsen")
    )


def test_a_wording_is_the_words_and_the_name():
    """Clothes make no difference to a wording, another name does."""
    found = encode(
        ["90 percent of it", "90 per cent of it", "90 percent of it"],
        ["Ada Lind", "Dr Ada Lind", None],
    ).fingerprints
    assert found[0] == found[1] != found[2]


def test_a_description_is_no_name_in_a_wording():
    """What agreement.py tells apart, the sieve tells apart whichever quotation stands for a wording."""
    found = encode(["the nets were torn"] * 2, ["the harbour board", "Harbour Board"])
    assert found.fingerprints[0] != found.fingerprints[1]
    assert shared_keys(
        ("the nets were torn", "the harbour board"), ("the nets were torn", "Harbour Board")
    )


def entries(*pairs):
    return np.array(sorted((key << 32) | wording for key, wording in pairs), np.uint64)


def test_candidates_share_a_rare_key(monkeypatch):
    """A key that too many have brings nobody together; of a few, every pair, each once; with new ones, only theirs."""
    monkeypatch.setattr(posting_lists, "RARE_KEY_LIMIT", 2)
    found = entries((1, 10), (1, 11), (2, 10), (2, 11), (3, 11), (3, 12), (4, 10), (4, 12), (4, 13))
    pairs = [
        (int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in posting_lists.candidate_pairs([found])
    ]
    assert pairs == [(10, 11), (11, 12)]
    assert posting_lists.candidate_pairs([found], np.array([12], np.uint32)).tolist() == [
        (11 << 32) | 12
    ]
    assert posting_lists.no_longer_rare(found, np.array([13], np.uint32)).tolist() == [10, 12]
