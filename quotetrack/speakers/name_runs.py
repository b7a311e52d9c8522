"""Runs of name words: where a name begins and ends, and whether the run is an office instead.

Capitals, part-of-speech tags and word lists decide, so that a wrong dependency tree loses no name.
"""

from __future__ import annotations

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import gender_of_given, is_place
from quotetrack.language.titles import honorifics, is_title, offices, singular
from quotetrack.speakers.sentence_words import HYPHENS, SentenceWords

LONGEST_HYPHENATED = 11  # letters of the second part of a hyphenated name; set by hand


def run_end(sentence: SentenceWords, place: int) -> int:
    """Where the run of name words that starts at a place ends; the place itself if none does."""
    if not sentence.is_name_word(place):
        return place
    end = place + 1
    while end < len(sentence):
        step = _step(sentence, end)
        if not step:
            break
        end += step
    return end


def _step(sentence: SentenceWords, place: int) -> int:
    """How many words at a place continue the run before it."""
    token, form = sentence.tokens[place], sentence.forms[place]
    if sentence.is_name_word(place):
        return 1
    if sentence.is_inner_hyphen(place):
        return 2 * _continues_after_hyphen(sentence, place + 1)
    before = sentence.tokens[place - 1]
    touching = before.end == token.start
    if touching and before.text[-1] in HYPHENS:
        return int(form not in words("hyphen_tails"))
    if form in words("name_suffixes"):
        return 1
    if token.text == "," and "".join(sentence.forms[place + 1 : place + 2]) in words(
        "comma_suffixes"
    ):
        return 2
    if not sentence.is_name_word(place + 1):
        return 2 * _joins_the(sentence, place)
    initial = token.text == "." and touching and len(before.text) == 1
    if initial or _joins_names(sentence, place):
        return 1
    return _of_phrase(sentence, place) if token.text in words("name_prepositions") else 0


def _continues_after_hyphen(sentence: SentenceWords, place: int) -> bool:
    """True for `Chul-soo`, false for `Ohio-based` and for long second parts."""
    tail = sentence.tokens[place].text
    return sentence.forms[place] not in words("hyphen_tails") and len(tail) <= LONGEST_HYPHENATED


def _joins_names(sentence: SentenceWords, place: int) -> bool:
    """True for a particle (`van`), an ampersand, or the `and` of a portfolio before a name word."""
    token = sentence.tokens[place]
    if token.text == "&" or (token.text.islower() and sentence.forms[place] in words("particles")):
        return True
    return token.text == "and" and sentence.joins_portfolio(place)


def _joins_the(sentence: SentenceWords, place: int) -> bool:
    """True for the `of` of `Department of the Treasury`."""
    if sentence.forms[place : place + 2] != ["of", "the"]:
        return False
    noun = sentence.forms[place - 1]
    return sentence.is_name_word(place + 2) and noun in words("organisation_nouns")


def _of_phrase(sentence: SentenceWords, place: int) -> int:
    """How many words of `of State` or `of Health and Human Services` belong to the run."""
    noun, rest = sentence.forms[place - 1], sentence.forms[place + 1 : place + 6]
    if is_title(noun):
        for length in range(len(rest), 0, -1):
            if " ".join(rest[:length]) in words("portfolios"):
                return length + 1
    if sentence.tokens[place].text == "for":
        return int(noun in words("organisations_with_for"))
    return int(is_title(noun) or noun in words("organisation_nouns"))


def office_noun(sentence: SentenceWords, first: int, end: int) -> int | None:
    """Place of the noun of an office in a run that holds no name; None if the run is a name.

    `Secretary` in `Secretary of State`, `Speaker` in `House Speaker`.
    """
    forms = sentence.forms[first:end]
    if any(gender_of_given(f) and not is_place(f) for f in forms[:-1]):
        return None
    if person_start(sentence, first, end) > first:
        return None
    if "of" in forms[1:-1]:
        of = forms.index("of")
        return first + of - 1 if _is_office_of(forms, of) else None
    last = forms[-1]
    person_noun = singular(last) in table("person_nouns") or singular(last) in offices()
    if not person_noun or last in words("organisation_nouns") or forms[0] in honorifics():
        return None
    return None if len(forms) == 1 and _is_personal_name(sentence, first) else end - 1


def _is_office_of(forms: list[str], of: int) -> bool:
    """True for `Secretary of State`, `President of South Africa`."""
    rest = " ".join(forms[of + 1 :])
    whole = len(forms) == of + 2 or rest in words("portfolios") or is_place(rest)
    return whole and is_title(forms[of - 1])


def _is_personal_name(sentence: SentenceWords, place: int) -> bool:
    """True for a single word that is a surname in this article, or a first name in mid-sentence."""
    if sentence.tokens[place].text in sentence.surnames:
        return True
    return place > 0 and bool(gender_of_given(sentence.forms[place]))


def person_start(sentence: SentenceWords, first: int, end: int) -> int:
    """Where the person begins whom the tagger sees at the end of a run; else the start of the run.

    `Ann` in `Whip Ann Roe`.
    """
    start = end
    while start > first and sentence.tokens[start - 1].entity[2:5].lower() == "per":
        start -= 1
    tagged = start < end and sentence.tokens[start].entity[:1] in "BS"
    while start > first and len(sentence.forms[start - 1]) < 2:  # an initial
        start -= 1
    if not tagged or end - start < 2:
        return first
    known = any(gender_of_given(t.text) for t in sentence.tokens[first:start])
    return first if known else start
