"""The match classifier: how evidence becomes a probability."""

from dataclasses import replace
from math import exp

import pytest
from linking_texts import text_pair

from quotetrack.linking import classifier
from quotetrack.records import SpeakerAgreement

CLASSIFIER = classifier.load()
REGRET = "I deeply and sincerely regret the flooding of the orchard"
RETOLD = "he regretted the flooded orchard"
REPORTED = ("direct", "indirect")


def pair(one, other, kinds=REPORTED, **more):
    return text_pair(one, other, kinds, **more)


def similar(one, other):
    return 0.5


@pytest.mark.parametrize("similarity", [None, similar], ids=["plain", "semantic"])
def test_every_evidence_has_its_weight(similarity):
    """What is weighed and what was learned go by the same names."""
    found = classifier.load(similarity)
    assert found.evidence(pair(REGRET, RETOLD)).keys() == found.weights.keys()


def test_the_shipped_threshold():
    """The threshold lies where F1 on held-out events was flat (.4 to .55)."""
    assert classifier.load().threshold == classifier.load(similar).threshold == 0.45


def test_a_probability_follows_the_log_odds():
    """The probability is the logistic function of the weighed evidence."""
    one = pair(REGRET, RETOLD)
    odds = CLASSIFIER.intercept + CLASSIFIER.log_odds(CLASSIFIER.evidence(one))
    assert CLASSIFIER.probability(one) == pytest.approx(1 / (1 + exp(-odds)))


def test_min_log_odds_belong_to_the_threshold():
    """A pair with the least log odds needed has the probability of the threshold."""
    for threshold in (0.2, 0.45, 0.9):
        found = replace(CLASSIFIER, threshold=threshold)
        assert 1 / (1 + exp(-found.min_log_odds)) == pytest.approx(threshold)


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (REGRET, "he liked the meal", REPORTED),
        ("the orchard was flooded", "she sold an orchard", ("indirect", "indirect")),
    ],
    ids=["no rare word", "one word, unquoted"],
)
def test_texts_that_share_too_little_are_no_versions(one, other, kinds):
    """Without a rare word in common, or with one alone and nothing quoted, the answer is 0."""
    assert CLASSIFIER.probability(pair(one, other, kinds)) == 0


BETTER = {
    "the same speaker": (
        pair(REGRET, RETOLD),
        pair(REGRET, RETOLD, speakers=SpeakerAgreement.OTHER),
    ),
    "near in time": (pair(REGRET, RETOLD), pair(REGRET, RETOLD, days=90)),
    "more of the content": (
        pair(REGRET, RETOLD),
        pair(REGRET, "he regretted the stolen tractor and the orchard"),
    ),
    "quoted words": (
        pair(REGRET, "he “sincerely” regretted the orchard", ("direct", "mixed")),
        pair(REGRET, "he sincerely regretted the orchard"),
    ),
    "locally rare words": (
        pair(REGRET, RETOLD, frequencies=lambda: ({"regret": 1}, {"regret": 1})),
        pair(
            REGRET,
            RETOLD,
            frequencies=lambda: ({"regret": 9, "orchard": 9}, {"regret": 9, "orchard": 9}),
        ),
    ),
}


@pytest.mark.parametrize(("better", "worse"), BETTER.values(), ids=BETTER)
def test_what_speaks_for_a_link(better, worse):
    """Each kind of evidence raises the probability."""
    assert CLASSIFIER.probability(better) > CLASSIFIER.probability(worse)


def test_the_order_of_the_texts_makes_no_difference():
    """The probability is the same from both sides."""
    one, other = pair(REGRET, RETOLD), pair(RETOLD, REGRET, ("indirect", "direct"))
    assert CLASSIFIER.probability(one) == pytest.approx(CLASSIFIER.probability(other))


def test_the_most_of_bounded_evidence():
    """A positive weight takes the upper bound, a negative one the lower, 0 if there is none."""
    found = replace(CLASSIFIER, weights={"for": 2.0, "against": -1.0, "also against": -1.0})
    upper = {"for": 3.0, "against": 5.0, "also against": 5.0}
    assert found.max_log_odds(upper, {"against": 1.5}) == 4.5
