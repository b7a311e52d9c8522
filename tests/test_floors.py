"""The floors under the parser's figures hold and only rise."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from benchmarks import gate
from benchmarks import parser as bench
from quotetrack.parsing import parsers, spanning_trees

DATA = os.environ.get("QUOTETRACK_DATA")


@pytest.fixture(scope="module")
def parser() -> parsers.Parser:
    """The shipped parser, loaded once."""
    return parsers.load()


def broken(result: bench.Result, data: Path | None) -> list[str]:
    kept = gate.load()
    return gate.fallen(result, kept["floors"]) + gate.changed(gate.digests(data), kept["digests"])


@pytest.mark.stanza
def test_the_shipped_parser_stays_above_its_floors(parser):
    """On the project's own sentences, whose floors these are, no figure is lower."""
    assert {"gold", "gold-entities"} <= gate.load()["floors"].keys()
    assert broken(bench.measure(parser, None), None) == []


@pytest.mark.stanza
@pytest.mark.skipif(
    not DATA, reason="the treebanks are not in the project: QUOTETRACK_DATA names their folder"
)
def test_the_shipped_parser_stays_above_its_floors_on_the_treebanks(parser):
    """On the EWT, GUM and newswire test sets no figure is below its floor."""
    assert broken(bench.measure(parser, Path(DATA or "")), Path(DATA or "")) == []


def test_a_figure_below_its_floor_is_named():
    """A fallen figure is named with its floor; texts that were not measured are skipped."""
    floors = {"gold": {"las": 80.0, "upos": 95.0, "uas": 85.0}, "ewt-test": {"las": 80.0}}
    lines = gate.fallen({"gold": {"las": 79.9, "upos": 95.0}}, floors)
    assert lines == [
        "gold las: 79.9, the floor is 80.0",
        "gold uas: not measured, the floor is 85.0",
    ]


def test_floors_rise_and_fall_only_when_told():
    """A better figure raises its floor, a worse one lowers it only if told to; speed has none."""
    floors = {"ewt-test": {"las": 80.0, "upos": 95.0}}
    result = {
        "ewt-test": {"las": 82.55, "upos": 94.05, "words_per_second": 900.0},
        "memory": {"peak_mb": 700.0},
    }
    assert gate.raised(result, floors) == {"ewt-test": {"las": 82.2, "upos": 95.0}}
    assert gate.raised(result, floors, lower=True) == {"ewt-test": {"las": 82.2, "upos": 93.7}}
    assert floors == {"ewt-test": {"las": 80.0, "upos": 95.0}}


def test_small_texts_have_low_floors():
    """One of the project's forty sentences does not break a floor, and no floor is below zero."""
    floors = gate.raised({"gold": {"sentences": 97.5}, "newswire-test": {"product": 0.1}}, {})
    assert floors == {"gold": {"sentences": 94.9}, "newswire-test": {"product": 0.0}}


@pytest.fixture
def floors(tmp_path, monkeypatch):
    """A floors file of its own with one floor, and a way to run the gate on a figure."""
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    found = gate.digests(None)
    gate.FLOORS.write_text(json.dumps({"digests": found, "floors": {"ewt-test": {"las": 80.0}}}))

    def run(las: float, *options: str) -> tuple[int, float]:
        (tmp_path / "result.json").write_text(json.dumps({"ewt-test": {"las": las}}))
        monkeypatch.setattr(
            sys, "argv", ["gate", "--result", str(tmp_path / "result.json"), *options]
        )
        return gate.main(), gate.load()["floors"]["ewt-test"]["las"]

    return run


@pytest.mark.parametrize(
    ("las", "options", "status", "floor"),
    [
        (81.0, (), 0, 80.0),
        (79.0, (), 1, 80.0),
        (79.0, ("--raise",), 1, 80.0),
        (79.0, ("--lower",), 1, 80.0),
        (79.05, ("--raise", "--lower"), 0, 78.7),
        (85.05, ("--raise",), 0, 84.7),
        (80.1, ("--raise",), 0, 80.0),
    ],
)
def test_the_gate(floors, las, options, status, floor, capsys):
    """A fallen figure is a line and exit code 1; floors fall only with --raise and --lower."""
    assert floors(las, *options) == (status, floor)
    assert ("only with --raise --lower" in capsys.readouterr().err) is bool(status)


