"""The cast of an article: who its names and roles stand for, and who a pronoun means at a given place.

Names are gathered over the whole article, so a full name may come after the short one. Roles and pronouns are heard in
order of appearance; each mention fades with the sentences that follow.
"""
from __future__ import annotations

import re
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

FADE = 0.6              # what is left of a mention's weight one sentence later
PERSON = 0.3            # evidence from which a name is taken for a person's
CLAUSE = 14             # words of a relative clause that still describes
PARTY = re.compile(r"[RDI]\b(?:-[A-Z]|$)")
_SAYING = {"said", "says", "told", "added", "asked", "argued", "called", "wrote", "tweeted", "announced"}
_TAGS = {"r": "republican", "d": "democrat"}
_EMPTY = {"former", "new", "top", "senior", "same", "other", "latter", "late", "first", "old", "young", "two", "three", "local", "the"}


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
            if not clause or (len(said.split()) <= CLAUSE and said.split()[1].lower() not in _SAYING):
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
        whole = [r for r in names if len(parts(r.text)[0]) > 1]
        for name in whole:
            self._add(name, self._whole(name, evidence[_key(name.text)] > PERSON))
        for name in (r for r in names if len(parts(r.text)[0]) == 1):
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
        alone = gender_of_given(name.text) if person and len(parts(name.text)[0]) == 1 else ""
        being = Being(name.text, "group" if plural else kind, alone if alone != "b" else "", plural, bare(name.text.split()[-1]))
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
        rank = {"family": 0, "part": 1, "given": 2}

        def salience(fit: tuple[str, Being]) -> tuple[float, ...]:
            how, being = fit
            full = [r for r in being.references if len(parts(r.text)[0]) > 1]
            known = bool(being.gender and being.gender == name.gender)
            role = bool(name.before) and bool({singular(bare(w)) for w in name.before.split()} & being.role_words)
            return rank[how], -known, -role, -len(full), min(abs(name.start - r.start) + (10**6 if r.start > name.start else 0) for r in full)
        full_fits = [f for f in fits if any(len(parts(r.text)[0]) > 1 for r in f[1].references)]
        return min(full_fits, key=salience)[1] if full_fits else None

    def _short_organisation(self, name: Reference) -> Being | None:
        """The organisation whose name holds this one at an end, or of which it is the acronym."""
        short = organisation_key(name.text).split()
        for being in reversed(self.beings):
            full = organisation_key(being.name).split()
            if being.kind != "organisation" or len(full) <= len(short):
                continue
            initials = "".join(w[0] for w in being.name.split() if w[:1].isupper()).lower()
            if full[-len(short):] == short or full[:len(short)] == short or (len(short) == 1 and len(short[0]) > 1 and initials == short[0]):
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
        """How present someone is at a sentence; 0 if not heard of within eight sentences."""
        return sum(w * FADE ** max(sentence - s, 0) for s, b, w in self._heard if b is being and -1 <= sentence - s <= 8)

    def recent(self, sentence: int) -> list[Being]:
        """Those heard of within eight sentences, the most present first."""
        beings = list(dict.fromkeys(b for s, b, _ in self._heard if -1 <= sentence - s <= 8))
        return sorted(beings, key=lambda b: -self.salience(b, sentence))

    def pronoun(self, form: str, sentence: int, without: Sequence[Being] = ()) -> Found | None:
        """Whom he, she, they or it means here."""
        wanted = {"he": "m", "she": "f", "they": "p", "it": "n"}[form]
        fits = [b for b in self.recent(sentence) if _agrees(b, wanted) and b not in without]
        if not fits:
            return None
        ranked = sorted(fits, key=lambda b: -self.salience(b, sentence) * _sureness(b, wanted))
        best = ranked[0]
        rival = self.salience(ranked[1], sentence) / max(self.salience(best, sentence), 1e-9) if len(ranked) > 1 else 0.0
        if best.kind in ("person", "unnamed") and not best.gender:
            best.gender = wanted
        return Found(best, round(0.9 - 0.35 * min(rival, 1.0), 2), f"{form}: {best.name}, {'only fit' if len(ranked) == 1 else 'most present'}")

    def role(self, reference: Reference) -> Found | None:
        """Whom a definite role means: an earlier (or else later) being whose title, descriptor, noun or name fits."""
        scored = [(self._fit(reference, b), b) for b in self.beings]
        fits = [(fit * (0.3 + self.salience(b, reference.sentence)), fit, b) for fit, b in scored if fit >= 0.9]
        if not fits:
            return None
        _, fit, best = max(fits, key=lambda f: f[0])
        return Found(best, round(min(0.85, 0.4 + 0.2 * fit), 2), f"{_plain(reference.text)}: {best.name}")

    def described(self, reference: Reference) -> Being:
        """The being of a role that stands for itself: the one described in the same words, or a new one."""
        for being in self.beings:
            if being.kind in ("unnamed", "group") and being.name.lower() == reference.text.lower():
                being.note(reference)
                return being
        kind = role_kind(reference)
        being = Being(reference.text, kind, reference.gender, reference.plural, reference.head, reference.modifiers)
        being.note(reference)
        self.beings.append(being)
        return being

    def _fit(self, reference: Reference, being: Being) -> float:
        """How well a being fits a role; below 0.9 is no fit."""
        if reference.plural != being.plural or (reference.gender and being.gender and reference.gender != being.gender):
            return 0.0
        person = reference.head in table("person_nouns") or reference.head in table("titles") or reference.head == "old"
        if being.kind in ("person", "unnamed") and not person or being.kind in ("organisation", "place") and person:
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
            return 2.0 if reference.modifiers & being.role_words else 0.0
        if being.kind == "organisation":
            inside = set(organisation_key(being.name).split()) | being.role_words
            return 1.5 if head in inside or inside & set(table("organisation_roles").get(head, "").split()) else 0.0
        if head in being.role_words:
            return 2.0
        if head in ("man", "woman"):
            return 1.0 if being.gender == reference.gender else 0.0
        return 1.2 if being.role_words & set(table("roles").get(head, "").split()) else 0.0


