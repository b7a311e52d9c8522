"""Contractions are split as the treebanks split them."""

import pytest

from quotetrack.parsing.contractions import lengths


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("don't", ["do", "n't"]),
        ("Can’t", ["Ca", "n’t"]),
        ("won't", ["wo", "n't"]),
        ("she's", ["she", "'s"]),
        ("Ruiz's", ["Ruiz", "'s"]),
        ("they’re", ["they", "’re"]),
        ("U.S.'s", ["U.S.", "'s"]),
        ("parents'", ["parents", "'"]),
        ("gonna", ["gon", "na"]),
        ("O'Brien", ["O'Brien"]),
        ("'s", ["'s"]),
        ("'90s", ["'90s"]),
        ("its", ["its"]),
        ("", [""]),
    ],
)
def test_words_of_a_token(token, words):
    """A clitic is a word; a name or a decade with an apostrophe is one."""
    found, start = [], 0
    for length in lengths(token, {"gonna": (3, 2)}):
        found.append(token[start : start + length])
        start += length
    assert found == words
