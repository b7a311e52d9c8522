"""Files, folders and standard input -> articles, exactly as printed; what cannot be read becomes one line each.

The text of an article is kept character for character: NULs and control characters stay; only a lone surrogate, which
no database can store, is replaced by U+FFFD, one for one, and a byte order mark is left out.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from quotetrack.errors import InputError
from quotetrack.readers.encoding import decoded, storable
from quotetrack.readers.layout import lay
from quotetrack.readers.metadata import imprint
from quotetrack.records import Article, IncomingArticle, Region, Span

FIELDS = ("outlet", "date", "title", "byline", "url")
LONGEST = 5_000_000  # characters of one article
LONGEST_LINE = (
    40_000_000  # bytes of one JSON line: that many characters, escaped, and its quotations
)
SUFFIXES = (".txt", ".jsonl")
Fields = Mapping[str, str | None]


def readings(
    inputs: Iterable[str], defaults: Fields, report: Callable[[InputError], None]
) -> Iterator[IncomingArticle]:
    """The articles of .txt and .jsonl files, of folders of such, and of standard input ("-"); manifests are read first.

    What is wrong with one article is reported, and the rest goes on. Raises InputError if the defaults themselves are wrong.
    """
    given = {**defaults, "date": _date(defaults.get("date"), "the date given")}
    for item in _items(inputs, given):
        if isinstance(item, InputError):
            report(item)
        else:
            yield item


def size(inputs: Iterable[str]) -> int:
    """The bytes of the JSON Lines files among the inputs; standard input, folders and texts count nothing."""
    return sum(
        os.path.getsize(name) for name in inputs if name.endswith(".jsonl") and os.path.isfile(name)
    )


def lay_out(article: Article) -> Article:
    """The article with its regions and its paragraphs."""
    regions, paragraphs = lay(article.text, article.title)
    return replace(article, regions=regions, paragraphs=paragraphs)


def _items(inputs: Iterable[str], given: Fields) -> Iterator[IncomingArticle | InputError]:
    taken: set[str] = set()  # text files that a manifest has brought
    stems: dict[str, str] = {}  # ids of text files, and where they came from
    for name in sorted(inputs, key=lambda name: not name.endswith(".jsonl")):
        if name == "-":
            yield from _standard_input(given)
            continue
        for path in _files(name):
            if isinstance(path, InputError):
                yield path
            elif path.endswith(".jsonl"):
                yield from _json_file(path, given, taken)
            elif os.path.realpath(path) not in taken:
                yield _tried(_text_file, path, given, stems)


def _tried(make: Callable[..., IncomingArticle], *args: Any) -> IncomingArticle | InputError:
    try:
        return make(*args)
    except InputError as error:
        return error


def _files(name: str) -> Iterator[str | InputError]:
    """The files behind a name: itself, or what is in the folder and below it, manifests first."""
    if os.path.isdir(name):
        yield from _folder(name)
    elif not os.path.exists(name):
        yield InputError(storable(f"{name}: there is no such file or folder; check the path"))
    elif not name.endswith(SUFFIXES):
        kind = os.path.splitext(name)[1] or "no suffix"
        yield InputError(
            storable(
                f"{name}: cannot read this kind of file ({kind}); give .txt, .jsonl, a folder, or -"
            )
        )
    else:
        yield name


def _folder(name: str) -> Iterator[str | InputError]:
    found = False
    for suffix in (".jsonl", ".txt"):
        for folder, below, files in os.walk(name):
            below.sort()
            for file in sorted(files):
                if file.endswith(suffix) and not file.startswith("."):
                    found = True
                    yield os.path.join(folder, file)
    if not found:
        yield InputError(storable(f"{name}: no .txt or .jsonl file in this folder; check the path"))


def _text_file(path: str, given: Fields, stems: dict[str, str]) -> IncomingArticle:
    """The article in a plain text file. Raises InputError."""
    stem = storable(Path(path).stem)
    if stems.setdefault(stem, path) != path:
        raise InputError(
            storable(
                f"{path}: {stems[stem]} has the same name, which makes the same id; "
                "rename one of them, or give their ids in a manifest (.jsonl with id and path)"
            )
        )
    return IncomingArticle(_plain(_contents(path, storable(path)), stem, {}, given, storable(path)))


def _contents(path: str, place: str) -> str:
    try:
        if os.path.getsize(path) > 4 * LONGEST:
            raise InputError(
                f"{place}: {os.path.getsize(path):,} bytes are too long for one article; split the file"
            )
        return _text(Path(path).read_bytes(), place)
    except OSError as error:
        raise InputError(
            f"{place}: cannot be read ({error.strerror}); check the path and its permissions"
        ) from error


def _text(data: bytes, place: str) -> str:
    try:
        return decoded(data)
    except ValueError as error:
        raise InputError(f"{place}: {error}; save it as plain text in UTF-8") from error


def _plain(text: str, identity: str, record: Fields, given: Fields, place: str) -> Article:
    """An article out of a plain text: its fields from the options, else from the manifest, else from the text itself."""
    _check_text(text, place)
    own = imprint(text)
    return _article(identity, text, (given, record, own))


def _article(identity: str, text: str, sources: Sequence[Fields]) -> Article:
    """The article with each field from the first source that has it."""
    outlet, date, title, byline, url = (
        next((s[f] for s in sources if s.get(f)), None) for f in FIELDS
    )
    return Article(identity, text, outlet, date, title, byline, url)


def _check_text(text: str, place: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\xa0\x00") or text.isspace():
        raise InputError(f"{place}: there is no text in it; leave it out or fill it")
    if len(text) > LONGEST:
        raise InputError(
            f"{place}: {len(text):,} characters are too long for one article (at most {LONGEST:,}); split it"
        )


def _standard_input(given: Fields) -> Iterator[IncomingArticle | InputError]:
    """Standard input: JSON lines if the first line that is not blank begins an object, else one article with the id "stdin"."""
    stream = sys.stdin.buffer
    head = b""
    while (
        not head.strip()
        and len(head) <= LONGEST_LINE
        and (line := stream.readline(LONGEST_LINE + 1))
    ):
        head += line
    if _begins_object(head):
        yield from _json_lines(stream, head, "standard input", "stdin", Path(), given, set())
        return
    text = head + stream.read(4 * LONGEST + 1 - len(head))
    yield _tried(
        lambda: IncomingArticle(
            _plain(_text(text, "standard input"), "stdin", {}, given, "standard input")
        )
    )


def _begins_object(line: bytes) -> bool:
    start = line.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip().startswith((b'"', b"}"))


def _json_file(path: str, given: Fields, taken: set[str]) -> Iterator[IncomingArticle | InputError]:
    place = storable(path)
    try:
        with open(path, "rb") as stream:
            head = stream.readline(LONGEST_LINE + 1)
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield InputError(f"{place}: JSON lines must be in UTF-8; convert the file")
            elif not head:
                yield InputError(f"{place}: the file is empty; leave it out or fill it")
            else:
                yield from _json_lines(
                    stream, head, place, storable(Path(path).stem), Path(path).parent, given, taken
                )
    except OSError as error:
        yield InputError(
            f"{place}: cannot be read ({error.strerror}); check the path and its permissions"
        )


def _json_lines(
    stream: BinaryIO,
    head: bytes,
    name: str,
    stem: str,
    folder: Path,
    given: Fields,
    taken: set[str],
) -> Iterator[IncomingArticle | InputError]:
    """One article a line; never more than a line in memory."""
    ids: dict[str, int] = {}
    number, line = head.count(b"\n", 0, len(head) - len(head.lstrip())) + 1, head.lstrip() or head
    while line:
        place = f"{name} line {number}"
        if len(line) > LONGEST_LINE:
            _skip_line(stream, line)
            yield InputError(
                f"{place}: the line is longer than {LONGEST_LINE:,} bytes; split the article"
            )
        elif line.strip():
            yield _tried(_from_line, line, place, f"{stem}:{number}", folder, given, taken, ids)
        line, number = stream.readline(LONGEST_LINE + 1), number + 1


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE + 1)


def _from_line(
    line: bytes,
    place: str,
    fallback: str,
    folder: Path,
    given: Fields,
    taken: set[str],
    ids: dict[str, int],
) -> IncomingArticle:
    """The article of one JSON line. Raises InputError."""
    record = _object(line, place)
    fields = {f: _string(record, f, place) for f in FIELDS}
    fields["date"] = _date(fields["date"], f'{place}: "date"')
    identity = _identity(record, place)
    if record.get("text") is None and record.get("path") is not None:
        path = _beside(record["path"], folder, place)
        taken.add(os.path.realpath(path))
        identity = identity or storable(path.stem)
        _unique(identity, place, ids)
        return IncomingArticle(
            _plain(_contents(str(path), f"{place}: {path}"), identity, fields, given, place)
        )
    text = record.get("text")
    if text is None:
        raise InputError(f'{place}: no "text" and no "path"; give one of them')
    if not isinstance(text, str):
        raise InputError(
            f'{place}: "text" is {_type(text)}, not a string; put the article\'s text there'
        )
    _check_text(text, place)
    identity = identity or fallback
    _unique(identity, place, ids)
    quotes, nested = (_quotes(record.get(name), text, place) for name in ("quotes", "nested"))
    article = _article(identity, text, (fields, given))
    if quotes is None:
        return IncomingArticle(article)
    sentences, boilerplate = (
        _spans(record.get(name), name, text, place) for name in ("sentences", "boilerplate")
    )
    article = replace(
        article, regions=tuple(Region(start, end, "boilerplate") for start, end in boilerplate)
    )
    inner = tuple(quote | {"nested": True} for quote in nested or ())
    return IncomingArticle(article, quotes + inner, sentences)


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(_line(line, place))
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
            f"{place}: {_type(record)} instead of a JSON object; write one object on each line"
        )
    return (
        storable(record) if b"\\u" in line else record
    )  # half a character can only come in as an escape


def _line(line: bytes, place: str) -> str:
    """The characters of a line: UTF-8, as JSON is, else what they look like. Raises InputError."""
    with suppress(UnicodeDecodeError):
        if line.startswith(b"{"):
            return line.decode("utf-8")
    return _text(line, place)


def _string(record: Mapping[str, Any], field: str, place: str) -> str | None:
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError(
            f'{place}: "{field}" is {_type(value)}, not a string; put it in quotation marks or leave it out'
        )
    return value.strip() or None if value else None


def _identity(record: Mapping[str, Any], place: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", place)


def _unique(identity: str, place: str, ids: dict[str, int]) -> None:
    number = int(place.rsplit(" ", 1)[1])
    if ids.setdefault(identity, number) != number:
        raise InputError(
            f'{place}: the id "{identity}" stands in line {ids[identity]} already; give each article its own'
        )


def _beside(name: Any, folder: Path, place: str) -> Path:
    """The text file that a manifest names; it must lie in the manifest's folder or below. Raises InputError."""
    if not isinstance(name, str) or not name.strip() or "\x00" in name:
        raise InputError(
            f'{place}: "path" is no file name; give the name of a text file beside the manifest'
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


def _date(value: str | None, what: str) -> str | None:
    """The date as a day or a minute; a time with a zone is told in UTC, so that dates sort. Raises InputError."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f'{what} is "{value[:40]}"; write it as 2017-05-03 or 2017-05-03T00:01'
        ) from error
    has_time = any(mark in value for mark in "T: ")
    return moment.isoformat(timespec="minutes") if has_time else moment.date().isoformat()


def _quotes(value: Any, text: str, place: str) -> tuple[dict[str, Any], ...] | None:
    """Quotations that came along, None if there were none. Raises InputError unless their spans fit the text."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(quote, dict) for quote in value):
        raise InputError(
            f'{place}: "quotes" is no list of objects; leave it out, and the text is parsed'
        )
    length = len(text)
    for number, quote in enumerate(value, 1):
        get = quote.get
        if not (
            get("content") and all(_fit(get(part), length) for part in ("content", "cue", "source"))
        ):
            raise InputError(
                f'{place}: quotation {number} has spans that do not fit the text; without "quotes" it is parsed'
            )
    return tuple(value)


def _spans(value: Any, name: str, text: str, place: str) -> tuple[Span, ...]:
    """Where the sentences are, or the boilerplate, if that came along. Raises InputError unless it fits the text."""
    if not _fit(value, len(text)):
        raise InputError(
            f'{place}: "{name}" is no list of [start, end] within the text; leave it out'
        )
    return tuple((start, end) for start, end in value or ())


def _fit(spans: Any, length: int) -> bool:
    """Whether these are spans of a text so long; none at all are."""
    if not spans:
        return True
    if not isinstance(spans, list):
        return False
    for span in spans:
        if not (
            isinstance(span, list)
            and len(span) == 2
            and type(span[0]) is int is type(span[1])
            and 0 <= span[0] < span[1] <= length
        ):
            return False
    return True


def _type(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
    }
    return names.get(type(value), "null")
