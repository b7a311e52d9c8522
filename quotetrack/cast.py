"""The cast of an article: who its names and roles stand for, and who a pronoun means at a given place.

Names are gathered over the whole article, so a full name may come after the short one. Roles and pronouns are heard in
order of appearance; each mention fades with the sentences that follow.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotetrack.lexicon import table, words
from quotetrack.mentions import Reference
from quotetrack.names import (
    bare,
    compatible,
    demonyms,
    gender_of_given,
    generations_clash,
    is_place,
    organisation_key,
    parts,
    short_form,
    singular,
)
from quotetrack.phrases import DEFINITE

FADE = 0.5              # what is left of a mention's weight one sentence later
REACH = 8               # sentences back in which someone is still present
OTHERS = 0.6            # what mentions beside the strongest one count
UNLIKELY = 0.25         # what is left for someone who is named in the words that the pronoun reports
PERSON = 0.3            # evidence from which a name is taken for a person's
CLAUSE = 14             # words of a relative clause that still describes
PARTY = re.compile(r"[RDI]\b(?:-[A-Z]|$)")
_SAYING = {"said", "says", "told", "added", "asked", "argued", "called", "wrote", "tweeted", "announced"}
_INDEFINITE = {"a", "an", "another", "one", "some", "any", "its", "his", "her", "their"}
_TAGS = {"r": "republican", "d": "democrat"}
_EMPTY = {"former", "new", "top", "senior", "same", "other", "latter", "late", "first", "old", "young", "two", "three", "local"}


@dataclass(eq=False, slots=True)
class Being:
    """Someone or something that the article mentions: named or described."""

    name: str
    kind: str                                   # person, organisation, place, group, unnamed
    gender: str = ""
    plural: bool = False
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    references: list[Reference] = field(default_factory=list)
    notes: list[tuple[int, bool, str]] = field(default_factory=list)    # (offset, is a clause, descriptor as printed)
    role_words: set[str] = field(default_factory=set)

    def note(self, reference: Reference) -> None:
        """Keep a mention and what it says the being is."""
        self.references.append(reference)
        told = []
        for said in (reference.before, reference.after):
            forms = [singular(bare(w)) for part in said.split() for w in (part, *part.split("-"))]
            if said and any(f not in table("honorifics") and not f.isdigit() for f in forms):
                told.append(said)
            self.role_words |= {w for f in forms for w in (f, table("title_forms").get(f, f), _TAGS.get(f, f))}
        if len(told) == 2 and PARTY.match(told[1]):
            told = [f"{told[0]}, {told[1]}"]
        for said in told:
            clause = said.split()[0].lower() in ("who", "whose", "which")
            if not clause or (1 < len(said.split()) <= CLAUSE and said.split()[1].lower() not in _SAYING):
                self.notes.append((reference.start, clause, said))


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a reference stands for, how surely, and why."""

    being: Being
    score: float
    reason: str


