"""Every question, as a function from a connection to plain dicts and lists: who said it, where, and what became of it."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from quotetrack.errors import NotFoundError, StoreError
from quotetrack.language import dates, lexicon, normalize, query_match, spelling
from quotetrack.language.query_match import QueryTerm
from quotetrack.records import SEEN_FROM_OTHER_SIDE, Change, Link, Span, Speaker, Version
from quotetrack.spans import in_article
from quotetrack.tracking import attribution_drift as drifts
from quotetrack.tracking import provenance

APPLICATION = 0x51754F74  # as in store.py, which a question does not load
SCHEMA = 11
Row = dict
Hit = tuple[int, str, float]  # row number of a quotation, its claim, its likeness to the question
MANY = 500  # rows that a single search word or pair of words may bring in
WORDS = 64  # words of a question that are looked at
IN_A_ROW = 6  # of which so many in a row are looked up as they stand
SURE = 0.5  # the least likeness that counts as an answer


def connect(path: str | Path) -> sqlite3.Connection:
    """A connection for questions only; StoreError if the database is missing, foreign or of another version."""
    path = Path(path)
    if not path.is_file():
        raise StoreError(
            f"{path}: no such database; make one with: quotetrack ingest FILE --db {path}"
        )
    try:
        conn = _open(path)
        mark, found = _marks(conn)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: not a quotetrack database, or not readable ({error}); choose another with --db"
        ) from error
    if mark != APPLICATION:
        raise StoreError(f"{path}: not a quotetrack database; choose another file with --db")
    if found != SCHEMA:
        raise StoreError(
            f"{path}: made by a newer quotetrack; update with: pip install --upgrade quotetrack"
            if found > SCHEMA
            else f"{path}: made by an older quotetrack; bring it up to date with: quotetrack ingest"
        )
    return conn


def is_ours(conn: sqlite3.Connection) -> bool:
    """Is this a quotetrack database that these questions fit?"""
    return _marks(conn) == (APPLICATION, SCHEMA)


def _marks(conn: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is, and by which schema, as the file's header says."""
    return conn.execute("pragma application_id").fetchone()[0], conn.execute(
        "pragma user_version"
    ).fetchone()[0]


def _open(path: Path) -> sqlite3.Connection:
    """The file opened for reading, as it lies there if its folder cannot be written."""
    for mode in ("mode=rw", "mode=ro&immutable=1"):
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=30)
        with suppress(sqlite3.OperationalError):
            conn.execute("pragma query_only = on")
            conn.execute("select count(*) from sqlite_master").fetchone()
            return conn
        conn.close()
    raise sqlite3.OperationalError("unable to open it")


