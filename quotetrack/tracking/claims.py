"""Claims: clusters of versions of one utterance, not joined by chains of weak links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from quotetrack.language import dates
from quotetrack.language.tokens import forms
from quotetrack.linking.thresholds import MIN_WORDS
from quotetrack.records import Claim, Link, Version

# tuned on labelled links of the seeds and of development events
MIN_STRONG = 0.75  # score of a link that joins two versions by itself
MIN_LINKED = 0.5  # share of the pairs between two clusters that must be linked for a weak link
UNDATED = "~"  # sorts after every date


def claims(versions: Sequence[Version], links: Sequence[Link]) -> list[Claim]:
    """Every version in exactly one claim, in the order of the claims' smallest quotation ids.

    Clusters grow in three steps.

    1. Strong links join: verbatim, truncated or edited, with a score of at least MIN_STRONG, both
       sides of MIN_WORDS words or more.
    2. Weak ones (paraphrases, other speakers) join from the best down, and only if at least
       MIN_LINKED of the pairs of versions between the two clusters are linked, pairs within one
       article left out; more than that, where a weak link made one of the clusters. So no chain
       of weak links grows.
    3. Shorter versions join by the same rule, but two clusters never join through one.

    The result does not depend on the order of versions or links. Links to versions that are not
    given are ignored, so all versions of a claim must be given together.
    """
    known = {version.id: version for version in versions}
    ordered = _known_links(links, known)
    linked = {id for link in ordered for id in (link.a, link.b)}
    short = {id for id in linked if len(forms(known[id].text)) < MIN_WORDS}
    long_links = [link for link in ordered if not {link.a, link.b} & short]
    clusters = _Clusters(known, ordered)
    for link in long_links:
        if _is_strong(link):
            clusters.join(link.a, link.b)
    for link in long_links:
        if clusters.mostly_linked(link.a, link.b):
            clusters.join(link.a, link.b, weak=True)
    for link in ordered:
        involved = {link.a, link.b} & short and clusters.either_within(short, link.a, link.b)
        if involved and clusters.mostly_linked(link.a, link.b):
            clusters.join(link.a, link.b)
    found = [_claim([known[id] for id in ids]) for ids in clusters.all()]
    return sorted(found, key=lambda claim: claim.quotes[0])


def _known_links(links: Sequence[Link], known: dict[str, Version]) -> list[Link]:
    """The links between known versions, each pair once, the best first."""
    pairs = {(link.a, link.b): link for link in links if link.a in known and link.b in known}
    return sorted(pairs.values(), key=lambda link: (-link.score, link.a, link.b))


def _is_strong(link: Link) -> bool:
    return link.relation != "paraphrase" and link.score >= MIN_STRONG


class _Clusters:
    """A partition of versions whose clusters only ever join; a cluster's first member names it."""

    def __init__(self, versions: dict[str, Version], links: Iterable[Link]) -> None:
        self._article = {id: version.article_id for id, version in versions.items()}
        self._cluster = {id: [id] for id in versions}
        self._articles = {id: Counter([version.article_id]) for id, version in versions.items()}
        self._weak: set[str] = set()  # clusters that a weak link made
        self._linked: defaultdict[str, set[str]] = defaultdict(set)
        for link in links:
            self._linked[link.a].add(link.b)
            self._linked[link.b].add(link.a)

    def all(self) -> list[list[str]]:
        """The clusters, each once."""
        return list({cluster[0]: cluster for cluster in self._cluster.values()}.values())

    def join(self, a: str, b: str, weak: bool = False) -> None:
        """Make one cluster of the clusters of two versions."""
        small, large = self._by_size(a, b)
        if small is large:
            return
        if weak or small[0] in self._weak:
            self._weak.add(large[0])
        self._articles[large[0]] += self._articles[small[0]]
        self._cluster.update(dict.fromkeys(small, large))
        large += small

    def mostly_linked(self, a: str, b: str) -> bool:
        """True if enough pairs of versions between the clusters of these two are linked."""
        small, large = self._by_size(a, b)
        if small is large:
            return False
        articles = self._articles[large[0]]
        possible = sum(len(large) - articles[self._article[id]] for id in small)
        linked = sum(self._cluster[other] is large for id in small for other in self._linked[id])
        if small[0] in self._weak or large[0] in self._weak:
            return linked > MIN_LINKED * possible
        return linked >= MIN_LINKED * possible

    def either_within(self, ids: set[str], a: str, b: str) -> bool:
        """True if the cluster of one of two versions has no members but these."""
        return any(ids.issuperset(cluster) for cluster in self._by_size(a, b))

    def _by_size(self, a: str, b: str) -> tuple[list[str], list[str]]:
        """The clusters of two versions, the smaller first."""
        one, other = self._cluster[a], self._cluster[b]
        return (one, other) if len(one) <= len(other) else (other, one)


def _claim(versions: list[Version]) -> Claim:
    ids = tuple(sorted(version.id for version in versions))
    return Claim(ids[0], ids, _first(versions))


def _first(versions: list[Version]) -> str | None:
    """The longest version in the one article that is earlier than all others.

    None where dates tie, as a bare day and a minute of that day do, or where one is missing.
    """
    known = {version.article_id: dates.parse(version.date) for version in versions}
    first = min(known, key=lambda article: (known[article] or UNDATED, article))
    if any(
        dates.same_time(known[first], date) for article, date in known.items() if article != first
    ):
        return None
    candidates = [version for version in versions if version.article_id == first]
    return min(candidates, key=lambda version: (-len(version.text), version.id)).id
