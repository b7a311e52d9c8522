"""Picture galleries that are run into a line of web text, from title to first caption."""

import re
from collections.abc import Sequence
from functools import cache

from quotetrack.language.dates import month_pattern
from quotetrack.language.lexicon import alternatives
from quotetrack.readers import line_types

MAX_LOOK_AHEAD = 400  # characters of a piece that are enough to tell its type
# Chosen by hand on the example articles
GALLERY_REACH = 1500  # characters between the title of a gallery and its button
GALLERY_PIECES = 8  # pieces between them
CAPTION_PIECES = 2  # pieces after a button that may be its counter and caption
CAPTION_LIMIT = 300  # characters of the first caption
TITLE_START = 200  # characters before the date within which the gallery's title begins

_COUNTER = re.compile(r"(?<!\d)1 (?:of|/) \d{1,3}(?!\d)")

Piece = tuple[int, int, str | None]  # start, end and type, None for prose


def mark(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line, with its galleries marked as boilerplate.

    A gallery goes from its title and date before the button to the counter and the first caption
    after it.
    """
    out: list[Piece] = []
    left = 0  # pieces that may still belong to the gallery
    for a, b, kind in pieces:
        piece = text[a : min(b, a + MAX_LOOK_AHEAD)].strip()
        if line_types.is_gallery_control(piece):
            _mark_title(text, out, a)
            kind, left = "boilerplate", CAPTION_PIECES
        elif left:
            is_last = b == pieces[-1][1]
            if kind is None and _follows_button(piece, is_last):
                kind, left = "boilerplate", left - 1
            else:
                left = 0
        out.append((a, b, kind))
    return out


def _follows_button(piece: str, is_last: bool) -> bool:
    """Whether a piece after a button is its counter ("1 of 12") or the first caption."""
    if len(piece) > CAPTION_LIMIT or line_types.leading_credit_end(piece):
        return False
    return bool(_COUNTER.search(piece)) or (is_last and not line_types.ends_sentence(piece))


def _mark_title(text: str, pieces: list[Piece], button: int) -> None:
    """Mark the last pieces, from the dated title of a gallery to its button, if there is one."""
    earliest = max(0, len(pieces) - GALLERY_PIECES)
    for i in range(len(pieces) - 1, earliest - 1, -1):
        a, b, _ = pieces[i]
        if button - b > GALLERY_REACH:
            return
        dates = list(_gallery_date().finditer(text, max(a, button - 2 * GALLERY_REACH), b))
        if dates:
            date = dates[-1].start()
            caption = line_types.leading_credit_end(text[a : min(b, a + 40)])
            at = date if caption or date - a > TITLE_START else a
            marked: list[Piece] = [(at, b, "boilerplate")]
            marked += [(x, y, "boilerplate") for x, y, _ in pieces[i + 1 :]]
            pieces[i:] = [(a, at, None), *marked] if at > a else marked
            return


@cache
def _gallery_date() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('weekday_prefixes')})[a-z]{{0,6}},? "
        rf"{month_pattern()} \d{{1,2}}, \d{{4}}",
        re.IGNORECASE,
    )
