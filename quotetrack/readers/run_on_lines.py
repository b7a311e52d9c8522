"""Long lines of web text, in which paragraphs, captions, teasers and galleries were run together.

`cut_line` cuts them apart again. The limits were chosen by hand on the example articles.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from quotetrack.language.lexicon import alternatives, words
from quotetrack.readers import galleries, line_types
from quotetrack.readers.galleries import MAX_LOOK_AHEAD, Piece
from quotetrack.records import Span

CAPTION_LIMIT = 300  # characters
NAME_LIMIT = 60  # characters of a speaker's name under a pull quote
SEAM_LIMIT = 200  # characters of a line that is searched for seams, in texts with several lines
LIST_REACH = 800  # characters after a list header within which two spaces separate headlines
SHORT_LINE = 120  # characters of boilerplate before two spaces
SHORTEST = 20  # characters that the pieces of a line have on average, at least

SPACES = re.compile(r"\s+")
# a word with a capital inside, as two words that are run together have it: "yearsThe"
_SEAM = re.compile(r"(?<![\w@#/.’'-])([^\W\d_]*[a-zß-öø-ÿ])([A-Z][a-zß-öø-ÿ]+|[AI](?= ))(?![\w@])")
_STOP_SEAM = re.compile(r"(?<=[a-z]{3})[.!?][”\"’']?(?=[“\"‘]?[A-Z][a-z]+ )")


def repeated_brands(text: str) -> frozenset[str]:
    """The words with a capital inside that the text has more than once: names, not seams."""
    counts = Counter(match[0] for match in _SEAM.finditer(text))
    return frozenset(word for word, times in counts.items() if times > 1)


def cut_line(
    text: str,
    start: int,
    end: int,
    one_line: bool,
    title: str | None = None,
    brands: frozenset[str] = frozenset(),
) -> Iterator[Piece]:
    """The pieces of one line and their types where plain (None: prose, or still to be judged).

    one_line: the lines of this text hold whole articles, so wide and no-break spaces separate
    paragraphs. brands: words with a capital inside that are not seams.
    """
    if one_line:
        pieces = galleries.mark(text, _mark_teasers(text, _paragraphs(text, start, end)))
    else:
        notices = _print_edition().finditer(text, start, end)
        pieces = _cut_at(start, end, [match.start() for match in notices])
    for a, b, kind in pieces:
        credit = 0
        if kind is None and one_line:
            credit = line_types.leading_credit_end(text[a : min(b, a + 40)])
        if credit:
            yield a, a + credit, "boilerplate"
            yield from _caption(text, a + credit, b, title, brands)
        elif kind is None and (one_line or b - a >= SEAM_LIMIT):
            yield from _cut_at(a, b, seams(text, a, b, one_line, brands))
        else:
            yield a, b, kind


def seams(
    text: str, start: int, end: int, one_line: bool, brands: frozenset[str] = frozenset()
) -> list[int]:
    """Where a pull quote, its speaker and the next paragraph are run together without a space."""
    cuts: set[int] = set()
    for match in _SEAM.finditer(text, start, end):
        at, before = match.start(2), match[1]
        if at in cuts or not before.islower() or len(before) < 2 or _is_brand(match, brands):
            continue
        after_name = _after_name(text, at, end, brands)
        if after_name:
            cuts |= {at, after_name}
        elif match[2] in words("sentence_openers"):
            cuts.add(at)
    if one_line:
        cuts.update(_stop_seams(text, start, end))
    return sorted(cuts)


def _cut_at(start: int, end: int, cuts: Sequence[int]) -> list[Piece]:
    """The span cut at these offsets."""
    edges = [start, *sorted({cut for cut in cuts if start < cut < end}), end]
    return [(a, b, None) for a, b in zip(edges, edges[1:], strict=False)]


def _paragraphs(text: str, start: int, end: int) -> list[Piece]:
    """The line cut at wide spaces, no-break spaces after sentences, credits, headers, buttons."""
    labels = [match.span() for match in _labels().finditer(text, start, end)]
    cuts = list(_space_cuts(text, start, end, labels))
    if len(cuts) * SHORTEST > end - start:
        cuts = []  # so many wide spaces are columns or noise and separate no paragraphs
    cuts += line_types.run_on_credits(text, start, end)
    cuts += [edge for label in labels for edge in label]
    cuts += [match.start() for match in _print_edition().finditer(text, start, end)]
    return [(a, b, None) for a, b, _ in _cut_at(start, end, cuts) if text[a:b].strip()]


def _space_cuts(text: str, start: int, end: int, labels: Sequence[Span]) -> Iterator[int]:
    """Where a paragraph begins after a space.

    A very wide space, a no-break space after a sentence, or two spaces after a headline.
    """
    open_quotes, counted, last, passed = 0, start, start, 0
    for run in SPACES.finditer(text, start, end):
        width, no_break = run.end() - run.start(), "\xa0" in run[0]
        if width < 2 and not no_break:
            continue
        open_quotes = max(0, open_quotes + _opened(text, counted, run.start()))
        counted = run.start()
        while passed < len(labels) and labels[passed][1] <= run.start():
            passed += 1
        before = text[max(start, run.start() - 12) : run.start()]
        if line_types.ends_sentence(before) and not line_types.ends_in_abbreviation(before):
            outside = not open_quotes or text.startswith("“", run.end())
            separates = width > 2 or (no_break and outside)
        else:
            listed = passed > 0 and run.start() - labels[passed - 1][1] < LIST_REACH
            headline = width == 2 and (listed or _is_boilerplate(text, last, run.start()))
            separates = width > 2 or headline
        if separates:
            open_quotes, last = 0, run.end()
            yield last


def _is_boilerplate(text: str, start: int, end: int) -> bool:
    return end - start <= SHORT_LINE and line_types.classify(text[start:end].strip()) is not None


def _opened(text: str, start: int, end: int) -> int:
    """How many more quotations were opened than closed between two offsets."""
    return text.count("“", start, end) - text.count("”", start, end)


def _mark_teasers(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the headlines after a list header marked up to where prose resumes."""
    out: list[Piece] = []
    in_list = False
    for a, b, kind in pieces:
        piece = text[a : min(b, a + MAX_LOOK_AHEAD)].strip()
        if line_types.is_related_header(piece):
            kind, in_list = "boilerplate", True
        elif in_list:
            in_list = (
                line_types.is_teaser(piece)
                and not line_types.leading_credit_end(piece)
                and not _SEAM.search(piece)
            )
            kind = "boilerplate" if in_list else None
        out.append((a, b, kind))
    return out


