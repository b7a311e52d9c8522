"""Parse -> the people, organisations, roles and pronouns that an article's prose mentions, in order.

Capitals, tags and word lists carry the decision, dependency heads only help: a wrong tree must not lose a name.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.lexicon import table, words
from quotetrack.names import Name, bare, demonyms, family_first, gender, gender_of_given, is_place, is_title, singular, split
from quotetrack.records import Parse, Sentence, Token

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f", "they": "p", "them": "p",
            "their": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n"}
DEFINITE = {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their", "my", "our"}
STOPS = set(",;:.!?()[]\"“”„«»–—|") | {"--", "``", "''"}
_ENDS = {".", "!", "?", ":", ";", "…", "...", "\"", "”", "’", ")", "»"}
_WITHIN = {"ADJ", "NOUN", "PROPN", "NUM"}
_GLUED = {"based", "born", "led", "backed", "elect", "era", "run", "area", "style", "bound", "wide", "made", "built", "owned", "flagged"}
LONGEST = 14            # words of a descriptor or of what follows a noun


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for someone. form: name, role or pronoun.

    `text` is the name proper (title off), the phrase or the pronoun; `head` its folded noun in the singular; `before` a title as
    printed, `after` an apposition or clause as printed; `evidence` above 0 speaks for a person, below for an organisation.
    """

    form: str
    start: int
    end: int
    text: str
    head: str
    sentence: int
    paragraph: int
    subject: bool
    gender: str = ""
    plural: bool = False
    definite: bool = False
    before: str = ""
    after: str = ""
    evidence: float = 0.0
    modifiers: frozenset[str] = frozenset()
    outer: tuple[int, int] = (0, 0)     # with title and apposition


def references(parse: Parse) -> list[Reference]:
    """Everything in the article's prose that may be a speaker, in order of appearance."""
    known = {t.text for s in parse.sentences for t in s.tokens[1:] if t.upos == "PROPN" and t.text[:1].isupper()}
    return [r for number, sentence in enumerate(whole_sentences(parse)) for r in _Reader(parse, sentence, number, known).references()]


