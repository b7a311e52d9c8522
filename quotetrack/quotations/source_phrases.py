"""Who a reporting verb names as its source: its subject, the subject it shares, an agent, the noun behind an inverted verb."""

from __future__ import annotations

import re
from functools import cache

from quotetrack.language.lexicon import words
from quotetrack.parsing.tree import DependencyTree

QUOTED = re.compile(r"(?:[\"”’»“＂'`])[,.]?$")
CLOSING = re.compile(r"[\"”»＂]|''")
FARTHEST = 30  # words between a closing mark and a verb, in which the source may stand
SUBJECT = ("nsubj", "csubj")
LOOSE = (
    "parataxis",
    "cc",
    "advcl",
    "ccomp",
    "csubj",
    "cop",
    "nsubj",
    "obl",
    "aux",
    "mark",
    "expl",
    "advmod",
    "acl:relcl",
)
OF_SUBJECT = {
    "quote",
    "convince",
    "persuade",
    "worry",
}  # was quoted, is convinced that: passives whose subject speaks or thinks
RELATIVE = {"who", "which", "that", "whom"}


def source_of(tree: DependencyTree, verb: int, reporting: bool = True) -> list[int]:
    """The words that name the source of a reporting verb: its subject, or the subject it shares; none if it is done to the subject."""
    head = quoted_person(tree, verb) or _subject(tree, verb)
    named = _between_mark_and(tree, verb) if reporting else []
    if named and head not in named:
        return named
    if (
        head is None
        or tree[head].deprel == "expl"
        or (_hung(tree, verb) and tree.dependents(head, "case"))
    ):
        return []
    if (
        reporting
        and passive(tree, verb)
        and head != _agent(tree, verb)
        and tree.lemma(verb) not in OF_SUBJECT
    ):
        return []
    if (
        tree[head].text.lower() in RELATIVE
        and tree.relation(verb) == "acl"
        and tree[verb].head in tree.tokens
    ):
        return noun_phrase(tree, tree[verb].head, without={verb})
    return noun_phrase(
        tree,
        head,
        without={verb, *(beyond_agent(tree, head) if head == _agent(tree, verb) else ())},
    )


@cache
def people() -> frozenset[str]:
    """Nouns for a person or several."""
    return frozenset(
        {line.split("\t")[0] for line in words("person_nouns") | words("roles")}
        | words("group_nouns")
    )


@cache
def speakers() -> frozenset[str]:
    """Nouns for who and what can say something: people, groups, bodies, documents."""
    return people() | words("organisation_nouns") | words("document_nouns")


def quoted_person(tree: DependencyTree, verb: int) -> int | None:
    """Who is `quoted as saying`: the subject of the passive, or the object."""
    head = tree[verb].head
    if (
        head not in tree.tokens
        or tree.lemma(head) not in ("quote", "cite")
        or not tree.introduced_by(verb, "as")
    ):
        return None
    return tree.dependent(head, "nsubj") if passive(tree, head) else tree.dependent(head, "obj")


def _subject(tree: DependencyTree, verb: int, depth: int = 0) -> int | None:
    agent = _agent(tree, verb)
    if agent:
        return agent
    behind = _behind_mark(tree, verb)
    if behind:
        return behind
    subjects = [
        i
        for i in tree.dependents(verb, *SUBJECT)
        if not _misplaced(tree, verb, i) and not tree.is_punctuation(i)
    ]
    if subjects:
        return min(subjects, key=lambda i: (tree.relation(i) != "nsubj", abs(i - verb)))
    head, relation = tree[verb].head, tree.relation(verb)
    if relation == "acl" and head in tree.tokens:
        return head
    if relation in ("conj", "xcomp", "advcl", "dep") and head in tree.tokens and depth < 4:
        return _subject(tree, head, depth + 1)
    return _inverted(tree, verb) or _before(tree, verb)


def _behind_mark(tree: DependencyTree, verb: int) -> int | None:
    """The noun between the verb and the next mark in `"A," said X, "B"`, whatever a parser made of it."""
    before = "".join(tree[i].text for i in (verb - 2, verb - 1) if i > 0)
    if (
        tree.lemma(verb) in words("telling_verbs")
        or tree[verb].xpos not in ("VBD", "VBZ", "VBP")
        or not QUOTED.search(before)
    ):
        return None
    end = next((i for i in range(verb + 1, len(tree.tokens) + 1) if tree.is_punctuation(i)), 0)
    group = range(verb + 1, end)
    if not 0 < len(group) <= 8 or any(
        tree[i].upos in ("VERB", "AUX", "SCONJ", "ADP", "ADV") for i in group
    ):
        return None
    return next(
        (
            i
            for i in group
            if tree[i].head not in group and tree[i].upos in ("PROPN", "NOUN", "PRON")
        ),
        None,
    )


