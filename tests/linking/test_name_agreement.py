"""How far many pairs of names agree, compared at once."""

import numpy as np
import pytest

from quotetrack.linking.name_agreement import AGREEMENTS, NameTable
from quotetrack.linking.speaker_agreement import by_name

NAMES = [
    "Ada Lind",
    "Dr Ada Lind",
    "Lind",
    "Lind Jr",
    "Jr",
    "Sr",
    "the harbour master",
    "Harbour Master",
    "Master Bo Karlsen",
    "Bo Karlsen",
    "Anna O'Neil",
    "A. ONeil",
    "Bob Lind",
    "Robert B. Lind",
    "Mira Bel",
    "Mi Rabel",
    "Ada Christensen",
    "Ada Cristensen",
    "the",
    "",
    None,
    "a spokesman for Lind",
    "Ada Maria Lind",
]


@pytest.mark.parametrize("left", NAMES)
def test_names_in_numbers_agree_as_names_do(left):
    """Comparing many pairs of names at once gives what `by_name` says of each."""
    names = NameTable([left, *NAMES])
    found = names.agreement(np.zeros(len(NAMES), np.int64), np.arange(1, len(NAMES) + 1))
    assert [AGREEMENTS[place] for place in found.tolist()] == [
        by_name(left or "", right or "") for right in NAMES
    ]
