"""Parsers by name: what is there, what is not, and the same parses from several processes."""

import pytest

from quotetrack.errors import ModelError
from quotetrack.parsing import parsers
from quotetrack.records import Article, IncomingArticle, Parse
from quotetrack.tracking import pipeline


class StandIn:
    """A parser that finds nothing."""

    name, version, at_once = "stand-in", "stand-in 1", 2

    def __call__(self, articles):
        for article in articles:
            yield Parse(article, ())


def test_any_parser_will_do():
    """Whatever has a name and a version and gives parses in order is a parser."""
    stand_in: parsers.Parser = StandIn()
    articles = [IncomingArticle(Article(name, "Ann Lee said no."), None) for name in "abc"]
    parses = pipeline.parses(articles, stand_in, pytest.fail)
    assert [parse.article.id for parse in parses] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("spacy", "parser 'spacy': no such parser; use quotetrack or stanza:LANG"),
        ("stanza", "no such parser"),
        ("stanza:", "no such parser"),
        ("", "no such parser"),
        ("stanza:fr", "run: quotetrack models download fr"),
    ],
)
def test_a_missing_parser_is_one_line(name, message, tmp_path, monkeypatch):
    """Unknown names and models that are not downloaded raise ModelError with how to fix it."""
    monkeypatch.setattr(parsers, "official_models", lambda: tmp_path)
    with pytest.raises(ModelError) as error:
        parsers.load(name)
    assert message in str(error.value) and "\n" not in str(error.value)


def test_missing_shipped_models_ask_for_a_reinstall(tmp_path, monkeypatch):
    """If the package lost its models, the fix is to reinstall it, not to download something."""
    monkeypatch.setattr(parsers, "WEIGHTS", tmp_path)
    with pytest.raises(ModelError, match="reinstall quotetrack"):
        parsers.load()


def test_installed_lists_what_load_takes(tmp_path, monkeypatch):
    """The shipped parser is always listed, official languages only if their models are there."""
    monkeypatch.setattr(parsers, "official_models", lambda: tmp_path / "nothing")
    assert parsers.installed() == ["quotetrack"]
    monkeypatch.setattr(parsers, "official_models", lambda: tmp_path)
    for folder in ("fr/tokenize", "de/tokenize", "it/pos"):
        (tmp_path / folder).mkdir(parents=True)
    assert parsers.installed() == ["quotetrack", "stanza:de", "stanza:fr"]


@pytest.mark.stanza
def test_a_pool_gives_the_same_parses_in_the_same_order():
    """Two processes parse as one does, articles in the order in which they came."""
    texts = [f"Story {i}. “No,” said Ann Lee." for i in range(20)]
    articles = [Article(str(i), text, paragraphs=((0, len(text)),)) for i, text in enumerate(texts)]
    alone, pool = parsers.load(), parsers.load(workers=2)
    assert isinstance(pool, parsers.ParserPool)
    try:
        assert list(pool(articles)) == list(alone(articles))
    finally:
        assert pool._pool is not None
        pool._pool.shutdown()
    assert pool.version == alone.version
    assert pool.at_once == 64
