"""Offsets, trees and errors of the one home of stanza. Tests marked `stanza` load the shipped model."""

from __future__ import annotations

import time

import pytest

from quotetrack.errors import ModelError
from quotetrack.parsing import stanza_parser, stanza_speedups
from quotetrack.records import Article, IncomingArticle, Parse, Sentence, Token
from quotetrack.tracking import pipeline

PLAIN = Article("plain", "Ana  Ruiz\nsaid no.", paragraphs=((0, 18),))
PLAIN_PARSE = Parse(
    PLAIN,
    (
        Sentence(
            0,
            18,
            0,
            (
                Token(1, 0, 3, "Ana", "Ana", "PROPN", "NNP", "Number=Sing", 3, "nsubj", "B-Person"),
                Token(
                    2, 5, 9, "Ruiz", "Ruiz", "PROPN", "NNP", "Number=Sing", 1, "flat", "E-Person"
                ),
                Token(3, 10, 14, "said", "say", "VERB", "VBD", "Tense=Past", 0, "root"),
                Token(4, 15, 17, "no", "no", "INTJ", "UH", "_", 3, "obj"),
                Token(5, 17, 18, ".", ".", "PUNCT", ".", "_", 3, "punct"),
            ),
        ),
    ),
)
HOSTILE = {
    "one letter": "a",
    "NULs": "The\x00mayor said\x00 no.\x00\x00 She left.",
    "control characters": "Tabs\tand\x0bfeeds\x0c and \x1b[1mescapes\x1b[0m.\r\nDone.",
    "emoji": "“We won 🎉🎉,” she said 👩🏽‍🚒. 🇳🇴 won too 😀",
    "no-break spaces": "He paid 5\u00a0000\u202feuros\u2009to M.\u00a0Dupont.\u200b \ufeffThen he left.",
    "line breaks": "A hard-\nwrapped line of\nwire copy, said\nMs\nLee.\n",
    "no words": "... --- !!! ??? “” «» ((",
    "combining accents": "Zoe\u0308 and Jose\u0301 don\u2019t know.",
    "right to left": "قال الرئيس: «لا». He said \u202bno\u202c.",
    "one long word": "x" * 700,
    "no full stops": "word " * 300,
    "an astral letter": "𝕊𝕠 they said. \U0010ffff",
    "surrogate": "He said \ud83d no.",
}


def article(text: str, name: str = "a") -> Article:
    """An article of one paragraph."""
    return Article(name, text, paragraphs=((0, len(text)),))


@pytest.fixture(scope="module")
def parser() -> stanza_parser.StanzaParser:
    """The shipped parser, loaded once."""
    loaded = stanza_parser.load()
    assert isinstance(loaded, stanza_parser.StanzaParser)
    return loaded


def parsed_by(parser: stanza_parser.Parser, text: str) -> Parse:
    (made,) = parser([article(text)])
    return made


def token_of(text: str, row: list[str]) -> Token:
    """The word that a row of CoNLL-U describes, in the article's text."""
    misc = dict(item.split("=", 1) for item in row[9].split("|"))
    start, end = int(misc["start_char"]), int(misc["end_char"])
    return Token(
        int(row[0]),
        start,
        end,
        text[start:end],
        *row[2:6],
        int(row[6]),
        row[7],
        misc.get("ner", "O"),
    )


def words(made: Parse) -> list[str]:
    return [t.text for s in made.sentences for t in s.tokens]


def check_offsets(made: Parse) -> None:
    """Fail unless each word is where it says, in order, and nothing but spaces and control characters lies between them."""
    text, last, before = made.article.text, 0, (0, 0)
    for sentence in made.sentences:
        assert sentence.start == sentence.tokens[0].start and sentence.end == max(
            t.end for t in sentence.tokens
        )
        assert [t.index for t in sentence.tokens] == list(range(1, len(sentence.tokens) + 1))
        assert stanza_speedups.is_tree([0, *(t.head for t in sentence.tokens)])
        for token in sentence.tokens:
            assert token.text == text[token.start : token.end] != ""
            assert token.start >= last or (token.start, token.end) == before, "words overlap"
            assert text[last : token.start].translate(stanza_parser._ALIKE).strip() == "", (
                "something printed is in no word"
            )
            last, before = token.end, (token.start, token.end)
    assert text[last:].translate(stanza_parser._ALIKE).strip() == ""


