"""The dateline at the start of a news report: "OSLO, May 2 (Reuters) - "."""

import re
from functools import cache

from quotetrack.language.dates import month_pattern
from quotetrack.language.lexicon import words

_PLACE_PARTS = re.compile(r"[ /]")
_CITY_AND_AGENCY = re.compile(
    r"\s*[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}(?:, [A-Z][A-Za-z.]{1,14}(?: [A-Z][a-z]+)?)?"
    r" \((?P<agency>[A-Za-z ./-]{2,30})\)\s?(?:—|–|--|-)\s*"
)
_AGENCY_FIRST = re.compile(r"\s*\((?P<agency>[A-Za-z ./-]{2,30})\)\s?(?:—|–|--|-)\s*")


def dateline_end(line: str, first: bool) -> int:
    """Where the dateline at the start of a line ends, 0 if there is none.

    first: whether the line begins the article; a bare place ("ROME - ") counts only there.
    """
    for pattern in (_AGENCY_FIRST, _CITY_AND_AGENCY):
        match = pattern.match(line)
        if match and match["agency"].strip() in words("credits") | words("broadcasters"):
            return match.end()
    match = _in_capitals().match(line)
    if not match or not words("not_datelines").isdisjoint(_PLACE_PARTS.split(match["place"])):
        return 0
    return _end(match, line, first)


def _end(match: re.Match[str], line: str, first: bool) -> int:
    """Where a place in capitals and what follows it end, 0 if they are not a dateline."""
    if match.end() == len(line):
        alone = match["bar"] or (first and (match["dash"] or match["state"]))
        return match.end() if alone else 0
    known = match["date"] or match["agency"]
    if match["dash"]:
        colon = match["dash"].startswith(":")
        return match.end() if known or (not colon and (first or match["state"])) else 0
    after = line[match.end() :].lstrip()
    begins_sentence = after[0].isupper() or after[0] in "\"“'‘"
    return len(line) - len(after) if match["date"] and begins_sentence else 0


@cache
def _in_capitals() -> re.Pattern[str]:
    """A place in capitals, then its state, a date, an agency and a dash, each if present."""
    month = f"(?i:{month_pattern()})"
    return re.compile(
        rf"""\s*(?P<bar>\|\s*)?
        (?P<place>(?:[A-Z][A-Z.'’-]+)(?:[ /]+[A-Z][A-Z.'’-]+){{0,3}})
        (?P<state>(?:,\s(?!{month}\b)[A-Z][A-Za-z.]{{1,14}}(?:\s(?!{month}\b)[A-Z][a-z]{{2,14}})?){{1,2}}
         |\s\([A-Z][A-Za-z .]{{2,25}}\))?
        (?P<date>,?\s(?:{month}\.?\s\d{{1,2}}|\d{{1,2}}\s{month}\.?)(?:,\s\d{{4}})?(?![\d-]))?
        (?P<agency>,?\s\([A-Za-z][A-Za-z ./-]{{1,30}}\))?
        (?P<dash>\s*,?\s?(?:—|–-|–|--|•)\s*|\s+-\s+|:\s+(?=\S))?""",
        re.VERBOSE,
    )
