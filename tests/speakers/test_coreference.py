"""coreference: salience, and whom pronouns and roles stand for."""

from __future__ import annotations

import pytest
from references_by_hand import name, role

from quotetrack.speakers.coreference import Coreference
from quotetrack.speakers.entities import Entity

ANN = name(0, "Ann Roe", gender="f")
TOM = name(20, "Tom Boggs", gender="m")
ZED = name(40, "Zed Zod")
ACME = name(60, "Acme Foods", -4.0)
OHIO = name(80, "Ohio", -5.0)


def article(*mentions: tuple[str, int, float]) -> tuple[Coreference, dict[str, Entity]]:
    """An article with these mentions: (first word of the name, sentence, weight)."""
    coreference = Coreference([ANN, TOM, ZED, ACME, OHIO])
    known = {e.name.split()[0]: e for e in coreference.entities}
    for who, sentence, weight in mentions:
        coreference.mention(known[who], sentence, weight)
    return coreference, known


@pytest.mark.parametrize(
    ("mentions", "sentence", "expected"),
    [
        ([], 0, 0.0),
        ([("Ann", 0, 1.0)], 0, 1.0),
        ([("Ann", 1, 1.0)], 0, 1.0),
        ([("Ann", 2, 1.0)], 0, 0.0),
        ([("Ann", 0, 1.0)], 1, 0.5),
        ([("Ann", 0, 1.0)], 8, 0.5**8),
        ([("Ann", 0, 1.0)], 9, 0.0),
        ([("Ann", 0, 1.0), ("Ann", 0, 0.6)], 0, 1.0),
        ([("Ann", 0, 0.5), ("Ann", 1, 1.0)], 1, 1.0 + 0.7 * 0.25),
        ([("Ann", n, 1.0) for n in range(3)], 2, 1.0 + 0.7 * (0.5 + 0.25)),
        ([("Ann", n, 1.0) for n in range(4)], 3, 1.0 + 0.7 * (0.5 + 0.25)),
    ],
)
def test_salience(mentions: list[tuple[str, int, float]], sentence: int, expected: float) -> None:
    """The strongest mention of the last eight sentences, and a share of two others."""
    coreference, known = article(*mentions)
    assert coreference.salience(known["Ann"], sentence) == pytest.approx(expected)


def test_recent() -> None:
    """The most salient first, and nobody who was not mentioned."""
    coreference, _ = article(("Ann", 0, 0.6), ("Tom", 0, 1.3))
    assert [e.name for e in coreference.recent(0)] == ["Tom Boggs", "Ann Roe"]


@pytest.mark.parametrize(
    ("pronoun", "mentions", "who", "score"),
    [
        ("he", [("Tom", 0, 1.0)], "Tom Boggs", 0.9),
        ("him", [("Tom", 0, 1.0), ("Zed", 0, 1.0)], "Tom Boggs", round(0.9 - 0.35 * 0.75, 2)),
        ("he", [("Tom", 0, 1.0), ("Zed", 0, 1.3)], "Tom Boggs", round(0.9 - 0.35 * 0.975, 2)),
        ("he", [("Tom", 0, 1.0), ("Zed", 0, 1.4)], "Zed Zod", round(0.9 - 0.35 / 1.05, 2)),
        ("she", [("Tom", 0, 1.0)], None, 0.0),
        ("it", [("Acme", 0, 1.0), ("Ohio", 0, 1.9)], "Acme Foods", round(0.9 - 0.35 * 0.95, 2)),
        ("it", [("Acme", 0, 1.0), ("Ohio", 0, 2.1)], "Ohio", round(0.9 - 0.35 / 1.05, 2)),
        ("they", [("Acme", 0, 1.0)], "Acme Foods", 0.9),
    ],
)
def test_pronoun(
    pronoun: str, mentions: list[tuple[str, int, float]], who: str | None, score: float
) -> None:
    """The most salient one who agrees; unknown genders and places count less."""
    coreference, _ = article(*mentions)
    found = coreference.pronoun(pronoun, 0)
    assert (found.entity.name if found else None, found.score if found else 0.0) == (who, score)


@pytest.mark.parametrize(("weight", "who"), [(0.18, "Zed Zod"), (0.2, "Tom Boggs")])
def test_whoever_is_named_in_the_report_is_unlikely(weight: float, who: str) -> None:
    """`He said that Zod ...`: Zod would say I, unless hardly anybody else was mentioned."""
    coreference, known = article(("Zed", 0, 1.0), ("Tom", 0, weight))
    found = coreference.pronoun("he", 0, [known["Zed"]])
    assert found is not None and found.entity.name == who


