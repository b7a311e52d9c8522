"""Texts as the numbers of their comparable words, many texts at once.

Each printed word is looked up once in a table. Only a text in which words may be one with their neighbours ("two hundred"), or that an
ellipsis or a bracket parts, is read by itself.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from quotetrack.language import lexicon, tokens
from quotetrack.language.frequency import term_weight
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import MAX_TOKENS

Places = NDArray[np.int64]
_PIECES = re.compile(r"\.\.\.+|…|[\[\](){}]")
_PARTS = 16  # a sign beside those of quickforms.py: the printed word parts a text
_KNOWN = 1_000_000  # printed words kept in memory


class _Table(dict[str, int]):
    """Strings numbered as they are first met, with what is known of each in arrays."""

    columns: ClassVar[dict[str, type]]

    def __init__(self) -> None:
        super().__init__()
        self.forget()

    def forget(self) -> None:
        """Begins anew."""
        self.clear()
        self.room = 1024
        for name, kind in self.columns.items():
            setattr(self, name, np.zeros(self.room, kind))

    def number(self, value: str) -> int:
        """The number of a new string; the arrays have a place for it."""
        number = self[value] = len(self)
        if number == self.room:
            self.room *= 2
            for name in self.columns:
                setattr(
                    self,
                    name,
                    np.concatenate([getattr(self, name), np.zeros_like(getattr(self, name))]),
                )
        return number


class Forms(_Table):
    """The comparable forms met in this process."""

    columns: ClassVar[dict[str, type]] = {
        "hashes": np.uint64,
        "small": bool,
        "common": bool,
        "stems": np.uint32,
        "rarity": np.float64,
    }
    hashes: NDArray[np.uint64]  # the same in every process
    small: NDArray[np.bool_]
    common: NDArray[np.bool_]  # of the stems of common words
    stems: NDArray[np.uint32]  # the number of the stem
    rarity: NDArray[np.float64]

    def __missing__(self, form: str) -> int:
        number = self.number(form)
        self.hashes[number] = stable(form)
        self.small[number] = form in lexicon.words("function_words")
        self.common[number] = form in _common_stems()
        self.rarity[number] = term_weight(form)
        self.stems[number] = (
            number if self.small[number] or stem(form) == form else self[stem(form)]
        )
        return number


class _Printed(_Table):
    """The printed words met in this process; the forms of each stand in a row in `forms`."""

    columns: ClassVar[dict[str, type]] = {"start": np.int64, "size": np.int64, "signs": np.uint8}
    start: Places
    size: Places
    signs: NDArray[np.uint8]

    def forget(self) -> None:
        super().forget()
        self.forms = array("I")

    def __missing__(self, printed: str) -> int:
        forms, signs = tokens.lookup(printed)
        found = [vocabulary[form] for form in forms]
        number = self.number(printed)
        self.start[number], self.size[number] = len(self.forms), len(found)
        self.signs[number] = signs | _PARTS * bool(_PIECES.search(printed))
        self.forms.extend(found)
        return number


vocabulary = Forms()
_printed = _Printed()


def stable(text: str) -> int:
    """A 64-bit hash, the same in every process."""
    return int.from_bytes(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(form) for form in lexicon.words("common_words"))


def rows(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Places, list[tuple[int, int]]]:
    """The forms of the texts as numbers, one text after the other; how many each has; and where pieces begin: (text, place)."""
    if len(_printed) > _KNOWN:
        _printed.forget()
    tokens: list[str] = []
    sizes = np.zeros(len(texts), np.int64)
    for row, text in enumerate(
        texts
    ):  # one list for all: many small ones would keep the garbage collector busy
        found = text.split()
        sizes[row] = len(found)
        tokens += found
    printed = np.fromiter(map(_printed.__getitem__, tokens), np.int64, len(tokens))
    owner = np.repeat(np.arange(len(texts)), sizes)
    alone = _alone(printed, owner, sizes)
    printed, owner = (side[~alone[owner]] for side in (printed, owner))
    size = _printed.size[printed]
    lengths = np.bincount(owner, size, len(texts)).astype(np.int64)
    read: list[int] = []
    breaks: list[tuple[int, int]] = []
    for row in np.flatnonzero(alone).tolist():
        own, cuts = _read(texts[row])
        lengths[row] = len(own)
        breaks += [(row, cut) for cut in cuts]
        read += own
    ids = np.empty(int(lengths.sum()), np.uint32)
    apart = np.repeat(alone, lengths)
    ids[apart] = read
    ids[~apart] = (
        np.frombuffer(_printed.forms, np.uint32)[ranges(_printed.start[printed], size)]
        if len(printed)
        else 0
    )
    return ids, lengths, breaks


def ranges(starts: Places, sizes: Places) -> Places:
    """The numbers from each start on, as many as its size says, one range after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


def _alone(printed: Places, owner: Places, sizes: Places) -> NDArray[np.bool_]:
    """The texts that must be read by themselves."""
    signs = _printed.signs[printed]
    one, other = signs[:-1], signs[1:]
    joined = (one & other & tokens.JOINS > 0) & ((one | other) & tokens.FUSES > 0)
    joined |= (one & tokens.OPENS > 0) & (other & tokens.CLOSES > 0)
    alone = sizes > MAX_TOKENS // 4
    alone[owner[:-1][joined & (owner[:-1] == owner[1:])]] = True
    alone[owner[signs & _PARTS > 0]] = True
    return alone


def _read(text: str) -> tuple[list[int], list[int]]:
    """The forms of a text as numbers, and where its second and later pieces begin."""
    row: list[int] = []
    cuts = []
    for piece in _PIECES.split(text):
        if row:
            cuts.append(len(row))
        row += map(vocabulary.__getitem__, tokens.forms(piece))
    return row[:MAX_TOKENS], [cut for cut in cuts if cut < len(row[:MAX_TOKENS])]
