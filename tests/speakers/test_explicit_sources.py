"""explicit_sources and described_sources: whom the words of a source stand for, and how sure."""

from __future__ import annotations

import pytest
from tagged_text import parse

from quotetrack.records import Attribution, Parse, Quote
from quotetrack.speakers.attribute import attributions


def attribution(made: Parse, content: str, source: str) -> Attribution:
    start, place = (made.article.text.index(words) for words in (content, source))
    spans = ((start, start + len(content)),), ((place, place + len(source)),)
    quote = Quote("a", spans[0], (), spans[1], "indirect", content, 1.0, "test")
    return attributions(made, [quote])[0]


@pytest.mark.parametrize(("letters", "name"), [(77, "Ann Roe"), (78, None)])
def test_reach_of_a_relative_pronoun(letters: int, name: str | None) -> None:
    """`who` refers to a name that ends less than 80 characters before it."""
    made = parse(f"Ann|PROPN Roe|PROPN {'x' * letters} who|PRON knew|VERB it|PRON leaks|X")
    found = attribution(made, "leaks", "who")
    assert (found.name, found.score) == (name, 0.8 if name else 0.0)


@pytest.mark.parametrize(("before", "kind"), [("zzz", "group"), ("zzzz", "person")])
def test_a_short_word_before_two_names(before: str, kind: str) -> None:
    """Two names joined by `and` are a group if the source begins with them, or nearly so."""
    names = "Ann|PROPN Roe|PROPN and|CCONJ Tom|PROPN Boggs|PROPN"
    made = parse(f"{before}|X {names} knew|VERB it|PRON leaks|X")
    assert attribution(made, "leaks", f"{before} Ann Roe and Tom Boggs").kind == kind


@pytest.mark.parametrize(
    ("byline", "name", "score"),
    [("By Ann Roe", "Ann Roe", 0.6), ("Ann Roe and Bo Li", None, 0.0), (None, None, 0.0)],
)
def test_the_writer(byline: str | None, name: str | None, score: float) -> None:
    """`I` outside quotations is the writer, if the article has exactly one."""
    made = parse("I|PRON knew|VERB it|PRON leaks|X", byline=byline and byline.removeprefix("By "))
    found = attribution(made, "leaks", "I")
    assert (found.name, found.score) == (name, score)
