"""How well an entity fits a definite description: `the Ohio senator`, `the company`.

Everything that the article says of the entity counts: names, titles, appositions.
"""

from __future__ import annotations

import re
from functools import cache

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import demonyms, is_place, organisation_key, parts
from quotetrack.language.normalize import bare
from quotetrack.language.titles import plain_form
from quotetrack.speakers.entities import Entity, ends_head_phrase, is_person, means_person
from quotetrack.speakers.references import Reference

# How well the noun of a role goes with an entity, and the fit from which they are taken to be one.
# Tuned on the tune half of data/gold/speakers.jsonl.
MIN_FIT = 0.9
SAME_NOUN = 2.0  # the entity has this title, or is described by this noun
ORGANISATION_NOUN = 1.5  # the noun is in the organisation's name or goes with a word of it
RELATED_NOUN = 1.2  # `scholar` for somebody who is a professor
POSSIBLE_NOUN = 1.0  # nothing but the kind of entity goes with it
MODIFIER_HIT = 0.4  # for each modifier that the article knows of the entity
MODIFIER_MISS = 0.5  # against, for each one that it does not
SHORTEST_STEM = 4  # letters that make two words one: `Russia`, `Russian`

_TWO_NOUNS = re.compile(r"\w and [\w -]+$")


@cache
def _compound() -> re.Pattern[str]:
    """A compound that describes a person: `Danish-born`, `first-term`, `long-serving`."""
    tails = "|".join(sorted(words("compound_tails")))
    return re.compile(rf"\w-(?:\w+(?:ed|ing)|{tails})\b")


def fit(role: Reference, entity: Entity) -> tuple[float, bool]:
    """How well an entity fits a role, and whether the article says all that the role says.

    0 for an entity that the role cannot stand for.
    """
    base = _noun_fit(role, entity) if _may_fit(role, entity) else 0.0
    if not base:
        return 0.0, False
    known = _known_words(entity)
    modifiers = _telling_modifiers(role)
    hits = [m for m in modifiers if m in known or _shares_stem(m, known)]
    open_questions = [m for m in modifiers if _is_open(m, known)]
    missed = {*modifiers} - {*hits, *open_questions}
    if missed & _name_words(role) and not is_person(entity):
        return 0.0, False
    score = base + MODIFIER_HIT * len(hits) - MODIFIER_MISS * len(missed)
    return score, len(hits) == len(modifiers)


def is_epithet(role: Reference) -> bool:
    """True for words that say more than an office about somebody who is known.

    `the Danish-born singer`, `the Ohio farmer and poet`.
    """
    if not means_person(role.head) or role.plural or not role.definite:
        return False
    if any(ends_head_phrase(word) for word in role.text.lower().split()):
        return False
    several = _compound().search(role.text) or _TWO_NOUNS.search(role.text)
    if several or role.head == "old" or role.modifiers & demonyms():
        return True
    return _has_place(role)


def _may_fit(role: Reference, entity: Entity) -> bool:
    """False if number, gender or kind differ, or the entity is only described, and later."""
    gender_differs = role.gender and entity.gender and role.gender != entity.gender
    if role.plural != entity.plural or gender_differs:
        return False
    if not entity.plural and is_person(entity) != means_person(role.head):
        return False
    if entity.kind in ("person", "organisation"):
        return True
    return any(r.start < role.start for r in entity.references)


def _noun_fit(role: Reference, entity: Entity) -> float:
    """How well the noun of a role goes with what an entity is."""
    head = plain_form(role.head)
    if head == entity.head and entity.kind in ("unnamed", "group"):
        return SAME_NOUN
    if head == "old":
        ages = {m for m in role.modifiers if m.isdigit()}
        return SAME_NOUN if ages & (entity.role_words | entity.modifiers) else 0.0
    if head in demonyms():
        if head in entity.role_words:
            return SAME_NOUN
        return POSSIBLE_NOUN if entity.kind == "person" else 0.0
    if entity.kind == "organisation":
        return _organisation_fit(head, entity)
    if head in entity.titles:
        return SAME_NOUN
    if head in words("gender_nouns"):
        return POSSIBLE_NOUN if entity.gender == role.gender else 0.0
    related = table("roles").get(head, "").split()
    return RELATED_NOUN if (entity.titles | {entity.head}).intersection(related) else 0.0


def _organisation_fit(head: str, entity: Entity) -> float:
    """How well a noun goes with an organisation: `the company` with `Acme Foods`."""
    own_words = set(organisation_key(entity.name).split()) | entity.role_words
    nouns = table("organisation_roles")
    partners = set(nouns.get(head, "").split())
    if head in own_words or own_words & partners:
        return ORGANISATION_NOUN
    return POSSIBLE_NOUN if "*" in partners and entity.head not in nouns else 0.0


def _known_words(entity: Entity) -> set[str]:
    """All words that the article uses for an entity, and other words for parties among them."""
    known = entity.role_words | entity.modifiers | set(parts(entity.name)[0]) | {entity.head}
    return known | {same for word, same in table("party_synonyms").items() if word in known}


def _telling_modifiers(role: Reference) -> list[str]:
    """The modifiers of a role that tell people apart; none for an age."""
    if role.head == "old":
        return []
    return [
        m for m in role.modifiers if m not in words("uninformative_modifiers") and m != role.head
    ]


def _shares_stem(modifier: str, known: set[str]) -> bool:
    """True if a known word begins with the same letters."""
    stem = modifier[:SHORTEST_STEM]
    return len(stem) == SHORTEST_STEM and any(word.startswith(stem) for word in known)


def _is_open(modifier: str, known: set[str]) -> bool:
    """True for a party or nationality where the article does not say which one the entity has."""
    return any(
        modifier in group and known.isdisjoint(group)
        for group in (words("party_words"), demonyms())
    )


def _name_words(role: Reference) -> set[str]:
    """The folded names among the words of a role: `roe` of `the Roe campaign`."""
    return {bare(w) for w in role.text.split()[1:] if w[:1].isupper()} - {role.head}


def _has_place(role: Reference) -> bool:
    """True for `the Texas governor`."""
    inner = role.text.split()[1:-1]
    spans = ((i, j) for i in range(len(inner)) for j in range(i + 1, len(inner) + 1))
    return any(is_place(" ".join(inner[i:j])) for i, j in spans)
