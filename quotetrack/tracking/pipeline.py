"""The road: the only place where steps and store meet. Article by article to the store; then links and claims over what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from sqlite3 import Connection
from time import monotonic
from typing import Any

from quotetrack import __version__
from quotetrack.errors import InputError
from quotetrack.language.sentences import sentences
from quotetrack.linking.compare import compare_passages
from quotetrack.parallel import ahead, uncollected
from quotetrack.parsing.parsers import Parser
from quotetrack.quotations import extract, multipart
from quotetrack.readers import files
from quotetrack.readers.article import Fields, lay_out
from quotetrack.records import (
    Article,
    Attribution,
    IncomingArticle,
    Link,
    Mention,
    Parse,
    Quote,
    Span,
    Speaker,
    Version,
)
from quotetrack.speakers import attribute, entity_resolution
from quotetrack.store import questions, writes
from quotetrack.store.rows import ArticleRows, sheet
from quotetrack.tracking import incremental_linking, passages

Report = Callable[[InputError], None]
AT_ONCE = 4_000  # articles with their quotations that are stored together
PATIENCE = 3.0  # seconds for which they are gathered
MUCH = 20_000_000  # bytes of files from which a second process reads them


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave: its quotations in order, then those within them, who is behind each, and where its sentences are."""

    article: Article
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    sentences: tuple[Span, ...]


@dataclass(slots=True)
class Tally:
    """What an ingest did, in articles, quotations and links."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("new", "changed", "same", "quotes", "links"), 0)
    )

    def add(self, name: str, number: int = 1) -> None:
        self.counts[name] += number


def incoming(
    inputs: Sequence[str], defaults: Fields, report: Report
) -> Iterator[IncomingArticle | ArticleRows]:
    """The articles of files, those that bring their quotations as rows for the store; where there is much, read by a second process."""
    for item in (
        ahead(_incoming, inputs, defaults)
        if files.json_bytes(inputs) > MUCH
        else _incoming(inputs, defaults)
    ):
        if isinstance(item, InputError):
            report(item)
        else:
            yield item


def _incoming(
    inputs: Sequence[str], defaults: Fields
) -> Iterator[IncomingArticle | ArticleRows | InputError]:
    wrong: list[InputError] = []
    met: set[str] = set()
    for reading in files.read(inputs, defaults, wrong.append):
        yield from wrong
        wrong.clear()
        yield reading if reading.quotes is None else _ready(reading, met)
    yield from wrong


def ingest(
    db: Any,
    items: Iterable[IncomingArticle | ArticleRows],
    parser: Parser,
    report: Report,
    tick: Callable[[str], None] = lambda _: None,
    linked: bool = True,
) -> Tally:
    """Bring articles through to the store and link what is new, unless told not to; the same again changes nothing."""
    tally = Tally()
    run = writes.start_run(db, __version__, parser.version)
    writer = _Writer(db, run, tally)
    for ready, batch in _batches(items, parser.at_once):
        if ready:
            writer.save([one if isinstance(one, ArticleRows) else _ready(one) for one in batch])
        else:
            fresh = [
                reading
                for reading in batch
                if not writes.is_stored(db, reading.article, parser.version)
            ]
            tally.add("same", len(batch) - len(fresh))
            for extraction in extracted(fresh, parser, report):
                writer.save([_sheet(extraction)])
        for item in batch:
            tick(item.id if isinstance(item, ArticleRows) else item.article.id)
    if linked:
        tally.add("links", link_new(db))
    writes.finish_run(db, run, tally.counts)
    return tally


def _batches(items: Iterable[Any], parsed: int) -> Iterator[tuple[bool, list[Any]]]:
    """Items that go together: those to be parsed, and those whose quotations are known, which are kept waiting for seconds at most."""
    for ready, run in groupby(
        items, lambda item: isinstance(item, ArticleRows) or item.quotes is not None
    ):
        batch: list[Any] = []
        begun = monotonic()
        for item in run:
            batch.append(item)
            if len(batch) >= (AT_ONCE if ready else parsed) or (
                ready and monotonic() - begun > PATIENCE
            ):
                yield ready, batch
                batch, begun = [], monotonic()
        if batch:
            yield ready, batch


def _ready(incoming: IncomingArticle, met: set[str] | None = None) -> ArticleRows:
    """The rows of an article that brought its quotations."""
    return _sheet(_brought(incoming), met)


def extracted(
    readings: Iterable[IncomingArticle], parser: Parser, report: Report
) -> Iterator[Extraction]:
    """The quotations of each article, parsed unless it brought them along; one that fails is reported and left out."""
    stream = iter(readings)
    while batch := list(islice(stream, parser.at_once)):
        laid = [lay_out(r.article) for r in batch if r.quotes is None]
        parses = {parse.article.id: parse for parse in parsed(laid, parser, report)}
        for reading in batch:
            if reading.quotes is not None:
                yield _brought(reading)
            elif reading.article.id in parses:
                yield _from_parse(parses.pop(reading.article.id))


def parses(readings: Iterable[IncomingArticle], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article, laid out first."""
    stream = iter(readings)
    while batch := list(islice(stream, parser.at_once)):
        yield from parsed([lay_out(r.article) for r in batch], parser, report)


