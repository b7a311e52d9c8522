"""Sentence embeddings as evidence, with a stand-in for a model."""

import sys

import numpy as np
import pytest

from quotetrack.errors import ModelError
from quotetrack.linking import classifier, embeddings
from quotetrack.linking.embeddings import Embeddings
from quotetrack.linking.text_pair import TextPair, prepare

DIRECTIONS = {"ferry": (1.0, 0.0), "boat": (0.8, 0.6), "sea": (0.0, 1.0), "land": (0.0, -1.0)}


class Model:
    """Embeds the words that it knows, and keeps what it was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([DIRECTIONS.get(text, (1.0, 0.0)) for text in texts])


def pair(one, other):
    return TextPair(prepare(one), prepare(other), None, "same", frozenset(["direct"]))


def test_similarity_is_the_cosine_and_never_negative():
    """Opposite texts score 0; which of the two comes first makes no difference."""
    similarity = Embeddings(Model()).similarity
    assert similarity("ferry", "boat") == similarity("boat", "ferry") == pytest.approx(0.8)
    assert similarity("sea", "land") == similarity("ferry", "sea") == 0


def test_each_text_is_embedded_once():
    """A text that was embedded before, in a batch or alone, is not embedded again."""
    model = Model()
    found = Embeddings(model)
    found.embed(["ferry", "boat", "ferry"])
    found.similarity("ferry", "sea")
    assert model.asked == ["ferry", "boat", "sea"]


def test_similarity_is_evidence_where_it_is_given():
    """Texts that are more similar are likelier versions; without embeddings, none is asked for."""
    one = pair("I deeply regret the flooding", "he regretted the flood")
    assert classifier.SIMILARITY not in classifier.load().evidence(one)
    probabilities = []
    for similarity in (0.0, 0.5, 1.0):
        found = classifier.load(lambda *_, similarity=similarity: similarity)
        assert found.evidence(one)[classifier.SIMILARITY] == similarity
        assert found.evidence(one).keys() == found.weights.keys()
        probabilities.append(found.probability(one))
    assert probabilities == sorted(probabilities) and probabilities[0] < probabilities[-1]


def test_a_missing_extra_is_one_line(monkeypatch):
    """Without the library, the error says what to install and how to do without."""
    embeddings.load.cache_clear()
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install 'quotetrack\[semantic\]'.*--semantic none"):
        embeddings.load("anything")


def test_texts_are_embedded_in_batches(monkeypatch):
    """A model gets at most 64 texts at once, and memory is bounded by what is kept."""
    sizes = []

    def encode(texts):
        sizes.append(len(texts))
        return np.ones((len(texts), 1))

    found = Embeddings(encode)
    found.embed(f"text {number}" for number in range(65))
    assert sizes == [64, 1]
    monkeypatch.setattr(embeddings, "MAX_KEPT", 66)
    found.embed(["one more", "and another"])
    assert len(found._vectors) == 2
