import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import (
    STORIES,
    article,
    fill,
    many,
    put,
    quotes,
    save_article,
    save_links,
    save_rows,
    waiting,
)
from sqlite_utils import Database

from quotetrack.errors import StoreError
from quotetrack.linking import posting_lists
from quotetrack.records import Article, Claim, Link, Quote
from quotetrack.store import (
    articles,
    connection,
    corrections,
    link_index,
    links,
    listings,
    migrations,
    passages,
    questions,
    readonly,
    shared_passages,
)
from quotetrack.store.search import near_words
from quotetrack.tracking import provenance
from quotetrack.tracking.incremental_linking import merged_chunks

MADE = (
    "articles",
    "regions",
    "sentences",
    "quotes",
    "attributions",
    "speakers",
    "speaker_names",
    "speaker_keys",
    "links",
    "changes",
    "claims",
    "claim_quotes",
    "links_pending",
    "link_index_segments",
    "link_index_chunks",
    "retired_fingerprints",
    "words",
    "word_trigrams",
)


@pytest.fixture
def db():
    db = connection.connect(":memory:")
    yield db
    db.close()


@pytest.fixture
def run(db):
    return articles.start_run(db, "1", "stand-in")


def contents(db):
    """Every row of every table that the machine fills."""
    return {
        table: db.conn.execute(f"select * from {table} order by 1").fetchall() for table in MADE
    }


def meaning(db):
    """What is stored, without row numbers, run numbers and the order of ingest."""
    queries = (
        "select id, outlet, date, text, output_digest from articles",
        "select id, ordinal, content, text, source_text from quotes",
        "select id, name, kind from speakers",
        "select q.id, t.name, t.speaker_id from attributions t join quotes q on q.number = t.quote",
        "select q.id, c.claim_id from claim_quotes c join quotes q on q.number = c.quote",
        "select word from words",
        "select q.id from links_pending p join quotes q on q.number = p.quote",
    )
    return [sorted(db.conn.execute(query).fetchall()) for query in queries]


def search(db, words):
    return [
        row[0]
        for row in db.conn.execute(
            "select rowid from quotes_fts where quotes_fts match ?", (words,)
        )
    ]


# what is saved


def test_text_is_kept_as_read(db, run):
    """An article's text comes back character for character, odd ones included."""
    odd = 'Ünïcode \r\n\t"tabs"\0 and 🎉 e\u0301'
    save_article(db, Article("odd", odd), [], [], {}, [], run)
    assert listings.show(db.conn, "odd")["text"] == odd


def test_a_lone_surrogate_moves_nothing(db, run):
    """Half a character, which SQLite cannot hold, becomes one replacement mark, so that offsets still fit."""
    story = Article("half", "He said \ud83d: fine", outlet="\udc00")
    quote = Quote("half", ((8, 15),), (), (), "direct", story.text[8:15], 1.0, "marks")
    save_article(db, story, [quote], [], {}, [], run)
    shown = listings.show(db.conn, "half")
    assert (shown["text"], shown["quotes"][0]["text"], shown["outlet"]) == (
        "He said \ufffd: fine",
        "\ufffd: fine",
        "\ufffd",
    )
    assert save_article(db, story, [quote], [], {}, [], run) == "same"


def test_printed_words_are_stored_beside_their_spans(db, run):
    """Source words are the article's own, and a source of several spans is joined as quotations are."""
    story = Article("a", 'Ana, the mayor, said "no".')
    quote = Quote("a", ((22, 24),), ((16, 20),), ((0, 3), (5, 14)), "direct", "no", 1.0, "marks")
    save_article(db, story, [quote], [], {}, [], run)
    row = listings.show(db.conn, "a")["quotes"][0]
    assert (row["speaker_as_printed"], row["cue_text"], row["source"]) == (
        "Ana ... the mayor",
        "said",
        [[0, 3], [5, 14]],
    )


