"""The words of a source: which of them name the speaker, and the noun that heads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from quotetrack.language.lexicon import words
from quotetrack.records import Quote, Span, Token
from quotetrack.speakers.discourse import DiscourseState
from quotetrack.speakers.references import Reference

_PHRASE_ENDS = frozenset(',;:()—–"“”')
_IN_PHRASE = ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X", "DET", "VERB")
_BEFORE_PHRASE = ("ADP", "CCONJ", "PUNCT", "SCONJ")
_BEHIND_PHRASE = ("ADP", "SCONJ", "AUX", "CCONJ")
_AGE = re.compile(r",\s+\d{1,3}\b,?")


@cache
def _detached() -> re.Pattern[str]:
    """A description, a comma, and a clause or apposition."""
    openers = "|".join(sorted(words("detached_descriptions")))
    return re.compile(rf"(.+?),\s+((?:{openers})\b.*)")


def source_span(state: DiscourseState, quote: Quote) -> Span:
    """The span of a source without prepositions before it; of a whole clause, its subject."""
    start, end = quote.source[0][0], quote.source[-1][1]
    inside = _subject_phrase(state.tokens(start, end))
    end = min(end, inside[-1].end) if inside else end
    while len(inside) > 1 and inside[0].upos in _BEFORE_PHRASE:
        inside.pop(0)
    return (inside[0].start, end) if inside else (start, end)


def _subject_phrase(inside: list[Token]) -> list[Token]:
    """The subject among the words of a clause, with its dependents.

    All words if they are no clause or belong to several sentences.
    """
    if any(after.index <= token.index for token, after in zip(inside, inside[1:], strict=False)):
        return inside
    for verb in (t for t in inside if t.upos == "VERB" and t.text[0].islower()):
        dependents = [t for t in inside if t.head == verb.index and t.start != verb.start]
        before = [t for t in dependents if t.start < verb.start]
        subject = next((t for t in before if t.deprel.startswith("nsubj")), None)
        auxiliaries = [t for t in dependents if t.deprel in ("aux", "aux:pass")]
        finite = any("VerbForm=Fin" in t.feats for t in (verb, *auxiliaries))
        if subject and finite and not verb.deprel.startswith("acl"):
            return _with_dependents(subject, inside, verb.start)
    return inside


def _with_dependents(head: Token, inside: list[Token], before: int) -> list[Token]:
    """A word and all words below it in the tree, as far as they stand before an offset."""
    below = {head.index}
    while True:
        more = {t.index for t in inside if t.head in below and t.start < before} - below
        if not more:
            return [t for t in inside if t.index in below]
        below |= more


def head_noun(
    state: DiscourseState, names: Sequence[Reference], start: int, end: int
) -> Token | None:
    """The last word of the noun phrase at the start of a source.

    The phrase ends before `of`, `at`, a comma or a clause, except inside a name.
    """
    last, owned = None, False
    for token in state.tokens(start, end):
        in_name = any(r.outer[0] <= token.start < r.end for r in names)
        # senior and junior officials
        joins = token.upos == "CCONJ" and last is not None and last.upos == "ADJ"
        if last and not in_name and not joins and _ends_phrase(token, owned):
            break
        owned = token.text in ("'s", "’s", "'", "’")
        if in_name or token.upos in _IN_PHRASE:
            last = token
    return last


def _ends_phrase(token: Token, owned: bool) -> bool:
    """True if a noun phrase ends before a word.

    A participle right after a possessive belongs to the phrase: `his adoring fans`.
    """
    form = token.text.lower()
    if token.upos in _BEHIND_PHRASE or token.text in _PHRASE_ENDS:
        return True
    if form in words("relative_openers") or form == "to":
        return True
    return token.upos == "VERB" and not owned and token.deprel not in ("amod", "compound")


def without_clause(printed: str) -> tuple[str, str]:
    """A description without an age, and the clause or apposition that a comma sets off from it."""
    printed = _AGE.sub(",", printed).rstrip(" ,")
    match = _detached().match(printed)
    return (match.group(1), match.group(2)) if match else (printed, "")


def is_possessive(state: DiscourseState, name: Reference) -> bool:
    """True for a name with a possessive ending: `Roe's`."""
    return state.article.text.startswith(("'s", "’s"), name.end)
