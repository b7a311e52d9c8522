"""Files of labels and of predictions to compare with them, checked line by line before anything is counted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from quotetrack.errors import InputError
from quotetrack.language.normalize import replace_surrogates

Row = dict[str, Any]
SIDES = ("a", "b")


def articles(path: str) -> list[Row]:
    """Labelled articles: each with `id`, `text` and `attributions`. Raises InputError."""
    found: dict[str, Row] = {}
    for place, row in _lines(path):
        if not isinstance(row.get("text"), str):
            raise InputError(
                f'{place}: no "text"; labels are read with the text that their offsets count'
            )
        _check_spans(_objects(row, "attributions", place), place)
        _keep(found, row, place)
    _check_some(found, path)
    return list(found.values())


def predictions(path: str, labelled: Collection[str]) -> dict[str, list[Row]]:
    """The quotations of each article, as `extract` writes them; "-" is standard input.

    Raises InputError, also for an article that is not among the labelled ones.
    """
    found: dict[str, Row] = {}
    for place, row in _lines(path):
        _check_spans(_objects(row, "quotes", place), place)
        _keep(found, row, place)
        if row["id"] not in labelled:
            raise InputError(
                f"{place}: article {row['id']} has no labels; leave it out, or give the labels that belong to these articles"
            )
    return {name: row["quotes"] for name, row in found.items()}


def links(path: str) -> list[Row]:
    """Pairs of places, labelled or as `links --json` writes them; "-" is standard input. Raises InputError."""
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


def labelled_links(path: str) -> list[Row]:
    """As `links`, but at least one. Raises InputError."""
    found = links(path)
    _check_some(found, path)
    return found


def _check_some(found: Collection[Any], path: str) -> None:
    if not found:
        raise InputError(
            f"{replace_surrogates(path)}: there are no labels in it; give a file with one JSON object on each line"
        )


# ---- lines
def _lines(path: str) -> Iterator[tuple[str, Row]]:
    """Each object of a JSON Lines file with its place, as "labels.jsonl line 3"."""
    name = "standard input" if path == "-" else replace_surrogates(path)
    for number, line in enumerate(_contents(path, name).split(b"\n"), 1):
        if line.strip():
            yield f"{name} line {number}", _object(line, f"{name} line {number}")


def _contents(path: str, name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file; check the path") from error
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror}); check the path and its permissions"
        ) from error
    except ValueError as error:
        raise InputError(f"{name}: this is no file name ({error}); check the path") from error
    return data.removeprefix(b"\xef\xbb\xbf")


def _object(line: bytes, place: str) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: JSON lines must be in UTF-8; convert the file") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"{place}: broken JSON ({error.msg} at column {error.colno}); write one JSON object on each line"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{place}: JSON that cannot be read ({type(error).__name__}); write one plain object on each line"
        ) from error
    if not isinstance(row, dict):
        raise InputError(f"{place}: no JSON object; write one object on each line")
    checked: Row = replace_surrogates(row)
    return checked


# ---- what an object must have
def _keep(found: dict[str, Row], row: Row, place: str) -> None:
    if not isinstance(row.get("id"), str):
        raise InputError(
            f'{place}: no "id"; labels and predictions meet by the ids of their articles'
        )
    if row["id"] in found:
        raise InputError(f"{place}: article {row['id']} is there twice; leave one of them out")
    found[row["id"]] = row


def _objects(row: Row, key: str, place: str) -> list[Row]:
    found = row.get(key)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        wanted = (
            "labels are" if key == "attributions" else "predictions, as extract writes them, are"
        )
        raise InputError(
            f'{place}: no list of "{key}"; {wanted} a list of objects with content, cue and source'
        )
    return found


def _check_spans(items: Sequence[Row], place: str) -> None:
    for number, item in enumerate(items, 1):
        wrong = next(
            (
                part
                for part in ("content", "cue", "source")
                if not _all(item.get(part) or [], _is_span)
            ),
            None,
        )
        if wrong:
            raise InputError(
                f'{place}: quotation {number} has a "{wrong}" that is no list of [start, end]; give offsets into the text'
            )


def _all(values: Any, right: Callable[[Any], bool]) -> bool:
    return isinstance(values, list) and all(map(right, values))


def _is_span(value: Any) -> bool:
    return _all(value, lambda edge: type(edge) is int) and len(value) == 2


def _check_side(side: Any, name: str, place: str) -> None:
    if not isinstance(side, dict) or not isinstance(side.get("article"), str):
        raise InputError(
            f'{place}: "{name}" names no "article"; a link has two sides, a and b, with article, start and end'
        )
    if not _is_span([side.get("start"), side.get("end")]):
        raise InputError(
            f'{place}: "{name}" has no "start" and "end"; give its offsets into the article\'s text'
        )
    odd = next(
        (key for key in ("text", "speaker") if not isinstance(side.get(key) or "", str)), None
    )
    if odd:
        raise InputError(f'{place}: "{odd}" of "{name}" is no string; write the words, or null')
