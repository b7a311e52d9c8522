"""Faster replacements for methods of stanza's models, with the same results.

Relations are scored for the chosen heads only; the spanning tree is searched for only where the
best heads do not form a tree already; and each spelling in a batch is encoded once. stanza_parser
puts these in place; nothing here imports stanza.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import log_softmax, logsigmoid, softplus
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
)

from quotetrack.parsing.spanning_trees import Search, heads

# ---- the parser


def predict(search: Search, special: int) -> Callable[..., list[list[list[Any]]]]:
    """A replacement for GraphParser.predict: [head, relation] of each word of each sentence.

    `search` finds the best tree of a matrix of arc scores; `special` is the number of entries of
    the vocabulary that come before the relations.
    """

    def predicted(model: Any, *inputs: Any, **_: Any) -> list[list[list[Any]]]:
        lengths = inputs[12]  # words of each sentence, the root included
        hidden = model.embed(*inputs)
        scores = _arc_scores(model, hidden).numpy()
        trees = [heads(s[:n, :n], search) for s, n in zip(scores, lengths, strict=True)]
        sentence = torch.tensor([i for i, n in enumerate(lengths) for _ in range(n - 1)])
        dependent = torch.tensor([j for n in lengths for j in range(1, n)])
        head = torch.tensor([h for tree in trees for h in tree])
        labels = _relation_scores(
            model.deprel, hidden[sentence, dependent], hidden[sentence, head]
        ).argmax(1)
        names = iter(model.vocab["deprel"].unmap((labels + special).tolist()))
        return [[[h, next(names)] for h in tree] for tree in trees]

    return predicted


def _arc_scores(model: Any, hidden: Tensor) -> Tensor:
    """Log-probabilities of heads (sentences, dependents, heads), with order and distance terms."""
    arcs: Tensor = model.unlabeled(hidden, hidden).squeeze(3)
    places = torch.arange(hidden.size(1))
    offset = (places.view(1, -1) - places.view(-1, 1)).unsqueeze(0)
    if model.args["linearization"]:
        order = model.linearization(hidden, hidden).squeeze(3)
        arcs = arcs + logsigmoid(order * torch.sign(offset).float())
    if model.args["distance"]:
        expected = 1 + softplus(model.distance(hidden, hidden).squeeze(3))
        arcs = arcs - torch.log((offset.abs().float() - expected) ** 2 / 2 + 1)
    itself = torch.eye(hidden.size(1), dtype=torch.bool).unsqueeze(0)
    return log_softmax(arcs.masked_fill(itself, -float("inf")), 2)


def _relation_scores(scorer: Any, dependents: Tensor, heads: Tensor) -> Tensor:
    """Scores of all relations between pairs: two (words, width) tensors in, (words, labels) out."""
    left = scorer.hidden_func(scorer.W1(dependents))
    right = scorer.hidden_func(scorer.W2(heads))
    left = torch.cat([left, left.new_ones(left.size(0), 1)], 1)
    right = torch.cat([right, right.new_ones(right.size(0), 1)], 1)
    weight, bias = scorer.scorer.W_bilin.weight, scorer.scorer.W_bilin.bias
    half = (left @ weight.reshape(left.size(1), -1)).view(-1, right.size(1), weight.size(2))
    scores: Tensor = torch.einsum("kjo,kj->ko", half, right) + bias
    return scores


# ---- trees


# ---- characters


def encode_spellings(
    model: Any,
    chars: Tensor,
    chars_mask: Tensor,
    word_orig_idx: Sequence[int],
    sentlens: Sequence[int],
    wordlens: Sequence[int],
) -> PackedSequence:
    """A replacement for CharacterModel.forward: each spelling in a batch is encoded once."""
    spellings, which = torch.unique(chars, dim=0, return_inverse=True)
    lengths = torch.zeros(len(spellings), dtype=torch.long)
    lengths.scatter_(0, which, torch.as_tensor(wordlens))
    order = torch.argsort(lengths, descending=True)
    vectors = _spelling_vectors(model, spellings[order], lengths[order])
    place = torch.empty_like(order)
    place[order] = torch.arange(len(order))
    words = torch.empty(len(which), vectors.shape[1])
    words[torch.as_tensor(word_orig_idx)] = vectors[place[which]]
    return pack_sequence(list(torch.split(words, list(sentlens))))


def _spelling_vectors(model: Any, spellings: Tensor, lengths: Tensor) -> Tensor:
    """A row for each spelling, longest first: attention over the output, or the last state."""
    packed = pack_padded_sequence(model.char_emb(spellings), lengths, batch_first=True)
    start = tuple(
        state.expand(-1, len(spellings), -1).contiguous()
        for state in (model.charlstm_h_init, model.charlstm_c_init)
    )
    output, (last, _) = model.charlstm(packed, lengths.tolist(), hx=start)
    if not model.attn:
        rows: Tensor = last[-2:].transpose(0, 1).reshape(len(spellings), -1)
        return rows
    weights = torch.sigmoid(model.char_attn(output.data))
    weighted = PackedSequence(output.data * weights, output.batch_sizes)
    return pad_packed_sequence(weighted, batch_first=True)[0].sum(1)
