"""Versions of one utterance: cheap candidates first, then each pair verified word by word.

A candidate shares a rare word 2-gram, or its speaker and a rare word. A link needs common words in the same order
(verbatim, truncated, edited), or the same speaker and most of the content (paraphrase); relation.py has the rules.

`Link.score`: how sure it is that both are one utterance, 0 to 1. Same words 1; a part of the other's words .9 to 1;
edited .6 to .9 by the share of words that is the same; paraphrase .6 to .8 by the weight of the content that both have;
less by a tenth where a speaker is unknown, and by a third where the speakers differ.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b

from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack import align, lexicon
from quotetrack.agreement import agreement, name_forms
from quotetrack.forms import forms
from quotetrack.nearness import days_apart
from quotetrack.pair import FRAGMENT, Crowd, Pair, prepared
from quotetrack.records import Change, Link, Version
from quotetrack.relation import relation

_CAP = 50               # versions that may share a 2-gram, or a word of one speaker, for it to count as rare
_PIECES = re.compile(r"\.\.\.+|…|[\[\](){}]")
_AND = {"same": ", same speaker", "compatible": ", names of the speakers agree", "role": ", speakers of one role",
        "unknown": ", a speaker unknown", "other": ", other speaker", "none": ""}
Crowds = Callable[[str], Crowd]


# ------------------------------------------------------------------------------------------------------ candidates

def grams(text: str) -> frozenset[int]:
    """Stable 63-bit hashes of the whole text and of each word 2-gram within its pieces, parted at ellipses and brackets.

    Words are in their comparable form, so "90 percent" and "90 per cent" meet. Beyond 2,000 words a piece has no grams.
    """
    whole = forms(text)
    found = {_hash(" ".join(whole))} if whole else set()
    for piece in _PIECES.split(text):
        words = forms(piece)
        found.update(_hash(f"{a} {b}") for a, b in zip(words, words[1:], strict=False))
    return frozenset(found)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def index(versions: Iterable[Version], cap: int = _CAP) -> Callable[[Version], list[Version]]:
    """A source of candidates in memory: versions that share a 2-gram, or a speaker's content word, that at most `cap` have.

    Sharing is symmetric, and the answer does not depend on the order of the versions. It does depend on which there are:
    a 2-gram stops being rare when more versions come in, so a pair may be a candidate in a small batch and not in all.
    """
    known = {version.id: version for version in versions}
    having: defaultdict[int, list[str]] = defaultdict(list)
    for version in known.values():
        for mark in marks(version):
            having[mark].append(version.id)

    def candidates(version: Version) -> list[Version]:
        shared = [having[mark] for mark in marks(version) if mark in having and len(having[mark]) <= cap]
        return [known[other] for other in sorted({other for ids in shared for other in ids} - {version.id})]

    return candidates


def marks(version: Version) -> frozenset[int]:
    """What brings a version together with others: its grams, and a hash of each content word with its speaker's last name."""
    speaker = " ".join(name_forms(version.name or "")[-1:])
    said = {_hash(f"{speaker}\t{word}") for word in prepared(version.text).content} if speaker else set()
    return grams(version.text) | said


# ----------------------------------------------------------------------------------------------------------- links

def links(new: Sequence[Version], candidates: Callable[[Version], Iterable[Version]],
          crowds: Crowds = lambda article: {}) -> Iterator[Link]:
    """The links between new versions and their candidates: each pair once, never within one article, in a fixed order.

    crowds: for the id of an article, in how many of its quotations each stem stands (pair.crowd); what many hold tells little.

    The words in common are counted for all candidates of a version in one batch; only pairs that have enough are aligned.
    """
    seen: set[tuple[str, str]] = set()
    for version in sorted(new, key=_place):
        others = {other.id: other for other in candidates(version) if other.article_id != version.article_id}
        fresh = [other for other in sorted(others.values(), key=_place) if _ids(version, other) not in seen]
        seen.update(_ids(version, other) for other in fresh)
        for other, common in zip(fresh, _common(version, fresh), strict=True):
            first, second = sorted((version, other), key=_place)
            if link := _verified(first, second, common, crowds):
                yield link


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


def _ids(a: Version, b: Version) -> tuple[str, str]:
    return (a.id, b.id) if a.id < b.id else (b.id, a.id)


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
    return Link(a.id, b.id, name, round(score, 3), reason + _AND[speakers], tuple(dict.fromkeys(changes)))


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
