"""What begins at each piece becomes tokens, sentences and words."""

import numpy as np
import pytest

from quotetrack.parsing.joint_words import (
    FIRST_PART,
    INSIDE_TOKEN,
    LATER_PART,
    MAX_SENTENCE,
    SENTENCE,
    TOKEN,
    WHOLE,
    ArticlePieces,
    segmented,
)


def words_of(text, starts, begins, glued, paragraphs=None, table=None):
    """The words of a text whose pieces begin at `starts`, with the best labels `begins`."""
    count = len(starts)
    pieces = ArticlePieces(np.array(starts), np.arange(count) + 1, np.array(glued, bool))
    scores = np.eye(3, dtype=np.float32)[begins]
    return segmented(text, paragraphs or [(0, len(text))], pieces, scores, table or {})


def test_tokens_and_sentences():
    """A sentence begins where the network says so, and pieces inside a token stay in it."""
    text = "U.S. wins. Go"
    words = words_of(
        text,
        [0, 1, 2, 3, 5, 9, 11],
        [SENTENCE, INSIDE_TOKEN, INSIDE_TOKEN, INSIDE_TOKEN, TOKEN, TOKEN, SENTENCE],
        [0, 1, 1, 1, 0, 1, 0],
    )
    forms = [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)]
    assert forms == ["U.S.", "wins", ".", "Go"]
    assert words.lengths == [3, 1]
    assert words.first.tolist() == [1, 5, 6, 7]
    assert words.last.tolist() == [4, 5, 6, 7]


@pytest.mark.parametrize("label", [INSIDE_TOKEN, TOKEN])
def test_a_space_begins_a_token(label):
    """Whatever the network says, no token has a space in it."""
    assert words_of("ab cd", [0, 3], [TOKEN, label], [0, 0]).starts == [0, 3]


def test_a_paragraph_begins_a_sentence():
    """A sentence does not go on in the next paragraph."""
    words = words_of("ab\n\ncd", [0, 4], [TOKEN, TOKEN], [0, 0], [(0, 2), (4, 6)])
    assert words.lengths == [1, 1]


def test_contractions_are_words():
    """The words of a contraction stand side by side, and know the pieces that they touch."""
    words = words_of("don't", [0, 3, 4], [SENTENCE, INSIDE_TOKEN, INSIDE_TOKEN], [0, 1, 1])
    assert (words.starts, words.ends) == ([0, 2], [2, 5])
    assert words.part.tolist() == [FIRST_PART, LATER_PART]
    assert words.token.tolist() == [0, 0]
    assert words.first.tolist() == [1, 1]
    assert words.last.tolist() == [1, 3]


def test_contractions_of_the_table():
    """A contraction without an apostrophe is split as the table says."""
    words = words_of("gonna", [0], [SENTENCE], [0], table={"gonna": (3, 2)})
    assert (words.starts, words.ends) == ([0, 3], [3, 5])
    assert words_of("gonna", [0], [SENTENCE], [0]).part.tolist() == [WHOLE]


def test_sentences_are_bounded():
    """A text without an end of sentence is cut: memory grows with the square of a sentence."""
    count = MAX_SENTENCE + 50
    starts = list(range(0, 2 * count, 2))
    words = words_of("a " * count, starts, [TOKEN] * count, [0] * count)
    assert words.lengths == [MAX_SENTENCE, 50]
