"""An article as the tagger's network reads it: word pieces in windows of whole paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from quotetrack.language.normalize import replace_surrogates
from quotetrack.language.quotation_marks import quoted
from quotetrack.records import Span

START, BREAK = "[CLS]", "[SEP]"
FREE, OPENING, QUOTED, CLOSING = range(4)
LONGEST = 320  # pieces in a window
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
ONE_KIND = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a stretch of text, five lists of one length: id, characters in the article, quoted or not, case, first of its word."""

    ids: list[int]
    spans: list[Span]
    marks: list[int]
    cases: list[int]
    heads: list[bool]

    def __len__(self) -> int:
        return len(self.ids)

    def __add__(self, other: Pieces) -> Pieces:
        return Pieces(
            self.ids + other.ids,
            self.spans + other.spans,
            self.marks + other.marks,
            self.cases + other.cases,
            self.heads + other.heads,
        )

    def part(self, start: int, end: int) -> Pieces:
        return Pieces(
            self.ids[start:end],
            self.spans[start:end],
            self.marks[start:end],
            self.cases[start:end],
            self.heads[start:end],
        )


def windows(
    tokenizer: Tokenizer,
    text: str,
    paragraphs: Sequence[Span],
    longest: int = LONGEST,
    first: int = 0,
) -> Iterator[Pieces]:
    """The article in windows of at most `longest` pieces, cut between paragraphs where they are shorter than that.

    `first` is the length of the first window, if it is to be another: training cuts anew in each epoch. Windows do not
    overlap: a cut-off end of the window before as context made nothing better.
    """
    start, last = _sign(tokenizer, START), _sign(tokenizer, BREAK)
    window, room = start, first or longest
    for span in paragraphs:
        for part in _parts(pieces(tokenizer, text, span), text, longest - 2):
            if len(window) + len(part) + 1 > room and len(window) > 1:
                yield window
                window, room = start, longest
            window = window + part + last
    if len(window) > 1:
        yield window


def pieces(tokenizer: Tokenizer, text: str, paragraph: Span) -> Pieces:
    """The word pieces of a paragraph; its quotation marks all look alike to the network, whichever they are."""
    at, end = paragraph
    printed = replace_surrogates(text[at:end])  # the tokenizer takes no lone surrogates
    letters, state = list(printed.translate(ONE_KIND)), [FREE] * (end - at)
    for mark in quoted(text, paragraph):
        start, stop, inner = (
            mark.start - at,
            mark.end - at,
            (mark.inner[0] - at, mark.inner[1] - at),
        )
        state[inner[0] : inner[1]] = [QUOTED] * (inner[1] - inner[0])
        for places, kind in (((start, inner[0]), OPENING), ((inner[1], stop), CLOSING)):
            state[places[0] : places[1]] = [kind] * (places[1] - places[0])
            for place in range(*places):
                letters[place] = " "
            if places[0] < places[1] and (kind == OPENING or mark.closed):
                letters[places[0] if kind == OPENING else places[1] - 1] = '"'
    encoded = tokenizer.encode("".join(letters), add_special_tokens=False)
    spans = [(at + s, at + _with_accents(printed, e)) for s, e in encoded.offsets]
    words = encoded.word_ids
    heads = [i == 0 or words[i] != words[i - 1] for i in range(len(words))]
    return Pieces(
        encoded.ids,
        spans,
        [state[s] for s, _ in encoded.offsets],
        [_case(printed[s:e]) for s, e in encoded.offsets],
        heads,
    )


def _case(word: str) -> int:
    """0 small letters or none, 1 a capital first, 2 capitals only, 3 figures."""
    if word[:1].isdigit():
        return 3
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _sign(tokenizer: Tokenizer, sign: str) -> Pieces:
    number = tokenizer.token_to_id(sign)
    assert number is not None
    return Pieces([number], [(0, 0)], [FREE], [0], [False])


def _with_accents(printed: str, end: int) -> int:
    """The end of a piece behind the accents that are characters of their own: the tokenizer leaves the last ones out."""
    while end < len(printed) and unicodedata.combining(printed[end]):
        end += 1
    return end


def _parts(found: Pieces, text: str, longest: int) -> Iterator[Pieces]:
    """A paragraph's pieces in parts of at most `longest`, cut after a sentence where one ends in the second half, else before a word."""
    start = 0
    while len(found) - start > longest:
        heads = [i for i in range(start + longest, start + longest // 2, -1) if found.heads[i]]
        cut = next(
            (i for i in heads if _begins(found, text, i)), heads[0] if heads else start + longest
        )
        yield found.part(start, cut)
        start = cut
    if start < len(found):
        yield found.part(start, len(found))


def _begins(found: Pieces, text: str, place: int) -> bool:
    """True if a sentence has ended before a piece."""
    before = found.spans[place - 1][1]
    return found.marks[place] != CLOSING and bool(
        SENTENCE_END.search(text, max(0, before - 4), before)
    )
