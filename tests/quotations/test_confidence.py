"""How sure a quotation is: the arithmetic, and what is counted for and against."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations import confidence
from quotetrack.quotations.candidates import Candidate
from quotetrack.records import Construction, Quote, TaggedSpan

ANN, ROE = (0, 3), (10, 13)


def quote(source=(), construction=Construction.CLAUSE, kind="direct"):
    return Quote(
        "x",
        ((20, 40),),
        (),
        source,
        kind,
        "the dam leaks a lot",
        0.8,
        "why",
        construction=construction,
    )


def candidate(rules=None, tagger=None, spans=()):
    return Candidate(rules, tagger, tuple(spans), 0.6, 0.7 if rules and tagger else 0.0)


EVERY = [
    candidate(quote((ANN,)), quote((ANN,)), [TaggedSpan((20, 40), 0.9, ANN, 0.9)]),
    candidate(quote((ANN,)), quote((ROE,)), [TaggedSpan((20, 40), 0.9, ROE, 0.9)]),
    candidate(
        quote(),
        quote((ROE,)),
        [TaggedSpan((20, 30), 0.9), TaggedSpan((32, 40), 0.2, ROE, 0.4, ANN, 0.1, 1.0)],
    ),
    candidate(quote(construction=Construction.MARKS)),
    candidate(
        None,
        quote(construction=Construction.TAGGER),
        [TaggedSpan((20, 40), 1.0, None, 1.0, None, 1.0)],
    ),
    candidate(None, quote(construction=Construction.TAGGER), [TaggedSpan((20, 40), 0.0)]),
]


def test_chance_is_a_logistic_regression():
    """Nothing known is even; a constant and weights move it; what has no weight does not count."""
    assert confidence.chance({}, {"any": 1.0}) == 0.5
    assert confidence.chance({"constant": 2.0}, {}) == pytest.approx(1 / (1 + math.exp(-2)))
    assert (
        confidence.chance({"constant": 1.0, "a": 0.5, "b": -1.0}, {"a": 2.0, "b": 2.0, "c": 9.0})
        == 0.5
    )


@given(
    st.dictionaries(st.sampled_from("abc"), st.floats(-1e6, 1e6)),
    st.dictionaries(st.sampled_from("abc"), st.floats(-1e6, 1e6)),
)
def test_chances_are_chances(weights, features):
    """However large the numbers, the chance lies between nothing and one, and is neither."""
    assert 0 < confidence.chance(weights, features) < 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_logit(a, b):
    """Log-odds rise with the chance, turn with its opposite, and end at five."""
    assert (confidence.logit(a) <= confidence.logit(b)) or a > b
    assert confidence.logit(1 - a) == pytest.approx(-confidence.logit(a), abs=1e-4)
    assert -5 <= confidence.logit(a) <= 5 and confidence.logit(0.5) == 0


@pytest.mark.parametrize(
    ("a", "b", "right"),
    [
        ((), (), True),
        ((ANN,), (ANN,), True),
        ((ANN,), ((2, 8),), True),
        ((ANN,), ((3, 8),), False),
        ((ANN,), (), False),
        ((), (ANN,), False),
        ((ANN, ROE), ((12, 20),), True),
    ],
)
def test_sources_meet(a, b, right):
    """Two sources meet if they share a character, or if both are none."""
    assert confidence.meet(a, b) is right


@pytest.mark.parametrize("number", range(len(EVERY)))
def test_features_are_numbers(number):
    """Whoever found a candidate, each feature has a name and a finite number, and the same again."""
    one = EVERY[number]
    for source in ((), (ANN,), (ROE,)):
        for features in (confidence.content_features(one), confidence.source_features(one, source)):
            assert features and all(
                isinstance(name, str) and math.isfinite(value) for name, value in features.items()
            )
    assert confidence.content_features(one) == confidence.content_features(one)


def test_witnesses_are_told_apart():
    """Features tell whether grammar, tagger or both found a candidate, and who of them names a source."""
    both, grammar, tagger = EVERY[0], EVERY[3], EVERY[4]
    assert len({frozenset(confidence.content_features(c)) for c in (both, grammar, tagger)}) == 3
    against = EVERY[1]
    assert (
        len({frozenset(confidence.source_features(against, s)) for s in ((ANN,), (ROE,), ())}) == 3
    )


def test_the_shipped_model():
    """Finite weights for content and source, and a threshold that is a chance."""
    model = confidence.shipped()
    weights = [*model.content.values(), *model.source.values()]
    assert weights and all(math.isfinite(value) for value in weights)
    assert 0 < model.threshold < 1
