"""Mentions -> Speakers: one person or organisation across articles, by names alone.

A name that fits several people joins none of them. Unnamed speakers, groups, and people whom an
article names by a single word stay within their article.

An id is made of the kind and the root of the canonical name: first name (short forms spelled out)
and family name, without middle names, so that Robert Dunn and Robert J. Dunn give one id whichever
comes first. The order of mentions matters in three cases only: two people share a root (George W.
and George H. W. Lane: the id of the second has the middle names), a short form fits several first
names (Alex), or only initials are known at first. A known speaker keeps id and name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import family_first, organisation_key, parts, split
from quotetrack.language.normalize import key
from quotetrack.records import Mention, Speaker, digest
from quotetrack.speakers.name_matching import (
    blocking_keys,
    display_name,
    identity_key,
    is_known_everywhere,
    same_organisation,
    same_person,
)

NAMED_KINDS = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class _NameForm:
    """One form of a name in all its spellings: in how many articles, and whose quotations."""

    name: str
    articles: int
    quotes: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class _Cluster:
    """Forms of one speaker's name, with the speaker if it is known already."""

    forms: list[_NameForm]
    speaker: Speaker | None = None


def resolve_mentions(mentions: Sequence[Mention], known: Sequence[Speaker]) -> dict[str, Speaker]:
    """The speaker of each mention by the id of its quotation: a known one, or a new one.

    Mentions without a name are left out. `known` are the stored speakers that share a blocking key.
    """
    named = [m for m in mentions if m.name and m.kind != "unknown"]
    across = [m for m in named if crosses_articles(m)]
    found = {m.quote_id: own_speaker(m) for m in named if not crosses_articles(m)}
    kinds = _kinds(across, known)
    for kind in NAMED_KINDS:
        of_kind = [m for m in across if kinds[_form_key(m)] == kind]
        clusters = _clustered(_name_forms(of_kind), _known_clusters(known, kind), kind)
        speakers = _speakers(clusters, kind)
        for cluster in clusters:
            quotes = [quote for form in cluster.forms for quote in form.quotes]
            found |= dict.fromkeys(quotes, speakers[cluster])
    return found


def crosses_articles(mention: Mention) -> bool:
    """False for unnamed speakers, groups, and people with a single name."""
    return mention.kind in NAMED_KINDS and is_known_everywhere(mention.name or "", mention.kind)


def own_speaker(mention: Mention) -> Speaker:
    """A speaker of one article only; the same description there is the same speaker."""
    printed = mention.name or ""
    full = split(printed).full if mention.kind == "person" else " ".join(printed.split())
    name = full or printed
    own_id = digest(mention.kind, key(name), mention.article_id)
    return Speaker(own_id, name, mention.kind, mention.article_id)


# ---- forms of names
def _form_key(mention: Mention) -> str:
    return identity_key(mention.name or "", mention.kind)


def _kinds(mentions: Iterable[Mention], known: Iterable[Speaker]) -> dict[str, str]:
    """Person or organisation for each form: as it is known, else by majority, a person in a tie."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[_form_key(mention)][mention.kind] += 1
    for speaker in known:
        form = identity_key(speaker.name, speaker.kind)
        if speaker.kind in NAMED_KINDS and speaker.article_id is None and form in votes:
            votes[form][speaker.kind] += votes[form].total() + 1
    return {
        form: "organisation" if count["organisation"] > count["person"] else "person"
        for form, count in votes.items()
    }


def _name_forms(mentions: Sequence[Mention]) -> list[_NameForm]:
    """The mentions grouped by form, each under its most common spelling."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[_form_key(mention)].append(mention)
    return [
        _NameForm(
            _spelling(group), len({m.article_id for m in group}), tuple(m.quote_id for m in group)
        )
        for group in groups.values()
    ]


