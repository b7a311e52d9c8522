"""An article and its quotations as plain rows, made without a database and in any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quotetrack.language.normalize import replace_surrogates, search_terms
from quotetrack.records import Article, Attribution, Quote, Span, digest
from quotetrack.spans import joined

Row = tuple[Any, ...]
QUOTE_COLUMNS = (
    "id",
    "article_id",
    "ordinal",
    "start",
    '"end"',
    "kind",
    "text",
    "source_text",
    "cue_text",
    "content",
    "cue",
    "source",
    "score",
    "reason",
    "modality",
    "construction",
    "continues",
    "nested",
)
# what a run may change about a quotation, by its place in QUOTE_COLUMNS; construction and the two
# flags go with the reason and are left out, so that databases of older schemas compare as equal
COMPARED = tuple(
    QUOTE_COLUMNS.index(name)
    for name in ("id", "kind", "cue", "source", "score", "reason", "modality")
)
REMEMBERED_WORDS = 1_000_000  # words remembered as stored, before starting again


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """One article as the store writes it.

    head: outlet, date, title, byline, url. output_digest: of everything extraction found.
    quotes: one row each, as QUOTE_COLUMNS. attributions: the quotation's place in `quotes`, name,
    kind, descriptor, score, reason. words: of quotations and names, as full-text search sees them,
    without those that an earlier ArticleRows brought.
    """

    id: str
    head: Row
    text_digest: str
    output_digest: str
    text: str
    regions: Sequence[Row]
    sentences: str | None
    quotes: Sequence[Row]
    attributions: Sequence[Row]
    words: frozenset[str]


def article_rows(
    article: Article,
    attributed: Iterable[tuple[Quote, Attribution | None]],
    sentences: Sequence[Span],
    seen: set[str] | None = None,
) -> ArticleRows:
    """The rows of an article and its quotations; of two quotations in one place the last is kept.

    seen: words of articles that are stored before this one; they are left out of `words`, and
    this article's words are added to the set.
    """
    article_id, text = replace_surrogates(article.id), replace_surrogates(article.text)
    unique = {said.quote_id if said else quote.id: (quote, said) for quote, said in attributed}
    quotes = [
        _quote_row(article_id, ordinal, quote_id, quote, text)
        for ordinal, (quote_id, (quote, _)) in enumerate(unique.items())
    ]
    attributions = [
        _attribution_row(ordinal, said) for ordinal, (_, said) in enumerate(unique.values()) if said
    ]
    regions = [(region.start, region.end, region.kind) for region in article.regions]
    spans = spans_as_json(sentences) if sentences else None
    texts = [row[6] for row in quotes] + [row[1] for row in attributions if row[1]]
    return ArticleRows(
        article_id,
        head(article),
        digest(text),
        _output_digest(quotes, attributions, regions, spans),
        text,
        regions,
        spans,
        quotes,
        attributions,
        _new_words(texts, set() if seen is None else seen),
    )


def head(article: Article) -> Row:
    """Outlet, date, title, byline and url as they are stored."""
    fields = (article.outlet, article.date, article.title, article.byline, article.url)
    return tuple(map(clean, fields))


def clean(value: str | None) -> str | None:
    """A text as SQLite can hold it, or None."""
    return value if value is None else replace_surrogates(value)


def spans_as_json(spans: Sequence[Span]) -> str:
    """The spans as a JSON list of pairs."""
    if len(spans) == 1:
        return f"[[{spans[0][0]},{spans[0][1]}]]"
    return "[" + ",".join([f"[{start},{end}]" for start, end in spans]) + "]"


def _quote_row(article_id: str, ordinal: int, quote_id: str, quote: Quote, text: str) -> Row:
    return (
        quote_id,
        article_id,
        ordinal,
        quote.start,
        quote.end,
        quote.kind,
        replace_surrogates(quote.text),
        _text_of(text, quote.source),
        _text_of(text, quote.cue),
        spans_as_json(quote.content),
        spans_as_json(quote.cue),
        spans_as_json(quote.source),
        quote.score,
        replace_surrogates(quote.reason),
        quote.modality,
        str(quote.construction),
        quote.continues,
        quote.nested,
    )


def _attribution_row(ordinal: int, said: Attribution) -> Row:
    name, descriptor = clean(said.name), clean(said.descriptor)
    return ordinal, name, said.kind, descriptor, said.score, clean(said.reason)


def _output_digest(
    quotes: Sequence[Row], attributions: Sequence[Row], regions: Sequence[Row], spans: str | None
) -> str:
    """A digest of everything extraction found: equal if a second run changes nothing."""
    return digest(
        *[" ".join(str(row[column]) for column in COMPARED) for row in quotes],
        *[" ".join(map(str, row)) for row in attributions],
        *map(str, regions),
        spans or "",
    )


def _new_words(texts: Iterable[str], seen: set[str]) -> frozenset[str]:
    """The words of texts that were not seen before; they are added to those seen."""
    new = set(" ".join(texts).split()) - seen
    if len(seen) > REMEMBERED_WORDS:
        seen.clear()
    seen.update(new)
    return frozenset(search_terms(" ".join(new)))


def _text_of(text: str, spans: Sequence[Span]) -> str | None:
    """The words of the spans in order, joined by " ... "; None without spans."""
    return joined(text, spans) if spans else None
