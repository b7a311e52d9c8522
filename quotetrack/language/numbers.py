"""Numbers in words and figures: `two hundred and five` is 205, `1,000` is 1000, `1.10` is 1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from quotetrack.language import lexicon

LONGEST_NUMBER = 12  # words
LINKING = frozenset(["a", "an", "and"])  # may stand in a number, but never make one alone
# 1,000 and 1,000.5 are grouped; 1.000 may be one or a thousand
_UNAMBIGUOUS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2}|\.\d{4,})?")
# One letter for each word: u 1-9, t 10-19, T tens, h hundred, k thousand and more,
# d figures, a "a", & "and"
_SMALL = "(?:Tu?|t|u)"
_BELOW_THOUSAND = f"(?:[aud]h(?:&?{_SMALL})?|{_SMALL})"
_NUMBER = re.compile(
    f"(?:{_BELOW_THOUSAND}|a|d)k(?:{_BELOW_THOUSAND}k)*(?:(?<!dk)&?{_BELOW_THOUSAND})?"
    f"|{_BELOW_THOUSAND}"
)


def is_figure(form: str) -> bool:
    """True for a number in plain ASCII figures, with at most one decimal point."""
    return form[:1].isdigit() and form.replace(".", "", 1).isdigit() and form.isascii()


def figure(printed: str) -> str:
    """A printed number without grouping commas and trailing zeros.

    An ambiguous one (1.000) is left as it is.
    """
    if not _UNAMBIGUOUS.fullmatch(printed):
        return printed
    plain = printed.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def number_at(forms: Sequence[str], place: int) -> tuple[int, str]:
    """How many forms from a place on make up one number, and its value in figures.

    (0, "") if no number begins there.
    """
    if _role(forms[place]) == ".":
        return 0, ""
    run = forms[place : place + LONGEST_NUMBER]
    match = _NUMBER.match("".join(map(_role, run)))
    if not match:
        return 0, ""
    return match.end(), _value(run[: match.end()])


def number_words() -> frozenset[str]:
    """The words that numbers of several words are made of."""
    return LINKING | {"hundred"} | lexicon.table("numbers").keys() | lexicon.table("scales").keys()


@lru_cache(maxsize=65536)
def _role(form: str) -> str:
    """The role a word can play in a number: one letter of _NUMBER, "." for none."""
    if form in ("a", "an", "and"):
        return "&" if form == "and" else "a"
    if is_figure(form):
        return "d"
    if form in lexicon.table("scales"):
        return "h" if form == "hundred" else "k"
    value = int(lexicon.table("numbers").get(form, -1))
    if value < 0:
        return "."
    return "u" if value < 10 else "t" if value < 20 else "T"


def _value(run: Sequence[str]) -> str:
    values, scales = lexicon.table("numbers"), lexicon.table("scales")
    total = group = Decimal(0)
    for form in run:
        if form == "hundred":
            group *= 100
        elif form in scales:
            total, group = total + group * int(scales[form]), Decimal(0)
        elif form != "and":
            group += 1 if form in ("a", "an") else Decimal(values.get(form, form))
    return figure(format(total + group, "f"))
