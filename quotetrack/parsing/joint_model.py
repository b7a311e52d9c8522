"""The joint parser's model as it is stored: one file of weights, labels and tables, and a tokenizer.

Weights are stored in half precision; every text of a model is in the same file, so that they cannot
drift apart. training/pack_joint.py writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.parsing.contractions import Table
from quotetrack.parsing.joint_network import JointNetwork, Sizes
from quotetrack.parsing.tagger_network import Shape

LAYERS = ("upos", "xpos", "feats", "lemma", "entity", "relation")


@dataclass(frozen=True, slots=True)
class JointModel:
    """A network with what its numbers mean.

    labels: names of each head's outputs. contractions: see `contractions.lengths`. lemmas: those of
    forms with their treebank tags that training has seen.
    """

    network: JointNetwork
    tokenizer: Tokenizer
    labels: Mapping[str, list[str]]
    contractions: Table
    lemmas: Mapping[tuple[str, str], str]


def load_model(folder: Path) -> JointModel:
    """The model of joint.pt and tokenizer.json. Raises ModelError if it is missing or damaged."""
    try:
        saved: dict[str, Any] = torch.load(
            folder / "joint.pt", weights_only=True, map_location="cpu", mmap=True
        )
        network = network_of(saved["network"], saved["labels"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        lemmas = dict(_lemmas(saved["lemmas"]))
    except Exception as error:  # what torch and tokenizers raise depends on what is damaged
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise ModelError(
            f"cannot load the model in {folder} ({reason}); reinstall quotetrack"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text
    return JointModel(network, tokenizer, saved["labels"], saved["contractions"], lemmas)


def network_of(state: Mapping[str, torch.Tensor], labels: Mapping[str, list[str]]) -> JointNetwork:
    """A network with stored weights; the word embeddings stay in half precision."""
    with torch.device("meta"):
        sizes = Sizes(**{name: len(labels[name]) for name in LAYERS})
        network = JointNetwork(Shape(len(state["words.weight"])), sizes)
    full = {name: value.float() for name, value in state.items() if name != "words.weight"}
    full["words.weight"] = state["words.weight"]
    network.load_state_dict(full, assign=True)
    return network.eval().requires_grad_(False)


def _lemmas(packed: str) -> list[tuple[tuple[str, str], str]]:
    """The table of lemmas from its text: a tag, then lines of form and lemma."""
    found, tag = [], ""
    for line in packed.split("\n"):
        form, tab, lemma = line.partition("\t")
        if tab:
            found.append(((form, tag), lemma))
        else:
            tag = form
    return found
