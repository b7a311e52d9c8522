"""The functions behind `import quotetrack`: the steps of the road, and a database to ask.

Steps return records (quotetrack.records); questions return plain dicts (quotetrack.answers), the
same that the command line prints with --json. Whatever needs a large library is imported by the
function that uses it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from quotetrack.answers import (
    ClaimRow,
    ClaimSummary,
    IngestCounts,
    LinkRow,
    OutletRow,
    QuotationRow,
    SharedPassage,
    ShownArticle,
    SpeakerRow,
)
from quotetrack.errors import InputError
from quotetrack.records import Article, Attribution, IncomingArticle, Link, Parse, Quote, Version
from quotetrack.store import listings, questions, readonly

if TYPE_CHECKING:
    from quotetrack.parsing.parsers import Parser

Path = str | os.PathLike[str]
OnError = Callable[[InputError], None]


def raise_error(error: InputError) -> None:
    """The default for `on_error`: stop at the first article that cannot be used."""
    raise error


# ---- articles


def read(
    *paths: Path,
    outlet: str | None = None,
    date: str | None = None,
    on_error: OnError = raise_error,
) -> Iterator[Article]:
    """The articles of text files, JSON Lines files and folders of them.

    outlet and date hold for articles that do not name their own. on_error is called with each
    input that cannot be read; by default the first one raises its InputError.
    """
    from quotetrack.readers import article, files

    options = {"outlet": outlet, "date": date}
    for incoming in files.read([os.fspath(path) for path in paths], options, on_error):
        yield article.lay_out(incoming.article)


def make_article(
    text: str,
    id: str = "text",
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from a text that is already in memory.

    Raises InputError if the text is empty or the date is not ISO 8601.
    """
    from quotetrack.readers import article

    article.check_text(text, id)
    checked = article.check_date(date, f"the date of {id}")
    return article.lay_out(Article(id, text, outlet, checked, title, byline, url))


# ---- steps


def load_parser(name: str = "quotetrack", workers: int = 1) -> Parser:
    """The parser `quotetrack` (shipped, English) or `stanza:LANG` (see `quotetrack models`).

    The models are loaded at the first article. workers: how many processes parse. Raises ModelError
    if the parser is not there.
    """
    from quotetrack.parsing import parsers

    return parsers.load(name, workers)


def parse(
    articles: Article | Iterable[Article],
    parser: Parser | None = None,
    on_error: OnError = raise_error,
) -> Iterator[Parse]:
    """The parse of each article, in order: sentences, words, dependency trees and entities.

    Load the parser once and pass it in if you call this more than once. on_error is called with
    an article that the parser cannot read; by default that raises.
    """
    from quotetrack.tracking import pipeline

    chosen = [articles] if isinstance(articles, Article) else articles
    incoming = (IncomingArticle(article) for article in chosen)
    return pipeline.parses(incoming, parser or load_parser(), on_error)


def extract(parse: Parse) -> list[Quote]:
    """The quotations of a parsed article, in order; those within others come last (`nested`)."""
    from quotetrack.quotations import extract as quotations

    found = quotations.found(parse)
    return [*found.quotes, *found.nested]


