"""Reporting constructions of one sentence: which words report, who is named as the source, what is reported.

Grammar over the dependency tree (Universal Dependencies), with the verbs and nouns of language/en/reporting_verbs.txt,
language/en/speech_nouns.txt and language/en/light_verbs.txt. Quotation marks are not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotetrack.language.lexicon import table, words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.complements import CONTENT, matter
from quotetrack.quotations.content_boundaries import own_words
from quotetrack.quotations.modality import NEGATED, STATED, modality
from quotetrack.quotations.passives import passive_content
from quotetrack.quotations.source_phrases import (
    noun_phrase,
    passive,
    people,
    quoted_person,
    source_of,
    speakers,
)
from quotetrack.records import Construction, Span

FIRST_SECOND = {"i", "you", "we"}
MENTAL = {
    "think",
    "believe",
    "hope",
    "fear",
    "expect",
    "feel",
    "doubt",
    "suspect",
    "assume",
    "worry",
    "guess",
    "find",
    "show",
    "hold",
    "decide",
    "agree",
    "begin",
    "read",
    "continue",
    "demonstrate",
    "signal",
    "laugh",
    "sigh",
    "snap",
    "conclude",
}
_SCORE = {
    "clause": 0.9,
    "object-to": 0.7,
    "as": 0.85,
    "name": 0.75,
    "object": 0.6,
    "on-to": 0.85,
    "to": 0.6,
}
PHRASES = ("for", "of", "about", "against", "on", "with", "into", "to")


@dataclass(frozen=True, slots=True)
class Report:
    """One construction: spans of cue, source and content (any but the cue may be empty), and how it was recognised."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    construction: Construction
    shown: str  # the words that show the construction
    score: float
    sentence: Span
    weak: bool = (
        False  # a verb that is no reporting verb: it reports only where quoted words touch it
    )
    takes: frozenset[str] = frozenset()  # what its verb takes (language/en/reporting_verbs.txt)
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
    """The reporting constructions of a sentence, in order of their cues."""
    for index, token in tree.tokens.items():
        if token.text.lower() == "according":
            found = _according(tree, index)
        elif token.upos in ("VERB", "AUX") or (
            token.upos in ("NOUN", "ADJ") and token.xpos.startswith("VB")
        ):
            found = _verb(tree, index)
        elif token.upos == "NOUN":
            found = _noun(tree, index)
        else:
            found = None
        if found:
            yield found


def _report(
    tree: DependencyTree,
    cue: list[int],
    source: list[int],
    content: list[int],
    construction: Construction,
    shown: str,
    score: float,
    *,
    weak: bool = False,
    how: str = STATED,
    speech: bool = False,
) -> Report:
    taken = set(source) | set(cue)
    return Report(
        tree.spans(cue),
        tree.spans(source),
        tree.spans(i for i in content if i not in taken),
        construction,
        shown,
        score,
        (tree.sentence.start, tree.sentence.end),
        weak,
        speech=speech,
        modality=how,
    )


# according to X, C
def _according(tree: DependencyTree, index: int) -> Report | None:
    after = index + 1
    if after not in tree.tokens or tree[after].text.lower() != "to":
        return None
    noun = (
        tree[index].head
        if tree.relation(index) == "case"
        else tree.dependent(index, "obl", "obj", "nmod") or tree[after].head
    )
    if noun <= after or noun not in tree.tokens:
        noun = next(
            (
                i
                for i in range(after + 1, len(tree.tokens) + 1)
                if tree[i].upos in ("NOUN", "PROPN", "PRON")
            ),
            0,
        )
    if not noun or not _can_speak(tree, index, noun):
        return None
    source = noun_phrase(tree, noun, without={index, after})
    clause = _reported_clause(tree, noun)
    last = max(source)
    opens = all(tree[i].upos in ("PUNCT", "CCONJ", "ADV") for i in range(1, index))
    aside = not opens and tree[index - 1].text == ","
    content = [i for i in clause if (i < index and not opens) or (i > last and (opens or aside))]
    return _report(
        tree, [index, after], source, content, Construction.ACCORDING_TO, "", 0.9, speech=True
    )


def _can_speak(tree: DependencyTree, index: int, noun: int) -> bool:
    """False for `according to plan` and, where no comma sets it apart, for whatever is no person, body or document."""
    word, lemma = tree[noun], tree.lemma(noun)
    if word.upos in ("PROPN", "PRON") or {lemma, word.text.lower()} & speakers():
        return True
    bare = word.xpos != "NNS" and not any(index + 1 < i < noun for i in tree.tokens)
    apart = tree.tokens.get(index - 1) is None or tree[index - 1].upos in ("PUNCT", "SCONJ")
    return apart and not bare


def _reported_clause(tree: DependencyTree, noun: int) -> list[int]:
    """The clause around `according to X` where that is itself reported (`said that, according to X, C`), else the sentence."""
    head = tree[noun].head
    above = tree[head].head if head in tree.tokens and tree[head].deprel == "ccomp" else 0
    if above and tree[above].upos == "VERB" and above < noun < head:
        return tree.trimmed(tree.subtree(head))
    return list(tree.tokens)


