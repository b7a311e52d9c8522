"""Articles side by side: the sentences they share and how much that is."""

from dataclasses import replace

import pytest
from shared_sentences import ingested, told
from stand_in_parser import Splitter, fail

from quotetrack.records import Article, IncomingArticle
from quotetrack.store import connection
from quotetrack.tracking import article_comparison, ingest


def plain(*texts):
    return [IncomingArticle(Article(f"a{n}", text)) for n, text in enumerate(texts)]


@pytest.fixture
def db():
    return connection.connect(":memory:")


def test_compare_shows_unquoted_passages(db):
    """Unquoted sentences are compared too, with their changes read from the first article."""
    readings = plain(
        "The long wall cost 90 million pounds.", "The long wall cost 80 million pounds."
    )
    ingest.ingest(db, [replace(r, quotes=None) for r in readings], Splitter(), fail)
    there, back = (
        article_comparison.compare(db.conn, "a0", "a1"),
        article_comparison.compare(db.conn, "a1", "a0"),
    )
    assert [tuple(c.values()) for row in there for c in row["changes"]] == [
        ("number", "90 million", "80 million", True)
    ]
    assert back[0]["a"] == there[0]["b"]
    assert [(c["before"], c["after"]) for c in back[0]["changes"]] == [
        (c["after"], c["before"]) for c in there[0]["changes"]
    ]


def test_two_articles_compared():
    """What compare shows adds up for either side."""
    db = ingested()
    found = article_comparison.share_of_each(
        db.conn, "herald", "gazette", article_comparison.compare(db.conn, "herald", "gazette")
    )
    assert [(row["name"], row["verbatim"], row["rewritten"], row["own"]) for row in found] == [
        ("herald", 11, 14, 12),
        ("gazette", 11, 14, 0),
    ]


def test_shared_sentences_are_found_and_compared():
    """Verbatim whatever the case, edited with its changes; unshared ones are not listed."""
    assert told(ingested()) == [
        ("courier", "gazette", "edited", ["number", "replaced"]),
        ("courier", "herald", "verbatim", []),
        ("gazette", "herald", "edited", ["number", "replaced"]),
        ("gazette", "herald", "verbatim", []),
    ]


def test_one_article_or_one_relation_can_be_asked_for():
    """Only pairs of the article, only pairs of the relation."""
    assert {pair[:2] for pair in told(ingested(), article="courier")} == {
        ("courier", "gazette"),
        ("courier", "herald"),
    }
    assert {pair[2] for pair in told(ingested(), relation="edited")} == {"edited"}
