"""How two versions are linked: their relation, score, reason and changes."""

import time

import pytest
from linking_texts import ALWAYS, variant, version

from quotetrack.linking import classifier
from quotetrack.linking import compare as comparing
from quotetrack.linking.blocking import find_links
from quotetrack.records import Change, SpeakerAgreement, Version

CLASSIFIER = classifier.load()


def link_of(a, b):
    return comparing.compare(a, b, CLASSIFIER)


def compare(one, other, **more):
    """The link of two texts of one speaker; `more` holds for the second."""
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
        "You know that nobody asked the fishermen about the price of diesel here, did they, "
        "because they never do",
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
    """Case, punctuation, line breaks, ellipses and other spellings leave a text verbatim."""
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
    """A report of most of the content is a paraphrase, and none under another speaker's name."""
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
    """The same rare words quoted of one speaker within a week make a link."""
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
    """What anybody may say is no version of another's words; telling words are."""
    found = compare(one, other, name="Bo Karlsen")
    assert (found is not None) is linked


@pytest.mark.parametrize(("one", "other"), NONE)
def test_other_utterances_are_not_linked(one, other):
    """Shared small words, a negation in a short text, or a shared topic make no link."""
    assert compare(one, other) is None


def test_fragments_need_the_speaker_and_a_rare_word():
    """Fewer than four words link only for one speaker, and only with a rare word."""
    assert compare("shameless giveaway", "a shameless giveaway").relation == "truncated"
    assert compare("shameless giveaway", "a shameless giveaway", name="Bo Karlsen") is None
    assert compare("shameless giveaway", "a shameless giveaway", name=None) is None
    assert compare("who are you", "who are you") is None


def test_same_words_of_other_speakers_are_linked():
    """Words in another mouth are a link with a lower score, the change of speaker first."""
    found = compare(LONG, LONG, name="Bo Karlsen")
    assert (found.relation, found.score, found.reason) == (
        "verbatim",
        0.67,
        "same words, other speaker",
    )
    assert found.changes == (Change("speaker", "Ada Lind", "Bo Karlsen"),)


def test_changes_of_meaning_come_first():
    """A changed number comes before a changed word that stands earlier in the text."""
    found = compare(
        "The old harbour employs 400 people from the village all year",
        "The harbour employs 900 people from the village all year",
    )
    assert [change.kind for change in found.changes] == ["number", "cut"]


@pytest.mark.parametrize(
    ("runs", "tail", "shown"),
    [([2] * 5, 10, True), ([2] * 4 + [1], 11, False)],
    ids=["half", "less than half"],
)
def test_changes_are_shown_of_texts_that_share_half(runs, tail, shown):
    """Of a paraphrase that shares less than half of its words, an alignment would mislead."""
    one, other = variant(runs, tail)
    found = comparing.compare(version(one), version(other, "b"), ALWAYS)
    assert found.relation == "paraphrase"
    assert bool(found.changes) is shown


def test_the_agreement_of_the_speakers_is_a_field():
    """A link carries how far the speakers agree, and its reason says the same in words."""
    found = compare(LONG, LONG, name="Bo Karlsen")
    assert found.speaker_agreement == SpeakerAgreement.OTHER
    assert found.reason == "same words, other speaker"
    passage = next(comparing.compare_passages([version(LONG)], [version(LONG, "b")]))
    assert (passage.speaker_agreement, passage.reason) == (SpeakerAgreement.NONE, "same words")


def test_passages_are_matched_one_to_one():
    """Each sentence is matched with its closest counterpart, whoever is speaking."""

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
    """A hundred thousand characters of anything are compared within two seconds."""
    start = time.process_time()
    link_of(version(text), version(text + " and more of it", article="b"))
    list(find_links([version(text)], [version(text + " and more", article="b")], CLASSIFIER))
    assert time.process_time() - start < 2
