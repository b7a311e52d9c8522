"""Words in their comparable form: 1,000 and one thousand, 90% and 90 per cent, U.S. and United States, programme and
program, don't and do not come out the same; each form keeps the place of the printed words that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold

MAX_WORDS = 2000  # of one text that are ever aligned: keeps a hostile text of any length cheap
_MARK = "\u00ad\u200b\u0300-\u036f"  # soft hyphens, zero-width spaces and combining accents stand inside words
_TOKEN = re.compile(
    r"(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){2,})"
    r"|(?P<currency>[$£€¥])"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?![^\W_])"
    rf"|(?P<word>[^\W_](?:[^\W_{_MARK}]|[{_MARK}])*(?:['’‘ʼ`][^\W_]+)*)"
    r"|(?P<percent>%)"
)
_CURRENCY = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_IS = frozenset(
    [
        "it",
        "he",
        "she",
        "that",
        "there",
        "here",
        "what",
        "who",
        "where",
        "how",
        "let",
        "when",
        "why",
    ]
)
_SHORT = {"'re": "are", "'m": "am", "'ll": "will", "'ve": "have"}
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2}|\.\d{4,})?")
_LONGEST_PHRASE = 4  # words
_LONGEST_NUMBER = 12
# u 1-9, t 10-19, T tens, h hundred, k thousand and more, d figures, a "a", & "and"
_SMALL = "(?:Tu?|t|u)"
_BELOW = f"(?:[aud]h(?:&?{_SMALL})?|{_SMALL})"
_NUMBER = re.compile(f"(?:{_BELOW}|a|d)k(?:{_BELOW}k)*(?:(?<!dk)&?{_BELOW})?|{_BELOW}")


@dataclass(frozen=True, slots=True)
class Word:
    """One comparable form and the half-open characters of the text that it stands for."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The comparable words of a text in order; beyond the first 2,000 they are left out."""
    found = _printed(text)
    found = _phrases(found)
    found = _paid(_counted(found))
    return tuple(Word(spelling(word.form), word.start, word.end) for word in found)


def forms(text: str) -> tuple[str, ...]:
    """The comparable words without their places."""
    return tuple(word.form for word in words(text))


def _printed(text: str) -> list[Word]:
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        if len(found) >= MAX_WORDS:
            break
        found += [Word(form, match.start(), match.end()) for form in _folded(match) if form]
    return found


def _folded(match: re.Match[str]) -> list[str]:
    printed = match.group()
    if match["number"]:
        return [_figure(printed)]
    if match["currency"]:
        return [printed]
    if printed.replace(".", "") == "US":
        return ["u.s."]  # in capitals only, or it would be the pronoun
    if match["acronym"]:
        return [fold(printed).replace(".", "")]
    return _whole(fold(printed).replace("`", "'").replace(" ", ""))


def _figure(printed: str) -> str:
    """A number without grouping commas and without zeros at the end of its decimals; what is ambiguous (1.000) stays."""
    if not _GROUPED.fullmatch(printed):
        return printed
    plain = printed.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _whole(word: str) -> list[str]:
    """A contraction in full; a word whose end may mean several things ('d, a noun's 's) stays as it is."""
    if word in ("can't", "won't", "shan't"):
        return [{"can't": "can", "won't": "will", "shan't": "shall"}[word], "not"]
    stem, mark, end = word.rpartition("'")
    if word.endswith("n't") and len(word) > 3:
        return [word[:-3], "not"]
    if mark and stem and f"'{end}" in _SHORT:
        return [stem, _SHORT[f"'{end}"]]
    if mark and end == "s" and stem in _IS:
        return [stem, "is"]
    return [word]


def _phrases(found: list[Word]) -> list[Word]:
    """Phrases of words/same.txt replaced by what they stand for."""
    same, openers = lexicon.table("same"), _openers()
    out: list[Word] = []
    place = 0
    while place < len(found):
        longest = min(_LONGEST_PHRASE, len(found) - place) if found[place].form in openers else 1
        for length in range(longest, 0, -1):
            other = same.get(" ".join(word.form for word in found[place : place + length]))
            if other:
                out += [
                    Word(form, found[place].start, found[place + length - 1].end)
                    for form in other.split()
                ]
                break
        else:
            length = 1
            out.append(found[place])
        place += length
    return out


@cache
def _openers() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lexicon.table("same"))


