"""How likely two texts are versions of one utterance: evidence in numbers, weighed by weights/link.json.

The weights are those of a logistic regression (training/link.py); each says by its name what it weighs.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp, log1p
from pathlib import Path

from quotetrack.pair import Crowd, Forms, Pair, contents, spaced
from quotetrack.rarity import rarity, weight

WEIGHTS = Path(__file__).parent / "weights" / "link.json"
LONG = 365              # days from which more tell nothing more
USUAL = 3               # quotations of an article that hold a word, where its crowd is not known
MARKED = 3.0           # weight of words in marks from which more tell nothing more


def chance(pair: Pair) -> float:
    """The chance, 0 to 1, that the texts of a pair are versions of one utterance.

    0 for those that share no rare word, or a single word that neither has in marks, and where what is cheap to tell shows that
    the rest cannot bring a pair to the threshold.
    """
    telling = pair.shared & pair.short.rare
    if not telling or (len(pair.shared) == 1 and not (pair.short.fragments or pair.long.fragments)):
        return 0.0
    learned = _learned()
    weights, cheap = learned["weights"], _cheap(pair)
    total = learned["intercept"] + sum(weights[name] * value for name, value in cheap.items())
    if 1 / (1 + exp(-total - sum(max(0.0, weights[name] * most) for name, most in _most(pair).items()))) < learned["threshold"]:
        return 0.0
    return 1 / (1 + exp(-total - sum(weights[name] * value for name, value in _costly(pair).items())))


def threshold() -> float:
    """The chance from which a pair is a link."""
    return _learned()["threshold"]


@cache
def _learned() -> dict:
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def learned() -> Mapping:
    """The weights, the intercept and the threshold."""
    return _learned()


def use(learned: Mapping) -> None:
    """Weighs with other weights from here on, as training does."""
    _learned().update(learned)


def evidence(pair: Pair) -> dict[str, float]:
    """What speaks for and against a link, by name.

    Content words count by their rarity (rarity.py); `local` counts each less the more quotations of its two articles hold it.
    """
    return _cheap(pair) | _costly(pair)


def _cheap(pair: Pair) -> dict[str, float]:
    """The evidence that needs no alignment and nothing of the articles."""
    shared, kinds = pair.shared, pair.kinds
    lighter, heavier = sorted((pair.short.weight, pair.long.weight))
    both = weight(shared)
    return {
        "contained": both / lighter if lighter else 0.0,
        "alike": both / heavier if heavier else 0.0,
        "shared": log1p(both),
        "strongest": max(map(rarity, shared), default=0.0),
        "in order": pair.share,
        "size": log1p(lighter),
        "days apart": log1p(min(pair.days, LONG)),
        **{f"speaker {how}": float(pair.speakers == how) for how in ("same", "compatible", "role", "unknown")},
        "both direct": float(kinds == {"direct"}),
        "one direct": float("direct" in kinds and len(kinds) > 1),
        "some marks": float("direct" not in kinds and "mixed" in kinds),
    }


def _costly(pair: Pair) -> dict[str, float]:
    shared, crowds = pair.shared, pair.crowds()
    runs = [pair.short.forms[a:a + size] for a, _, size in pair.blocks]
    return {
        "local": log1p(sum(rarity(word) / _crowded(crowds, word) for word in shared)),
        "run": log1p(max(map(len, runs), default=0)),
        "run weight": log1p(max((weight(contents(run)) for run in runs), default=0.0)),
        "in marks": min(MARKED, max(_held(pair.short.fragments, pair.long.joined), _held(pair.long.fragments, pair.short.joined))),
    }


def _most(pair: Pair) -> dict[str, float]:
    """The most that the costly evidence can come to."""
    both = weight(pair.shared)
    return {"local": log1p(both), "run": log1p(pair.common), "run weight": log1p(both), "in marks": min(MARKED, both)}


def _crowded(crowds: tuple[Crowd, Crowd], word: str) -> float:
    """The fourth root of the numbers of quotations, one for each article, that hold the word; a usual number where not known."""
    one, other = (counts.get(word, 1) if counts else USUAL for counts in crowds)
    return (one * other) ** 0.25


def _held(fragments: tuple[Forms, ...], text: str) -> float:
    """The weight of the heaviest fragment that stands in a text without a gap."""
    return max((weight(contents(words)) for words in fragments if spaced(words) in text), default=0.0)
