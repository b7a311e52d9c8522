"""Edits between spellings, and how misspelt words are looked up."""

import pytest

from quotetrack.language.spelling import edit_distance, max_edits, transpositions, trigrams


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        ("dam", "dam", 0),
        ("dam", "dma", 1),
        ("flods", "floods", 1),
        ("", "abc", 3),
        ("brigde", "bridge", 1),
        ("kitten", "sitting", 3),
        ("abc", "", 3),
    ],
)
def test_edits_are_counted(a, b, count):
    """Inserted, deleted, replaced and swapped letters count one each, in either direction."""
    assert edit_distance(a, b) == edit_distance(b, a) == count


@pytest.mark.parametrize(
    ("letters", "edits"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (9, 2), (10, 3), (30, 3)]
)
def test_longer_words_may_have_more_edits(letters, edits):
    """A short word with a letter changed is another word."""
    assert max_edits("x" * letters) == edits


def test_trigrams_mark_the_ends():
    """A word shares its first and last letters only with words that begin and end alike."""
    assert trigrams("dam") == {"^da", "dam", "am$"}
    assert trigrams("a") == {"^a$"}


def test_transpositions():
    """Each two neighbours are swapped once."""
    assert transpositions("dam") == {"adm", "dma"}
