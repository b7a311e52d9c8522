"""Sources without a name: roles (`the senator`), documents (`a report by Acme`), both of two."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from quotetrack.language.lexicon import table, words
from quotetrack.language.normalize import bare
from quotetrack.language.titles import singular
from quotetrack.records import Quote, Span, Token
from quotetrack.speakers.coreference import Antecedent
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.references import Reference
from quotetrack.speakers.source_words import is_possessive, without_clause

# How sure a speaker is, 0 to 1; set by hand: a name above a description or pronoun, and that
# above whoever happens to be speaking.
DESCRIBED = 0.8  # nobody known by these words: the description is the speaker
DOCUMENT = 0.75  # the author or publisher of a document
BOTH = 0.7  # a group that the article does not name

_JOINED = re.compile(r"\s+and\s+(?:the\s+)?")
_PLURAL_ENDING = re.compile("[^s]s$")


@cache
def _document_preposition() -> re.Pattern[str]:
    """The preposition behind a document: `a study in the Journal`."""
    return re.compile(rf"\s(?:{'|'.join(sorted(words('document_prepositions')))})\s")


def from_role(
    state: DiscourseState, quote: Quote, span: Span, printed: str, head: Token | None
) -> SpeakerAssignment:
    """The speaker of a description; the description itself if the article names nobody for it."""
    noun = bare(head.text) if head else bare(printed.split()[-1])
    if noun in words("calendar"):
        return SpeakerAssignment(quote)
    if noun in words("pair_nouns") and bare(printed.split()[0]) in words("pair_determiners"):
        return _both(state, quote, span, printed)
    core, clause = without_clause(printed)
    author = _author(state, noun, head, span)
    if author:
        found = Antecedent(author, DOCUMENT, f"{noun} of {author.name}")
        document = _document_preposition().split(core)[0]
        return SpeakerAssignment(quote, found, author.name, author.kind, document)
    role = _role_in_source(state, head, span) or _unlisted_role(state, span, core, noun)
    known = state.role(role) or _epithet(state, quote, role, span)
    if known and known.entity.name.lower() != role.text.lower():
        return SpeakerAssignment(quote, known)
    entity = state.coreference.described(role, core)
    earlier = entity.references[0].start < span[0]
    reason = "described in the same words before" if earlier else "described, not named"
    found = Antecedent(entity, DESCRIBED, reason)
    return SpeakerAssignment(quote, found, descriptor=clause or None)


def _role_in_source(state: DiscourseState, head: Token | None, span: Span) -> Reference | None:
    """The role around the head noun of a source."""
    if head is None:
        return None
    for reference in state.references:
        covers = reference.start <= head.start < reference.end and reference.start < span[1]
        if reference.form == "role" and covers:
            return reference
    return None


def _epithet(state: DiscourseState, quote: Quote, role: Reference, span: Span) -> Antecedent | None:
    """The person behind an epithet, nobody who is named in the quotation."""
    reported = state.reported_entities([quote])
    return state.coreference.epithet(role, state.step(span[0]), reported)


def _unlisted_role(state: DiscourseState, span: Span, text: str, noun: str) -> Reference:
    """A role for a source whose noun the word lists do not know."""
    first, *rest = [bare(w) for w in text.split()] or [""]
    head = singular(noun)
    return Reference(
        "role",
        *span,
        text,
        head,
        state.sentence(span[0]),
        state.paragraph(span[0]),
        True,
        plural=_looks_plural(noun),
        definite=first in words("definite_determiners"),
        evidence=1.0 if head in table("person_nouns") else -1.0,
        modifiers=frozenset(rest[:-1]),
        outer=span,
    )


def _looks_plural(noun: str) -> bool:
    """True for a noun for a group or with the ending of a plural."""
    if noun in words("group_nouns"):
        return True
    singular_noun = noun in words("organisation_nouns") and noun not in words("document_nouns")
    return bool(_PLURAL_ENDING.search(noun)) and not singular_noun


# ---- documents
def _author(state: DiscourseState, noun: str, head: Token | None, span: Span) -> Entity | None:
    """Who is behind a document: `data from Acme Research`, `a letter by Ann Roe`."""
    if noun not in words("document_nouns") or head is None:
        return None
    following = state.tokens(head.end, span[1])[:2]
    link = next((t for t in following if t.upos == "ADP"), None)
    if link is None or link.text.lower() not in words("document_prepositions"):
        return None
    for name in state.references:
        if name.form == "name" and link.start < name.start < span[1]:
            entity = state.coreference.named(name)
            if _is_author(state, name, entity, link.text.lower(), span[1]):
                return entity
    return None


def _is_author(
    state: DiscourseState, name: Reference, entity: Entity, preposition: str, end: int
) -> bool:
    """False for places, topics (`a report on Roe`), owners (`Roe's`) and modifiers."""
    if entity.kind not in ("organisation", "person"):
        return False
    short = entity.kind == "person" or len(entity.name.split()) < 2
    if preposition in words("topic_prepositions") and short:
        return False
    return not is_possessive(state, name) and not _modifies_noun(state, name, end)


def _modifies_noun(state: DiscourseState, name: Reference, end: int) -> bool:
    """True for a name that only modifies the noun behind it: `a Labour analyst`."""
    following = state.tokens(name.end, end)[:1]
    return bool(following) and following[0].upos == "NOUN"


# ---- both of two
def _both(state: DiscourseState, quote: Quote, span: Span, printed: str) -> SpeakerAssignment:
    """Two parties: those joined by `and` in the quotation, else the two most salient ones."""
    end = max(quote.end, span[0])
    names = [r for r in state.references if r.form == "name" and quote.start <= r.start < end]
    text = state.article.text
    joined = ((a, b) for a, b in pairwise(names) if _JOINED.fullmatch(text[a.end : b.outer[0]]))
    pair = next(joined, None)
    if pair:
        members: str | None = " and ".join(state.coreference.named(r).name for r in pair)
    else:
        members = _most_salient_two(state, state.step(span[0]))
    name = printed[:1].lower() + printed[1:]
    group = Entity(name, "group", plural=True)
    found = Antecedent(group, BOTH, f"{name}: {members or 'not named'}")
    return SpeakerAssignment(quote, found, name, "group", members)


def _most_salient_two(state: DiscourseState, step: int) -> str | None:
    """The two most salient parties: a pair named together, else two of one kind; None if none."""
    recent = state.coreference.recent(step)
    pair = next((e for e in recent if state.is_pair(e)), None)
    if pair:
        return pair.name
    single = [e for e in recent if e.kind in ("person", "place", "organisation")]
    alike = [e for e in single if (e.kind == "person") == (single[0].kind == "person")]
    two = (alike if len(alike) > 1 else single)[:2]
    return " and ".join(e.name for e in two) if len(two) == 2 else None
