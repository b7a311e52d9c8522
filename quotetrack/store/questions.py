"""Questions about words and speakers: who said it, what did they say, which claim is meant.

A question is a function from a connection to plain dicts and lists, and changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from quotetrack.errors import NotFoundError
from quotetrack.language import normalize
from quotetrack.store.search import (
    LONGEST_QUESTION,
    MANY,
    all_of,
    find_quotations,
    near_words,
    phrase_matches,
)
from quotetrack.store.sql import BY_SPEAKER, IN_LIST, Row, as_json, column, quotations, scalar
from quotetrack.store.versions import (
    VERSION_KEYS,
    article_of,
    by_date,
    claim_speaker,
    claim_versions,
    compared_versions,
    earliest,
    links_among,
)

SPARE = 3  # times as many claims are looked at as are asked for, to put equal scores in order
NAMES = 5  # similar names that an error message lists
CLAIM_ONLY = ("score", "reason", "parts", "against")  # keys that `trace` shows and `who-said` not


def who_said(conn: sqlite3.Connection, words: str, limit: int = 10) -> list[Row]:
    """The claims that contain these words, however remembered, best first.

    The shape is the contract of `who-said --json`.
    """
    best: dict[str, tuple[float, int]] = {}  # claim -> likeness and number of its best version
    for number, claim, score in find_quotations(conn, normalize.replace_surrogates(words)):
        if score > best.get(claim, (0.0, 0))[0]:
            best[claim] = score, number
    chosen = sorted(best, key=lambda claim: (-best[claim][0], best[claim][1]))[: limit * SPARE]
    found = claim_versions(conn, chosen)
    chosen.sort(
        key=lambda claim: (-round(best[claim][0], 3), -len(found[claim]), by_date(found[claim][0]))
    )
    return [_answer(conn, claim, found[claim], *best[claim]) for claim in chosen[:limit]]


def _answer(
    conn: sqlite3.Connection, claim: str, versions: list[Row], score: float, best: int
) -> Row:
    links = links_among(conn, [row["number"] for row in versions])
    shown = compared_versions(versions, links, VERSION_KEYS, prefer_first=True)
    for version in shown:
        for key in CLAIM_ONLY:
            del version[key]
    return {
        "claim": claim,
        "text": next(row["text"] for row in versions if row["number"] == best),
        "score": round(score, 3),
        "speaker": claim_speaker(versions),
        "first": article_of(earliest(versions)),
        "versions": shown,
    }


def find_claim(conn: sqlite3.Connection, words: str) -> str:
    """The id of the claim with this id, of the quotation with this id, or with these words.

    Raises NotFoundError if there is none.
    """
    words = normalize.replace_surrogates(words)
    known: str | None = scalar(
        conn,
        """select id from claims where id = ?
        union all select coalesce(claim_id, id) from quotes
          left join claim_quotes on quote = number where quotes.id = ?""",
        words,
        words,
    )
    if known:
        return known
    answers = who_said(conn, words, 1)
    if not answers:
        raise NotFoundError(
            f"no quotation like {words[:60]!r}; try fewer or rarer words with: quotetrack who-said"
        )
    return str(answers[0]["claim"])


def said_by(
    conn: sqlite3.Connection, name: str, about: str | None = None, limit: int = 100
) -> list[Row]:
    """What a speaker said, or said about a subject, in order of date.

    Raises NotFoundError if nobody has the name.
    """
    ids = speaker_ids(conn, name)
    where, values = "", list[Any]()
    if about is not None:
        words = normalize.search_terms(about)[:LONGEST_QUESTION]
        spellings = {word: _spellings(conn, word) for word in words}
        if not words or not all(spellings.values()):
            return []
        where = "where q.number in (select rowid from quotes_fts where quotes_fts match ?)"
        values.append(all_of(spellings.values()))
    order = f"{where} order by a.date is null, a.date, q.article_id, q.ordinal limit ?"
    return [quotation(row) for row in quotations(conn, BY_SPEAKER, ids, order, *values, limit)]


def quotation(row: Row) -> Row:
    """One quotation with its speaker and its evidence."""
    shown = {key: row[key] for key in ("quote", "claim", *VERSION_KEYS, "title", "cue")}
    return shown | {
        "speaker": {"id": row["speaker_id"], "name": row["speaker"], "kind": row["speaker_kind"]},
        "score": row["speaker_score"],
        "reason": row["speaker_reason"],
        "quote_score": row["quote_score"],
        "quote_reason": row["quote_reason"],
    }


def speaker_ids(conn: sqlite3.Connection, name: str) -> list[str]:
    """The speakers with this id or name, else those whose name contains all its words.

    Raises NotFoundError, with names of similar spelling, if there is none.
    """
    name = normalize.replace_surrogates(name)
    ids = column(
        conn,
        """select id from speakers where id = ?
        union select speaker_id from speaker_names where key = ?""",
        name,
        normalize.key(name),
    )
    if ids:
        return ids
    words = normalize.search_terms(name)[:LONGEST_QUESTION]
    ids = _named(conn, [[word] for word in words]) if words else []
    if ids:
        return ids
    spellings = [[word, *(near for near, _ in near_words(conn, word))] for word in words]
    near = _named(conn, spellings) if spellings else []
    raise NotFoundError(f"no speaker called {name!r}; {_suggestion(conn, near)}")


def _spellings(conn: sqlite3.Connection, word: str) -> list[str]:
    """The word, its plural and its singular, as far as they occur; else words of near spelling."""
    singular = [word[:-1]] if word.endswith("s") and len(word) > 3 else []
    used = [form for form in (word, f"{word}s", *singular) if phrase_matches(conn, form)]
    return used or [form for form, _ in near_words(conn, word)]


def _named(conn: sqlite3.Connection, words: Sequence[Sequence[str]]) -> list[str]:
    """The ids of speakers with all these words, in any of their spellings, in one name."""
    return column(
        conn,
        """select distinct speaker_id from speaker_names_fts
          join speaker_names on id = speaker_names_fts.rowid
        where speaker_names_fts match ? limit ?""",
        all_of(words),
        MANY,
    )


def _suggestion(conn: sqlite3.Connection, ids: Sequence[str]) -> str:
    names = column(
        conn,
        f"select distinct name from speakers where id in {IN_LIST} order by name limit {NAMES}",
        as_json(ids),
    )
    return f"near: {', '.join(names)}" if names else "list them with: quotetrack speakers"


# ---- the forms that Datasette offers; escape_fts is Datasette's own function

_TYPED = "coalesce(nullif(escape_fts(:{0}), ''), '\"\"')"
FORMS = {
    "who_said": f"""select w.text, w.modality, w.speaker, w.outlet, w.date, w.source_text,
  w.descriptor, w.cue_text, w.speaker_reason, coalesce(claim_id, quotes.id) as claim,
  w.article_id as article
