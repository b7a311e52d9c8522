"""One form for the variants of a word, for comparing: two spellings, inflected forms."""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.language import lexicon

REMEMBERED = 65536  # words whose result is kept
_AMERICAN_ENDINGS = [
    (re.compile(pattern), american)
    for pattern, american in (
        (r"(?<=...)is(e|es|ed|ing|er|ers|ation|ations)$", r"iz\1"),
        (r"(?<=...)ys(e|es|ed|ing)$", r"yz\1"),
        (r"(?<=..[^o])our(s|ed|ing|able|ite|ites|er|ers|hood|hoods)?$", r"or\1"),
        (r"(?<=..)tre(s|d)?$", r"ter\1"),
        (r"(?<=....)ll(ed|ing|er|ers)$", r"l\1"),
    )
]
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
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=REMEMBERED)
def one_spelling(form: str) -> str:
    """One spelling for the British and American form of a word; it need not be a word."""
    known = lexicon.table("spellings").get(form)
    if known:
        return known
    if len(form) > 4 and form.isalpha():
        for pattern, american in _AMERICAN_ENDINGS:
            form, changed = pattern.subn(american, form)
            if changed:
                break
    return form


@lru_cache(maxsize=REMEMBERED)
def stem(form: str) -> str:
    """The form without its inflection; the result need not be a word.

    Suffix rules and a list of irregular forms; equal for all inflected forms of a regular word.
    """
    form = form.removesuffix("'s").removesuffix("'")
    irregular = lexicon.table("irregular").get(form)
    if irregular is not None:
        return _bare_ending(irregular)
    if len(form) <= 3 or not form.isalpha():
        return form
    if form.endswith(("ss", "us", "is")):
        return _bare_ending(form)
    for ending, replacement in _INFLECTIONS:
        base = form.removesuffix(ending)
        if base != form and len(base) >= 3 and _VOWEL.search(base):
            return _bare_ending(base + replacement)
    return _bare_ending(form)


def _bare_ending(base: str) -> str:
    """Without a final silent e or doubled consonant: plan, planned and planning are one."""
    if len(base) <= 3:
        return base
    if base[-1] == base[-2] and base[-1] not in "aeiousl":
        return base[:-1]
    if base.endswith("ll"):
        return base[:-1]
    if base.endswith("y"):
        return base[:-1] + "i"
    return base.rstrip("e")
