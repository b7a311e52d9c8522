"""What changed from one text to another, and the type of each change."""

import time

import pytest
from change_cases import CASES, TURNING
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.linking.alignment import alters_meaning, changes
from quotetrack.records import Change

# before, after, and the changes as "kind: before > after", in order
TABLE = [
    # nothing changed
    ("The bridge is closed.", "the bridge is closed", []),
    ("“We won’t pay”", '"We won\'t pay"', []),
    ("a long-\nterm plan", "a long-term plan", []),
    ("an oil tanker fire", "an oil-tanker fire", []),
    ("the harbour,\nthey said", "the harbour they said", []),
    # cut, added, replaced
    ("the old wooden bridge", "the old bridge", ["cut: wooden > "]),
    ("the old bridge", "the old wooden bridge", ["added:  > wooden"]),
    ("we bought a boat", "we rented a boat", ["replaced: bought > rented"]),
    ("He left early because of the rain", "He left early", ["cut: because of the rain > "]),
    ("the plan works", "frankly the plan works", ["added:  > frankly"]),
    ("looking for help", "looking to help", ["replaced: for > to"]),
    ("the plan, she said, works", "the plan works", ["cut: she said > "]),
    (
        "they sold a red car and bought a van",
        "they sold a blue car and hired a van",
        ["replaced: red > blue", "replaced: bought > hired"],
    ),
    (
        "he praised the cooks in the kitchen",
        "he thanked the staff in the kitchen",
        ["replaced: praised the cooks > thanked the staff"],
    ),
    # number
    ("about 40 houses burned", "about 60 houses burned", ["number: 40 > 60"]),
    ("three ships sank", "five ships sank", ["number: three > five"]),
    ("1.5 million voters", "1.8 million voters", ["number: 1.5 million > 1.8 million"]),
    ("a loan of $20 million", "a loan of $30 million", ["number: $20 million > $30 million"]),
    ("it grew by 4%", "it grew by 5%", ["number: 4 > 5"]),
    ("thousands of fans came", "hundreds of fans came", ["number: thousands > hundreds"]),
    ("half of the crew", "a third of the crew", ["number: half > a third"]),
    ("twelve boats were lost", "boats were lost", ["number: twelve > "]),
    ("he called twice", "he called", ["number: twice > "]),
    ("We owe 1.000 votes", "We owe 1,000 votes", ["number: 1.000 > 1,000"]),
    # one value in other clothes is no change of number
    ("90 percent of farms", "90 per cent of farms", ["spelling: percent > per cent"]),
    ("90 percent of farms", "90% of farms", ["spelling: percent > %"]),
    ("1,000 farms", "one thousand farms", ["spelling: 1,000 > one thousand"]),
    ("$5 million", "5 million dollars", ["spelling: $5 million > 5 million dollars"]),
    ("a 1 million dollar house", "a $1 million house", ["spelling: 1 million dollar > $1 million"]),
    ("ten goals", "10 goals", ["spelling: ten > 10"]),
    ("the first goal", "the 1st goal", ["spelling: first > 1st"]),
    ("one can hope", "you can hope", ["replaced: one > you"]),
    # date
    (
        "a vote is due next week",
        "a vote is due in the middle of this month",
        ["date: next week > in the middle of this month"],
    ),
    (
        "starting this week in Oslo",
        "starting at the end of this week in Oslo",
        ["date:  > at the end of"],
    ),
    ("the talks begin on Monday", "the talks begin on Thursday", ["date: Monday > Thursday"]),
    ("opened on May 3", "opened on May 4", ["date: 3 > 4"]),
    ("opened on 3 May", "opened on 4 May", ["date: 3 > 4"]),
    ("built in 1987", "built in 1978", ["date: 1987 > 1978"]),
    ("he resigned yesterday", "he resigned today", ["date: yesterday > today"]),
    (
        "the factory closed last year after a fire",
        "the factory closed after a fire",
        ["date: last year > "],
    ),
    (
        "at the end of the week",
        "at the start of the month",
        ["date: end of the week > start of the month"],
    ),
    (
        "we meet on Monday for 5 hours",
        "we meet on Tuesday for 6 hours",
        ["date: Monday > Tuesday", "number: 5 > 6"],
    ),
    ("he died two years ago", "he died ten years ago", ["date: two > ten"]),
    ("we open at 5 p.m.", "we open at 6 p.m.", ["date: 5 > 6"]),
    ("music of the 1980s", "music of the 1990s", ["date: 1980s > 1990s"]),
    ("it took two years to build", "it took ten years to build", ["number: two > ten"]),
    # unit
    ("40 tons of wheat", "40 tonnes of wheat", ["unit: tons > tonnes"]),
    ("30 miles from town", "30 kilometres from town", ["unit: miles > kilometres"]),
    ("it cost 80 euros", "it cost 80 dollars", ["unit: euros > dollars"]),
    ("5 litres a day", "5 gallons a day", ["unit: litres > gallons"]),
    ("50 km away", "50 kilometres away", ["spelling: km > kilometres"]),
    ("a ton of wheat", "tons of wheat", ["replaced: a ton > tons"]),
    ("30 miles from town", "48 kilometres from town", ["number: 30 miles > 48 kilometres"]),
    # name
    (
        "a rally in Norfolk on the coast",
        "a rally in Norwalk on the coast",
        ["name: Norfolk > Norwalk"],
    ),
    ("when Anna Lind spoke", "when Lind spoke", ["name: Anna > "]),
    ("what Baker wants", "what Becker wants", ["name: Baker > Becker"]),
    ("the French farmers", "the Spanish farmers", ["replaced: French > Spanish"]),
    ("Farmers complained", "Fishermen complained", ["replaced: Farmers > Fishermen"]),
    # title
    ("when Mr Lind spoke", "when Lind spoke", ["title: Mr > "]),
    ("when Lind spoke", "when Dr Lind spoke", ["title:  > Dr"]),
    ("a letter from President Ola Berg", "a letter from Ola Berg", ["title: President > "]),
    ("said Senator Ruiz", "said Governor Ruiz", ["title: Senator > Governor"]),
    ("a letter from US President Ola Berg", "a letter from President Ola Berg", ["title: US > "]),
    ("Doctor Lind agrees", "Dr Lind agrees", ["spelling: Doctor > Dr"]),
    ("he became president of it", "he became treasurer of it", ["replaced: president > treasurer"]),
    # affiliation
    (
        "an expert at Austria National University",
        "an expert at Austrian National University",
        ["affiliation: Austria National University > Austrian National University"],
    ),
    (
        "a member of the Green Party here",
        "a member of the Liberal Party here",
        ["affiliation: Green Party > Liberal Party"],
    ),
    (
        "who teaches at Ashford College now",
        "who teaches at Bedford College now",
        ["affiliation: Ashford College > Bedford College"],
    ),
    # negation
    ("the minister will not resign", "the minister will resign", ["negation: not > "]),
    ("he had voted for it", "he had never voted for it", ["negation:  > never"]),
    ("we don't want war", "we want war", ["negation: don't > "]),
    ("the deal is likely to hold", "the deal is unlikely to hold", ["negation: likely > unlikely"]),
    ("there was no sign of life", "there was a sign of life", ["negation: no > a"]),
    ("prices will rise again", "prices will fall again", ["negation: rise > fall"]),
    ("an illegal strike", "a legal strike", ["negation: an illegal > a legal"]),
    ("they voted for the tax", "they voted against the tax", ["negation: for > against"]),
    ("he signed the paper", "he refused to sign the paper", ["negation: signed > refused to sign"]),
    ("we do not know", "we don't know", ["spelling: do not > don't"]),
    ("nobody came", "no one came", ["replaced: nobody > no one"]),
    # hedge
    ("the tax may rise", "the tax will rise", ["hedge: may > will"]),
    ("it is probably a fake", "it is a fake", ["hedge: probably > "]),
    ("about 300 people", "300 people", ["hedge: about > "]),
    ("I think the vote is lost", "the vote is lost", ["hedge: I think > "]),
    ("the man who stole it", "the man who allegedly stole it", ["hedge:  > allegedly"]),
    ("it may rain", "it might rain", ["tense: may > might"]),
    ("all of the farms", "some of the farms", ["hedge: all > some"]),
    # tense
    ("the envoy visited Rome", "the envoy had visited Rome", ["tense:  > had"]),
    ("the plant is closed", "the plant was closed", ["tense: is > was"]),
    ("the plant will close", "the plant would close", ["tense: will > would"]),
    ("he says so", "he said so", ["tense: says > said"]),
    ("they asked for it", "they are asking for it", ["tense: asked > are asking"]),
    ("the children left", "the child left", ["replaced: children > child"]),
    # spelling
    ("the programme failed", "the program failed", ["spelling: programme > program"]),
    (
        "the colour of defence",
        "the color of defense",
        ["spelling: colour > color", "spelling: defence > defense"],
    ),
    ("they criticised it", "they criticized it", ["spelling: criticised > criticized"]),
    ("a US-led mission", "a U.S.-led mission", ["spelling: US > U.S."]),
    ("a United States court", "a US court", ["spelling: United States > US"]),
    ("it's late", "it is late", ["spelling: it's > it is"]),
    ("at the Walmart shop", "at the Wal-Mart shop", ["spelling: Walmart > Wal-Mart"]),
    ("a rise in the tenth year", "a raise in the tenth year", ["replaced: rise > raise"]),
]


