"""Where the running prose of a text is, and what the rest is, without shifting a character.

A text is cut into stretches (lines, or parts of a long line), every stretch gets a kind (None is prose), and
the prose becomes paragraphs. Every pass is linear in the length of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.readers import line_types
from quotetrack.readers.markup import LINE, code_spans
from quotetrack.readers.run_on_lines import brands, cut_line
from quotetrack.records import Region, Span

BLANKS = "\ufeff\u200b\u2060 \t\xa0\u3000\u2009\u202f\x00"
TITLE_LIMIT, CAPTION_LIMIT, TEASERS = 160, 400, 12


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A part of the text without blanks at its ends; `after_gap`: a blank line, code or the start of the text is before it."""

    start: int
    end: int
    kind: str | None = None
    after_gap: bool = False


def segment(text: str, title: str | None = None) -> tuple[tuple[Region, ...], tuple[Span, ...]]:
    """The regions that are no running prose and the paragraphs, both in order; the title and captions are in both."""
    code = code_spans(text)
    stretches = list(_lines(text, code))
    column = wrap_column(text, stretches)
    stretches = _joined(text, stretches, column) if column else stretches
    stretches = _cut(text, stretches, title)
    stretches = _with_kinds(text, stretches, title)
    regions = [Region(start, end, "boilerplate") for start, end in code]
    paragraphs: list[Span] = []
    for s in stretches:
        if s.kind is not None:
            regions.append(Region(s.start, s.end, s.kind))
        if s.kind in (None, "title", "caption"):
            paragraphs.append((s.start, s.end))
    return tuple(sorted(regions, key=lambda r: (r.start, r.end))), tuple(paragraphs)