class Cast:
    """Beings of one article; `hear` the references in order, ask `pronoun` and `role` at their places."""

    def __init__(self, references: Sequence[Reference]):
        self.beings: list[Being] = []
        self._of: dict[tuple[int, int], Being] = {}
        self._heard: list[tuple[int, Being, float]] = []        # (sentence, being, weight)
        self._gather([r for r in references if r.form == "name"])

    # ---- names, over the whole article
    def _gather(self, names: Sequence[Reference]) -> None:
        evidence: Counter[str] = Counter()
        for name in names:
            evidence[_key(name.text)] += name.evidence  # type: ignore[assignment]
        for name in (r for r in names if _is_whole(r)):
            self._add(name, self._whole(name, evidence[_key(name.text)] > PERSON))
        for name in (r for r in names if not _is_whole(r)):
            self._add(name, self._short(name) or self._new(name, evidence[_key(name.text)] >= 0.5))

    def _add(self, name: Reference, being: Being) -> None:
        being.note(name)
        being.gender = being.gender or name.gender
        self._of[name.start, name.end] = being

    def _whole(self, name: Reference, person: bool) -> Being:
        """The being of a name of several words; the fullest form becomes its name."""
        for being in self.beings:
            if being.kind == "person" and person and compatible(being.name, name.text) and not _gender_clash(being, name):
                if len(parts(name.text)[0]) > len(parts(being.name)[0]) and len(parts(name.text)[0][0]) > 1:
                    being.name = name.text
                return being
            if being.kind != "person" and not person and organisation_key(being.name) == organisation_key(name.text):
                return being
        return (None if person else self._short_organisation(name)) or self._new(name, person)

    def _new(self, name: Reference, person: bool) -> Being:
        kind = "person" if person else "place" if is_place(name.text) else "organisation"
        plural = kind == "organisation" and bare(name.text).removesuffix("s") in demonyms()
        gender = gender_of_given(name.text).replace("b", "") if person and not _is_whole(name) else ""
        being = Being(name.text, "group" if plural else kind, gender, plural, name.head)
        self.beings.append(being)
        return being

    def _short(self, name: Reference) -> Being | None:
        """Whom a single name means: family name before first name, the one most spoken of, then the one named last before."""
        if name.evidence < -3 or is_place(name.text):
            equal = [b for b in self.beings if organisation_key(b.name) == organisation_key(name.text)]
            return equal[0] if equal else None if is_place(name.text) else self._short_organisation(name)
        fits = [(short_form(name.text, b.name), b) for b in self.beings if b.kind == "person" and not _gender_clash(b, name)]
        fits = [(how, b) for how, b in fits if how and not (parts(name.text)[1] and generations_clash(name.text, b.name))]
        if not fits:
            equal = [b for b in self.beings if _key(b.name) == _key(name.text)]
            return equal[0] if equal else self._short_organisation(name)
        whole = [f for f in fits if any(_is_whole(r) for r in f[1].references)]
        return min(whole, key=lambda fit: _claim(name, *fit))[1] if whole else None

    def _short_organisation(self, name: Reference) -> Being | None:
        """The organisation whose name holds this one at an end, or of which it is the acronym."""
        short = organisation_key(name.text).split()
        for being in reversed(self.beings):
            full = organisation_key(being.name).split()
            if being.kind != "organisation" or len(full) <= len(short):
                continue
            initials = "".join(w[0] for w in being.name.split() if w[:1].isupper()).lower()
            acronym = len(short) == 1 and len(short[0]) > 1 and initials == short[0]
            if acronym or short in (full[-len(short):], full[:len(short)]):
                return being
        return None

    def named(self, reference: Reference) -> Being:
        """The being of a name."""
        return self._of[reference.start, reference.end]

    # ---- in order of appearance
    def hear(self, being: Being, sentence: int, weight: float) -> None:
        """Someone was mentioned here."""
        self._heard.append((sentence, being, weight))

    def salience(self, being: Being, sentence: int) -> float:
        """How present someone is at a sentence: the strongest of the last mentions, and a share of the others."""
        heard = [w * FADE ** max(sentence - s, 0) for s, b, w in self._lately(sentence) if b is being]
        return max(heard) + OTHERS * (sum(heard) - max(heard)) if heard else 0.0

    def recent(self, sentence: int) -> list[Being]:
        """Those heard of lately, the most present first."""
        beings = list(dict.fromkeys(b for _, b, _ in self._lately(sentence)))
        return sorted(beings, key=lambda b: -self.salience(b, sentence))

    def _lately(self, sentence: int) -> list[tuple[int, Being, float]]:
        """What was heard from eight sentences back to the next one."""
        first = bisect_left(self._heard, sentence - REACH, key=lambda h: h[0])
        return self._heard[first:bisect_right(self._heard, sentence + 1, key=lambda h: h[0])]

    def pronoun(self, form: str, sentence: int, unlikely: Sequence[Being] = ()) -> Found | None:
        """Whom he, she, they or it means here; those named in the words that the pronoun reports are unlikely."""
        wanted = {"he": "m", "she": "f", "they": "p", "it": "n"}[form]
        weights = {b: self.salience(b, sentence) * _sureness(b, wanted) * (UNLIKELY if b in unlikely else 1.0)
                   for b in self.recent(sentence) if _agrees(b, wanted)}
        if not weights:
            return None
        best, *others = sorted(weights, key=lambda b: -weights[b])
        rival = weights[others[0]] / max(weights[best], 1e-9) if others else 0.0
        if wanted in ("m", "f") and not best.gender:
            best.gender = wanted
        return Found(best, round(0.9 - 0.35 * rival, 2), f"{form}: {best.name}, {'most present' if others else 'only fit'}")

    def role(self, reference: Reference) -> Found | None:
        """Whom a definite role means: an earlier (or else later) being whose title, descriptor, noun or name fits."""
        scored = [(self._fit(reference, b), b) for b in self.beings]
        fits = [(fit * (0.3 + self.salience(b, reference.sentence)), fit, b) for fit, b in scored if fit >= 0.9]
        if not fits:
            return None
        _, fit, best = max(fits, key=lambda f: f[0])
        return Found(best, round(min(0.85, 0.4 + 0.2 * fit), 2), f"{_plain(reference.text)}: {best.name}")

    def described(self, reference: Reference, printed: str = "") -> Being:
        """The being of a role that stands for itself: the one described in the same words, or a new one.

        `printed` is the phrase as a source has it; it outranks what the grammar made of the phrase.
        """
        name = printed or reference.text
        for being in self.beings:
            if being.kind in ("unnamed", "group", "organisation") and being.name.lower() == name.lower():
                being.note(reference)
                return being
        here = next((b for b in self.beings if len(b.references) == 1 and b.references[0] == reference), None)
        if here:
            here.name = printed or here.name
            return here
        being = Being(name, role_kind(reference), reference.gender, reference.plural, reference.head, reference.modifiers)
        being.note(reference)
        self.beings.append(being)
        return being

    def _fit(self, reference: Reference, being: Being) -> float:
        """How well a being fits a role; below 0.9 is no fit."""
        if reference.plural != being.plural or (reference.gender and being.gender and reference.gender != being.gender):
            return 0.0
        if being.plural is False and _is_person(being) != _means_person(reference.head):
            return 0.0
        if all(r.start >= reference.start for r in being.references) and being.kind not in ("person", "organisation"):
            return 0.0
        base = self._noun_fit(reference, being)
        known = being.role_words | being.modifiers | set(parts(being.name)[0]) | {being.head}
        extra = [m for m in reference.modifiers if m not in _EMPTY and m != reference.head]
        hits = sum(m in known or any(k.startswith(m[:4]) and len(m) > 3 for k in known) for m in extra)
        return base + 0.4 * hits - 0.5 * (len(extra) - hits) if base else 0.0

    def _noun_fit(self, reference: Reference, being: Being) -> float:
        head = table("title_forms").get(reference.head, reference.head)
        if head == being.head and being.kind in ("unnamed", "group"):
            return 2.0
        if head == "old":
            ages = {m for m in reference.modifiers if m.isdigit()}
            return 2.0 if ages & (being.role_words | being.modifiers) else 0.0
        if head in demonyms():
            return 2.0 if head in being.role_words else 1.0 * (being.kind == "person")
        if being.kind == "organisation":
            inside = set(organisation_key(being.name).split()) | being.role_words
            roles = set(table("organisation_roles").get(head, "").split())
            if head in inside or inside & roles:
                return 1.5
            return 1.0 if "*" in roles and being.head not in table("organisation_roles") else 0.0
        if head in being.role_words:
            return 2.0
        if head in ("man", "woman"):
            return 1.0 if being.gender == reference.gender else 0.0
        return 1.2 if being.role_words & set(table("roles").get(head, "").split()) else 0.0


