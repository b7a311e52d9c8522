"""noun_phrases and titles: what belongs to a noun or name, before and behind it."""

from __future__ import annotations

import pytest
from tagged_text import parse

from quotetrack.speakers.noun_phrases import after_name, after_noun, phrase_start, phrase_stop
from quotetrack.speakers.sentence_words import SentenceWords
from quotetrack.speakers.titles import apposition_before, title_start


def sentence(specification: str) -> SentenceWords:
    made = parse(specification)
    return SentenceWords(made.article.text, made.sentences[0], ())


ROE = "Ann|PROPN Roe|PROPN"


@pytest.mark.parametrize(
    ("behind", "described"),
    [
        (",|PUNCT a|DET clerk|NOUN ,|PUNCT said|VERB", "a clerk"),
        (",|PUNCT who|PRON pays|VERB ,|PUNCT said|VERB", "who pays"),
        (",|PUNCT R-Ohio|PROPN ,|PUNCT said|VERB", "R-Ohio"),
        (",|PUNCT 999|NUM ,|PUNCT said|VERB", "999"),
        (",|PUNCT 1000|NUM ,|PUNCT said|VERB", ""),
        (",|PUNCT a|DET Monday|PROPN ,|PUNCT said|VERB", ""),
        (",|PUNCT one|NUM clerk|NOUN said|VERB", ""),
        (" said|VERB", ""),
    ],
)
def test_after_a_name(behind: str, described: str) -> None:
    """Appositions, clauses, parties and ages of up to three digits describe a name."""
    assert after_name(sentence(f"{ROE} {behind}"), 2)[0] == described


@pytest.mark.parametrize(("inside", "described"), [(6, True), (7, False)])
def test_a_bracket_behind_a_name(inside: int, described: bool) -> None:
    """A bracket of up to six words describes a name."""
    words = " ".join(["x|NOUN"] * inside)
    found, _ = after_name(sentence(f"{ROE} (|PUNCT {words} )|PUNCT said|VERB"), 2)
    assert bool(found) is described


def test_the_longest_apposition() -> None:
    """An apposition is cut after 28 words."""
    assert phrase_stop(sentence(" ".join(["x|NOUN"] * 40)), 2) == 30


def test_a_place_between_commas_belongs_to_the_phrase() -> None:
    """`a clerk in Lowick, Ohio, said`."""
    words = sentence("a|DET clerk|NOUN in|ADP Lowick|PROPN ,|PUNCT Ohio|PROPN ,|PUNCT said|VERB")
    assert phrase_stop(words, 0) == 6


@pytest.mark.parametrize(("adjectives", "start"), [(13, 0), (14, 1), (15, 2)])
def test_the_longest_phrase_before_a_noun(adjectives: int, start: int) -> None:
    """A noun phrase has at most 14 words before its noun, the determiner not counted."""
    words = sentence("the|DET " + "old|ADJ " * adjectives + "clerk|NOUN")
    expected = 0 if adjectives <= 14 else adjectives + 1 - 14
    assert phrase_start(words, adjectives + 1) == expected


def test_the_longest_phrase_behind_a_noun() -> None:
    """At most 14 words behind a noun belong to it."""
    words = sentence("clerks|NOUN|nsubj|0 " + "in|NOUN|nmod|1 " * 20)
    assert after_noun(words, 1)[0] == 15


def test_that_before_a_plural_is_no_determiner() -> None:
    """`that officials` is a clause, `those officials` a phrase."""
    assert phrase_start(sentence("that|SCONJ officials|NOUN"), 1) == 1
    assert phrase_start(sentence("those|DET officials|NOUN"), 1) == 0


@pytest.mark.parametrize(
    ("specification", "title"),
    [
        ("Senator|PROPN Roe|PROPN", "Senator"),
        ("Mr|PROPN Roe|PROPN", "Mr"),
        ("party|NOUN|compound|2 Chairman|PROPN Roe|PROPN", "party Chairman"),
        ("said|VERB Roe|PROPN", ""),
        ("Secretary|PROPN of|ADP State|PROPN Roe|PROPN", "Secretary of State"),
        (
            "Secretary|PROPN of|ADP Health|PROPN and|CCONJ Human|PROPN Services|PROPN Roe|PROPN",
            "Secretary of Health and Human Services",
        ),
    ],
)
def test_title(specification: str, title: str) -> None:
    """A title before a name, with the office that it is part of."""
    words = sentence(specification)
    last = len(words) - 1
    start = title_start(words, last)
    assert (words.printed(start, last) if start < last else "") == title


def test_apposition_before_a_name() -> None:
    """`the head of Acme, Ann Roe` describes her; `the head of Acme, Ann Roe and ...` is a list."""
    before = "the|DET head|NOUN of|ADP Acme|PROPN ,|PUNCT Ann|PROPN Roe|PROPN"
    assert apposition_before(sentence(f"{before} said|VERB"), 5, 7) == "the head of Acme"
    assert apposition_before(sentence(f"{before} and|CCONJ"), 5, 7) == ""
