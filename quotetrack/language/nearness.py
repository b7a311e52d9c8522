"""How near two wordings, two spellings and two dates are: plain sums over plain values, no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from quotetrack.language import lexicon, normalize

PART = re.compile(r"[^\W_]+")
SURROGATE = re.compile("[\ud800-\udfff]")


def little() -> frozenset[str]:
    """The words that carry grammar rather than content."""
    return lexicon.words("small")


def parts(value: str) -> list[str]:
    """The folded runs of letters and digits: words as full-text search sees them ("Korea's" is two)."""
    plain = value if value.isascii() else normalize.straight(value)
    return PART.findall(plain.lower() if plain.isascii() else normalize.fold(value))


def storable(value: str) -> str:
    """The text with lone surrogates, which SQLite cannot hold, as U+FFFD; no character moves."""
    return value if value.isascii() else SURROGATE.sub("\ufffd", value)


def pieces(word: str) -> set[str]:
    """Every three letters of a word in a row, its two ends marked."""
    marked = f"^{word}$"
    return {marked[i : i + 3] for i in range(len(marked) - 2)} or {marked}


# spelling


def tolerance(word: str) -> int:
    """How many slips of the pen a word may hold and still be recognised: 0 under three letters, 3 from ten on."""
    return (len(word) >= 3) + (len(word) >= 6) + (len(word) >= 10)


def slips(a: str, b: str) -> int:
    """Letters put in, left out, replaced or swapped with a neighbour between two spellings (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def swaps(word: str) -> set[str]:
    """The word with two neighbouring letters swapped: what shared pieces cannot find in a short word."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


# wording


@dataclass(frozen=True, slots=True)
class Asked:
    """A word asked for: the spellings that count as found, how alike each is (0 to 1), and how telling the word is."""

    forms: Mapping[str, float]
    weight: float


def likeness(asked: Sequence[Asked], found: Sequence[str]) -> float:
    """How much of what was asked for a text holds, 0 to 1.

    The share of the asked words' weight that is there; times 0.7, and 0.2 more if all in the order asked, and
    0.1 more if with nothing in between. A text of five words or more that lies wholly in a longer question counts 0.9.
    """
    total = sum(word.weight for word in asked)
    held = set(found)
    there = sum(
        word.weight * max((like for form, like in word.forms.items() if form in held), default=0.0)
        for word in asked
    )
    if not total or not there:
        return 0.0
    ordered, count, width = _in_order(asked, found)
    score = there / total * (0.7 + 0.2 * min(1.0, ordered / there) + 0.1 * count / width)
    if 5 <= len(found) < len(asked):
        score = max(score, 0.9 * count / len(found))
    return round(min(score, 1.0), 6)


def _in_order(asked: Sequence[Asked], found: Sequence[str]) -> tuple[float, int, int]:
    """The heaviest run of asked words that a text has in the same order: weight, words, and words from first to last."""
    wanted = {form for word in asked for form in word.forms}
    places = [(place, word) for place, word in enumerate(found) if word in wanted]
    best = [(0.0, 0, 0, 0)] * (
        len(places) + 1
    )  # weight, words, minus the width, first place; up to each place
    for word in asked:
        row = best[:1]
        for end, (place, form) in enumerate(places):
            choices = [best[end + 1], row[end]]
            if like := word.forms.get(form):
                weight, count, _, first = best[end]
                first = first if count else place
                choices.append((weight + word.weight * like, count + 1, first - place - 1, first))
            row.append(max(choices))
        best = row
    weight, count, width, _ = best[-1]
    return weight, count, max(1, -width)


# dates

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def moment(date: str | None) -> str | None:
    """A date as text that sorts: a year, month, day or minute, the minute in UTC if its zone is given; None if unknown."""
    if not date:
        return None
    date = date.strip().replace(" ", "T")
    if "T" not in date:
        return date if _DAY.fullmatch(date) else None
    try:
        known = datetime.fromisoformat(date)
    except ValueError:
        return None
    return (known.astimezone(UTC) if known.tzinfo else known).strftime("%Y-%m-%dT%H:%M")


def same_time(a: str | None, b: str | None) -> bool:
    """Whether two moments cannot be told apart at the precision known: a bare day and a minute of that day are the same."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def days_apart(a: str | None, b: str | None) -> int:
    """Whole days between two dates; 0 where one of them is not known to the day."""
    known = [moment(date) for date in (a, b)]
    if not all(known) or any(len(date or "") < 10 for date in known):
        return 0
    one, other = (datetime.fromisoformat((date or "")[:10]) for date in known)
    return abs((one - other).days)
