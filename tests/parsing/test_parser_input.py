"""The parser's text and the way back: one character for one, and pieces of bounded length."""

import pytest

from quotetrack.parsing import parser_input
from quotetrack.parsing.parser_input import MAX_PIECE, MAX_WORD, ParserInput, pieces, word_spans
from quotetrack.records import Article


def cut(text):
    return [text[slice(*span)] for span in pieces(text, 0, len(text))]


def test_offsets_differ_by_a_constant():
    """Each character of prose becomes one character; paragraphs are joined by blank lines."""
    article = Article("a", "‘It’s\tfive o’clock’\n--\nYes", paragraphs=((0, 19), (23, 26)))
    assert ParserInput(article).text == "‘It's five o'clock'\n\nYes"
    assert not ParserInput(article).is_empty
    assert ParserInput(Article("b", "\u200b \n", paragraphs=((0, 3),))).is_empty


def test_every_replaced_character_keeps_its_length():
    """Translation changes no offset."""
    assert all(len(new) == 1 for new in parser_input.SAME_LENGTH.values())


@pytest.mark.parametrize("size", [98, 99, 100, 101, 198, 200, 350])
def test_words_without_end_are_cut(size):
    """A run without spaces loses no character, and no piece holds one of MAX_WORD or more."""
    text = "x " + "A" * size + " y"
    found = cut(text)
    assert "".join(found) == text
    assert all(len(word) < MAX_WORD for piece in found for word in piece.split())
    assert (len(found) == 1) == (size < 100)


@pytest.mark.parametrize(("length", "number"), [(3_999, 1), (4_000, 1), (4_001, 2), (8_500, 3)])
def test_long_paragraphs_are_cut(length, number):
    """A paragraph of up to MAX_PIECE characters is parsed in one piece, a longer one in several."""
    text = ("word " * 2_000)[:length]
    found = cut(text)
    assert len(found) == number and "".join(found) == text
    assert all(len(piece) <= MAX_PIECE for piece in found)


def test_a_cut_comes_after_a_sentence():
    """If sentences end in the second half of a piece, the cut comes after the last of them."""
    text = "The dam will hold. " * 300
    assert all(piece.endswith("hold. ") for piece in cut(text))
    assert all(piece.endswith("hold.” ") for piece in cut("“The dam will hold.” " * 300))


class Piece:
    """A token or word of stanza."""

    def __init__(self, text, words=()):
        self.text, self.words, self.start_char, self.end_char = text, words, 10, 10 + len(text)


@pytest.mark.parametrize(
    ("words", "token", "spans"),
    [
        (["do", "n't"], "don't", [(10, 12), (12, 15)]),
        (["gon", "na"], "gonna", [(10, 13), (13, 15)]),
        (["will", "not"], "won't", [(10, 15), (10, 15)]),
        (["dam"], "dam", [(10, 13)]),
    ],
)
def test_words_of_a_token(words, token, spans):
    """Words lie side by side if together they spell their token, else each has its whole span."""
    assert word_spans(Piece(token, [Piece(word) for word in words])) == spans
