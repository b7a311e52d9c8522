"""names: titles taken off, gender guessed, on names as strings."""

from __future__ import annotations

import pytest

from quotetrack.language.names import gender, split


@pytest.mark.parametrize(
    ("printed", "title", "full"),
    [
        (
            "Director of National Intelligence Ann Roe",
            "Director of National Intelligence",
            "Ann Roe",
        ),
        ("Former Speaker of the House Ann Roe", "Former Speaker of the House", "Ann Roe"),
        ("Attorney General Bo Li", "Attorney General", "Bo Li"),
        ("James Baker Smith", "", "James Baker Smith"),
        ("Mr. Tom Roe Jr.", "Mr.", "Tom Roe Jr."),
    ],
)
def test_split(printed, title, full):
    """A title ends where the name begins, whatever its words may mean elsewhere."""
    name = split(printed)
    assert (name.title, name.full) == (title, full)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Mr Leslie Roe", "m"),
        ("Mrs Roe", "f"),
        ("chairman Mary Roe", "f"),
        ("host Mary Roe", "f"),
        ("spokeswoman Roe", "f"),
        ("President Roe", ""),
        ("Roe", ""),
        ("Leslie Roe", ""),
    ],
)
def test_gender(printed, told):
    """The honorific tells before the first name, and the first name before a noun like chairman."""
    assert gender(split(printed)) == told
