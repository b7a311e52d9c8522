"""Quotations of whole articles: the constructions of extract_cases.py, and any text at all."""

import re
from dataclasses import replace

import pytest
from extract_cases import CASES, articles
from hypothesis import given
from hypothesis import strategies as st
from recorded_parses import PARSES, sentence

from quotetrack.language.normalize import key
from quotetrack.quotations import confidence, extract
from quotetrack.quotations.confidence import ConfidenceModel
from quotetrack.records import Article, Parse, Sentence, TaggedSpan, TaggerOutput, Token

ARTICLES = list(articles())
BLOCKS = re.split(r"# newdoc id = \S+\n", (PARSES / "cases.conllu").read_text(encoding="utf-8"))[1:]


def recorded(number):
    rows = [
        [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        for block in BLOCKS[number].split("\n\n")
    ]
    return Parse(
        ARTICLES[number], tuple(sentence(ARTICLES[number], block) for block in rows if block)
    )


def found(parse):
    text = parse.article.text
    return [
        (key(q.text), key(" ".join(text[s:e] for s, e in q.source)), q.kind)
        for q in extract.quotes(parse)
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:40] for case in CASES])
def test_constructions(number):
    """Each construction gives its quotations: words, kind, and the words in the source."""
    wanted = [(key(content), key(source), kind) for content, source, kind in CASES[number][1]]
    got = found(recorded(number))
    assert [(content, kind) for content, _, kind in got] == [
        (content, kind) for content, _, kind in wanted
    ]
    assert all(
        source in named if source else not named
        for (_, source, _), (_, named, _) in zip(wanted, got, strict=True)
    )


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_quotation_says_why(number):
    """A score from 0 to 1, a reason, spans that give the printed text, the same id every time."""
    parse = recorded(number)
    quotes = extract.quotes(parse)
    assert quotes == extract.quotes(parse)
    for quote in quotes:
        assert 0 < quote.score <= 1 and quote.reason
        assert quote.text == " ... ".join(parse.article.text[s:e] for s, e in quote.content)
    assert len({quote.id for quote in quotes}) == len(quotes)


def flat_parse(text):
    """A stand-in parse: a line is a sentence, a word hangs on the one before, "said" is a verb."""
    ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
    paragraphs = [
        p for p in zip([0, *(e + 1 for e in ends)], ends, strict=False) if text[slice(*p)].strip()
    ]
    sentences = [_flatsentence(text, number, *span) for number, span in enumerate(paragraphs)]
    return Parse(Article("x", text, paragraphs=tuple(paragraphs)), tuple(sentences))


def _flatsentence(text, number, start, end):
    tokens = []
    for index, match in enumerate(re.finditer(r"\w+|[^\w\s]", text[start:end]), 1):
        word = match.group()
        upos = "VERB" if word == "said" else "PUNCT" if not word.isalnum() else "PROPN"
        tokens.append(
            Token(
                index,
                start + match.start(),
                start + match.end(),
                word,
                word.lower().replace("said", "say"),
                upos,
                "VBD" if upos == "VERB" else "_",
                "_",
                index - 1,
                "nsubj" if index % 3 else "ccomp",
            )
        )
    return (
        Sentence(start, end, number, tuple(tokens))
        if tokens
        else Sentence(
            start,
            end,
            number,
            (Token(1, start, end, text[start:end], "x", "X", "_", "_", 0, "root"),),
        )
    )


@given(st.text(alphabet="Ab said,.:\n\"“”‘’'«»„ \u00a0\x001é", max_size=300))
def test_offsets_hold_for_any_text_and_any_parse(text):
    """Spans lie in the text, content is in order and apart, and the text shown is as printed."""
    for quote in extract.quotes(flat_parse(text)):
        assert quote.text == " ... ".join(text[s:e] for s, e in quote.content)
        assert all(0 <= s < e <= len(text) for s, e in (*quote.content, *quote.cue, *quote.source))
        assert all(a[1] <= b[0] for a, b in zip(quote.content, quote.content[1:], strict=False))
        assert quote.kind in ("direct", "indirect", "mixed")


