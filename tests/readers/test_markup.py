"""Template code and markup in a text."""

import pytest

from quotetrack.readers.markup import code_spans

CASES = [
    ("He said no.", []),
    ("He {% if x > 1 %} said", ["{% if x > 1 %}"]),
    ("He {{ x }} said", ["{{ x }}"]),
    ("<p>Yes.</p>", ["<p>", "</p>"]),
    (
        '<li class="{% if a > b %}on{% endif %}"></li>',
        ['<li class="{% if a > b %}on{% endif %}"></li>'],
    ),
    ("say <b>it</b> now", []),
    ("<b></b>", ["<b></b>"]),
    ("a\n<!-- no <p> here -->\nb", ["<!-- no <p> here -->"]),
    (
        "a\n<script>if (x < 1) { say('Hi.') }</script>\nb",
        ["<script>if (x < 1) { say('Hi.') }</script>"],
    ),
    ("a {% b", []),
    ("a %} b", []),
    ("{{" + "x" * 900 + "}}", []),
    ("x < y > z", []),
    (".box {\n  top: 1px;\n}\nThe end.", [".box {\n  top: 1px;\n}"]),
    ("He had one rule: never lie;", []),
    ("&nbsp;<br>&nbsp;", ["&nbsp;<br>&nbsp;"]),
]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_code_spans(text, code):
    """Code is found whole, and only code; openers without an end cost nothing."""
    assert [text[start:end] for start, end in code_spans(text)] == code


@pytest.mark.parametrize(("blanks", "spans"), [(199, 1), (200, 2)])
def test_code_with_blanks_between_is_one_span(blanks, spans):
    """Two tags with nothing but blanks between them are one span, up to a limit."""
    assert len(code_spans("He <p>" + " " * blanks + "<div> left")) == spans


@pytest.mark.parametrize(("length", "is_code"), [(400, True), (401, False)])
def test_a_line_of_code_is_short(length, is_code):
    """A very long line with a brace at its end is not taken for a style sheet."""
    assert bool(code_spans("." + "x" * (length - 2) + "{")) is is_code
