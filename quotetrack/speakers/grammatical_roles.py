"""What a phrase does in its sentence: subject, apposition, predicate, or only a word of a longer phrase.

The tree tells, and for subjects also the order of words, as a wrong tree must not hide who acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.records import Token

DASHES = {",", "—", "–", "--"}
_EXPLETIVES = {"it", "this", "that", "there"}
_BOUND = {
    "ADP",
    "VERB",
    "AUX",
    "PART",
    "DET",
    "ADJ",
    "NOUN",
    "PROPN",
}  # before a phrase that is no subject
_OWN_PHRASE = {"det", "nummod", "nmod:poss"}


class Standing:
    """The tree over the words of one sentence."""

    def __init__(self, tokens: Sequence[Token], stops: set[str]):
        self.tokens, self._stops = tokens, stops
        self._by_index = {t.index: t for t in tokens}

    def _head(self, token: Token) -> Token:
        return self._by_index.get(token.head, token)

    def _below(self, token: Token) -> list[Token]:
        return [t for t in self.tokens if t.head == token.index]

    def subject(self, token: Token) -> Token | None:
        """The word itself if it is a subject, or the subject that it is joined to or stands in apposition to."""
        if token.deprel in ("appos", "conj"):
            token = self._head(token)
        return token if token.deprel.startswith("nsubj") else None

    def of_sentence(self, subject: Token) -> bool:
        """True for the subject of the sentence's own verb, or of one beside it; not for that of a clause."""
        verb, seen = self._head(subject), set[int]()
        while verb.deprel in ("conj", "parataxis") and verb.index not in seen:
            seen.add(verb.index)
            verb = self._head(verb)
        return verb.deprel == "root"

    def before_verb(self, start: int, end: int) -> str:
        """`main` or `clause` for words between two offsets that a finite verb follows, whatever the tree says; else empty.

        `main` after a stop or at the beginning: Asked about the tax, Ann Roe, who pays it, `shrugged`.
        """
        behind = [t for t in self.tokens if t.start >= end][:2]
        if behind and behind[0].text in DASHES:
            behind.pop(0)
        if (
            not behind
            or behind[0].upos not in ("VERB", "AUX")
            or "VerbForm=Fin" not in behind[0].feats
        ):
            return ""
        before = next((t for t in reversed(self.tokens) if t.end <= start), None)
        if before is None or before.text in self._stops:
            return "main"
        return "" if before.upos in _BOUND else "clause"

    def before_who(self, end: int) -> bool:
        """True if a clause with `who` or `which` as its subject follows at an offset."""
        behind = next((t for t in self.tokens if t.start >= end and t.text != ","), None)
        return (
            behind is not None
            and behind.text.lower() in ("who", "which")
            and behind.deprel.startswith("nsubj")
        )

    def beside(self, token: Token) -> int:
        """Where the word starts that a word stands in apposition to, -1 if it does not."""
        return self._head(token).start if token.deprel == "appos" else -1

    def said_of(self, noun: Token) -> int:
        """Where the subject starts of whom a noun is said (`she was a clerk`), -1 for a noun that stands for itself."""
        below = self._below(noun)
        subject = next(
            (
                t
                for t in below
                if t.deprel.startswith("nsubj") and t.text.lower() not in _EXPLETIVES
            ),
            None,
        )
        return subject.start if subject and any(t.deprel == "cop" for t in below) else -1

    @staticmethod
    def describes(token: Token, last: Token) -> bool:
        """True for a word that only describes a noun behind the last one: the Democratic and Liberal `voters`."""
        return token.deprel in ("amod", "compound") and token.head > last.index

    def joins_another(self, noun: Token, behind: Sequence[Token]) -> bool:
        """True if `and` joins somebody else to a noun, with an article or number of his own: `her mother` and two sisters."""
        others = [t for t in behind if t.deprel == "conj" and t.head == noun.index]
        return any(
            t.deprel in _OWN_PHRASE or t.text.lower() == "several"
            for other in others
            for t in self._below(other)
        )
