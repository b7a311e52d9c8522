"""Variants of a word in one form."""

import pytest

from quotetrack.language.stemming import one_spelling, stem


@pytest.mark.parametrize(
    "family",
    [
        "visit visits visited visiting",
        "plan planned planning plans",
        "say said says",
        "go went gone goes",
        "policy policies",
        "agree agreed agrees",
        "use used using uses",
        "call called calls",
    ],
)
def test_inflected_forms_meet_in_one_stem(family):
    """Endings and irregular forms of a word lead to one stem."""
    assert len({stem(form) for form in family.split()}) == 1


def test_short_words_keep_their_spelling():
    """The rules for British endings leave short words alone that only look like them."""
    assert [one_spelling(word) for word in ("our", "four", "rise", "tree")] == [
        "our",
        "four",
        "rise",
        "tree",
    ]
