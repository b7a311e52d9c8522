"""Mentions -> Speakers: one person or organisation across articles, by names alone.

People: titles off, then the family name equal and the given names compatible (names.compatible); a name that fits several
people is kept apart from all of them. Organisations: the same name after folding, spelled-out acronyms and legal forms, or
nearly so (rapidfuzz ratio of 95) with every word near its counterpart. Unnamed speakers, groups, and people whom an article
names by one word only stay within their article.

An id is made of the kind and the root of the canonical name: first name (short forms spelled out) and family name, no
middle names, so that Robert Dunn and Robert J. Dunn give one id whichever comes first. Order still matters in three cases:
when two people share a root (George W. and George H. W. Lane: the later one's id takes in the middle names), when a short
form could be of several first names (Alex), and when only initials were known at first. Whoever is known keeps id and name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import compatible, family_first, organisation_key, parts, split
from quotetrack.language.normalize import key
from quotetrack.records import Mention, Speaker, digest

NEAR = 95.0  # rapidfuzz ratio from which two names of organisations are one
NEAR_WORD = 80.0  # and from which a word of the one is a word of the other
NAMED = ("person", "organisation")
REMEMBERED = 1_000_000  # keys that a roll holds


@lru_cache(maxsize=100_000)
def blocking_keys(name: str) -> frozenset[str]:
    """Blocking keys: two names that can be one speaker's share at least one (organisations: if both ends are spelled alike)."""
    forms, _ = parts(split(name).full or name)
    whole = organisation_key(name).replace(" ", "")
    found = {f"whole:{whole}", f"ends:{whole[:4]}~{whole[-4:]}"}
    if forms:
        found |= {f"family:{forms[-1]}", f"whole:{''.join(forms)}"}
        if forms[0] in words("surnames_first"):
            found.add(f"family:{forms[0]}")
    return frozenset(found)


def resolve_mentions(mentions: Sequence[Mention], known: Sequence[Speaker]) -> dict[str, Speaker]:
    """The speaker of each mention by its quotation: a known one, or a new one. Mentions without a name are left out."""
    named = [m for m in mentions if m.name and m.kind != "unknown"]
    across = [m for m in named if _goes_across(m)]
    found = {m.quote_id: _own(m) for m in named if not _goes_across(m)}
    kinds = _kinds(across, known)
    for kind in NAMED:
        forms = _forms([m for m in across if kinds[_identity_key(m.name, m.kind)] == kind])
        settled = [
            _Cluster(kind, [_Form(s.name, 0)], s)
            for s in known
            if s.kind == kind and s.article_id is None
        ]
        clusters = _clusters(forms, settled, kind)
        _settle(clusters)
        for cluster in clusters:
            found |= {
                quote: cluster.speaker
                for form in cluster.forms
                for quote in form.quotes
                if cluster.speaker
            }
    return found


