"""Articles are written whole, replaced whole, and left alone if nothing changed."""

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest
from shelf import (
    STORIES,
    article,
    fill,
    many,
    put,
    quotes,
    save_article,
    save_rows,
    waiting,
)

from quotetrack.records import Article, Quote
from quotetrack.store import (
    articles,
    connection,
    corrections,
    listings,
)

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


def test_text_is_kept_as_read(db, run):
    """An article's text comes back character for character, odd ones included."""
    odd = 'Ünïcode \r\n\t"tabs"\0 and 🎉 e\u0301'
    save_article(db, Article("odd", odd), [], [], {}, [], run)
    assert listings.show(db.conn, "odd")["text"] == odd


def test_a_lone_surrogate_moves_nothing(db, run):
    """Half a character, which SQLite cannot hold, becomes one replacement mark."""
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
    """Source words are the article's own; several spans are joined as quotations are."""
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


def test_nothing_of_a_replaced_quotation_is_left(db, run):
    """Full text, index entries, claims and speakers of replaced words are gone."""
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
    """An article that comes again with other quotations is changed, even if its text is not."""
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
    """A killed program leaves whole articles; a second run gives what a clean run gives."""
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
    """Single inserts, updates and deletes after a batch are reflected in full-text search."""
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
    """Of two articles with one id in a batch the later is kept, and is called changed."""
    first, second = many(1), many(1)
    other = replace(next(second), head=("The Times", None, None, None, None))
    assert save_rows(db, [next(first), *many(2, 5), other], run) == [
        "new",
        "new",
        "new",
        "changed",
    ]
    assert (db["quotes"].count, listings.show(db.conn, "m0")["outlet"]) == (6, "The Times")


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
    """Earlier batches are whole, full text included; a second run completes the rest."""
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


@pytest.mark.parametrize(("quotations", "bulk"), [(498, False), (500, True)])
def test_the_full_text_of_many_is_filled_in_one_go(run, db, monkeypatch, quotations, bulk):
    """From BULK quotations on the full-text index is filled at once."""
    used = []
    fill_at_once = articles._full_text_in_bulk
    monkeypatch.setattr(
        articles,
        "_full_text_in_bulk",
        lambda conn, first: used.append(first) or fill_at_once(conn, first),
    )
    save_rows(db, list(many(quotations // 2)), run)
    assert bool(used) is bulk


@pytest.mark.parametrize(("letters", "kept"), [(40, True), (41, False)])
def test_very_long_words_are_not_in_the_vocabulary(run, db, letters, kept):
    """What nobody would misspell is left out, such as addresses and codes."""
    word = "x" * letters
    quote = Quote("a", ((0, letters),), (), (), "direct", word, 1.0, "marks")
    save_article(db, Article("a", word), [quote], [], {}, [], run)
    assert bool(db.conn.execute("select 1 from words where word = ?", (word,)).fetchone()) is kept
