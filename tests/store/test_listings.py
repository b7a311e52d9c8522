"""Listings have the agreed shape and count what is there."""

import pytest
from shelf import many, save_article, save_rows

from quotetrack.errors import NotFoundError
from quotetrack.records import Article, Attribution, Claim, Quote, Speaker
from quotetrack.store import (
    articles,
    attributions,
    links,
    listings,
    shared_passages,
    versions,
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


# ---- limits


def test_only_the_latest_runs_are_listed(db):
    """Ten runs, the latest first."""
    for _ in range(11):
        articles.start_run(db, "1", "stand-in")
    assert [run["id"] for run in listings.stats(db.conn)["runs"]] == list(range(11, 1, -1))


def test_an_error_lists_few_articles(db, run):
    """At most five similar ids."""
    save_rows(db, list(many(6)), run)
    with pytest.raises(NotFoundError) as caught:
        versions.article_text(db.conn, "m")
    assert str(caught.value).endswith("there are: m0, m1, m2, m3, m4")


def test_a_claim_goes_by_its_first_words(db, run):
    """The name of a claim is 80 characters long at most."""
    save_rows(db, list(many(2)), run)
    db.conn.execute("update quotes set text = ?", ("word " * 40,))
    ids = tuple(row[0] for row in db.conn.execute("select id from quotes order by id limit 2"))
    links.save_claims(db, [Claim(ids[0], ids, None)])
    assert len(db.conn.execute("select name from claims").fetchone()[0]) == 80


def test_names_are_looked_for_around_a_quotation(db, run):
    """The surroundings are 250 characters to either side."""
    save_rows(db, list(many(1)), run)
    text = "a" * 300 + "the words" + "b" * 300
    db.conn.execute("update articles set text = ?", (text,))
    row = {"article": "m0", "start": 300, "end": 309, "number": 0}
    around = attributions.with_surroundings(db.conn, row)["around"]
    assert around == "a" * 250 + "the words" + "b" * 250


@pytest.mark.parametrize(("quotations", "about"), [(3, True), (4, False)])
def test_a_topic_recurs_where_there_is_much(db, run, quotations, about):
    """Of more than three quotations a topic must occur in two; there are six at most."""
    subjects = ["harbour walls leaking", "diesel ferries", "tunnel boring", "village bakeries"]
    speaker = Speaker("ida", "Ida Holm", "person")
    for number, text in enumerate(subjects[:quotations]):
        name = f"a{number}"
        quote = Quote(name, ((0, len(text)),), (), (), "direct", text, 1.0, "marks")
        said = Attribution(quote.id, "Ida Holm", "person", None, 1.0, "named")
        save_article(db, Article(name, text), [quote], [said], {quote.id: speaker}, [], run)
    topics = listings.speakers(db.conn, "Ida Holm")[0]["about"]
    assert len(topics) == (6 if about else 0)
