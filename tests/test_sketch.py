"""Texts as rows of numbers: keys, wordings, and what the sieve may not lose."""
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack import link, postings, quickforms
from quotetrack.forms import forms
from quotetrack.records import Version
from quotetrack.sieve import Sieve
from quotetrack.sketch import common_keys, sketches

KEYS = [2544188305, 2578555734]     # of "torn nets": the pair, and both words in order
WORDS = ["harbour", "winter", "Storm,", "don't", "the", "and", "a", "hundred", "two", "1,000", "per", "cent", "$5", "million", "U.S.", "US",
         "us", "first", "United", "States", "Arab", "Emirates,", "health", "care", "can", "not", "colour", "long-term", "…", "[sic]", "–",
         "90%", "twenty-one", "’tis", "and/or", "it’s", "café"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(TEXT)
@settings(deadline=None, max_examples=300)
def test_forms_looked_up_are_forms_read(text):
    """Looking printed words up one by one gives what reading the whole text gives."""
    assert quickforms.forms(text) == forms(text)


def test_keys_are_stable():
    """The keys of a text are the same in every process."""
    keys = common_keys(("torn nets", None), ("Torn nets!", None))
    assert keys == common_keys(("torn nets", None), ("torn nets", None)) == KEYS


@pytest.mark.parametrize(("one", "other", "shared"), [
    ("torn nets and lost boats", "they found torn nets", True), ("torn nets … lost boats", "nets lost", False),
    ("torn nets [and] lost boats", "nets and lost", False), ("old boats", "an old boat", True), ("of the", "of the sea", False)])
def test_pairs_of_words_are_keys(one, other, shared):
    """Neighbouring words make a key, unless an ellipsis or a bracket parts them, or both are small."""
    assert bool(common_keys((one, None), (other, None))) == shared


def test_a_speaker_makes_keys_with_rare_words():
    """A retold version shares a key by its speaker's last name and a rare word."""
    assert common_keys(("I deeply regret the closure", "Dr Ada Lind"), ("he regretted closing it", "Ada Lind"))
    assert common_keys(("I deeply regret the closure", "Ada Lind"), ("he regretted closing it", "Lind"))
    assert not common_keys(("I deeply regret the closure", "Ada Lind"), ("he regretted closing it", "Bo Karlsen"))


def test_a_wording_is_the_words_and_the_name():
    """Clothes make no difference to a wording, another name does."""
    found = sketches(["90 percent of it", "90 per cent of it", "90 percent of it"], ["Ada Lind", "Dr Ada Lind", None]).wordings
    assert found[0] == found[1] != found[2]


def test_a_description_is_no_name_in_a_wording():
    """What agreement.py tells apart, the sieve tells apart whichever quotation stands for a wording."""
    found = sketches(["the nets were torn"] * 2, ["the harbour board", "Harbour Board"])
    assert found.wordings[0] != found.wordings[1]
    assert common_keys(("the nets were torn", "the harbour board"), ("the nets were torn", "Harbour Board"))


def edited(words):
    return st.lists(st.tuples(st.integers(0, len(words) - 1), st.sampled_from(["harbour", "old", "not", "the"])), max_size=4).map(
        lambda edits: " ".join([dict(edits).get(place, word) for place, word in enumerate(words)]))


LONG = ["we", "will", "rebuild", "the", "harbour", "before", "the", "winter", "storms", "come", "back", "to", "this", "coast", "and", "its",
        "old", "village"]


@given(edited(LONG), st.integers(0, 9), st.integers(2, 18), st.sampled_from(["Ada Lind", "Lind", "Bo Karlsen", None]),
       st.sampled_from(["direct", "indirect"]))
@settings(deadline=None)
def test_the_sieve_loses_no_link(other, start, end, name, kind):
    """What the rules accept passes the sieve, whoever is said to have said it."""
    a = Version("a", "a", " ".join(LONG), "direct", name="Ada Lind")
    b = Version("b", "b", " ".join(other.split()[start:end]), kind, name=name)
    found = sketches([a.text, b.text], [a.name, b.name], [a.kind, b.kind])
    if found.wordings[0] != found.wordings[1] and link.compare(a, b):
        assert Sieve(found).passed(np.array([0]), np.array([1]))[0]


RETOLD = ["I deeply and sincerely regret the flooding of the orchard", "he regretted the flooded orchard",
          "she had “sincerely” regretted it",
          "that the orchard was flooded by the river", "he was sorry for what the river did to the orchard",
          "regret", "we love the orchard",
          "nobody regrets the flooding more deeply than he did, he said of the orchard and its goats"]
SPEAKERS = [("Ada Lind", None), ("Lind", None), ("the harbour master", None), ("Bo Karlsen", "the harbour master"), ("Ada Lind Jr", None),
            (None, None)]


@given(st.sampled_from(RETOLD), st.sampled_from(RETOLD), st.sampled_from(SPEAKERS), st.sampled_from(SPEAKERS),
       st.tuples(*[st.sampled_from(["direct", "indirect", "mixed"])] * 2))
@settings(deadline=None, max_examples=300)
def test_the_sieve_loses_nothing_retold(one, other, said, retold, kinds):
    """What the evidence makes a link passes the sieve, whatever the kinds and whoever the speakers are."""
    a, b = (Version(article, article, text, kind, name=name, descriptor=descriptor)
            for article, text, kind, (name, descriptor) in zip("ab", (one, other), kinds, (said, retold), strict=True))
    found = sketches([a.text, b.text], [a.name, b.name], [a.kind, b.kind])
    if found.wordings[0] != found.wordings[1] and link.compare(a, b):
        assert Sieve(found).passed(np.array([0]), np.array([1]))[0]


def entries(*pairs):
    return np.array(sorted((key << 32) | wording for key, wording in pairs), np.uint64)


def test_candidates_share_a_rare_key(monkeypatch):
    """A key that too many have brings nobody together; of a few, every pair, each once; with new ones, only theirs."""
    monkeypatch.setattr(postings, "RARE", 2)
    found = entries((1, 10), (1, 11), (2, 10), (2, 11), (3, 11), (3, 12), (4, 10), (4, 12), (4, 13))
    pairs = [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in postings.pairs([found])]
    assert pairs == [(10, 11), (11, 12)]
    assert postings.pairs([found], np.array([12], np.uint32)).tolist() == [(11 << 32) | 12]
    assert postings.crossed(found, np.array([13], np.uint32)).tolist() == [10, 12]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 50)), max_size=60, unique=True), st.sets(st.integers(0, 6)))
def test_chunks_hold_what_was_put_in(pairs, wanted):
    """Entries come back from their chunks, and the chunks chosen for keys hold all of their entries, of short keys."""
    found = entries(*pairs)
    chunks = [*zip(*[iter(postings.chunked(found))], strict=True)]
    assert postings.from_chunks([blob for ((_, blob),) in chunks]).tolist() == found.tolist()
    directory = np.array([(number, 1, first) for number, ((first, _),) in enumerate(chunks)], np.int64).reshape(-1, 3)
    chosen = postings.chunks_for(directory, np.array(sorted(wanted), np.uint32)) if len(directory) else []
    held = postings.from_chunks([chunks[number][0][1] for number in chosen])
    assert {e for e in found.tolist() if e >> 32 in wanted} <= set(held.tolist())
