"""Of pairs of texts that met by a rare key, those that may be versions: counted for many pairs at once.

A pair is dropped if no rule of relation.py can hold and the evidence of likeness.py cannot come to the threshold, by the most and the
least that is known of it. That is asked three times, of ever fewer pairs: by the content that both have, by how many words they have in
order, and by the runs of an alignment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.language import lexicon
from quotetrack.language.names import parts
from quotetrack.linking import classifier, relations
from quotetrack.linking.blocking_keys import BROKEN, CHARACTERS, KINDS, Sketches, numbers
from quotetrack.linking.speaker_agreement import by_name, described, name_forms
from quotetrack.linking.vocabulary import ranges, stable, vocabulary

Places = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HOW = ("same", "compatible", "role", "unknown", "other")  # of by_name, each known by its place
_KINDS = sum(KINDS.values())
_AT_ONCE = 200_000  # pairs looked at together
_SIDES = 64  # texts that share a table of stems, each with a bit of its own
_MARGIN = 1e-6  # of log odds, for sums in another order


@dataclass(frozen=True, slots=True)
class _Met:
    """Pairs of texts, given by their places, and what is known of each, exactly or at most."""

    left: Places
    right: Places
    speakers: NDArray[np.int64]  # places in HOW
    content: NDArray[np.int64]  # stems that both have
    weight: Floats  # of them together
    strongest: Floats  # of them
    telling: Flags  # whether one of them is no common word
    spoken: NDArray[np.int64]  # words that carry content, at most
    common: NDArray[np.int64]  # words in order, at most
    run: NDArray[np.int64]  # words in a row, at most
    heaviest: Floats  # weight of the content of a run, at least of the heaviest

    def __getitem__(self, chosen: NDArray) -> _Met:
        return _Met(*(getattr(self, field.name)[chosen] for field in fields(self)))


def sieved(
    found: Sketches, pairs: NDArray[np.uint64], crowded: float = 1.0
) -> Iterator[tuple[int, int]]:
    """Of candidates (postings.pairs), the wordings of those that may be versions; crowded as for Sieve."""
    known, first, which = np.unique(found.wordings, return_index=True, return_inverse=True)
    kinds = np.zeros(len(found.wordings), np.uint8)
    np.bitwise_or.at(kinds, first[which], found.kinds)
    sieve = Sieve(replace(found, kinds=kinds), crowded)
    for start in range(0, len(pairs), _AT_ONCE):
        part = pairs[start : start + _AT_ONCE]
        one, other = (part >> np.uint64(32)).astype(np.uint32), part.astype(np.uint32)
        kept = sieve.passed(*(first[np.searchsorted(known, side)] for side in (one, other)))
        yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


class Sieve:
    """Tells which pairs of texts may be versions; crowded: the least that likeness.py divides the weight of a shared word by."""

    def __init__(self, found: Sketches, crowded: float = 1.0) -> None:
        self.found, self.crowded = found, crowded
        self.starts = np.cumsum(found.sizes, dtype=np.int64) - found.sizes
        self.names = _Names(found.names)
        self.by_speakers = _by_speakers()
        self.by_kinds = _by_kinds()
        direct = found.kinds & KINDS["direct"] > 0
        self.marked = found.kinds & (KINDS["direct"] | KINDS["mixed"]) > 0
        self.direct, self.inner = (
            direct,
            (found.kinds & KINDS["mixed"] > 0) | (direct & (found.kinds & BROKEN > 0)),
        )

    def passed(self, left: Places, right: Places) -> Flags:
        """For pairs of texts, given by their places: whether they may be versions. Never false for those that are."""
        kept = np.zeros(len(left), bool)
        places, met = np.arange(len(left)), self._shared(left, right)
        for known in (self._counted, self._in_order, self._aligned):
            met = known(met)
            may = self._may(met)
            places, met = places[may], met[may]
        kept[places] = True
        return kept

    def _may(self, met: _Met) -> Flags:
        """Whether a rule can hold, or the evidence may come to the threshold."""
        found, left, right = self.found, met.left, met.right
        short = np.maximum(1, np.minimum(found.lengths[left], found.lengths[right]))
        stems = np.minimum(found.sizes[left], found.sizes[right])
        ruled = relations.may_hold(
            short, stems, met.common, met.run, met.spoken, met.speakers == HOW.index("other")
        )
        marked = self.marked[left] & self.marked[right]
        ruled |= relations.may_be_quoted(
            marked,
            self.inner[left] | self.inner[right],
            met.telling,
            met.speakers <= HOW.index("role"),
        )
        return ruled | (met.telling & (self._odds(met, short) >= classifier.needed() - _MARGIN))

    def _odds(self, met: _Met, short: NDArray[np.int32]) -> Floats:
        """The most that the evidence can come to."""
        found, left, right = self.found, met.left, met.right
        lighter, heavier = (
            side(found.weights[left], found.weights[right]) for side in (np.minimum, np.maximum)
        )
        held = [
            self.direct[side]
            & (met.common >= found.lengths[side])
            & (met.content >= found.sizes[side])
            for side in (left, right)
        ]
        marked = np.where(
            self.inner[left] | self.inner[right] | held[0] | held[1],
            np.minimum(met.weight, classifier.MARKED),
            0.0,
        )
        exact = classifier.counted(met.weight, met.strongest, lighter, heavier, np.log1p)
        most = classifier.aligned(met.common / short, classifier.LONG, np.log1p)
        most |= classifier.costly_at_most(met.weight, met.run, marked, self.crowded, np.log1p)
        beside = (
            self.by_speakers[met.speakers]
            + self.by_kinds[found.kinds[left] & _KINDS, found.kinds[right] & _KINDS]
        )
        least = classifier.costly_at_least(met.heaviest, np.log1p)
        return (
            classifier.learned()["intercept"]
            + classifier.odds(exact)
            + classifier.best(most, least)
            + beside
        )

    # ---- what is known of pairs, the cheaper first

    def _shared(self, left: Places, right: Places) -> _Met:
        """What content the pairs share. The stems of 64 left sides at a time are noted in one table, a bit for each side."""
        found, table = self.found, np.zeros(len(vocabulary.rarity), np.uint64)
        side = np.cumsum(np.concatenate(([True], left[1:] != left[:-1]))) - 1 if len(left) else left
        content, weight, strongest, telling = (
            np.zeros(len(left), kind) for kind in (np.int64, np.float64, np.float64, bool)
        )
        cuts = np.searchsorted(
            side, np.arange(0, (side[-1] if len(side) else 0) + 1 + _SIDES, _SIDES)
        )
        for start, end in zip(cuts, cuts[1:], strict=False):
            mine = np.flatnonzero(np.diff(side[start:end], prepend=-1)) + start
            noted = self._stems(left[mine])
            np.bitwise_or.at(
                table,
                noted,
                np.uint64(1)
                << np.repeat((side[mine] % _SIDES).astype(np.uint64), found.sizes[left[mine]]),
            )
            sizes = found.sizes[right[start:end]]
            stems = self._stems(right[start:end])
            pair = np.repeat(np.arange(start, end), sizes)
            both = (table[stems] >> (side[pair] % _SIDES).astype(np.uint64)) & np.uint64(1) > 0
            pair, stems = pair[both] - start, stems[both]
            table[noted] = 0
            content[start:end] = np.bincount(pair, minlength=end - start)
            weight[start:end] = np.bincount(pair, vocabulary.rarity[stems], end - start)
            np.maximum.at(strongest[start:end], pair, vocabulary.rarity[stems])
            telling[start:end][pair[~vocabulary.common[stems]]] = True
        return _Met(
            left,
            right,
            self.names.agreement(left, right),
            content,
            weight,
            strongest,
            telling,
            content,
            content,
            content,
            np.zeros(len(left)),
        )

    def _stems(self, places: Places) -> NDArray[np.uint32]:
        return self.found.stems[ranges(self.starts[places], self.found.sizes[places])]

    def _counted(self, met: _Met) -> _Met:
        """Beside the content that both have, all the small words of the one may be in the other."""
        found, sides = self.found, (met.left, met.right)
        small, again = (
            np.minimum(*(less[side] for side in sides))
            for less in (found.lengths - found.said, found.said - found.sizes)
        )
        spoken = met.content + again
        return replace(met, spoken=spoken, common=spoken + small, run=spoken + small)

    def _in_order(self, met: _Met) -> _Met:
        common = _longest(self._words(met.left), self._words(met.right))
        return replace(met, common=common, run=common)

    def _aligned(self, met: _Met) -> _Met:
        """The runs of the same alignment that relation.py looks at; not where the sides are equally long, as it may take either first."""
        if len(vocabulary) > CHARACTERS:
            return met
        lengths = self.found.lengths[met.left], self.found.lengths[met.right]
        apart = np.flatnonzero(lengths[0] != lengths[1])
        swapped = (lengths[0] > lengths[1])[apart]
        short, long = (
            np.where(swapped, one[apart], other[apart])
            for one, other in ((met.right, met.left), (met.left, met.right))
        )
        run, heaviest = _runs(self._words(short), self._words(long))
        known = met.run.copy(), met.heaviest.copy()
        known[0][apart], known[1][apart] = run, heaviest
        return replace(met, run=known[0], heaviest=known[1])

    def _words(self, places: Places) -> list[str]:
        return list(map(self.found.words.__getitem__, places.tolist()))


def _longest(one: Sequence[str], other: Sequence[str]) -> NDArray[np.int64]:
    """The length of the longest common subsequence of each two strings."""
    return (
        process.cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int64)
        if one
        else np.zeros(0, np.int64)
    )


def _runs(short: Sequence[str], long: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
    """For each two texts the longest run of words, and the weight of the content of the heaviest."""
    found = [
        (pair, block.a, block.size)
        for pair, (one, other) in enumerate(zip(short, long, strict=True))
        for block in LCSseq.opcodes(one, other).as_matching_blocks()
    ]
    pair, start, size = np.array(found, np.int64).reshape(-1, 3).T
    ids, lengths = numbers(short)
    words = ids[ranges((np.cumsum(lengths) - lengths)[pair] + start, size)]
    run = np.repeat(np.arange(len(pair)), size)
    said = ~vocabulary.small[words]
    stems = np.unique((run[said] << 32) | vocabulary.stems[words[said]])
    weights = np.bincount(stems >> 32, vocabulary.rarity[stems & 0xFFFFFFFF], len(pair))
    longest, heaviest = np.zeros(len(short), np.int64), np.zeros(len(short))
    np.maximum.at(longest, pair, size)
    np.maximum.at(heaviest, pair, weights)
    return longest, heaviest


# ---- what speaks for a link beside the words


def _by_speakers() -> Floats:
    """For each of HOW, the most that it brings; a role by name may turn out unknown by what else the articles say."""
    brings = {how: classifier.odds(classifier.of_speakers(how)) for how in HOW}
    brings["role"] = max(brings["role"], brings["unknown"])
    return np.array([brings[how] for how in HOW])


def _by_kinds() -> Floats:
    """For each two sets of kinds that texts may have (KINDS), the most that they bring."""
    brings = np.full((_KINDS + 1, _KINDS + 1), -np.inf)
    for (one, a), (other, b) in product(KINDS.items(), repeat=2):
        sets = np.ix_(*([kinds for kinds in range(_KINDS + 1) if kinds & sign] for sign in (a, b)))
        brings[sets] = np.maximum(
            brings[sets], classifier.odds(classifier.of_kinds(frozenset((one, other))))
        )
    return brings


class _Names:
    """The names of speakers in numbers, so that most pairs are told apart at once: those that share no word, however spelt."""

    def __init__(self, names: Sequence[str | None]) -> None:
        numbers: dict[str, int] = {}
        self.of = np.fromiter(
            (numbers.setdefault(name or "", len(numbers)) for name in names), np.int64, len(names)
        )
        self.printed = list(numbers)
        words = [name_forms(name) if name else () for name in numbers]
        same: dict[tuple[str, ...], int] = {}
        self.same = np.array([same.setdefault(forms, len(same)) for forms in words], np.int64)
        self.none = np.array([not forms for forms in words], bool)
        self.kin = np.array(
            [lexicon.words("name_distinguishers").issuperset(forms) for forms in words], bool
        )
        self.role = np.array([described(name) for name in numbers], bool)
        spelt = [parts(name)[0] for name in numbers]
        hashes = [
            [*map(stable, {*forms, *others, "".join(others)})]
            for forms, others in zip(words, spelt, strict=True)
        ]
        self.signs = [
            np.array([_signed(each, shift) for each in hashes], np.uint64) for shift in (0, 6)
        ]

    def agreement(self, left: Places, right: Places) -> NDArray[np.int64]:
        """For pairs of texts, how far by_name says that their speakers agree, as places in HOW."""
        one, other = self.of[left], self.of[right]
        found = np.where(self.role[one] | self.role[other], HOW.index("role"), HOW.index("other"))
        near = (self.kin[one] & self.kin[other]) | np.logical_and(
            *(signs[one] & signs[other] > 0 for signs in self.signs)
        )
        found[same := self.same[one] == self.same[other]] = HOW.index("same")
        found[none := self.none[one] | self.none[other]] = HOW.index("unknown")
        asked = np.flatnonzero(near & ~same & ~none)
        pairs, which = np.unique((one[asked] << 32) | other[asked], return_inverse=True)
        answers = [
            HOW.index(by_name(self.printed[pair >> 32], self.printed[pair & 0xFFFFFFFF]))
            for pair in pairs.tolist()
        ]
        found[asked] = np.array(answers, np.int64)[which]
        return found


def _signed(hashes: Sequence[int], shift: int) -> int:
    """A number of 64 bits with one set for each hash: two that share no bit share no hash."""
    sign = 0
    for value in hashes:
        sign |= 1 << (value >> shift & 63)
    return sign
