"""One article while its quotations are given to speakers: the cast, what was said so far, and where things stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from quotetrack.records import Parse, Quote, Span, Token
from quotetrack.speakers.coreference import Cast, Found
from quotetrack.speakers.entities import Being
from quotetrack.speakers.mentions import Reference, references, whole_sentences

SUBJECTS = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "they": "they",
    "them": "they",
    "it": "it",
}
OWNERS = {
    "hers": "she",
    "herself": "she",
    "their": "they",
    "themselves": "they",
    "its": "it",
    "itself": "it",
}
MAIN = 1.3  # weight of a mention as the subject of its sentence,
SUBJECT = 0.8  # of a clause,
ASIDE = 0.6  # of a mention that is no subject,
SPOKEN = 1.5  # of speaking
QUOTED = 0.4  # and of one inside a quotation
APPOSED = 3  # appositions and predicates that may lead from a role to a name


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with whom it is given to (None: unknown); name, kind and descriptor where they are not the being's own."""

    quote: Quote
    found: Found | None = None
    name: str | None = None
    kind: str | None = None
    descriptor: str | None = None


class Scene:
    """The state of reading one article; `said` fills up as its quotations are heard."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]):
        self.article, self.quotes = parse.article, quotes
        self.references = references(parse)
        self.cast = Cast(self.references)
        self.said: dict[str, Said] = {}
        self._sentences = sentences = whole_sentences(parse)
        self._tokens = [t for s in sentences for t in s.tokens]
        self._token_starts = [t.start for t in self._tokens]
        self._sentence_ends = [s.end for s in sentences]
        self._paragraph_ends = [end for _, end in self.article.paragraphs]
        self._direct = [span for q in quotes if q.kind == "direct" for span in q.content]
        told = [
            not any(a <= s.start + 2 and s.end <= b + 3 for a, b in self._direct) for s in sentences
        ]
        self._steps = [0, *accumulate(told)]
        self._heard: dict[Span, Being] = {}
        self._meant: dict[int, Found | None] = {}
        self._by_source: dict[int, list[Quote]] = {}
        for quote in quotes:
            self._by_source.setdefault(place(quote), []).append(quote)
        self._groups: dict[tuple[Being, ...], Being] = {}
        self._joined = {chain[-1].start: chain for chain in self._chains()}

    def listen(self, reference: Reference) -> None:
        """Take in a mention: someone is present here, and so are those joined by `and` as a group."""
        holder = self.holder(reference)
        if holder:
            holder.described(reference)
            return
        heard = [(self.being(reference), reference)]
        if chain := self._joined.get(reference.start):
            heard.append((self.together(chain), chain[0]))
        for being, grade in heard:
            if being:
                self._heard[reference.start, reference.end] = being
                weight = MAIN if grade.main else SUBJECT if grade.subject or grade.acts else ASIDE
                self.cast.hear(
                    being,
                    self.step(reference.start),
                    weight * (QUOTED if self.quoted(reference) else 1.0),
                )

    def speak(self, said: Said) -> None:
        """Take in a quotation: its speaker is present here."""
        self.said[said.quote.id] = said
        if said.found:
            self.cast.hear(said.found.being, self.step(place(said.quote)), SPOKEN)

    def being(self, reference: Reference) -> Being | None:
        """Whom a reference stands for, as things stand now."""
        if reference.form == "name":
            return self.cast.named(reference)
        if reference.form == "role":
            found = self.role(reference)
            return found.being if found else self.cast.described(reference)
        if reference.text not in SUBJECTS or self.quoted(reference):
            return None
        found = self.pronoun(reference.text, reference.start)
        return found.being if found else None

    def role(self, reference: Reference) -> Found | None:
        """Whom a role means: the name beside it, one named later in the same words, or, if it is definite, one who fits."""
        holder = self.holder(reference)
        if holder:
            return Found(holder, 0.85, f"{reference.text}: said of {holder.name}")
        known = self.cast.later(reference)
        return known or (
            self.cast.role(reference, self.step(reference.start)) if reference.definite else None
        )

    def pronoun(self, printed: str, start: int) -> Found | None:
        """Whom the pronoun at an offset means, the same whenever it is asked; not one named in what it is the source of."""
        form = (SUBJECTS | OWNERS).get(printed)
        if form and start not in self._meant:
            self._meant[start] = self.cast.pronoun(
                form, self.step(start), self.reported(self._by_source.get(start, ()))
            )
        return self._meant.get(start)

    def reported(self, quotes: Iterable[Quote]) -> list[Being]:
        """Those named or described in quotations before their source: whoever speaks would say I."""
        spans = [
            (start, end) for quote in quotes for start, end in quote.content if end <= place(quote)
        ]
        inside = [
            r
            for r in self.references
            if r.form != "pronoun" and any(s <= r.start < e for s, e in spans)
        ]
        beings = [
            (r.form, self._heard.get((r.start, r.end)) or self.cast.mentioned(r)) for r in inside
        ]
        return [
            being for form, being in beings if being and (form == "name" or being.kind != "person")
        ]

    def holder(self, reference: Reference) -> Being | None:
        """Of whom a role is said: the name that it stands beside, the subject that it is told of."""
        about: Reference | None = reference
        for _ in range(APPOSED):
            if about is None or about.form != "role" or about.of < 0:
                break
            about = self._at(about.of)
        if about is None or about is reference:
            return None
        chain = (
            next((c for c in self._joined.values() if about in c), None)
            if reference.plural
            else None
        )
        being = self.together(chain) if chain else self.being(about)
        return being if being and (being.plural or not reference.plural) else None

    def _at(self, offset: int) -> Reference | None:
        """The first reference that covers an offset."""
        return next((r for r in self.references if r.start <= offset < r.end), None)

    def together(self, names: Sequence[Reference]) -> Being:
        """The group of several names, the same for the same people."""
        members = tuple(dict.fromkeys(self.cast.named(r) for r in names))
        if members not in self._groups:
            *first, last = (being.name for being in members)
            self._groups[members] = Being(f"{', '.join(first)} and {last}", "group", plural=True)
        return self._groups[members]

    def is_pair(self, being: Being) -> bool:
        """True for a group of two names."""
        return any(group is being and len(members) == 2 for members, group in self._groups.items())

    def _chains(self) -> Iterator[list[Reference]]:
        """Names joined by `and`, commas before it: all people, or none."""
        chain: list[Reference] = []
        for name in (r for r in self.references if r.form == "name"):
            link = self.article.text[chain[-1].outer[1] : name.outer[0]].strip() if chain else ""
            alike = bool(chain) and (self.cast.named(chain[-1]).kind == "person") == (
                self.cast.named(name).kind == "person"
            )
            fresh = self.cast.named(name) not in map(self.cast.named, chain)
            chain = (
                [*chain, name] if link in (",", "and", "&", ", and") and alike and fresh else [name]
            )
            if len(chain) > 1 and link != ",":
                yield chain

    def quoted(self, reference: Reference) -> bool:
        """True inside a direct quotation."""
        return any(s <= reference.start and reference.end <= e for s, e in self._direct)

    def words(self, start: int, end: int) -> str:
        """The printed words on one line."""
        return " ".join(self.article.text[start:end].split())

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that start in a span."""
        return self._tokens[
            bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)
        ]

    def antecedent(self, offset: int) -> Token | None:
        """The noun on which the clause of the relative pronoun at an offset hangs."""
        tokens = {
            t.index: t
            for t in self._sentences[min(self.sentence(offset), len(self._sentences) - 1)].tokens
        }
        word = next((t for t in tokens.values() if t.start == offset), None)
        while word and not word.deprel.startswith("acl"):
            word = tokens.get(word.head)
        return tokens.get(word.head) if word else None

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._sentence_ends, offset)

    def step(self, offset: int) -> int:
        """How many sentences were told up to an offset; those that are quoted as a whole do not part what stands around them."""
        return self._steps[min(self.sentence(offset) + 1, len(self._steps) - 1)]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset; an offset right behind one still belongs to it."""
        return bisect_left(self._paragraph_ends, offset)


def place(quote: Quote) -> int:
    """Where a quotation's source stands, or where it begins if it has none."""
    return quote.source[0][0] if quote.source else quote.start
