"""The kind of a change: rules over the two sides of a stretch where two wordings differ, and the word lists they use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import lt

from quotetrack.language import lexicon
from quotetrack.language.dates import is_date_word, is_month
from quotetrack.language.numbers import is_figure
from quotetrack.language.stemming import stem

_PHRASE = 8  # words; a longer stretch is told as cut, added or replaced, whatever stands in it
_DENIED = 0  # content words that may be cut or added with a denial ...
_REPLACED = 3  # ... or replaced, for it to deny what is said
_NAMED = 3  # words behind a name in which the noun of an organisation is looked for
_FULL_NAME = 2  # words that may be missing before a name


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, the forms of its comparable words, and the half-open characters that each stands for."""

    text: str
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def printed(self, place: int) -> str:
        """The printed words that a form stands for."""
        return self.text[self.starts[place] : self.ends[place]]

    @property
    def tangled(self) -> bool:
        """True if any two forms share printed words."""
        return any(map(lt, self.starts[1:], self.ends))

    def within(self, place: int) -> bool:
        """True if a form shares printed words with the one before or behind it, as it and is do in it's."""
        return (place > 0 and self.starts[place] < self.ends[place - 1]) or (
            place + 1 < len(self.forms) and self.starts[place + 1] < self.ends[place]
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a stretch that differs: half-open word numbers of a wording; may be empty."""

    of: Wording
    start: int
    end: int

    @property
    def forms(self) -> tuple[str, ...]:
        return self.of.forms[self.start : self.end]

    @property
    def content(self) -> tuple[str, ...]:
        """The forms without small words."""
        return tuple(form for form in self.forms if form not in lexicon.words("function_words"))

    @property
    def printed(self) -> str:
        """The words as printed, in one line."""
        if self.start == self.end:
            return ""
        return " ".join(
            self.of.text[self.of.starts[self.start] : self.of.ends[self.end - 1]].split()
        )

    def near(self, offset: int) -> str:
        """The form that stands `offset` words before the gap (negative) or behind it (from 0); empty outside the text."""
        place = self.end + offset if offset >= 0 else self.start + offset
        return self.of.forms[place] if 0 <= place < len(self.of.forms) else ""

    def capital(self, place: int) -> bool:
        """True if the word at a place is printed with a capital."""
        return 0 <= place < len(self.of.forms) and self.of.text[self.of.starts[place]].isupper()


def kind(old: Side, new: Side) -> str:
    """The kind of change from one side to the other: the first rule that holds, else cut, added or replaced."""
    plainly = "replaced" if old.forms and new.forms else "cut" if old.forms else "added"
    if max(len(old.forms), len(new.forms)) > _PHRASE:
        return plainly
    return next((name for name, rule in _RULES if rule(old, new)), plainly)


def says_when(side: Side) -> bool:
    """True if every content word of a side belongs to a date, and one of them is sure to."""
    return any(is_date_word(form) for form in side.forms) and all(
        is_date_word(form) or form in lexicon.words("date_modifiers") or is_figure(form)
        for form in side.content
    )


def _is_spelling(old: Side, new: Side) -> bool:
    """The same letters in one word or two (Wal-Mart, Walmart)."""
    return bool(old.forms and new.forms) and "".join(old.forms) == "".join(new.forms)


def _is_negation(old: Side, new: Side) -> bool:
    """A denial on one side only, or contraries; what is cut or added denies nothing of the rest if it says more than the denial."""
    one_sided = not (old.forms and new.forms)
    if one_sided and any(
        side.forms and side.forms[0] in lexicon.words("clause_openers") for side in (old, new)
    ):
        return False
    if any(_beside_denials(side) > (_DENIED if one_sided else _REPLACED) for side in (old, new)):
        return False
    if any(_contrary(a, b) for a in old.forms for b in new.forms):
        return _denials(old, contraries=new) == _denials(new, contraries=old)
    return _denials(old) % 2 != _denials(new) % 2


def _beside_denials(side: Side) -> int:
    """How many content words stand beside those that deny."""
    return sum(form not in lexicon.words("negations") for form in side.content)


def _denials(side: Side, contraries: Side | None = None) -> int:
    """How many words of a side deny, those left out that have their contrary on the other."""
    return sum(
        form in lexicon.words("negations")
        and not any(_contrary(form, other) for other in (contraries.forms if contraries else ()))
        for form in side.forms
    )


def turns(old: Side, new: Side) -> bool:
    """True if a stretch that is replaced turns the meaning: one side denies and the other not, or what one denies the other leaves open.

    A stretch of more than a few content words says other things, whatever it denies.
    """
    if not old.forms or not new.forms:
        return False
    short = all(_beside_denials(side) <= _REPLACED for side in (old, new))
    return (short and _denials(old) % 2 != _denials(new) % 2) or (
        bool(_denials(old)) and _unknowing(old) != _unknowing(new)
    )


def _unknowing(side: Side) -> bool:
    """True if a side says that something is not known: unclear, no word of, no sign of."""
    words = lexicon.words("uncertainty_words")
    return any(
        form in words or (form == "no" and f"no {after}" in words)
        for form, after in zip(side.forms, (*side.forms[1:], ""), strict=True)
    )


def _contrary(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (long in (f"un{short}", f"non{short}") and len(short) > 3) or (
        one,
        other,
    ) in _opposites()


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [line.split("\t") for line in lexicon.words("opposites")]
    return frozenset((a, b) for a, b in pairs) | frozenset((b, a) for a, b in pairs)


def _is_date(old: Side, new: Side) -> bool:
    """Every content word says when, on both sides or on the only one; or what is left says when with the words behind."""
    sides = [side for side in (old, new) if side.forms]
    if all(says_when(side) or _before_date(side) or _months(side) for side in sides):
        return True
    if len(sides) < 2 or not all(_figures_only(side) or says_when(side) for side in sides):
        return False
    return any(map(says_when, sides)) or all(map(_tells_time, sides))


def _before_date(side: Side) -> bool:
    """True for words like "at the end of" with a date behind them."""
    glue = lexicon.words("date_modifiers")
    return (
        bool(side.content)
        and all(form in glue for form in side.content)
        and (is_date_word(_behind(side)))
    )


def _behind(side: Side) -> str:
    """The first word behind a side that is neither small nor glue, of the next three."""
    skipped = lexicon.words("date_modifiers") | {"of", "the", "this", "that", "a"}
    return next((form for form in map(side.near, range(3)) if form not in skipped), "")


def _months(side: Side) -> bool:
    """True for months alone, told by their capital from the verbs to march and may."""
    return bool(side.content) and all(
        is_month(side.of.forms[place]) and side.capital(place)
        for place in range(side.start, side.end)
        if side.of.forms[place] in side.content
    )


def _figures_only(side: Side) -> bool:
    return bool(side.content) and all(
        form[:1].isdigit() or form in lexicon.words("date_modifiers") for form in side.content
    )


def _tells_time(side: Side) -> bool:
    """True for figures beside a month (May 3), before am or pm, or that count days gone by (two years ago)."""
    behind = (side.near(0), side.near(1))
    return (
        is_month(side.near(-1))
        or is_month(behind[0])
        or behind[0] in ("am", "pm")
        or (behind[0] == "of" and is_month(behind[1]))
        or (is_date_word(behind[0]) and behind[1] in ("ago", "earlier", "later"))
    )


def _is_number(old: Side, new: Side) -> bool:
    """Values differ, with little beside them; a lone "one" against no figure is the pronoun."""
    values = [sorted(filter(_counts, side.forms)) for side in (old, new)]
    if values[0] == values[1] or sorted(values) == [[], ["1"]]:
        return False
    most = 1 if all(values) else 0  # the two teenagers, they: no other number
    return _others(old) <= most and _others(new) <= most


def _counts(form: str) -> bool:
    return form[:1].isdigit() or form in lexicon.words("amounts")


def _others(side: Side) -> int:
    """How many content words beside figures and units stand on a side."""
    return sum(not _counts(form) and form not in lexicon.words("units") for form in side.content)


def _is_unit(old: Side, new: Side) -> bool:
    return all(
        side.content and all(form in lexicon.words("units") for form in side.content)
        for side in (old, new)
    ) and [form.removesuffix("s") for form in old.content] != [
        form.removesuffix("s") for form in new.content
    ]


def _is_title(old: Side, new: Side) -> bool:
    """Nothing but titles differs, in capitals or before a name; a country may stand before a title."""
    ranks, lands = lexicon.words("ranks"), lexicon.words("demonyms")
    rests = [
        [form for form in side.content if form not in ranks and form not in lands]
        for side in (old, new)
    ]
    named = any(
        side.capital(side.end) or side.capital(side.start) for side in (old, new) if side.forms
    )
    ranked = any(
        form in ranks
        for side in (old, new)
        for form in (*side.forms, side.near(0) if side.forms else "")
    )
    return rests == [[], []] and named and ranked and any(side.content for side in (old, new))


def _is_affiliation(old: Side, new: Side) -> bool:
    """Capitals on both sides that are part of the name of an organisation."""
    return _capitals(old) and _capitals(new) and (_institution(old) or _institution(new))


def _institution(side: Side) -> bool:
    nouns = lexicon.words("institutions")
    if any(form in nouns for form in side.forms):
        return True
    for offset in range(_NAMED):
        if not side.capital(side.end + offset):
            return False
        if side.near(offset) in nouns:
            return True
    return False


def _is_name(old: Side, new: Side) -> bool:
    """Names on both sides, or a part of a name gone from before the rest of it."""
    peoples = lexicon.words("demonyms")
    if any(form in peoples for form in (*old.forms, *new.forms)):
        return False
    if old.forms and new.forms:
        return _capitals(old) and _capitals(new)
    side = old if old.forms else new
    return (
        len(side.content) <= _FULL_NAME
        and _capitals(side)
        and side.capital(side.end)
        and side.near(0) not in peoples
    )


def _capitals(side: Side) -> bool:
    """True if every content word of a side has a capital, and not for standing at the start of a sentence."""
    places = [
        place
        for place in range(side.start, side.end)
        if side.of.forms[place] not in lexicon.words("function_words")
    ]
    return (
        bool(places)
        and all(side.capital(place) for place in places)
        and not _starts_sentence(side, places[0])
    )


def _starts_sentence(side: Side, place: int) -> bool:
    if place == 0:
        return len(side.of.forms) > 1 and not side.capital(1)
    between = side.of.text[side.of.ends[place - 1] : side.of.starts[place]]
    return any(mark in between for mark in ".!?") and not side.capital(place - 1)


def _is_tense(old: Side, new: Side) -> bool:
    """The same words but for helping verbs and the endings of verbs."""
    helpers = lexicon.words("auxiliaries")
    rests = [[form for form in side.forms if form not in helpers] for side in (old, new)]
    if [stem(form) for form in rests[0]] != [stem(form) for form in rests[1]]:
        return False
    return all(a == b or _is_verb(a) or _is_verb(b) for a, b in zip(*rests, strict=True))


def _is_verb(form: str) -> bool:
    """True for what can only be a form of a verb; a plural s is no sign of one."""
    return form.endswith(("ed", "ing")) or (
        form in lexicon.table("irregular") and form not in lexicon.words("irregular_plurals")
    )


def _is_hedge(old: Side, new: Side) -> bool:
    """A word that leaves the thing open, on one side only, and little else."""
    left, right = (any(map(_hedges, side.forms)) for side in (old, new))
    said = [
        {
            stem(form)
            for form in side.content
            if not _hedges(form) and form not in lexicon.words("auxiliaries")
        }
        for side in (old, new)
    ]
    return left != right and len(said[0] ^ said[1]) <= 1


def _hedges(form: str) -> bool:
    return form in lexicon.words("hedges") or stem(form) in lexicon.words("hedges")


_RULES: list[tuple[str, Callable[[Side, Side], bool]]] = [
    ("spelling", _is_spelling),
    ("negation", _is_negation),
    ("date", _is_date),
    ("unit", _is_unit),
    ("number", _is_number),
    ("title", _is_title),
    ("affiliation", _is_affiliation),
    ("name", _is_name),
    ("tense", _is_tense),
    ("hedge", _is_hedge),
]


def whole_name(side: Side) -> Side:
    """The side grown over the capitals around it: the whole name that its words are part of."""
    start, end = side.start, side.end
    while side.capital(start - 1) and start > 0:
        start -= 1
    while side.capital(end):
        end += 1
    return Side(side.of, start, end)
