"""A sentence as a tree: who hangs on whom, and where a group of words stands in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quotetrack.records import Sentence, Span, Token

OUTSIDE = {"punct", "cc", "mark"}


class Tree:
    """Dependency tree of one sentence; words are known by their index, the root symbol is 0."""

    def __init__(self, sentence: Sentence):
        self.sentence = sentence
        self.tokens = {t.index: t for t in sentence.tokens}
        self._below: dict[int, list[int]] = {}
        for token in sentence.tokens:
            self._below.setdefault(token.head, []).append(token.index)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def children(self, index: int, *relations: str) -> list[int]:
        """Indices of the words right below one, of these relations only if any are given; subtypes count (`nsubj:pass`)."""
        found = self._below.get(index, [])
        return [
            i
            for i in found
            if not relations or self.relation(i) in relations or self.tokens[i].deprel in relations
        ]

    def relation(self, index: int) -> str:
        """The word's relation without its subtype."""
        return self.tokens[index].deprel.split(":")[0]

    def child(self, index: int, *relations: str) -> int | None:
        """The first child of these relations, or None."""
        return next(iter(self.children(index, *relations)), None)

    def subtree(self, index: int, without: Collection[int] = ()) -> list[int]:
        """The word and all below it, in order, leaving out the branches that start at `without`."""
        found, waiting = [], [index]
        while waiting:
            word = waiting.pop()
            if word in without and word != index:
                continue
            found.append(word)
            waiting += self._below.get(word, [])
        return sorted(found)

    def introduced(self, index: int, *lemmas: str) -> bool:
        """True if a preposition, conjunction or adverb of these lemmas introduces the phrase or clause of a word."""
        return any(self.lemma(i) in lemmas for i in self.children(index, "case", "mark", "advmod"))

    def introduced_by_no(self, index: int) -> bool:
        """True for the noun in `no promise`."""
        return any(self.lemma(i) in ("no", "neither") for i in self.children(index, "det"))

    def is_mark(self, index: int) -> bool:
        """True for a word without a letter or digit, whatever a parser took it for."""
        return not any(c.isalnum() for c in self.tokens[index].text)

    def above(self, index: int) -> Iterator[int]:
        """The heads over a word, nearest first."""
        seen = set()
        head = self.tokens[index].head
        while head and head not in seen:
            seen.add(head)
            yield head
            head = self.tokens[head].head

    def trimmed(self, words: Iterable[int]) -> list[int]:
        """The words without punctuation (brackets and quotation marks apart) and linking words at their ends."""
        kept = sorted(words)
        while kept and self._droppable(kept[0], first=True):
            kept.pop(0)
        while kept and self._droppable(kept[-1], first=False):
            kept.pop()
        return kept

    def _droppable(self, index: int, first: bool) -> bool:
        token = self.tokens[index]
        return token.upos == "PUNCT" or (
            first
            and self.relation(index) in ("cc", "mark")
            and token.lemma in ("that", "and", "but")
        )

    def runs(self, words: Iterable[int]) -> list[list[int]]:
        """The words as runs of neighbours; a run may bridge punctuation that was left out."""
        runs: list[list[int]] = []
        for word in sorted(words):
            if runs and all(self.tokens[i].upos == "PUNCT" for i in range(runs[-1][-1] + 1, word)):
                runs[-1].append(word)
            else:
                runs.append([word])
        return runs

    def span(self, words: Collection[int]) -> Span:
        """From the first character of the first word to the last of the last."""
        return min(self.tokens[i].start for i in words), max(self.tokens[i].end for i in words)

    def spans(self, words: Iterable[int]) -> tuple[Span, ...]:
        """The runs of the words as spans, without punctuation at their ends."""
        trimmed = [self.trimmed(run) for run in self.runs(words)]
        return tuple(self.span(run) for run in trimmed if run)

    def lemma(self, index: int) -> str:
        return self.tokens[index].lemma.lower()