def _caption(
    text: str, start: int, end: int, title: str | None, brands: frozenset[str]
) -> Iterator[Piece]:
    """A caption, and the text that is run into it.

    The caption ends with the article's title, or where a new sentence begins without a space.
    """
    at = end
    if title and text.startswith(title.strip(), start):
        at = start + len(title.strip())
    else:
        for match in _SEAM.finditer(text, start, min(end, start + 2 * CAPTION_LIMIT)):
            if match[2] in words("sentence_openers") and not _is_brand(match, brands):
                at = match.start(2)
                break
    yield start, at, "caption" if at - start <= CAPTION_LIMIT else None
    if at < end:
        yield from _cut_at(at, end, seams(text, at, end, True, brands))


def _stop_seams(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence is run into the end of another, outside quotations."""
    open_quotes, counted = 0, start
    for match in _STOP_SEAM.finditer(text, start, end):
        open_quotes = max(0, open_quotes + _opened(text, counted, match.end()))
        counted = match.end()
        if not open_quotes:
            yield match.end()


def _after_name(text: str, start: int, end: int, brands: frozenset[str]) -> int | None:
    """Where a paragraph is run into the name that begins at `start` ("Ana RuizThe port").

    None if there is no seam within reach.
    """
    for match in _SEAM.finditer(text, start, min(end, start + NAME_LIMIT)):
        before = text[start : match.end(1)]
        is_name = before[:1].isupper() and "." not in before.rstrip(".")
        if match.start() >= start and not _is_brand(match, brands) and is_name:
            return match.start(2)
    return None


def _is_brand(seam: re.Match[str], brands: frozenset[str]) -> bool:
    """Whether a word with a capital inside is a name.

    It is one of the brands, listed, or begins like one that is listed (Mc, De, i).
    """
    listed = words("camel_case_names")
    return seam[0] in brands or seam[0] in listed or f"{seam[1]}-" in listed


@cache
def _print_edition() -> re.Pattern[str]:
    return re.compile(rf"(?<=[.!?”\"] )(?:{alternatives('print_edition_sentences')})\b")


@cache
def _labels() -> re.Pattern[str]:
    """Buttons and list headers inside a line.

    They are capitalised, after a space, and before a wide space, a digit or a capital.
    """
    listed = [*words("related_headers"), *words("gallery_controls")]
    names = [name for name in listed if " " in name]
    forms = {form for name in names for form in (name.capitalize(), name.upper(), name.title())}
    any_form = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{any_form})(?=:|\s\s|\s?$|\s?[\r\n]|\s?\d|[A-Z‘“'\"])")
