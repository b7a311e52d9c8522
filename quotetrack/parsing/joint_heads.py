"""Words -> tags, lemmas, trees and entities, by the heads of the joint network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from quotetrack.parsing import lemma_scripts
from quotetrack.parsing.joint_entities import EntityDecoder
from quotetrack.parsing.joint_model import JointModel
from quotetrack.parsing.joint_trees import heads
from quotetrack.parsing.joint_words import Words

AT_ONCE = 400  # words decoded together, in whole sentences: bounds the memory of long articles
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of each word of an article, as lists of one length."""

    lemma: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    entity: list[str] = field(default_factory=list)

    def columns(self) -> tuple[list[str] | list[int], ...]:
        """The lists in the order of the fields of a Token."""
        return (
            self.lemma, self.upos, self.xpos, self.feats, self.head, self.deprel, self.entity
        )  # fmt: skip


class Heads:
    """Decodes the words of an article, some whole sentences at a time."""

    def __init__(self, model: JointModel) -> None:
        self._network, self._labels, self._lemmas = model.network, model.labels, model.lemmas
        self._entities = EntityDecoder(model.labels["entity"])
        self._root = model.labels["relation"].index(ROOT)

    def __call__(self, text: str, words: Words, vectors: Tensor) -> Analysis:
        """The analysis of words, whose pieces have these vectors."""
        made = Analysis()
        for start, end, lengths in chunks(words.lengths):
            part = slice(start, end)
            first, last = torch.from_numpy(words.first[part]), torch.from_numpy(words.last[part])
            rows = self._network.words_of(
                vectors[first], vectors[last], torch.from_numpy(words.part[part])
            )
            self._tag(text, words, part, rows, made)
            self._attach(rows, lengths, made)
            self._name(rows, lengths, made)
        return made

    def _tag(self, text: str, words: Words, part: slice, rows: Tensor, made: Analysis) -> None:
        """Tags, features and lemmas."""
        found = {}
        for name in ("upos", "xpos", "feats", "lemma"):
            labels = self._labels[name]
            best = self._network.tags[name](rows).argmax(1).tolist()
            found[name] = [labels[i] for i in best]
        made.upos.extend(found["upos"])
        made.xpos.extend(found["xpos"])
        made.feats.extend(found["feats"])
        spans = zip(words.starts[part], words.ends[part], strict=True)
        forms = [text[start:end] for start, end in spans]
        known = self._lemmas
        for form, tag, rule in zip(forms, found["xpos"], found["lemma"], strict=True):
            form = form.replace("’", "'")
            lemma = known.get((form, tag)) or known.get((form.lower(), tag))
            made.lemma.append(lemma or lemma_scripts.applied(rule, form))

    def _attach(self, rows: Tensor, lengths: list[int], made: Analysis) -> None:
        """Heads and relations."""
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        begins = np.cumsum([0, *lengths[:-1]])
        place = torch.from_numpy(np.arange(len(rows)) - begins[sentence])
        grid = rows.new_zeros(len(lengths), max(lengths), rows.shape[1])
        grid[torch.from_numpy(sentence), place] = rows
        above = torch.cat([self._network.root.expand(len(lengths), 1, -1), grid], 1)
        scores = self._network.arcs(grid, above).numpy()
        trees = [heads(scores[i, :n, : n + 1]) for i, n in enumerate(lengths)]
        flat = torch.tensor([head for tree in trees for head in tree])
        relations = self._network.relations(rows, above[torch.from_numpy(sentence), flat])
        relations[:, self._root] = -1e9
        labels = self._labels["relation"]
        best = relations.argmax(1).tolist()
        made.head.extend(flat.tolist())
        made.deprel.extend(
            labels[i] if head else ROOT for i, head in zip(best, flat.tolist(), strict=True)
        )

    def _name(self, rows: Tensor, lengths: list[int], made: Analysis) -> None:
        """Entities."""
        scores = self._network.tags["entity"](rows).numpy()
        at = 0
        for length in lengths:
            made.entity.extend(self._entities(scores[at : at + length]))
            at += length


def chunks(lengths: list[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Sentences in groups of about AT_ONCE words: first word, one past the last, lengths."""
    start, group = 0, list[int]()
    for length in lengths:
        if group and sum(group) + length > AT_ONCE:
            yield start, start + sum(group), group
            start, group = start + sum(group), []
        group.append(length)
    if group:
        yield start, start + sum(group), group
