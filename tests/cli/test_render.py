"""The building blocks of text output."""

import pytest

from quotetrack.cli import render
from quotetrack.cli.render_findings import _share


def change(kind, before, after, meaning=False):
    return {"kind": kind, "before": before, "after": after, "meaning": meaning}


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (change("cut", "at least", ""), "- at least"),
        (change("added", "", "never"), "+ never"),
        (change("number", "90", "80"), "number: 90 → 80"),
        (change("negation", "", "not", True), "! negation: (nothing) → not"),
        (change("cut", "a\nb", "", True), "! - a b"),
    ],
)
def test_a_change_is_one_line(found, line):
    """Cut and added words have signs; ! stands before what may alter the meaning."""
    assert render.change_line(found).plain == line


def test_changes_of_meaning_come_first(capsys):
    """Changes that may alter the meaning come first and spelling last; ties keep their order."""
    found = [
        change("spelling", "wal", "wall"),
        change("cut", "one", ""),
        change("cut", "two", ""),
        change("negation", "not", "", True),
    ]
    render.changes(render.console(), found, 0)
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].rstrip() for line in printed] == [
        "! negation",
        "- one",
        "- two",
        "spelling",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\n b\t c ", "a b c"), ("a\x1b[1mb", "a\ufffd[1mb"), (None, ""), ("[b]x[/b]", "[b]x[/b]")],
)
def test_text_on_one_line(text, line):
    """Spaces are single, control characters visible, square brackets kept."""
    assert render.one_line(text) == line


def test_numbers_are_aligned_to_the_right(capsys):
    """Columns of numbers end together, others start together; None is an empty cell."""
    rows = [{"n": 5, "w": "few"}, {"n": 120, "w": None}]
    render.table(render.console(), rows, {"n": "number", "w": "words"})
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == ["number  words", "     5  few", "   120"]


@pytest.mark.parametrize(
    ("number", "total", "cell"), [(8, 20, "8 (40 %)"), (1, 3, "1 (33 %)"), (0, 0, "0")]
)
def test_shares_have_percentages(number, total, cell):
    """A share is a number of words and what it is per cent of all."""
    assert _share(number, total) == cell
