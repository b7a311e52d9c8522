"""How likely two texts are versions of one utterance: evidence in numbers, weighed by weights/link.json.

The weights are those of a logistic regression (training/link.py); each says by its name what it weighs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from math import exp, log, log1p
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quotetrack.language.frequency import term_weight, total_weight
from quotetrack.linking.text_pair import Forms, Pair, contents, spaced

WEIGHTS = Path(__file__).parents[1] / "weights" / "link.json"
SEMANTIC = WEIGHTS.with_name(
    "link-semantic.json"
)  # with how near the texts are in sense, where embeddings are at hand
Near = Callable[[str, str], float]
LONG = 365  # days from which more tell nothing more
USUAL = 3  # quotations of an article that hold a word, where its crowd is not known
UNKNOWN_CROWDS = USUAL**0.5  # what the weight of a word is divided by where neither crowd is known
MARKED = 3.0  # weight of words in marks from which more tell nothing more


def chance(pair: Pair) -> float:
    """The chance, 0 to 1, that the texts of a pair are versions of one utterance.

    0 for those that share no rare word, or a single word that neither has in marks, and where what is cheap to tell shows that
    the rest cannot bring a pair to the threshold.
    """
    shared = pair.shared
    if shared.isdisjoint(pair.short.rare) or (
        len(shared) == 1 and not (pair.short.fragments or pair.long.fragments)
    ):
        return 0.0
    total = _learned()["intercept"] + odds(_cheap(pair))
    if total + best(costly_at_most(pair.weight, pair.common, min(MARKED, pair.weight))) < needed():
        return 0.0
    return 1 / (1 + exp(-total - odds(_costly(pair))))


def odds(evidence: Mapping[str, Any]) -> Any:
    """What evidence comes to in log odds, for numbers or arrays of them."""
    weights = _learned()["weights"]
    return sum(weights[name] * value for name, value in evidence.items())


def best(most: Mapping[str, Any], least: Mapping[str, Any] = MappingProxyType({})) -> Any:
    """As `odds`, but the best that evidence can come to of which only the most is known, and the least if it is not 0."""
    weights = _learned()["weights"]
    return sum(
        weights[name] * (value if weights[name] > 0 else least.get(name, 0.0))
        for name, value in most.items()
    )


def needed() -> float:
    """The log odds from which a pair is a link."""
    return log(threshold() / (1 - threshold()))


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


@contextmanager
def weighing(near: Near) -> Iterator[None]:
    """Within it, how near two texts are in sense is evidence as well, and the weights are those learned with it."""
    before = dict(_learned())
    use(json.loads(SEMANTIC.read_text(encoding="utf-8")))
    _senses.append(near)
    try:
        yield
    finally:
        _senses.pop()
        use(before)


_senses: list[Near] = []  # what tells how near two texts are in sense, within `weighing`


def evidence(pair: Pair) -> dict[str, float]:
    """What speaks for and against a link, by name.

    Content words count by their rarity (rarity.py); `local` counts each less the more quotations of its two articles hold it; `sense`
    is there within `weighing` only.
    """
    return _cheap(pair) | _costly(pair)


# ---- what is cheap to tell: it needs no alignment and nothing of the articles but their dates. Where a logarithm is handed in, numbers
#      may as well be arrays: the sieve (sieve.py) counts many pairs at once by what is said here, and knows of the rest the most it can be.


def counted(
    both: Any, strongest: Any, lighter: Any, heavier: Any, log: Callable[[Any], Any] = log1p
) -> dict[str, Any]:
    """Of content: the weight of what both share and of its heaviest word, and the weights of both sides."""
    some = lighter + (lighter == 0), heavier + (heavier == 0)
    return {
        "contained": both / some[0],
        "alike": both / some[1],
        "shared": log(both),
        "strongest": strongest,
        "size": log(lighter),
    }


def aligned(share: Any, days: Any, log: Callable[[Any], Any] = log1p) -> dict[str, Any]:
    """Of words in order, and of dates: the most that they come to for a most of each."""
    return {"in order": share, "days apart": log(days)}


def of_speakers(agreement: str) -> dict[str, float]:
    """Of the speakers, by their agreement."""
    return {
        f"speaker {how}": float(agreement == how)
        for how in ("same", "compatible", "role", "unknown")
    }


def of_kinds(kinds: frozenset[str]) -> dict[str, float]:
    """Of the kinds of both sides."""
    return {
        "both direct": float(kinds == {"direct"}),
        "one direct": float("direct" in kinds and len(kinds) > 1),
        "some marks": float("direct" not in kinds and "mixed" in kinds),
    }


def _cheap(pair: Pair) -> dict[str, float]:
    lighter, heavier = sorted((pair.short.weight, pair.long.weight))
    strongest = max(map(term_weight, pair.shared), default=0.0)
    return (
        counted(pair.weight, strongest, lighter, heavier)
        | aligned(pair.share, min(pair.days, LONG))
        | of_speakers(pair.speakers)
        | of_kinds(pair.kinds)
    )


# ---- what is costly to tell, and the most that it can come to


def _costly(pair: Pair) -> dict[str, float]:
    runs = [pair.short.forms[a : a + size] for a, _, size in pair.blocks]
    return {
        "local": log1p(_local(pair)),
        "run": log1p(max(map(len, runs), default=0)),
        "run weight": log1p(max((total_weight(contents(run)) for run in runs), default=0.0)),
        "in marks": min(
            MARKED,
            max(
                _held(pair.short.fragments, pair.long.joined),
                _held(pair.long.fragments, pair.short.joined),
            ),
        ),
    } | ({"sense": _senses[-1](pair.short.text, pair.long.text)} if _senses else {})


def costly_at_most(
    both: Any, run: Any, marked: Any, crowded: float = 1.0, log: Callable[[Any], Any] = log1p
) -> dict[str, Any]:
    """The most that `_costly` can come to, by the weight of what both share, the longest run of words, and the weight in marks, at most.

    crowded: by how much a word that both share counts less at least (see `_local`).
    """
    most = {
        "local": log(both / crowded),
        "run": log(run),
        "run weight": log(both),
        "in marks": marked,
    }
    return most | ({"sense": 1.0} if _senses else {})


def costly_at_least(heaviest: Any, log: Callable[[Any], Any] = log1p) -> dict[str, Any]:
    """The least of it, by the weight of the heaviest run, at least; what is not named is at least 0."""
    return {"run weight": log(heaviest)}


def _local(pair: Pair) -> float:
    """The weight of what both share, each word divided by the fourth root of the numbers of quotations, one for each article, that hold it.

    Of an article whose crowd is not known a usual number is taken.
    """
    one, other = pair.crowds()
    if one is None and other is None:
        return pair.weight / UNKNOWN_CROWDS
    held = (
        (word, *(USUAL if counts is None else counts.get(word, 1) for counts in (one, other)))
        for word in pair.shared
    )
    return sum(term_weight(word) / (first * second) ** 0.25 for word, first, second in held)


def _held(fragments: tuple[Forms, ...], text: str) -> float:
    """The weight of the heaviest fragment that stands in a text without a gap."""
    return max(
        (total_weight(contents(words)) for words in fragments if spaced(words) in text), default=0.0
    )
