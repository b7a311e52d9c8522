"""Articles as the tagger's network reads them: word pieces in windows of whole paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from tokenizers import Tokenizer

from quotetrack.language.quotation_marks import quoted
from quotetrack.records import Span

START, SEPARATOR = "[CLS]", "[SEP]"
# The state of a piece: outside quotation marks, an opening mark, between marks, a closing mark.
FREE, OPENING, QUOTED, CLOSING = range(4)
MAX_WINDOW = 320  # pieces in a window
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_PLAIN_MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
_SURROGATES = map(chr, range(0xD800, 0xE000))  # the tokenizer accepts no lone surrogates
# One character for one character, so that offsets hold.
_SAME_LENGTH = str.maketrans(
    _PLAIN_MARKS | {"–": "-", "—": "-"} | dict.fromkeys(_SURROGATES, "\ufffd")
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Consecutive word pieces, as lists of one length.

    ids: numbers in the vocabulary. spans: characters of the article; empty for [CLS] and [SEP].
    quote_states: FREE, OPENING, QUOTED or CLOSING. cases: see `letter_case`. word_starts: whether a
    piece is the first of its word.
    """

    ids: list[int]
    spans: list[Span]
    quote_states: list[int]
    cases: list[int]
    word_starts: list[bool]

    def __len__(self) -> int:
        return len(self.ids)

    def __add__(self, other: Pieces) -> Pieces:
        return Pieces(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def part(self, start: int, end: int) -> Pieces:
        """The pieces from number `start` to before `end`."""
        return Pieces(*(getattr(self, f.name)[start:end] for f in fields(self)))

    def is_special(self, place: int) -> bool:
        """True for [CLS] and [SEP], which stand for no characters."""
        return self.spans[place][0] == self.spans[place][1]


def windows(
    tokenizer: Tokenizer,
    text: str,
    paragraphs: Sequence[Span],
    longest: int = MAX_WINDOW,
    first: int = 0,
) -> Iterator[Pieces]:
    """The article in windows of at most `longest` pieces, cut between paragraphs where possible.

    `first` is the length of the first window, if it is to differ: training cuts each article
    differently in each epoch. Windows do not overlap: on held-out articles, giving the end of the
    window before as context made nothing better.
    """
    start, separator = _special(tokenizer, START), _special(tokenizer, SEPARATOR)
    window, room = start, first or longest
    for paragraph in paragraphs:
        for part in _parts(pieces(tokenizer, text, paragraph), text, longest - 2):
            if len(window) + len(part) + 1 > room and len(window) > 1:
                yield window
                window, room = start, longest
            window = window + part + separator
    if len(window) > 1:
        yield window


def pieces(tokenizer: Tokenizer, text: str, paragraph: Span) -> Pieces:
    """The word pieces of a paragraph; all quotation marks look alike to the network."""
    start, end = paragraph
    original = text[start:end]
    normalised, states = _normalised(text, paragraph)
    encoded = tokenizer.encode(normalised, add_special_tokens=False)
    words = encoded.word_ids
    return Pieces(
        ids=encoded.ids,
        spans=[(start + s, start + _after_accents(original, e)) for s, e in encoded.offsets],
        quote_states=[states[s] for s, _ in encoded.offsets],
        cases=[letter_case(original[s:e]) for s, e in encoded.offsets],
        word_starts=[i == 0 or words[i] != words[i - 1] for i in range(len(words))],
    )


def _normalised(text: str, paragraph: Span) -> tuple[str, list[int]]:
    """The paragraph with one kind of quotation mark, and the state of each character.

    A mark of two characters ('') becomes one mark and a space, a missing closing mark nothing.
    """
    start, end = paragraph
    characters = list(text[start:end].translate(_SAME_LENGTH))
    states = [FREE] * (end - start)
    for mark in quoted(text, paragraph):
        inner_start, inner_end = mark.inner[0] - start, mark.inner[1] - start
        opening = range(mark.start - start, inner_start)
        closing = range(inner_end, mark.end - start)
        for place in range(inner_start, inner_end):
            states[place] = QUOTED
        for place in opening:
            states[place], characters[place] = OPENING, " "
        for place in closing:
            states[place], characters[place] = CLOSING, " "
        if opening:
            characters[opening[0]] = '"'
        if closing and mark.closed:
            characters[closing[-1]] = '"'
    return "".join(characters), states


def letter_case(word: str) -> int:
    """0: lower case or no letters; 1: first letter upper case; 2: all upper case; 3: digits."""
    if word[:1].isdigit():
        return 3
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _special(tokenizer: Tokenizer, token: str) -> Pieces:
    number = tokenizer.token_to_id(token)
    assert number is not None
    return Pieces([number], [(0, 0)], [FREE], [0], [False])


def _after_accents(text: str, end: int) -> int:
    """The end of a piece, combining accents included: the tokenizer leaves the last ones out."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _parts(found: Pieces, text: str, longest: int) -> Iterator[Pieces]:
    """A paragraph's pieces in parts of at most `longest`.

    A part ends with the last sentence that ends in its second half, else before a word.
    """
    start = 0
    while len(found) - start > longest:
        candidates = range(start + longest, start + longest // 2, -1)
        word_starts = [place for place in candidates if found.word_starts[place]]
        sentence_starts = [place for place in word_starts if _starts_sentence(found, text, place)]
        cut = [*sentence_starts, *word_starts, start + longest][0]
        yield found.part(start, cut)
        start = cut
    if start < len(found):
        yield found.part(start, len(found))


def _starts_sentence(found: Pieces, text: str, place: int) -> bool:
    """True if a sentence has ended just before a piece."""
    if found.quote_states[place] == CLOSING:
        return False
    end = found.spans[place - 1][1]
    return bool(_SENTENCE_END.search(text, max(0, end - 4), end))
