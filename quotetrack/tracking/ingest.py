"""The whole road: article by article into the database, then links and claims over what is new.

`ingest` is the loop over articles. `link_new` is the loop over everything that waits to be linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from time import monotonic

from quotetrack import __version__
from quotetrack.errors import InputError
from quotetrack.parallel import ahead, uncollected
from quotetrack.parsing.parsers import Parser
from quotetrack.readers import files
from quotetrack.readers.article import Fields
from quotetrack.records import IncomingArticle, Mention, Speaker
from quotetrack.speakers import name_matching, speaker_registry
from quotetrack.store import articles as store
from quotetrack.store import links
from quotetrack.store import passages as stored_passages
from quotetrack.store.connection import Database, transaction
from quotetrack.store.readonly import changes_by_others
from quotetrack.store.rows import ArticleRows, article_rows
from quotetrack.store.speakers import known_speakers
from quotetrack.tracking import incremental_linking, passages
from quotetrack.tracking.pipeline import Extraction, Report, extracted, in_pieces, ready_made

Item = IncomingArticle | ArticleRows  # to be parsed, or ready for the store
BATCH = 4_000  # articles ready for the store that are written in one transaction
MAX_WAIT = 3.0  # seconds for which they are gathered
LARGE = 20_000_000  # bytes of files from which a second process reads them


@dataclass(slots=True)
class Tally:
    """What an ingest did: articles new, changed and the same, quotations, links."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("new", "changed", "same", "quotes", "links"), 0)
    )

    def add(self, name: str, number: int = 1) -> None:
        """Count so many more."""
        self.counts[name] += number


# ---- articles in


def incoming(inputs: Sequence[str], defaults: Fields, report: Report) -> Iterator[Item]:
    """The articles of files; those that bring their quotations as rows ready for the store.

    Large inputs are read by a second process.
    """
    large = files.json_bytes(inputs) > LARGE
    items = ahead(_incoming, inputs, defaults) if large else _incoming(inputs, defaults)
    for item in items:
        if isinstance(item, InputError):
            report(item)
        else:
            yield item


def _incoming(inputs: Sequence[str], defaults: Fields) -> Iterator[Item | InputError]:
    errors: list[InputError] = []
    seen_words: set[str] = set()
    for one in files.read(inputs, defaults, errors.append):
        yield from errors
        errors.clear()
        yield one if one.quotes is None else rows_of(ready_made(one), seen_words)
    yield from errors


def rows_of(extraction: Extraction, seen_words: set[str] | None = None) -> ArticleRows:
    """What an article gave as rows for the store; seen_words: as for `rows.article_rows`."""
    whole = in_pieces(extraction)
    attributed = zip(whole.quotes, whole.attributions, strict=True)
    return article_rows(whole.article, attributed, whole.sentences, seen_words)


# ---- the loop over articles


def ingest(
    db: Database,
    items: Iterable[Item],
    parser: Parser,
    report: Report,
    progress: Callable[[str], None] = lambda article_id: None,
    link: bool = True,
) -> Tally:
    """Store articles with their quotations and speakers, then link what is new.

    An article that is stored already, unchanged and from the same parser and program version, is
    not parsed again. progress: is called with the id of each article that is done.
    """
    tally = Tally()
    run = store.start_run(db, __version__, parser.version)
    writer = RunWriter(db, run, tally)
    for batch in _batches(items, parser.at_once):
        ready = [_ready(item) for item in batch]
        if all(ready):
            writer.save([rows for rows in ready if rows])
        else:
            _parse_and_save(batch, parser, report, writer)
        for item in batch:
            progress(_id(item))
    if link:
        tally.add("links", link_new(db))
    else:
        incremental_linking.complete_partial_matches(db)
    store.finish_run(db, run, tally.counts)
    return tally


def _parse_and_save(
    batch: Sequence[Item], parser: Parser, report: Report, writer: RunWriter
) -> None:
    articles = [item for item in batch if isinstance(item, IncomingArticle)]
    new = [one for one in articles if not writer.is_stored(one, parser)]
    writer.tally.add("same", len(articles) - len(new))
    for extraction in extracted(new, parser, report):
        writer.save([rows_of(extraction)])


def _batches(items: Iterable[Item], at_once: int) -> Iterator[list[Item]]:
    """Items in batches of one sort: to be parsed, so many at once, or ready for the store.

    Items that are ready are not kept waiting for long.
    """
    for ready, group in groupby(items, _is_ready):
        batch: list[Item] = []
        begun = monotonic()
        for item in group:
            batch.append(item)
            full = len(batch) >= (BATCH if ready else at_once)
            if full or (ready and monotonic() - begun > MAX_WAIT):
                yield batch
                batch, begun = [], monotonic()
        if batch:
            yield batch


def _is_ready(item: Item) -> bool:
    return isinstance(item, ArticleRows) or item.quotes is not None


def _ready(item: Item) -> ArticleRows | None:
    """The rows of an item that needs no parse; None for others."""
    if isinstance(item, ArticleRows):
        return item
    return None if item.quotes is None else rows_of(ready_made(item))


def _id(item: Item) -> str:
    return item.id if isinstance(item, ArticleRows) else item.article.id


# ---- into the store


class RunWriter:
    """Stores the articles of one run, and finds their speakers among all that are known.

    Speakers, names and words are remembered from batch to batch, until another program writes to
    the database.
    """

    def __init__(self, db: Database, run: int, tally: Tally) -> None:
        self.tally = tally
        self._db, self._run = db, run
        self._forget()

    def is_stored(self, incoming: IncomingArticle, parser: Parser) -> bool:
        """True if the article needs no parse."""
        return store.is_stored(self._db, incoming.article, parser.version, __version__)

    def save(self, articles: Sequence[ArticleRows]) -> None:
        """Store articles, all or none, and count them."""
        try:
            with uncollected(), transaction(self._db):
                if self._is_outdated():
                    self._forget()
                outcomes = self._articles.save(articles, self._speakers)
        except BaseException:
            self._forget()
            raise
        for one, outcome in zip(articles, outcomes, strict=True):
            self.tally.add(outcome)
            self.tally.add("quotes", len(one.quotes))
        if "changed" in outcomes:  # speakers whom nobody quotes any more are gone
            self._forget()

    def _is_outdated(self) -> bool:
        others = changes_by_others(self._db.conn)
        return others != self._others or self._registry.is_full()

    def _forget(self) -> None:
        """Look up speakers, names and words again."""
        conn = self._db.conn
        self._others = changes_by_others(conn)
        self._registry = speaker_registry.SpeakerRegistry(lambda keys: known_speakers(conn, keys))
        self._articles = store.ArticleWriter(self._db, self._run, name_matching.blocking_keys)

    def _speakers(self, article: ArticleRows) -> dict[str, Speaker]:
        mentions = [
            Mention(article.quotes[ordinal][0], article.id, name, kind)
            for ordinal, name, kind, *_ in article.attributions
            if name
        ]
        return self._registry.resolve(mentions)


# ---- the loop over everything that is new


def link_new(db: Database) -> int:
    """Link what is not linked yet and find the passages that new articles share.

    Returns the number of links that touch what is new.
    """
    number = incremental_linking.link_new(db)
    passages.link_new(db)
    return number


def link_again(db: Database) -> int:
    """Delete all links, claims and passages and make them anew; returns the number of links."""
    links.forget_all(db)
    stored_passages.forget_all(db)
    return link_new(db)
