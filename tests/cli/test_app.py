"""The command line as a user meets it: answers on standard output, one plain line per problem on standard error, exit codes."""

import json
import os
import subprocess
import sys

import pytest
from stories import incoming, lines
from typer.testing import CliRunner

from quotetrack.cli.app import app

RUN = CliRunner()


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "told.jsonl").write_text("\n".join(lines()), encoding="utf-8")
    result = RUN.invoke(app, ["ingest", str(folder / "told.jsonl"), "--db", str(folder / "x.db")])
    assert result.exit_code == 0, result.output
    return str(folder / "x.db")


def ask(*words, code=0):
    result = RUN.invoke(app, list(words))
    assert result.exit_code == code, result.output + result.stderr
    return result


def test_who_said_shows_each_outlet_and_what_it_changed(db):
    """Speaker, outlets in order of date, changes."""
    out = ask("who-said", "sea wall", "--db", db).stdout
    assert "Ada Brandt" in out
    assert out.index("Coast Daily") < out.index("Inland Post") < out.index("Capital News")
    assert "negation" in out


def test_answers_fit_eighty_columns_without_colour(db):
    """Where there is no terminal: eighty columns, no escape codes."""
    for command in (
        ["who-said", "sea wall"],
        ["trace", "sea wall"],
        ["links"],
        ["show", "coast"],
        ["claims"],
        ["said-by", "Brandt"],
    ):
        out = ask(*command, "--db", db).stdout
        assert "\x1b" not in out
        assert max(map(len, out.splitlines())) <= 80


def test_square_brackets_survive(db):
    """Words in square brackets are news, not markup."""
    assert "[at least]" in ask("who-said", "sea wall", "--db", db).stdout


@pytest.mark.parametrize(
    "asked", ["sea wall will hold", "hold fifty years wall", "see wal wil hold fifty yers"]
)
def test_who_said_takes_fragments_other_orders_and_misspellings(db, asked):
    """The words need not be whole, in order, or well spelt."""
    found = json.loads(ask("who-said", asked, "--db", db, "--json").stdout)
    assert found[0]["speaker"]["name"] == "Ada Brandt"


def test_who_said_nonsense(db):
    """Nonsense finds nothing, says so in one line, and exits with 1; as JSON it is an empty list."""
    result = ask("who-said", "zebra xylophone quagmire", "--db", db, code=1)
    assert (
        result.stdout == ""
        and result.stderr.startswith("Error: found nothing")
        and result.stderr.count("\n") == 1
    )
    assert (
        json.loads(ask("who-said", "zebra xylophone quagmire", "--db", db, "--json", code=1).stdout)
        == []
    )


def test_json_has_the_promised_shape(db):
    """who-said and links give the keys that other programs rely on."""
    claim = json.loads(ask("who-said", "sea wall", "--db", db, "--json").stdout)[0]
    assert set(claim) == {"claim", "text", "score", "speaker", "first", "versions"}
    assert claim["first"] == {"article": "coast", "outlet": "Coast Daily", "date": "2024-03-01"}
    assert set(claim["versions"][0]) == {
        "article",
        "outlet",
        "date",
        "start",
        "end",
        "text",
        "kind",
        "modality",
        "speaker_as_printed",
        "descriptor",
        "relation",
        "changes",
    }
    link = json.loads(ask("links", "--db", db, "--json").stdout.splitlines()[0])
    assert set(link) == {"a", "b", "relation", "score", "reason", "changes", "part"}
    assert set(link["a"]) == {"article", "start", "end", "text", "speaker"}


@pytest.mark.parametrize(
    "command",
    [
        ["who-said", "wall"],
        ["said-by", "Brandt"],
        ["trace", "wall"],
        ["compare", "coast", "inland"],
        ["links"],
        ["compare", "coast", "inland", "--share"],
        ["compare", "coast"],
        ["outlets", "--reuse"],
        ["links", "--passages"],
        ["drift"],
        ["speakers"],
        ["claims"],
        ["outlets"],
        ["show", "coast"],
        ["stats"],
    ],
)
def test_csv_has_a_header_and_rows(db, command):
    """Every question also answers in CSV."""
    result = RUN.invoke(app, [*command, "--db", db, "--csv"])
    assert result.exit_code == 0, result.output
    assert (
        command[0] in ("compare", "drift")
        or command[1:] in (["--reuse"], ["--passages"])
        or len(result.stdout.splitlines()) >= 2
    )


def test_formulas_are_defused_in_csv():
    """A cell that a spreadsheet would run begins with a quote."""
    from quotetrack.cli.render import _cell

    assert [_cell(v) for v in ("=1+1", "+x", "-y", "@z", "plain", None, [1])] == [
        "'=1+1",
        "'+x",
        "'-y",
        "'@z",
        "plain",
        "",
        "[1]",
    ]


