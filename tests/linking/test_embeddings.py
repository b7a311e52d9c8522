"""Sentence embeddings as evidence, with a stand-in for a model."""

import sys

import numpy as np
import pytest
from linked_databases import PLAIN, database, extraction, made, save

from quotetrack.errors import ModelError
from quotetrack.linking import classifier, embeddings
from quotetrack.linking.embeddings import Senses
from quotetrack.linking.text_pair import Pair, prepared
from quotetrack.store import articles
from quotetrack.tracking import incremental_linking

DIRECTIONS = {"ferry": (1.0, 0.0), "boat": (0.8, 0.6), "sea": (0.0, 1.0), "land": (0.0, -1.0)}


class Model:
    """Embeds the words that it knows and counts what it was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([DIRECTIONS.get(text, (1.0, 0.0)) for text in texts])


def pair(one, other):
    return Pair(prepared(one), prepared(other), None, "same", frozenset(["direct"]))


def test_nearness_is_the_cosine_and_never_below_nought():
    """Texts that point apart are not near; which comes first makes no difference."""
    near = Senses(Model()).near
    assert near("ferry", "boat") == near("boat", "ferry") == pytest.approx(0.8)
    assert near("sea", "land") == near("ferry", "sea") == 0


def test_each_text_is_embedded_once():
    """What was read before, in one batch or alone, is not embedded again."""
    model = Model()
    found = Senses(model)
    found.read(["ferry", "boat", "ferry"])
    found.near("ferry", "sea")
    assert model.asked == ["ferry", "boat", "sea"]


def test_sense_is_evidence_only_where_it_is_weighed():
    """Within `weighing` texts that are nearer in sense are likelier to be versions; behind it all is as before."""
    one, before = (
        pair("I deeply regret the flooding", "he regretted the flood"),
        dict(classifier.learned()),
    )
    assert "sense" not in classifier.evidence(one)
    chances = []
    for near in (0.0, 0.5, 1.0):
        with classifier.weighing(lambda *_, near=near: near):
            assert classifier.evidence(one)["sense"] == near
            assert classifier.evidence(one).keys() == classifier.learned()["weights"].keys()
            chances.append(classifier.chance(one))
    assert chances == sorted(chances) and chances[0] < chances[-1]
    assert classifier.learned() == before and "sense" not in classifier.evidence(one)


def test_a_database_keeps_the_choice(monkeypatch):
    """Once chosen, what is new is weighed by the model as well; lifted, all is as without it."""
    model = Model()
    found = Senses(model)
    monkeypatch.setattr(embeddings, "load", lambda name: found)
    whole = [extraction(number, story) for number, story in enumerate(PLAIN)]
    db = database([])
    incremental_linking.use_embeddings(db, "any")
    for one in whole:
        add(db, one)
    assert model.asked
    incremental_linking.use_embeddings(db, None)
    incremental_linking.link_again(db)
    assert made(db) == made(database([whole]))


def add(db, one):
    """One article into a database, linked."""
    save(db, one, articles.start_run(db, "1", "stand-in"))
    incremental_linking.link_new(db)


def test_a_missing_extra_is_one_line(monkeypatch):
    """Without the library the choice is refused, and the line says what to install and how to do without."""
    embeddings.load.cache_clear()
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install 'quotetrack\[semantic\]'.*--semantic none"):
        embeddings.load("anything")
