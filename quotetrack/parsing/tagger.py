"""The tagger: a trained network that finds reported words, with their sources and cues.

The network (tagger_network) was fine-tuned from MiniLM on PolNeAR (Newell et al. 2018); the recipe
is training/tagger.py. Tags are decoded with Viterbi's algorithm (1967), so that one doubtful word
does not cut a quotation in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.parsing.tagger_decoding import (
    Floats,
    Pointed,
    decoded_spans,
    tagged_span,
    word_chances,
)
from quotetrack.parsing.tagger_network import Network, Shape
from quotetrack.parsing.tagger_windows import WINDOW, Pieces, windows
from quotetrack.records import Article, Span, TaggedSpan, TaggerOutput

BATCH = 24  # windows read together


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
            windows_read = [cut[i] for i in batch]
            with torch.inference_mode():
                x = self._encoded(windows_read)
            read = self.read(windows_read, x)
            for i, (found, words) in zip(batch, read, strict=True):
                spans[i] = found
                for (first, end), chance in words:
                    level = bytes([round(255 * chance)])
                    reported[owners[i]][first:end] = level * (end - first)
        together: list[list[TaggedSpan]] = [[] for _ in articles]
        for owner, found in zip(owners, spans, strict=True):
            together[owner] += found
        return [TaggerOutput(tuple(s), bytes(r)) for s, r in zip(together, reported, strict=True)]

    def read(
        self, batch: Sequence[Pieces], x: torch.Tensor
    ) -> Iterator[tuple[list[TaggedSpan], list[tuple[Span, float]]]]:
        """The tagged spans of each window, and its words with their chances of being reported.

        x is what the encoder makes of the windows: (windows, pieces, width).
        """
        with torch.inference_mode():
            chances: Floats = self.network.tag(x)[..., :3].softmax(2).numpy()
            places = [decoded_spans(w, scores) for w, scores in zip(batch, chances, strict=True)]
            rows = [(number, *place) for number, each in enumerate(places) for place in each]
            pointed = iter(self._pointed(x, rows, list(map(len, batch))) if rows else [])
        for window, scores, mine in zip(batch, chances, places, strict=True):
            found = [tagged_span(window, scores, place, next(pointed)) for place in mine]
            yield found, word_chances(window, scores)

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
