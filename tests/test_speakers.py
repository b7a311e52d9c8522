"""benchmarks.speakers: the labels are consistent, and answers are judged as a reader would."""

from __future__ import annotations

import json

import pytest

from benchmarks import speakers
from benchmarks.speakers import Item, right, same_organisation, same_person
from quotetrack.records import Attribution, Quote

LABELS = speakers.items()


def item(kind: str, *names: str, type_: str = "nominal") -> Item:
    return Item("a", "tune", (10, 30), (2, 8), type_, kind, names)


def answer(name: str | None, kind: str, descriptor: str | None = None) -> Attribution:
    return Attribution("q", name, kind, descriptor, 0.5, "test")


def test_labels_are_enough():
    """At least 150 labelled sources are pronouns or nominals; some quotations have no source."""
    types = [label.type for label in LABELS]
    assert types.count("pronoun") + types.count("nominal") >= 150
    assert types.count("none") >= 20


def test_halves_share_no_event():
    """Each event belongs to one half, so that nothing read while tuning is tested on."""
    halves = {
        part: {label.article.rpartition("_")[0] for label in LABELS if label.part == part}
        for part in ("tune", "test")
    }
    assert halves["tune"] and halves["test"] and not halves["tune"] & halves["test"]


def test_labels_hold_no_text():
    """The file holds offsets, ids and short names only: we may not distribute the articles."""
    rows = [json.loads(line) for line in speakers.GOLD.read_text(encoding="utf-8").splitlines()]
    known = {"article", "part", "content", "source", "type", "name", "also", "kind", "named"}
    assert all(row.keys() <= known for row in rows)
    assert all(len(name) < 70 for row in rows for name in (row["name"] or "", *row.get("also", ())))


@pytest.mark.parametrize(
    "label", LABELS, ids=lambda label: f"{label.article[:8]}:{label.content[0]}"
)
def test_label(label):
    """Spans are half-open and disjoint; people have names; only type none lacks a source."""
    assert label.content[0] < label.content[1]
    assert (label.source is None) == (label.type == "none")
    assert (
        label.source is None
        or label.source[1] <= label.content[0]
        or label.content[1] <= label.source[0]
    )
    assert label.names or label.kind in ("group", "unnamed")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ann Roe", "ann roe", True),
        ("Roe", "Ann Roe", True),
        ("Ann M. Roe", "Ann Roe", True),
        ("A. Roe", "Ann Roe", True),
        ("Tom Roe Jr.", "Tom Roe", True),
        ("Tom Roe", "Ann Roe", False),
        ("Ann Roe", "Ann Poe", False),
        ("", "Ann Roe", False),
    ],
)
def test_same_person(a, b, same):
    """Family names are equal and first names, where both have one, agree."""
    assert same_person(a, b) == same_person(b, a) == same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the Harbour Board", "Harbour Board", True),
        ("HB", "Harbour Board", True),
        ("House Ethics Panel", "Ethics Panel", True),
        ("Harbour Board", "School Board", False),
        ("Board of Trade", "Trade", True),
    ],
)
def test_same_organisation(a, b, same):
    """Equal without `the`, one end of the other, or its initials."""
    assert same_organisation(a, b) == same_organisation(b, a) == same


@pytest.mark.parametrize(
    ("label", "said", "good"),
    [
        (item("person", "Ann Roe"), answer("Ann Roe", "person"), True),
        (item("person", "Ann Roe"), answer("Tom Roe", "person"), False),
        (item("person", "Ann Roe"), answer("Bo Li and Ann Roe", "group"), False),
        (item("person", "Ann Roe"), answer(None, "unknown"), False),
        (item("person", "Ann Roe"), None, False),
        (item("unnamed"), answer("a clerk", "unnamed"), True),
        (item("unnamed"), answer("Ann Roe", "person"), False),
        (item("unnamed"), answer(None, "unknown"), False),
        (item("unnamed", type_="none"), answer(None, "unknown"), True),
        (item("group", "Ann Roe and Bo Li"), answer("Li and Roe", "group"), True),
        (
            item("group", "Ann Roe and Bo Li"),
            answer("both sides", "group", "Ann Roe and Bo Li"),
            True,
        ),
        (item("group", "Ann Roe and Bo Li"), answer("Ann Roe", "person"), False),
        (item("group", "many angry clerks", "clerks"), answer("clerks", "group"), True),
        (item("organisation", "Harbour Board"), answer("the board", "unnamed"), True),
        (item("organisation", "Harbour Board"), answer("the council", "unnamed"), False),
    ],
)
def test_right(label, said, good):
    """A named speaker must be named; an unnamed one must not become somebody with a name."""
    assert right(label, said) == good


@pytest.mark.parametrize(
    ("content", "common"),
    [([(12, 40)], 18), ([(0, 12)], 0), ([(28, 60)], 0), ([(0, 15), (18, 60)], 17)],
)
def test_shared(content, common):
    """A quotation answers a label if they share half of the shorter of the two."""
    quote = Quote("a", tuple(content), (), (), "direct", "", 1.0, "test")
    assert speakers.shared(item("person", "Ann Roe"), quote) == common
