"""The journey of a claim: who had it first and how that is known, which changes travelled on, and which were put right.

Time comes first. Where dates tie or lack, a credit in the text counts: an article that says "(AP)" or "told The Herald" had it from
there. All of it works on versions as plain rows in order of date, each with number, article, outlet, date and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from quotetrack.language import dates, lexicon, normalize
from quotetrack.records import SEEN_FROM_OTHER_SIDE

Row = Mapping[str, Any]
Told = TypeVar("Told", bound=Mapping[str, Any])
Key = tuple[str, str, str]
NEAR = 300  # characters around a quotation in which "told The Herald" is about it
_WHOLE = (
    r"\(({names})\)|(?m:^[ \t]*[-\u2013\u2014]?[ \t]*({names})\.?[ \t]*$)|[Cc]redit: ({names})\b|"
    r"\b({names}) contributed to this (?:report|story|article)|"
    r"\b(?:[Rr]eporting|[Rr]eports?|[Mm]aterial) (?:by|from) (?:[Tt]he )?({names})\b"
)
_LOCAL = (
    r"\b[Aa]ccording to (?:[Tt]he )?({names})\b|\b[Tt]old (?:[Tt]he )?({names})\b|\b({names})(?:, which)? (?:first )?reported\b|"
    r"\b(?:interview with|statement to) (?:[Tt]he )?({names})\b|\b[Qq]uoted (?:by|in) (?:[Tt]he )?({names})\b"
)


# ---- credits


def credits(words: str, start: int, end: int, outlets: Iterable[str] = ()) -> list[dict[str, str]]:
    """Whom an article credits for the quotation at start to end: each name once, with the words that say so.

    Known are agencies and the given outlets. A credit of the whole article ("(AP)", "Reporting by") counts wherever it stands,
    one in a sentence ("told The Herald") only near the quotation.
    """
    names = _names(tuple(sorted({re.sub(r"^[Tt]he ", "", outlet) for outlet in outlets if outlet})))
    near = words[max(0, start - NEAR) : end + NEAR]
    found = [
        match
        for pattern, place in ((_WHOLE, words), (_LOCAL, near))
        for match in re.finditer(pattern.format(names=names), place)
    ]
    told: dict[str, str] = {}
    for match in found:
        told.setdefault(
            same_outlet(next(filter(None, match.groups()))), " ".join(match.group().split())
        )
    return [{"name": name, "words": said} for name, said in told.items()]


@cache
def _names(outlets: tuple[str, ...]) -> str:
    known = {*lexicon.table("agencies"), *outlets}
    return "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name)))


def same_outlet(name: str | None) -> str:
    """An outlet's name without its article; an agency's short name."""
    plain = re.sub(r"^[Tt]he ", "", name or "")
    return lexicon.table("agencies").get(plain, plain)


# ---- who had it first


def first(
    versions: Sequence[Told], credited: Mapping[str, Sequence[Row]]
) -> tuple[Told | None, str | None, str]:
    """The first version, how it is known (date or credit) and why; None where nothing tells. credited: article -> its credits."""
    earliest, at = versions[0], dates.parse(versions[0]["date"])
    others = {row["article"]: row for row in versions if row["article"] != earliest["article"]}
    tied = [row for row in others.values() if dates.same_time(at, dates.parse(row["date"]))]
    if not tied:
        return earliest, "date", "earlier than all others" if others else "the only article"
    pointed = [
        (row, source, credit)
        for row in versions
        for credit in credited.get(row["article"], ())
        for source in (earliest, *tied)
        if source["article"] != row["article"] and same_outlet(source["outlet"]) == credit["name"]
    ]
    sources = {source["article"] for _, source, _ in pointed} - {
        row["article"] for row, _, _ in pointed
    }
    if len(sources) == 1:
        row, source, credit = next(item for item in pointed if item[1]["article"] in sources)
        return source, "credit", f"{_where(row)} credits it: \u201c{credit['words']}\u201d"
    undated = any(dates.parse(row["date"]) is None for row in (earliest, *tied))
    return None, None, "not every article has a date" if undated else "dates tie"


def _where(row: Row) -> str:
    return row["outlet"] or row["article"]


def origins(versions: Sequence[Row], credited: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    """Whom the articles credit that is not among them: each name with the articles and the words."""
    here = {same_outlet(row["outlet"]) for row in versions}
    found: dict[str, dict[str, Any]] = {}
    for row in {row["article"]: row for row in versions}.values():
        for credit in credited.get(row["article"], ()):
            if credit["name"] not in here:
                entry = found.setdefault(
                    credit["name"],
                    {"name": credit["name"], "words": credit["words"], "articles": []},
                )
                entry["articles"].append(row["article"])
    return list(found.values())


# ---- changes on the way


def changes(
    versions: Sequence[Row],
    links: Mapping[int, Mapping[int, Row]],
    parents: Mapping[int, int],
    credited: Mapping[str, Sequence[Row]],
) -> list[dict[str, Any]]:
    """Each change against the first version given: who made it, to whom it travelled on, who has it too, and who put it right.

    links: version -> other -> link with its changes as read from the other. A change is put right by a later version that has the
    first words again, though it comes from one that changed them: the same outlet, one that it credits or is nearest to, or
    one with which it shares another change.
    """
    origin = versions[0]
    differ = _differences(versions, links, parents)
    out = []
    for key, shown in _in_order(versions, differ).items():
        carriers = [row for row in versions if key in differ.get(row["number"], {})]
        made = carriers[0]
        later = [row for row in carriers[1:] if row["article"] != made["article"]]
        travelled = [
            row
            for row in later
            if not dates.same_time(dates.parse(made["date"]), dates.parse(row["date"]))
        ]
        mended = [
            row
            for row in versions
            if row["number"] in differ
            and row["article"] != origin["article"]
            and _mended(key, row, made, differ, parents, credited)
        ]
        out.append(
            {
                **shown,
                "by": _place(made),
                "travelled": _places(travelled),
                "also": _places([row for row in later if row not in travelled]),
                "put_right": _places(mended),
            }
        )
    return out


def _differences(
    versions: Sequence[Row], links: Mapping[int, Mapping[int, Row]], parents: Mapping[int, int]
) -> dict[int, dict[Key, Row]]:
    """What each version changed against the first, by its link to it, else through the version that it is compared with."""
    origin = versions[0]["number"]
    found: dict[int, dict[Key, Row]] = {origin: {}}
    for row in versions[1:]:
        mine, parent = links.get(row["number"], {}), parents.get(row["number"])
        if origin in mine:
            found[row["number"]] = {_key(change): change for change in mine[origin]["changes"]}
        elif parent in found and parent in mine:
            step = {_key(change): change for change in mine[parent]["changes"]}
            undone = {_turned(key) for key in step}
            new = {key: change for key, change in step.items() if _turned(key) not in found[parent]}
            found[row["number"]] = {
                key: change for key, change in found[parent].items() if key not in undone
            } | new
    return found


def _in_order(
    versions: Sequence[Row], differ: Mapping[int, Mapping[Key, Row]]
) -> dict[Key, dict[str, Any]]:
    """The changes as printed, those that may turn the meaning first, else in the order of the versions that made them."""
    found: dict[Key, dict[str, Any]] = {}
    for row in versions:
        for key, change in differ.get(row["number"], {}).items():
            found.setdefault(
                key, {name: change[name] for name in ("kind", "before", "after", "meaning")}
            )
    return dict(sorted(found.items(), key=lambda item: not item[1]["meaning"]))


def _mended(
    key: Key,
    row: Row,
    made: Row,
    differ: Mapping[int, Mapping[Key, Row]],
    parents: Mapping[int, int],
    credited: Mapping[str, Sequence[Row]],
) -> bool:
    mine, theirs = differ[row["number"]], differ[made["number"]]
    if (
        key in mine
        or (dates.parse(row["date"]) or "~") <= (dates.parse(made["date"]) or "~")
        or not _has_first_words(key, row)
    ):
        return False
    same = bool(row["outlet"]) and row["outlet"] == made["outlet"]
    named = any(
        credit["name"] == same_outlet(made["outlet"]) for credit in credited.get(row["article"], ())
    )
    return (
        same
        or named
        or parents.get(row["number"]) == made["number"]
        or bool(mine.keys() & theirs.keys())
    )


def _has_first_words(key: Key, row: Row) -> bool:
    """True if a version has the words that were there before a change, or lacks what was added."""
    kind, before, after = key
    said = f" {normalize.key(row['text'])} "
    if kind in ("speaker", "indirect", "title", "affiliation"):
        return False  # not told by the words of the quotation
    return f" {before} " in said if before else f" {after} " not in said


def _key(change: Row) -> Key:
    return change["kind"], normalize.key(change["before"]), normalize.key(change["after"])


def _turned(key: Key) -> Key:
    return SEEN_FROM_OTHER_SIDE.get(key[0], key[0]), key[2], key[1]


def _place(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("article", "outlet", "date")}


def _places(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return list({row["article"]: _place(row) for row in rows}.values())
