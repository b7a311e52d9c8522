"""Quotations found in recorded parses: the constructions of extract_cases.py, and rules that hold for every text."""
import re
from pathlib import Path

import pytest
from conftest import _sentence
from extract_cases import CASES, articles
from hypothesis import given
from hypothesis import strategies as st

from quotetrack import extract
from quotetrack.records import Article, Parse, Sentence, Token
from quotetrack.text import key

ARTICLES = list(articles())
BLOCKS = re.split(r"# newdoc id = \S+\n", (Path(__file__).parent / "parses" / "cases.conllu").read_text(encoding="utf-8"))[1:]


def recorded(number):
    rows = [[line.split("\t") for line in block.splitlines() if line and line[0] != "#"] for block in BLOCKS[number].split("\n\n")]
    return Parse(ARTICLES[number], tuple(_sentence(ARTICLES[number], block) for block in rows if block))


def found(parse):
    text = parse.article.text
    return [(key(q.text), key(" ".join(text[s:e] for s, e in q.source)), q.kind) for q in extract.quotes(parse)]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:40] for case in CASES])
def test_constructions(number):
    """Each construction gives its quotations: words, kind, and a source that holds the words named."""
    wanted = [(key(content), key(source), kind) for content, source, kind in CASES[number][1]]
    got = found(recorded(number))
    assert [(content, kind) for content, _, kind in got] == [(content, kind) for content, _, kind in wanted]
    assert all(source in named if source else not named for (_, source, _), (_, named, _) in zip(wanted, got, strict=True))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_quotation_says_why(number):
    """Score between nothing and one, a reason in words, spans that give the printed text, an id that a second run repeats."""
    parse = recorded(number)
    quotes = extract.quotes(parse)
    assert quotes == extract.quotes(parse)
    for quote in quotes:
        assert 0 < quote.score <= 1 and quote.reason
        assert quote.text == " ... ".join(parse.article.text[s:e] for s, e in quote.content)
    assert len({quote.id for quote in quotes}) == len(quotes)


def flat_parse(text):
    """A stand-in parse: lines are paragraphs and sentences, each word hangs on the one before it, "said" is a verb."""
    ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
    paragraphs = [p for p in zip([0, *(e + 1 for e in ends)], ends, strict=False) if text[slice(*p)].strip()]
    sentences = [_flat_sentence(text, number, *span) for number, span in enumerate(paragraphs)]
    return Parse(Article("x", text, paragraphs=tuple(paragraphs)), tuple(sentences))


def _flat_sentence(text, number, start, end):
    tokens = []
    for index, match in enumerate(re.finditer(r"\w+|[^\w\s]", text[start:end]), 1):
        word = match.group()
        upos = "VERB" if word == "said" else "PUNCT" if not word.isalnum() else "PROPN"
        tokens.append(Token(index, start + match.start(), start + match.end(), word, word.lower().replace("said", "say"), upos, "VBD" if
                            upos == "VERB" else "_", "_", index - 1, "nsubj" if index % 3 else "ccomp"))
    return Sentence(start, end, number, tuple(tokens)) if tokens else Sentence(start, end, number, (Token(
        1, start, end, text[start:end], "x", "X", "_", "_", 0, "root"),))


@given(st.text(alphabet="Ab said,.:\n\"“”‘’'«»„ \u00a0\x001é", max_size=300))
def test_offsets_hold_for_any_text_and_any_parse(text):
    """Whatever comes in, every span lies in the text, content is in order and apart, and the text shown is the text printed."""
    for quote in extract.quotes(flat_parse(text)):
        assert quote.text == " ... ".join(text[s:e] for s, e in quote.content)
        assert all(0 <= s < e <= len(text) for s, e in (*quote.content, *quote.cue, *quote.source))
        assert all(a[1] <= b[0] for a, b in zip(quote.content, quote.content[1:], strict=False))
        assert quote.kind in ("direct", "indirect", "mixed")


def test_hostile_repetition_is_bounded():
    """Hundreds of equal quotations, and a sentence of thousands of words, are done with in a few seconds."""
    text = "“This is the very same sentence again and again,” said Ann.\n" * 300 + "said " * 3000
    assert len(extract.quotes(flat_parse(text))) >= 300