@pytest.mark.parametrize(("weight", "who"), [(0.38, "Acme Foods"), (0.42, "Some clerks")])
def test_an_organisation_as_they(weight: float, who: str) -> None:
    """`they` means a group rather than an organisation of twice its salience."""
    coreference, _ = article(("Acme", 0, 1.0))
    clerks = coreference.described(role(100, "Some clerks", plural=True))
    coreference.mention(clerks, 0, weight)
    found = coreference.pronoun("they", 0)
    assert found is not None and found.entity.name == who


@pytest.mark.parametrize(("weight", "who"), [(0.7, "the lawyer"), (0.8, "Tom Boggs")])
def test_somebody_only_described(weight: float, who: str) -> None:
    """A name counts more than a description."""
    coreference, known = article(("Tom", 0, weight))
    lawyer = coreference.described(role(100, "the lawyer", gender="m"))
    coreference.mention(lawyer, 0, 1.0)
    found = coreference.pronoun("he", 0)
    assert found is not None and found.entity.name == who


def test_a_pronoun_tells_the_gender() -> None:
    """Whoever is once meant by `he` is no longer meant by `she`."""
    coreference, _ = article(("Zed", 0, 1.0))
    assert coreference.pronoun("he", 0) is not None
    assert coreference.pronoun("she", 0) is None


def senators(*weights: float) -> Coreference:
    """An article with senators of these saliences, all called senator."""
    names = ["Ann Roe", "Tom Boggs"]
    titled = [
        name(20 * n, names[n], before="tall Senator" if n else "Senator")
        for n in range(len(weights))
    ]
    coreference = Coreference(titled)
    for entity, weight in zip(coreference.entities, weights, strict=True):
        if weight:
            coreference.mention(entity, 0, weight)
    return coreference


@pytest.mark.parametrize(
    ("text", "modifiers", "score"),
    [("the senator", (), 0.8), ("the tall senator", ("tall",), 0.85), ("the mayor", (), None)],
)
def test_role_score(text: str, modifiers: tuple[str, ...], score: float | None) -> None:
    """The better the fit the higher the score, up to .85."""
    found = senators(0.0, 1.0).role(role(100, text, *modifiers), 0)
    assert (found.score if found else None) == score


def test_role_score_of_a_possible_noun() -> None:
    """A noun that goes with the kind of entity only."""
    coreference, _ = article(("Acme", 0, 1.0))
    found = coreference.role(role(100, "the company", evidence=-1.0), 0)
    assert found is not None and found.score == 0.6


@pytest.mark.parametrize(("salience", "who"), [(0.18, "Tom Boggs"), (0.22, "Ann Roe")])
def test_salience_chooses_between_two_who_fit(salience: float, who: str) -> None:
    """The better fit wins over a small difference in salience, not over a large one."""
    professor = name(0, "Ann Roe", before="Professor")
    academic = name(20, "Tom Boggs", before="Academic")
    coreference = Coreference([professor, academic])
    coreference.mention(coreference.named(professor), 0, salience)
    found = coreference.role(role(100, "the academic"), 0)
    assert found is not None and found.entity.name == who


def test_named_later() -> None:
    """A description of somebody who is named later."""
    first = role(0, "a young aide", "young", definite=False)
    coreference = Coreference([first, role(20, "the aide", holder=30), name(30, "Ann Roe")])
    found = coreference.named_later(first)
    assert found is not None and (found.entity.name, found.score) == ("Ann Roe", 0.8)


@pytest.mark.parametrize(("rival", "who"), [(0.6, "Ann Roe"), (0.61, None)])
def test_epithet(rival: float, who: str | None) -> None:
    """An epithet means the most salient person if no other has more than .6 of the salience."""
    coreference, _ = article(("Ann", 0, 1.0), ("Tom", 0, rival))
    singer = role(100, "the Danish-born singer", "danish-born")
    found = coreference.epithet(singer, 0)
    assert (found.entity.name if found else None) == who
    assert found is None or found.score == 0.5


def test_described_in_the_same_words() -> None:
    """The same description is the same entity; the words of a source replace those of its role."""
    coreference = Coreference([])
    first = coreference.described(role(0, "the old clerk"))
    assert coreference.described(role(30, "The old clerk")) is first
    other = coreference.described(role(60, "a young clerk"))
    assert coreference.described(role(60, "a young clerk"), "a young clerk of Ohio") is other
    assert other.name == "a young clerk of Ohio"
