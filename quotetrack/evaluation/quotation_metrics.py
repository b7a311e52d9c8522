"""How well predicted quotations agree with labelled ones, in precision, recall and F1: their words, their kind, their source.

What counts is the word tokens, so that neither marks nor punctuation nor spaces at the edges make a difference:

    exact         both contents have the very same words
    exact_chars   both contents have the same characters, spaces at their edges aside: here marks do make a difference
    overlap       one to one, best first, contents whose words agree by half or more (Jaccard index)
    joint         as overlap, and the source is right: it shares a word in the same place, or neither side has a source
    joint_len     as joint, and another mention of the same name will do for the source
    tokens        the words that stand in any content
    speaker       the share of right sources among the overlapping pairs whose label has one

A pair counts under the kind of its label, a prediction without partner under its own kind, as its text shows it. `segments`
counts stretches of quoted words instead, each by itself: fair to programs that only know quotation marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quotetrack.evaluation.gold_tokens import Page, page, trimmed
from quotetrack.records import Span

Row = Mapping[str, Any]
Pair = tuple[int, int]  # the places of a label and of a prediction
Counts = Counter[tuple[str, str]]  # by kind and what is counted
KINDS = ("direct", "indirect", "mixed")
METRICS = ("exact", "exact_chars", "overlap", "joint", "joint_len", "tokens")
HALF = 0.5
MIN_WORDS = 4  # of a segment
LIGHT = frozenset(
    (
        "a",
        "an",
        "the",
        "this",
        "that",
        "of",
        "in",
        "at",
        "on",
        "for",
        "from",
        "to",
        "by",
        "with",
        "as",
        "and",
        "or",
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled or predicted quotation as sets of word numbers; `place` is its place in the list it came from."""

    place: int
    words: frozenset[int]
    chars: tuple[Span, ...]
    source: frozenset[int]
    names: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One article's labels and predictions, and which of them overlap by half or more."""

    page: Page
    gold: Sequence[Item]
    predicted: Sequence[Item]
    pairs: Sequence[Pair]


def score(
    gold: Iterable[Row], predicted: Mapping[str, Sequence[Row]], min_words: int = MIN_WORDS
) -> dict[str, Any]:
    """The figures of both views: `attributions` by kind, and `segments` of at least so many words.

    gold has articles with `id`, `text` and `attributions`; predicted has a list of quotations for each id, an article that
    it lacks has none.
    """
    whole: Counts = Counter()
    parts: Counts = Counter()
    for article in gold:
        found = compared(article, predicted.get(article["id"], ()))
        _count(whole, found)
        _count(parts, _segmented(found, min_words))
    return {
        "attributions": {kind: _report(whole, kind) for kind in ("all", *KINDS)},
        "segments": {"all": _report(parts, "all")},
    }


def compared(article: Row, quotations: Sequence[Row]) -> Compared:
    """The labels of an article beside predicted quotations."""
    text = page(article["text"])
    gold, predicted = (
        list(_items(article["attributions"], text, True)),
        list(_items(quotations, text, False)),
    )
    return Compared(text, gold, predicted, matched(gold, predicted))


def _segmented(found: Compared, min_words: int) -> Compared:
    gold, predicted = (
        list(_segments(items, found.page, min_words)) for items in (found.gold, found.predicted)
    )
    return Compared(found.page, gold, predicted, matched(gold, predicted))


def rows(result: Row) -> Iterator[dict[str, Any]]:
    """The figures as flat rows, one for each view and kind, in per cent to one place."""
    for view, kinds in (("attributions", result["attributions"]), ("segments", result["segments"])):
        for kind, found in kinds.items():
            row = {
                "view": view,
                "kind": kind,
                "gold": found["gold"],
                "predicted": found["predicted"],
            }
            row |= {
                f"{metric}_{part}": round(100 * found[metric][part], 1)
                for metric in METRICS
                for part in ("p", "r", "f1")
            }
            shares = {part: found["speaker"][part] for part in ("strict", "lenient")}
            yield (
                row
                | {"pairs": found["speaker"]["pairs"]}
                | {
                    f"speaker_{part}": None if share is None else round(100 * share, 1)
                    for part, share in shares.items()
                }
            )


# ---- items
def _items(quotations: Sequence[Row], text: Page, labelled: bool) -> Iterator[Item]:
    for place, quotation in enumerate(quotations):
        chars = trimmed(quotation.get("content") or (), text.text)
        words = text.words(chars)
        if not words:
            continue
        source = _heavy(text.words(trimmed(quotation.get("source") or (), text.text)), text)
        names = frozenset(
            text.word(i).lower().removesuffix("'s").removesuffix("’s")
            for i in source
            if text.word(i)[0].isupper()
        )
        kind = quotation.get("kind") if labelled else None
        yield Item(
            place, words, chars, source, names, kind if kind in KINDS else _kind(words, text)
        )


def _heavy(source: frozenset[int], text: Page) -> frozenset[int]:
    """The words of a source without its articles and prepositions, unless it has nothing else."""
    return frozenset(i for i in source if text.word(i).lower() not in LIGHT) or source


def _kind(words: Iterable[int], text: Page) -> str:
    """Direct, indirect or mixed: whether all, none or some of the words stand in marks."""
    marked = {text.marked(i) for i in words}
    return "mixed" if len(marked) == 2 else "direct" if True in marked else "indirect"


