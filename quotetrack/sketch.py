"""Texts as rows of numbers: their words, their content, and the keys by which versions of one utterance find each other.

The keys of a text are hashes of (1) all its words in order, (2) pairs of neighbouring content words, inflections aside, with up to one
content word between them, (3) pairs of a content word and the small word beside it, each within the pieces that ellipses and brackets
part, and (4) each rare word together with its speaker's last name. They depend on the text and the name alone.

A wording is a text in its comparable form under one name, or one description; equal ones share a number, and so their keys.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from quotetrack import lexicon
from quotetrack.agreement import described, name_forms
from quotetrack.forms import MAX_WORDS, stem
from quotetrack.postings import keys, merged, once
from quotetrack.quickforms import forms
from quotetrack.rarity import rarity

Numbers = NDArray[np.uint64]
_PIECES = re.compile(r"\.\.\.+|…|[\[\](){}]")
_PIECE_MARKS = re.compile(r"\.\.\.|[…\[\](){}]")
_CODES = 0x10F000           # words that have a character of their own when a text is written as a string of words
_SALTS = {"pair": 0x9E3779B97F4A7C15, "over": 0xC2B2AE3D27D4EB4F, "beside": 0x165667B19E3779F9, "whole": 0x27D4EB2F165667C5,
          "said": 0x94D049BB133111EB}


@dataclass(frozen=True, slots=True)
class Sketches:
    """Many texts at once, in order. Strings that hold a character for a word are compared in C, without a step in Python."""

    wordings: NDArray[np.uint32]
    names: Sequence[str | None]
    lengths: NDArray[np.int64]  # in words
    weights: NDArray[np.float64]    # of the content, by its rarity
    words: list[str]            # a character for each word
    runs: list[str]             # for each three words in a row; two threes may share one
    content: list[str]          # for each stem that carries content, once, sorted
    rare: list[str]             # for those of them that are not common words
    entries: Numbers            # key << 32 | wording, of all the texts, sorted, each once


def sketches(texts: Sequence[str], names: Sequence[str | None]) -> Sketches:
    """The sketch of each text under the name of its speaker, in order."""
    rows, breaks = _rows(texts)
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    ids = np.fromiter(chain.from_iterable(rows), np.int64, int(lengths.sum()))
    owner = np.repeat(np.arange(len(rows)), lengths)
    named = np.array([_name_hash(name or "") for name in names], np.uint64)
    whole = _whole(ids, owner, lengths)
    wordings = (_mixed(whole ^ named) >> np.uint64(32)).astype(np.uint32)
    piece = owner.copy()
    if breaks:      # a piece has a number of its own, so that no pair crosses its ends
        starts = np.concatenate(([0], np.cumsum(lengths)))
        cuts = np.zeros(len(ids) + 1, np.int64)
        np.add.at(cuts, [starts[row] + place for row, place in breaks], 1)
        piece = owner + np.cumsum(cuts[:-1])
    content_owner, stems = _content(ids, owner)
    found = [_pairs(ids, owner, piece), (_mixed(whole ^ np.uint64(_SALTS["whole"])), np.arange(len(rows)))]
    found.append(_said(content_owner, stems, np.array([_last_name_hash(name or "") for name in names], np.uint64)))
    entries = np.concatenate([(key >> np.uint64(32) << np.uint64(32)) | wordings[row] for key, row in found])
    rare = ~_vocabulary.common[stems]
    every, scarce = (np.bincount(side, minlength=len(rows)) for side in (content_owner, content_owner[rare]))
    codes = _vocabulary.codes
    weights = np.bincount(content_owner, _vocabulary.rarity[stems], len(rows))
    return Sketches(wordings, names, lengths, weights, _strings(codes[ids], lengths), _runs(ids, owner, len(rows)),
                    _strings(codes[stems], every), _strings(codes[stems[rare]], scarce), once(entries))


def in_both(left: Sequence[str], right: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each two rows of content: the weight of what both have, and that of its heaviest word."""
    one, other = _placed(left), _placed(right)
    both = np.concatenate([one, other])
    both.sort(kind="stable")
    both = both[:-1][both[1:] == both[:-1]]
    row, weights = (both >> np.uint64(32)).astype(np.int64), _vocabulary.weights[(both & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    heaviest = np.zeros(len(left))
    np.maximum.at(heaviest, row, weights)
    return np.bincount(row, weights, len(left)), heaviest


def _placed(rows: Sequence[str]) -> Numbers:
    """Each character of each row, with the number of the row before it; sorted, as the rows are."""
    codes = np.frombuffer("".join(rows).encode("utf-32-le"), "<u4").astype(np.uint64)
    return (np.repeat(np.arange(len(rows), dtype=np.uint64), list(map(len, rows))) << np.uint64(32)) | codes


@lru_cache(maxsize=65536)
def _name_hash(name: str) -> int:
    words = " ".join(name_forms(name)) if name else ""
    return _hash(words + "\tdescribed" * described(name)) if words else 0


@lru_cache(maxsize=65536)
def _last_name_hash(name: str) -> int:
    words = name_forms(name) if name else ()
    return _hash(words[-1]) if words else 0


def _hash(text: str) -> int:
    """A stable 64-bit hash, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


# ---- keys

def _mixed(values: Numbers) -> Numbers:
    """Each number scrambled (the finaliser of splitmix64), so that sums and products of hashes are hashes again."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _two(left: Numbers, right: Numbers, kind: str) -> Numbers:
    return _mixed(left * np.uint64(3) + _mixed(right + np.uint64(_SALTS[kind])))


def _whole(ids: NDArray[np.int64], owner: NDArray[np.int64], lengths: NDArray[np.int64]) -> Numbers:
    """A hash of the words of each text in their order."""
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    place = (np.arange(len(ids)) - starts[owner]).astype(np.uint64)
    placed = _mixed(_vocabulary.hashes[ids] + place * np.uint64(_SALTS["over"]))
    sums = np.zeros(len(lengths), np.uint64)
    np.add.at(sums, owner, placed)
    return _mixed(sums + lengths.astype(np.uint64))


def _pairs(ids: NDArray[np.int64], owner: NDArray[np.int64], piece: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.int64]]:
    """The keys of pairs of words, and whose they are."""
    hashes, small = _vocabulary.hashes[ids], _vocabulary.small[ids]
    beside = np.flatnonzero((piece[:-1] == piece[1:]) & (small[:-1] != small[1:]))
    stems = _vocabulary.hashes[_vocabulary.stems[ids]]
    kept = np.flatnonzero(~small)
    found = [(_two(hashes[beside], hashes[beside + 1], "beside"), owner[beside])]
    for step, kind in ((1, "pair"), (2, "over")):
        left, right = kept[:-step], kept[step:]
        same = piece[left] == piece[right]
        left, right = left[same], right[same]
        found.append((_two(stems[left], stems[right], kind), owner[left]))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([rows for _, rows in found])


def _content(ids: NDArray[np.int64], owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Owner and number of each stem that carries content: by owner, in the order of their characters, each once."""
    said = ~_vocabulary.small[ids]
    stems = _vocabulary.stems[ids[said]]
    values = (owner[said].astype(np.uint64) << np.uint64(32)) | _vocabulary.codes[stems].astype(np.uint64)
    order = np.argsort(values)
    first = order[np.concatenate(([True], values[order][1:] != values[order][:-1]))] if len(order) else order
    return owner[said][first], stems[first]


def _said(owner: NDArray[np.int64], stems: NDArray[np.int64], named: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """The keys of rare words with their speaker's last name, and whose they are."""
    rare = ~_vocabulary.common[stems] & (named[owner] != 0)
    return _two(named[owner[rare]], _vocabulary.hashes[stems[rare]], "said"), owner[rare]


def _runs(ids: NDArray[np.int64], owner: NDArray[np.int64], rows: int) -> list[str]:
    """For each row a character for each three words in a row."""
    if len(ids) < 3:
        return [""] * rows
    hashes = _vocabulary.hashes[ids]
    inside = owner[:-2] == owner[2:]
    three = _two(_two(hashes[:-2], hashes[1:-1], "pair"), hashes[2:], "over")[inside]
    return _strings((three % np.uint64(_CODES)).astype(np.int64), np.bincount(owner[:-2][inside], minlength=rows))


def _strings(ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> list[str]:
    """Each row of numbers as a string of one character a number."""
    whole = _character(ids).astype("<u4").tobytes().decode("utf-32-le")
    ends = np.cumsum(lengths).tolist()
    return [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _character(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The characters for numbers: neither none nor a surrogate."""
    return ids + 1 + (ids + 1 >= 0xD800) * 0x800


# ---- words

class _Vocabulary(dict[str, int]):
    """The comparable forms seen in this process, numbered, with what is known of each in arrays."""

    def __init__(self) -> None:
        self.hashes = np.zeros(1024, np.uint64)
        self.codes = np.zeros(1024, np.int64)       # the character of each form: the same in every process, rarely that of another
        self.small = np.zeros(1024, bool)
        self.common = np.zeros(1024, bool)
        self.stems = np.zeros(1024, np.int64)
        self.rarity = np.zeros(1024)
        self.weights = np.zeros(_CODES + 0x801)     # the rarity of what has a character; of two, the higher

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        if number == len(self.hashes):
            for name in ("hashes", "codes", "small", "common", "stems", "rarity"):
                setattr(self, name, np.concatenate([getattr(self, name), np.zeros_like(getattr(self, name))]))
        self.hashes[number] = value = _hash(form)
        self.codes[number] = value % _CODES
        self.rarity[number] = rarity(form)
        place = _character(self.codes[number])
        self.weights[place] = max(self.weights[place], self.rarity[number])
        self.small[number] = form in lexicon.words("small")
        self.common[number] = form in _common_stems()
        self.stems[number] = number if self.small[number] or stem(form) == form else self[stem(form)]
        return number


_vocabulary = _Vocabulary()


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(form) for form in lexicon.words("common"))


def _rows(texts: Sequence[str]) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """The words of each text as numbers, and where pieces begin: (row, place)."""
    rows: list[list[int]] = []
    breaks = []
    for text in texts:
        if not _PIECE_MARKS.search(text):
            rows.append(list(map(_vocabulary.__getitem__, forms(text))))
            continue
        row: list[int] = []
        for piece in _PIECES.split(text):
            if row:
                breaks.append((len(rows), len(row)))
            row += map(_vocabulary.__getitem__, forms(piece))
        rows.append(row[:MAX_WORDS])
    return rows, [(row, place) for row, place in breaks if place < len(rows[row])]


def common_keys(a: tuple[str, str | None], b: tuple[str, str | None]) -> list[int]:
    """The keys that two texts with their speakers' names share."""
    one, other = (keys(sketches([text], [name]).entries) for text, name in (a, b))
    return [int(key) for key in np.intersect1d(one, other)]


def joined(parts: Sequence[Sketches]) -> Sketches:
    """Several sketches as one."""
    arrays = [np.concatenate([getattr(part, name) for part in parts]) for name in ("wordings", "lengths", "weights")]
    lists = [[row for part in parts for row in getattr(part, name)] for name in ("names", "words", "runs", "content", "rare")]
    return Sketches(arrays[0], lists[0], arrays[1], arrays[2], *lists[1:], merged([part.entries for part in parts]))
