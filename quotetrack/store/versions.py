"""The versions of a claim: where each was published, how they are linked, and what changed.

Versions are rows of `sql.quotations`; `links_among` gives the links between them from both ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quotetrack.errors import NotFoundError
from quotetrack.language import dates
from quotetrack.language.normalize import replace_surrogates
from quotetrack.records import SEEN_FROM_OTHER_SIDE
from quotetrack.store.sql import (
    BY_CLAIM,
    BY_ID,
    IN_LIST,
    Row,
    as_json,
    column,
    quotations,
    rows,
    scalar,
)

Links = Mapping[int, Mapping[int, Row]]  # quotation number -> other's number -> link
CLOSENESS = ("verbatim", "truncated", "edited", "paraphrase")  # the closest relation first
SIMILAR_IDS = 5  # article ids that an error message lists
UNDATED = "~"  # sorts after every date
VERSION_KEYS = (
    "article",
    "outlet",
    "date",
    "start",
    "end",
    "text",
    "kind",
    "modality",
    "speaker_as_printed",
    "descriptor",
)
NO_LINK: Row = {"relation": None, "score": None, "reason": None, "changes": [], "parts": []}


def claim_versions(conn: sqlite3.Connection, claims: Iterable[str]) -> dict[str, list[Row]]:
    """All versions of each claim, in order of date."""
    found: dict[str, list[Row]] = {claim: [] for claim in claims}
    for row in quotations(conn, BY_CLAIM, found):
        found[row["claim"]].append(row)
    return {claim: sorted(versions, key=by_date) for claim, versions in found.items()}


def quotations_by_id(conn: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Quotations with their article and speaker, by id."""
    return {row["quote"]: row for row in quotations(conn, BY_ID, ids)}


def by_date(row: Row) -> tuple[str, str, int]:
    """A sort key: by date, then article and place; undated versions come last."""
    return dates.parse(row["date"]) or UNDATED, row["article"], row["start"]


def earliest(versions: Sequence[Row]) -> Row | None:
    """The first of versions in order of date; None if another article's date ties or is missing."""
    first = versions[0]
    others = [row for row in versions[1:] if row["article"] != first["article"]]
    date = dates.parse(first["date"])
    if any(dates.same_time(date, dates.parse(row["date"])) for row in others):
        return None
    return first


def claim_speaker(versions: Sequence[Row]) -> Row:
    """Who is behind a claim: the speaker of the earliest version that has a known one."""
    known = next((row for row in versions if row["speaker"]), versions[0])
    same = [row for row in versions if row["speaker_id"] == known["speaker_id"]]
    return {
        "name": known["speaker"],
        "kind": known["speaker_kind"],
        "descriptor": next((row["descriptor"] for row in same if row["descriptor"]), None),
    }


def article_of(row: Row | None) -> Row | None:
    """The article, outlet and date of a version."""
    return row and {key: row[key] for key in ("article", "outlet", "date")}


def article_text(conn: sqlite3.Connection, article_id: str) -> str:
    """The text of an article; raises NotFoundError that names articles with similar ids."""
    article_id = replace_surrogates(article_id)
    text: str | None = scalar(conn, "select text from articles where id = ?", article_id)
    if text is None:
        raise NotFoundError(no_article(conn, article_id))
    return text


def no_article(conn: sqlite3.Connection, article_id: str) -> str:
    """The error message for an article that is not stored; it names articles with similar ids."""
    folded = article_id.lower()
    near = column(
        conn,
        f"""select id from articles where instr(lower(id), ?) or instr(?, lower(id))
        order by id limit {SIMILAR_IDS}""",
        folded,
        folded,
    ) or column(conn, f"select id from articles order by id limit {SIMILAR_IDS}")
    found = f"there are: {', '.join(near)}" if near else "the database is empty"
    return f"no article {article_id!r}; {found}"


# ---- links and changes


