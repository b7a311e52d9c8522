"""Listings: claims, links, speakers, outlets, one article, and what the database contains."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from quotetrack.errors import NotFoundError
from quotetrack.language import lexicon, normalize
from quotetrack.spans import in_article
from quotetrack.store.questions import quotation, speaker_ids
from quotetrack.store.search import inverse_frequency, phrase_matches
from quotetrack.store.sql import (
    BY_ARTICLE,
    BY_NUMBER,
    Row,
    as_json,
    column,
    quotations,
    rows,
    scalar,
)
from quotetrack.store.versions import (
    article_of,
    changes_of,
    claim_speaker,
    claim_versions,
    earliest,
    no_article,
    parts_of,
)

OFTEN = 300  # quotations of one speaker that are read for what they are about
TOPICS = 6  # words that say what a speaker talks about
CONTENT_WORDS = 30  # a speaker's most frequent content words, of which those are chosen
FEW = 3  # quotations up to which a word need not recur to be a topic
RUNS = 10  # latest runs that `stats` lists
COUNTED = {  # name in `stats` -> table
    "articles": "articles",
    "quotes": "quotes",
    "speakers": "speakers",
    "links": "links",
    "claims": "claims",
    "pending": "links_pending",
    "judgements": "judgements",
}


def claims(conn: sqlite3.Connection, limit: int = 50, least: int = 2) -> list[Row]:
    """The claims with the most versions: where they appeared, and by whom first."""
    ids = column(
        conn,
        "select id from claims where versions >= ? order by versions desc, id limit ?",
        least,
        limit,
    )
    return [
        {
            "claim": claim,
            "text": versions[0]["text"],
            "speaker": claim_speaker(versions),
            "first": article_of(earliest(versions)),
            "versions": len(versions),
            "articles": len({row["article"] for row in versions}),
            "outlets": sorted({row["outlet"] for row in versions if row["outlet"]}),
        }
        for claim, versions in claim_versions(conn, ids).items()
        if versions
    ]


# ---- links


def links(
    conn: sqlite3.Connection,
    article: str | None = None,
    relation: str | None = None,
    meaning_only: bool = False,
) -> Iterator[Row]:
    """Pairs of versions and what differs between them, in order of article.

    The shape is the contract of `links --json`. meaning_only: only links with a change that may
    turn the meaning. A link is followed by its partial matches, which have `part` set.
    """
    query = """select links.id, links.a, links.b, relation, links.score, links.reason
      from links join quotes a on a.number = links.a join quotes b on b.number = links.b
      where (:article is null or :article in (a.article_id, b.article_id))
        and (:relation is null or relation = :relation)
        and (not :meaning or exists (select 1 from changes where link_id = links.id and meaning))
      order by a.article_id, a.ordinal, b.article_id, b.ordinal"""
    values = {"article": article, "relation": relation, "meaning": meaning_only}
    for link, a, b, kind, score, reason in conn.execute(query, values):
        both = {row["number"]: row for row in quotations(conn, BY_NUMBER, (a, b))}
        sides = {"a": _side(both[a]), "b": _side(both[b])}
        yield sides | {
            "relation": kind,
            "score": score,
            "reason": reason,
            "changes": changes_of(conn, link),
            "part": False,
        }
        for part in parts_of(conn, link):
            yield _partial_match(conn, part, sides, {"a": a, "b": b})


def _partial_match(
    conn: sqlite3.Connection, part: Row, sides: dict[str, Row], numbers: dict[str, int]
) -> Row:
    """A partial match as a link of its own, between places in the two articles."""
    shown: Row = {}
    for name, side in sides.items():
        content = scalar(conn, "select content from quotes where number = ?", numbers[name])
        start, end = in_article(json.loads(content), (part[f"{name}_start"], part[f"{name}_end"]))
        shown[name] = side | {"start": start, "end": end, "text": part[name]}
    return shown | {
        "relation": part["relation"],
        "score": part["score"],
        "reason": "words in marks",
        "changes": part["changes"],
        "part": True,
    }


def _side(row: Row) -> Row:
    return {key: row[key] for key in ("article", "start", "end", "text", "speaker")}


# ---- speakers and outlets


def speakers(
    conn: sqlite3.Connection, name: str | None = None, kind: str | None = None, limit: int = 100
) -> list[Row]:
    """Who is quoted: how often, in how many outlets, under which names, and about what."""
    ids = as_json(speaker_ids(conn, name)) if name is not None else None
    found = rows(
        conn,
        """with often as (
          select s.id, s.name, s.kind, count(*) as quotes
          from speakers s join attributions t on t.speaker_id = s.id
          where (:ids is null or s.id in (select value from json_each(:ids)))
            and (:kind is null or s.kind = :kind)
          group by s.id order by quotes desc, s.name limit :limit)
        select often.*, count(distinct q.article_id) as articles,
          count(distinct a.outlet) as outlets, min(a.date) as first_date, max(a.date) as last_date
        from often join attributions t on t.speaker_id = often.id
          join quotes q on q.number = t.quote join articles a on a.id = q.article_id
        group by often.id order by quotes desc, often.name""",
        ids=ids,
        kind=kind,
        limit=limit,
    )
    return [row | _about_speaker(conn, row["id"]) for row in found]


def _about_speaker(conn: sqlite3.Connection, speaker: str) -> Row:
    """A speaker's names, descriptors, number of quotations by outlet, and topics."""
    return {
        "names": column(
            conn, "select name from speaker_names where speaker_id = ? order by name", speaker
        ),
        "descriptors": column(
            conn,
            """select descriptor from attributions
            where speaker_id = ? and descriptor is not null
            group by descriptor order by count(*) desc, descriptor""",
            speaker,
        ),
        "by_outlet": dict(
            conn.execute(
                """select coalesce(a.outlet, a.id), count(*)
                from attributions t join quotes q on q.number = t.quote
                  join articles a on a.id = q.article_id
                where t.speaker_id = ? group by 1 order by 2 desc, 1""",
                (speaker,),
            ).fetchall()
        ),
        "about": _topics(conn, speaker),
    }