from quotes_fts join who_said_what w on w.quote = quotes_fts.rowid
  join quotes on quotes.number = w.quote
  left join claim_quotes on claim_quotes.quote = w.quote
where quotes_fts match {_TYPED.format("text")}
order by quotes_fts.rank limit 100""",
    "said_by": f"""select w.date, w.outlet, w.speaker, w.text, w.modality, w.source_text,
  w.descriptor, w.speaker_reason, coalesce(claim_id, quotes.id) as claim, w.article_id as article
from who_said_what w join quotes on quotes.number = w.quote
  left join claim_quotes on claim_quotes.quote = w.quote
where w.speaker_id in (select speaker_id from speaker_names where id in
  (select rowid from speaker_names_fts where speaker_names_fts match {_TYPED.format("name")}))
order by w.date, w.article_id limit 500""",
    "versions_of": """select w.date, w.outlet, w.text, w.speaker, w.source_text, w.descriptor,
  claim_versions.relation, claim_versions.changes, w.article_id as article
from who_said_what w left join claim_versions on claim_versions.quote = w.quote
where w.quote in (
  select quote from claim_quotes where claim_id = :claim
  union all select number from quotes where id = :claim
    and not exists (select 1 from claim_quotes where quote = number))
order by w.date is null, w.date, w.article_id""",
}