# ---- without a model
def test_conllu_says_all_that_a_parse_says(parsed):
    """Read back, the CoNLL-U of a parse gives the same words, places, tags, trees and entities."""
    for made in (PLAIN_PARSE, parsed("harbour")):
        blocks = stanza_parser.conllu(made).strip().split("\n\n")
        rows = [
            [line.split("\t") for line in block.splitlines() if line[:1] != "#"] for block in blocks
        ]
        read_back = [tuple(token_of(made.article.text, row) for row in block) for block in rows]
        assert read_back == [s.tokens for s in made.sentences]


def test_conllu_keeps_to_one_line_a_word():
    """Words and sentences broken over lines are written with single spaces; ids name article and sentence."""
    text = "New\nYork won."
    made = Parse(
        article(text),
        (
            Sentence(
                0,
                13,
                0,
                (
                    Token(1, 0, 8, "New\nYork", "New York", "PROPN", "NNP", "_", 2, "nsubj"),
                    Token(2, 9, 12, "won", "win", "VERB", "VBD", "_", 0, "root"),
                ),
            ),
        ),
    )
    lines = stanza_parser.conllu(made).splitlines()
    assert lines[:3] == ["# newdoc id = a", "# sent_id = a-1", "# text = New York won."]
    assert lines[3].startswith("1\tNew York\t") and len(lines[3].split("\t")) == 10


def test_conllu_of_nothing_names_the_document():
    """An article without sentences still has its line."""
    assert stanza_parser.conllu(Parse(article(""), ())) == "# newdoc id = a\n"


class StandIn:
    """A parser that knows one parse."""

    name, version, at_once = "stand-in", "stand-in 1", 2

    def __call__(self, articles):
        for one in articles:
            yield Parse(one, PLAIN_PARSE.sentences)


def test_a_stand_in_serves_the_road():
    """Whatever has a name, a version and gives parses in order is a parser for the road: tests need no model."""
    stand_in: stanza_parser.Parser = StandIn()
    stories = [IncomingArticle(Article(name, PLAIN.text), None) for name in "abc"]
    assert [p.article.id for p in pipeline.parses(stories, stand_in, pytest.fail)] == [
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("spacy", "parser 'spacy': no such parser; use quotetrack or stanza:LANG"),
        ("stanza", "no such parser"),
        ("stanza:", "no such parser"),
        ("", "no such parser"),
        ("stanza:fr", "run: quotetrack models download fr"),
    ],
)
def test_a_parser_that_is_not_there_is_one_line_with_the_mend(name, says, tmp_path, monkeypatch):
    """Unknown names and models not downloaded raise ModelError: one line that says what to do."""
    monkeypatch.setattr(stanza_parser, "official_models", lambda: tmp_path)
    with pytest.raises(ModelError) as error:
        stanza_parser.load(name)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_missing_shipped_weights_ask_for_a_reinstall(tmp_path, monkeypatch):
    """If the package lost its weights, the mend is to install it again, not to download something."""
    monkeypatch.setattr(stanza_parser, "WEIGHTS", tmp_path)
    with pytest.raises(ModelError, match="reinstall quotetrack"):
        stanza_parser.load()


def test_installed_names_what_load_takes(tmp_path, monkeypatch):
    """The shipped parser is always listed, official languages only where their models lie."""
    monkeypatch.setattr(stanza_parser, "official_models", lambda: tmp_path / "nothing")
    assert stanza_parser.installed() == ["quotetrack"]
    monkeypatch.setattr(stanza_parser, "official_models", lambda: tmp_path)
    for folder in ("fr/tokenize", "de/tokenize", "it/pos"):
        (tmp_path / folder).mkdir(parents=True)
    assert stanza_parser.installed() == ["quotetrack", "stanza:de", "stanza:fr"]


