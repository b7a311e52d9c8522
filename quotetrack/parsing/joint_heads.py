"""Words -> tags, lemmas, trees and entities, by the heads of the joint network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quotetrack.parsing import lemma_scripts
from quotetrack.parsing.joint_entities import EntityDecoder
from quotetrack.parsing.joint_model import Array, JointModel
from quotetrack.parsing.joint_words import Words
from quotetrack.parsing.spanning_trees import heads_of

TAG_LAYERS = ("upos", "xpos", "feats", "lemma")  # in the order of the graph's labels
AT_ONCE = 500  # words decoded together: bounds the memory of long articles
ROOT = "root"
NOTHING: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of each word of an article, as lists of one length."""

    lemma: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    head: list[int]
    deprel: list[str]
    entity: list[str]

    def columns(self) -> tuple[list[str] | list[int], ...]:
        """The lists in the order of the fields of a Token."""
        return (
            self.lemma, self.upos, self.xpos, self.feats, self.head, self.deprel, self.entity
        )  # fmt: skip


class Heads:
    """Decodes the words of an article, sentences of like length together."""

    def __init__(self, model: JointModel) -> None:
        self._graphs, self._labels, self._lemmas = model.graphs, model.labels, model.lemmas
        self._entities = EntityDecoder(model.labels["entity"])
        self._root = np.array(model.root, np.float32)

    def __call__(self, text: str, words: Words, vectors: Array) -> Analysis:
        """The analysis of words, whose pieces have these vectors."""
        count = len(words.starts)
        labels = np.zeros((count, len(TAG_LAYERS)), np.int64)
        rows = np.zeros((count + 1, vectors.shape[1]), np.float32)  # the last one is the root
        heads, entities = np.zeros(count, np.int64), np.zeros(count, object)
        if not words.lengths:
            return Analysis([], [], [], [], [], [], [])
        starts = np.cumsum([0, *words.lengths])
        for group in groups(words.lengths):
            lengths = np.array([words.lengths[i] for i in group])
            inside = np.arange(lengths.max()) < lengths[:, None]
            place = np.where(inside, starts[group][:, None] + np.arange(lengths.max()), 0)
            found = self._graphs["sentences"](
                vectors[words.first[place]], vectors[words.last[place]], words.part[place], lengths
            )
            rows[place[inside]], labels[place[inside]] = found[0][inside], found[1][inside]
            for i, length, names, arcs in zip(group, lengths, found[2], found[3], strict=True):
                own = slice(starts[i], starts[i] + length)
                entities[own] = self._entities(names[:length])
                heads[own] = heads_of(arcs[:length, : length + 1])
        deprel = self._relations(rows, heads, np.repeat(starts[:-1], words.lengths))
        tags = self._tags(labels)
        lemmas = self._lemmas_of(text, words, tags["xpos"], tags["lemma"])
        return Analysis(
            lemmas,
            tags["upos"],
            tags["xpos"],
            tags["feats"],
            heads.tolist(),
            deprel,
            list(entities),
        )

    def _relations(self, rows: Array, heads: Array, start: Array) -> list[str]:
        """The relation of each word to its head; `start` is the first word of its sentence."""
        rows[-1] = self._root
        above = np.where(heads > 0, start + heads - 1, -1)
        names, made = self._labels["relation"], list[str]()
        for at in range(0, len(heads), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            (best,) = self._graphs["relations"](rows[:-1][part], rows[above[part]])
            made += [names[i] for i in best.tolist()]
        return [name if head else ROOT for name, head in zip(made, heads.tolist(), strict=True)]

    def _tags(self, labels: Array) -> dict[str, list[str]]:
        found = {}
        for name, column in zip(TAG_LAYERS, labels.T.tolist(), strict=True):
            names = self._labels[name]
            found[name] = [names[i] for i in column]
        return found

    def _lemmas_of(
        self, text: str, words: Words, tags: Sequence[str], rules: Sequence[str]
    ) -> list[str]:
        """The lemma of each word: from the table of words seen in training, or by its rule."""
        made = []
        spans = zip(words.starts, words.ends, strict=True)
        forms = [text[start:end].replace("’", "'") for start, end in spans]
        for form, tag, rule in zip(forms, tags, rules, strict=True):
            known = self._lemmas.get(tag, NOTHING)
            lemma = known.get(form) or known.get(form.lower())
            made.append(lemma or lemma_scripts.applied(rule, form))
        return made


def groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of sentences, in groups of like length that take about AT_ONCE words together."""
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if group and (len(group) + 1) * lengths[number] > AT_ONCE:
            yield group
            group = []
        group.append(number)
    if group:
        yield group