def attribute(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """Who is behind each of the quotations of a parsed article, in the order of the quotations."""
    from quotetrack.speakers import attribute as speakers

    outer = [quote for quote in quotes if not quote.nested]
    nested = [quote for quote in quotes if quote.nested]
    found = [*speakers.attributions(parse, outer), *speakers.attributions(parse, nested)]
    by_quote = {attribution.quote_id: attribution for attribution in found}
    return [by_quote[quote.id] for quote in quotes]


def compare(a: str | Version, b: str | Version) -> Link | None:
    """How two texts are versions of one utterance, and what changed from a to b; None if not.

    Texts count as direct quotations of unknown speakers; a Version can say more.
    """
    from quotetrack.linking import classifier
    from quotetrack.linking import compare as linking

    one, other = _version(a, "a"), _version(b, "b")
    return linking.compare(one, other, classifier.load())


def _version(side: str | Version, name: str) -> Version:
    return Version(name, name, side, "direct") if isinstance(side, str) else side


# ---- databases


def open_database(path: Path, create: bool = False) -> Database:
    """The quotetrack database at a path; create: make a new one if there is none.

    Raises StoreError if there is no such database or it cannot be used.
    """
    if create:
        with _writing(os.fspath(path)):
            pass
    return Database(path)


@contextmanager
def _writing(path: str) -> Iterator[Any]:
    """A connection for writing (a sqlite_utils Database), closed at the end of the block."""
    from quotetrack.store import connection

    database = connection.connect(path)
    try:
        yield database
        connection.checkpoint(database)
    finally:
        database.close()


class Database:
    """A quotetrack database: add articles to it, and ask it questions.

    connection: a read-only sqlite3 connection, for your own SQL. Use the database in a `with`
    block, or close it. It belongs to the thread that opened it.
    """

    def __init__(self, path: Path):
        self.path = os.fspath(path)
        self.connection = readonly.connect(self.path)

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    # ---- articles in

    def ingest(
        self,
        *articles: Path | Article,
        parser: Parser | None = None,
        outlet: str | None = None,
        date: str | None = None,
        on_error: OnError = raise_error,
    ) -> IngestCounts:
        """Store articles, given as such or as files to read, and link their quotations.

        Files may bring their quotations along (`quotetrack extract --with-text`). An article that
        is stored already is skipped. outlet, date and on_error: as for `read`.
        """
        from quotetrack.tracking import ingest

        def items() -> Iterator[ingest.Item]:
            fields = {"outlet": outlet, "date": date}
            for article in articles:
                if isinstance(article, Article):
                    yield IncomingArticle(article)
                else:
                    yield from ingest.incoming([os.fspath(article)], fields, on_error)

        with _writing(self.path) as database:
            tally = ingest.ingest(database, items(), parser or load_parser(), on_error)
        return cast(IngestCounts, tally.counts)

    def link(self, again: bool = False) -> int:
        """Link what is not linked yet, or everything again; returns how many links were made."""
        from quotetrack.tracking import ingest

        with _writing(self.path) as database:
            return ingest.link_again(database) if again else ingest.link_new(database)

    # ---- questions

    def who_said(self, words: str, limit: int = 10) -> list[ClaimRow]:
        """The claims with these words, remembered or misspelt as they may be, best first."""
        return cast(list[ClaimRow], questions.who_said(self.connection, words, limit))

    def said_by(self, name: str, about: str | None = None, limit: int = 100) -> list[QuotationRow]:
        """What a speaker said, or said with these words, in order of date.

        Raises NotFoundError if there is no such speaker.
        """
        return cast(list[QuotationRow], questions.said_by(self.connection, name, about, limit))

    def trace(self, claim: str) -> dict[str, Any]:
        """What became of a claim, given by words or by an id: who was first, and every change.

        Raises NotFoundError if there is no such claim.
        """
        from quotetrack.tracking import provenance

        return provenance.trace(self.connection, claim)

    def compare(self, a: str, b: str) -> list[SharedPassage]:
        """The sentences that two articles (ids) share, in the order of the first, and the changes.

        Raises NotFoundError if one of the articles is not stored.
        """
        from quotetrack.tracking import article_comparison

        return cast(list[SharedPassage], article_comparison.compare(self.connection, a, b))

    def links(
        self, article: str | None = None, relation: str | None = None, meaning: bool = False
    ) -> Iterator[LinkRow]:
        """Pairs of versions of one utterance, and what differs.

        article, relation: only such links; meaning: only those with a change that may alter the
        meaning.
        """
        found = listings.links(self.connection, article, relation, meaning)
        return cast(Iterator[LinkRow], found)

    def drift(self, article: str | None = None, seems: str | None = None) -> list[dict[str, Any]]:
        """The words that are attributed to two speakers, and what each case seems to be."""
        from quotetrack.tracking import attribution_drift

        return attribution_drift.drift(self.connection, article, seems)

    def claims(self, limit: int = 50) -> list[ClaimSummary]:
        """The claims that more than one article has, the most widely published first."""
        return cast(list[ClaimSummary], listings.claims(self.connection, limit))

    def speakers(
        self, name: str | None = None, kind: str | None = None, limit: int = 100
    ) -> list[SpeakerRow]:
        """Who is quoted: how often, where, under which names, and about what."""
        return cast(list[SpeakerRow], listings.speakers(self.connection, name, kind, limit))

    def outlets(self) -> list[OutletRow]:
        """The outlets: how much they quote, and how much of it others have too."""
        return cast(list[OutletRow], listings.outlets(self.connection))

    def show(self, article: str) -> ShownArticle:
        """An article with its quotations. Raises NotFoundError if it is not stored."""
        return cast(ShownArticle, listings.show(self.connection, article))

    def stats(self) -> dict[str, Any]:
        """How much the database contains, and the latest runs that made it."""
        return listings.stats(self.connection)
