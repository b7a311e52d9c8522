"""Gold files and prediction files, checked line by line before anything is counted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from quotetrack.errors import InputError
from quotetrack.language.normalize import replace_surrogates

SIDES = ("a", "b")
SPAN_KEYS = ("content", "cue", "source")

Row = dict[str, Any]


def articles(path: str) -> list[Row]:
    """Gold articles: each with `id`, `text` and `attributions`. Raises InputError."""
    found: dict[str, Row] = {}
    for place, row in _lines(path):
        if not isinstance(row.get("text"), str):
            raise InputError(
                f'{place}: no "text"; labels are read with the text that their offsets refer to'
            )
        _check_spans(_objects(row, "attributions", place), place)
        _add(found, row, place)
    _check_not_empty(found, path)
    return list(found.values())


def predictions(path: str, gold_ids: Collection[str]) -> dict[str, list[Row]]:
    """The quotations of each article by its id, as `extract` writes them.

    path: a file, or "-" for standard input. Raises InputError, also for an article that is not
    among the gold ones.
    """
    found: dict[str, Row] = {}
    for place, row in _lines(path):
        _check_spans(_objects(row, "quotes", place), place)
        _add(found, row, place)
        if row["id"] not in gold_ids:
            raise InputError(
                f"{place}: article {row['id']} has no labels; leave it out, or give the labels "
                "of these articles"
            )
    return {name: row["quotes"] for name, row in found.items()}


def links(path: str) -> list[Row]:
    """Pairs of spans, labelled or as `links --json` writes them.

    path: a file, or "-" for standard input. Raises InputError.
    """
    found = []
    for place, row in _lines(path):
        for side in SIDES:
            _check_side(row.get(side), side, place)
        if not isinstance(row.get("relation"), str):
            raise InputError(
                f'{place}: no "relation"; name it, as verbatim, truncated, edited or paraphrase'
            )
        found.append(row)
    return found


def gold_links(path: str) -> list[Row]:
    """Labelled links, at least one. Raises InputError."""
    found = links(path)
    _check_not_empty(found, path)
    return found


def _check_not_empty(found: Collection[Any], path: str) -> None:
    if not found:
        raise InputError(
            f"{replace_surrogates(path)}: there are no labels in it; "
            "give a file with one JSON object on each line"
        )


# ---- lines
def _lines(path: str) -> Iterator[tuple[str, Row]]:
    """Each object of a JSON Lines file with its place, such as "labels.jsonl line 3"."""
    name = "standard input" if path == "-" else replace_surrogates(path)
    for number, line in enumerate(_read(path, name).split(b"\n"), 1):
        if line.strip():
            yield f"{name} line {number}", _object(line, f"{name} line {number}")


def _read(path: str, name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file; check the path") from error
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror}); check the path and its permissions"
        ) from error
    except ValueError as error:
        raise InputError(f"{name}: this is not a file name ({error}); check the path") from error
    return data.removeprefix(b"\xef\xbb\xbf")


def _object(line: bytes, place: str) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: JSON lines must be in UTF-8; convert the file") from error
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
    if not isinstance(row, dict):
        raise InputError(f"{place}: not a JSON object; write one object on each line")
    checked: Row = replace_surrogates(row)
    return checked


# ---- what an object must have
def _add(found: dict[str, Row], row: Row, place: str) -> None:
    """Add an article under its id. Raises InputError if it has none or the id is taken."""
    if not isinstance(row.get("id"), str):
        raise InputError(
            f'{place}: no "id"; labels and predictions are matched by the ids of their articles'
        )
    if row["id"] in found:
        raise InputError(f"{place}: article {row['id']} is there twice; leave one of them out")
    found[row["id"]] = row


def _objects(row: Row, key: str, place: str) -> list[Row]:
    found = row.get(key)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        gold = key == "attributions"
        what = "labels are" if gold else "predictions, as extract writes them, are"
        raise InputError(
            f'{place}: no list of "{key}"; {what} a list of objects with content, cue and source'
        )
    return found


def _check_spans(items: Sequence[Row], place: str) -> None:
    for number, item in enumerate(items, 1):
        for key in SPAN_KEYS:
            if not _all(item.get(key) or [], _is_span):
                raise InputError(
                    f'{place}: quotation {number} has a "{key}" that is not a list of '
                    "[start, end]; give offsets into the text"
                )


def _all(values: Any, valid: Callable[[Any], bool]) -> bool:
    return isinstance(values, list) and all(map(valid, values))


def _is_span(value: Any) -> bool:
    return _all(value, lambda offset: type(offset) is int) and len(value) == 2


def _check_side(side: Any, name: str, place: str) -> None:
    if not isinstance(side, dict) or not isinstance(side.get("article"), str):
        raise InputError(
            f'{place}: "{name}" names no "article"; '
            "a link has two sides, a and b, with article, start and end"
        )
    if not _is_span([side.get("start"), side.get("end")]):
        raise InputError(
            f'{place}: "{name}" has no "start" and "end"; give its offsets into the article\'s text'
        )
    for key in ("text", "speaker"):
        if not isinstance(side.get(key) or "", str):
            raise InputError(
                f'{place}: "{key}" of "{name}" is not a string; write the words, or null'
            )
