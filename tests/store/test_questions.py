"""Who said it, and what did they say."""

import pytest

from quotetrack.errors import NotFoundError
from quotetrack.store import (
    questions,
)


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


@pytest.mark.parametrize("about", ["floods", "flood", "flodos"])
def test_about_takes_singular_plural_and_misspelling(conn, about):
    """A subject need not be written as it was printed."""
    assert [row["article"] for row in questions.said_by(conn, "Olsen", about)] == ["herald"]
