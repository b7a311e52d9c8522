"""The parts of two linked quotations that stand alone: words in marks, or the spans of a quotation that is interrupted.

A report may retell one sentence and print three words of it in marks. As wholes the two are then a paraphrase; these three words
are verbatim, or a part of the other side. Both is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.language.quotation_marks import fragment_spans
from quotetrack.linking.relations import RELATIONS, plain
from quotetrack.linking.text_pair import Pair, Prepared, in_order, prepared
from quotetrack.records import Part, Span

MOST = 8  # stretches of one side that are looked at

TaggedSpan = tuple[Span, Prepared]


def parts(a: Prepared, b: Prepared, speakers: str) -> tuple[Part, ...]:
    """Which stretches of the one are verbatim, truncated or edited versions of which of the other, in the order of the first.

    Each stretch is told once, where it is the same before where it is altered; two wholes are no parts.
    """
    ours, theirs = _stretches(a), _stretches(b)
    found = sorted(
        _related(ours, theirs, speakers),
        key=lambda part: (RELATIONS.index(part.relation), -part.score, part.a, part.b),
    )
    taken: set[tuple[str, Span]] = set()
    told = []
    for part in found:
        sides = {
            (name, span)
            for name, span, whole in (("a", part.a, ours[0][0]), ("b", part.b, theirs[0][0]))
            if span != whole
        }
        if taken.isdisjoint(sides):
            taken |= sides
            told.append(part)
    return tuple(sorted(told, key=lambda part: (part.a, part.b)))


def _stretches(side: Prepared) -> list[TaggedSpan]:
    """The whole, and the stretches in marks that are less than it."""
    found: list[TaggedSpan] = [((0, len(side.text)), side)]
    for span in fragment_spans(side.text, side.kind)[:MOST]:
        words = prepared(side.text[slice(*span)])
        if len(words.forms) < len(side.forms) and words.content:
            found.append((span, words))
    return found


def _related(ours: list[TaggedSpan], theirs: list[TaggedSpan], speakers: str) -> Iterator[Part]:
    for number, (mine, one) in enumerate(ours):
        for place, (yours, other) in enumerate(theirs):
            if number or place:
                met = Pair(
                    one,
                    other,
                    in_order(one.forms, other.forms),
                    speakers,
                    frozenset((one.kind, other.kind)),
                )
                if found := plain(met):
                    yield Part(found[0], round(found[1], 3), mine, yours)
