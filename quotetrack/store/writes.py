"""Every write: the schema as an append-only story, and what one article, one linking, one person puts in."""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from time import monotonic, sleep
from weakref import WeakKeyDictionary

from sqlite_utils import Database

from quotetrack.errors import StoreError
from quotetrack.language import nearness, normalize
from quotetrack.language.nearness import storable
from quotetrack.linking import posting_lists
from quotetrack.records import (
    Article,
    Attribution,
    Claim,
    Link,
    Passage,
    Quote,
    Span,
    Speaker,
    digest,
)
from quotetrack.store.migrations import APPLICATION, ON_INSERT, QUOTES, migrations
from quotetrack.store.rows import ArticleRows, clean, head, sheet

WAIT = 30  # seconds to wait for another program's lock
Keys = Callable[[str], Iterable[str]]

# connecting


def connect(path: str | Path, create: bool = True) -> Database:
    """The database at the path, its schema up to date; StoreError if it is missing, foreign, newer, locked or unwritable."""
    path = str(path)
    if path != ":memory:":
        _check_place(Path(path), create)
    with plain_errors(path):
        conn = sqlite3.connect(path, timeout=WAIT)
        try:
            _check_owner(conn, path)
            return _prepare(conn)
        except BaseException:
            conn.close()
            raise


def _check_place(path: Path, create: bool) -> None:
    """Raises StoreError if no database can be at the path."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a database; name a file in it")
    if not path.exists() and not create:
        raise StoreError(
            f"{path}: no such database; make one with: quotetrack ingest FILE --db {path}"
        )
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")


def _check_owner(conn: sqlite3.Connection, path: str) -> None:
    """Raises StoreError if the file is another program's or was made by a newer quotetrack."""
    known = len(migrations._migrations)
    conn.execute("begin")  # both at one moment: another program may be making the file
    tables = conn.execute(
        "select count(*) from sqlite_master where name not like '\\_sqlite%' escape '\\'"
    ).fetchone()[0]
    mark = conn.execute("pragma application_id").fetchone()[0]
    conn.rollback()
    if mark != APPLICATION and (mark or tables):
        raise StoreError(f"{path}: a database of another program; choose another file with --db")
    if (found := conn.execute("pragma user_version").fetchone()[0]) > known:
        raise StoreError(
            f"{path}: made by a newer quotetrack (schema {found}, this one knows {known}); "
            "update with: pip install --upgrade quotetrack"
        )


def _prepare(conn: sqlite3.Connection) -> Database:
    """The connection in WAL mode with foreign keys on and every migration applied."""
    conn.execute("pragma page_size = 8192")  # of a new file: two or three articles to a page
    _keep_log(conn)
    conn.execute("pragma synchronous = normal")
    conn.execute("pragma foreign_keys = on")
    conn.execute(
        "pragma cache_size = -65536"
    )  # 64 MB, so that the grams of a large database are not read again and again
    db = Database(conn, execute_plugins=False)
    if conn.execute("pragma user_version").fetchone()[0] < len(migrations._migrations):
        with batch(
            db
        ):  # one writer at a time, so that two programs may create the same file at once
            migrations.apply(db)
            conn.execute(f"pragma user_version = {len(migrations._migrations)}")
    return db


def _keep_log(conn: sqlite3.Connection) -> None:
    """Puts a new file into WAL mode; SQLite does not wait by itself for another program that does the same at this moment."""
    until = monotonic() + WAIT
    while True:
        try:
            conn.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.05)


def checkpoint(db: Database) -> None:
    """Moves everything from the write-ahead log into the database file, so that read-only readers see it."""
    with plain_errors(_path(db)):
        db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()


def _path(db: Database) -> str:
    return str(db.conn.execute("pragma database_list").fetchone()[2] or ":memory:")


MENDS = {
    "not a database": "not a quotetrack database; choose another file with --db",
    "readonly": "cannot be written; check the permissions of the file and of its folder",
    "unable to open": "cannot be opened; check the permissions of the file and of its folder",
    "locked": f"locked by another program for more than {WAIT} seconds; wait until it is done and try again",
    "full": "the disk is full; make room and run the command again, nothing is half-written",
    "disk i/o": "the disk reports an error; check the disk and its free space, nothing is half-written",
    "malformed": "the file is damaged; restore a copy, or ingest the articles again into a new file",
}


