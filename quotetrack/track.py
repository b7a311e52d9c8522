"""The road: the only place where steps and store meet. Article by article to the store; then links and claims over what is new."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from sqlite3 import Connection
from typing import Any

from quotetrack import __version__, ask, attribute, constructions, extract, identify, link, passages, read, relink, store, utterance
from quotetrack.errors import InputError
from quotetrack.parse import Parser
from quotetrack.records import Article, Attribution, Link, Mention, Parse, Quote, Reading, Span, Speaker, Version

Report = Callable[[InputError], None]


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

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "changed", "same", "quotes", "links"), 0))

    def add(self, name: str, number: int = 1) -> None:
        self.counts[name] += number


def ingest(db: Any, readings: Iterable[Reading], parser: Parser, report: Report, tick: Callable[[str], None] = lambda _: None) -> Tally:
    """Read articles through to the store and link what is new; the same again changes nothing."""
    tally = Tally()
    run = store.start_run(db, __version__, parser.version)
    stream = iter(readings)
    while batch := list(islice(stream, parser.at_once)):
        fresh = [r for r in batch if r.quotes is not None or not store.is_stored(db, r.article, parser.version)]
        tally.add("same", len(batch) - len(fresh))
        for extraction in extracted(fresh, parser, report):
            save(db, extraction, run, tally)
        for reading in batch:
            tick(reading.article.id)
    tally.add("links", link_new(db))
    store.finish_run(db, run, tally.counts)
    return tally


def extracted(readings: Iterable[Reading], parser: Parser, report: Report) -> Iterator[Extraction]:
    """The quotations of each article, parsed unless it brought them along; one that fails is reported and left out."""
    stream = iter(readings)
    while batch := list(islice(stream, parser.at_once)):
        laid = [read.lay_out(r.article) for r in batch if r.quotes is None]
        parses = {parse.article.id: parse for parse in parsed(laid, parser, report)}
        for reading in batch:
            if reading.quotes is not None:
                yield from _brought(reading, report)
            elif reading.article.id in parses:
                yield _from_parse(parses.pop(reading.article.id))


def parses(readings: Iterable[Reading], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article, laid out first."""
    stream = iter(readings)
    while batch := list(islice(stream, parser.at_once)):
        yield from parsed([read.lay_out(r.article) for r in batch], parser, report)


def parsed(articles: Sequence[Article], parser: Parser, report: Report) -> Iterator[Parse]:
    """The parse of each article; if one of them defeats the parser, that one is reported and the rest goes on."""
    try:
        yield from list(parser(articles))
        return
    except (ValueError, RuntimeError, IndexError, KeyError, AssertionError, RecursionError) as error:
        if len(articles) == 1:
            report(InputError(f"{articles[0].id}: the parser cannot read this article ({type(error).__name__}: {error}); it is left out"))
            return
    for article in articles:
        yield from parsed([article], parser, report)


def _from_parse(parse: Parse) -> Extraction:
    found = extract.found(parse)
    attributions = (*attribute.attributions(parse, found.quotes), *attribute.attributions(parse, found.nested))
    sentences = tuple((s.start, s.end) for s in parse.sentences)
    return Extraction(parse.article, (*found.quotes, *found.nested), attributions, sentences)


# ---- articles that bring their quotations along
def _brought(reading: Reading, report: Report) -> Iterator[Extraction]:
    try:
        pairs = [_quote_from(reading.article, item) for item in reading.quotes or ()]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        report(InputError(f"{reading.article.id}: its \"quotes\" are not as `extract --with-text` writes them ({error}); "
                          "write them again, or leave them out to have the article parsed"))
        return
    ordered = sorted({q.id: (q, a) for q, a in pairs}.values(), key=lambda pair: pair[0].content)
    yield Extraction(reading.article, tuple(q for q, _ in ordered), tuple(a for _, a in ordered), ())


def _quote_from(article: Article, item: dict[str, Any]) -> tuple[Quote, Attribution]:
    content, cue, source = (_spans(article, item.get(name, ()), name) for name in ("content", "cue", "source"))
    if not content:
        raise ValueError("a quotation without content")
    text = " ... ".join(article.words(span) for span in content)
    score, reason = float(item.get("score", 1.0)), str(item.get("reason", "as given"))
    kind = item.get("kind", "direct")
    if kind not in ("direct", "indirect", "mixed"):
        raise ValueError(f"kind {kind!r}")
    modality = item.get("modality", "stated")
    if modality not in ("stated", "negated", "hypothetical"):
        raise ValueError(f"modality {modality!r}")
    quote = Quote(article.id, content, cue, source, kind, text, score, reason, modality)
    speaker = item.get("speaker") or {}
    return quote, Attribution(quote.id, speaker.get("name"), speaker.get("kind", "unknown"), speaker.get("descriptor"), score, reason)


def _spans(article: Article, pairs: Iterable[Sequence[int]], name: str) -> tuple[Span, ...]:
    spans = tuple((int(start), int(end)) for start, end in pairs)
    if any(not 0 <= start < end <= len(article.text) for start, end in spans):
        raise ValueError(f"{name} outside the text")
    return spans