def _claim(name: Reference, how: str, being: Being) -> tuple[float, ...]:
    """What ranks those whom a single name may mean, the likeliest lowest."""
    whole = [r for r in being.references if _is_whole(r)]
    gender = bool(being.gender and being.gender == name.gender)
    titled = bool({singular(bare(w)) for w in name.before.split()} & being.role_words)
    nearest = min(abs(name.start - r.start) + (10**6 if r.start > name.start else 0) for r in whole)
    return {"family": 0, "part": 1, "given": 2}[how], -gender, -titled, -len(whole), nearest


def role_kind(reference: Reference) -> str:
    """group, unnamed, or organisation for a noun for an organisation with a name or nationality before it."""
    printed = reference.text.split()
    first = bare(printed[0])
    if reference.head in words("document_nouns") and len(printed) == 2 and first in table("acronyms"):      # U.N. data
        return "organisation"
    if reference.plural:
        return "group"
    named = first not in _INDEFINITE and any(w[:1].isupper() for w in printed[first in DEFINITE:])
    return "organisation" if named and reference.evidence < 0 and reference.head in words("organisation_nouns") else "unnamed"


def _is_whole(name: Reference) -> bool:
    """True for a name of more than a family name with its particles."""
    return sum(w not in words("particles") for w in parts(name.text)[0]) > 1


def _key(name: str) -> str:
    forms, generation = parts(name)
    return " ".join([*forms, generation]).strip()


def _plain(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:4].lower() == "the " else text


def _gender_clash(being: Being, name: Reference) -> bool:
    return bool(being.gender and name.gender and being.gender != name.gender)


def _agrees(being: Being, wanted: str) -> bool:
    if wanted in ("m", "f"):
        return not being.plural and being.gender in ("", wanted) and _is_person(being)
    if wanted == "p":
        return being.plural or being.kind == "organisation"
    return being.kind in ("organisation", "place") or (being.kind == "unnamed" and not _is_person(being))


def _is_person(being: Being) -> bool:
    return being.kind == "person" or (being.kind == "unnamed" and _means_person(being.head))


def _means_person(noun: str) -> bool:
    return noun in table("person_nouns") or noun in table("titles") or noun == "old" or noun in demonyms()


def _sureness(being: Being, wanted: str) -> float:
    if wanted in ("m", "f"):
        return (1.0 if being.gender else 0.7) * (1.0 if being.kind == "person" else 0.75)
    return 1.0 if wanted == "n" or being.plural else 0.4
