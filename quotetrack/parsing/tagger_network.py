"""The network behind the tagger: it marks reported content and points to its source and its cue.

The encoder is BERT (Devlin et al. 2019) in the size of MiniLM-L6 (Wang et al. 2020), with two more
inputs for each word piece: its place inside quotation marks and the case of its letters. Its output
is read in three ways: as B/I/O tags of content; as the first and last piece of the source and cue
of each tagged span (pointer networks, Vinyals et al. 2015, where piece 0 stands for "none"); and
as the chance that a span continues the quotation before it.

The attributes of the modules name the weights in the saved model, so they cannot be renamed.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

OUTSIDE, BEGIN, INSIDE = range(3)
POINTERS = ("source first", "source last", "cue first", "cue last")
DISTANCES = 32  # buckets of the distance from a span to a piece, half of them for pieces before it


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network; the defaults are those of MiniLM-L6."""

    vocabulary: int
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    longest: int = 512  # pieces in a window
    pointer: int = 96


class Layer(nn.Module):
    """One transformer layer: self-attention and a feed-forward step, normalised afterwards."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.project = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm_out = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The layer's output: (windows, pieces, width) in and out; mask is False at padding."""
        batch, length, width = x.shape
        query, key, value = (
            self.attend(x)
            .view(batch, length, 3, self.heads, width // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        rate = self.dropout.p if self.training else 0.0
        attended = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, dropout_p=rate
        )
        joined = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.dropout(self.project(joined)))
        inner = functional.gelu(self.widen(x))
        out: Tensor = self.norm_out(x + self.dropout(self.narrow(inner)))
        return out


class Network(nn.Module):
    """Encoder and heads. Inputs are integers (windows, pieces), 0 where a window has ended.

    Spans are given as three tensors of one length: number of the window, first piece, last piece.
    """

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.longest, shape.width)
        self.marks = nn.Embedding(4, shape.width)
        self.cases = nn.Embedding(4, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.tag = nn.Linear(shape.width, 5)  # outside, begin, inside; in a source; in a cue
        self.ask = nn.Linear(3 * shape.width, len(POINTERS) * shape.pointer)
        self.answer = nn.Linear(shape.width, len(POINTERS) * shape.pointer)
        self.distance = nn.Embedding(DISTANCES, len(POINTERS))
        self.join = nn.Sequential(
            nn.Linear(7 * shape.width, shape.pointer), nn.GELU(), nn.Linear(shape.pointer, 1)
        )
        self.pointer = shape.pointer

    def encode(self, pieces: Tensor, quote_states: Tensor, cases: Tensor) -> Tensor:
        """The encoder's output for each piece: (windows, pieces, width)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        embedded = self.words(pieces) + self.places(places)
        embedded = embedded + self.marks(quote_states) + self.cases(cases)
        x: Tensor = self.dropout(self.norm(embedded))
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def span_vectors(self, x: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """A row for each span, its first, last and mean piece side by side: (spans, 3 * width)."""
        total = _running_total(x)
        mean = (total[window, last + 1] - total[window, first]) / (last + 1 - first)[:, None]
        return torch.cat([x[window, first], x[window, last], mean], 1)

    def pointer_scores(
        self, x: Tensor, vectors: Tensor, window: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """How well pieces answer the pointers of each span: logits (spans, pointers, pieces)."""
        queries = self.ask(vectors).view(len(vectors), len(POINTERS), self.pointer)
        keys = self.answer(x).view(*x.shape[:2], len(POINTERS), self.pointer)[window]
        scores: Tensor = torch.einsum("spd,slpd->spl", queries, keys) / self.pointer**0.5
        bias: Tensor = self.distance(distances(first, last, x.shape[1])).transpose(1, 2)
        return scores + bias

    def continuation_scores(
        self, x: Tensor, vectors: Tensor, window: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """Whether each span continues the one before it in its window: logits (spans,).

        The first value means nothing, since no span comes before.
        """
        before = torch.roll(vectors, 1, 0)
        total = _running_total(x)
        start = torch.minimum(torch.roll(last, 1) + 1, first)
        length = (first - start).clamp(min=1)[:, None]
        between = (total[window, first] - total[window, start]) / length
        scores: Tensor = self.join(torch.cat([before, vectors, between], 1)).squeeze(1)
        return scores


def _running_total(x: Tensor) -> Tensor:
    """Sums over the pieces before each piece, so that a difference of two is the sum of a span."""
    return functional.pad(x.cumsum(1), (0, 0, 1, 0))


def distances(first: Tensor, last: Tensor, length: int) -> Tensor:
    """The bucket of each piece's distance to each span: (spans, length).

    0 inside the span, then logarithmic buckets, the lower half for pieces before the span and the
    upper half for those after it.
    """
    places = torch.arange(length, device=first.device)[None]
    before = (first[:, None] - places).clamp(min=0)
    after = (places - last[:, None]).clamp(min=0)
    half = DISTANCES // 2
    bucket = (before + after).clamp(min=1).float().log2().mul(2).long().clamp(max=half - 2) + 1
    zero = torch.zeros_like(bucket)
    return torch.where(before > 0, bucket, torch.where(after > 0, bucket + half - 1, zero))