def _counted(found: list[Word]) -> list[Word]:
    """Numbers in words, or in figures with a scale, replaced by their figures."""
    out: list[Word] = []
    place = 0
    while place < len(found):
        length, value = _number_at(found, place)
        if length:
            out.append(Word(value, found[place].start, found[place + length - 1].end))
        else:
            length = 1
            out.append(
                Word(
                    lexicon.table("ordinals").get(found[place].form, found[place].form),
                    found[place].start,
                    found[place].end,
                )
            )
        place += length
    return out


def _number_at(found: list[Word], place: int) -> tuple[int, str]:
    """How many words from here on are one number, and its value in figures; (0, "") where none stands."""
    if _numeral(found[place].form) == ".":
        return 0, ""
    run = [word.form for word in found[place : place + _LONGEST_NUMBER]]
    match = _NUMBER.match("".join(map(_numeral, run)))
    if not match:
        return 0, ""
    return match.end(), _value(run[: match.end()])


@lru_cache(maxsize=65536)
def _numeral(form: str) -> str:
    """The part that a word can play in a number: one letter of _NUMBER, "." for none."""
    if form in ("a", "an", "and"):
        return "&" if form == "and" else "a"
    if is_figure(form):
        return "d"
    if form in lexicon.table("scales"):
        return "h" if form == "hundred" else "k"
    value = int(lexicon.table("numbers").get(form, -1))
    return "." if value < 0 else "u" if value < 10 else "t" if value < 20 else "T"


def _value(run: list[str]) -> str:
    values, scales = lexicon.table("numbers"), lexicon.table("scales")
    total = group = Decimal(0)
    for form in run:
        if form == "hundred":
            group *= 100
        elif form in scales:
            total, group = total + group * int(scales[form]), Decimal(0)
        elif form != "and":
            group += 1 if form in ("a", "an") else Decimal(values.get(form, form))
    return _figure(format(total + group, "f"))


def _paid(found: list[Word]) -> list[Word]:
    """A currency sign before a number set behind it as a word, so that $5 and 5 dollars are the same."""
    out: list[Word] = []
    for place, word in enumerate(found):
        before = found[place - 1] if place else None
        if before and before.form in _CURRENCY and is_figure(word.form):
            out += [
                Word(word.form, before.start, word.end),
                Word(_CURRENCY[before.form], before.start, word.end),
            ]
        elif word.form not in _CURRENCY:
            out.append(word)
    return out


def is_figure(form: str) -> bool:
    """True for a number in plain figures."""
    return form[:1].isdigit() and form.replace(".", "", 1).isdigit() and form.isascii()


_ENDINGS = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"(?<=...)is(e|es|ed|ing|er|ers|ation|ations)$", r"iz\1"),
        (r"(?<=...)ys(e|es|ed|ing)$", r"yz\1"),
        (r"(?<=..[^o])our(s|ed|ing|able|ite|ites|er|ers|hood|hoods)?$", r"or\1"),
        (r"(?<=..)tre(s|d)?$", r"ter\1"),
        (r"(?<=....)ll(ed|ing|er|ers)$", r"l\1"),
    )
]


@lru_cache(maxsize=65536)
def spelling(form: str) -> str:
    """One spelling for British and American ones; only for comparing, the result need not be a word."""
    known = lexicon.table("spellings").get(form)
    if known:
        return known
    if len(form) > 4 and form.isalpha():
        for pattern, other in _ENDINGS:
            form, changed = pattern.subn(other, form)
            if changed:
                break
    return form


_INFLECTIONS = (
    ("iest", "y"),
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The form without its inflection, by a few suffix rules and a list of irregular forms; only for comparing."""
    form = form.removesuffix("'s").removesuffix("'")
    if form in lexicon.table("irregular"):
        return _silent(lexicon.table("irregular")[form])
    if len(form) <= 3 or not form.isalpha():
        return form
    for end, other in _INFLECTIONS:
        base = form.removesuffix(end)
        if (
            base != form
            and len(base) >= 3
            and re.search("[aeiouy]", base)
            and not form.endswith(("ss", "us", "is"))
        ):
            return _silent(base + other)
    return _silent(form)


def _silent(base: str) -> str:
    """Without a silent e or a doubled consonant at the end, so that plan, planned and planning meet."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiousl":
        return base[:-1]
    if len(base) > 3 and base.endswith("ll"):
        return base[:-1]
    if len(base) > 3 and base.endswith("y"):
        return base[:-1] + "i"
    return base.rstrip("e") if len(base) > 3 else base