def test_json_and_csv_exclude_each_other(db):
    """Two formats at once are a usage error."""
    assert RUN.invoke(app, ["speakers", "--db", db, "--json", "--csv"]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
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
def test_bad_input_costs_one_line_and_the_rest_goes_in(tmp_path, name, content, said):
    """One line names file, place and mend; what is good is stored; exit code 1."""
    good = tmp_path / "good.jsonl"
    good.write_text("\n".join(lines()), encoding="utf-8")
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    result = RUN.invoke(app, ["ingest", str(bad), str(good), "--db", str(tmp_path / "x.db")])
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert result.exit_code == 1 and len(errors) == 1 and said in errors[0]
    assert (
        json.loads(ask("stats", "--db", str(tmp_path / "x.db"), "--json").stdout)["articles"] >= 3
    )


def test_a_number_of_days_is_a_number(db):
    """What is no number of days is refused in one line, and nothing is linked anew."""
    assert "'soon' is no number of days" in ask(
        "link", "--db", db, "--within", "soon", code=2
    ).stderr.replace("\n", " ")
    ask("link", "--db", db, "--within", "any")


@pytest.mark.parametrize(
    "command", [["who-said", "x"], ["stats"], ["link"], ["trace", "x"], ["serve"]]
)
def test_a_missing_database_is_one_line(tmp_path, command):
    """Questions never make a database; they say how to."""
    result = RUN.invoke(app, [*command, "--db", str(tmp_path / "none.db")])
    assert result.exit_code == 1 and "ingest" in result.stderr and result.stderr.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_a_foreign_file_is_refused(tmp_path):
    """A file that is no quotetrack database is left as it is."""
    path = tmp_path / "notes.db"
    path.write_text("my notes")
    for command in (["stats"], ["ingest", str(tmp_path / "none.txt")]):
        assert RUN.invoke(app, [*command, "--db", str(path)]).exit_code == 1
    assert path.read_text() == "my notes"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["trace", "zebra xylophone"], "no quotation like"),
        (["said-by", "Nobody Atall"], "no speaker called"),
        (["show", "atlantis"], "no article"),
        (["compare", "coast", "atlantis"], "no article"),
        (["extract", "--parser", "nonsense", "x.txt"], "no such parser"),
        (["extract", "--parser", "stanza:xx", "x.txt"], "models download xx"),
    ],
)
def test_unknown_names_are_one_line(db, command, said):
    """What is not there is said plainly, with what to do."""
    extra = [] if command[0] == "extract" else ["--db", db]
    result = RUN.invoke(app, [*command, *extra])
    assert result.exit_code == 1 and said in result.stderr and result.stderr.count("\n") == 1


def test_the_environment_names_the_database(db):
    """QUOTETRACK_DB stands for --db."""
    result = RUN.invoke(app, ["stats", "--json"], env={"QUOTETRACK_DB": db})
    assert json.loads(result.stdout)["articles"] == 3


def test_a_question_loads_no_engine(db):
    """who-said answers without torch, stanza or rapidfuzz in memory."""
    code = f"""import sys
sys.argv = ["quotetrack", "who-said", "sea wall", "--db", {db!r}]
from quotetrack.cli import main
try: main()
except SystemExit: pass
print(sorted({{"torch", "stanza", "rapidfuzz", "numpy", "sqlite_utils"}} & set(sys.modules)))"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_ends_quietly(db):
    """`quotetrack links | head -1` shows no traceback."""
    command = f"{sys.executable} -m quotetrack.cli links --json --db {db} | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_version():
    """--version prints name and version."""
    assert ask("--version").stdout.startswith("quotetrack 0.")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Two outlets with a sentence in common outside quotations, and one quotation under two names."""
    from dataclasses import replace

    from linked_databases import save
    from stand_in_parser import Splitter, fail

    from quotetrack.records import Article
    from quotetrack.store import articles, connection
    from quotetrack.tracking import ingest, pipeline

    path = str(tmp_path_factory.mktemp("shared") / "x.db")
    database = connection.connect(path)
    for name, speaker in (("Herald", "Ana Ruiz"), ("Gazette", "Tom Hill")):
        text = f"The new ferry carries two hundred people a day.\n\n“We have never seen so many of them here,” said {speaker}."
        start = text.index("We have")
        quote = {
            "content": [[start, text.index(",”")]],
            "kind": "direct",
            "speaker": {"name": speaker, "kind": "person"},
        }
        reading = incoming(Article(name.lower(), text, outlet=name, date="2024-03-01"), quote)
        extraction = next(pipeline.extracted([reading], Splitter(), fail))
        run = articles.start_run(database, "1", "splitter 1")
        save(
            database,
            replace(extraction, sentences=((0, 47), (49, len(text)))),
            run,
            ingest.Tally(),
        )
    ingest.link_new(database)
    database.close()
    return path


def test_passages_and_shares_are_shown(shared):
    """Shared sentences with both outlets; how much of each is shared, in words and per cent."""
    out = ask("links", "--passages", "--db", shared).stdout
    assert (
        "Herald: The new ferry" in out
        and "Gazette: The new ferry" in out
        and "never" not in out.split("verbatim", 1)[0]
    )
    assert "8 (40 %)" in ask("compare", "herald", "gazette", "--db", shared).stdout
    assert "any other" in ask("outlets", "--reuse", "--db", shared).stdout
    assert (
        json.loads(ask("compare", "herald", "--db", shared, "--json").stdout)[1]["with"]
        == "gazette"
    )
    assert RUN.invoke(app, ["compare", "atlantis", "--db", shared]).exit_code == 1


def test_drift_shows_both_sides_and_why(shared, db):
    """What it seems to be, why, both speakers with their outlets; nothing to show is said in one line."""
    out = ask("drift", "--db", shared).stdout
    assert out.startswith("misattribution") and all(
        word in out for word in ("Ana Ruiz", "Tom Hill", "Herald", "Gazette", "two names")
    )
    assert max(map(len, out.splitlines())) <= 80
    assert "no words stand under two speakers" in ask("drift", "--db", db, code=1).stderr


def test_trace_tells_who_was_first_and_what_became_of_changes(db):
    """The journey ends with who had it first, how that is known, and each change with who made it."""
    out = ask("trace", "sea wall", "--db", db).stdout
    assert "First in Coast Daily: earlier than all others" in out
    assert "by Capital News" in out.split("First in")[1]


def test_a_speaker_by_outlet(db):
    """With a name, speakers tells where and about what."""
    out = ask("speakers", "Brandt", "--db", db).stdout
    assert "Coast Daily 1" in out and "wall" in out
