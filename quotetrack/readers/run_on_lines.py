"""A long line of web text, in which paragraphs, captions, teasers and galleries were run together, cut apart again."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from quotetrack.language.dates import MONTH
from quotetrack.language.lexicon import words
from quotetrack.readers import line_types

Piece = tuple[int, int, str | None]

SPACES = re.compile(r"\s+")
_EDITION = re.compile(r"(?<=[.!?”\"] )A version of this (?:article|story|piece)\b")
_GLUE = re.compile(r"(?<![\w@#/.’'-])([^\W\d_]*[a-zß-öø-ÿ])([A-Z][a-zß-öø-ÿ]+|[AI](?= ))(?![\w@])")
_STOP_GLUE = re.compile(r"(?<=[a-z]{3})[.!?][”\"’']?(?=[“\"‘]?[A-Z][a-z]+ )")
_GALLERY_DATE = re.compile(
    rf"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},? {MONTH} \d{{1,2}}, \d{{4}}",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"(?<!\d)1 (?:of|/) \d{1,3}(?!\d)")
GALLERY_REACH, GALLERY_TAIL, GALLERY_PIECES, CAPTION_LIMIT, NAME_LIMIT = (
    1500,
    300,
    8,
    300,
    60,
)  # characters, and pieces
SEAM_LIMIT = (
    200  # characters of a line from which on seams are looked for, in texts that have lines
)
LIST_REACH = 800  # characters behind a list header in which two spaces part headlines
SHORTEST = 20  # characters that the pieces of a line have on average, at least


def brands(text: str) -> frozenset[str]:
    """The words with a capital inside that the text prints more than once: names, not seams."""
    return frozenset(
        word for word, times in Counter(m[0] for m in _GLUE.finditer(text)).items() if times > 1
    )


def cut_line(
    text: str,
    start: int,
    end: int,
    one_line: bool,
    title: str | None = None,
    names: frozenset[str] = frozenset(),
) -> Iterator[Piece]:
    """The pieces of one line and their kinds where plain (None: prose, or to be judged by its own look).

    `one_line`: whole articles stand on the lines of this text, so wide and no-break spaces part paragraphs.
    `names`: words with a capital inside that are no seams.
    """
    if one_line:
        pieces = _with_galleries(text, _without_teasers(text, _pieces(text, start, end)))
    else:
        pieces = _at(start, end, [m.start() for m in _EDITION.finditer(text, start, end)])
    for a, b, kind in pieces:
        if (
            kind is None
            and one_line
            and (marker := line_types.marker_end(text[a : min(b, a + 40)]))
        ):
            yield a, a + marker, "boilerplate"
            yield from _caption(text, a + marker, b, title, names)
        elif kind is None and (one_line or b - a >= SEAM_LIMIT):
            yield from _at(a, b, glue_cuts(text, a, b, one_line, names))
        else:
            yield a, b, kind


def _at(start: int, end: int, cuts: list[int]) -> list[Piece]:
    """The stretch cut at these offsets."""
    edges = [start, *sorted({c for c in cuts if start < c < end}), end]
    return [(a, b, None) for a, b in zip(edges, edges[1:], strict=False)]


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    """The line cut at wide spaces, at a no-break space after a sentence, at credits, list headers and buttons."""
    labels = [m.span() for m in _labels().finditer(text, start, end)]
    cuts = list(_space_cuts(text, start, end, labels))
    if (
        len(cuts) * SHORTEST > end - start
    ):  # so many wide spaces are columns or noise, they part no paragraphs
        cuts = []
    cuts += line_types.glued_markers(text, start, end)
    cuts += [edge for label in labels for edge in label]
    cuts += [m.start() for m in _EDITION.finditer(text, start, end)]
    return [(a, b, None) for a, b, _ in _at(start, end, cuts) if text[a:b].strip()]


def _space_cuts(text: str, start: int, end: int, labels: list[tuple[int, int]]) -> Iterator[int]:
    """Where a paragraph begins behind a space: a very wide one, a no-break space after a sentence, two behind a headline."""
    quotes, seen, last, passed = 0, start, start, 0
    for run in SPACES.finditer(text, start, end):
        wide, soft = run.end() - run.start(), "\xa0" in run[0]
        if wide < 2 and not soft:
            continue
        quotes, seen = max(0, quotes + _opened(text, seen, run.start())), run.start()
        while passed < len(labels) and labels[passed][1] <= run.start():
            passed += 1
        before = text[max(start, run.start() - 12) : run.start()]
        if line_types.ends_sentence(before) and not line_types.ABBREVIATION.search(before):
            parts = wide > 2 or (soft and (not quotes or text.startswith("“", run.end())))
        else:
            listed = passed and run.start() - labels[passed - 1][1] < LIST_REACH
            parts = wide > 2 or (
                wide == 2 and bool(listed or _is_furniture(text, last, run.start()))
            )
        if parts:
            quotes, last = 0, run.end()
            yield last


def _is_furniture(text: str, start: int, end: int) -> bool:
    return end - start <= 120 and line_types.kind(text[start:end].strip()) is not None


def _opened(text: str, start: int, end: int) -> int:
    """How many quotations more were opened than closed between two offsets."""
    return text.count("“", start, end) - text.count("”", start, end)


@cache
def _labels() -> re.Pattern[str]:
    """Buttons and list headers as they stand inside a line: capitalised, after a space, before a wide space or a capital."""
    names = [w for w in (*words("related"), *words("gallery")) if " " in w]
    forms = {form for w in names for form in (w.capitalize(), w.upper(), w.title())}
    alternatives = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{alternatives})(?=:|\s\s|\s?$|\s?[\r\n]|\s?\d|[A-Z‘“'\"])")


def _without_teasers(text: str, pieces: list[Piece]) -> list[Piece]:
    """The headlines after a list header made boilerplate, up to where prose resumes."""
    out, teasing = [], False
    for a, b, kind in pieces:
        piece = text[a : min(b, a + 400)].strip()
        if line_types.is_related(piece):
            kind, teasing = "boilerplate", True
        elif teasing:
            teasing = (
                line_types.is_teaser(piece)
                and not line_types.marker_end(piece)
                and not _GLUE.search(piece)
            )
            kind = "boilerplate" if teasing else None
        out.append((a, b, kind))
    return out


def _with_galleries(text: str, pieces: list[Piece]) -> list[Piece]:
    """Galleries made boilerplate: from their title and date before the button to the counter and first caption after it."""
    out: list[Piece] = []
    tail = 0
    for a, b, kind in pieces:
        piece = text[a : min(b, a + 400)].strip()
        if line_types.is_button(piece):
            _reach_back(text, out, a)
            kind, tail = "boilerplate", 3
        elif tail:
            tail = (
                tail - 1
                if len(piece) <= GALLERY_TAIL and kind is None and not line_types.marker_end(piece)
                else 0
            )
            inside = tail and (
                _COUNTER.search(piece) or b == pieces[-1][1] and not line_types.ends_sentence(piece)
            )
            kind, tail = ("boilerplate", tail) if inside else (kind, 0)
        out.append((a, b, kind))
    return out


def _reach_back(text: str, pieces: list[Piece], button: int) -> None:
    """Make the last pieces boilerplate, from the gallery's dated title to its button, if there is such a title."""
    i = len(pieces) - 1
    while i >= max(0, len(pieces) - GALLERY_PIECES) and button - pieces[i][1] <= GALLERY_REACH:
        a, b, _ = pieces[i]
        dates = list(_GALLERY_DATE.finditer(text, max(a, button - 2 * GALLERY_REACH), b))
        if dates:
            caption = line_types.marker_end(text[a : min(b, a + 40)])
            at = dates[-1].start() if caption or dates[-1].start() - a > 200 else a
            tail: list[Piece] = [
                (x, y, "boilerplate") for x, y in ((at, b), *(p[:2] for p in pieces[i + 1 :]))
            ]
            pieces[i:] = [(a, at, None), *tail] if at > a else tail
            return
        i -= 1


