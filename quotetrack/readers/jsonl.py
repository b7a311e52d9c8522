"""JSON Lines: one article a line, or a manifest whose lines name text files beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from quotetrack.errors import InputError
from quotetrack.language.normalize import replace_surrogates
from quotetrack.readers import article, extractions
from quotetrack.readers.article import FIELDS, Fields
from quotetrack.records import IncomingArticle, Region

MAX_LINE_BYTES = 40_000_000  # MAX_CHARS characters, escaped, and their quotations
TYPE_NAMES = {
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
}


@dataclass(slots=True)
class JsonLines:
    """A stream of JSON lines: how messages name it, and what is known while it is read.

    stem: ids of lines without an id begin with it. folder: where the paths of a manifest start.
    listed: the real paths of text files that manifests name; lines that are read add to it.
    """

    name: str
    stem: str
    folder: Path
    options: Fields
    listed: set[str]
    ids: dict[str, int] = field(default_factory=dict)  # and the lines that they stand in

    def read(self, stream: BinaryIO, head: bytes) -> Iterator[IncomingArticle | InputError]:
        """The article of each line, or what is wrong with it; one line in memory at a time.

        head: what has been read of the stream before, up to the end of a line.
        """
        number = head.count(b"\n", 0, len(head) - len(head.lstrip())) + 1
        line = head.lstrip() or head
        while line:
            place = f"{self.name} line {number}"
            if len(line) > MAX_LINE_BYTES:
                _skip_line(stream, line)
                yield InputError(
                    f"{place}: the line is longer than {MAX_LINE_BYTES:,} bytes; split the article"
                )
            elif line.strip():
                yield attempt(self._article, line, number, place)
            line, number = stream.readline(MAX_LINE_BYTES + 1), number + 1

    def _article(self, line: bytes, number: int, place: str) -> IncomingArticle:
        """The article of one line. Raises InputError."""
        record = _object(line, place)
        fields = {name: _string(record, name, place) for name in FIELDS}
        fields["date"] = article.check_date(fields["date"], f'{place}: "date"')
        article_id = _article_id(record, place)
        if record.get("text") is None and record.get("path") is not None:
            return self._from_manifest(record, article_id, fields, number, place)
        text = _text(record, place)
        article_id = article_id or f"{self.stem}:{number}"
        self._claim(article_id, number, place)
        made = article.from_fields(article_id, text, (fields, self.options))
        quotes = extractions.quotations(record, made, place)
        if quotes is None:
            return IncomingArticle(made)
        sentences = extractions.spans(record, "sentences", text, place)
        boilerplate = extractions.spans(record, "boilerplate", text, place)
        regions = tuple(Region(start, end, "boilerplate") for start, end in boilerplate)
        return IncomingArticle(replace(made, regions=regions), quotes, sentences)

    def _from_manifest(
        self,
        record: dict[str, Any],
        article_id: str | None,
        fields: Fields,
        number: int,
        place: str,
    ) -> IncomingArticle:
        path = _beside(record["path"], self.folder, place)
        self.listed.add(os.path.realpath(path))
        article_id = article_id or replace_surrogates(path.stem)
        self._claim(article_id, number, place)
        text = article.load_text(path, f"{place}: {path}")
        return IncomingArticle(
            article.from_plain_text(text, article_id, fields, self.options, place)
        )

    def _claim(self, article_id: str, number: int, place: str) -> None:
        """Take an id for a line. Raises InputError if another line has it."""
        taken = self.ids.setdefault(article_id, number)
        if taken != number:
            raise InputError(
                f'{place}: the id "{article_id}" is already used in line {taken}; '
                "give each article its own"
            )


def attempt(make: Callable[..., IncomingArticle], *args: Any) -> IncomingArticle | InputError:
    """What a function makes, or the InputError that it raises."""
    try:
        return make(*args)
    except InputError as error:
        return error


def begins_object(line: bytes) -> bool:
    """Whether a line begins like a JSON object."""
    start = line.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip().startswith((b'"', b"}"))


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_LINE_BYTES + 1)


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(_decoded(line, place))
    except json.JSONDecodeError as error:
        where = f"{error.msg} at column {error.colno}"
        raise InputError(
            f"{place}: broken JSON ({where}); write one JSON object on each line"
        ) from error
    except (ValueError, RecursionError) as error:
        why = type(error).__name__
        raise InputError(
            f"{place}: JSON that cannot be read ({why}); write one plain object on each line"
        ) from error
    if not isinstance(record, dict):
        raise InputError(
            f"{place}: {_type_name(record)} instead of a JSON object; write one object on each line"
        )
    # only an escape can bring in half a character
    return replace_surrogates(record) if b"\\u" in line else record


def _decoded(line: bytes, place: str) -> str:
    """The characters of a line: UTF-8 like all JSON, else a guess. Raises InputError."""
    with suppress(UnicodeDecodeError):
        if line.startswith(b"{"):
            return line.decode("utf-8")
    return article.decode_text(line, place)


def _text(record: Mapping[str, Any], place: str) -> str:
    text = record.get("text")
    if text is None:
        raise InputError(f'{place}: no "text" and no "path"; give one of them')
    if not isinstance(text, str):
        raise InputError(
            f'{place}: "text" is {_type_name(text)}, not a string; put the article\'s text there'
        )
    article.check_text(text, place)
    return text


def _string(record: Mapping[str, Any], key: str, place: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(
            f'{place}: "{key}" is {_type_name(value)}, not a string; '
            "put it in quotation marks or leave it out"
        )
    return value.strip() or None if value else None


def _article_id(record: Mapping[str, Any], place: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", place)


def _beside(name: Any, folder: Path, place: str) -> Path:
    """The text file that a manifest names.

    Raises InputError unless it lies in the manifest's folder or below.
    """
    if not isinstance(name, str) or not name.strip() or "\x00" in name:
        raise InputError(
            f'{place}: "path" is not a file name; give the name of a text file beside the manifest'
        )
    path = folder / name
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    if Path(name).is_absolute() or ".." in Path(name).parts or not inside:
        raise InputError(
            f"{place}: {name} leads out of the manifest's folder; put the text beside the manifest"
        )
    if not path.is_file():
        raise InputError(f'{place}: there is no file {path}; correct "path" or add the file')
    return path


def _type_name(value: Any) -> str:
    return TYPE_NAMES.get(type(value), "null")
