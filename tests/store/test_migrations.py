"""An old database opens and upgrades; a new one has the same schema."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from quotetrack.quotations.quote_fields import reason
from quotetrack.records import Construction
from quotetrack.store import (
    connection,
    links,
    listings,
    migrations,
    passages,
    questions,
    readonly,
    shared_passages,
)
from quotetrack.tracking import attribution_drift, incremental_linking, provenance

OLD = Path(__file__).with_name("old_database.sql")


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
        insert into articles
          values ('a', null, null, null, null, null, '', '', 1, 'The dam holds.');
        insert into quotes values (
          1, 'q', 'a', 0, 0, 3, 'direct', 'The', null, null, '[[0,3]]', '[]', '[]', 0.9, 'marks');
        """)
    conn.execute("pragma user_version = 3")
    conn.close()
    db = connection.connect(path)
    assert [row["modality"] for row in listings.show(db.conn, "a")["quotes"]] == ["stated"]
    assert db.conn.execute("select modality from who_said_what").fetchall() == [("stated",)]
    db.close()


def test_a_file_of_schema_six_loses_nothing(tmp_path):
    """Claims of several quotations get the smallest id, those of one no row; sentences stay."""
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
            "insert into articles "
            "values (?, null, null, null, null, null, '', '', 1, 'The dam holds. It does.')",
            (name,),
        )
        conn.executemany("insert into sentences values (?, ?, ?)", [(name, 15, 23), (name, 0, 14)])
        conn.execute(
            "insert into quotes values "
            "(?, ?, ?, 0, 0, 13, 'direct', 'The dam holds', null, null, '[[0,13]]', '[]', '[]', "
            "0.9, "
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


@pytest.fixture
def upgraded(tmp_path):
    """A database of schema 11, built from its SQL and opened by this program."""
    path = tmp_path / "old.db"
    conn = sqlite3.connect(path)
    conn.executescript(OLD.read_text(encoding="utf-8"))
    conn.close()
    db = connection.connect(path)
    yield db
    db.close()


def test_an_old_database_has_the_schema_of_a_new_one(upgraded, db):
    """Old and new files end with the same tables, columns, indexes, triggers and views."""
    query = "select type, name, tbl_name from sqlite_master where name not like 'sqlite_%'"
    columns = "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c"
    for question in (query, columns):
        old = sorted(upgraded.conn.execute(question).fetchall())
        assert old == sorted(db.conn.execute(question).fetchall())
    assert upgraded.conn.execute("pragma foreign_key_check").fetchall() == []
    assert upgraded.conn.execute("pragma integrity_check").fetchone() == ("ok",)


def test_facts_of_old_quotations_are_read_from_their_reasons(upgraded):
    """The verb *continued* marks no continued quotation; a nested one keeps its construction."""
    found = upgraded.conn.execute(
        "select construction, continues, nested, reason from quotes order by number"
    ).fetchall()
    assert {(row[0], row[1], row[2]) for row in found if "after continued" in row[3]} == {
        ("clause", 0, 0)
    }
    assert sorted(found) == [
        ("clause", 0, 0, "clause after continued"),
        ("clause", 0, 0, "clause after said"),
        ("clause", 0, 0, "clause after told"),
        ("clause", 0, 1, "within another: clause after told"),
        ("continued", 1, 0, "continued: the speaker goes on"),
        ("quotation marks without a cue", 0, 0, "quotation marks without a cue"),
        ("tagger", 0, 0, "tagger: said"),
    ]


CLONE = """insert into quotes
  select null, ?, article_id, place, start, "end", kind, text, printed, cue_text, content, cue,
    source, score, ?, modality, wording
  from quotes where number = 1"""


def test_every_construction_is_known_by_its_reason(tmp_path):
    """The reason that old rows have for a construction leads back to it, nested or not."""
    conn = sqlite3.connect(tmp_path / "old.db")
    conn.executescript(OLD.read_text(encoding="utf-8"))
    expected = {}
    for construction in Construction:
        for shown in ("", "said"):
            told = reason(construction, shown)
            for form in (told, f"within another: {told}", f"{told}; subject of said"):
                expected[form] = construction
    for number, form in enumerate(expected):
        conn.execute(CLONE, (f"clone{number}", form))
    conn.commit()
    conn.close()
    db = connection.connect(tmp_path / "old.db")
    query = "select reason, construction, nested from quotes where id like 'clone%'"
    for form, construction, nested in db.conn.execute(query):
        assert construction == expected[form], form
        assert nested == form.startswith("within another")
    db.close()


def test_agreement_of_old_links_is_read_from_their_reasons(upgraded):
    """How far the speakers agree is what the end of the reason says."""
    ends = {
        "same speaker": "same",
        "names of the speakers agree": "compatible",
        "a speaker unknown": "unknown",
        "other speaker": "other",
    }
    found = upgraded.conn.execute("select speaker_agreement, reason from links").fetchall()
    assert {how for how, _ in found} == set(ends.values())
    assert all(how == ends[why.rsplit(", ", 1)[-1]] for how, why in found)


def test_partial_matches_of_old_links_get_their_changes(upgraded):
    """Changes that are not stored are computed with the next ingest or link, and shown then."""
    parts = [link for link in listings.links(upgraded.conn) if link["part"]]
    assert len(parts) == 3 and not any(part["changes"] for part in parts)
    incremental_linking.complete_partial_matches(upgraded)
    parts = [link for link in listings.links(upgraded.conn) if link["part"]]
    kinds = [[change["kind"] for change in part["changes"]] for part in parts]
    assert kinds == [["cut", "number"], ["cut", "number"], ["number"]]
    assert links.incomplete_parts(upgraded.conn, 10) == []


def test_an_old_database_answers(upgraded):
    """Trace, drift and who-said answer from upgraded rows."""
    claim = provenance.trace(upgraded.conn, "the sea wall will hold for fifty years")
    assert {row["article"] for row in claim["versions"]} >= {"coast", "inland"}
    drift = attribution_drift.drift(upgraded.conn)
    assert {row["seems"] for row in drift} == {"misattribution"}
    assert questions.who_said(upgraded.conn, "We built it twice")
