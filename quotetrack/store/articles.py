"""Articles and everything that extraction found in them: written whole, replaced whole.

An article that comes again unchanged is left alone. One that changed is replaced, and whatever its
quotations were linked with waits to be linked again.
"""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

from sqlite_utils import Database

from quotetrack.language import spelling
from quotetrack.language.normalize import replace_surrogates
from quotetrack.records import Article, Speaker, digest
from quotetrack.store import link_index, passages
from quotetrack.store.connection import inserted, now, transaction
from quotetrack.store.links import recount_claims
from quotetrack.store.rows import QUOTE_COLUMNS, ArticleRows, Row, head
from quotetrack.store.speakers import Keys, SpeakerWriter, drop_unused
from quotetrack.store.sql import as_json, column, scalar

SpeakersOf = Callable[[ArticleRows], Mapping[str, Speaker]]  # an article's, by quotation id
BULK = 500  # quotations from which the full-text index is filled in one go
LONGEST_WORD = 40  # letters of a word of the vocabulary
REMEMBERED_WORDS = 1_000_000  # words remembered as stored, before starting again

# ---- runs


def start_run(db: Database, version: str, parser: str) -> int:
    """The number of a new run, which records the program and the parser behind what it stores."""
    try:
        stanza = installed("stanza")
    except PackageNotFoundError:
        stanza = None
    with transaction(db):
        return inserted(
            db.conn.execute(
                """insert into runs (started, version, parser, python, stanza)
                values (?, ?, ?, ?, ?)""",
                (now(), version, parser, platform.python_version(), stanza),
            )
        )


def finish_run(db: Database, run: int, counts: Mapping[str, int]) -> None:
    """Record when a run ended and what it counted."""
    with transaction(db):
        db.conn.execute(
            "update runs set finished = ?, counts = ? where id = ?",
            (now(), json.dumps(dict(counts)), run),
        )


# ---- what is stored already


def is_stored(db: Database, article: Article, parser: str, version: str) -> bool:
    """True if this very article is stored, as this parser and program version read it."""
    found = _stored(db.conn, [replace_surrogates(article.id)], version, parser)
    expected = (digest(replace_surrogates(article.text)), *head(article))
    return any(row[1:] == expected for row in found.values())


def _stored(
    conn: sqlite3.Connection, ids: Iterable[str], version: str, parser: str
) -> dict[str, Row]:
    """By article id: digests of the output and the text, and the head; of this program only."""
    found = conn.execute(
        """select articles.id, articles.output_digest, text_digest, outlet, date, title, byline, url
        from json_each(?) each cross join articles on articles.id = each.value
          cross join runs on runs.id = articles.run_id
        where runs.version = ? and runs.parser = ?""",
        (as_json(ids), version, parser),
    )
    return {row[0]: row[1:] for row in found}


# ---- writing


class ArticleWriter:
    """Stores the articles of one run; remembers the words and names that are stored already.

    Use a new one after another program has written to the database, and after a rollback.
    keys: gives the blocking keys of a speaker's name.
    """

    def __init__(self, db: Database, run: int, keys: Keys) -> None:
        self._db, self._conn, self._run = db, db.conn, run
        self._version, self._parser = self._conn.execute(
            "select version, parser from runs where id = ?", (run,)
        ).fetchone()
        self._speakers = SpeakerWriter(self._conn, keys)
        self._words: set[str] = set()

    def save(self, articles: Sequence[ArticleRows], speakers: SpeakersOf) -> list[str]:
        """Store articles, all or none: "new", "same" or "changed" for each.

        speakers: gives an article's speakers by quotation id, and is called for one article after
        the other. Of articles with the same id the last is kept. People's decisions stay.
        """
        with transaction(self._db):
            ids = [one.id for one in articles]
            again = _first_repeated(ids)
            if again is not None:
                earlier = self.save(articles[:again], speakers)
                return earlier + self.save(articles[again:], speakers)
            known = {
                *column(
                    self._conn,
                    "select id from articles where id in (select value from json_each(?))",
                    as_json(ids),
                )
            }
            stored = _stored(self._conn, ids, self._version, self._parser)
            fresh = [
                one
                for one in articles
                if stored.get(one.id) != (one.output_digest, one.text_digest, *one.head)
            ]
            unused = [_clear(self._conn, one.id) for one in fresh if one.id in known]
            self._write(fresh, speakers)
            if unused:
                drop_unused(self._conn, set().union(*unused))
                self._speakers.forget()
        written = {one.id for one in fresh}
        changed = written & known
        return ["changed" if id in changed else "new" if id in written else "same" for id in ids]

    def _write(self, articles: Sequence[ArticleRows], speakers: SpeakersOf) -> None:
        """Write articles that are not there, or of which everything else has been cleared away."""
        conn = self._conn
        _save_heads(conn, articles, self._run)
        conn.executemany(
            "insert or ignore into regions values (?, ?, ?, ?)",
            [(one.id, *region) for one in articles for region in one.regions],
        )
        with_sentences = [one for one in articles if one.sentences]
        conn.executemany(
            "insert into sentences values (?, ?)",
            [(one.id, one.sentences) for one in with_sentences],
        )
        passages.queue(conn, [one.id for one in with_sentences])
        first = _save_quotes(conn, [row for one in articles for row in one.quotes])
        self._save_attributions(articles, first, speakers)
        self._save_words(set().union(*(one.words for one in articles)))

    def _save_attributions(
        self, articles: Sequence[ArticleRows], first: int, speakers: SpeakersOf
    ) -> None:
        """Write who is behind each quotation, whose row numbers count up from `first`."""
        rows: list[Row] = []
        named: dict[tuple[Speaker, str | None], None] = {}
        for one in articles:
            known = speakers(one)
            for ordinal, name, *rest in one.attributions:
                speaker = known.get(one.quotes[ordinal][0])
                rows.append((first + ordinal, speaker.id if speaker else None, name, *rest))
                if speaker:
                    named[speaker, name] = None
            first += len(one.quotes)
        self._speakers.save(named)
        self._conn.executemany("insert into attributions values (?, ?, ?, ?, ?, ?, ?)", rows)

    def _save_words(self, words: Iterable[str]) -> None:
        """Add words to the vocabulary, with the trigrams by which a misspelt word finds them."""
        if len(self._words) > REMEMBERED_WORDS:
            self._words.clear()
        new = {*words} - self._words
        self._words |= new
        last = scalar(self._conn, "select coalesce(max(id), 0) from words")
        self._conn.executemany(
            "insert or ignore into words (word) values (?)",
            [(word,) for word in sorted(new) if len(word) <= LONGEST_WORD],
        )
        added = self._conn.execute("select id, word from words where id > ?", (last,)).fetchall()
        self._conn.executemany(
            "insert into word_trigrams values (?, ?, ?)",
            [
                (trigram, len(word), number)
                for number, word in added
                for trigram in spelling.trigrams(word)
            ],
        )


