"""Attribution drift: the same words attributed to two speakers, and what it seems to be.

- relay: one speaks through the other (a letter, an agency, somebody who quotes).
- role for name: an office or organisation on one side, its person on the other.
- other name: one speaker under two names.
- misattribution: two different speakers by name, with nothing that ties them.
- unclear: none of these can be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from sqlite3 import Connection
from typing import Any

from quotetrack.language import lexicon, normalize
from quotetrack.language.names import split
from quotetrack.language.normalize import bare
from quotetrack.language.spelling import edit_distance, max_edits
from quotetrack.store import attributions
from quotetrack.store.versions import VERSION_KEYS, article_of, by_date, earliest

Side = Mapping[str, Any]
Verdict = tuple[str, str]  # one of VERDICTS, and why in a sentence
VERDICTS = ("misattribution", "relay", "role for name", "other name", "unclear")
SHOWN_KEYS = (*VERSION_KEYS, "quote", "claim", "cue", "speaker", "speaker_kind", "quote_reason")


# ---- over a whole database


def drift(
    conn: Connection, article: str | None = None, seems: str | None = None
) -> list[dict[str, Any]]:
    """The words that are attributed to two speakers, and what that seems to be.

    Misattributions come first, then by date. There is one row for two articles and two speakers,
    with the surest link; `links` says how many there are. seems: only this verdict.
    """
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one, other, link in attributions.disagreements(conn, article):
        a, b = sorted((one, other), key=by_date)
        key = (a["article"], a["speaker"], b["article"], b["speaker"])
        if key in groups:
            groups[key]["links"] += 1
        else:
            groups[key] = _finding(conn, a, b, link)
    chosen = [row for row in groups.values() if seems in (None, row["seems"])]
    return sorted(
        chosen,
        key=lambda row: (VERDICTS.index(row["seems"]), by_date(row["a"]), by_date(row["b"])),
    )


def _finding(conn: Connection, a: dict[str, Any], b: dict[str, Any], link: Side) -> dict[str, Any]:
    sides = (a, b)
    seems, why = verdict(*[attributions.with_surroundings(conn, side) for side in sides])
    shown_a, shown_b = ({name: side[name] for name in SHOWN_KEYS} for side in sides)
    return {
        "seems": seems,
        "why": why,
        "a": shown_a,
        "b": shown_b,
        "first": article_of(earliest(sides)),
        "relation": link["relation"],
        "score": link["score"],
        "links": 1,
        "articles": [
            attributions.articles_with(conn, side["claim"], side["speaker_id"]) for side in sides
        ],
    }


# ---- two sides


def verdict(a: Side, b: Side) -> Verdict:
    """What two sides with the same words seem to be, in either order, and why in a sentence.

    A side has speaker, speaker_kind, descriptor, speaker_as_printed, nested, outlet, article,
    `around` (the text around the quotation) and `others` (who else says these words there).
    """
    for test in (_relay, _other_name, _role_for_name, _misattribution):
        if found := test(a, b) or test(b, a):
            return found
    return (
        "unclear",
        f"{a['speaker']} and {b['speaker']} are not two names, "
        "and nothing around the words ties them",
    )


def _relay(a: Side, b: Side) -> Verdict | None:
    """One side is a document or a news outlet, or quotes the other within its own words."""
    one, other = a["speaker"], b["speaker"]
    if one in b["others"]:
        return (
            "relay",
            f"{_place(b)} has these words from {one} within what {other} says",
        )
    if a["nested"] and _mentions(a["around"], other):
        return (
            "relay",
            f"{_place(a)} has these words within another quotation, beside the name of {other}",
        )
    if _is_document(a) and not _is_document(b):
        return (
            "relay",
            f"{one} is something written, through which {other} may speak{_tie(a, b)}",
        )
    if _is_outlet(a) and not _is_outlet(b) and not _is_document(b):
        return (
            "relay",
            f"{one} is a newspaper, agency or station, "
            f"which may pass on what {other} said{_tie(a, b)}",
        )
    return None


def _other_name(a: Side, b: Side) -> Verdict | None:
    """One speaker under two names: parts of one another, misspelt, or nameless with one noun."""
    one, other = a["speaker"], b["speaker"]
    if a["speaker_kind"] == b["speaker_kind"] == "person":
        if _same_person(_name_words(a), _name_words(b)):
            return "other name", f"{one} and {other} go by one family name and fitting given names"
        if _misspelt(_name_words(a), _name_words(b)):
            return "other name", f"{one} and {other} are spelt nearly alike"
        return None
    if "person" in (a["speaker_kind"], b["speaker_kind"]):
        return None
    theirs = set(_content_words(other))
    shared = [word for word in _content_words(one) if word in theirs]
    return ("other name", f"both are called {' '.join(shared)}") if shared else None


def _role_for_name(a: Side, b: Side) -> Verdict | None:
    """Side a is an office, group or organisation, side b a person who is said to be of it."""
    if a["speaker_kind"] == "person" or b["speaker_kind"] != "person":
        return None
    one, other = a["speaker"], b["speaker"]
    wanted = {*_content_words(one)}
    described = " ".join(filter(None, (b["descriptor"], b["speaker_as_printed"])))
    fitting = _words_among(described, wanted)
    if fitting:
        called = b["descriptor"] or b["speaker_as_printed"]
        return "role for name", f"{other} is called {called}, which fits {one} ({fitting})"
    if a["speaker_kind"] == "group":
        return None  # scholars who are quoted beside a name are not its office
    if _mentions(a["around"], other):
        return (
            "role for name",
            f"{_place(a)} gives the words to {one} and names {other} beside them",
        )
    fitting = _words_among(b["around"], wanted)
    if fitting:
        return (
            "role for name",
            f"{_place(b)} gives the words to {other} and speaks of {fitting} beside them",
        )
    return None


def _misattribution(a: Side, b: Side) -> Verdict | None:
    """Two speakers by name, people or organisations."""
    if not {a["speaker_kind"], b["speaker_kind"]} <= {"person", "organisation"}:
        return None
    why = (
        f"{a['speaker']} and {b['speaker']} are two names, "
        "and neither article has one speak through the other"
    )
    naming = _naming_both(a, b)
    if naming:
        places = " and ".join(_place(side) for side in naming)
        why += f"; beside the words, both are named in {places}, which may have been misread"
    return "misattribution", why


# ---- what a side says


def _place(side: Side) -> str:
    return str(side["outlet"] or side["article"])


def _naming_both(a: Side, b: Side) -> list[Side]:
    """The sides that name the other's speaker beside the words."""
    pairs = ((a, b), (b, a))
    return [side for side, other in pairs if _mentions(side["around"], other["speaker"])]


