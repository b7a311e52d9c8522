"""The three example articles through the built-in parser, from files to answers, against labels."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quotetrack.cli.app import app

pytestmark = pytest.mark.stanza
DATA = Path(__file__).parent.parent / "data"
GOLD = json.loads((DATA / "gold" / "seeds.json").read_text(encoding="utf-8"))
STATEMENTS = {s["id"]: s for s in GOLD["statements"]}
HEADINGS = {"r_heading"}
OUTSIDE = {s["id"] for s in GOLD["statements"] if s.get("boilerplate")} | HEADINGS
QUOTED = [s for s in GOLD["statements"] if s["kind"] != "indirect" and s["id"] not in OUTSIDE]
REPORTED = [s for s in GOLD["statements"] if s["kind"] == "indirect" and s["id"] not in OUTSIDE]
# Canonical names that no article prints: one of these words must be in the name instead.
TOLD = {
    "KCNA": "news agency",
    "White House and Kremlin": "both sides",
    "unnamed North Korean handyman in Vladivostok": "man",
    "Vladivostok city web site": "web site",
    "United Nations data": "U.N. United Nations",
    "Yomiuri Shimbun editorial": "Yomiuri",
    "oil industry sources in China": "industry sources",
}
RUN = CliRunner()


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("seeds") / "seeds.db")
    result = RUN.invoke(app, ["ingest", str(DATA / "seeds" / "articles.jsonl"), "--db", path])
    assert result.exit_code == 0, result.output
    return path


def answer(db, *words):
    result = RUN.invoke(app, [*words, "--db", db, "--json"])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def shown(db):
    return {name: json.loads(answer(db, "show", name)) for name in GOLD["articles"]}


def covers(quote, statement):
    """True if spans and statement share at least half of either."""
    shared = sum(
        max(0, min(e, statement["end"]) - max(s, statement["start"])) for s, e in quote["content"]
    )
    size = sum(e - s for s, e in quote["content"])
    return 2 * shared >= size and 2 * shared >= statement["end"] - statement["start"]


def found(shown, statement):
    return [q for q in shown[statement["article"]]["quotes"] if covers(q, statement)]


def rightly_named(quote, statement):
    name = (quote["speaker"]["name"] or "").lower()
    wanted = TOLD.get(statement["canonical_speaker"], statement["canonical_speaker"]).lower()
    return bool(name) and (wanted in name or name in wanted)


def test_there_are_fifteen_quoted_statements():
    """Fifteen direct or mixed ones stand outside boilerplate and headings."""
    assert (len(QUOTED), len(REPORTED)) == (15, 36)


@pytest.mark.parametrize("statement", QUOTED, ids=lambda s: s["id"])
def test_quoted_statements_with_their_speakers(shown, statement):
    """Every quoted statement is found, under the right speaker."""
    assert any(rightly_named(q, statement) for q in found(shown, statement))


def test_reported_statements(shown):
    """Nine in ten reported statements are found, and nine in ten of them have the right speaker."""
    hits = [s for s in REPORTED if found(shown, s)]
    assert len(hits) >= 33
    assert sum(any(rightly_named(q, s) for q in found(shown, s)) for s in hits) >= 0.9 * len(hits)


def test_no_boilerplate_is_taken_for_speech(shown):
    """Galleries, teasers and headings are no speech."""
    assert [s["id"] for s in GOLD["statements"] if s["id"] in OUTSIDE and found(shown, s)] == []


def test_text_is_printed_text(shown):
    """Every span of every quotation gives the article's own words."""
    for name, file in GOLD["articles"].items():
        text = (DATA / "seeds" / file).read_bytes().decode()
        assert shown[name]["text"] == text
        for quote in shown[name]["quotes"]:
            assert quote["text"] == " ... ".join(text[s:e] for s, e in quote["content"])


def sides(link):
    return {(side["article"], side["start"], side["end"]) for side in (link["a"], link["b"])}