def test_hostile_repetition_is_bounded():
    """Hundreds of equal quotations and a sentence of thousands of words take a few seconds."""
    text = "“This is the very same sentence again and again,” said Ann.\n" * 300 + "said " * 3000
    assert len(extract.quotes(flat_parse(text))) >= 300


# ---- rules and tagger together
TOLD = "“The wall will hold,” said Ann. In a letter, the port is to close."
SURE = ConfidenceModel({"constant": 3.0}, {}, 0.5)


def span(text, words):
    return text.index(words), text.index(words) + len(words)


def tagged(*stretches, text=TOLD):
    """The stand-in parse with what a tagger might find: (words, source or None) for each span."""
    made = tuple(
        TaggedSpan(span(text, words), 0.9, span(text, source) if source else None, 0.9)
        for words, source in stretches
    )
    parse = flat_parse(text)
    return Parse(parse.article, parse.sentences, TaggerOutput(made, b"\x80" * len(text)))


def extracted(parse, model):
    """The words and the sources of what is extracted with a made-up model."""
    text = parse.article.text
    return [(key(q.text), [text[s:e] for s, e in q.source]) for q in extract.quotes(parse, model)]


def test_without_the_tagger_the_rules_decide_alone(monkeypatch):
    """A parse that was not tagged needs no model."""
    monkeypatch.setattr(confidence, "shipped", lambda: pytest.fail("no model is needed"))
    assert [key(q.text) for q in extract.quotes(flat_parse(TOLD))][0] == "the wall will hold"


def test_the_tagger_adds_what_the_rules_do_not_see():
    """What only the tagger found is a quotation with the tagger's source, if likely enough."""
    trusting = replace(SURE, source={"tagger": 2.0, "both": 2.0, "tagger alone": 2.0})
    found = extracted(tagged(("the port is to close", "a letter")), trusting)
    assert found[1][0].endswith("the port is to close") and found[1][1] == ["a letter"]
    assert [words for words, _ in found][0] == "the wall will hold"


def test_what_is_not_likely_enough_is_left_out():
    """The threshold decides, for the findings of the rules and of the tagger."""
    doubtful = replace(SURE, content={"constant": -3.0})
    assert extracted(tagged(("the port is to close", None)), doubtful) == []


@pytest.mark.parametrize("score", [0.1, 0.5, 0.9])
def test_scores_are_products_of_chances(score):
    """The score is the chance of the content times that of the source."""
    model = replace(SURE, source={"constant": confidence.logit(score)})
    found = extract.quotes(tagged(("the port is to close", None)), model)
    assert [q.score for q in found] == pytest.approx([0.953 * score] * 2, abs=0.002)


def test_of_findings_that_overlap_the_surest_is_kept():
    """Two findings of the tagger that share their words come out as one."""
    parse = tagged(("the port is to close", None), ("port is to close", None))
    found = extracted(parse, SURE)
    assert sum("to close" in words for words, _ in found) == 1


@pytest.mark.parametrize("text", ["", "\n", "“”", "said", "said " * 50, "“" * 30, "x" * 500])
def test_any_text_can_be_tagged(text):
    """Hostile texts with a tagger that takes every word for reported give spans in the text."""
    parse = flat_parse(text)
    made = tuple(
        TaggedSpan((t.start, t.end), 0.9, (t.start, t.end), 0.9)
        for s in parse.sentences
        for t in s.tokens
    )
    output = TaggerOutput(made, b"\xff" * len(text))
    found = extract.quotes(Parse(parse.article, parse.sentences, output), SURE)
    assert all(0 <= s < e <= len(text) for q in found for s, e in (*q.content, *q.cue, *q.source))
    assert len({q.id for q in found}) == len(found)


def test_thousands_of_quotations_in_one_article():
    """Thousands of quotations, in many paragraphs or in one, are found in a few seconds."""
    lines = [f"“We will hold wall number {n} today,” said Ann." for n in range(3_000)]
    assert len(extract.quotes(flat_parse("\n".join(lines)))) == 3_000
    marked = " ".join(f"“We will hold wall number {n} today,” and Ann." for n in range(600))
    assert sum(len(q.content) for q in extract.quotes(flat_parse(marked))) == 600
