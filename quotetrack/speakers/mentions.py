"""Parse -> References: the people, organisations, roles and pronouns that an article's prose mentions, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import (
    Name,
    demonyms,
    family_first,
    gender,
    gender_of_given,
    is_place,
    split,
)
from quotetrack.language.normalize import bare
from quotetrack.language.titles import honorifics, is_short_title, is_title, offices, singular
from quotetrack.records import Parse, Sentence, Token
from quotetrack.speakers.grammatical_roles import Standing
from quotetrack.speakers.noun_phrases import (
    DEFINITE,
    HYPHENS,
    INDEFINITE,
    PARTY,
    POSSESSIVES,
    STOPS,
    WITHIN,
    Phrases,
)

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "they": "p",
    "them": "p",
    "their": "p",
    "themselves": "p",
    "it": "n",
    "its": "n",
    "itself": "n",
}
_ENDS = {".", "!", "?", ":", ";", "…", "...", '"', "”", "’", ")", "»"}
_ASIDE = re.compile(r"[\s,(—–-]*(?:\d{1,3},?\s+)?")
_ENCLOSED = re.compile(r",(?!\s+(?:and|or|the|an?)\b)")  # and no list
_CALLED = re.compile(r",?\s+(?:called|named|dubbed|known\s+as)\s+(?:the\s+)?", re.IGNORECASE)
_PARTY = re.compile(
    r"[DRI][-–—](?:[A-Z][a-z]*\.?){1,3},?"
)  # the party and land of a lawmaker: R-Ohio, D-N.Y.
_JOINT = re.compile(r"([A-Z][a-z]{2,})[A-Z]")  # BuzzWord, but not MacKay
_FAMILY_PARTS = {"mac", "van", "von", "fitz", "del", "della"}
_PERSON, _OTHER = (
    ("per",),
    ("org", "gpe", "loc", "fac", "nor", "pro"),
)  # first letters of entity classes


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for someone. form: name, role or pronoun.

    `text` is the name proper (title off), the phrase or the pronoun; `head` its folded noun in the singular; `before` a title
    and `after` an apposition or clause as printed; `outer` the span with both; `evidence` above 0 speaks for a person.
    `main` marks the subject of a sentence's own verb, `acts` one of whom a clause with `who` tells; `beside` is the place of
    the word that the tree has it in apposition to; `of` that of the name or subject of which a role is said. Places are
    offsets, -1 for none.
    """

    form: str
    start: int
    end: int
    text: str
    head: str
    sentence: int
    paragraph: int
    subject: bool
    gender: str = ""
    main: bool = False
    acts: bool = False
    beside: int = -1
    of: int = -1
    plural: bool = False
    definite: bool = False
    before: str = ""
    after: str = ""
    evidence: float = 0.0
    modifiers: frozenset[str] = frozenset()
    outer: tuple[int, int] = (0, 0)


def references(parse: Parse) -> list[Reference]:
    """Everything in the article's prose that may be a speaker, in order of appearance."""
    known = {
        t.text
        for s in parse.sentences
        for t in s.tokens[1:]
        if t.upos == "PROPN" and t.text[:1].isupper()
    }
    surnames = {
        b.text
        for s in parse.sentences
        for a, b in zip(s.tokens, s.tokens[1:], strict=False)
        if a.text[:1].isupper() and b.text in known and gender_of_given(a.text)
    }
    found: list[Reference] = []
    for number, sentence in enumerate(whole_sentences(parse)):
        reader = _Reader(Phrases(parse.article.text, sentence, known, surnames), number)
        found += _linked(parse.article.text, list(reader.references()))
    return found


def _linked(text: str, sentence: Sequence[Reference]) -> Iterator[Reference]:
    """The references of a sentence; a role in apposition to a name knows the name, and one that is the name's title goes."""
    names = [r for r in sentence if r.form == "name"]
    for reference in sentence:
        if reference.form != "role":
            yield reference
        elif not any(n.end == reference.end and n.outer[0] <= reference.start for n in names):
            holder = (
                next((n for n in names if _beside(text, reference, n)), None)
                if reference.of < 0
                else None
            )
            yield replace(reference, of=holder.start) if holder else reference


def _beside(text: str, role: Reference, name: Reference) -> bool:
    """True for a role in apposition to a name: `Ann Roe, 40, a clerk`, `the clerk, Ann Roe,`, `a group called Roe`."""
    if name.end <= role.start:
        told = (name.after and role.start < name.outer[1]) or role.beside == name.start
        enclosed = role.definite and _ENCLOSED.match(text, role.outer[1])
        return bool((told or enclosed) and _ASIDE.fullmatch(text[name.end : role.start]))
    between = text[role.end : name.outer[0]]
    same = name.before.endswith(role.text) or role.start <= name.beside < role.end
    return (between.strip() == "," and same) or bool(_CALLED.fullmatch(text[role.end : name.start]))


