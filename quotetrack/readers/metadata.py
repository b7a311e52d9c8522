"""What a plain text says about itself: its address, outlet, date, title and byline."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from quotetrack.readers.layout import segment
from quotetrack.readers.line_types import MONTH, URL, is_credit
from quotetrack.records import Region

HEAD, FOOT = 3000, 1500  # characters at the start and the end where such lines are looked for
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?(?!\d)")
_MONTH_FIRST = re.compile(
    rf"\b({MONTH})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})(?!\d)", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s({MONTH})\.?,?\s(\d{{4}})(?!\d)", re.IGNORECASE
)
_TIME = re.compile(r"(?<![\d:])(\d{1,2})[:.](\d\d)(?![\d:])\s?([ap])?\.?m?", re.IGNORECASE)
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-])")
_EDITION = re.compile(
    r"\bprint(?:ed)? edition of (?P<outlet>[A-Z][\w'’.& -]{2,60}?) (?:on|of|for) "
    r"(?P<date>[^.;]{6,30}?\d{4})"
)
_BYLINE = re.compile(r"\bBy:?\s+(?P<names>[A-Z][^|•\d]{2,120})", re.IGNORECASE)


def from_text(text: str) -> dict[str, str]:
    """The fields url, outlet, date (ISO 8601), title and byline, as far as the text plainly gives them."""
    regions, _ = segment(text)
    found: dict[str, str] = {}
    for key, value in _facts(text, regions):
        found.setdefault(key, value)
    return found


def _facts(text: str, regions: tuple[Region, ...]) -> Iterator[tuple[str, str]]:
    if (
        regions
        and regions[0].kind == "title"
        and not text[: regions[0].start].strip("\ufeff \t\r\n\xa0")
    ):
        yield "title", text[regions[0].start : regions[0].end]
    foot = []
    for region in regions:
        line = text[region.start : region.end]
        if region.kind == "metadata" and region.end <= HEAD:
            yield from _of_line(line)
        elif region.kind == "boilerplate" and len(line) < 500:
            foot.append((region, line))
    yield from _of_notices(text, foot)
    yield from _of_url(text, regions)


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    """The facts of one metadata line."""
    url = URL.search(line)
    if url:
        yield "url", url[0]
        return
    date = printed_date(line)
    if date:
        yield "date", date
    byline = _BYLINE.search(line)
    if byline:
        names = re.split(rf"\s+(?={MONTH}\b)", byline["names"], maxsplit=1, flags=re.IGNORECASE)[0]
        yield "byline", names.strip(" ,.|-–—")


def _of_notices(text: str, foot: list[tuple[Region, str]]) -> Iterator[tuple[str, str]]:
    """The facts of the lines about the print edition, and of an agency's name at the end."""
    for region, line in foot:
        edition = _EDITION.search(line)
        if edition:
            yield "outlet", edition["outlet"]
            date = printed_date(edition["date"])
            if date:
                yield "date", date
        elif (
            region.start >= len(text) - FOOT
            and region.start > len(text) // 2
            and is_credit(line)
            and ":" not in line
        ):
            yield "byline", line.strip(" .()[]—–-")


def _of_url(text: str, regions: tuple[Region, ...]) -> Iterator[tuple[str, str]]:
    """The outlet and the date that the address shows, for want of better."""
    for region in regions:
        line = text[region.start : region.end]
        if region.kind != "metadata" or region.end > HEAD or not URL.fullmatch(line):
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


def printed_date(line: str) -> str | None:
    """The day, and the minute if there is one, that a line names with its year, else None (3/5/2017 may be two days)."""
    iso = _ISO.search(line)
    if iso:
        return _iso(iso[1], iso[2], iso[3], iso[4], iso[5])
    month, day = _MONTH_FIRST.search(line), _DAY_FIRST.search(line)
    if not (month or day):
        return None
    name, number, year = (month[1], month[2], month[3]) if month else (day[2], day[1], day[3])  # type: ignore[index]
    time = _TIME.search(line)
    hour, minute = _clock(time) if time else (None, None)
    return _iso(year, str(MONTHS.index(name[:3].lower()) + 1), number, hour, minute)


def _clock(time: re.Match[str]) -> tuple[str, str]:
    half = (time[3] or "").lower()
    hour = int(time[1]) % 12 + (12 if half == "p" else 0) if half else int(time[1])
    return str(hour), time[2]


def _iso(
    year: str, month: str, day: str, hour: str | None = None, minute: str | None = None
) -> str | None:
    try:
        if hour is None or minute is None:
            return datetime(int(year), int(month), int(day)).date().isoformat()
        return datetime(int(year), int(month), int(day), int(hour), int(minute)).isoformat(
            timespec="minutes"
        )
    except ValueError:
        return None
