"""Which versions are linked, how, and with what changes."""

import json
import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking import classifier
from quotetrack.linking import compare as comparing
from quotetrack.linking.blocking import find_links
from quotetrack.records import Change, Version

CLASSIFIER = classifier.load()
GOLD = Path(__file__).parents[2] / "data" / "gold" / "seeds.json"


def version(text, article="a", id=None, kind="direct", name="Ada Lind", **more):
    return Version(
        id or f"{article}1",
        article,
        text,
        kind,
        speaker=more.pop("speaker", name),
        name=name,
        **more,
    )


def link_of(a, b):
    return comparing.compare(a, b, CLASSIFIER)


def compare(one, other, **more):
    """The link of two texts of one speaker, `more` being said of the second."""
    return link_of(version(one), version(other, article="b", **more))


LONG = "We will rebuild the harbour before the winter storms come back to this coast"
VERBATIM = [
    (LONG, "“we will rebuild the harbour, before the winter storms come back to this coast.”"),
    (LONG, LONG.replace(" ", "\n")),
    ("Ninety percent of the U.S. fleet can’t sail", "90 per cent of the US fleet cannot sail"),
    ("All the nets ... were torn by the seals", "All the nets were torn by the seals"),
    ("a long-term oil tanker plan", "a long term oil-tanker plan"),
    ("utter nonsense", "Utter nonsense!"),
]
TRUNCATED = [
    (LONG, "We will rebuild the harbour", "end dropped"),
    (LONG, "winter storms come back to this coast", "first half dropped"),
    (LONG, "rebuild the harbour before the winter storms", "beginning and end dropped"),
    ("The nets are torn. The boats are lost at sea.", "The nets are torn", "second half dropped"),
    (LONG, "that we will rebuild the harbour before the winter storms come", "end dropped"),
    (
        "He called the plan a shameless giveaway to the ferries",
        "shameless giveaway",
        "beginning and end dropped",
    ),
]
EDITED = [
    (LONG, "We will repair the harbour before the winter storms come back to this coast"),
    (LONG, "We will rebuild the harbour ... before the storms come back to this island"),
    (
        "No ferry has sailed from the northern island since the fire in March",
        "No ferry has sailed from the island since March",
    ),
    (
        "You know that nobody asked the fishermen about the price of diesel here, did they, because they never do",
        "So I say again, nobody asked the fishermen about the price of diesel when the tax came",
    ),
]
PARAPHRASE = [
    (
        "I deeply regret the long delay of the bridge",
        "he regretted that the bridge had been delayed",
    ),
    ("Our ferries are too old, and the crews know it", "ferries were too old for their crews"),
]
NONE = [
    ("We will rebuild the harbour", "Nobody asked the fishermen about diesel"),
    ("I think that we have to do it", "I do not think that it has to be so"),
    ("he had sailed to Norway", "he had not sailed to Norway"),
    (
        "I love the sea and the harbour in winter",
        "The harbour was never my idea, and winter proves it",
    ),
    ("", "We will rebuild the harbour"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), VERBATIM)
def test_same_words_are_verbatim(one, other):
    """Case, marks, line breaks, ellipses and other clothes of one value leave a text verbatim."""
    assert (found := compare(one, other)).relation == "verbatim" and found.score == 1


@pytest.mark.parametrize(("one", "other", "reason"), TRUNCATED)
def test_a_part_without_gaps_is_truncated(one, other, reason):
    """A contiguous part is truncated, and the reason says what was dropped."""
    found = compare(one, other)
    assert (found.relation, found.reason) == ("truncated", f"{reason}, same speaker")


@pytest.mark.parametrize(("one", "other"), EDITED)
def test_mostly_the_same_words_are_edited(one, other):
    """Most words in the same order, or one long run of them, make an edited version."""
    assert compare(one, other).relation == "edited"


@pytest.mark.parametrize(("one", "other"), PARAPHRASE)
def test_reported_content_is_a_paraphrase(one, other):
    """A reported version of the same speaker with most of the content is a paraphrase; of another speaker it is nothing."""
    assert compare(one, other, kind="indirect").relation == "paraphrase"
    assert compare(one, other, kind="indirect", name="Bo Karlsen") is None