def test_a_quotation_without_speaker_is_kept(db, run):
    """Unknown is an answer: no speaker, still a quotation."""
    story = article("herald")
    save_article(db, story, quotes(story), [], {}, [], run)
    assert [row["speaker"]["kind"] for row in listings.show(db.conn, "herald")["quotes"]] == [
        "unknown",
        "unknown",
    ]


def test_saving_twice_is_saving_once(db, run):
    """The same article with the same program and parser changes nothing, not even row numbers."""
    assert [put(db, article(name), run) for name in STORIES] == ["new"] * 3
    before = contents(db)
    again = articles.start_run(db, "1", "stand-in")
    assert [put(db, article(name), again) for name in STORIES] == ["same"] * 3
    assert contents(db) == before


@pytest.mark.parametrize(
    ("version", "parser", "stored"),
    [("1", "stand-in", True), ("2", "stand-in", False), ("1", "other", False)],
)
def test_stored_means_same_article_program_and_parser(db, run, version, parser, stored):
    """An article needs a new parse when the program or the parser is another."""
    put(db, article("herald"), run)
    assert articles.is_stored(db, article("herald"), parser, version) is stored


@pytest.mark.parametrize("field", ["text", "outlet", "date", "title", "byline", "url"])
def test_any_other_field_is_another_article(db, run, field):
    """A change in any field of an article is noticed."""
    put(db, article("herald"), run)
    assert not articles.is_stored(db, article("herald", **{field: "else"}), "stand-in", "1")


def test_a_changed_article_replaces_what_was_made_of_it(db):
    """Machine rows follow the new text; other articles and what people decided stay."""
    fill(db)
    corrections.judge(db, "merge", ["a", "b"], {"name": "c"})
    run = articles.start_run(db, "1", "stand-in")
    longer = article("herald", text="Update. " + STORIES["herald"][2])
    others = db.conn.execute("select * from quotes where article_id <> 'herald'").fetchall()
    assert put(db, longer, run) == "changed"
    shown = [
        (row["start"], row["end"], row["text"])
        for row in listings.show(db.conn, "herald")["quotes"]
    ]
    assert shown == [
        (quote.start, quote.end, longer.words((quote.start, quote.end))) for quote in quotes(longer)
    ]
    assert db.conn.execute("select * from quotes where article_id <> 'herald'").fetchall() == others
    assert [row["kind"] for row in corrections.judgements(db.conn)] == ["merge"]
    assert db.conn.execute("pragma foreign_key_check").fetchall() == []


def test_what_shared_a_claim_with_a_changed_article_is_linked_again(db):
    """A replaced quotation may have been what held a claim together, so its partners are due again."""
    ids = fill(db)
    assert waiting(db) == []
    longer = article("herald", text="Update. " + STORIES["herald"][2])
    put(db, longer, articles.start_run(db, "1", "stand-in"))
    due = {ids["gazette0"], ids["courier0"], *(quote.id for quote in quotes(longer))}
    assert set(waiting(db)) == due
    assert list(listings.links(db.conn)) == []


def test_nothing_of_a_replaced_quotation_is_left(db, run):
    """Full text, grams, claims and speakers of words that are gone are gone too."""
    put(db, article("courier"), run)
    story = Article("courier", "Nothing was said.")
    assert save_article(db, story, [], [], {}, [], run) == "changed"
    left = {
        table: db.conn.execute(f"select count(*) from {table}").fetchone()[0]
        for table in MADE
        if "word" not in table
    }
    assert left == dict.fromkeys(left, 0) | {"articles": 1}
    assert search(db, "boots") == []
    db.conn.execute("insert into quotes_fts(quotes_fts) values ('integrity-check')")