# ---- with the shipped model
@pytest.mark.stanza
def test_the_shipped_model_is_small_plain_data():
    """All weights together stay under 60 MB, and none needs Python code to be unpickled."""
    import torch

    files = sorted(stanza_parser.WEIGHTS.glob("en/*/*.pt"))
    assert {f.parent.name for f in files} == {*stanza_parser.PROCESSORS.split(","), "pretrain"}
    assert sum(f.stat().st_size for f in files) < 60_000_000
    for file in files:
        assert "/" not in str(torch.load(file, weights_only=True).get("config", "")), file


@pytest.mark.stanza
def test_every_module_computes_in_single_precision(parser):
    """Weights stored as halves are halves nowhere in the loaded pipeline: a CPU multiplies those slowly or not at all."""
    import torch

    for name, processor in parser._load().processors.items():
        model = getattr(getattr(processor, "trainer", None), "model", None)
        if model is not None:
            kinds = {p.dtype for p in model.parameters()} | {
                b.dtype for b in model.buffers() if b.is_floating_point()
            }
            assert kinds == {torch.float32}, name


@pytest.mark.stanza
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_offsets_are_the_printed_words(parser, text):
    """Whatever the text, each word is the printed characters between its offsets, and each printed character is in a word."""
    made = parsed_by(parser, text)
    assert made.sentences
    check_offsets(made)


@pytest.mark.stanza
@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\u00a0\u200b\ufeff", "\x00\x00"])
def test_nothing_to_read_has_no_sentences(parser, text):
    """Empty articles, and those of spaces only, have a parse with no sentences; others in the same batch keep theirs."""
    before, empty, after = parser(
        [article("He left.", "b"), article(text, "e"), article("She stayed.", "c")]
    )
    assert (empty.article.id, empty.sentences) == ("e", ())
    assert words(before) == ["He", "left", "."] and words(after) == ["She", "stayed", "."]


@pytest.mark.stanza
def test_offsets_hold_over_several_paragraphs(parser):
    """Paragraphs may start anywhere; what lies between them is not read, and each sentence knows its own."""
    text = "<b>\n“We can’t wait,” she said.\nSHARE THIS\nThe city’s mayor isn’t here."
    prose = "“We can’t wait,” she said.", "The city’s mayor isn’t here."
    spans = tuple((text.index(p), text.index(p) + len(p)) for p in prose)
    (made,) = parser([Article("p", text, paragraphs=spans)])
    assert [s.paragraph for s in made.sentences] == [0, 1]
    assert all(t.text == text[t.start : t.end] for s in made.sentences for t in s.tokens)
    assert "SHARE" not in words(made) and words(made)[:4] == ["“", "We", "ca", "n’t"]


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", ["They", "do", "n't", "know", "."]),
        ("They don’t know.", ["They", "do", "n’t", "know", "."]),
        ("We cannot stay.", ["We", "can", "not", "stay", "."]),
        ("Maria’s plan failed.", ["Maria", "’s", "plan", "failed", "."]),
        ("Maria's plan failed.", ["Maria", "'s", "plan", "failed", "."]),
        ("“It’s over,” he said.", ["“", "It", "’s", "over", ",", "”", "he", "said", "."]),
        ("I'm sure they won't.", ["I", "'m", "sure", "they", "wo", "n't", "."]),
    ],
)
def test_contractions_are_words_with_their_own_places(parser, text, expected):
    """The words of a contraction each have the printed characters that are theirs, curly apostrophes or straight."""
    made = parsed_by(parser, text)
    assert words(made) == expected
    check_offsets(made)


@pytest.mark.parametrize(
    ("words_of", "token", "spans"),
    [
        (["do", "n't"], "don't", [(10, 12), (12, 15)]),
        (["gon", "na"], "gonna", [(10, 13), (13, 15)]),
        (["will", "not"], "won't", [(10, 15), (10, 15)]),
        (["dam"], "dam", [(10, 13)]),
    ],
)
def test_words_that_do_not_spell_their_token_share_its_place(words_of, token, spans):
    """Words of one token lie side by side if they spell it, else each has the whole place."""

    class Piece:
        def __init__(self, text, inner=()):
            self.text, self.words, self.start_char, self.end_char = text, inner, 10, 10 + len(text)

    assert stanza_parser._word_spans(Piece(token, [Piece(w) for w in words_of])) == spans


