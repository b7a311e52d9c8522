"""How sure a quotation is: the regressions, their features, and whose words are kept."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations import confidence
from quotetrack.quotations.candidates import Candidate
from quotetrack.quotations.confidence import ConfidenceModel
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
    """Without weights it is even; features without a weight do not count."""
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
    """However large the numbers, a chance lies between 0 and 1 and is neither."""
    assert 0 < confidence.chance(weights, features) < 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_logit(a, b):
    """Log-odds rise with the chance, change sign with its opposite, and end at five."""
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
    """Whoever found a candidate, each feature has a name and a finite number."""
    one = EVERY[number]
    for source in ((), (ANN,), (ROE,)):
        for features in (confidence.content_features(one), confidence.source_features(one, source)):
            assert features and all(
                isinstance(name, str) and math.isfinite(value) for name, value in features.items()
            )
    assert confidence.content_features(one) == confidence.content_features(one)


def test_witnesses_are_told_apart():
    """Features tell who found a candidate, and which of them names a source."""
    both, rules, tagger = EVERY[0], EVERY[3], EVERY[4]
    assert len({frozenset(confidence.content_features(c)) for c in (both, rules, tagger)}) == 3
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


@pytest.mark.parametrize(
    ("construction", "kind", "rest", "kept"),
    [
        (Construction.CLAUSE, "indirect", 0.25, "rules"),
        (Construction.CLAUSE, "indirect", 0.24, "tagger"),
        (Construction.OBJECT, "direct", 0.25, "rules"),
        (Construction.OBJECT, "indirect", 0.9, "tagger"),
        (Construction.ACCORDING_TO, "indirect", 0.0, "rules"),
        (Construction.ABOUT, "indirect", 0.0, "rules"),
    ],
)
def test_whose_words_are_kept(construction, kind, rest, kept):
    """The rules' words where they know better or the tagger half believes in the rest."""
    by_rules = quote((ANN,), construction, kind)
    by_tagger = replace(quote((ROE,), Construction.TAGGER), content=((20, 30),), text="the dam")
    one = Candidate(by_rules, by_tagger, (), 0.6, 0.7, rest)
    made = confidence.judged(None, one, ConfidenceModel({"constant": 9.0}, {}, 0.5))
    assert made.content == (by_rules if kept == "rules" else by_tagger).content
    assert made.construction is construction


def test_pull_quotes_are_not_judged():
    """Display text keeps its score, whatever the model says."""
    pulled = quote(construction=Construction.PULL_QUOTE)
    never = ConfidenceModel({"constant": -9.0}, {}, 0.5)
    assert confidence.judged(None, candidate(pulled), never) is pulled


def test_no_answer_is_certain():
    """An answer is capped at log-odds of thirty, a feature at five."""
    assert confidence.logit(1.0) == 5.0 and confidence.logit(0.0) == -5.0
    assert confidence.chance({"constant": 99.0}, {}) == 1 / (1 + math.exp(-30.0))


def test_features_name_constructions():
    """The features of a verb beside quoted words name the construction, not the verb."""
    features = confidence.content_features(candidate(quote(construction=Construction.BESIDE)))
    assert "construction beside" in features