def _tie(a: Side, b: Side) -> str:
    naming = _naming_both(a, b)
    return f"; {_place(naming[0])} names both" if naming else ""


def _is_document(side: Side) -> bool:
    return side["speaker_kind"] != "person" and _head_noun(side["speaker"]) in lexicon.words(
        "document_nouns"
    )


def _is_outlet(side: Side) -> bool:
    name = side["speaker"]
    if side["speaker_kind"] == "person":
        return False
    known = lexicon.words("credits") | lexicon.words("broadcasters")
    return name in known or name == side["outlet"] or _head_noun(name) in lexicon.words("media")


def _head_noun(name: str) -> str:
    """The noun of a description: site in "his news site on the north"."""
    words = normalize.words(_head_ends().split(name)[0])
    return bare(words[-1]) if words else ""


@cache
def _head_ends() -> re.Pattern[str]:
    """What ends the head of a description: a comma, or one of postmodifiers.txt between spaces."""
    words = "|".join(sorted(lexicon.words("postmodifiers")))
    return re.compile(rf"\s(?:{words})\s|,")


# ---- names


def _same_person(one: list[str], other: list[str]) -> bool:
    """True for one family name with given names of which one may be the other's initial."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    given, other_given = one[0], other[0]
    initial = min(len(given), len(other_given)) == 1
    return given == other_given or (initial and given[:1] == other_given[:1])


def _misspelt(one: list[str], other: list[str]) -> bool:
    """True if each word of one name is a slip of the pen away from the other's."""
    return len(one) == len(other) and all(
        edit_distance(x, y) <= max_edits(min(x, y, key=len))
        for x, y in zip(one, other, strict=True)
    )


def _name_words(side: Side) -> list[str]:
    return [bare(word) for word in split(side["speaker"]).words]


def _content_words(name: str) -> list[str]:
    ignored = (
        lexicon.words("name_articles")
        | lexicon.words("name_determiners")
        | lexicon.words("function_words")
    )
    return [bare(word) for word in normalize.words(name) if word not in ignored]


def _words_among(text: str, wanted: set[str]) -> str:
    """Those of the wanted words that a text has, in its order."""
    words = map(bare, normalize.words(text))
    return " ".join(dict.fromkeys(word for word in words if word in wanted))


def _mentions(text: str, name: str) -> bool:
    """True if a text names somebody, by the family name at least."""
    words = [bare(word) for word in split(name).words]
    return bool(words) and words[-1] in {bare(word) for word in normalize.words(text)}
