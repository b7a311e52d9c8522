"""A parser made of one network for all layers of a parse, English only.

Each article is read in windows of whole paragraphs, each window by itself, and each article's words
are decoded by themselves: a parse depends on its article only, whatever is parsed before or beside
it. Neither stanza nor torch is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from quotetrack.errors import ModelError
from quotetrack.parallel import uncollected
from quotetrack.parsing.joint_heads import Analysis, Heads
from quotetrack.parsing.joint_model import Array, JointModel, load_model, row
from quotetrack.parsing.joint_pieces import GLUED, gaps, piece_starts
from quotetrack.parsing.joint_tagging import mark_reported, tagged_spans
from quotetrack.parsing.joint_words import ArticlePieces, Words, segmented
from quotetrack.parsing.tagger_windows import WINDOW, Pieces, windows
from quotetrack.records import Article, Parse, Sentence, Span, TaggedSpan, TaggerOutput, Token

BATCH = 16  # articles taken together; they are still read one by one


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of an article's pieces, before words are known."""

    pieces: ArticlePieces
    vectors: Array  # of the pieces of all windows, one below the other
    begins: Array  # scores of what begins at each of `pieces`
    tagged: TaggerOutput


class JointParser:
    """Parses articles on one torch thread; the model is loaded at the first article.

    Raises ModelError if the model is missing or damaged.
    """

    at_once = BATCH

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        self._reader: Reader | None = None
        if not (folder / "VERSION").exists():
            raise ModelError(f"parser {name}: no model in {folder}; reinstall quotetrack")
        self.version = f"{name} {(folder / 'VERSION').read_text(encoding='utf-8').strip()}"

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order."""
        reader = self.loaded()
        stream = iter(articles)
        while batch := list(islice(stream, BATCH)):
            with uncollected():
                parses = list(map(reader.parse, batch))
            yield from parses

    def loaded(self) -> Reader:
        """The reader, loaded once."""
        if self._reader is None:
            self._reader = Reader(load_model(self._folder))
        return self._reader


class Reader:
    """The loaded network at work."""

    def __init__(self, model: JointModel) -> None:
        self._model = model
        self.graphs = model.graphs
        self.heads = Heads(model)

    def parse(self, article: Article) -> Parse:
        """The parse of one article."""
        reading = self.read(article.text, article.paragraphs)
        if not len(reading.pieces.starts):
            return Parse(article, (), reading.tagged)
        words, analysis = self.analysed(article.text, article.paragraphs, reading)
        return Parse(article, tuple(_sentences(article, words, analysis)), reading.tagged)

    def read(self, text: str, paragraphs: Sequence[Span]) -> Reading:
        """The pieces of a text, what the network makes of them, and what is reported."""
        spans: list[TaggedSpan] = []
        reported = bytearray(len(text))
        found: list[tuple[Pieces, list[int]]] = []
        vectors: list[Array] = [np.zeros((0, 0), np.float32)]
        begins: list[Array] = [np.zeros((0, 3), np.float32)]
        for window in windows(self._model.tokenizer, text, paragraphs, WINDOW):
            spaces = gaps(text, window)
            x, mixed, chances, bounds, keys = self.graphs["pieces"](
                row(window.ids), row(window.quote_states), row(window.cases), row(spaces)
            )
            found.append((window, spaces))
            vectors.append(mixed)
            begins.append(bounds)
            spans += tagged_spans(window, chances, x, keys, self.graphs["spans"])
            mark_reported(reported, window, chances)
        tagged = TaggerOutput(tuple(spans), bytes(reported))
        pieces = _joined(text, found)
        scores = np.concatenate(begins)[pieces.rows]
        return Reading(pieces, np.concatenate(vectors[1:] or vectors), scores, tagged)

    def analysed(
        self, text: str, paragraphs: Sequence[Span], reading: Reading
    ) -> tuple[Words, Analysis]:
        """The words of a text with their tags, trees and entities."""
        table = self._model.contractions
        words = segmented(text, paragraphs, reading.pieces, reading.begins, table)
        return words, self.heads(text, words, reading.vectors)


def _joined(text: str, found: Sequence[tuple[Pieces, list[int]]]) -> ArticlePieces:
    """The pieces of all windows in a row."""
    starts: list[np.ndarray] = []
    rows: list[np.ndarray] = []
    glued: list[np.ndarray] = []
    offset = 0
    for window, spaces in found:
        begin, places = piece_starts(text, window)
        starts.append(begin)
        rows.append(places + offset)
        glued.append(np.array(spaces)[places] == GLUED)
        offset += len(window)
    if not starts:
        return ArticlePieces(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, bool))
    return ArticlePieces(np.concatenate(starts), np.concatenate(rows), np.concatenate(glued))


def _sentences(article: Article, words: Words, analysis: Analysis) -> Iterator[Sentence]:
    """The sentences as records."""
    begins = [start for start, _ in article.paragraphs]
    text, at, paragraph = article.text, 0, 0
    for length in words.lengths:
        place = slice(at, at + length)
        starts, ends = words.starts[place], words.ends[place]
        while paragraph + 1 < len(begins) and begins[paragraph + 1] <= starts[0]:
            paragraph += 1
        columns = (column[place] for column in analysis.columns())
        tokens = tuple(
            Token(index, start, end, text[start:end], *labels)
            for index, start, end, *labels in zip(
                range(1, length + 1), starts, ends, *columns, strict=True
            )
        )
        yield Sentence(starts[0], ends[-1], paragraph, tokens)
        at += length
