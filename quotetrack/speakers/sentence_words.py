"""The words of one sentence, with tokenisation errors repaired, and the marks that bound phrases.

A place is a position in `SentenceWords.tokens`; a run or phrase is a pair of places, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from quotetrack.language.lexicon import words
from quotetrack.language.names import gender_of_given
from quotetrack.language.normalize import bare
from quotetrack.language.titles import is_short_title
from quotetrack.records import Sentence, Token

STOPS = frozenset(',;:.!?()[]"“”„«»–—|') | {"--", "``", "''"}
POSSESSIVES = frozenset({"'s", "’s"})
HYPHENS = frozenset({"-", "‑", "–"})
INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
PARTY = re.compile(r"[RDI]\b(?:-[A-Z]|$)")  # the party of a lawmaker: R-Ohio


def is_determiner(form: str) -> bool:
    """True for a folded determiner, definite or indefinite."""
    return form in words("definite_determiners") or form in words("indefinite_determiners")


class SentenceWords:
    """The words of one sentence.

    `forms` are the folded words. `known_names` are words that are part of a name somewhere in the
    article; `surnames` are words that follow a first name there.
    """

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        known_names: Collection[str],
        surnames: Collection[str] = (),
    ):
        self.text, self.paragraph = text, sentence.paragraph
        self.known_names, self.surnames = known_names, surnames
        self.tokens = _repaired(sentence.tokens)
        self.forms = [bare(t.text) for t in self.tokens]
        self._heads = {t.index: t.head for t in self.tokens}

    def __len__(self) -> int:
        return len(self.tokens)

    def printed(self, first: int, end: int) -> str:
        """The printed words from one place up to another, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    def at(self, place: int) -> str:
        """The printed word at a place, empty beyond the end of the sentence."""
        return self.tokens[place].text if place < len(self.tokens) else ""

    def is_name_word(self, place: int) -> bool:
        """True for a capitalised word that can be part of a name."""
        if not self.at(place)[:1].isupper():
            return False
        token = self.tokens[place]
        if self.forms[place] in words("calendar"):
            return self._follows_given_name(place)
        if token.upos == "PROPN" or token.xpos.startswith("NNP"):
            return True
        if place == 0 or self.tokens[place - 1].text in STOPS - {","}:
            return token.text in self.known_names
        return token.upos in ("ADJ", "NOUN", "VERB", "X") and len(token.text) > 1

    def _follows_given_name(self, place: int) -> bool:
        """True after a capitalised first name: the `May` of `Theresa May`."""
        if place == 0 or not self.tokens[place - 1].text[:1].isupper():
            return False
        return bool(gender_of_given(self.forms[place - 1]))

    def is_inner_hyphen(self, place: int) -> bool:
        """True for a hyphen between two parts of a word."""
        if self.tokens[place].text not in HYPHENS or not 0 < place < len(self.tokens) - 1:
            return False
        before, token, behind = self.tokens[place - 1 : place + 2]
        return before.end == token.start and token.end == behind.start

    def joins_portfolio(self, place: int) -> bool:
        """True for the `and` of `Health and Human Services`."""
        around = ((left, right) for left in (1, 2) for right in (1, 2, 3) if place >= left)
        return any(
            " ".join(self.forms[place - left : place + 1 + right]) in words("portfolios")
            for left, right in around
        )

    def depends_on(self, token: Token, index: int) -> bool:
        """True if a word is below the word with an index in the dependency tree."""
        ancestor, seen = token.head, set[int]()
        while ancestor and ancestor not in seen:
            if ancestor == index:
                return True
            seen.add(ancestor)
            ancestor = self._heads.get(ancestor, 0)
        return False


def _repaired(tokens: Iterable[Token]) -> list[Token]:
    """The words that take space in the text, with `it` + `s` and `Sen` + `.` joined again."""
    repaired: list[Token] = []
    for token in tokens:
        before = repaired[-1] if repaired else None
        if before is None or token.start > before.end:
            repaired.append(token)
        elif token.start == before.end:
            joined = _joined(before, token)
            repaired[-1:] = [joined] if joined else [before, token]
    return repaired


def _joined(one: Token, two: Token) -> Token | None:
    """Two touching tokens as one word, None if they are two words."""
    text = one.text + two.text
    if (one.text.lower(), two.text) == ("it", "s"):
        return replace(one, end=two.end, text=text, deprel="nmod:poss", lemma="its")
    if two.text == "." and is_short_title(one.text):
        return replace(one, end=two.end, text=text, upos="PROPN", deprel="nmod:desc")
    return None
