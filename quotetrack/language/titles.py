"""Titles of people: honorifics, offices and ranks, abbreviations, and genders, in one table.

Each function gives the words with one attribute of `en/titles.txt`, folded and without points.
"""

from __future__ import annotations

from functools import cache, lru_cache

from quotetrack.language.lexicon import table, words
from quotetrack.language.normalize import bare

REMEMBERED = 50_000  # words whose singular is kept
_GENDERS = {"male": "m", "female": "f"}


@cache
def honorifics() -> dict[str, str]:
    """Titles that say nothing of an office (Mr, Dr) -> m, f, or "-" if they tell no gender."""
    return _genders("honorific")


@cache
def offices() -> dict[str, str]:
    """Titles of an office, a rank or a dignity (minister, captain, duke) -> m, f or "-"."""
    return _genders("office")


@cache
def rank_words() -> frozenset[str]:
    """Words of titles whose difference alone is a difference of title: prime, minister, former."""
    return _having("rank")


@cache
def regnal_titles() -> frozenset[str]:
    """Titles that are part of the name when one name follows: Queen Mary."""
    return _having("regnal")


@cache
def unfinished_abbreviations() -> frozenset[str]:
    """Abbreviations behind which no sentence ends: Mr, Capt, vs."""
    return _having("abbreviation") | words("unfinished_abbreviations")


def plain_form(word: str) -> str:
    """The plain word for an abbreviated or variant title: capt -> captain; else the word."""
    return _plain_forms().get(word, word)


@lru_cache(maxsize=REMEMBERED)
def singular(noun: str) -> str:
    """A folded noun for people in the singular if `person_nouns` has it; else the noun."""
    known = table("person_nouns")
    if noun in known:
        return noun
    for plural, ending in table("plural_endings").items():
        guess = noun.removesuffix(plural) + ending.strip("-")
        if noun.endswith(plural) and guess in known:
            return guess
    return noun


def is_title(word: str) -> bool:
    """True for a word that may stand before a name: Mr, President, ex-mayor, Republican."""
    form = bare(word)
    known = (honorifics(), offices(), table("person_nouns"))
    if any(one in names for one in (form, singular(form)) for names in known):
        return True
    head, _, tail = form.rpartition("-")
    affixes = words("title_affixes")
    return bool(head) and (
        (head in affixes and is_title(tail)) or (tail in affixes and is_title(head))
    )


def is_short_title(word: str) -> bool:
    """True for an abbreviated title in capitals, with or without its point: Sen., Gov, Mr."""
    return word[:1].isupper() and bare(word) in _having("short")


@cache
def _plain_forms() -> dict[str, str]:
    found = dict(table("noun_variants"))
    for title, attributes in _attributes().items():
        for attribute in attributes:
            if attribute.startswith("for:"):
                found[title] = attribute.removeprefix("for:").replace("_", " ")
    return found


def _genders(attribute: str) -> dict[str, str]:
    return {
        title: next((_GENDERS[one] for one in attributes if one in _GENDERS), "-")
        for title, attributes in _attributes().items()
        if attribute in attributes
    }


@cache
def _having(attribute: str) -> frozenset[str]:
    return frozenset(t for t, attributes in _attributes().items() if attribute in attributes)


@cache
def _attributes() -> dict[str, frozenset[str]]:
    return {title: frozenset(said.split()) for title, said in table("titles").items()}