def test_better_quotations_of_the_same_text_replace_the_old(db, run):
    """An article that comes again with other quotations, as from another machine, is changed although its text is not."""
    put(db, article("herald"), run)
    assert (
        put(
            db,
            article("herald"),
            run,
            quotes=[
                *quotes(article("herald"))[:1],
                Quote("herald", ((0, 15),), (), (), "indirect", "The dam is safe", 0.5, "by hand"),
            ],
        )
        == "changed"
    )
    assert {row["text"] for row in listings.show(db.conn, "herald")["quotes"]} >= {
        "The dam is safe"
    }


def test_the_same_quotation_twice_is_one(db, run):
    """Two quotations at one place are one row."""
    story = article("herald")
    save_article(db, story, quotes(story) * 2, [], {}, [], run)
    assert db["quotes"].count == 2


def test_names_seen_for_one_speaker_are_all_kept(db):
    """A speaker is found under every name that an article used."""
    fill(db)
    assert listings.speakers(db.conn, "Dr Mira Olsen")[0]["names"] == [
        "Dr Mira Olsen",
        "Mira Olsen",
    ]


# links and claims


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


def test_a_decision_can_be_taken_back(db):
    """An undone judgement no longer counts, and its record stays."""
    number = corrections.judge(db, "alias", ["speaker"], "Old Mira")
    assert corrections.undo(db, number) and not corrections.undo(db, number)
    assert (corrections.judgements(db.conn), db["judgements"].count) == ([], 1)


# files


def test_schema_numbers_agree(db):
    """Questions know the mark and the number of the schema that the store makes."""
    marks = [
        db.conn.execute(f"pragma {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    ]
    assert marks == [readonly.APPLICATION, readonly.SCHEMA] == [0x51754F74, len(migrations.NAMES)]


def test_an_older_file_is_brought_up_to_date(tmp_path):
    """Quotations of a file made before modality was kept count as stated."""
    path = tmp_path / "q.db"
    conn = sqlite3.connect(path)
    old = Database(conn)
    migrations.schema_migrations().apply(old, stop_before="m004_modality")
    conn.executescript("""insert into runs values (1, '', '', '1', 'x', '', '', '{}');
        insert into articles values ('a', null, null, null, null, null, '', '', 1, 'The dam holds.');
        insert into quotes values (1, 'q', 'a', 0, 0, 3, 'direct', 'The', null, null, '[[0,3]]', '[]', '[]', 0.9, 'marks');""")
    conn.execute("pragma user_version = 3")
    conn.close()
    db = connection.connect(path)
    assert [row["modality"] for row in listings.show(db.conn, "a")["quotes"]] == ["stated"]
    assert db.conn.execute("select modality from who_said_what").fetchall() == [("stated",)]
    db.close()


def test_what_is_not_stated_waits_for_no_link(db, run):
    """A denied report is kept and found, and is never handed to the linker, not even when all is linked again."""
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
    """A mistyped path names the command that makes a database, and leaves no empty file."""
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
    """No permission is said in one line; questions still work on a database that lies there."""
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
    code = f"from quotetrack.store import connection; connection.connect({str(tmp_path / 'q.db')!r}).close()"
    programs = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]


KILLED = """
    import os, signal, sys
    from shelf import STORIES, article, put
    from quotetrack.store import articles, connection
    db = connection.connect(sys.argv[1])
    run = articles.start_run(db, "1", "stand-in")
    save = articles.ArticleWriter._save_words
    def die(*_):
        if os.environ["WHEN"] == "inside" and db["articles"].count == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        save(*_)
    articles.ArticleWriter._save_words = die
    for done, name in enumerate(STORIES):
        if os.environ["WHEN"] == "between" and done == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        put(db, article(name), run)
"""


@pytest.mark.parametrize(("when", "kept"), [("between", 2), ("inside", 1)])
def test_killed_and_run_again_is_run_once(tmp_path, when, kept):
    """Whole articles or none are left by a killed program, and running again gives what one clean run gives."""
    program = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), tmp_path / "q.db"],
        env=os.environ
        | {"WHEN": when, "PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), *sys.path])},
        capture_output=True,
        text=True,
    )
    assert program.returncode == -signal.SIGKILL, program.stderr
    db, clean = connection.connect(tmp_path / "q.db"), connection.connect(":memory:")
    assert db["articles"].count == kept
    for target in (db, clean):
        run = articles.start_run(target, "1", "stand-in")
        for name in STORIES:
            put(target, article(name), run)
    assert meaning(db) == meaning(clean)
    assert db.conn.execute("pragma integrity_check").fetchone()[0] == "ok"
    db.close()
    clean.close()


