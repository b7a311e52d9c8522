"""What the sieve lets through: every link, and little else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.linking import classifier
from quotetrack.linking.blocking_keys import encode
from quotetrack.linking.compare import compare
from quotetrack.linking.evidence import (
    UNKNOWN_FREQUENCY_DISCOUNT,
    content_evidence,
    costly_upper_bounds,
    kind_evidence,
    order_evidence,
    speaker_evidence,
)
from quotetrack.linking.name_agreement import AGREEMENTS, NameTable
from quotetrack.linking.prefilter import Prefilter
from quotetrack.linking.speaker_agreement import by_name
from quotetrack.linking.text_pair import TextPair, document_frequency, prepare
from quotetrack.records import Version

CLASSIFIER = classifier.load()


def edited(words):
    return st.lists(
        st.tuples(
            st.integers(0, len(words) - 1), st.sampled_from(["harbour", "old", "not", "the"])
        ),
        max_size=4,
    ).map(
        lambda edits: " ".join([dict(edits).get(place, word) for place, word in enumerate(words)])
    )


LONG = [
    "we",
    "will",
    "rebuild",
    "the",
    "harbour",
    "before",
    "the",
    "winter",
    "storms",
    "come",
    "back",
    "to",
    "this",
    "coast",
    "and",
    "its",
    "old",
    "village",
]


@given(
    edited(LONG),
    st.integers(0, 9),
    st.integers(2, 18),
    st.sampled_from(["Ada Lind", "Lind", "Bo Karlsen", None]),
    st.sampled_from(["direct", "indirect"]),
)
@settings(deadline=None)
def test_the_sieve_loses_no_link(other, start, end, name, kind):
    """What the rules accept passes the sieve, whoever is said to have said it."""
    a = Version("a", "a", " ".join(LONG), "direct", name="Ada Lind")
    b = Version("b", "b", " ".join(other.split()[start:end]), kind, name=name)
    found = encode([a.text, b.text], [a.name, b.name], [a.kind, b.kind])
    if found.fingerprints[0] != found.fingerprints[1] and compare(a, b, CLASSIFIER):
        assert Prefilter(found, CLASSIFIER, UNKNOWN_FREQUENCY_DISCOUNT).may_link(
            np.array([0]), np.array([1])
        )[0]


RETOLD = [
    "I deeply and sincerely regret the flooding of the orchard",
    "he regretted the flooded orchard",
    "she had “sincerely” regretted it",
    "that the orchard was flooded by the river",
    "he was sorry for what the river did to the orchard",
    "nobody asked us ... I deeply regret the flooding",
    "I deeply regret the flooding\n\nand I shall leave the orchard",
    "regret",
    "we love the orchard",
    "nobody regrets the flooding more deeply than he did, he said of the orchard and its goats",
]
SPEAKERS = [
    ("Ada Lind", None),
    ("Lind", None),
    ("the harbour master", None),
    ("Bo Karlsen", "the harbour master"),
    ("Ada Lind Jr", None),
    (None, None),
]


@given(
    st.sampled_from(RETOLD),
    st.sampled_from(RETOLD),
    st.sampled_from(SPEAKERS),
    st.sampled_from(SPEAKERS),
    st.tuples(*[st.sampled_from(["direct", "indirect", "mixed"])] * 2),
)
@settings(deadline=None, max_examples=300)
def test_the_sieve_loses_nothing_retold(one, other, said, retold, kinds):
    """What the evidence makes a link passes the sieve, whatever the kinds, the speakers and the crowds are."""
    a, b = (
        Version(article, article, text, kind, name=name, descriptor=descriptor)
        for article, text, kind, (name, descriptor) in zip(
            "ab", (one, other), kinds, (said, retold), strict=True
        )
    )
    found = encode([a.text, b.text], [a.name, b.name], [a.kind, b.kind])
    if found.fingerprints[0] != found.fingerprints[1] and compare(a, b, CLASSIFIER):
        assert Prefilter(found, CLASSIFIER, UNKNOWN_FREQUENCY_DISCOUNT).may_link(
            np.array([0]), np.array([1])
        )[0]
    if found.fingerprints[0] != found.fingerprints[1] and compare(
        a,
        b,
        CLASSIFIER,
        {"a": document_frequency([one]), "b": document_frequency([other])}.__getitem__,
    ):
        assert Prefilter(found, CLASSIFIER).may_link(np.array([0]), np.array([1]))[0]


@given(
    st.lists(
        st.tuples(st.sampled_from(RETOLD), st.sampled_from(SPEAKERS)), min_size=2, max_size=12
    ),
    st.integers(1, 3),
)
@settings(deadline=None)
def test_many_pairs_are_counted_as_one_is(said, sides):
    """Which pairs pass does not depend on what stands beside them, however many share a table."""
    found = encode([text for text, _ in said], [name for _, (name, _) in said])
    left, right = np.triu_indices(len(said), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quotetrack.linking.prefilter._TABLE_SIDES", sides)
        together = Prefilter(found, CLASSIFIER).may_link(left, right)
    assert together.tolist() == [
        bool(Prefilter(found, CLASSIFIER).may_link(left[[k]], right[[k]])[0])
        for k in range(len(left))
    ]


def test_what_met_by_chance_is_dropped():
    """Two statements that share a few words pass neither by the rules nor by the evidence; one that shares more passes."""
    texts = [
        "we will not sell the orchard to the railway before the summer is over",
        "the railway hired a gardener from the orchard",
        "he would not sell the orchard to the railway",
    ]
    found = encode(texts, ["Ada Lind", "Bo Karlsen", "Ada Lind"], ["direct", "direct", "indirect"])
    assert Prefilter(found, CLASSIFIER, UNKNOWN_FREQUENCY_DISCOUNT).may_link(
        np.array([0, 0]), np.array([1, 2])
    ).tolist() == [
        False,
        True,
    ]


NAMES = [
    "Ada Lind",
    "Dr Ada Lind",
    "Lind",
    "Lind Jr",
    "Jr",
    "Sr",
    "the harbour master",
    "Harbour Master",
    "Master Bo Karlsen",
    "Bo Karlsen",
    "Anna O'Neil",
    "A. ONeil",
    "Bob Lind",
    "Robert B. Lind",
    "Mira Bel",
    "Mi Rabel",
    "Ada Christensen",
    "Ada Cristensen",
    "the",
    "",
    None,
    "a spokesman for Lind",
    "Ada Maria Lind",
]


@pytest.mark.parametrize("left", NAMES)
def test_names_in_numbers_agree_as_names_do(left):
    """Telling many pairs of names apart at once gives what by_name says of each."""
    names = NameTable([left, *NAMES])
    found = names.agreement(np.zeros(len(NAMES), np.int64), np.arange(1, len(NAMES) + 1))
    assert [AGREEMENTS[place] for place in found.tolist()] == [
        by_name(left or "", right or "") for right in NAMES
    ]


def test_all_evidence_is_bounded():
    """What is weighed is cheap to tell or has a most: new evidence without either would be lost to the sieve."""
    pair = TextPair(
        prepare("I regret the orchard"),
        prepare("he regretted it"),
        None,
        "same",
        frozenset(["direct"]),
    )
    known = [
        content_evidence(1, 1, 1, 1),
        order_evidence(1, 1),
        speaker_evidence("same"),
        kind_evidence(pair.kinds),
        costly_upper_bounds(1, 1, 1),
    ]
    assert (
        CLASSIFIER.evidence(pair).keys()
        == {name for part in known for name in part}
        == CLASSIFIER.weights.keys()
    )
