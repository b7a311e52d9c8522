"""A script says how a form becomes its lemma."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.parsing.lemma_scripts import applied, script


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        ("Lima", "Lima", "="),
        ("The", "the", "_"),
        ("said", "say", "_2+y"),
        ("was", "be", "!be"),
        ("Wolves", "wolf", "_3+f"),
    ],
)
def test_scripts(form, lemma, rule):
    """What stays at the beginning is kept, and another word is named."""
    assert script(form, lemma) == rule
    assert applied(rule, form) == lemma


@given(st.text("abcABC'", min_size=1), st.text("abcABC'", min_size=1))
def test_script_leads_to_lemma(form, lemma):
    """The script of a form and a lemma makes that lemma of that form."""
    assert applied(script(form, lemma), form) == lemma


@given(st.text(min_size=1), st.sampled_from(["_9+", "=40+y", "_2+", "!be"]))
def test_a_script_of_another_word_does_not_fail(form, rule):
    """A script that cuts more than there is leaves something."""
    assert applied(rule, form)
