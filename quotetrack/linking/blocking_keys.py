"""Encode many texts as arrays, with the blocking keys by which versions of one utterance meet.

The blocking keys of a text are hashes of
1. all its tokens in order,
2. pairs of neighbouring content stems, with up to one content word between them,
3. pairs of a content word and the small word beside it,
4. each rare stem together with the speaker's last name.
Pairs do not cross an ellipsis or a bracket. The keys depend on the text and the name alone.

The fingerprint of a text is a hash of its tokens and of its speaker's name or description. Texts
with one fingerprint have the same keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.language.quotation_marks import has_breaks
from quotetrack.linking.hashing import Hashes, mixed, stable_hash
from quotetrack.linking.posting_lists import Fingerprints, Postings, keys, merge, sorted_unique
from quotetrack.linking.speaker_agreement import is_description, name_tokens
from quotetrack.linking.vocabulary import Breaks, Places, Vocabulary

TokenIds = NDArray[np.uint32]
KeysOfTexts = tuple[Hashes, Places]  # keys, and the number of the text of each
CHARACTERS = 0x10F000  # tokens that have a character of their own; further ones share theirs
KINDS = {"direct": 1, "indirect": 2, "mixed": 4}
SEVERAL_SPANS, ANY_KIND = 8, 15  # flags besides KINDS: perhaps interrupted; nothing known
_SURROGATES, _SURROGATE_COUNT = 0xD800, 0x800
_HALF = np.uint64(32)
_HIGH = np.uint64(0xFFFFFFFF00000000)
_SALTS = {
    "neighbours": np.uint64(0x9E3779B97F4A7C15),
    "one apart": np.uint64(0xC2B2AE3D27D4EB4F),
    "small word": np.uint64(0x165667B19E3779F9),
    "whole text": np.uint64(0x27D4EB2F165667C5),
    "speaker": np.uint64(0x94D049BB133111EB),
}


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Many texts in order, a column for each fact about them."""

    vocabulary: Vocabulary
    fingerprints: Fingerprints
    names: list[str | None]
    kinds: NDArray[np.uint8]  # flags of KINDS and SEVERAL_SPANS
    lengths: NDArray[np.int32]  # in tokens
    content_lengths: NDArray[np.int32]  # tokens that carry content
    weights: NDArray[np.float64]  # summed rarity of the content
    strings: list[str]  # one character a token, so that texts are compared in C
    stems: TokenIds  # the content stems of each text, each once, one text after another ...
    stem_counts: NDArray[np.int32]  # ... and how many each text has
    postings: list[Postings]  # blocking keys, in parts; each part sorted, each posting once


def encode(
    texts: Sequence[str],
    names: Sequence[str | None],
    kinds: Sequence[str] = (),
    vocabulary: Vocabulary | None = None,
) -> EncodedTexts:
    """The texts with the names of their speakers, encoded in order.

    Only texts that were encoded with one vocabulary can be compared or concatenated.
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    ids, lengths, breaks = vocabulary.rows(texts)
    owner = np.repeat(np.arange(len(texts)), lengths)
    starts = np.cumsum(lengths) - lengths
    whole = _whole_hashes(vocabulary.hashes[ids], owner, starts, lengths)
    name_hashes = np.array([_name_hash(name or "") for name in names], np.uint64)
    fingerprints = (mixed(whole ^ name_hashes) >> _HALF).astype(np.uint32)
    content = np.flatnonzero(~vocabulary.small[ids])
    stem_owner, stems = _unique_stems(vocabulary.stems[ids[content]], owner[content])
    last_names = np.array([_last_name_hash(name or "") for name in names], np.uint64)
    found = [
        *_pair_keys(vocabulary, ids, owner, _pieces(owner, starts, breaks), content),
        (mixed(whole ^ _SALTS["whole text"]), np.arange(len(texts))),
        _speaker_keys(vocabulary, stem_owner, stems, last_names),
    ]
    postings = np.concatenate([(hashes & _HIGH) | fingerprints[text] for hashes, text in found])
    return EncodedTexts(
        vocabulary,
        fingerprints,
        list(names),
        np.full(len(texts), _kind_flags(texts, kinds) if kinds else ANY_KIND, np.uint8),
        lengths.astype(np.int32),
        np.bincount(owner[content], minlength=len(texts)).astype(np.int32),
        np.bincount(stem_owner, vocabulary.rarity[stems], len(texts)).astype(
            np.float64, copy=False
        ),
        as_strings(ids, lengths),
        stems,
        np.bincount(stem_owner, minlength=len(texts)).astype(np.int32),
        [sorted_unique(postings)],
    )


def concatenate(parts: Sequence[EncodedTexts]) -> EncodedTexts:
    """Several lots of texts as one; all must be encoded with one vocabulary."""
    columns: dict[str, Any] = {"vocabulary": parts[0].vocabulary}
    for field in fields(EncodedTexts)[1:]:
        values = [getattr(part, field.name) for part in parts]
        if isinstance(values[0], list):
            columns[field.name] = [value for part in values for value in part]
        else:
            columns[field.name] = np.concatenate(values)
    return EncodedTexts(**columns)


def shared_keys(a: tuple[str, str | None], b: tuple[str, str | None]) -> list[int]:
    """The blocking keys that two texts, each with its speaker's name, have in common."""
    one, other = (keys(merge(encode([text], [name]).postings)) for text, name in (a, b))
    return [int(key) for key in np.intersect1d(one, other)]


