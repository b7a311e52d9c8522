import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import STORIES, article, fill, put, quotes, save_article, save_links

from quotetrack.errors import NotFoundError
from quotetrack.records import Article, Attribution, Change, Link, Quote, Speaker
from quotetrack.store import (
    articles,
    connection,
    links,
    listings,
    questions,
    readonly,
    shared_passages,
    speakers,
    sql,
)
from quotetrack.tracking import provenance


@pytest.fixture(scope="module")
def filled():
    db = connection.connect(":memory:")
    ids = fill(db)
    yield db.conn, ids
    db.close()


@pytest.fixture
def conn(filled):
    return filled[0]


@pytest.fixture
def ids(filled):
    return filled[1]


def told(dates, linked=()):
    """A database of one sentence per article with these dates, linked as (a, b, score); article ids are a, b, c ..."""
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


# who said it

HITS = [
    ("The old dam will hold through the spring floods", "old dam will hold"),
    ("dam will hold", "old dam will hold"),
    ("THE OLD DAM—will “hold”", "old dam will hold"),
    ("through the spring floods the old dam will hold", "old dam will hold"),
    ("the old dam wil hold thruogh the sprnig flods", "old dam will hold"),
    ("the ancient dam will hold through all spring floods", "old dam will hold"),
    (
        "He told reporters that nobody has asked us about the bridge since the winter began",
        "about the bridge",
    ),
    ("sleep in boats", "sleep in our boots"),
    ("nobdoy asked about the brigde", "about the bridge"),
]


@pytest.mark.parametrize(("asked", "found"), HITS, ids=[asked[:30] for asked, _ in HITS])
def test_words_are_found_however_remembered(conn, asked, found):
    """A fragment, other case and marks, another order, misspellings, wrong and surplus words still find the quotation."""
    assert found in questions.who_said(conn, asked)[0]["text"]


@pytest.mark.parametrize(
    "asked",
    [
        "to be or not to be",
        "we had had it",
        "the the the end of it",
        "not a word of this is in it and of the rest there is but a word",
    ],
)
def test_common_words_in_a_row_are_found(asked):
    """However common each word, doubled ones included: the quotation that has them in a row comes first."""
    db = connection.connect(":memory:")
    run = articles.start_run(db, "1", "stand-in")
    words = [
        "it",
        "is",
        "of",
        "the",
        "be",
        "and",
        "a",
        "not",
        "in",
        "or",
        "to",
        "had",
        "this",
        "but",
        "we",
        "end",
        "rest",
    ]
    for number, text in enumerate([asked, *(" ".join(words[cut:]) for cut in range(8))]):
        save_article(
            db,
            Article(f"a{number}", text),
            [Quote(f"a{number}", ((0, len(text)),), (), (), "direct", text, 1.0, "marks")],
            [],
            {},
            [],
            run,
        )
    assert questions.who_said(db.conn, asked)[0]["text"] == asked
    assert questions.who_said(db.conn, "the " * 400 + "end of it") is not None


@pytest.mark.parametrize(
    "asked",
    [
        "purple elephants juggle",
        "xqzt",
        "",
        "   ",
        "🎉🎉",
        "...",
        "the of and",
        "bridge loans in Zimbabwe",
    ],
)
def test_nonsense_finds_nothing(conn, asked):
    """What nobody said has no answer, not a bad one."""
    assert questions.who_said(conn, asked) == []


ODD = [
    '"',
    '""',
    "*",
    "dam*",
    "NEAR(dam hold)",
    "dam AND",
    "OR NOT",
    "text:dam",
    "-dam",
    "^dam",
    "(dam",
    "dam)",
    "{dam}",
    "'; drop table quotes; --",
    "%",
    "_",
    "\ud800",
    "\\",
    "a\0b",
    "dam + hold",
    "é",
    "дом",
    "水坝",
    "x" * 10_000,
    "old \ud800 dam",
    "dam " * 2_500,
    "a.b:c",
]