@contextmanager
def plain_errors(path: str) -> Iterator[None]:
    """Turns what a user can mend about a database file into a StoreError of one line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        mend = next((mend for sign, mend in MENDS.items() if sign in str(error).lower()), None)
        if mend is None:
            raise
        raise StoreError(f"{path}: {mend}") from error


@contextmanager
def batch(db: Database) -> Iterator[Database]:
    """One transaction around many saves, all or nothing; inside another batch it is part of that one."""
    if db.conn.in_transaction:
        yield db
        return
    with plain_errors(_path(db)):
        db.conn.execute("begin immediate")
        try:
            yield db
            db.conn.execute("commit")
        except BaseException:
            db.conn.rollback()
            _seen.pop(db, None)
            raise


# runs


def start_run(db: Database, version: str, parser: str) -> int:
    """The number of a new run: which program and parser made what is saved under it."""
    try:
        stanza = installed("stanza")
    except PackageNotFoundError:
        stanza = None
    with batch(db):
        return _added(
            db.conn.execute(
                "insert into runs (started, version, parser, python, stanza) values (?, ?, ?, ?, ?)",
                (_now(), version, parser, platform.python_version(), stanza),
            )
        )


def finish_run(db: Database, run_id: int, counts: Mapping[str, int]) -> None:
    """Notes when a run ended and what it counted; a run that changed nothing leaves no trace if no article names it."""
    with batch(db):
        db.conn.execute(
            "update runs set finished = ?, counts = ? where id = ?",
            (_now(), json.dumps(dict(counts)), run_id),
        )


def _added(cursor: sqlite3.Cursor) -> int:
    """The number of the row just added."""
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# articles

STORED = """select articles.id, articles.made, text_digest, outlet, date, title, byline, url
  from json_each(?) each cross join articles on articles.id = each.value cross join runs on runs.id = articles.run_id
  where runs.version = ? and runs.parser = ?"""


def is_stored(
    db: Database, article: Article, parser_version: str, version: str | None = None
) -> bool:
    """Whether this very article is there, made by this program and parser: it needs no parse."""
    from quotetrack import __version__

    found = _stored(db.conn, [storable(article.id)], version or __version__, parser_version)
    return any(
        row[1:] == (digest(storable(article.text)), *head(article)) for row in found.values()
    )


def _stored(
    conn: sqlite3.Connection, ids: Iterable[str], version: str, parser: str
) -> dict[str, tuple]:
    """What these versions of program and parser stored under these ids: digest of what was made, digest of the text, and the head."""
    return {
        row[0]: row[1:] for row in conn.execute(STORED, (json.dumps(list(ids)), version, parser))
    }


def save_article(
    db: Database,
    article: Article,
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
    speakers: Mapping[str, Speaker],
    sentences: Sequence[Span],
    run_id: int,
    keys: Keys = normalize.words,
) -> str:
    """Puts one article and what the machine made of it in place, all or nothing: "new", "same" or "changed".

    speakers go by quotation id; keys gives a name's blocking keys. Judgements are not touched.
    """
    said = {attribution.quote_id: attribution for attribution in attributions}
    made = sheet(article, [(quote, said.get(quote.id)) for quote in quotes], sentences)
    return save_articles(db, [made], run_id, lambda _: speakers, keys)[0]


def save_articles(
    db: Database,
    sheets: Sequence[ArticleRows],
    run_id: int,
    speakers: Callable[[ArticleRows], Mapping[str, Speaker]],
    keys: Keys = normalize.words,
) -> list[str]:
    """Puts articles and what the machine made of them in place, all or nothing: "new", "same" or "changed" for each.

    speakers gives those of an article by quotation id, once its turn has come. Of articles with one id the last stands.
    """
    with batch(db):
        ids = [one.id for one in sheets]
        if (
            again := next((place for place, one in enumerate(ids) if one in ids[:place]), None)
            if len({*ids}) < len(ids)
            else None
        ):
            return [
                *save_articles(db, sheets[:again], run_id, speakers, keys),
                *save_articles(db, sheets[again:], run_id, speakers, keys),
            ]
        run = db.conn.execute("select version, parser from runs where id = ?", (run_id,)).fetchone()
        stored = _stored(db.conn, ids, *run)
        known = {
            row[0]
            for row in db.conn.execute(
                "select id from articles where id in (select value from json_each(?))",
                (json.dumps(ids),),
            )
        }
        fresh = [
            one for one in sheets if stored.get(one.id) != (one.made, one.text_digest, *one.head)
        ]
        old = [_clear(db.conn, one.id) for one in fresh if one.id in known]
        _write(db, fresh, run_id, speakers, keys)
        if old:
            _drop_lonely_speakers(db.conn, set().union(*old))
            _seen.pop(db, None)
        written = {one.id for one in fresh}
        return [
            "same" if one not in written else "changed" if one in known else "new" for one in ids
        ]


def _write(
    db: Database,
    sheets: Sequence[ArticleRows],
    run_id: int,
    speakers: Callable[[ArticleRows], Mapping[str, Speaker]],
    keys: Keys,
) -> None:
    """Writes articles that are not there, or whose quotations are cleared away."""
    conn = db.conn
    conn.executemany(
        """insert into articles (id, outlet, date, title, byline, url, text_digest, made, run_id, text)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set outlet = excluded.outlet, date = excluded.date,
        title = excluded.title, byline = excluded.byline, url = excluded.url, text_digest = excluded.text_digest,
        made = excluded.made, run_id = excluded.run_id, text = excluded.text""",
        [(one.id, *one.head, one.text_digest, one.made, run_id, one.text) for one in sheets],
    )
    conn.executemany(
        "insert or ignore into regions values (?, ?, ?, ?)",
        [(one.id, *region) for one in sheets for region in one.regions],
    )
    told = [one for one in sheets if one.sentences]
    conn.executemany(
        "insert into sentences values (?, ?)", [(one.id, one.sentences) for one in told]
    )
    conn.executemany("insert or ignore into unread values (?)", [(one.id,) for one in told])
    first = _save_quotes(conn, [row for one in sheets for row in one.quotes])
    _save_attributions(db, sheets, first, speakers, keys)
    _save_words(db, set().union(*(one.words for one in sheets)))


def _clear(conn: sqlite3.Connection, article_id: str) -> set[str] | None:
    """Removes what the machine made of an article; the ids of its speakers, None if the article is not there.

    Quotations that it was linked with, or that shared a claim with it, must be linked again: it may have been what held them
    together.
    """
    if conn.execute("select 1 from articles where id = ?", (article_id,)).fetchone() is None:
        return None
    mine = "select number from quotes where article_id = :id"
    claims = f"select claim_id from claim_quotes where quote in ({mine})"
    key = {"id": article_id}
    speakers = {
        row[0]
        for row in conn.execute(
            f"select distinct speaker_id from attributions where quote in ({mine}) and speaker_id is not null",
            key,
        )
    }
    touched = conn.execute(claims, key).fetchall()
    conn.execute(
        f"insert or ignore into pending select quote from claim_quotes where claim_id in ({claims})",
        key,
    )
    for end, other in (("a", "b"), ("b", "a")):
        conn.execute(
            f"insert or ignore into pending select {other} from links where {end} in ({mine})", key
        )
    worded = conn.execute(
        f"{WORDED} where quotes.article_id = :id and wording is not null", key
    ).fetchall()
    _drop_passages(conn, article_id)
    for table in ("quotes", "regions", "sentences"):
        conn.execute(f"delete from {table} where article_id = :id", key)
    _give_up(conn, worded)
    _recount_claims(conn, {claim for (claim,) in touched})
    return speakers


def _recount_claims(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Brings the number of versions up to date and removes claims in which less than two quotations are left."""
    rows = [(claim,) for claim in sorted(ids)]
    conn.executemany(
        "update claims set versions = (select count(*) from claim_quotes where claim_id = id) where id = ?",
        rows,
    )
    conn.executemany(
        "delete from claim_quotes where claim_id = (select id from claims where id = ? and versions < 2)",
        rows,
    )
    conn.executemany("delete from claims where id = ? and versions < 2", rows)


