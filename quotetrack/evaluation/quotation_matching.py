"""Gold and predicted quotations of one article, matched one to one by the words they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quotetrack.evaluation.gold_tokens import TokenizedText, tokenize, trim_spans
from quotetrack.language import lexicon
from quotetrack.records import Span

Row = Mapping[str, Any]
Pair = tuple[int, int]  # the places of a gold item and of a predicted one

KINDS = ("direct", "indirect", "mixed")
MIN_JACCARD = 0.5  # of the words of two contents that match; part of the metric, not tuned


@dataclass(frozen=True, slots=True)
class Item:
    """A gold or predicted quotation as sets of word numbers.

    place: its place in the list it comes from. chars: its content, trimmed. names: the capitalised
    words of its source in lower case.
    """

    place: int
    words: frozenset[int]
    chars: tuple[Span, ...]
    source: frozenset[int]
    names: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Matching:
    """The gold and predicted items of one article, and the pairs that match."""

    text: TokenizedText
    gold: Sequence[Item]
    predicted: Sequence[Item]
    pairs: Sequence[Pair]


def match(article: Row, predictions: Sequence[Row]) -> Matching:
    """The gold quotations of an article (`text` and `attributions`) matched with predictions."""
    text = tokenize(article["text"])
    gold = list(_items(article["attributions"], text, is_gold=True))
    predicted = list(_items(predictions, text, is_gold=False))
    return Matching(text, gold, predicted, best_pairs(gold, predicted))


def match_segments(found: Matching, min_words: int) -> Matching:
    """The same by segments: runs of quoted words, each one an item, of at least so many words."""
    gold = list(_segments(found.gold, found.text, min_words))
    predicted = list(_segments(found.predicted, found.text, min_words))
    return Matching(found.text, gold, predicted, best_pairs(gold, predicted))


def jaccard(a: Item, b: Item) -> float:
    """The Jaccard index of the words of two contents."""
    shared = len(a.words & b.words)
    return shared / (len(a.words) + len(b.words) - shared)


def best_pairs(gold: Sequence[Item], predicted: Sequence[Item]) -> list[Pair]:
    """The pairs with a Jaccard index of at least one half, one to one.

    Greedy: the highest index first, ties in text order.
    """
    candidates = []
    for g, a in enumerate(gold):
        for p, b in enumerate(predicted):
            if not a.words.isdisjoint(b.words) and jaccard(a, b) >= MIN_JACCARD:
                candidates.append((-jaccard(a, b), g, p))
    pairs: list[Pair] = []
    gold_taken: set[int] = set()
    predicted_taken: set[int] = set()
    for _, g, p in sorted(candidates):
        if g not in gold_taken and p not in predicted_taken:
            gold_taken.add(g)
            predicted_taken.add(p)
            pairs.append((g, p))
    return pairs


def identical_pairs(found: Matching, part: str) -> list[Pair]:
    """The pairs, one to one, that have the same `words` or the same `chars`."""
    left: dict[Any, list[int]] = {}
    for p, item in enumerate(found.predicted):
        left.setdefault(getattr(item, part), []).append(p)
    pairs = []
    for g, item in enumerate(found.gold):
        same = left.get(getattr(item, part))
        if same:
            pairs.append((g, same.pop()))
    return pairs


def source_correct(gold: Item, predicted: Item) -> bool:
    """Whether the sources share a word in the same place, or neither item has a source."""
    if not gold.source:
        return not predicted.source
    return not gold.source.isdisjoint(predicted.source)


def source_name_correct(gold: Item, predicted: Item) -> bool:
    """Whether the source is correct, or another mention of the same name."""
    if source_correct(gold, predicted):
        return True
    return bool(gold.source) and not gold.names.isdisjoint(predicted.names)


def _items(rows: Sequence[Row], text: TokenizedText, is_gold: bool) -> Iterator[Item]:
    for place, row in enumerate(rows):
        chars = trim_spans(row.get("content") or (), text.text)
        words = text.words(chars)
        if not words:
            continue
        source = _content_words(text.words(trim_spans(row.get("source") or (), text.text)), text)
        labelled = row.get("kind") if is_gold else None
        kind = labelled if labelled in KINDS else _kind(words, text)
        yield Item(place, words, chars, source, _names(source, text), str(kind))


def _names(source: Iterable[int], text: TokenizedText) -> frozenset[str]:
    capitalised = (text.word(i) for i in source if text.word(i)[0].isupper())
    return frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in capitalised)


def _content_words(source: frozenset[int], text: TokenizedText) -> frozenset[int]:
    """The words of a source without function words, unless it has nothing else."""
    light = lexicon.words("source_function_words")
    return frozenset(i for i in source if text.word(i).lower() not in light) or source


def _kind(words: Iterable[int], text: TokenizedText) -> str:
    """Direct, indirect or mixed: all, none or some of the words are in quotation marks."""
    quoted = {text.is_quoted(i) for i in words}
    if len(quoted) == 2:
        return "mixed"
    return "direct" if True in quoted else "indirect"


def _segments(items: Iterable[Item], text: TokenizedText, min_words: int) -> Iterator[Item]:
    for item in items:
        for run in _quoted_runs(item.words, text):
            if len(run) >= min_words:
                chars = ((text.starts[run[0]], text.ends[run[-1]]),)
                yield replace(item, words=frozenset(run), chars=chars, kind="direct")


def _quoted_runs(words: Iterable[int], text: TokenizedText) -> Iterator[list[int]]:
    """Runs of quoted words; another word or the end of a quotation mark ends a run."""
    run: list[int] = []
    for i in sorted(i for i in words if text.is_quoted(i)):
        if run and (i > run[-1] + 1 or not all(text.quoted[text.ends[run[-1]] : text.starts[i]])):
            yield run
            run = []
        run.append(i)
    if run:
        yield run
