"""name_runs: where a name begins and ends."""

from __future__ import annotations

import pytest
from tagged_text import parse

from quotetrack.speakers.name_runs import office_noun, person_start, run_end
from quotetrack.speakers.sentence_words import SentenceWords


def sentence(specification: str, surnames: tuple[str, ...] = ()) -> SentenceWords:
    made = parse(specification)
    return SentenceWords(made.article.text, made.sentences[0], (), surnames)


@pytest.mark.parametrize(
    ("specification", "run"),
    [
        ("Ann|PROPN Roe|PROPN spoke|VERB", "Ann Roe"),
        ("Piet|PROPN van|ADP Dijk|PROPN spoke|VERB", "Piet van Dijk"),
        ("Tom|PROPN Roe|PROPN ,|PUNCT Jr|PROPN spoke|VERB", "Tom Roe , Jr"),
        ("Department|PROPN of|ADP the|DET Treasury|PROPN said|VERB", "Department of the Treasury"),
        ("Center|PROPN for|ADP Policy|PROPN said|VERB", "Center for Policy"),
        ("Ann|PROPN for|ADP Roe|PROPN voted|VERB", "Ann"),
        ("Chul|PROPN ~-|PUNCT ~soo|PROPN spoke|VERB", "Chul-soo"),
        ("Ohio|PROPN ~-|PUNCT ~based|VERB firms|NOUN", "Ohio"),
        ("Ann|PROPN ~-|PUNCT ~abcdefghijk|NOUN spoke|VERB", "Ann-abcdefghijk"),
        ("Ann|PROPN ~-|PUNCT ~abcdefghijkl|NOUN spoke|VERB", "Ann"),
    ],
)
def test_run(specification: str, run: str) -> None:
    """A run takes in particles, suffixes and hyphenated parts of up to eleven letters."""
    words = sentence(specification)
    assert words.printed(0, run_end(words, 0)) == run


@pytest.mark.parametrize(
    ("specification", "noun"),
    [
        ("Secretary|PROPN of|ADP State|PROPN", 0),
        ("House|PROPN Speaker|PROPN", 1),
        ("Ann|PROPN Speaker|PROPN", None),
        ("Mr|PROPN Speaker|PROPN", None),
    ],
)
def test_office(specification: str, noun: int | None) -> None:
    """An office has a noun for a person and no name."""
    words = sentence(specification)
    assert office_noun(words, 0, len(words)) == noun


def test_a_surname_is_no_office() -> None:
    """A word that follows a first name in the article is a name, whatever else it means."""
    assert office_noun(sentence("Senator|PROPN"), 0, 1) == 0
    assert office_noun(sentence("Senator|PROPN", surnames=("Senator",)), 0, 1) is None


def test_person_at_the_end_of_a_run() -> None:
    """The tagger shows where a person begins in a run without a first name before."""
    words = sentence("Whip|PROPN|x|0|O Zed|PROPN|x|0|B-PER Roe|PROPN|x|0|E-PER")
    assert person_start(words, 0, 3) == 1