def links_among(conn: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, dict[int, Row]]:
    """The links between these quotations from both ends: quotation -> other -> link.

    Changes and parts are read from the other quotation to the first.
    """
    ids = as_json(numbers)
    found: dict[int, dict[int, Row]] = defaultdict(dict)
    query = f"""select links.* from json_each(?) each cross join links on a = each.value
      where b in {IN_LIST}"""
    for link in rows(conn, query, ids, ids):
        changes, parts = changes_of(conn, link["id"]), parts_of(conn, link["id"])
        found[link["b"]][link["a"]] = link | {
            "changes": changes,
            "parts": [_part_from(part, "b", "a") for part in parts],
        }
        found[link["a"]][link["b"]] = link | {
            "changes": [reversed_change(change) for change in changes],
            "parts": [_part_from(part, "a", "b") for part in parts],
        }
    return found


def changes_of(conn: sqlite3.Connection, link: int) -> list[Row]:
    """The changes of a link; those that may turn the meaning come first."""
    found = rows(
        conn,
        """select kind, before, after, meaning from changes where link_id = ?
        order by meaning desc, ordinal""",
        link,
    )
    return [change | {"meaning": bool(change["meaning"])} for change in found]


def parts_of(conn: sqlite3.Connection, link: int) -> list[Row]:
    """The partial matches of a link: relation, score, changes, and each side's words and offsets.

    Offsets count characters of the quotation's text.
    """
    found = rows(
        conn,
        """select part.relation, part.score, a_start, a_end, b_start, b_end, part.changes,
          substr(a.text, a_start + 1, a_end - a_start) as a,
          substr(b.text, b_start + 1, b_end - b_start) as b
        from link_parts part join links on links.id = link_id
          join quotes a on a.number = links.a join quotes b on b.number = links.b
        where link_id = ? order by part.ordinal""",
        link,
    )
    return [part | {"changes": json.loads(part["changes"] or "[]")} for part in found]


def reversed_change(change: Row) -> Row:
    """A change as seen from the other side."""
    return change | {
        "kind": SEEN_FROM_OTHER_SIDE.get(change["kind"], change["kind"]),
        "before": change["after"],
        "after": change["before"],
    }


def _part_from(part: Row, shown: str, other: str) -> Row:
    """A partial match as the version shown has it, and as the one it is compared with has it."""
    return {"relation": part["relation"], "text": part[shown], "against": part[other]}


# ---- each version compared with another


def compared_versions(
    versions: Sequence[Row], links: Links, keys: Sequence[str], prefer_first: bool
) -> list[Row]:
    """Each version with its relation to the one it is compared with, and what changed.

    prefer_first: compare with the first version wherever there is a link to it.
    """
    found = []
    for place, row in enumerate(versions):
        other, link = _counterpart(place, versions, links, prefer_first)
        shown = {key: row[key] for key in keys}
        shown |= {key: link[key] for key in NO_LINK}
        against = {key: other[key] for key in ("article", "outlet", "quote")} if other else None
        found.append(shown | {"against": against})
    return found


def _counterpart(
    place: int, versions: Sequence[Row], links: Links, prefer_first: bool
) -> tuple[Row | None, Row]:
    """The version that one is best compared with, and their link.

    The earlier version with the best link; a later one only if no earlier one is linked.
    """
    mine = links.get(versions[place]["number"], {})
    candidates = [row for row in versions[:place] if row["number"] in mine]
    if not candidates and place:
        candidates = [row for row in versions[place + 1 :] if row["number"] in mine]
    if not candidates:
        return None, NO_LINK
    first = versions[0]
    if prefer_first and candidates[0] is first:
        return first, mine[first["number"]]

    def quality(row: Row) -> tuple[Any, int]:
        link = mine[row["number"]]
        known = link["relation"] in CLOSENESS
        rank = CLOSENESS.index(link["relation"]) if known else len(CLOSENESS)
        return link["score"], -rank

    best = max(candidates, key=quality)
    return best, mine[best["number"]]
