"""The type of a change: rules over the two sides of a place where two texts differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from quotetrack.language import lexicon
from quotetrack.language.dates import is_date_word, is_month
from quotetrack.language.numbers import is_figure
from quotetrack.language.stemming import stem
from quotetrack.language.titles import rank_words
from quotetrack.linking.segments import Segment

# Chosen by reading the changes between the labelled versions of the development set.
_MAX_PHRASE = 8  # words; a longer segment is cut, added or replaced, whatever it contains
_MAX_BESIDE_ONE_SIDED_NEGATION = 0  # content words that may be cut or added with a negation ...
_MAX_BESIDE_NEGATION = 3  # ... or replaced together with it, for the change to be a negation
_MAX_NAME = 3  # words after a name in which the noun of an organisation is looked for
_MAX_GIVEN_NAMES = 2  # words that may be missing in front of a name
_MIN_PREFIXED = 3  # letters; "un" before fewer is no prefix


def change_type(old: Segment, new: Segment) -> str:
    """The type of the change from one side to the other: the first rule that holds.

    cut, added or replaced if no rule does.
    """
    plain = "replaced" if old.tokens and new.tokens else "cut" if old.tokens else "added"
    if max(len(old.tokens), len(new.tokens)) > _MAX_PHRASE:
        return plain
    return next((name for name, rule in _RULES if rule(old, new)), plain)


# ---- spelling


def _is_spelling(old: Segment, new: Segment) -> bool:
    """The same letters in one word or two (Wal-Mart, Walmart)."""
    return bool(old.tokens and new.tokens) and "".join(old.tokens) == "".join(new.tokens)


# ---- negation


def _is_negation(old: Segment, new: Segment) -> bool:
    """A negation on one side only, or opposites, with little beside them.

    A cut or added clause that is negated itself leaves the rest as it was.
    """
    one_sided = not (old.tokens and new.tokens)
    openers = lexicon.words("clause_openers")
    if one_sided and any(side.tokens[:1] and side.tokens[0] in openers for side in (old, new)):
        return False
    most = _MAX_BESIDE_ONE_SIDED_NEGATION if one_sided else _MAX_BESIDE_NEGATION
    if any(_words_beside_negations(side) > most for side in (old, new)):
        return False
    if any(_are_opposites(a, b) for a in old.tokens for b in new.tokens):
        return _negations(old, opposite=new) == _negations(new, opposite=old)
    return _negations(old) % 2 != _negations(new) % 2


def _words_beside_negations(side: Segment) -> int:
    """The number of content words besides the negating ones."""
    return sum(token not in lexicon.words("negations") for token in side.content)


def _negations(side: Segment, opposite: Segment | None = None) -> int:
    """The number of negating words, without those whose opposite stands on the other side."""
    others = opposite.tokens if opposite else ()
    return sum(
        token in lexicon.words("negations")
        and not any(_are_opposites(token, other) for other in others)
        for token in side.tokens
    )


def replacement_alters_meaning(old: Segment, new: Segment) -> bool:
    """True if a replacement alters the meaning: only one side is negated, or only one is unknown.

    A segment of more than a few content words says other things, whatever it negates.
    """
    if not old.tokens or not new.tokens:
        return False
    negated = _negations(old)
    is_short = all(_words_beside_negations(side) <= _MAX_BESIDE_NEGATION for side in (old, new))
    if is_short and negated % 2 != _negations(new) % 2:
        return True
    return bool(negated) and _is_unknown(old) != _is_unknown(new)


def _is_unknown(side: Segment) -> bool:
    """True if a side says that something is not known: unclear, no word of, no sign of."""
    unknowing = lexicon.words("uncertainty_words")
    following = (*side.tokens[1:], "")
    return any(
        token in unknowing or (token == "no" and f"no {after}" in unknowing)
        for token, after in zip(side.tokens, following, strict=True)
    )


def _are_opposites(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    is_prefixed = len(short) > _MIN_PREFIXED and long in (f"un{short}", f"non{short}")
    return is_prefixed or (one, other) in _opposites()


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [line.split("\t") for line in lexicon.words("opposites")]
    return frozenset((a, b) for a, b in pairs) | frozenset((b, a) for a, b in pairs)


# ---- dates


def is_date_phrase(side: Segment) -> bool:
    """True if every content word of a side belongs to a date, and one of them certainly does."""
    glue = lexicon.words("date_modifiers")
    return any(is_date_word(token) for token in side.tokens) and all(
        is_date_word(token) or token in glue or is_figure(token) for token in side.content
    )


def _is_date(old: Segment, new: Segment) -> bool:
    """Date phrases on both sides or on the only one, or figures that the context makes dates."""
    sides = [side for side in (old, new) if side.tokens]
    if all(is_date_phrase(side) or _precedes_date(side) or _is_months(side) for side in sides):
        return True
    if len(sides) < 2 or not all(_is_figures(side) or is_date_phrase(side) for side in sides):
        return False
    return any(map(is_date_phrase, sides)) or all(map(_is_dated_by_context, sides))


def _precedes_date(side: Segment) -> bool:
    """True for words such as "at the end of" in front of a date."""
    is_glue = lexicon.words("date_modifiers").issuperset(side.content)
    return bool(side.content) and is_glue and is_date_word(_content_word_after(side))


def _content_word_after(side: Segment) -> str:
    """The first of the next three words that is not merely grammatical, empty if none."""
    skipped = lexicon.words("date_modifiers") | _date_context("skipped")
    return next((token for token in map(side.neighbour, range(3)) if token not in skipped), "")


def _is_months(side: Segment) -> bool:
    """True for months alone; their capital tells them from the verbs to march and may."""
    return bool(side.content) and all(
        is_month(side.of.tokens[index]) and side.is_capitalized(index)
        for index in range(side.start, side.end)
        if side.of.tokens[index] in side.content
    )


def _is_figures(side: Segment) -> bool:
    glue = lexicon.words("date_modifiers")
    return bool(side.content) and all(
        token[:1].isdigit() or token in glue for token in side.content
    )


def _is_dated_by_context(side: Segment) -> bool:
    """True for figures beside a month (May 3), before am or pm, or in "two years ago"."""
    first, second = side.neighbour(0), side.neighbour(1)
    return (
        is_month(side.neighbour(-1))
        or is_month(first)
        or first in _date_context("clock")
        or (first == "of" and is_month(second))
        or (is_date_word(first) and second in _date_context("elapsed"))
    )


@cache
def _date_context(part: str) -> frozenset[str]:
    words = lexicon.table("date_context").items()
    return frozenset(word for word, plays in words if plays == part)


# ---- numbers and units


def _is_number(old: Segment, new: Segment) -> bool:
    """Other quantities, with little beside them; a lone "one" against no figure is the pronoun."""
    quantities = [sorted(filter(_is_quantity, side.tokens)) for side in (old, new)]
    if quantities[0] == quantities[1] or sorted(quantities) == [[], ["1"]]:
        return False
    most = 1 if all(quantities) else 0  # "the two teenagers" against "they" is no number
    return all(_words_beside_quantities(side) <= most for side in (old, new))


def _is_quantity(token: str) -> bool:
    return token[:1].isdigit() or token in lexicon.words("amounts")


def _words_beside_quantities(side: Segment) -> int:
    """The number of content words besides quantities and units."""
    units = lexicon.words("units")
    return sum(not _is_quantity(token) and token not in units for token in side.content)


def _is_unit(old: Segment, new: Segment) -> bool:
    """Units on both sides that are not singular and plural of each other."""
    units = lexicon.words("units")
    if not all(side.content and units.issuperset(side.content) for side in (old, new)):
        return False
    singular = [[token.removesuffix("s") for token in side.content] for side in (old, new)]
    return singular[0] != singular[1]


# ---- names and titles


def _is_title(old: Segment, new: Segment) -> bool:
    """Nothing but titles differs, capitalised or before a name; a country may precede a title."""
    ranks, sides = rank_words(), (old, new)
    titles = ranks | lexicon.words("demonyms")
    if not all(titles.issuperset(side.content) for side in sides):
        return False
    printed = [side for side in sides if side.tokens]
    is_named = any(
        side.is_capitalized(side.end) or side.is_capitalized(side.start) for side in printed
    )
    has_rank = any(
        not ranks.isdisjoint(side.tokens) or side.neighbour(0) in ranks for side in printed
    )
    return is_named and has_rank and any(side.content for side in sides)


def _is_affiliation(old: Segment, new: Segment) -> bool:
    """Capitalised words on both sides that are part of the name of an organisation."""
    both = _is_capitalized(old) and _is_capitalized(new)
    return both and (_names_organisation(old) or _names_organisation(new))


def _names_organisation(side: Segment) -> bool:
    nouns = lexicon.words("institutions")
    if not nouns.isdisjoint(side.tokens):
        return True
    for offset in range(_MAX_NAME):
        if not side.is_capitalized(side.end + offset):
            return False
        if side.neighbour(offset) in nouns:
            return True
    return False


def _is_name(old: Segment, new: Segment) -> bool:
    """Names on both sides, or the first part of a name missing before the rest of it."""
    demonyms = lexicon.words("demonyms")
    if any(token in demonyms for token in (*old.tokens, *new.tokens)):
        return False
    if old.tokens and new.tokens:
        return _is_capitalized(old) and _is_capitalized(new)
    side = old if old.tokens else new
    return (
        len(side.content) <= _MAX_GIVEN_NAMES
        and _is_capitalized(side)
        and side.is_capitalized(side.end)
        and side.neighbour(0) not in demonyms
    )


def _is_capitalized(side: Segment) -> bool:
    """True if every content word has a capital that is not due to the start of a sentence."""
    small = lexicon.words("function_words")
    content = [index for index in range(side.start, side.end) if side.of.tokens[index] not in small]
    return (
        bool(content)
        and all(map(side.is_capitalized, content))
        and not _starts_sentence(side, content[0])
    )


def _starts_sentence(side: Segment, index: int) -> bool:
    if index == 0:
        return len(side.of.tokens) > 1 and not side.is_capitalized(1)
    between = side.of.text[side.of.ends[index - 1] : side.of.starts[index]]
    return any(mark in between for mark in ".!?") and not side.is_capitalized(index - 1)


# ---- tense and hedges


def _is_tense(old: Segment, new: Segment) -> bool:
    """The same words except for auxiliaries and the endings of verbs."""
    auxiliaries = lexicon.words("auxiliaries")
    before, after = (
        [token for token in side.tokens if token not in auxiliaries] for side in (old, new)
    )
    if [stem(token) for token in before] != [stem(token) for token in after]:
        return False
    return all(
        a == b or _is_verb_form(a) or _is_verb_form(b) for a, b in zip(before, after, strict=True)
    )


def _is_verb_form(token: str) -> bool:
    """True for what can only be a form of a verb; a final s may be a plural."""
    is_irregular = token in lexicon.table("irregular") and token not in lexicon.words(
        "irregular_plurals"
    )
    return is_irregular or token.endswith(("ed", "ing"))


def _is_hedge(old: Segment, new: Segment) -> bool:
    """A hedging word on one side only, and little else."""
    hedged = [any(map(_is_hedging, side.tokens)) for side in (old, new)]
    before, after = (
        {stem(token) for token in side.content if not _is_neutral_to_hedges(token)}
        for side in (old, new)
    )
    return hedged[0] != hedged[1] and len(before ^ after) <= 1


def _is_hedging(token: str) -> bool:
    hedges = lexicon.words("hedges")
    return token in hedges or stem(token) in hedges


def _is_neutral_to_hedges(token: str) -> bool:
    return _is_hedging(token) or token in lexicon.words("auxiliaries")


_RULES: tuple[tuple[str, Callable[[Segment, Segment], bool]], ...] = (
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
)
