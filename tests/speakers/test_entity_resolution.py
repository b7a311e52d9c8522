"""entity_resolution: which mentions of different articles are one speaker."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_pairs import APART, ORGANISATION, PERSON, SAME

from quotetrack.language.names import split
from quotetrack.records import Mention, Speaker
from quotetrack.speakers.entity_resolution import resolve_mentions


def speakers(*names: str, kind: str = PERSON, known: tuple[Speaker, ...] = ()) -> list[Speaker]:
    """The speakers of names that stand in an article each."""
    mentions = [Mention(f"q{n}", f"a{n}", name, kind) for n, name in enumerate(names)]
    found = resolve_mentions(mentions, known)
    return [found[m.quote_id] for m in mentions]


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_same(a: str, b: str, kind: str) -> None:
    """Titles, case, accents, hyphens, initials, short forms and acronyms make no new speaker."""
    one, two = speakers(a, b, kind=kind)
    assert one == two


@pytest.mark.parametrize(("a", "b", "kind"), APART)
def test_apart(a: str, b: str, kind: str) -> None:
    """Jr and Sr, other first or middle names, and a family name alone keep people apart."""
    one, two = speakers(a, b, kind=kind)
    assert one.id != two.id


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_known_speaker_is_kept(a: str, b: str, kind: str) -> None:
    """A known speaker keeps id and name, whichever form comes later."""
    before = speakers(a, kind=kind)[0]
    if before.article_id is None:
        assert speakers(b, kind=kind, known=(before,)) == [before]


def test_id_does_not_depend_on_the_form_that_came_first() -> None:
    """Middle names, titles, spelling and clear short forms do not change the id."""
    forms = ["Robert Dunn", "Robert J. Dunn", "Dr Bob Dunn", "Robert James Dunn", "Rob Dunn"]
    assert len({speakers(form)[0].id for form in forms}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("George W. Lane", "George H. W. Lane", "Ann Roe"),
        ("Sam Teller", "Sam Teller Jr.", "Samuel Teller"),
        ("Park Chul-soo", "Park Chul Soo", "Park Yun-soo"),
        ("J. Moss", "John Moss", "Jane Moss"),
    ],
)
def test_order_of_mentions(names: tuple[str, ...]) -> None:
    """The same mentions in another order give the same speakers."""
    wanted = dict(zip(names, speakers(*names), strict=True))
    for order in permutations(names):
        mentions = [Mention(f"q{names.index(n)}", f"a{names.index(n)}", n, PERSON) for n in order]
        found = resolve_mentions(mentions, ())
        assert {n: found[f"q{names.index(n)}"] for n in names} == wanted


def test_ambiguous_name_joins_nobody() -> None:
    """A name that fits two people is neither."""
    first, second, unclear = speakers("George W. Lane", "George H. W. Lane", "George Lane")
    assert len({first.id, second.id, unclear.id}) == 3


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        (("Donna Fry", "Donna Fry", "Donna M. Fry"), "Donna Fry"),
        (("J. K. Lindqvist", "J. K. Lindqvist", "Johanna Lindqvist"), "Johanna Lindqvist"),
        (("Park Chul-soo", "Park Chul-soo", "Park Chul Soo"), "Park Chul-soo"),
        (("Mayor Anna Cole", "Ms Anna Cole", "Anna Cole"), "Anna Cole"),
        (("Tom Boggs", "Thomas Boggs"), "Thomas Boggs"),
        (("Sam Teller Jr.", "Rep. Sam Teller Jr."), "Sam Teller Jr."),
    ],
)
def test_canonical_name(names: tuple[str, ...], canonical: str) -> None:
    """The canonical name is the most common full form without title; in a tie the longest."""
    assert {s.name for s in speakers(*names)} == {canonical}


@pytest.mark.parametrize("kind", ["unnamed", "group"])
def test_unnamed_stay_in_their_article(kind: str) -> None:
    """The same words for somebody unnamed are one speaker in an article, two in two articles."""
    mentions = [
        Mention("q1", "a", "a senior official", kind),
        Mention("q2", "a", "A senior official", kind),
        Mention("q3", "b", "a senior official", kind),
    ]
    found = resolve_mentions(mentions, ())
    assert found["q1"].id == found["q2"].id != found["q3"].id
    assert (found["q1"].article_id, found["q3"].article_id) == ("a", "b")


def test_family_name_alone_stays_in_its_article() -> None:
    """A person known by one word only is a speaker of that article."""
    one, two = speakers("Lane", "Lane")
    assert (one.name, one.article_id, two.article_id) == ("Lane", "a0", "a1")


def test_unknown_has_no_speaker() -> None:
    """A quotation without a name gets no speaker."""
    assert resolve_mentions(
        [Mention("q", "a", None, "unknown"), Mention("p", "a", "Ann Roe", PERSON)], ()
    ).keys() == {"p"}


def test_kind_by_majority() -> None:
    """A name is a person's if most articles take it for one."""
    kinds = (PERSON, ORGANISATION, PERSON)
    mentions = [Mention(f"q{n}", f"a{n}", "Ann Roe", kind) for n, kind in enumerate(kinds)]
    assert len({s.id for s in resolve_mentions(mentions, ()).values()}) == 1


def test_namesakes_of_other_kind_known() -> None:
    """A known person stays a person, whatever a new article takes the name for."""
    known = speakers("Ann Roe")[0]
    assert speakers("Ann Roe", kind=ORGANISATION, known=(known,)) == [known]


def test_new_namesake_gets_another_id() -> None:
    """Someone incompatible whose root is taken does not get the known speaker's id."""
    known = speakers("George W. Lane")[0]
    new = speakers("George H. W. Lane", known=(known,))[0]
    assert (new.id != known.id, new.name) == (True, "George H. W. Lane")


@pytest.mark.parametrize(
    ("printed", "title", "full"),
    [
        ("U.S. Secretary of State Mary Holt", "U.S. Secretary of State", "Mary Holt"),
        (
            "Secretary of Health and Human Services Alan Poe",
            "Secretary of Health and Human Services",
            "Alan Poe",
        ),
        ("Vice President-elect Joan Birch", "Vice President-elect", "Joan Birch"),
        ("President of South Africa Themba Zuma", "President of South Africa", "Themba Zuma"),
        ("Holt's lawyer Sam Ash", "Holt's lawyer", "Sam Ash"),
        ("Dean Baker", "", "Dean Baker"),
        ("Queen Mathilde", "", "Queen Mathilde"),
        ("Mr Baker", "Mr", "Baker"),
        ("Sam Teller Jr.", "", "Sam Teller Jr."),
        ("James Baker III", "", "James Baker III"),
    ],
)
def test_title_and_name(printed: str, title: str, full: str) -> None:
    """Titles before a name come off; words that are part of the name stay."""
    name = split(printed)
    assert (name.title, name.full) == (title, full)


KINDS = st.sampled_from([PERSON, ORGANISATION, "group", "unnamed", "unknown"])


@given(st.lists(st.tuples(st.text(max_size=20), KINDS), max_size=6))
def test_any_text_for_a_name(names: list[tuple[str, str]]) -> None:
    """Whatever is taken for a name, each mention has one speaker, the same each time."""
    mentions = [Mention(f"q{n}", f"a{n % 2}", name, kind) for n, (name, kind) in enumerate(names)]
    found = resolve_mentions(mentions, ())
    assert found.keys() == {m.quote_id for m in mentions if m.name and m.kind != "unknown"}
    assert resolve_mentions(mentions, ()) == found