def parsed(articles: Sequence[Article], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article; if one of them defeats the parser, that one is reported and the rest goes on."""
    try:
        yield from list(parser(articles))
        return
    except (
        ValueError,
        RuntimeError,
        IndexError,
        KeyError,
        AssertionError,
        RecursionError,
    ) as error:
        if len(articles) == 1:
            report(
                InputError(
                    f"{articles[0].id}: the parser cannot read this article ({type(error).__name__}: {error}); it is left out"
                )
            )
            return
    for article in articles:
        yield from parsed([article], parser, report)


def _from_parse(parse: Parse) -> Extraction:
    found = extract.found(parse)
    attributions = (
        *attribute.attributions(parse, found.quotes),
        *attribute.attributions(parse, found.nested),
    )
    sentences = tuple((s.start, s.end) for s in parse.sentences)
    return Extraction(parse.article, (*found.quotes, *found.nested), attributions, sentences)


# ---- articles that bring their quotations along
def _brought(incoming: IncomingArticle) -> Extraction:
    """What an article that brings its quotations gives; its sentences are found by rules if it does not bring them."""
    pairs = incoming.quotes or ()
    text = incoming.article.text
    boilerplate = [(r.start, r.end) for r in incoming.article.regions if r.kind == "boilerplate"]
    return Extraction(
        incoming.article,
        tuple(quote for quote, _ in pairs),
        tuple(attribution for _, attribution in pairs),
        incoming.sentences or tuple(sentences(text, boilerplate)),
    )


# ---- to the store
class _Writer:
    """Stores articles of one run with the pieces of their quotations and the speakers, whom it remembers from batch to batch."""

    def __init__(self, db: Any, run: int, tally: Tally) -> None:
        self.db, self.run, self.tally = db, run, tally
        self._forget()

    def _forget(self) -> None:
        self._others = questions.changes_by_others(self.db.conn)
        self._registry = entity_resolution.SpeakerRegistry(
            lambda keys: questions.known_speakers(self.db.conn, keys)
        )

    def save(self, sheets: Sequence[ArticleRows]) -> None:
        """Stores articles, all or none."""
        with uncollected(), writes.batch(self.db):
            if (
                self._others != questions.changes_by_others(self.db.conn)
                or self._registry.is_full()
            ):
                self._forget()
            outcomes = writes.save_articles(
                self.db, sheets, self.run, self._speakers, entity_resolution.blocking_keys
            )
        for one, outcome in zip(sheets, outcomes, strict=True):
            self.tally.add(outcome)
            self.tally.add("quotes", len(one.quotes))
        if "changed" in outcomes:  # speakers whom nobody quotes any more are gone
            self._forget()

    def _speakers(self, one: ArticleRows) -> dict[str, Speaker]:
        named = [(place, name, kind) for place, name, kind, *_ in one.attributions if name]
        return self._registry.resolve(
            [Mention(one.quotes[place][0], one.id, name, kind) for place, name, kind in named]
        )


def save(db: Any, extraction: Extraction, run: int, tally: Tally) -> None:
    """Store one article with the pieces of its quotations, and speakers."""
    _Writer(db, run, tally).save([_sheet(extraction)])


def _sheet(extraction: Extraction, met: set[str] | None = None) -> ArticleRows:
    whole = in_pieces(extraction)
    return sheet(
        whole.article, zip(whole.quotes, whole.attributions, strict=True), whole.sentences, met
    )


def in_pieces(extraction: Extraction) -> Extraction:
    """The extraction with each quotation in the pieces that another outlet may print alone."""
    if all(len(quote.content) == 1 for quote in extraction.quotes):
        return extraction
    text = extraction.article.text
    pairs = [
        (piece, replace(attribution, quote_id=piece.id))
        for quote, attribution in zip(extraction.quotes, extraction.attributions, strict=True)
        for piece in multipart.pieces(text, quote)
    ]
    ordered = sorted(
        {piece.id: (piece, a) for piece, a in pairs}.values(), key=lambda pair: pair[0].content
    )
    return replace(
        extraction, quotes=tuple(q for q, _ in ordered), attributions=tuple(a for _, a in ordered)
    )


# ---- over all that is new
def link_new(db: Any) -> int:
    """Link what is not linked yet, and find the passages that new articles share; the number of links that touch what is new."""
    number = incremental_linking.link_new(db)
    passages.link_new(db)
    return number


def link_again(db: Any) -> int:
    """Forget all links and claims and make them anew; the number of links."""
    writes.forget_links(db)
    writes.forget_passages(db)
    return link_new(db)


# ---- two articles side by side
def compare(conn: Connection, a: str, b: str) -> list[dict[str, Any]]:
    """The passages that two stored articles share, quoted or not, as `links` shows pairs; in the order of the first."""
    ours, theirs = _passages(conn, a), _passages(conn, b)
    sides = {version.id: _side(version) for version in (*ours, *theirs)}
    found = [as_row(pair, sides) for pair in compare_passages(ours, theirs)]
    return [_facing(row, a) for row in found]


def _passages(conn: Connection, article_id: str) -> list[Version]:
    text = questions.show(conn, article_id)["text"]
    return [
        Version(f"{article_id}:{start}-{end}", article_id, text[start:end], "passage")
        for start, end in questions.sentences(conn, article_id)
    ]


def _side(version: Version) -> dict[str, Any]:
    start, end = version.id.rsplit(":", 1)[1].split("-")
    return {
        "article": version.article_id,
        "start": int(start),
        "end": int(end),
        "text": version.text,
        "speaker": None,
    }


def as_row(pair: Link, sides: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A link as JSON has it."""
    return {
        "a": sides[pair.a],
        "b": sides[pair.b],
        "relation": pair.relation,
        "score": pair.score,
        "reason": pair.reason,
        "changes": [change.as_row() for change in pair.changes],
    }


def _facing(row: dict[str, Any], first: str) -> dict[str, Any]:
    """The row with the article called `first` as its side a."""
    if row["a"]["article"] == first:
        return row
    changes = [questions.turned_round(change) for change in row["changes"]]
    return row | {"a": row["b"], "b": row["a"], "changes": changes}


# ---- articles out
def as_line(extraction: Extraction, with_text: bool = False) -> dict[str, Any]:
    """What `extract` writes of an article; with its text it can be ingested without being parsed again.

    Quotations within others, if there are any, stand apart under `nested`.
    """
    article = extraction.article
    head: dict[str, Any] = {
        "id": article.id,
        "outlet": article.outlet,
        "date": article.date,
        "title": article.title,
    }
    if with_text:
        head |= {"byline": article.byline, "url": article.url, "text": article.text}
    quotes: list[dict[str, Any]] = []
    nested: list[dict[str, Any]] = []
    for quote, attribution in zip(extraction.quotes, extraction.attributions, strict=True):
        (nested if quote.nested else quotes).append(_quote_row(quote, attribution))
    boilerplate = [[r.start, r.end] for r in article.regions if r.kind == "boilerplate"]
    spans = {"sentences": [list(span) for span in extraction.sentences]} if with_text else {}
    return (
        head
        | {"quotes": quotes}
        | ({"nested": nested} if nested else {})
        | {"boilerplate": boilerplate}
        | spans
    )


def _quote_row(quote: Quote, attribution: Attribution) -> dict[str, Any]:
    return {
        "content": [list(s) for s in quote.content],
        "cue": [list(s) for s in quote.cue],
        "source": [list(s) for s in quote.source],
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
        "score": round(quote.score * attribution.score, 3)
        if attribution.name
        else round(quote.score, 3),
        "reason": f"{quote.reason}; {attribution.reason}",
    }