def as_text(found):
    return [f"{change.kind}: {change.before} > {change.after}" for change in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    TABLE,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_change_has_its_type_and_its_printed_words(before, after, expected):
    """Every difference is found, typed and shown as printed; equal values differ in spelling."""
    assert as_text(changes(before, after)) == expected


@pytest.mark.parametrize(
    ("kind", "turns"),
    [
        ("negation", True),
        ("number", True),
        ("date", True),
        ("speaker", True),
        ("hedge", True),
        ("spelling", False),
        ("title", False),
        ("tense", False),
        ("cut", False),
        ("unit", False),
        ("indirect", False),
    ],
)
def test_some_types_alter_the_meaning(kind, turns):
    """Negation, number, date, speaker and hedge alter the meaning; other types do not."""
    assert alters_meaning(Change(kind, "a", "b")) is turns


@pytest.mark.parametrize(
    ("before", "after", "kinds"), [case for cases in CASES.values() for case in cases]
)
def test_each_type_is_found_where_it_is_and_nowhere_else(before, after, kinds):
    """A change comes out under its type, in both directions, and nothing else does."""
    turned = {"cut": "added", "added": "cut"}
    assert sorted(change.kind for change in changes(before, after)) == sorted(kinds)
    assert sorted(
        turned.get(change.kind, change.kind) for change in changes(after, before)
    ) == sorted(kinds)


@pytest.mark.parametrize(("before", "after", "turns"), TURNING)
def test_what_alters_the_meaning_is_flagged(before, after, turns):
    """Negation, number, date, hedge or something left open alters the meaning."""
    assert any(change.meaning for change in changes(before, after)) is turns
    assert any(change.meaning for change in changes(after, before)) is turns


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "not",
            "may",
            "5",
            "six",
            "next",
            "week",
            "Oslo",
            "Mr",
            "said",
            "was",
            "ton",
            "don't",
            "%",
            "$",
            "U.S.",
            "it's",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_what_is_shown_was_printed(before, after):
    """The words of a change stand in the texts, fit its type, and are not empty on both sides."""
    for change in changes(before, after):
        assert change.before in before and change.after in after
        assert change.before or change.after
        assert change.kind != "cut" or not change.after
        assert change.kind != "added" or not change.before


@given(WORDS)
@settings(deadline=None)
def test_a_text_has_not_changed_against_itself(text):
    """A text shows no change against itself, nor when its lines are broken elsewhere."""
    assert changes(text, text) == ()
    assert [
        change
        for change in changes("We say " + text, "We say\n" + text)
        if change.kind != "spelling"
    ] == []


def test_hostile_length_is_cheap():
    """Texts of a hundred thousand characters are compared by their first 2,000 words."""
    one, other = (
        " ".join(f"w{i % 977}" for i in range(20000)),
        " ".join(f"w{i % 983}" for i in range(20000)),
    )
    start = time.process_time()
    assert changes(one, other)
    assert time.process_time() - start < 2
