"""What changed from one text to another: typed differences from an alignment of their words.

Words are aligned in normalised form, so case, punctuation and other spellings of one value are no
change of the text; a value that is merely spelt differently is a spelling change. The words shown
are always as printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold
from quotetrack.language.tokens import placed
from quotetrack.linking import change_types
from quotetrack.linking.segments import Segment, TokenizedText, whole_name
from quotetrack.records import Change

ALTERS_MEANING = frozenset({"negation", "number", "date", "speaker", "hedge"})
_MAX_BRIDGE = 2  # equal small words between two neighbouring changes that become one

Gap = tuple[Segment, Segment]  # what stands in the one text and in the other


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The differences between two texts in order, each with its type and the words as printed.

    Only the first 2,000 words of each are aligned, by a longest common subsequence (rapidfuzz);
    neighbouring edits are merged. Words that differ in case, punctuation, hyphens or line breaks
    only are no change.
    """
    left = TokenizedText(before, *placed(before))
    right = TokenizedText(after, *placed(after))
    gaps, equal = _aligned(left, right)
    found = [(old.start, new.start, _change(old, new)) for old, new in _merged(gaps)]
    found += [
        (old.start, new.start, Change("spelling", old.printed, new.printed))
        for old, new in equal
        if _is_respelt(old, new)
    ]
    found.sort(key=lambda item: item[:2])
    return tuple(dict.fromkeys(change for _, _, change in found))


def alters_meaning(change: Change) -> bool:
    """True if a change may alter the meaning, by its type or because it is flagged."""
    return change.meaning or change.kind in ALTERS_MEANING


def _change(old: Segment, new: Segment) -> Change:
    kind = change_types.change_type(old, new)
    if kind == "affiliation":
        old, new = whole_name(old), whole_name(new)
    alters = kind in ALTERS_MEANING or change_types.replacement_alters_meaning(old, new)
    return Change(kind, old.printed, new.printed, alters)


def _aligned(left: TokenizedText, right: TokenizedText) -> tuple[list[Gap], list[Gap]]:
    """The gaps where the texts differ, and the equal words that are printed differently."""
    gaps: list[Gap] = []
    equal: list[Gap] = []
    i = j = 0
    overlaps = left.has_overlaps or right.has_overlaps
    for block in LCSseq.opcodes(left.tokens, right.tokens).as_matching_blocks():
        if block.a > i or block.b > j:
            gaps.append((Segment(left, i, block.a), Segment(right, j, block.b)))
        i, j = block.a + block.size, block.b + block.size
        for a, b in zip(range(block.a, i), range(block.b, j), strict=True):
            differs = left.printed(a) != right.printed(b)
            if differs or (
                overlaps and (left.overlaps_neighbour(a) or right.overlaps_neighbour(b))
            ):
                _append(equal, Segment(left, a, a + 1), Segment(right, b, b + 1))
    return gaps, equal


def _append(equal: list[Gap], old: Segment, new: Segment) -> None:
    """Append a pair of words, joined to the last pair if they share printed words with it."""
    if equal and any(
        last.end == segment.start and segment.shares_printed_words
        for last, segment in zip(equal[-1], (old, new), strict=True)
    ):
        first, second = equal.pop()
        old = Segment(old.of, first.start, old.end)
        new = Segment(new.of, second.start, new.end)
    equal.append((old, new))


def _is_respelt(old: Segment, new: Segment) -> bool:
    """True for one value in two spellings that has its printed words to itself."""
    return (
        _letters(old) != _letters(new)
        and not _shares_with_neighbour(old)
        and not _shares_with_neighbour(new)
    )


def _shares_with_neighbour(segment: Segment) -> bool:
    """True if a segment shares printed words with a neighbour, as dollars and 5 do in $5."""
    if segment.shares_printed_words:
        return True
    is_last = segment.end >= len(segment.of.tokens)
    return not is_last and Segment(segment.of, segment.end, segment.end + 1).shares_printed_words


def _merged(gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps, with neighbours merged that make up one change."""
    merged: list[Gap] = []
    for gap in gaps:
        both = _joined(merged[-1], gap) if merged else None
        if both:
            merged[-1] = both
        else:
            merged.append(gap)
    return merged


def _joined(first: Gap, second: Gap) -> Gap | None:
    """Two gaps as one, if only small words lie between and both are replaced or one date."""
    between = Segment(first[0].of, first[0].end, second[0].start).tokens
    fillers = lexicon.words("function_words") | lexicon.words("date_modifiers")
    if len(between) > _MAX_BRIDGE or not fillers.issuperset(between):
        return None
    whole = (
        Segment(first[0].of, first[0].start, second[0].end),
        Segment(first[1].of, first[1].start, second[1].end),
    )
    kinds = {change_types.change_type(*first), change_types.change_type(*second)}
    may_be_date = kinds <= {"date", "replaced", "cut", "added"}
    is_date = may_be_date and all(map(change_types.is_date_phrase, whole))
    return whole if kinds == {"replaced"} or is_date else None


def _letters(segment: Segment) -> str:
    """The printed words folded, without apostrophes, with hyphens as spaces."""
    folded = fold(segment.printed).replace("-", " ")
    return "".join(c for c in folded if c.isalnum() or c in " %$£€¥.,")
