"""What a line of a newspaper text is by its own look: metadata, credit, invitation, heading, dateline, or prose.

Every test is cautious: a line that could be a sentence of the article counts as prose.
"""

import re
from functools import cache

from quotetrack.language.dates import MONTH
from quotetrack.language.lexicon import words
from quotetrack.language.normalize import fold

ABBREVIATION = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|St|Lt|Col|Sgt|Prof|Rev|Jr|Sr|vs|No|[A-Z])\.$"
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
REPORTS = re.compile(
    r"[\"“”„«»]|\b(?:said|says|told|tells|added|asked|wrote|tweeted|argued|according)\b",
    re.IGNORECASE,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,2000}", re.IGNORECASE)
_DATE_WORD = re.compile(
    rf"""(?:{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?
    |\d{{1,4}}(?:st|nd|rd|th)?|\d{{4}}-\d\d-\d\d(?:t\d\d:\d\d\S{{0,12}})?|\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:am|pm)?|\d{{1,2}}(?:am|pm)
    |\d{{1,4}}[/.]\d{{1,2}}[/.]\d{{2,4}}|am|pm|a\.m|p\.m|e[sd]?t|p[sd]?t|gmt|utc|bst|ist|cet|sgt|hkt|at|on|of|the|date|dated
    |published|updated|posted|first|last|modified|created|[-–—|•·])$""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(rf"\b{MONTH}\b|\d{{4}}-\d\d-\d\d|\d[/.]\d{{1,2}}[/.]\d{{2,4}}", re.IGNORECASE)
_CREDIT_START = re.compile(
    r"\(?(?:photo|photos|photograph|picture|image|illustration|video|file photo|photo credit"
    r"|image credit|credit)(?:s? by\b|:)",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    r"(?:getty(?: images)?|ap photo|ap images|afp|reuters|shutterstock|alamy|epa|corbis|associated press)"
    r"[.)\]]*$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[\[(—–-]*\s?(?:additional |further )?"
    r"(?:reporting|writing|editing|compiled|written|edited|translated|graphics?) by [^\W\d_]",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)\s?(?:©|\(c\)|\d{4}|by\b|the\b)", re.IGNORECASE)
_COUNTER = re.compile(r"\d{1,4}\s?(?:of|/)\s?\d{1,4}$")
_HEAD_WORD = re.compile(r"[^\W_][\w'’.&/-]*")
_DATELINE = re.compile(
    rf"""\s*(?P<bar>\|\s*)?
    (?P<place>(?:[A-Z][A-Z.'’-]+)(?:[ /]+[A-Z][A-Z.'’-]+){{0,3}})
    (?P<state>(?:,\s(?!(?i:{MONTH})\b)[A-Z][A-Za-z.]{{1,14}}(?:\s(?!(?i:{MONTH})\b)[A-Z][a-z]{{2,14}})?){{1,2}}
     |\s\([A-Z][A-Za-z .]{{2,25}}\))?
    (?P<date>,?\s(?:(?i:{MONTH})\.?\s\d{{1,2}}|\d{{1,2}}\s(?i:{MONTH})\.?)(?:,\s\d{{4}})?(?![\d-]))?
    (?P<agency>,?\s\([A-Za-z][A-Za-z ./-]{{1,30}}\))?
    (?P<dash>\s*,?\s?(?:—|–-|–|--|•)\s*|\s+-\s+|:\s+(?=\S))?""",
    re.VERBOSE,
)
_CITY = re.compile(
    r"\s*[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}(?:, [A-Z][A-Za-z.]{1,14}(?: [A-Z][a-z]+)?)?"
    r" \((?P<agency>[A-Za-z ./-]{2,30})\)\s?(?:—|–|--|-)\s*"
)
_AGENCY_FIRST = re.compile(r"\s*\((?P<agency>[A-Za-z ./-]{2,30})\)\s?(?:—|–|--|-)\s*")


def ends_sentence(line: str) -> bool:
    """Whether the line ends like a sentence, closing marks aside."""
    return bool(SENTENCE_END.search(line[-12:].rstrip()))


def kind(line: str) -> str | None:
    """metadata, boilerplate or None (prose, as far as the line itself tells)."""
    if not any(c.isalnum() for c in line[:400]):
        return "boilerplate" if len(line) <= 400 else None
    if len(line) > 400 or (len(line) < 4 and line not in words("credits")):
        return None
    if is_metadata(line):
        return "metadata"
    if is_credit(line) or is_button(line) or is_invitation(line) or is_notice(line):
        return "boilerplate"
    return None


def is_metadata(line: str) -> bool:
    """A line that is an address, a date, a byline, or a date and a byline."""
    if URL.fullmatch(line.rstrip(".")):
        return True
    tokens = line.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if not 1 <= len(tokens) <= 24:
        return False
    rest = [t for t in tokens if not _DATE_WORD.match(t.rstrip(".:,"))]
    if not rest:
        return bool(_DAY.search(line)) and any(c.isdigit() for c in line)
    if (
        not rest[0].startswith(("By", "BY"))
        and rest[0] is not tokens[0]
        or rest[0].lower() not in ("by", "by:")
    ):
        return False
    if ends_sentence(line) and len(rest) > 7:
        return False
    names = [t for t in rest[1:] if t.lower() not in words("byline_particles")]
    return bool(names) and all(
        (t[0].isupper() or "@" in t) and not t.endswith((":", ";", "?")) for t in names
    )


def is_credit(line: str) -> bool:
    """A line that says no more than whose picture or report this is ("PHOTO: REUTERS", "(AP)", "Jo Bell via Getty Images.")."""
    bare = line.strip(" .()[]—–-|/")
    parts = [p.strip() for p in re.split(r"[,/&|]", bare) if p.strip()]
    if 1 <= len(parts) <= 5 and all(p in words("credits") for p in parts):
        return True
    if len(line) > 90 or REPORTS.search(line):
        return False
    if _CREDIT_START.match(line):
        return True
    tokens = bare.split()
    names = all(t[0].isupper() or t in ("via", "for", "by") for t in tokens)
    return names and len(tokens) <= 8 and bool(_CREDIT_END.search(line))


def is_caption(line: str) -> bool:
    """A line that begins "Photo:" and goes on, or ends in a picture credit in brackets."""
    if _CREDIT_START.match(line):
        return True
    tail = line.rstrip(" .")
    opening = tail.rfind("(")
    return (
        tail.endswith(")")
        and opening > 0
        and len(tail) - opening < 90
        and bool(_CREDIT_END.search(tail))
        and (
            "/" in tail[opening:]
            or "photo" in tail[opening:].lower()
            or "getty" in tail[opening:].lower()
        )
    )


def is_button(line: str) -> bool:
    """The label of a gallery's or player's button, or its counter ("1 of 24")."""
    return line.strip(" .:»>").lower() in words("gallery") or bool(_COUNTER.match(line.strip()))


def is_invitation(line: str) -> bool:
    """A short line that asks the reader to subscribe, share, follow or read on elsewhere."""
    low = line.replace("’", "'").strip(" .:*>»[(•-").lower()
    if not low or len(line) > 250 or REPORTS.search(line):
        return False
    if _starts_with(low, "boilerplate_openings"):
        return True
    start = _prefixes("invitations").match(low)
    if not start or len(line) > 200:
        return False
    rest = low[start.end() :]
    return "@" in rest or URL.search(rest) is not None or bool(_any_of("channels").search(rest))


def is_notice(line: str) -> bool:
    """Who reported and edited, who holds the copyright, in which print edition it stood."""
    low = line.lstrip("([* ").lower()
    if low.startswith(
        ("a version of this ", "this article appeared in the ", "this story appeared in the ")
    ):
        return "appear" in low or "publish" in low
    return _is_staff(line) or bool(_COPYRIGHT.match(line)) or "all rights reserved" in low


def _is_staff(line: str) -> bool:
    """Names and places only, after "Reporting by" and the like: with a verb it would be a sentence about reporting."""
    match = _STAFF.match(line)
    known = words("byline_particles") | {
        "by",
        "reporting",
        "writing",
        "editing",
        "additional",
        "further",
        "from",
    }
    rest = re.findall(r"[^\W\d_][\w.'’-]*", line[match.end() - 1 :]) if match else []
    return bool(rest) and all(word[0].isupper() or word.lower() in known for word in rest)


def is_related(line: str) -> bool:
    """The header over a list of other articles."""
    low = line.strip(" \"“”'*.:>»|-").replace("’", "'").lower()
    return low in words("related") or (
        len(low) < 30 and low.startswith("also on ") and line.rstrip().endswith(":")
    )


def is_teaser(line: str) -> bool:
    """A line that may be the headline of another article: short, and no sentence with its end."""
    return (
        len(line) <= 160
        and not ends_sentence(line)
        and not re.search(r"[a-z]{2}[.!?][\"”’']? +[\"“‘']?[A-Z]", line)
    )


def is_heading(line: str) -> bool:
    """A short line without end mark, wholly in capitals or with every longer word capitalised."""
    bare = line.strip(" \"'“”‘’*")
    if not 3 <= len(bare) <= 80 or bare[-1] in ".!,:;…—–-" or any(c in bare for c in "@#:"):
        return False
    if ends_sentence(line) and not (bare[-1] == "?" and bare.isupper()):
        return False
    tokens = _HEAD_WORD.findall(bare)
    if not 1 <= len(tokens) <= 12 or bare[0].isdigit() or bare[-1].isdigit():
        return False
    if bare.upper() == bare and sum(c.isalpha() for c in bare) >= 4:
        return True
    long = [t for t in tokens if len(t) > 4]
    capitalised = all(t[0].isupper() for t in [tokens[0], tokens[-1], *long])
    return capitalised and len(tokens) >= 3 and len(long) >= 2 and "," not in bare


def dateline_end(line: str, first: bool) -> int:
    """Where the dateline at the start of the line ends, 0 if there is none. "ROME - " counts in the first paragraph only."""
    for pattern in (_AGENCY_FIRST, _CITY):
        match = pattern.match(line)
        if match and match["agency"].strip() in words("credits") | words("broadcasters"):
            return match.end()
    match = _DATELINE.match(line)
    if not match or not words("dateline_labels").isdisjoint(re.split(r"[ /]", match["place"])):
        return 0
    if match.end() == len(line):
        return match.end() if match["bar"] or (first and (match["dash"] or match["state"])) else 0
    known = match["date"] or match["agency"]
    if match["dash"]:
        colon = match["dash"].startswith(":")
        return match.end() if known or (not colon and (first or match["state"])) else 0
    after = line[match.end() :].lstrip()
    return (
        len(line) - len(after)
        if match["date"] and (after[0].isupper() or after[0] in "\"“'‘")
        else 0
    )


def marker_end(line: str) -> int:
    """Where a picture credit glued to its caption ends ("GETTYThe minister leaves"), 0 if the line does not begin with one."""
    match = _glued().match(line)
    return match.end() if match else 0


def glued_markers(text: str, start: int, end: int) -> list[int]:
    """Where credits glued to a caption begin inside a stretch."""
    return [
        m.start()
        for m in _glued().finditer(text, start, end)
        if m.start() == start or text[m.start() - 1].isspace()
    ]


@cache
def _glued() -> re.Pattern[str]:
    marks = sorted((re.escape(c) for c in words("credits") if c.isupper()), key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(marks)})(?=[A-Z][a-z]{{2}}|(?:Mr|Dr|Ms|He|In|At|An|It|No|We)\b|A |[“‘][A-Z])"
    )


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in sorted(words(name)))})\b")


@cache
def _prefixes(name: str) -> re.Pattern[str]:
    entries = sorted(words(name), key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(w.rstrip("$")) + ("$" if w[-1] == "$" else r"(?!\w)") for w in entries)
    )


def _starts_with(low: str, name: str) -> bool:
    return _prefixes(name).match(low) is not None


def same_words(a: str, b: str) -> bool:
    """Whether two lines say the same, case, marks and the end stop aside."""
    return fold(a).strip(" .;'\"") == fold(b).strip(" .;'\"")
