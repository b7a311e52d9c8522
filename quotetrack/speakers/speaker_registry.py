"""The speaker registry: everybody known so far, looked up article after article.

It gives what `entity_resolution.resolve_mentions` gives, and remembers what it has looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from quotetrack.records import Mention, Speaker
from quotetrack.speakers.entity_resolution import crosses_articles, own_speaker, resolve_mentions
from quotetrack.speakers.name_matching import blocking_keys

CAPACITY = 1_000_000  # blocking keys and names to remember

Find = Callable[[set[str]], Iterable[tuple[str, Speaker]]]
_NameAndKind = tuple[str, str]


class SpeakerRegistry:
    """The speakers of one run.

    `find` gives the stored speakers under blocking keys, each with its key. Nobody else may write
    speakers while a registry is in use.
    """

    def __init__(self, find: Find, capacity: int = CAPACITY) -> None:
        self._find, self._capacity = find, capacity
        self._known: dict[str, dict[str, Speaker]] = {}  # by blocking key, then by id
        self._resolved: dict[_NameAndKind, Speaker | None] = {}  # names on their own
        self._depending: defaultdict[str, set[_NameAndKind]] = defaultdict(set)  # names by key

    def resolve(self, mentions: Sequence[Mention]) -> dict[str, Speaker]:
        """The speaker of each mention of one article by the id of its quotation.

        New speakers are known from then on.
        """
        named = [m for m in mentions if m.name and m.kind != "unknown"]
        across = {_name_and_kind(m) for m in named if crosses_articles(m)}
        looked_up = [block for name, _ in across for block in blocking_keys(name)]
        if len(set(looked_up)) < len(looked_up):  # similar names are weighed against each other
            return self._resolve_together(mentions)
        found = {pair: self._resolve_alone(*pair) for pair in across}
        if len({speaker.id for speaker in found.values() if speaker}) < len(found):
            return self._resolve_together(mentions)
        return {m.quote_id: found.get(_name_and_kind(m)) or own_speaker(m) for m in named}

    def is_full(self) -> bool:
        """True if so much is remembered that the caller should start a new registry."""
        return len(self._known) + len(self._resolved) > self._capacity

    def _resolve_alone(self, name: str, kind: str) -> Speaker | None:
        """The speaker of a name that no similar name stands beside."""
        pair = (name, kind)
        if pair not in self._resolved:
            self._resolved[pair] = self._resolve_together([Mention("", "", name, kind)]).get("")
            for block in blocking_keys(name):
                self._depending[block].add(pair)
        return self._resolved[pair]

    def _resolve_together(self, mentions: Sequence[Mention]) -> dict[str, Speaker]:
        """The speakers of mentions, weighed against each other and against those known."""
        wanted = {block for m in mentions if m.name for block in blocking_keys(m.name)}
        self._look_up(wanted - self._known.keys())
        known = {speaker.id: speaker for block in wanted for speaker in self._known[block].values()}
        found = resolve_mentions(mentions, [known[one] for one in sorted(known)])
        for mention in mentions:
            speaker = found.get(mention.quote_id)
            if speaker and speaker.article_id is None:
                blocks = blocking_keys(speaker.name) | blocking_keys(mention.name or "")
                self._add(speaker, blocks)
        return found

    def _look_up(self, blocks: set[str]) -> None:
        """Read the stored speakers under blocking keys that were not looked up before."""
        self._known.update({block: {} for block in blocks})
        for block, speaker in self._find(blocks) if blocks else ():
            self._known[block][speaker.id] = speaker

    def _add(self, speaker: Speaker, blocks: Iterable[str]) -> None:
        """Remember a speaker; names that it may change the answer for are resolved anew."""
        for block in blocks:
            if block not in self._known:
                self._look_up({block})
            if self._known[block].get(speaker.id) != speaker:
                self._known[block][speaker.id] = speaker
                for pair in self._depending.pop(block, ()):
                    self._resolved.pop(pair, None)


def _name_and_kind(mention: Mention) -> _NameAndKind:
    return mention.name or "", mention.kind
