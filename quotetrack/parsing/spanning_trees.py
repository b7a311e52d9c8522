"""Scores of arcs -> trees with one root.

The best head of each word is a tree in most sentences already. Where it is not, the best heads with
one root are tried, and only then the spanning tree is searched by Chu-Liu/Edmonds (Edmonds 1967).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Search = Callable[[Any], Sequence[int]]
NEVER = -1e9  # a head that only a tree without any other takes
# Words of a sentence for which the best tree is searched: memory grows with the cube of its length.
MAX_TREE = 400


def heads_of(scores: NDArray[np.float32]) -> list[int]:
    """The head of each word, 0 for the root; scores are (words, 1 + words), the root first."""
    square = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    return heads(square, best_one_root)


def best_one_root(scores: Floats) -> list[int]:
    """The heads of the best spanning tree with one word below the root; the first is the root's
    own."""
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
    """The best tree after contracting a cycle, solving, and opening it at its entry word."""
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)  # the root is the first of them
    gain = scores[cycle] - scores[cycle, best[cycle]][:, None]
    entered = gain[:, outside].argmax(0)  # which word of the cycle each head enters by
    left = scores[np.ix_(outside, cycle)].argmax(1)  # which word of it each dependent hangs on
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = gain[:, outside].max(0)
    smaller[:size, size] = scores[outside, cycle[left]]
    smaller[0] = -np.inf
    np.fill_diagonal(smaller, -np.inf)
    solved = spanning_tree(smaller)
    tree = best.copy()
    for place in range(1, size):
        head = solved[place]
        tree[outside[place]] = cycle[left[place]] if head == size else outside[head]
    tree[cycle[entered[solved[size]]]] = outside[solved[size]]
    return [int(head) for head in tree]


def heads(scores: Any, search: Search) -> list[int]:
    """The head of each word, given scores (dependents, heads) with the root at 0.

    The best heads are taken if they form a tree, at once or with a single root; otherwise `search`
    finds the best tree (Chu-Liu/Edmonds), and in very long sentences cycles are broken instead.
    """
    best = scores.argmax(1)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    best = _with_one_root(scores)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    if len(best) > MAX_TREE:
        return without_cycles(best, int(scores[1:, 0].argmax()) + 1)
    return [int(h) for h in search(scores)[1:]]


def _with_one_root(scores: Any) -> Any:
    """The best heads if exactly one word hangs on the root.

    If they form a tree, no tree with one root scores higher.
    """
    others = scores[:, 1:].argmax(1) + 1
    gain = scores[1:, 0] - scores[1:, 1:].max(1)
    root = int(gain.argmax()) + 1
    others[0], others[root] = 0, 0
    return others


def without_cycles(heads: Sequence[int], root: int) -> list[int]:
    """The heads with one root, every cycle broken at its first word, which then hangs on the root.

    Rough, but linear in the length of the sentence.
    """
    tree = [0] + [root if int(h) == 0 else int(h) for h in heads[1:]]
    tree[root] = 0
    reached = {0}
    for word in range(1, len(tree)):
        path: dict[int, None] = {}
        at = word
        while at not in reached and at not in path:
            path[at] = None
            at = tree[at]
        if at not in reached:
            tree[at] = root
        reached.update(path)
    return tree[1:]


def is_tree(heads: Sequence[int]) -> bool:
    """True if exactly one word hangs on the root and every word reaches it."""
    if sum(int(h) == 0 for h in heads[1:]) != 1:
        return False
    reached = {0}
    for word in range(1, len(heads)):
        path = []
        while word not in reached:
            path.append(word)
            word = int(heads[word])
            if word in path:
                return False
        reached.update(path)
    return True
