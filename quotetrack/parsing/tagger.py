"""The tagger: a trained network that finds reported words, with their sources and cues.

The network (tagger_network) was fine-tuned from MiniLM on PolNeAR (Newell et al. 2018); the recipe
is training/tagger.py. Tags are decoded with Viterbi's algorithm (1967), so that one doubtful word
does not cut a quotation in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.parsing.tagger_network import BEGIN, INSIDE, OUTSIDE, Network, Shape
from quotetrack.parsing.tagger_windows import Pieces, windows
from quotetrack.records import Article, Span, TaggedSpan, TaggerOutput

BATCH = 24  # windows read together
# Pieces in a window: finds no less than the longer windows of training (held-out PolNeAR), faster.
WINDOW = 224
MAX_SOURCE = 60  # pieces of a source or cue
BEST_STARTS = 4  # first pieces that are tried for a source or cue

# How often outside, begin and inside follow each other in PolNeAR's training articles.
TRANSITIONS = np.array([[0.9476, 0.0522, 0.0], [0.0672, 0.0004, 0.9324], [0.0677, 0.0001, 0.9322]])
# Weight of the transitions against the network; .3 to .75 give the same on held-out articles.
TRANSITION_WEIGHT = 0.5
Floats = NDArray[np.float32]
PieceSpan = tuple[int, int]  # first and last piece, both included


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where the pointers of a span point: chances (4 pointers, pieces); its chance to continue."""

    pointers: Floats
    continues: float


class Tagger:
    """A trained network with its tokenizer."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer

    def __call__(self, articles: Sequence[Article]) -> list[TaggerOutput]:
        """What the network makes of each article; windows of all articles are read in batches."""
        owners: list[int] = []
        cut: list[Pieces] = []
        for number, article in enumerate(articles):
            for window in windows(self.tokenizer, article.text, article.paragraphs, WINDOW):
                owners.append(number)
                cut.append(window)
        spans: list[list[TaggedSpan]] = [[] for _ in cut]
        reported = [bytearray(len(article.text)) for article in articles]
        by_length = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            read = self._read([cut[i] for i in batch])
            for i, (found, words) in zip(batch, read, strict=True):
                spans[i] = found
                for (first, end), chance in words:
                    level = bytes([round(255 * chance)])
                    reported[owners[i]][first:end] = level * (end - first)
        together: list[list[TaggedSpan]] = [[] for _ in articles]
        for owner, found in zip(owners, spans, strict=True):
            together[owner] += found
        return [TaggerOutput(tuple(s), bytes(r)) for s, r in zip(together, reported, strict=True)]

    def _read(
        self, batch: Sequence[Pieces]
    ) -> Iterator[tuple[list[TaggedSpan], list[tuple[Span, float]]]]:
        """The tagged spans of each window, and its words with their chances of being reported."""
        with torch.inference_mode():
            x = self._encoded(batch)
            chances: Floats = self.network.tag(x)[..., :3].softmax(2).numpy()
            places = [decoded_spans(w, scores) for w, scores in zip(batch, chances, strict=True)]
            rows = [(number, *place) for number, each in enumerate(places) for place in each]
            pointed = iter(self._pointed(x, rows, list(map(len, batch))) if rows else [])
        for window, scores, mine in zip(batch, chances, places, strict=True):
            found = [_tagged_span(window, scores, place, next(pointed)) for place in mine]
            yield found, _words(window, scores)

    def _encoded(self, batch: Sequence[Pieces]) -> torch.Tensor:
        inputs = (_padded(batch, name) for name in ("ids", "quote_states", "cases"))
        with torch.autocast("cpu", torch.bfloat16, enabled=_has_fast_bfloat16()):
            return self.network.encode(*inputs).float()

    def _pointed(
        self, x: torch.Tensor, rows: Sequence[tuple[int, int, int]], lengths: Sequence[int]
    ) -> list[Pointed]:
        """Where each span points; rows are (window, first piece, last piece)."""
        window, first, last = (torch.tensor(column) for column in zip(*rows, strict=True))
        vectors = self.network.span_vectors(x, window, first, last)
        padding = torch.arange(x.shape[1])[None] >= torch.tensor(lengths)[window][:, None]
        scores = self.network.pointer_scores(x, vectors, window, first, last)
        pointers: Floats = scores.masked_fill(padding[:, None], -1e4).softmax(2).numpy()
        logits = self.network.continuation_scores(x, vectors, window, first, last)
        continues = logits.sigmoid().tolist()
        found = []
        for i, (number, *_) in enumerate(rows):
            is_first = i == 0 or rows[i - 1][0] != number  # of its window
            found.append(Pointed(pointers[i], 0.0 if is_first else continues[i]))
        return found


def load(folder: Path) -> Tagger:
    """The tagger in a folder. Raises ModelError if its files are missing or damaged."""
    try:
        saved: dict[str, Any] = torch.load(
            folder / "tagger.pt", weights_only=True, map_location="cpu"
        )
        state = saved.get("network", saved)
        network = Network(Shape(len(state["words.weight"])))
        network.load_state_dict({name: value.float() for name, value in state.items()})
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # what torch and tokenizers raise depends on what is damaged
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise ModelError(
            f"tagger: cannot load the model in {folder} ({reason}); reinstall quotetrack"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text
    return Tagger(network, tokenizer)


def _has_fast_bfloat16() -> bool:
    """True if this processor multiplies 16-bit floats faster than 32-bit ones."""
    capabilities: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _padded(batch: Sequence[Pieces], name: str) -> torch.Tensor:
    longest = max(map(len, batch))
    return torch.tensor([getattr(w, name) + [0] * (longest - len(w)) for w in batch])


# ---- tags -> spans


def best_tags(chances: Floats) -> list[int]:
    """The most likely tags of a sequence of words, given chances (words, 3) of O, B and I.

    Inside never follows outside.
    """
    if not len(chances):
        return []
    scores = np.log(np.maximum(chances, 1e-6))
    with np.errstate(divide="ignore"):
        transitions = TRANSITION_WEIGHT * np.log(TRANSITIONS)
    best = scores[0] + transitions[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + transitions
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def decoded_spans(window: Pieces, scores: Floats) -> list[PieceSpan]:
    """First and last piece of each tagged span, from the best tags of each paragraph."""
    found: list[PieceSpan] = []
    for start, end in _paragraphs(window):
        starts = [i for i in range(start, end) if window.word_starts[i]]
        last_pieces = [following - 1 for following in [*starts[1:], end]]
        for first, last, tag in zip(starts, last_pieces, best_tags(scores[starts]), strict=False):
            if tag == BEGIN:
                found.append((first, last))
            elif tag == INSIDE:
                found[-1] = (found[-1][0], last)
    return found


def _paragraphs(window: Pieces) -> Iterator[tuple[int, int]]:
    """The pieces of each paragraph in a window: the first, and one past the last."""
    start = 0
    for i in range(len(window) + 1):
        if i == len(window) or window.is_special(i):
            if i > start:
                yield start, i
            start = i + 1


def _words(window: Pieces, scores: Floats) -> list[tuple[Span, float]]:
    """The characters of each piece, up to the next piece, with its word's chance to be reported."""
    found = []
    chance = 0.0
    for i, (start, end) in enumerate(window.spans):
        if window.word_starts[i]:
            chance = 1.0 - float(scores[i][OUTSIDE])
        if window.is_special(i):
            continue
        if i + 1 < len(window) and not window.is_special(i + 1):
            end = max(end, window.spans[i + 1][0])
        found.append(((start, end), chance))
    return found