def test_runs_say_who_made_what(db):
    """A run names program, parser, Python and what it counted."""
    run = articles.start_run(db, "1.2", "stand-in 3")
    articles.finish_run(db, run, {"new": 4})
    told = listings.stats(db.conn)["runs"][0]
    assert (told["version"], told["parser"], told["counts"], bool(told["finished"])) == (
        "1.2",
        "stand-in 3",
        {"new": 4},
        True,
    )


# many articles at once


def whole(db):
    """What full-text search and the vocabulary know, and what waits."""
    db.conn.execute("insert into quotes_fts(quotes_fts) values ('integrity-check')")
    return (
        search(db, "sluice"),
        [row[0] for row in db.conn.execute("select word from words order by 1")],
        len(waiting(db)),
    )


def test_many_at_once_is_one_by_one(run, db, monkeypatch):
    """A batch leaves what as many single saves leave: rows, full text, vocabulary."""
    monkeypatch.setattr(articles, "BULK", 10)
    assert save_rows(db, list(many(20)), run) == ["new"] * 20
    other = connection.connect(":memory:")
    articles.start_run(other, "1", "stand-in")
    for one in many(20):
        save_rows(other, [one], 1)
    assert whole(db) == whole(other)
    assert contents(db)["quotes"] == contents(other)["quotes"]
    other.close()


def test_single_changes_after_a_batch_keep_the_full_text_right(run, db, monkeypatch):
    """What is added, changed or deleted one by one after a batch is found, and found no more."""
    monkeypatch.setattr(articles, "BULK", 10)
    save_rows(db, list(many(20)), run)
    put(db, article("gazette"), run)
    db.conn.execute("delete from quotes where article_id = 'm3'")
    db.conn.execute("update quotes set text = 'a weir' where article_id = 'm4'")
    db.conn.execute("insert into quotes_fts(quotes_fts) values ('integrity-check')")
    assert (len(search(db, "sluice")), len(search(db, "dam")), len(search(db, "weir"))) == (
        18,
        1,
        2,
    )


def test_an_id_twice_in_a_batch_is_saved_in_turn(run, db):
    """Of two articles with one id in a batch the later stands, and is called changed."""
    first, second = many(1), many(1)
    other = replace(next(second), head=("The Times", None, None, None, None))
    assert save_rows(db, [next(first), *many(2, 5), other], run) == [
        "new",
        "new",
        "new",
        "changed",
    ]
    assert (db["quotes"].count, listings.show(db.conn, "m0")["outlet"]) == (6, "The Times")


def test_what_another_program_takes_away_is_written_again(tmp_path):
    """Names and words that this program wrote are not taken for stored once another one has changed the file."""
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


KILLED_AT_ONCE = """
    import os, signal, sys
    from quotetrack.store import articles, connection
    from shelf import many, save_rows
    articles.BULK = 10
    db = connection.connect(sys.argv[1])
    run = articles.start_run(db, "1", "stand-in")
    save_rows(db, list(many(20)), run)
    articles.ArticleWriter._save_words = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    save_rows(db, list(many(20, 20)), run)
"""


