"""Dates as given and as printed in a text, and the words of a text that belong to a date.

A date is kept as text that sorts: a year, month, day or minute in ISO 8601 (2017, 2017-05,
2017-05-03, 2017-05-03T09:30). A minute whose time zone was given is in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from quotetrack.language import lexicon

DAY_LENGTH = 10  # characters of a date known to the day
FIRST_YEAR, LAST_YEAR = "1501", "2099"  # a figure between them may be a year; set by hand
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2})[:.](\d\d)(?![\d:])\s?([ap])?\.?m?", re.IGNORECASE)
_IN_URL = re.compile(r"/(20\d\d|19\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-])")


def parse(value: str | None) -> str | None:
    """A date given in ISO 8601 in its sortable form; None if there is none or it is not a date."""
    value = (value or "").strip()
    if _YEAR_OR_MONTH.fullmatch(value):
        return value
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    has_time = any(mark in value for mark in "T: ")
    return moment.isoformat(timespec="minutes") if has_time else moment.date().isoformat()


def in_text(line: str) -> str | None:
    """The day, with the minute if there is one, that a line names together with its year.

    None if it names no date, or an ambiguous one: 3/5/2017 may be two days.
    """
    iso = _ISO.search(line)
    if iso:
        return _checked(*map(_number, iso.groups()))
    printed = _month_first().search(line) or _day_first().search(line)
    if not printed:
        return None
    time = _TIME.search(line)
    hour, minute = _clock(time) if time else (None, None)
    month = int(lexicon.table("month_numbers")[printed["month"].lower()])
    return _checked(int(printed["year"]), month, int(printed["day"]), hour, minute)


def in_url(url: str) -> str | None:
    """The day that the path of a URL names as /2017/05/03/; None if there is none."""
    match = _IN_URL.search(url)
    return _checked(int(match[1]), int(match[2]), int(match[3])) if match else None


def same_time(a: str | None, b: str | None) -> bool:
    """True if two sortable dates cannot be told apart at the precision known.

    A day and a minute of that day are the same; an unknown date is the same as any.
    """
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def days_apart(a: str | None, b: str | None) -> int:
    """Whole days between two dates; 0 if one of them is not known to the day."""
    one, other = parse(a), parse(b)
    if not one or not other or min(len(one), len(other)) < DAY_LENGTH:
        return 0
    first, second = (datetime.fromisoformat(date[:DAY_LENGTH]) for date in (one, other))
    return abs((first - second).days)


@cache
def month_pattern() -> str:
    """A regular expression for a month in full or abbreviated, to be used ignoring case."""
    names = sorted(lexicon.table("month_numbers"), key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(names)})"


def is_month(form: str) -> bool:
    """True for the full name of a month, in lower case."""
    return form in lexicon.words("months")


def is_date_word(form: str) -> bool:
    """True for a word that tells a date by itself: a weekday, a month but May and March, a year."""
    year = form.removesuffix("s")
    is_year = len(year) == 4 and year.isdigit() and FIRST_YEAR <= year <= LAST_YEAR
    return is_year or form.removesuffix("'s") in lexicon.words("date_words")


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<month>{month_pattern()})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s"
        r"(?P<year>\d{4})(?!\d)",
        re.IGNORECASE,
    )


@cache
def _day_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{month_pattern()})\.?,?\s"
        r"(?P<year>\d{4})(?!\d)",
        re.IGNORECASE,
    )


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _clock(time: re.Match[str]) -> tuple[int, int]:
    """The hour and minute of a printed time, with or without am or pm."""
    hour, half = int(time[1]), (time[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(time[2])


def _checked(
    year: int | None,
    month: int | None,
    day: int | None,
    hour: int | None = None,
    minute: int | None = None,
) -> str | None:
    """The sortable form of a day or minute; None if the calendar or the clock has no such."""
    try:
        if hour is None or minute is None:
            return datetime(year or 0, month or 0, day or 0).date().isoformat()
        moment = datetime(year or 0, month or 0, day or 0, hour, minute)
    except ValueError:
        return None
    return moment.isoformat(timespec="minutes")