COLUMNS = (
    "id",
    "article_id",
    "place",
    "start",
    '"end"',
    "kind",
    "text",
    "printed",
    "cue_text",
    "content",
    "cue",
    "source",
    "score",
    "reason",
    "modality",
)
AT_ONCE = 500  # quotations from which the full-text index is filled in one go


def _save_quotes(conn: sqlite3.Connection, rows: Sequence[tuple]) -> int:
    """Writes quotations, which wait to be linked; the row number of the first, on which the others follow.

    What was not stated is never linked: it is no version of a claim.
    """
    first = conn.execute("select coalesce(max(number), 0) + 1 from quotes").fetchone()[0]
    with _searchable_at_once(conn, first) if len(rows) >= AT_ONCE else nullcontext():
        conn.executemany(
            f"insert into quotes ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})",
            rows,
        )
    conn.execute(
        "insert into pending select number from quotes where number >= ? and modality = 'stated'",
        (first,),
    )
    return first


@contextmanager
def _searchable_at_once(conn: sqlite3.Connection, first: int) -> Iterator[None]:
    """The full-text index filled with all quotations from the first on, rather than one by one."""
    conn.execute("drop trigger quotes_in")
    yield
    conn.execute(
        "insert into quotes_fts(rowid, text) select number, text from quotes where number >= ?",
        (first,),
    )
    conn.execute(ON_INSERT.format(**QUOTES))


