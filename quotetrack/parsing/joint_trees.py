"""Scores of arcs -> trees with one root.

The best head of each word is a tree in most sentences already. Where it is not, the best heads with
one root are tried, and only then the spanning tree is searched by Chu-Liu/Edmonds (Edmonds 1967).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotetrack.parsing import stanza_speedups

Floats = NDArray[np.float32]
NEVER = np.float32(-1e9)


def heads(scores: Floats) -> list[int]:
    """The head of each word, 0 for the root; scores are (words, 1 + words), the root first."""
    square = np.full((len(scores) + 1, len(scores) + 1), NEVER, np.float32)
    square[1:] = scores
    np.fill_diagonal(square, NEVER)
    return stanza_speedups.heads(square, one_root)


def one_root(scores: Floats) -> list[int]:
    """The heads of the best spanning tree with one word below the root; the first is the root's own."""
    tree = spanning_tree(scores)
    roots = [word for word in range(1, len(tree)) if tree[word] == 0]
    if len(roots) == 1:
        return tree
    best, chance = tree, -np.inf
    for root in roots:
        limited = scores.copy()
        limited[np.arange(len(scores)) != root, 0] = NEVER
        candidate = spanning_tree(limited)
        value = float(sum(limited[word, candidate[word]] for word in range(1, len(candidate))))
        if value > chance:
            best, chance = candidate, value
    return best


def spanning_tree(scores: Floats) -> list[int]:
    """The heads of the best tree over all words, from scores (dependents, heads)."""
    best = scores.argmax(1)
    best[0] = 0
    cycle = cycle_of(best.tolist())
    if not cycle:
        return [int(head) for head in best]
    return _opened(scores, best, np.array(cycle))


def cycle_of(tree: Sequence[int]) -> list[int]:
    """The words of one cycle among the heads; none if they form a tree."""
    known = {0}
    for word in range(1, len(tree)):
        path: list[int] = []
        at = word
        while at not in known and at not in path:
            path.append(at)
            at = tree[at]
        if at in path:
            return path[path.index(at) :]
        known.update(path)
    return []


def _opened(scores: Floats, best: NDArray[np.int64], cycle: NDArray[np.int64]) -> list[int]:
    """The best tree when a cycle is made one word, solved, and opened at the word it is entered by."""
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)  # the root is the first of them
    gain = scores[cycle] - scores[cycle, best[cycle]][:, None]
    entered = gain[:, outside].argmax(0)  # which word of the cycle each head enters by
    left = scores[np.ix_(outside, cycle)].argmax(1)  # which word of it each dependent hangs on
    size = len(outside)
    smaller = np.full((size + 1, size + 1), NEVER, np.float32)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = gain[:, outside].max(0)
    smaller[:size, size] = scores[outside, cycle[left]]
    smaller[0] = NEVER
    np.fill_diagonal(smaller, NEVER)
    solved = spanning_tree(smaller)
    tree = best.copy()
    for place in range(1, size):
        head = solved[place]
        tree[outside[place]] = cycle[left[place]] if head == size else outside[head]
    tree[cycle[entered[solved[size]]]] = outside[solved[size]]
    return [int(head) for head in tree]
