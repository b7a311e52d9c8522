"""The match classifier: how likely two texts are versions of one utterance.

A logistic regression over the evidence of a pair (`evidence`). Its weights are learned by
`training/link.py` and stored as readable JSON, each under the name of its evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quotetrack.linking.evidence import (
    MAX_QUOTED_WEIGHT,
    cheap_evidence,
    costly_evidence,
    costly_upper_bounds,
)
from quotetrack.linking.text_pair import TextPair

WEIGHTS = Path(__file__).parents[1] / "weights" / "link.json"
SEMANTIC_WEIGHTS = WEIGHTS.with_name("link-semantic.json")  # with embedding similarity
SIMILARITY = "embedding similarity"
Similarity = Callable[[str, str], float]  # of two texts, 0 to 1
_NO_BOUNDS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class MatchClassifier:
    """Weights of the evidence, and the probability from which a pair is a link.

    similarity: how similar two texts are by their embeddings, weighed as further evidence.
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float
    similarity: Similarity | None = None

    def probability(self, pair: TextPair) -> float:
        """The probability, 0 to 1, that the texts of a pair are versions of one utterance.

        0 for texts that share no rare word, or a single word and no quoted words, and where the
        cheap evidence shows that the rest cannot bring the pair to the threshold.
        """
        shared = pair.shared
        if shared.isdisjoint(pair.short.rare):
            return 0.0
        if len(shared) == 1 and not (pair.short.quoted or pair.long.quoted):
            return 0.0
        total = self.intercept + self.log_odds(cheap_evidence(pair))
        bounds = self.costly_upper_bounds(
            pair.weight, pair.common, min(MAX_QUOTED_WEIGHT, pair.weight)
        )
        if total + self.max_log_odds(bounds) < self.min_log_odds:
            return 0.0
        return 1 / (1 + exp(-total - float(self.log_odds(self._costly_evidence(pair)))))

    def evidence(self, pair: TextPair) -> dict[str, float]:
        """All evidence for and against a link, by name."""
        return cheap_evidence(pair) | self._costly_evidence(pair)

    def _costly_evidence(self, pair: TextPair) -> dict[str, float]:
        found = costly_evidence(pair)
        if self.similarity:
            found[SIMILARITY] = self.similarity(pair.short.text, pair.long.text)
        return found

    @cached_property
    def min_log_odds(self) -> float:
        """The log odds from which a pair is a link."""
        return log(self.threshold / (1 - self.threshold))

    def log_odds(self, evidence: Mapping[str, Any]) -> Any:
        """The weighed sum of evidence, in log odds; for numbers or arrays of them."""
        return sum(self.weights[name] * value for name, value in evidence.items())

    def max_log_odds(self, upper: Mapping[str, Any], lower: Mapping[str, Any] = _NO_BOUNDS) -> Any:
        """As `log_odds`, but the most that evidence between these bounds can come to."""
        return sum(
            self.weights[name] * (most if self.weights[name] > 0 else lower.get(name, 0.0))
            for name, most in upper.items()
        )

    def costly_upper_bounds(self, *bounds: Any, **options: Any) -> dict[str, Any]:
        """As `evidence.costly_upper_bounds`, with the similarity where it is weighed."""
        found = costly_upper_bounds(*bounds, **options)
        return found | ({SIMILARITY: 1.0} if self.similarity else {})


def load(similarity: Similarity | None = None) -> MatchClassifier:
    """The classifier with the shipped weights: those learned with embeddings if given some."""
    path = SEMANTIC_WEIGHTS if similarity else WEIGHTS
    learned = json.loads(path.read_text(encoding="utf-8"))
    return MatchClassifier(
        MappingProxyType(learned["weights"]),
        learned["intercept"],
        learned["threshold"],
        similarity,
    )
