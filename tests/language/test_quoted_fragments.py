"""The words in marks within a quotation."""

import pytest

from quotetrack.language.quoted_fragments import fragments


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("We sail at dawn,", "direct", ["We sail at dawn,"]),
        ("We sail ... at dawn", "direct", ["We sail", "at dawn"]),
        ("the fleet would sail at dawn", "indirect", []),
        ("the “old fleet” would sail", "mixed", ["old fleet"]),
        ('the "old fleet" would "never" sail', "mixed", ["old fleet", "never"]),
        ("called it a “shameless giveaway", "mixed", ["shameless giveaway"]),
        ('called it a "shameless giveaway', "mixed", ["shameless giveaway"]),
        ("shameless giveaway” and nothing else", "mixed", ["shameless giveaway"]),
        ('shameless giveaway" and nothing else', "mixed", ["shameless giveaway"]),
        ("no “one ... two” left", "mixed", ["one", "two"]),
        ("no “...” left", "mixed", []),
        ("", "direct", []),
        ("", "mixed", []),
    ],
)
def test_words_in_marks(text, kind, expected):
    """Direct quotations are in marks throughout, span by span; mixed ones between their marks, even if one is left out; reports nowhere."""
    assert [part.strip() for part in fragments(text, kind)] == expected