def test_a_batch_that_is_killed_leaves_nothing_of_itself(tmp_path):
    """Batches before it are whole, full text and trigger included, and running again gives what one clean run gives."""
    program = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED_AT_ONCE), tmp_path / "q.db"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), *sys.path])},
        capture_output=True,
        text=True,
    )
    assert program.returncode == -signal.SIGKILL, program.stderr
    db = connection.connect(tmp_path / "q.db")
    assert (db["articles"].count, len(search(db, "sluice"))) == (20, 20)
    outcomes = save_rows(db, list(many(40)), articles.start_run(db, "1", "stand-in"))
    assert outcomes == ["same"] * 20 + ["new"] * 20
    assert len(whole(db)[0]) == 40
    assert db.conn.execute("pragma integrity_check").fetchone()[0] == "ok"
    db.close()


def test_a_file_of_schema_six_loses_nothing(tmp_path):
    """Claims of several quotations keep them under the smallest id, those of one need no row, and sentences stay where they are."""
    path = tmp_path / "q.db"
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("pragma foreign_keys = on")
    old = Database(conn)
    migrations.schema_migrations().apply(old, stop_before="m007_meaning")
    conn.execute("begin")
    conn.execute("insert into runs values (1, '', '', '1', 'x', '', '', '{}')")
    for name, claim in (("a", "two"), ("b", "two"), ("c", "one")):
        number = ord(name)
        conn.execute(
            "insert into articles values (?, null, null, null, null, null, '', '', 1, 'The dam holds. It does.')",
            (name,),
        )
        conn.executemany("insert into sentences values (?, ?, ?)", [(name, 15, 23), (name, 0, 14)])
        conn.execute(
            "insert into quotes values (?, ?, ?, 0, 0, 13, 'direct', 'The dam holds', null, null, '[[0,13]]', '[]', '[]', 0.9, "
            "'marks', 'stated', null)",
            (number, f"q{name}", name),
        )
        conn.execute(
            "insert or ignore into claims values (?, ?, ?, 'The dam')",
            (claim, number, 2 if claim == "two" else 1),
        )
        conn.execute("insert into claim_quotes values (?, ?)", (number, claim))
    conn.execute("insert into links values (1, 97, 98, 'verbatim', 1, 'same words')")
    conn.execute("commit")
    conn.execute("pragma user_version = 6")
    conn.close()
    db = connection.connect(path)
    assert db.conn.execute("select id, first_quote, versions from claims").fetchall() == [
        ("qa", 97, 2)
    ]
    assert db.conn.execute("select quote, claim_id from claim_quotes order by 1").fetchall() == [
        (97, "qa"),
        (98, "qa"),
    ]
    assert {provenance.trace(db.conn, one)["claim"] for one in ("qa", "qb")} == {"qa"}
    assert provenance.trace(db.conn, "qc")["claim"] == "qc"
    assert shared_passages.sentences(db.conn, "b") == [(0, 14), (15, 23)]
    assert passages.pending(db.conn, 10) == ["a", "b", "c"]
    assert db.conn.execute("pragma foreign_key_check").fetchall() == []
    db.close()


# the index

ENTRIES = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 50)), max_size=30, unique=True), max_size=4
)


@given(ENTRIES, st.sets(st.integers(0, 6)), st.booleans())
def test_chunks_hold_what_was_put_in(segments, wanted, many):
    """Entries of all segments come back from their chunks; those looked up for keys hold all of their entries, of keys in few chunks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_lists, "CHUNK_SIZE", 16)
        patch.setattr(link_index, "MANY_KEYS", 0 if many else 100)
        db = connection.connect(":memory:")
        parts = [
            np.array(sorted((key << 32) | wording for key, wording in part), np.uint64)
            for part in segments
        ]
        for part in parts:
            link_index.add_segment(db, posting_lists.chunks(part), merged_chunks)
        chosen = posting_lists.from_chunks(
            link_index.chunks(db.conn, link_index.chunks_for(db.conn, sorted(wanted)))
        )
        db.close()
    everything = {entry for part in parts for entry in part.tolist()}
    assert (
        {entry for entry in everything if entry >> 32 in wanted}
        <= set(chosen.tolist())
        <= everything
    )
