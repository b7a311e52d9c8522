"""The stanza parser: offsets, trees and errors. Most tests load the shipped model."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from quotetrack.errors import ModelError
from quotetrack.parsing import parser_input, parsers, spanning_trees, stanza_parser
from quotetrack.records import Article, Parse

HOSTILE = {
    "one letter": "a",
    "NULs": "The\x00mayor said\x00 no.\x00\x00 She left.",
    "control characters": "Tabs\tand\x0bfeeds\x0c and \x1b[1mescapes\x1b[0m.\r\nDone.",
    "emoji": "“We won 🎉🎉,” she said 👩🏽‍🚒. 🇳🇴 won too 😀",
    "no-break spaces": "He paid 5\u00a0000\u202feuros\u2009to M.\u00a0Dupont.\u200b \ufeffHe left.",
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
    loaded = parsers.load()
    assert isinstance(loaded, stanza_parser.StanzaParser)
    return loaded


def parsed_by(parser: parsers.Parser, text: str) -> Parse:
    (made,) = parser([article(text)])
    return made


def words(made: Parse) -> list[str]:
    return [t.text for s in made.sentences for t in s.tokens]


def check_offsets(made: Parse) -> None:
    """Fail unless words are in order, at their offsets, with nothing visible between them."""
    text, last, before = made.article.text, 0, (0, 0)
    for sentence in made.sentences:
        assert sentence.start == sentence.tokens[0].start and sentence.end == max(
            t.end for t in sentence.tokens
        )
        assert [t.index for t in sentence.tokens] == list(range(1, len(sentence.tokens) + 1))
        assert spanning_trees.is_tree([0, *(t.head for t in sentence.tokens)])
        for token in sentence.tokens:
            assert token.text == text[token.start : token.end] != ""
            assert token.start >= last or (token.start, token.end) == before, "words overlap"
            assert text[last : token.start].translate(parser_input.SAME_LENGTH).strip() == "", (
                "a character is in no word"
            )
            last, before = token.end, (token.start, token.end)
    assert text[last:].translate(parser_input.SAME_LENGTH).strip() == ""


# ---- without a model
@pytest.mark.parametrize(("words", "kept"), [(300_000, True), (300_001, False)])
def test_the_cache_of_lemmas_is_bounded(words, kept):
    """When the cache has more than 300,000 words, all but those of the training are dropped."""
    trainer = SimpleNamespace(pos_dict={"NOUN": {"dams": "dam"}})
    pipeline = SimpleNamespace(processors={"lemma": SimpleNamespace(trainer=trainer)})
    stanza_parser._bound_lemma_cache(pipeline)
    trainer.pos_dict["VERB"] = dict.fromkeys(map(str, range(words - 1)), "x")
    stanza_parser._bound_lemma_cache(pipeline)
    assert ("VERB" in trainer.pos_dict) is kept
    assert trainer.pos_dict["NOUN"] == {"dams": "dam"}


# ---- with the shipped model
@pytest.mark.stanza
def test_the_shipped_model_is_small_plain_data():
    """All weights together stay under 60 MB, and none needs Python code to be unpickled."""
    import torch

    files = sorted(parsers.WEIGHTS.glob("en/*/*.pt"))
    assert {f.parent.name for f in files} == {*parsers.PROCESSORS.split(","), "pretrain"}
    assert sum(f.stat().st_size for f in files) < 60_000_000
    for file in files:
        assert "/" not in str(torch.load(file, weights_only=True).get("config", "")), file


@pytest.mark.stanza
def test_every_module_computes_in_single_precision(parser):
    """Weights stored in half precision are loaded in single, which a CPU multiplies faster."""
    import torch

    for name, processor in parser._loaded().processors.items():
        model = getattr(getattr(processor, "trainer", None), "model", None)
        if model is not None:
            kinds = {p.dtype for p in model.parameters()} | {
                b.dtype for b in model.buffers() if b.is_floating_point()
            }
            assert kinds == {torch.float32}, name


@pytest.mark.stanza
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_offsets_are_those_of_the_article(parser, text):
    """Each word is the text between its offsets, and each visible character is in a word."""
    made = parsed_by(parser, text)
    assert made.sentences
    check_offsets(made)


@pytest.mark.stanza
@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\u00a0\u200b\ufeff", "\x00\x00"])
def test_an_empty_article_has_no_sentences(parser, text):
    """Articles without words get a parse without sentences; others in the batch keep theirs."""
    before, empty, after = parser(
        [article("He left.", "b"), article(text, "e"), article("She stayed.", "c")]
    )
    assert (empty.article.id, empty.sentences) == ("e", ())
    assert words(before) == ["He", "left", "."] and words(after) == ["She", "stayed", "."]


@pytest.mark.stanza
def test_offsets_hold_over_several_paragraphs(parser):
    """Text between paragraphs is not parsed, and each sentence knows its paragraph."""
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
def test_contractions_are_words_with_their_own_spans(parser, text, expected):
    """Each word of a contraction has its own characters, with either kind of apostrophe."""
    made = parsed_by(parser, text)
    assert words(made) == expected
    check_offsets(made)


@pytest.mark.stanza
def test_a_paragraph_of_thirty_thousand_characters_is_read(parser):
    """Paragraphs longer than one piece are parsed in pieces, with correct offsets to the end."""
    text = "“The dam will hold,” said Ms Olsen, who hadn’t slept. " * 560
    made = parsed_by(parser, text)
    check_offsets(made)
    assert len(text) > 30_000 and 540 < len(made.sentences) < 600


@pytest.mark.stanza
def test_a_sentence_of_five_thousand_words_ends(parser):
    """A list without a full stop takes bounded time and memory."""
    names = ["Lee", "Okafor", "the", "dam", "and", "Ruiz", "of", "Oslo"]
    text = " ".join(names[i % 8] for i in range(5000)) + "."
    began = time.monotonic()
    made = parsed_by(parser, text)
    check_offsets(made)
    assert time.monotonic() - began < 120


@pytest.mark.stanza
def test_trees_and_relations_are_those_of_stanza(parser):
    """The faster parser predicts the same heads and relations as GraphParser.predict."""
    model = parser._loaded().processors["depparse"].trainer.model
    quick, compared = model.predict, []

    def both(*inputs, **options):
        found = quick(*inputs, **options)
        compared.append((found, type(model).predict(model, *inputs, **options)))
        return found

    model.predict = both
    try:
        parsed_by(
            parser,
            "“We can’t wait,” said Dr Mira Olsen, an engineer at the port. According to her, it’s "
            "too late to mend the dam. Who knew?\nNot the mayor, nor, he said, had anyone told him "
            "what the report (of 2019) had found: cracks, rust and mud",
        )
    finally:
        model.predict = quick
    ((found, stanzas),) = compared
    assert [[(int(h), r) for h, r in s] for s in found] == [
        [(int(h), r) for h, r in s] for s in stanzas
    ]


@pytest.mark.stanza
def test_the_version_says_what_made_a_parse(parser):
    """Name, release of the models and version of stanza: what a stored parse depends on."""
    name, release, stanza, number = parser.version.split()
    assert (
        (name, stanza) == ("quotetrack", "stanza") and release[0].isdigit() and number[0].isdigit()
    )


@pytest.mark.stanza
def test_damaged_models_are_one_line(tmp_path, monkeypatch):
    """Models that do not load raise ModelError, which names the folder, at the first article."""
    (tmp_path / "en").mkdir()
    (tmp_path / "resources.json").write_text("{}")
    monkeypatch.setattr(parsers, "WEIGHTS", tmp_path)
    broken = parsers.load()
    with pytest.raises(ModelError, match="cannot load the models in"):
        list(broken([article("He left.")]))
