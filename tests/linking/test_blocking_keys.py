"""Texts encoded as arrays: their blocking keys and fingerprints."""

import pytest

from quotetrack.linking.blocking_keys import encode, shared_keys

KEYS = [2544188305, 2578555734]  # of "torn nets": the pair, and both words in order


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
    """Neighbours make a key unless an ellipsis or bracket parts them, or both are small words."""
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


def test_a_fingerprint_is_the_words_and_the_name():
    """The spelling of a value makes no difference to a fingerprint; another name does."""
    found = encode(
        ["90 percent of it", "90 per cent of it", "90 percent of it"],
        ["Ada Lind", "Dr Ada Lind", None],
    ).fingerprints
    assert found[0] == found[1] != found[2]


def test_a_description_is_no_name_in_a_fingerprint():
    """A name and a description with the same words have two fingerprints."""
    found = encode(["the nets were torn"] * 2, ["the harbour board", "Harbour Board"])
    assert found.fingerprints[0] != found.fingerprints[1]
    assert shared_keys(
        ("the nets were torn", "the harbour board"), ("the nets were torn", "Harbour Board")
    )
