"""Which quoted stretches are speech, and what reports say of marks."""

import pytest
from trees import report

from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.quotations import paragraphs
from quotetrack.quotations.paragraphs import Paragraph, is_speech, is_title


def marked(text):
    """A paragraph whose only quoted stretch is in angle brackets."""
    start, end = text.index("<"), text.index(">") + 1
    mark = QuotedSpan(start, end, (start + 1, end - 1), "<", True)
    return Paragraph(text, (0, len(text)), (mark,), ()), mark


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("the <old dam leaks> again", False),
        ("the <old dam leaks badly> again", True),
        ("<It leaks.>", True),
        ("It rained. <It leaks.>", True),
        ("the <It leaks.>", False),
        ("<Leaks.>", False),
        ("the <Long Road Home Again> here", False),
    ],
)
def test_speech(text, speech):
    """Up to three quoted words are no speech, unless they are a sentence that stands alone."""
    assert is_speech(*marked(text)) is speech


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("The Old and the New", True),
        ("The Dams of War", True),
        ("The Dams near War", False),
        ("The Dam Was Old.", False),
        ("Where Dams Leak?", True),
        ("Leak?", False),
    ],
)
def test_titles(said, title):
    """Words of four letters or more have capitals in a title, and it is no sentence."""
    assert is_title(said) is title


@pytest.mark.parametrize(("between", "announced"), [(14, True), (15, False)])
def test_a_colon_near_a_report_announces(between, announced):
    """At most fourteen words stand between a report and the colon that ends its paragraph."""
    first = f"Ann said{' so' * between}:"
    text = f"{first}\nThe old dam leaks."
    told = report(text, "said", source="Ann", sentence=(0, len(first)))
    before = Paragraph(text, (0, len(first)), (), (told,))
    assert paragraphs._is_announced(text, (len(first) + 1, len(text)), before) is announced


@pytest.mark.parametrize(
    ("words", "announced"), [("It leaks badly", False), ("It leaks a lot", True)]
)
def test_announced_words(words, announced):
    """More than three words are announced."""
    text = f"Ann said:\n{words}"
    before = Paragraph(text, (0, 9), (), (report(text, "said", source="Ann", sentence=(0, 9)),))
    assert paragraphs._is_announced(text, (10, len(text)), before) is announced


@pytest.mark.parametrize(("distance", "ends"), [(60, True), (61, False)])
def test_a_report_near_a_closing_mark(distance, ends):
    """A mark that only closes counts if a report begins within sixty characters."""
    text = "It leaks”" + " " * distance + "said Ann"
    mark = QuotedSpan(0, 9, (0, 8), "”", False)
    assert paragraphs._ends_at(report(text, "said", source="Ann"), mark) is ends


@pytest.mark.parametrize(("rest", "cut"), [(".”", True), (".”)", False)])
def test_an_open_mark_ends_at_its_report(rest, cut):
    """An open stretch is cut before a report that at most two characters of its sentence follow."""
    text = f"It leaks, said Ann{rest}"
    told = report(text, "said", source="Ann", content="It leaks")
    found = paragraphs._cut(QuotedSpan(0, len(text), (0, len(text)), "“", False), [told])
    assert found.end == (8 if cut else len(text))
