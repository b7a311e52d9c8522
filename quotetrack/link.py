"""Versions of one utterance: cheap candidates first, then each pair verified word by word.

Candidates share a rare key: a pair of words, or a word and its speaker (sketch.py, postings.py). Most chance meetings among them are
sieved out by counting, many at once. A link needs common words in the same order (verbatim, truncated, edited), or enough
evidence (paraphrase); relation.py has the rules, likeness.py the evidence.

`Link.score`: how sure it is that both are one utterance, 0 to 1. Same words 1; a part of the other's words .9 to 1;
edited .6 to .9 by the share of words that is the same; paraphrase .6 to .8 by the weight of the content that both have;
less by a tenth where a speaker is unknown, and by a third where the speakers differ.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack import align, lexicon, likeness, postings
from quotetrack.agreement import agreement, by_name
from quotetrack.forms import forms
from quotetrack.nearness import days_apart
from quotetrack.pair import FRAGMENT, Crowd, Pair, prepared
from quotetrack.parts import parts
from quotetrack.records import Change, Link, Version
from quotetrack.relation import relation
from quotetrack.sketch import Sketches, in_both, sketches

Places = NDArray[np.int64]
SHOWN = 50              # versions of one wording that are linked with each other and with those of another
_RUN = 7                # words in common that may be a long run: it holds five threes, of which a shared character may hide one
_MARGIN = 0.05          # of log odds, for words that share a character
_AT_ONCE = 500_000      # pairs counted together
_AND = {"same": ", same speaker", "compatible": ", names of the speakers agree", "role": ", speakers of one role",
        "unknown": ", a speaker unknown", "other": ", other speaker", "none": ""}
Crowds = Callable[[str], Crowd]


# ------------------------------------------------------------------------------------------------------ candidates

def likely(found: Sketches, left: Places, right: Places) -> NDArray[np.bool_]:
    """For pairs of texts, given by their places: whether they may be versions.

    Counted in C for many pairs at once, a little more generously than `relation` counts and likeness.py weighs: what they accept passes.
    """
    common = _in_order(found.words, left, right)
    short = np.minimum(found.lengths[left], found.lengths[right])
    mostly = 20 * common >= 11 * short
    worded = np.flatnonzero(mostly | ((common >= _RUN) & (3 * common >= short)))
    runs = np.zeros(len(common), np.int64)
    runs[worded] = _in_order(found.runs, left[worded], right[worded])
    kept = (mostly & (runs >= np.clip(short - 3, 0, 1))) | (runs >= _RUN - 3)
    other = _agree(found.names, left, right, np.flatnonzero(kept)) == "other"
    kept &= ~other | (20 * common >= 13 * short) | (runs >= 2 * _RUN - 4)
    rest = np.flatnonzero(~kept)
    kept[rest] = _retold(found, left[rest], right[rest], common[rest])
    return kept


def _retold(found: Sketches, left: Places, right: Places, common: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For pairs of texts: whether the evidence, in the best case, could make them a link (likeness.py)."""
    kept = np.zeros(len(left), bool)
    held = np.flatnonzero(_in_order(found.rare, left, right))     # of two sorted rows, the longest common subsequence is what both have
    left, right, common = left[held], right[held], common[held]
    known = likeness.learned()
    weights = known["weights"]
    least = np.log(known["threshold"] / (1 - known["threshold"])) - _MARGIN - _odds(found, left, right, common, weights)
    speakers = {how: weights[f"speaker {how}"] for how in ("same", "compatible", "role", "unknown")} | {"other": 0.0}
    speakers["role"] = max(speakers["role"], speakers["unknown"])
    asked = np.flatnonzero(least <= known["intercept"] + max(speakers.values()))
    agreed = [speakers[how] for how in _agree(found.names, left, right, asked)[asked].tolist()]
    kept[held[asked]] = least[asked] <= known["intercept"] + np.array(agreed, float)
    return kept