class SpeakerRegistry:
    """Everybody known so far, article after article, as `resolve_mentions` sees them; what was looked up once is remembered.

    find gives the speakers that are stored under blocking keys, each with the key. Others must not write meanwhile.
    """

    def __init__(self, find: Callable[[set[str]], Iterable[tuple[str, Speaker]]]) -> None:
        self._find = find
        self._known: dict[str, dict[str, Speaker]] = {}  # by key, then by id
        self._alone: dict[
            tuple[str, str], Speaker | None
        ] = {}  # whom a name means where no like name stands beside it
        self._asking: defaultdict[str, set[tuple[str, str]]] = defaultdict(
            set
        )  # the names that a key has a say in

    def resolve(self, mentions: Sequence[Mention]) -> dict[str, Speaker]:
        """The speaker of each mention of one article, as `resolve_mentions` gives it; new speakers are known from then on."""
        across = {
            (m.name or "", m.kind)
            for m in mentions
            if m.name and m.kind in NAMED and _known_by(m.name, m.kind)
        }
        asked = [block for name, _ in across for block in blocking_keys(name)]
        if len({*asked}) < len(asked):  # like names in one article are weighed against each other
            return self._together(mentions)
        found = {pair: self._by_itself(*pair) for pair in across}
        if len({speaker.id for speaker in found.values() if speaker}) < len(found):
            return self._together(mentions)
        return {
            m.quote_id: found.get((m.name or "", m.kind)) or _own(m)
            for m in mentions
            if m.name and m.kind != "unknown"
        }

    def is_full(self) -> bool:
        """Whether so many are remembered that it is better to begin anew."""
        return len(self._known) > REMEMBERED

    def _by_itself(self, name: str, kind: str) -> Speaker | None:
        if (name, kind) not in self._alone:
            self._alone[name, kind] = self._together([Mention("", "", name, kind)]).get("")
            for block in blocking_keys(name):
                self._asking[block].add((name, kind))
        return self._alone[name, kind]

    def _together(self, mentions: Sequence[Mention]) -> dict[str, Speaker]:
        wanted = {block for m in mentions if m.name for block in blocking_keys(m.name)}
        self._look_up(wanted - self._known.keys())
        known = {speaker.id: speaker for block in wanted for speaker in self._known[block].values()}
        found = resolve_mentions(mentions, [known[one] for one in sorted(known)])
        for m in mentions:
            if (speaker := found.get(m.quote_id)) and speaker.article_id is None:
                self._add(speaker, blocking_keys(speaker.name) | blocking_keys(m.name or ""))
        return found

    def _look_up(self, new: set[str]) -> None:
        self._known.update({block: {} for block in new})
        for block, speaker in self._find(new) if new else ():
            self._known[block][speaker.id] = speaker

    def _add(self, speaker: Speaker, under: Iterable[str]) -> None:
        for block in under:
            if block not in self._known:
                self._look_up({block})
            if self._known[block].get(speaker.id) != speaker:
                self._known[block][speaker.id] = speaker
                for pair in self._asking.pop(block, ()):
                    self._alone.pop(pair, None)


def same_person(a: str, b: str) -> bool:
    """True if two names, titles off, can be one person's; a name of one word only has its equal."""
    return parts(a) == parts(b) or compatible(a, b)


def same_organisation(a: str, b: str) -> bool:
    """True if two names are one organisation's: equal in comparable form, or nearly so word by word."""
    one, two = organisation_key(a), organisation_key(b)
    if one == two or one.replace(" ", "") == two.replace(" ", ""):
        return True
    left, right = one.split(), two.split()
    if (
        len(left) != len(right)
        or re.findall(r"\d+", one) != re.findall(r"\d+", two)
        or fuzz.ratio(one, two) < NEAR
    ):
        return False
    return all(fuzz.ratio(x, y) >= NEAR_WORD for x, y in zip(left, right, strict=True))


# ---- speakers of one article
def _goes_across(mention: Mention) -> bool:
    """False for unnamed speakers, groups, and people with one name that the world does not know them by."""
    return mention.kind in NAMED and _known_by(mention.name or "", mention.kind)


@lru_cache(maxsize=100_000)
def _known_by(name: str, kind: str) -> bool:
    """Whether a name means the same one in every article."""
    forms, _ = parts(split(name).full)
    return (
        kind == "organisation" or len(forms) > 1 or (bool(forms) and forms[0] in words("mononyms"))
    )


def _own(mention: Mention) -> Speaker:
    """A speaker of the mention's own article; the same description there is the same speaker."""
    name = (
        split(mention.name or "").full
        if mention.kind == "person"
        else " ".join((mention.name or "").split())
    )
    name = name or mention.name or ""
    return Speaker(
        digest(mention.kind, key(name), mention.article_id), name, mention.kind, mention.article_id
    )


# ---- forms of names, and the clusters that they make
@dataclass(frozen=True, slots=True)
class _Form:
    """One name as printed in all its spellings: how often (in articles), and whose quotations."""

    name: str
    articles: int
    quotes: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class _Cluster:
    """Forms of one name, and the speaker they belong to once that is settled."""

    kind: str
    forms: list[_Form]
    speaker: Speaker | None = None
    canonical: str = field(default="")


def _identity_key(name: str | None, kind: str) -> str:
    """Equal for spellings of one form, whichever kind it was taken for."""
    forms, generation = (
        parts(split(name or "").full)
        if kind == "person"
        else parts(re.sub(r"(?i)^the ", "", name or ""))
    )
    return "".join(forms) + generation


