"""References: the words of an article that stand for somebody, and how sentences are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotetrack.language.lexicon import table
from quotetrack.language.titles import is_short_title
from quotetrack.records import Parse, Sentence, Span, Token

_SENTENCE_ENDS = {".", "!", "?", ":", ";", "…", "...", '"', "”", "’", ")", "»"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for somebody: a name, a definite or indefinite description, a pronoun.

    form: name, role (a description by a noun) or pronoun. All positions are character offsets, -1
    for none; `outer` is the span with the title before and the apposition behind.
    """

    form: str
    start: int
    end: int
    text: str  # the name without its title, the phrase, or the pronoun
    head: str  # its folded noun in the singular
    sentence: int
    paragraph: int
    subject: bool
    gender: str = ""  # m, f, or empty if unknown
    main: bool = False  # the subject of the main verb
    acts: bool = False  # a clause with `who` as its subject follows
    apposed_to: int = -1  # the word that the tree has it in apposition to
    holder: int = -1  # the name or subject that a role describes
    plural: bool = False
    definite: bool = False
    before: str = ""  # a title, as printed
    after: str = ""  # an apposition or clause, as printed
    evidence: float = 0.0  # above 0 for a person, below 0 against one
    modifiers: frozenset[str] = frozenset()
    outer: Span = (0, 0)


def nominative(pronoun: str) -> str:
    """The nominative of a pronoun of the third person (`him` -> `he`), empty for other words."""
    return table("pronouns").get(pronoun, "")


def pronoun_class(pronoun: str) -> str:
    """m, f, p (plural) or n (neuter) for a pronoun of the third person, empty for other words."""
    return table("pronoun_classes").get(nominative(pronoun), "")


def merged_sentences(parse: Parse) -> list[Sentence]:
    """The sentences of a parse; pieces that were split without an end mark are joined again."""
    merged: list[Sentence] = []
    for sentence in parse.sentences:
        before = merged[-1] if merged else None
        if before is None or before.paragraph != sentence.paragraph or _is_end(before.tokens):
            merged.append(sentence)
        else:
            merged[-1] = _joined(before, sentence)
    return merged


def _joined(one: Sentence, two: Sentence) -> Sentence:
    """Two sentences as one, with the words of the second numbered after those of the first."""
    shift = len(one.tokens)
    moved = (
        replace(t, index=t.index + shift, head=t.head + shift if t.head else 0) for t in two.tokens
    )
    return Sentence(one.start, two.end, one.paragraph, (*one.tokens, *moved))


def _is_end(tokens: Sequence[Token]) -> bool:
    """True if a sentence ends with these tokens; not after `Sen.`, which awaits a name."""
    last = tokens[-1]
    if last.text == "." and len(tokens) > 1 and is_short_title(tokens[-2].text):
        return False
    return last.upos == "PUNCT" or last.text in _SENTENCE_ENDS
