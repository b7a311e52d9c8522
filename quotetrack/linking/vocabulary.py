"""Texts as rows of numbers: a vocabulary that numbers normalised tokens, many texts at once.

Each printed word is looked up once. Only a text in which words may form one token with their
neighbours ("two hundred"), or that has an ellipsis or a bracket, is tokenised by itself.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from quotetrack.language import lexicon
from quotetrack.language.frequency import term_weight
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import CLOSES, FUSES, JOINS, MAX_TOKENS, OPENS, forms, lookup
from quotetrack.linking.hashing import stable_hash
from quotetrack.linking.text_pair import common_stems

Places = NDArray[np.int64]
Breaks = list[tuple[int, int]]  # the number of a text, and the token at which a later piece begins
_PIECE_BREAK = re.compile(r"\.\.\.+|…|[\[\](){}]")
_BREAKS_TEXT = 16  # a flag besides those of the tokenizer: the printed word ends a piece
_MAX_PRINTED = 1_000_000  # printed words kept in memory


def ranges(starts: Places, sizes: Places) -> Places:
    """The numbers from each start onwards, as many as its size says, one range after another."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


class _Table(dict[str, int]):
    """Strings numbered as they are first met, with an array for each column of facts."""

    columns: ClassVar[dict[str, type]]

    def __init__(self) -> None:
        super().__init__()
        self.reset()

    def reset(self) -> None:
        """Forget all strings."""
        self.clear()
        self._capacity = 1024
        for name, kind in self.columns.items():
            setattr(self, name, np.zeros(self._capacity, kind))

    def add(self, value: str) -> int:
        """Number a new string, and make room for it in the arrays."""
        number = self[value] = len(self)
        if number == self._capacity:
            self._capacity *= 2
            for name in self.columns:
                column: NDArray[Any] = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))
        return number


class Vocabulary(_Table):
    """The tokens met in one run, with their hash, stem and rarity in arrays by number.

    Numbers differ from one vocabulary to another; hashes are the same everywhere.
    """

    columns: ClassVar[dict[str, type]] = {
        "hashes": np.uint64,
        "small": np.bool_,
        "common": np.bool_,
        "stems": np.uint32,
        "rarity": np.float64,
    }
    hashes: NDArray[np.uint64]
    small: NDArray[np.bool_]  # whether it carries grammar rather than content
    common: NDArray[np.bool_]  # whether it is the stem of a common word
    stems: NDArray[np.uint32]  # the number of its stem
    rarity: NDArray[np.float64]

    def __init__(self) -> None:
        super().__init__()
        self._printed = _PrintedWords(self)

    def __missing__(self, token: str) -> int:
        number = self.add(token)
        self.hashes[number] = stable_hash(token)
        self.small[number] = token in lexicon.words("function_words")
        self.common[number] = token in common_stems()
        self.rarity[number] = term_weight(token)
        has_own_stem = self.small[number] or stem(token) == token
        self.stems[number] = number if has_own_stem else self[stem(token)]
        return number

    def rows(self, texts: Sequence[str]) -> tuple[NDArray[np.uint32], Places, Breaks]:
        """The tokens of the texts as numbers, one text after another.

        Returns the numbers, how many each text has, and where later pieces of a text begin.
        """
        printed, owner, sizes = self._printed.look_up(texts)
        alone = self._printed.must_be_tokenized(printed, owner, sizes)
        printed, owner = (side[~alone[owner]] for side in (printed, owner))
        looked_up, size = self._printed.tokens_of(printed)
        lengths = np.bincount(owner, size, len(texts)).astype(np.int64)
        tokenized: list[int] = []
        breaks: Breaks = []
        for row in np.flatnonzero(alone).tolist():
            tokens, cuts = self._tokenized(texts[row])
            lengths[row] = len(tokens)
            breaks += [(row, cut) for cut in cuts]
            tokenized += tokens
        ids = np.empty(int(lengths.sum()), np.uint32)
        is_alone = np.repeat(alone, lengths)
        ids[is_alone] = tokenized
        ids[~is_alone] = looked_up
        return ids, lengths, breaks

    def _tokenized(self, text: str) -> tuple[list[int], list[int]]:
        """The tokens of one text as numbers, and where its second and later pieces begin."""
        row: list[int] = []
        cuts = []
        for piece in _PIECE_BREAK.split(text):
            if row:
                cuts.append(len(row))
            row += map(self.__getitem__, forms(piece))
        row = row[:MAX_TOKENS]
        return row, [cut for cut in cuts if cut < len(row)]


class _PrintedWords(_Table):
    """The printed words met in one run; the tokens of each stand in a row in `_tokens`."""

    columns: ClassVar[dict[str, type]] = {"start": np.int64, "size": np.int64, "flags": np.uint8}
    start: Places
    size: Places
    flags: NDArray[np.uint8]

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        super().__init__()

    def reset(self) -> None:
        super().reset()
        self._tokens = array("I")

    def __missing__(self, printed: str) -> int:
        tokens, flags = lookup(printed)
        found = [self._vocabulary[token] for token in tokens]
        number = self.add(printed)
        self.start[number], self.size[number] = len(self._tokens), len(found)
        self.flags[number] = flags | _BREAKS_TEXT * bool(_PIECE_BREAK.search(printed))
        self._tokens.extend(found)
        return number

    def look_up(self, texts: Sequence[str]) -> tuple[Places, Places, Places]:
        """The printed words of all texts as numbers, the text of each, and how many a text has."""
        if len(self) > _MAX_PRINTED:
            self.reset()
        words: list[str] = []  # one list: many small ones would keep the garbage collector busy
        sizes = np.zeros(len(texts), np.int64)
        for row, text in enumerate(texts):
            found = text.split()
            sizes[row] = len(found)
            words += found
        printed = np.fromiter(map(self.__getitem__, words), np.int64, len(words))
        return printed, np.repeat(np.arange(len(texts)), sizes), sizes

    def tokens_of(self, printed: Places) -> tuple[NDArray[np.uint32], Places]:
        """The tokens of printed words as numbers, one after another, and how many each has."""
        size = self.size[printed]
        if not len(printed):
            return np.zeros(0, np.uint32), size
        return np.frombuffer(self._tokens, np.uint32)[ranges(self.start[printed], size)], size

    def must_be_tokenized(self, printed: Places, owner: Places, sizes: Places) -> NDArray[np.bool_]:
        """Which texts must be tokenised by themselves."""
        flags = self.flags[printed]
        one, other = flags[:-1], flags[1:]
        joined = (one & other & JOINS > 0) & ((one | other) & FUSES > 0)
        joined |= (one & OPENS > 0) & (other & CLOSES > 0)
        alone = sizes > MAX_TOKENS // 4
        alone[owner[:-1][joined & (owner[:-1] == owner[1:])]] = True
        alone[owner[flags & _BREAKS_TEXT > 0]] = True
        return alone
