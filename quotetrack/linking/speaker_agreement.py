"""Whether the speakers of two versions may be one, judging by what their articles call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from quotetrack.language import lexicon
from quotetrack.language.frequency import total_weight
from quotetrack.language.names import compatible, parts
from quotetrack.language.stemming import stem
from quotetrack.language.titles import rank_words
from quotetrack.language.tokens import forms
from quotetrack.records import SpeakerAgreement, Version

AGREEING = (SpeakerAgreement.SAME, SpeakerAgreement.COMPATIBLE, SpeakerAgreement.ROLE)
_MIN_MISSPELT_WORD = 5  # letters; in a shorter word one other letter makes another name
_MIN_ROLE_WEIGHT = 0.8  # of the words that two descriptions share; read off labelled pairs
_WORD_OR_MARK = re.compile(r"[^\s,;:]+|[,;:]")


def agreement(a: Version, b: Version) -> SpeakerAgreement:
    """How far the speakers of two versions agree.

    same: one id or one name. compatible: one name is part of the other, or another spelling of
    it. role: one is a description ("the mayor") that shares a telling word with what the other is
    called. unknown: a side has no name or only a vague description, or the names differ by "Jr."
    alone. other: the names differ.
    """
    if a.speaker and a.speaker == b.speaker:
        return SpeakerAgreement.SAME
    found = by_name(a.name or "", b.name or "")
    if found != SpeakerAgreement.ROLE:
        return found
    same_role = total_weight(_description(a) & _description(b)) >= _MIN_ROLE_WEIGHT
    return SpeakerAgreement.ROLE if same_role else SpeakerAgreement.UNKNOWN


@lru_cache(maxsize=65536)
def by_name(a: str, b: str) -> SpeakerAgreement:
    """How far two names agree; role where one is a description, so that the role may be shared."""
    one, other = name_tokens(a), name_tokens(b)
    if not one or not other:
        return SpeakerAgreement.UNKNOWN
    if one == other:
        return SpeakerAgreement.SAME
    if _is_part({*one}, {*other}):
        return SpeakerAgreement.COMPATIBLE
    if {*one} ^ {*other} <= lexicon.words("name_distinguishers"):
        return SpeakerAgreement.UNKNOWN
    if is_description(a) or is_description(b):
        return SpeakerAgreement.ROLE
    return _by_spelling(a, b) if {*one} & {*other} else SpeakerAgreement.OTHER


def _by_spelling(a: str, b: str) -> SpeakerAgreement:
    """How far two proper names agree of which neither is part of the other.

    compatible: a middle name or initial on one side (Anna J. Lind, Anna Lind), a short form (Bob,
    Robert), or one letter more, less or different in one long word (Cristensen, Christensen);
    unknown if only the generation differs; else other.
    """
    (one, generation), (two, other_generation) = parts(a), parts(b)
    if not compatible(" ".join(one), " ".join(two)) and not _is_misspelling(one, two):
        return SpeakerAgreement.OTHER
    same_generation = generation == other_generation
    return SpeakerAgreement.COMPATIBLE if same_generation else SpeakerAgreement.UNKNOWN


def _is_misspelling(one: Sequence[str], two: Sequence[str]) -> bool:
    """True if two names differ in a single long word, and there by a single letter."""
    different = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    return (
        len(one) == len(two) > 1
        and len(different) == 1
        and min(map(len, different[0])) >= _MIN_MISSPELT_WORD
        and OSA.distance(*different[0], score_cutoff=1) <= 1
    )


def _is_part(one: set[str], other: set[str]) -> bool:
    """True if one name is part of the other, and the rest of the other is no word of kinship."""
    short, long = sorted((one, other), key=len)
    return (
        short < long
        and bool(short - lexicon.words("function_words"))
        and not (long - short) & lexicon.words("name_distinguishers")
    )


@lru_cache(maxsize=32768)
def name_tokens(name: str) -> tuple[str, ...]:
    """The tokens of a name without articles and titles, or all of them if nothing else is left."""
    tokens = forms(name)
    dropped = rank_words() | lexicon.words("name_articles")
    return tuple(token for token in tokens if token not in dropped) or tokens


@lru_cache(maxsize=32768)
def is_description(name: str) -> bool:
    """True for a description ("the party chairman"), false for a name, whose head has capitals."""
    head: list[str] = []
    for word in _WORD_OR_MARK.findall(name):
        ends_head = word.lower() in lexicon.words("postmodifiers") or not word[0].isalnum()
        if head and ends_head:
            break
        head.append(word)
    determiners = lexicon.words("name_articles") | lexicon.words("name_determiners")
    core = [word for word in head if word.lower() not in determiners and word[0].isalpha()]
    return not core or any(word[0].islower() for word in core)


def _description(version: Version) -> set[str]:
    """The content stems of everything that the article calls the speaker."""
    texts = (version.name, version.descriptor, version.source_text)
    return {stem for text in texts for stem in _content_stems(text or "")}


@lru_cache(maxsize=32768)
def _content_stems(text: str) -> frozenset[str]:
    return frozenset(
        stem(token) for token in forms(text) if token not in lexicon.words("function_words")
    )
