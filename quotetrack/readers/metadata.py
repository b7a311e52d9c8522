"""What a plain text says about itself: its web address, outlet, date, title and byline."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from quotetrack.language import dates
from quotetrack.readers.layout import segment
from quotetrack.readers.line_types import URL, is_credit
from quotetrack.records import Region

HEAD_CHARS = 3000  # at the start of a text, where metadata lines are looked for
FOOT_CHARS = 1500  # at the end, where an agency's name is looked for
NOTICE_CHARS = 500  # of a boilerplate region that may name the print edition
BLANKS = "\ufeff \t\r\n\xa0"

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
    date = dates.in_text(line)
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
            date = dates.in_text(edition["date"])
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
        date = dates.in_url(line)
        if date:
            yield "date", date


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@cache
def _before_month() -> re.Pattern[str]:
    return re.compile(rf"\s+(?={dates.month_pattern()}\b)", re.IGNORECASE)
