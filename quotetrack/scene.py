"""One article while its quotations are given to speakers: the cast, what was said so far, and where things stand."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.cast import Being, Cast, Found
from quotetrack.mentions import Reference, references, whole_sentences
from quotetrack.records import Parse, Quote, Token

SUBJECTS = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "they": "they", "them": "they",
            "it": "it"}
ASIDE = 0.6             # weight of a mention that is no subject
SPOKEN = 1.5            # of speaking
QUOTED = 0.4            # and of one inside a quotation


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
        sentences = whole_sentences(parse)
        self._tokens = [t for s in sentences for t in s.tokens]
        self._token_starts = [t.start for t in self._tokens]
        self._sentence_ends = [s.end for s in sentences]
        self._paragraph_ends = [end for _, end in self.article.paragraphs]
        self._direct = [span for q in quotes if q.kind == "direct" for span in q.content]

    def listen(self, reference: Reference) -> None:
        """Take in a mention: someone is present here."""
        being = self.being(reference)
        if being:
            weight = (1.0 if reference.subject else ASIDE) * (QUOTED if self.quoted(reference) else 1.0)
            self.cast.hear(being, reference.sentence, weight)

    def speak(self, said: Said) -> None:
        """Take in a quotation: its speaker is present here."""
        self.said[said.quote.id] = said
        if said.found:
            self.cast.hear(said.found.being, self.sentence(place(said.quote)), SPOKEN)

    def being(self, reference: Reference) -> Being | None:
        """Whom a reference stands for, as things stand now."""
        if reference.form == "name":
            return self.cast.named(reference)
        if reference.form == "role":
            found = self.cast.role(reference) if reference.definite else None
            return found.being if found else self.cast.described(reference)
        form = SUBJECTS.get(reference.text)
        if form is None or self.quoted(reference):
            return None
        found = self.cast.pronoun(form, reference.sentence)
        return found.being if found else None

    def quoted(self, reference: Reference) -> bool:
        """True inside a direct quotation."""
        return any(s <= reference.start and reference.end <= e for s, e in self._direct)

    def words(self, start: int, end: int) -> str:
        """The printed words on one line."""
        return " ".join(self.article.text[start:end].split())

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that start in a span."""
        return self._tokens[bisect_left(self._token_starts, start):bisect_left(self._token_starts, end)]

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._sentence_ends, offset)

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset; an offset right behind one still belongs to it."""
        return bisect_left(self._paragraph_ends, offset)


def place(quote: Quote) -> int:
    """Where a quotation's source stands, or where it begins if it has none."""
    return quote.source[0][0] if quote.source else quote.start