def role_kind(reference: Reference) -> str:
    """group, unnamed, or organisation for a noun for an organisation with a name or nationality before it."""
    if reference.plural:
        return "group"
    if reference.evidence < 0 and reference.head in words("organisation_nouns"):
        named = any(w[:1].isupper() for w in reference.text.split()[1:]) or (reference.text[:1].isupper() and reference.head != bare(reference.text.split()[0]))
        first = bare(reference.text.split()[0])
        if named and first not in ("a", "an", "another", "one", "its", "his", "her", "their"):
            return "organisation"
    return "unnamed"


def _key(name: str) -> str:
    forms, generation = parts(name)
    return " ".join([*forms, generation]).strip()


def _plain(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:4].lower() == "the " else text


def _gender_clash(being: Being, name: Reference) -> bool:
    return bool(being.gender and name.gender and being.gender != name.gender)


def _agrees(being: Being, wanted: str) -> bool:
    if wanted in ("m", "f"):
        return being.kind in ("person", "unnamed") and not being.plural and being.gender in ("", wanted) and _may_be_person(being)
    if wanted == "p":
        return being.plural or being.kind == "organisation"
    return being.kind in ("organisation", "place") or (being.kind == "unnamed" and being.head not in table("person_nouns"))


def _may_be_person(being: Being) -> bool:
    return being.kind == "person" or being.head in table("person_nouns") or being.head in table("titles")


def _sureness(being: Being, wanted: str) -> float:
    if wanted in ("m", "f"):
        return (1.0 if being.gender else 0.7) * (1.0 if being.kind == "person" else 0.75)
    return 1.0 if wanted == "n" or being.plural else 0.4
