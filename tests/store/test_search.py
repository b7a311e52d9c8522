"""Search finds words however they are remembered, and takes nothing for an operator."""

import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import (
    save_article,
)

from quotetrack.errors import NotFoundError
from quotetrack.language import query_match
from quotetrack.records import Article, Quote
from quotetrack.store import (
    articles,
    connection,
    listings,
    questions,
    search,
    sql,
)
from quotetrack.tracking import provenance

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
    """Fragments, other case, marks or order, and misspelt, wrong or surplus words still hit."""
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
    """The quotation with these words in a row comes first, however common each word is."""
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


def test_a_better_match_comes_first(conn):
    """Answers are ordered by how much of the question they hold."""
    answers = questions.who_said(conn, "nobody asked about the bridge or the old dam")
    assert "bridge" in answers[0]["text"]


def test_the_limit_is_kept(conn):
    """No more claims than asked for."""
    assert len(questions.who_said(conn, "the", limit=1)) == 1


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
    """Questions start at once: no parser, no matcher and no library of the store is imported."""
    code = """import sys; from quotetrack.store import questions as ask
print(*{'torch', 'stanza', 'rapidfuzz', 'sqlite_utils'} & sys.modules.keys())"""
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == ""
    )


# ---- limits


@pytest.mark.parametrize(("likeness", "found"), [(0.7, True), (0.69, False)])
def test_exact_hits_must_be_good(conn, monkeypatch, likeness, found):
    """A hit of the phrase or of all words counts from GOOD."""
    monkeypatch.setattr(query_match, "relevance", lambda *_: likeness)
    monkeypatch.setattr(search, "_with_most_words", lambda *_: [])
    assert bool(search.find_quotations(conn, "old dam")) is found


@pytest.mark.parametrize(("likeness", "found"), [(0.5, True), (0.49, False)])
def test_hits_of_most_words_must_be_fair(conn, monkeypatch, likeness, found):
    """A hit of most words counts from FAIR."""
    monkeypatch.setattr(query_match, "relevance", lambda *_: likeness)
    assert bool(search.find_quotations(conn, "dam xqzt boots")) is found


def test_function_words_weigh_a_fifth():
    """A function word weighs a fifth of a content word that is as frequent."""
    found = {"the": [1], "dam": [2]}
    weights = search._weights(found, {word: {word: 1.0} for word in found}, 100)
    assert weights["the"] / weights["dam"] == pytest.approx(0.2)


@pytest.mark.parametrize(("matches", "frequency"), [(499, 499), (500, 1000), (501, 1000)])
def test_frequencies_are_estimated_where_matches_stop(matches, frequency):
    """Below MANY matches are counted; from there the count is extrapolated to all quotations."""
    numbers = range(1, matches + 1)
    expected = math.log(1 + 1000 / (frequency + 0.5))
    assert search.inverse_frequency(numbers, 1000) == pytest.approx(expected, abs=1e-3)


WORDS = [f"word{number}" for number in range(100)]


def queries(monkeypatch):
    """The full-text queries that are asked from now on, none of which finds anything."""
    asked = []
    monkeypatch.setattr(search, "_full_text", lambda conn, query: asked.append(query) or [])
    return asked


def test_so_many_words_are_looked_up(monkeypatch):
    """Six words in a row as a phrase, the six rarest together, 24 words and ten pairs."""
    asked = queries(monkeypatch)
    spellings = {word: {word: 1.0} for word in WORDS}
    weight = dict.fromkeys(WORDS, 1.0)
    assert len(search._most_specific(WORDS, weight)) == 6
    search._with_all_words(None, spellings, weight)
    assert asked.pop().count(" AND ") == 5
    search._with_most_words(None, spellings, weight, dict.fromkeys(WORDS, ()))
    assert [query.count(" AND ") for query in asked] == [0] * 24 + [1] * 10
    many = {word: list(range(200)) for word in WORDS}
    assert len(search._with_most_words(None, spellings, weight, many)) == 60


def test_a_question_has_so_many_words(conn, monkeypatch):
    """What follows the 64th word of a question is ignored."""
    looked_up = []
    monkeypatch.setattr(search, "phrase_matches", lambda conn, words: looked_up.append(words) or [])
    search.find_quotations(conn, " ".join(WORDS))
    assert len([words for words in looked_up if " " not in words]) == 64


@pytest.mark.parametrize(("letters", "searched"), [(40, True), (41, False), (2, False)])
def test_words_of_some_length_may_be_misspelt(monkeypatch, letters, searched):
    """Very short and very long words are taken as they are; others may be misspelt."""
    asked = []
    monkeypatch.setattr(search, "column", lambda conn, sql, *_: asked.append(sql) or [])
    search.near_words(None, "x" * letters)
    assert bool(asked) is searched
    assert not searched or "limit 60" in asked[0]
