"""Scores become trees with exactly one root."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quotetrack.parsing.spanning_trees import heads_of, is_tree

SCORES = st.integers(1, 4).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.integers(-50, 50).map(float))
)


def best_of_all(scores):
    """The score of the best tree, by trying all of them."""
    words = range(len(scores))
    every = itertools.product(range(len(scores) + 1), repeat=len(scores))
    return max(sum(scores[i, tree[i]] for i in words) for tree in every if is_tree([0, *tree]))


@settings(max_examples=60, deadline=None)
@given(SCORES)
def test_tree_is_the_best(scores):
    """No other tree with one root scores higher."""
    found = heads_of(scores)
    assert is_tree([0, *found])
    assert sum(scores[i, h] for i, h in enumerate(found)) == best_of_all(scores)
