"""The blocks of a text: lines, and hard-wrapped lines joined into paragraphs."""

import pytest

from quotetrack.readers import blocks
from quotetrack.readers.blocks import Block


def lines_of(text):
    """Each line as a block, as if no blank line were between them."""
    out, start = [], 0
    for line in text.split("\n"):
        out.append(Block(start, start + len(line)))
        start += len(line) + 1
    return out


def column(*lengths, whole=0):
    """The wrap column of a text whose lines break off at these lengths, with some whole lines."""
    lines = ["It rained all day."] * whole + ["x" * length for length in lengths] + ["end."]
    text = "\n".join(lines)
    return blocks.wrap_column(text, lines_of(text))


@pytest.mark.parametrize(
    ("lengths", "whole", "expected"),
    [
        ((64, 60, 62), 0, 64),
        ((64, 60), 0, None),  # two lines may break off by chance
        ((30, 30, 40), 0, 40),
        ((29, 29, 40), 0, None),  # short lines do not count
        ((110, 110, 110), 0, 110),
        ((111, 111, 111), 0, None),  # so long a line is a paragraph
        ((40, 40, 40), 0, 40),
        ((39, 39, 39), 0, None),  # so narrow a text is a list or a poem
        ((64, 60, 62), 4, 64),
        ((64, 60, 62), 5, None),  # most lines are whole
        ((70, 70, 100), 0, 100),
        ((60, 60, 100), 0, None),  # most lines do not reach the column
    ],
)
def test_wrap_column(lengths, whole, expected):
    """A text is hard-wrapped if enough of its lines break off near one column."""
    assert column(*lengths, whole=whole) == expected


@pytest.mark.parametrize(("slack", "parts"), [(20, 1), (21, 3)])
def test_a_line_far_beyond_the_column_is_a_paragraph(slack, parts):
    """A line that is much longer than the column is not joined to its neighbours."""
    lines = ["x" * 60] * 41
    lines[20] = "x" * (60 + slack)
    assert len(blocks.split("\n".join(lines), [])) == parts


@pytest.mark.parametrize(
    ("gaps", "indents", "sign"),
    [(3, 0, "gap"), (2, 0, "fit"), (0, 3, "indent"), (0, 2, "fit"), (3, 3, "indent")],
)
def test_paragraph_sign(gaps, indents, sign):
    """Three indents or three blank lines show how paragraphs are marked."""
    text = "start\n" + "    indented\nplain\n" * indents + "plain\n" * gaps
    found = [
        Block(b.start + len(t) - len(t.lstrip()), b.end)
        for t, b in ((text[b.start : b.end], b) for b in lines_of(text))
        if t.strip()
    ]
    found = [Block(b.start, b.end, None, i >= len(found) - gaps) for i, b in enumerate(found)]
    assert blocks.paragraph_sign(text, found) == sign


@pytest.mark.parametrize(("length", "apart"), [(50, True), (51, False)])
def test_a_heading_between_wrapped_lines(length, apart):
    """A short line in capitals is apart from the wrapped lines around it."""
    heading = ("NEWS " * 20)[: length - 1] + "S"
    line = "x" * 60
    text = "\n".join([line, line, line, "x" * 59 + ".", heading, "X" + line[1:], line])
    assert (heading in [text[b.start : b.end] for b in blocks.split(text, [])]) is apart


def test_code_and_blank_lines_leave_gaps():
    """Code is left out, and the line after code or a blank line has a gap before it."""
    text = "one\ntwo\n\nthree {{x}} four"
    code = [(text.index("{{"), text.index("}}") + 2)]
    found = blocks.split(text, code)
    assert [(text[b.start : b.end], b.after_gap) for b in found] == [
        ("one", True),
        ("two", False),
        ("three", True),
        ("four", True),
    ]
