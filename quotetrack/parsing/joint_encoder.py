"""The joint network's encoder with 8-bit weights, one window at a time.

The weights of each matrix are rounded to 8 bits with a scale for each row, the inputs with one scale
for the window (dynamic quantisation). A window is read by itself, so what comes out of it never
depends on what is read beside it, and nothing is padded.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.parsing.joint_network import KEPT, JointNetwork


class Encoder8:
    """Reads windows as `JointNetwork.read` does, several times as fast on a processor."""

    def __init__(self, network: JointNetwork) -> None:
        self._pieces = network.words.weight.detach()
        self._places = network.places.weight.detach()
        self._quote_states = network.marks.weight.detach()
        self._cases = network.cases.weight.detach()
        self._gaps = network.gaps.weight.detach()
        self._norm = network.norm
        self._layers = [Layer8(layer) for layer in network.layers]
        self._shares = network.mix.detach().softmax(0).tolist()

    def __call__(
        self, pieces: list[int], quote_states: list[int], cases: list[int], gaps: list[int]
    ) -> tuple[Tensor, Tensor]:
        """The last layer and the mix of layers of one window: (pieces, width) each."""
        x = self._pieces[torch.tensor(pieces)].float() + self._places[: len(pieces)]
        x = x + self._quote_states[torch.tensor(quote_states)] + self._cases[torch.tensor(cases)]
        x = self._norm(x)
        for layer in self._layers[:KEPT]:
            x = layer(x)
        x = x + self._gaps[torch.tensor(gaps)]
        mixed = self._shares[0] * x
        for share, layer in zip(self._shares[1:], self._layers[KEPT:], strict=True):
            x = layer(x)
            mixed.add_(x, alpha=share)
        return x, mixed


class Layer8:
    """One transformer layer over (pieces, width)."""

    def __init__(self, layer: nn.Module) -> None:
        self._heads = int(layer.heads)
        self._attend, self._project = Linear8(layer.attend), Linear8(layer.project)
        self._widen, self._narrow = Linear8(layer.widen), Linear8(layer.narrow)
        self._norm, self._norm_out = layer.norm, layer.norm_out

    def __call__(self, x: Tensor) -> Tensor:
        length, width = x.shape
        parts = self._attend(x).view(1, length, 3, self._heads, width // self._heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value)
        joined = attended.transpose(1, 2).reshape(length, width)
        x = self._norm(self._project(joined).add_(x))
        inner = functional.gelu(self._widen(x))
        out: Tensor = self._norm_out(self._narrow(inner).add_(x))
        return out


class Linear8:
    """A linear step with 8-bit weights."""

    def __init__(self, linear: nn.Module) -> None:
        self._packed = torch.ops.quantized.linear_prepack(rounded(linear.weight), linear.bias)

    def __call__(self, x: Tensor) -> Tensor:
        # 7 bits for the inputs: without VNNI instructions sums of 8-bit products overflow
        out: Tensor = torch.ops.quantized.linear_dynamic(x, self._packed, reduce_range=True)
        return out


def rounded(weight: Tensor) -> Tensor:
    """A matrix in 8 bits, each row with its own scale."""
    weight = weight.detach().float()
    scales = (weight.abs().amax(1) / 127).clamp(min=1e-8)
    return torch.quantize_per_channel(
        weight, scales.double(), torch.zeros(len(weight), dtype=torch.long), 0, torch.qint8
    )
