"""Links between quotations, the claims they form, and the queue of quotations to be linked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from quotetrack.records import Change, Claim, Link, SpeakerAgreement, Version
from quotetrack.store.connection import transaction
from quotetrack.store.rows import clean
from quotetrack.store.sql import IN_LIST, as_json, column, rows, scalar
from quotetrack.store.versions import changes_of, quotations_by_id

LABEL = 80  # characters of the words that stand for a claim in lists

# ---- what the linker reads


def versions(conn: sqlite3.Connection, ids: Iterable[str]) -> list[Version]:
    """Quotations as the linker compares them, in the order given; unknown ids are left out."""
    wanted = list(ids)
    found = quotations_by_id(conn, dict.fromkeys(wanted))
    return [
        Version(
            row["quote"],
            row["article"],
            row["text"],
            row["kind"],
            row["speaker_id"],
            row["speaker"],
            row["date"],
            row["speaker_as_printed"],
            row["descriptor"],
        )
        for row in (found[quote] for quote in wanted if quote in found)
    ]


def stated_texts(conn: sqlite3.Connection, article_id: str) -> list[str]:
    """The texts of an article's stated quotations: those that can have versions."""
    return column(
        conn,
        """select text from quotes
        where article_id = ? and modality = 'stated' order by number""",
        article_id,
    )


def touching(conn: sqlite3.Connection, ids: Iterable[str], changes: bool = True) -> list[Link]:
    """The links of these quotations, with or without their changes; partial matches left out."""
    found = rows(
        conn,
        """select distinct links.id, a.id as a, b.id as b, relation, links.score, links.reason,
          links.speaker_agreement
        from json_each(?) each cross join quotes mine on mine.id = each.value
          cross join links on links.a = mine.number or links.b = mine.number
          join quotes a on a.number = links.a join quotes b on b.number = links.b""",
        as_json(ids),
    )
    return [
        Link(
            row["a"],
            row["b"],
            row["relation"],
            row["score"],
            row["reason"],
            tuple(Change(**change) for change in changes_of(conn, row["id"])) if changes else (),
            speaker_agreement=SpeakerAgreement(row["speaker_agreement"]),
        )
        for row in found
    ]


def count(conn: sqlite3.Connection, ids: Iterable[str]) -> int:
    """How many links touch these quotations."""
    found: int = scalar(
        conn,
        """select count(distinct links.id)
        from json_each(?) each cross join quotes q on q.id = each.value
          cross join links on links.a = q.number or links.b = q.number""",
        as_json(ids),
    )
    return found


def any_stored(conn: sqlite3.Connection) -> bool:
    """True if there is a link at all."""
    return scalar(conn, "select 1 from links limit 1") is not None


