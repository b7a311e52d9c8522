"""Which names of an article stand for one being: full and short ones, before and after each other, and roles named later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quotetrack.language.names import (
    compatible,
    demonyms,
    gender_of_given,
    generations_clash,
    is_place,
    organisation_key,
    parts,
    short_form,
)
from quotetrack.language.normalize import bare
from quotetrack.language.titles import singular
from quotetrack.speakers.entities import Being, gender_clash, is_whole
from quotetrack.speakers.mentions import Reference
from quotetrack.speakers.noun_phrases import DEFINITE

PERSON = 0.3  # evidence from which a name of several words is taken for a person's,
ALONE = 0.5  # and from which a single one is
DOUBTFUL = (
    -3.0
)  # evidence below which a single name is somebody's family name only if the article has him,
TAGGED = -6.0  # and below which it is none: the lists and the tagger take it for something else
_OWN = {"his", "her", "its", "their"}


class Namesakes:
    """The beings that the names of an article stand for, gathered over the whole of it."""

    def __init__(self, references: Sequence[Reference]):
        self.beings: list[Being] = []
        self._of: dict[tuple[int, int], Being] = {}
        self._genders: dict[str, set[str]] = {}  # of each name, as its titles tell
        self._gather([r for r in references if r.form == "name"])
        self._known = dict(self._named_later(references))

    def named(self, reference: Reference) -> Being:
        """The being of a name."""
        return self._of[reference.start, reference.end]

    def known(self, role: Reference) -> Being | None:
        """Whom a role means that is named later in the same words."""
        return self._known.get((role.start, role.end))

    def _gather(self, names: Sequence[Reference]) -> None:
        evidence: Counter[str] = Counter()
        for name in names:
            evidence[_key(name.text)] += name.evidence  # type: ignore[assignment]
            self._genders.setdefault(_key(name.text), set()).update(name.gender)
        for name in (r for r in names if is_whole(r)):
            self._add(name, self._whole(name, evidence[_key(name.text)] > PERSON))
        titled = {_key(name.text) for name in names if name.before}
        for name in (r for r in names if not is_whole(r)):
            person = evidence[_key(name.text)] >= ALONE
            self._add(name, self._short(name, _key(name.text) in titled) or self._new(name, person))

    def _add(self, name: Reference, being: Being) -> None:
        being.note(name)
        being.gender = being.gender or name.gender
        self._of[name.start, name.end] = being

    def _named_later(
        self, references: Sequence[Reference]
    ) -> Iterator[tuple[tuple[int, int], Being]]:
        """Roles that come before the name they stand for: `A young aide resigned. The aide, Ann Roe, ...`"""
        names = {r.start: r for r in references if r.form == "name"}
        roles = [r for r in references if r.form == "role" and not r.plural]
        for role in (
            r for r in roles if r.of >= r.end and r.of in names and (r.definite or _owned(r))
        ):
            being = self.named(names[role.of])
            if min(r.start for r in being.references) < role.of:
                continue
            same = [
                r
                for r in roles
                if r.end <= role.start
                and r.of < 0
                and r.head == role.head
                and _words(role) <= _words(r)
            ]
            if same:
                being.described(same[-1])
                yield (same[-1].start, same[-1].end), being

    def _whole(self, name: Reference, person: bool) -> Being:
        """The being of a name of several words; the fullest form becomes its name."""
        for being in self.beings:
            if (
                being.kind == "person"
                and person
                and compatible(being.name, name.text)
                and not gender_clash(being, name)
            ):
                if (
                    len(parts(name.text)[0]) > len(parts(being.name)[0])
                    and len(parts(name.text)[0][0]) > 1
                ):
                    being.name = name.text
                return being
            if (
                being.kind != "person"
                and not person
                and organisation_key(being.name) == organisation_key(name.text)
            ):
                return being
        return (None if person else self._short_organisation(name)) or self._new(name, person)

    def _new(self, name: Reference, person: bool) -> Being:
        kind = "person" if person else "place" if is_place(name.text) else "organisation"
        plural = kind == "organisation" and bare(name.text).removesuffix("s") in demonyms()
        gender = (
            gender_of_given(name.text).replace("b", "") if person and not is_whole(name) else ""
        )
        being = Being(name.text, "group" if plural else kind, gender, plural, name.head)
        self.beings.append(being)
        return being

    def _short(self, name: Reference, titled: bool) -> Being | None:
        """Whom a single name means: family name before first name, gender and title, then the one named first."""
        if (
            (name.evidence < DOUBTFUL or is_place(name.text))
            and not titled
            and not self._family(name)
        ):
            equal = [
                b for b in self.beings if organisation_key(b.name) == organisation_key(name.text)
            ]
            return (
                equal[0]
                if equal
                else None
                if is_place(name.text)
                else self._short_organisation(name)
            )
        fits = [
            (short_form(name.text, b.name), b)
            for b in self.beings
            if b.kind == "person" and self._may_be(name, b)
        ]
        fits = [
            (how, b)
            for how, b in fits
            if how and not (parts(name.text)[1] and generations_clash(name.text, b.name))
        ]
        if not fits:
            equal = [b for b in self.beings if _key(b.name) == _key(name.text)]
            return equal[0] if equal else None if titled else self._short_organisation(name)
        whole = [f for f in fits if any(is_whole(r) for r in f[1].references)]
        return min(whole, key=lambda found: _claim(name, *found))[1] if whole else None

    def _may_be(self, name: Reference, being: Being) -> bool:
        """True unless the gender of a single name, as told here or by `Mr Roe` elsewhere, is not that of somebody."""
        told = (
            {name.gender}
            if name.gender or _same_title(name, being)
            else self._genders[_key(name.text)]
        )
        return not being.gender or len(told) != 1 or told <= {"", being.gender}

    def _family(self, name: Reference) -> bool:
        """True for a word that the tagger does not see in an organisation, and that is somebody's family name here."""
        return name.evidence > TAGGED and any(
            short_form(name.text, b.name) == "family" for b in self.beings if b.kind == "person"
        )

    def _short_organisation(self, name: Reference) -> Being | None:
        """The organisation whose name holds this one at an end, or of which it is the acronym."""
        short = organisation_key(name.text).split()
        for being in reversed(self.beings):
            full = organisation_key(being.name).split()
            if being.kind != "organisation" or len(full) <= len(short):
                continue
            initials = "".join(w[0] for w in being.name.split() if w[:1].isupper()).lower()
            acronym = len(short) == 1 and len(short[0]) > 1 and initials == short[0]
            if acronym or short in (full[-len(short) :], full[: len(short)]):
                return being
        return None


def _claim(name: Reference, how: str, being: Being) -> tuple[float, ...]:
    """What ranks those whom a single name may mean, the likeliest lowest."""
    whole = [r for r in being.references if is_whole(r)]
    gender = bool(being.gender and being.gender == name.gender)
    titled = _same_title(name, being)
    return {"family": 0, "part": 1, "given": 2}[how], -gender, -titled, min(r.start for r in whole)


def _same_title(name: Reference, being: Being) -> bool:
    """True if a title before the name is one that the being is said to have."""
    return bool({singular(bare(w)) for w in name.before.split()} & being.role_words)


def _key(name: str) -> str:
    """A name in its comparable form."""
    forms, generation = parts(name)
    return " ".join([*forms, generation]).strip()


def _owned(role: Reference) -> bool:
    """True for `Roe's lawyer`, `his lawyer`."""
    return "'s " in role.text or "’s " in role.text or bare(role.text.split()[0]) in _OWN


def _words(role: Reference) -> set[str]:
    """The folded words of a role without its article."""
    return {bare(w) for w in role.text.split()} - DEFINITE - {"a", "an"}
