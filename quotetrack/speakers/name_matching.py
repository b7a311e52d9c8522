"""Whether two names of different articles can be one speaker's, and the keys to look them up by.

People: the family names are equal and the first names compatible (see `names.compatible`), titles
left out. Organisations: the same name after folding, with acronyms spelled out and legal forms
left out, or nearly the same word by word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from quotetrack.language.lexicon import words
from quotetrack.language.names import compatible, organisation_key, parts, split

# rapidfuzz ratios, 0 to 100; set by hand: one misspelt letter in a long name is forgiven, but
# `University of Tarn` and `University of Tarnow` stay apart.
MIN_NAME_RATIO = 95.0  # between two names of one organisation
MIN_WORD_RATIO = 80.0  # between each word and its counterpart
KEY_ENDS = 4  # letters of each end of a name in a blocking key
NAMES_KEPT = 100_000  # names whose keys are cached


@lru_cache(maxsize=NAMES_KEPT)
def blocking_keys(name: str) -> frozenset[str]:
    """Blocking keys: two names that can be one speaker's share at least one.

    Organisations only if both ends of their names are spelled alike.
    """
    forms, _ = parts(split(name).full or name)
    whole = organisation_key(name).replace(" ", "")
    found = {f"whole:{whole}", f"ends:{whole[:KEY_ENDS]}~{whole[-KEY_ENDS:]}"}
    if forms:
        found |= {f"family:{forms[-1]}", f"whole:{''.join(forms)}"}
        if forms[0] in words("surnames_first"):
            found.add(f"family:{forms[0]}")
    return frozenset(found)


@lru_cache(maxsize=NAMES_KEPT)
def is_known_everywhere(name: str, kind: str) -> bool:
    """True if a name means the same speaker in every article.

    Not for a person with a single name, unless the whole world uses it (`Madonna`).
    """
    if kind == "organisation":
        return True
    forms, _ = parts(split(name).full)
    return len(forms) > 1 or (bool(forms) and forms[0] in words("mononyms"))


def same_person(a: str, b: str) -> bool:
    """True if two names without titles can be one person's; a single word only matches itself."""
    return parts(a) == parts(b) or compatible(a, b)


def same_organisation(a: str, b: str) -> bool:
    """True if two names are one organisation's: equal when folded, or nearly so word by word."""
    one, two = organisation_key(a), organisation_key(b)
    if one.replace(" ", "") == two.replace(" ", ""):
        return True
    left, right = one.split(), two.split()
    if len(left) != len(right) or re.findall(r"\d+", one) != re.findall(r"\d+", two):
        return False
    if fuzz.ratio(one, two) < MIN_NAME_RATIO:
        return False
    return all(fuzz.ratio(x, y) >= MIN_WORD_RATIO for x, y in zip(left, right, strict=True))


def identity_key(name: str, kind: str) -> str:
    """Equal for all spellings of one form of a name, whichever kind it was taken for."""
    if kind == "person":
        forms, generation = parts(split(name).full)
    else:
        forms, generation = parts(re.sub(r"(?i)^the ", "", name))
    return "".join(forms) + generation


def display_name(name: str, kind: str) -> str:
    """A name as it is shown: a person's without title, an organisation's without `the`."""
    full = split(name).full if kind == "person" else ""
    return full or re.sub(r"^[Tt]he ", "", " ".join(name.split()))
