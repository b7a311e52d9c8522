"""Every entity that begins ends, and is of one class."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quotetrack.parsing.joint_entities import EntityDecoder, fits

LABELS = [
    "O",
    "S-Person",
    "B-Person",
    "I-Person",
    "E-Person",
    "B-Date",
    "I-Date",
    "E-Date",
    "S-Date",
]


@given(
    st.integers(1, 7).flatmap(
        lambda n: arrays(np.float32, (n, len(LABELS)), elements=st.floats(-9, 9, width=32))
    )
)
def test_tags_fit(scores):
    """Tags are a valid sequence whatever the scores are."""
    tags = EntityDecoder(LABELS)(scores)
    assert all(map(fits, ["O", *tags], [*tags, "O"]))


def test_likeliest_tags_stay():
    """A valid sequence of best tags is taken as it is."""
    scores = np.zeros((2, len(LABELS)), np.float32)
    scores[0, 2] = scores[1, 4] = 5
    assert EntityDecoder(LABELS)(scores) == ["B-Person", "E-Person"]
