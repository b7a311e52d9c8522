"""An article's prose as one text for the parser, and the way back to the article's offsets.

Paragraphs are joined by blank lines, and each character of prose is replaced by exactly one
character, so that an offset into the parser's text differs from the article's by a constant within
each piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from quotetrack.records import Article, Sentence, Span, Token

# Characters of prose parsed in one piece: a parser's memory grows with the square of its length.
MAX_PIECE = 4_000
MAX_WORD = 100  # characters without a space that are parsed as one run; real words are shorter
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD},}}")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s")
_SPACE = re.compile(r"\s")
_SPACES = "\n\r\t\u00a0\u2007\u202f\u2009\u200b\ufeff\x00\x0b\x0c\u2028\u2029"
# The word vectors know only straight apostrophes and plain spaces. One character for one character.
SAME_LENGTH = str.maketrans({"’": "'"} | dict.fromkeys(_SPACES, " "))


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece of prose starts in the parser's text and in the article, and its paragraph."""

    parser_start: int
    article_start: int
    paragraph: int


class ParserInput:
    """The text of an article that goes to the parser; reads parsed documents back."""

    def __init__(self, article: Article):
        self.article = article
        self._pieces: list[Piece] = []
        texts: list[str] = []
        parser_start = 0
        for number, (start, end) in enumerate(article.paragraphs):
            for left, right in pieces(article.text, start, end):
                text = article.text[left:right].translate(SAME_LENGTH)
                self._pieces.append(Piece(parser_start, left, number))
                texts.append(text)
                parser_start += len(text) + len("\n\n")
        self.text = "\n\n".join(texts)

    @property
    def is_empty(self) -> bool:
        """True if the article has no prose: there is nothing to parse."""
        return not self.text.strip()

    def sentences(self, document: Any) -> Iterator[Sentence]:
        """The sentences of a parsed stanza Document, with the article's offsets."""
        place = 0
        for sentence in document.sentences:
            start = sentence.tokens[0].start_char
            while self._starts_by(place + 1, start):
                place += 1
            piece = self._pieces[place]
            tokens = tuple(self._tokens(sentence, piece.article_start - piece.parser_start))
            end = max(token.end for token in tokens)
            yield Sentence(tokens[0].start, end, piece.paragraph, tokens)

    def _starts_by(self, place: int, offset: int) -> bool:
        return place < len(self._pieces) and self._pieces[place].parser_start <= offset

    def _tokens(self, sentence: Any, shift: int) -> Iterator[Token]:
        for token in sentence.tokens:
            for word, (start, end) in zip(token.words, word_spans(token), strict=True):
                yield Token(
                    index=int(word.id),
                    start=start + shift,
                    end=end + shift,
                    text=self.article.text[start + shift : end + shift],
                    lemma=word.lemma or word.text,
                    upos=word.upos or "X",
                    xpos=word.xpos or "_",
                    feats=word.feats or "_",
                    head=int(word.head or 0),
                    deprel=word.deprel or "dep",
                    entity=token.ner or "O",
                )


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph in pieces that bound the parser's memory.

    Runs without spaces are cut before their hundredth character, and what is longer than MAX_PIECE
    after a sentence, else at a space.
    """
    cuts = [
        cut
        for run in _LONG_WORD.finditer(text, start, end)
        for cut in range(run.start() + MAX_WORD - 1, run.end(), MAX_WORD - 1)
    ]
    for left, right in pairwise([start, *cuts, end]):
        yield from _short_pieces(text, left, right)


def _short_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_PIECE:
        middle = start + MAX_PIECE // 2
        window = text[middle : start + MAX_PIECE]
        ends = list(_SENTENCE_END.finditer(window)) or list(_SPACE.finditer(window))
        cut = middle + ends[-1].end() if ends else start + MAX_PIECE
        yield start, cut
        start = cut
    yield start, end


def word_spans(token: Any) -> list[Span]:
    """The span of each word of a stanza Token, in offsets of the parser's text.

    Words that together spell their token stand side by side; otherwise ("won't" = "will" + "not")
    each has the token's whole span.
    """
    if len(token.words) < 2 or "".join(word.text for word in token.words) != token.text:
        return [(token.start_char, token.end_char)] * len(token.words)
    spans = []
    start = token.start_char
    for word in token.words:
        spans.append((start, start + len(word.text)))
        start += len(word.text)
    return spans
