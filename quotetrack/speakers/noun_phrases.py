"""Noun phrases: where they begin and end, and the apposition or clause behind a noun or name.

Tags and word lists decide; the dependency tree only helps, because it is wrong more often.
"""

from __future__ import annotations

from quotetrack.language.lexicon import words
from quotetrack.language.names import gender_of_given, is_place
from quotetrack.language.titles import is_title, singular
from quotetrack.records import Token
from quotetrack.speakers.sentence_words import (
    HYPHENS,
    INSIDE_PHRASE,
    PARTY,
    POSSESSIVES,
    STOPS,
    SentenceWords,
    is_determiner,
)

# Tuned on the tune half of data/gold/speakers.jsonl.
MAX_PHRASE = 14  # words of a title or noun phrase
MAX_APPOSITION = 28  # words of an apposition or clause
MAX_BRACKET = 7  # words after an opening bracket among which it must close
MAX_AGE_DIGITS = 3
_DANGLING = ("ADP", "SCONJ", "CCONJ", "PART", "DET", "AUX")  # never the last word of a phrase


# ---- behind a name
def after_name(sentence: SentenceWords, end: int) -> tuple[str, int]:
    """What describes the name that ends at a place, as printed, and the place where it ends.

    An apposition, party, age or clause; an empty string and `end` if there is none.
    """
    place, tag = _bracket(sentence, end)
    if place < 0:
        return "", end
    comma = sentence.at(place) in (",", "—", "–", "--")
    without = (tag, place if tag else end)
    if not comma or place + 1 >= len(sentence):
        return without
    place += 1
    if PARTY.match(sentence.at(place)):
        stop = phrase_stop(sentence, place)
        return sentence.printed(place, stop), stop
    if _is_age(sentence.at(place)):
        tag, place = tag or sentence.at(place), place + 1
        place += sentence.at(place) == ","
    stop = phrase_stop(sentence, place)
    clause = sentence.at(place).lower() in words("personal_clause_openers")
    if place < len(sentence) and (clause or is_apposition(sentence, place, stop)):
        return sentence.printed(place, stop), stop
    return tag, place if tag else end


def _bracket(sentence: SentenceWords, place: int) -> tuple[int, str]:
    """The place behind a bracket and what it holds; the place itself if none opens there.

    -1 for a bracket that does not close soon.
    """
    if sentence.at(place) != "(":
        return place, ""
    places = range(place + 1, min(place + 1 + MAX_BRACKET, len(sentence)))
    close = next((i for i in places if sentence.at(i) == ")"), 0)
    if not close:
        return -1, ""
    return close + 1, sentence.printed(place + 1, close) if close > place + 1 else ""


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= MAX_AGE_DIGITS


def is_apposition(sentence: SentenceWords, place: int, stop: int) -> bool:
    """True for a phrase that says who somebody is: not the next name of a list, nor a time."""
    opener, form = sentence.tokens[place], sentence.forms[place]
    if _has_finite_verb(sentence, place, stop):
        return False
    timely = set(sentence.forms[place:stop]) & words("calendar")
    if form in words("indefinite_articles") and not timely:
        return True
    opens = opener.upos in ("DET", "PRON", "NUM") or is_determiner(form)
    given_name = opener.text[:1].isupper() and gender_of_given(opener.text)
    listed = opener.upos in INSIDE_PHRASE and not given_name
    return (opens or listed) and names_person(sentence, place, stop)


def _has_finite_verb(sentence: SentenceWords, first: int, end: int) -> bool:
    """True if a finite verb stands here outside a relative clause: `one clerk said he knew`."""
    for token in sentence.tokens[first:end]:
        if token.text.lower() in words("relative_openers"):
            return False
        if token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats:
            return True
    return False