QUOTED = version(
    "she called the ferry timetable and all who wrote it “laughable”",
    kind="mixed",
    date="2021-03-01",
)


@pytest.mark.parametrize(
    ("day", "name", "text", "linked"),
    [
        (
            "2021-03-03",
            "Ada Lind",
            "the council, she said, was “laughable” and too slow for this coast",
            True,
        ),
        (
            "2021-03-03",
            "Lind",
            "the council, she said, was “laughable” and too slow for this coast",
            True,
        ),
        (
            "2021-06-03",
            "Ada Lind",
            "the council, she said, was “laughable” and too slow for this coast",
            False,
        ),
        (
            "2021-03-03",
            "Bo Karlsen",
            "the council, he said, was “laughable” and too slow for this coast",
            False,
        ),
        (
            "2021-03-03",
            "Ada Lind",
            "the council, she said, was laughable and too slow for this coast",
            False,
        ),
        (
            "2021-03-03",
            "Ada Lind",
            "the council, she said, was “all too” slow for this laughable coast",
            False,
        ),
    ],
)
def test_words_quoted_twice_within_a_week_are_one_utterance(day, name, text, linked):
    """The same telling words in marks, of one speaker and at one time, make a link whatever stands around them."""
    found = link_of(QUOTED, version(text, "b", kind="mixed", name=name, speaker=None, date=day))
    assert (found is not None) is linked
    assert not found or [part.relation for part in found.parts] == ["verbatim"]


@pytest.mark.parametrize(
    ("one", "other", "linked"),
    [
        ("We are not going to pay", "We are not going to pay for anybody's mistakes", False),
        (
            "The herring fishery needs a harbour of its own",
            "The herring fishery needs a harbour of its own before the autumn",
            True,
        ),
    ],
)
def test_common_words_under_another_name_are_no_link(one, other, linked):
    """What anybody may say is no version of what another said; telling words in another mouth are a finding."""
    found = compare(one, other, name="Bo Karlsen")
    assert (found is not None) is linked


@pytest.mark.parametrize(("one", "other"), NONE)
def test_other_utterances_are_not_linked(one, other):
    """Shared small words, a denial in a short text, or a shared topic in two quotations are no link."""
    assert compare(one, other) is None


def test_fragments_need_the_speaker_and_a_rare_word():
    """Fewer than four words link only within one speaker, and only if one of them is rare."""
    assert compare("shameless giveaway", "a shameless giveaway").relation == "truncated"
    assert compare("shameless giveaway", "a shameless giveaway", name="Bo Karlsen") is None
    assert compare("shameless giveaway", "a shameless giveaway", name=None) is None
    assert compare("who are you", "who are you") is None


def test_same_words_of_other_speakers_are_linked_and_told():
    """Words put in another mouth stay a link, at a lower score, with the change of speaker first."""
    found = compare(LONG, LONG, name="Bo Karlsen")
    assert (found.relation, found.score, found.reason) == (
        "verbatim",
        0.67,
        "same words, other speaker",
    )
    assert found.changes == (Change("speaker", "Ada Lind", "Bo Karlsen"),)


def test_what_differs_about_the_speaker_is_told():
    """Title, affiliation, and direct made indirect are changes, shown as printed."""
    a = version(LONG, printed="Ada Lind", descriptor="a geologist at Austria National University")
    b = version(
        LONG,
        article="b",
        kind="indirect",
        printed="Dr Ada Lind",
        descriptor="geologist at Austrian National University",
    )
    assert link_of(a, b).changes == (
        Change("title", "Ada Lind", "Dr Ada Lind"),
        Change("affiliation", "Austria National University", "Austrian National University"),
        Change("indirect", "direct", "indirect"),
    )


def test_a_title_in_the_descriptor_is_no_change():
    """A title that one article prints before the name and the other behind it has not changed; "he" drops none."""
    a = version(LONG, printed="Senator Ada Lind")
    assert (
        link_of(
            a, version(LONG, article="b", printed="Ada Lind", descriptor="the senator from Oslo")
        ).changes
        == ()
    )
    assert link_of(a, version(LONG, article="b", printed="she")).changes == ()