# ---- pointers -> sources and cues


def _tagged_span(window: Pieces, scores: Floats, place: PieceSpan, pointed: Pointed) -> TaggedSpan:
    first, last = place
    starts = [i for i in range(first, last + 1) if window.word_starts[i]]
    source, source_score = best_span(window, *pointed.pointers[:2])
    cue, cue_score = best_span(window, *pointed.pointers[2:])
    return TaggedSpan(
        span=(window.spans[first][0], window.spans[last][1]),
        score=float(np.mean([1.0 - scores[i][OUTSIDE] for i in starts])),
        source=source,
        source_score=source_score,
        cue=cue,
        cue_score=cue_score,
        joined=pointed.continues,
    )


def best_span(window: Pieces, starts: Floats, ends: Floats) -> tuple[Span | None, float]:
    """The most likely span of whole words, given chances of its first and last piece; its chance.

    None if piece 0, which stands for "none", is more likely.
    """
    best, chance = None, float(starts[0]) * float(ends[0])
    for first in map(int, np.argsort(starts[: len(window)])[::-1][:BEST_STARTS]):
        if window.is_special(first) or starts[first] < chance:
            continue
        limit = min(first + MAX_SOURCE, _paragraph_end(window, first))
        last = first + int(np.argmax(ends[first:limit]))
        both = float(starts[first]) * float(ends[last])
        if both > chance:
            best, chance = _whole_words(window, first, last), both
    return best, chance


def _paragraph_end(window: Pieces, place: int) -> int:
    """The number of the first piece after the paragraph of a piece."""
    return next((i for i in range(place, len(window)) if window.is_special(i)), len(window))


def _whole_words(window: Pieces, first: int, last: int) -> Span:
    """The characters from the start of the first piece's word to the end of the last piece's."""
    while not window.word_starts[first] and not window.is_special(first - 1):
        first -= 1
    while (
        last + 1 < len(window)
        and not window.word_starts[last + 1]
        and not window.is_special(last + 1)
    ):
        last += 1
    return window.spans[first][0], window.spans[last][1]
