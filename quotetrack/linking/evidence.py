"""The evidence that two texts are versions of one utterance, as named numbers.

Some evidence is cheap: it needs no alignment, and of the articles only their dates. The rest is
expensive, so its bounds are given here too. The functions on single numbers also take arrays
(with `log=numpy.log1p`), which lets the prefilter bound the evidence of many pairs at once.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log1p
from typing import Any

from quotetrack.language.frequency import term_weight, total_weight
from quotetrack.linking.text_pair import DocumentFrequency, TextPair, Tokens, content_stems, spaced
from quotetrack.records import SpeakerAgreement

# The constants below fix the scale on which the weights were learned: changing one needs a refit.
MAX_DAYS = 365  # more days between two articles tell nothing more
TYPICAL_FREQUENCY = 3  # quotations of an article that hold a word, where this is not known
UNKNOWN_FREQUENCY_DISCOUNT: float = (
    TYPICAL_FREQUENCY**0.5
)  # of a word, where neither article is known
MAX_QUOTED_WEIGHT = 3.0  # heavier quoted words tell nothing more
_SPEAKER_NAMES = {
    how: f"speaker {how.value}"
    for how in (
        SpeakerAgreement.SAME,
        SpeakerAgreement.COMPATIBLE,
        SpeakerAgreement.ROLE,
        SpeakerAgreement.UNKNOWN,
    )
}

Log = Callable[[Any], Any]


def cheap_evidence(pair: TextPair) -> dict[str, float]:
    """All evidence that needs neither an alignment nor the other quotations of the articles."""
    lighter, heavier = sorted((pair.short.weight, pair.long.weight))
    rarest = max(map(term_weight, pair.shared), default=0.0)
    return (
        content_evidence(pair.weight, rarest, lighter, heavier)
        | order_evidence(pair.share, min(pair.days, MAX_DAYS))
        | speaker_evidence(pair.speakers)
        | kind_evidence(pair.kinds)
    )


def content_evidence(
    shared: Any, rarest: Any, lighter: Any, heavier: Any, log: Log = log1p
) -> dict[str, Any]:
    """From the weight of the shared content, its rarest word, and the weight of either side."""
    return {
        "containment": shared / (lighter + (lighter == 0)),
        "overlap": shared / (heavier + (heavier == 0)),
        "shared weight": log(shared),
        "rarest shared word": rarest,
        "content weight": log(lighter),
    }


def order_evidence(share: Any, days: Any, log: Log = log1p) -> dict[str, Any]:
    """From the share of words in the same order, and the days between the articles."""
    return {"words in order": share, "days apart": log(days)}


def speaker_evidence(agreement: SpeakerAgreement) -> dict[str, float]:
    """From the agreement of the speakers; OTHER and NONE are the baseline."""
    return {name: float(agreement == how) for how, name in _SPEAKER_NAMES.items()}


def kind_evidence(kinds: frozenset[str]) -> dict[str, float]:
    """From the kinds of both quotations."""
    return {
        "both direct": float(kinds == {"direct"}),
        "one direct": float("direct" in kinds and len(kinds) > 1),
        "partly quoted": float("direct" not in kinds and "mixed" in kinds),
    }


def costly_evidence(pair: TextPair) -> dict[str, float]:
    """All evidence that needs the alignment or the other quotations of the two articles."""
    runs = [pair.short.tokens[start : start + size] for start, _, size in pair.runs]
    heaviest = max((total_weight(content_stems(run)) for run in runs), default=0.0)
    quoted = max(
        _quoted_weight(pair.short.quoted, pair.long.spaced),
        _quoted_weight(pair.long.quoted, pair.short.spaced),
    )
    return {
        "locally rare": log1p(_local_weight(pair)),
        "longest run": log1p(max(map(len, runs), default=0)),
        "run weight": log1p(heaviest),
        "quoted words": min(MAX_QUOTED_WEIGHT, quoted),
    }


def costly_upper_bounds(
    shared: Any, run: Any, quoted: Any, discount: float = 1.0, log: Log = log1p
) -> dict[str, Any]:
    """The most that `costly_evidence` can come to.

    shared, run, quoted: upper bounds of the weight of the shared content, the words of the
    longest run, and the weight of quoted words. discount: the least that the weight of a shared
    word is divided by for its document frequency.
    """
    return {
        "locally rare": log(shared / discount),
        "longest run": log(run),
        "run weight": log(shared),
        "quoted words": quoted,
    }


def costly_lower_bounds(heaviest: Any, log: Log = log1p) -> dict[str, Any]:
    """The least that `costly_evidence` can come to, where it is not 0; from the heaviest run."""
    return {"run weight": log(heaviest)}


def _local_weight(pair: TextPair) -> float:
    """The weight of the shared stems, each discounted by how often its two articles use it.

    The discount is the fourth root of the product of both document frequencies. An article whose
    frequencies are unknown counts with a typical one.
    """
    one, other = pair.frequencies()
    if one is None and other is None:
        return pair.weight / UNKNOWN_FREQUENCY_DISCOUNT
    total = sum(
        term_weight(stem) / (_frequency(one, stem) * _frequency(other, stem)) ** 0.25
        for stem in pair.shared
    )
    return float(total)


def _frequency(known: DocumentFrequency | None, stem: str) -> int:
    return TYPICAL_FREQUENCY if known is None else known.get(stem, 1)


def _quoted_weight(quoted: tuple[Tokens, ...], text: str) -> float:
    """The weight of the heaviest quoted fragment that occurs word for word in a spaced text."""
    return max(
        (total_weight(content_stems(tokens)) for tokens in quoted if spaced(tokens) in text),
        default=0.0,
    )
