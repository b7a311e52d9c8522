"""Quotes -> Attributions: who is behind each quotation, within its own article.

A name takes the fullest form that the article has of it; a pronoun or a role ("the senator") the one it stands for; a
quotation without a source the running speaker. Where the text does not tell, the answer is unknown.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.cast import Being, Cast, Found
from quotetrack.lexicon import table, words
from quotetrack.mentions import PRONOUNS, Reference, references, whole_sentences
from quotetrack.names import bare, demonyms, is_place, parts, singular, split
from quotetrack.records import Attribution, Parse, Quote, Span, Token

UNKNOWN = "no source is printed"
_OPEN, _CLOSE = "\"“„«‘'‚", "\"”“»’'"
_SUBJECTS = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "they": "they", "them": "they", "it": "it"}
_CLAUSES = {"who", "that", "which", "whose", "to"}
_BREAKS = set(",;:()—–\"“”")
_PAIRS = {"both", "sides", "pair", "couple", "duo", "two"}


def attributions(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """Who is behind each quotation, in the order of the quotations."""
    return _Article(parse, quotes).attributions()


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation with whom it was given to (None: unknown)."""

    quote: Quote
    found: Found | None
    name: str | None = None             # where it is not the being's own
    kind: str | None = None
    descriptor: str | None = None


