"""Drop the candidate pairs that cannot be linked, many at once, by bounds on what they share.

A pair is dropped if no relation rule can hold (`relations`) and the evidence cannot bring the
classifier to its threshold (`evidence`), by upper and lower bounds. The bounds are tightened in
three steps, each for the pairs that are left: by the content that both have, by the number of
words in the same order, and by the runs of an alignment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.linking import evidence, relations
from quotetrack.linking.blocking_keys import (
    CHARACTERS,
    KINDS,
    SEVERAL_SPANS,
    EncodedTexts,
    as_numbers,
)
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.name_agreement import AGREEMENTS, OTHER, ROLE, UNKNOWN, NameTable
from quotetrack.linking.posting_lists import Postings
from quotetrack.linking.vocabulary import Places, Vocabulary, ranges

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_ALL_KINDS = sum(KINDS.values())
_BATCH = 200_000  # pairs looked at together
_TABLE_SIDES = 64  # texts that share one table of stems, with a bit each
_ROUNDING = 1e-6  # of log odds, for sums in another order
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Pairs of texts, given by their places, and what is known of each."""

    left: Places
    right: Places
    speakers: Places  # places in AGREEMENTS
    content: Places  # shared content stems
    weight: Floats  # their summed rarity
    rarest: Floats  # the rarity of the rarest
    has_rare: Flags  # whether one of them is no common word
    content_words: Places  # common words that carry content, at most
    common: Places  # words in the same order, at most
    run: Places  # words in a row, at most
    heaviest: Floats  # weight of the heaviest run, at least

    def __getitem__(self, chosen: NDArray[Any]) -> _Bounds:
        return _Bounds(*(getattr(self, field.name)[chosen] for field in fields(self)))


def surviving_pairs(
    texts: EncodedTexts, candidates: Postings, classifier: MatchClassifier, discount: float = 1.0
) -> Iterator[tuple[int, int]]:
    """The candidates (`posting_lists.candidate_pairs`) that may be linked, as two fingerprints.

    Texts with one fingerprint are looked at as one, of any of their kinds. discount: as for
    `Prefilter`.
    """
    known, first, inverse = np.unique(texts.fingerprints, return_index=True, return_inverse=True)
    kinds = np.zeros(len(texts.fingerprints), np.uint8)
    np.bitwise_or.at(kinds, first[inverse], texts.kinds)
    prefilter = Prefilter(replace(texts, kinds=kinds), classifier, discount)
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        one, other = (batch >> _HALF).astype(np.uint32), batch.astype(np.uint32)
        left, right = (first[np.searchsorted(known, side)] for side in (one, other))
        kept = prefilter.may_link(left, right)
        yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


