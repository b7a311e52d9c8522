"""What a line is by its own look."""

import pytest

from quotetrack.readers import line_types

LINES = [
    (
        "metadata",
        [
            "https://a.example/b",
            "Monday, 3 June 2019",
            "By Ana Ruiz",
            "By ANA RUIZ in Oslo",
            "Published: June 3, 2019 at 10:15 GMT",
        ],
    ),
    (
        "boilerplate",
        [
            "REUTERS",
            "AP/AFP",
            "(Reuters)",
            "Photo: Jo Bell",
            "Jo Bell/Getty Images",
            "View gallery",
            "14/29",
            "Subscribe now",
            "---",
            "Sign up for our newsletter",
            "Email us at desk@gazette.example",
            "Written by Ana Ruiz",
            "(c) 2019 Gazette",
        ],
    ),
    (
        None,
        [
            "June was cold.",
            "By June he was gone",
            "In 2019",
            "AP said so.",
            "Photographers left early.",
            "Follow him, she said.",
            "He told them: subscribe.",
            "No.",
            "17 of 20 ships had left.",
            "Written by a child, the letter moved them all.",
            "Subscribe, the minister told the crowd.",
        ],
    ),
]


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, group in LINES for line in group]
)
def test_kind(kind, line):
    """A line is boilerplate only if nobody could take it for a sentence of the article."""
    assert line_types.classify(line) == kind


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("NO WAY BACK", True),
        ("“NO WAY BACK”", True),
        ("A Long Way Back", False),
        ("The Long Way Back Home Again", False),
        ("Harbour Board Seeks Money", True),
        ("Harbour board seeks money", False),
        ("NO WAY BACK.", False),
        ("NO WAY BACK:", False),
        ("AP", False),
        ("He Will Be Back!", False),
        ("WHO?", False),
        ("WHO NOW?", True),
        ("Jo Bell, 62", False),
    ],
)
def test_headings(line, heading):
    """A heading is in capitals, or capitalises every longer word, and has no end mark."""
    assert line_types.is_heading(line) is heading


LIMITS = [
    (lambda line: line_types.classify(line) == "boilerplate", lambda n: "-" * n, 400),
    (line_types.is_credit, lambda n: "Photo: ".ljust(n, "x"), 90),
    (line_types.is_caption, lambda n: "Rain (" + "x" * (n - 8) + "/Getty)", 89),
    (line_types.is_call_to_action, lambda n: "Follow the Gazette on Facebook ".ljust(n, "x"), 200),
    (line_types.is_teaser, lambda n: "x" * n, 160),
    (line_types.is_heading, lambda n: "X" * n, 80),
]


@pytest.mark.parametrize(("test", "line", "limit"), LIMITS)
def test_lengths(test, line, limit):
    """A line at its limit has the type; one character more makes it prose."""
    assert (test(line(limit)), test(line(limit + 1))) == (True, False)


def test_a_byline_that_ends_in_a_full_stop_is_short():
    """Six names and no more: longer lines with a full stop are sentences."""
    assert line_types.is_metadata("By Ana Bo Cy Di Ed Flo.")
    assert not line_types.is_metadata("By Ana Bo Cy Di Ed Flo Gus.")