def whole_sentences(parse: Parse) -> list[Sentence]:
    """The sentences of the parse; pieces that the splitter parted without an end mark are one again."""
    whole: list[Sentence] = []
    for sentence in parse.sentences:
        before = whole[-1] if whole else None
        if before is None or before.paragraph != sentence.paragraph or _is_end(before.tokens):
            whole.append(sentence)
            continue
        shift = len(before.tokens)
        moved = (
            replace(t, index=t.index + shift, head=t.head + shift if t.head else 0)
            for t in sentence.tokens
        )
        whole[-1] = Sentence(before.start, sentence.end, before.paragraph, (*before.tokens, *moved))
    return whole


def _is_end(tokens: Sequence[Token]) -> bool:
    """True if a sentence ends with these tokens: not after `Sen.`, which awaits a name."""
    token = tokens[-1]
    if token.text == "." and len(tokens) > 1 and is_short_title(tokens[-2].text):
        return False
    return token.upos == "PUNCT" or token.text in _ENDS


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, phrases: Phrases, number: int):
        self.phrases, self.tokens, self.forms, self.number = (
            phrases,
            phrases.tokens,
            phrases.forms,
            number,
        )
        self.standing = Standing(phrases.tokens, STOPS)

    def references(self) -> Iterator[Reference]:
        place = 0
        while place < len(self.tokens):
            end = self.phrases.run_end(place)
            found = (
                self._run(place, end) if end > place else self._noun(place) or self._pronoun(place)
            )
            place = max(end, place + 1)
            if found:
                yield found
                while (
                    PARTY.match(found.after)
                    and place < len(self.tokens)
                    and self.tokens[place].start < found.outer[1]
                ):
                    place += 1

    def _reference(
        self, form: str, first: int, end: int, text: str, head: str, **rest: Any
    ) -> Reference:
        span = self.tokens[first:end]
        outer = rest.setdefault("outer", (span[0].start, span[-1].end))
        inside = [t for t in self.tokens if outer[0] <= t.start < span[-1].end]
        subjects = [(t, s) for t in inside if (s := self.standing.subject(t))]
        seen = "" if subjects or form == "pronoun" else self.standing.before_verb(*outer)
        main = any(t.deprel != "conj" and self.standing.of_sentence(s) for t, s in subjects)
        beside = next((p for t in inside if (p := self.standing.beside(t)) >= 0), -1)
        return Reference(
            form,
            span[0].start,
            span[-1].end,
            text,
            head,
            self.number,
            self.phrases.sentence.paragraph,
            subject=bool(subjects or seen),
            main=main or seen == "main",
            acts=self.standing.before_who(span[-1].end),
            beside=beside,
            **rest,
        )

    # ---- names
    def _run(self, first: int, end: int) -> Reference | None:
        """A run of name words: an office, or a name with what stands around it."""
        office = self.phrases.office(first, end)
        last = self.tokens[end - 1]
        if (office is not None or last.upos == "ADJ") and self.standing.describes(
            self.tokens[office or end - 1], last
        ):
            return None
        if office is not None:
            return self._role(first, office, end)
        first, run = self.phrases.person_start(first, end), first
        name = _name(self.phrases.text[self.tokens[first].start : self.tokens[end - 1].end])
        if bare(" ".join(name.words)) in demonyms():
            alone = first > 0 and self.forms[first - 1] == "the" and not self._goes_on(end - 1, "")
            return self._role(first, end - 1, end) if alone else None
        if len(" ".join(name.words)) < 2 or _PARTY.fullmatch(" ".join(name.words)):
            return None
        first += _tokens_of(name.title, self.tokens[first:end])
        start = min(run, self.phrases.title_start(first))
        title = self.phrases.words(start, first) if start < first else ""
        full = Name(title, name.words, name.suffix)
        after, stop = self.phrases.behind_name(end)
        return self._reference(
            "name",
            first,
            end,
            full.full,
            bare(name.words[-1]),
            gender=gender(full),
            after=after,
            before=title or self.phrases.apposition_before(start, end),
            evidence=self._evidence(full, first, after),
            outer=(self.tokens[start].start, self.tokens[max(stop, end) - 1].end),
        )

    def _evidence(self, name: Name, first: int, after: str) -> float:
        """How much speaks for a person (above 0) or against one."""
        forms = [bare(w) for w in name.words]
        several = len(forms) > 1
        given = gender_of_given(forms[0])
        score = (
            3.0 * bool(name.title)
            + 2.0 * _for_person(after)
            + 3.0 * bool(name.suffix)
            + _entity(self.tokens[first])
        )
        score += (2.0 if several else 0.5) * bool(given) + 2.0 * (
            several and len(forms) < 4 and family_first(name.words)
        )
        score += 1.5 * any(re.fullmatch(r"[A-Z]\.?", w) for w in name.words[1:-1])
        score += 0.6 * (1 < len(forms) < 4 and all(w[:1].isupper() for w in name.words))
        if forms[-1] in words("organisation_nouns"):
            score -= 1.0 if given and len(forms) == 2 else 4.0
        elif set(forms) & words("organisation_nouns"):
            score -= 1.5
        if is_place(" ".join(name.words)) or forms[0] in demonyms():
            score -= 5.0
        if set(forms) & set(table("acronyms")) or any(_all_capitals(w) for w in name.words):
            score -= 2.0
        if (
            len(forms) == 1
            and not name.title
            and (joint := _JOINT.match(name.words[0]))
            and joint[1].lower() not in _FAMILY_PARTS
        ):
            score -= 4.0
        return score - 2.0 * (first > 0 and self.forms[first - 1] == "the" and not name.title)

    # ---- roles and pronouns
    def _noun(self, place: int) -> Reference | None:
        """A phrase around a noun for a person, group or organisation: `one old fisherman`, `the ministry`."""
        token, form, head = self.tokens[place], self.forms[place], _head_noun(self.forms[place])
        if token.upos not in ("NOUN", "ADJ", "NUM", "DET") or self._goes_on(place, head):
            return None
        if token.upos != "NOUN":
            aged = form == "old" and place >= 2 and self.tokens[place - 1].text in HYPHENS
            return self._role(place, place, place + 1) if aged else None
        known = (
            head in table("person_nouns")
            or form in words("group_nouns")
            or form in words("organisation_nouns")
        )
        return self._role(place, place, place + 1) if known else None

    def _goes_on(self, place: int, head: str) -> bool:
        """True for a noun inside a longer phrase or before a name; a person's possessive stands by itself."""
        if place + 1 >= len(self.tokens):
            return False
        following = self.tokens[place + 1]
        if following.text in POSSESSIVES:
            return head not in table("person_nouns")
        return (
            following.upos in ("NOUN", "PROPN")
            or following.text in HYPHENS
            or self.phrases.capital(place + 1)
        )

    def _role(self, first: int, noun: int, end: int) -> Reference:
        """The role whose noun stands at `noun`, of a run of capitals from `first` to `end` or of that noun alone."""
        office = end > noun + 1 or first < noun or self.tokens[noun].upos == "PROPN"
        form, head = self.forms[noun], _head_noun(self.forms[noun])
        start = self.phrases.phrase_start(first)
        stop, after, close = self.phrases.behind_noun(end)
        article = self.forms[start]
        person = table("person_nouns").get(head) or offices().get(head, "")
        several = form.endswith("s") and {form[:-1], re.sub("ies$", "y", form)} & words(
            "organisation_nouns"
        )
        joined = self.standing.joins_another(self.tokens[end - 1], self.tokens[end:stop])
        inflected = head != form.removeprefix("ex-") and form not in offices()
        plural = form in words("group_nouns") or inflected or bool(several) or joined
        return self._reference(
            "role",
            start,
            stop,
            self.phrases.words(start, stop),
            head,
            gender="" if joined else person.strip("-b"),
            plural=plural,
            of=self.standing.said_of(self.tokens[noun]),
            definite=article in DEFINITE or (office and not plural and article not in INDEFINITE),
            after=after,
            evidence=1.0 if person else -1.0,
            outer=(self.tokens[start].start, self.tokens[close - 1].end),
            modifiers=frozenset(
                self.forms[i] for i in range(start, noun) if self.tokens[i].upos in WITHIN
            ),
        )

    def _pronoun(self, place: int) -> Reference | None:
        form = self.tokens[place].text.lower()
        if form not in PRONOUNS:
            return None
        kind = PRONOUNS[form]
        return self._reference(
            "pronoun", place, place + 1, form, form, gender=kind.strip("pn"), plural=kind == "p"
        )