# ---- to the store
def save(db: Any, extraction: Extraction, run: int, tally: Tally) -> None:
    """Store one article with the pieces of its quotations, and speakers."""
    extraction = in_pieces(extraction)
    speakers = _speakers(db.conn, extraction)
    article = extraction.article
    outcome = store.save_article(db, article, extraction.quotes, extraction.attributions, speakers, extraction.sentences, run,
                                 keys=identify.keys)
    tally.add(outcome)
    tally.add("quotes", len(extraction.quotes))


def in_pieces(extraction: Extraction) -> Extraction:
    """The extraction with each quotation in the pieces that another outlet may print alone."""
    text = extraction.article.text
    pairs = [(piece, replace(attribution, quote_id=piece.id)) for quote, attribution in
             zip(extraction.quotes, extraction.attributions, strict=True) for piece in utterance.pieces(text, quote)]
    ordered = sorted({piece.id: (piece, a) for piece, a in pairs}.values(), key=lambda pair: pair[0].content)
    return replace(extraction, quotes=tuple(q for q, _ in ordered), attributions=tuple(a for _, a in ordered))


def _speakers(conn: Connection, extraction: Extraction) -> dict[str, Speaker]:
    mentions = [Mention(a.quote_id, extraction.article.id, a.name, a.kind, a.descriptor) for a in extraction.attributions if a.name]
    known = ask.known_speakers(conn, {key for mention in mentions for key in identify.keys(mention.name or "")})
    return identify.identities(mentions, known)


# ---- over all that is new
def link_new(db: Any) -> int:
    """Link what is not linked yet, and find the passages that new articles share; the number of links that touch what is new."""
    number = relink.link_new(db)
    passages.link_new(db)
    return number


def link_again(db: Any) -> int:
    """Forget all links and claims and make them anew; the number of links."""
    store.forget_links(db)
    store.forget_passages(db)
    return link_new(db)


# ---- two articles side by side
def compare(conn: Connection, a: str, b: str) -> list[dict[str, Any]]:
    """The passages that two stored articles share, quoted or not, as `links` shows pairs; in the order of the first."""
    ours, theirs = _passages(conn, a), _passages(conn, b)
    sides = {version.id: _side(version) for version in (*ours, *theirs)}
    found = [as_row(pair, sides) for pair in link.passages(ours, theirs)]
    return [_facing(row, a) for row in found]


def _passages(conn: Connection, article_id: str) -> list[Version]:
    text = ask.show(conn, article_id)["text"]
    return [Version(f"{article_id}:{start}-{end}", article_id, text[start:end], "passage")
            for start, end in ask.sentences(conn, article_id)]


def _side(version: Version) -> dict[str, Any]:
    start, end = version.id.rsplit(":", 1)[1].split("-")
    return {"article": version.article_id, "start": int(start), "end": int(end), "text": version.text, "speaker": None}


def as_row(pair: Link, sides: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A link as JSON has it."""
    return {"a": sides[pair.a], "b": sides[pair.b], "relation": pair.relation, "score": pair.score, "reason": pair.reason,
            "changes": [change.as_row() for change in pair.changes]}


def _facing(row: dict[str, Any], first: str) -> dict[str, Any]:
    """The row with the article called `first` as its side a."""
    if row["a"]["article"] == first:
        return row
    turned = {"cut": "added", "added": "cut"}
    changes = [c | {"kind": turned.get(c["kind"], c["kind"]), "before": c["after"], "after": c["before"]} for c in row["changes"]]
    return row | {"a": row["b"], "b": row["a"], "changes": changes}


# ---- articles out
def as_line(extraction: Extraction, with_text: bool = False) -> dict[str, Any]:
    """What `extract` writes of an article; with its text it can be ingested without being parsed again.

    Quotations within others, if there are any, stand apart under `nested`.
    """
    article = extraction.article
    head: dict[str, Any] = {"id": article.id, "outlet": article.outlet, "date": article.date, "title": article.title}
    if with_text:
        head |= {"byline": article.byline, "url": article.url, "text": article.text}
    rows = [_quote_row(q, a) for q, a in zip(extraction.quotes, extraction.attributions, strict=True)]
    nested = [row for row in rows if row["reason"].startswith(constructions.INNER)]
    quotes = [row for row in rows if row not in nested]
    boilerplate = [[r.start, r.end] for r in article.regions if r.kind == "boilerplate"]
    return head | {"quotes": quotes} | ({"nested": nested} if nested else {}) | {"boilerplate": boilerplate}


def _quote_row(quote: Quote, attribution: Attribution) -> dict[str, Any]:
    return {"content": [list(s) for s in quote.content], "cue": [list(s) for s in quote.cue], "source": [list(s) for s in quote.source],
            "kind": quote.kind, "modality": quote.modality, "text": quote.text,
            "speaker": {"name": attribution.name, "kind": attribution.kind, "descriptor": attribution.descriptor},
            "score": round(quote.score * attribution.score, 3) if attribution.name else round(quote.score, 3),
            "reason": f"{quote.reason}; {attribution.reason}"}
