"""How far the speakers of many pairs agree by name, for all pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from quotetrack.language import lexicon
from quotetrack.language.names import parts
from quotetrack.linking.hashing import stable_hash
from quotetrack.linking.speaker_agreement import by_name, is_description, name_tokens
from quotetrack.linking.vocabulary import Places
from quotetrack.records import SpeakerAgreement

AGREEMENTS = tuple(how for how in SpeakerAgreement if how != SpeakerAgreement.NONE)
SAME, ROLE, UNKNOWN, OTHER = (
    AGREEMENTS.index(how)
    for how in (
        SpeakerAgreement.SAME,
        SpeakerAgreement.ROLE,
        SpeakerAgreement.UNKNOWN,
        SpeakerAgreement.OTHER,
    )
)
_HASH_BITS = (0, 6)  # the first bit of each six bits of a hash that a signature is made from
_HALF_BITS = 32


class NameTable:
    """The names of the speakers of many texts, each distinct name examined once.

    Most pairs of names share no word in any spelling; signatures of 64 bits rule them out without
    a comparison (a Bloom filter, Bloom 1970).
    """

    def __init__(self, names: Sequence[str | None]) -> None:
        numbers: dict[str, int] = {}
        self._number = np.fromiter(
            (numbers.setdefault(name or "", len(numbers)) for name in names), np.int64, len(names)
        )
        self._names = list(numbers)
        tokens = [name_tokens(name) if name else () for name in numbers]
        same: dict[tuple[str, ...], int] = {}
        self._same = np.array([same.setdefault(words, len(same)) for words in tokens], np.int64)
        self._empty = np.array([not words for words in tokens], bool)
        kin = lexicon.words("name_distinguishers")
        self._kinship = np.array([kin.issuperset(words) for words in tokens], bool)
        self._described = np.array([is_description(name) for name in numbers], bool)
        hashes = [
            [stable_hash(word) for word in _words_in_any_spelling(name, words)]
            for name, words in zip(numbers, tokens, strict=True)
        ]
        self._signatures = [
            np.array([_signature(each, shift) for each in hashes], np.uint64)
            for shift in _HASH_BITS
        ]

    def agreement(self, left: Places, right: Places) -> Places:
        """For pairs of texts, what `by_name` says of their speakers, as an index of AGREEMENTS."""
        one, other = self._number[left], self._number[right]
        found = np.where(self._described[one] | self._described[other], ROLE, OTHER)
        same = self._same[one] == self._same[other]
        empty = self._empty[one] | self._empty[other]
        found[same] = SAME
        found[empty] = UNKNOWN
        asked = np.flatnonzero(self._may_share_word(one, other) & ~same & ~empty)
        pairs, inverse = np.unique((one[asked] << _HALF_BITS) | other[asked], return_inverse=True)
        answers = np.array([self._compare(pair) for pair in pairs.tolist()], np.int64)
        found[asked] = answers[inverse]
        return found

    def _may_share_word(self, one: Places, other: Places) -> NDArray[np.bool_]:
        shared = [signature[one] & signature[other] > 0 for signature in self._signatures]
        may: NDArray[np.bool_] = (self._kinship[one] & self._kinship[other]) | np.logical_and(
            *shared
        )
        return may

    def _compare(self, pair: int) -> int:
        one, other = pair >> _HALF_BITS, pair & 0xFFFFFFFF
        return AGREEMENTS.index(by_name(self._names[one], self._names[other]))


def _words_in_any_spelling(name: str, tokens: Iterable[str]) -> set[str]:
    spelt = parts(name)[0]
    return {*tokens, *spelt, "".join(spelt)}


def _signature(hashes: Iterable[int], shift: int) -> int:
    """A 64-bit number with one bit set for each hash: without a common bit, no common hash."""
    signature = 0
    for value in hashes:
        signature |= 1 << (value >> shift & 63)
    return signature
