"""definite_descriptions: how well somebody fits a role."""

from __future__ import annotations

import pytest
from references_by_hand import name, role

from quotetrack.speakers.definite_descriptions import MIN_FIT, fit, is_epithet
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.references import Reference


def person(after: str = "", gender: str = "") -> Entity:
    entity = Entity("Ann Roe", "person", gender)
    entity.add_mention(name(0, "Ann Roe", after=after))
    return entity


def organisation(text: str) -> Entity:
    return Entity(text, "organisation", head=text.split()[-1].lower())


@pytest.mark.parametrize(
    ("entity", "described", "expected"),
    [
        (person("a senator"), role(20, "the senator"), (2.0, True)),
        (person("a professor"), role(20, "the academic"), (1.2, True)),
        (person(gender="f"), role(20, "the woman", gender="f"), (1.0, True)),
        (person(), role(20, "the Italian"), (1.0, True)),
        (person("40"), role(20, "the 40-year-old", "40", head="old"), (2.0, True)),
        (person(), role(20, "the senator"), (0.0, False)),
        (organisation("Harbour Board"), role(20, "the board"), (1.5, True)),
        (organisation("Brightwater Foods"), role(20, "the company"), (1.0, True)),
        (person("a tall senator"), role(20, "the tall senator", "tall"), (2.4, True)),
        (person("a senator"), role(20, "the tall senator", "tall"), (1.5, False)),
        (person("a senator"), role(20, "the former senator", "former"), (2.0, True)),
        (person("a Russia senator"), role(20, "the russian senator", "russian"), (2.4, True)),
        (person("an Iranian senator"), role(20, "the iran senator", "iran"), (2.4, True)),
        (person("a Rus senator"), role(20, "the rusk senator", "rusk"), (1.5, False)),
        (person("a senator"), role(20, "the liberal senator", "liberal"), (2.0, False)),
    ],
)
def test_fit(entity: Entity, described: Reference, expected: tuple[float, bool]) -> None:
    """The noun counts most; a modifier that the article knows adds, one that it does not subtracts.

    A party or nationality of which the article says nothing does neither.
    """
    score, explained = fit(described, entity)
    assert (round(score, 6), explained) == expected


@pytest.mark.parametrize(
    ("entity", "described", "fits"),
    [
        (person(), role(20, "the Italian"), True),
        (person("a professor"), role(20, "the tall academic", "tall"), False),
        (organisation("Harbour Board"), role(20, "the tall board", "tall"), True),
        (organisation("Brightwater Foods"), role(20, "the tall company", "tall"), False),
        (
            organisation("Harbour Board"),
            role(20, "the tall thin harbour board", "tall", "thin", "harbour"),
            False,
        ),
    ],
)
def test_who_is_taken(entity: Entity, described: Reference, fits: bool) -> None:
    """The weaker the noun, the fewer unknown modifiers are forgiven."""
    score, _ = fit(described, entity)
    assert (score >= MIN_FIT) is fits


def test_an_unknown_name_in_a_role_rules_organisations_out() -> None:
    """`the Roe campaign` is not the Lowe campaign."""
    described = role(20, "the Roe campaign", "roe", evidence=-1.0)
    assert fit(described, organisation("Lowe Campaign"))[0] == 0.0


@pytest.mark.parametrize(
    ("text", "modifiers", "epithet"),
    [
        ("the Danish-born singer", ("danish-born",), True),
        ("the Ohio farmer and poet", ("ohio",), True),
        ("the Texas governor", ("texas",), True),
        ("the governor", (), False),
        ("the head of the Danish-born", (), False),
    ],
)
def test_epithet(text: str, modifiers: tuple[str, ...], epithet: bool) -> None:
    """An epithet says more of somebody who is known than an office does."""
    head = "farmer" if "farmer" in text else text.split()[-1]
    assert is_epithet(role(0, text, *modifiers, head=head)) is epithet