def _trim(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    while start < end and (text[start] in BLANKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in BLANKS or text[end - 1].isspace()):
        end -= 1
    return start, end


def _lines(text: str, code: Sequence[Span]) -> Iterator[TaggedSpan]:
    """The lines that have something on them, code left out."""
    at, gap, last = 0, True, 0
    for line in LINE.finditer(text):
        gap = (
            gap
            or text.count("\n", last, line.start()) > 1
            or text.count("\r", last, line.start()) > 1
        )
        last, start = line.end(), line.start()
        while at < len(code) and code[at][0] < line.end():
            yield from _stretch(text, start, code[at][0], gap)
            start, gap = max(start, code[at][1]), True
            if code[at][1] > line.end():
                break
            at += 1
        found = list(_stretch(text, start, line.end(), gap))
        yield from found
        gap = not found


def _stretch(text: str, start: int, end: int, gap: bool) -> Iterator[TaggedSpan]:
    start, end = _trim(text, start, end)
    if start < end:
        yield TaggedSpan(start, end, None, gap)


def wrap_column(text: str, lines: Sequence[TaggedSpan]) -> int | None:
    """The column at which the text is hard-wrapped, None if its lines are whole paragraphs."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not b.after_gap]
    broken = sorted(_length(text, a) for a, b in pairs if _runs_on(text, a, b))
    if len(broken) < 3 or len(broken) < 0.4 * len(pairs):
        return None
    column = broken[int(len(broken) * 0.97)]
    full = sum(length >= 0.7 * column for length in broken)
    return column if 40 <= column <= 110 and full >= 0.7 * len(broken) else None


def _runs_on(text: str, line: TaggedSpan, following: TaggedSpan) -> bool:
    words = text[line.start : line.end]
    return (
        30 <= len(words) <= 110
        and not line_types.ends_sentence(words)
        and words[-1] not in ":;"
        and (text[following.start].islower() or words[-1].islower() or words[-1] == ",")
    )


def paragraph_sign(text: str, lines: Sequence[TaggedSpan]) -> str:
    """What tells a new paragraph in hard-wrapped text: "gap" (a blank line), "indent", or "fit" (the line before is short)."""
    gaps = sum(line.after_gap for line in lines)
    indents = sum(
        _indent(text, b) > _indent(text, a) + 1 for a, b in zip(lines, lines[1:], strict=False)
    )
    if indents >= 3 and len(lines) < 20 * indents:
        return "indent"
    return "gap" if gaps >= 3 and len(lines) < 15 * gaps else "fit"


def _joined(text: str, lines: Sequence[TaggedSpan], column: int) -> list[TaggedSpan]:
    """Hard-wrapped lines made paragraphs."""
    out: list[TaggedSpan] = []
    sign = paragraph_sign(text, lines)
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if before and not line.after_gap and not _parts(text, before, line, after, column, sign):
            out[-1] = replace(out[-1], end=line.end)
        else:
            out.append(line)
    return out


def _parts(
    text: str,
    before: TaggedSpan,
    line: TaggedSpan,
    after: TaggedSpan | None,
    column: int,
    sign: str,
) -> bool:
    """Whether a new paragraph begins at this line of a hard-wrapped text."""
    old, new = text[before.start : before.end], text[line.start : line.end]
    if max(len(old), len(new)) > column + 20:
        return True
    if new[0].islower():
        return False
    stop = line_types.ends_sentence(old) and not line_types.ABBREVIATION.search(old[-8:])
    if _apart(old) or (_apart(new) and (stop or not before.start)):
        return True
    if sign == "indent":
        return _indent(text, line) > _indent(text, before) + 1
    if _stands_alone(old) or (
        _stands_alone(new) and stop and (after is None or not text[after.start].islower())
    ):
        return True
    return (
        sign == "fit"
        and stop
        and (
            old[-1] in '"”'
            or new[0] in '"“'
            or _length(text, before) + 1 + len(new.split(None, 1)[0]) <= column
        )
    )


def _apart(line: str) -> bool:
    """Whether the line is no prose by its own look."""
    return bool(line_types.kind(line)) or line_types.is_related(line) or line.startswith("|")


def _stands_alone(line: str) -> bool:
    return len(line) <= 50 and line_types.is_heading(line)


def _length(text: str, line: TaggedSpan) -> int:
    return line.end - line.start + _indent(text, line)


def _indent(text: str, line: TaggedSpan) -> int:
    """The blanks before the line's first word."""
    low = max(0, line.start - 40)
    return line.start - max(
        text.rfind("\n", low, line.start) + 1, text.rfind("\r", low, line.start) + 1, low
    )


def _cut(text: str, stretches: Sequence[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """Long lines cut where paragraphs, captions, galleries and pull-quotes were run together."""
    lengths = [s.end - s.start for s in stretches]
    one_line = bool(lengths) and sum(lengths) >= 400 * len(lengths)
    names = brands(text)
    out: list[TaggedSpan] = []
    for stretch, length in zip(stretches, lengths, strict=True):
        if length < 200:
            out.append(stretch)
            continue
        for start, end, kind in cut_line(text, stretch.start, stretch.end, one_line, title, names):
            start, end = _trim(text, start, end)
            if start < end:
                out.append(
                    TaggedSpan(
                        start, end, kind, stretch.after_gap if start == stretch.start else True
                    )
                )
    return out


def _with_kinds(text: str, stretches: Sequence[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """The stretches with their kinds, by their own look first, then by their neighbours; datelines cut off."""
    own = [
        s if s.kind else replace(s, kind=line_types.kind(text[s.start : s.end])) for s in stretches
    ]
    for mark in (_mark_title, _mark_related, _mark_captions, _mark_headings):
        own = mark(text, own, title)
    return list(_split_datelines(text, own))


def _mark_title(text: str, stretches: list[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """The title line, as known, or a first line that looks like one."""
    out = list(stretches)
    for i, s in enumerate(out[:6]):
        if s.kind is None and s.end - s.start <= 300:
            line = text[s.start : s.end]
            known = title is not None and line_types.same_words(line, title)
            if known or (title is None and i == 0 and _like_title(line, text, out[1:])):
                out[i] = replace(s, kind="title")
                break
    return out


def _like_title(line: str, text: str, rest: Sequence[TaggedSpan]) -> bool:
    """Whether a first line is a headline: short, no full stop, set apart from longer prose that follows."""
    if (
        not rest
        or not 8 <= len(line) <= TITLE_LIMIT
        or not (line[0].isupper() or line[0].isdigit() or line[0] in "'‘\"“")
    ):
        return False
    if (
        line[-1] in ",;:-–—"
        or (line[-1] not in "?!" and line_types.ends_sentence(line))
        or line_types.dateline_end(line, True)
    ):
        return False
    if line[0] in '"“' and line_types.REPORTS.search(line[1:].replace("”", "").replace('"', "")):
        return False
    follows = text[rest[0].start : rest[0].end]
    apart = (
        rest[0].after_gap
        or rest[0].kind in ("metadata", "heading")
        or line_types.dateline_end(follows, True)
    )
    return bool(apart) and any(s.end - s.start > len(line) for s in rest if s.kind is None)


def _mark_related(text: str, stretches: list[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """Headers over other articles, and the headlines that follow them."""
    out, left = list(stretches), 0
    for i, s in enumerate(out):
        line = text[s.start : s.end]
        if s.kind is None and line_types.is_related(line):
            out[i], left = replace(s, kind="boilerplate"), TEASERS
        elif (
            left and s.kind is None and line_types.is_teaser(line) and not line.endswith((":", ","))
        ):
            out[i], left = replace(s, kind="boilerplate"), left - 1
        elif s.kind != "boilerplate":
            left = 0
    return out


def _mark_captions(text: str, stretches: list[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """Lines right over a picture credit, and lines that end in one."""
    out = list(stretches)
    for i, s in enumerate(out):
        if s.kind is not None or s.end - s.start > CAPTION_LIMIT:
            continue
        following = out[i + 1] if i + 1 < len(out) else None
        over = (
            following
            and not following.after_gap
            and following.kind == "boilerplate"
            and (line_types.is_credit(text[following.start : following.end]))
        )
        if over or line_types.is_caption(text[s.start : s.end]):
            out[i] = replace(s, kind="caption")
    return out


def _mark_headings(text: str, stretches: list[TaggedSpan], title: str | None) -> list[TaggedSpan]:
    """Short lines in capitals or title case; a run of three or more such lines is a list, and stays."""
    looks = [
        s.kind is None and s.end - s.start <= 80 and line_types.is_heading(text[s.start : s.end])
        for s in stretches
    ]
    padded = [False, False, *looks, False, False]
    out = list(stretches)
    for i, look in enumerate(looks):
        around = padded[i : i + 5]
        if look and i + 1 < len(out) and not any(all(around[k : k + 3]) for k in range(3)):
            out[i] = replace(out[i], kind="heading")
    return out


def _split_datelines(text: str, stretches: Sequence[TaggedSpan]) -> Iterator[TaggedSpan]:
    """The stretches, datelines at the start of prose cut off."""
    first = True
    for s in stretches:
        end = (
            line_types.dateline_end(text[s.start : min(s.end, s.start + 200)], first)
            if s.kind is None
            else 0
        )
        if end:
            yield TaggedSpan(
                s.start, _trim(text, s.start, s.start + end)[1], "dateline", s.after_gap
            )
            s = replace(s, start=_trim(text, s.start + end, s.end)[0])
        first = first and (s.kind is not None or s.start == s.end)
        if s.start < s.end:
            yield s
