"""Attribution drift: the same words under two speakers, and what it seems to be.

relay: one speaks through the other (a letter, an agency, somebody who quotes). role for name: an office or organisation on one
side, its person on the other. other name: one speaker, called otherwise. misattribution: two different speakers by name, with
nothing that ties them. unclear: none of these can be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quotetrack.language import lexicon, normalize
from quotetrack.language.names import split
from quotetrack.language.normalize import bare
from quotetrack.language.spelling import edit_distance, max_edits

Side = Mapping[str, Any]
ORDER = ("misattribution", "relay", "role for name", "other name", "unclear")
INNER = "within another: "  # as extraction says of a quotation within a quotation
_AFTER = re.compile(r"\s(?:of|on|in|from|to|by|for|at|with|about|who|which|that)\s|,")
_ARTICLES = frozenset(["a", "an", "the", "one", "some", "his", "her", "its", "their", "another"])


def verdict(a: Side, b: Side) -> tuple[str, str]:
    """What two sides with the same words seem to be, and why in a sentence; it is the same with the sides exchanged.

    A side has speaker, speaker_kind, descriptor, speaker_as_printed, quote_reason, outlet, `around` (the words about the
    quotation) and `others` (who else has these words in the same article).
    """
    for test in (_relay, _other_name, _role_for_name, _misattribution):
        if found := test(a, b) or test(b, a):
            return found
    return (
        "unclear",
        f"{a['speaker']} and {b['speaker']} are not two names, and nothing around the words ties them",
    )


def _relay(a: Side, b: Side) -> tuple[str, str] | None:
    """One side is a document or a newspaper, or quotes the other within its own words."""
    if a["speaker"] in b["others"]:
        return (
            "relay",
            f"{b['outlet'] or b['article']} has these words from {a['speaker']} within what {b['speaker']} says",
        )
    if a["quote_reason"].startswith(INNER) and _names(a["around"], b["speaker"]):
        return (
            "relay",
            f"{a['outlet'] or a['article']} has these words within another quotation, beside the name of {b['speaker']}",
        )
    if _is_document(a) and not _is_document(b):
        return (
            "relay",
            f"{a['speaker']} is something written, through which {b['speaker']} may speak{_tie(a, b)}",
        )
    if _is_medium(a) and not _is_medium(b) and not _is_document(b):
        return (
            "relay",
            f"{a['speaker']} is a newspaper, agency or station, which may pass on what {b['speaker']} said{_tie(a, b)}",
        )
    return None


def _other_name(a: Side, b: Side) -> tuple[str, str] | None:
    """One speaker under two names: parts of one another, a slip of the pen apart, or nameless with the same noun."""
    one, other = _proper(a), _proper(b)
    if a["speaker_kind"] == b["speaker_kind"] == "person":
        if len(one) > 1 and len(other) > 1 and one[-1] == other[-1] and _fits(one[0], other[0]):
            return (
                "other name",
                f"{a['speaker']} and {b['speaker']} go by one family name and fitting given names",
            )
        if len(one) == len(other) and all(
            edit_distance(x, y) <= max_edits(min(x, y, key=len))
            for x, y in zip(one, other, strict=True)
        ):
            return "other name", f"{a['speaker']} and {b['speaker']} are spelt nearly alike"
        return None
    shared = {*_content(a["speaker"])} & {*_content(b["speaker"])}
    if "person" not in (a["speaker_kind"], b["speaker_kind"]) and shared:
        return (
            "other name",
            f"both are called {' '.join(w for w in _content(a['speaker']) if w in shared)}",
        )
    return None


def _role_for_name(a: Side, b: Side) -> tuple[str, str] | None:
    """Side a is an office, group or organisation, side b a person who is said to be of it."""
    if a["speaker_kind"] == "person" or b["speaker_kind"] != "person":
        return None
    wanted = {*_content(a["speaker"])}
    described = " ".join(filter(None, (b["descriptor"], b["speaker_as_printed"])))
    if fitting := _held(described, wanted):
        called = b["descriptor"] or b["speaker_as_printed"]
        return (
            "role for name",
            f"{b['speaker']} is called {called}, which fits {a['speaker']} ({fitting})",
        )
    if a["speaker_kind"] == "group":
        return None  # scholars who are quoted beside a name are not its office
    if _names(a["around"], b["speaker"]):
        return (
            "role for name",
            f"{a['outlet'] or a['article']} gives the words to {a['speaker']} and names {b['speaker']} beside them",
        )
    if fitting := _held(b["around"], wanted):
        return (
            "role for name",
            f"{b['outlet'] or b['article']} gives the words to {b['speaker']} and speaks of {fitting} beside them",
        )
    return None


def _misattribution(a: Side, b: Side) -> tuple[str, str] | None:
    """Two speakers by name, people or organisations."""
    kinds = {a["speaker_kind"], b["speaker_kind"]}
    if not kinds <= {"person", "organisation"}:
        return None
    why = f"{a['speaker']} and {b['speaker']} are two names, and neither article has one speak through the other"
    beside = [side for side, other in ((a, b), (b, a)) if _names(side["around"], other["speaker"])]
    if beside:
        named = " and ".join(side["outlet"] or side["article"] for side in beside)
        return (
            "misattribution",
            f"{why}; beside the words, both are named in {named}, which may have been misread",
        )
    return "misattribution", why


def _tie(a: Side, b: Side) -> str:
    beside = next(
        (side for side, other in ((a, b), (b, a)) if _names(side["around"], other["speaker"])), None
    )
    return f"; {beside['outlet'] or beside['article']} names both" if beside else ""


def _head(name: str) -> str:
    """The noun of a description: site in "his news site on the north"."""
    words = normalize.words(_AFTER.split(name)[0])
    return bare(words[-1]) if words else ""


def _is_document(side: Side) -> bool:
    return side["speaker_kind"] != "person" and _head(side["speaker"]) in lexicon.words(
        "document_nouns"
    )


def _is_medium(side: Side) -> bool:
    name = side["speaker"]
    known = lexicon.words("credits") | lexicon.words("broadcasters")
    return side["speaker_kind"] != "person" and (
        name in known or name == side["outlet"] or _head(name) in lexicon.words("media")
    )


def _content(name: str) -> list[str]:
    return [
        bare(word)
        for word in normalize.words(name)
        if word not in _ARTICLES and word not in lexicon.words("function_words")
    ]


def _proper(side: Side) -> list[str]:
    return [bare(word) for word in split(side["speaker"]).words]


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


def _held(described: str, wanted: set[str]) -> str:
    """Those of the wanted words that a description has, as a phrase."""
    return " ".join(
        dict.fromkeys(word for word in map(bare, normalize.words(described)) if word in wanted)
    )


def _names(around: str, name: str) -> bool:
    """True if the words name somebody, by the family name at least."""
    words = [bare(word) for word in split(name).words]
    return bool(words) and words[-1] in {bare(word) for word in normalize.words(around)}
