"""The type of a line by its own look: metadata, credit, call to action, notice, heading or prose.

Every test is cautious: a line that could be a sentence of the article counts as prose. The limits
were chosen by hand on the example articles.
"""

import re
from functools import cache

from quotetrack.language.dates import month_pattern
from quotetrack.language.lexicon import alternatives, words
from quotetrack.language.normalize import fold

LINE_LIMIT = 400  # characters of a line that is not prose
CREDIT_LIMIT = 90  # characters of a photo credit
CALL_TO_ACTION_LIMIT = 200  # characters
TEASER_LIMIT = 160  # characters of a headline of another article
HEADING_LIMIT = 80  # characters
BYLINE_WORDS = 7  # in a byline that ends like a sentence, besides its date
LONG_WORD = 5  # letters from which a word of a heading in title case is capitalised

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,2000}", re.IGNORECASE)
_NUMBER_IN_DATE = re.compile(
    r"""(?:\d{1,4}(?:st|nd|rd|th)?
    |\d{4}-\d\d-\d\d(?:t\d\d:\d\d\S{0,12})?
    |\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:am|pm)?
    |\d{1,2}(?:am|pm)
    |\d{1,4}[/.]\d{1,2}[/.]\d{2,4}
    |[-–—|•·])$""",
    re.VERBOSE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)\s?(?:©|\(c\)|\d{4})", re.IGNORECASE)
_COUNTER = re.compile(r"\d{1,4}\s?(?:of|/)\s?\d{1,4}$")
_HEADING_WORD = re.compile(r"[^\W_][\w'’.&/-]*")
_TWO_SENTENCES = re.compile(r"[a-z]{2}[.!?][\"”’']? +[\"“‘']?[A-Z]")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_CREDIT_PARTS = re.compile(r"[,/&|]")


# ---- what a line is
def classify(line: str) -> str | None:
    """metadata, boilerplate or None (prose, as far as the line itself tells)."""
    if not any(c.isalnum() for c in line[:LINE_LIMIT]):
        return "boilerplate" if len(line) <= LINE_LIMIT else None
    if len(line) > LINE_LIMIT or (len(line) < 4 and line not in words("credits")):
        return None
    if is_metadata(line):
        return "metadata"
    if is_credit(line) or is_gallery_control(line) or is_call_to_action(line) or is_notice(line):
        return "boilerplate"
    return None


def is_metadata(line: str) -> bool:
    """A line that is a web address, a date, a byline, or a date and a byline."""
    if URL.fullmatch(line.rstrip(".")):
        return True
    tokens = line.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if not 1 <= len(tokens) <= 24:
        return False
    rest = [token for token in tokens if not _is_date_word(token)]
    if not rest:
        return bool(_day().search(line)) and any(c.isdigit() for c in line)
    capitalised = rest[0].startswith(("By", "BY"))
    if not (capitalised or rest[0] is tokens[0]) or rest[0].lower() not in ("by", "by:"):
        return False
    if ends_sentence(line) and len(rest) > BYLINE_WORDS:
        return False
    names = [token for token in rest[1:] if token.lower() not in words("byline_particles")]
    return bool(names) and all(_is_byline_name(token) for token in names)


def is_credit(line: str) -> bool:
    """A line that only says whose picture or report this is.

    Such as "PHOTO: REUTERS", "(AP)" or "Jo Bell via Getty Images."
    """
    bare = line.strip(" .()[]—–-|/")
    parts = [part.strip() for part in _CREDIT_PARTS.split(bare) if part.strip()]
    if 1 <= len(parts) <= 5 and all(part in words("credits") for part in parts):
        return True
    if len(line) > CREDIT_LIMIT or reports_speech(line):
        return False
    if _credit_start().match(line):
        return True
    tokens = bare.split()
    particles = words("photo_credit_particles")
    names = all(token[0].isupper() or token in particles for token in tokens)
    return names and len(tokens) <= 8 and bool(_credit_end().search(line))


def is_caption(line: str) -> bool:
    """A line that begins "Photo:" and goes on, or ends in a photo credit in brackets."""
    if _credit_start().match(line):
        return True
    tail = line.rstrip(" .")
    opening = tail.rfind("(")
    if not tail.endswith(")") or opening <= 0 or len(tail) - opening >= CREDIT_LIMIT:
        return False
    credit = tail[opening:].lower()
    marked = "/" in credit or any(word in credit for word in words("photo_credit_words"))
    return marked and bool(_credit_end().search(tail))


def is_gallery_control(line: str) -> bool:
    """The label of a button of a gallery or player, or its counter ("1 of 24")."""
    label = line.strip(" .:»>").lower()
    return label in words("gallery_controls") or bool(_COUNTER.match(line.strip()))


def is_call_to_action(line: str) -> bool:
    """A short line that asks the reader to subscribe, share, follow or read on elsewhere."""
    low = line.replace("’", "'").strip(" .:*>»[(•-").lower()
    if not low or len(line) > 250 or reports_speech(line):
        return False
    if _prefixes("boilerplate_starts").match(low):
        return True
    start = _prefixes("call_to_action_starts").match(low)
    if not start or len(line) > CALL_TO_ACTION_LIMIT:
        return False
    rest = low[start.end() :]
    if "@" in rest or URL.search(rest):
        return True
    return bool(_any_of("call_to_action_objects").search(rest))


def is_notice(line: str) -> bool:
    """A line about who reported and edited, who holds the copyright, or the print edition."""
    low = line.lstrip("([* ").lower()
    if _prefixes("print_edition_starts").match(low):
        return "appear" in low or "publish" in low
    return _is_staff_credit(line) or _is_copyright(line) or "all rights reserved" in low


