"""Words -> tags, lemmas, trees and entities, by the heads of the joint network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from quotetrack.parsing import lemma_scripts
from quotetrack.parsing.joint_entities import EntityDecoder
from quotetrack.parsing.joint_model import Array, JointModel
from quotetrack.parsing.joint_words import Words
from quotetrack.parsing.spanning_trees import heads_of

TAG_LAYERS = ("upos", "xpos", "feats", "lemma")  # in the order of the graph's labels
AT_ONCE = 400  # words decoded together, in whole sentences: bounds the memory of long articles
ROOT = "root"
NOTHING: dict[str, str] = {}


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
        self._graphs, self._labels, self._lemmas = model.graphs, model.labels, model.lemmas
        self._entities = EntityDecoder(model.labels["entity"])

    def __call__(self, text: str, words: Words, vectors: Array) -> Analysis:
        """The analysis of words, whose pieces have these vectors."""
        made = Analysis()
        for start, end, lengths in chunks(words.lengths):
            part = slice(start, end)
            rows, labels, entities = self._graphs["words"](
                vectors[words.first[part]], vectors[words.last[part]], words.part[part]
            )
            self._tag(text, words, part, labels, made)
            self._attach(rows, lengths, made)
            self._name(entities, lengths, made)
        return made

    def _tag(self, text: str, words: Words, part: slice, labels: Array, made: Analysis) -> None:
        """Tags, features and lemmas."""
        found = {}
        for name, column in zip(TAG_LAYERS, labels.T.tolist(), strict=True):
            names = self._labels[name]
            found[name] = [names[i] for i in column]
        made.upos.extend(found["upos"])
        made.xpos.extend(found["xpos"])
        made.feats.extend(found["feats"])
        spans = zip(words.starts[part], words.ends[part], strict=True)
        forms = [text[start:end].replace("’", "'") for start, end in spans]
        for form, tag, rule in zip(forms, found["xpos"], found["lemma"], strict=True):
            known = self._lemmas.get(tag, NOTHING)
            lemma = known.get(form) or known.get(form.lower())
            made.lemma.append(lemma or lemma_scripts.applied(rule, form))

    def _attach(self, rows: Array, lengths: list[int], made: Analysis) -> None:
        """Heads and relations."""
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        begins = np.cumsum([0, *lengths[:-1]])
        grid = np.zeros((len(lengths), max(lengths), rows.shape[1]), np.float32)
        grid[sentence, np.arange(len(rows)) - begins[sentence]] = rows
        scores, above = self._graphs["arcs"](grid)
        trees = [heads_of(scores[i, :n, : n + 1]) for i, n in enumerate(lengths)]
        heads = [head for tree in trees for head in tree]
        (relations,) = self._graphs["relations"](rows, above[sentence, heads])
        names = self._labels["relation"]
        made.head.extend(heads)
        made.deprel.extend(
            names[i] if head else ROOT for i, head in zip(relations.tolist(), heads, strict=True)
        )

    def _name(self, scores: Array, lengths: list[int], made: Analysis) -> None:
        """Entities."""
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
