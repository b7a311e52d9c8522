"""Names of people and organisations as strings: titles taken off, gender guessed, forms of one name recognised.

Never decided by one similarity figure: family names must be equal, given names must go together one by one
(equal, initial, or short form), and Jr, Sr, II tell people apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quotetrack.language.lexicon import table, words
from quotetrack.language.normalize import bare, fold, plain
from quotetrack.language.titles import honorifics, is_title, offices, regnal_titles, singular

REMEMBERED = 50_000  # words whose form is kept, so that a stream of any length takes no more memory


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart; `words` are the name proper as printed, without title and suffix."""

    title: str
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name as we show it: without title, with Jr or Sr."""
        return " ".join([*self.words, self.suffix] if self.suffix else self.words)


def split(phrase: str) -> Name:
    """A printed name parted into title, name proper and suffix: `U.S. Secretary of State Mary Holt`."""
    printed = plain(phrase).split()
    printed = [w.strip(',;:()[]"') for w in printed if w.strip(',;:()[]"')]
    suffix = ""
    while len(printed) > 1 and bare(printed[-1]) in words("name_suffixes"):
        suffix = printed[-1] if bare(printed[-1]) in table("generations") else suffix
        printed.pop()
    cut = title_length(printed)
    rest = printed[cut:]
    if rest:
        rest[-1] = rest[-1].removesuffix("'s")
    return Name(" ".join(printed[:cut]), tuple(rest), suffix)


def title_length(printed: list[str]) -> int:
    """How many words of a printed name are title; a title that belongs to the name (Queen Mary) is none."""
    given = len(printed) > 1 and gender_of_given(printed[0]) and printed[0][:1].isupper()
    if given and bare(printed[0]) not in honorifics():
        return 0
    cut = 0
    for place, word in enumerate(printed[:-1]):
        if place >= cut and (
            word.endswith("'s") or (is_title(word) and not _inside_name(printed, cut, place))
        ):
            cut = _past_portfolio(printed, place + 1)
    if cut and len(printed) - cut == 1 and bare(printed[cut - 1]) in regnal_titles():
        return cut - 1
    if (
        not cut
        and len(printed) > 2
        and bare(printed[0]) in demonyms()
        and gender_of_given(printed[1])
    ):
        return 1
    return cut


def _inside_name(printed: list[str], cut: int, place: int) -> bool:
    """True for Baker in `James Baker Smith`: a capital word after a given name is name, whatever else it means."""
    return place > cut and bool(gender_of_given(printed[cut])) and printed[place][:1].isupper()


def _past_portfolio(printed: list[str], place: int) -> int:
    """The place after `of State` or `of South Africa` that goes on with a title, if a name is left then."""
    if place + 1 >= len(printed) or bare(printed[place]) not in ("of", "for"):
        return place
    after = [bare(w) for w in printed[place + 1 :]]
    lengths = range(len(after) - 1, 0, -1)
    known = next(
        (
            n
            for n in lengths
            if (form := " ".join(after[:n])) in words("portfolios") or is_place(form)
        ),
        1,
    )
    return place + 1 + min(known, len(after) - 1)


@cache
def demonyms() -> frozenset[str]:
    """Adjectives of countries: danish, south african."""
    return frozenset(table("countries").values())


def is_place(text: str) -> bool:
    """True for a country, state or city of the lists."""
    form = " ".join(bare(w) for w in text.split())
    form = form.removeprefix("the ")
    return (
        form in table("countries")
        or form in words("places")
        or table("acronyms").get(form, "") in table("countries")
    )


def gender_of_given(word: str) -> str:
    """m, f, b (both) for a common first name, else empty."""
    form = bare(word)
    return table("given_names").get(form) or table("given_names").get(form.split("-")[0], "")


def gender(name: Name) -> str:
    """m or f as the honorific, the first name or else the title tells, empty if none does; a name alone may be a family name."""
    titles = [
        singular(bare(w))
        for w in reversed([*name.title.split(), *name.words[: len(name.words) > 1]])
    ]
    given = next((w for w in name.words if len(bare(w)) > 1), "") if len(name.words) > 1 else ""
    told = [honorifics().get(word, "") for word in titles]
    told.append("" if not given or family_first(name.words) else gender_of_given(given))
    told += [known.get(word, "") for word in titles for known in (offices(), table("person_nouns"))]
    return next((sex for sex in told if sex in ("m", "f")), "")


def family_first(printed: tuple[str, ...] | list[str]) -> bool:
    """True if the first word is a family name that usually stands first, and the rest no Western name: `Li Wei`."""
    forms = parts(" ".join(printed))[0]
    if not forms or forms[0] not in words("surnames_first"):
        return False
    return len(forms) == 1 or len(forms) == 3 or not gender_of_given(forms[0])


@lru_cache(maxsize=REMEMBERED)
def parts(name: str) -> tuple[tuple[str, ...], str]:
    """The folded words of a name (hyphens and points part words) and its generation: `Park Chul-soo` -> (park, chul, soo)."""
    folded = re.sub(
        r"['`]", "", fold(re.sub(r"^([A-Z])([A-Z])(?= [A-Z][a-z])", r"\1 \2", plain(name)))
    )
    forms = [w for w in re.split(r"[\s.\-,]+", folded) if w]
    generation = ""
    while len(forms) > 1 and forms[-1] in words("name_suffixes"):
        generation = table("generations").get(forms.pop(), generation)
    return tuple(forms), generation


def generations_clash(a: str, b: str) -> bool:
    """True if Jr, Sr, III tell the names apart."""
    return parts(a)[1] != parts(b)[1]


def given_match(a: str, b: str) -> bool:
    """True if two folded first names can be one: equal, an initial, a short form."""
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    full = table("nicknames")
    forms_a, forms_b = {a, *full.get(a, "").split()}, {b, *full.get(b, "").split()}
    return bool(forms_a & forms_b)


def compatible(a: str, b: str) -> bool:
    """True if two names of two words or more (titles off) can be one person's."""
    (one, generation), (two, other) = parts(a), parts(b)
    if generation != other or min(len(one), len(two)) < 2:
        return False
    if "".join(one) == "".join(two):
        return True
    if one[0] in words("surnames_first") or two[0] in words("surnames_first"):
        turned = sorted(one) == sorted(two) and (one[0] == two[-1] or two[0] == one[-1])
        if turned or family_first(one) or family_first(two):
            return turned
    shared = _family_length(one, two)
    return shared > 0 and _givens_match(one[:-shared], two[:-shared])