class Prefilter:
    """Tells which pairs of encoded texts may be linked.

    discount: the least that the weight of a shared word is divided by for its document frequency
    (`evidence.costly_upper_bounds`).
    """

    def __init__(
        self, texts: EncodedTexts, classifier: MatchClassifier, discount: float = 1.0
    ) -> None:
        self.texts, self.classifier, self.discount = texts, classifier, discount
        self._starts = np.cumsum(texts.stem_counts, dtype=np.int64) - texts.stem_counts
        self._names = NameTable(texts.names)
        self._speaker_odds = _speaker_odds(classifier)
        self._kind_odds = _kind_odds(classifier)
        mixed = texts.kinds & KINDS["mixed"] > 0
        self._direct = texts.kinds & KINDS["direct"] > 0
        self._quoted = self._direct | mixed
        self._partly_quoted = mixed | (self._direct & (texts.kinds & SEVERAL_SPANS > 0))

    def may_link(self, left: Places, right: Places) -> Flags:
        """For pairs of texts, given by their places, whether they may be linked.

        Never false for a pair that `compare` links.
        """
        kept = np.zeros(len(left), bool)
        places, bounds = np.arange(len(left)), self._by_content(left, right)
        for tightened in (self._by_word_counts, self._by_word_order, self._by_alignment):
            bounds = tightened(bounds)
            may = self._rules_may_hold(bounds) | self._classifier_may_accept(bounds)
            places, bounds = places[may], bounds[may]
        kept[places] = True
        return kept

    def _rules_may_hold(self, bounds: _Bounds) -> Flags:
        texts, left, right = self.texts, bounds.left, bounds.right
        by_words = relations.rules_may_hold(
            self._shorter(bounds),
            np.minimum(texts.stem_counts[left], texts.stem_counts[right]),
            bounds.common,
            bounds.run,
            bounds.content_words,
            bounds.speakers == OTHER,
        )
        by_quoted_words = relations.quoted_words_may_match(
            self._quoted[left] & self._quoted[right],
            self._partly_quoted[left] | self._partly_quoted[right],
            bounds.has_rare,
            bounds.speakers <= ROLE,
        )
        may: Flags = by_words | by_quoted_words
        return may

    def _shorter(self, bounds: _Bounds) -> NDArray[np.int32]:
        """The number of words of the shorter text of each pair, at least 1."""
        lengths = self.texts.lengths
        return np.maximum(1, np.minimum(lengths[bounds.left], lengths[bounds.right]))

    def _classifier_may_accept(self, bounds: _Bounds) -> Flags:
        needed = self.classifier.min_log_odds - _ROUNDING
        may: Flags = bounds.has_rare & (self._max_log_odds(bounds) >= needed)
        return may

    def _max_log_odds(self, bounds: _Bounds) -> Floats:
        """The most that the evidence can come to."""
        texts, left, right = self.texts, bounds.left, bounds.right
        lighter = np.minimum(texts.weights[left], texts.weights[right])
        heavier = np.maximum(texts.weights[left], texts.weights[right])
        known = evidence.content_evidence(bounds.weight, bounds.rarest, lighter, heavier, np.log1p)
        share = bounds.common / self._shorter(bounds)
        upper = evidence.order_evidence(share, evidence.MAX_DAYS, np.log1p)
        upper |= self.classifier.costly_upper_bounds(
            bounds.weight, bounds.run, self._quoted_weight(bounds), self.discount, np.log1p
        )
        lower = evidence.costly_lower_bounds(bounds.heaviest, np.log1p)
        kinds = texts.kinds[left] & _ALL_KINDS, texts.kinds[right] & _ALL_KINDS
        odds: Floats = (
            self.classifier.intercept
            + self.classifier.log_odds(known)
            + self.classifier.max_log_odds(upper, lower)
            + (self._speaker_odds[bounds.speakers] + self._kind_odds[kinds])
        )
        return odds

    def _quoted_weight(self, bounds: _Bounds) -> Floats:
        """The most that quoted words weigh which stand word for word in the other text."""
        texts = self.texts
        may_be_held = self._partly_quoted[bounds.left] | self._partly_quoted[bounds.right]
        for side in (bounds.left, bounds.right):
            all_common = (bounds.common >= texts.lengths[side]) & (
                bounds.content >= texts.stem_counts[side]
            )
            may_be_held |= self._direct[side] & all_common
        return np.where(may_be_held, np.minimum(bounds.weight, evidence.MAX_QUOTED_WEIGHT), 0.0)

    # ---- bounds, the cheapest first

    def _by_content(self, left: Places, right: Places) -> _Bounds:
        """The content that the pairs share; of the rest nothing is known yet."""
        content, weight, rarest, has_rare = self._shared_content(left, right)
        speakers = self._names.agreement(left, right)
        unknown = content
        return _Bounds(
            left,
            right,
            speakers,
            content,
            weight,
            rarest,
            has_rare,
            unknown,
            unknown,
            unknown,
            np.zeros(len(left)),
        )

    def _shared_content(self, left: Places, right: Places) -> tuple[Places, Floats, Floats, Flags]:
        """The number of shared stems, their weight, the rarest, and whether one is rare.

        The stems of 64 left texts at a time are noted in one table, with a bit for each text.
        """
        vocabulary, counts = self.texts.vocabulary, self.texts.stem_counts
        table = np.zeros(len(vocabulary.rarity), np.uint64)
        content, weight = np.zeros(len(left), np.int64), np.zeros(len(left))
        rarest, has_rare = np.zeros(len(left)), np.zeros(len(left), bool)
        side = _numbered(left)
        for start, end in _batches_of_sides(side):
            first = np.flatnonzero(np.diff(side[start:end], prepend=-1)) + start
            noted = self._stems(left[first])
            bits = np.uint64(1) << (side[first] % _TABLE_SIDES).astype(np.uint64)
            np.bitwise_or.at(table, noted, np.repeat(bits, counts[left[first]]))
            stems = self._stems(right[start:end])
            pair = np.repeat(np.arange(start, end), counts[right[start:end]])
            own_bit = (side[pair] % _TABLE_SIDES).astype(np.uint64)
            shared = (table[stems] >> own_bit) & np.uint64(1) > 0
            pair, stems = pair[shared] - start, stems[shared]
            table[noted] = 0
            content[start:end] = np.bincount(pair, minlength=end - start)
            weight[start:end] = np.bincount(pair, vocabulary.rarity[stems], end - start)
            np.maximum.at(rarest[start:end], pair, vocabulary.rarity[stems])
            has_rare[start:end][pair[~vocabulary.common[stems]]] = True
        return content, weight, rarest, has_rare

    def _stems(self, places: Places) -> NDArray[np.uint32]:
        counts = self.texts.stem_counts[places].astype(np.int64)
        return self.texts.stems[ranges(self._starts[places], counts)]

    def _by_word_counts(self, bounds: _Bounds) -> _Bounds:
        """All small words and repeated stems of the one may be in the other, beside the content."""
        texts, sides = self.texts, (bounds.left, bounds.right)
        small_words = texts.lengths - texts.content_lengths
        repeated = texts.content_lengths - texts.stem_counts
        small = np.minimum(*(small_words[side] for side in sides))
        content_words = bounds.content + np.minimum(*(repeated[side] for side in sides))
        common = content_words + small
        return replace(bounds, content_words=content_words, common=common, run=common)

    def _by_word_order(self, bounds: _Bounds) -> _Bounds:
        """The exact number of words in the same order."""
        common = _common_words(self._strings(bounds.left), self._strings(bounds.right))
        return replace(bounds, common=common, run=common)

    def _by_alignment(self, bounds: _Bounds) -> _Bounds:
        """The runs of the alignment that `relations` uses.

        Not for two texts of one length, as it may take either first, nor where tokens share
        characters.
        """
        vocabulary = self.texts.vocabulary
        if len(vocabulary) > CHARACTERS:
            return bounds
        lengths = self.texts.lengths[bounds.left], self.texts.lengths[bounds.right]
        unequal = np.flatnonzero(lengths[0] != lengths[1])
        is_swapped = (lengths[0] > lengths[1])[unequal]
        left, right = bounds.left[unequal], bounds.right[unequal]
        short, long = np.where(is_swapped, right, left), np.where(is_swapped, left, right)
        found = _runs(self._strings(short), self._strings(long), vocabulary)
        run, heaviest = bounds.run.copy(), bounds.heaviest.copy()
        run[unequal], heaviest[unequal] = found
        return replace(bounds, run=run, heaviest=heaviest)

    def _strings(self, places: Places) -> list[str]:
        return list(map(self.texts.strings.__getitem__, places.tolist()))


