"""Articles as word pieces: each has its characters; nothing is lost or repeated."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import tokenizer

from quotetrack.parsing.tagger_windows import CLOSING, FREE, OPENING, QUOTED, pieces, windows

TOKENIZER = tokenizer()
STATES = {FREE: "-", OPENING: "(", QUOTED: "q", CLOSING: ")"}
ODD = "ab Z9.,!\n\"“”‘’'«»„`\u00a0\u200b\x00\u0301\u00ad\U0001f600\u200d中ßİﬁ[SEP]\ud800"


def paragraphs(text):
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def whole(text):
    return pieces(TOKENIZER, text, (0, len(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The wall will hold.", ["The", "wall", "will", "hold", "."]),
        ("Cliff", list("Cliff")),
        ("The  wall\u00a0will", ["The", "wall", "will"]),
        ("cafe\u0301 wall", ["c", "a", "f", "e\u0301", "wall"]),
        ("e\u0301\u0302", ["e\u0301\u0302"]),
        ("\x00the\x00", ["the"]),
        ("the 😀 wall", ["the", "😀", "wall"]),
        ("the \ud800 wall", ["the", "wall"]),
        ("wall [SEP] it", ["wall", "[", "S", "E", "P", "]", "it"]),
        ("x" * 50_000, ["x" * 50_000]),
        ("”", ["”"]),
        ("\u200b\u00ad", []),
        ("   ", []),
        ("", []),
    ],
)
def test_pieces_have_their_characters(text, words):
    """Each piece has the span of its characters, combining accents included."""
    assert [text[slice(*s)] for s in whole(text).spans] == words


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("“The wall,” said", "(qqq)-"),
        ("it “the", "-(q"),
        ('it "the" wall', "-(q)-"),
        ("it ''the'' wall", "-(q)-"),
        ("it's the wall", "-----"),
        ("“The ‘wall’ it”", "(qqqqq)"),
        ("“The wall. ", "(qqq"),
        ("the” wall", "---"),
    ],
)
def test_states_of_pieces(text, states):
    """Opening mark, quoted words, closing mark, and the rest; a mark may stay unclosed."""
    assert "".join(STATES[m] for m in whole(text).quote_states) == states


@pytest.mark.parametrize(
    "marked",
    [
        "“the wall” said",
        "''the wall'' said",
        "``the wall'' said",
        "«the wall» said",
        "„the wall“ said",
        "‘the wall’ said",
    ],
)
def test_all_marks_look_alike(marked):
    """Whichever marks an outlet uses, the network reads the same."""
    plain, other = whole('"the wall" said'), whole(marked)
    assert (other.ids, other.quote_states) == (plain.ids, plain.quote_states)
    assert other.word_starts == plain.word_starts


@pytest.mark.parametrize(
    ("word", "case"), [("wall", 0), ("Wall", 1), ("WALL", 2), ("9", 3), ("-", 0), ("A", 1)]
)
def test_case_of_a_word(word, case):
    """Lower case or no letters, first letter upper case, all upper case, digits."""
    assert whole(word).cases[0] == case


def test_first_piece_of_a_word():
    """Only the first piece of a word starts it; [CLS] and [SEP] start none."""
    (window,) = windows(TOKENIZER, "cliff it", [(0, 8)])
    assert window.word_starts == [False, True, False, False, False, False, True, False]


def test_windows_end_with_paragraphs():
    """Paragraphs that fit together share a window; one that does not fit starts the next."""
    text = "it it it it\nit it it it\nit it it it"
    cut = list(windows(TOKENIZER, text, paragraphs(text), longest=12))
    assert [[w.spans[i] for i, starts in enumerate(w.word_starts) if starts][0] for w in cut] == [
        (0, 2),
        (24, 26),
    ]


@pytest.mark.parametrize(("words", "number"), [(318, 1), (319, 2)])
def test_windows_of_the_training(words, number):
    """Unless told otherwise, windows have up to 320 pieces, [CLS] and [SEP] included."""
    text = "it " * words
    assert len([*windows(TOKENIZER, text, [(0, len(text))])]) == number


def test_the_first_window_may_be_shorter():
    """The first window has the length asked for: training cuts differently in each epoch."""
    text = "it it it\n" * 6
    assert [len(w) for w in windows(TOKENIZER, text, paragraphs(text), longest=17, first=9)] == [
        9,
        17,
    ]


def test_long_paragraphs_are_cut_after_a_sentence():
    """A paragraph longer than a window is cut after the last sentence in its second half."""
    text = "It will hold. " * 10
    cut = list(windows(TOKENIZER, text, [(0, len(text))], longest=20))
    assert len(cut) > 1
    assert all(text[w.spans[-2][0] : w.spans[-2][1]] == "." for w in cut)


def test_a_closing_mark_stays_with_its_sentence():
    """The cut comes after the closing mark, not before it."""
    text = "“It will hold.” " * 10
    for window in windows(TOKENIZER, text, [(0, len(text))], longest=20):
        assert text[slice(*window.spans[1])] == "“" and text[slice(*window.spans[-2])] == "”"


def test_words_are_not_cut():
    """Where no sentence ends, a window starts with a word."""
    text = "banks " * 60
    cut = list(windows(TOKENIZER, text, [(0, len(text))], longest=33))
    assert all(w.word_starts[1] for w in cut) and len(cut) > 5


@given(st.text(alphabet=ODD, max_size=150), st.integers(20, 60), st.integers(0, 20))
def test_nothing_is_lost_or_repeated(text, longest, first):
    """However windows are cut, they hold each piece once and in order, and none is too long."""
    wanted = [s for p in paragraphs(text) for s in pieces(TOKENIZER, text, p).spans]
    cut = list(windows(TOKENIZER, text, paragraphs(text), longest=longest, first=first))
    assert [s for w in cut for s in w.spans if s != (0, 0)] == wanted
    assert all(len(w) <= longest and w.ids[0] == TOKENIZER.token_to_id("[CLS]") for w in cut)
    assert all(
        {len(w.spans), len(w.quote_states), len(w.cases), len(w.word_starts)} == {len(w)}
        for w in cut
    )


@given(st.text(alphabet=ODD, max_size=150))
def test_offsets_hold_for_any_text(text):
    """Spans are in order, disjoint and inside the text; every ASCII letter and digit is in one."""
    spans = whole(text).spans
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    covered = {i for s, e in spans for i in range(s, e)}
    assert {i for i, c in enumerate(text) if c.isascii() and c.isalnum()} <= covered


@given(st.text(max_size=80))
def test_offsets_hold_for_any_script(text):
    """The same holds for all of Unicode."""
    spans = whole(text).spans
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
