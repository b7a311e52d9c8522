"""Those whom an article mentions: what they are called, what is said that they are, of what kind they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import demonyms, parts
from quotetrack.language.normalize import bare
from quotetrack.language.titles import honorifics, offices, plain_form, singular
from quotetrack.speakers.mentions import Reference
from quotetrack.speakers.noun_phrases import DEFINITE, PARTY

CLAUSE = 14  # words of a relative clause that still describes
LINKS = {
    "of",
    "at",
    "for",
    "in",
    "from",
    "to",
    "with",
    "on",
    "who",
    "whose",
    "which",
    "that",
}  # behind the head of a description
_SAYING = {
    "said",
    "says",
    "told",
    "added",
    "asked",
    "argued",
    "called",
    "wrote",
    "tweeted",
    "announced",
}
_INDEFINITE = {"a", "an", "another", "one", "some", "any", "its", "his", "her", "their"}
_TAGS = {"r": "republican", "d": "democrat"}


@dataclass(eq=False, slots=True)
class Being:
    """Someone or something that the article mentions: named or described."""

    name: str
    kind: str  # person, organisation, place, group, unnamed
    gender: str = ""
    plural: bool = False
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    references: list[Reference] = field(default_factory=list)
    notes: list[tuple[int, bool, str]] = field(
        default_factory=list
    )  # (offset, is a clause, descriptor as printed)
    role_words: set[str] = field(default_factory=set)  # all words of what it is said to be,
    titles: set[str] = field(
        default_factory=set
    )  # and those of its heads: `aide` of `an aide to the minister`

    def note(self, reference: Reference) -> None:
        """Keep a mention and what it says the being is."""
        self.references.append(reference)
        told = []
        for said in (reference.before, reference.after):
            forms = [singular(bare(w)) for part in said.split() for w in (part, *part.split("-"))]
            if said and any(f not in honorifics() and not f.isdigit() for f in forms):
                told.append(said)
            self.role_words |= _spelled(forms)
            self.titles |= _spelled(_head_phrase(said))
        if len(told) == 2 and PARTY.match(told[1]):
            told = [f"{told[0]}, {told[1]}"]
        for said in told:
            clause = said.split()[0].lower() in ("who", "whose", "which")
            if not clause or (
                1 < len(said.split()) <= CLAUSE and said.split()[1].lower() not in _SAYING
            ):
                self.notes.append((reference.start, clause, said))

    def described(self, role: Reference) -> None:
        """Keep what a role says that the being is."""
        self.role_words |= {bare(w) for w in role.text.split()} | {role.head}
        self.titles |= {role.head}


def role_kind(reference: Reference) -> str:
    """group, unnamed, or organisation for a noun for an organisation with a name or nationality before it."""
    printed = reference.text.split()
    first = bare(printed[0])
    if (
        reference.head in words("document_nouns")
        and len(printed) == 2
        and first in table("acronyms")
    ):  # U.N. data
        return "organisation"
    if reference.plural:
        return "group"
    named = first not in _INDEFINITE and any(w[:1].isupper() for w in printed[first in DEFINITE :])
    return (
        "organisation"
        if named and reference.evidence < 0 and reference.head in words("organisation_nouns")
        else "unnamed"
    )


def is_whole(name: Reference) -> bool:
    """True for a name of more than a family name with its particles."""
    return " " in name.text and sum(w not in words("particles") for w in parts(name.text)[0]) > 1


def is_person(being: Being) -> bool:
    """True for a person, named or described."""
    return being.kind == "person" or (being.kind == "unnamed" and means_person(being.head))


def means_person(noun: str) -> bool:
    """True for a folded noun for a person."""
    return noun in table("person_nouns") or noun in offices() or noun == "old" or noun in demonyms()


def gender_clash(being: Being, reference: Reference) -> bool:
    """True if both have a gender, and not the same."""
    return bool(being.gender and reference.gender and being.gender != reference.gender)


def _head_phrase(said: str) -> list[str]:
    """The folded words of a description up to its first preposition: `aide` of `an aide to the minister who resigned`."""
    forms = [
        singular(bare(w)) for part in said.split() for w in dict.fromkeys((part, *part.split("-")))
    ]
    start = 2 if forms[:2] == ["one", "of"] else 1
    return forms[
        : next((i for i, form in enumerate(forms) if i >= start and form in LINKS), len(forms))
    ]


def _spelled(forms: Sequence[str]) -> set[str]:
    """Words of a title, and what their abbreviations stand for."""
    return {w for f in forms for w in (f, plain_form(f), _TAGS.get(f, f))}