def _kinds(mentions: Iterable[Mention], known: Iterable[Speaker]) -> dict[str, str]:
    """Person or organisation for each form: as known, else as most mentions have it, a person if they tie."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[_identity_key(mention.name, mention.kind)][mention.kind] += 1
    for speaker in known:
        form = _identity_key(speaker.name, speaker.kind)
        if speaker.kind in NAMED and speaker.article_id is None and form in votes:
            votes[form][speaker.kind] += sum(votes[form].values()) + 1
    return {
        form: max(sorted(NAMED, reverse=True), key=lambda kind: count[kind])
        for form, count in votes.items()
    }


def _forms(mentions: Sequence[Mention]) -> list[_Form]:
    """The mentions gathered by form; each under its most common spelling."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[_identity_key(mention.name, mention.kind)].append(mention)
    return [
        _Form(
            _spelling(group), len({m.article_id for m in group}), tuple(m.quote_id for m in group)
        )
        for group in groups.values()
    ]


def _spelling(mentions: Sequence[Mention]) -> str:
    """The most common spelling; of equals the one that sorts first."""
    printed = Counter(_shown(m.name or "", m.kind) for m in mentions)
    return min(printed, key=lambda name: (-printed[name], name))


def _shown(name: str, kind: str) -> str:
    return (split(name).full if kind == "person" else "") or re.sub(
        r"^[Tt]he ", "", " ".join(name.split())
    )


def _clusters(forms: Sequence[_Form], clusters: list[_Cluster], kind: str) -> list[_Cluster]:
    """Each form joined to the one cluster that it fits; to none if it fits several. The fullest forms come first."""
    blocks: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        _file(cluster, cluster.forms[0], blocks)
    same = same_person if kind == "person" else same_organisation
    for form in sorted(forms, key=lambda f: (-len(parts(f.name)[0]), -len(f.name), f.name)):
        near = dict.fromkeys(c for k in sorted(blocking_keys(form.name)) for c in blocks[k])
        fits = [c for c in near if all(same(form.name, other.name) for other in c.forms)]
        equal = [
            c
            for c in fits
            if any(_identity_key(o.name, kind) == _identity_key(form.name, kind) for o in c.forms)
        ]
        chosen = (equal or fits)[0] if len(equal or fits) == 1 else _Cluster(kind, [])
        if not chosen.forms:
            clusters.append(chosen)
        chosen.forms.append(form)
        _file(chosen, form, blocks)
    return clusters


def _file(cluster: _Cluster, form: _Form, blocks: dict[str, list[_Cluster]]) -> None:
    for k in blocking_keys(form.name):
        if cluster not in blocks[k]:
            blocks[k].append(cluster)


# ---- canonical names and ids
def _settle(clusters: Sequence[_Cluster]) -> None:
    """Give each new cluster its canonical name and its id; one whose root is taken takes in the middle names."""
    taken = {c.speaker.id for c in clusters if c.speaker}
    fresh = [c for c in clusters if c.speaker is None]
    for cluster in fresh:
        cluster.canonical = _canonical(cluster.forms)
    for cluster in sorted(fresh, key=lambda c: key(c.canonical)):
        ids = [
            digest(cluster.kind, _root(cluster)),
            digest(cluster.kind, "full", key(cluster.canonical)),
        ]
        own = next((i for i in ids if i not in taken), ids[-1])
        taken.add(own)
        cluster.speaker = Speaker(own, cluster.canonical, cluster.kind)


def _canonical(forms: Sequence[_Form]) -> str:
    """The most common of the full forms (first name more than an initial); of equals the longest, then the first by letters."""

    def rank(form: _Form) -> tuple[bool, int, int, str]:
        first = parts(form.name)[0][:1]
        return bool(first) and len(first[0]) == 1, -form.articles, -len(form.name), form.name

    return min(forms, key=rank).name


def _root(cluster: _Cluster) -> str:
    """What the id is made of: first and family name of a person in plain form, an organisation's comparable name."""
    if cluster.kind == "organisation":
        return organisation_key(cluster.canonical)
    forms, generation = parts(cluster.canonical)
    if len(forms) < 2 or family_first(forms):
        return "".join(forms) + generation
    particles = [w for w in forms[1:-1] if w in words("particles") and len(w) > 1]
    full = table("nicknames").get(forms[0], "").split()
    return " ".join(
        [full[0] if len(full) == 1 else forms[0], *particles, forms[-1], generation]
    ).strip()
