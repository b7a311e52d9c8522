"""Partial matches: the fragments of two linked quotations that are versions of one another.

A report may retell a sentence and keep three words of it in quotation marks. As wholes the two
are a paraphrase, while those three words are verbatim. Both are reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.language.quotation_marks import fragment_spans
from quotetrack.linking.relations import RELATIONS, rule_based
from quotetrack.linking.text_pair import PreparedText, TextPair, common_words, prepare
from quotetrack.records import Part, Span, SpeakerAgreement

MAX_FRAGMENTS = 8  # of one side; bounds the cost of hostile texts

Fragment = tuple[Span, PreparedText]


def partial_matches(
    a: PreparedText, b: PreparedText, speakers: SpeakerAgreement
) -> tuple[Part, ...]:
    """Which fragments of either text are verbatim, truncated or edited versions of the other's.

    A fragment is in quotation marks, or is one span of an interrupted quotation. Each is reported
    once, with its closest match; the two wholes are not a part. In the order of the first text.
    """
    ours, theirs = _fragments(a), _fragments(b)
    closest_first = sorted(
        _related(ours, theirs, speakers),
        key=lambda part: (RELATIONS.index(part.relation), -part.score, part.a, part.b),
    )
    wholes = {"a": ours[0][0], "b": theirs[0][0]}
    taken: set[tuple[str, Span]] = set()
    chosen = []
    for part in closest_first:
        sides = {("a", part.a), ("b", part.b)} - set(wholes.items())
        if taken.isdisjoint(sides):
            taken |= sides
            chosen.append(part)
    return tuple(sorted(chosen, key=lambda part: (part.a, part.b)))


def _fragments(text: PreparedText) -> list[Fragment]:
    """The whole text first, then its fragments that are shorter than the whole."""
    found: list[Fragment] = [((0, len(text.text)), text)]
    for span in fragment_spans(text.text, text.kind)[:MAX_FRAGMENTS]:
        fragment = prepare(text.text[slice(*span)])
        if len(fragment.tokens) < len(text.tokens) and fragment.content:
            found.append((span, fragment))
    return found


def _related(
    ours: list[Fragment], theirs: list[Fragment], speakers: SpeakerAgreement
) -> Iterator[Part]:
    for i, (our_span, one) in enumerate(ours):
        for j, (their_span, other) in enumerate(theirs):
            if not i and not j:
                continue
            common = common_words(one.tokens, other.tokens)
            kinds = frozenset((one.kind, other.kind))
            if found := rule_based(TextPair(one, other, common, speakers, kinds)):
                yield Part(found.name, round(found.score, 3), our_span, their_span)
