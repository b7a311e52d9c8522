"""Provenance of a claim: who published it first and how that is known, and what changed on the way.

Dates decide. Where they tie or are missing, a credit in the text counts: an article that says
"(AP)" or "told The Herald" had the words from there. Versions are plain rows in order of date,
each with number, article, outlet, date and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from sqlite3 import Connection
from typing import Any, TypeVar

from quotetrack.language import dates, lexicon, normalize
from quotetrack.records import SEEN_FROM_OTHER_SIDE
from quotetrack.store import questions
from quotetrack.store import versions as stored

Row = Mapping[str, Any]
Shown = dict[str, Any]
AnyRow = TypeVar("AnyRow", bound=Row)
Key = tuple[str, str, str]  # kind of change, normalised words before and after
Credits = Mapping[str, Sequence[Row]]  # article -> whom it credits
Differences = Mapping[int, Mapping[Key, Row]]  # version -> its changes against the first
NEARBY = 300  # characters around a quotation in which "told The Herald" is about it
BESIDE_WORDS = ("speaker", "indirect", "title", "affiliation")  # changes outside the quoted words
UNDATED = "~"  # sorts after every date
TRACED_KEYS = ("quote", *stored.VERSION_KEYS, "title", "url", "cue", "speaker")
_THE = re.compile(r"^[Tt]he ")


def trace(conn: Connection, claim: str) -> Shown:
    """What became of a claim, given by its id, by the id of a quotation, or by its words.

    Who published it first and how that is known, whom the articles credit, the changes and who
    passed them on or corrected them, and every version. Raises NotFoundError if it is not there.
    """
    claim = questions.find_claim(conn, claim)
    versions = stored.claim_versions(conn, [claim])[claim]
    links = stored.links_among(conn, [row["number"] for row in versions])
    credited = _credits(conn, versions)
    first, known_by, why = first_version(versions, credited)
    if first:  # changes the order only where dates tie
        versions = sorted(versions, key=lambda row: row["article"] != first["article"])
    shown = stored.compared_versions(versions, links, TRACED_KEYS, prefer_first=False)
    numbers = {row["quote"]: row["number"] for row in versions}
    parents = {
        numbers[row["quote"]]: numbers[row["against"]["quote"]] for row in shown if row["against"]
    }
    for row in shown:
        row["credits"] = credited.get(row["article"], [])
    return {
        "claim": claim,
        "text": versions[0]["text"],
        "speaker": stored.claim_speaker(versions),
        "first": _article(first) if first else None,
        "first_by": known_by,
        "first_why": why,
        "origins": origins(versions, credited),
        "changes": changes(versions, links, parents, credited),
        "versions": shown,
    }


# ---- credits


def _credits(conn: Connection, versions: Sequence[Row]) -> dict[str, list[Row]]:
    """Whom each article credits for its versions, itself left out."""
    outlets = {row["outlet"] for row in versions if row["outlet"]}
    found: dict[str, list[Row]] = {}
    for row in versions:
        text = stored.article_text(conn, row["article"])
        mine = found.setdefault(row["article"], [])
        own_name = outlet_key(row["outlet"])
        for credit in credits(text, row["start"], row["end"], outlets):
            if credit not in mine and credit["name"] != own_name:
                mine.append(credit)
    return found


def credits(text: str, start: int, end: int, outlets: Iterable[str] = ()) -> list[dict[str, str]]:
    """Whom an article credits for the quotation at start to end: names and the words that say so.

    Agencies are known besides the given outlets. A credit of the whole article ("(AP)") counts
    wherever it stands, one in a sentence ("told The Herald") only near the quotation.
    """
    names = _names(tuple(sorted({_THE.sub("", outlet) for outlet in outlets if outlet})))
    nearby = text[max(0, start - NEARBY) : end + NEARBY]
    found: dict[str, str] = {}
    for scope, searched in (("article", text), ("nearby", nearby)):
        for match in re.finditer(_credit_pattern(scope).format(names=names), searched):
            name = next(filter(None, match.groups()))
            found.setdefault(outlet_key(name), " ".join(match.group().split()))
    return [{"name": name, "words": words} for name, words in found.items()]


@lru_cache(maxsize=1024)
def _names(outlets: tuple[str, ...]) -> str:
    """A regular expression for the names of outlets and agencies, the longest first."""
    known = {*lexicon.table("agencies"), *outlets}
    return "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=2)
def _credit_pattern(scope: str) -> str:
    """The expressions of credit_phrases.txt for one scope, as alternatives."""
    phrases = lexicon.table("credit_phrases")
    return "|".join(pattern for pattern, where in phrases.items() if where == scope)


def outlet_key(name: str | None) -> str:
    """An outlet's name without its article; an agency's short name."""
    plain = _THE.sub("", name or "")
    return lexicon.table("agencies").get(plain, plain)


# ---- who had it first


def first_version(
    versions: Sequence[AnyRow], credited: Credits
) -> tuple[AnyRow | None, str | None, str]:
    """The first version, how it is known ("date" or "credit"), and why; None if it is not known."""
    earliest, date = versions[0], dates.parse(versions[0]["date"])
    others = {row["article"]: row for row in versions if row["article"] != earliest["article"]}
    tied = [row for row in others.values() if dates.same_time(date, dates.parse(row["date"]))]
    if not tied:
        return earliest, "date", "earlier than all others" if others else "the only article"
    credit = _only_credited(versions, (earliest, *tied), credited)
    if credit:
        source, why = credit
        return source, "credit", why
    undated = any(dates.parse(row["date"]) is None for row in (earliest, *tied))
    return None, None, "not every article has a date" if undated else "dates tie"


def _only_credited(
    versions: Sequence[AnyRow], candidates: Sequence[AnyRow], credited: Credits
) -> tuple[AnyRow, str] | None:
    """The one candidate that others credit and that credits none of them, and who credits it."""
    pointers = [
        (row, source, credit)
        for row in versions
        for credit in credited.get(row["article"], ())
        for source in candidates
        if source["article"] != row["article"] and outlet_key(source["outlet"]) == credit["name"]
    ]
    crediting = {row["article"] for row, _, _ in pointers}
    sources = {source["article"] for _, source, _ in pointers} - crediting
    if len(sources) != 1:
        return None
    row, source, credit = next(item for item in pointers if item[1]["article"] in sources)
    name = row["outlet"] or row["article"]
    return source, f"{name} credits it: \u201c{credit['words']}\u201d"


def origins(versions: Sequence[Row], credited: Credits) -> list[Shown]:
    """Whom the articles credit that is not among them: names with the articles and the words."""
    present = {outlet_key(row["outlet"]) for row in versions}
    found: dict[str, Shown] = {}
    for article in dict.fromkeys(row["article"] for row in versions):
        for credit in credited.get(article, ()):
            name = credit["name"]
            if name not in present:
                entry = {"name": name, "words": credit["words"], "articles": []}
                found.setdefault(name, entry)["articles"].append(article)
    return list(found.values())


# ---- changes on the way


def changes(
    versions: Sequence[Row],
    links: stored.Links,
    parents: Mapping[int, int],
    credited: Credits,
) -> list[Shown]:
    """Each change against the first version: who made it, passed it on, shares it, corrected it.

    parents: the version that each version is compared with. A change is corrected by a later
    version that has the first words again although it depends on one that changed them: the same
    outlet, an outlet that it credits or is closest to, or one with which it shares another change.
    """
    first = versions[0]
    differences = _differences(versions, links, parents)
    found = []
    for key, change in _in_order(versions, differences).items():
        carriers = [row for row in versions if key in differences.get(row["number"], {})]
        made = carriers[0]
        later = [row for row in carriers[1:] if row["article"] != made["article"]]
        passed_on = [row for row in later if not dates.same_time(_date(made), _date(row))]
        corrected = [
            row
            for row in versions
            if row["number"] in differences
            and row["article"] != first["article"]
            and _corrects(key, row, made, differences, parents, credited)
        ]
        found.append(
            change
            | {
                "by": _article(made),
                "travelled": _articles(passed_on),
                "also": _articles(row for row in later if row not in passed_on),
                "put_right": _articles(corrected),
            }
        )
    return found


def _differences(
    versions: Sequence[Row], links: stored.Links, parents: Mapping[int, int]
) -> dict[int, dict[Key, Row]]:
    """What each version changed against the first: by their link, else by way of its parent."""
    first = versions[0]["number"]
    found: dict[int, dict[Key, Row]] = {first: {}}
    for row in versions[1:]:
        number = row["number"]
        mine, parent = links.get(number, {}), parents.get(number)
        if first in mine:
            found[number] = _by_key(mine[first]["changes"])
        elif parent in found and parent in mine:
            found[number] = _added_up(found[parent], _by_key(mine[parent]["changes"]))
    return found


def _added_up(before: Mapping[Key, Row], step: Mapping[Key, Row]) -> dict[Key, Row]:
    """The changes of a parent and a further step; a change that the step reverses is gone."""
    undone = {_reversed(key) for key in step}
    kept = {key: change for key, change in before.items() if key not in undone}
    new = {key: change for key, change in step.items() if _reversed(key) not in before}
    return kept | new


def _in_order(versions: Sequence[Row], differences: Differences) -> dict[Key, Shown]:
    """The changes, those that may turn the meaning first, else in the order of the versions."""
    found: dict[Key, Shown] = {}
    for row in versions:
        for key, change in differences.get(row["number"], {}).items():
            shown = {name: change[name] for name in ("kind", "before", "after", "meaning")}
            found.setdefault(key, shown)
    return dict(sorted(found.items(), key=lambda item: not item[1]["meaning"]))


def _corrects(
    key: Key,
    row: Row,
    made: Row,
    differences: Differences,
    parents: Mapping[int, int],
    credited: Credits,
) -> bool:
    """True if a version undoes a change that another made, and depends on that one."""
    mine, theirs = differences[row["number"]], differences[made["number"]]
    is_later = (_date(row) or UNDATED) > (_date(made) or UNDATED)
    if key in mine or not is_later or not _has_first_words(key, row):
        return False
    return (
        (bool(row["outlet"]) and row["outlet"] == made["outlet"])
        or _credits_outlet(row, made["outlet"], credited)
        or parents.get(row["number"]) == made["number"]
        or bool(mine.keys() & theirs.keys())
    )


def _credits_outlet(row: Row, outlet: str | None, credited: Credits) -> bool:
    key = outlet_key(outlet)
    return any(credit["name"] == key for credit in credited.get(row["article"], ()))


def _has_first_words(key: Key, row: Row) -> bool:
    """True if a version has the words from before a change, or lacks the words that were added."""
    kind, before, after = key
    if kind in BESIDE_WORDS:
        return False
    text = f" {normalize.key(row['text'])} "
    return f" {before} " in text if before else f" {after} " not in text


def _by_key(found: Iterable[Row]) -> dict[Key, Row]:
    return {_key(change): change for change in found}


def _key(change: Row) -> Key:
    return change["kind"], normalize.key(change["before"]), normalize.key(change["after"])


def _reversed(key: Key) -> Key:
    """The key of the change from the other side."""
    return SEEN_FROM_OTHER_SIDE.get(key[0], key[0]), key[2], key[1]


def _date(row: Row) -> str | None:
    return dates.parse(row["date"])


def _article(row: Row) -> Shown:
    return {name: row[name] for name in ("article", "outlet", "date")}


def _articles(rows: Iterable[Row]) -> list[Shown]:
    return list({row["article"]: _article(row) for row in rows}.values())
