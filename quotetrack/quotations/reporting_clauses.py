"""Reporting clauses: which words of a sentence report, whom they name as source, what they report.

These are rules over the dependency tree (Universal Dependencies) with the lists of reporting
verbs and nouns in language/en/: reporting_verbs.txt, speech_nouns.txt, light_verbs.txt. Quotation
marks play no part here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotetrack.language.lexicon import words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.clausal_complements import tells
from quotetrack.quotations.complements import (
    complement,
    is_refusal,
    matter,
    passive_content,
    patterns_of,
)
from quotetrack.quotations.content_boundaries import own_words
from quotetrack.quotations.modality import NEGATED, STATED, modality
from quotetrack.quotations.source_phrases import (
    names_people,
    noun_of_according,
    noun_phrase,
    passive,
    quoted_person,
    source_of,
)
from quotetrack.records import Construction, Span, Token

# How sure a report is by its construction alone; set by hand, and calibrated in confidence.py.
ACCORDING_TO_SCORE = 0.9
PASSIVE_SCORE = 0.7
SPEECH_NOUN_SCORE = 0.7  # the claim that ...
LIGHT_VERB_SCORE = 0.6  # voiced concern about ...
BARE_SCORE = 0.7  # a reporting verb without content
WEAK_SCORE = 0.5  # any other verb
PATTERN_SCORE = {
    "clause": 0.9,
    "object-to": 0.7,
    "as": 0.85,
    "name": 0.75,
    "object": 0.6,
    "on-to": 0.85,
    "to": 0.6,
}
OTHER_PATTERN_SCORE = 0.7


@dataclass(frozen=True, slots=True)
class Report:
    """One reporting clause; source and content may be empty."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    construction: Construction
    shown: str  # the words that show the construction, for the reason
    score: float
    sentence: Span
    weak: bool = False  # its verb is no reporting verb, and reports only words in marks beside it
    takes: frozenset[str] = frozenset()  # what its verb takes (reporting_verbs.txt)
    finite: bool = False
    speech: bool = False  # a verb or noun of saying, not of thinking
    modality: str = STATED

    @property
    def reach(self) -> bool:
        """True for a verb that takes more than the quoted words: called the plan "..."."""
        return bool(self.takes & {"as", "name", "object"}) and bool(self.source)

    @property
    def quotes(self) -> bool:
        """True for a verb that reports the quoted words right behind it: a sign reads "..."."""
        return "quoted" in self.takes

    @property
    def clause(self) -> bool:
        """True for a verb that takes a clause."""
        return "clause" in self.takes


def reports(tree: DependencyTree) -> Iterator[Report]:
    """The reporting clauses of a sentence, in order of their cues."""
    for index, token in tree.tokens.items():
        found = None
        if token.text.lower() == "according":
            found = _according_to(tree, index)
        elif _is_verb(token):
            found = _by_verb(tree, index)
        elif token.upos == "NOUN":
            found = _by_noun(tree, index)
        if found:
            yield found


def _is_verb(token: Token) -> bool:
    """True for a verb, and for a participle that the parser took for a noun or adjective."""
    if token.upos in ("NOUN", "ADJ"):
        return token.xpos.startswith("VB")
    return token.upos in ("VERB", "AUX")


def _report(
    tree: DependencyTree,
    cue: list[int],
    source: list[int],
    content: list[int],
    construction: Construction,
    score: float,
    *,
    shown: str = "",
    weak: bool = False,
    takes: frozenset[str] = frozenset(),
    finite: bool = False,
    speech: bool = False,
    modality: str = STATED,
) -> Report:
    """A report whose parts are given by their words; words of cue and source are no content."""
    taken = {*source, *cue}
    return Report(
        tree.spans(cue),
        tree.spans(source),
        tree.spans(i for i in content if i not in taken),
        construction,
        shown,
        score,
        (tree.sentence.start, tree.sentence.end),
        weak,
        takes,
        finite,
        speech,
        modality,
    )


