"""The network behind the joint parser: one small transformer, read once, with a light head for
every layer of a parse.

The encoder is the tagger's (BERT, Devlin et al. 2019, in the size of MiniLM-L6, Wang et al. 2020)
with one more input, the space before a piece. Heads on pieces: where tokens and sentences begin,
and the tagger's content, source and cue. Heads on words, which are a learned mix of all layers at
the first and last piece of a word: tags, features, lemma scripts, entities, and the tree by
biaffine attention (Dozat and Manning 2017).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.parsing.tagger_network import Layer, Network, Shape

# Lower layers that stay as the tagger has them: a step of training costs half as much.
KEPT = 3
# The light layers over the words of a sentence.
WORD_SHAPE = Shape(vocabulary=1, width=256, layers=2, heads=4, inner=512)
MAX_PLACES = 320  # words of a sentence that have a place of their own
TAG_LAYERS = ("upos", "xpos", "feats", "lemma", "entity")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many labels each head has, and how wide the tree's heads are."""

    upos: int
    xpos: int
    feats: int
    lemma: int
    entity: int
    relation: int
    arc_width: int = 160
    relation_width: int = 64


class PlainLayer(Layer):
    """A layer without dropout of attention, which would make training on a CPU much slower."""

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One layer: (windows, pieces, width) in and out; mask is False at padding."""
        batch, length, width = x.shape
        parts = (
            self.attend(x)
            .view(batch, length, 3, self.heads, width // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.dropout(self.project(seen)))
        inner = functional.gelu(self.widen(x))
        out: Tensor = self.norm_out(x + self.dropout(self.narrow(inner)))
        return out


class JointNetwork(Network):
    """The tagger's network with heads for words, tags, trees and entities."""

    def __init__(self, shape: Shape, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__(shape, dropout)
        width = shape.width
        self.layers = nn.ModuleList(PlainLayer(shape, dropout) for _ in range(shape.layers))
        self.gaps = nn.Embedding(3, width)
        self.mix = nn.Parameter(torch.zeros(shape.layers + 1 - KEPT))
        self.bounds = nn.Linear(width, 3)
        self.word = nn.Linear(2 * width, width)
        self.part = nn.Embedding(3, width)
        self.word_dropout = nn.Dropout(0.15)
        self.tags = nn.ModuleDict(
            {name: nn.Linear(width, getattr(sizes, name)) for name in TAG_LAYERS}
        )
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_below = nn.Linear(width, sizes.arc_width)
        self.arc_above = nn.Linear(width, sizes.arc_width)
        self.arc = nn.Parameter(torch.empty(sizes.arc_width + 1, sizes.arc_width))
        self.relation_below = nn.Linear(width, sizes.relation_width)
        self.relation_above = nn.Linear(width, sizes.relation_width)
        self.relation = nn.Parameter(
            torch.randn(sizes.relation_width + 1, sizes.relation_width + 1, sizes.relation) * 0.01
        )
        nn.init.xavier_uniform_(self.arc)
        self.bounds_inner = nn.Linear(width, width // 2)
        self.bounds_more = zeroed(nn.Linear(width // 2, 3))
        self.narrowed = nn.Linear(width, WORD_SHAPE.width)
        self.word_places = nn.Embedding(MAX_PLACES, WORD_SHAPE.width)
        self.word_norm = nn.LayerNorm(WORD_SHAPE.width, eps=1e-12)
        self.word_layers = nn.ModuleList(
            PlainLayer(WORD_SHAPE, dropout) for _ in range(WORD_SHAPE.layers)
        )
        self.widened = zeroed(nn.Linear(WORD_SHAPE.width, width))
        nn.init.normal_(self.word_places.weight, std=0.02)
        nn.init.zeros_(self.gaps.weight)
        nn.init.zeros_(self.part.weight)

    def read(
        self, pieces: Tensor, marks: Tensor, cases: Tensor, gaps: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The last layer, for the tagger's heads on pieces, and a mix of layers, for all other
        heads."""
        mask = (pieces != 0)[:, None, None, :]
        return self.read_on(self.read_below(pieces, marks, cases, mask), gaps, mask)

    def read_below(self, pieces: Tensor, marks: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """What the lower layers make of the pieces; they are the tagger's, unchanged."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        summed = self.words(pieces) + self.places(places) + self.marks(marks) + self.cases(cases)
        x: Tensor = self.norm(summed)
        for layer in self.layers[:KEPT]:
            x = layer(x, mask)
        return x

    def read_on(self, x: Tensor, gaps: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The upper layers, which learn of the spaces between the pieces here."""
        x = self.dropout(x + self.gaps(gaps))
        shares = self.mix.softmax(0)
        mixed = shares[0] * x
        for share, layer in zip(shares[1:], self.layers[KEPT:], strict=True):
            x = layer(x, mask)
            mixed = mixed + share * x
        return x, mixed

    def words_of(self, first: Tensor, last: Tensor, part: Tensor) -> Tensor:
        """The vectors of words from those of their first and last pieces: (words, width)."""
        both = self.word(torch.cat([first, last], -1)) + self.part(part)
        words: Tensor = self.word_dropout(functional.gelu(both))
        return words

    def in_sentences(self, words: Tensor, mask: Tensor) -> Tensor:
        """The words of sentences (sentences, words, width) with what they learn of each other.

        mask is False where a sentence has ended.
        """
        places = torch.arange(words.shape[1], device=words.device).clamp(max=MAX_PLACES - 1)
        x = self.word_norm(self.narrowed(words) + self.word_places(places))
        for layer in self.word_layers:
            x = layer(x, mask[:, None, None, :])
        out: Tensor = words + self.widened(x)
        return out

    def begins(self, mixed: Tensor) -> Tensor:
        """What begins at each piece: logits (..., 3)."""
        inner = functional.gelu(self.bounds_inner(mixed))
        scores: Tensor = self.bounds(mixed) + self.bounds_more(inner)
        return scores

    def arcs(self, words: Tensor, above: Tensor) -> Tensor:
        """How well each word hangs on each of `above`: (sentences, words, heads), unnormalised."""
        below = with_one(functional.gelu(self.arc_below(words)))
        heads = functional.gelu(self.arc_above(above))
        scores: Tensor = (below @ self.arc) @ heads.transpose(1, 2)
        return scores

    def relations(self, words: Tensor, above: Tensor) -> Tensor:
        """Scores of words' relations to their heads, both (words, width): (words, relations)."""
        below = with_one(functional.gelu(self.relation_below(words)))
        higher = with_one(functional.gelu(self.relation_above(above)))
        halfway = (below @ self.relation.flatten(1)).view(-1, *self.relation.shape[1:])
        return torch.bmm(higher[:, None], halfway).squeeze(1)


def zeroed(linear: nn.Linear) -> nn.Linear:
    """A linear step that adds nothing before it is trained."""
    nn.init.zeros_(linear.weight)
    nn.init.zeros_(linear.bias)
    return linear


def with_one(x: Tensor) -> Tensor:
    """The rows with a 1 behind them, for a bias inside a product."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
