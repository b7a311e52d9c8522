"""The first part of the road: an article is parsed, its quotations found and attributed.

No database is needed. `extracted` does it for many articles, `as_line` writes what came out as
`quotetrack extract` prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from quotetrack.errors import InputError
from quotetrack.language.sentences import sentences
from quotetrack.parsing.parsers import Parser
from quotetrack.quotations import extract, multipart
from quotetrack.readers.article import lay_out
from quotetrack.records import Article, Attribution, IncomingArticle, Parse, Quote, Span
from quotetrack.speakers import attribute

Report = Callable[[InputError], None]
# what a parser may raise on an odd article
PARSER_ERRORS = (
    ValueError,
    RuntimeError,
    IndexError,
    KeyError,
    AssertionError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave: quotations in order, then nested ones, and an attribution for each."""

    article: Article
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    sentences: tuple[Span, ...]


# ---- articles to extractions


def extracted(
    articles: Iterable[IncomingArticle], parser: Parser, report: Report
) -> Iterator[Extraction]:
    """The quotations of each article; it is parsed unless it brought them along.

    An article that the parser cannot read is reported and left out.
    """
    stream = iter(articles)
    while batch := list(islice(stream, parser.at_once)):
        laid_out = [lay_out(one.article) for one in batch if one.quotes is None]
        parses = {parse.article.id: parse for parse in _parsed(laid_out, parser, report)}
        for one in batch:
            if one.quotes is not None:
                yield ready_made(one)
            elif one.article.id in parses:
                yield from_parse(parses.pop(one.article.id))


def parses(articles: Iterable[IncomingArticle], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article; one that the parser cannot read is reported and left out."""
    stream = iter(articles)
    while batch := list(islice(stream, parser.at_once)):
        yield from _parsed([lay_out(one.article) for one in batch], parser, report)


def from_parse(parse: Parse) -> Extraction:
    """The quotations of a parsed article and who is behind each."""
    found = extract.found(parse)
    attributions = (
        *attribute.attributions(parse, found.quotes),
        *attribute.attributions(parse, found.nested),
    )
    spans = tuple((sentence.start, sentence.end) for sentence in parse.sentences)
    return Extraction(parse.article, (*found.quotes, *found.nested), attributions, spans)


def ready_made(incoming: IncomingArticle) -> Extraction:
    """The quotations that an article brought along; its sentences, if missing, found by rules."""
    pairs = incoming.quotes or ()
    article = incoming.article
    return Extraction(
        article,
        tuple(quote for quote, _ in pairs),
        tuple(attribution for _, attribution in pairs),
        incoming.sentences or tuple(sentences(article.text, _boilerplate(article))),
    )


def _parsed(articles: Sequence[Article], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article; if a batch fails, its articles are tried one by one."""
    try:
        yield from list(parser(articles))
        return
    except PARSER_ERRORS as error:
        if len(articles) == 1:
            cause = f"{type(error).__name__}: {error}"
            report(
                InputError(
                    f"{articles[0].id}: the parser cannot read this article ({cause}); "
                    "it is left out"
                )
            )
            return
    for article in articles:
        yield from _parsed([article], parser, report)


def _boilerplate(article: Article) -> list[Span]:
    return [(r.start, r.end) for r in article.regions if r.kind == "boilerplate"]


# ---- extractions as they are stored, and as they are printed


def in_pieces(extraction: Extraction) -> Extraction:
    """The extraction with each quotation cut into pieces that another outlet may print alone."""
    if all(len(quote.content) == 1 for quote in extraction.quotes):
        return extraction
    text = extraction.article.text
    pieces = {
        piece.id: (piece, replace(attribution, quote_id=piece.id))
        for quote, attribution in zip(extraction.quotes, extraction.attributions, strict=True)
        for piece in multipart.pieces(text, quote)
    }
    ordered = sorted(pieces.values(), key=lambda pair: pair[0].content)
    return replace(
        extraction,
        quotes=tuple(quote for quote, _ in ordered),
        attributions=tuple(attribution for _, attribution in ordered),
    )


def as_line(extraction: Extraction, with_text: bool = False) -> dict[str, Any]:
    """What `extract` prints for an article, as the JSON contract has it.

    Nested quotations, if there are any, are listed apart. with_text: add everything that `ingest`
    needs to store the article without parsing it.
    """
    article = extraction.article
    line: dict[str, Any] = {
        "id": article.id,
        "outlet": article.outlet,
        "date": article.date,
        "title": article.title,
    }
    if with_text:
        line |= {"byline": article.byline, "url": article.url, "text": article.text}
    quotes: list[dict[str, Any]] = []
    nested: list[dict[str, Any]] = []
    for quote, attribution in zip(extraction.quotes, extraction.attributions, strict=True):
        (nested if quote.nested else quotes).append(_as_item(quote, attribution))
    line["quotes"] = quotes
    if nested:
        line["nested"] = nested
    line["boilerplate"] = [list(span) for span in _boilerplate(article)]
    if with_text:
        line["sentences"] = [list(span) for span in extraction.sentences]
    return line


def _as_item(quote: Quote, attribution: Attribution) -> dict[str, Any]:
    known = attribution.score if attribution.name else 1.0
    return {
        "content": [list(span) for span in quote.content],
        "cue": [list(span) for span in quote.cue],
        "source": [list(span) for span in quote.source],
        "kind": quote.kind,
        "modality": quote.modality,
        "construction": quote.construction,
        **({"continues": True} if quote.continues else {}),
        "text": quote.text,
        "speaker": {
            "name": attribution.name,
            "kind": attribution.kind,
            "descriptor": attribution.descriptor,
        },
        "score": round(quote.score * known, 3),
        "reason": f"{quote.reason}; {attribution.reason}",
    }
