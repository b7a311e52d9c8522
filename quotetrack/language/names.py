"""Names as strings: titles removed, gender guessed, forms of one name recognised.

Nothing is decided by one similarity figure: family names must be equal, given names must go
together one by one (equal, initial or short form), and Jr, Sr and II tell people apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotetrack.language.lexicon import table, words
from quotetrack.language.normalize import bare, fold, plain
from quotetrack.language.titles import honorifics, is_title, offices, regnal_titles, singular

REMEMBERED = 50_000  # names whose parts are kept: a stream of any length takes no more memory
_AROUND = ',;:()[]"'
_INITIALS = re.compile(r"^([A-Z])([A-Z])(?= [A-Z][a-z])")  # JK Rowling
_APOSTROPHES = re.compile(r"['`]")
_NAME_BREAK = re.compile(r"[\s.\-,]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_POINTS = re.compile(r"['.]")
_ORGANISATION_BREAK = re.compile(r"[\s\-,/]+")
_BRITISH_OUR = re.compile(r"(?<=[a-z]{3})our\b")
_BRITISH_TRE = re.compile(r"\b(cent|theat|met)re")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart; `words` are the name proper as printed."""

    title: str
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name as it is shown: without its title, with Jr or Sr."""
        return " ".join([*self.words, self.suffix] if self.suffix else self.words)


def split(phrase: str) -> Name:
    """A printed name as title, name proper and suffix: `U.S. Secretary of State Mary Holt`."""
    stripped = (word.strip(_AROUND) for word in plain(phrase).split())
    printed = [word for word in stripped if word]
    suffix = ""
    while len(printed) > 1 and bare(printed[-1]) in words("name_suffixes"):
        last = printed.pop()
        suffix = last if bare(last) in table("generations") else suffix
    cut = title_length(printed)
    rest = printed[cut:]
    if rest:
        rest[-1] = rest[-1].removesuffix("'s")
    return Name(" ".join(printed[:cut]), tuple(rest), suffix)


# ---- titles within names
def title_length(printed: Sequence[str]) -> int:
    """How many words of a printed name are its title; none if it is regnal (Queen Mary)."""
    starts_with_given = len(printed) > 1 and _is_capital_given(printed[0])
    if starts_with_given and bare(printed[0]) not in honorifics():
        return 0
    cut = 0
    for place, word in enumerate(printed[:-1]):
        if place < cut:
            continue
        is_owner = word.endswith("'s")  # Germany's Chancellor
        if is_owner or (is_title(word) and not _is_inside_name(printed, cut, place)):
            cut = _after_portfolio(printed, place + 1)
    if cut and len(printed) - cut == 1 and bare(printed[cut - 1]) in regnal_titles():
        return cut - 1
    if not cut and len(printed) > 2 and _is_demonym_before_given(printed):
        return 1
    return cut


def _is_capital_given(word: str) -> bool:
    return bool(gender_of_given(word)) and word[:1].isupper()


def _is_inside_name(printed: Sequence[str], cut: int, place: int) -> bool:
    """True for Baker in `James Baker Smith`: a capitalised word after a given name is a name."""
    return place > cut and bool(gender_of_given(printed[cut])) and printed[place][:1].isupper()


def _is_demonym_before_given(printed: Sequence[str]) -> bool:
    """True for `Danish Lars Holm`."""
    return bare(printed[0]) in demonyms() and bool(gender_of_given(printed[1]))


def _after_portfolio(printed: Sequence[str], place: int) -> int:
    """The place after a phrase such as `of State` or `of South Africa`; a name must be left."""
    if place + 1 >= len(printed) or bare(printed[place]) not in words("portfolio_prepositions"):
        return place
    after = [bare(word) for word in printed[place + 1 :]]
    for length in range(len(after) - 1, 0, -1):
        phrase = " ".join(after[:length])
        if phrase in words("portfolios") or is_place(phrase):
            return place + 1 + length
    return place + 1 + min(1, len(after) - 1)


# ---- places and gender
@cache
def demonyms() -> frozenset[str]:
    """Adjectives of countries: danish, south african."""
    return frozenset(table("countries").values())


def is_place(text: str) -> bool:
    """True for a country, state or city of the word lists."""
    form = " ".join(bare(word) for word in text.split()).removeprefix("the ")
    countries = table("countries")
    return (
        form in countries or form in words("places") or table("acronyms").get(form, "") in countries
    )


def gender_of_given(word: str) -> str:
    """m, f or b (both) for a common given name, empty for any other word."""
    form = bare(word)
    return table("given_names").get(form) or table("given_names").get(form.split("-")[0], "")


def gender(name: Name) -> str:
    """m or f as the honorific tells, else the given name, else the title; empty if none does.

    A name of one word may be a family name and tells nothing.
    """
    return next((sex for sex in _told_genders(name) if sex in ("m", "f")), "")


def _told_genders(name: Name) -> Iterator[str]:
    before_name = [*name.title.split(), *name.words[: len(name.words) > 1]]
    titles = [singular(bare(word)) for word in reversed(before_name)]
    for title in titles:
        yield honorifics().get(title, "")
    if len(name.words) > 1 and not family_first(name.words):
        given = next((word for word in name.words if len(bare(word)) > 1), "")
        yield gender_of_given(given)
    for title in titles:
        yield offices().get(title, "")
        yield table("person_nouns").get(title, "")


def family_first(printed: Sequence[str]) -> bool:
    """True if the first word is a family name that usually stands first, as in `Li Wei`.

    False if the rest is a Western name.
    """
    forms = parts(" ".join(printed))[0]
    if not forms or forms[0] not in words("surnames_first"):
        return False
    return len(forms) == 1 or len(forms) == 3 or not gender_of_given(forms[0])


# ---- two names of one person
@lru_cache(maxsize=REMEMBERED)
def parts(name: str) -> tuple[tuple[str, ...], str]:
    """The folded words of a name, parted at hyphens and points, and its generation (jr, sr).

    `Park Chul-soo` gives ((park, chul, soo), "").
    """
    spaced = _INITIALS.sub(r"\1 \2", plain(name))
    folded = _APOSTROPHES.sub("", fold(spaced))
    forms = [word for word in _NAME_BREAK.split(folded) if word]
    generation = ""
    while len(forms) > 1 and forms[-1] in words("name_suffixes"):
        generation = table("generations").get(forms.pop(), generation)
    return tuple(forms), generation


def generations_clash(a: str, b: str) -> bool:
    """True if Jr, Sr or III tell the names apart."""
    return parts(a)[1] != parts(b)[1]


def given_match(a: str, b: str) -> bool:
    """True if two folded given names can be one: equal, an initial, or a short form."""
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    full = table("nicknames")
    forms_a, forms_b = {a, *full.get(a, "").split()}, {b, *full.get(b, "").split()}
    return bool(forms_a & forms_b)


def compatible(a: str, b: str) -> bool:
    """True if two names of two words or more, without titles, can be one person's."""
    (one, generation), (two, other_generation) = parts(a), parts(b)
    if generation != other_generation or min(len(one), len(two)) < 2:
        return False
    if "".join(one) == "".join(two):
        return True
    if one[0] in words("surnames_first") or two[0] in words("surnames_first"):
        turned = sorted(one) == sorted(two) and (one[0] == two[-1] or two[0] == one[-1])
        if turned or family_first(one) or family_first(two):
            return turned
    shared = _family_length(one, two)
    return shared > 0 and _givens_match(one[:-shared], two[:-shared])


