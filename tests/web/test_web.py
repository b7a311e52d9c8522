"""The Datasette plugin: its pages open, explain themselves, and run nothing from an article."""

import asyncio
import json

import pytest
from shelf import fill, save_article

from quotetrack.records import Article, Attribution, Quote, Speaker
from quotetrack.store import articles, connection, links
from quotetrack.tracking import provenance

datasette = pytest.importorskip("datasette.app")

from datasette.plugins import pm  # noqa: E402
from datasette.version import __version_info__  # noqa: E402

from quotetrack import web  # noqa: E402
from quotetrack.web import serve, tables  # noqa: E402

if web not in pm.get_plugins():
    pm.register(web, name="quotetrack")
STABLE = __version_info__[0] == "0"
EVIL = '<script>alert("dam")</script>'


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A database with one article that tries to run a script in the reader's browser."""
    path = tmp_path_factory.mktemp("web") / "dam.db"
    db = connection.connect(path)
    fill(db)
    text = f"He said {EVIL} to all."
    quote = Quote("evil/1", ((8, 8 + len(EVIL)),), ((3, 7),), ((0, 2),), "direct", EVIL, 1.0, EVIL)
    save_article(
        db,
        Article("evil/1", text, EVIL, "2021-03-09", EVIL),
        [quote],
        [Attribution(quote.id, EVIL, "person", EVIL, 1.0, EVIL)],
        {quote.id: Speaker(EVIL, EVIL, "person")},
        [],
        articles.start_run(db, "1", "stand-in"),
    )
    connection.checkpoint(db)
    db.close()
    return path


def get(path, *addresses, **options):
    """What Datasette answers for each address."""

    async def ask():
        site = datasette.Datasette([str(path)], **options)
        await site.invoke_startup()
        answers = [await site.client.get(address, follow_redirects=True) for address in addresses]
        for name in [name for name in site.databases if name != "_internal"]:
            site.remove_database(name)
        return answers

    return asyncio.run(ask())


def rows(path, address):
    answer = get(path, address)[0]
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


TABLES = [
    "articles",
    "quotes",
    "attributions",
    "speakers",
    "links",
    "changes",
    "claims",
    "claim_quotes",
    "judgements",
    "runs",
    "who_said_what",
    "claim_versions",
    "speaker_counts",
    "link_changes",
    "outlet_reuse",
    "shared_passages",
    "attribution_drift",
    "partial_matches",
]


def test_every_page_opens_and_escapes(database):
    """All pages open, and no script in an article is run."""
    addresses = [
        "/",
        "/dam",
        *(f"/dam/{table}" for table in TABLES),
        "/dam/articles/herald",
        "/dam/articles/evil~2F1",
        "/dam/quotes/1",
        "/dam/quotes/6",
    ]
    for address, answer in zip(addresses, get(database, *addresses), strict=True):
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
    assert "&lt;script&gt;alert" in get(database, "/dam/articles/evil~2F1")[0].text


def test_views_answer_the_common_questions(database):
    """The views show who said what, the versions with their changes, and who copies whom."""
    said = rows(database, "/dam/who_said_what.json?_shape=array&speaker=Mira+Olsen")
    assert {(row["outlet"], row["speaker_reason"]) for row in said} == {
        (outlet, "subject of said") for outlet in ("The Herald", "The Gazette", "The Courier")
    }
    most = rows(database, "/dam/speaker_counts.json?_shape=array&_sort_desc=quotes")[0]
    assert (most["speaker"], most["quotes"]) == ("Mira Olsen", 4)
    assert {
        (row["kind"], row["before"], row["after"])
        for row in rows(database, "/dam/link_changes.json?_shape=array")
    } >= {("hedge", "would", "will")}
    assert [
        (row["outlet"], row["truncated"])
        for row in rows(database, "/dam/outlet_reuse.json?_shape=array")
    ] == [("The Courier", 0), ("The Gazette", 1)]


def test_versions_read_from_the_first_one(tmp_path):
    """The view reverses changes if the link was made the other way round."""
    from quotetrack.records import Claim

    db = connection.connect(tmp_path / "dam.db")
    ids = fill(db)
    dam = tuple(ids[name] for name in ("herald0", "gazette0", "courier0"))
    claim = provenance.trace(db.conn, dam[0])["claim"]
    links.save_claims(db, [Claim(claim, dam, ids["herald0"])])
    connection.checkpoint(db)
    shown = rows(tmp_path / "dam.db", "/dam/claim_versions.json?_shape=array")
    found = {row["article_id"]: (row["relation"], row["changes"]) for row in shown}
    assert found["herald"] == ("first", None)
    assert found["gazette"] == ("truncated", "cut: through the spring floods | ")
    assert found["courier"][1].startswith("! hedge: will | would")
    db.close()


