"""How well somebody fits a role: `the Ohio senator`, `the company`, `the 45-year-old`, by all that the article says of him."""

from __future__ import annotations

import re

from quotetrack.language.lexicon import table
from quotetrack.language.names import demonyms, is_place, organisation_key, parts
from quotetrack.language.normalize import bare
from quotetrack.language.titles import plain_form
from quotetrack.speakers.entities import LINKS, Being, is_person, means_person
from quotetrack.speakers.mentions import Reference

FITTING = 0.9  # below which nobody fits
_COMPOUND = re.compile(r"\w-(?:\w+(?:ed|ing)|born|term|time|year)\b")
_TWO_NOUNS = re.compile(r"\w and [\w -]+$")
_ALIKE = {"gop": "republican", "republican": "gop"}
_PARTIES = {
    "democrat",
    "democratic",
    "republican",
    "gop",
    "liberal",
    "conservative",
    "labour",
    "tory",
}
_EMPTY = {
    "former",
    "new",
    "top",
    "senior",
    "same",
    "other",
    "latter",
    "late",
    "first",
    "old",
    "young",
    "two",
    "three",
    "local",
}


def fit(role: Reference, being: Being) -> tuple[float, bool]:
    """How well a being fits a role, and whether the article says all of it that the role says."""
    base = _noun_fit(role, being) if _may_fit(role, being) else 0.0
    if not base:
        return 0.0, False
    known = being.role_words | being.modifiers | set(parts(being.name)[0]) | {being.head}
    known |= {same for word, same in _ALIKE.items() if word in known}
    extra = [m for m in role.modifiers if m not in _EMPTY and m != role.head and role.head != "old"]
    hits = [
        m for m in extra if m in known or any(k.startswith(m[:4]) and len(m) > 3 for k in known)
    ]
    untold = [
        m for m in extra if any(m in kind and not known & kind for kind in (_PARTIES, demonyms()))
    ]
    missed = {*extra} - {*hits, *untold}
    if missed & _proper(role) and not is_person(being):
        return 0.0, False
    return base + 0.4 * len(hits) - 0.5 * len(missed), len(hits) == len(extra)


def describes(role: Reference) -> bool:
    """True for words that say more of somebody known than an office: `the Danish-born singer`, `the Ohio farmer and poet`."""
    if (
        not means_person(role.head)
        or role.plural
        or not role.definite
        or {*role.text.lower().split()} & LINKS
    ):
        return False
    several = _COMPOUND.search(role.text) or _TWO_NOUNS.search(role.text)
    return bool(several or role.head == "old" or role.modifiers & demonyms() or _of_place(role))


def _may_fit(role: Reference, being: Being) -> bool:
    """True unless number, gender or kind stand against it, or the being is only described, and later."""
    if role.plural != being.plural or (
        role.gender and being.gender and role.gender != being.gender
    ):
        return False
    if being.plural is False and is_person(being) != means_person(role.head):
        return False
    return being.kind in ("person", "organisation") or any(
        r.start < role.start for r in being.references
    )


def _noun_fit(role: Reference, being: Being) -> float:
    """How well the noun of a role goes with what a being is."""
    head = plain_form(role.head)
    if head == being.head and being.kind in ("unnamed", "group"):
        return 2.0
    if head == "old":
        ages = {m for m in role.modifiers if m.isdigit()}
        return 2.0 if ages & (being.role_words | being.modifiers) else 0.0
    if head in demonyms():
        return 2.0 if head in being.role_words else 1.0 * (being.kind == "person")
    if being.kind == "organisation":
        inside = set(organisation_key(being.name).split()) | being.role_words
        roles = set(table("organisation_roles").get(head, "").split())
        if head in inside or inside & roles:
            return 1.5
        return 1.0 if "*" in roles and being.head not in table("organisation_roles") else 0.0
    if head in being.titles:
        return 2.0
    if head in ("man", "woman"):
        return 1.0 if being.gender == role.gender else 0.0
    return 1.2 if (being.titles | {being.head}) & set(table("roles").get(head, "").split()) else 0.0


def _proper(role: Reference) -> set[str]:
    """The folded names among the words of a role: `roe` of the Roe campaign."""
    return {bare(w) for w in role.text.split()[1:] if w[:1].isupper()} - {role.head}


def _of_place(role: Reference) -> bool:
    """True for `the Texas governor`."""
    printed = role.text.split()[1:-1]
    return any(
        is_place(" ".join(printed[i:j]))
        for i in range(len(printed))
        for j in range(i + 1, len(printed) + 1)
    )