def _odds(found: Sketches, left: Places, right: Places, common: NDArray[np.int64], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """The most that the evidence can come to in log odds, without that of the speakers."""
    both, strongest = in_both(*([found.content[place] for place in side.tolist()] for side in (left, right)))
    lighter, heavier = (side(found.weights[left], found.weights[right]) for side in (np.minimum, np.maximum))
    short = np.maximum(1, np.minimum(found.lengths[left], found.lengths[right]))
    exact = {"contained": both / lighter, "alike": both / heavier, "shared": np.log1p(both), "strongest": strongest,
             "in order": common / short, "size": np.log1p(lighter)}
    most = {"local": np.log1p(both), "run": np.log1p(common), "run weight": np.log1p(both), "in marks": np.minimum(likeness.MARKED, both),
            "days apart": np.log1p(likeness.LONG)}
    kinds = max(0.0, *(weights[name] for name in ("both direct", "one direct", "some marks")))
    return kinds + sum(weights[name] * value for name, value in exact.items()) + sum(
        max(0.0, weights[name]) * value for name, value in most.items())


def _agree(names: Sequence[str | None], left: Places, right: Places, asked: Places) -> NDArray[np.str_]:
    """Whether the speakers agree, for the pairs that are asked about; empty for the others."""
    known = np.zeros(len(left), "U10")
    known[asked] = [by_name(names[i] or "", names[j] or "") for i, j in zip(left[asked].tolist(), right[asked].tolist(), strict=True)]
    return known


def _in_order(rows: Sequence[str], left: Places, right: Places) -> NDArray[np.int64]:
    if not len(left):
        return np.zeros(0, np.int64)
    one, other = (list(map(rows.__getitem__, side.tolist())) for side in (left, right))
    return process.cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int64)


