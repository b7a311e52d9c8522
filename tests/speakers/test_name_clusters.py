"""name_clusters: which names of an article are one entity's."""

from __future__ import annotations

import pytest
from references_by_hand import name, role

from quotetrack.speakers.entities import Entity
from quotetrack.speakers.name_clusters import NameClusters
from quotetrack.speakers.references import Reference


def entities(*names: Reference) -> list[Entity]:
    """The entity of each name."""
    clusters = NameClusters(names)
    return [clusters.entity(one) for one in names]


@pytest.mark.parametrize(
    ("text", "evidence", "kind"),
    [
        ("Zed Zod", 0.3, "organisation"),
        ("Zed Zod", 0.31, "person"),
        ("Zed", 0.49, "organisation"),
        ("Zed", 0.5, "person"),
    ],
)
def test_kind(text: str, evidence: float, kind: str) -> None:
    """A name is a person's from an evidence of .5, a name of several words from above .3."""
    assert entities(name(0, text, evidence))[0].kind == kind


def test_evidence_adds_up() -> None:
    """What one mention says of a name holds for all."""
    one, two = entities(name(0, "Zed", 0.3), name(10, "Zed", 0.2))
    assert one is two and one.kind == "person"


@pytest.mark.parametrize(
    ("evidence", "same"), [(5.0, True), (-3.0, True), (-3.1, True), (-5.9, True), (-6.0, False)]
)
def test_a_doubtful_family_name(evidence: float, same: bool) -> None:
    """A word that lists and tagger take for something else is still a family name of the article.

    Not where both object.
    """
    full, short = entities(name(0, "Ann Roe"), name(10, "Roe", evidence))
    assert (full is short) is same


@pytest.mark.parametrize(("evidence", "same"), [(-3.0, True), (-3.1, False)])
def test_a_doubtful_first_name(evidence: float, same: bool) -> None:
    """Below -3, a single word is nobody's first name."""
    full, short = entities(name(0, "Ann Roe"), name(10, "Ann", evidence))
    assert (full is short) is same


def test_full_name_after_the_short_one() -> None:
    """The full name may come later, and becomes the name of the entity."""
    short, full = entities(name(0, "Roe"), name(10, "Ann Roe"))
    assert short is full and short.name == "Ann Roe"


def test_title_and_gender_choose_between_namesakes() -> None:
    """`Mr Roe` is Tom, `Senator Roe` is the one whom the article calls senator."""
    ann = name(0, "Ann Roe", gender="f", before="Senator")
    tom = name(10, "Tom Roe", gender="m")
    found = entities(ann, tom, name(20, "Roe", gender="m", before="Mr"), name(30, "Roe"))
    assert found[2] is found[1]
    again = entities(ann, tom, name(20, "Roe", before="Senator"))
    assert again[2] is again[0]


def test_acronym_of_an_organisation() -> None:
    """Initials stand for the organisation whose initials they are."""
    full, short = entities(name(0, "Harbour Trade Board", -4.0), name(30, "HTB", -4.0))
    assert full is short


def test_described_first_named_later() -> None:
    """`A young aide resigned. The aide, Ann Roe, ...`: the first words are hers, too."""
    first = role(0, "A young aide", "young", definite=False)
    second = role(20, "The aide", holder=30)
    clusters = NameClusters([first, second, name(30, "Ann Roe")])
    found = clusters.named_later(first)
    assert found is not None and found.name == "Ann Roe"
    assert clusters.named_later(second) is None