ASKED = [
    ("who_said", "text", "dam hold", {"The Herald", "The Gazette", "The Courier"}),
    ("who_said", "text", '"old dam will"', {"The Herald", "The Gazette"}),
    ("who_said", "text", "boots", {"The Courier"}),
    ("said_by", "name", "olsen", {"The Herald", "The Gazette", "The Courier"}),
    ("said_by", "name", "farmer", {"The Courier"}),
    *(
        (query, param, text, set())
        for query, param in (("who_said", "text"), ("said_by", "name"), ("versions_of", "claim"))
        for text in ("", "elephants", '"', 'NEAR(a "', "*", "🎉")
    ),
]


@pytest.mark.skipif(not STABLE, reason="canned queries are stored queries in Datasette 1.0")
@pytest.mark.parametrize(("query", "param", "asked", "outlets"), ASKED)
def test_questions_have_the_right_rows(database, query, param, asked, outlets):
    """The canned queries find the outlets with the words; no input is an error."""
    from urllib.parse import urlencode

    found = rows(database, f"/dam/{query}.json?" + urlencode({param: asked, "_shape": "array"}))
    assert {row["outlet"] for row in found} == outlets


@pytest.mark.skipif(not STABLE, reason="canned queries are stored queries in Datasette 1.0")
def test_answers_lead_on_to_versions_and_articles(database):
    """The id of a claim links to its versions, that of an article to the article."""
    page = get(database, "/dam/who_said?text=boots")[0].text
    claim = rows(database, "/dam/who_said.json?text=boots&_shape=array")[0]["claim"]
    assert (
        f'href="/dam/versions_of?claim={claim}"' in page and 'href="/dam/articles/courier"' in page
    )
    assert 'href="/dam/articles/evil~2F1"' in get(database, "/dam/who_said_what")[0].text
    versions = rows(database, f"/dam/versions_of.json?claim={claim}&_shape=array")
    assert [(row["outlet"], row["text"]) for row in versions] == [
        ("The Courier", "we sleep in our boots")
    ]


@pytest.mark.skipif(not STABLE, reason="metadata hooks ended with Datasette 1.0")
def test_pages_explain_themselves(database):
    """Titles, descriptions, facets and labels are there; indexes are hidden."""
    front, view, attributions = get(database, "/dam", "/dam/who_said_what", "/dam/attributions")
    assert tables.DESCRIPTION in front.text and "Who said it?" in front.text
    assert (
        tables.TABLES["who_said_what"]["description"] in view.text and "facet-results" in view.text
    )
    assert ">Mira Olsen</a>" in attributions.text
    shown = {
        table["name"] for table in rows(database, "/dam.json")["tables"] if not table["hidden"]
    }
    assert not shown & {"grams", "words", "pending", "quotes_fts_data"} and shown >= {
        "articles",
        "quotes",
        "claims",
    }


def test_described_tables_and_columns_exist(database):
    """Every table is described, and descriptions name only columns that exist."""
    db = connection.connect(database)
    there = set(db.table_names()) | set(db.view_names())
    assert {name for name in there if "_fts_" not in name} == set(tables.TABLES)
    for name, about in tables.TABLES.items():
        columns = {row[1] for row in db.conn.execute(f"pragma table_info([{name}])")}
        named = set(about.get("columns", {})) | {
            about[key] for key in ("label_column", "sort", "sort_desc") if key in about
        }
        assert named | set(about.get("facets", [])) <= columns, name
    db.close()


def test_other_databases_are_left_alone(tmp_path):
    """A database of another program gets no title, no queries and no links."""
    import sqlite3

    conn = sqlite3.connect(tmp_path / "other.db")
    conn.execute("create table quotes (claim text)")
    conn.execute("insert into quotes values ('x')")
    conn.commit()
    conn.close()
    front, table = get(tmp_path / "other.db", "/other", "/other/quotes")
    assert tables.DESCRIPTION not in front.text and "versions_of" not in front.text + table.text


def test_serve_names_the_database(tmp_path):
    """By default, the file is served to this machine only."""
    line = serve.command(tmp_path / "q.db", 8123)
    assert line[1:5] == ["-m", "datasette", "serve", str(tmp_path / "q.db")]
    assert (
        line[line.index("--port") + 1] == "8123" and line[line.index("--host") + 1] == "127.0.0.1"
    )