def _family_length(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """How many words of the family name agree at the end, particles with it; 0 if the family names differ."""
    if one[-1] != two[-1]:
        return 0
    length = 1
    for x, y in zip(one[-2:0:-1], two[-2:0:-1], strict=False):
        if x != y or x not in words("particles"):
            break
        length += 1
    return length


def _givens_match(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """First names go together, and so do the second ones where both have some."""
    one, two = _without_particles(one), _without_particles(two)
    if not one or not two:
        return False
    if given_match(one[0], two[0]):
        return all(given_match(x, y) for x, y in zip(one[1:], two[1:], strict=False))
    short, long = sorted((one, two), key=len)
    by_second = (
        len(short) == 1 and len(long) == 2 and len(long[0]) == 1 and len(long[1]) > 1
    )  # J. Edgar Hoover
    return by_second and given_match(short[0], long[1])


def _without_particles(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in forms if w not in words("particles") or len(w) == 1) or forms


def short_form(short: str, full: str) -> str:
    """How one word or part stands for a full name of the same article: family, given, part, or empty if it does not."""
    (few, generation), (many, other) = parts(short), parts(full)
    if (generation and generation != other) or not few or len(few) >= len(many):
        return ""
    if few == many[-len(few) :] and (len(few) > 1 or not family_first(many)):
        return "family"
    if len(few) == 1 and family_first(many) and few[0] == many[0]:
        return "family"
    if len(few) == 1 and given_match(few[0], many[0]) and len(few[0]) > 1:
        return "given"
    return "part" if few == many[-len(few) :] or few == many[: len(few)] else ""


@lru_cache(maxsize=REMEMBERED)
def organisation_key(name: str) -> str:
    """The comparable form of an organisation's name: folded, acronyms spelled out, American, without `the` and legal form."""
    forms = [
        w
        for w in re.split(
            r"[\s\-,/]+", re.sub(r"['.]", "", fold(re.sub(r"['’]s\b", "", plain(name))))
        )
        if w
    ]
    while len(forms) > 1 and forms[-1] in words("company_forms"):
        forms.pop()
    while len(forms) > 1 and forms[0] == "the":
        forms.pop(0)
    return " ".join(table("acronyms").get(w) or _american(w) for w in forms)


def _american(word: str) -> str:
    """A folded word in American spelling."""
    word = table("spellings").get(word, word)
    return re.sub(
        r"(?<=[a-z]{3})our\b",
        "or",
        re.sub(r"\b(cent|theat|met)re", r"\1er", word.replace("isation", "ization")),
    )
