"""What the prefilter lets through: every pair that is linked, and little else."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_texts import text_pair

from quotetrack.linking import classifier
from quotetrack.linking.blocking_keys import encode
from quotetrack.linking.compare import compare, unknown_frequencies
from quotetrack.linking.evidence import (
    UNKNOWN_FREQUENCY_DISCOUNT,
    content_evidence,
    costly_upper_bounds,
    kind_evidence,
    order_evidence,
    speaker_evidence,
)
from quotetrack.linking.prefilter import Prefilter
from quotetrack.linking.text_pair import document_frequency
from quotetrack.records import SpeakerAgreement, Version

PLAIN = classifier.load()
SEMANTIC = classifier.load(lambda one, other: 1.0 if len(one) % 2 == len(other) % 2 else 0.0)
GOLD = Path(__file__).parents[2] / "data" / "gold" / "seeds.json"
HARBOUR = (
    "we will rebuild the harbour before the winter storms come back to this coast and its village"
)
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
PRINTED = [
    *RETOLD,
    HARBOUR,
    *(one["text"] for one in json.loads(GOLD.read_text(encoding="utf-8"))["statements"]),
]
SPEAKERS = [
    ("Ada Lind", None),
    ("Lind", None),
    ("the harbour master", None),
    ("Bo Karlsen", "the harbour master"),
    ("Ada Lind Jr", None),
    (None, None),
]
KIND = st.sampled_from(["direct", "indirect", "mixed"])
PUT_IN = ["harbour", "old", "not", "never", "the", "40", "ninety", "“goats”", "...", "it"]


@st.composite
def edited(draw, text):
    """A copy of a text that is cut, and in which words are replaced, put in, left out or quoted."""
    words = text.split()
    start = draw(st.integers(0, len(words) - 1))
    words = words[start : draw(st.integers(start + 1, len(words)))]
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(words) - 1))
        word = draw(st.sampled_from(PUT_IN))
        left = draw(st.sampled_from([[word], [word, words[place]], [f"“{words[place]}”"], []]))
        words[place : place + 1] = left or words[place : place + 1][: len(words) == 1]
    return " ".join(words)


COPIES = st.sampled_from(PRINTED).flatmap(lambda text: st.tuples(st.just(text), edited(text)))
OTHERS = st.tuples(st.sampled_from(RETOLD), st.sampled_from(RETOLD))


def assert_passes(a, b, matcher, frequencies, discount):
    """If two versions are linked, the prefilter lets them through."""
    texts = encode([a.text, b.text], [a.name, b.name], [a.kind, b.kind])
    if texts.fingerprints[0] == texts.fingerprints[1]:
        return
    if compare(a, b, matcher, frequencies):
        assert Prefilter(texts, matcher, discount).may_link(np.array([0]), np.array([1]))[0]


@given(
    st.one_of(COPIES, OTHERS),
    st.tuples(st.sampled_from(SPEAKERS), st.sampled_from(SPEAKERS)),
    st.tuples(KIND, KIND),
    st.sampled_from([PLAIN, SEMANTIC]),
)
@settings(deadline=None, max_examples=400, derandomize=True)
def test_no_linked_pair_is_dropped(texts, speakers, kinds, matcher):
    """Whatever the texts, kinds, speakers and frequencies: what compare links passes."""
    a, b = (
        Version(article, article, text, kind, name=name, descriptor=descriptor)
        for article, text, kind, (name, descriptor) in zip(
            "ab", texts, kinds, speakers, strict=True
        )
    )
    assert_passes(a, b, matcher, unknown_frequencies, UNKNOWN_FREQUENCY_DISCOUNT)
    known = {"a": document_frequency([a.text]), "b": document_frequency([b.text])}
    assert_passes(a, b, matcher, known.get, 1.0)


@given(
    st.lists(
        st.tuples(st.sampled_from(RETOLD), st.sampled_from(SPEAKERS)), min_size=2, max_size=12
    ),
    st.integers(1, 3),
)
@settings(deadline=None, max_examples=50)
def test_many_pairs_are_judged_as_one_is(spoken, sides):
    """Whether a pair passes does not depend on the others, however many share a table."""
    texts = encode([text for text, _ in spoken], [name for _, (name, _) in spoken])
    left, right = np.triu_indices(len(spoken), 1)
    prefilter = Prefilter(texts, PLAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quotetrack.linking.prefilter._TABLE_SIDES", sides)
        together = prefilter.may_link(left, right)
    assert together.tolist() == [
        bool(prefilter.may_link(left[[k]], right[[k]])[0]) for k in range(len(left))
    ]


def test_chance_meetings_are_dropped():
    """A few shared words let nothing pass; words that may be retold do."""
    texts = encode(
        [
            "we will not sell the orchard to the railway before the summer is over",
            "the railway hired a gardener from the orchard",
            "he would not sell the orchard to the railway",
        ],
        ["Ada Lind", "Bo Karlsen", "Ada Lind"],
        ["direct", "direct", "indirect"],
    )
    prefilter = Prefilter(texts, PLAIN, UNKNOWN_FREQUENCY_DISCOUNT)
    assert prefilter.may_link(np.array([0, 0]), np.array([1, 2])).tolist() == [False, True]


def test_all_evidence_is_bounded():
    """Each evidence is computed exactly or bounded; one that is neither would be overlooked."""
    pair = text_pair("I regret the orchard", "he regretted it")
    known = [
        content_evidence(1, 1, 1, 1),
        order_evidence(1, 1),
        speaker_evidence(SpeakerAgreement.SAME),
        kind_evidence(pair.kinds),
        costly_upper_bounds(1, 1, 1),
    ]
    names = {name for part in known for name in part}
    assert PLAIN.evidence(pair).keys() == names == PLAIN.weights.keys()