def test_other_sentences_need_floors_of_their_own(floors, capsys):
    """If the text behind the floors has changed, the gate fails until the floors are set again."""
    gate.FLOORS.write_text(gate.FLOORS.read_text().replace(gate.digests(None)["gold"], "0" * 64))
    assert floors(99.0)[0] == 1
    assert "not the text" in capsys.readouterr().err
    assert floors(99.05, "--raise", "--lower") == (0, 98.7)
    assert floors(99.05) == (0, 98.7)


# ---- the project's own sentences
def sentences() -> list[list[list[str]]]:
    blocks = bench.read_text(bench.GOLD).split("\n\n")
    return [
        [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        for block in blocks
        if block.strip()
    ]


def test_gold_sentences_are_sound():
    """Forty sentences, each a tree whose words spell its text, with well-formed entity tags."""
    assert len(sentences()) == 40
    for rows in sentences():
        assert {len(row) for row in rows} == {10}
        syntactic = [row for row in rows if "-" not in row[0]]
        assert [int(row[0]) for row in syntactic] == list(range(1, len(syntactic) + 1))
        assert spanning_trees.is_tree([0, *(int(row[6]) for row in syntactic)]), rows[0]
    for block in bench.read_text(bench.GOLD).strip().split("\n\n"):
        text = next(
            line for line in block.splitlines() if line.startswith("# text = ")
        ).removeprefix("# text = ")
        syntactic = [
            line.split("\t") for line in block.splitlines() if line.split("\t")[0].isdigit()
        ]
        assert "".join(row[1] for row in syntactic) == text.replace(" ", "")


def test_gold_sentences_have_what_news_has():
    """The sentences have all styles of quotation marks, inverted speech, datelines and so on."""
    raw = "\n\n".join(a.text for a in bench.articles(bench.read_text(bench.GOLD)))
    for mark in (
        "“",
        "”",
        "„",
        "«",
        "»",
        "``",
        "''",
        "‘",
        '"',
        "’",
        "'",
        " — ",
        "(Reuters) -",
        "said M",
        "According to",
    ):
        assert mark in raw, mark
    assert sum("\n" in paragraph for paragraph in raw.split("\n\n")) >= 4
    assert max(map(len, raw.replace("\n\n", " ").splitlines())) > 100


def test_gold_entities_are_read_as_begin_and_inside():
    """Entity tags of the project's sentences become begin, inside and outside for the scorer."""
    first = bench.gold_entities(bench.read_text(bench.GOLD))[1]
    assert [(w, t) for w, t in first if t != "O"] == [
        ("Monday", "B-Date"),
        ("Marta", "B-Person"),
        ("Figueira", "I-Person"),
    ]


def test_articles_of_a_treebank():
    """A document is an article and a paragraph is a span, wrapped where the treebank says so."""
    conllu = (
        "# newdoc id = a\n# newpar\n# text = One.\n\n# text = Two.\n\n"
        "# newpar\n# wrap = 9\n# text = Three words here.\n\n# newdoc id = b\n# text = Four.\n\n"
    )
    found = [[a.words(span) for span in a.paragraphs] for a in bench.articles(conllu)]
    assert found == [["One. Two.", "Three\nwords\nhere."], ["Four."]]


def test_tokens_of_several_words_are_ranges():
    """The scorer is given forms as printed, and a range where one token holds several words."""
    from quotetrack.records import Article, Parse, Sentence, Token

    class Thing:
        def __init__(self, **fields):
            self.__dict__.update(fields)

    made = Parse(
        Article("a", "Don’t go"),
        (
            Sentence(
                0,
                8,
                0,
                (
                    Token(1, 0, 2, "Do", "do", "AUX", "VB", "_", 3, "aux"),
                    Token(2, 2, 5, "n’t", "not", "PART", "RB", "_", 3, "advmod"),
                    Token(3, 6, 8, "go", "go", "VERB", "VB", "_", 0, "root"),
                ),
            ),
        ),
    )
    doc = Thing(sentences=[Thing(tokens=[Thing(words=[1, 2]), Thing(words=[3])])])
    rows = [
        line.split("\t")[:2] for line in bench.system_conllu([made], [doc]).splitlines() if line
    ]
    assert rows == [["1-2", "Don’t"], ["1", "Do"], ["2", "n’t"], ["3", "go"]]
