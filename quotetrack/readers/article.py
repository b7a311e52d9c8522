"""From a text and what is known about it to an Article, and from an Article to its layout."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quotetrack.errors import InputError
from quotetrack.language import dates
from quotetrack.readers import layout, metadata
from quotetrack.readers.encoding import decode
from quotetrack.records import Article

FIELDS = ("outlet", "date", "title", "byline", "url")
MAX_CHARS = 5_000_000  # of one article
BYTES_PER_CHAR = 4  # at most, in every encoding that is read
BLANK = "\ufeff\u200b \t\r\n\xa0\x00"

Fields = Mapping[str, str | None]


def from_fields(article_id: str, text: str, sources: Sequence[Fields]) -> Article:
    """The article, with each field from the first source that has a value for it."""
    outlet, date, title, byline, url = (
        next((source[name] for source in sources if source.get(name)), None) for name in FIELDS
    )
    return Article(article_id, text, outlet, date, title, byline, url)


def from_plain_text(
    text: str, article_id: str, manifest: Fields, options: Fields, place: str
) -> Article:
    """An article from plain text.

    Its fields come from the options, else from the manifest, else from the text itself.
    Raises InputError if the text is blank or too long.
    """
    check_text(text, place)
    return from_fields(article_id, text, (options, manifest, metadata.from_text(text)))


def lay_out(article: Article) -> Article:
    """The article with its regions and its paragraphs."""
    regions, paragraphs = layout.segment(article.text, article.title)
    return replace(article, regions=regions, paragraphs=paragraphs)


def check_text(text: str, place: str) -> None:
    """Raise InputError if a text is blank or too long for one article."""
    if not text.strip(BLANK) or text.isspace():
        raise InputError(f"{place}: there is no text in it; leave it out or fill it")
    if len(text) > MAX_CHARS:
        raise InputError(
            f"{place}: {len(text):,} characters are too long for one article "
            f"(at most {MAX_CHARS:,}); split it"
        )


def load_text(path: str | Path, place: str) -> str:
    """The text of a file. Raises InputError if it is too long, unreadable or not text."""
    try:
        size = os.path.getsize(path)
        if size > BYTES_PER_CHAR * MAX_CHARS:
            raise InputError(
                f"{place}: {size:,} bytes are too long for one article; split the file"
            )
        return decode_text(Path(path).read_bytes(), place)
    except OSError as error:
        raise InputError(
            f"{place}: cannot be read ({error.strerror}); check the path and its permissions"
        ) from error


def decode_text(data: bytes, place: str) -> str:
    """The text of some bytes. Raises InputError if they are not text."""
    try:
        return decode(data)
    except ValueError as error:
        raise InputError(f"{place}: {error}; save it as plain text in UTF-8") from error


def check_date(value: str | None, what: str) -> str | None:
    """A given date as an ISO day or minute; a time with a zone is converted to UTC.

    Raises InputError if it is not an ISO 8601 date; `what` names the value in the message.
    """
    if not value:
        return None
    date = dates.parse(value)
    if date is None or len(date) < dates.DAY_LENGTH:
        raise InputError(f'{what} is "{value[:40]}"; write it as 2017-05-03 or 2017-05-03T00:01')
    return date
