"""Whether a name is a person's: evidence from titles, first names, entity tags and word lists.

Evidence above 0 speaks for a person, below 0 against one. `name_clusters` sums it over all mentions
of a name.
"""

from __future__ import annotations

import re

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import Name, demonyms, family_first, gender_of_given, is_place
from quotetrack.language.normalize import bare
from quotetrack.language.titles import is_title
from quotetrack.records import Token

# Tuned on the tune half of data/gold/speakers.jsonl. For a person:
TITLE = 3.0  # `Senator Roe`
SUFFIX = 3.0  # `Tom Roe Jr.`
DESCRIBED = 2.0  # `Roe, a clerk` or `Roe, 40`
TAGGED = 3.0  # the tagger sees a person; as much against one where it sees something else
GIVEN_AND_MORE = 2.0  # a common first name before other words
GIVEN_ALONE = 0.5  # a common first name by itself
FAMILY_FIRST = 2.0  # `Park Chul-soo`
MIDDLE_INITIAL = 1.5  # `Ann M. Roe`
CAPITALISED_PAIR = 0.6  # two or three capitalised words
# Against one:
ORGANISATION_NOUN = 4.0  # `Harbour Board`
FAMILY_OR_NOUN = 1.0  # `Ann Church`: a first name before such a noun
NOUN_INSIDE = 1.5  # `Board of Trade`
PLACE = 5.0  # `Ohio`
ACRONYM = 2.0  # `NASA`
JOINED_WORDS = 4.0  # `BuzzWord`
AFTER_THE = 2.0  # `the Guardian`

MAX_PERSON_WORDS = 3
LONGEST_ACRONYM = 6  # letters
_JOINED_WORDS = re.compile(r"([A-Z][a-z]{2,})[A-Z]")
_INITIAL = re.compile(r"[A-Z]\.?")
_PERSON_TAGS = ("per",)
_OTHER_TAGS = ("org", "gpe", "loc", "fac", "nor", "pro")  # first letters of entity classes


def person_evidence(name: Name, token: Token, after: str, after_the: bool) -> float:
    """How much speaks for a person (above 0) or against one.

    token: the first of the name; after: the apposition behind it; after_the: `the` stands before.
    """
    forms = [bare(w) for w in name.words]
    score = TITLE * bool(name.title) + DESCRIBED * _describes_person(after)
    score += SUFFIX * bool(name.suffix) + _tag_evidence(token)
    score += _form_evidence(name, forms)
    score -= _organisation_evidence(name, forms)
    return score - AFTER_THE * (after_the and not name.title)


def _form_evidence(name: Name, forms: list[str]) -> float:
    """What the words of a name say for a person."""
    several = len(forms) > 1
    short = several and len(forms) <= MAX_PERSON_WORDS
    given = bool(gender_of_given(forms[0]))
    score = (GIVEN_AND_MORE if several else GIVEN_ALONE) * given
    score += FAMILY_FIRST * (short and family_first(name.words))
    score += MIDDLE_INITIAL * any(_INITIAL.fullmatch(w) for w in name.words[1:-1])
    return score + CAPITALISED_PAIR * (short and all(w[:1].isupper() for w in name.words))


def _organisation_evidence(name: Name, forms: list[str]) -> float:
    """What the words of a name say against a person."""
    score = 0.0
    nouns = words("organisation_nouns")
    if forms[-1] in nouns:
        given = len(forms) == 2 and gender_of_given(forms[0])
        score += FAMILY_OR_NOUN if given else ORGANISATION_NOUN
    elif not nouns.isdisjoint(forms):
        score += NOUN_INSIDE
    if is_place(" ".join(name.words)) or forms[0] in demonyms():
        score += PLACE
    known_acronym = any(form in table("acronyms") for form in forms)
    if known_acronym or any(_is_acronym(w) for w in name.words):
        score += ACRONYM
    if len(forms) == 1 and not name.title and _is_joined(name.words[0]):
        score += JOINED_WORDS
    return score


def _is_acronym(word: str) -> bool:
    return word.isupper() and 1 < len(word.replace(".", "")) <= LONGEST_ACRONYM


def _is_joined(word: str) -> bool:
    """True for `BuzzWord`, false for `MacKay`."""
    match = _JOINED_WORDS.match(word)
    return bool(match and match[1].lower() not in words("joined_name_prefixes"))


def _tag_evidence(token: Token) -> float:
    """What the entity tag says."""
    entity = token.entity.partition("-")[2].lower()
    if entity.startswith(_PERSON_TAGS):
        return TAGGED
    return -TAGGED if entity.startswith(_OTHER_TAGS) else 0.0


def _describes_person(after: str) -> bool:
    """True if an apposition describes a person: an age, a party, a noun for a person, `who`."""
    head = _head_words(after)
    if not head:
        return False
    first = head[0]
    if first.lower() in words("personal_clause_openers") or first.isdigit():
        return True
    return first[:2] in ("R-", "D-") or is_title(head[-1])


def _head_words(after: str) -> list[str]:
    """The words of a description before its first preposition or `who`."""
    several = after.split()
    for place, word in enumerate(several[:-1]):
        if place and (word in words("description_prepositions") or word == "who"):
            return several[:place]
    return several