def test_changes_of_meaning_come_first():
    """A changed number stands before a changed word that comes earlier in the text."""
    found = compare(
        "The old harbour employs 400 people from the village all year",
        "The harbour employs 900 people from the village all year",
    )
    assert [change.kind for change in found.changes] == ["number", "cut"]


BATCH = [
    version(text, article=article, id=f"{article}{place}", name=name)
    for article, name in (("a", "Ada Lind"), ("b", "Bo Karlsen"), ("c", "Ada Lind"))
    for place, text in enumerate(
        [LONG, LONG.replace("winter", "spring"), "The nets are torn and the boats are lost"]
    )
]


@given(st.permutations(BATCH))
def test_links_do_not_depend_on_order(versions):
    """In any order the same links come out, each pair once, a before b, never within one article."""
    found = list(find_links(versions, (), CLASSIFIER))
    assert found == list(find_links(BATCH, (), CLASSIFIER))
    assert len({(one.a, one.b) for one in found}) == len(found) == 15
    assert all(one.a[0] < one.b[0] for one in found)


@given(st.permutations(BATCH), st.integers(0, len(BATCH)))
def test_links_can_be_made_in_two_goes(versions, cut):
    """Linking what is new against everything, twice, finds what one go finds."""
    first, second = versions[:cut], versions[cut:]
    found = {*find_links(first, (), CLASSIFIER), *find_links(second, first, CLASSIFIER)}
    assert found == {*find_links(BATCH, (), CLASSIFIER)}


def test_links_are_what_compare_says():
    """Counting common words in batches changes no result."""
    found = {(one.a, one.b): one for one in find_links(BATCH, (), CLASSIFIER)}
    for a, b in combinations(BATCH, 2):
        assert link_of(a, b) == link_of(b, a) == found.get((a.id, b.id))


def test_passages_are_matched_one_to_one():
    """Each sentence is matched with its best counterpart, speakers left aside, in the order of the first article."""

    def sentences(article, *texts):
        return [Version(f"{article}{i}", article, text, "passage") for i, text in enumerate(texts)]

    a = sentences(
        "a",
        "The ferry starts next week with 40 tons of mail.",
        "It rained.",
        "No ship has left the port since the fire.",
    )
    b = sentences(
        "b",
        "No ship has left the port since the fire.",
        "No ship has left the northern port since the fire.",
        "The ferry starts in the middle of this month with 40 tonnes of mail.",
        "It rained.",
    )
    assert [
        (one.a, one.b, one.relation, one.changes) for one in comparing.compare_passages(a, b)
    ] == [
        (
            "a0",
            "b2",
            "edited",
            (
                Change("date", "next week", "in the middle of this month"),
                Change("unit", "tons", "tonnes"),
            ),
        ),
        ("a2", "b0", "verbatim", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "word number seven " * 6000,
        "a" * 100_000,
        "U.S. " * 20_000,
        "… " * 50_000,
        "1," * 50_000,
        " ".join(f"w{i % 977}" for i in range(20_000)),
    ],
    ids=lambda text: text[:9],
)
def test_hostile_length_is_cheap(text):
    """A hundred thousand characters of anything are compared within two seconds of one core."""
    start = time.process_time()
    link_of(version(text), version(text + " and more of it", article="b"))
    list(find_links([version(text)], [version(text + " and more", article="b")], CLASSIFIER))
    assert time.process_time() - start < 2


def test_the_seeds_are_linked():
    """All hand-labelled links of the seed articles come out with their relation, and no others."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    versions = [
        Version(
            one["id"],
            one["article"],
            one["text"],
            one["kind"],
            name=one["canonical_speaker"],
            printed=one["speaker"],
            descriptor=one["descriptor"],
        )
        for one in gold["statements"]
        if not one.get("boilerplate")
    ]
    found = {(one.a, one.b): one.relation for one in find_links(versions, (), CLASSIFIER)}
    assert found == {(one["a"], one["b"]): one["relation"] for one in gold["links"]}
