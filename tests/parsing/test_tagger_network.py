"""The network: a window's output does not depend on its batch; distance buckets are in order."""

import pytest
import torch
from tiny import network

from quotetrack.parsing.tagger_network import DISTANCES, POINTERS, distances

IDS = [[2, 20, 21, 22, 3, 23, 24, 3], [2, 30, 31, 3]]
SPANS = [(0, 1, 2), (0, 5, 6), (1, 1, 1), (1, 2, 2)]  # window, first, last


def padded(rows, length):
    return torch.tensor([row + [0] * (length - len(row)) for row in rows])


def read(rows, spans, length):
    """Encoded pieces, pointer scores and continuation scores of windows padded to a length."""
    made = network()
    ids = padded(rows, length)
    with torch.inference_mode():
        x = made.encode(ids, ids % 4 * (ids > 0), ids % 3 * (ids > 0))
        where = [torch.tensor(column) for column in zip(*spans, strict=True)]
        found = made.span_vectors(x, *where)
        return x, made.pointer_scores(x, found, *where), made.continuation_scores(x, found, *where)


@pytest.mark.parametrize("length", [8, 9, 40])
def test_padding_changes_nothing(length):
    """Padding changes the output by rounding errors at most."""
    x, fit, joins = read(IDS, SPANS, 8)
    more, wider, again = read(IDS, SPANS, length)
    assert torch.allclose(more[0, :8], x[0], atol=1e-5) and torch.allclose(
        more[1, :4], x[1, :4], atol=1e-5
    )
    assert torch.allclose(wider[:, :, :4], fit[:, :, :4], atol=1e-5)
    assert torch.allclose(again, joins, atol=1e-5)


def test_the_batch_changes_nothing():
    """A window gives the same alone as in a batch."""
    _, fit, joins = read(IDS, SPANS, 8)
    _, alone, join = read(IDS[1:], [(0, 1, 1), (0, 2, 2)], 4)
    assert torch.allclose(alone[..., :4], fit[2:, :, :4], atol=1e-5)
    assert torch.allclose(join[1], joins[3], atol=1e-5)


def test_every_input_counts():
    """Pieces, quote states and cases all affect the output."""
    made, ids, none = network(), torch.tensor(IDS[:1]), torch.zeros(1, 8, dtype=torch.long)
    with torch.inference_mode():
        plain = made.encode(ids, none, none)
        assert not torch.allclose(plain, made.encode(ids + 1, none, none))
        assert not torch.allclose(plain, made.encode(ids, none + 1, none))
        assert not torch.allclose(plain, made.encode(ids, none, none + 1))


def test_the_vector_of_a_span():
    """A row for each span: its first, last and mean piece."""
    made, x = network(), torch.rand(2, 6, 16)
    row = made.span_vectors(x, torch.tensor([1]), torch.tensor([2]), torch.tensor([4]))[0]
    assert torch.allclose(row, torch.cat([x[1, 2], x[1, 4], x[1, 2:5].mean(0)]), atol=1e-6)


def test_pointers_score_every_piece():
    """Each pointer of each span has a finite score for every piece."""
    _, fit, joins = read(IDS, SPANS, 8)
    assert fit.shape == (4, len(POINTERS), 8) and joins.shape == (4,)
    assert bool(fit.isfinite().all()) and bool(joins.isfinite().all())


def test_distances_are_signed_and_grow():
    """0 inside a span; separate buckets before and after it, never falling with the distance."""
    bucket = distances(torch.tensor([200]), torch.tensor([203]), 512)[0].tolist()
    before, after = bucket[:200][::-1], bucket[204:]
    assert set(bucket[200:204]) == {0}
    assert before == sorted(before) and after == sorted(after)
    assert before[0] == 1 and not set(before) & set(after) and 0 not in before + after
    assert max(bucket) < DISTANCES


def test_near_distances_are_told_apart():
    """Each of the four nearest pieces on both sides has its own bucket."""
    bucket = distances(torch.tensor([10]), torch.tensor([10]), 20)[0].tolist()
    assert len(set(bucket[6:15])) == 9


def test_the_longest_window_can_be_read():
    """A window may be as long as the network has positions."""
    ids = torch.full((1, 512), 9)
    assert network().encode(ids, ids * 0, ids * 0).shape == (1, 512, 16)
