"""Quotations that come with an article, as `extract --with-text` writes them.

An article that brings its quotations is stored without being parsed again, so extraction may
run anywhere, on as many machines as it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotetrack.errors import InputError
from quotetrack.records import Article, Attribution, Construction, Quote, Span
from quotetrack.spans import joined

KINDS = ("direct", "indirect", "mixed")
MODALITIES = ("stated", "negated", "hypothetical")
CONSTRUCTIONS = {construction.value: construction for construction in Construction}

Attributed = tuple[Quote, Attribution]


def quotations(
    record: Mapping[str, Any], article: Article, place: str
) -> tuple[Attributed, ...] | None:
    """The quotations of a JSON record with their speakers, in text order; None if it has none.

    Those under `nested` lie within another quotation. Of several with the same content, the
    last one counts. Raises InputError if one of them does not fit the text or has odd values.
    """
    if record.get("quotes") is None:
        return None
    found: dict[tuple[Span, ...], Attributed] = {}
    for key in ("quotes", "nested"):
        for number, item in enumerate(_objects(record, key, place), 1):
            try:
                quote, attribution = _attributed(item, article, nested=key == "nested")
            except ValueError as error:
                raise InputError(
                    f"{place}: {'nested ' if key == 'nested' else ''}quotation {number} {error}; "
                    'correct it, or leave out "quotes" to have the text parsed'
                ) from error
            found[quote.content] = quote, attribution
    return tuple(found[content] for content in sorted(found))


def spans(record: Mapping[str, Any], key: str, text: str, place: str) -> tuple[Span, ...]:
    """The spans under a key of a record, such as its sentences, none if it lacks the key.

    Raises InputError unless they are [start, end] pairs within the text.
    """
    found = _spans(record.get(key), len(text))
    if found is None:
        raise InputError(
            f'{place}: "{key}" is not a list of [start, end] within the text; leave it out'
        )
    return found


def _objects(record: Mapping[str, Any], key: str, place: str) -> list[dict[str, Any]]:
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InputError(
            f'{place}: "{key}" is not a list of objects; leave it out to have the text parsed'
        )
    return value


def _attributed(item: dict[str, Any], article: Article, nested: bool) -> Attributed:
    """One quotation and its speaker. Raises ValueError with what is wrong with it."""
    content, cue, source = (
        _part(item, name, article.text) for name in ("content", "cue", "source")
    )
    if not content:
        raise ValueError("has no content")
    score, reason = _score(item), str(item.get("reason", "as given"))
    quote = Quote(
        article.id,
        content,
        cue,
        source,
        _one_of(KINDS, item, "kind"),
        joined(article.text, content),
        score,
        reason,
        _one_of(MODALITIES, item, "modality"),
        CONSTRUCTIONS.get(item.get("construction", ""), Construction.GIVEN),
        bool(item.get("continues", False)),
        nested or bool(item.get("nested", False)),
    )
    speaker = item.get("speaker") or {}
    if not isinstance(speaker, dict):
        raise ValueError('has a "speaker" that is not an object')
    attribution = Attribution(
        quote.id,
        _words(speaker, "name"),
        _words(speaker, "kind") or "unknown",
        _words(speaker, "descriptor"),
        score,
        reason,
    )
    return quote, attribution


def _part(item: dict[str, Any], name: str, text: str) -> tuple[Span, ...]:
    found = _spans(item.get(name), len(text))
    if found is None:
        raise ValueError("has spans that do not fit the text")
    return found


def _spans(value: Any, length: int) -> tuple[Span, ...] | None:
    """The value as spans of a text of this length, None if it is something else."""
    if not value:
        return ()
    if not isinstance(value, list):
        return None
    for span in value:
        if not (
            isinstance(span, list)
            and len(span) == 2
            and type(span[0]) is int is type(span[1])
            and 0 <= span[0] < span[1] <= length
        ):
            return None
    return tuple([(start, end) for start, end in value])


def _score(item: dict[str, Any]) -> float:
    try:
        return float(item.get("score", 1.0))
    except (TypeError, ValueError) as error:
        raise ValueError('has a "score" that is not a number') from error


def _one_of(values: tuple[str, ...], item: dict[str, Any], key: str) -> str:
    """The value under a key, the first of the allowed values if it is absent."""
    value = item.get(key, values[0])
    if value not in values:
        raise ValueError(f"has the {key} {value!r} instead of {', '.join(values)}")
    return str(value)


def _words(speaker: dict[str, Any], key: str) -> str | None:
    value = speaker.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'has a speaker whose "{key}" is not a string')
    return value
