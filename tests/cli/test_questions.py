"""Questions as a person reads their answers."""

import json

import pytest
from command_line import run


def test_who_said_shows_each_outlet_and_what_it_changed(db):
    """The speaker, then outlets in order of date with their changes."""
    out = run("who-said", "sea wall", "--db", db).stdout
    assert "Ada Brandt" in out and "negation" in out
    assert out.index("Coast Daily") < out.index("Inland Post") < out.index("Capital News")


@pytest.mark.parametrize(
    "command",
    [
        ["who-said", "sea wall"],
        ["trace", "sea wall"],
        ["links"],
        ["show", "coast"],
        ["claims"],
        ["said-by", "Brandt"],
        ["speakers", "Brandt"],
    ],
)
def test_answers_fit_eighty_columns_without_colour(db, command):
    """Where there is no terminal: eighty columns, no escape codes."""
    out = run(*command, "--db", db).stdout
    assert "\x1b" not in out and max(map(len, out.splitlines())) <= 80


def test_square_brackets_survive(db):
    """Words in square brackets are news, not markup."""
    assert "[at least]" in run("who-said", "sea wall", "--db", db).stdout


@pytest.mark.parametrize(
    "words", ["sea wall will hold", "hold fifty years wall", "see wal wil hold fifty yers"]
)
def test_who_said_takes_words_from_memory(db, words):
    """The words may be a fragment, out of order, or misspelt."""
    found = json.loads(run("who-said", words, "--db", db, "--json").stdout)
    assert found[0]["speaker"]["name"] == "Ada Brandt"


def test_who_said_nonsense(db):
    """Nonsense finds nothing, says so in one line, and exits with 1; as JSON it is a list."""
    nonsense = ["who-said", "zebra xylophone quagmire", "--db", db]
    result = run(*nonsense, code=1)
    assert result.stdout == "" and result.stderr.startswith("Error: found nothing")
    assert result.stderr.count("\n") == 1
    assert json.loads(run(*nonsense, "--json", code=1).stdout) == []


def test_json_has_the_promised_keys(db):
    """who-said and links give the keys that other programs rely on."""
    claim = json.loads(run("who-said", "sea wall", "--db", db, "--json").stdout)[0]
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
    link = json.loads(run("links", "--db", db, "--json").stdout.splitlines()[0])
    assert set(link) == {"a", "b", "relation", "score", "reason", "changes", "part"}
    assert set(link["a"]) == {"article", "start", "end", "text", "speaker"}


def test_trace_says_who_was_first_and_what_became_of_changes(db):
    """A trace ends with who was first, how that is known, and who made each change."""
    out = run("trace", "sea wall", "--db", db).stdout
    first, _, rest = out.partition("First in ")
    assert first and rest.startswith("Coast Daily: earlier than all others")
    assert "by Capital News" in rest


def test_a_speaker_has_a_profile(db):
    """With a name, speakers says where they are quoted and about what."""
    out = run("speakers", "Brandt", "--db", db).stdout
    assert "Coast Daily 1" in out and "wall" in out


def test_nobody_said_it(db):
    """A speaker who is not quoted with the words asked for is said in one line."""
    result = run("said-by", "Brandt", "--about", "elephants", "--db", db, code=1)
    assert "Brandt is not quoted with the words 'elephants'" in result.stderr


def test_shared_passages(shared):
    """Shared sentences are shown with both outlets, quotations left out."""
    out = run("links", "--passages", "--db", shared).stdout
    assert "Herald: The new ferry" in out and "Gazette: The new ferry" in out
    assert "never" not in out


def test_shares_of_articles(shared):
    """How much of each article is shared, in words and per cent."""
    assert "8 (40 %)" in run("compare", "herald", "gazette", "--db", shared).stdout
    assert "any other" in run("outlets", "--reuse", "--db", shared).stdout
    shares = json.loads(run("compare", "herald", "--db", shared, "--json").stdout)
    assert shares[1]["with"] == "gazette"
    run("compare", "atlantis", "--db", shared, code=1)


def test_drift_shows_both_sides_and_why(shared, db):
    """What it seems to be, why, and both speakers with their outlets."""
    out = run("drift", "--db", shared).stdout
    assert out.startswith("misattribution") and max(map(len, out.splitlines())) <= 80
    for words in ("Ana Ruiz", "Tom Hill", "Herald", "Gazette", "two names"):
        assert words in out
    nothing = run("drift", "--db", db, code=1)
    assert "no words are attributed to two speakers" in nothing.stderr
