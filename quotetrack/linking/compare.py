"""Compare two versions: their relation, how sure it is, and what changed between them.

`Link.score` says how sure it is that both are one utterance, 0 to 1. The same words score 1, a
part of the other's words .9 to 1, edited words .6 to .9 by the share that is the same, paraphrases
.6 to .9 by the classifier's probability; a tenth less where a speaker is unknown, and a third less
where the speakers differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from quotetrack.language.dates import days_apart
from quotetrack.linking import alignment
from quotetrack.linking.attribution_changes import attribution_changes
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.partial_matches import partial_matches
from quotetrack.linking.relations import Relation, relation, rule_based
from quotetrack.linking.speaker_agreement import agreement
from quotetrack.linking.text_pair import DocumentFrequency, TextPair, common_words, prepare
from quotetrack.linking.thresholds import MIN_WORDS
from quotetrack.records import Change, Link, SpeakerAgreement, Version

_MIN_SHARE_ALIGNED = 0.5  # below it an alignment of a paraphrase would show chance matches only
_SPEAKERS_IN_WORDS = {
    SpeakerAgreement.SAME: ", same speaker",
    SpeakerAgreement.COMPATIBLE: ", names of the speakers agree",
    SpeakerAgreement.ROLE: ", speakers of one role",
    SpeakerAgreement.UNKNOWN: ", a speaker unknown",
    SpeakerAgreement.OTHER: ", other speaker",
    SpeakerAgreement.NONE: "",
}
# Gives the document frequency of an article by its id, None where it is not known.
FrequencyLookup = Callable[[str], DocumentFrequency | None]


def unknown_frequencies(article_id: str) -> None:
    """A `FrequencyLookup` that knows no article."""


def compare(
    a: Version,
    b: Version,
    classifier: MatchClassifier,
    frequencies: FrequencyLookup = unknown_frequencies,
) -> Link | None:
    """The link between two versions in either order; None if there is none, or within one article.

    Only the first 2,000 words of each are compared, which bounds the cost.
    """
    if a.article_id == b.article_id:
        return None
    first, second = sorted((a, b), key=sort_key)
    return _link(first, second, classifier, frequencies)


def compare_pairs(
    pairs: Iterable[tuple[Version, Version]],
    classifier: MatchClassifier,
    frequencies: FrequencyLookup = unknown_frequencies,
) -> Iterator[Link]:
    """The links among pairs of versions that are in the order of `sort_key`."""
    for a, b in pairs:
        if link := _link(a, b, classifier, frequencies):
            yield link


def compare_passages(a: Sequence[Version], b: Sequence[Version]) -> Iterator[Link]:
    """The sentences that two articles share, each matched once, in the order of the first article.

    The closest matches are made first. A sentence needs four words, and half of the shorter one's
    in the same order. Speakers are left aside.
    """
    matched: dict[int, Link] = {}
    taken: set[int] = set()
    for i, j, common in _closest_sentences(a, b):
        if i in matched or j in taken:
            continue
        if link := _passage_link(a[i], b[j], common):
            matched[i] = link
            taken.add(j)
    yield from (matched[i] for i in sorted(matched))


def compare_sentences(a: str, b: str, common: int | None = None) -> Relation | None:
    """The relation of two sentences, speakers left aside; common: words in common, if known."""
    one, other = prepare(a, "passage"), prepare(b, "passage")
    pair = TextPair(one, other, common, SpeakerAgreement.NONE, frozenset(["passage"]))
    return rule_based(pair)


def count_common_words(a: Version, b: Version) -> int:
    """The number of words that two versions have in common, in the same order."""
    return common_words(prepare(a.text).tokens, prepare(b.text).tokens)


def sort_key(version: Version) -> tuple[str, str]:
    """The place of a version in the order of links: by article, then by id."""
    return version.article_id, version.id


# ---- one pair


def _link(
    a: Version, b: Version, classifier: MatchClassifier, frequencies: FrequencyLookup
) -> Link | None:
    """The link between two versions in order, if there is one."""
    left, right = prepare(a.text, a.kind), prepare(b.text, b.kind)
    speakers = agreement(a, b)
    pair = TextPair(
        left,
        right,
        None,
        speakers,
        frozenset((a.kind, b.kind)),
        lambda: (frequencies(a.article_id), frequencies(b.article_id)),
        days_apart(a.date, b.date),
    )
    found = relation(pair, classifier)
    if not found:
        return None
    is_retold = found.name == "paraphrase" and pair.share < _MIN_SHARE_ALIGNED
    changes = () if is_retold else alignment.changes(a.text, b.text)
    return Link(
        a.id,
        b.id,
        found.name,
        round(found.score, 3),
        _reason(found, speakers),
        _meaning_first([*changes, *attribution_changes(a, b, speakers)]),
        () if found.name == "verbatim" else partial_matches(left, right, speakers),
        speakers,
    )


def _reason(found: Relation, speakers: SpeakerAgreement) -> str:
    """The reason for a link, for people to read."""
    return found.evidence + _SPEAKERS_IN_WORDS[speakers]


def _meaning_first(changes: list[Change]) -> tuple[Change, ...]:
    """The changes, each once, those that may alter the meaning first."""
    ordered = sorted(changes, key=lambda change: not alignment.alters_meaning(change))
    return tuple(dict.fromkeys(ordered))


# ---- passages


def _closest_sentences(a: Sequence[Version], b: Sequence[Version]) -> list[tuple[int, int, int]]:
    """The pairs of sentences that may be linked, the closest first: two places, words in common."""
    found: list[tuple[float, int, int, int]] = []
    for i, left in enumerate(a):
        for j, common in enumerate(_counts_in_common(left, b)):
            sizes = sorted((len(prepare(left.text).tokens), len(prepare(b[j].text).tokens)))
            if 2 * common >= sizes[0] >= MIN_WORDS:
                found.append((-2 * common / sum(sizes), i, j, common))
    return [(i, j, common) for _, i, j, common in sorted(found)]


def _counts_in_common(version: Version, others: Sequence[Version]) -> list[int]:
    """The number of words that a version has in common with each of the others, in order."""
    if not others:
        return []
    counts = process.cdist(
        [prepare(version.text).tokens],
        [prepare(other.text).tokens for other in others],
        scorer=LCSseq.similarity,
    )
    return [int(count) for count in counts[0]]


def _passage_link(a: Version, b: Version, common: int) -> Link | None:
    """The link between two sentences, if there is one."""
    found = compare_sentences(a.text, b.text, common)
    if not found:
        return None
    changes = _meaning_first([*alignment.changes(a.text, b.text)])
    return Link(a.id, b.id, found.name, round(found.score, 3), found.evidence, changes)
