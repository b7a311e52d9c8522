"""Links, claims and the queue of quotations that wait."""

from dataclasses import replace

import pytest
from shelf import (
    STORIES,
    article,
    fill,
    put,
    quotes,
    save_links,
    waiting,
)

from quotetrack.records import Change, Claim, Link
from quotetrack.store import (
    articles,
    links,
    listings,
    questions,
)
from quotetrack.tracking import provenance


def test_what_shared_a_claim_with_a_changed_article_is_linked_again(db):
    """The partners of a replaced quotation are queued: it may have held their claim together."""
    ids = fill(db)
    assert waiting(db) == []
    longer = article("herald", text="Update. " + STORIES["herald"][2])
    put(db, longer, articles.start_run(db, "1", "stand-in"))
    due = {ids["gazette0"], ids["courier0"], *(quote.id for quote in quotes(longer))}
    assert set(waiting(db)) == due
    assert list(listings.links(db.conn)) == []


def test_links_of_a_quotation_are_replaced_together(db):
    """Linking again leaves no link of an earlier linking, and a pair has one link."""
    ids = fill(db)
    link = Link(ids["gazette0"], ids["herald0"], "edited", 0.5, "again")
    save_links(db, [ids["gazette0"]], [link, Link(link.b, link.a, "edited", 0.5, "backwards")])
    assert sorted(row["reason"] for row in listings.links(db.conn)) == [
        "again",
        "same words reported",
    ]


def test_a_link_to_an_unknown_quotation_is_a_bug(db):
    """A link that names no stored quotation raises, and nothing of the call is kept."""
    ids = fill(db)
    with pytest.raises(KeyError):
        save_links(
            db, [ids["gazette0"]], [Link(ids["gazette0"], "nowhere", "edited", 0.5, "wrong")]
        )
    assert len(list(listings.links(db.conn))) == 2


def test_a_claim_that_loses_its_quotations_goes(db):
    """Claims follow the last grouping: no empty ones, every quotation in exactly one."""
    ids = fill(db)
    everything = tuple(sorted(ids.values()))
    links.save_claims(db, [Claim(everything[0], everything, None)])
    assert db.conn.execute("select id, versions from claims").fetchall() == [(everything[0], 5)]
    links.save_claims(db, [Claim(quote, (quote,), quote) for quote in everything])
    assert db["claims"].count == db["claim_quotes"].count == 0
    assert {provenance.trace(db.conn, quote)["claim"] for quote in everything} == {*everything}


def test_an_unlinked_quotation_is_a_claim_of_its_own(db, run):
    """A claim's id is there from the first moment and is that of its smallest quotation."""
    put(db, article("gazette"), run)
    quote = quotes(article("gazette"))[0].id
    assert provenance.trace(db.conn, quote)["versions"][0]["quote"] == quote
    assert [answer["claim"] for answer in questions.who_said(db.conn, "the old dam will hold")] == [
        quote
    ]


def test_what_is_not_stated_waits_for_no_link(db, run):
    """A denied report is stored and found, and never queued for linking, even when all is."""
    story = article("gazette")
    said = [replace(quote, modality="negated") for quote in quotes(story)]
    put(db, story, run, quotes=said)
    assert waiting(db) == []
    links.forget_all(db)
    assert waiting(db) == []
    assert [
        v["modality"]
        for answer in questions.who_said(db.conn, "dam will hold")
        for v in answer["versions"]
    ] == ["negated"]


def test_versions_come_as_asked(conn, ids):
    """Versions keep the order asked for, and unknown ids are left out."""
    found = links.versions(conn, [ids["courier0"], "nowhere", ids["herald0"]])
    assert [row.article_id for row in found] == ["courier", "herald"]
    assert (found[1].name, found[1].source_text, found[1].descriptor, found[1].date) == (
        "Mira Olsen",
        "Olsen",
        "an engineer",
        "2021-03-02",
    )


def test_connected_follows_links_all_the_way(conn, ids):
    """Versions linked through a third are connected; a quotation without links stands alone."""
    assert links.connected(conn, [ids["courier0"]]) == sorted(
        ids[name] for name in ("herald0", "gazette0", "courier0")
    )
    assert links.connected(conn, [ids["courier1"]]) == [ids["courier1"]]


def test_links_come_back_as_they_were_made(conn, ids):
    """The linker's records survive the store."""
    found = {link.a: link for link in links.touching(conn, [ids["herald0"]])}
    assert found[ids["gazette0"]] == Link(
        ids["gazette0"],
        ids["herald0"],
        "truncated",
        0.95,
        "same words, the end cut",
        (Change("added", "", "through the spring floods"),),
    )
    assert len(found) == 2
