"""A text read from scratch into normalised tokens, each with its place in the text.

The printed words are found first, then phrases ("per cent"), numbers in words ("two hundred") and
amounts of money are replaced. `tokens` does the same by looking up words it has met before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold
from quotetrack.language.numbers import figure, is_figure, number_at
from quotetrack.language.stemming import one_spelling

MAX_TOKENS = 2000  # of one text: keeps a hostile text of any length cheap
# Soft hyphens, zero-width spaces and combining accents stand inside words
_INSIDE = "\u00ad\u200b\u0300-\u036f"
_PRINTED = re.compile(
    r"(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){2,})"
    r"|(?P<currency>[$£€¥])"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?![^\W_])"
    rf"|(?P<word>[^\W_](?:[^\W_{_INSIDE}]|[{_INSIDE}])*(?:['’‘ʼ`][^\W_]+)*)"
    r"|(?P<percent>%)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One normalised form and the half-open characters of the text that it stands for."""

    form: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """The first 2,000 normalised tokens of a text, in order."""
    found = _printed(text)
    found = _with_phrases(found)
    found = _with_numbers(found)
    found = _with_amounts(found)
    return tuple(Token(one_spelling(token.form), token.start, token.end) for token in found)


def _printed(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _PRINTED.finditer(text):
        if len(found) >= MAX_TOKENS:
            break
        found += [Token(form, match.start(), match.end()) for form in _forms(match) if form]
    return found


def _forms(match: re.Match[str]) -> list[str]:
    printed = match.group()
    if match["number"]:
        return [figure(printed)]
    if match["currency"]:
        return [printed]
    if printed.replace(".", "") == "US":
        return ["u.s."]  # in capitals only: "us" is the pronoun
    if match["acronym"]:
        return [fold(printed).replace(".", "")]
    return _expanded(fold(printed).replace("`", "'").replace(" ", ""))


def _expanded(word: str) -> list[str]:
    """A contraction in full; an ambiguous one ('d, the 's of a noun) is left as it is."""
    if word in lexicon.table("contractions"):
        return lexicon.table("contractions")[word].split()
    stem, apostrophe, ending = word.rpartition("'")
    if word.endswith("n't") and len(word) > 3:
        return [word[:-3], "not"]
    if apostrophe and stem and ending in lexicon.table("contracted_endings"):
        return [stem, lexicon.table("contracted_endings")[ending]]
    if apostrophe and ending == "s" and stem in lexicon.words("before_contracted_is"):
        return [stem, "is"]
    return [word]


def _with_phrases(found: list[Token]) -> list[Token]:
    """The tokens with each phrase of the list replaced by what it stands for."""
    phrases, first_words = lexicon.table("equivalent_phrases"), _first_words()
    out: list[Token] = []
    place = 0
    while place < len(found):
        length, forms = 1, [found[place].form]
        if found[place].form in first_words:
            length, forms = _phrase_at(found, place, phrases)
        start, end = found[place].start, found[place + length - 1].end
        out += [Token(form, start, end) for form in forms]
        place += length
    return out


def _phrase_at(found: list[Token], place: int, phrases: dict[str, str]) -> tuple[int, list[str]]:
    """The longest phrase from a place on: how many tokens it has, and the forms it stands for."""
    for length in range(min(_longest_phrase(), len(found) - place), 0, -1):
        phrase = " ".join(token.form for token in found[place : place + length])
        if phrases.get(phrase):
            return length, phrases[phrase].split()
    return 1, [found[place].form]


@cache
def _longest_phrase() -> int:
    return max(len(phrase.split()) for phrase in lexicon.table("equivalent_phrases"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lexicon.table("equivalent_phrases"))


def _with_numbers(found: list[Token]) -> list[Token]:
    """The tokens with numbers in words, or in figures with a scale, replaced by plain figures."""
    ordinals = lexicon.table("ordinals")
    forms = [token.form for token in found]
    out: list[Token] = []
    place = 0
    while place < len(found):
        length, value = number_at(forms, place)
        if not length:
            length, value = 1, ordinals.get(forms[place], forms[place])
        out.append(Token(value, found[place].start, found[place + length - 1].end))
        place += length
    return out


def _with_amounts(found: list[Token]) -> list[Token]:
    """The tokens with a currency sign moved behind its number as a word: $5 is 5 dollars."""
    currencies = lexicon.table("currencies")
    out: list[Token] = []
    before: Token | None = None
    for token in found:
        if before and before.form in currencies and is_figure(token.form):
            out += _amount(before, token)
        elif token.form not in currencies:
            out.append(token)
        before = token
    return out


def _amount(sign: Token, number: Token) -> Iterator[Token]:
    for form in (number.form, lexicon.table("currencies")[sign.form]):
        yield Token(form, sign.start, number.end)
