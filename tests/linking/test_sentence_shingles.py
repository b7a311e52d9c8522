"""Fingerprints and shingles of sentences."""

import pytest

from quotetrack.language.tokens import forms
from quotetrack.linking.sentence_shingles import postings, prefix, shingles
from quotetrack.linking.vocabulary import Vocabulary

FERRY = "The ferry to the northern islands will stop at the end of the month."
EDITED = "The ferry to the northern islands may stop at the end of the week."
STABLE = 140737488355328


def encoded(*texts):
    return shingles([forms(text) for text in texts], Vocabulary())


@pytest.mark.parametrize("text", ["", "of the and in", "One.", "\ud83d half", "word " * 300])
def test_a_sentence_is_encoded_alike_in_any_company(text):
    """Whatever a sentence holds, it has at most eight shingles, alone and among others."""
    fingerprints, owner, hashes = encoded(text, FERRY)
    alone = encoded(text)
    assert (owner == 0).sum() <= 8
    assert (fingerprints[0], hashes[owner == 0].tolist()) == (alone[0][0], alone[2].tolist())
    assert all(0 <= prefix(one) < 2**32 for one in fingerprints.tolist())


def test_a_long_sentence_has_eight_shingles():
    """Of many word pairs, the eight with the smallest hashes are kept."""
    _, owner, hashes = encoded(FERRY)
    assert len(owner) == 8 and hashes.tolist() == sorted(hashes.tolist())


def test_an_edited_sentence_shares_shingles():
    """A rewritten sentence meets the first by a shingle; punctuation and case change nothing."""
    _, owner, hashes = encoded(FERRY, EDITED)
    assert {*hashes[owner == 0].tolist()} & {*hashes[owner == 1].tolist()}
    one, other = encoded(FERRY, FERRY.upper() + "!")[0]
    assert one == other


def test_a_posting_is_a_shingle_and_a_prefix():
    """The upper half of a posting is the shingle, the lower half the prefix of the fingerprint."""
    fingerprints, owner, hashes = encoded(FERRY)
    found = postings(fingerprints, owner, hashes).tolist()
    assert [value >> 32 for value in found] == hashes.tolist()
    assert {value & 0xFFFFFFFF for value in found} == {prefix(fingerprints.tolist()[0])}