def is_related_header(line: str) -> bool:
    """The header of a list of other articles."""
    low = line.strip(" \"“”'*.:>»|-").replace("’", "'").lower()
    if low in words("related_headers"):
        return True
    return len(low) < 30 and low.startswith("also on ") and line.rstrip().endswith(":")


def is_teaser(line: str) -> bool:
    """A line that may be the headline of another article: short, and not a full sentence."""
    if len(line) > TEASER_LIMIT or ends_sentence(line):
        return False
    return not _TWO_SENTENCES.search(line)


def is_heading(line: str) -> bool:
    """A short line without end mark, all in capitals or with every longer word capitalised."""
    bare = line.strip(" \"'“”‘’*")
    if not 3 <= len(bare) <= HEADING_LIMIT or bare[-1] in ".!,:;…—–-":
        return False
    if any(c in bare for c in "@#:"):
        return False
    if ends_sentence(line) and not (bare[-1] == "?" and bare.isupper()):
        return False
    tokens = _HEADING_WORD.findall(bare)
    if not 1 <= len(tokens) <= 12 or bare[0].isdigit() or bare[-1].isdigit():
        return False
    if bare.upper() == bare and sum(c.isalpha() for c in bare) >= 4:
        return True
    long = [token for token in tokens if len(token) >= LONG_WORD]
    capitalised = all(token[0].isupper() for token in [tokens[0], tokens[-1], *long])
    return capitalised and len(tokens) >= 3 and len(long) >= 2 and "," not in bare


# ---- parts of a line
def ends_sentence(line: str) -> bool:
    """Whether the line ends like a sentence, closing marks aside."""
    return bool(SENTENCE_END.search(line[-12:].rstrip()))


def ends_in_abbreviation(text: str) -> bool:
    """Whether the text ends in an abbreviation or an initial with its full stop."""
    return bool(_abbreviation().search(text))


def reports_speech(line: str) -> bool:
    """Whether the line has a quotation mark or a reporting word."""
    return bool(_speech().search(line))


def same_words(a: str, b: str) -> bool:
    """Whether two lines say the same, apart from case, quotation marks and the final stop."""
    return fold(a).strip(" .;'\"") == fold(b).strip(" .;'\"")


def leading_credit_end(line: str) -> int:
    """Where a photo credit ends that is run into its caption ("GETTYThe minister leaves").

    0 if the line does not begin with one.
    """
    match = _run_on_credit().match(line)
    return match.end() if match else 0


def run_on_credits(text: str, start: int, end: int) -> list[int]:
    """The offsets in a span of text at which credits begin that are run into their captions."""
    return [
        match.start()
        for match in _run_on_credit().finditer(text, start, end)
        if match.start() == start or text[match.start() - 1].isspace()
    ]


# ---- details
def _is_date_word(token: str) -> bool:
    word = token.rstrip(".:,").lower()
    return word in words("date_line_words") or bool(_NUMBER_IN_DATE.match(word))


def _is_byline_name(token: str) -> bool:
    return (token[0].isupper() or "@" in token) and not token.endswith((":", ";", "?"))


def _is_staff_credit(line: str) -> bool:
    """Only names and places after "Reporting by" and the like; a verb makes it a sentence."""
    match = _staff_credit().match(line)
    if not match:
        return False
    rest = _WORD.findall(line[match.end() - 1 :])
    known = words("byline_particles") | words("staff_credit_words")
    return bool(rest) and all(word[0].isupper() or word.lower() in known for word in rest)


def _is_copyright(line: str) -> bool:
    return bool(_COPYRIGHT.match(line) or _prefixes("copyright_starts").match(line.lower()))


# ---- patterns made from word lists
@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(name)})\b")


@cache
def _prefixes(name: str) -> re.Pattern[str]:
    """The entries as whole words at the start; one that ends in $ must be all there is."""
    entries = sorted(words(name), key=lambda w: (-len(w), w))
    ends = [re.escape(w.rstrip("$")) + ("$" if w[-1] == "$" else r"(?!\w)") for w in entries]
    return re.compile("|".join(ends))


@cache
def _abbreviation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('line_end_abbreviations')}|[A-Z])\.$")


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(rf"[\"“”„«»]|\b(?:{alternatives('line_reporting_words')})\b", re.IGNORECASE)


@cache
def _day() -> re.Pattern[str]:
    return re.compile(
        rf"\b{month_pattern()}\b|\d{{4}}-\d\d-\d\d|\d[/.]\d{{1,2}}[/.]\d{{2,4}}", re.IGNORECASE
    )


@cache
def _credit_start() -> re.Pattern[str]:
    return re.compile(rf"\(?(?:{alternatives('credit_labels')})(?:s? by\b|:)", re.IGNORECASE)


@cache
def _credit_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('picture_agencies')})[.)\]]*$", re.IGNORECASE)


@cache
def _staff_credit() -> re.Pattern[str]:
    starts = alternatives("staff_credit_starts")
    return re.compile(rf"[\[(—–-]*\s?(?:{starts}) [^\W\d_]", re.IGNORECASE)


@cache
def _run_on_credit() -> re.Pattern[str]:
    capitals = sorted(
        (re.escape(c) for c in words("credits") if c.isupper()), key=len, reverse=True
    )
    short = alternatives("short_caption_openers")
    return re.compile(rf"(?:{'|'.join(capitals)})(?=[A-Z][a-z]{{2}}|(?:{short})\b|A |[“‘][A-Z])")
