"""Texts as rows of numbers: their words, their content, and the keys by which versions of one utterance find each other.

The keys of a text are hashes of (1) all its words in order, (2) pairs of neighbouring content words, inflections aside, with up to one
content word between them, (3) pairs of a content word and the small word beside it, each within the pieces that ellipses and brackets
part, and (4) each rare word together with its speaker's last name. They depend on the text and the name alone.

A wording is a text in its comparable form under one name, or one description; equal ones share a number, and so their keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotetrack.language.quotation_marks import has_breaks
from quotetrack.linking.posting_lists import keys, merged, once
from quotetrack.linking.speaker_agreement import described, name_forms
from quotetrack.linking.vocabulary import rows, stable, vocabulary

Numbers = NDArray[np.uint64]
Ids = NDArray[np.uint32]
CHARACTERS = 0x10F000  # that a number can have; beyond so many forms, two may share one
KINDS = {"direct": 1, "indirect": 2, "mixed": 4}
BROKEN, ANY = 8, 15  # beside the kinds: perhaps of several stretches; nothing is known of it
_SALTS = {
    "pair": 0x9E3779B97F4A7C15,
    "over": 0xC2B2AE3D27D4EB4F,
    "beside": 0x165667B19E3779F9,
    "whole": 0x27D4EB2F165667C5,
    "said": 0x94D049BB133111EB,
}


@dataclass(frozen=True, slots=True)
class Sketches:
    """Many texts at once, in order."""

    wordings: Ids
    names: list[str | None]
    kinds: NDArray[np.uint8]  # signs of KINDS, and BROKEN
    lengths: NDArray[np.int32]  # in words
    said: NDArray[np.int32]  # of these, the ones that carry content
    weights: NDArray[np.float64]  # of the content, by its rarity
    words: list[str]  # a character for each word, so that texts are compared in C
    stems: Ids  # the stems of the content, each once, one text after the other ...
    sizes: NDArray[np.int32]  # ... and how many each text has
    entries: list[Numbers]  # key << 32 | wording, in parts; each part sorted, without doubles


def sketches(
    texts: Sequence[str], names: Sequence[str | None], kinds: Sequence[str] = ()
) -> Sketches:
    """The sketch of each text under the name of its speaker, in order."""
    ids, lengths, breaks = rows(texts)
    owner = np.repeat(np.arange(len(texts)), lengths)
    starts = np.cumsum(lengths) - lengths
    whole = _whole(ids, owner, starts, lengths)
    wordings = (
        _mixed(whole ^ np.array([_name_hash(name or "") for name in names], np.uint64))
        >> np.uint64(32)
    ).astype(np.uint32)
    piece = owner
    if breaks:  # a piece has a number of its own, so that no pair crosses its ends
        cuts = np.zeros(len(ids) + 1, np.int64)
        np.add.at(cuts, [starts[row] + place for row, place in breaks], 1)
        piece = owner + np.cumsum(cuts[:-1])
    said = np.flatnonzero(~vocabulary.small[ids])
    saying, stems = _content(ids[said], owner[said])
    found = [
        *_pairs(ids, owner, piece, said),
        (_mixed(whole ^ np.uint64(_SALTS["whole"])), np.arange(len(texts))),
    ]
    found.append(
        _said(saying, stems, np.array([_last_name_hash(name or "") for name in names], np.uint64))
    )
    entries = np.concatenate(
        [(key & np.uint64(0xFFFFFFFF00000000)) | wordings[row] for key, row in found]
    )
    signs = (
        [
            KINDS.get(kind, ANY) | BROKEN * has_breaks(text)
            for kind, text in zip(kinds, texts, strict=True)
        ]
        if kinds
        else ANY
    )
    return Sketches(
        wordings,
        list(names),
        np.full(len(texts), signs, np.uint8),
        lengths.astype(np.int32),
        np.bincount(owner[said], minlength=len(texts)).astype(np.int32),
        np.bincount(saying, vocabulary.rarity[stems], len(texts)),
        strings(ids, lengths),
        stems,
        np.bincount(saying, minlength=len(texts)).astype(np.int32),
        [once(entries)],
    )


def strings(ids: NDArray, lengths: NDArray) -> list[str]:
    """Each row of numbers as a string of one character a number."""
    codes = ids.astype(np.int64) % CHARACTERS + 1  # neither none nor a surrogate
    whole = (codes + (codes >= 0xD800) * 0x800).astype("<u4").tobytes().decode("utf-32-le")
    ends = np.cumsum(lengths).tolist()
    return [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def numbers(rows: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What `strings` was made of: the numbers, and how many each row has."""
    codes = np.frombuffer("".join(rows).encode("utf-32-le"), "<u4").astype(np.int64)
    return codes - 1 - (codes >= 0xE000) * 0x800, np.fromiter(map(len, rows), np.int64, len(rows))


