"""entities: what an article says of somebody, and of what kind a description is."""

from __future__ import annotations

import pytest
from references_by_hand import name, role

from quotetrack.speakers.entities import Entity, is_full_name, role_kind


def descriptors(before: str = "", after: str = "") -> list[str]:
    entity = Entity("Ann Roe", "person")
    entity.add_mention(name(0, "Ann Roe", before=before, after=after))
    return [d.text for d in entity.descriptors]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Senator", "", ["Senator"]),
        ("Mr", "40", []),
        ("Sen.", "R-Ohio", ["Sen., R-Ohio"]),
        ("", "who said no", []),
        ("", "who " + "x " * 13, ["who " + "x " * 13]),
        ("", "who " + "x " * 14, []),
        ("", "a " + "x " * 14, ["a " + "x " * 14]),
    ],
)
def test_descriptors(before: str, after: str, kept: list[str]) -> None:
    """Titles, appositions and clauses of up to 14 words describe; honorifics and ages do not."""
    assert descriptors(before, after) == kept


def test_titles_are_words_of_the_head_phrase() -> None:
    """`an aide to the minister` makes nobody a minister."""
    entity = Entity("Ann Roe", "person")
    entity.add_mention(name(0, "Ann Roe", after="an aide to the minister"))
    assert "aide" in entity.titles and "minister" not in entity.titles
    assert "minister" in entity.role_words


@pytest.mark.parametrize(
    ("text", "fields", "kind"),
    [
        ("the Russian ministry", {"evidence": -1.0}, "organisation"),
        ("its Russian ministry", {"evidence": -1.0}, "unnamed"),
        ("the ministry", {"evidence": -1.0}, "unnamed"),
        ("U.N. data", {"evidence": -1.0}, "organisation"),
        ("the clerks", {"plural": True}, "group"),
        ("the clerk", {}, "unnamed"),
    ],
)
def test_role_kind(text: str, fields: dict[str, object], kind: str) -> None:
    """An organisation has a name or nationality before its noun."""
    assert role_kind(role(0, text, **fields)) == kind


@pytest.mark.parametrize(
    ("text", "full"), [("Ann Roe", True), ("van Dijk", False), ("Roe", False), ("A. Roe", True)]
)
def test_full_name(text: str, full: bool) -> None:
    """A full name is more than a family name with its particles."""
    assert is_full_name(name(0, text)) is full