def _between_mark_and(tree: DependencyTree, verb: int) -> list[int]:
    """The words between a closing mark and the verb in `"A," X, head of Y, told Z`, if they are a name with its apposition."""
    if tree[verb].xpos not in ("VBD", "VBZ", "VBP") or passive(tree, verb):
        return []
    mark = next(
        (
            i
            for i in range(verb - 1, max(0, verb - FARTHEST), -1)
            if CLOSING.fullmatch(tree[i].text)
        ),
        0,
    )
    if mark < 2 or tree[mark - 1].text not in tuple(",?!") and tree[mark + 1].text != ",":
        return []
    group = tree.trimmed(range(mark + 1, verb))
    if not group or tree[group[0]].upos not in ("PROPN", "DET", "NOUN", "PRON", "ADJ"):
        return []
    acting = next((i for i in group if tree[i].upos in ("VERB", "AUX", "SCONJ")), 0)
    return [] if acting and tree[acting - 1].text.lower() not in RELATIVE else group


def _misplaced(tree: DependencyTree, verb: int, subject: int) -> bool:
    """True for a subject behind the verb with the content behind it again: `X said rain would come` has no `said rain`."""
    if subject > verb and tree.lemma(verb) in words("telling_verbs"):
        return True  # who is told stands behind the verb, who tells before it
    behind = subject > verb and any(i > subject for i in tree.dependents(verb, "ccomp"))
    return behind and not any(tree[i].upos in ("VERB", "AUX") for i in range(1, verb))


def _before(tree: DependencyTree, verb: int) -> int | None:
    """The noun on the left that hangs on the verb, whatever a parser called it; else the one between verb and comma."""
    nominal = ("PROPN", "NOUN", "PRON")
    left = [
        i
        for i in tree.dependents(verb)
        if i < verb and tree[i].upos in nominal and not tree.dependents(i, "case")
    ]
    if left:
        return left[0]
    begin = next((i + 1 for i in range(verb - 1, 0, -1) if tree[i].upos == "PUNCT"), 1)
    segment = range(begin, verb)
    if any(tree[i].upos in ("VERB", "AUX", "SCONJ") for i in segment):
        return None
    tops = (i for i in segment if tree[i].upos in nominal and tree[i].head not in segment)
    return next((i for i in tops if not tree.introduced_by(i, "in", "at", "on")), None)


def _agent(tree: DependencyTree, verb: int) -> int | None:
    """Who it is done by in the passive: `was described by X as`."""
    if not passive(tree, verb):
        return None
    behind = [
        *tree.dependents(verb, "obl"),
        *(n for i in tree.dependents(verb, "xcomp", "obj") for n in tree.dependents(i, "nmod", "obl")),
    ]
    return next((i for i in behind if tree.introduced_by(i, "by")), None)


def beyond_agent(tree: DependencyTree, agent: int) -> list[int]:
    """What hangs on an agent and is not its name: `by`, and the charge in `accused by X of lying`."""
    charge = [
        i
        for i in tree.dependents(agent, "acl", "nmod")
        if tree.introduced_by(i, "of", "for") and tree[i].xpos == "VBG"
    ]
    return [*tree.dependents(agent, "case"), *charge]


def _hung(tree: DependencyTree, verb: int) -> bool:
    """True for a participle that hangs on a noun: said in a letter sent on Monday that ..."""
    return (
        tree[verb].xpos == "VBN" and tree[verb].deprel == "acl" and not tree.dependents(verb, "aux")
    )


def passive(tree: DependencyTree, verb: int) -> bool:
    """True for `was told`, and for a second participle under the same auxiliary: `was told and shown`."""
    if verb not in tree.tokens:
        return False
    if any(tree[i].deprel == "aux:pass" for i in tree.dependents(verb)):
        return True
    head = tree[verb].head
    shares = (
        tree.relation(verb) == "conj"
        and tree[verb].xpos == "VBN"
        and head in tree.tokens
        and not tree.dependents(verb, "nsubj", "aux")
    )
    return shares and any(tree[i].deprel == "aux:pass" for i in tree.dependents(head))


def _inverted(tree: DependencyTree, verb: int) -> int | None:
    """The noun right after a verb of saying that a parser took for an object: `said X`."""
    following = tree.tokens.get(verb + 1)
    if following is None or following.upos not in ("PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM"):
        return None
    return next(
        (
            i
            for i in tree.dependents(verb, "obj", "obl", "iobj", "dep", "flat", "xcomp")
            if i > verb
            and tree[i].upos in ("PROPN", "NOUN", "PRON")
            and not tree.dependents(i, "case")
        ),
        None,
    )


def noun_phrase(tree: DependencyTree, head: int, without: set[int]) -> list[int]:
    """The noun with what hangs on it, appositions and short relative clauses included, as one run around the noun."""
    dropped = set(without) | {i for i in tree.dependents(head, *LOOSE) if not _belongs(tree, head, i)}
    group = [i for i in tree.subtree(head, without=dropped) if i not in without]
    run = next((r for r in tree.runs(group) if head in r), [head])
    return tree.trimmed(run) or [head]


def _belongs(tree: DependencyTree, head: int, branch: int) -> bool:
    """Short relative clauses, `both` and an adverb right before the noun are part of its phrase."""
    adverb = tree.relation(branch) == "advmod" and branch == head - 1
    return adverb or tree[branch].deprel == "cc:preconj" or _short(tree, branch)


def _short(tree: DependencyTree, clause: int, most: int = 12) -> bool:
    return tree[clause].deprel == "acl:relcl" and len(tree.subtree(clause)) <= most