def _segments(items: Iterable[Item], text: Page, min_words: int) -> Iterator[Item]:
    for item in items:
        for run in _runs(item.words, text):
            if len(run) >= min_words:
                yield replace(
                    item,
                    words=frozenset(run),
                    chars=((text.starts[run[0]], text.ends[run[-1]]),),
                    kind="direct",
                )


def _runs(words: Iterable[int], text: Page) -> Iterator[list[int]]:
    """Words in marks, in stretches that neither another word nor a mark's end breaks."""
    run: list[int] = []
    for i in sorted(i for i in words if text.marked(i)):
        if run and (i > run[-1] + 1 or not all(text.quoted[text.ends[run[-1]] : text.starts[i]])):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


# ---- pairs
def agreement(a: Item, b: Item) -> float:
    """The Jaccard index of the words of two contents."""
    shared = len(a.words & b.words)
    return shared / (len(a.words) + len(b.words) - shared)


def matched(gold: Sequence[Item], predicted: Sequence[Item]) -> list[Pair]:
    """Labels and predictions that agree by half or more, one to one, the best first, ties in the order of the text."""
    near = (
        (-agreement(a, b), g, p)
        for g, a in enumerate(gold)
        for p, b in enumerate(predicted)
        if not a.words.isdisjoint(b.words)
    )
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for _, g, p in sorted(candidate for candidate in near if -candidate[0] >= HALF):
        if g not in taken[0] and p not in taken[1]:
            taken[0].add(g)
            taken[1].add(p)
            pairs.append((g, p))
    return pairs


def source_right(label: Item, prediction: Item) -> bool:
    """True if the sources share a word in the same place, or neither has one."""
    return not label.source.isdisjoint(prediction.source) if label.source else not prediction.source


def _same_name(label: Item, prediction: Item) -> bool:
    return (
        source_right(label, prediction)
        or bool(label.source)
        and not label.names.isdisjoint(prediction.names)
    )


def _identical(gold: Sequence[Item], predicted: Sequence[Item], part: str) -> list[Pair]:
    """Labels and predictions, one to one, of which this part is the same."""
    left: dict[Any, list[int]] = {}
    for p, item in enumerate(predicted):
        left.setdefault(getattr(item, part), []).append(p)
    return [
        (g, left[key].pop()) for g, item in enumerate(gold) if left.get(key := getattr(item, part))
    ]


# ---- counts, by kind and over all
def _count(counts: Counts, found: Compared) -> None:
    gold, predicted, pairs = found.gold, found.predicted, found.pairs
    strict = [(g, p) for g, p in pairs if source_right(gold[g], predicted[p])]
    lenient = [(g, p) for g, p in pairs if _same_name(gold[g], predicted[p])]
    _add(counts, "gold", (item.kind for item in gold))
    for metric, part in (("exact", "words"), ("exact_chars", "chars")):
        same = _identical(gold, predicted, part)
        _count_pairs(counts, metric, found, same, same)
    for metric, right in (("overlap", pairs), ("joint", strict), ("joint_len", lenient)):
        _count_pairs(counts, metric, found, pairs, right)
    for name, some in (("pairs", pairs), ("strict", strict), ("lenient", lenient)):
        _add(counts, name, (gold[g].kind for g, _ in some if gold[g].source))
    _count_tokens(counts, gold, predicted)


def _add(counts: Counts, name: str, kinds: Iterable[str]) -> None:
    for kind in kinds:
        counts[kind, name] += 1
        counts["all", name] += 1


def _count_pairs(
    counts: Counts, metric: str, found: Compared, pairs: Iterable[Pair], right: Iterable[Pair]
) -> None:
    partner = {p: found.gold[g].kind for g, p in pairs}
    _add(
        counts,
        f"{metric} predicted",
        (partner.get(p, item.kind) for p, item in enumerate(found.predicted)),
    )
    _add(counts, metric, (found.gold[g].kind for g, _ in right))


def _count_tokens(counts: Counts, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
    for kind in ("all", *KINDS):
        ours, theirs = _tokens(gold, kind), _tokens(predicted, kind)
        counts[kind, "tokens gold"] += len(ours)
        counts[kind, "tokens found"] += len(ours & _tokens(predicted, "all"))
        counts[kind, "tokens predicted"] += len(theirs)
        counts[kind, "tokens"] += len(theirs & _tokens(gold, "all"))


def _tokens(items: Iterable[Item], kind: str) -> frozenset[int]:
    return frozenset().union(*(item.words for item in items if kind in ("all", item.kind)))


def _report(counts: Counts, kind: str) -> dict[str, Any]:
    number = {
        name: counts[kind, name]
        for name in ("gold", "pairs", "strict", "lenient", "tokens gold", "tokens found")
    }
    report: dict[str, Any] = {
        "gold": number["gold"],
        "predicted": counts[kind, "overlap predicted"],
    }
    for metric in METRICS:
        right, made = counts[kind, metric], counts[kind, f"{metric} predicted"]
        recalled = (
            (number["tokens found"], number["tokens gold"])
            if metric == "tokens"
            else (right, number["gold"])
        )
        report[metric] = f_score(share(right, made), share(*recalled))
    speaker = {
        name: number[name] / number["pairs"] if number["pairs"] else None
        for name in ("strict", "lenient")
    }
    return report | {"speaker": {"pairs": number["pairs"]} | speaker}


def share(part: int, whole: int) -> float:
    """The part of the whole, 0 of nothing."""
    return part / whole if whole else 0.0


def f_score(precision: float, recall: float) -> dict[str, float]:
    """Precision, recall and their harmonic mean."""
    both = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}
