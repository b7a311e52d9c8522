"""name_matching: whether two names can be one speaker's, and the keys that bring them together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_pairs import APART, ORGANISATION, PERSON, SAME

from quotetrack.language.names import compatible, split
from quotetrack.speakers.name_matching import blocking_keys, same_organisation


@pytest.mark.parametrize(("a", "b", "kind"), SAME)
def test_keys_meet(a: str, b: str, kind: str) -> None:
    """Names of one speaker share a blocking key, or the known speaker would not be found."""
    assert blocking_keys(a) & blocking_keys(b) or {a, b} & {"UN", "U.N.", "FBI"}


def test_keys_of_acronyms() -> None:
    """An acronym has the keys of the name that it stands for."""
    assert blocking_keys("FBI") & blocking_keys("Federal Bureau of Investigation")
    assert blocking_keys("U.N.") & blocking_keys("the United Nations")


def test_keys_of_both_ends() -> None:
    """Misspelt names meet by their first and last four letters."""
    assert "ends:harb~oard" in blocking_keys("Harbour Board")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Acme Baker", "Acme Bakers", True),  # ratio 95.2
        ("University of Tarn", "University of Tarnow", False),  # 94.7
        (
            "Northern District Court of Marlow Kents",
            "Northern District Court of Marlow Kentz",
            True,
        ),
        ("Northern District Court of Marlow Kent", "Northern District Court of Marlow Kens", False),
        ("Channel 4", "Channel 5", False),
        ("Acme", "Acme Foods", False),
    ],
)
def test_same_organisation(a: str, b: str, same: bool) -> None:
    """One wrong letter is forgiven if it is less than 5 % of the name and a fifth of its word."""
    assert same_organisation(a, b) is same


NAMES = [a for a, _, kind in SAME + APART if kind == PERSON] + [
    b for _, b, kind in SAME + APART if kind == PERSON
]
ORGANISATIONS = [n for a, b, kind in SAME + APART if kind == ORGANISATION for n in (a, b)]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_compatible_is_symmetric(a: str, b: str) -> None:
    """Whether two names go together does not depend on which comes first."""
    assert compatible(split(a).full, split(b).full) == compatible(split(b).full, split(a).full)


@given(st.sampled_from(ORGANISATIONS), st.sampled_from(ORGANISATIONS))
def test_same_organisation_is_symmetric(a: str, b: str) -> None:
    """Whether two organisations are one does not depend on which comes first."""
    assert same_organisation(a, b) == same_organisation(b, a)