def _topics(conn: sqlite3.Connection, speaker: str) -> list[str]:
    """The content words with the highest tf-idf in a speaker's quotations."""
    texts = column(
        conn,
        """select q.text from attributions t join quotes q on q.number = t.quote
        where t.speaker_id = ? order by q.number limit ?""",
        speaker,
        OFTEN,
    )
    common = lexicon.words("function_words") | lexicon.words("common_words")
    counts = Counter(
        word
        for text in texts
        for word in sorted({*normalize.search_terms(text)} - common)
        if len(word) > 2 and not word.isdigit()
    )
    size = scalar(conn, "select coalesce(max(number), 0) from quotes")
    least = 2 if len(texts) > FEW else 1
    weight = {
        word: count * inverse_frequency(phrase_matches(conn, word), size)
        for word, count in counts.most_common(CONTENT_WORDS)
        if count >= least
    }
    return sorted(weight, key=lambda word: (-weight[word], word))[:TOPICS]


def outlets(conn: sqlite3.Connection) -> list[Row]:
    """The outlets: how much each quotes, and how much of it others have too."""
    return rows(
        conn,
        """select a.outlet, count(distinct a.id) as articles, count(q.number) as quotes,
          count(distinct t.speaker_id) as speakers, count(cq.quote) as shared,
          min(a.date) as first_date, max(a.date) as last_date
        from articles a left join quotes q on q.article_id = a.id
          left join attributions t on t.quote = q.number
          left join claim_quotes cq on cq.quote = q.number
        group by a.outlet order by articles desc, a.outlet""",
    )


# ---- one article, the whole database


def show(conn: sqlite3.Connection, article_id: str) -> Row:
    """An article and its quotations; raises NotFoundError that names articles with similar ids."""
    article_id = normalize.replace_surrogates(article_id)
    found = rows(
        conn,
        """select id, outlet, date, title, byline, url, text, run_id as run
        from articles where id = ?""",
        article_id,
    )
    if not found:
        raise NotFoundError(no_article(conn, article_id))
    spans = rows(
        conn,
        "select content, cue, source from quotes where article_id = ? order by ordinal",
        article_id,
    )
    quotes = quotations(conn, BY_ARTICLE, [article_id], "order by q.ordinal")
    return found[0] | {
        "regions": rows(
            conn,
            'select start, "end", kind from regions where article_id = ? order by start, "end"',
            article_id,
        ),
        "quotes": [_shown_quote(row, span) for row, span in zip(quotes, spans, strict=True)],
    }


def _shown_quote(row: Row, spans: Row) -> Row:
    shown = {key: json.loads(value) for key, value in spans.items()}
    shown["cue_text"] = row["cue"]
    of_article = ("article", "outlet", "date", "title", "cue")
    rest = {key: value for key, value in quotation(row).items() if key not in of_article}
    return shown | rest


def stats(conn: sqlite3.Connection) -> Row:
    """How much the database contains, how much is still to be linked, and the latest runs."""
    counts: dict[str, Any] = {
        name: scalar(conn, f"select count(*) from {table}") for name, table in COUNTED.items()
    }
    for name, query in {
        "kinds": "select kind, count(*) from quotes group by kind order by 2 desc",
        "relations": "select relation, count(*) from links group by relation order by 2 desc",
    }.items():
        counts[name] = dict(conn.execute(query).fetchall())
    counts["unknown"] = scalar(conn, "select count(*) from attributions where speaker_id is null")
    latest = rows(
        conn,
        f"""select id, started, finished, version, parser, python, stanza, counts
        from runs order by id desc limit {RUNS}""",
    )
    counts["runs"] = [run | {"counts": json.loads(run["counts"])} for run in latest]
    return counts
