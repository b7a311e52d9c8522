"""identify: which names of different articles are one speaker."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.language.names import compatible, split
from quotetrack.records import Mention, Speaker
from quotetrack.speakers.entity_resolution import resolve_mentions
from quotetrack.speakers.name_matching import blocking_keys, same_organisation
from quotetrack.speakers.speaker_registry import SpeakerRegistry

PERSON, ORGANISATION = "person", "organisation"

SAME = [
    ("Dr Elena Varga", "Elena Varga", PERSON),
    ("Park Chul-soo", "Park Chul Soo", PERSON),
    ("PARK CHUL-SOO", "Park Chul-soo", PERSON),
    ("Li JunWei", "Li Junwei", PERSON),
    ("U.S. Secretary of Defense Mary Holt", "Mary Holt", PERSON),
    ("former president Paul Greer", "Paul Greer", PERSON),
    ("Sen. Ruth Keller", "Ruth Keller", PERSON),
    ("Mr. Tom Boggs", "Tom Boggs", PERSON),
    ("José Álvarez", "Jose Alvarez", PERSON),
    ("Bill Harper", "William Harper", PERSON),
    ("Mike Olsen", "Michael Olsen", PERSON),
    ("Liz Grant", "Elizabeth Grant", PERSON),
    ("Tony Marsh", "Anthony Marsh", PERSON),
    ("Robert J. Dunn", "Robert Dunn", PERSON),
    ("Robert James Dunn", "Robert J. Dunn", PERSON),
    ("J. K. Lindqvist", "Johanna Lindqvist", PERSON),
    ("J.K. Lindqvist", "J. K. Lindqvist", PERSON),
    ("JK Lindqvist", "J.K. Lindqvist", PERSON),
    ("J. Edgar Moss", "Edgar Moss", PERSON),
    ("Anna O'Brien", "Anna O’Brien", PERSON),
    ("Pieter van der Berg", "Pieter Van Der Berg", PERSON),
    ("Jean-Luc Petit", "Jean Luc Petit", PERSON),
    ("Han Seung-woo", "Seung-woo Han", PERSON),
    ("Sam Teller Jr.", "Sam Teller Jr", PERSON),
    ("Prime Minister Ingrid Larsen", "Ingrid Larsen", PERSON),
    ("Foreign Minister Kang Mi-rae", "Kang Mi Rae", PERSON),
    ("Pope Clement", "Pope Clement", PERSON),
    ("Madonna", "Madonna", PERSON),
    ("Muhammad Yilmaz", "Mohammed Yilmaz", PERSON),
    ("Sergey Orlov", "Sergei Orlov", PERSON),
    ("the United Nations", "U.N.", ORGANISATION),
    ("UN", "United Nations", ORGANISATION),
    ("Federal Bureau of Investigation", "FBI", ORGANISATION),
    ("Acme Inc.", "Acme", ORGANISATION),
    ("The Daily Courier", "Daily Courier", ORGANISATION),
    ("Northern National University", "Northerns National University", ORGANISATION),
    ("Suvia's Foreign Ministry", "Suvia Foreign Ministry", ORGANISATION),
    ("Carrick-Moor Bank", "Carrick Moor Bank", ORGANISATION),
    ("Ministry of Defence", "Ministry of Defense", ORGANISATION),
]

APART = [
    ("Sam Teller", "Sam Teller Jr.", PERSON),
    ("Sam Teller Sr", "Sam Teller Jr", PERSON),
    ("Henry Vane II", "Henry Vane III", PERSON),
    ("Park Yun Soo", "Park Chul Soo", PERSON),
    ("Park Chul-soo", "Park Chul-min", PERSON),
    ("Bill Harper", "Hannah Harper", PERSON),
    ("George W. Lane", "George H. W. Lane", PERSON),
    ("George W. Lane", "George T. Lane", PERSON),
    ("Maria Santos", "Mario Santos", PERSON),
    ("Lane", "George W. Lane", PERSON),
    ("Lane", "Lane", PERSON),
    ("Mr Lane", "Mrs Lane", PERSON),
    ("Anna Cole", "Anna Coles", PERSON),
    ("John Smith", "Joan Smith", PERSON),
    ("J. Smith", "Kate Smith", PERSON),
    ("Robert Marsh", "David Marsh", PERSON),
    ("James Hill", "Thomas Hill", PERSON),
    ("Thomas James", "James Thomas", PERSON),
    ("Wang Lei", "Wang Wei", PERSON),
    ("Ivan de Souza", "Ivan Souza Lima", PERSON),
    ("Queen Mathilde", "Princess Mathilde", PERSON),
    ("Peter Paul", "Paul Peter", PERSON),
    ("Ed Stone", "Ted Stone Jr", PERSON),
    (
        "Northern District Court of Marlow and Kent Valley",
        "Southern District Court of Marlow and Kent Valley",
        ORGANISATION,
    ),
    ("Channel 4", "Channel 5", ORGANISATION),
    ("Ninth Regiment of the Royal Guard", "Tenth Regiment of the Royal Guard", ORGANISATION),
    ("North Norland", "South Norland", ORGANISATION),
    ("House of Lords", "House of Cards", ORGANISATION),
    ("Austria", "Australia", ORGANISATION),
    ("Iran", "Iraq", ORGANISATION),
    ("Democratic Party", "Republican Party", ORGANISATION),
    ("University of Tarn", "University of Tarnow", ORGANISATION),
]


def speakers(*names: str, kind: str = PERSON, known: tuple[Speaker, ...] = ()) -> list[Speaker]:
    """The speakers of names that stand in an article each."""
    mentions = [Mention(f"q{n}", f"a{n}", name, kind) for n, name in enumerate(names)]
    found = resolve_mentions(mentions, known)
    return [found[m.quote_id] for m in mentions]


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_same(a: str, b: str, kind: str) -> None:
    """Titles, case, accents, hyphens, initials, short forms and acronyms do not part a speaker."""
    one, two = speakers(a, b, kind=kind)
    assert one == two


@pytest.mark.parametrize(("a", "b", "kind"), APART)
def test_apart(a: str, b: str, kind: str) -> None:
    """Jr and Sr, other first names, other middle names, and a family name alone keep people apart."""
    one, two = speakers(a, b, kind=kind)
    assert one.id != two.id


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_keys_meet(a: str, b: str, kind: str) -> None:
    """Names that are one speaker's share a blocking key, or their known speaker would never be looked up."""
    assert blocking_keys(a) & blocking_keys(b) or {a, b} & {"UN", "U.N.", "FBI"}


