"""Where a dateline ends."""

import pytest

from quotetrack.readers.datelines import dateline_end

CASES = [
    ("OSLO (Reuters) - The board met.", False, "OSLO (Reuters) - "),
    ("OSLO - The board met.", True, "OSLO - "),
    ("OSLO - The board met.", False, ""),
    ("BERGEN, Norway - The board met.", False, "BERGEN, Norway - "),
    ("OSLO: The board met.", True, ""),
    ("OSLO, May 2: The board met.", False, "OSLO, May 2: "),
    ("OSLO May 2 The board met.", False, "OSLO May 2 "),
    ("OSLO May 2 the board met.", False, ""),
    ("| OSLO", False, "| OSLO"),
    ("OSLO", True, ""),
    ("UPDATE - The board met.", True, ""),
    ("Oslo, Norway (CNN) — The board met.", False, "Oslo, Norway (CNN) — "),
    ("Oslo, Norway (Council) — The board met.", False, ""),
]


@pytest.mark.parametrize(("line", "first", "dateline"), CASES)
def test_dateline_end(line, first, dateline):
    """A place in capitals with a date, an agency or a dash; a bare place only at the start."""
    assert line[: dateline_end(line, first)] == dateline
