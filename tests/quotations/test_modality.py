"""Whether a report is stated, negated or hypothetical."""

import pytest
from shape_cases import CASES
from shape_parses import ARTICLES, everything, parse_of
from trees import tree

from quotetrack.quotations.modality import HYPOTHETICAL, NEGATED, STATED, modality, of_cue

MODAL = [number for number, (shape, _) in enumerate(CASES) if shape == "modal"]


@pytest.mark.parametrize("number", MODAL, ids=[CASES[number][1][0][:50] for number in MODAL])
def test_a_cue_alone_tells_the_modality(number):
    """Where only the place of a cue is known, the words around it give the same answer."""
    parse = parse_of(ARTICLES[number])
    for quote in everything(parse):
        sentence = next(s for s in parse.sentences if s.start <= quote.cue[0][0] < s.end)
        assert of_cue(sentence, quote.cue) == quote.modality


def test_a_cue_without_a_verb_is_stated():
    """A colon or `according to` denies nothing."""
    parse = parse_of(
        ARTICLES[
            next(
                n
                for n, (_, case) in enumerate(CASES)
                if case[0].startswith("According to the survey")
            )
        ]
    )
    assert of_cue(parse.sentences[0], ((0, 12),)) == STATED
    assert {STATED, NEGATED, HYPOTHETICAL} == {"stated", "negated", "hypothetical"}


@pytest.mark.parametrize(("heads", "wanted"), [(4, NEGATED), (5, STATED)])
def test_a_negation_counts_four_verbs_above(heads, wanted):
    """`did not go to start to say`: four heads above the cue are looked at."""
    words = ["Roe/PROPN/3/nsubj", "not/PART/3/advmod", "went/VERB:VBD"]
    for _ in range(heads):
        verb = len(words) + 2
        words += [f"to/PART/{verb}/mark", f"go/VERB:VB/{max(3, verb - 2)}/xcomp"]
    assert modality(tree(*words), len(words), [1]) == wanted