def test_keys_of_acronyms() -> None:
    """An acronym has the keys of the name that it stands for."""
    assert blocking_keys("FBI") & blocking_keys("Federal Bureau of Investigation")
    assert blocking_keys("U.N.") & blocking_keys("the United Nations")


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_known_speaker_is_kept(a: str, b: str, kind: str) -> None:
    """Whoever is known keeps id and name, whichever form comes later."""
    before = speakers(a, kind=kind)[0]
    if before.article_id is None:
        assert speakers(b, kind=kind, known=(before,)) == [before]


def test_id_does_not_depend_on_the_form_that_came_first() -> None:
    """Middle names, titles, spelling and clear short forms leave the id alone."""
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
    """The canonical name is the most common full form, without title; of equals the longest."""
    assert {s.name for s in speakers(*names)} == {canonical}


@pytest.mark.parametrize("kind", ["unnamed", "group"])
def test_unnamed_stay_in_their_article(kind: str) -> None:
    """The same words for unnamed speakers are one speaker within an article and two across articles."""
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
    """A name that one article takes for a company's and two for a person's is the person's."""
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


NAMES = [a for a, _, kind in SAME + APART if kind == PERSON] + [
    b for _, b, kind in SAME + APART if kind == PERSON
]
ORGANISATIONS = [n for a, b, kind in SAME + APART if kind == ORGANISATION for n in (a, b)]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_compatible_is_symmetric(a: str, b: str) -> None:
    """Whether two names go together does not depend on which comes first."""
    assert compatible(split(a).full, split(b).full) == compatible(split(b).full, split(a).full)


@given(st.sampled_from(ORGANISATIONS), st.sampled_from(ORGANISATIONS))
def test_same_organisation_is_symmetric(a: str, b: str) -> None:
    """Whether two organisations are one does not depend on which comes first."""
    assert same_organisation(a, b) == same_organisation(b, a)


KINDS = st.sampled_from([PERSON, ORGANISATION, "group", "unnamed", "unknown"])


@given(st.lists(st.tuples(st.text(max_size=20), KINDS), max_size=6))
def test_any_text_for_a_name(names: list[tuple[str, str]]) -> None:
    """Whatever was taken for a name, every mention with one gets exactly one speaker, and the same a second time."""
    mentions = [Mention(f"q{n}", f"a{n % 2}", name, kind) for n, (name, kind) in enumerate(names)]
    found = resolve_mentions(mentions, ())
    assert found.keys() == {m.quote_id for m in mentions if m.name and m.kind != "unknown"}
    assert resolve_mentions(mentions, ()) == found


NAMES = st.sampled_from(
    [
        ("Ana Ruiz", PERSON),
        ("Ana M. Ruiz", PERSON),
        ("A. Ruiz", PERSON),
        ("Ruiz", PERSON),
        ("Dr Ana Ruiz", PERSON),
        ("George W. Lane", PERSON),
        ("George H. W. Lane", PERSON),
        ("George Lane", PERSON),
        ("Lane Group", ORGANISATION),
        ("The Lane Group", ORGANISATION),
        ("Lane Grupp", ORGANISATION),
        ("Ana Ruiz", ORGANISATION),
        ("a farmer", "unnamed"),
        ("farmers", "group"),
        (None, "unknown"),
        ("Harbour Bank", ORGANISATION),
        ("Park Chul Soo", PERSON),
    ]
)


@given(st.lists(st.lists(NAMES, max_size=5), max_size=6), st.integers(0, 6))
def test_a_roll_gives_what_looking_up_gives(
    articles: list[list[tuple[str | None, str]]], stored: int
) -> None:
    """Article after article, whoever was stored before it began included, a registry names the speakers that `resolve_mentions` names."""
    known: dict[str, Speaker] = {}
    found_by: dict[str, set[str]] = {}
    registry = None
    for number, names in enumerate(articles):
        if number == min(stored, len(articles)):
            before = {key: [known[one] for one in ids] for key, ids in found_by.items()}
            registry = SpeakerRegistry(
                lambda wanted, held=before: [
                    (key, speaker) for key in wanted for speaker in held.get(key, ())
                ]
            )
        mentions = [
            Mention(f"{number}:{place}", f"a{number}", name, kind)
            for place, (name, kind) in enumerate(names)
        ]
        near = {
            one
            for m in mentions
            if m.name
            for key in blocking_keys(m.name)
            for one in found_by.get(key, ())
        }
        expected = resolve_mentions(mentions, [known[one] for one in sorted(near)])
        if registry:
            assert registry.resolve(mentions) == expected
        for m in mentions:
            if (speaker := expected.get(m.quote_id)) and speaker.article_id is None:
                known[speaker.id] = speaker
                for key in blocking_keys(speaker.name) | blocking_keys(m.name or ""):
                    found_by.setdefault(key, set()).add(speaker.id)
