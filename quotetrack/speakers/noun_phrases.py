"""One sentence as a row of words: where names, titles, appositions and noun phrases begin and end.

Capitals, tags and word lists decide; tree heads only help, as a wrong tree must not lose a name. Places are positions in
`tokens`; a run or phrase is a pair of places, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import gender_of_given, is_place
from quotetrack.language.normalize import bare
from quotetrack.language.titles import honorifics, is_short_title, is_title, offices, singular
from quotetrack.records import Sentence, Token

DEFINITE = {
    "the",
    "this",
    "that",
    "these",
    "those",
    "both",
    "his",
    "her",
    "its",
    "their",
    "my",
    "our",
}
INDEFINITE = {"a", "an", "another", "one", "some", "any", "many"}
STOPS = set(',;:.!?()[]"“”„«»–—|') | {"--", "``", "''"}
POSSESSIVES = {"'s", "’s"}
HYPHENS = {"-", "‑", "–"}
WITHIN = {"ADJ", "NOUN", "PROPN", "NUM"}
CLAUSES = {"who", "that", "which", "whose"}
LONGEST = 14  # words of a title, or of what follows a noun
_GLUED = {
    "based",
    "born",
    "led",
    "backed",
    "elect",
    "era",
    "run",
    "area",
    "style",
    "bound",
    "wide",
    "made",
    "built",
    "owned",
    "flagged",
}
_FOR = {
    "organisation",
    "organization",
    "association",
    "center",
    "centre",
    "institute",
    "foundation",
    "council",
    "alliance",
    "coalition",
}  # that `for` may follow in a name
PARTY = re.compile(r"[RDI]\b(?:-[A-Z]|$)")


class Phrases:
    """The words of one sentence; `known` are words that are names somewhere in the article, `surnames` follow a first name."""

    def __init__(
        self, text: str, sentence: Sentence, known: Collection[str], surnames: Collection[str] = ()
    ):
        self.text, self.sentence, self.known, self.surnames = text, sentence, known, surnames
        self.tokens = _mended(sentence.tokens)
        self.forms = [bare(t.text) for t in self.tokens]
        self._heads = {t.index: t.head for t in self.tokens}

    def words(self, first: int, end: int) -> str:
        """The printed words from one place to another, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    # ---- runs of name words
    def capital(self, place: int) -> bool:
        """True for a word that can be part of a name."""
        if place >= len(self.tokens) or not self.tokens[place].text[:1].isupper():
            return False
        token = self.tokens[place]
        if self.forms[place] in words("calendar"):
            return (
                place > 0
                and self.tokens[place - 1].text[:1].isupper()
                and bool(gender_of_given(self.forms[place - 1]))
            )
        if token.upos == "PROPN" or token.xpos.startswith("NNP"):
            return True
        if place == 0 or self.tokens[place - 1].text in STOPS - {","}:
            return token.text in self.known
        return token.upos in ("ADJ", "NOUN", "VERB", "X") and len(token.text) > 1

    def run_end(self, place: int) -> int:
        """Where the run of name words that starts here ends; the place itself if none does."""
        if not self.capital(place):
            return place
        end = place + 1
        while end < len(self.tokens) and (step := self._step(end)):
            end += step
        return end

    def _step(self, place: int) -> int:
        """How many words from here go on with the run before."""
        token, form = self.tokens[place], self.forms[place]
        if self.capital(place):
            return 1
        touching = self.tokens[place - 1].end == token.start
        if self.hyphen(place):
            return (
                2
                if self.forms[place + 1] not in _GLUED and len(self.tokens[place + 1].text) < 12
                else 0
            )
        if touching and self.tokens[place - 1].text[-1] in HYPHENS:
            return int(form not in _GLUED)
        if form in words("name_suffixes"):
            return 1
        if token.text == "," and self.forms[place + 1 : place + 2] in (["jr"], ["sr"]):
            return 2
        if not self.capital(place + 1):
            return 2 if self._of_the(place) else 0
        initial = token.text == "." and touching and len(self.tokens[place - 1].text) == 1
        particle = token.text.islower() and form in words("particles")
        if (
            initial
            or particle
            or token.text == "&"
            or (token.text == "and" and self._in_portfolio(place))
        ):
            return 1
        return self._of(place) if token.text in ("of", "for") else 0

    def _of_the(self, place: int) -> bool:
        """True for the `of` of `Department of the Treasury`."""
        follows = self.forms[place : place + 2] == ["of", "the"] and self.capital(place + 2)
        return follows and self.forms[place - 1] in words("organisation_nouns")

    def hyphen(self, place: int) -> bool:
        """True for a hyphen between two parts of a word."""
        if self.tokens[place].text not in HYPHENS or not 0 < place < len(self.tokens) - 1:
            return False
        before, token, behind = self.tokens[place - 1 : place + 2]
        return before.end == token.start and token.end == behind.start

    def _in_portfolio(self, place: int) -> bool:
        """True for the `and` of `Health and Human Services`."""
        around = ((left, right) for left in (1, 2) for right in (1, 2, 3) if place >= left)
        return any(
            " ".join(self.forms[place - left : place + 1 + right]) in words("portfolios")
            for left, right in around
        )

    def _of(self, place: int) -> int:
        """Words of `of State`, `of Representatives`, `of Health and Human Services` that belong to the run."""
        before, rest = self.forms[place - 1], self.forms[place + 1 : place + 6]
        if is_title(before):
            known = next(
                (n for n in range(len(rest), 0, -1) if " ".join(rest[:n]) in words("portfolios")), 0
            )
            if known:
                return known + 1
        if self.tokens[place].text == "for":
            return int(before in _FOR)
        return int(is_title(before) or before in words("organisation_nouns"))

    def office(self, first: int, end: int) -> int | None:
        """Place of the noun of an office that no name follows (`Secretary` of State, House `Speaker`), None for a name."""
        forms = self.forms[first:end]
        if (
            any(gender_of_given(f) and not is_place(f) for f in forms[:-1])
            or self.person_start(first, end) > first
        ):
            return None
        if "of" in forms[1:-1]:
            of = forms.index("of")
            rest = " ".join(forms[of + 1 :])
            whole = len(forms) == of + 2 or rest in words("portfolios") or is_place(rest)
            return first + of - 1 if whole and is_title(forms[of - 1]) else None
        noun = singular(forms[-1]) in table("person_nouns") | offices() and forms[-1] not in words(
            "organisation_nouns"
        )
        given = len(forms) == 1 and (
            self.tokens[first].text in self.surnames or (first and gender_of_given(forms[-1]))
        )
        return end - 1 if noun and forms[0] not in honorifics() and not given else None

    def person_start(self, first: int, end: int) -> int:
        """Where the person begins that the tagger sees at the end of a run: Whip `Ann Roe`; else the start of the run."""
        start = end
        while start > first and self.tokens[start - 1].entity[2:5].lower() == "per":
            start -= 1
        tagged = start < end and self.tokens[start].entity[:1] in "BS"
        while start > first and len(self.forms[start - 1]) < 2:  # an initial
            start -= 1
        known = any(gender_of_given(t.text) for t in self.tokens[first:start])
        return start if end - start > 1 and tagged and not known else first

    # ---- what stands before a name
    def title_start(self, first: int) -> int:
        """Where the title before a name starts; the name's own place if no title stands there."""
        start = self._office_start(first)
        if first == 0 or (start == first and not is_title(self.tokens[first - 1].text)):
            return first
        if self.forms[first - 1] in honorifics():
            return first - 1
        start = min(start, first - 1)
        while start and first - start < LONGEST and self._in_title(start - 1):
            start -= 1
        while start < first - 1 and self.tokens[start].text in {"of"} | HYPHENS | POSSESSIVES:
            start += 1
        return start

    def _in_title(self, place: int) -> bool:
        token = self.tokens[place]
        if token.text == "of":
            return place > 0 and is_title(self.tokens[place - 1].text)
        if token.text == "and":
            return self._in_portfolio(place)
        before_capital = token.text.islower() and self.tokens[place + 1].text[:1].isupper()
        if (
            token.upos == "NOUN" and before_capital and not is_title(token.text)
        ):  # party Chairman, but no deal President
            return token.index < token.head <= token.index + LONGEST and token.deprel in (
                "compound",
                "amod",
            )
        return token.text not in STOPS and (
            token.upos in WITHIN or token.text in POSSESSIVES or self.hyphen(place)
        )

    def _office_start(self, first: int) -> int:
        """Where the noun stands of an office that ends right before, `Secretary` of State; the same place if none does."""
        back = self.forms[max(0, first - 6) : first]
        of = back.index("of") if "of" in back[1:] else 0
        office = (
            of > 0 and is_title(back[of - 1]) and " ".join(back[of + 1 :]) in words("portfolios")
        )
        return first - len(back) + of - 1 if office else first

    def apposition_before(self, start: int, end: int) -> str:
        """`the head of Acme` in `the head of Acme, Ann Roe, said`; empty if the name from start to end has none."""
        if (
            start < 3
            or self.tokens[start - 1].text != ","
            or self.forms[end : end + 1] in (["and"], ["or"])
        ):
            return ""
        left = start - 1
        while left and start - left <= LONGEST and not self._closes(left - 1):
            left -= 1
            article = self.tokens[left].upos == "DET" or self.forms[left] in DEFINITE
            if article and self._names_person(left + 1, start - 1):
                return self.words(left, start - 1)
        owned = next(
            (i for i in range(start - 2, left, -1) if self.tokens[i].text in POSSESSIVES), 0
        )
        while owned and left < owned - 1 and not all(map(self.capital, range(left, owned))):
            left += 1
        return (
            self.words(left, start - 1)
            if owned and self._names_person(owned + 1, start - 1)
            else ""
        )

    def _closes(self, place: int) -> bool:
        """True for a word that no apposition holds."""
        token = self.tokens[place]
        other = token.upos == "PRON" and self.forms[place] not in DEFINITE
        return other or token.text in STOPS or token.upos in ("VERB", "AUX")

    # ---- what stands behind a name or noun
    def behind_name(self, end: int) -> tuple[str, int]:
        """The apposition, party, age or clause behind a name as printed (or nothing), and the place where it ends."""
        place, tag = end, ""
        if self._text(place) == "(":
            close = next(
                (
                    i
                    for i in range(place + 1, min(place + 8, len(self.tokens)))
                    if self._text(i) == ")"
                ),
                0,
            )
            if not close:
                return "", end
            tag, place = self.words(place + 1, close) if close > place + 1 else "", close + 1
        if self._text(place) not in (",", "—", "–", "--") or place + 1 >= len(self.tokens):
            return tag, place if tag else end
        place += 1
        if PARTY.match(self._text(place)):
            stop = self.stop(place)
            return self.words(place, stop), stop
        if self._text(place).isdigit() and len(self._text(place)) < 4:
            tag, place = tag or self._text(place), place + 1
            place += self._text(place) == ","
        stop = self.stop(place)
        clause = self._text(place).lower() in ("who", "whose")
        if place < len(self.tokens) and (clause or self._is_apposition(place, stop)):
            return self.words(place, stop), stop
        return tag, place if tag else end

    def _text(self, place: int) -> str:
        return self.tokens[place].text if place < len(self.tokens) else ""

    def _is_apposition(self, place: int, stop: int) -> bool:
        """A phrase that says who someone is: not the next name of a list, nor the time."""
        opener = self.tokens[place]
        if self._tells(place, stop):
            return False
        if self.forms[place] in ("a", "an") and not set(self.forms[place:stop]) & words("calendar"):
            return True
        opens = opener.upos in ("DET", "PRON", "NUM") or self.forms[place] in DEFINITE | INDEFINITE
        listed = opener.upos in WITHIN and not (
            opener.text[:1].isupper() and gender_of_given(opener.text)
        )
        return (opens or listed) and self._names_person(place, stop)

    def _tells(self, first: int, end: int) -> bool:
        """True if a finite verb stands here that no `who` or `that` opens: `one clerk said he knew`."""
        for token in self.tokens[first:end]:
            if token.text.lower() in CLAUSES:
                return False
            if token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats:
                return True
        return False

    def _names_person(self, first: int, end: int) -> bool:
        """True if the noun that heads the phrase is one for a person."""
        if self.forms[first : first + 1] == ["one"]:
            return True
        noun = ""
        for token in self.tokens[first:end]:
            if token.upos == "ADP" or token.text in STOPS or token.text.lower() in CLAUSES:
                break
            noun = token.text if token.upos in ("NOUN", "PROPN", "ADJ") else noun
        return bool(noun) and is_title(noun)

    def stop(self, place: int) -> int:
        """Where a phrase that starts here ends: at the next punctuation; a place name between commas still belongs to it."""
        end = place
        while (
            end < len(self.tokens)
            and end - place < 2 * LONGEST
            and self.tokens[end].text not in STOPS
        ):
            end += 1
        if self._text(end) == "," and self._text(end + 2) == "," and is_place(self._text(end + 1)):
            return end + 2
        return min(max(end, place + 1), len(self.tokens))

    def phrase_start(self, place: int) -> int:
        """Where the noun phrase of the noun here starts, with its article."""
        start = place
        while start and place - start < LONGEST and self._in_phrase(start - 1):
            start -= 1
        while start < place and self.tokens[start].text in HYPHENS | POSSESSIVES:
            start += 1  # cut off from its word
        if start:
            before = self.tokens[start - 1]
            plural = singular(self.forms[place]) != self.forms[place] or self.forms[place] in words(
                "group_nouns"
            )
            if before.text.lower() in ("that", "this") and plural:
                return start
            article = (
                before.upos == "DET"
                or before.deprel == "nmod:poss"
                or self.forms[start - 1] in DEFINITE | INDEFINITE
            )
            start -= article
        return start

    def _in_phrase(self, place: int) -> bool:
        token = self.tokens[place]
        inside = (
            token.upos in WITHIN
            or token.text in POSSESSIVES
            or self.hyphen(place)
            or token.deprel in ("amod", "compound")
        )
        timely = token.text[:1].isupper() and self.forms[place] in words("calendar")
        return inside and token.text not in STOPS and not timely

    def behind_noun(self, end: int) -> tuple[int, str, int]:
        """Where a noun's phrase ends with what belongs to it (`in China`); what a comma sets off behind it; where that ends."""
        stop = self._attached(end)
        clause = self._text(stop + 1).lower() in ("who", "whose", "which")
        close = self.stop(stop + 1)
        apposition = self._text(stop + 1).lower() in ("a", "an") and self._is_apposition(
            stop + 1, close
        )
        if self._text(stop) == "," and (clause or apposition):
            return stop, self.words(stop + 1, close), close
        return stop, "", stop

    def _attached(self, end: int) -> int:
        """Where the words after a noun that hang below it in the tree end; a finite verb needs a `who` or `that` before it."""
        noun, clause, stop = self.tokens[end - 1].index, False, end
        while (
            stop < len(self.tokens) and stop - end < LONGEST and self.tokens[stop].text not in STOPS
        ):
            token = self.tokens[stop]
            clause = clause or token.text.lower() in CLAUSES
            if not self._hangs(token, noun) or (
                not clause and ("VerbForm=Fin" in token.feats or token.text == "to")
            ):
                break
            stop += 1
        while stop > end and self.tokens[stop - 1].upos in (
            "ADP",
            "SCONJ",
            "CCONJ",
            "PART",
            "DET",
            "AUX",
        ):
            stop -= 1
        return stop

    def _hangs(self, token: Token, noun: int) -> bool:
        """True if a word is below a noun in the tree."""
        index, seen = token.head, set[int]()
        while index and index not in seen:
            if index == noun:
                return True
            seen.add(index)
            index = self._heads.get(index, 0)
        return False


def _mended(tokens: Iterable[Token]) -> list[Token]:
    """The words that stand apart in the text; `it` and `s` of a printed `its` are one, and so are `Sen` and its point."""
    apart: list[Token] = []
    for token in tokens:
        before = apart[-1] if apart else None
        if before is None or token.start > before.end:
            apart.append(token)
        elif token.start == before.end:
            apart[-1:] = _joined(before, token) or [before, token]
    return apart


def _joined(one: Token, two: Token) -> list[Token]:
    """Two touching words as one, or nothing if they are two."""
    if (one.text.lower(), two.text) == ("it", "s"):
        return [
            replace(one, end=two.end, text=one.text + two.text, deprel="nmod:poss", lemma="its")
        ]
    if two.text == "." and is_short_title(one.text):
        return [
            replace(one, end=two.end, text=one.text + two.text, upos="PROPN", deprel="nmod:desc")
        ]
    return []
