"""Postings: which fingerprints share a rare key, and how postings are stored."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.linking import posting_lists

POSTING = st.integers(0, 2**64 - 1)


def postings(*pairs):
    return np.array(sorted((key << 32) | fingerprint for key, fingerprint in pairs), np.uint64)


def test_candidates_share_a_rare_key(monkeypatch):
    """Every pair of a rare key once, none of a frequent one; with new ones, only theirs."""
    monkeypatch.setattr(posting_lists, "RARE_KEY_LIMIT", 2)
    found = postings(
        (1, 10), (1, 11), (2, 10), (2, 11), (3, 11), (3, 12), (4, 10), (4, 12), (4, 13)
    )
    pairs = posting_lists.candidate_pairs([found]).tolist()
    assert [(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs] == [(10, 11), (11, 12)]
    new = posting_lists.candidate_pairs([found], np.array([12], np.uint32))
    assert new.tolist() == [(11 << 32) | 12]


def test_a_key_that_stops_being_rare_is_noticed(monkeypatch):
    """The old fingerprints of a key that new ones made too frequent must be linked again."""
    monkeypatch.setattr(posting_lists, "RARE_KEY_LIMIT", 2)
    found = postings((3, 11), (3, 12), (4, 10), (4, 12), (4, 13))
    assert posting_lists.no_longer_rare(found, np.array([13], np.uint32)).tolist() == [10, 12]
    assert posting_lists.no_longer_rare(found, np.array([12, 13], np.uint32)).tolist() == []


@pytest.mark.parametrize(("number", "pairs"), [(16, 16 * 15 // 2), (17, 0)])
def test_sixteen_may_share_a_rare_key(number, pairs):
    """A key that more than sixteen fingerprints have brings none of them together."""
    found = postings(*((1, fingerprint) for fingerprint in range(number)))
    assert len(posting_lists.candidate_pairs([found])) == pairs


@given(st.lists(st.lists(POSTING, max_size=30), max_size=4))
@settings(deadline=None)
def test_merging_sorts_and_keeps_each_once(parts):
    """All parts come out as one sorted array without repeats."""
    found = posting_lists.merge([np.array(part, np.uint64) for part in parts])
    assert found.tolist() == sorted({value for part in parts for value in part})


@given(st.lists(POSTING, max_size=30), st.lists(POSTING, max_size=30))
@settings(deadline=None)
def test_contained_is_membership(values, known):
    """Each value is looked up in the sorted array, which may be empty."""
    found = posting_lists.contained(np.array(values, np.uint64), np.array(sorted(known), np.uint64))
    assert found.tolist() == [value in known for value in values]


def test_chunks_hold_five_hundred_and_come_back():
    """Chunks are cut at 500 postings, tell their first key, and read back as they were."""
    found = postings(*((key, 7) for key in range(1001)))
    chunks = list(posting_lists.chunks(found))
    assert [(first, len(blob)) for first, blob in chunks] == [(0, 4000), (500, 4000), (1000, 8)]
    assert posting_lists.from_chunks([blob for _, blob in chunks]).tolist() == found.tolist()


def test_postings_are_worked_on_in_slices(monkeypatch):
    """Cutting the range of keys into slices changes no result."""
    parts = [postings(*((k << 26, f) for k in range(60))) for f in (1, 2, 3)]
    whole = posting_lists.candidate_pairs(parts).tolist()
    monkeypatch.setattr(posting_lists, "_BATCH", 50)
    assert posting_lists.candidate_pairs(parts).tolist() == whole