@lru_cache(maxsize=65536)
def _name_hash(name: str) -> int:
    words = " ".join(name_forms(name)) if name else ""
    return stable(words + "\tdescribed" * described(name)) if words else 0


@lru_cache(maxsize=65536)
def _last_name_hash(name: str) -> int:
    words = name_forms(name) if name else ()
    return stable(words[-1]) if words else 0


# ---- keys


def _mixed(values: Numbers) -> Numbers:
    """Each number scrambled (the finaliser of splitmix64), so that sums and products of hashes are hashes again."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _two(left: Numbers, right: Numbers, kind: str) -> Numbers:
    return _mixed(left * np.uint64(3) + _mixed(right + np.uint64(_SALTS[kind])))


def _whole(
    ids: Ids, owner: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> Numbers:
    """A hash of the words of each text in their order."""
    place = (np.arange(len(ids)) - starts[owner]).astype(np.uint64)
    sums = np.concatenate(
        (
            np.zeros(1, np.uint64),
            np.cumsum(_mixed(vocabulary.hashes[ids] + place * np.uint64(_SALTS["over"]))),
        )
    )
    return _mixed(sums[starts + lengths] - sums[starts] + lengths.astype(np.uint64))


def _pairs(
    ids: Ids, owner: NDArray[np.int64], piece: NDArray[np.int64], said: NDArray[np.int64]
) -> Iterator[tuple[Numbers, NDArray[np.int64]]]:
    """The keys of pairs of words, and whose they are."""
    small = vocabulary.small[ids]
    beside = np.flatnonzero((piece[:-1] == piece[1:]) & (small[:-1] != small[1:]))
    yield (
        _two(vocabulary.hashes[ids[beside]], vocabulary.hashes[ids[beside + 1]], "beside"),
        owner[beside],
    )
    stems = vocabulary.hashes[vocabulary.stems[ids[said]]]
    for step, kind in ((1, "pair"), (2, "over")):
        same = np.flatnonzero(piece[said[:-step]] == piece[said[step:]])
        yield _two(stems[same], stems[same + step], kind), owner[said[same]]


def _content(ids: Ids, owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ids]:
    """Owner and stem of words that carry content, each stem once."""
    found = once((owner.astype(np.uint64) << np.uint64(32)) | vocabulary.stems[ids])
    return (found >> np.uint64(32)).astype(np.int64), found.astype(np.uint32)


def _said(
    owner: NDArray[np.int64], stems: Ids, named: Numbers
) -> tuple[Numbers, NDArray[np.int64]]:
    """The keys of rare words with their speaker's last name, and whose they are."""
    rare = ~vocabulary.common[stems] & (named[owner] != 0)
    return _two(named[owner[rare]], vocabulary.hashes[stems[rare]], "said"), owner[rare]


def common_keys(a: tuple[str, str | None], b: tuple[str, str | None]) -> list[int]:
    """The keys that two texts with their speakers' names share."""
    one, other = (keys(merged(sketches([text], [name]).entries)) for text, name in (a, b))
    return [int(key) for key in np.intersect1d(one, other)]


def joined(parts: Sequence[Sketches]) -> Sketches:
    """Several sketches as one."""
    whole = {
        field.name: [getattr(part, field.name) for part in parts] for field in fields(Sketches)
    }
    return Sketches(
        **{
            name: [row for part in values for row in part]
            if isinstance(values[0], list)
            else np.concatenate(values)
            for name, values in whole.items()
        }
    )
