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

# Words of a sentence for which the best tree is searched: memory grows with the cube of its length.
MAX_TREE = 400
Search = Callable[[Any], Sequence[int]]


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


def heads(scores: Any, search: Search) -> list[int]:
    """The head of each word, given scores (dependents, heads) with the root at 0.

    The best heads are taken if they form a tree, at once or with a single root; otherwise `search`
    finds the best tree (Chu-Liu/Edmonds), and in very long sentences cycles are broken instead.
    """
    best = scores.argmax(1)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    best = _with_one_root(scores)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    if len(best) > MAX_TREE:
        return without_cycles(best, int(scores[1:, 0].argmax()) + 1)
    return [int(h) for h in search(scores)[1:]]


def _with_one_root(scores: Any) -> Any:
    """The best heads if exactly one word hangs on the root.

    If they form a tree, no tree with one root scores higher.
    """
    others = scores[:, 1:].argmax(1) + 1
    gain = scores[1:, 0] - scores[1:, 1:].max(1)
    root = int(gain.argmax()) + 1
    others[0], others[root] = 0, 0
    return others


def without_cycles(heads: Sequence[int], root: int) -> list[int]:
    """The heads with one root, every cycle broken at its first word, which then hangs on the root.

    Rough, but linear in the length of the sentence.
    """
    tree = [0] + [root if int(h) == 0 else int(h) for h in heads[1:]]
    tree[root] = 0
    reached = {0}
    for word in range(1, len(tree)):
        path: dict[int, None] = {}
        at = word
        while at not in reached and at not in path:
            path[at] = None
            at = tree[at]
        if at not in reached:
            tree[at] = root
        reached.update(path)
    return tree[1:]


def is_tree(heads: Sequence[int]) -> bool:
    """True if exactly one word hangs on the root and every word reaches it."""
    if sum(int(h) == 0 for h in heads[1:]) != 1:
        return False
    reached = {0}
    for word in range(1, len(heads)):
        path = []
        while word not in reached:
            path.append(word)
            word = int(heads[word])
            if word in path:
                return False
        reached.update(path)
    return True


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
