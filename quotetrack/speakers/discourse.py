"""The discourse state of one article: its entities, and who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from quotetrack.language.lexicon import words
from quotetrack.records import Parse, Quote, Sentence, Span, Token
from quotetrack.speakers.coreference import Antecedent, Coreference
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.mentions import references
from quotetrack.speakers.references import Reference, merged_sentences, nominative

# Weights of a mention, by its grammatical role; tuned on the tune half of data/gold/speakers.jsonl.
MAIN_SUBJECT = 1.3  # the subject of the main verb
CLAUSE_SUBJECT = 0.8  # the subject of a clause
OTHER_ROLE = 0.6  # no subject
SPEAKER = 1.5  # the speaker of a quotation
IN_QUOTATION = 0.4  # factor for a mention inside a direct quotation

BESIDE_SCORE = 0.85  # how sure a role is that stands beside the name it describes
MAX_APPOSITIONS = 3  # appositions and predicates in a row to follow from a role to a name
_LISTED = (",", "and", "&", ", and")  # what stands between names that are joined


@dataclass(frozen=True, slots=True)
class SpeakerAssignment:
    """A quotation and its speaker (None: unknown).

    name, kind and descriptor are set where they differ from those of the entity.
    """

    quote: Quote
    antecedent: Antecedent | None = None
    name: str | None = None
    kind: str | None = None
    descriptor: str | None = None


class DiscourseState:
    """The state of reading one article; `assignments` grows as its quotations are read."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]):
        self.article, self.quotes = parse.article, quotes
        self.references = references(parse)
        self.coreference = Coreference(self.references)
        self.assignments: dict[str, SpeakerAssignment] = {}  # by the id of the quotation
        self._sentences = merged_sentences(parse)
        self._tokens = [t for s in self._sentences for t in s.tokens]
        self._token_starts = [t.start for t in self._tokens]
        self._sentence_ends = [s.end for s in self._sentences]
        self._paragraph_ends = [end for _, end in self.article.paragraphs]
        self._direct = [span for q in quotes if q.kind == "direct" for span in q.content]
        self._steps = [0, *accumulate(not self._is_quoted_whole(s) for s in self._sentences)]
        self._read: dict[Span, Entity] = {}  # entities of the references read so far
        self._pronouns: dict[int, Antecedent | None] = {}  # antecedents by offset
        self._by_source: dict[int, list[Quote]] = {}
        for quote in quotes:
            self._by_source.setdefault(source_offset(quote), []).append(quote)
        self._groups: dict[tuple[Entity, ...], Entity] = {}
        self._chains = {chain[-1].start: chain for chain in self._joined_names()}

    # ---- reading on
    def read(self, reference: Reference) -> None:
        """Take in a mention, and the group that it completes if `and` joins names."""
        holder = self.holder(reference)
        if holder:
            holder.add_role(reference)
            return
        read = [(self.entity(reference), reference)]
        chain = self._chains.get(reference.start)
        if chain:
            read.append((self.group(chain), chain[0]))
        factor = IN_QUOTATION if self.is_quoted(reference) else 1.0
        for entity, first in read:
            if entity:
                self._read[reference.start, reference.end] = entity
                step = self.step(reference.start)
                self.coreference.mention(entity, step, _weight(first) * factor)

    def assign(self, assignment: SpeakerAssignment) -> None:
        """Take in a quotation with its speaker, who becomes salient."""
        quote, antecedent = assignment.quote, assignment.antecedent
        self.assignments[quote.id] = assignment
        if antecedent:
            self.coreference.mention(antecedent.entity, self.step(source_offset(quote)), SPEAKER)

    # ---- what a reference stands for
    def entity(self, reference: Reference) -> Entity | None:
        """The entity of a reference, as far as the article has been read."""
        if reference.form == "name":
            return self.coreference.named(reference)
        if reference.form == "role":
            found = self.role(reference)
            return found.entity if found else self.coreference.described(reference)
        if reference.text in words("unheard_pronouns") or self.is_quoted(reference):
            return None
        found = self.pronoun(reference.text, reference.start)
        return found.entity if found else None

    def role(self, reference: Reference) -> Antecedent | None:
        """Whom a role stands for: the name beside it, one named later, or one that fits."""
        holder = self.holder(reference)
        if holder:
            return Antecedent(holder, BESIDE_SCORE, f"{reference.text}: said of {holder.name}")
        known = self.coreference.named_later(reference)
        if known or not reference.definite:
            return known
        return self.coreference.role(reference, self.step(reference.start))

    def pronoun(self, printed: str, start: int) -> Antecedent | None:
        """Whom the pronoun at an offset means, the same each time.

        Nobody who is named in what the pronoun reports, if it is a source.
        """
        if nominative(printed) and start not in self._pronouns:
            reported = self.reported_entities(self._by_source.get(start, ()))
            found = self.coreference.pronoun(printed, self.step(start), reported)
            self._pronouns[start] = found
        return self._pronouns.get(start)

    def reported_entities(self, quotes: Iterable[Quote]) -> list[Entity]:
        """Those named or described in quotations before their source: a speaker would say I."""
        spans = [
            (start, end)
            for quote in quotes
            for start, end in quote.content
            if end <= source_offset(quote)
        ]
        entities = []
        for reference in self.references:
            inside = any(start <= reference.start < end for start, end in spans)
            if not inside or reference.form == "pronoun":
                continue
            read = self._read.get((reference.start, reference.end))
            entity = read or self.coreference.mentioned(reference)
            if entity and (reference.form == "name" or entity.kind != "person"):
                entities.append(entity)
        return entities

    def holder(self, reference: Reference) -> Entity | None:
        """Whom a role describes: the name it stands beside, or the subject of its predicate."""
        about: Reference | None = reference
        for _ in range(MAX_APPOSITIONS):
            if about is None or about.form != "role" or about.holder < 0:
                break
            about = self._reference_at(about.holder)
        if about is None or about is reference:
            return None
        chains = self._chains.values() if reference.plural else ()
        chain = next((chain for chain in chains if about in chain), None)
        entity = self.group(chain) if chain else self.entity(about)
        return entity if entity and (entity.plural or not reference.plural) else None

    def _reference_at(self, offset: int) -> Reference | None:
        """The first reference that covers an offset."""
        return next((r for r in self.references if r.start <= offset < r.end), None)

    # ---- groups
    def group(self, names: Sequence[Reference]) -> Entity:
        """The group of several names, the same one for the same people."""
        members = tuple(dict.fromkeys(self.coreference.named(r) for r in names))
        if members not in self._groups:
            *first, last = (entity.name for entity in members)
            name = f"{', '.join(first)} and {last}"
            self._groups[members] = Entity(name, "group", plural=True)
        return self._groups[members]

    def is_pair(self, entity: Entity) -> bool:
        """True for a group of two names."""
        return any(group is entity and len(members) == 2 for members, group in self._groups.items())

    def are_alike(self, one: Reference, two: Reference) -> bool:
        """True if two names are both people's, or neither is."""
        kinds = [self.coreference.named(name).kind == "person" for name in (one, two)]
        return kinds[0] == kinds[1]

    def _joined_names(self) -> Iterator[list[Reference]]:
        """Names joined by commas and `and`: all people, or none."""
        names = [r for r in self.references if r.form == "name"]
        chain = names[:1]
        for before, name in pairwise(names):
            link = self.article.text[before.outer[1] : name.outer[0]].strip()
            known = [self.coreference.named(r) for r in chain]
            joined = link in _LISTED and self.are_alike(before, name)
            joined = joined and self.coreference.named(name) not in known
            chain = [*chain, name] if joined else [name]
            if joined and link != ",":
                yield chain

    # ---- where things stand
    def _is_quoted_whole(self, sentence: Sentence) -> bool:
        """True for a sentence that is a direct quotation but for its marks."""
        opening, closing = 2, 3  # characters of a mark and a space, and of a mark and a full stop
        return any(
            start <= sentence.start + opening and sentence.end <= end + closing
            for start, end in self._direct
        )

    def is_quoted(self, reference: Reference) -> bool:
        """True inside a direct quotation."""
        return any(s <= reference.start and reference.end <= e for s, e in self._direct)

    def printed(self, start: int, end: int) -> str:
        """The printed words between two offsets, on one line."""
        return " ".join(self.article.text[start:end].split())

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that start between two offsets."""
        first = bisect_left(self._token_starts, start)
        return self._tokens[first : bisect_left(self._token_starts, end)]

    def relative_antecedent(self, offset: int) -> Token | None:
        """The noun that the clause of the relative pronoun at an offset modifies."""
        number = min(self.sentence(offset), len(self._sentences) - 1)
        tokens = {t.index: t for t in self._sentences[number].tokens}
        word = next((t for t in tokens.values() if t.start == offset), None)
        while word and not word.deprel.startswith("acl"):
            word = tokens.get(word.head)
        return tokens.get(word.head) if word else None

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._sentence_ends, offset)

    def step(self, offset: int) -> int:
        """The number of sentences up to an offset, without those that are quoted as a whole.

        Quoted sentences put no distance between the mentions around them.
        """
        return self._steps[min(self.sentence(offset) + 1, len(self._steps) - 1)]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset; its end still belongs to it."""
        return bisect_left(self._paragraph_ends, offset)


def source_offset(quote: Quote) -> int:
    """Where the source of a quotation starts, or the quotation if it has none."""
    return quote.source[0][0] if quote.source else quote.start


def _weight(reference: Reference) -> float:
    """The weight of a mention by its grammatical role."""
    if reference.main:
        return MAIN_SUBJECT
    return CLAUSE_SUBJECT if reference.subject or reference.acts else OTHER_ROLE
