"""Quotations with a source: whom the words of the source stand for in their article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quotetrack.language.lexicon import words
from quotetrack.language.names import demonyms, is_place, parts, split
from quotetrack.language.normalize import bare
from quotetrack.records import Quote
from quotetrack.speakers.coreference import Antecedent
from quotetrack.speakers.described_sources import from_role
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.references import Reference, nominative
from quotetrack.speakers.source_words import head_noun, is_possessive, source_span

# How sure a speaker is, 0 to 1; set by hand: a name above a description or pronoun, and that
# above whoever happens to be speaking.
FULL_NAME = 0.95
SHORT_NAME = 0.9  # a part of the name that the article gives elsewhere
TWO_NAMES = 0.9
RELATIVE_PRONOUN = 0.8
WRITER = 0.6  # `I` in an article with a byline
LETTER = 0.6  # the Q or A of an interview
INTERVIEWEE = 0.5  # the person behind A

RELATIVE_REACH = 80  # characters between a name and the `who` that may refer to it
TITLE_REACH = 4  # characters of the source that may stand before the first of two names


def from_source(state: DiscourseState, quote: Quote) -> SpeakerAssignment:
    """The speaker that the source of a quotation stands for."""
    start, end = source_span(state, quote)
    printed = state.printed(start, end)
    form = printed.lower()
    if _is_pronoun(form):
        return _from_pronoun(state, quote, form, start)
    if printed.rstrip(":") in ("Q", "A"):
        return _from_letter(state, quote, printed.rstrip(":"))
    names = [r for r in state.references if r.form == "name" and r.start < end and r.end > start]
    pair = _pair(state, quote, names, start, end)
    if pair:
        return pair
    head = head_noun(state, names, start, end)
    headed = (r for r in names if head and r.start <= head.start < r.end)
    name = _apposed_name(state, names, start) or next(headed, None)
    if name:
        return _from_name(state, quote, name, printed)
    return from_role(state, quote, (start, end), printed, head)


# ---- names
def _apposed_name(
    state: DiscourseState, names: Sequence[Reference], start: int
) -> Reference | None:
    """The name in `the head of Acme, Ann Roe` and `the deputy, Senator Ann Roe`."""
    for name in names:
        if name.outer[0] <= start or state.coreference.named(name).kind != "person":
            continue
        phrase = state.printed(start, name.outer[0])
        after_name = any(r.start < name.start and _opens_source(state, r, start) for r in names)
        if phrase.endswith(",") and phrase.count(",") == 1 and not after_name:
            return name
    return None


def _opens_source(state: DiscourseState, name: Reference, start: int) -> bool:
    """True if the source begins with this name, and not with its possessive."""
    return name.outer[0] <= start and not is_possessive(state, name)


def _from_name(
    state: DiscourseState, quote: Quote, reference: Reference, printed: str
) -> SpeakerAssignment:
    """The speaker of a name; `Russia's Foreign Ministry` keeps its country."""
    entity = state.coreference.named(reference)
    name = entity.name
    owned = re.search("['’]s? ", printed) and printed.endswith(name)
    if owned and entity.kind in ("organisation", "place") and _needs_country(name):
        name = printed
    if len(parts(reference.text)[0]) < len(parts(name)[0]):
        found = Antecedent(entity, SHORT_NAME, f"{reference.text}: {name}")
    else:
        found = Antecedent(entity, FULL_NAME, "named as the source")
    return SpeakerAssignment(quote, found, name)


def _needs_country(name: str) -> bool:
    """True for `Foreign Ministry`, `Central Bank`: names that many organisations have."""
    lists = ("organisation_nouns", "portfolios", "generic_organisation_words")
    generic = all(any(bare(w) in words(known) for known in lists) for w in name.split())
    return generic and not is_place(name) and name.lower() not in demonyms()


def _pair(
    state: DiscourseState, quote: Quote, names: Sequence[Reference], start: int, end: int
) -> SpeakerAssignment | None:
    """The group of two names joined by `and`: `Ann Roe and Bo Li`, `Acme and the Harbour Board`."""
    for one, two in pairwise(names):
        link = state.article.text[one.outer[1] : two.outer[0]].split()
        joined = state.are_alike(one, two) and link in (["and"], ["&"], ["and", "the"])
        following = {t.upos for t in state.tokens(two.outer[1], end)[:1]}
        goes_on = following & {"NOUN", "PROPN", "PART"}
        if joined and one.outer[0] <= start + TITLE_REACH and not goes_on:
            group = state.group([one, two])
            found = Antecedent(group, TWO_NAMES, "two names joined by and")
            return SpeakerAssignment(quote, found, group.name, "group")
    return None


# ---- pronouns
def _is_pronoun(form: str) -> bool:
    lists = ("first_person_pronouns", "subject_relatives", "vague_sources")
    return bool(nominative(form)) or any(form in words(known) for known in lists)


def _from_pronoun(state: DiscourseState, quote: Quote, form: str, start: int) -> SpeakerAssignment:
    if form in words("first_person_pronouns"):
        return _first_person(state, quote, form, start)
    if form in words("subject_relatives"):
        return _relative(state, quote, form, start)
    return SpeakerAssignment(quote, state.pronoun(form, start))


def _first_person(state: DiscourseState, quote: Quote, form: str, start: int) -> SpeakerAssignment:
    """`I` in a quotation is its speaker; elsewhere the writer, if one person signed the article."""
    for other in state.quotes:
        around = any(s <= start < e for s, e in other.content)
        if other is not quote and other.id in state.assignments and around:
            outer = state.assignments[other.id]
            return SpeakerAssignment(quote, outer.antecedent, outer.name)
    byline = state.article.byline
    if form != "i" or not byline or " and " in byline:
        return SpeakerAssignment(quote)
    writer = Entity(split(byline).full, "person")
    return SpeakerAssignment(quote, Antecedent(writer, WRITER, "I: the writer of the article"))


def _relative(state: DiscourseState, quote: Quote, form: str, start: int) -> SpeakerAssignment:
    """`who`, `which`: the noun that its clause modifies, else the last one named or described."""
    noun = state.relative_antecedent(start)
    before = [
        r
        for r in state.references
        if r.form != "pronoun" and r.end <= start and start - r.end < RELATIVE_REACH
    ]
    holder = next((r for r in before if noun and r.start <= noun.start < r.end), None)
    if before and not holder:
        last = max(before, key=lambda r: (r.end, r.start))
        described = (r for r in before if r.form == "name" and r.after and r.outer[1] >= last.end)
        holder = next(described, last)
    entity = state.entity(holder) if holder else None
    if entity is None:
        return SpeakerAssignment(quote)
    reason = f"{form}: {entity.name}"
    return SpeakerAssignment(quote, Antecedent(entity, RELATIVE_PRONOUN, reason))


def _from_letter(state: DiscourseState, quote: Quote, letter: str) -> SpeakerAssignment:
    """Q asks; A is the one person whom the article mentions most, as far as it has been read."""
    people = [e for e in state.coreference.entities if e.kind == "person"]
    people.sort(key=lambda e: -len(e.references))
    tied = len(people) > 1 and len(people[0].references) == len(people[1].references)
    if letter == "Q" or not people or tied:
        reason = f"{letter}: a letter stands for the speaker"
        return SpeakerAssignment(quote, Antecedent(Entity(letter, "unnamed"), LETTER, reason))
    reason = f"A: {people[0].name}, the person most spoken of"
    return SpeakerAssignment(quote, Antecedent(people[0], INTERVIEWEE, reason))
