"""What stanza's models do more slowly than they must, done quicker with the same result.

Labels are scored at the chosen heads only, the spanning tree is searched only where the best heads are not a tree already,
and the letters of a word are read once in a batch. parse.py puts these in; nothing here imports stanza.
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

LONGEST_TREE = 400  # words of a sentence for which the best tree is searched: the search takes memory by the cube
Search = Callable[[Any], Sequence[int]]


def predict(search: Search, special: int) -> Callable[..., list[list[list[Any]]]]:
    """A replacement of GraphParser.predict: the same heads and relations, without label scores for every pair of words.

    `search` finds the best tree of a matrix of scores; `special` is how many entries of the vocabulary are no relations.
    """

    def predicted(model: Any, *inputs: Any, **_: Any) -> list[list[list[Any]]]:
        lengths = inputs[12]
        hidden = model.embed(*inputs)
        found = [
            heads(scores[:n, :n], search)
            for scores, n in zip(_arc_scores(model, hidden).numpy(), lengths, strict=True)
        ]
        rows = torch.tensor([i for i, n in enumerate(lengths) for _ in range(n - 1)])
        below = torch.tensor([j for n in lengths for j in range(1, n)])
        above = torch.tensor([h for sentence in found for h in sentence])
        best = (
            _label_scores(model.deprel, hidden[rows, below], hidden[rows, above]).argmax(1)
            + special
        )
        labels = iter(model.vocab["deprel"].unmap(best.tolist()))
        return [[[head, next(labels)] for head in sentence] for sentence in found]

    return predicted


def letters(
    model: Any,
    chars: Tensor,
    chars_mask: Tensor,
    word_orig_idx: Sequence[int],
    sentlens: Sequence[int],
    wordlens: Sequence[int],
) -> PackedSequence:
    """A replacement of CharacterModel.forward: each spelling is read once in a batch, however often it occurs."""
    spellings, which = torch.unique(chars, dim=0, return_inverse=True)
    lengths = torch.zeros(len(spellings), dtype=torch.long).scatter_(
        0, which, torch.as_tensor(wordlens)
    )
    order = torch.argsort(lengths, descending=True)
    packed = pack_padded_sequence(
        model.char_emb(spellings[order]), lengths[order], batch_first=True
    )
    start = [
        h.expand(-1, len(spellings), -1).contiguous()
        for h in (model.charlstm_h_init, model.charlstm_c_init)
    ]
    output, (last, _) = model.charlstm(packed, lengths[order].tolist(), hx=tuple(start))
    if model.attn:
        weighed = PackedSequence(
            output.data * torch.sigmoid(model.char_attn(output.data)), output.batch_sizes
        )
        rows = pad_packed_sequence(weighed, batch_first=True)[0].sum(1)
    else:
        rows = last[-2:].transpose(0, 1).reshape(len(spellings), -1)
    place = torch.empty_like(order)
    place[order] = torch.arange(len(order))
    words = torch.empty(len(which), rows.shape[1])
    words[torch.as_tensor(word_orig_idx)] = rows[place[which]]
    return pack_sequence(words.split(list(sentlens)))


def _arc_scores(model: Any, hidden: Any) -> Any:
    """Scores (sentences, dependents, heads) with the terms for linear order and distance; log-softmax over heads."""
    arcs = model.unlabeled(hidden, hidden).squeeze(3)
    places = torch.arange(hidden.size(1))
    offset = (places.view(1, -1) - places.view(-1, 1)).unsqueeze(0)
    if model.args["linearization"]:
        arcs = arcs + logsigmoid(
            model.linearization(hidden, hidden).squeeze(3) * torch.sign(offset).float()
        )
    if model.args["distance"]:
        expected = 1 + softplus(model.distance(hidden, hidden).squeeze(3))
        arcs = arcs - torch.log((offset.abs().float() - expected) ** 2 / 2 + 1)
    arcs = arcs.masked_fill(torch.eye(hidden.size(1), dtype=torch.bool).unsqueeze(0), -float("inf"))
    return log_softmax(arcs, 2)


def _label_scores(scorer: Any, dependents: Any, heads: Any) -> Any:
    """Scores of every label for one head per dependent; both (words, dimension) in, (words, labels) out."""
    left, right = scorer.hidden_func(scorer.W1(dependents)), scorer.hidden_func(scorer.W2(heads))
    left = torch.cat([left, left.new_ones(left.size(0), 1)], 1)
    right = torch.cat([right, right.new_ones(right.size(0), 1)], 1)
    weight, bias = scorer.scorer.W_bilin.weight, scorer.scorer.W_bilin.bias
    halfway = (left @ weight.reshape(left.size(1), -1)).view(-1, right.size(1), weight.size(2))
    return torch.einsum("kjo,kj->ko", halfway, right) + bias


def heads(scores: Any, search: Search) -> list[int]:
    """Head of each word but the root symbol: the best ones if they form a tree, at once or with one root; else the best tree.

    That is Chu-Liu/Edmonds', which `search` finds.
    """
    best = scores.argmax(1)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    best = _with_one_root(scores)
    if is_tree(best):
        return [int(h) for h in best[1:]]
    if len(best) > LONGEST_TREE:
        return without_cycles(best, int(scores[1:, 0].argmax()) + 1)
    return [int(h) for h in search(scores)[1:]]


def _with_one_root(scores: Any) -> Any:
    """The best head of each word if just one may hang on the root symbol: no tree with one root scores higher, if it is a tree."""
    others = scores[:, 1:].argmax(1) + 1
    given_up = scores[1:, 0] - scores[1:, 1:].max(1)
    root = int(given_up.argmax()) + 1
    others[0], others[root] = 0, 0
    return others


def without_cycles(heads: Sequence[int], root: int) -> list[int]:
    """The heads with one root, and each cycle opened at its first word, which then hangs on the root: rough, but in linear time."""
    tree = [0] + [root if int(h) == 0 else int(h) for h in heads[1:]]
    tree[root] = 0
    safe = {0}
    for word in range(1, len(tree)):
        path: dict[int, None] = {}
        at = word
        while at not in safe and at not in path:
            path[at] = None
            at = tree[at]
        if at not in safe:
            tree[at] = root
        safe.update(path)
    return tree[1:]


def is_tree(heads: Sequence[int]) -> bool:
    """True if exactly one word hangs on the root symbol and every word reaches it."""
    if sum(int(h) == 0 for h in heads[1:]) != 1:
        return False
    safe = {0}
    for word in range(1, len(heads)):
        path = []
        while word not in safe:
            path.append(word)
            word = int(heads[word])
            if word in path:
                return False
        safe.update(path)
    return True