def names_person(sentence: SentenceWords, first: int, end: int) -> bool:
    """True if the noun that heads a phrase is a noun for a person."""
    if sentence.forms[first : first + 1] == ["one"]:
        return True
    noun = ""
    for token in sentence.tokens[first:end]:
        relative = token.text.lower() in words("relative_openers")
        if token.upos == "ADP" or token.text in STOPS or relative:
            break
        if token.upos in ("NOUN", "PROPN", "ADJ"):
            noun = token.text
    return bool(noun) and is_title(noun)


def phrase_stop(sentence: SentenceWords, place: int) -> int:
    """Where a phrase that starts at a place ends: at the next punctuation mark.

    A place name between commas still belongs to it: `a clerk in Lowick, Ohio, said`.
    """
    end = place
    while end < len(sentence) and end - place < MAX_APPOSITION:
        if sentence.tokens[end].text in STOPS:
            break
        end += 1
    between_commas = sentence.at(end) == "," and sentence.at(end + 2) == ","
    if between_commas and is_place(sentence.at(end + 1)):
        return end + 2
    return min(max(end, place + 1), len(sentence))


# ---- around a noun
def phrase_start(sentence: SentenceWords, place: int) -> int:
    """Where the noun phrase of the noun at a place starts, its determiner included."""
    start = place
    while start and place - start < MAX_PHRASE and _in_phrase(sentence, start - 1):
        start -= 1
    while start < place and sentence.tokens[start].text in HYPHENS | POSSESSIVES:
        start += 1  # cut off from its word
    return start - 1 if start and _is_determiner_of(sentence, start - 1, place) else start


def _is_determiner_of(sentence: SentenceWords, place: int, noun: int) -> bool:
    """True for a determiner or possessive; not for `that` or `this` before a plural."""
    token, noun_form = sentence.tokens[place], sentence.forms[noun]
    plural = singular(noun_form) != noun_form or noun_form in words("group_nouns")
    if plural and token.text.lower() in words("singular_demonstratives"):
        return False
    if token.upos == "DET" or token.deprel == "nmod:poss":
        return True
    return is_determiner(sentence.forms[place])


def _in_phrase(sentence: SentenceWords, place: int) -> bool:
    """True for a word that stands inside a noun phrase before its noun."""
    token = sentence.tokens[place]
    if token.text in STOPS:
        return False
    if token.text[:1].isupper() and sentence.forms[place] in words("calendar"):
        return False
    inside = token.upos in INSIDE_PHRASE or token.text in POSSESSIVES
    return inside or sentence.is_inner_hyphen(place) or token.deprel in ("amod", "compound")


def after_noun(sentence: SentenceWords, end: int) -> tuple[int, str, int]:
    """Where the noun phrase ends, what a comma sets off behind it, and where that ends.

    The phrase includes what is attached to the noun: `officials in China`.
    """
    stop = _attached_end(sentence, end)
    opener = sentence.at(stop + 1).lower()
    close = phrase_stop(sentence, stop + 1)
    described = opener in words("descriptive_relatives") or (
        opener in words("indefinite_articles") and is_apposition(sentence, stop + 1, close)
    )
    if sentence.at(stop) == "," and described:
        return stop, sentence.printed(stop + 1, close), close
    return stop, "", stop


def _attached_end(sentence: SentenceWords, end: int) -> int:
    """Where the words that depend on the noun before `end` stop.

    A finite verb or `to` belongs to the phrase only inside a relative clause.
    """
    noun, in_clause, stop = sentence.tokens[end - 1].index, False, end
    while stop < len(sentence) and stop - end < MAX_PHRASE:
        token = sentence.tokens[stop]
        in_clause = in_clause or token.text.lower() in words("relative_openers")
        attached = in_clause or not _needs_clause(token)
        if token.text in STOPS or not attached or not sentence.depends_on(token, noun):
            break
        stop += 1
    while stop > end and sentence.tokens[stop - 1].upos in _DANGLING:
        stop -= 1
    return stop


def _needs_clause(token: Token) -> bool:
    return "VerbForm=Fin" in token.feats or token.text == "to"
