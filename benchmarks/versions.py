"""Made-up quotations with known versions, from a seed.

Real sentences are recombined, and a fifth of the quotations are edited copies of others.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")
COPIES = 0.2  # of the quotations are edited copies, each of another original
PIECES = 3  # real sentences that one made-up sentence is taken from
SURNAMES, GIVEN = 4000, 150
UNKNOWN, OTHER = 0.05, 0.05  # of the copies have no speaker, or another one
SYLLABLES = [
    "ba",
    "do",
    "ka",
    "lin",
    "mar",
    "nor",
    "pe",
    "ra",
    "sel",
    "tor",
    "ul",
    "ven",
    "wi",
    "zan",
    "hol",
    "gre",
]


@dataclass(frozen=True, slots=True)
class Made:
    """One quotation, its speaker, and what it was made from.

    original, edit: the number of its original and the edit, None for an original.
    """

    text: str
    speaker: str | None
    original: int | None = None
    edit: str | None = None
    parts: frozenset[int] = frozenset()  # the real sentences that it was taken from


def sentences(paths: Iterable[Path]) -> list[str]:
    """The sentences of 6 to 45 words in the articles of JSON Lines files, each once, in order."""
    found: dict[str, None] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = (part.strip() for part in SENTENCE.split(json.loads(line)["text"]))
            found |= dict.fromkeys(part for part in parts if 6 <= len(part.split()) <= 45)
    return list(found)


def made(real: Sequence[str], number: int, seed: int = 1) -> list[Made]:
    """Quotations in random order, of which a fifth are copies.

    Real sentences are used verbatim as long as there are enough.
    """
    rng = random.Random(seed)
    copies = int(number * COPIES)
    originals = [
        Made(text, _speaker(rng), parts=parts)
        for text, parts in _distinct(real, number - copies, rng)
    ]
    copied = [_copy(place, originals, rng) for place in rng.sample(range(len(originals)), copies)]
    order = list(range(number))
    rng.shuffle(order)
    places = {old: new for new, old in enumerate(order)}
    everything = originals + copied
    return [
        replace(m, original=None if m.original is None else places[m.original])
        for m in (everything[i] for i in order)
    ]


def _distinct(
    real: Sequence[str], number: int, rng: random.Random
) -> Iterator[tuple[str, frozenset[int]]]:
    """The real sentences, then new ones of the same length.

    A new one takes a part of each of several real ones.
    """
    seen: set[str] = set()
    pool = [text.split() for text in real]
    for place in rng.sample(range(len(real)), min(len(real), number)):
        seen.add(real[place])
        yield real[place], frozenset([place])
    while len(seen) < number:
        taken = rng.choices(range(len(pool)), k=PIECES)
        text = " ".join(
            word for part, place in enumerate(taken) for word in _part(pool[place], part)
        )
        if text not in seen:
            seen.add(text)
            yield text, frozenset(taken)


def _part(words: Sequence[str], part: int) -> Sequence[str]:
    return words[len(words) * part // PIECES : len(words) * (part + 1) // PIECES]


def _speaker(rng: random.Random) -> str:
    """A name; a few people speak often, many once (Zipf)."""
    rank = min(int(SURNAMES ** rng.random()), SURNAMES - 1)
    return f"{_name(rank % GIVEN + 7)} {_name(rank + 1000)}"


def _name(number: int) -> str:
    found = ""
    while number:
        number, place = divmod(number, len(SYLLABLES))
        found += SYLLABLES[place]
    return found.capitalize()


# ---- edits


def _copy(place: int, originals: Sequence[Made], rng: random.Random) -> Made:
    original = originals[place]
    edit = rng.choice(sorted(EDITS))
    text = EDITS[edit](original.text.split(), rng)
    chance = rng.random()
    speaker = (
        None
        if chance < UNKNOWN
        else _speaker(rng)
        if chance < UNKNOWN + OTHER
        else original.speaker
    )
    return Made(text, speaker, place, edit)


def _cut_end(words: list[str], rng: random.Random) -> str:
    return " ".join(words[: max(4, int(len(words) * rng.uniform(0.4, 0.8)))])


def _cut_start(words: list[str], rng: random.Random) -> str:
    return " ".join(words[-max(4, int(len(words) * rng.uniform(0.4, 0.8))) :])


def _ellipsis(words: list[str], rng: random.Random) -> str:
    gap = rng.randint(1, max(1, len(words) // 3))
    start = rng.randint(1, len(words) - gap)
    return " ".join([*words[:start], rng.choice(["...", "…", "[...]"]), *words[start + gap :]])


def _insertion(words: list[str], rng: random.Random) -> str:
    for _ in range(rng.randint(1, 3)):
        words.insert(
            rng.randint(0, len(words)),
            rng.choice(["really", "clearly", "again", "perhaps", "today", "yesterday", "sir"]),
        )
    return " ".join(words)


def _replacement(words: list[str], rng: random.Random) -> str:
    for place in rng.sample(range(len(words)), min(len(words) // 4, rng.randint(1, 3))):
        words[place] = rng.choice(["thing", "place", "people", "make", "nice", "large", "old"])
    return " ".join(words)


def _clothes(words: list[str], rng: random.Random) -> str:
    text = " ".join(words)
    return rng.choice(
        [
            text.upper(),
            text.lower(),
            text.replace(",", ""),
            f"“{text}”",
            text.replace("'", "’").replace(" ", "\n", 3),
        ]
    )


def _number(words: list[str], rng: random.Random) -> str:
    places = [place for place, word in enumerate(words) if any(c.isdigit() for c in word)] or [
        rng.randrange(len(words))
    ]
    words[rng.choice(places)] = f"{rng.randint(2, 9000):,}"
    return " ".join(words)


def _negation(words: list[str], rng: random.Random) -> str:
    if "not" in words:
        words.remove("not")
    else:
        words.insert(rng.randint(1, len(words)), "not")
    return " ".join(words)


EDITS: dict[str, Callable[[list[str], random.Random], str]] = {
    "cut at the end": _cut_end,
    "cut at the start": _cut_start,
    "ellipsis": _ellipsis,
    "insertion": _insertion,
    "replacement": _replacement,
    "case and punctuation": _clothes,
    "number": _number,
    "negation": _negation,
}