def _save_attributions(
    db: Database,
    sheets: Sequence[ArticleRows],
    first: int,
    speakers: Callable[[ArticleRows], Mapping[str, Speaker]],
    keys: Keys,
) -> None:
    """Writes who is behind each quotation, with the names that the speakers go by."""
    rows, named = [], {}
    for one in sheets:
        whose = speakers(one)
        for place, name, kind, descriptor, score, reason in one.attributions:
            speaker = whose.get(one.quotes[place][0])
            if speaker is None:
                rows.append((first + place, None, name, kind, descriptor, score, reason))
            else:
                rows.append((first + place, speaker.id, name, kind, descriptor, score, reason))
                named[speaker, name] = None
        first += len(one.quotes)
    _save_speakers(db, named, keys)
    db.conn.executemany("insert into attributions values (?, ?, ?, ?, ?, ?, ?)", rows)


def _save_speakers(db: Database, named: Iterable[tuple[Speaker, str | None]], keys: Keys) -> None:
    """Writes speakers, every name seen for each and the keys by which a later article finds them."""
    seen = _seen_by(db).names
    pairs = {
        (speaker.id, name): speaker
        for speaker, alias in named
        for name in (speaker.name, alias)
        if name
    }
    new = {pair: speaker for pair, speaker in pairs.items() if seen.get(pair) != speaker}
    seen.update(new)
    known = {speaker.id: speaker for speaker in new.values()}
    db.conn.executemany(
        "insert into speakers values (?, ?, ?, ?) on conflict (id) do update set name = excluded.name, kind = excluded.kind "
        "where name <> excluded.name or kind <> excluded.kind",
        [(s.id, clean(s.name), s.kind, clean(s.article_id)) for s in known.values()],
    )
    db.conn.executemany(
        "insert or ignore into speaker_names (speaker_id, name, key) values (?, ?, ?)",
        [(speaker_id, clean(name), normalize.key(storable(name))) for speaker_id, name in new],
    )
    db.conn.executemany(
        "insert or ignore into speaker_keys values (?, ?)",
        [
            (clean(key), speaker_id)
            for (speaker_id, name), speaker in new.items()
            if speaker.article_id is None
            for key in sorted(keys(name))
        ],
    )


def save_speakers(
    db: Database, speakers: Mapping[str, Speaker], keys: Keys = normalize.words
) -> None:
    """Puts other speakers behind quotations that are stored already (quotation id -> speaker)."""
    with batch(db):
        rows = {
            quote_id: db.conn.execute(
                "select quote, name, speaker_id from attributions join quotes on number = quote "
                "where id = ?",
                (quote_id,),
            ).fetchone()
            for quote_id in speakers
        }
        rows = {quote_id: row for quote_id, row in rows.items() if row}
        numbers = json.dumps([row[0] for row in rows.values()])
        worded = db.conn.execute(
            f"{WORDED} where wording is not null and number in (select value from json_each(?))",
            (numbers,),
        ).fetchall()
        _save_speakers(db, [(speakers[quote_id], row[1]) for quote_id, row in rows.items()], keys)
        db.conn.executemany(
            "update attributions set speaker_id = ? where quote = ?",
            [(speakers[quote_id].id, row[0]) for quote_id, row in rows.items()],
        )
        for statement in (
            "update quotes set wording = null where number",
            "insert or ignore into pending select number from quotes "
            "where modality = 'stated' and number",
        ):
            db.conn.execute(f"{statement} in (select value from json_each(?))", (numbers,))
        _give_up(db.conn, worded)
        _drop_lonely_speakers(db.conn, {row[2] for row in rows.values() if row[2]})
        _seen.pop(db, None)