def _family_length(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words at the end make up the same family name, particles included."""
    if one[-1] != two[-1]:
        return 0
    length = 1
    for x, y in zip(one[-2:0:-1], two[-2:0:-1], strict=False):
        if x != y or x not in words("particles"):
            break
        length += 1
    return length


def _givens_match(one: Sequence[str], two: Sequence[str]) -> bool:
    """True if the first given names go together, and so do the second ones where both have some."""
    one, two = _without_particles(one), _without_particles(two)
    if not one or not two:
        return False
    if given_match(one[0], two[0]):
        return all(given_match(x, y) for x, y in zip(one[1:], two[1:], strict=False))
    short, long = sorted((one, two), key=len)
    # J. Edgar Hoover is known as Edgar Hoover
    has_first_initial = len(long) == 2 and len(long[0]) == 1 and len(long[1]) > 1
    return len(short) == 1 and has_first_initial and given_match(short[0], long[1])


def _without_particles(forms: Sequence[str]) -> Sequence[str]:
    """The words that are no particles (van, de); all of them if nothing else is left."""
    kept = [word for word in forms if word not in words("particles") or len(word) == 1]
    return kept or forms


def short_form(short: str, full: str) -> str:
    """How a short name stands for a full one in an article: family, given, part or not (empty)."""
    (few, generation), (many, other_generation) = parts(short), parts(full)
    if (generation and generation != other_generation) or not few or len(few) >= len(many):
        return ""
    is_end = few == many[-len(few) :]
    if is_end and (len(few) > 1 or not family_first(many)):
        return "family"
    if len(few) == 1 and family_first(many) and few[0] == many[0]:
        return "family"
    if len(few) == 1 and given_match(few[0], many[0]) and len(few[0]) > 1:
        return "given"
    return "part" if is_end or few == many[: len(few)] else ""


# ---- organisations
@lru_cache(maxsize=REMEMBERED)
def organisation_key(name: str) -> str:
    """The comparable form of an organisation's name.

    Folded, acronyms spelled out, in American spelling, without `the` and without its legal form.
    """
    folded = _POINTS.sub("", fold(_POSSESSIVE.sub("", plain(name))))
    forms = [word for word in _ORGANISATION_BREAK.split(folded) if word]
    while len(forms) > 1 and forms[-1] in words("company_forms"):
        forms.pop()
    while len(forms) > 1 and forms[0] == "the":
        forms.pop(0)
    return " ".join(table("acronyms").get(word) or _american(word) for word in forms)


def _american(word: str) -> str:
    """A folded word in American spelling; unlike `stemming.one_spelling`, the result is a word."""
    word = table("spellings").get(word, word).replace("isation", "ization")
    return _BRITISH_OUR.sub("or", _BRITISH_TRE.sub(r"\1er", word))