def sieved(found: Sketches, pairs: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Of candidates (postings.pairs), the wordings of those that may be versions."""
    order = np.argsort(found.wordings, kind="stable")
    known = found.wordings[order]
    for start in range(0, len(pairs), _AT_ONCE):
        one, other = (pairs[start:start + _AT_ONCE] >> np.uint64(32)).astype(np.uint32), postings.wordings(pairs[start:start + _AT_ONCE])
        left, right = (order[np.searchsorted(known, side)] for side in (one, other))
        kept = likely(found, left, right)
        yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


# ----------------------------------------------------------------------------------------------------------- links

def links(new: Sequence[Version], old: Sequence[Version] = (), crowds: Crowds = lambda article: {}) -> Iterator[Link]:
    """The links of new versions with each other and with old ones: each pair once, never within one article, in a fixed order.

    crowds: for the id of an article, in how many of its quotations each stem stands (pair.crowd); what many hold tells little.

    Which pairs are looked at depends on what there is, not on its order: a pair of words stops being rare when more versions come
    in, so two versions may be linked in a small batch and not among all.
    """
    versions = sorted({version.id: version for version in (*old, *new)}.values(), key=_place)
    found = sketches([version.text for version in versions], [version.name for version in versions])
    fresh = {version.id for version in new}
    having: defaultdict[int, list[Version]] = defaultdict(list)
    for version, wording in zip(versions, found.wordings.tolist(), strict=True):
        having[wording].append(version)
    starting = found.wordings[[version.id in fresh for version in versions]]
    met = [(wording, wording) for wording in having]
    met += sieved(found, postings.pairs(found.entries, np.unique(starting)))
    yield from verified(between(met, having, fresh), crowds)


def between(met: Iterable[tuple[int, int]], having: Mapping[int, Sequence[Version]],
            fresh: Container[str]) -> list[tuple[Version, Version]]:
    """The pairs of versions behind pairs of wordings, of which one is fresh; each once, in order of their places."""
    pairs = {(a.id, b.id): (a, b) for one, other in met for a, b in facing(having[one], having[other]) if a.id in fresh or b.id in fresh}
    return sorted(pairs.values(), key=lambda pair: (_place(pair[0]), _place(pair[1])))


def facing(one: Sequence[Version], other: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    """The pairs of versions of two wordings, or of one, each once and in order of their place; never within one article.

    For a wording that more than SHOWN have, those with the smallest ids stand; the rest hang on the very first of them.
    """
    first, second = (sorted(side, key=lambda version: version.id) for side in (one, other))
    if one is other:
        pairs = [*combinations(first[:SHOWN], 2), *((first[0], late) for late in first[SHOWN:])]
    else:
        pairs = [(a, b) for a in first[:SHOWN] for b in second[:SHOWN]]
    for a, b in pairs:
        if a.article_id != b.article_id:
            yield (a, b) if _place(a) <= _place(b) else (b, a)


def verified(pairs: Iterable[tuple[Version, Version]], crowds: Crowds = lambda article: {}) -> Iterator[Link]:
    """The links among ordered pairs of versions; crowds as for `links`."""
    for a, b in pairs:
        if link := _verified(a, b, in_common(a, b), crowds):
            yield link


def in_common(a: Version, b: Version) -> int:
    """How many words two versions have in common, in order."""
    return int(LCSseq.similarity(prepared(a.text).forms, prepared(b.text).forms))


def compare(a: Version, b: Version, crowds: Crowds = lambda article: {}) -> Link | None:
    """The link between two versions, whichever comes first; None where they are none, or of one article.

    Only the first 2,000 words of each are looked at, so the cost is bounded whatever comes in.
    """
    if a.article_id == b.article_id:
        return None
    a, b = sorted((a, b), key=_place)
    return _verified(a, b, _common(a, [b])[0], crowds)


def passages(a: Sequence[Version], b: Sequence[Version]) -> Iterator[Link]:
    """The sentences that two articles share, each matched once, the best matches first served, in the order of the first.

    A sentence needs four words, and most of them in the same order (verbatim, truncated, edited). Speakers are not asked.
    """
    found: list[tuple[float, int, int, int]] = []
    for i, left in enumerate(a):
        for j, common in enumerate(_common(left, b)):
            lengths = sorted((len(prepared(left.text).forms), len(prepared(b[j].text).forms)))
            if 2 * common >= lengths[0] >= FRAGMENT:
                found.append((-2 * common / sum(lengths), i, j, common))
    matched: dict[int, Link] = {}
    taken: set[int] = set()
    for _, i, j, common in sorted(found):
        if i not in matched and j not in taken and (link := _verified(a[i], b[j], common, asked=False)):
            matched[i] = link
            taken.add(j)
    yield from (matched[i] for i in sorted(matched))


def _place(version: Version) -> tuple[str, str]:
    return version.article_id, version.id


def _common(version: Version, others: Sequence[Version]) -> list[int]:
    """How many words a version has in common with each of the others, in order."""
    if not others:
        return []
    counted = process.cdist([prepared(version.text).forms], [prepared(other.text).forms for other in others],
                            scorer=LCSseq.similarity)
    return [int(count) for count in counted[0]]


def _verified(a: Version, b: Version, common: int, crowds: Crowds = lambda article: {}, asked: bool = True) -> Link | None:
    """The link of two ordered versions that have so many words in common; without asking for speakers, if told so."""
    speakers = agreement(a, b) if asked else "none"
    pair = Pair(prepared(a.text, a.kind), prepared(b.text, b.kind), common, speakers, frozenset((a.kind, b.kind)),
                lambda: (crowds(a.article_id), crowds(b.article_id)), days_apart(a.date, b.date))
    found = relation(pair)
    if not found:
        return None
    name, score, reason = found
    said = _attribution(a, b, speakers) if asked else ()
    reworded = name == "paraphrase" and pair.share < 0.5    # an alignment would tell of chance meetings only
    changes = [*(() if reworded else align.changes(a.text, b.text)), *said]
    changes.sort(key=lambda change: not align.meaning(change))
    shared = parts(prepared(a.text, a.kind), prepared(b.text, b.kind), speakers) if asked and name != "verbatim" else ()
    return Link(a.id, b.id, name, round(score, 3), reason + _AND[speakers], tuple(dict.fromkeys(changes)), shared)


# -------------------------------------------------------------------------------------------------------- speakers

def _attribution(a: Version, b: Version, speakers: str) -> Iterator[Change]:
    """Changes of speaker, title, affiliation, and of direct into reported speech or back."""
    if speakers == "other":
        yield Change("speaker", a.name or "", b.name or "", True)
    titles = [] if speakers == "other" else [*_titles(a, b)]
    yield from titles
    if a.descriptor and b.descriptor and speakers != "other":
        described = align.changes(a.descriptor, b.descriptor)
        yield from (change for change in described if change.kind == "affiliation" or (change.kind == "title" and not titles))
    if (a.kind == "direct") != (b.kind == "direct"):
        yield Change("indirect", a.kind, b.kind)


def _titles(a: Version, b: Version) -> Iterator[Change]:
    """A title that one side prints with the name, and the other neither there nor in its descriptor."""
    if not a.printed or not b.printed:
        return
    ranks = lexicon.words("ranks")
    before, after = _called(a.printed), _called(b.printed)
    one, other = {*forms(before)}, {*forms(after)}
    known = one | {*forms(a.descriptor or "")}, other | {*forms(b.descriptor or "")}
    if (one & other) - ranks and ((one & ranks) - known[1] or (other & ranks) - known[0]):
        yield Change("title", before, after)


def _called(printed: str) -> str:
    """The name with its title, without the apposition that follows it."""
    return " ".join(printed.split(",")[0].split())