def rows(conn: sqlite3.Connection, sql: str, *values: object, **named: object) -> list[Row]:
    """The answer to a query as dicts."""
    cursor = conn.execute(sql, named or values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _column(conn: sqlite3.Connection, sql: str, *values: object) -> list:
    """The first column of the answer to a query."""
    return [row[0] for row in conn.execute(sql, values)]


# quotations with everything about them

# each query starts from a short list, and `cross join` keeps SQLite from starting elsewhere: no question reads every row
BY_NUMBER = "json_each(?) each cross join quotes q on q.number = each.value"
BY_ID = "json_each(?) each cross join quotes q on q.id = each.value"
# a claim of one quotation has that quotation's id and no row of its own
BY_CLAIM = """json_each(?) each cross join quotes q on q.number in (select quote from claim_quotes where claim_id = each.value union all
  select number from quotes where id = each.value and not exists (select 1 from claim_quotes where quote = number))"""
BY_SPEAKER = """json_each(?) each cross join attributions m on m.speaker_id = each.value
  cross join quotes q on q.number = m.quote"""
BY_ARTICLE = "json_each(?) each cross join quotes q on q.article_id = each.value"
TOLD = """
select q.number, q.id as quote, coalesce(cq.claim_id, q.id) as claim, q.article_id as article, a.outlet, a.date, a.title, a.url, q.start,
  q."end", q.text, q.kind, q.modality, q.printed as speaker_as_printed, q.cue_text as cue, q.score as quote_score, q.reason as quote_reason,
  t.speaker_id, t.name as called, coalesce(s.name, t.name) as speaker, coalesce(s.kind, t.kind, 'unknown') as speaker_kind,
  t.descriptor, t.score as sure, t.reason as why
from {start} join articles a on a.id = q.article_id left join claim_quotes cq on cq.quote = q.number
  left join attributions t on t.quote = q.number left join speakers s on s.id = t.speaker_id
{then}
"""
AMONG = "(select value from json_each(?))"
ORDER = {"verbatim": 0, "truncated": 1, "edited": 2, "paraphrase": 3}


def _told(
    conn: sqlite3.Connection, start: str, ids: Iterable[object], then: str = "", *values: object
) -> list[Row]:
    """Quotations with their article and speaker, found from a short list of numbers, ids, claims, speakers or articles."""
    return rows(conn, TOLD.format(start=start, then=then), json.dumps(list(ids)), *values)


def _in_time(row: Row) -> tuple:
    """Where a version stands in order of date; the undated come last."""
    return dates.parse(row["date"]) or "~", row["article"], row["start"]


def _claims_of(conn: sqlite3.Connection, ids: Iterable[str]) -> dict[str, list[Row]]:
    """All versions of each claim, in order of date."""
    told: dict[str, list[Row]] = {claim: [] for claim in ids}
    for row in _told(conn, BY_CLAIM, told):
        told[row["claim"]].append(row)
    return {claim: sorted(versions, key=_in_time) for claim, versions in told.items()}


def _links_among(conn: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, dict[int, Row]]:
    """The links between these quotations, from both ends: quotation -> other -> link, its changes and parts as read from the other."""
    ids = json.dumps(list(numbers))
    found: dict[int, dict[int, Row]] = defaultdict(dict)
    among = f"select links.* from json_each(?) each cross join links on a = each.value where b in {AMONG}"
    for link in rows(conn, among, ids, ids):
        changes, parts = _changes(conn, link["id"]), _parts(conn, link["id"])
        found[link["b"]][link["a"]] = link | {
            "changes": changes,
            "parts": [_shown_part(part, "b") for part in parts],
        }
        found[link["a"]][link["b"]] = link | {
            "changes": [turned_round(change) for change in changes],
            "parts": [_shown_part(part, "a") for part in parts],
        }
    return found


def _parts(conn: sqlite3.Connection, link: int) -> list[Row]:
    """Words in marks that are versions of one another: relation, score, and the words and the place of each side in its quotation."""
    return rows(
        conn,
        """select p.relation, p.score, a_start, a_end, b_start, b_end, substr(a.text, a_start + 1, a_end - a_start) as a,
        substr(b.text, b_start + 1, b_end - b_start) as b
      from link_parts p join links on links.id = link_id join quotes a on a.number = links.a join quotes b on b.number = links.b
      where link_id = ? order by ordinal""",
        link,
    )


def _shown_part(part: Row, side: str) -> Row:
    """A part as it stands in the version that is shown, and as in the one that it is compared with."""
    return {
        "relation": part["relation"],
        "text": part[side],
        "against": part["a" if side == "b" else "b"],
    }


def _changes(conn: sqlite3.Connection, link: int) -> list[Row]:
    found = rows(
        conn,
        "select kind, before, after, meaning from changes where link_id = ? order by meaning desc, ordinal",
        link,
    )
    return [change | {"meaning": bool(change["meaning"])} for change in found]


def turned_round(change: Row) -> Row:
    """A change seen from the other side."""
    return change | {
        "kind": SEEN_FROM_OTHER_SIDE.get(change["kind"], change["kind"]),
        "before": change["after"],
        "after": change["before"],
    }


def _first(versions: Sequence[Row]) -> Row | None:
    """The earliest version; None if its date ties with another article's, or one of them has none."""
    others = [row for row in versions[1:] if row["article"] != versions[0]["article"]]
    earliest = dates.parse(versions[0]["date"])
    if any(dates.same_time(earliest, dates.parse(row["date"])) for row in others):
        return None
    return versions[0]


def _parent(
    place: int, versions: Sequence[Row], links: dict[int, dict[int, Row]], first_wins: bool
) -> tuple[Row, Row] | None:
    """The version that one is best compared with, and their link: the first if asked so, else the best linked earlier one."""
    mine = links.get(versions[place]["number"], {})
    earlier = [row for row in versions[:place] if row["number"] in mine]
    known = earlier or [row for row in versions[place + 1 :] if row["number"] in mine and place]
    if not known:
        return None
    if first_wins and known[0] is versions[0]:
        return versions[0], mine[versions[0]["number"]]
    best = max(
        known,
        key=lambda row: (
            mine[row["number"]]["score"],
            -ORDER.get(mine[row["number"]]["relation"], 4),
        ),
    )
    return best, mine[best["number"]]


def _speaker(versions: Sequence[Row]) -> Row:
    """Who is behind a claim: the speaker of the earliest version that has a known one."""
    known = next((row for row in versions if row["speaker"]), versions[0])
    same = [row for row in versions if row["speaker_id"] == known["speaker_id"]]
    return {
        "name": known["speaker"],
        "kind": known["speaker_kind"],
        "descriptor": next((row["descriptor"] for row in same if row["descriptor"]), None),
    }


PRINTED = (
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


def _journey(
    versions: Sequence[Row], links: dict[int, dict[int, Row]], keys: Sequence[str], first_wins: bool
) -> list[Row]:
    """Each version with its relation to the one it is compared with and what changed on the way."""
    told = []
    for place, row in enumerate(versions):
        parent = _parent(place, versions, links, first_wins)
        link = (
            parent[1]
            if parent
            else {"relation": None, "score": None, "reason": None, "changes": [], "parts": []}
        )
        told.append(
            {key: row[key] for key in keys}
            | {key: link[key] for key in ("relation", "score", "reason", "changes", "parts")}
            | {
                "against": {key: parent[0][key] for key in ("article", "outlet", "quote")}
                if parent
                else None
            }
        )
    return told


def _where(row: Row | None) -> Row | None:
    return row and {key: row[key] for key in ("article", "outlet", "date")}


# who said it


def who_said(conn: sqlite3.Connection, asked: str, limit: int = 10) -> list[Row]:
    """Who said these words? Claims that hold them, best first: the phrase, then all words, then most words however spelt."""
    hits = _search(conn, normalize.replace_surrogates(asked))
    best: dict[str, tuple[float, int]] = {}
    for number, claim, score in hits:
        if score > best.get(claim, (0.0, 0))[0]:
            best[claim] = score, number
    chosen = sorted(best, key=lambda claim: (-best[claim][0], best[claim][1]))[: limit * 3]
    told = _claims_of(conn, chosen)
    chosen.sort(
        key=lambda claim: (-round(best[claim][0], 3), -len(told[claim]), _in_time(told[claim][0]))
    )
    return [_answer(conn, claim, told[claim], *best[claim]) for claim in chosen[:limit]]


def _answer(
    conn: sqlite3.Connection, claim: str, versions: list[Row], score: float, best: int
) -> Row:
    """A claim as `who-said --json` shows it."""
    links = _links_among(conn, [row["number"] for row in versions])
    journey = _journey(versions, links, PRINTED, first_wins=True)
    for version in journey:
        for key in ("score", "reason", "parts", "against"):
            del version[key]
    return {
        "claim": claim,
        "text": next(row["text"] for row in versions if row["number"] == best),
        "score": round(score, 3),
        "speaker": _speaker(versions),
        "first": _where(_first(versions)),
        "versions": journey,
    }


def _search(conn: sqlite3.Connection, asked: str) -> list[Hit]:
    """Quotations that hold the words."""
    words = _unrepeated(normalize.search_terms(asked))[:WORDS]
    if not words:
        return []
    size = conn.execute("select coalesce(max(number), 0) from quotes").fetchone()[0]
    found = {word: _matches(conn, word) for word in dict.fromkeys(words)}
    forms = {word: {word: 1.0} if found[word] else dict(near_words(conn, word)) for word in found}
    weight = _weights(found, forms, size)
    question = [QueryTerm(forms[word], weight[word]) for word in words]
    exact = _matches(
        conn,
        " ".join(
            _telling(words, weight)
            if all(found.values())
            else normalize.plain(asked).split()[:WORDS]
        ),
    )
    if all(forms.values()):
        exact += _all_words(conn, forms, weight)
    return _scored(conn, question, exact, 0.7) or _scored(
        conn, question, _most_words(conn, forms, weight, found), SURE
    )


def _unrepeated(words: Sequence[str]) -> list[str]:
    """The words without the third and further ones of the same in a row."""
    return [
        word
        for place, word in enumerate(words)
        if place < 2 or not word == words[place - 1] == words[place - 2]
    ]


def _telling(words: Sequence[str], weight: dict[str, float]) -> Sequence[str]:
    """The few words in a row that tell most: enough to find the rest by, however common each of them is."""
    starts = range(max(1, len(words) - IN_A_ROW + 1))
    best = max(
        starts,
        key=lambda start: (sum(weight[word] for word in words[start : start + IN_A_ROW]), -start),
    )
    return words[best : best + IN_A_ROW]


def _phrase(value: str) -> str:
    """A full-text query for words in a row: nothing in it is taken for an operator."""
    return '"' + value.replace('"', " ").replace("\0", " ") + '"'


def _find(conn: sqlite3.Connection, query: str, limit: int = MANY) -> list[int]:
    """The row numbers of quotations that match a full-text query, in the order of ingest."""
    return _column(
        conn, "select rowid from quotes_fts where quotes_fts match ? limit ?", query, limit
    )


def _matches(conn: sqlite3.Connection, words: str) -> list[int]:
    """The row numbers of quotations that hold these words in a row."""
    return _find(conn, _phrase(words))


def _weights(
    found: dict[str, list[int]], forms: dict[str, dict[str, float]], size: int
) -> dict[str, float]:
    """How telling each word is: log of one in how many quotations has it; one that nobody knows counts as the others do."""
    known = {
        word: _rarity(found[word], size) * (0.2 if word in lexicon.words("function_words") else 1)
        for word in found
        if forms[word]
    }
    usual = sum(known.values()) / len(known) if known else 1.0
    return {word: known.get(word, usual) for word in found}


def _rarity(matches: Sequence[int], size: int) -> float:
    """The log of one in how many quotations matches; where the matches were cut short, their number is estimated."""
    number = len(matches) if len(matches) < MANY else len(matches) * size / matches[-1]
    return math.log(1 + size / (number + 0.5))


def _all_words(
    conn: sqlite3.Connection, forms: dict[str, dict[str, float]], weight: dict[str, float]
) -> list[int]:
    """Quotations that hold every word; the six rarest are enough to find them."""
    rarest = sorted(forms, key=lambda word: -weight[word])[:6]
    return _find(conn, " AND ".join(_either(forms[word]) for word in rarest))


def _either(forms: Iterable[str]) -> str:
    return "(" + " OR ".join(_phrase(form) for form in forms) + ")"


def _most_words(
    conn: sqlite3.Connection,
    forms: dict[str, dict[str, float]],
    weight: dict[str, float],
    found: dict[str, list[int]],
) -> list[int]:
    """The quotations that hold most of the words' weight."""
    known = sorted(
        (word for word in forms if forms[word] and word not in lexicon.words("function_words")),
        key=lambda word: -weight[word],
    )
    held: dict[int, float] = defaultdict(float)
    for word in known[:24]:
        for number in found[word] or _find(conn, _either(forms[word])):
            held[number] += weight[word]
    for pair in combinations(known[:5], 2):
        for number in _find(conn, " AND ".join(_either(forms[word]) for word in pair)):
            held[number] = max(held[number], sum(weight[word] for word in pair))
    return sorted(held, key=lambda number: (-held[number], number))[:60]


def _scored(
    conn: sqlite3.Connection, question: Sequence[QueryTerm], numbers: Iterable[int], least: float
) -> list[Hit]:
    """Those of the quotations that are like the question, with how much."""
    found = conn.execute(
        f"select q.number, coalesce(claim_id, q.id), q.text from {BY_NUMBER} left join claim_quotes on quote = q.number",
        (json.dumps(sorted(set(numbers))),),
    )
    scored = (
        (number, claim, query_match.relevance(question, normalize.search_terms(words)))
        for number, claim, words in found
    )
    return [hit for hit in scored if hit[2] >= least]


def near_words(conn: sqlite3.Connection, word: str, limit: int = 4) -> list[tuple[str, float]]:
    """Which known words may a misspelt one stand for? Nearest first, each with its likeness, 0 to 1."""
    if len(word) > 40 or not (slips := spelling.max_edits(word)):
        return []
    swapped = json.dumps(sorted(spelling.transpositions(word)))
    near = set(
        _column(
            conn,
            f"""select word from (select word as id, count(*) as shared from word_pieces where piece in {AMONG}
        and size between ? and ? group by word order by shared desc limit 60) join words using (id)""",
            json.dumps(sorted(spelling.trigrams(word))),
            len(word) - slips,
            len(word) + slips,
        )
    )
    near.update(_column(conn, f"select word from words where word in {AMONG}", swapped))
    ranked = sorted((spelling.edit_distance(word, other), other) for other in near)
    return [
        (other, 1 - count / max(len(word), len(other))) for count, other in ranked if count <= slips
    ][:limit]


# one speaker, one claim


def said_by(
    conn: sqlite3.Connection, name: str, about: str | None = None, limit: int = 100
) -> list[Row]:
    """What did this speaker say, and what about a subject? In order of date; NotFoundError if nobody has the name."""
    ids = _speaker_ids(conn, name)
    where, values = "", []
    if about is not None:
        words = {
            word: _numbers(conn, word) or [form for form, _ in near_words(conn, word)]
            for word in normalize.search_terms(about)[:WORDS]
        }
        if not words or not all(words.values()):
            return []
        where = "where q.number in (select rowid from quotes_fts where quotes_fts match ?)"
        values.append(" AND ".join(_either(forms) for forms in words.values()))
    order = f"{where} order by a.date is null, a.date, q.article_id, q.place limit ?"
    return [_quotation(row) for row in _told(conn, BY_SPEAKER, ids, order, *values, limit)]


def _numbers(conn: sqlite3.Connection, word: str) -> list[str]:
    """Those of a word, its plural and its singular in -s that occur; a misspelling occurs nowhere."""
    forms = [word, f"{word}s", *([word[:-1]] if word.endswith("s") and len(word) > 3 else [])]
    return [form for form in forms if _matches(conn, form)]


def _quotation(row: Row) -> Row:
    """One quotation with its speaker and its evidence."""
    return {key: row[key] for key in ("quote", "claim", *PRINTED, "title", "cue")} | {
        "speaker": {"id": row["speaker_id"], "name": row["speaker"], "kind": row["speaker_kind"]},
        "score": row["sure"],
        "reason": row["why"],
        "quote_score": row["quote_score"],
        "quote_reason": row["quote_reason"],
    }


def _speaker_ids(conn: sqlite3.Connection, name: str) -> list[str]:
    """The speakers who go by a name: by id, by the whole name, else by all its words, however spelt."""
    name = normalize.replace_surrogates(name)
    exact = conn.execute(
        "select id from speakers where id = ? union select speaker_id from speaker_names where key = ?",
        (name, normalize.key(name)),
    )
    if ids := [row[0] for row in exact]:
        return ids
    words = normalize.search_terms(name)[:WORDS]
    if words and (ids := _named(conn, [[word] for word in words])):
        return ids
    near = [[word, *(form for form, _ in near_words(conn, word))] for word in words]
    raise NotFoundError(_nobody(name, _named(conn, near) if near else [], conn))


def _named(conn: sqlite3.Connection, words: Sequence[Sequence[str]]) -> list[str]:
    """The ids of speakers with all these words, in any of their spellings, in one of their names."""
    query = " AND ".join(_either(forms) for forms in words)
    return [
        row[0]
        for row in conn.execute(
            "select distinct speaker_id from speaker_names_fts join speaker_names on id = speaker_names_fts.rowid "
            "where speaker_names_fts match ? limit ?",
            (query, MANY),
        )
    ]


def _nobody(name: str, near: Sequence[str], conn: sqlite3.Connection) -> str:
    names = [
        row[0]
        for row in conn.execute(
            f"select distinct name from speakers where id in {AMONG} order by name limit 5",
            (json.dumps(list(near)),),
        )
    ]
    return f"no speaker called {name!r}; " + (
        f"near: {', '.join(names)}" if names else "list them with: quotetrack speakers"
    )


def trace(conn: sqlite3.Connection, claim: str) -> Row:
    """What became of these words (or of the claim or quotation with this id)? NotFoundError if they are not there."""
    claim = normalize.replace_surrogates(claim)
    found = conn.execute(
        "select id from claims where id = ? union all select coalesce(claim_id, id) from quotes left join claim_quotes "
        "on quote = number where quotes.id = ?",
        (claim, claim),
    ).fetchone()
    if not found and (answers := who_said(conn, claim, 1)):
        found = (answers[0]["claim"],)
    if not found:
        raise NotFoundError(
            f"no quotation like {claim[:60]!r}; try fewer or rarer words with: quotetrack who-said"
        )
    return _traced(conn, found[0], _claims_of(conn, found)[found[0]])


def _traced(conn: sqlite3.Connection, claim: str, versions: list[Row]) -> Row:
    """The journey of a claim: who had it first and how that is known, each version, and the changes on the way."""
    links = _links_among(conn, [row["number"] for row in versions])
    credited = _credits(conn, versions)
    first, by, why = provenance.first(versions, credited)
    if first:
        versions = sorted(
            versions, key=lambda row: row["article"] != first["article"]
        )  # only a tie is put in order by this
    told = _journey(
        versions, links, ("quote", *PRINTED, "title", "url", "cue", "speaker"), first_wins=False
    )
    numbers = {row["quote"]: row["number"] for row in versions}
    parents = {
        numbers[row["quote"]]: numbers[row["against"]["quote"]] for row in told if row["against"]
    }
    for row in told:
        row["credits"] = credited.get(row["article"], [])
    return {
        "claim": claim,
        "text": versions[0]["text"],
        "speaker": _speaker(versions),
        "first": _where(first),
        "first_by": by,
        "first_why": why,
        "origins": provenance.origins(versions, credited),
        "changes": provenance.changes(versions, links, parents, credited),
        "versions": told,
    }


def _credits(conn: sqlite3.Connection, versions: Sequence[Row]) -> dict[str, list[Row]]:
    """Whom each article credits for its version, itself left out."""
    outlets = {row["outlet"] for row in versions if row["outlet"]}
    found: dict[str, list[Row]] = {}
    for row in versions:
        (words,) = conn.execute(
            "select text from articles where id = ?", (row["article"],)
        ).fetchone()
        named = provenance.credits(words, row["start"], row["end"], outlets)
        own = found.setdefault(row["article"], [])
        own += [
            credit
            for credit in named
            if credit not in own and credit["name"] != provenance.same_outlet(row["outlet"])
        ]
    return found


def claims(conn: sqlite3.Connection, limit: int = 50, least: int = 2) -> list[Row]:
    """Which claims were told most often, in how many outlets, by whom first?"""
    ids = [
        row[0]
        for row in conn.execute(
            "select id from claims where versions >= ? order by versions desc, id limit ?",
            (least, limit),
        )
    ]
    return [
        {
            "claim": claim,
            "text": versions[0]["text"],
            "speaker": _speaker(versions),
            "first": _where(_first(versions)),
            "versions": len(versions),
            "articles": len({row["article"] for row in versions}),
            "outlets": sorted({row["outlet"] for row in versions if row["outlet"]}),
        }
        for claim, versions in _claims_of(conn, ids).items()
        if versions
    ]


def links(
    conn: sqlite3.Connection,
    article: str | None = None,
    relation: str | None = None,
    turned: bool = False,
) -> Iterator[Row]:
    """Which quotations are versions of one another, and what differs? As `links --json` shows them, in order of article.

    turned: only those with a change that may turn the meaning. After a link come its parts, words in marks, if there are any:
    `part` tells them apart.
    """
    query = """select links.id, links.a, links.b, relation, links.score, links.reason
      from links join quotes a on a.number = links.a join quotes b on b.number = links.b
      where (:article is null or :article in (a.article_id, b.article_id)) and (:relation is null or relation = :relation)
        and (not :turned or exists (select 1 from changes where link_id = links.id and meaning))
      order by a.article_id, a.place, b.article_id, b.place"""
    for link, a, b, kind, score, reason in conn.execute(
        query, {"article": article, "relation": relation, "turned": turned}
    ):
        sides = {row["number"]: row for row in _told(conn, BY_NUMBER, (a, b))}
        one, other = _side(sides[a]), _side(sides[b])
        yield {
            "a": one,
            "b": other,
            "relation": kind,
            "score": score,
            "reason": reason,
            "changes": _changes(conn, link),
            "part": False,
        }
        for part in _parts(conn, link):
            yield _part_link(conn, part, (one, a), (other, b))


def _part_link(
    conn: sqlite3.Connection, part: Row, one: tuple[Row, int], other: tuple[Row, int]
) -> Row:
    """A part as a link of its own, between places in the two articles."""
    from quotetrack.linking import alignment  # needs rapidfuzz, which other questions do without

    shown = {}
    for name, (side, number) in (("a", one), ("b", other)):
        (content,) = conn.execute(
            "select content from quotes where number = ?", (number,)
        ).fetchone()
        start, end = in_article(json.loads(content), (part[f"{name}_start"], part[f"{name}_end"]))
        shown[name] = side | {"start": start, "end": end, "text": part[name]}
    changes = [change.as_row() for change in alignment.changes(part["a"], part["b"])]
    return shown | {
        "relation": part["relation"],
        "score": part["score"],
        "reason": "words in marks",
        "changes": changes,
        "part": True,
    }


def _side(row: Row) -> Row:
    return {key: row[key] for key in ("article", "start", "end", "text", "speaker")}


# lists


def speakers(
    conn: sqlite3.Connection, name: str | None = None, kind: str | None = None, limit: int = 100
) -> list[Row]:
    """Who is quoted, how often, in how many outlets, under which names and descriptions?"""
    ids = json.dumps(_speaker_ids(conn, name)) if name is not None else None
    found = rows(
        conn,
        """with often as (
        select s.id, s.name, s.kind, count(*) as quotes from speakers s join attributions t on t.speaker_id = s.id
        where (:ids is null or s.id in (select value from json_each(:ids))) and (:kind is null or s.kind = :kind)
        group by s.id order by quotes desc, s.name limit :limit)
      select often.*, count(distinct q.article_id) as articles, count(distinct a.outlet) as outlets,
        min(a.date) as first_date, max(a.date) as last_date
      from often join attributions t on t.speaker_id = often.id join quotes q on q.number = t.quote
      join articles a on a.id = q.article_id group by often.id order by quotes desc, often.name""",
        ids=ids,
        kind=kind,
        limit=limit,
    )
    for row in found:
        row["names"] = _column(
            conn, "select name from speaker_names where speaker_id = ? order by name", row["id"]
        )
        row["descriptors"] = _column(
            conn,
            """select descriptor from attributions where speaker_id = ?
          and descriptor is not null group by descriptor order by count(*) desc, descriptor""",
            row["id"],
        )
        row["by_outlet"] = dict(
            conn.execute(
                """select coalesce(a.outlet, a.id), count(*) from attributions t join quotes q
          on q.number = t.quote join articles a on a.id = q.article_id where t.speaker_id = ? group by 1 order by 2 desc, 1""",
                (row["id"],),
            ).fetchall()
        )
        row["about"] = _subjects(conn, row["id"])
    return found


OFTEN = 300  # quotations of one speaker that are looked at for what they are about


def _subjects(conn: sqlite3.Connection, speaker_id: str, limit: int = 6) -> list[str]:
    """What does a speaker talk about? The content words that stand in most of the quotations for how rare they are elsewhere."""
    told = _column(
        conn,
        """select q.text from attributions t join quotes q on q.number = t.quote where t.speaker_id = ?
      order by q.number limit ?""",
        speaker_id,
        OFTEN,
    )
    usual = lexicon.words("function_words") | lexicon.words("common_words")
    counts = Counter(
        word
        for said in told
        for word in {*normalize.search_terms(said)} - usual
        if len(word) > 2 and not word.isdigit()
    )
    size = conn.execute("select coalesce(max(number), 0) from quotes").fetchone()[0]
    least = 2 if len(told) > 3 else 1
    known = {
        word: count * _rarity(_matches(conn, word), size)
        for word, count in counts.most_common(30)
        if count >= least
    }
    return sorted(known, key=lambda word: (-known[word], word))[:limit]


def outlets(conn: sqlite3.Connection) -> list[Row]:
    """Which outlets are there, how much do they quote, and how much of it do others have too?"""
    return rows(
        conn,
        """select a.outlet, count(distinct a.id) as articles, count(q.number) as quotes,
      count(distinct t.speaker_id) as speakers, count(cq.quote) as shared, min(a.date) as first_date,
      max(a.date) as last_date
      from articles a left join quotes q on q.article_id = a.id left join attributions t on t.quote = q.number
      left join claim_quotes cq on cq.quote = q.number
      group by a.outlet order by articles desc, a.outlet""",
    )


def show(conn: sqlite3.Connection, article_id: str) -> Row:
    """What is in this article, and what was made of it? NotFoundError names articles with like ids."""
    article_id = normalize.replace_surrogates(article_id)
    head = "select id, outlet, date, title, byline, url, text, run_id as run from articles where id = ?"
    found = rows(conn, head, article_id)
    if not found:
        raise NotFoundError(_no_article(conn, article_id))
    quotes = _told(conn, BY_ARTICLE, [article_id], "order by q.place")
    spans = rows(
        conn,
        "select number, content, cue, source from quotes where article_id = ? order by place",
        article_id,
    )
    regions = rows(
        conn,
        'select start, "end", kind from regions where article_id = ? order by start, "end"',
        article_id,
    )
    return found[0] | {
        "regions": regions,
        "quotes": [
            {key: json.loads(span[key]) for key in ("content", "cue", "source")}
            | {"cue_text": row["cue"]}
            | {
                key: value
                for key, value in _quotation(row).items()
                if key not in ("article", "outlet", "date", "title", "cue")
            }
            for row, span in zip(quotes, spans, strict=True)
        ],
    }


def _no_article(conn: sqlite3.Connection, article_id: str) -> str:
    folded = article_id.lower()
    near = _column(
        conn,
        "select id from articles where instr(lower(id), ?) or instr(?, lower(id)) order by id limit 5",
        folded,
        folded,
    ) or _column(conn, "select id from articles order by id limit 5")
    return f"no article {article_id!r}; " + (
        f"there are: {', '.join(near)}" if near else "the database is empty"
    )


def stats(conn: sqlite3.Connection) -> Row:
    """How much is in the database, how much of it is still to be linked, and which runs made it?"""
    tables = ("articles", "quotes", "speakers", "links", "claims", "pending", "judgements")
    counts = {
        table: conn.execute(f"select count(*) from {table}").fetchone()[0] for table in tables
    }
    for key, query in {
        "kinds": "select kind, count(*) from quotes group by kind order by 2 desc",
        "relations": "select relation, count(*) from links group by relation order by 2 desc",
    }.items():
        counts[key] = dict(conn.execute(query).fetchall())
    counts["unknown"] = conn.execute(
        "select count(*) from attributions where speaker_id is null"
    ).fetchone()[0]
    counts["runs"] = [
        row | {"counts": json.loads(row["counts"])}
        for row in rows(
            conn,
            "select id, started, finished, version, parser, python, stanza, counts from runs order by id desc limit 10",
        )
    ]
    return counts


# what the steps ask


def versions(conn: sqlite3.Connection, ids: Iterable[str]) -> list[Version]:
    """What does the linker need to know of these quotations? In the order asked; unknown ids are left out."""
    wanted = list(ids)
    found = {
        row["quote"]: Version(
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
        for row in _told(conn, BY_ID, dict.fromkeys(wanted))
    }
    return [found[quote] for quote in wanted if quote in found]


def said_in(conn: sqlite3.Connection, article_id: str) -> list[str]:
    """What do the quotations of this article say, those that can have versions?"""
    return _column(
        conn,
        "select text from quotes where article_id = ? and modality = 'stated' order by number",
        article_id,
    )


def links_of(conn: sqlite3.Connection, ids: Iterable[str], changes: bool = True) -> list[Link]:
    """Which links touch these quotations, as the linker made them?"""
    found = rows(
        conn,
        """select distinct links.id, a.id as a, b.id as b, relation, links.score, links.reason
      from json_each(?) each cross join quotes mine on mine.id = each.value
      cross join links on links.a = mine.number or links.b = mine.number
      join quotes a on a.number = links.a join quotes b on b.number = links.b""",
        json.dumps(list(ids)),
    )
    return [
        Link(
            row["a"],
            row["b"],
            row["relation"],
            row["score"],
            row["reason"],
            tuple(Change(**change) for change in _changes(conn, row["id"])) if changes else (),
        )
        for row in found
    ]


def connected(conn: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Which quotations hang together with these through links, over any number of steps? These included."""
    return [
        row[0]
        for row in conn.execute(
            f"""with recursive reached(number) as (
        select number from quotes where id in {AMONG} union
        select case when links.a = reached.number then links.b else links.a end from reached
        cross join links on links.a = reached.number or links.b = reached.number)
      select id from reached cross join quotes using (number) order by id""",
            (json.dumps(list(ids)),),
        )
    ]


def sharing(conn: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Which of these quotations share a claim with others?"""
    return _column(
        conn,
        """select q.id from json_each(?) each cross join quotes q on q.id = each.value
      join claim_quotes on quote = q.number""",
        _json(ids),
    )


def count_links(conn: sqlite3.Connection, ids: Iterable[str]) -> int:
    """How many links touch these quotations?"""
    return conn.execute(
        """select count(distinct links.id) from json_each(?) each cross join quotes q on q.id = each.value
      cross join links on links.a = q.number or links.b = q.number""",
        (json.dumps(list(ids)),),
    ).fetchone()[0]


# what the linker's index asks; a wording is a number that quotations with the same words of the same speaker share

SPOKEN = (
    "left join attributions t on t.quote = q.number left join speakers s on s.id = t.speaker_id"
)


def waiting(conn: sqlite3.Connection, limit: int) -> list[tuple]:
    """Which quotations wait to be linked? Number, id, text, name of the speaker, and wording if they were indexed before."""
    return conn.execute(
        f"""select q.number, q.id, q.text, coalesce(s.name, t.name), q.wording
      from pending cross join quotes q on q.number = pending.quote {SPOKEN} order by q.number limit ?""",
        (limit,),
    ).fetchall()


def having(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[int]:
    """Which of these wordings does a quotation have?"""
    return _column(
        conn,
        "select value from json_each(?) where exists (select 1 from quotes where wording = value)",
        _json(wordings),
    )


def shared(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[int]:
    """Which of these wordings do several quotations have?"""
    return _column(
        conn,
        "select value from json_each(?) where (select count(*) from quotes where wording = value) > 1",
        _json(wordings),
    )


def crowds(conn: sqlite3.Connection, wordings: Iterable[int], many: int) -> list[list[int]]:
    """The quotations (numbers, in order of id) of those of the wordings that more than `many` have."""
    crowded = _column(
        conn,
        "select value from json_each(?) where (select count(*) from quotes where wording = value) > ?",
        _json(wordings),
        many,
    )
    return [
        _column(conn, "select number from quotes where wording = ? order by id", wording)
        for wording in crowded
    ]


def members(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[tuple[int, str]]:
    """The quotations of these wordings: wording and id."""
    return conn.execute(
        "select wording, q.id from json_each(?) each cross join quotes q on q.wording = each.value",
        (_json(wordings),),
    ).fetchall()


def numbers_of(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[int]:
    """The row numbers of the quotations of these wordings."""
    return _column(
        conn,
        "select number from json_each(?) each cross join quotes q on q.wording = each.value",
        _json(wordings),
    )


def texts_of(
    conn: sqlite3.Connection, wordings: Iterable[int]
) -> list[tuple[int, str, str | None]]:
    """One text with its speaker's name for each wording."""
    return conn.execute(
        f"""select each.value, q.text, coalesce(s.name, t.name) from json_each(?) each cross join quotes q
      on q.number = (select min(number) from quotes where wording = each.value) {SPOKEN}""",
        (_json(wordings),),
    ).fetchall()


def kinds_of(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[tuple[int, int]]:
    """For each wording: 1 if a quotation of it is direct, 2 indirect, 4 mixed, 8 of several spans or lines, added up."""
    return conn.execute(
        """select each.value, max(q.kind = 'direct') + 2 * max(q.kind = 'indirect') + 4 * max(q.kind = 'mixed')
      + 8 * max(instr(q.text, ' ... ') > 0 or instr(q.text, char(10)) > 0)
      from json_each(?) each cross join quotes q on q.wording = each.value group by each.value""",
        (_json(wordings),),
    ).fetchall()


def linked_among(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[int]:
    """The numbers of quotations of these wordings that are linked with one another."""
    ids = _json(wordings)
    found = conn.execute(
        f"""select a.number, b.number from json_each(?) each cross join quotes a on a.wording = each.value
      cross join links on links.a = a.number cross join quotes b on b.number = links.b where b.wording in {AMONG}""",
        (ids, ids),
    )
    return sorted({number for pair in found for number in pair})


WITHIN = "link within days"


def within(conn: sqlite3.Connection) -> int | None:
    """How many days may lie between linked quotations? None for any number."""
    found = conn.execute("select value from settings where name = ?", (WITHIN,)).fetchone()
    return int(found[0]) if found else None


SEMANTIC = "link by the embeddings of"


def semantic(conn: sqlite3.Connection) -> str | None:
    """By the embeddings of which model is the sense of texts weighed? None for not at all."""
    found = conn.execute("select value from settings where name = ?", (SEMANTIC,)).fetchone()
    return found[0] if found else None


def any_links(conn: sqlite3.Connection) -> bool:
    """Is there a link at all?"""
    return conn.execute("select 1 from links limit 1").fetchone() is not None


MANY_KEYS = 20_000  # from which all chunks of an index are read rather than looked up


def chunks_for(conn: sqlite3.Connection, keys: Sequence[int], index: str = "key") -> list[int]:
    """Which chunks of an index (key: of quotations, passage: of sentences) may hold these keys? All, if the keys are many.

    Of a key that fills several chunks only the first three: it is not rare, whatever the others hold.
    """
    if len(keys) > MANY_KEYS:
        return _column(conn, f"select id from {index}_chunks order by id")
    return _column(
        conn,
        f"""with wanted as materialized (
        select s.id as segment, k.value as key from {index}_segments s cross join json_each(?) k)
      select (select id from {index}_chunks c where c.segment = wanted.segment and first < key order by first desc, id desc limit 1) as id
        from wanted where id is not null
      union select c.id from wanted cross join {index}_chunks c on c.id in
        (select id from {index}_chunks d where d.segment = wanted.segment and d.first = wanted.key order by d.id limit 2)
      order by 1""",
        _json(keys),
    )


def chunks(conn: sqlite3.Connection, numbers: Iterable[int], index: str = "key") -> list[bytes]:
    """What these chunks of an index hold."""
    return _column(
        conn,
        f"select entries from json_each(?) each cross join {index}_chunks c on c.id = each.value",
        _json(numbers),
    )


def gone(conn: sqlite3.Connection) -> list[int]:
    """The wordings in the index that no quotation has any more, in order."""
    return _column(conn, "select wording from gone order by wording")


def just_gone(conn: sqlite3.Connection) -> list[tuple[int, str, str | None]]:
    """Those of them that are not reckoned with yet, with their text and its speaker's name."""
    return conn.execute(
        "select wording, text, name from gone where text is not null order by wording"
    ).fetchall()


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values))


def sentences(conn: sqlite3.Connection, article_id: str) -> list[tuple[int, int]]:
    """Where are the sentences of this article?"""
    found = conn.execute(
        "select spans from sentences where article_id = ?", (article_id,)
    ).fetchone()
    return [tuple(span) for span in json.loads(found[0])] if found else []


def known_speakers(conn: sqlite3.Connection, keys: Iterable[str]) -> list[tuple[str, Speaker]]:
    """Which speakers does a name with these blocking keys possibly mean? Each with the key that finds it."""
    return [
        (key, Speaker(*row))
        for key, *row in conn.execute(
            """select each.value, s.id, s.name, s.kind, s.article_id
      from json_each(?) each cross join speaker_keys k on k.key = each.value cross join speakers s on s.id = k.speaker_id""",
            (_json(sorted(keys)),),
        )
    ]


def changes_by_others(conn: sqlite3.Connection) -> int:
    """A number that is another one once another program has written into the database."""
    return conn.execute("pragma data_version").fetchone()[0]


def judgements(conn: sqlite3.Connection, kind: str | None = None) -> list[Row]:
    """What did people decide that still holds?"""
    found = rows(
        conn,
        "select id, kind, subjects, value, made_at from judgements where undone_at is null "
        "and (:kind is null or kind = :kind) order by id",
        kind=kind,
    )
    return [
        row | {"subjects": json.loads(row["subjects"]), "value": json.loads(row["value"])}
        for row in found
    ]


# passages


def unread(conn: sqlite3.Connection, limit: int = -1) -> list[str]:
    """Which articles were not read for passages yet?"""
    return _column(conn, "select article_id from unread order by article_id limit ?", limit)


def prose(
    conn: sqlite3.Connection, ids: Iterable[str]
) -> Iterator[tuple[str, str, list[Span], list[Span]]]:
    """What are the texts of these articles, where are their sentences, and where their stated quotations?"""
    for article_id, words, spans, contents in conn.execute(
        """select a.id, a.text, s.spans, (select json_group_array(json(content))
        from quotes where article_id = a.id and modality = 'stated') from json_each(?) each cross join articles a on a.id = each.value
        left join sentences s on s.article_id = a.id""",
        (_json(ids),),
    ):
        quoted = sorted(
            {(start, end) for content in json.loads(contents) for start, end in content}
        )
        yield article_id, words, [(start, end) for start, end in json.loads(spans or "[]")], quoted


def known_wordings(conn: sqlite3.Connection, wordings: Iterable[int]) -> set[int]:
    """Which of these wordings does a sentence have?"""
    return {
        *_column(
            conn,
            "select value from json_each(?) where exists (select 1 from passages where wording = value)",
            _json(wordings),
        )
    }


def wordings_from(conn: sqlite3.Connection, stems: Iterable[int]) -> dict[int, str]:
    """Which wordings begin with these 32 bits, and how is each printed, where it was printed first by id?"""
    found = conn.execute(
        """select p.wording, substr(a.text, p.start + 1, p."end" - p.start), min(p.article_id)
      from json_each(?) each cross join passages p on p.wording between each.value << 16 and each.value << 16 | 65535
      cross join articles a on a.id = p.article_id group by p.wording""",
        (_json(sorted(stems)),),
    )
    return {wording: words for wording, words, _ in found}


SIDE = """select p.article_id as article, a.outlet, a.date, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start) as text,
  null as speaker from passages p join articles a on a.id = p.article_id where p.number = ?"""


def passage_pairs(
    conn: sqlite3.Connection, article: str | None = None, relation: str | None = None
) -> Iterator[Row]:
    """Which sentences do articles share that are not quotations in both? In order of article, as `links --passages` shows them."""
    mine = "" if article is None else "and (:article in (x.article_id, y.article_id))"
    near = "x.article_id <> y.article_id and not (x.quoted and y.quoted)"
    query = f"""with pair as (
      select x.number as x, y.number as y, 'verbatim' as relation, 1.0 as score, 'same words' as reason from passages x
        join passages y on y.wording = x.wording where x.article_id < y.article_id and {near} {mine}
      union all select x.number, y.number, l.relation, l.score, l.reason from passage_links l join passages x on x.wording = l.a
        join passages y on y.wording = l.b where {near} {mine})
      select pair.* from pair join passages p on p.number = pair.x join passages q on q.number = pair.y
      where (:relation is null or relation = :relation)
      order by min(p.article_id, q.article_id), iif(p.article_id < q.article_id, p.start, q.start), max(p.article_id, q.article_id)"""
    for x, y, kind, score, reason in conn.execute(
        query, {"article": article, "relation": relation}
    ):
        a, b = sorted(
            (rows(conn, SIDE, x)[0], rows(conn, SIDE, y)[0]),
            key=lambda side: (side["article"], side["start"]),
        )
        yield {"a": a, "b": b, "relation": kind, "score": score, "reason": reason}


SAID = """with said as (select p.number, p.words, p.wording, {key} as name from passages p join articles a on a.id = p.article_id
    {where}) """
SHARED = """, held as (select distinct p.wording, {key} as name from passages p join articles a on a.id = p.article_id
    where p.wording is not null),
  near as (select a as mine, b as yours from passage_links union all select b, a from passage_links),
  pairs as (
    select said.*, held.name as other, 1 as same from said join held on held.wording = said.wording and held.name <> said.name
    union all select said.*, held.name, 0 from said join near on near.mine = said.wording
      join held on held.wording = near.yours and held.name <> said.name),
  best as (select number, name, words, {other} as other, max(same) as same from pairs group by number, 4)
select name, other, sum(words * same) as verbatim, sum(words * (1 - same)) as rewritten from best group by name, other
order by name, sum(words) desc, other"""


def shared_words(conn: sqlite3.Connection, article: str | None = None) -> list[Row]:
    """How many words do outlets (or does one article) share with others, and with whom? Longest shares first.

    A sentence counts with all its words, verbatim where another has the same words. `with` None stands for all others
    together; what is neither verbatim nor rewritten there is the outlet's own.
    """
    key, where = "coalesce(a.outlet, a.id)", ""
    if article is not None:
        key, where = "a.id", "where a.id = :article"
    said = SAID.format(key=key, where=where)
    totals = dict(
        conn.execute(
            said + "select name, sum(words) from said group by name", {"article": article}
        ).fetchall()
    )
    found = [
        row
        for other in ("null", "other")
        for row in rows(conn, said + SHARED.format(key=key, other=other), article=article)
    ]
    lone = [
        {"name": name, "other": None, "verbatim": 0, "rewritten": 0}
        for name in totals.keys() - {row["name"] for row in found}
    ]
    shares = [
        {
            "name": row["name"],
            "with": row["other"],
            "words": totals[row["name"]],
            "verbatim": row["verbatim"],
            "rewritten": row["rewritten"],
            "own": totals[row["name"]] - row["verbatim"] - row["rewritten"],
        }
        for row in (*found, *lone)
    ]
    return sorted(shares, key=lambda row: (row["name"], row["with"] is not None))


# the same words under two speakers

AROUND = 250  # characters before and after a quotation that are looked at for names
SEEN = (*PRINTED, "quote", "claim", "cue", "speaker", "speaker_kind", "quote_reason")


def drift(
    conn: sqlite3.Connection, article: str | None = None, seems: str | None = None
) -> list[Row]:
    """Which words stand under two speakers, and is it a wrong name, a relay or a role? Wrong names first, then by date.

    One row for two articles and two speakers, with the link that is surest; `links` says how many there are.
    """
    found = conn.execute(
        """select l.a, l.b, l.relation, l.score from links l
      join attributions s on s.quote = l.a join attributions t on t.quote = l.b and t.speaker_id <> s.speaker_id
      join quotes x on x.number = l.a join quotes y on y.number = l.b
      where l.reason not like '%, same speaker' and l.reason not like '%, names of the speakers agree'
      and (:article is null or :article in (x.article_id, y.article_id))
      order by l.score desc, x.article_id, x.place, y.article_id, y.place""",
        {"article": article},
    ).fetchall()
    groups: dict[tuple, Row] = {}
    for one, other, relation, score in found:
        sides = {row["number"]: row for row in _told(conn, BY_NUMBER, (one, other))}
        a, b = sorted((sides[one], sides[other]), key=_in_time)
        key = (a["article"], a["speaker"], b["article"], b["speaker"])
        if key in groups:
            groups[key]["links"] += 1
            continue
        what, why = drifts.verdict(_drift_side(conn, a), _drift_side(conn, b))
        groups[key] = {
            "seems": what,
            "why": why,
            "a": {name: a[name] for name in SEEN},
            "b": {name: b[name] for name in SEEN},
            "first": _where(_first([a, b])),
            "relation": relation,
            "score": score,
            "links": 1,
            "articles": [_articles_with(conn, side) for side in (a, b)],
        }
    chosen = [row for row in groups.values() if seems in (None, row["seems"])]
    return sorted(
        chosen,
        key=lambda row: (drifts.ORDER.index(row["seems"]), _in_time(row["a"]), _in_time(row["b"])),
    )


def _drift_side(conn: sqlite3.Connection, row: Row) -> Row:
    """One side with the words around it, and who else has the same words in its article."""
    around = conn.execute(
        "select substr(text, max(1, ? - ? + 1), ?) from articles where id = ?",
        (row["start"], AROUND, row["end"] - row["start"] + 2 * AROUND, row["article"]),
    ).fetchone()[0]
    others = _column(
        conn,
        """select distinct coalesce(s.name, t.name) from quotes q join attributions t on t.quote = q.number
      left join speakers s on s.id = t.speaker_id where q.article_id = ? and q.start < ? and q."end" > ? and q.number <> ?
      and coalesce(s.name, t.name) is not null""",
        row["article"],
        row["end"],
        row["start"],
        row["number"],
    )
    return row | {"around": around, "others": others}


def _articles_with(conn: sqlite3.Connection, row: Row) -> int:
    """How many articles have a claim under this speaker?"""
    return conn.execute(
        f"""select count(distinct q.article_id) from {BY_CLAIM} join attributions t on t.quote = q.number
      where t.speaker_id = ?""",
        (_json([row["claim"]]), row["speaker_id"]),
    ).fetchone()[0]


# what Datasette offers as forms; escape_fts is Datasette's own function

_TYPED = "coalesce(nullif(escape_fts(:{0}), ''), '\"\"')"
FORMS = {
    "who_said": f"""select w.text, w.modality, w.speaker, w.outlet, w.date, w.printed, w.descriptor, w.cue, w.reason,
  coalesce(claim_id, quotes.id) as claim, w.article_id as article
from quotes_fts join who_said_what w on w.quote = quotes_fts.rowid join quotes on quotes.number = w.quote
  left join claim_quotes on claim_quotes.quote = w.quote
where quotes_fts match {_TYPED.format("text")}
order by quotes_fts.rank limit 100""",
    "said_by": f"""select w.date, w.outlet, w.speaker, w.text, w.modality, w.printed, w.descriptor, w.reason,
  coalesce(claim_id, quotes.id) as claim, w.article_id as article
from who_said_what w join quotes on quotes.number = w.quote left join claim_quotes on claim_quotes.quote = w.quote
where w.speaker_id in (select speaker_id from speaker_names where id in
  (select rowid from speaker_names_fts where speaker_names_fts match {_TYPED.format("name")}))
order by w.date, w.article_id limit 500""",
    "versions_of": """select w.date, w.outlet, w.text, w.speaker, w.printed, w.descriptor, versions.relation, versions.changes,
  w.article_id as article
from who_said_what w left join versions on versions.quote = w.quote
where w.quote in (select quote from claim_quotes where claim_id = :claim union all select number from quotes where id = :claim
  and not exists (select 1 from claim_quotes where quote = number))
order by w.date is null, w.date, w.article_id""",
}


def has_full_text_search() -> bool:
    """Was this Python's SQLite built with FTS5?"""
    return bool(
        sqlite3.connect(":memory:")
        .execute("select sqlite_compileoption_used('ENABLE_FTS5')")
        .fetchone()[0]
    )
