"""Claims: versions that hang together, cut where only a weak chain would join them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from quotetrack.language.nearness import moment, same_time
from quotetrack.language.token_cache import forms
from quotetrack.linking.thresholds import MIN_WORDS
from quotetrack.records import Claim, Link, Version

STRONG = 0.75  # score of a link that joins two versions by itself
_ENOUGH = 0.5  # of the possible links between two groups, for weak links to join them


def claims(versions: Sequence[Version], links: Sequence[Link]) -> list[Claim]:
    """Every version in exactly one claim, the claims in the order of their smallest quotation id.

    How chains are cut. First, strong links join: verbatim, truncated or edited, score at least .75, both sides of four
    words or more. Then the weak ones (paraphrases, other speakers), the best first: such a link joins two groups only if
    at least half of the version pairs between them, pairs within one article left out, are linked; more than half, where
    one of the groups was itself joined by a weak link. So no chain of weak links grows. Last, fragments: one joins a group
    by the same rule, but what it is linked to never becomes one through it. The result does not depend on the order of
    versions or links; links to versions that are not given are left out, so all versions of a claim must be given together.
    """
    known = {version.id: version for version in versions}
    sound = sorted(
        {(link.a, link.b): link for link in links if link.a in known and link.b in known}.values(),
        key=lambda link: (-link.score, link.a, link.b),
    )
    linked = {id for link in sound for id in (link.a, link.b)}
    short = {id for id in linked if len(forms(known[id].text)) < MIN_WORDS}
    whole = [link for link in sound if not {link.a, link.b} & short]
    groups = _Groups(known, sound)
    for link in whole:
        if _is_strong(link):
            groups.join(link.a, link.b)
    for link in whole:
        if groups.belong(link.a, link.b):
            groups.join(link.a, link.b, weak=True)
    for link in sound:
        if (
            {link.a, link.b} & short
            and groups.any_within(short, link.a, link.b)
            and groups.belong(link.a, link.b)
        ):
            groups.join(link.a, link.b)
    return sorted(
        (_claim([known[id] for id in ids]) for ids in groups.all()),
        key=lambda claim: claim.quotes[0],
    )


def _is_strong(link: Link) -> bool:
    return link.relation != "paraphrase" and link.score >= STRONG


class _Groups:
    """A partition of versions that only grows coarser."""

    def __init__(self, versions: dict[str, Version], links: Iterable[Link]) -> None:
        self._article = {id: version.article_id for id, version in versions.items()}
        self._group = {id: [id] for id in versions}
        self._articles = {
            id: Counter([version.article_id]) for id, version in versions.items()
        }  # by a group's first member
        self._weak: set[str] = set()  # first members of groups that a weak link joined
        self._linked: defaultdict[str, set[str]] = defaultdict(set)
        for link in links:
            self._linked[link.a].add(link.b)
            self._linked[link.b].add(link.a)

    def all(self) -> list[list[str]]:
        """The groups, each once."""
        return list({group[0]: group for group in self._group.values()}.values())

    def join(self, a: str, b: str, weak: bool = False) -> None:
        """Makes one group of the groups of two versions."""
        small, large = self._pair(a, b)
        if small is not large:
            if weak or small[0] in self._weak:
                self._weak.add(large[0])
            self._articles[large[0]] += self._articles[small[0]]
            self._group.update(dict.fromkeys(small, large))
            large += small

    def belong(self, a: str, b: str) -> bool:
        """True if enough of the pairs between the groups of two versions are linked."""
        small, large = self._pair(a, b)
        if small is large:
            return False
        articles = self._articles[large[0]]
        possible = sum(len(large) - articles[self._article[id]] for id in small)
        linked = sum(self._group[other] is large for id in small for other in self._linked[id])
        if small[0] in self._weak or large[0] in self._weak:
            return linked > _ENOUGH * possible
        return linked >= _ENOUGH * possible

    def any_within(self, ids: set[str], a: str, b: str) -> bool:
        """True if the group of one of two versions has no others than these."""
        return any(ids.issuperset(group) for group in self._pair(a, b))

    def _pair(self, a: str, b: str) -> tuple[list[str], list[str]]:
        """The groups of two versions, the smaller first."""
        one, other = self._group[a], self._group[b]
        return (one, other) if len(one) <= len(other) else (other, one)


def _claim(versions: list[Version]) -> Claim:
    ids = tuple(sorted(version.id for version in versions))
    return Claim(ids[0], ids, _first(versions))


def _first(versions: list[Version]) -> str | None:
    """The version in the one article that is earlier than all others, its longest; None where dates tie or one is lacking.

    Dates are compared as far as both are known: a bare day and a minute of that day tie.
    """
    moments = {version.article_id: moment(version.date) for version in versions}
    first = min(moments, key=lambda article: (moments[article] or "~", article))
    if any(same_time(moments[first], at) for article, at in moments.items() if article != first):
        return None
    return min(
        (version for version in versions if version.article_id == first),
        key=lambda v: (-len(v.text), v.id),
    ).id
