"""How the weights of links are learned."""

import pytest

from quotetrack.linking import classifier
from quotetrack.linking.text_pair import TextPair, prepare
from quotetrack.records import Version
from training.link import fitted
from training.link_pairs import LabelledPair, judged_pairs, pairs_of_events

CLASSIFIER = classifier.load()
TEXTS = {
    "a": "The orchard was flooded by the river",
    "b": "he said the river had flooded the orchard",
    "c": "nobody feeds the goats",
}
PLACES = {
    name: {"article": name, "start": 0, "end": len(text), "text": text}
    for name, text in TEXTS.items()
}


def version(name):
    return Version(name, name, TEXTS[name], "direct", name="Ada Lind")


def test_pairs_of_one_event_share_content():
    """A pair is right if it meets a label; pairs without shared content are left out."""
    gold = [{"a": PLACES["a"], "b": PLACES["b"], "relation": "paraphrase", "event": "e"}]
    found = pairs_of_events(
        map(version, TEXTS), PLACES, dict.fromkeys(TEXTS, "e"), gold, CLASSIFIER
    )
    assert [(row.a.id, row.b.id, row.right) for row in found] == [("a", "b", True)]
    assert (
        pairs_of_events(map(version, TEXTS), PLACES, {"a": "e", "b": "f"}, gold, CLASSIFIER) == []
    )


def test_fitting_tells_right_from_wrong():
    """Evidence for a link gets a positive weight, noise next to none."""
    one = prepare("goats")
    pair = TextPair(one, one, 1, "same", frozenset(["direct"]))
    found = [
        LabelledPair(
            "e",
            version("a"),
            version("b"),
            pair,
            {"tells": float(i % 2), "noise": float(i % 3)},
            i % 2 == 1,
        )
        for i in range(60)
    ]
    weights, intercept = fitted(found)
    assert weights["tells"] > 2 and abs(weights["noise"]) < 0.2 and intercept < 0
    assert weights["tells"] + intercept == pytest.approx(-intercept, abs=0.5)


def test_judged_pairs_keep_their_judgement():
    """A judgement finds its quotations, even if some words at their ends have changed."""

    def place(name, end):
        return {"article": name, "start": 2, "end": end}

    judged = [
        {"a": place("a", 36), "b": place("b", 40), "right": False},
        {"a": place("a", 12), "b": place("c", 24), "right": True},
    ]
    found = judged_pairs(map(version, TEXTS), PLACES, dict.fromkeys(TEXTS, "e"), judged, CLASSIFIER)
    assert [(row.a.id, row.b.id, row.right) for row in found] == [("a", "b", False)]
