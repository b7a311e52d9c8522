"""The layout of a text: where its running prose is and what the rest is; no character moves.

A text is cut into blocks (lines, or parts of a long line), every block gets a type (None is
prose), and the prose becomes paragraphs. Every pass is linear in the length of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotetrack.readers import blocks, line_types
from quotetrack.readers.blocks import Block
from quotetrack.readers.datelines import dateline_end
from quotetrack.readers.markup import code_spans
from quotetrack.readers.run_on_lines import cut_line, repeated_brands
from quotetrack.records import Region, Span

# Chosen by hand on the example articles
TITLE_LIMIT = 160  # characters of a first line that is taken for the title
KNOWN_TITLE_LIMIT = 300  # characters of a line that repeats the known title
TITLE_BLOCKS = 6  # at the start of a text, among which the known title is looked for
CAPTION_LIMIT = 400  # characters
TEASERS = 12  # headlines of other articles under one header, at most
LONG_LINE = 200  # characters of a line that may hold several paragraphs
ONE_LINE = 400  # characters of a line, on average, in texts that have whole articles on a line


def segment(text: str, title: str | None = None) -> tuple[tuple[Region, ...], tuple[Span, ...]]:
    """The regions that are not running prose, and the paragraphs, both in text order.

    The title and captions are in both.
    """
    code = code_spans(text)
    found = _cut_long_lines(text, blocks.split(text, code), title)
    found = _with_types(text, found, title)
    regions = [Region(start, end, "boilerplate") for start, end in code]
    paragraphs: list[Span] = []
    for block in found:
        if block.kind is not None:
            regions.append(Region(block.start, block.end, block.kind))
        if block.kind in (None, "title", "caption"):
            paragraphs.append((block.start, block.end))
    return tuple(sorted(regions, key=lambda r: (r.start, r.end))), tuple(paragraphs)


def _cut_long_lines(text: str, found: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks, cut where paragraphs, captions, galleries and pull quotes were run together."""
    total = sum(block.end - block.start for block in found)
    one_line = bool(found) and total >= ONE_LINE * len(found)
    brands = repeated_brands(text)
    out: list[Block] = []
    for block in found:
        if block.end - block.start < LONG_LINE:
            out.append(block)
            continue
        pieces = cut_line(text, block.start, block.end, one_line, title, brands)
        for piece_start, piece_end, kind in pieces:
            start, end = blocks.trim(text, piece_start, piece_end)
            if start < end:
                after_gap = block.after_gap if start == block.start else True
                out.append(Block(start, end, kind, after_gap))
    return out


def _with_types(text: str, found: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks with their types: by their own look, then by their neighbours."""
    out = [
        block if block.kind else replace(block, kind=line_types.classify(_words(text, block)))
        for block in found
    ]
    out = _mark_title(text, out, title)
    out = _mark_related(text, out)
    out = _mark_captions(text, out)
    out = _mark_headings(text, out)
    return list(_split_datelines(text, out))


def _words(text: str, block: Block) -> str:
    return text[block.start : block.end]


def _mark_title(text: str, found: list[Block], title: str | None) -> list[Block]:
    """Mark the line of the known title, or a first line that looks like a title."""
    for i, block in enumerate(found[:TITLE_BLOCKS]):
        if block.kind is not None or block.end - block.start > KNOWN_TITLE_LIMIT:
            continue
        if title is not None:
            is_title = line_types.same_words(_words(text, block), title)
        else:
            is_title = i == 0 and _looks_like_title(text, block, found[1:])
        if is_title:
            return [*found[:i], replace(block, kind="title"), *found[i + 1 :]]
    return found


def _looks_like_title(text: str, block: Block, rest: Sequence[Block]) -> bool:
    """Whether a first line is a headline.

    Short, without a full stop, and set apart from longer prose that follows.
    """
    line = _words(text, block)
    if not rest or not 8 <= len(line) <= TITLE_LIMIT:
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "'‘\"“"):
        return False
    if line[-1] in ",;:-–—" or dateline_end(line, True):
        return False
    if line[-1] not in "?!" and line_types.ends_sentence(line):
        return False
    inside = line[1:].replace("”", "").replace('"', "")
    if line[0] in '"“' and line_types.reports_speech(inside):
        return False
    following = rest[0]
    set_apart = (
        following.after_gap
        or following.kind in ("metadata", "heading")
        or dateline_end(_words(text, following), True) > 0
    )
    longer = any(other.end - other.start > len(line) for other in rest if other.kind is None)
    return set_apart and longer


def _mark_related(text: str, found: Sequence[Block]) -> list[Block]:
    """Mark the headers of lists of other articles and the headlines that follow them."""
    out, left = list(found), 0
    for i, block in enumerate(found):
        line = _words(text, block)
        teaser = left and line_types.is_teaser(line) and not line.endswith((":", ","))
        if block.kind is None and line_types.is_related_header(line):
            out[i], left = replace(block, kind="boilerplate"), TEASERS
        elif block.kind is None and teaser:
            out[i], left = replace(block, kind="boilerplate"), left - 1
        elif block.kind != "boilerplate":
            left = 0
    return out


def _mark_captions(text: str, found: Sequence[Block]) -> list[Block]:
    """Mark lines right above a photo credit, and lines that end in one."""
    out = list(found)
    for i, block in enumerate(found):
        if block.kind is not None or block.end - block.start > CAPTION_LIMIT:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        above_credit = (
            following is not None
            and not following.after_gap
            and following.kind == "boilerplate"
            and line_types.is_credit(_words(text, following))
        )
        if above_credit or line_types.is_caption(_words(text, block)):
            out[i] = replace(block, kind="caption")
    return out


def _mark_headings(text: str, found: Sequence[Block]) -> list[Block]:
    """Mark short lines in capitals or title case; three or more in a row are a list of names."""
    looks = [
        block.kind is None
        and block.end - block.start <= line_types.HEADING_LIMIT
        and line_types.is_heading(_words(text, block))
        for block in found
    ]
    padded = [False, False, *looks, False, False]
    out = list(found)
    for i, look in enumerate(looks[:-1]):
        around = padded[i : i + 5]
        in_list = any(all(around[k : k + 3]) for k in range(3))
        if look and not in_list:
            out[i] = replace(out[i], kind="heading")
    return out


def _split_datelines(text: str, found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with datelines at the start of prose cut off."""
    first = True
    for block in found:
        end = 0
        if block.kind is None:
            end = dateline_end(text[block.start : min(block.end, block.start + 200)], first)
        if end:
            dateline = blocks.trim(text, block.start, block.start + end)
            yield Block(*dateline, "dateline", block.after_gap)
            block = replace(block, start=blocks.trim(text, block.start + end, block.end)[0])
        first = first and (block.kind is not None or block.start == block.end)
        if block.start < block.end:
            yield block