@pytest.mark.stanza
def test_a_paragraph_of_thirty_thousand_characters_is_read(parser):
    """Paragraphs longer than one piece are read in pieces, with offsets that hold to the end."""
    text = "“The dam will hold,” said Ms Olsen, who hadn’t slept. " * 560
    made = parsed_by(parser, text)
    check_offsets(made)
    assert len(text) > 30_000 and 540 < len(made.sentences) < 600


@pytest.mark.stanza
def test_a_sentence_of_five_thousand_words_ends(parser):
    """A list without a full stop costs time and memory within bounds."""
    names = ["Lee", "Okafor", "the", "dam", "and", "Ruiz", "of", "Oslo"]
    text = " ".join(names[i % 8] for i in range(5000)) + "."
    began = time.monotonic()
    made = parsed_by(parser, text)
    check_offsets(made)
    assert time.monotonic() - began < 120


@pytest.mark.stanza
def test_quick_trees_and_labels_are_stanzas(parser):
    """What the quickened parser predicts is what GraphParser.predict does, head by head and label by label."""
    model = parser._load().processors["depparse"].trainer.model
    quick, compared = model.predict, []

    def both(*inputs, **options):
        found = quick(*inputs, **options)
        compared.append((found, type(model).predict(model, *inputs, **options)))
        return found

    model.predict = both
    try:
        parsed_by(
            parser,
            "“We can’t wait,” said Dr Mira Olsen, an engineer at the port. According to her, it’s too late to "
            "mend the dam. Who knew?\nNot the mayor, nor, he said, had anyone told him what the report (of 2019) "
            "had found: cracks, rust and mud",
        )
    finally:
        model.predict = quick
    ((found, stanzas),) = compared
    assert [[(int(h), r) for h, r in s] for s in found] == [
        [(int(h), r) for h, r in s] for s in stanzas
    ]


@pytest.mark.stanza
def test_a_pool_gives_the_same_parses_in_the_same_order(parser):
    """Two processes parse as one does, articles in the order in which they came."""
    stories = [article(f"Story {i}. “No,” said Ann Lee.", str(i)) for i in range(20)]
    pool = stanza_parser.load(workers=2)
    assert isinstance(pool, stanza_parser.ParserPool)
    try:
        assert list(pool(stories)) == list(parser(stories))
    finally:
        assert pool._pool is not None
        pool._pool.shutdown()
    assert pool.version == parser.version


@pytest.mark.stanza
def test_the_version_says_what_made_a_parse(parser):
    """Name, release of the weights and stanza's version: a stored parse is redone when one of them changes."""
    name, release, stanza, number = parser.version.split()
    assert (
        (name, stanza) == ("quotetrack", "stanza") and release[0].isdigit() and number[0].isdigit()
    )


@pytest.mark.stanza
def test_damaged_weights_are_one_line(tmp_path, monkeypatch):
    """Weights that do not load raise ModelError with the folder in it, at the first article."""
    (tmp_path / "en").mkdir()
    (tmp_path / "resources.json").write_text("{}")
    monkeypatch.setattr(stanza_parser, "WEIGHTS", tmp_path)
    broken = stanza_parser.load()
    with pytest.raises(ModelError, match="cannot load the models in"):
        list(broken([article("He left.")]))


@pytest.mark.parametrize("size", [98, 99, 100, 101, 198, 200, 350])
def test_words_without_end_are_cut_in_pieces(size):
    """A run without spaces is cut so that no character is lost and no piece holds a long word."""
    text = "x " + "A" * size + " y"
    pieces = [text[slice(*span)] for span in stanza_parser._pieces(text, 0, len(text))]
    assert "".join(pieces) == text
    assert all(
        len(word) <= stanza_parser.LONGEST_WORD for piece in pieces for word in piece.split()
    )