def test_links_have_the_right_relation(db):
    """At least 28 of the 29 links by hand are there with their relation."""
    links = [json.loads(line) for line in answer(db, "links").splitlines()]

    def hit(gold):
        pair = [STATEMENTS[gold["a"]], STATEMENTS[gold["b"]]]
        return any(
            link["relation"] == gold["relation"]
            and all(
                any(
                    side["article"] == s["article"]
                    and 2 * (min(side["end"], s["end"]) - max(side["start"], s["start"]))
                    >= max(side["end"] - side["start"], s["end"] - s["start"])
                    for side in (link["a"], link["b"])
                )
                for s in pair
            )
            for link in links
        )

    missed = [(g["a"], g["b"], g["relation"]) for g in GOLD["links"] if not hit(g)]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("articles", "kind", "before", "after"),
    [
        (("express", "straitstimes"), "date", "next week", "in the middle of this month"),
        (("express", "straitstimes"), "unit", "tons", "tonnes"),
        (("express", "reuters"), "unit", "tons", "tonnes"),
        (("express", "straitstimes"), "spelling", "percent", "per cent"),
        (("express", "straitstimes"), "tense", "", "had"),
        (
            ("express", "straitstimes"),
            "affiliation",
            "Australia National University",
            "Australian National University",
        ),
        (("express", "straitstimes"), "title", "", "Dr"),
        (("express", "reuters"), "title", "Secretary", ""),
        (("express", "straitstimes"), "cut", "isolated", ""),
        (("express", "straitstimes"), "replaced", "for", "to"),
        (("reuters", "straitstimes"), "replaced", "Lunar", "Chinese"),
    ],
)
def test_changes_are_shown(db, articles, kind, before, after):
    """Number, date, unit, name and title changes between the articles come out with their kind."""
    changes = [c for row in json.loads(answer(db, "compare", *articles)) for c in row["changes"]]
    assert any(
        c["kind"] == kind and before in c["before"] and after in c["after"] for c in changes
    ), changes


@pytest.mark.parametrize(
    "asked",
    [
        "Russia next door",
        "does not care about Chinas presure or sanctions",
        "there is next door Russia",
        "Pyongyang playing Beijing and Moscow off each other",
        "puts a damper on international efforts",
    ],
)
def test_who_said_fragments(db, asked):
    """A fragment, another order, a misspelling find their claim."""
    first = json.loads(answer(db, "who-said", asked))[0]
    assert ("Yomiuri" if "damper" in asked else "Leonid Petrov") in first["speaker"]["name"]


def test_the_outlets_of_next_door(db):
    """The quotation is found in all three outlets, each version with its changes."""
    claim = json.loads(answer(db, "who-said", "Russia next door"))[0]
    assert sorted(v["article"] for v in claim["versions"]) == [
        "express",
        "express",
        "reuters",
        "straitstimes",
    ]
    assert {v["relation"] for v in claim["versions"]} <= {None, "verbatim"}


def test_twice_is_once(db):
    """The same files again change nothing and parse nothing."""
    result = RUN.invoke(app, ["ingest", str(DATA / "seeds" / "articles.jsonl"), "--db", db])
    assert "0 new, 0 changed, 3 unchanged" in result.stderr


def test_a_credit_tells_who_was_first(db):
    """Dates tie, but the third article credits the agency; trace says that this is how it knows."""
    found = json.loads(answer(db, "trace", "Russia next door"))
    assert (found["first"]["article"], found["first_by"]) == ("reuters", "credit")


def test_how_much_is_shared(db):
    """Most of both shorter articles is in the agency's; each word is verbatim, rewritten or own."""
    shares = {
        (row["name"], row["with"]): row for row in json.loads(answer(db, "outlets", "--reuse"))
    }
    assert all(
        row["verbatim"] + row["rewritten"] + row["own"] == row["words"] for row in shares.values()
    )
    assert all(
        2 * shares[name, "Reuters"]["own"] < shares[name, "Reuters"]["words"]
        for name in ("Daily Express", "The Straits Times")
    )