# ---- according to X, C
def _according_to(tree: DependencyTree, index: int) -> Report | None:
    to = index + 1
    if to not in tree.tokens or tree[to].text.lower() != "to":
        return None
    noun = noun_of_according(tree, index)
    if noun is None:
        return None
    source = noun_phrase(tree, noun, without={index, to})
    opens = all(tree[i].upos in ("PUNCT", "CCONJ", "ADV") for i in range(1, index))
    aside = not opens and tree[index - 1].text == ","
    last = max(source)
    content = [
        i
        for i in _clause_around(tree, noun)
        if (i < index and not opens) or (i > last and (opens or aside))
    ]
    return _report(
        tree,
        [index, to],
        source,
        content,
        Construction.ACCORDING_TO,
        ACCORDING_TO_SCORE,
        speech=True,
    )


def _clause_around(tree: DependencyTree, noun: int) -> list[int]:
    """The clause around `according to X` if it is itself reported, else the whole sentence."""
    head = tree[noun].head
    above = tree[head].head if head in tree.tokens and tree[head].deprel == "ccomp" else 0
    if above and tree[above].upos == "VERB" and above < noun < head:
        return tree.trimmed(tree.subtree(head))  # said that, according to X, C
    return list(tree.tokens)


# ---- X says that C; "C," says X; X urged Y to C; X described Y as C
def _by_verb(tree: DependencyTree, verb: int) -> Report | None:
    takes = patterns_of(tree, verb)
    source = source_of(tree, verb, reporting=bool(takes))
    if not source and tree[verb].xpos == "VBN" and tree[verb].deprel == "acl":
        return None
    how = modality(tree, verb, source)
    noun = _light_noun(tree, verb)
    if noun:
        return _by_light_verb(tree, verb, noun, source, how)
    if not takes:
        return _weak(tree, verb, source, how) if source and _is_finite(tree, verb) else None
    return (
        _in_passive(tree, verb, takes, source, how)
        or _with_complement(tree, verb, takes, source, how)
        or _bare(tree, verb, takes, source, how)
    )


def _weak(tree: DependencyTree, verb: int, source: list[int], how: str) -> Report:
    shown = tree[verb].text
    construction = Construction.BESIDE
    return _report(
        tree, [verb], source, [], construction, WEAK_SCORE, shown=shown, weak=True, modality=how
    )


def _light_noun(tree: DependencyTree, verb: int) -> int | None:
    """The noun in `voiced concern`."""
    noun = tree.dependent(verb, "obj")
    if not noun or noun < verb or tree.lemma(verb) not in words("light_verbs"):
        return None
    return noun if tree.lemma(noun) in words("speech_nouns") else None


def _by_light_verb(
    tree: DependencyTree, verb: int, noun: int, source: list[int], how: str
) -> Report | None:
    content = [i for i in matter(tree, verb, noun) if i not in source]
    if not source or not content:
        return None
    if how == STATED and tree.has_negative_determiner(noun):
        how = NEGATED
    return _report(
        tree,
        [verb, noun],
        source,
        content,
        Construction.SPEECH_NOUN,
        LIGHT_VERB_SCORE,
        shown=f"{tree[verb].text} {tree[noun].text}",
        modality=how,
    )


def _in_passive(
    tree: DependencyTree, verb: int, takes: list[str], source: list[int], how: str
) -> Report | None:
    if not passive(tree, verb):
        return None
    content = passive_content(tree, verb, takes, bool(source))
    if not content:
        return None
    cue = sorted({verb, *(i for i in tree.dependents(verb, "aux") if i < verb)})
    shown = tree[verb].text
    construction = Construction.PASSIVE
    return _report(
        tree, cue, source, content, construction, PASSIVE_SCORE, shown=shown, modality=how
    )


