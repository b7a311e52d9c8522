"""Opening a database: what is ours, what is not, and what a user is told."""

import os
import sqlite3
import subprocess
import sys

import pytest
from shelf import (
    STORIES,
    article,
    put,
)

from quotetrack.errors import StoreError
from quotetrack.store import (
    articles,
    connection,
    listings,
    questions,
    readonly,
)
from quotetrack.store.search import near_words


def test_a_file_is_in_wal_mode_with_foreign_keys(tmp_path):
    """Readers do not wait for a writer, and no row points nowhere."""
    db = connection.connect(tmp_path / "q.db")
    assert [
        db.conn.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")
    ] == ["wal", 1]
    db.close()
    with sqlite3.connect(tmp_path / "q.db") as conn:
        assert {
            row[0] for row in conn.execute("select name from sqlite_master where type = 'view'")
        } == {
            "who_said_what",
            "claim_versions",
            "speaker_counts",
            "link_changes",
            "outlet_reuse",
            "shared_passages",
            "attribution_drift",
            "partial_matches",
        }
    conn.close()


def make_foreign(path):
    conn = sqlite3.connect(path)
    conn.execute("create table recipes (name text)")
    conn.close()


def make_newer(path):
    connection.connect(path).close()
    conn = sqlite3.connect(path)
    conn.execute("pragma user_version = 999")
    conn.close()


TROUBLES = {
    "text": (lambda path: path.write_text("dear diary\n" * 200), "database"),
    "foreign": (make_foreign, "another program|not a quotetrack"),
    "newer": (make_newer, "newer quotetrack"),
    "folder": (lambda path: path.mkdir(), "folder|no such"),
}


@pytest.mark.parametrize("connect", [connection.connect, readonly.connect], ids=["store", "ask"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_file_that_is_no_database_of_ours_is_one_line(tmp_path, trouble, connect):
    """Whatever else lies at the path is named in one line and not touched."""
    make, words = TROUBLES[trouble]
    path = tmp_path / "q.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=words) as caught:
        connect(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize(
    "ask_for", [lambda path: connection.connect(path, create=False), readonly.connect]
)
def test_a_missing_database_is_not_made_by_a_question(tmp_path, ask_for):
    """A mistyped path is an error that names the command; no empty file is left."""
    with pytest.raises(StoreError, match="quotetrack ingest"):
        ask_for(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_one_line(tmp_path):
    """A database cannot be made in a folder that does not exist."""
    with pytest.raises(StoreError, match="does not exist"):
        connection.connect(tmp_path / "no" / "q.db")


def test_an_empty_file_becomes_a_database(tmp_path):
    """A file of no bytes, as mktemp makes it, is taken."""
    (tmp_path / "q.db").touch()
    connection.connect(tmp_path / "q.db").close()
    readonly.connect(tmp_path / "q.db").close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    """Missing permissions are one line; questions still work on a database that lies there."""
    connection.connect(tmp_path / "q.db").close()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="permissions"):
            connection.connect(tmp_path / "new.db")
        conn = readonly.connect(tmp_path / "q.db")
        assert listings.stats(conn)["articles"] == 0
        conn.close()
    finally:
        tmp_path.chmod(0o700)


def test_a_locked_database_is_one_line(tmp_path, monkeypatch):
    """A writer waits for another one and then says so."""
    monkeypatch.setattr(connection, "WAIT", 0.05)
    one, other = connection.connect(tmp_path / "q.db"), connection.connect(tmp_path / "q.db")
    with connection.transaction(one), pytest.raises(StoreError, match="locked by another program"):
        articles.start_run(other, "1", "stand-in")
    assert articles.start_run(other, "1", "stand-in") == 1
    one.close()
    other.close()


def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(tmp_path):
    """When there is no room the transaction is undone."""
    db = connection.connect(tmp_path / "q.db")
    run = articles.start_run(db, "1", "stand-in")
    pages = db.conn.execute("pragma page_count").fetchone()[0]
    db.conn.execute(f"pragma max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="disk is full"):
        put(db, article("herald", text=STORIES["herald"][2] + " More." * 20000), run)
    assert db["articles"].count == db["quotes"].count == 0
    db.close()


def test_a_failed_batch_leaves_nothing(db, run):
    """Many articles in one batch are all there or none, their words included."""
    with pytest.raises(ZeroDivisionError), connection.transaction(db):
        put(db, article("herald"), run)
        raise ZeroDivisionError
    assert db["articles"].count == db["words"].count == 0
    put(db, article("herald"), run)
    assert near_words(db.conn, "flods")[0][0] == "floods"


def test_two_programs_may_make_the_same_database(tmp_path):
    """Creation takes turns: the second finds the schema and goes on."""
    path = str(tmp_path / "q.db")
    code = f"from quotetrack.store import connection; connection.connect({path!r}).close()"
    programs = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]


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
