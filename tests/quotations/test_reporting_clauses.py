"""Which words report, whom they name, and what they report."""

import pytest
from trees import tree

from quotetrack.quotations.reporting_clauses import reports
from quotetrack.records import Construction

URGED = [
    "Roe/PROPN/2/nsubj",
    "urge/VERB",
    "Poe/PROPN/2/obj",
    "to/PART/5/mark",
    "go/VERB:VB/2/xcomp",
]
CALLED_ON = [
    "Roe/PROPN/2/nsubj",
    "call/VERB",
    "on/ADP/4/case",
    "Poe/PROPN/2/obl",
    "to/PART/6/mark",
    "go/VERB:VB/2/xcomp",
]
CLAIM = [
    "Roe/PROPN/2/nmod:poss",
    "claim/NOUN",
    "that/SCONJ/5/mark",
    "it/PRON/5/nsubj",
    "leaks/VERB:VBZ/2/acl",
]
VOICED = [
    "Roe/PROPN/2/nsubj",
    "voice/VERB",
    "concern/NOUN/2/obj",
    "about/ADP/5/case",
    "leaks/NOUN/3/nmod",
]
GRINNED = ["Roe/PROPN/2/nsubj", "grin/VERB"]
SAID = ["Roe/PROPN/2/nsubj", "say/VERB"]


@pytest.mark.parametrize(
    ("words", "construction", "score", "content"),
    [
        (URGED, Construction.OBJECT_TO, 0.7, "Poe to go"),
        (CALLED_ON, Construction.ON_TO, 0.85, "Poe to go"),
        (CLAIM, Construction.SPEECH_NOUN, 0.7, "that it leaks"),
        (VOICED, Construction.SPEECH_NOUN, 0.6, "about leaks"),
        (GRINNED, Construction.BESIDE, 0.5, ""),
        (SAID, Construction.BESIDE, 0.7, ""),
    ],
)
def test_reports(words, construction, score, content):
    """Each construction has its content and its score."""
    made = tree(*words)
    text = " ".join(word.split("/")[0] for word in words)
    found = next(iter(reports(made)))
    assert (found.construction, found.score) == (construction, score)
    assert " ".join(text[slice(*span)] for span in found.content).removeprefix("that ") == (
        content.removeprefix("that ")
    )


def test_the_modality_of_a_noun():
    """`no claim that it leaks` denies the claim."""
    made = tree(
        "no/DET/2/det", *CLAIM[1:4], "leaks/VERB:VBZ/2/acl", "by/ADP/7/case", "Roe/PROPN/2/nmod"
    )
    assert [report.modality for report in reports(made)][0] == "negated"


@pytest.mark.parametrize(("preposition", "cue"), [("on", "call on"), ("in", "call")])
def test_prepositions_of_cues(preposition, cue):
    """A listed preposition between the verb and its content belongs to the cue."""
    words = [word.replace("on/ADP", f"{preposition}/ADP") for word in CALLED_ON]
    found = next(iter(reports(tree(*words))))
    text = " ".join(word.split("/")[0] for word in words)
    assert " ".join(text[slice(*span)] for span in found.cue) == cue
