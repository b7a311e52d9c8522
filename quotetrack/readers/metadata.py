"""What a plain text says about itself: its web address, outlet, date, title and byline."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from quotetrack.language.lexicon import table
from quotetrack.readers.layout import segment
from quotetrack.readers.line_types import URL, is_credit, month_pattern
from quotetrack.records import Region

HEAD_CHARS = 3000  # at the start of a text, where metadata lines are looked for
FOOT_CHARS = 1500  # at the end, where an agency's name is looked for
NOTICE_CHARS = 500  # of a boilerplate region that may name the print edition
BLANKS = "\ufeff \t\r\n\xa0"

_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2})[:.](\d\d)(?![\d:])\s?([ap])?\.?m?", re.IGNORECASE)
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-])")
_EDITION = re.compile(
    r"\bprint(?:ed)? edition of (?P<outlet>[A-Z][\w'’.& -]{2,60}?) (?:on|of|for) "
    r"(?P<date>[^.;]{6,30}?\d{4})"
)
_BYLINE = re.compile(r"\bBy:?\s+(?P<names>[A-Z][^|•\d]{2,120})", re.IGNORECASE)

Fact = tuple[str, str]  # a field and its value


def from_text(text: str) -> dict[str, str]:
    """The fields url, outlet, date (ISO 8601), title and byline that the text plainly names."""
    regions, _ = segment(text)
    found: dict[str, str] = {}
    for key, value in _facts(text, regions):
        found.setdefault(key, value)
    return found


def printed_date(line: str) -> str | None:
    """The day, with the minute if there is one, that a line names with its year.

    None if there is no such date or it could be two days (3/5/2017).
    """
    iso = _ISO_DATE.search(line)
    if iso:
        return _iso(iso[1], iso[2], iso[3], iso[4], iso[5])
    month_first, day_first = _month_first().search(line), _day_first().search(line)
    if month_first:
        name, day, year = month_first.groups()
    elif day_first:
        day, name, year = day_first.groups()
    else:
        return None
    time = _TIME.search(line)
    hour, minute = _clock(time) if time else (None, None)
    return _iso(year, table("month_numbers")[name.lower()], day, hour, minute)


def _facts(text: str, regions: Sequence[Region]) -> Iterator[Fact]:
    """The fields that a text names, the most reliable source first."""
    if regions and regions[0].kind == "title" and not text[: regions[0].start].strip(BLANKS):
        yield "title", _words(text, regions[0])
    foot = []
    for region in regions:
        if region.kind == "metadata" and region.end <= HEAD_CHARS:
            yield from _of_metadata_line(_words(text, region))
        elif region.kind == "boilerplate" and region.end - region.start < NOTICE_CHARS:
            foot.append(region)
    yield from _of_notices(text, foot)
    yield from _of_url(text, regions)


def _words(text: str, region: Region) -> str:
    return text[region.start : region.end]


def _of_metadata_line(line: str) -> Iterator[Fact]:
    url = URL.search(line)
    if url:
        yield "url", url[0]
        return
    date = printed_date(line)
    if date:
        yield "date", date
    byline = _BYLINE.search(line)
    if byline:
        names = _before_month().split(byline["names"], maxsplit=1)[0]
        yield "byline", names.strip(" ,.|-–—")


def _of_notices(text: str, regions: Sequence[Region]) -> Iterator[Fact]:
    """Outlet and date of a line about the print edition, byline of an agency's name at the end."""
    for region in regions:
        line = _words(text, region)
        edition = _EDITION.search(line)
        at_end = region.start >= len(text) - FOOT_CHARS and region.start > len(text) // 2
        if edition:
            yield "outlet", edition["outlet"]
            date = printed_date(edition["date"])
            if date:
                yield "date", date
        elif at_end and is_credit(line) and ":" not in line:
            yield "byline", line.strip(" .()[]—–-")


def _of_url(text: str, regions: Sequence[Region]) -> Iterator[Fact]:
    """The outlet and date that the article's web address shows."""
    for region in regions:
        line = _words(text, region)
        if region.kind != "metadata" or region.end > HEAD_CHARS or not URL.fullmatch(line):
            continue
        host = _host(line)
        if host:
            yield "outlet", host
        match = _URL_DATE.search(line)
        date = _iso(match[1], match[2], match[3]) if match else None
        if date:
            yield "date", date


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _clock(time: re.Match[str]) -> tuple[str, str]:
    """Hour and minute on the 24-hour clock."""
    hour, half = int(time[1]), (time[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return str(hour), time[2]


def _iso(
    year: str, month: str, day: str, hour: str | None = None, minute: str | None = None
) -> str | None:
    """The date in ISO 8601, None if there is no such day or minute."""
    try:
        date = datetime(int(year), int(month), int(day))
        if hour is None or minute is None:
            return date.date().isoformat()
        return date.replace(hour=int(hour), minute=int(minute)).isoformat(timespec="minutes")
    except ValueError:
        return None


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(
        rf"\b({month_pattern()})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})(?!\d)", re.IGNORECASE
    )


@cache
def _day_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s({month_pattern()})\.?,?\s(\d{{4}})(?!\d)",
        re.IGNORECASE,
    )


@cache
def _before_month() -> re.Pattern[str]:
    return re.compile(rf"\s+(?={month_pattern()}\b)", re.IGNORECASE)