def connected(conn: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """The quotations that links connect with these, over any number of steps; these included."""
    return column(
        conn,
        f"""with recursive reached(number) as (
          select number from quotes where id in {IN_LIST} union
          select case when links.a = reached.number then links.b else links.a end
          from reached cross join links on links.a = reached.number or links.b = reached.number)
        select id from reached cross join quotes using (number) order by id""",
        as_json(ids),
    )


def sharing_claim(conn: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Those of these quotations that share a claim with others."""
    return column(
        conn,
        """select q.id from json_each(?) each cross join quotes q on q.id = each.value
          join claim_quotes on quote = q.number""",
        as_json(ids),
    )


# ---- the queue


def queue(db: Database, numbers: Iterable[int]) -> None:
    """Have these quotations linked again."""
    with transaction(db):
        db.conn.executemany(
            "insert or ignore into links_pending values (?)", [(number,) for number in numbers]
        )


def forget_all(db: Database) -> None:
    """Delete every link, every claim and the index; queue all stated quotations again."""
    with transaction(db):
        for statement in (
            "delete from links",
            "delete from claim_quotes",
            "delete from claims",
            "update quotes set fingerprint = null where fingerprint is not null",
            "delete from link_index_segments",
            "delete from retired_fingerprints",
            """insert or ignore into links_pending
            select number from quotes where modality = 'stated'""",
        ):
            db.conn.execute(statement)


# ---- links


def clear(db: Database, numbers: Sequence[int]) -> set[str]:
    """Delete the links of these quotations and take them off the queue.

    Returns the ids of the quotations that they were linked with.
    """
    each = [(number,) for number in numbers]
    with transaction(db):
        partners = column(
            db.conn,
            """select quotes.id from json_each(?) each
              cross join links on a = value or b = value
              cross join quotes on number = case when a = value then b else a end""",
            as_json(numbers),
        )
        for rows_of in ("links where a", "links where b", "links_pending where quote"):
            db.conn.executemany(f"delete from {rows_of} = ?", each)
    return set(partners)


def add(db: Database, links: Iterable[Link]) -> set[str]:
    """Write links, but for pairs that have one already; returns the ids of all their quotations."""
    touched = set()
    with transaction(db):
        for link in links:
            _save_link(db.conn, link)
            touched |= {link.a, link.b}
    return touched


def _save_link(conn: sqlite3.Connection, link: Link) -> None:
    a, b = _number(conn, link.a), _number(conn, link.b)
    if scalar(conn, "select 1 from links where a = ? and b = ?", b, a):
        return
    row = conn.execute(
        """insert or ignore into links (a, b, relation, score, reason, speaker_agreement)
        values (?, ?, ?, ?, ?, ?)""",
        (a, b, link.relation, link.score, clean(link.reason), str(link.speaker_agreement)),
    )
    if not row.rowcount:
        return
    conn.executemany(
        "insert into changes values (?, ?, ?, ?, ?, ?)",
        [
            (row.lastrowid, ordinal, c.kind, clean(c.before), clean(c.after), c.meaning)
            for ordinal, c in enumerate(link.changes)
        ],
    )
    conn.executemany(
        "insert into link_parts values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (row.lastrowid, ordinal, p.relation, p.score, *p.a, *p.b, _changes_as_json(p.changes))
            for ordinal, p in enumerate(link.parts)
        ],
    )


def _number(conn: sqlite3.Connection, quote_id: str) -> int:
    """The row number of a quotation; raises KeyError if it is not stored."""
    number: int | None = scalar(conn, "select number from quotes where id = ?", quote_id)
    if number is None:
        raise KeyError(quote_id)
    return number


# ---- partial matches of links from before their changes were stored


def incomplete_parts(conn: sqlite3.Connection, limit: int) -> list[tuple[int, int, str, str]]:
    """Partial matches whose changes are not stored: link, ordinal, and the words of both sides."""
    return conn.execute(
        """select link_id, link_parts.ordinal, substr(a.text, a_start + 1, a_end - a_start),
          substr(b.text, b_start + 1, b_end - b_start)
        from link_parts join links on links.id = link_id
          join quotes a on a.number = links.a join quotes b on b.number = links.b
        where changes is null limit ?""",
        (limit,),
    ).fetchall()


def save_part_changes(db: Database, parts: Iterable[tuple[int, int, Sequence[Change]]]) -> None:
    """Store the changes of partial matches: link, ordinal and changes."""
    with transaction(db):
        db.conn.executemany(
            "update link_parts set changes = ? where link_id = ? and ordinal = ?",
            [(_changes_as_json(changes), link, ordinal) for link, ordinal, changes in parts],
        )


def _changes_as_json(changes: Iterable[Change]) -> str:
    return json.dumps([change.as_row() for change in changes])


# ---- claims


def save_claims(db: Database, claims: Iterable[Claim]) -> None:
    """Put quotations under these claims; a claim that is left with fewer than two is deleted.

    A claim of one quotation has that quotation's id and needs no row.
    """
    claims = list(claims)
    several = [claim for claim in claims if len(claim.quotes) > 1]
    with transaction(db):
        conn = db.conn
        stored = _claim_rows(conn, [quote for claim in claims for quote in claim.quotes])
        alone = [claim.quotes[0] for claim in claims if len(claim.quotes) == 1]
        conn.executemany(
            "delete from claim_quotes where quote = ?",
            [(stored[quote][0],) for quote in alone if stored[quote][1]],
        )
        conn.executemany(
            """insert into claims (id, first_quote, versions, name) values (?, ?, ?, ?)
            on conflict (id) do update set first_quote = excluded.first_quote,
              versions = excluded.versions, name = excluded.name""",
            [
                (
                    claim.id,
                    stored[claim.first][0] if claim.first else None,
                    len(claim.quotes),
                    stored[claim.first or min(claim.quotes)][2],
                )
                for claim in several
            ],
        )
        conn.executemany(
            """insert into claim_quotes (claim_id, quote) values (?, ?)
            on conflict (quote) do update set claim_id = excluded.claim_id""",
            [(claim.id, stored[quote][0]) for claim in several for quote in claim.quotes],
        )
        before = {claim for _, claim, _ in stored.values() if claim}
        recount_claims(conn, before - {claim.id for claim in several})


def _claim_rows(
    conn: sqlite3.Connection, quotes: Sequence[str]
) -> dict[str, tuple[int, str | None, str]]:
    """For each quotation its row number, its claim if it shares one, and the words for lists."""
    found = conn.execute(
        """select quotes.id, number, claim_id, substr(text, 1, ?)
        from json_each(?) each cross join quotes on quotes.id = each.value
          left join claim_quotes on quote = number""",
        (LABEL, as_json(quotes)),
    )
    return {quote: (number, claim, label) for quote, number, claim, label in found}


def recount_claims(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Bring the number of versions up to date; delete claims with fewer than two quotations."""
    each = [(claim,) for claim in sorted(ids)]
    for statement in (
        """update claims set versions = (
          select count(*) from claim_quotes where claim_id = id) where id = ?""",
        """delete from claim_quotes
          where claim_id = (select id from claims where id = ? and versions < 2)""",
        "delete from claims where id = ? and versions < 2",
    ):
        conn.executemany(statement, each)
