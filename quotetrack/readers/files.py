"""Files, folders and standard input to articles; what cannot be read becomes one message each.

The text of an article is kept character for character, NULs and control characters included.
Only a byte order mark is dropped, and a lone surrogate, which no database can store, becomes
U+FFFD.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quotetrack.errors import InputError
from quotetrack.language.normalize import replace_surrogates
from quotetrack.readers import article, jsonl
from quotetrack.readers.article import Fields
from quotetrack.readers.jsonl import JsonLines
from quotetrack.records import IncomingArticle

SUFFIXES = (".jsonl", ".txt")  # in the order in which the files of a folder are read
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

Incoming = Iterator[IncomingArticle | InputError]


def read(
    inputs: Iterable[str], defaults: Fields, report: Callable[[InputError], None]
) -> Iterator[IncomingArticle]:
    """The articles of .txt and .jsonl files, of folders of such, and of standard input ("-").

    Manifests are read first, so that a text file that they name is read once. What is wrong
    with one article is reported and the rest goes on. Raises InputError if the defaults
    themselves are wrong.
    """
    date = article.check_date(defaults.get("date"), "the date given")
    for item in _Reader({**defaults, "date": date}).read(inputs):
        if isinstance(item, InputError):
            report(item)
        else:
            yield item


def json_bytes(inputs: Iterable[str]) -> int:
    """The total size in bytes of the JSON Lines files among the inputs."""
    names = [name for name in inputs if name.endswith(".jsonl") and os.path.isfile(name)]
    return sum(os.path.getsize(name) for name in names)


@dataclass(slots=True)
class _Reader:
    """Reads inputs, and remembers which text files it must not read again."""

    options: Fields
    listed: set[str] = field(default_factory=set)  # real paths of files that manifests name
    stems: dict[str, str] = field(default_factory=dict)  # ids of text files, and their paths

    def read(self, inputs: Iterable[str]) -> Incoming:
        for name in sorted(inputs, key=lambda name: not name.endswith(".jsonl")):
            if name == "-":
                yield from self._standard_input()
                continue
            for path in _paths(name):
                if isinstance(path, InputError):
                    yield path
                elif path.endswith(".jsonl"):
                    yield from self._json_file(path)
                elif os.path.realpath(path) not in self.listed:
                    yield jsonl.attempt(self._text_file, path)

    def _text_file(self, path: str) -> IncomingArticle:
        """The article in a plain text file. Raises InputError."""
        stem, place = replace_surrogates(Path(path).stem), replace_surrogates(path)
        other = self.stems.setdefault(stem, path)
        if other != path:
            raise InputError(
                replace_surrogates(
                    f"{path}: {other} has the same name, which makes the same id; rename one of "
                    "them, or give their ids in a manifest (.jsonl with id and path)"
                )
            )
        return self._plain(article.load_text(path, place), stem, place)

    def _plain(self, text: str, article_id: str, place: str) -> IncomingArticle:
        return IncomingArticle(article.from_plain_text(text, article_id, {}, self.options, place))

    def _json_file(self, path: str) -> Incoming:
        place, stem = replace_surrogates(path), replace_surrogates(Path(path).stem)
        lines = JsonLines(place, stem, Path(path).parent, self.options, self.listed)
        try:
            with open(path, "rb") as stream:
                head = stream.readline(jsonl.MAX_LINE_BYTES + 1)
                if head.startswith(UTF16_MARKS):
                    yield InputError(f"{place}: JSON lines must be in UTF-8; convert the file")
                elif not head:
                    yield InputError(f"{place}: the file is empty; leave it out or fill it")
                else:
                    yield from lines.read(stream, head)
        except OSError as error:
            yield InputError(
                f"{place}: cannot be read ({error.strerror}); check the path and its permissions"
            )

    def _standard_input(self) -> Incoming:
        """JSON lines if the first line that is not blank begins an object, else one article."""
        stream, head = sys.stdin.buffer, b""
        while not head.strip() and len(head) <= jsonl.MAX_LINE_BYTES:
            line = stream.readline(jsonl.MAX_LINE_BYTES + 1)
            if not line:
                break
            head += line
        if jsonl.begins_object(head):
            lines = JsonLines("standard input", "stdin", Path(), self.options, set())
            yield from lines.read(stream, head)
            return
        longest = article.BYTES_PER_CHAR * article.MAX_CHARS
        data = head + stream.read(longest + 1 - len(head))
        yield jsonl.attempt(
            lambda: self._plain(
                article.decode_text(data, "standard input"), "stdin", "standard input"
            )
        )


def _paths(name: str) -> Iterator[str | InputError]:
    """The files behind a name: itself, or the files in the folder and below it, .jsonl first."""
    if os.path.isdir(name):
        yield from _in_folder(name)
    elif not os.path.exists(name):
        yield InputError(
            replace_surrogates(f"{name}: there is no such file or folder; check the path")
        )
    elif not name.endswith(SUFFIXES):
        suffix = os.path.splitext(name)[1] or "no suffix"
        yield InputError(
            replace_surrogates(
                f"{name}: cannot read this kind of file ({suffix}); "
                "give .txt, .jsonl, a folder, or -"
            )
        )
    else:
        yield name


def _in_folder(name: str) -> Iterator[str | InputError]:
    found = False
    for suffix in SUFFIXES:
        for folder, below, files in os.walk(name):
            below.sort()
            for file in sorted(files):
                if file.endswith(suffix) and not file.startswith("."):
                    found = True
                    yield os.path.join(folder, file)
    if not found:
        yield InputError(
            replace_surrogates(f"{name}: no .txt or .jsonl file in this folder; check the path")
        )
