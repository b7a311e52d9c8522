"""Dates as given and as printed."""

import pytest

from quotetrack.language.dates import (
    days_apart,
    in_text,
    in_url,
    is_date_word,
    is_month,
    parse,
    same_time,
)


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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2017", "2017"),
        ("2017-05", "2017-05"),
        ("2017-13", None),
        ("2017-05-03", "2017-05-03"),
        (" 20170503 ", "2017-05-03"),
        ("2017-02-30", None),
        ("2017-05-03 09:30", "2017-05-03T09:30"),
        ("2017-05-03T09:30:59", "2017-05-03T09:30"),
        ("2017-05-03T00:30+09:00", "2017-05-02T15:30"),
        ("2017-05-03T09:30Z", "2017-05-03T09:30"),
        ("0001-01-01T00:00+09:00", None),
        ("May 3, 2017", None),
        ("", None),
        (None, None),
    ],
)
def test_given_dates(given, kept):
    """A date in ISO 8601 is kept as text that sorts, a minute with a zone in UTC."""
    assert parse(given) == kept


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2017-05-03", "2017-05-03T09:30", True),
        ("2017-05", "2017-05-03", True),
        ("2017-05-03", "2017-05-04", False),
        (None, "2017-05-03", True),
    ],
)
def test_times_that_cannot_be_told_apart(a, b, same):
    """Two dates are compared at the precision of the less precise one."""
    assert same_time(a, b) == same_time(b, a) == same


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://example.org/2019/05/02/dam", "2019-05-02"),
        ("https://example.org/2019-5-2/dam", "2019-05-02"),
        ("https://example.org/2019/13/02/dam", None),
        ("https://example.org/1819/05/02/dam", None),
        ("https://example.org/dam", None),
    ],
)
def test_dates_in_urls(url, date):
    """A day in the path of a URL is the day of publication if the calendar has it."""
    assert in_url(url) == date


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("monday", True),
        ("monday's", True),
        ("1500", False),
        ("1501", True),
        ("2099", True),
        ("2100", False),
        ("1990s", True),
        ("12", False),
        ("april", True),
        ("may", False),
        ("dam", False),
    ],
)
def test_words_that_tell_a_date(form, told):
    """Weekdays, months and years do; may and march are verbs as well."""
    assert is_date_word(form) == told


def test_full_names_of_months():
    """Abbreviations are no tokens of their own: `equivalent_phrases` expands them."""
    assert is_month("march") and is_month("may") and not is_month("mar")