def whole_sentences(parse: Parse) -> list[Sentence]:
    """The sentences of the parse; pieces that the splitter parted without a full stop or other end mark are one again."""
    whole: list[Sentence] = []
    for sentence in parse.sentences:
        before = whole[-1] if whole else None
        if before is None or before.paragraph != sentence.paragraph or before.tokens[-1].text in _ENDS or before.tokens[-1].upos == "PUNCT":
            whole.append(sentence)
            continue
        shift = len(before.tokens)
        moved = (replace(t, index=t.index + shift, head=t.head + shift if t.head else 0) for t in sentence.tokens)
        whole[-1] = Sentence(before.start, sentence.end, before.paragraph, (*before.tokens, *moved))
    return whole


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, parse: Parse, sentence: Sentence, number: int, known: set[str]):
        self.text, self.sentence, self.number, self.known = parse.article.text, sentence, number, known
        self.tokens = [t for i, t in enumerate(sentence.tokens) if not i or t.start >= sentence.tokens[i - 1].end]

    def references(self) -> Iterator[Reference]:
        place = 0
        while place < len(self.tokens):
            end = self._run_end(place)
            found = self._named(place, end) if end > place else self._role(place, place + 1) or self._pronoun(place)
            if found:
                yield found
            place = max(end, place + 1)

    # ---- names
    def _capital(self, place: int) -> bool:
        token = self.tokens[place]
        if not token.text[:1].isupper() or bare(token.text) in words("calendar") and not self._after_given(place):
            return False
        if token.upos == "PROPN" or token.xpos.startswith("NNP"):
            return True
        opens = place == 0 or self.tokens[place - 1].text in STOPS - {","}
        return token.text in self.known if opens else token.upos in ("ADJ", "NOUN", "VERB", "X") and len(token.text) > 1

    def _after_given(self, place: int) -> bool:
        return place > 0 and bool(gender_of_given(self.tokens[place - 1].text)) and self.tokens[place - 1].text[:1].isupper()

    def _run_end(self, place: int) -> int:
        """One past the last token of the run of name words that starts here; `place` itself if none does."""
        if not self._capital(place):
            return place
        end = place + 1
        while end < len(self.tokens):
            step = self._step(end)
            if not step:
                break
            end += step
        return end

    def _step(self, place: int) -> int:
        """How many tokens from here go on with the run."""
        tokens, token = self.tokens, self.tokens[place]
        if self._capital(place):
            return 1
        after = place + 1 < len(tokens) and self._capital(place + 1)
        touching = tokens[place - 1].end == token.start
        if token.text in ("-", "‑", "–") and touching and place + 1 < len(tokens) and tokens[place + 1].start == token.end:
            return 2 if bare(tokens[place + 1].text) not in _GLUED and len(tokens[place + 1].text) < 12 else 0
        if token.text == "." and touching and after and len(tokens[place - 1].text) == 1:
            return 1
        if bare(token.text) in words("name_suffixes") or (token.text == "," and place + 1 < len(tokens) and bare(tokens[place + 1].text) in ("jr", "sr")):
            return 1 if token.text != "," else 2
        if after and token.text == "and" and self._in_portfolio(place):
            return 1
        if after and (token.text == "&" or (token.text.islower() and bare(token.text) in words("particles"))):
            return 1
        return self._of(place) if token.text in ("of", "for") else 0

    def _in_portfolio(self, place: int) -> bool:
        """True for the `and` of `Health and Human Services`."""
        forms = [bare(t.text) for t in self.tokens]
        return any(" ".join(forms[place - left:place + 1 + right]) in words("portfolios") for left in (1, 2) for right in (1, 2, 3) if place >= left)

    def _of(self, place: int) -> int:
        """Tokens of `of State`, `of Representatives`, `of Health and Human Services`."""
        before = bare(self.tokens[place - 1].text)
        rest = [bare(t.text) for t in self.tokens[place + 1:place + 6]]
        if is_title(before):
            known = [n for n in range(len(rest), 0, -1) if " ".join(rest[:n]) in words("portfolios")]
            if known:
                return known[0] + 1
        follows = place + 1 < len(self.tokens) and self._capital(place + 1)
        return 1 if follows and self.tokens[place].text == "of" and (is_title(before) or before in words("organisation_nouns")) else 0

    def _named(self, first: int, end: int) -> Reference | None:
        if self._is_office(first, end):
            return self._role(end - 1, end, first)
        pieces = self.text[self.tokens[first].start:self.tokens[end - 1].end]
        institution = bare(pieces.split()[-1]) in words("organisation_nouns") and not gender_of_given(pieces.split()[0])
        name = Name("", tuple(pieces.split())) if institution else split(pieces)
        if not name.words or not _says_something(name):
            return None
        first += _tokens_of(name.title, self.tokens[first:end])
        start = self._title_start(first)
        title = self.text[self.tokens[start].start:self.tokens[first].start] if start < first else ""
        title = " ".join(title.split())
        full = Name(title, name.words, name.suffix)
        after, outer_end = self._after(end)
        before = title or self._apposition_before(start, end)
        organisation = bare(name.words[-1]) in words("organisation_nouns")
        return self._reference("name", first, end, full.full, bare(name.words[-1]), gender=gender(full), before=before, after=after,
                               evidence=self._evidence(full, first, end, after), plural=False, definite=organisation,
                               outer=(self.tokens[start].start, outer_end or self.tokens[end - 1].end))

    def _is_office(self, first: int, end: int) -> bool:
        """True for `Secretary of State`, `House Speaker`, `Prime Minister`: a title that no name follows."""
        forms = [t.text for t in self.tokens[first:end]]
        last = bare(forms[-1])
        if len(forms) > 1 and gender_of_given(forms[0]):
            return False
        if "of" in forms and is_title(forms[forms.index("of") - 1]) and " ".join(map(bare, forms[forms.index("of") + 1:])) in words("portfolios"):
            return True
        return singular(last) in table("person_nouns") | table("titles") and last not in words("organisation_nouns") \
            and bare(forms[0]) not in table("honorifics") and not (len(forms) == 1 and first and gender_of_given(last))

    def _title_start(self, first: int) -> int:
        """Where the title before a name starts; `first` if no title stands there."""
        if first == 0 or not (is_title(self.tokens[first - 1].text) or self._ends_office(first)):
            return first
        start = first - 1
        while start and first - start < 10 and self._in_title(start - 1):
            start -= 1
        while start < first - 1 and self.tokens[start].text in ("of", "-", "'s", "’s"):
            start += 1
        return start

    def _in_title(self, place: int) -> bool:
        token = self.tokens[place]
        if token.text == "of":
            return place > 0 and is_title(self.tokens[place - 1].text)
        if token.text == "and":
            return self._in_portfolio(place)
        return token.text not in STOPS and (token.upos in _WITHIN or token.text in ("-", "'s", "’s"))

    def _ends_office(self, first: int) -> bool:
        """True if `Secretary of State` stands before: the run that starts at `first` was cut behind a portfolio."""
        back = [bare(t.text) for t in self.tokens[max(0, first - 6):first]]
        return "of" in back and back.index("of") > 0 and is_title(back[back.index("of") - 1]) \
            and " ".join(back[back.index("of") + 1:]) in words("portfolios")

    def _apposition_before(self, start: int, end: int) -> str:
        """`the head of Acme` in `the head of Acme, Ann Roe, said`."""
        tokens = self.tokens
        if start < 3 or tokens[start - 1].text != "," or (end < len(tokens) and tokens[end].text in ("and", "or")):
            return ""
        left = start - 2
        while left >= 0 and tokens[left].text not in STOPS and tokens[left].upos not in ("VERB", "AUX", "PRON") and start - left < LONGEST:
            if tokens[left].upos == "DET" and left + 1 < start - 1 and self._head_is_person(left + 1, start - 1):
                return self._words(left, start - 1)
            left -= 1
        return ""

    def _head_is_person(self, first: int, end: int) -> bool:
        """True if the noun that heads the phrase is one for a person."""
        noun = ""
        for token in self.tokens[first:end]:
            if token.upos == "ADP" or token.text in STOPS or token.text.lower() in ("who", "that", "which"):
                break
            noun = token.text if token.upos in ("NOUN", "PROPN", "ADJ") else noun
        if bare(noun) == "one" or (first < end and bare(self.tokens[first].text) == "one"):
            return True
        return is_title(singular(bare(noun))) if noun else False

    def _after(self, end: int) -> tuple[str, int]:
        """The apposition or clause behind a name, without its comma, and where it ends; nothing if there is none."""
        place, tokens, tag = end, self.tokens, ""
        if place + 2 < len(tokens) and tokens[place].text == "(":
            close = next((i for i in range(place + 1, min(place + 8, len(tokens))) if tokens[i].text == ")"), 0)
            if not close:
                return "", 0
            tag, place = self._words(place + 1, close), close + 1
        if place + 1 >= len(tokens) or tokens[place].text not in (",", "—", "–"):
            return tag, (tokens[place - 1].end if tag else 0)
        place += 1
        if tokens[place].text.isdigit() and int(tokens[place].text) < 115 and place + 1 < len(tokens):
            tag, place = tag or tokens[place].text, place + 1
            place += tokens[place].text == "," and place + 1 < len(tokens)
        elif re.fullmatch(r"[RDI]", tokens[place].text) or re.match(r"[RDI]-", tokens[place].text):
            stop = self._stop(place)
            return self._words(place, stop), tokens[stop - 1].end
        opener = tokens[place]
        stop = self._stop(place)
        clause = opener.text.lower() in ("who", "whose")
        if clause or (self._head_is_person(place, stop) and self._opens_apposition(place, end, stop)):
            return self._words(place, stop), tokens[stop - 1].end
        return tag, 0

    def _opens_apposition(self, place: int, end: int, stop: int) -> bool:
        """Not the next name of a list, nor the subject of what follows."""
        opener = self.tokens[place]
        if opener.upos in ("DET", "PRON", "NUM") or opener.text.lower() in ("the", "a", "an", "one", "his", "her", "its"):
            return True
        return opener.upos in ("NOUN", "ADJ", "PROPN") and (not opener.text[:1].isupper() or not gender_of_given(opener.text))

    def _stop(self, place: int) -> int:
        """Where the phrase that starts here ends: at punctuation, or at the verb of saying that follows."""
        end = place
        while end < len(self.tokens) and end - place < 2 * LONGEST:
            token = self.tokens[end]
            if token.text in STOPS and not (token.text == "." and end + 1 < len(self.tokens) and self.tokens[end + 1].text[:1].islower()):
                break
            end += 1
        if end + 2 < len(self.tokens) and self.tokens[end].text == "," and is_place(self.tokens[end + 1].text) and self.tokens[end + 2].text == ",":
            return end + 2
        return max(end, place + 1)

    def _words(self, first: int, end: int) -> str:
        return " ".join(self.text[self.tokens[first].start:self.tokens[end - 1].end].split())

    def _evidence(self, name: Name, first: int, end: int, after: str) -> float:
        """How much speaks for a person (above 0) or against one."""
        forms = [bare(w) for w in name.words]
        score = 3.0 * bool(name.title) + 2.0 * bool(after) + 3.0 * bool(name.suffix)
        score += _entity(self.tokens[first])
        printed = " ".join(name.words)
        given = gender_of_given(forms[0])
        score += (2.0 if len(forms) > 1 else 0.5) * bool(given) + 2.0 * (family_first(name.words) and 1 < len(forms) < 4)
        score += 1.5 * any(re.fullmatch(r"[A-Z]\.?", w) for w in name.words[1:-1])
        if forms[-1] in words("organisation_nouns") and not (given and len(forms) == 2):
            score -= 4.0
        elif any(f in words("organisation_nouns") for f in forms[1:]) or forms[0] in words("organisation_nouns"):
            score -= 1.5
        if is_place(printed) or forms[0] in demonyms() or forms[-1] in ("party", "house"):
            score -= 5.0
        if any(f in table("acronyms") for f in forms) or any(w.isupper() and len(w.replace(".", "")) > 1 and len(w) < 7 for w in name.words):
            score -= 2.0
        if first and self.tokens[first - 1].text.lower() == "the" and not name.title:
            score -= 2.0
        return score + (0.6 if 1 < len(forms) < 4 and all(w[:1].isupper() for w in name.words) else 0.0)

    # ---- roles and pronouns
    def _role(self, place: int, end: int, first: int | None = None) -> Reference | None:
        """A phrase with a noun for a person, group or organisation: `one North Korean man`, `the ministry`."""
        token = self.tokens[place]
        office = first is not None
        if not office and token.upos not in ("NOUN", "ADJ", "NUM", "DET"):
            return None
        form = bare(token.text)
        head = singular(form)
        if not self._is_role_noun(place, form, head, office):
            return None
        start = self._phrase_start(first if first is not None else place)
        determiner = bare(self.tokens[start].text)
        plural = (head != form and not office) or form in words("group_nouns")
        modifiers = frozenset(bare(t.text) for t in self.tokens[start:place] if t.upos in _WITHIN)
        stop, after, outer_end = self._behind(end)
        person = table("person_nouns").get(head, table("titles").get(head, ""))
        return self._reference("role", start, stop, self._words(start, stop), head, gender=person if person in ("m", "f") else "",
                               plural=plural, definite=determiner in DEFINITE or office and determiner not in ("a", "an"), after=after,
                               evidence=1.0 if person else -1.0, modifiers=modifiers, outer=(self.tokens[start].start, outer_end))

    def _is_role_noun(self, place: int, form: str, head: str, office: bool) -> bool:
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if following is not None and not office and (following.upos in ("NOUN", "PROPN") or following.text in ("-", "'s", "’s")
                                                     or self._capital(place + 1)):
            return following.text in ("'s", "’s") and head in table("person_nouns") and self.tokens[place].upos == "NOUN"
        if self.tokens[place].upos in ("ADJ", "NUM", "DET"):
            return form == "old" and place >= 2 and self.tokens[place - 1].text == "-"
        return office or head in table("person_nouns") or form in words("group_nouns") or form in words("organisation_nouns")

    def _phrase_start(self, place: int) -> int:
        start = place
        while start and place - start < LONGEST and (self.tokens[start - 1].upos in _WITHIN or self.tokens[start - 1].text in ("-", "'s", "’s")
                                                     or self.tokens[start - 1].deprel in ("amod", "compound")) \
                and self.tokens[start - 1].text not in STOPS:
            start -= 1
        if start and (self.tokens[start - 1].upos == "DET" or self.tokens[start - 1].deprel == "nmod:poss"
                      or bare(self.tokens[start - 1].text) in DEFINITE | {"a", "an", "another", "some", "many"}):
            start -= 1
        return start

    def _behind(self, end: int) -> tuple[int, str, int]:
        """Where a phrase ends with what belongs to its noun (`in China`, `who study birds`), a clause set off by a comma, and its end."""
        stop = self._attached(end)
        tokens = self.tokens
        if stop + 1 < len(tokens) and tokens[stop].text == "," and tokens[stop + 1].text.lower() in ("who", "whose", "which"):
            close = self._stop(stop + 1)
            return stop, self._words(stop + 1, close), tokens[close - 1].end
        return stop, "", tokens[stop - 1].end

    def _attached(self, end: int) -> int:
        """One past the words after a noun that hang below it in the tree, up to a comma."""
        below = {self.tokens[end - 1].index}
        stop = end
        clause = False
        while stop < len(self.tokens) and stop - end < LONGEST and self.tokens[stop].text not in STOPS:
            token = self.tokens[stop]
            clause = clause or token.text.lower() in ("who", "that", "which", "whose")
            if not self._hangs(token, below) or (not clause and "VerbForm=Fin" in token.feats):
                break
            stop += 1
        while stop > end and self.tokens[stop - 1].upos in ("ADP", "SCONJ", "CCONJ", "PART", "DET"):
            stop -= 1
        return stop

    def _hangs(self, token: Token, below: set[int]) -> bool:
        seen: set[int] = set()
        heads = {t.index: t.head for t in self.tokens}
        index = token.index
        while index and index not in seen:
            if index in below:
                return True
            seen.add(index)
            index = heads.get(index, 0)
        return False

    def _pronoun(self, place: int) -> Reference | None:
        form = self.tokens[place].text.lower()
        if form not in PRONOUNS:
            return None
        kind = PRONOUNS[form]
        return self._reference("pronoun", place, place + 1, form, form, gender=kind if kind in ("m", "f") else "", plural=kind == "p",
                               outer=(self.tokens[place].start, self.tokens[place].end))

    def _reference(self, form: str, first: int, end: int, text: str, head: str, **rest: object) -> Reference:
        span = self.tokens[first:end]
        subject = any(t.deprel.startswith("nsubj") for t in span)
        return Reference(form, span[0].start, span[-1].end, text, head, self.number, self.sentence.paragraph, subject, **rest)  # type: ignore[arg-type]


def _entity(token: Token) -> float:
    """What the entity tag says for a person."""
    kind = token.entity.partition("-")[2].lower()
    if not kind:
        return 0.0
    return 3.0 if kind.startswith("per") else -3.0 if kind[:3] in ("org", "gpe", "loc", "fac", "nor", "pro") else 0.0


def _says_something(name: Name) -> bool:
    """Not an adjective of country alone, nor a lone letter."""
    form = " ".join(bare(w) for w in name.words)
    return len(form) > 1 and form not in demonyms()


def _tokens_of(title: str, tokens: Sequence[Token]) -> int:
    """How many tokens spell the title."""
    left = re.sub(r"\W", "", title)
    count = 0
    while left and count < len(tokens):
        left = left[len(re.sub(r"\W", "", tokens[count].text)):]
        count += 1
    return count
