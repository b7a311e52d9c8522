"""Commands about the program itself."""

import json

import pytest
from command_line import run

from quotetrack.cli import doctor
from quotetrack.errors import ModelError
from quotetrack.parsing import parsers


def test_stats_count_what_is_there(db):
    """As text, a line for each count; as JSON, also the kinds, relations and runs."""
    assert "articles" in run("stats", "--db", db).stdout
    found = json.loads(run("stats", "--db", db, "--json").stdout)
    assert found["articles"] == 3 and found["runs"] and found["kinds"]


def test_models_lists_the_parsers(monkeypatch):
    """One name a line, as --parser takes them."""
    monkeypatch.setattr(parsers, "installed", lambda: ["quotetrack", "stanza:de"])
    assert run("models", "list").stdout == "quotetrack\nstanza:de\n"


@pytest.fixture
def without_parser(monkeypatch):
    """A machine on which the shipped parser does not load."""

    def missing():
        raise ModelError("parser quotetrack: no models; reinstall quotetrack")

    monkeypatch.setattr(parsers, "load", missing)


def test_doctor_says_what_is_wrong(without_parser, db):
    """A line for each check; what fails says how to fix it, and the exit code is 1."""
    out = run("doctor", "--db", db, code=1).stdout
    assert "FAIL  parser: parser quotetrack: no models; reinstall quotetrack" in out
    assert "ok    database" in out and "3 articles" in out
    checks = json.loads(run("doctor", "--db", db, "--json", code=1).stdout)
    assert [check["what"] for check in checks if not check["ok"]] == ["parser"]


def test_doctor_does_not_need_a_database(without_parser, tmp_path):
    """A missing database is fine, a foreign file is not."""
    missing, foreign = tmp_path / "none.db", tmp_path / "notes.db"
    foreign.write_text("my notes")
    assert doctor.run_checks(missing)[-1]["ok"] and not missing.exists()
    assert not doctor.run_checks(foreign)[-1]["ok"]


def test_a_missing_package_says_how_to_install_it():
    """The fix is a pip command."""
    check = doctor._package("no-such-package-at-all")
    assert not check["ok"] and "pip install no-such-package-at-all" in check["found"]
