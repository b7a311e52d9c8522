"""The joint parser's model as it is stored: graphs for ONNX Runtime, a tokenizer, and what numbers
mean.

training/pack_joint.py writes it from a network in torch; here torch is not needed, which saves a
second of every start and most of the memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.parsing.contractions import Table

GRAPHS = ("pieces", "spans", "sentences", "relations")
Array = NDArray[Any]


class Graph:
    """One stored graph, run on one thread."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [each.name for each in self._session.get_inputs()]

    def __call__(self, *inputs: Array) -> Sequence[Array]:
        """The graph's outputs for its inputs, in order."""
        found: Sequence[Array] = self._session.run(
            None, dict(zip(self._inputs, inputs, strict=True))
        )
        return found


@dataclass(frozen=True, slots=True)
class JointModel:
    """The graphs with what their numbers mean.

    labels: names of each head's outputs. contractions: see `contractions.lengths`. lemmas: by
    treebank tag and form, of forms that training has seen. root: the vector of the root of trees.
    """

    graphs: dict[str, Graph]
    tokenizer: Tokenizer
    labels: Mapping[str, list[str]]
    contractions: Table
    lemmas: Mapping[str, Mapping[str, str]]
    root: list[float]


def load_model(folder: Path) -> JointModel:
    """The model in a folder. Raises ModelError if it is missing or damaged."""
    try:
        graphs = {name: Graph(folder / f"{name}.onnx") for name in GRAPHS}
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tables = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        contractions = {token: tuple(sizes) for token, sizes in tables["contractions"].items()}
        model = JointModel(
            graphs, tokenizer, tables["labels"], contractions, tables["lemmas"], tables["root"]
        )
    except Exception as error:  # what the libraries raise depends on what is damaged
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise ModelError(
            f"parser: cannot load the model in {folder} ({reason}); reinstall quotetrack"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text
    return model


def row(values: Sequence[int]) -> Array:
    """Integers as the only row of an input."""
    return np.array([values], np.int64)