# X says that C; "C," says X; X urged Y to C; X described Y as C
def _verb(tree: DependencyTree, verb: int) -> Report | None:
    takes = _patterns(tree, verb)
    light = _light_noun(tree, verb)
    source = source_of(tree, verb, reporting=bool(takes))
    if not source and tree[verb].xpos == "VBN" and tree[verb].deprel == "acl":
        return None
    how = modality(tree, verb, source)
    if not takes and not light:
        if not source or not _finite(tree, verb):
            return None
        return _report(
            tree, [verb], source, [], Construction.BESIDE, tree[verb].text, 0.5, weak=True, how=how
        )
    if light:
        content = [i for i in matter(tree, verb, light) if i not in source]
        cue, shown = [verb, light], f"{tree[verb].text} {tree[light].text}"
        how = NEGATED if how == STATED and tree.has_negative_determiner(light) else how
        return (
            _report(tree, cue, source, content, Construction.SPEECH_NOUN, shown, 0.6, how=how)
            if source and content
            else None
        )
    if passive(tree, verb) and (content := passive_content(tree, verb, takes, bool(source))):
        cue = sorted({verb, *(i for i in tree.dependents(verb, "aux") if i < verb)})
        return _report(
            tree, cue, source, content, Construction.PASSIVE, tree[verb].text, 0.7, how=how
        )
    speech = "clause" in takes and tree.lemma(verb) not in MENTAL
    for pattern in takes if not _unspoken(tree, verb) else ():
        content = own_words(tree, verb, CONTENT[pattern](tree, verb, pattern))
        if content and _plausible(tree, verb, source, pattern):
            cue = _cue_words(tree, verb, content)
            return _report(
                tree,
                cue,
                source,
                content,
                Construction(pattern),
                tree[verb].text,
                _SCORE.get(pattern, 0.7),
                how=how,
                speech=speech or pattern in ("as", "name"),
            )
    bare = _report(
        tree,
        _cue_words(tree, verb, []),
        source,
        [],
        Construction.BESIDE,
        tree[verb].text,
        0.7,
        weak=not speech,
        how=how,
        speech=speech,
    )
    if _reader(tree, verb, source):
        takes = [pattern for pattern in takes if pattern != "quoted"]
    bare = replace(bare, takes=frozenset(takes), finite=_finite(tree, verb))
    return replace(bare, speech=speech or bare.reach)


def _reader(tree: DependencyTree, verb: int, source: list[int]) -> bool:
    """True for people who read: what a sign reads is words, what they read may be a title."""
    return tree.lemma(verb) == "read" and any(
        tree[i].upos in ("PROPN", "PRON") or {tree.lemma(i), tree[i].text.lower()} & people()
        for i in source
    )


def _unspoken(tree: DependencyTree, verb: int) -> bool:
    """True for the refusal in `declined to comment`: what is not said is content of the verb of speaking, if of any."""
    inner = tree.dependent(verb, "xcomp")
    if (
        not inner
        or tree.lemma(verb) not in words("withholding_verbs")
        or tree.lemma(inner) not in words("refusable_verbs")
    ):
        return False
    told = any(CONTENT[pattern](tree, inner, pattern) for pattern in _patterns(tree, inner))
    return told or not tree.dependents(inner, "obj", "obl")


def _finite(tree: DependencyTree, verb: int) -> bool:
    return "VerbForm=Fin" in tree[verb].feats or tree[verb].xpos in ("VBD", "VBZ", "VBP")


def _patterns(tree: DependencyTree, verb: int) -> list[str]:
    lemma = tree.lemma(verb)
    mended = (
        lemma[:-2] + "y" if lemma.endswith("ie") else lemma
    )  # denies, replied: a parser may cut them to denie, replie
    return table("reporting_verbs").get(lemma, table("reporting_verbs").get(mended, "")).split()


def _light_noun(tree: DependencyTree, verb: int) -> int | None:
    noun = tree.dependent(verb, "obj")
    if (
        noun
        and noun > verb
        and tree.lemma(verb) in words("light_verbs")
        and tree.lemma(noun) in words("speech_nouns")
    ):
        return noun
    return None


def _plausible(tree: DependencyTree, verb: int, source: list[int], pattern: str) -> bool:
    """Mental and polysemous verbs report only for a third person who is named."""
    if pattern != "clause" and not source:
        return False
    if tree.lemma(verb) not in MENTAL:
        return True
    if not source:
        return passive(tree, verb)
    return not any(tree[i].text.lower() in FIRST_SECOND for i in source)


def _cue_words(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The verb, a particle or preposition that belongs to it, and whom it tells: told Reuters, called on."""
    cue = [verb, *tree.dependents(verb, "compound:prt")]
    told = tree.dependent(verb, "obj", "iobj") if tree.lemma(verb) in words("telling_verbs") else None
    if told and told > verb and told not in content:
        cue += [i for i in tree.subtree(told) if i not in content]
    if quoted_person(tree, verb):
        head = tree[verb].head
        cue += [
            head,
            *(i for i in tree.dependents(head, "aux") if i < head),
            *(i for i in tree.dependents(verb, "mark") if i < verb),
        ]
    before = min(content, default=0)
    if before and verb < before - 1 <= verb + 2 and tree[before - 1].text.lower() in PHRASES:
        cue.append(before - 1)
    return sorted(set(cue))


# X's claim that C
def _noun(tree: DependencyTree, noun: int) -> Report | None:
    if tree.lemma(noun) not in words("speech_nouns"):
        return None
    clause = next(
        (i for i in tree.dependents(noun, "acl", "ccomp") if tree.introduced_by(i, "that")), None
    )
    owner = tree.dependent(noun, "nmod:poss") or next(
        (i for i in tree.dependents(noun, "nmod") if tree.introduced_by(i, "by", "from", "of")), None
    )
    if not clause or not owner:
        return None
    without = set(tree.dependents(owner, "case"))
    source, how = (
        noun_phrase(tree, owner, without),
        NEGATED if tree.has_negative_determiner(noun) else STATED,
    )
    return _report(
        tree,
        [noun],
        source,
        tree.subtree(clause),
        Construction.SPEECH_NOUN,
        tree[noun].text,
        0.7,
        how=how,
    )
