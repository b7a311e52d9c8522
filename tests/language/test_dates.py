"""Dates as given and as printed."""

import pytest

from quotetrack.language.dates import days_apart, in_text


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


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("May 2, 2019", "2019-05-02"),
        ("2nd of May", None),
        ("2 Sept. 2019", "2019-09-02"),
        ("Updated 4:15 p.m., May 2, 2019", "2019-05-02T16:15"),
        ("12:05 am, 2 May 2019", "2019-05-02T00:05"),
        ("February 30, 2019", None),
        ("5/2/2019", None),
        ("2019-05-02T23:59:01Z", "2019-05-02T23:59"),
    ],
)
def test_dates_printed_in_a_line(line, date):
    """A date is read if it names one day of the calendar, with its year."""
    assert in_text(line) == date
