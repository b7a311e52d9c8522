"""Where pieces begin in the text, and what stands before them."""

from quotetrack.parsing.joint_pieces import BROKEN, GLUED, SPACED, gaps, piece_starts
from quotetrack.parsing.tagger_windows import CLOSING, FREE, OPENING, Pieces


def pieces(text, spans, states=None):
    """Pieces of a text with the given spans."""
    count = len(spans)
    return Pieces([5] * count, spans, states or [FREE] * count, [0] * count, [True] * count)


def test_gaps():
    """A paragraph begins like a word; inside, nothing, a space or a line break is told apart."""
    text = "ab, cd\nef"
    found = pieces(text, [(0, 0), (0, 2), (2, 3), (4, 6), (7, 9), (0, 0)])
    assert gaps(text, found) == [SPACED, SPACED, GLUED, SPACED, BROKEN, SPACED]


def test_starts():
    """[CLS] and [SEP] stand for no characters."""
    starts, places = piece_starts("a b", pieces("a b", [(0, 0), (0, 1), (2, 3), (0, 0)]))
    assert starts.tolist() == [0, 2]
    assert places.tolist() == [1, 2]


def test_a_mark_of_two_characters_belongs_together():
    """Of `` and '' the network sees one character; the other one is not a token of its own."""
    text = "``a''"
    found = pieces(text, [(0, 1), (2, 3), (4, 5)], [OPENING, FREE, CLOSING])
    assert piece_starts(text, found)[0].tolist() == [0, 2, 3]


def test_characters_of_no_piece_go_to_the_piece_before():
    """A character that the tokenizer drops does not begin anything."""
    text = "a\u200bb c"
    found = pieces(text, [(0, 1), (2, 3), (4, 5)])
    assert piece_starts(text, found)[0].tolist() == [0, 2, 4]
