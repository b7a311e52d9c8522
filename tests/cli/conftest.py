"""Databases for the tests of the command line."""

from dataclasses import replace

import pytest
from command_line import run
from linked_databases import save
from stand_in_parser import Splitter, fail
from stories import incoming, lines

from quotetrack.records import Article
from quotetrack.store import articles, connection
from quotetrack.tracking import ingest, pipeline


@pytest.fixture(scope="session")
def db(tmp_path_factory):
    """Three articles on one story, with their quotations, linked."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "stories.jsonl").write_text("\n".join(lines()), encoding="utf-8")
    run("ingest", folder / "stories.jsonl", "--db", folder / "x.db")
    return str(folder / "x.db")


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """Two outlets that share a sentence outside quotations, and one quotation under two names."""
    path = str(tmp_path_factory.mktemp("shared") / "x.db")
    database = connection.connect(path)
    for name, speaker in (("Herald", "Ana Ruiz"), ("Gazette", "Tom Hill")):
        text = (
            "The new ferry carries two hundred people a day.\n\n"
            f"“We have never seen so many of them here,” said {speaker}."
        )
        quote = {
            "content": [[text.index("We have"), text.index(",”")]],
            "kind": "direct",
            "speaker": {"name": speaker, "kind": "person"},
        }
        article = incoming(Article(name.lower(), text, outlet=name, date="2024-03-01"), quote)
        (extraction,) = pipeline.extracted([article], Splitter(), fail)
        extraction = replace(extraction, sentences=((0, 47), (49, len(text))))
        save(database, extraction, articles.start_run(database, "1", "splitter"), ingest.Tally())
    ingest.link_new(database)
    database.close()
    return path