def _with_complement(
    tree: DependencyTree, verb: int, takes: list[str], source: list[int], how: str
) -> Report | None:
    """The report by the first pattern of the verb that fits."""
    if is_refusal(tree, verb):
        return None
    for pattern in takes:
        content = own_words(tree, verb, complement(tree, verb, pattern))
        if content and _is_plausible(tree, verb, source, pattern):
            return _report(
                tree,
                _cue_words(tree, verb, content),
                source,
                content,
                Construction(pattern),
                PATTERN_SCORE.get(pattern, OTHER_PATTERN_SCORE),
                shown=tree[verb].text,
                modality=how,
                speech=_is_speech_verb(tree, verb, takes) or pattern in ("as", "name"),
            )
    return None


def _bare(tree: DependencyTree, verb: int, takes: list[str], source: list[int], how: str) -> Report:
    """A report without content, which may report quoted words beside it."""
    speech = _is_speech_verb(tree, verb, takes)
    if tree.lemma(verb) == "read" and names_people(tree, source):  # what they read is a title
        takes = [pattern for pattern in takes if pattern != "quoted"]
    report = _report(
        tree,
        _cue_words(tree, verb, []),
        source,
        [],
        Construction.BESIDE,
        BARE_SCORE,
        shown=tree[verb].text,
        weak=not speech,
        takes=frozenset(takes),
        finite=_is_finite(tree, verb),
        modality=how,
    )
    return replace(report, speech=speech or report.reach)


def _is_speech_verb(tree: DependencyTree, verb: int, takes: list[str]) -> bool:
    return "clause" in takes and tree.lemma(verb) not in words("mental_verbs")


def _is_finite(tree: DependencyTree, verb: int) -> bool:
    return "VerbForm=Fin" in tree[verb].feats or tree[verb].xpos in ("VBD", "VBZ", "VBP")


def _is_plausible(tree: DependencyTree, verb: int, source: list[int], pattern: str) -> bool:
    """False for a verb of thinking or of several senses, unless a third person is named."""
    if pattern != "clause" and not source:
        return False
    if tree.lemma(verb) not in words("mental_verbs"):
        return True
    if not source:
        return passive(tree, verb)
    return not any(tree[i].text.lower() in words("first_and_second_person") for i in source)


def _cue_words(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The verb with its particle or preposition and whom it tells: told Reuters, called on."""
    cue = {verb, *tree.dependents(verb, "compound:prt")}
    hearer = tree.dependent(verb, "obj", "iobj") if tells(tree, verb) else None
    if hearer and hearer > verb and hearer not in content:
        cue.update(i for i in tree.subtree(hearer) if i not in content)
    if quoted_person(tree, verb):  # was quoted as saying
        head = tree[verb].head
        cue.add(head)
        cue.update(i for i in tree.dependents(head, "aux") if i < head)
        cue.update(i for i in tree.dependents(verb, "mark") if i < verb)
    last = min(content, default=0) - 1
    if verb < last <= verb + 2 and tree[last].text.lower() in words("cue_prepositions"):
        cue.add(last)
    return sorted(cue)


# ---- X's claim that C
def _by_noun(tree: DependencyTree, noun: int) -> Report | None:
    if tree.lemma(noun) not in words("speech_nouns"):
        return None
    clauses = tree.dependents(noun, "acl", "ccomp")
    clause = next((i for i in clauses if tree.introduced_by(i, "that")), None)
    prepositions = words("owner_prepositions")
    owners = (i for i in tree.dependents(noun, "nmod") if tree.introduced_by(i, *prepositions))
    owner = tree.dependent(noun, "nmod:poss") or next(owners, None)
    if not clause or not owner:
        return None
    return _report(
        tree,
        [noun],
        noun_phrase(tree, owner, without=set(tree.dependents(owner, "case"))),
        tree.subtree(clause),
        Construction.SPEECH_NOUN,
        SPEECH_NOUN_SCORE,
        shown=tree[noun].text,
        modality=NEGATED if tree.has_negative_determiner(noun) else STATED,
    )