def _head_noun(form: str) -> str:
    """A folded noun in the singular; one who was something is still described by it: ex-governor."""
    return singular(form.removeprefix("ex-"))


def _name(printed: str) -> Name:
    """The name of a run; that of an institution is not searched for a title."""
    several = printed.split()
    given = any(gender_of_given(w) and not is_place(w) for w in (several[0], *several[1:-1][-1:]))
    if (
        bare(several[-1]) in words("organisation_nouns")
        and not given
        and bare(several[0]) not in honorifics()
    ):
        return Name("", tuple(several))
    return split(printed)


def _for_person(after: str) -> bool:
    """True if an apposition or clause is one of a person: an age, a noun for a person, `who`."""
    head = re.split(r"\s(?:of|at|for|in|from|who|with|to|on)\s", after)[0].split()
    if not head:
        return False
    return (
        head[0].lower() in ("who", "whose")
        or head[0].isdigit()
        or head[0][:2] in ("R-", "D-")
        or is_title(head[-1])
    )


def _entity(token: Token) -> float:
    """What the entity tag says for a person."""
    kind = token.entity.partition("-")[2].lower()
    return 3.0 if kind.startswith(_PERSON) else -3.0 if kind.startswith(_OTHER) else 0.0


def _all_capitals(word: str) -> bool:
    return word.isupper() and 1 < len(word.replace(".", "")) < 7


def _tokens_of(title: str, tokens: Sequence[Token]) -> int:
    """How many tokens spell the title."""
    left, count = re.sub(r"\W", "", title), 0
    while left and count < len(tokens):
        left = left[len(re.sub(r"\W", "", tokens[count].text)) :]
        count += 1
    return count
