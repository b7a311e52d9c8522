"""Versions of one utterance: cheap candidates first, then each pair verified word by word.

Candidates share a rare key: a pair of words, or a word and its speaker (sketch.py, postings.py). Those that met by chance are sieved out
by counting, many at once (sieve.py). A link needs common words in the same order (verbatim, truncated, edited), or enough
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
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.language import lexicon
from quotetrack.language.dates import days_apart
from quotetrack.language.tokens import forms
from quotetrack.linking import alignment, classifier, posting_lists
from quotetrack.linking.blocking_keys import sketches
from quotetrack.linking.parts import parts
from quotetrack.linking.prefilter import sieved
from quotetrack.linking.relations import relation
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.linking.text_pair import FRAGMENT, Crowd, Pair, prepared
from quotetrack.records import Change, Link, Version

SHOWN = 50  # versions of one wording that are linked with each other and with those of another
_AND = {
    "same": ", same speaker",
    "compatible": ", names of the speakers agree",
    "role": ", speakers of one role",
    "unknown": ", a speaker unknown",
    "other": ", other speaker",
    "none": "",
}
Crowds = Callable[[str], Crowd | None]


# ----------------------------------------------------------------------------------------------------------- links


def links(
    new: Sequence[Version], old: Sequence[Version] = (), crowds: Crowds | None = None
) -> Iterator[Link]:
    """The links of new versions with each other and with old ones: each pair once, never within one article, in a fixed order.

    crowds: for the id of an article, in how many of its quotations stems stand (pair.crowd), None where not known; what many hold
    tells little.

    Which pairs are looked at depends on what there is, not on its order: a pair of words stops being rare when more versions come
    in, so two versions may be linked in a small batch and not among all.
    """
    versions = sorted({version.id: version for version in (*old, *new)}.values(), key=_place)
    found = sketches(
        [version.text for version in versions],
        [version.name for version in versions],
        [version.kind for version in versions],
    )
    fresh = {version.id for version in new}
    having: defaultdict[int, list[Version]] = defaultdict(list)
    for version, wording in zip(versions, found.wordings.tolist(), strict=True):
        having[wording].append(version)
    starting = found.wordings[[version.id in fresh for version in versions]]
    met = [(wording, wording) for wording in having]
    met += sieved(
        found,
        posting_lists.pairs(found.entries, np.unique(starting)),
        1.0 if crowds else classifier.UNKNOWN_CROWDS,
    )
    yield from verified(between(met, having, fresh), crowds or (lambda article: None))


def between(
    met: Iterable[tuple[int, int]],
    having: Mapping[int, Sequence[Version]],
    fresh: Container[str],
    within: int | None = None,
) -> list[tuple[Version, Version]]:
    """The pairs of versions behind pairs of wordings, of which one is fresh; each once, in order of their places.

    within: the days that may lie between the articles of a pair; None for any number. Who has no date is near everybody.
    """
    pairs = {
        (a.id, b.id): (a, b)
        for one, other in met
        for a, b in facing(having[one], having[other])
        if (a.id in fresh or b.id in fresh) and in_time(a, b, within)
    }
    return sorted(pairs.values(), key=lambda pair: (_place(pair[0]), _place(pair[1])))


def in_time(a: Version, b: Version, within: int | None) -> bool:
    """True if no more than so many days lie between two versions, as far as their dates are known."""
    return within is None or days_apart(a.date, b.date) <= within


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


def verified(
    pairs: Iterable[tuple[Version, Version]], crowds: Crowds = lambda article: None
) -> Iterator[Link]:
    """The links among ordered pairs of versions; crowds as for `links`."""
    for a, b in pairs:
        if link := _verified(a, b, None, crowds):
            yield link


def in_common(a: Version, b: Version) -> int:
    """How many words two versions have in common, in order."""
    return int(LCSseq.similarity(prepared(a.text).forms, prepared(b.text).forms))


def compare(a: Version, b: Version, crowds: Crowds = lambda article: None) -> Link | None:
    """The link between two versions, whichever comes first; None where they are none, or of one article.

    Only the first 2,000 words of each are looked at, so the cost is bounded whatever comes in.
    """
    if a.article_id == b.article_id:
        return None
    a, b = sorted((a, b), key=_place)
    return _verified(a, b, None, crowds)


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
        if (
            i not in matched
            and j not in taken
            and (link := _verified(a[i], b[j], common, asked=False))
        ):
            matched[i] = link
            taken.add(j)
    yield from (matched[i] for i in sorted(matched))


def _place(version: Version) -> tuple[str, str]:
    return version.article_id, version.id


def _common(version: Version, others: Sequence[Version]) -> list[int]:
    """How many words a version has in common with each of the others, in order."""
    if not others:
        return []
    counted = process.cdist(
        [prepared(version.text).forms],
        [prepared(other.text).forms for other in others],
        scorer=LCSseq.similarity,
    )
    return [int(count) for count in counted[0]]


def _verified(
    a: Version,
    b: Version,
    common: int | None,
    crowds: Crowds = lambda article: None,
    asked: bool = True,
) -> Link | None:
    """The link of two ordered versions, that have so many words in common if that is known; without asking for speakers, if told so."""
    speakers = agreement(a, b) if asked else "none"
    pair = Pair(
        prepared(a.text, a.kind),
        prepared(b.text, b.kind),
        common,
        speakers,
        frozenset((a.kind, b.kind)),
        lambda: (crowds(a.article_id), crowds(b.article_id)),
        days_apart(a.date, b.date),
    )
    found = relation(pair)
    if not found:
        return None
    name, score, reason = found
    said = _attribution(a, b, speakers) if asked else ()
    reworded = (
        name == "paraphrase" and pair.share < 0.5
    )  # an alignment would tell of chance meetings only
    changes = [*(() if reworded else alignment.changes(a.text, b.text)), *said]
    changes.sort(key=lambda change: not alignment.meaning(change))
    shared = (
        parts(prepared(a.text, a.kind), prepared(b.text, b.kind), speakers)
        if asked and name != "verbatim"
        else ()
    )
    return Link(
        a.id,
        b.id,
        name,
        round(score, 3),
        reason + _AND[speakers],
        tuple(dict.fromkeys(changes)),
        shared,
    )


# -------------------------------------------------------------------------------------------------------- speakers


def _attribution(a: Version, b: Version, speakers: str) -> Iterator[Change]:
    """Changes of speaker, title, affiliation, and of direct into reported speech or back."""
    if speakers == "other":
        yield Change("speaker", a.name or "", b.name or "", True)
    titles = [] if speakers == "other" else [*_titles(a, b)]
    yield from titles
    if a.descriptor and b.descriptor and speakers != "other":
        described = alignment.changes(a.descriptor, b.descriptor)
        yield from (
            change
            for change in described
            if change.kind == "affiliation" or (change.kind == "title" and not titles)
        )
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
