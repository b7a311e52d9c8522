"""Name clusters: which names of an article stand for one entity, full and short, in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quotetrack.language.lexicon import words
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
from quotetrack.records import Span
from quotetrack.speakers.entities import Entity, gender_clash, is_full_name
from quotetrack.speakers.references import Reference

# Evidence (see person_evidence); tuned on the tune half of data/gold/speakers.jsonl.
FULL_NAME_PERSON = 0.3  # above which a name of several words is a person's
SHORT_NAME_PERSON = 0.5  # from which a single word is a person's
DOUBTFUL = -3.0  # below which a single word is a family name only if the article has that family
NEVER_FAMILY = -6.0  # up to which it is none: both the word lists and the tagger object

_SHORT_FORM_RANK = {"family": 0, "part": 1, "given": 2}


class NameClusters:
    """The entities that the names of an article stand for, gathered over the whole article."""

    def __init__(self, references: Sequence[Reference]):
        self.entities: list[Entity] = []
        self._by_span: dict[Span, Entity] = {}
        self._genders: dict[str, set[str]] = {}  # by name, as its titles show them
        self._cluster([r for r in references if r.form == "name"])
        self._cataphors = dict(self._find_cataphors(references))

    def entity(self, name: Reference) -> Entity:
        """The entity of a name."""
        return self._by_span[name.start, name.end]

    def named_later(self, role: Reference) -> Entity | None:
        """The entity of a role that the article first describes and then names."""
        return self._cataphors.get((role.start, role.end))

    def _cluster(self, names: Sequence[Reference]) -> None:
        """Give each name its entity: full names first, so that short ones find them."""
        evidence: defaultdict[str, float] = defaultdict(float)
        for name in names:
            evidence[_key(name.text)] += name.evidence
            self._genders.setdefault(_key(name.text), set()).update(name.gender)
        for name in (r for r in names if is_full_name(r)):
            person = evidence[_key(name.text)] > FULL_NAME_PERSON
            self._add(name, self._of_full_name(name, person))
        titled = {_key(name.text) for name in names if name.before}
        for name in (r for r in names if not is_full_name(r)):
            person = evidence[_key(name.text)] >= SHORT_NAME_PERSON
            known = self._of_short_name(name, _key(name.text) in titled)
            self._add(name, known or self._new(name, person))

    def _add(self, name: Reference, entity: Entity) -> None:
        entity.add_mention(name)
        entity.gender = entity.gender or name.gender
        self._by_span[name.start, name.end] = entity

    def _new(self, name: Reference, person: bool) -> Entity:
        kind = "person" if person else "place" if is_place(name.text) else "organisation"
        plural = kind == "organisation" and bare(name.text).removesuffix("s") in demonyms()
        gender = ""
        if person and not is_full_name(name):
            gender = gender_of_given(name.text).replace("b", "")
        entity = Entity(name.text, "group" if plural else kind, gender, plural, name.head)
        self.entities.append(entity)
        return entity

    # ---- names of several words
    def _of_full_name(self, name: Reference, person: bool) -> Entity:
        """The entity of a name of several words; the fullest form becomes its name."""
        for entity in self.entities:
            if person and entity.kind == "person":
                if compatible(entity.name, name.text) and not gender_clash(entity, name):
                    if _is_fuller(name.text, entity.name):
                        entity.name = name.text
                    return entity
            elif not person and entity.kind != "person" and _same_organisation(entity, name):
                return entity
        known = None if person else self._of_short_organisation(name)
        return known or self._new(name, person)

    # ---- single words
    def _of_short_name(self, name: Reference, titled: bool) -> Entity | None:
        """The entity of a single name; None if it is a new one.

        Family names win over first names, then gender and title decide, then the order of mention.
        """
        doubtful = name.evidence < DOUBTFUL or is_place(name.text)
        if doubtful and not titled and not self._is_family_name(name):
            return self._of_doubtful_name(name)
        fits = list(self._short_form_fits(name))
        if not fits:
            equal = next((e for e in self.entities if _key(e.name) == _key(name.text)), None)
            return equal or (None if titled else self._of_short_organisation(name))
        full = [(how, e) for how, e in fits if any(map(is_full_name, e.references))]
        return min(full, key=lambda fit: _claim_rank(name, *fit))[1] if full else None

    def _of_doubtful_name(self, name: Reference) -> Entity | None:
        """The entity of a single word that is probably no person's name."""
        equal = next((e for e in self.entities if _same_organisation(e, name)), None)
        if equal or is_place(name.text):
            return equal
        return self._of_short_organisation(name)

    def _short_form_fits(self, name: Reference) -> Iterator[tuple[str, Entity]]:
        """How a single name may be short for a person (family, part or given), and the person."""
        for entity in self.entities:
            if entity.kind != "person" or not self._gender_fits(name, entity):
                continue
            how = short_form(name.text, entity.name)
            generation = parts(name.text)[1]
            if how and not (generation and generations_clash(name.text, entity.name)):
                yield how, entity

    def _gender_fits(self, name: Reference, entity: Entity) -> bool:
        """False if the gender of a single name, shown here or by `Mr Roe` elsewhere, differs."""
        if name.gender or _same_title(name, entity):
            shown = {name.gender}
        else:
            shown = self._genders[_key(name.text)]
        return not entity.gender or len(shown) != 1 or shown <= {"", entity.gender}

    def _is_family_name(self, name: Reference) -> bool:
        """True for a word that is the family name of somebody in this article."""
        people = (e for e in self.entities if e.kind == "person")
        return name.evidence > NEVER_FAMILY and any(
            short_form(name.text, e.name) == "family" for e in people
        )

    def _of_short_organisation(self, name: Reference) -> Entity | None:
        """The organisation whose name starts or ends with this one, or whose initials it is."""
        short = organisation_key(name.text).split()
        for entity in reversed(self.entities):
            full = organisation_key(entity.name).split()
            if entity.kind != "organisation" or len(full) <= len(short):
                continue
            initials = "".join(w[0] for w in entity.name.split() if w[:1].isupper()).lower()
            acronym = len(short) == 1 and len(short[0]) > 1 and initials == short[0]
            if acronym or short in (full[-len(short) :], full[: len(short)]):
                return entity
        return None

    # ---- described first, named later
    def _find_cataphors(self, references: Sequence[Reference]) -> Iterator[tuple[Span, Entity]]:
        """Roles that come before the name they stand for, each with the entity.

        `A young aide resigned. The aide, Ann Roe, ...`
        """
        names = {r.start: r for r in references if r.form == "name"}
        roles = [r for r in references if r.form == "role" and not r.plural]
        for role in roles:
            definite = role.definite or _is_owned(role)
            if not definite or role.holder < role.end or role.holder not in names:
                continue
            entity = self.entity(names[role.holder])
            if min(r.start for r in entity.references) < role.holder:
                continue
            same = [r for r in roles if r.end <= role.start and _introduces(r, role)]
            if same:
                entity.add_role(same[-1])
                yield (same[-1].start, same[-1].end), entity


