"""The dependency tree of a sentence: heads, dependents, subtrees, and their spans in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quotetrack.language.lexicon import words as word_list
from quotetrack.records import Sentence, Span, Token


class DependencyTree:
    """The dependency tree of one sentence; words go by their index, from 1, and the root is 0."""

    def __init__(self, sentence: Sentence):
        self.sentence = sentence
        self.tokens = {token.index: token for token in sentence.tokens}
        self._dependents: dict[int, list[int]] = {}
        for token in sentence.tokens:
            self._dependents.setdefault(token.head, []).append(token.index)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    # ---- words

    def lemma(self, index: int) -> str:
        """The word's lemma in lower case."""
        return self.tokens[index].lemma.lower()

    def relation(self, index: int) -> str:
        """The word's relation to its head, without the subtype: `nsubj` for `nsubj:pass`."""
        return self.tokens[index].deprel.split(":")[0]

    def is_punctuation(self, index: int) -> bool:
        """True for a word without a letter or digit, whatever the parser tagged it as."""
        return not any(c.isalnum() for c in self.tokens[index].text)

    # ---- the tree

    def dependents(self, index: int, *relations: str) -> list[int]:
        """The dependents of a word, in order; with relations given, only those in such a relation.

        A relation without a subtype includes its subtypes: `nsubj` matches `nsubj:pass`.
        """
        return [
            i
            for i in self._dependents.get(index, [])
            if not relations or self.relation(i) in relations or self.tokens[i].deprel in relations
        ]

    def dependent(self, index: int, *relations: str) -> int | None:
        """The first dependent in one of the relations, or None."""
        return next(iter(self.dependents(index, *relations)), None)

    def ancestors(self, index: int) -> Iterator[int]:
        """The word's head, the head's head and so on, up to the root of the sentence."""
        seen = set()
        head = self.tokens[index].head
        while head and head not in seen:
            seen.add(head)
            yield head
            head = self.tokens[head].head

    def subtree(self, index: int, without: Collection[int] = ()) -> list[int]:
        """The word and its descendants, in order, without the branches that start at `without`."""
        found, pending = [], [index]
        while pending:
            word = pending.pop()
            if word in without and word != index:
                continue
            found.append(word)
            pending += self._dependents.get(word, [])
        return sorted(found)

    def introduced_by(self, index: int, *lemmas: str) -> bool:
        """True if a preposition, conjunction or adverb of these lemmas introduces the phrase."""
        openers = self.dependents(index, "case", "mark", "advmod")
        return any(self.lemma(i) in lemmas for i in openers)

    def has_negative_determiner(self, index: int) -> bool:
        """True for the noun of `no promise`."""
        negative = word_list("negative_determiners")
        return any(self.lemma(i) in negative for i in self.dependents(index, "det"))

    # ---- spans

    def trimmed(self, words: Iterable[int]) -> list[int]:
        """The words in order, without punctuation at both ends or a linking word at the start."""
        kept = sorted(words)
        while kept and self._is_droppable(kept[0], at_start=True):
            kept.pop(0)
        while kept and self._is_droppable(kept[-1], at_start=False):
            kept.pop()
        return kept

    def _is_droppable(self, index: int, at_start: bool) -> bool:
        token = self.tokens[index]
        if token.upos == "PUNCT":
            return True
        if not at_start or self.relation(index) not in ("cc", "mark"):
            return False
        return token.lemma in word_list("leading_conjunctions")

    def runs(self, words: Iterable[int]) -> list[list[int]]:
        """The words as runs of neighbours; a run may skip punctuation that is not among them."""
        runs: list[list[int]] = []
        for word in sorted(words):
            if runs and self._is_only_punctuation(runs[-1][-1] + 1, word):
                runs[-1].append(word)
            else:
                runs.append([word])
        return runs

    def _is_only_punctuation(self, start: int, end: int) -> bool:
        return all(self.tokens[i].upos == "PUNCT" for i in range(start, end))

    def span(self, words: Collection[int]) -> Span:
        """From the first character of the first word to the last character of the last."""
        return min(self.tokens[i].start for i in words), max(self.tokens[i].end for i in words)

    def spans(self, words: Iterable[int]) -> tuple[Span, ...]:
        """The span of each run of the words, trimmed; runs of only punctuation are dropped."""
        trimmed = [self.trimmed(run) for run in self.runs(words)]
        return tuple(self.span(run) for run in trimmed if run)
