"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings
from recorded_parses import recorded

from quotetrack.records import Parse


@pytest.fixture
def parsed() -> Callable[[str], Parse]:
    """The recorded parse of tests/parses/NAME.txt (tests/parses/record.py records them)."""
    return recorded


settings.register_profile("quotetrack", deadline=None)  # speed is measured in benchmarks, not here
settings.load_profile("quotetrack")
