"""Coreference in one article: whom a name, a role or a pronoun stands for at a given sentence.

Names are clustered over the whole article, so a full name may come after a short one. Roles and
pronouns are resolved in order of appearance, by salience.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.speakers.definite_descriptions import MIN_FIT, fit, is_epithet
from quotetrack.speakers.entities import Entity, gender_clash, is_person, role_kind
from quotetrack.speakers.name_clusters import NameClusters
from quotetrack.speakers.references import Reference, nominative, pronoun_class

# All constants are tuned on the tune half of data/gold/speakers.jsonl (benchmarks.speakers).
# Salience of an entity: its strongest recent mention plus a discounted share of two others.
DECAY = 0.5  # what is left of the weight of a mention one sentence later
WINDOW = 8  # sentences back in which a mention counts
MENTIONS = 3  # mentions that count, each in a sentence of its own
OTHER_MENTIONS = 0.7  # share of all but the strongest

# Factors on the salience of a candidate for a pronoun
REPORTED = 0.25  # named in the words that the pronoun reports: a speaker would say I
UNKNOWN_GENDER = 0.75
ONLY_DESCRIBED = 0.75  # without a name
PLACE = 0.5  # for `it`: places speak less often than organisations
ORGANISATION_AS_THEY = 0.4

# Scores of what is found
PRONOUN_SCORE = 0.9
PRONOUN_RIVAL = 0.35  # off, times the share of the second candidate in the first one's salience
ROLE_BASE = 0.4
ROLE_PER_FIT = 0.2
ROLE_MAX = 0.85
NAMED_LATER_SCORE = 0.8
EPITHET_SCORE = 0.5

ROLE_PRIOR = 0.3  # added to salience where several entities fit a role
EPITHET_RIVAL = 0.6  # share of the first one's salience that the second may have at most


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entity that a reference stands for, how sure that is (0 to 1), and why."""

    entity: Entity
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention that was read: where, of whom, and with what weight."""

    sentence: int
    entity: Entity
    weight: float


class Coreference:
    """The entities of one article and their salience; call `mention` in order of the text."""

    def __init__(self, references: Sequence[Reference]):
        self._clusters = NameClusters(references)
        self.entities = self._clusters.entities
        self.named = self._clusters.entity
        self._mentions: list[_Mention] = []

    # ---- salience
    def mention(self, entity: Entity, sentence: int, weight: float) -> None:
        """Take in a mention of an entity."""
        self._mentions.append(_Mention(sentence, entity, weight))

    def salience(self, entity: Entity, sentence: int) -> float:
        """Salience of an entity at a sentence, 0 if it was not mentioned recently.

        Its strongest recent mention plus a discounted share of two others, each in a sentence of
        its own.
        """
        strongest: dict[int, float] = {}
        for m in self._recent_mentions(sentence):
            if m.entity is entity:
                weight = m.weight * DECAY ** max(sentence - m.sentence, 0)
                strongest[m.sentence] = max(strongest.get(m.sentence, 0.0), weight)
        if not strongest:
            return 0.0
        first, *others = sorted(strongest.values(), reverse=True)[:MENTIONS]
        return first + OTHER_MENTIONS * sum(others)

    def recent(self, sentence: int) -> list[Entity]:
        """The entities mentioned recently, the most salient first."""
        entities = dict.fromkeys(m.entity for m in self._recent_mentions(sentence))
        return sorted(entities, key=lambda e: -self.salience(e, sentence))

    def _recent_mentions(self, sentence: int) -> list[_Mention]:
        """The mentions from `WINDOW` sentences back to the next sentence."""
        first = bisect_left(self._mentions, sentence - WINDOW, key=lambda m: m.sentence)
        end = bisect_right(self._mentions, sentence + 1, key=lambda m: m.sentence)
        return self._mentions[first:end]

    # ---- what a pronoun or role stands for
    def pronoun(
        self, pronoun: str, sentence: int, reported: Sequence[Entity] = ()
    ) -> Antecedent | None:
        """Whom a pronoun of the third person means; None if nobody agrees with it.

        `reported` are the entities named in the words that the pronoun reports.
        """
        wanted = pronoun_class(pronoun)
        weights = {
            e: self.salience(e, sentence)
            * _pronoun_factor(e, wanted)
            * (REPORTED if e in reported else 1.0)
            for e in self.recent(sentence)
            if _agrees(e, wanted)
        }
        if not weights:
            return None
        latest = {m.entity: place for place, m in enumerate(self._mentions)}
        best, *others = sorted(weights, key=lambda e: (-weights[e], -latest[e]))
        rival = weights[others[0]] / max(weights[best], 1e-9) if others else 0.0
        if wanted in ("m", "f") and not best.gender:
            best.gender = wanted
        why = "most present" if others else "only fit"
        score = round(PRONOUN_SCORE - PRONOUN_RIVAL * rival, 2)
        return Antecedent(best, score, f"{nominative(pronoun)}: {best.name}, {why}")

    def role(self, role: Reference, sentence: int) -> Antecedent | None:
        """The entity whose title, descriptor, noun or name fits a definite role best.

        None if none fits. An entity that explains all words of the role comes first.
        """
        fits = [(e, *fit(role, e)) for e in self.entities]
        fits = [found for found in fits if found[1] >= MIN_FIT]
        if not fits:
            return None

        def rank(found: tuple[Entity, float, bool]) -> tuple[bool, float]:
            entity, how_well, explained = found
            return explained, how_well * (ROLE_PRIOR + self.salience(entity, sentence))

        best, how_well, _ = max(fits, key=rank)
        score = round(min(ROLE_MAX, ROLE_BASE + ROLE_PER_FIT * how_well), 2)
        return Antecedent(best, score, f"{_uncapitalised(role.text)}: {best.name}")

    def named_later(self, role: Reference) -> Antecedent | None:
        """The entity of a role that the article first describes and then names."""
        entity = self._clusters.named_later(role)
        if entity is None:
            return None
        reason = f"{_uncapitalised(role.text)}: {entity.name}, named later"
        return Antecedent(entity, NAMED_LATER_SCORE, reason)

    def epithet(
        self, role: Reference, sentence: int, reported: Sequence[Entity] = ()
    ) -> Antecedent | None:
        """The clearly most salient person, for an epithet that fits nobody by its words.

        `the Danish-born singer`; None if no person or more than one is salient.
        """
        if not is_epithet(role):
            return None
        people = [
            e
            for e in self.recent(sentence)
            if e.kind == "person" and e not in reported and not gender_clash(e, role)
        ]
        if not people:
            return None
        first, *others = (self.salience(e, sentence) for e in people)
        if others and others[0] > EPITHET_RIVAL * first:
            return None
        reason = f"{_uncapitalised(role.text)}: {people[0].name}, most present"
        return Antecedent(people[0], EPITHET_SCORE, reason)

    # ---- entities that are only described
    def mentioned(self, reference: Reference) -> Entity | None:
        """The entity of a name, or the one described in the same words as a role."""
        if reference.form == "name":
            return self.named(reference)
        wanted = reference.text.lower()
        return next((e for e in self.entities if e.name.lower() == wanted), None)

    def described(self, role: Reference, printed: str = "") -> Entity:
        """The entity of a role that stands for itself: described in the same words before, or new.

        `printed` is the phrase as a source has it, if that differs from the phrase of the role.
        """
        name = printed or role.text
        for entity in self.entities:
            described = entity.kind in ("unnamed", "group", "organisation")
            if described and entity.name.lower() == name.lower():
                entity.add_mention(role)
                return entity
        only_here = (e for e in self.entities if len(e.references) == 1 and e.references[0] == role)
        known = next(only_here, None)
        if known:
            known.name = printed or known.name
            return known
        entity = Entity(name, role_kind(role), role.gender, role.plural, role.head, role.modifiers)
        entity.add_mention(role)
        self.entities.append(entity)
        return entity


def _uncapitalised(text: str) -> str:
    """A phrase as it stands in mid-sentence: `The senator` -> `the senator`."""
    return text[:1].lower() + text[1:] if text[:4].lower() == "the " else text


def _agrees(entity: Entity, wanted: str) -> bool:
    """True if an entity agrees with a pronoun of a class in gender and number."""
    if wanted in ("m", "f"):
        return not entity.plural and entity.gender in ("", wanted) and is_person(entity)
    if wanted == "p":
        return entity.plural or entity.kind == "organisation"
    if entity.kind in ("organisation", "place"):
        return True
    return entity.kind == "unnamed" and not is_person(entity)


def _pronoun_factor(entity: Entity, wanted: str) -> float:
    """The factor on the salience of a candidate for a pronoun of a class."""
    if wanted in ("m", "f"):
        known_gender = 1.0 if entity.gender else UNKNOWN_GENDER
        return known_gender * (1.0 if entity.kind == "person" else ONLY_DESCRIBED)
    if wanted == "p":
        return 1.0 if entity.plural else ORGANISATION_AS_THEY
    return PLACE if entity.kind == "place" else 1.0
