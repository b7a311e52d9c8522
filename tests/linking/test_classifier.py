"""The evidence for a link, and what it weighs."""

import pytest

from quotetrack.language.frequency import term_weight, total_weight
from quotetrack.linking import classifier
from quotetrack.linking.text_pair import TextPair, document_frequency, prepare

CLASSIFIER = classifier.load()
REGRET = "I deeply and sincerely regret the flooding of the orchard"


def pair(one, other, kinds=("direct", "indirect"), speakers="same", **more):
    left, right = prepare(one, kinds[0]), prepare(other, kinds[1])
    common = len({*left.tokens} & {*right.tokens})
    return TextPair(left, right, common, speakers, frozenset(kinds), **more)


def test_every_evidence_has_its_weight():
    """What is weighed and what was learned go by the same names."""
    assert CLASSIFIER.evidence(pair(REGRET, "he regretted it")).keys() == CLASSIFIER.weights.keys()


def test_a_chance_is_a_chance():
    """Between 0 and 1, and 0 where no rare word is shared, or one alone without marks."""
    assert 0 < CLASSIFIER.probability(pair(REGRET, "he regretted the flooded orchard")) < 1
    assert CLASSIFIER.probability(pair(REGRET, "he liked the meal")) == 0
    assert (
        CLASSIFIER.probability(
            pair("the orchard was flooded", "she sold an orchard", kinds=("indirect", "indirect"))
        )
        == 0
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (
            pair(REGRET, "he regretted the flooded orchard"),
            pair(REGRET, "he regretted the flooded orchard", speakers="other"),
        ),
        (
            pair(REGRET, "he regretted the flooded orchard"),
            pair(REGRET, "he regretted the flooded orchard", days=90),
        ),
        (
            pair(REGRET, "he regretted the flooded orchard"),
            pair(REGRET, "he regretted the stolen tractor and the orchard"),
        ),
        (
            pair(REGRET, "he “sincerely” regretted the orchard", kinds=("direct", "mixed")),
            pair(REGRET, "he sincerely regretted the orchard"),
        ),
        (
            pair(
                REGRET,
                "he regretted the flooded orchard",
                frequencies=lambda: ({"regret": 1}, {"regret": 1}),
            ),
            pair(
                REGRET,
                "he regretted the flooded orchard",
                frequencies=lambda: ({"regret": 9, "orchard": 9}, {"regret": 9, "orchard": 9}),
            ),
        ),
    ],
)
def test_what_speaks_for_a_link(better, worse):
    """The same speaker, the same days, more of the content, words in marks, and words that few quotations of the articles hold."""
    assert CLASSIFIER.probability(better) > CLASSIFIER.probability(worse)


def test_sides_make_no_difference():
    """The chance is the same from both sides."""
    one, other = (
        pair(REGRET, "he regretted the flooded orchard"),
        pair("he regretted the flooded orchard", REGRET, ("indirect", "direct")),
    )
    assert CLASSIFIER.probability(one) == pytest.approx(CLASSIFIER.probability(other))


def test_rare_words_weigh_more():
    """A word weighs 1 if it is rare and less the more frequent it is, never nothing; several weigh what they weigh together."""
    assert term_weight("orchard") == term_weight("zzyzx") == 1
    assert 0.1 <= term_weight("say") < term_weight("farm") < 1
    assert total_weight(["farm", "orchard"]) == pytest.approx(
        term_weight("farm") + term_weight("orchard")
    )


def test_a_crowd_counts_quotations_not_words():
    """A word said twice in one quotation counts once; inflections count as one."""
    counts = document_frequency(["The goat saw a goat", "goats everywhere", "nothing of the kind"])
    assert counts == {"goat": 2}
