"""What changed from one wording to another: typed differences from an alignment of their words.

Words are aligned in their comparable form (forms.py), so case, marks and other clothes of one value do not count as a
change of the text; what differs in clothes only is told as spelling. What is shown is always what was printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from quotetrack.language import lexicon
from quotetrack.language.normalize import fold
from quotetrack.language.tokens import placed
from quotetrack.linking import change_types
from quotetrack.linking.change_types import Side, Wording
from quotetrack.records import Change

MEANING = frozenset(
    {"negation", "number", "date", "speaker", "hedge"}
)  # kinds that always turn the meaning
_BRIDGE = 2  # equal small words that two neighbouring changes may span to become one

Gap = tuple[Side, Side]


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The differences between two wordings in order, each with its kind and the printed words of both sides.

    Only the first 2,000 words of each are aligned. Words that are equal but for case, marks, hyphens and line breaks give
    no change. Alignment: longest common subsequence of the comparable words (rapidfuzz), neighbouring edits merged.
    """
    left, right = Wording(before, *placed(before)), Wording(after, *placed(after))
    gaps, equal = _aligned(left, right)
    found = [(old.start, new.start, _change(old, new)) for old, new in _merged(gaps)]
    found += [
        (old.start, new.start, Change("spelling", old.printed, new.printed))
        for old, new in equal
        if _letters(old) != _letters(new) and not _in_gap(old) and not _in_gap(new)
    ]
    found.sort(key=lambda item: item[:2])
    return tuple(dict.fromkeys(change for _, _, change in found))


def meaning(change: Change) -> bool:
    """True for a change that may turn the meaning: negation, number, date, hedge or speaker, or so flagged."""
    return change.meaning or change.kind in MEANING


def _change(old: Side, new: Side) -> Change:
    kind = change_types.kind(old, new)
    if kind == "affiliation":
        old, new = change_types.whole_name(old), change_types.whole_name(new)
    return Change(kind, old.printed, new.printed, kind in MEANING or change_types.turns(old, new))


def _aligned(left: Wording, right: Wording) -> tuple[list[Gap], list[Gap]]:
    """The stretches that differ, and the equal ones that are not printed alike, in order; as long as the printed words demand."""
    gaps: list[Gap] = []
    equal: list[Gap] = []
    i = j = 0
    tangled = left.tangled or right.tangled
    for block in LCSseq.opcodes(left.forms, right.forms).as_matching_blocks():
        if block.a > i or block.b > j:
            gaps.append((Side(left, i, block.a), Side(right, j, block.b)))
        i, j = block.a + block.size, block.b + block.size
        for a, b in zip(range(block.a, i), range(block.b, j), strict=True):
            if left.printed(a) != right.printed(b) or (
                tangled and (left.within(a) or right.within(b))
            ):
                _append(equal, Side(left, a, a + 1), Side(right, b, b + 1))
    return gaps, equal


def _append(equal: list[Gap], old: Side, new: Side) -> None:
    """Adds a pair of words; to the last pair, if they share printed words with it, as it and is do in it's."""
    if equal and any(
        last.end == side.start and _shared(side)
        for last, side in zip(equal[-1], (old, new), strict=True)
    ):
        first, second = equal.pop()
        old, new = Side(old.of, first.start, old.end), Side(new.of, second.start, new.end)
    equal.append((old, new))


def _shared(side: Side) -> bool:
    """True if a side begins inside the printed words of the word before it."""
    return side.start > 0 and side.of.starts[side.start] < side.of.ends[side.start - 1]


def _in_gap(side: Side) -> bool:
    """True if a side shares printed words with what stands beside it, as dollars does with the figure in $5."""
    return _shared(side) or (
        side.end < len(side.of.forms) and _shared(Side(side.of, side.end, side.end + 1))
    )


def _merged(gaps: Sequence[Gap]) -> list[Gap]:
    """Neighbouring gaps made one where only small words part them and they are one phrase of time, or both replacements."""
    out: list[Gap] = []
    for gap in gaps:
        joined = _joined(out[-1], gap) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(gap)
    return out


def _joined(first: Gap, second: Gap) -> Gap | None:
    between = Side(first[0].of, first[0].end, second[0].start).forms
    if len(between) > _BRIDGE or any(
        form not in lexicon.words("function_words") | lexicon.words("date_modifiers")
        for form in between
    ):
        return None
    whole = (
        Side(first[0].of, first[0].start, second[0].end),
        Side(first[1].of, first[1].start, second[1].end),
    )
    told = {change_types.kind(*first), change_types.kind(*second)}
    if told == {"replaced"} or (
        told <= {"date", "replaced", "cut", "added"} and all(map(change_types.says_when, whole))
    ):
        return whole
    return None


def _letters(side: Side) -> str:
    """The printed words folded, without apostrophes and with hyphens as spaces; points count only within (U.S., 1.5)."""
    return "".join(
        c for c in fold(side.printed).replace("-", " ") if c.isalnum() or c in " %$£€¥.,"
    )