@pytest.mark.parametrize("asked", ODD, ids=range(len(ODD)))
def test_no_question_is_taken_for_a_query(conn, asked):
    """Search operators, marks, emptiness and length are words to look for, never an error."""
    assert isinstance(questions.who_said(conn, asked), list)
    for question in (
        lambda: questions.said_by(conn, asked),
        lambda: provenance.trace(conn, asked),
        lambda: listings.show(conn, asked),
    ):
        try:
            question()
        except NotFoundError as error:
            assert str(error)
    questions.said_by(conn, "Mira Olsen", about=asked)


@settings(max_examples=60, deadline=None)
@given(asked=st.text(max_size=60))
def test_any_text_may_be_asked(filled, asked):
    """Scores are between one half and one, best first, whatever is asked."""
    scores = [answer["score"] for answer in questions.who_said(filled[0], asked)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)


def test_an_answer_has_the_agreed_shape(conn):
    """The keys of who-said are a contract with outside tools."""
    answer = questions.who_said(conn, "old dam will hold")[0]
    assert list(answer) == ["claim", "text", "score", "speaker", "first", "versions"]
    assert list(answer["speaker"]) == ["name", "kind", "descriptor"]
    assert {tuple(version) for version in answer["versions"]} == {
        (
            "article",
            "outlet",
            "date",
            "start",
            "end",
            "text",
            "kind",
            "modality",
            "speaker_as_printed",
            "descriptor",
            "relation",
            "changes",
        )
    }
    assert (answer["score"], answer["speaker"]) == (
        1.0,
        {"name": "Mira Olsen", "kind": "person", "descriptor": "an engineer"},
    )


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
    """A change that may turn the meaning is marked, stands before the others in every listing, and can be asked for alone."""
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


def test_a_better_match_comes_first(conn):
    """Answers are ordered by how much of the question they hold."""
    answers = questions.who_said(conn, "nobody asked about the bridge or the old dam")
    assert "bridge" in answers[0]["text"]


def test_the_limit_is_kept(conn):
    """No more claims than asked for."""
    assert len(questions.who_said(conn, "the", limit=1)) == 1


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
    """A tie at the precision known has no first: a bare day against a minute of that day is a tie."""
    db = told(dates)
    found = provenance.trace(db.conn, "rivers carry silt")["first"]
    assert (found and found["article"]) == first
    db.close()


# one speaker, one claim, one article


def test_said_by_lists_what_a_speaker_said(conn):
    """By any of the names, in order of date, each with its evidence."""
    said = questions.said_by(conn, "dr mira olsen")
    assert [row["article"] for row in said] == ["herald", "herald", "gazette", "courier"]
    assert said[0]["reason"] == "subject of said" and said[0]["speaker"]["name"] == "Mira Olsen"
    assert questions.said_by(conn, "Olsen") == said


@pytest.mark.parametrize(
    ("about", "count"), [("bridge", 1), ("dam hold", 3), ("brigde", 1), ("boots", 0), ("", 0)]
)
def test_said_by_may_be_about_something(conn, about, count):
    """Only what holds the words asked about, misspelt ones included, of this speaker."""
    assert len(questions.said_by(conn, "Mira Olsen", about)) == count


def test_an_unknown_name_lists_what_is_near(conn):
    """A misspelt name is not guessed but answered with the names like it."""
    with pytest.raises(NotFoundError, match="near: Mira Olsen"):
        questions.said_by(conn, "Olsne")
    with pytest.raises(NotFoundError, match="quotetrack speakers"):
        questions.said_by(conn, "Zbigniew")


