"""Entities: the people, organisations, places and groups of one article, as it describes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import demonyms, parts
from quotetrack.language.normalize import bare
from quotetrack.language.titles import honorifics, offices, plain_form, singular
from quotetrack.speakers.references import Reference
from quotetrack.speakers.sentence_words import PARTY

MAX_CLAUSE = (
    14  # words of a relative clause that describes; tuned on the tune half of speakers.jsonl
)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What an article says an entity is, as printed, and where; `clause` for a relative clause."""

    offset: int
    clause: bool
    text: str


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that an article mentions, named or only described."""

    name: str
    kind: str  # person, organisation, place, group, unnamed
    gender: str = ""
    plural: bool = False
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    references: list[Reference] = field(default_factory=list)
    descriptors: list[Descriptor] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)  # all words of its descriptions
    titles: set[str] = field(default_factory=set)  # words of their head phrases only

    def add_mention(self, reference: Reference) -> None:
        """Keep a mention, with the title and apposition around it."""
        self.references.append(reference)
        printed = [text for text in (reference.before, reference.after) if text]
        for text in printed:
            self.role_words |= _with_long_forms(_folded(text))
            self.titles |= _with_long_forms(_head_phrase(text))
        informative = [text for text in printed if _is_informative(text)]
        if len(informative) == 2 and PARTY.match(informative[1]):
            informative = [f"{informative[0]}, {informative[1]}"]
        for text in informative:
            clause = text.split()[0].lower() in words("descriptive_relatives")
            if not clause or _is_descriptive_clause(text):
                self.descriptors.append(Descriptor(reference.start, clause, text))

    def add_role(self, role: Reference) -> None:
        """Keep what a role says about the entity."""
        self.role_words |= {bare(w) for w in role.text.split()} | {role.head}
        self.titles |= {role.head}


def role_kind(role: Reference) -> str:
    """The kind of entity that a role describes: group, unnamed or organisation.

    An organisation has a name or nationality before its noun: `the Russian ministry`, `U.N. data`.
    """
    printed = role.text.split()
    first = bare(printed[0])
    document = role.head in words("document_nouns")
    if document and len(printed) == 2 and first in table("acronyms"):
        return "organisation"
    if role.plural:
        return "group"
    if first in words("unnamed_determiners") or role.evidence >= 0:
        return "unnamed"
    rest = printed[1:] if first in words("definite_determiners") else printed
    named = any(w[:1].isupper() for w in rest)
    return "organisation" if named and role.head in words("organisation_nouns") else "unnamed"


def is_full_name(name: Reference) -> bool:
    """True for a name of more than a family name with its particles."""
    forms = parts(name.text)[0]
    return " " in name.text and sum(w not in words("particles") for w in forms) > 1


def is_person(entity: Entity) -> bool:
    """True for a person, named or described."""
    return entity.kind == "person" or (entity.kind == "unnamed" and means_person(entity.head))


def means_person(noun: str) -> bool:
    """True for a folded noun for a person."""
    known = noun in table("person_nouns") or noun in offices()
    return known or noun == "old" or noun in demonyms()


def gender_clash(entity: Entity, reference: Reference) -> bool:
    """True if both have a gender, and not the same."""
    return bool(entity.gender and reference.gender and entity.gender != reference.gender)


def _is_informative(text: str) -> bool:
    """True for a description that is more than an honorific or an age."""
    return any(f not in honorifics() and not f.isdigit() for f in _folded(text))


def _is_descriptive_clause(text: str) -> bool:
    """True for a relative clause of sensible length that does not report speech."""
    several = text.split()
    if not 1 < len(several) <= MAX_CLAUSE:
        return False
    return several[1].lower() not in words("clause_speech_verbs")


def _folded(text: str) -> list[str]:
    """The folded words of a description in the singular; hyphenated words also in parts."""
    return [singular(bare(w)) for part in text.split() for w in (part, *part.split("-"))]


def _head_phrase(text: str) -> list[str]:
    """The folded words of a description up to its first preposition or relative pronoun.

    `an aide` of `an aide to the minister who resigned`.
    """
    several = (w for part in text.split() for w in dict.fromkeys((part, *part.split("-"))))
    forms = [singular(bare(w)) for w in several]
    start = 2 if forms[:2] == ["one", "of"] else 1
    for place, form in enumerate(forms[start:], start):
        if ends_head_phrase(form):
            return forms[:place]
    return forms


def ends_head_phrase(word: str) -> bool:
    """True for a preposition or relative pronoun behind the head of a description."""
    return word in words("description_prepositions") or word in words("relative_openers")


def _with_long_forms(forms: Sequence[str]) -> set[str]:
    """Folded words of a title, and what abbreviations and party letters among them stand for."""
    long_forms = {plain_form(f) for f in forms}
    parties = {table("party_letters").get(f, f) for f in forms}
    return {*forms} | long_forms | parties
