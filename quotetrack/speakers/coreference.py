"""The cast of an article: who its names and roles stand for, and who a pronoun means at a given place.

Names are gathered over the whole article, so a full name may come after the short one. Roles and pronouns are heard in
order of appearance; each mention fades with the sentences that follow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.speakers.definite_descriptions import FITTING, describes, fit
from quotetrack.speakers.entities import Being, gender_clash, is_person, role_kind
from quotetrack.speakers.mentions import Reference
from quotetrack.speakers.name_clusters import Namesakes

FADE = 0.5  # what is left of a mention's weight one sentence later
REACH = 8  # sentences back in which someone is still present
STRONGEST = 3  # sentences that count,
OTHERS = 0.7  # the strongest of them in full, the others with this share
UNLIKELY = 0.25  # what is left for someone who is named in the words that the pronoun reports,
UNTOLD = 0.75  # for a person of unknown gender,
UNNAMED = 0.75  # for one who is described only,
PLACE = 0.5  # for a place, which speaks less often than an organisation,
SINGULAR = 0.4  # and for an organisation that `they` may mean
CLEAR = 0.6  # how present the second one may be, in shares of the first, for the first to be clear


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a reference stands for, how surely, and why."""

    being: Being
    score: float
    reason: str


class Cast:
    """Beings of one article; `hear` the references in order, ask `pronoun` and `role` at their places."""

    def __init__(self, references: Sequence[Reference]):
        self._names = Namesakes(references)
        self.beings = self._names.beings
        self.named = self._names.named
        self._heard: list[tuple[int, Being, float]] = []  # (sentence, being, weight)

    # ---- who is present
    def hear(self, being: Being, sentence: int, weight: float) -> None:
        """Someone was mentioned here."""
        self._heard.append((sentence, being, weight))

    def salience(self, being: Being, sentence: int) -> float:
        """How present someone is at a sentence: the strongest mention of late, and a share of those in two other sentences."""
        strongest: dict[int, float] = {}
        for s, b, weight in self._lately(sentence):
            if b is being:
                strongest[s] = max(strongest.get(s, 0.0), weight * FADE ** max(sentence - s, 0))
        heard = sorted(strongest.values(), reverse=True)[:STRONGEST]
        return heard[0] + OTHERS * sum(heard[1:]) if heard else 0.0

    def recent(self, sentence: int) -> list[Being]:
        """Those heard of lately, the most present first."""
        beings = list(dict.fromkeys(b for _, b, _ in self._lately(sentence)))
        return sorted(beings, key=lambda b: -self.salience(b, sentence))

    def _lately(self, sentence: int) -> list[tuple[int, Being, float]]:
        """What was heard from eight sentences back to the next one."""
        first = bisect_left(self._heard, sentence - REACH, key=lambda h: h[0])
        return self._heard[first : bisect_right(self._heard, sentence + 1, key=lambda h: h[0])]

    # ---- whom words mean
    def pronoun(self, form: str, sentence: int, unlikely: Sequence[Being] = ()) -> Found | None:
        """Whom he, she, they or it means here; those named in the words that the pronoun reports are unlikely."""
        wanted = {"he": "m", "she": "f", "they": "p", "it": "n"}[form]
        weights = {
            b: self.salience(b, sentence)
            * _sureness(b, wanted)
            * (UNLIKELY if b in unlikely else 1.0)
            for b in self.recent(sentence)
            if _agrees(b, wanted)
        }
        if not weights:
            return None
        latest = {b: n for n, (_, b, _) in enumerate(self._heard)}
        best, *others = sorted(weights, key=lambda b: (-weights[b], -latest[b]))
        rival = weights[others[0]] / max(weights[best], 1e-9) if others else 0.0
        if wanted in ("m", "f") and not best.gender:
            best.gender = wanted
        return Found(
            best,
            round(0.9 - 0.35 * rival, 2),
            f"{form}: {best.name}, {'most present' if others else 'only fit'}",
        )

    def role(self, role: Reference, sentence: int) -> Found | None:
        """Whom a definite role means: an earlier (or else later) being whose title, descriptor, noun or name fits."""
        fits = [(b, *fit(role, b)) for b in self.beings]
        fits = [found for found in fits if found[1] >= FITTING]
        if not fits:
            return None
        best, how, _ = max(fits, key=lambda f: (f[2], f[1] * (0.3 + self.salience(f[0], sentence))))
        return Found(
            best, round(min(0.85, 0.4 + 0.2 * how), 2), f"{_plain(role.text)}: {best.name}"
        )

    def later(self, role: Reference) -> Found | None:
        """Whom a role means that is named later in the same words."""
        being = self._names.known(role)
        return (
            Found(being, 0.8, f"{_plain(role.text)}: {being.name}, named later") if being else None
        )

    def epithet(
        self, role: Reference, sentence: int, unlikely: Sequence[Being] = ()
    ) -> Found | None:
        """Whom `the Danish-born singer` means where nobody is known by these words: the person who is clearly most present."""
        if not describes(role):
            return None
        people = [
            b
            for b in self.recent(sentence)
            if b.kind == "person" and b not in unlikely and not gender_clash(b, role)
        ]
        if not people or (
            len(people) > 1
            and self.salience(people[1], sentence) > CLEAR * self.salience(people[0], sentence)
        ):
            return None
        return Found(people[0], 0.5, f"{_plain(role.text)}: {people[0].name}, most present")

    # ---- who is only described
    def mentioned(self, reference: Reference) -> Being | None:
        """The being of a name, or the one described in the same words as a role."""
        if reference.form == "name":
            return self.named(reference)
        return next((b for b in self.beings if b.name.lower() == reference.text.lower()), None)

    def described(self, role: Reference, printed: str = "") -> Being:
        """The being of a role that stands for itself: the one described in the same words, or a new one.

        `printed` is the phrase as a source has it; it outranks what the grammar made of the phrase.
        """
        name = printed or role.text
        for being in self.beings:
            if (
                being.kind in ("unnamed", "group", "organisation")
                and being.name.lower() == name.lower()
            ):
                being.note(role)
                return being
        here = next(
            (b for b in self.beings if len(b.references) == 1 and b.references[0] == role), None
        )
        if here:
            here.name = printed or here.name
            return here
        being = Being(name, role_kind(role), role.gender, role.plural, role.head, role.modifiers)
        being.note(role)
        self.beings.append(being)
        return being


def _plain(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:4].lower() == "the " else text


def _agrees(being: Being, wanted: str) -> bool:
    if wanted in ("m", "f"):
        return not being.plural and being.gender in ("", wanted) and is_person(being)
    if wanted == "p":
        return being.plural or being.kind == "organisation"
    return being.kind in ("organisation", "place") or (
        being.kind == "unnamed" and not is_person(being)
    )


def _sureness(being: Being, wanted: str) -> float:
    if wanted in ("m", "f"):
        return (1.0 if being.gender else UNTOLD) * (1.0 if being.kind == "person" else UNNAMED)
    if wanted == "p":
        return 1.0 if being.plural else SINGULAR
    return PLACE if being.kind == "place" else 1.0
