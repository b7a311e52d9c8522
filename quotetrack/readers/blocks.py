"""The blocks of a text: its lines, with hard-wrapped lines joined into paragraphs.

Every pass is linear in the length of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.readers import line_types
from quotetrack.readers.markup import LINE
from quotetrack.records import Span

BLANKS = "\ufeff\u200b\u2060 \t\xa0\u3000\u2009\u202f\x00"
# Chosen by hand on the example articles and on texts wrapped at 64 and 72 columns
SHORTEST_WRAPPED = 30  # characters of a line that may be broken in the middle of a sentence
LONGEST_WRAPPED = 110
NARROWEST_COLUMN = 40  # at which a text is hard-wrapped
BROKEN_LINES = 3  # at least, that end in the middle of a sentence
BROKEN_SHARE = 0.4  # of the lines that another follows, at least
FULL_SHARE = 0.7  # of the broken lines that reach this share of the column
COLUMN_SLACK = 20  # characters beyond the column that a wrapped line may have
SIGNS = 3  # indented lines or blank lines that show how paragraphs are marked
HEADING_LINE = 50  # characters of a heading between hard-wrapped lines


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text without blanks at its ends.

    kind: its type, None for prose. after_gap: a blank line, code or the start of the text is
    before it.
    """

    start: int
    end: int
    kind: str | None = None
    after_gap: bool = False


def split(text: str, code: Sequence[Span]) -> list[Block]:
    """The blocks of a text without its code: its lines, joined where they are hard-wrapped."""
    lines = list(_lines(text, code))
    column = wrap_column(text, lines)
    return _join_wrapped(text, lines, column) if column else lines


def trim(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    while start < end and (text[start] in BLANKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in BLANKS or text[end - 1].isspace()):
        end -= 1
    return start, end


def wrap_column(text: str, lines: Sequence[Block]) -> int | None:
    """The column at which a text is hard-wrapped, None if its lines are whole paragraphs."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not b.after_gap]
    broken = sorted(_length(text, a) for a, b in pairs if _runs_on(text, a, b))
    if len(broken) < BROKEN_LINES or len(broken) < BROKEN_SHARE * len(pairs):
        return None
    column = broken[int(len(broken) * 0.97)]
    full = sum(length >= FULL_SHARE * column for length in broken)
    wide_enough = NARROWEST_COLUMN <= column <= LONGEST_WRAPPED
    return column if wide_enough and full >= FULL_SHARE * len(broken) else None


def paragraph_sign(text: str, lines: Sequence[Block]) -> str:
    """What marks a new paragraph in hard-wrapped text.

    "gap" (a blank line), "indent", or "fit" (the line before is short).
    """
    gaps = sum(line.after_gap for line in lines)
    pairs = zip(lines, lines[1:], strict=False)
    indents = sum(_indent(text, b) > _indent(text, a) + 1 for a, b in pairs)
    if indents >= SIGNS and len(lines) < 20 * indents:
        return "indent"
    return "gap" if gaps >= SIGNS and len(lines) < 15 * gaps else "fit"


# ---- lines
def _lines(text: str, code: Sequence[Span]) -> Iterator[Block]:
    """The lines that are not blank, without code."""
    at, gap, last = 0, True, 0
    for line in LINE.finditer(text):
        gap = gap or _has_blank_line(text, last, line.start())
        last, start = line.end(), line.start()
        while at < len(code) and code[at][0] < line.end():
            yield from _block(text, start, code[at][0], gap)
            start, gap = max(start, code[at][1]), True
            if code[at][1] > line.end():
                break
            at += 1
        found = list(_block(text, start, line.end(), gap))
        yield from found
        gap = not found


def _has_blank_line(text: str, start: int, end: int) -> bool:
    return text.count("\n", start, end) > 1 or text.count("\r", start, end) > 1


def _block(text: str, start: int, end: int, gap: bool) -> Iterator[Block]:
    start, end = trim(text, start, end)
    if start < end:
        yield Block(start, end, None, gap)


# ---- hard-wrapped lines
def _runs_on(text: str, line: Block, following: Block) -> bool:
    """Whether a line breaks off in the middle of a sentence."""
    words = text[line.start : line.end]
    if not SHORTEST_WRAPPED <= len(words) <= LONGEST_WRAPPED:
        return False
    if line_types.ends_sentence(words) or words[-1] in ":;":
        return False
    return text[following.start].islower() or words[-1].islower() or words[-1] == ","


def _join_wrapped(text: str, lines: Sequence[Block], column: int) -> list[Block]:
    """The lines of a hard-wrapped text, joined into paragraphs."""
    out: list[Block] = []
    sign = paragraph_sign(text, lines)
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if line.after_gap or _begins_paragraph(text, before, line, after, column, sign):
            out.append(line)
        else:
            out[-1] = replace(out[-1], end=line.end)
    return out


def _begins_paragraph(
    text: str, before: Block | None, line: Block, after: Block | None, column: int, sign: str
) -> bool:
    """Whether a new paragraph begins at this line of a hard-wrapped text."""
    if before is None:
        return True
    old, new = text[before.start : before.end], text[line.start : line.end]
    if max(len(old), len(new)) > column + COLUMN_SLACK:
        return True
    if new[0].islower():
        return False
    stop = line_types.ends_sentence(old) and not line_types.ends_in_abbreviation(old[-8:])
    if _is_not_prose(old) or (_is_not_prose(new) and (stop or not before.start)):
        return True
    if sign == "indent":
        return _indent(text, line) > _indent(text, before) + 1
    prose_follows = after is not None and text[after.start].islower()
    if _is_heading(old) or (_is_heading(new) and stop and not prose_follows):
        return True
    if sign != "fit" or not stop:
        return False
    first_word = new.split(None, 1)[0]
    fits = _length(text, before) + 1 + len(first_word) <= column
    return old[-1] in '"”' or new[0] in '"“' or fits


def _is_not_prose(line: str) -> bool:
    """Whether the line is not prose by its own look."""
    if line_types.classify(line) is not None:
        return True
    return line_types.is_related_header(line) or line.startswith("|")


def _is_heading(line: str) -> bool:
    return len(line) <= HEADING_LINE and line_types.is_heading(line)


def _length(text: str, line: Block) -> int:
    return line.end - line.start + _indent(text, line)


def _indent(text: str, line: Block) -> int:
    """The number of blanks before the line's first word."""
    low = max(0, line.start - 40)
    newline, carriage_return = (text.rfind(mark, low, line.start) + 1 for mark in "\n\r")
    return line.start - max(newline, carriage_return, low)