def _numbered(values: Places) -> Places:
    """For each value, the number of the run of equal values that it belongs to, from 0."""
    if not len(values):
        return values
    return np.cumsum(np.concatenate(([True], values[1:] != values[:-1]))) - 1


def _batches_of_sides(side: Places) -> Iterator[tuple[int, int]]:
    """Where each batch of _TABLE_SIDES left texts begins and ends."""
    last = side[-1] if len(side) else 0
    cuts = np.searchsorted(side, np.arange(0, last + 1 + _TABLE_SIDES, _TABLE_SIDES)).tolist()
    return zip(cuts, cuts[1:], strict=False)


def _common_words(one: Sequence[str], other: Sequence[str]) -> Places:
    """The length of the longest common subsequence of each two strings."""
    if not one:
        return np.zeros(0, np.int64)
    counts: Places = process.cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int64)
    return counts


def _runs(
    short: Sequence[str], long: Sequence[str], vocabulary: Vocabulary
) -> tuple[Places, Floats]:
    """For each two texts, the words of the longest run and the weight of the heaviest."""
    found = [
        (pair, block.a, block.size)
        for pair, (one, other) in enumerate(zip(short, long, strict=True))
        for block in LCSseq.opcodes(one, other).as_matching_blocks()
    ]
    pair, start, size = np.array(found, np.int64).reshape(-1, 3).T
    ids, lengths = as_numbers(short)
    words = ids[ranges((np.cumsum(lengths) - lengths)[pair] + start, size)]
    run = np.repeat(np.arange(len(pair)), size)
    content = ~vocabulary.small[words]
    stems = np.unique((run[content] << 32) | vocabulary.stems[words[content]])
    weights = np.bincount(stems >> 32, vocabulary.rarity[stems & 0xFFFFFFFF], len(pair))
    longest, heaviest = np.zeros(len(short), np.int64), np.zeros(len(short))
    np.maximum.at(longest, pair, size)
    np.maximum.at(heaviest, pair, weights)
    return longest, heaviest


# ---- the evidence besides the words


def _speaker_odds(classifier: MatchClassifier) -> Floats:
    """The most that each of AGREEMENTS contributes.

    What looks like a shared role by name may turn out unknown by what else the articles say.
    """
    odds = [classifier.log_odds(evidence.speaker_evidence(how)) for how in AGREEMENTS]
    odds[ROLE] = max(odds[ROLE], odds[UNKNOWN])
    return np.array(odds)


def _kind_odds(classifier: MatchClassifier) -> Floats:
    """The most that two sets of kinds contribute, by their flags."""
    odds = np.full((_ALL_KINDS + 1, _ALL_KINDS + 1), -np.inf)
    for (one, a), (other, b) in product(KINDS.items(), repeat=2):
        sets = np.ix_(
            *([kinds for kinds in range(_ALL_KINDS + 1) if kinds & flag] for flag in (a, b))
        )
        contributed = classifier.log_odds(evidence.kind_evidence(frozenset((one, other))))
        odds[sets] = np.maximum(odds[sets], contributed)
    return odds
