"""How near two dates are."""

import pytest

from quotetrack.language.nearness import days_apart


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2017-05-03", "2017-05-04", 1),
        ("2017-05-04T09:30", "2017-05-03", 1),
        ("2016-12-31", "2017-12-31", 365),
        ("2017-05-03", "2017-05-03T23:59", 0),
        ("2017-05", "2017-09-01", 0),
        (None, "2017-05-03", 0),
        ("soon", "2017-05-03", 0),
    ],
)
def test_days_between_two_dates(one, other, expected):
    """Whole days, whichever comes first; none where a date is not known to the day."""
    assert days_apart(one, other) == days_apart(other, one) == expected
