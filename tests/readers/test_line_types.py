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
    """A line is furniture only if nobody could take it for a sentence of the article."""
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
