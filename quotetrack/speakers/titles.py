"""What stands before a name: the title (`Senator`, `Secretary of State`) and the apposition."""

from __future__ import annotations

from quotetrack.language.lexicon import words
from quotetrack.language.titles import honorifics, is_title
from quotetrack.speakers.noun_phrases import MAX_PHRASE, names_person
from quotetrack.speakers.sentence_words import (
    HYPHENS,
    INSIDE_PHRASE,
    POSSESSIVES,
    STOPS,
    SentenceWords,
)

OFFICE_WORDS = 6  # words before a name in which an office with `of` may stand; set by hand


def title_start(sentence: SentenceWords, first: int) -> int:
    """Where the title before the name at a place starts; the place itself if it has no title."""
    start = _office_start(sentence, first)
    if first == 0 or (start == first and not is_title(sentence.tokens[first - 1].text)):
        return first
    if sentence.forms[first - 1] in honorifics():
        return first - 1
    start = min(start, first - 1)
    while start and first - start < MAX_PHRASE and _in_title(sentence, start - 1):
        start -= 1
    while start < first - 1 and sentence.at(start) in {"of"} | HYPHENS | POSSESSIVES:
        start += 1
    return start


def _in_title(sentence: SentenceWords, place: int) -> bool:
    """True for a word that goes on with the title to its right."""
    token = sentence.tokens[place]
    if token.text == "of":
        return place > 0 and is_title(sentence.tokens[place - 1].text)
    if token.text == "and":
        return sentence.joins_portfolio(place)
    before_capital = token.text.islower() and sentence.tokens[place + 1].text[:1].isupper()
    if token.upos == "NOUN" and before_capital and not is_title(token.text):
        # party Chairman, but not deal President
        near_head = token.index < token.head <= token.index + MAX_PHRASE
        return near_head and token.deprel in ("compound", "amod")
    if token.text in STOPS:
        return False
    inside = token.upos in INSIDE_PHRASE or token.text in POSSESSIVES
    return inside or sentence.is_inner_hyphen(place)


def _office_start(sentence: SentenceWords, first: int) -> int:
    """Where the noun of an office that ends right before a name stands; the name's place if none.

    `Secretary` in `Secretary of State Ann Roe`.
    """
    back = sentence.forms[max(0, first - OFFICE_WORDS) : first]
    of = back.index("of") if "of" in back[1:] else 0
    if not of or not is_title(back[of - 1]) or " ".join(back[of + 1 :]) not in words("portfolios"):
        return first
    return first - len(back) + of - 1


def apposition_before(sentence: SentenceWords, start: int, end: int) -> str:
    """The apposition before the name from `start` to `end`, as printed; empty if it has none.

    `the head of Acme` in `the head of Acme, Ann Roe, said`.
    """
    listed = "".join(sentence.forms[end : end + 1]) in words("coordinators")
    if start < 3 or sentence.tokens[start - 1].text != "," or listed:
        return ""
    comma, left = start - 1, start - 1
    while left and start - left <= MAX_PHRASE and not _bounds_apposition(sentence, left - 1):
        left -= 1
        if _opens_definite(sentence, left) and names_person(sentence, left + 1, comma):
            return sentence.printed(left, comma)
    return _owned_apposition(sentence, left, comma)


def _owned_apposition(sentence: SentenceWords, left: int, comma: int) -> str:
    """`Acme's director` in `Acme's director, Ann Roe`; empty if there is no possessive."""
    places = range(comma - 1, left, -1)
    owned = next((i for i in places if sentence.tokens[i].text in POSSESSIVES), 0)
    if not owned or not names_person(sentence, owned + 1, comma):
        return ""
    while left < owned - 1 and not all(map(sentence.is_name_word, range(left, owned))):
        left += 1
    return sentence.printed(left, comma)


def _opens_definite(sentence: SentenceWords, place: int) -> bool:
    """True for a determiner or possessive that opens a definite phrase."""
    form = sentence.forms[place]
    return sentence.tokens[place].upos == "DET" or form in words("definite_determiners")


def _bounds_apposition(sentence: SentenceWords, place: int) -> bool:
    """True for a word that no apposition contains."""
    token = sentence.tokens[place]
    if token.text in STOPS or token.upos in ("VERB", "AUX"):
        return True
    return token.upos == "PRON" and sentence.forms[place] not in words("definite_determiners")