# ---- strings with one character a token


def as_strings(ids: TokenIds, lengths: Places) -> list[str]:
    """Each row of token numbers as a string with one character a token."""
    codes = ids.astype(np.int64) % CHARACTERS + 1  # no NUL
    codes += (codes >= _SURROGATES) * _SURROGATE_COUNT  # and no surrogate
    whole = codes.astype("<u4").tobytes().decode("utf-32-le")
    ends = np.cumsum(lengths).tolist()
    return [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def as_numbers(strings: Sequence[str]) -> tuple[Places, Places]:
    """What `as_strings` was given: the token numbers, and how many each row has."""
    codes = np.frombuffer("".join(strings).encode("utf-32-le"), "<u4").astype(np.int64)
    ids = codes - 1 - (codes >= _SURROGATES + _SURROGATE_COUNT) * _SURROGATE_COUNT
    return ids, np.fromiter(map(len, strings), np.int64, len(strings))


# ---- fingerprints and keys


def _kind_flags(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    return [
        KINDS.get(kind, ANY_KIND) | SEVERAL_SPANS * has_breaks(text)
        for kind, text in zip(kinds, texts, strict=True)
    ]


@lru_cache(maxsize=65536)
def _name_hash(name: str) -> int:
    words = " ".join(name_tokens(name)) if name else ""
    return stable_hash(words + "\tdescribed" * is_description(name)) if words else 0


@lru_cache(maxsize=65536)
def _last_name_hash(name: str) -> int:
    words = name_tokens(name) if name else ()
    return stable_hash(words[-1]) if words else 0


def _whole_hashes(hashes: Hashes, owner: Places, starts: Places, lengths: Places) -> Hashes:
    """A hash of the tokens of each text in their order."""
    place = (np.arange(len(hashes)) - starts[owner]).astype(np.uint64)
    placed = mixed(hashes + place * _SALTS["one apart"])
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(placed)))
    return mixed(sums[starts + lengths] - sums[starts] + lengths.astype(np.uint64))


def _pieces(owner: Places, starts: Places, breaks: Breaks) -> Places:
    """The number of the piece that each token belongs to; a text may have several."""
    if not breaks:
        return owner
    cuts = np.zeros(len(owner) + 1, np.int64)
    np.add.at(cuts, [starts[row] + place for row, place in breaks], 1)
    return owner + np.cumsum(cuts[:-1])


def _unique_stems(stems: TokenIds, owner: Places) -> tuple[Places, TokenIds]:
    """The content stems of each text, each once: text and stem."""
    found = sorted_unique((owner.astype(np.uint64) << _HALF) | stems)
    return (found >> _HALF).astype(np.int64), found.astype(np.uint32)


def _pair_keys(
    vocabulary: Vocabulary, ids: TokenIds, owner: Places, piece: Places, content: Places
) -> Iterator[KeysOfTexts]:
    """The keys of pairs of words within a piece."""
    small, hashes = vocabulary.small[ids], vocabulary.hashes[ids]
    beside = np.flatnonzero((piece[:-1] == piece[1:]) & (small[:-1] != small[1:]))
    yield _pair_hash(hashes[beside], hashes[beside + 1], "small word"), owner[beside]
    stems = vocabulary.hashes[vocabulary.stems[ids[content]]]
    for step, salt in ((1, "neighbours"), (2, "one apart")):
        same = np.flatnonzero(piece[content[:-step]] == piece[content[step:]])
        yield _pair_hash(stems[same], stems[same + step], salt), owner[content[same]]


def _speaker_keys(
    vocabulary: Vocabulary, owner: Places, stems: TokenIds, last_names: Hashes
) -> KeysOfTexts:
    """The keys of rare stems with the last name of the speaker."""
    keyed = ~vocabulary.common[stems] & (last_names[owner] != 0)
    owner = owner[keyed]
    return _pair_hash(last_names[owner], vocabulary.hashes[stems[keyed]], "speaker"), owner


def _pair_hash(left: Hashes, right: Hashes, salt: str) -> Hashes:
    return mixed(left * np.uint64(3) + mixed(right + _SALTS[salt]))
