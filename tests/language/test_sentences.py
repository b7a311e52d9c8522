"""Sentences by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded_parses import PARSES, recorded

from quotetrack.language.sentences import sentences

CASES = [
    (
        "Dr. Ada Lind said no. She left at 5 p.m. The road is closed.",
        ["Dr. Ada Lind said no.", "She left at 5 p.m.", "The road is closed."],
    ),
    ("The U.S. Senate met. It voted 5.5 to 3.", ["The U.S. Senate met.", "It voted 5.5 to 3."]),
    ("He lives in the U.S. The mayor does not.", ["He lives in the U.S.", "The mayor does not."]),
    (
        "“We won.” He smiled. “Did you?” she asked. “Yes!” Nobody knew.",
        ["“We won.”", "He smiled.", "“Did you?” she asked.", "“Yes!”", "Nobody knew."],
    ),
    (
        "J. K. Hill met Sen. Orr on Jan. 5. No. 7 won.",
        ["J. K. Hill met Sen. Orr on Jan. 5.", "No. 7 won."],
    ),
    ("They came in Jan. Nobody minded.", ["They came in Jan.", "Nobody minded."]),
    (
        "So it was... And then (it rained.) He ran.",
        ["So it was...", "And then (it rained.)", "He ran."],
    ),
    (
        "A headline\nThe first line. The second\nA third",
        ["A headline", "The first line.", "The second", "A third"],
    ),
    (
        "A line that is\nwrapped here. The next\nends.\n\nA new paragraph",
        ["A line that is\nwrapped here.", "The next\nends.", "A new paragraph"],
    ),
    ("e.g. this and that. 40 more followed.", ["e.g. this and that.", "40 more followed."]),
    (" \n\n ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_sentences_end(text, expected):
    """At full stops, question marks and paragraphs, never behind a title or an initial."""
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(("letters", "number"), [(15, 1), (16, 2)])
def test_only_so_much_before_a_full_stop_is_looked_at(letters, number):
    """An abbreviation of up to thirty characters is recognised."""
    text = "A." * letters + " Senate met."
    assert len(sentences(text)) == number


def test_what_is_set_apart_is_left_out():
    """A sentence that touches boilerplate is none."""
    text = "It rained. Share this page. It stopped."
    assert [text[start:end] for start, end in sentences(text, [(11, 27)])] == [
        "It rained.",
        "It stopped.",
    ]


@given(st.text(alphabet="Aa. \n“”?!U1", max_size=60))
def test_sentences_are_in_order_and_lose_no_word(text):
    """Spans are apart and ascending, and every character that is no space lies in one."""
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(
        text.split()
    )


def test_most_sentences_are_the_parsers():
    """More than 95 in 100 sentences of recorded parses begin and end where the rules say."""
    parses = [recorded(path.stem) for path in sorted(PARSES.glob("*.txt"))]
    known = {(p.article.id, s.start, s.end) for p in parses for s in p.sentences}
    found = {(p.article.id, *span) for p in parses for span in sentences(p.article.text)}
    assert len(known & found) > 0.95 * max(len(known), len(found))