def _introduces(earlier: Reference, role: Reference) -> bool:
    """True if an earlier role that describes nobody known has all the words of a later one."""
    if earlier.holder >= 0 or earlier.head != role.head:
        return False
    return _content_words(role) <= _content_words(earlier)


def _is_fuller(name: str, known: str) -> bool:
    """True for a form with more words that does not begin with an initial."""
    forms = parts(name)[0]
    return len(forms) > len(parts(known)[0]) and len(forms[0]) > 1


def _same_organisation(entity: Entity, name: Reference) -> bool:
    return organisation_key(entity.name) == organisation_key(name.text)


def _claim_rank(name: Reference, how: str, entity: Entity) -> tuple[int, bool, bool, int]:
    """The rank of an entity among those that a single name may be short for, the best lowest."""
    same_gender = bool(entity.gender and entity.gender == name.gender)
    first = min(r.start for r in entity.references if is_full_name(r))
    return _SHORT_FORM_RANK[how], not same_gender, not _same_title(name, entity), first


def _same_title(name: Reference, entity: Entity) -> bool:
    """True if a title before the name is one that the article gives to the entity."""
    return any(singular(bare(w)) in entity.role_words for w in name.before.split())


def _key(name: str) -> str:
    """A name in its comparable form."""
    forms, generation = parts(name)
    return " ".join([*forms, generation]).strip()


def _is_owned(role: Reference) -> bool:
    """True for `Roe's lawyer`, `his lawyer`."""
    if "'s " in role.text or "’s " in role.text:
        return True
    return bare(role.text.split()[0]) in words("third_person_possessives")


def _content_words(role: Reference) -> set[str]:
    """The folded words of a role without its determiner."""
    forms = {bare(w) for w in role.text.split()}
    return forms - words("definite_determiners") - words("indefinite_articles")
