"""Faster ways to the same trees and the same vectors of spellings."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from stanza.models.common.char_model import CharacterModel
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from quotetrack.parsing import stanza_speedups

SIZES = {
    "char_emb_dim": 6,
    "char_hidden_dim": 5,
    "char_num_layers": 1,
    "char_rec_dropout": 0,
    "dropout": 0.3,
}


@pytest.mark.parametrize(
    ("heads", "tree"),
    [
        ([0, 0], True),
        ([0, 2, 0], True),
        ([0, 0, 1, 2], True),
        ([0, 0, 0], False),
        ([0, 2, 1], False),
        ([0, 0, 3, 2], False),
        ([0, 1], False),
        ([0, 3, 1, 0], True),
        ([0, 2, 3, 1], False),
    ],
)
def test_is_tree(heads, tree):
    """A tree has exactly one word on the root and no cycle."""
    assert stanza_speedups.is_tree(heads) is tree


def test_is_tree_agrees_with_following_every_word_up():
    """For random heads: a tree has one word on the root, where going up from any word ends."""
    dice = random.Random(7)
    seen = set()
    for _ in range(3000):
        size = dice.randint(1, 6)
        heads = [0, *(dice.randint(0, size) for _ in range(size))]
        ends = list(range(size + 1))
        for _ in range(size + 1):
            ends = [heads[w] for w in ends]
        expected = not any(ends) and heads[1:].count(0) == 1
        assert stanza_speedups.is_tree(heads) is expected, heads
        seen.add(expected)
    assert seen == {True, False}


def test_heads_are_stanzas_best_tree():
    """For random scores the heads are those of stanza's Chu-Liu/Edmonds search with one root."""
    dice, shortcuts = np.random.default_rng(3), 0
    for _ in range(300):
        size = int(dice.integers(2, 12))
        scores = dice.normal(size=(size, size)) * 3
        scores[dice.integers(1, size), 0] += 4  # as in parses: one word wants to be the root
        np.fill_diagonal(scores, -np.inf)
        scores -= np.log(np.exp(scores).sum(1, keepdims=True))
        shortcuts += stanza_speedups.is_tree(scores.argmax(1))
        assert stanza_speedups.heads(scores, chuliu_edmonds_one_root) == [
            int(h) for h in chuliu_edmonds_one_root(scores.copy())[1:]
        ]
    assert 30 < shortcuts < 270


@pytest.mark.parametrize(("size", "searched"), [(400, True), (401, False)])
def test_the_search_has_a_limit(size, searched):
    """The best tree is searched for in sentences of up to MAX_TREE words, the root included."""
    calls = []

    def search(scores):
        calls.append(len(scores))
        return [0] * len(scores)

    scores = np.random.default_rng(7).normal(size=(size, size)) - 99 * np.eye(size)
    stanza_speedups.heads(scores, search)
    assert bool(calls) is searched


def test_heads_of_endless_sentences_are_a_tree():
    """In sentences too long for the search, every word still reaches the one root."""
    random = np.random.default_rng(7)
    for size in (stanza_speedups.MAX_TREE + 2, 900):
        scores = random.normal(size=(size, size)).astype("float32") - 99 * np.eye(
            size, dtype="float32"
        )
        heads = stanza_speedups.heads(scores, chuliu_edmonds_one_root)
        assert stanza_speedups.is_tree([0, *heads])


@pytest.mark.parametrize(
    "options",
    [
        {"attention": True},
        {"attention": False},
        {"attention": True, "bidirectional": True},
        {"attention": False, "bidirectional": True},
    ],
)
def test_spellings_are_encoded_as_by_stanza(options):
    """The vectors of repeated words are those of CharacterModel.forward, in its order."""
    torch.manual_seed(1)
    model = CharacterModel(SIZES, {"char": range(30)}, **options).eval()
    if options["attention"]:
        torch.nn.init.normal_(model.char_attn.weight)
    for name in ("charlstm_h_init", "charlstm_c_init"):
        torch.nn.init.normal_(getattr(model, name))
    dice = random.Random(4)
    words = [[dice.randrange(1, 30) for _ in range(dice.randrange(1, 9))] for _ in range(7)]
    sentences = [[dice.choice(words) for _ in range(n)] for n in (9, 6, 2)]
    flat = [w for s in sentences for w in s]
    order = sorted(range(len(flat)), key=lambda i: -len(flat[i]))
    lengths = [len(flat[i]) for i in order]
    chars = torch.tensor([flat[i] + [0] * (lengths[0] - len(flat[i])) for i in order])
    inputs = (chars, chars == 0, order, [len(s) for s in sentences], lengths)
    with torch.no_grad():
        ours, theirs = stanza_speedups.encode_spellings(model, *inputs), model(*inputs)
    assert ours.batch_sizes.tolist() == theirs.batch_sizes.tolist()
    assert torch.allclose(ours.data, theirs.data, atol=1e-6)
