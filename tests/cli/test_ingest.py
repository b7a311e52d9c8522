"""Articles in: what is wrong with one does not stop the rest."""

import json

import pytest
from command_line import invoke, run
from stories import lines

from quotetrack.parsing import parsers
from quotetrack.store import readonly


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty.txt"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
        (
            "broken.jsonl",
            b'{"text": "fine words here", "quotes": []}\n{"text": \n',
            "broken.jsonl line 2",
        ),
        ("textless.jsonl", b'{"id": "a"}\n', "textless.jsonl line 1"),
        ("page.pdf", b"%PDF", "page.pdf"),
    ],
)
def test_bad_input_costs_one_line(tmp_path, name, content, message):
    """One line names the file and the place; what is good is stored; the exit code is 1."""
    good, bad, db = tmp_path / "good.jsonl", tmp_path / name, tmp_path / "x.db"
    good.write_text("\n".join(lines()), encoding="utf-8")
    if content is not None:
        bad.write_bytes(content)
    result = run("ingest", bad, good, "--db", db, code=1)
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1 and message in errors[0]
    assert json.loads(run("stats", "--db", db, "--json").stdout)["articles"] >= 3


def test_ingest_says_what_it_did(tmp_path):
    """One line on standard error counts articles, quotations and links; a rerun adds nothing."""
    stories, db = tmp_path / "stories.jsonl", tmp_path / "x.db"
    stories.write_text("\n".join(lines()), encoding="utf-8")
    first, second = (run("ingest", stories, "--db", db).stderr for _ in range(2))
    assert first.startswith("3 new, 0 changed, 0 unchanged articles; ")
    assert second.startswith("0 new, 0 changed, 3 unchanged articles; 3 quotations, 0 links")


@pytest.mark.parametrize("days", ["soon", "-3", "1.5", ""])
def test_a_number_of_days_is_a_number(db, days):
    """What is not a number of days is refused, and nothing is linked again."""
    result = invoke("link", "--db", db, "--within", days)
    if days:
        message = " ".join(result.stderr.split())
        assert result.exit_code == 2 and f"'{days}' is not a number of days" in message


def test_the_limit_of_days_can_be_lifted(tmp_path):
    """--within links everything again, with the limit or without."""
    stories, db = tmp_path / "stories.jsonl", tmp_path / "x.db"
    stories.write_text("\n".join(lines()), encoding="utf-8")
    run("ingest", stories, "--db", db)

    def links():
        return len(run("links", "--db", db, "--json").stdout.splitlines())

    before = links()
    run("link", "--db", db, "--within", "0")
    assert links() < before
    run("link", "--db", db, "--within", "any")
    assert links() == before


def test_explain_says_why(db):
    """--explain says in a sentence why two quotations are linked; --json gives the steps."""
    ids = [row[0] for row in readonly.connect(db).execute("select id from quotes order by number")]
    plain = run("link", "--db", db, "--explain", *ids[:2]).stdout
    steps = json.loads(run("link", "--db", db, "--json", "--explain", *ids[:2]).stdout)
    assert plain.strip() == steps["why"]


def test_parse_prints_conllu(parsed, tmp_path, monkeypatch):
    """`parse` prints what `conllu` makes of each parse, and no database is needed."""

    class Recorded:
        name, version, at_once = "recorded", "recorded 1", 2

        def __call__(self, articles):
            return (parsed("harbour") for _ in articles)

    monkeypatch.setattr(parsers, "load", lambda name, workers: Recorded())
    (tmp_path / "harbour.txt").write_text("One. Two.", encoding="utf-8")
    assert run("parse", tmp_path / "harbour.txt").stdout.startswith("# newdoc id = harbour\n")
