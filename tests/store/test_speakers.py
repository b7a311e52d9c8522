"""Speakers, their names and the keys that find them."""

from shelf import (
    article,
    fill,
    put,
    save_article,
)

from quotetrack.records import Article
from quotetrack.store import (
    articles,
    connection,
    listings,
    speakers,
)


def test_names_seen_for_one_speaker_are_all_kept(db):
    """A speaker is found under every name that an article used."""
    fill(db)
    assert listings.speakers(db.conn, "Dr Mira Olsen")[0]["names"] == [
        "Dr Mira Olsen",
        "Mira Olsen",
    ]


def test_what_another_program_takes_away_is_written_again(tmp_path):
    """A writer made after another program has written stores names and words again."""
    one, other = connection.connect(tmp_path / "q.db"), connection.connect(tmp_path / "q.db")
    run = articles.start_run(one, "1", "stand-in")
    put(one, article("courier"), run)
    assert (
        save_article(other, Article("courier", "Nothing was said."), [], [], {}, [], run)
        == "changed"
    )
    assert other["speakers"].count == 0
    put(one, article("gazette"), run)
    assert [row["name"] for row in listings.speakers(one.conn)] == ["Mira Olsen"]
    one.close()
    other.close()


def test_speakers_are_found_by_blocking_keys(conn):
    """A key of any name finds its speaker; unnamed speakers of other articles are no candidates."""
    assert [(key, row.name) for key, row in speakers.known_speakers(conn, {"olsen", "nobody"})] == [
        ("olsen", "Mira Olsen")
    ]
    assert speakers.known_speakers(conn, {"farmer"}) == []
