"""The command line as a whole: plain errors, exit codes, quick starts."""

import os
import subprocess
import sys

import pytest
from command_line import invoke, run


@pytest.mark.parametrize(
    "command", [["who-said", "x"], ["stats"], ["link"], ["trace", "x"], ["serve"]]
)
def test_a_missing_database_is_one_line(tmp_path, command):
    """Questions never create a database; they say how to."""
    result = run(*command, "--db", tmp_path / "none.db", code=1)
    assert "ingest" in result.stderr and result.stderr.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_a_foreign_file_is_refused(tmp_path):
    """A file that is not a quotetrack database is left as it is."""
    path = tmp_path / "notes.db"
    path.write_text("my notes")
    for command in (["stats"], ["ingest", tmp_path / "none.txt"]):
        run(*command, "--db", path, code=1)
    assert path.read_text() == "my notes"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["trace", "zebra xylophone"], "no quotation like"),
        (["said-by", "Nobody Atall"], "no speaker called"),
        (["show", "atlantis"], "no article"),
        (["compare", "coast", "atlantis"], "no article"),
        (["extract", "--parser", "nonsense", "x.txt"], "no such parser"),
        (["extract", "--parser", "stanza:xx", "x.txt"], "models download xx"),
    ],
)
def test_unknown_names_are_one_line(db, command, message):
    """What is not there is said plainly, with how to fix it."""
    result = run(*command, code=1, env={"QUOTETRACK_DB": db})
    assert message in result.stderr and result.stderr.count("\n") == 1


def test_the_environment_names_the_database(db):
    """QUOTETRACK_DB stands for --db."""
    assert '"articles": 3' in run("stats", "--json", env={"QUOTETRACK_DB": db}).stdout


@pytest.mark.parametrize("command", [["--help"], ["who-said", "sea wall"]])
def test_a_quick_start(db, command):
    """Help and questions load none of the large libraries."""
    code = f"""import sys
sys.argv = ["quotetrack", *{command!r}]
from quotetrack.cli import main
try: main()
except SystemExit: pass
heavy = {{"torch", "stanza", "rapidfuzz", "numpy", "sqlite_utils"}}
print(sorted(heavy & sys.modules.keys()))"""
    environment = os.environ | {"NO_COLOR": "1", "QUOTETRACK_DB": db}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_ends_quietly(db):
    """`quotetrack links | head -1` shows no traceback."""
    command = f"{sys.executable} -m quotetrack.cli links --json --db {db} | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_version():
    """--version prints name and version."""
    assert run("--version").stdout.startswith("quotetrack 0.")


def test_no_command_shows_the_help():
    """Without a command, the list of commands is shown."""
    assert "who-said" in invoke().output
