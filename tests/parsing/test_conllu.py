"""CoNLL-U says everything a parse says, one word a line."""

from quotetrack.parsing.conllu import conllu
from quotetrack.records import Article, Parse, Sentence, Token

TEXT = "Ana  Ruiz\nsaid no."
RUIZ_SAID_NO = Sentence(
    0,
    18,
    0,
    (
        Token(1, 0, 3, "Ana", "Ana", "PROPN", "NNP", "Number=Sing", 3, "nsubj", "B-Person"),
        Token(2, 5, 9, "Ruiz", "Ruiz", "PROPN", "NNP", "Number=Sing", 1, "flat", "E-Person"),
        Token(3, 10, 14, "said", "say", "VERB", "VBD", "Tense=Past", 0, "root"),
        Token(4, 15, 17, "no", "no", "INTJ", "UH", "_", 3, "obj"),
        Token(5, 17, 18, ".", ".", "PUNCT", ".", "_", 3, "punct"),
    ),
)
NEW_YORK_WON = Sentence(
    0,
    12,
    0,
    (
        Token(1, 0, 8, "New\nYork", "New York", "PROPN", "NNP", "_", 2, "nsubj"),
        Token(2, 9, 12, "won", "win", "VERB", "VBD", "_", 0, "root"),
    ),
)


def article(text):
    return Article("a", text, paragraphs=((0, len(text)),))


def token(text, row):
    """The word that a row of CoNLL-U describes, in the article's text."""
    misc = dict(item.split("=", 1) for item in row[9].split("|"))
    start, end = int(misc["start_char"]), int(misc["end_char"])
    head, entity = int(row[6]), misc.get("ner", "O")
    return Token(int(row[0]), start, end, text[start:end], *row[2:6], head, row[7], entity)


def test_everything_can_be_read_back(parsed):
    """Read back, the CoNLL-U of a parse gives the same words, offsets, tags, trees and entities."""
    for parse in (Parse(article(TEXT), (RUIZ_SAID_NO,)), parsed("harbour")):
        blocks = [block.splitlines() for block in conllu(parse).strip().split("\n\n")]
        rows = [[line.split("\t") for line in block if line[:1] != "#"] for block in blocks]
        read_back = [tuple(token(parse.article.text, row) for row in block) for block in rows]
        assert read_back == [sentence.tokens for sentence in parse.sentences]


def test_one_word_a_line():
    """Line breaks inside words and sentences become spaces; ids name the article and sentence."""
    lines = conllu(Parse(article("New\nYork won."), (NEW_YORK_WON,))).splitlines()
    assert lines[:3] == ["# newdoc id = a", "# sent_id = a-1", "# text = New York won"]
    assert lines[3].startswith("1\tNew York\t") and len(lines[3].split("\t")) == 10


def test_an_article_without_sentences_still_has_its_line():
    """The document is named even when there is nothing in it."""
    assert conllu(Parse(article(""), ())) == "# newdoc id = a\n"
