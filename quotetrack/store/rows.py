"""An article and what was made of it as rows for the store: plain values, made without a database, by any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotetrack.language.normalize import replace_surrogates, search_terms
from quotetrack.records import Article, Attribution, Quote, Span, digest

Row = tuple


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """One article as the store writes it.

    head: outlet, date, title, byline and url. made: a digest of all that the machine made. quotes: as the columns of the table, from id to
    modality. attributions: the place of the quotation among them, name, kind, descriptor, score and reason. words: those of quotations
    and names, as full-text search sees them, those left out that a
    sheet stored before has.
    """

    id: str
    head: Row
    text_digest: str
    made: str
    text: str
    regions: Sequence[Row]
    sentences: str | None
    quotes: Sequence[Row]
    attributions: Sequence[Row]
    words: frozenset[str]


def sheet(
    article: Article,
    told: Iterable[tuple[Quote, Attribution | None]],
    sentences: Sequence[Span],
    met: set[str] | None = None,
) -> ArticleRows:
    """The rows of an article, from its quotations with what is known of their speakers; of quotations at one place the last stands.

    met: printed words of sheets that are stored before this one; they are left out, and those of this one added.
    """
    article_id, text = replace_surrogates(article.id), replace_surrogates(article.text)
    unique = {said.quote_id if said else quote.id: (quote, said) for quote, said in told}
    rows = [
        _quote(article_id, place, quote_id, quote, text)
        for place, (quote_id, (quote, _)) in enumerate(unique.items())
    ]
    whose = [
        (place, clean(said.name), said.kind, clean(said.descriptor), said.score, clean(said.reason))
        for place, (_, said) in enumerate(unique.values())
        if said
    ]
    regions = [(region.start, region.end, region.kind) for region in article.regions]
    spans = spans_as_text(sentences) if sentences else None
    made = digest(
        *[f"{row[0]} {row[5]} {row[10]} {row[11]} {row[12]} {row[13]} {row[14]}" for row in rows],
        *[
            f"{place} {name} {kind} {known} {score} {why}"
            for place, name, kind, known, score, why in whose
        ],
        *[f"{region}" for region in regions],
        spans or "",
    )
    words = _words(
        [row[6] for row in rows] + [row[1] for row in whose if row[1]],
        set() if met is None else met,
    )
    return ArticleRows(
        article_id, head(article), digest(text), made, text, regions, spans, rows, whose, words
    )


def _quote(article_id: str, place: int, quote_id: str, quote: Quote, text: str) -> Row:
    content = quote.content
    return (
        quote_id,
        article_id,
        place,
        content[0][0],
        content[-1][1],
        quote.kind,
        replace_surrogates(quote.text),
        _printed(text, quote.source),
        _printed(text, quote.cue),
        spans_as_text(content),
        spans_as_text(quote.cue),
        spans_as_text(quote.source),
        quote.score,
        replace_surrogates(quote.reason),
        quote.modality,
    )


_REMEMBERED = 1_000_000


def _words(texts: Iterable[str], met: set[str]) -> frozenset[str]:
    """The words of texts, but for those printed words that were met before, to which these are added."""
    new = set(" ".join(texts).split()) - met
    if len(met) > _REMEMBERED:
        met.clear()
    met.update(new)
    return frozenset(search_terms(" ".join(new)))


def head(article: Article) -> Row:
    """Outlet, date, title, byline and url as they are stored."""
    return tuple(
        map(clean, (article.outlet, article.date, article.title, article.byline, article.url))
    )


def clean(value: str | None) -> str | None:
    """A text as SQLite can hold it, or None."""
    return value if value is None else replace_surrogates(value)


def _printed(text: str, spans: Sequence[Span]) -> str | None:
    """The words of the spans in order, joined by " ... ", None if there are no spans."""
    return " ... ".join([text[start:end] for start, end in spans]) if spans else None


def spans_as_text(spans: Sequence[Span]) -> str:
    """The spans as JSON."""
    if len(spans) == 1:
        return f"[[{spans[0][0]},{spans[0][1]}]]"
    return "[" + ",".join([f"[{start},{end}]" for start, end in spans]) + "]"