def _drop_lonely_speakers(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Removes those of the speakers that no quotation is attributed to any more."""
    conn.executemany(
        "delete from speakers where id = ? and not exists "
        "(select 1 from attributions where speaker_id = speakers.id)",
        [(speaker,) for speaker in sorted(ids)],
    )


# what finds quotations again

WORDED = """select wording, quotes.text, coalesce(speakers.name, attributions.name) from quotes
  left join attributions on quote = number left join speakers on speakers.id = speaker_id"""


def _give_up(conn: sqlite3.Connection, worded: Iterable[tuple[int, str, str | None]]) -> None:
    """Notes the wordings (with a text and a speaker's name) that no quotation has any more; the index still names them."""
    conn.executemany(
        "insert or replace into gone select ?1, ?2, ?3 where not exists (select 1 from quotes where wording = ?1)",
        worded,
    )


def settle_gone(db: Database) -> None:
    """Notes that the linker has reckoned with all wordings that are gone."""
    db.conn.execute("update gone set text = null, name = null")


def save_wordings(db: Database, wordings: Iterable[tuple[int, int]]) -> None:
    """Gives quotations their wordings (wording, number of the quotation)."""
    with batch(db):
        rows = list(wordings)
        db.conn.executemany("update quotes set wording = ? where number = ?", rows)
        db.conn.executemany(
            "delete from gone where wording = ?", [(wording,) for wording, _ in rows]
        )


FULL = 8  # segments of one level that are merged into one of the next
LARGEST = 4_000_000  # entries of a segment that is merged with others


def add_entries(
    db: Database, entries: posting_lists.Postings, level: int = 0, index: str = "key"
) -> None:
    """Adds sorted entries to an index as a segment; eight segments of one level become one of the next, up to a size."""
    if not len(entries):
        return
    with batch(db):
        segment = _added(
            db.conn.execute(
                f"insert into {index}_segments (level, size) values (?, ?)", (level, len(entries))
            )
        )
        db.conn.executemany(
            f"insert into {index}_chunks (segment, first, entries) values (?, ?, ?)",
            ((segment, first, blob) for first, blob in posting_lists.chunks(entries)),
        )
        alike = db.conn.execute(
            f"select id from {index}_segments where level = ? and size <= ?",
            (level, LARGEST // FULL),
        ).fetchall()
        if len(alike) >= FULL:
            _merge(db, [segment for (segment,) in alike], level + 1, index)


def _merge(db: Database, segments: Sequence[int], level: int, index: str) -> None:
    """Makes one segment of several."""
    which = json.dumps(segments)
    blobs = db.conn.execute(
        f"select entries from {index}_chunks where segment in (select value from json_each(?))",
        (which,),
    ).fetchall()
    db.conn.execute(
        f"delete from {index}_segments where id in (select value from json_each(?))", (which,)
    )
    add_entries(
        db,
        posting_lists.merge([posting_lists.from_chunks([blob for (blob,) in blobs])]),
        level,
        index,
    )


def _number(conn: sqlite3.Connection, quote_id: str) -> int:
    """The row number of a quotation; KeyError if it is not stored."""
    row = conn.execute("select number from quotes where id = ?", (quote_id,)).fetchone()
    if row is None:
        raise KeyError(quote_id)
    return row[0]


# what this program need not look up again


@dataclass(slots=True)
class _Seen:
    """The words and the names of speakers that are known to be stored, as long as no other program writes."""

    others: int  # counts what other programs wrote
    words: set[str] = field(default_factory=set)
    names: dict[tuple[str, str], Speaker] = field(default_factory=dict)


_seen: WeakKeyDictionary[Database, _Seen] = WeakKeyDictionary()
REMEMBERED = 1_000_000  # words, and names


def _seen_by(db: Database) -> _Seen:
    others = db.conn.execute("pragma data_version").fetchone()[0]
    seen = _seen.get(db)
    if seen is None or seen.others != others or max(len(seen.words), len(seen.names)) > REMEMBERED:
        seen = _seen[db] = _Seen(others)
    return seen


LONGEST_WORD = 40


def _save_words(db: Database, words: Iterable[str]) -> None:
    """Adds unseen words to the vocabulary, in pieces of three letters: the way in for the misspelt."""
    seen = _seen_by(db).words
    new = {*words} - seen
    seen |= new
    last = db.conn.execute("select coalesce(max(id), 0) from words").fetchone()[0]
    db.conn.executemany(
        "insert or ignore into words (word) values (?)",
        [(word,) for word in sorted(new) if len(word) <= LONGEST_WORD],
    )
    added = db.conn.execute("select id, word from words where id > ?", (last,)).fetchall()
    db.conn.executemany(
        "insert into word_pieces values (?, ?, ?)",
        [(piece, len(word), number) for number, word in added for piece in nearness.pieces(word)],
    )


# links and claims


def unlinked(db: Database) -> list[str]:
    """The ids of the quotations that are still to be linked, in the order of their articles."""
    return [
        row[0]
        for row in db.conn.execute(
            "select id from pending join quotes on number = quote order by number"
        )
    ]


def forget_links(db: Database) -> None:
    """Takes away every link, every claim and the index; all that is stated is to be linked again."""
    with batch(db):
        for statement in (
            "delete from links",
            "delete from claim_quotes",
            "delete from claims",
            "update quotes set wording = null where wording is not null",
            "delete from key_segments",
            "delete from gone",
            "insert or ignore into pending select number from quotes where modality = 'stated'",
        ):
            db.conn.execute(statement)


def wait(db: Database, numbers: Iterable[int]) -> None:
    """Has these quotations linked again."""
    with batch(db):
        db.conn.executemany(
            "insert or ignore into pending values (?)", [(number,) for number in numbers]
        )


def clear_links(db: Database, numbers: Sequence[int]) -> set[str]:
    """Takes away the links of these quotations, which then wait no longer; the ids of the others that were linked with them."""
    rows = [(number,) for number in numbers]
    with batch(db):
        partners = {
            row[0]
            for row in db.conn.execute(
                "select quotes.id from json_each(?) each cross join links on a = value or b = value "
                "cross join quotes on number = case when a = value then b else a end",
                (json.dumps(list(numbers)),),
            )
        }
        for where in ("links where a", "links where b", "pending where quote"):
            db.conn.executemany(f"delete from {where} = ?", rows)
    return partners


def add_links(db: Database, links: Iterable[Link]) -> set[str]:
    """Writes links that are not there yet; the ids of the quotations that they touch."""
    touched = set()
    with batch(db):
        for link in links:
            _save_link(db.conn, link)
            touched |= {link.a, link.b}
    return touched


def save_links(db: Database, quote_ids: Iterable[str], links: Iterable[Link]) -> int:
    """Replaces every link that touches one of these quotations, which are then linked; the number of links saved."""
    with batch(db):
        clear_links(db, [_number(db.conn, quote_id) for quote_id in quote_ids])
        return sum(_save_link(db.conn, link) for link in links)


def _save_link(conn: sqlite3.Connection, link: Link) -> int:
    """Writes a link with its changes; 0 if the pair has one already."""
    a, b = _number(conn, link.a), _number(conn, link.b)
    if conn.execute("select 1 from links where a = ? and b = ?", (b, a)).fetchone():
        return 0
    row = conn.execute(
        "insert or ignore into links (a, b, relation, score, reason) values (?, ?, ?, ?, ?)",
        (a, b, link.relation, link.score, clean(link.reason)),
    )
    if row.rowcount:
        conn.executemany(
            "insert into changes values (?, ?, ?, ?, ?, ?)",
            [
                (
                    row.lastrowid,
                    ordinal,
                    change.kind,
                    clean(change.before),
                    clean(change.after),
                    change.meaning,
                )
                for ordinal, change in enumerate(link.changes)
            ],
        )
        conn.executemany(
            "insert into link_parts values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (row.lastrowid, ordinal, part.relation, part.score, *part.a, *part.b)
                for ordinal, part in enumerate(link.parts)
            ],
        )
    return row.rowcount


def save_setting(db: Database, name: str, value: str | None) -> None:
    """Keeps a choice that holds for the whole database; None lifts it."""
    with batch(db):
        db.conn.execute("delete from settings where name = ?", (name,))
        if value is not None:
            db.conn.execute("insert into settings values (?, ?)", (name, value))


LABEL = 80  # characters of the words that stand for a claim in lists


def save_claims(db: Database, claims: Iterable[Claim]) -> None:
    """Puts quotations under these claims; claims that they leave with less than two go. A claim of one quotation needs no row."""
    claims = list(claims)
    several = [claim for claim in claims if len(claim.quotes) > 1]
    with batch(db):
        rows = {
            row[0]: row[1:]
            for row in db.conn.execute(
                "select quotes.id, number, claim_id, substr(text, 1, ?) from json_each(?) each cross join quotes on quotes.id = each.value "
                "left join claim_quotes on quote = number",
                (LABEL, json.dumps([quote_id for claim in claims for quote_id in claim.quotes])),
            )
        }
        db.conn.executemany(
            "delete from claim_quotes where quote = ?",
            [
                (rows[claim.quotes[0]][0],)
                for claim in claims
                if len(claim.quotes) == 1 and rows[claim.quotes[0]][1]
            ],
        )
        db.conn.executemany(
            "insert into claims (id, first, versions, name) values (?, ?, ?, ?) on conflict (id) do update set "
            "first = excluded.first, versions = excluded.versions, name = excluded.name",
            [
                (
                    claim.id,
                    rows[claim.first][0] if claim.first else None,
                    len(claim.quotes),
                    rows[claim.first or min(claim.quotes)][2],
                )
                for claim in several
            ],
        )
        db.conn.executemany(
            "insert into claim_quotes (claim_id, quote) values (?, ?) on conflict (quote) do update set "
            "claim_id = excluded.claim_id",
            [(claim.id, rows[quote_id][0]) for claim in several for quote_id in claim.quotes],
        )
        _recount_claims(
            db.conn, {row[1] for row in rows.values() if row[1]} - {claim.id for claim in several}
        )


# what people decide


def judge(db: Database, kind: str, subjects: Sequence[str], value: object = None) -> int:
    """Records a person's decision, which no run of the machine touches; its number, for undoing it."""
    with batch(db):
        return _added(
            db.conn.execute(
                "insert into judgements (kind, subjects, value, made_at) values (?, ?, ?, ?)",
                (kind, json.dumps(list(subjects)), json.dumps(value), _now()),
            )
        )


def undo(db: Database, judgement: int) -> bool:
    """Takes a decision back, keeping the record of it; False if there is none to take back."""
    with batch(db):
        return (
            db.conn.execute(
                "update judgements set undone_at = ? where id = ? and undone_at is null",
                (_now(), judgement),
            ).rowcount
            == 1
        )


# passages


def save_passages(
    db: Database, article_ids: Sequence[str], passages: Iterable[tuple[str, Passage]]
) -> None:
    """Writes the passages of articles that had none, which are then read."""
    with batch(db):
        db.conn.executemany(
            'insert into passages (article_id, start, "end", words, quoted, wording) values (?, ?, ?, ?, ?, ?)',
            (
                (article_id, p.start, p.end, p.words, p.quoted, p.wording)
                for article_id, p in passages
            ),
        )
        db.conn.executemany(
            "delete from unread where article_id = ?", [(article_id,) for article_id in article_ids]
        )


def save_passage_links(db: Database, links: Iterable[tuple[int, int, str, float, str]]) -> None:
    """Writes links between wordings, the smaller first: a, b, relation, score and reason."""
    with batch(db):
        db.conn.executemany("insert or replace into passage_links values (?, ?, ?, ?, ?)", links)


def forget_passages(db: Database) -> None:
    """Takes away all passages and their links; every article with sentences is to be read for them again."""
    with batch(db):
        for table in ("passages", "passage_links", "passage_segments"):
            db.conn.execute(f"delete from {table}")
        db.conn.execute("insert or ignore into unread select article_id from sentences")


def _drop_passages(conn: sqlite3.Connection, article_id: str) -> None:
    """Removes the passages of an article, and the links of wordings that no other article has."""
    held = conn.execute(
        "select distinct wording from passages where article_id = ? and wording is not null",
        (article_id,),
    ).fetchall()
    conn.execute("delete from passages where article_id = ?", (article_id,))
    conn.execute("delete from unread where article_id = ?", (article_id,))
    for side in ("a", "b"):
        conn.executemany(
            f"delete from passage_links where {side} = ?1 and not exists (select 1 from passages where wording = ?1)",
            held,
        )