def _caption(
    text: str, start: int, end: int, title: str | None, names: frozenset[str]
) -> Iterator[Piece]:
    """A caption, and what is glued behind it: it ends with the article's title, or where a new sentence is glued on."""
    at = end
    if title and text.startswith(title.strip(), start):
        at = start + len(title.strip())
    else:
        openings = (
            m.start(2)
            for m in _GLUE.finditer(text, start, min(end, start + 2 * CAPTION_LIMIT))
            if _is_seam(m, names)
        )
        at = next(openings, end)
    yield start, at, "caption" if at - start <= CAPTION_LIMIT else None
    if at < end:
        yield from _at(at, end, glue_cuts(text, at, end, True, names))


def glue_cuts(
    text: str, start: int, end: int, one_line: bool, names: frozenset[str] = frozenset()
) -> list[int]:
    """Where a pull-quote, its speaker and the next paragraph are glued to each other without a space."""
    cuts: set[int] = set()
    for m in _GLUE.finditer(text, start, end):
        if m.start(2) in cuts or not m[1].islower() or len(m[1]) < 2 or _is_brand(m, names):
            continue
        second = _after_name(text, m.start(2), end, names)
        if second:
            cuts |= {m.start(2), second}
        elif m[2] in words("sentence_openers"):
            cuts.add(m.start(2))
    if one_line:
        cuts.update(_stop_cuts(text, start, end))
    return sorted(cuts)


def _stop_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence is glued to the end of another, outside quotations."""
    quotes, seen = 0, start
    for m in _STOP_GLUE.finditer(text, start, end):
        quotes, seen = max(0, quotes + _opened(text, seen, m.end())), m.end()
        if not quotes:
            yield m.end()


def _after_name(text: str, start: int, end: int, names: frozenset[str]) -> int | None:
    """Where a paragraph is glued to the name that begins here ("Ana RuizThe port"), None if there is none near."""
    for m in _GLUE.finditer(text, start, min(end, start + NAME_LIMIT)):
        before = text[start : m.end(1)]
        if (
            m.start() >= start
            and not _is_brand(m, names)
            and before[:1].isupper()
            and "." not in before.rstrip(".")
        ):
            return m.start(2)
    return None


def _is_seam(match: re.Match[str], names: frozenset[str]) -> bool:
    """Whether a capital inside a word begins a new sentence: a word that opens sentences, and no name with such a capital."""
    return match[2] in words("sentence_openers") and not _is_brand(match, names)


def _is_brand(seam: re.Match[str], names: frozenset[str]) -> bool:
    """Names that have a capital inside: listed, begun like one (Mc, De, i), or printed twice."""
    return (
        seam[0] in names
        or seam[0] in words("camel_case_names")
        or f"{seam[1]}-" in words("camel_case_names")
    )