def _spelling(mentions: Sequence[Mention]) -> str:
    """The most common spelling; in a tie the first in alphabetical order."""
    spellings = Counter(display_name(m.name or "", m.kind) for m in mentions)
    return min(spellings, key=lambda name: (-spellings[name], name))


# ---- clusters of forms
def _known_clusters(known: Iterable[Speaker], kind: str) -> list[_Cluster]:
    """A cluster for each known speaker of a kind."""
    across = (s for s in known if s.kind == kind and s.article_id is None)
    return [_Cluster([_NameForm(s.name, 0)], s) for s in across]


def _clustered(forms: Sequence[_NameForm], clusters: list[_Cluster], kind: str) -> list[_Cluster]:
    """The clusters with each form added to the one that it fits, or to a new one.

    A form that fits several clusters joins none. The fullest forms come first.
    """
    blocks: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        _index(cluster, cluster.forms[0], blocks)
    for form in sorted(forms, key=lambda f: (-len(parts(f.name)[0]), -len(f.name), f.name)):
        candidates = dict.fromkeys(c for k in sorted(blocking_keys(form.name)) for c in blocks[k])
        cluster = _matching_cluster(form, list(candidates), kind) or _Cluster([])
        if not cluster.forms:
            clusters.append(cluster)
        cluster.forms.append(form)
        _index(cluster, form, blocks)
    return clusters


def _matching_cluster(
    form: _NameForm, candidates: Sequence[_Cluster], kind: str
) -> _Cluster | None:
    """The one cluster that a form fits; one with an equal form outranks others."""
    same = same_person if kind == "person" else same_organisation
    wanted = identity_key(form.name, kind)
    fits = [c for c in candidates if all(same(form.name, other.name) for other in c.forms)]
    equal = [c for c in fits if any(identity_key(o.name, kind) == wanted for o in c.forms)]
    best = equal or fits
    return best[0] if len(best) == 1 else None


def _index(cluster: _Cluster, form: _NameForm, blocks: dict[str, list[_Cluster]]) -> None:
    """Enter a cluster under the blocking keys of a form."""
    for block in blocking_keys(form.name):
        if cluster not in blocks[block]:
            blocks[block].append(cluster)


# ---- canonical names and ids
def _speakers(clusters: Sequence[_Cluster], kind: str) -> dict[_Cluster, Speaker]:
    """The speaker of each cluster.

    A new one whose root is taken gets an id from its full name.
    """
    speakers = {c: c.speaker for c in clusters if c.speaker}
    taken = {speaker.id for speaker in speakers.values()}
    fresh = [(c, _canonical_name(c.forms)) for c in clusters if c.speaker is None]
    for cluster, name in sorted(fresh, key=lambda pair: key(pair[1])):
        by_root = digest(kind, _root(name, kind))
        own_id = digest(kind, "full", key(name)) if by_root in taken else by_root
        taken.add(own_id)
        speakers[cluster] = Speaker(own_id, name, kind)
    return speakers


def _canonical_name(forms: Sequence[_NameForm]) -> str:
    """The most common form with a full first name; in a tie the longest, then by letters."""

    def rank(form: _NameForm) -> tuple[bool, int, int, str]:
        first = parts(form.name)[0][:1]
        initial = bool(first) and len(first[0]) == 1
        return initial, -form.articles, -len(form.name), form.name

    return min(forms, key=rank).name


def _root(name: str, kind: str) -> str:
    """The part of a canonical name that the id is made of.

    First and family name of a person, with nicknames spelled out; an organisation's folded name.
    """
    if kind == "organisation":
        return organisation_key(name)
    forms, generation = parts(name)
    if len(forms) < 2 or family_first(forms):
        return "".join(forms) + generation
    particles = [w for w in forms[1:-1] if w in words("particles") and len(w) > 1]
    long_forms = table("nicknames").get(forms[0], "").split()
    first = long_forms[0] if len(long_forms) == 1 else forms[0]
    return " ".join([first, *particles, forms[-1], generation]).strip()
