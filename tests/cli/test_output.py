"""Answers as JSON and CSV."""

import json

import pytest
from command_line import invoke, run

from quotetrack.cli.output import csv_cell

QUESTIONS = [
    ["who-said", "wall"],
    ["said-by", "Brandt"],
    ["trace", "wall"],
    ["links"],
    ["compare", "coast"],
    ["compare", "coast", "inland", "--share"],
    ["speakers"],
    ["claims"],
    ["outlets"],
    ["show", "coast"],
    ["stats"],
]
MAY_BE_EMPTY = [
    ["compare", "coast", "inland"],
    ["outlets", "--reuse"],
    ["links", "--passages"],
    ["drift"],
]


@pytest.mark.parametrize("command", QUESTIONS, ids=" ".join)
def test_csv_has_a_header_and_rows(db, command):
    """Every question also answers in CSV."""
    assert len(run(*command, "--db", db, "--csv").stdout.splitlines()) >= 2


@pytest.mark.parametrize("command", MAY_BE_EMPTY, ids=" ".join)
def test_csv_of_nothing_is_no_error(db, command):
    """As CSV, an empty answer is empty output."""
    run(*command, "--db", db, "--csv")


@pytest.mark.parametrize("command", [*QUESTIONS, *MAY_BE_EMPTY], ids=" ".join)
def test_json_can_be_read_back(db, command):
    """--json prints one document, or with links one a line."""
    out = run(*command, "--db", db, "--json").stdout
    for document in out.splitlines() if command[0] == "links" else [out]:
        json.loads(document)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("-y", "'-y"),
        ("@z", "'@z"),
        ("\tx", "'\tx"),
        ("plain", "plain"),
        (-1, -1),
        (None, ""),
        ([1], "[1]"),
        ({"é": None}, '{"é": null}'),
    ],
)
def test_cells(value, cell):
    """A cell that a spreadsheet would run as a formula starts with an apostrophe."""
    assert csv_cell(value) == cell


@pytest.mark.parametrize("command", ["speakers", "claims", "links", "drift", "stats"])
def test_json_and_csv_exclude_each_other(db, command):
    """Two formats at once are a usage error."""
    assert invoke(command, "--db", db, "--json", "--csv").exit_code == 2
