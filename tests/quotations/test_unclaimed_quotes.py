"""Whose words a quoted stretch is: the cue beside it, and the speaker who goes on."""

import pytest
from trees import report

from quotetrack.language.quotation_marks import quoted
from quotetrack.quotations.paragraphs import Paragraph
from quotetrack.quotations.unclaimed_quotes import SCORE, reaches, report_beside, tie
from quotetrack.records import Construction, Quote


def paragraph(text, *reports, span=None):
    place = span or (0, len(text))
    return Paragraph(text, place, tuple(quoted(text, place)), reports)


@pytest.mark.parametrize(("between", "found"), [(14, True), (15, False)])
def test_a_cue_behind(between, found):
    """At most fourteen words stand between quoted words and a cue behind them."""
    text = f"“The dam leaks a lot,”{' so' * between} said Ann."
    told = report(text, "said", source="Ann")
    assert bool(report_beside(paragraph(text, told), 0)) is found


@pytest.mark.parametrize(("between", "found"), [(8, True), (9, False)])
def test_a_cue_before(between, found):
    """At most eight words stand between a cue and quoted words behind it."""
    text = f"Ann said{' so' * between}, “The dam leaks a lot.”"
    told = report(text, "said", source="Ann")
    assert bool(report_beside(paragraph(text, told), 0)) is found


@pytest.mark.parametrize(("between", "found"), [(":", True), (",", False)])
def test_a_weak_cue_with_a_colon(between, found):
    """A verb that is no reporting verb reports what a colon ties to it, not what a comma does."""
    text = f"Ann grinned{between} “The dam leaks a lot.”"
    told = report(text, "grinned", source="Ann", weak=True)
    assert bool(report_beside(paragraph(text, told), 0)) is found


@pytest.mark.parametrize(("between", "found"), [(7, True), (8, False), (0, False)])
def test_content_that_begins_before_its_marks(between, found):
    """`called the new plan "A"`: one to seven words stand between."""
    text = f"Ann called{' so' * between} “old”."
    told = report(text, "called", source="Ann", takes=frozenset({"name"}))
    made = paragraph(text, told)
    assert reaches(made, made.marks[0], told) is found


@pytest.mark.parametrize(("gap", "nearer"), [(2, "told"), (3, "said")])
def test_the_nearest_cue(gap, nearer):
    """A cue before counts as two characters farther away than one behind."""
    text = f"Ann told,{' ' * gap}“The dam leaks a lot,”     said Bob"
    reports = report(text, "told", source="Ann"), report(text, "said", source="Bob")
    assert report_beside(paragraph(text, *reports), 0).shown == nearer


def going_on(between, span=None):
    text = f"“The dam leaks,” said Ann{between}“It will break one day.”"
    first = (1, 14)
    previous = Quote("x", (first,), ((17, 21),), ((22, 25),), "direct", "", 0.9, "")
    made = paragraph(text, span=span)
    return tie(made, made.marks[-1], previous, None).construction


@pytest.mark.parametrize(
    ("words", "construction"), [(30, Construction.CONTINUED), (31, Construction.MARKS)]
)
def test_a_speaker_goes_on(words, construction):
    """In one paragraph at most thirty words stand between the parts."""
    assert going_on(f"{' so' * words}. ") is construction


@pytest.mark.parametrize(
    ("words", "construction"), [(25, Construction.CONTINUED), (26, Construction.MARKS)]
)
def test_a_speaker_goes_on_in_the_next_paragraph(words, construction):
    """After the attribution, at most 25 words end the paragraph before."""
    between = f"{' so' * words}.\n"
    assert going_on(between, span=(25 + len(between), 25 + len(between) + 25)) is construction


@pytest.mark.parametrize(
    ("text", "construction", "score"),
    [
        ("Ann Roe: “The dam leaks.”", Construction.NAME_AND_COLON, 0.85),
        ("“The dam leaks.” — Ann Roe", Construction.NAME_AND_DASH, 0.8),
        ("“The dam leaks a lot” (Ann Roe)", Construction.NAME_IN_BRACKETS, 0.7),
        ("“The dam leaks a lot.”", Construction.MARKS, 0.5),
    ],
)
def test_ties(text, construction, score):
    """A name stands before a colon, behind a dash or in brackets; each has its score."""
    made = paragraph(text)
    found = tie(made, made.marks[0], None, None)
    assert (found.construction, found.score) == (construction, score)


def test_scores_of_ties():
    """What is announced or goes on is surer than bare marks."""
    assert (SCORE[Construction.COLON], SCORE[Construction.CONTINUED]) == (0.75, 0.8)
