"""The hard shapes of reported speech, found in recorded parses: the tables of shape_cases.py."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from shape_cases import CASES, FAILS
from shape_parses import ARTICLES, everything, parse_of

from quotetrack.language.normalize import key
from quotetrack.quotations import rules
from quotetrack.records import Parse, Sentence


def found(number):
    parse = parse_of(ARTICLES[number])
    text = parse.article.text
    return [
        (key(q.text), key(" ".join(text[s:e] for s, e in q.source)), q.kind, q.modality)
        for q in everything(parse)
    ]


def params():
    for number, (shape, (text, _)) in enumerate(CASES):
        marks = [pytest.mark.xfail(strict=True, reason=FAILS[text])] if text in FAILS else []
        yield pytest.param(number, id=f"{shape}: {text[:50]}", marks=marks)


@pytest.mark.parametrize("number", list(params()))
def test_shape(number):
    """Each shape gives its quotations in order: words, kind, modality, words in the source."""
    wanted = [
        (key(content), key(source), kind, *(modality or ["stated"]))
        for content, source, kind, *modality in CASES[number][1][1]
    ]
    got = found(number)
    assert [(w, k, m) for w, _, k, m in got] == [(w, k, m) for w, _, k, m in wanted]
    assert all(
        source in named if source else not named
        for (_, source, *_), (_, named, *_) in zip(wanted, got, strict=True)
    )


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:50] for _, case in CASES])
def test_spans_hold(number):
    """Content is in order and apart, its text is as printed, and no two quotations have one id."""
    parse = parse_of(ARTICLES[number])
    quotes = everything(parse)
    for quote in quotes:
        assert quote.text == " ... ".join(parse.article.text[s:e] for s, e in quote.content)
        assert all(a[1] <= b[0] for a, b in zip(quote.content, quote.content[1:], strict=False))
        assert quote.kind == "mixed" or (
            quote.text[0] not in '“"«„‹＂`' and quote.text[-1] not in '”"»›＂`'
        )
    assert len({quote.id for quote in quotes}) == len(quotes)


def muddled(sentence, chance):
    """The sentence with another tree; its words have the tags and relations of other words."""
    tokens = list(sentence.tokens)
    order = chance.sample(range(len(tokens)), len(tokens))
    heads = {
        n: tokens[order[chance.randrange(place)]].index if place else 0
        for place, n in enumerate(order)
    }
    others = chance.choices(tokens, k=len(tokens))
    return Sentence(
        sentence.start,
        sentence.end,
        sentence.paragraph,
        tuple(
            replace(
                t,
                head=heads[n],
                deprel=o.deprel,
                **({"upos": o.upos, "xpos": o.xpos} if chance.random() < 0.3 else {}),
            )
            for n, (t, o) in enumerate(zip(tokens, others, strict=True))
        ),
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_tree_is_too_odd(seed):
    """Whatever the parser makes of a sentence, quotations hold, and a second run finds the same."""
    chance = random.Random(seed)
    for article in ARTICLES:
        parse = parse_of(article)
        odd = Parse(article, tuple(muddled(s, chance) for s in parse.sentences))
        made = rules.found(odd)
        assert made == rules.found(odd)
        for quote in (*made.outer, *made.inner):
            assert quote.text == " ... ".join(article.text[s:e] for s, e in quote.content)
            assert all(a[1] <= b[0] for a, b in zip(quote.content, quote.content[1:], strict=False))
            assert quote.modality in ("stated", "negated", "hypothetical")