def test_trace_tells_the_journey(conn, ids):
    """Words, a claim's id or a quotation's id lead to the same versions."""
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
    """A version copied from the second teller is compared with that one, the answer to who-said with the first."""
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
    """Quotations in order of place, their spans as lists; an unknown id is answered with ids like it."""
    shown = listings.show(conn, "herald")
    assert [
        shown["text"][row["content"][0][0] : row["content"][0][1]] for row in shown["quotes"]
    ] == [row["text"] for row in shown["quotes"]]
    with pytest.raises(NotFoundError, match="there are: herald"):
        listings.show(conn, "hera")


# what the steps ask


def test_versions_come_as_asked(conn, ids):
    """Versions keep the order asked for, and unknown ids are left out."""
    found = links.versions(conn, [ids["courier0"], "nowhere", ids["herald0"]])
    assert [row.article_id for row in found] == ["courier", "herald"]
    assert (found[1].name, found[1].printed, found[1].descriptor, found[1].date) == (
        "Mira Olsen",
        "Olsen",
        "an engineer",
        "2021-03-02",
    )


def test_connected_follows_links_all_the_way(conn, ids):
    """Two versions linked only through a third hang together; a quotation without links stands alone."""
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


def test_speakers_are_found_by_blocking_keys(conn):
    """A key of any name of a speaker finds it; the unnamed of another article are never candidates."""
    assert [(key, row.name) for key, row in speakers.known_speakers(conn, {"olsen", "nobody"})] == [
        ("olsen", "Mira Olsen")
    ]
    assert speakers.known_speakers(conn, {"farmer"}) == []


def test_sentences_come_back(conn):
    """The spans of an article's sentences, in order."""
    assert shared_passages.sentences(conn, "herald") == [(0, 10)]


def test_questions_use_indexes(conn):
    """No question about one thing reads a whole table."""
    for start in (
        sql.BY_NUMBER,
        sql.BY_ID,
        sql.BY_CLAIM,
        sql.BY_SPEAKER,
        sql.BY_ARTICLE,
    ):
        plan = conn.execute(
            "explain query plan "
            + sql.QUOTATIONS.format(start=start, speaker=sql.SPEAKER_OF_Q, then=""),
            ["[]"],
        ).fetchall()
        assert [
            step[3] for step in plan if step[3].startswith("SCAN") and "each" not in step[3]
        ] == []


def test_a_question_loads_nothing_heavy():
    """Questions start at once: no parser, no matcher, no store is imported."""
    code = """import sys; from quotetrack.store import questions as ask
print(*{'torch', 'stanza', 'rapidfuzz', 'sqlite_utils'} & sys.modules.keys())"""
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == ""
    )


def test_a_stored_database_answers_from_the_file(tmp_path):
    """Questions open the file for reading only, while it is open for writing too."""
    db = connection.connect(tmp_path / "q.db")
    put(db, article("gazette"), articles.start_run(db, "1", "stand-in"))
    conn = readonly.connect(tmp_path / "q.db")
    assert questions.who_said(conn, "old dam")[0]["versions"][0]["article"] == "gazette"
    with pytest.raises(Exception, match="readonly"):
        conn.execute("delete from quotes")
    conn.close()
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


def test_quotations_of_the_tests_stand_where_they_say():
    """The made-up stories hold their quotations."""
    assert all(
        story.text[quote.start : quote.end] == quote.text
        for story in map(article, STORIES)
        for quote in quotes(story)
    )


def test_speakers_tell_where_and_about_what(conn):
    """Quotations by outlet, the outlet with most first; the telling words, and no small ones."""
    found = next(row for row in listings.speakers(conn) if row["name"] == "Mira Olsen")
    assert found["by_outlet"] == {"The Herald": 2, "The Courier": 1, "The Gazette": 1}
    assert found["about"][0] == "dam" and "the" not in found["about"]


@pytest.mark.parametrize("about", ["floods", "flood", "flodos"])
def test_about_takes_singular_plural_and_misspelling(conn, about):
    """A subject need not be written as it was printed."""
    assert [row["article"] for row in questions.said_by(conn, "Olsen", about)] == ["herald"]
