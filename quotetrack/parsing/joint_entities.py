"""Entity tags that fit each other: B, I, E and S as BIOES has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class EntityDecoder:
    """Tags of words from scores, so that every entity begins and ends."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = list(labels)
        self._may_follow = np.array([[fits(a, b) for b in labels] for a in labels])
        self._may_start = np.array([fits("O", label) for label in labels])
        self._may_end = np.array([fits(label, "O") for label in labels])

    def __call__(self, scores: Floats) -> list[str]:
        """The tag of each word of a sentence, from logits (words, labels)."""
        best = scores.argmax(1)
        if not self._is_valid(best):
            best = self._viterbi(scores)
        return [self._labels[i] for i in best.tolist()]

    def _is_valid(self, tags: NDArray[np.int64]) -> bool:
        follows = bool(self._may_follow[tags[:-1], tags[1:]].all())
        return bool(follows and self._may_start[tags[0]] and self._may_end[tags[-1]])

    def _viterbi(self, scores: Floats) -> NDArray[np.int64]:
        """The best valid tags (Viterbi 1967)."""
        chances = scores - np.logaddexp.reduce(scores, 1, keepdims=True)
        forbidden = np.where(self._may_follow, 0.0, -1e9)
        best = chances[0] + np.where(self._may_start, 0.0, -1e9)
        back = []
        for row in chances[1:]:
            paths = best[:, None] + forbidden
            back.append(paths.argmax(0))
            best = paths.max(0) + row
        tags = [int((best + np.where(self._may_end, 0.0, -1e9)).argmax())]
        for step in reversed(back):
            tags.append(int(step[tags[-1]]))
        return np.array(tags[::-1], np.int64)


def fits(tag: str, following: str) -> bool:
    """True if one tag may follow the other."""
    is_open = tag[0] in "BI"
    if following[0] in "IE":
        return is_open and tag[1:] == following[1:]
    return not is_open
