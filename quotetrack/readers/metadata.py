"""What a plain text says about itself: its address, outlet, date, title and byline."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from quotetrack.language import dates
from quotetrack.readers.layout import segment
from quotetrack.readers.line_types import URL, is_credit
from quotetrack.records import Region

HEAD, FOOT = 3000, 1500  # characters at the start and the end where such lines are looked for
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
    date = dates.in_text(line)
    if date:
        yield "date", date
    byline = _BYLINE.search(line)
    if byline:
        names = re.split(
            rf"\s+(?={dates.MONTH}\b)", byline["names"], maxsplit=1, flags=re.IGNORECASE
        )[0]
        yield "byline", names.strip(" ,.|-–—")


def _of_notices(text: str, foot: list[tuple[Region, str]]) -> Iterator[tuple[str, str]]:
    """The facts of the lines about the print edition, and of an agency's name at the end."""
    for region, line in foot:
        edition = _EDITION.search(line)
        if edition:
            yield "outlet", edition["outlet"]
            date = dates.in_text(edition["date"])
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
        date = dates.in_url(line)
        if date:
            yield "date", date


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
