"""How sure a quotation is: the chance that its words are one, and that its source is right.

Two logistic regressions over what the rules and the tagger say of a candidate, fitted on articles
of PolNeAR that the tagger was not trained on (training/confidence.py). Their weights are in
weights/tagger/confidence.json.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from quotetrack.language.normalize import words
from quotetrack.quotations.candidates import Candidate
from quotetrack.quotations.modality import STATED, of_cue
from quotetrack.records import Construction, Parse, Quote, Span

SHIPPED = Path(__file__).parents[1] / "weights" / "tagger" / "confidence.json"
# constructions of layout, which the labelled articles do not have: their own score stands
NOT_FITTED = {Construction.PULL_QUOTE}
# constructions whose content the rules end rightly more often than the tagger, on PolNeAR train
RULES_KNOW = {Construction.ACCORDING_TO, Construction.ABOUT}
REST = 0.25  # the tagger's chance from which words that it left out belong to it; set by hand
CAP = 5.0  # largest log-odds of a feature, either way
STEEPEST = 30.0  # largest log-odds of an answer, so that it is never quite 0 or 1

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """The weights of both regressions by the names of their features.

    A candidate is taken for a quotation if the chance of its content reaches the threshold.
    """

    content: Mapping[str, float]
    source: Mapping[str, float]
    threshold: float

    @classmethod
    def from_json(cls, numbers: Mapping[str, Any]) -> ConfidenceModel:
        """The model of a weight file's numbers."""
        return cls(numbers["content"], numbers["source"], numbers["threshold"])


@lru_cache(maxsize=1)
def shipped() -> ConfidenceModel:
    """The model that comes with quotetrack."""
    return ConfidenceModel.from_json(json.loads(SHIPPED.read_text(encoding="utf-8")))


def judged(parse: Parse, candidate: Candidate, model: ConfidenceModel) -> Quote | None:
    """The candidate as a quotation with its likeliest source; None below the threshold.

    Its score is the chance of its content times that of its source.
    """
    if candidate.rules and candidate.rules.construction in NOT_FITTED:
        return candidate.rules
    content = chance(model.content, content_features(candidate))
    if content < model.threshold:
        return None
    chances = [
        (chance(model.source, source_features(candidate, source)), source)
        for source in candidate.sources
    ]
    sure, source = max(chances, key=lambda pair: pair[0])
    quote = _best_form(candidate)
    if candidate.rules is None:
        quote = replace(quote, modality=_modality(parse, quote))
    return replace(quote, source=source, score=round(content * sure, 3))


def _best_form(candidate: Candidate) -> Quote:
    """The quotation with the words of the rules or of the tagger, whichever end better.

    The tagger's words end more often where people end them. Those of the rules stand where the
    rules know better, and where the tagger half believes that a clause goes on.
    """
    rules, tagger = candidate.rules, candidate.tagger
    if rules is None or tagger is None or rules.construction in RULES_KNOW:
        return candidate.either
    goes_on = rules.kind == "direct" or rules.construction is Construction.CLAUSE
    if goes_on and candidate.rest >= REST:
        return rules
    cue = rules.cue or tagger.cue
    return replace(rules, content=tagger.content, text=tagger.text, kind=tagger.kind, cue=cue)


def _modality(parse: Parse, quote: Quote) -> str:
    """The modality of a quotation that only the tagger found, from the words around its cue."""
    if not quote.cue:
        return STATED
    start = quote.cue[0][0]
    number = bisect_right(parse.sentences, start, key=lambda s: s.start) - 1
    if number < 0 or parse.sentences[number].end <= start:
        return STATED
    return of_cue(parse.sentences[number], quote.cue)


# ---- the regressions
def chance(weights: Mapping[str, float], features: Features) -> float:
    """The answer of a logistic regression, 0 to 1; a feature without a weight counts nothing."""
    products = [weights.get(name, 0.0) * value for name, value in features.items()]
    total = weights.get("constant", 0.0) + sum(products)
    return 1 / (1 + math.exp(-_capped(total, STEEPEST)))


def logit(chance: float) -> float:
    """Log-odds of a chance, at most CAP either way."""
    return _capped(math.log(max(chance, 1e-6) / max(1 - chance, 1e-6)), CAP)


def _capped(value: float, most: float) -> float:
    return max(-most, min(most, value))


def content_features(candidate: Candidate) -> Features:
    """What speaks for and against a candidate being a quotation."""
    quote, rules, tagger = candidate.either, candidate.rules, candidate.tagger
    finder = _agreement(rules is not None, tagger is not None)
    features: Features = {
        f"by {finder}": 1.0,
        f"{finder} {quote.kind}": 1.0,
        f"{finder} length": math.log1p(len(words(quote.text))),
        "chance": logit(candidate.chance),
        "tagger": logit(tagger.score if tagger else candidate.chance),
        "alike": candidate.alike,
    }
    if rules:
        features[f"construction {rules.construction}"] = 1.0
        features["rules score"] = rules.score
    if candidate.spans:
        features["cue"] = logit(max(span.cue_score for span in candidate.spans))
        features["no cue"] = float(not any(span.cue for span in candidate.spans))
    return features


def source_features(candidate: Candidate, source: tuple[Span, ...]) -> Features:
    """What speaks for and against a source of a candidate; () stands for none."""
    rules, tagger = candidate.rules, candidate.tagger
    by_rules = rules is not None and meet(source, rules.source)
    by_tagger = tagger is not None and meet(source, tagger.source)
    finder = _agreement(by_rules, by_tagger)
    alone = "" if rules and tagger else " alone"
    sure = max((span.source_score for span in candidate.spans), default=0.5)
    features: Features = {
        f"{finder}{alone}": 1.0,
        f"{finder}{alone} {'some' if source else 'none'}": 1.0,
        f"{finder} {candidate.either.kind}": 1.0,
        f"sure {finder}": logit(sure),
    }
    if rules:
        features[f"{finder} construction {rules.construction}"] = 1.0
    return features


def _agreement(rules: bool, tagger: bool) -> str:
    if rules and tagger:
        return "both"
    if rules or tagger:
        return "rules" if rules else "tagger"
    return "neither"


def meet(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    """True if two sources share characters, or both are none."""
    return (not a and not b) or any(s < f and e < t for s, t in a for e, f in b)
