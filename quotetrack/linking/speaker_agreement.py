"""Whether the speakers of two versions may be one, by what their articles call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from quotetrack.language import lexicon
from quotetrack.language.frequency import total_weight
from quotetrack.language.names import compatible, parts
from quotetrack.language.stemming import stem
from quotetrack.language.tokens import forms
from quotetrack.records import Version

AGREEING = ("same", "compatible", "role")
_ARTICLES = frozenset(["a", "an", "the", "some"])
_OWNERS = frozenset(["his", "her", "their", "its", "our", "my", "one", "another", "both"])
_BEHIND = frozenset(
    ["of", "in", "on", "at", "for", "from", "with", "by", "who", "which", "that", "to"]
)  # what ends a head
_LONG_WORD = 5  # letters of a word in which one may be wrong
_ROLE = 0.8  # weight of what two descriptions must share to be one role


def agreement(a: Version, b: Version) -> str:
    """How far the speakers agree.

    same: one id or one name. compatible: one name is part of the other. role: one is a description ("the mayor") that shares
    a telling word with what the other is called. unknown: a side has no name, or only a description that tells nothing, or
    the names differ by "Jr." alone. other: the names differ. compatible as well: other spellings of one name.
    """
    if a.speaker and a.speaker == b.speaker:
        return "same"
    found = by_name(a.name or "", b.name or "")
    if found != "role":
        return found
    return "role" if total_weight(_known(a) & _known(b)) >= _ROLE else "unknown"


@lru_cache(maxsize=65536)
def by_name(a: str, b: str) -> str:
    """How far two names agree; role where one is a description, so that they may be of one role."""
    one, other = name_forms(a), name_forms(b)
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    apart = {*one} ^ {*other}
    if _part({*one}, {*other}):
        return "compatible"
    if apart <= lexicon.words("name_distinguishers"):
        return "unknown"
    if described(a) or described(b):
        return "role"
    return _spelt(a, b) if {*one} & {*other} else "other"


def _spelt(a: str, b: str) -> str:
    """How far two names in capitals agree that are not part of one another.

    compatible: a middle name or initial on one side (Anna J. Lind, Anna Lind), a short form (Bob, Robert), a letter more, less or
    other in one long word (Cristensen, Christensen); unknown if a generation parts such names; else other.
    """
    (one, generation), (two, other) = parts(a), parts(b)
    if not compatible(" ".join(one), " ".join(two)) and not _slip(one, two):
        return "other"
    return "compatible" if generation == other else "unknown"


def _slip(one: Sequence[str], two: Sequence[str]) -> bool:
    """True if one word of two names of as many words differs, and by one letter only; short words are other names."""
    apart = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    return (
        len(one) == len(two) > 1
        and len(apart) == 1
        and min(map(len, apart[0])) >= _LONG_WORD
        and OSA.distance(*apart[0], score_cutoff=1) <= 1
    )


def _part(one: set[str], other: set[str]) -> bool:
    """True if one set of words holds the other, which is more than small words, and no word of kinship parts them."""
    short, long = sorted((one, other), key=len)
    return (
        short < long
        and bool(short - lexicon.words("function_words"))
        and not (long - short) & lexicon.words("name_distinguishers")
    )


@lru_cache(maxsize=32768)
def name_forms(name: str) -> tuple[str, ...]:
    """A name's words without articles and titles; all of them where nothing else is left."""
    words = forms(name)
    return tuple(form for form in words if form not in lexicon.words("ranks") | _ARTICLES) or words


@lru_cache(maxsize=32768)
def described(name: str) -> bool:
    """True for a description ("the party chairman"), false for a name: every word of a name's head has a capital."""
    head: list[str] = []
    for word in re.findall(r"[^\s,;:]+|[,;:]", name):
        if head and (word.lower() in _BEHIND or not word[0].isalnum()):
            break
        head.append(word)
    core = [word for word in head if word.lower() not in _ARTICLES | _OWNERS and word[0].isalpha()]
    return not core or any(word[0].islower() for word in core)


def _known(version: Version) -> set[str]:
    """The content words of what a version's article calls its speaker."""
    return (
        _content(version.name or "")
        | _content(version.descriptor or "")
        | _content(version.printed or "")
    )


@lru_cache(maxsize=32768)
def _content(text: str) -> frozenset[str]:
    return frozenset(
        stem(form) for form in forms(text) if form not in lexicon.words("function_words")
    )
