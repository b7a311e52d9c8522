"""Listings have the agreed shape and count what is there."""

import pytest

from quotetrack.errors import NotFoundError
from quotetrack.store import (
    listings,
    shared_passages,
)


def test_links_have_the_agreed_shape(conn):
    """The keys of links are a contract with outside tools; article and relation narrow them."""
    found = list(listings.links(conn))
    assert [list(link) for link in found] == [
        ["a", "b", "relation", "score", "reason", "changes", "part"]
    ] * 2
    assert found[1]["a"] == {
        "article": "gazette",
        "start": 18,
        "end": 39,
        "text": "The old dam will hold",
        "speaker": "Mira Olsen",
    }
    assert (
        len(list(listings.links(conn, article="courier")))
        == len(list(listings.links(conn, relation="truncated")))
        == 1
    )


def test_lists_count_what_is_there(conn):
    """Speakers, claims, outlets and the state of the database."""
    assert [(row["name"], row["quotes"], row["outlets"]) for row in listings.speakers(conn)] == [
        ("Mira Olsen", 4, 3),
        ("A farmer", 1, 1),
    ]
    assert [row["name"] for row in listings.speakers(conn, kind="unnamed")] == ["A farmer"]
    assert [(row["versions"], row["outlets"]) for row in listings.claims(conn)] == [
        (3, ["The Courier", "The Gazette", "The Herald"])
    ]
    assert {row["outlet"]: (row["quotes"], row["shared"]) for row in listings.outlets(conn)} == {
        "The Herald": (2, 1),
        "The Gazette": (1, 1),
        "The Courier": (2, 1),
    }
    stats = listings.stats(conn)
    assert (
        stats["articles"],
        stats["quotes"],
        stats["links"],
        stats["claims"],
        stats["pending"],
    ) == (3, 5, 2, 1, 0)


def test_show_gives_an_article_with_its_quotations(conn):
    """Quotations come in order with spans as lists; an unknown id is answered with similar ids."""
    shown = listings.show(conn, "herald")
    assert [
        shown["text"][row["content"][0][0] : row["content"][0][1]] for row in shown["quotes"]
    ] == [row["text"] for row in shown["quotes"]]
    with pytest.raises(NotFoundError, match="there are: herald"):
        listings.show(conn, "hera")


def test_sentences_come_back(conn):
    """The spans of an article's sentences, in order."""
    assert shared_passages.sentences(conn, "herald") == [(0, 10)]


def test_speakers_tell_where_and_about_what(conn):
    """Quotations by outlet, most first; topics are specific words, not function words."""
    found = next(row for row in listings.speakers(conn) if row["name"] == "Mira Olsen")
    assert found["by_outlet"] == {"The Herald": 2, "The Courier": 1, "The Gazette": 1}
    assert found["about"][0] == "dam" and "the" not in found["about"]