def _first_repeated(ids: Sequence[str]) -> int | None:
    """The place of the first id that an earlier article has; None if there is none."""
    seen: set[str] = set()
    for place, id in enumerate(ids):
        if id in seen:
            return place
        seen.add(id)
    return None


def _save_heads(conn: sqlite3.Connection, articles: Sequence[ArticleRows], run: int) -> None:
    conn.executemany(
        """insert into articles
          (id, outlet, date, title, byline, url, text_digest, output_digest, run_id, text)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set outlet = excluded.outlet, date = excluded.date,
          title = excluded.title, byline = excluded.byline, url = excluded.url,
          text_digest = excluded.text_digest, output_digest = excluded.output_digest,
          run_id = excluded.run_id, text = excluded.text""",
        [
            (one.id, *one.head, one.text_digest, one.output_digest, run, one.text)
            for one in articles
        ],
    )


def _save_quotes(conn: sqlite3.Connection, rows: Sequence[Row]) -> int:
    """Write quotations; the row number of the first, from which the others count up.

    Stated ones wait to be linked; what was not said is no version of a claim.
    """
    first: int = scalar(conn, "select coalesce(max(number), 0) + 1 from quotes")
    names, marks = ", ".join(QUOTE_COLUMNS), ", ".join("?" * len(QUOTE_COLUMNS))
    with _full_text_in_bulk(conn, first) if len(rows) >= BULK else nullcontext():
        conn.executemany(f"insert into quotes ({names}) values ({marks})", rows)
    conn.execute(
        """insert into links_pending
        select number from quotes where number >= ? and modality = 'stated'""",
        (first,),
    )
    return first


@contextmanager
def _full_text_in_bulk(conn: sqlite3.Connection, first: int) -> Iterator[None]:
    """Fill the full-text index with all quotations from the first on, rather than one by one."""
    trigger = scalar(conn, "select sql from sqlite_master where name = 'quotes_in'")
    conn.execute("drop trigger quotes_in")
    yield
    conn.execute(
        "insert into quotes_fts(rowid, text) select number, text from quotes where number >= ?",
        (first,),
    )
    conn.execute(trigger)


def _clear(conn: sqlite3.Connection, article_id: str) -> set[str]:
    """Delete everything extraction found in an article; returns the ids of its speakers.

    Quotations that it was linked with or shared a claim with are queued for linking: it may have
    been what held them together.
    """
    mine = "select number from quotes where article_id = :id"
    claims = f"select claim_id from claim_quotes where quote in ({mine})"
    key = {"id": article_id}
    speakers = conn.execute(
        f"""select distinct speaker_id from attributions
        where quote in ({mine}) and speaker_id is not null""",
        key,
    ).fetchall()
    touched = conn.execute(claims, key).fetchall()
    queue = "insert or ignore into links_pending select"
    conn.execute(f"{queue} quote from claim_quotes where claim_id in ({claims})", key)
    for end, other in (("a", "b"), ("b", "a")):
        conn.execute(f"{queue} {other} from links where {end} in ({mine})", key)
    fingerprints = link_index.fingerprints_in(conn, article_id)
    passages.clear(conn, article_id)
    for table in ("quotes", "regions", "sentences"):
        conn.execute(f"delete from {table} where article_id = :id", key)
    link_index.retire(conn, fingerprints)
    recount_claims(conn, {claim for (claim,) in touched})
    return {speaker for (speaker,) in speakers}
