"""How sure a quotation is: the chance that its words are a quotation, and that its source is the right one.

Two logistic regressions over what grammar and tagger say of a candidate, fitted on articles of PolNeAR that the tagger was not
trained on (training/weigh.py). Their numbers are in weights/tagger/weigh.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quotetrack.language.normalize import words
from quotetrack.quotations.candidates import Candidate
from quotetrack.records import Construction, Quote, Span

NUMBERS = Path(__file__).parents[1] / "weights" / "tagger" / "weigh.json"
Features = dict[str, float]


@cache
def numbers() -> dict[str, dict[str, float]]:
    """The fitted weights: of `content`, of `source`, and the `threshold` from which a candidate is taken for a quotation."""
    return json.loads(NUMBERS.read_text(encoding="utf-8"))


def chance(weights: Mapping[str, float], features: Features) -> float:
    """The logistic regression's answer, 0 to 1; a feature without a weight counts nothing."""
    total = weights.get("constant", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in features.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def of_content(candidate: Candidate) -> Features:
    """What speaks for a candidate being a quotation."""
    quote, stretches = candidate.either, candidate.stretches
    who = (
        "both"
        if candidate.grammar and candidate.tagger
        else "grammar"
        if candidate.grammar
        else "tagger"
    )
    tagger = candidate.tagger.score if candidate.tagger else candidate.chance
    found: Features = {
        f"by {who}": 1.0,
        f"{who} {quote.kind}": 1.0,
        "chance": logit(candidate.chance),
        "tagger": logit(tagger),
        "alike": candidate.alike,
        f"{who} length": math.log1p(len(words(quote.text))),
    }
    if candidate.grammar:
        found[f"construction {construction(candidate.grammar)}"] = 1.0
        found["grammar score"] = candidate.grammar.score
    if stretches:
        found["cue"] = logit(max(s.cue_score for s in stretches))
        found["no cue"] = float(not any(s.cue for s in stretches))
    return found


def of_source(candidate: Candidate, source: tuple[Span, ...]) -> Features:
    """What speaks for a source being the right one for a candidate; () stands for none."""
    grammar = candidate.grammar.source if candidate.grammar else None
    tagger = candidate.tagger.source if candidate.tagger else None
    sure = max((s.source_score for s in candidate.stretches), default=0.5)
    by_grammar, by_tagger = (
        grammar is not None and meet(source, grammar),
        tagger is not None and meet(source, tagger),
    )
    who = (
        "both"
        if by_grammar and by_tagger
        else "grammar"
        if by_grammar
        else "tagger"
        if by_tagger
        else "neither"
    )
    against = "" if grammar is not None and tagger is not None else " alone"
    found: Features = {
        f"{who}{against}": 1.0,
        f"{who}{against} {'some' if source else 'none'}": 1.0,
        f"{who} {candidate.either.kind}": 1.0,
        f"sure {who}": logit(sure) if candidate.stretches else 0.0,
    }
    if candidate.grammar:
        found[f"{who} construction {construction(candidate.grammar)}"] = 1.0
    return found


def meet(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    """True if two sources share characters, or both are none."""
    return (not a and not b) or any(s < f and e < t for s, t in a for e, f in b)


def construction(quote: Quote) -> str:
    """The name of a quotation's construction; of a verb beside it, the verb too."""
    return quote.reason if quote.construction is Construction.BESIDE else quote.construction


def logit(chance: float) -> float:
    """Log-odds, at most 5 either way."""
    return max(-5.0, min(5.0, math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))))
