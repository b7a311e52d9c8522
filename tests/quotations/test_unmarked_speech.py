"""Speech that the layout sets off: interviews, posts, headlines."""

import pytest

from quotetrack.quotations.unmarked_speech import block, conversation, headline, post
from quotetrack.records import Sentence, Token


def lines(text):
    ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
    return list(zip([0, *(e + 1 for e in ends)], ends, strict=False))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann: Yes.\nBob: No.\nAnn: Why?", ["Yes.", "No.", "Why?"]),
        ("Ann: Yes.\nBob: No.", []),
        ("Q: Why?\nA: Because.", ["Why?", "Because."]),
        ("Q: Why?\nSome prose.", []),
        ("@roe: Yes.\nSome prose.", ["Yes."]),
        ("Monday: Rain.\nTuesday: Sun.\nMonday: Rain.", []),
        ("Ann: Yes.\nAnn: No.", []),
    ],
)
def test_conversations(text, said):
    """Names before colons make a conversation where they come back, questions where answered."""
    found = conversation(text, lines(text))
    assert [text[slice(*mark.inner)] for mark in found.values()] == said


@pytest.mark.parametrize(("length", "found"), [(2_000, True), (2_001, False)])
def test_long_paragraphs_are_no_posts(length, found):
    """A post has at most 2,000 characters."""
    end = " — Ann Roe (@roe) May 5, 2020"
    text = "x" * (length - len(end)) + end
    assert bool(post(text, (0, length))) is found


def test_a_block_is_its_words():
    """The sign of quoting and marks around the whole are no part of the words."""
    text = "> “It leaks.”"
    assert text[slice(*block(text, (0, len(text))).inner)] == "It leaks."
    assert block("> !", (0, 3)) is None


def titled(text):
    tokens, start = [], 0
    for index, word in enumerate(text.replace(":", " :").split(), 1):
        start = text.index(word, start)
        upos = {"leaks": "VERB", ":": "PUNCT"}.get(word, "NOUN")
        span = (start, start + len(word))
        tokens.append(Token(index, *span, word, word, upos, "_", "_", 0, "dep"))
        start += len(word)
    return headline(text, (0, len(text)), [Sentence(0, len(text), 0, tuple(tokens))])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mayor: dam leaks badly", True),
        ("Mayor: dam leaks", False),
        ("Dam leaks badly: mayor", True),
        ("Dam leaks: mayor", False),
        ("New big old town hall mayor: dam leaks badly", False),
        ("Big old town hall mayor: dam leaks badly", True),
        ("Mayor: dam leaks" + " badly" * 27, True),
        ("Mayor: dam leaks" + " badly" * 28, False),
        ("Mayor: dam\nleaks badly", False),
    ],
)
def test_headlines(text, found):
    """A name of at most five words, three words said or more, thirty words in all, one line."""
    made = titled(text)
    assert bool(made) is found
    if made:
        assert made.score == 0.7 and text[slice(*made.cue[0])] == ":"
