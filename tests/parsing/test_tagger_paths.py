"""The likeliest run of tags."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.parsing.tagger_network import BEGIN, INSIDE, OUTSIDE
from quotetrack.parsing.tagger_paths import FOLLOWS, likeliest

SURE = {
    "O": (0.9998, 1e-4, 1e-4),
    "B": (1e-4, 0.9998, 1e-4),
    "I": (1e-4, 1e-4, 0.9998),
    "?": (0.55, 0.05, 0.4),
}


def path(tags):
    return "".join(
        "OBI"[t] for t in likeliest(np.array([SURE[t] for t in tags], np.float32).reshape(-1, 3))
    )


@pytest.mark.parametrize(
    ("seen", "best"),
    [
        ("", ""),
        ("O", "O"),
        ("B", "B"),
        ("OBIIO", "OBIIO"),
        ("BIOBI", "BIOBI"),
        ("BIII?III", "BIIIIIII"),
        ("OO?OO", "OOOOO"),
    ],
)
def test_likeliest_path(seen, best):
    """What is sure stays; one doubtful word neither cuts a run in two nor begins one."""
    assert path(seen) == best


def test_rows_are_chances():
    """What may follow a tag adds up to one, and inside never follows outside."""
    assert FOLLOWS.sum(1) == pytest.approx([1, 1, 1], abs=1e-3) and FOLLOWS[OUTSIDE, INSIDE] == 0


@given(st.lists(st.tuples(*[st.floats(0, 1, width=32)] * 3), max_size=40))
def test_every_run_has_a_beginning(rows):
    """Whatever is seen, also chances of nothing: one tag for each word, and inside only behind begin or inside."""
    tags = likeliest(np.array(rows, np.float32).reshape(-1, 3))
    assert len(tags) == len(rows)
    assert all(
        tag != INSIDE or before in (BEGIN, INSIDE)
        for before, tag in zip([OUTSIDE, *tags], tags, strict=False)
    )
