"""Parse -> References: everybody whom the prose of an article mentions, in order of appearance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import Name, demonyms, gender, gender_of_given, is_place, split
from quotetrack.language.normalize import bare
from quotetrack.language.titles import honorifics, offices, singular
from quotetrack.records import Parse, Token
from quotetrack.speakers.grammatical_roles import GrammaticalRoles, modifies_following
from quotetrack.speakers.name_runs import office_noun, person_start, run_end
from quotetrack.speakers.noun_phrases import after_name, after_noun, phrase_start
from quotetrack.speakers.person_evidence import person_evidence
from quotetrack.speakers.references import Reference, merged_sentences, pronoun_class
from quotetrack.speakers.sentence_words import (
    HYPHENS,
    INSIDE_PHRASE,
    PARTY,
    POSSESSIVES,
    SentenceWords,
)
from quotetrack.speakers.titles import apposition_before, title_start

_BETWEEN_APPOSED = re.compile(r"[\s,(—–-]*(?:\d{1,3},?\s+)?")
_PARTY_AND_STATE = re.compile(r"[DRI][-–—](?:[A-Z][a-z]*\.?){1,3},?")  # R-Ohio, D-N.Y.


@cache
def _apposing_comma() -> re.Pattern[str]:
    """A comma that does not go on with a list."""
    return re.compile(rf",(?!\s+(?:{'|'.join(sorted(words('apposition_exclusions')))})\b)")


@cache
def _called() -> re.Pattern[str]:
    """What stands between a noun and the name that it introduces: `a group called the Roe Fund`."""
    verbs = "|".join(verb.replace(" ", r"\s+") for verb in sorted(words("naming_verbs")))
    return re.compile(rf",?\s+(?:{verbs})\s+(?:the\s+)?", re.IGNORECASE)


def references(parse: Parse) -> list[Reference]:
    """Everything in the prose of an article that may be a speaker, in order of appearance."""
    text = parse.article.text
    known_names = {
        t.text
        for s in parse.sentences
        for t in s.tokens[1:]
        if t.upos == "PROPN" and t.text[:1].isupper()
    }
    surnames = {
        b.text
        for s in parse.sentences
        for a, b in zip(s.tokens, s.tokens[1:], strict=False)
        if a.text[:1].isupper() and b.text in known_names and gender_of_given(a.text)
    }
    found: list[Reference] = []
    for number, sentence in enumerate(merged_sentences(parse)):
        reader = _SentenceReader(SentenceWords(text, sentence, known_names, surnames), number)
        found += _with_holders(text, list(reader.references()))
    return found


def _with_holders(text: str, sentence: Sequence[Reference]) -> Iterator[Reference]:
    """The references of a sentence, with roles linked to the name that they are in apposition to.

    A role that is the title of a name is left out.
    """
    names = [r for r in sentence if r.form == "name"]
    for reference in sentence:
        if reference.form != "role":
            yield reference
            continue
        if any(n.end == reference.end and n.outer[0] <= reference.start for n in names):
            continue
        apposed = (n for n in names if _is_apposed(text, reference, n))
        holder = next(apposed, None) if reference.holder < 0 else None
        yield replace(reference, holder=holder.start) if holder else reference


def _is_apposed(text: str, role: Reference, name: Reference) -> bool:
    """True for a role in apposition to a name.

    `Ann Roe, 40, a clerk`; `the clerk, Ann Roe,`; `a group called Roe`.
    """
    if name.end <= role.start:
        linked = (name.after and role.start < name.outer[1]) or role.apposed_to == name.start
        enclosed = role.definite and _apposing_comma().match(text, role.outer[1])
        between = text[name.end : role.start]
        return bool((linked or enclosed) and _BETWEEN_APPOSED.fullmatch(between))
    same = name.before.endswith(role.text) or role.start <= name.apposed_to < role.end
    if same and text[role.end : name.outer[0]].strip() == ",":
        return True
    return bool(_called().fullmatch(text[role.end : name.start]))


class _SentenceReader:
    """Reads the references of one sentence from left to right."""

    def __init__(self, sentence: SentenceWords, number: int):
        self.sentence, self.number = sentence, number
        self.tokens, self.forms = sentence.tokens, sentence.forms
        self.roles = GrammaticalRoles(sentence.tokens)

    def references(self) -> Iterator[Reference]:
        """The names, roles and pronouns of the sentence in order."""
        place = 0
        while place < len(self.tokens):
            end = run_end(self.sentence, place)
            if end > place:
                found = self._name_or_office(place, end)
            else:
                found = self._noun(place) or self._pronoun(place)
            place = max(end, place + 1)
            if found:
                yield found
                place = self._behind_party(found, place)

    def _behind_party(self, name: Reference, place: int) -> int:
        """The place behind the party of a lawmaker, which is no reference of its own."""
        if PARTY.match(name.after):
            while place < len(self.tokens) and self.tokens[place].start < name.outer[1]:
                place += 1
        return place

    def _reference(
        self, form: str, first: int, end: int, text: str, head: str, **fields: Any
    ) -> Reference:
        """A reference from one place up to another, with its grammatical role."""
        span = self.tokens[first:end]
        outer = fields.setdefault("outer", (span[0].start, span[-1].end))
        inside = [t for t in self.tokens if outer[0] <= t.start < span[-1].end]
        with_subject = [(t, self.roles.subject(t)) for t in inside]
        subjects = [(t, subject) for t, subject in with_subject if subject]
        by_order = "" if subjects or form == "pronoun" else self.roles.before_verb(*outer)
        main = any(t.deprel != "conj" and self.roles.is_main_subject(s) for t, s in subjects)
        apposed = (self.roles.apposed_to(t) for t in inside)
        return Reference(
            form,
            span[0].start,
            span[-1].end,
            text,
            head,
            self.number,
            self.sentence.paragraph,
            subject=bool(subjects or by_order),
            main=main or by_order == "main",
            acts=self.roles.before_subject_relative(span[-1].end),
            apposed_to=next((offset for offset in apposed if offset >= 0), -1),
            **fields,
        )

    # ---- names
    def _name_or_office(self, first: int, end: int) -> Reference | None:
        """A run of name words: an office, a demonym that stands for people, or a name."""
        office = office_noun(self.sentence, first, end)
        last = self.tokens[end - 1]
        modifier = self.tokens[office or end - 1]
        if (office is not None or last.upos == "ADJ") and modifies_following(modifier, last):
            return None
        if office is not None:
            return self._role(first, office, end)
        start = person_start(self.sentence, first, end)
        printed = self.sentence.text[self.tokens[start].start : last.end]
        name = _name(printed)
        whole = " ".join(name.words)
        if bare(whole) in demonyms():
            return self._demonym(start, end)
        if len(whole) < 2 or _is_party_and_state(whole):
            return None
        return self._name(
            name, first, start + _title_tokens(name.title, self.tokens[start:end]), end
        )

    def _demonym(self, first: int, end: int) -> Reference | None:
        """`the Italian` as a role; None for a demonym without an article or before a noun."""
        after_the = first > 0 and self.forms[first - 1] == "the"
        if not after_the or self._continues(end - 1, ""):
            return None
        return self._role(first, end - 1, end)

    def _name(self, name: Name, run: int, first: int, end: int) -> Reference:
        """The reference of a name at `first` in a run that starts at `run`."""
        start = min(run, title_start(self.sentence, first))
        title = self.sentence.printed(start, first) if start < first else ""
        titled = Name(title, name.words, name.suffix)
        after, stop = after_name(self.sentence, end)
        after_the = first > 0 and self.forms[first - 1] == "the"
        return self._reference(
            "name",
            first,
            end,
            titled.full,
            bare(name.words[-1]),
            gender=gender(titled),
            after=after,
            before=title or apposition_before(self.sentence, start, end),
            evidence=person_evidence(titled, self.tokens[first], after, after_the),
            outer=(self.tokens[start].start, self.tokens[max(stop, end) - 1].end),
        )

    # ---- roles and pronouns
    def _noun(self, place: int) -> Reference | None:
        """A phrase around a noun for a person, group or organisation: `one old fisherman`."""
        token, form = self.tokens[place], self.forms[place]
        head = _head_noun(form)
        if token.upos not in ("NOUN", "ADJ", "NUM", "DET") or self._continues(place, head):
            return None
        if token.upos == "NOUN":
            known = head in table("person_nouns") or form in words("group_nouns")
            known = known or form in words("organisation_nouns")
        else:  # the 34-year-old
            known = form == "old" and place >= 2 and self.tokens[place - 1].text in HYPHENS
        return self._role(place, place, place + 1) if known else None

    def _continues(self, place: int, head: str) -> bool:
        """True for a noun inside a longer phrase or before a name.

        A person's possessive stands for the person: `the clerk's letter`.
        """
        if place + 1 >= len(self.tokens):
            return False
        following = self.tokens[place + 1]
        if following.text in POSSESSIVES:
            return head not in table("person_nouns")
        if following.upos in ("NOUN", "PROPN") or following.text in HYPHENS:
            return True
        return self.sentence.is_name_word(place + 1)

    def _role(self, first: int, noun: int, end: int) -> Reference:
        """The role whose noun stands at `noun`, in a run of capitals from `first` to `end`."""
        office = end > noun + 1 or first < noun or self.tokens[noun].upos == "PROPN"
        head = _head_noun(self.forms[noun])
        start = phrase_start(self.sentence, first)
        stop, after, close = after_noun(self.sentence, end)
        joined = self.roles.joins_another(self.tokens[end - 1], self.tokens[end:stop])
        plural = joined or _is_plural(self.forms[noun])
        person = table("person_nouns").get(head) or offices().get(head, "")
        opener = self.forms[start]
        definite_office = office and not plural and opener not in words("indefinite_determiners")
        inside = [i for i in range(start, noun) if self.tokens[i].upos in INSIDE_PHRASE]
        return self._reference(
            "role",
            start,
            stop,
            self.sentence.printed(start, stop),
            head,
            gender="" if joined else person.strip("-b"),
            plural=plural,
            holder=self.roles.subject_of_predicate(self.tokens[noun]),
            definite=opener in words("definite_determiners") or definite_office,
            after=after,
            evidence=1.0 if person else -1.0,
            outer=(self.tokens[start].start, self.tokens[close - 1].end),
            modifiers=frozenset(self.forms[i] for i in inside),
        )

    def _pronoun(self, place: int) -> Reference | None:
        form = self.tokens[place].text.lower()
        kind = pronoun_class(form)
        if not kind:
            return None
        fields = {"gender": kind.strip("pn"), "plural": kind == "p"}
        return self._reference("pronoun", place, place + 1, form, form, **fields)


def _is_plural(form: str) -> bool:
    """True for a folded noun in the plural, and for a noun for a group."""
    inflected = _head_noun(form) != form.removeprefix("ex-") and form not in offices()
    if inflected or form in words("group_nouns"):
        return True
    singulars = {form[:-1], re.sub("ies$", "y", form)}
    return form.endswith("s") and not singulars.isdisjoint(words("organisation_nouns"))


def _is_party_and_state(name: str) -> bool:
    """True for the party and state of a lawmaker: R-Ohio, D-N.Y."""
    return bool(_PARTY_AND_STATE.fullmatch(name))


def _head_noun(form: str) -> str:
    """A folded noun in the singular; `ex-governor` is still described by `governor`."""
    return singular(form.removeprefix("ex-"))


def _name(printed: str) -> Name:
    """The name of a run, taken apart; the name of an institution has no title to take off."""
    several = printed.split()
    first, last = bare(several[0]), bare(several[-1])
    before_last = several[1:-1][-1:]
    given = any(gender_of_given(w) and not is_place(w) for w in (several[0], *before_last))
    if last in words("organisation_nouns") and not given and first not in honorifics():
        return Name("", tuple(several))
    return split(printed)


def _title_tokens(title: str, tokens: Sequence[Token]) -> int:
    """How many tokens spell the title."""
    left, count = re.sub(r"\W", "", title), 0
    while left and count < len(tokens):
        left = left[len(re.sub(r"\W", "", tokens[count].text)) :]
        count += 1
    return count
