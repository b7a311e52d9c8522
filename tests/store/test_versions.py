"""The versions of a claim: their order, what each is compared with, what changed."""

import pytest
from shelf import (
    save_article,
    save_links,
)

from quotetrack.errors import NotFoundError
from quotetrack.records import Article, Attribution, Change, Link, Quote, Speaker
from quotetrack.store import (
    articles,
    connection,
    links,
    listings,
    questions,
)
from quotetrack.tracking import provenance


def told(dates, linked=()):
    """A database of one sentence an article, with these dates and links (a, b, score)."""
    db = connection.connect(":memory:")
    run, made = articles.start_run(db, "1", "stand-in"), {}
    for name, date in zip("abcdefgh", dates, strict=False):
        quote = Quote(
            name, ((0, 20),), (), (), "direct", "rivers carry silt now"[:20], 1.0, "marks"
        )
        save_article(
            db, Article(name, "rivers carry silt now", name.upper(), date), [quote], [], {}, [], run
        )
        made[name] = quote.id
    save_links(
        db,
        made.values(),
        [
            Link(made[a], made[b], "edited", score, "made up", (Change("cut", a, b),))
            for a, b, score in linked
        ],
    )
    from quotetrack.records import Claim

    links.save_claims(db, [Claim(min(made.values()), tuple(made.values()), None)])
    return db


def test_versions_come_in_order_of_date_with_their_relation(conn):
    """Every version says what it is of the first, and what changed, read from the first to it."""
    versions = questions.who_said(conn, "old dam will hold")[0]["versions"]
    assert [(row["article"], row["relation"]) for row in versions] == [
        ("herald", None),
        ("gazette", "truncated"),
        ("courier", "paraphrase"),
    ]
    assert versions[1]["changes"] == [
        {"kind": "cut", "before": "through the spring floods", "after": "", "meaning": False}
    ]


def test_what_may_turn_the_meaning_comes_first(conn):
    """A change that may turn the meaning is marked, comes first, and can be asked for alone."""
    versions = questions.who_said(conn, "old dam will hold")[0]["versions"]
    assert versions[2]["changes"][0] == {
        "kind": "hedge",
        "before": "will",
        "after": "would",
        "meaning": True,
    }
    assert [
        change["meaning"] for change in provenance.trace(conn, "old dam will hold")["changes"]
    ] == [True, False, False]
    assert [link["changes"][0]["kind"] for link in listings.links(conn, meaning_only=True)] == [
        "hedge"
    ]


def test_spans_show_the_printed_text(conn):
    """Text between a version's offsets is the text shown for it."""
    for row in questions.who_said(conn, "old dam will hold")[0]["versions"]:
        assert listings.show(conn, row["article"])["text"][row["start"] : row["end"]] == row["text"]


FIRSTS = [
    (("2020-01-02", "2020-01-01"), "b"),
    (("2020-01-01", "2020-01-01"), None),
    (("2020-01-01", "2020-01-01T09:00"), None),
    (("2020-01-01T08:59", "2020-01-01T09:00"), "a"),
    (("2020-01-01T09:00", "2020-01-01T09:00"), None),
    (("2020-01-01T09:00+00:00", "2020-01-01T09:30+01:00"), "b"),
    (("2020-01", "2020-01-05"), None),
    ((None, "2020-01-01"), None),
    ((None, None), None),
    (("2020-01-01",), "a"),
    ((None,), "a"),
]


@pytest.mark.parametrize(("dates", "first"), FIRSTS)
def test_first_is_known_only_when_dates_tell(dates, first):
    """No version is first if dates tie: a bare day and a minute of that day do."""
    db = told(dates)
    found = provenance.trace(db.conn, "rivers carry silt")["first"]
    assert (found and found["article"]) == first
    db.close()


def test_trace_tells_the_journey(conn, ids):
    """Words, a claim's id and a quotation's id lead to the same versions."""
    journey = provenance.trace(conn, "old dam will hold")
    assert (
        journey
        == provenance.trace(conn, journey["claim"])
        == provenance.trace(conn, ids["courier0"])
    )
    assert [row["against"] and row["against"]["article"] for row in journey["versions"]] == [
        None,
        "herald",
        "herald",
    ]
    with pytest.raises(NotFoundError):
        provenance.trace(conn, "purple elephants juggle")


def test_trace_compares_with_the_best_linked_earlier_version():
    """Trace compares with the best linked earlier version, who-said with the first."""
    db = told(
        ["2020-01-01", "2020-01-02", "2020-01-03"],
        [("a", "b", 0.6), ("a", "c", 0.5), ("b", "c", 0.9)],
    )
    versions = provenance.trace(db.conn, "rivers carry silt")["versions"]
    assert [row["against"] and row["against"]["article"] for row in versions] == [None, "a", "b"]
    answer = questions.who_said(db.conn, "rivers carry silt")[0]
    assert answer["versions"][2]["changes"] == [
        {"kind": "cut", "before": "a", "after": "c", "meaning": False}
    ]
    db.close()


def test_a_change_is_read_from_the_earlier_to_the_later():
    """When the link runs the other way, before and after change places and cut becomes added."""
    db = told(["2020-01-02", "2020-01-01"], [("a", "b", 0.6)])
    later = provenance.trace(db.conn, "rivers carry silt")["versions"][1]
    assert later["changes"] == [{"kind": "added", "before": "b", "after": "a", "meaning": False}]
    db.close()


def test_a_speaker_known_in_a_later_version_speaks_for_the_claim():
    """The first version may not name its source: who spoke is taken from the earliest that does."""
    db = told(["2020-01-01"])
    run, story = (
        articles.start_run(db, "1", "stand-in"),
        Article("z", "rivers carry silt now", "Z", "2020-02-01"),
    )
    quote = Quote("z", ((0, 20),), (), (), "direct", story.text[:20], 1.0, "marks")
    save_article(
        db,
        story,
        [quote],
        [Attribution(quote.id, "Ann Lee", "person", "a pilot", 1.0, "named")],
        {quote.id: Speaker("ann", "Ann Lee", "person")},
        [],
        run,
    )
    from quotetrack.records import Claim

    both = (quote.id, db.conn.execute("select id from quotes where article_id = 'a'").fetchone()[0])
    links.save_claims(db, [Claim(min(both), both, both[1])])
    assert provenance.trace(db.conn, quote.id)["speaker"] == {
        "name": "Ann Lee",
        "kind": "person",
        "descriptor": "a pilot",
    }
    db.close()
