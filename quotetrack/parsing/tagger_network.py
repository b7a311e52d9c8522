"""The network behind the tagger: a small transformer that marks content and points from it to its source and cue.

Encoder: BERT (Devlin et al. 2019) in the size of MiniLM-L6 (Wang et al. 2020), with the place inside quotation marks and the
case of the letters as further inputs. Three readings of its output: B/I/O of content for each piece; the source and cue of
each stretch of content as first and last piece (pointers as in Vinyals et al. 2015, piece 0 standing for "none"); and
whether a stretch goes on with the quotation before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

OUTSIDE, BEGIN, INSIDE = range(3)
POINTERS = ("source first", "source last", "cue first", "cue last")
DISTANCES = (
    32  # buckets of the distance from a stretch to a piece, half of them for pieces before it
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    vocabulary: int
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    longest: int = 512  # pieces in a window
    pointer: int = 96


class Layer(nn.Module):
    """Self-attention and a feed-forward step, each added to its input and normalised."""

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
        batch, length, width = x.shape
        parts = (
            self.attend(x)
            .view(batch, length, 3, self.heads, width // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        rate = self.dropout.p if self.training else 0.0
        seen = functional.scaled_dot_product_attention(
            parts[0], parts[1], parts[2], attn_mask=mask, dropout_p=rate
        )
        x = self.norm(
            x + self.dropout(self.project(seen.transpose(1, 2).reshape(batch, length, width)))
        )
        return self.norm_out(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Network(nn.Module):
    """Encoder and heads. Inputs are integer tensors of shape (windows, pieces), 0 where a window has ended."""

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

    def encode(self, pieces: Tensor, marks: Tensor, cases: Tensor) -> Tensor:
        """What the encoder makes of each piece: (windows, pieces, width)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(
            self.norm(
                self.words(pieces) + self.places(places) + self.marks(marks) + self.cases(cases)
            )
        )
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def stretches(self, x: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """One row for each stretch of content (window, first piece, last piece): its first, its last and its mean piece."""
        total = functional.pad(x.cumsum(1), (0, 0, 1, 0))
        mean = (total[window, last + 1] - total[window, first]) / (last + 1 - first)[:, None]
        return torch.cat([x[window, first], x[window, last], mean], 1)

    def point(self, x: Tensor, rows: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """How well each piece answers each pointer of each stretch: (stretches, pointers, pieces), unnormalised."""
        asked = self.ask(rows).view(len(rows), len(POINTERS), self.pointer)
        answers = self.answer(x).view(*x.shape[:2], len(POINTERS), self.pointer)[window]
        fit = torch.einsum("spd,slpd->spl", asked, answers) / self.pointer**0.5
        return fit + self.distance(distances(first, last, x.shape[1])).transpose(1, 2)

    def joins(self, x: Tensor, rows: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Whether each stretch goes on with the one before it in its window: (stretches,), unnormalised; the first row means nothing."""
        before = torch.roll(rows, 1, 0)
        total = functional.pad(x.cumsum(1), (0, 0, 1, 0))
        start = torch.minimum(torch.roll(last, 1) + 1, first)
        gap = (total[window, first] - total[window, start]) / (first - start).clamp(min=1)[:, None]
        return self.join(torch.cat([before, rows, gap], 1)).squeeze(1)


def distances(first: Tensor, last: Tensor, length: int) -> Tensor:
    """The bucket of each piece's distance to each stretch, logarithmic, signed: (stretches, length); 0 inside the stretch."""
    places = torch.arange(length, device=first.device)[None]
    before, behind = (first[:, None] - places).clamp(min=0), (places - last[:, None]).clamp(min=0)
    far = (before + behind).clamp(min=1).float().log2().mul(2).long().clamp(
        max=DISTANCES // 2 - 2
    ) + 1
    return torch.where(before > 0, far, torch.where(behind > 0, far + DISTANCES // 2 - 1, 0))
