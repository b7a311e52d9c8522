"""The grammatical role of a phrase: subject, apposition, predicate, or part of a longer phrase.

The dependency tree decides. For subjects the order of words counts as well, so that a wrong tree
does not hide who acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.language.lexicon import words
from quotetrack.records import Token
from quotetrack.speakers.sentence_words import STOPS

_PAUSES = {",", "—", "–", "--"}
_BEFORE_NO_SUBJECT = {"ADP", "VERB", "AUX", "PART", "DET", "ADJ", "NOUN", "PROPN"}
_OWN_PHRASE = {"det", "nummod", "nmod:poss"}


class GrammaticalRoles:
    """The dependency tree over the words of one sentence."""

    def __init__(self, tokens: Sequence[Token]):
        self.tokens = tokens
        self._by_index = {t.index: t for t in tokens}

    def _head(self, token: Token) -> Token:
        return self._by_index.get(token.head, token)

    def _dependents(self, token: Token) -> list[Token]:
        return [t for t in self.tokens if t.head == token.index]

    def _next_token(self, offset: int) -> Token | None:
        """The first token from an offset on, a comma left out."""
        return next((t for t in self.tokens if t.start >= offset and t.text != ","), None)

    def subject(self, token: Token) -> Token | None:
        """The subject that a word is, is joined to, or stands in apposition to; None otherwise."""
        if token.deprel in ("appos", "conj"):
            token = self._head(token)
        return token if token.deprel.startswith("nsubj") else None

    def is_main_subject(self, subject: Token) -> bool:
        """True for the subject of the main verb or of a verb joined to it, not of a clause."""
        verb, seen = self._head(subject), set[int]()
        while verb.deprel in ("conj", "parataxis") and verb.index not in seen:
            seen.add(verb.index)
            verb = self._head(verb)
        return verb.deprel == "root"

    def before_verb(self, start: int, end: int) -> str:
        """`main` or `clause` for a span right before a finite verb, whatever the tree says.

        `main` after a stop or at the beginning of the sentence: `Asked about it, Ann Roe, who pays
        the tax, shrugged`. Empty if no finite verb follows or the span cannot be a subject.
        """
        following = [t for t in self.tokens if t.start >= end][:2]
        if following and following[0].text in _PAUSES:
            following.pop(0)
        if not following or not _is_finite(following[0]):
            return ""
        before = next((t for t in reversed(self.tokens) if t.end <= start), None)
        if before is None or before.text in STOPS:
            return "main"
        return "" if before.upos in _BEFORE_NO_SUBJECT else "clause"

    def before_subject_relative(self, end: int) -> bool:
        """True if a clause with `who` or `which` as its subject follows at an offset."""
        following = self._next_token(end)
        if following is None or following.text.lower() not in words("subject_relatives"):
            return False
        return following.deprel.startswith("nsubj")

    def apposed_to(self, token: Token) -> int:
        """The offset of the word that a word stands in apposition to, -1 if it does not."""
        return self._head(token).start if token.deprel == "appos" else -1

    def subject_of_predicate(self, noun: Token) -> int:
        """The offset of the subject of a predicate noun (`she was a clerk`).

        -1 for a noun that is no predicate.
        """
        dependents = self._dependents(noun)
        subject = next((t for t in dependents if _is_real_subject(t)), None)
        copula = any(t.deprel == "cop" for t in dependents)
        return subject.start if subject and copula else -1

    def joins_another(self, noun: Token, following: Sequence[Token]) -> bool:
        """True if `and` joins somebody else to a noun: `her mother and two sisters`.

        The second noun needs a determiner or number of its own.
        """
        others = [t for t in following if t.deprel == "conj" and t.head == noun.index]
        dependents = [t for other in others for t in self._dependents(other)]
        return any(t.deprel in _OWN_PHRASE or t.text.lower() == "several" for t in dependents)


def modifies_following(token: Token, last: Token) -> bool:
    """True for a word that modifies a noun behind the last one: `Liberal` in `Liberal voters`."""
    return token.deprel in ("amod", "compound") and token.head > last.index


def _is_finite(token: Token) -> bool:
    return token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats


def _is_real_subject(token: Token) -> bool:
    return token.deprel.startswith("nsubj") and token.text.lower() not in words("expletives")