class _Article:
    """The state of one reading: the cast, and who has spoken so far."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]):
        self.parse, self.article, self.quotes = parse, parse.article, quotes
        self.references = references(parse)
        self.cast = Cast(self.references)
        self.sentences = whole_sentences(parse)
        self.tokens = [t for s in self.sentences for t in s.tokens]
        self.said: dict[str, _Said] = {}

    def attributions(self) -> list[Attribution]:
        """Hear references and quotations in order of their places, then settle what had to wait for a later speaker."""
        events: list[tuple[int, int, Reference | Quote]] = [(r.start, 0, r) for r in self.references]
        events += [(q.source[0][0] if q.source else q.start, 1, q) for q in self.quotes]
        for _, _, event in sorted(events, key=lambda e: e[:2]):
            if isinstance(event, Quote):
                self._speak(event)
            else:
                self._listen(event)
        for quote in self.quotes:
            if self.said[quote.id].found is None and not quote.source:
                self.said[quote.id] = self._ahead(quote)
        return [self._attribution(self.said[q.id]) for q in self.quotes]

    # ---- references
    def _listen(self, reference: Reference) -> None:
        being = self._being(reference)
        if being:
            weight = (1.0 if reference.subject else 0.6) * (0.4 if self._quoted(reference) else 1.0)
            self.cast.hear(being, reference.sentence, weight)

    def _being(self, reference: Reference) -> Being | None:
        if reference.form == "name":
            return self.cast.named(reference)
        if reference.form == "role":
            found = self.cast.role(reference) if reference.definite else None
            return found.being if found else self.cast.described(reference)
        form = _SUBJECTS.get(reference.text)
        if form is None or self._quoted(reference):
            return None
        found = self.cast.pronoun(form, reference.sentence)
        return found.being if found else None

    def _quoted(self, reference: Reference) -> bool:
        return any(s <= reference.start and reference.end <= e for q in self.quotes if q.kind == "direct" for s, e in q.content)

    # ---- quotations with a source
    def _speak(self, quote: Quote) -> None:
        said = self._from_source(quote) if quote.source else self._running(quote)
        self.said[quote.id] = said
        if said.found:
            self.cast.hear(said.found.being, self._sentence(quote.source[0][0] if quote.source else quote.start), 1.0)

    def _from_source(self, quote: Quote) -> _Said:
        start, end = self._source_span(quote)
        printed = " ".join(self.article.text[start:end].split())
        inside = [r for r in self.references if r.start < end and r.end > start]
        low = printed.lower()
        if low in PRONOUNS or low in ("i", "we", "you", "who", "which", "me", "us"):
            return self._from_pronoun(quote, low, start)
        names = [r for r in inside if r.form == "name"]
        apposed = next((r for r in names if r.before and r.start > start and _squeezed(r.before) in _squeezed(self.article.text[start:r.start])
                        and self.cast.named(r).kind == "person"), None)
        pair = self._pair(quote, names, start, end)
        if pair:
            return pair
        head = self._head(start, end)
        named = next((r for r in names if head and r.start <= head.start < r.end), None)
        if named or apposed:
            return self._from_name(quote, apposed or named, printed)  # type: ignore[arg-type]
        return self._from_role(quote, (start, end), printed, head, inside)

    def _source_span(self, quote: Quote) -> Span:
        """From the first word of the source, prepositions left out, to its last."""
        start, end = quote.source[0][0], quote.source[-1][1]
        inside = [t for t in self.tokens if start <= t.start < end]
        while len(inside) > 1 and inside[0].upos in ("ADP", "CCONJ", "PUNCT", "SCONJ"):
            inside.pop(0)
        return (inside[0].start, end) if inside else (start, end)

    def _head(self, start: int, end: int) -> Token | None:
        """The last word of the noun phrase that begins the source, before `of`, `at`, a comma or a clause."""
        last, owned = None, False
        names = [r for r in self.references if r.form == "name" and start <= r.start < end]
        for token in self.tokens:
            if token.start < start or token.start >= end:
                continue
            in_name = any(r.start <= token.start < r.end for r in names)
            titled = any(r.outer[0] <= token.start < r.start for r in names)
            if last and not in_name and not titled and _ends_phrase(token, owned):
                break
            owned = token.text in ("'s", "’s", "'", "’")
            if in_name or titled or token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X", "DET", "VERB"):
                last = token
        return last

    def _from_name(self, quote: Quote, reference: Reference, printed: str) -> _Said:
        being = self.cast.named(reference)
        name = being.name
        if being.kind in ("organisation", "place") and _generic(name) and "s " in printed and printed.endswith(name):
            name = printed
        short = len(parts(reference.text)[0]) < len(parts(name)[0])
        reason = f"{reference.text}: {name}" if short else "named as the source"
        return _Said(quote, Found(being, 0.9 if short else 0.95, reason), name)

    def _pair(self, quote: Quote, names: Sequence[Reference], start: int, end: int) -> _Said | None:
        """`Ann Roe and Bo Li said`: a group of the two."""
        people = [r for r in names if self.cast.named(r).kind == "person"]
        for one, two in zip(people, people[1:], strict=False):
            between = self.article.text[one.end:two.outer[0]]
            if between.strip() in ("and", "&") and one.outer[0] <= start + 4 and not self.article.text[two.end:end].startswith(("'s", "’s")):
                name = f"{self.cast.named(one).name} and {self.cast.named(two).name}"
                being = Being(name, "group", plural=True)
                return _Said(quote, Found(being, 0.9, "two names joined by and"), name, "group")
        return None

    # ---- pronouns
    def _from_pronoun(self, quote: Quote, form: str, start: int) -> _Said:
        if form in ("i", "me", "we", "us"):
            return self._first_person(quote, form, start)
        if form in ("who", "which"):
            return self._relative(quote, start, form)
        if form == "you":
            return _Said(quote, None)
        found = self.cast.pronoun(_SUBJECTS.get(form, "it"), self._sentence(start))
        return _Said(quote, found)

    def _first_person(self, quote: Quote, form: str, start: int) -> _Said:
        """`I` inside a quotation is its speaker; elsewhere the writer, if the article is signed by one."""
        for other in self.quotes:
            if other is not quote and any(s <= start < e for s, e in other.content) and other.id in self.said:
                return _Said(quote, self.said[other.id].found, self.said[other.id].name)
        byline = self.article.byline
        if form == "i" and byline and " and " not in byline:
            return _Said(quote, Found(Being(split(byline).full, "person"), 0.6, "I: the writer of the article"))
        return _Said(quote, None)

    def _relative(self, quote: Quote, start: int, form: str) -> _Said:
        """`who`, `which`: the one named or described right before."""
        before = [r for r in self.references if r.form != "pronoun" and r.end <= start and start - r.end < 80]
        if not before:
            return _Said(quote, None)
        last = max(before, key=lambda r: (r.end, r.start))
        holder = next((r for r in before if r.form == "name" and r.outer[1] >= last.end and r.after), last)
        being = self._being(holder)
        return _Said(quote, Found(being, 0.8, f"{form}: {being.name}")) if being else _Said(quote, None)

    # ---- roles
    def _from_role(self, quote: Quote, span: Span, printed: str, head: Token | None, inside: Sequence[Reference]) -> _Said:
        noun = bare(head.text) if head else bare(printed.split()[-1])
        if noun in words("calendar"):
            return _Said(quote, None)
        if noun in _PAIRS and bare(printed.split()[0]) in ("both", "the", "two"):
            return self._both(quote, span, printed)
        core, clause = _without_clause(printed)
        author = self._author(noun, head, span, inside)
        if author:
            return _Said(quote, Found(author, 0.75, f"{noun} of {author.name}"), author.name, "organisation", _before_author(core))
        role = next((r for r in inside if r.form == "role" and head and r.start <= head.start < r.end), None)
        if role is None:
            role = self._adhoc(span, core, noun)
        found = self.cast.role(role) if role.definite else None
        if found and found.being.name.lower() != role.text.lower():
            return _Said(quote, found)
        seen = len(self.cast.beings)
        being = self.cast.described(role)
        whole = core if len(core) >= len(role.text) else role.text
        if len(being.references) == 1 or len(whole) > len(being.name):
            being.name = whole
        reason = "described, not named" if len(self.cast.beings) > seen else "described in the same words"
        return _Said(quote, Found(being, 0.8, reason), descriptor=clause or None)

    def _adhoc(self, span: Span, text: str, noun: str) -> Reference:
        """A role for a source whose noun the lists do not know."""
        first = bare(text.split()[0]) if text.split() else ""
        head = singular(noun)
        plural = noun in words("group_nouns") or (noun.endswith("s") and not noun.endswith("ss") and noun not in words("organisation_nouns"))
        return Reference("role", span[0], span[1], text, head, self._sentence(span[0]), 0, True, "", plural, first in ("the", "this", "that", "these", "those"),
                         evidence=1.0 if head in table("person_nouns") else -1.0, modifiers=frozenset(bare(w) for w in text.split()[1:-1]), outer=span)

    def _author(self, noun: str, head: Token | None, span: Span, inside: Sequence[Reference]) -> Being | None:
        """The organisation behind a document: `an editorial in the Daily Globe`, `data from Acme Research`."""
        if noun not in words("document_nouns") or head is None:
            return None
        behind = [t for t in self.tokens if head.end <= t.start < span[1]]
        link = next((t for t in behind[:2] if t.upos == "ADP"), None)
        if link is None or link.text.lower() not in ("in", "from", "by", "on", "of"):
            return None
        for name in (r for r in inside if r.form == "name" and r.start > link.start):
            being = self.cast.named(name)
            follows = self.article.text[name.end:name.end + 2]
            if being.kind == "organisation" and follows not in ("'s", "’s") and not (link.text in ("on", "of") and len(being.name.split()) < 2):
                return being
        return None

    def _both(self, quote: Quote, span: Span, printed: str) -> _Said:
        """Two parties: those joined by `and` in the quoted words, else the two named last."""
        here = [r for r in self.references if r.form == "name" and quote.start <= r.start < max(quote.end, span[0])]
        joined = [(a, b) for a, b in zip(here, here[1:], strict=False) if re.fullmatch(r"\s+and\s+(?:the\s+)?", self.article.text[a.end:b.outer[0]])]
        if joined:
            two = [self.cast.named(r) for r in joined[0]]
        else:
            two = [b for b in self.cast.recent(self._sentence(span[0])) if b.kind in ("person", "place", "organisation")][:2]
        text = " and ".join(b.name for b in two) if len(two) == 2 else None
        name = printed[:1].lower() + printed[1:]
        return _Said(quote, Found(Being(name, "group", plural=True), 0.7, f"{name}: {text or 'not told who'}"), name, "group", text)

    # ---- quotations without a source
    def _running(self, quote: Quote) -> _Said:
        """The running speaker, if nothing but the end of an attribution stands between, or the subject of the sentence before."""
        before = [q for q in self.quotes if q.id in self.said and q.start < quote.start and self.said[q.id].found]
        last = max(before, key=lambda q: q.start, default=None)
        if last is None:
            return _Said(quote, None)
        found = self.said[last.id].found
        gap = self._prose_between(last, quote)
        apart = self._paragraph(quote.start) - self._paragraph(last.end)
        if apart > 1:
            return _Said(quote, None)
        if not gap:
            answer = self._answer(quote, last, before)
            if answer:
                return _Said(quote, answer)
            score = 0.85 if "continued" in quote.reason or not apart else 0.75
            return self._same(quote, last, score, "same speaker goes on")
        newcomer = self._subject_before(quote)
        if newcomer is not None and newcomer is not found.being:  # type: ignore[union-attr]
            if self._starts_sentence(quote) and not apart:
                return _Said(quote, Found(newcomer, 0.5, f"{newcomer.name}: subject of the sentence before"))
            return _Said(quote, None)
        if apart and "continued" not in quote.reason and newcomer is None:
            return _Said(quote, None)
        return self._same(quote, last, 0.6, "same speaker goes on after a sentence between")

    def _same(self, quote: Quote, last: Quote, score: float, reason: str) -> _Said:
        said = self.said[last.id]
        return _Said(quote, Found(said.found.being, score, reason), said.name, said.kind, said.descriptor)  # type: ignore[union-attr]

    def _answer(self, quote: Quote, last: Quote, before: Sequence[Quote]) -> Found | None:
        """In an exchange of exactly two, the other one answers a question."""
        asked = self.article.text[last.start:last.end].rstrip("\"”’' ").endswith("?")
        own = self._paragraph(quote.start) == self._paragraph(last.end) + 1
        heard = list(dict.fromkeys(self.said[q.id].found.being for q in sorted(before, key=lambda q: q.start)[-4:]))  # type: ignore[union-attr]
        if not (asked and own and len(heard) == 2 and "continued" not in quote.reason):
            return None
        other = next(b for b in heard if b is not self.said[last.id].found.being)  # type: ignore[union-attr]
        return Found(other, 0.5, "answers the question of the other of two speakers")

    def _ahead(self, quote: Quote) -> _Said:
        """The speaker of the quotation that follows without any prose between, as in `"A." "B," said X`."""
        later = [q for q in self.quotes if q.start > quote.start and q.source]
        following = min(later, key=lambda q: q.start, default=None)
        if following is None or self.said[following.id].found is None:
            return _Said(quote, None)
        apart = self._paragraph(following.start) - self._paragraph(quote.end)
        between = self.article.text[quote.end:following.start]
        unclosed = not any(c in _CLOSE for c in between.split("\n")[0].strip())
        if between.strip(_OPEN + _CLOSE + " \n\t.,") or apart > 1 or (apart == 1 and not unclosed):
            return _Said(quote, None)
        return self._same(quote, following, 0.75, "same speaker as the words that follow")

    def _prose_between(self, last: Quote, quote: Quote) -> str:
        """What stands between two quotations besides marks, the cue and source of the first, and what describes its source."""
        start = last.end
        for s, e in (*last.cue, *last.source):
            start = max(start, e) if e <= quote.start else start
        for r in self.references:
            touches = any(r.start < e and s < r.outer[1] for s, e in last.source)
            start = max(start, r.outer[1]) if touches and r.outer[1] <= quote.start else start
        text = self.article.text[start:quote.start]
        head, _, rest = text.partition(".")
        return rest.strip(_OPEN + _CLOSE + " \n\t.,;:") if len(head.split()) < 25 else text.strip()

    def _subject_before(self, quote: Quote) -> Being | None:
        """The person who is the subject of the sentence before or around the quotation."""
        sentence = self._sentence(quote.start)
        paragraph = self._paragraph(quote.start)
        subjects = [r for r in self.references if r.subject and r.end <= quote.start and sentence - 1 <= r.sentence <= sentence
                    and r.paragraph == paragraph and not self._quoted(r) and (r.form != "pronoun" or r.text in ("he", "she"))]
        beings = [b for b in (self._being(r) for r in subjects[-1:]) if b and b.kind in ("person", "unnamed")]
        return beings[0] if beings else None

    def _starts_sentence(self, quote: Quote) -> bool:
        before = self.article.text[:quote.start].rstrip(_OPEN + _CLOSE + " \n\t")
        return before.endswith((".", "!", "?", ":"))

    # ---- places
    def _sentence(self, offset: int) -> int:
        return next((n for n, s in enumerate(self.sentences) if offset < s.end), len(self.sentences))

    def _paragraph(self, offset: int) -> int:
        return next((n for n, (_, end) in enumerate(self.article.paragraphs) if offset <= end), len(self.article.paragraphs))

    # ---- the record
    def _attribution(self, said: _Said) -> Attribution:
        quote = said.quote
        if said.found is None:
            reason = "the source cannot be told" if quote.source else UNKNOWN
            return Attribution(quote.id, None, "unknown", None, 0.0, reason)
        being = said.found.being
        kind = said.kind or ("organisation" if being.kind == "place" else being.kind)
        place = quote.source[0][0] if quote.source else quote.start
        descriptor = said.descriptor or _nearest(being, place)
        return Attribution(quote.id, said.name or being.name, kind, descriptor, said.found.score, said.found.reason)


def _ends_phrase(token: Token, owned: bool) -> bool:
    """True if a noun phrase ends before this word; a participle right after a possessive goes on (`his adoring fans`)."""
    if token.upos in ("ADP", "SCONJ", "AUX", "CCONJ") or token.text.lower() in _CLAUSES or token.text in _BREAKS:
        return True
    return token.upos == "VERB" and not owned and token.deprel not in ("amod", "compound")


def _nearest(being: Being, place: int) -> str | None:
    """The descriptor printed nearest to a place; a clause only where there is no title or apposition."""
    return min(being.notes, key=lambda note: (note[1], abs(note[0] - place), -len(note[2])), default=(0, False, None))[2]


def _without_clause(printed: str) -> tuple[str, str]:
    """A description and the clause that a comma sets off from it."""
    match = re.match(r"(.+?),\s+((?:who|whose|which|speaking|citing)\b.*)", printed, re.S)
    return (match.group(1), match.group(2).rstrip(" ,")) if match else (printed.rstrip(" ,"), "")


def _before_author(core: str) -> str:
    return re.split(r"\s(?:in|from|by|on|of)\s", core)[0]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _generic(name: str) -> bool:
    """True for `Foreign Ministry`, `Central Bank`: an organisation's name that needs its country."""
    return all(bare(w) in words("organisation_nouns") or bare(w) in words("portfolios") or bare(w) in ("foreign", "central", "national", "supreme", "interior", "prime")
               for w in name.split()) and not is_place(name) and bare(name) not in demonyms()
