"""The words that name the source of a reporting verb or of `according to`.

They are the verb's subject, the subject that it shares with another verb, the agent of a passive,
or the noun behind an inverted verb (`said Ann Roe`). Where the tree is likely to be wrong, the
words between a closing quotation mark and the verb decide.
"""

from __future__ import annotations

import re
from functools import cache

from quotetrack.language.lexicon import words
from quotetrack.parsing.tree import DependencyTree

ENDS_QUOTED = re.compile(r"(?:[\"”’»“＂'`])[,.]?$")
CLOSING = re.compile(r"[\"”»＂]|''")
FARTHEST = 30  # words between a closing mark and its verb that may name the source; set by hand
LONGEST_BEHIND = 8  # words between `"A," said` and the next mark that may do so; set by hand
LONGEST_RELATIVE = 12  # words of a relative clause that belongs to a source; set by hand
HIGHEST = 4  # heads above a verb whose subject it may share; set by hand
NOMINAL = ("PROPN", "NOUN", "PRON")
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
)  # relations of what hangs on a noun and is no part of its phrase


def source_of(tree: DependencyTree, verb: int, reporting: bool = True) -> list[int]:
    """The words that name the source of a verb, none if it has none.

    The subject of a passive is no source, unless the verb says what that subject thinks or says.
    For a verb that is no reporting verb (`reporting=False`), its subject counts in any case.
    """
    head = quoted_person(tree, verb) or _subject(tree, verb)
    named = _between_mark_and(tree, verb) if reporting else []
    if named and head not in named:
        return named
    if head is None or tree[head].deprel == "expl":
        return []
    if _is_participle_of_noun(tree, verb) and tree.dependents(head, "case"):
        return []
    agent = _agent(tree, verb)
    if reporting and head != agent and _is_done_to_subject(tree, verb):
        return []
    if _is_relative_subject(tree, verb, head):
        return noun_phrase(tree, tree[verb].head, without={verb})
    beyond = beyond_agent(tree, head) if head == agent else ()
    return noun_phrase(tree, head, without={verb, *beyond})


def noun_of_according(tree: DependencyTree, index: int) -> int | None:
    """The head of X in `according to X`, where index is that of `according`.

    None if it can say nothing: in `according to plan`, and without a comma for whatever is no
    person, body or document.
    """
    if tree.relation(index) == "case":
        noun = tree[index].head
    else:
        noun = tree.dependent(index, "obl", "obj", "nmod") or tree[index + 1].head
    if noun <= index + 1 or noun not in tree.tokens:
        behind = range(index + 2, len(tree.tokens) + 1)
        noun = next((i for i in behind if tree[i].upos in NOMINAL), 0)
    return noun if noun and _can_speak(tree, index, noun) else None


def _can_speak(tree: DependencyTree, index: int, noun: int) -> bool:
    word = tree[noun]
    if word.upos in ("PROPN", "PRON"):
        return True
    if {tree.lemma(noun), word.text.lower()} & speaking_nouns():
        return True
    bare = word.xpos != "NNS" and noun == index + 2
    apart = index == 1 or tree[index - 1].upos in ("PUNCT", "SCONJ")
    return apart and not bare


@cache
def people() -> frozenset[str]:
    """Nouns for a person or for several."""
    entries = words("person_nouns") | words("roles")
    return frozenset({line.split("\t")[0] for line in entries} | words("group_nouns"))


@cache
def speaking_nouns() -> frozenset[str]:
    """Nouns for who and what can say something: people, groups, organisations, documents."""
    return people() | words("organisation_nouns") | words("document_nouns")


def names_people(tree: DependencyTree, source: list[int]) -> bool:
    """True if one of the words is a name, a pronoun or a noun for people."""
    return any(
        tree[i].upos in ("PROPN", "PRON") or {tree.lemma(i), tree[i].text.lower()} & people()
        for i in source
    )


def quoted_person(tree: DependencyTree, verb: int) -> int | None:
    """Who is `quoted as saying`: the subject if that is passive, else the object."""
    head = tree[verb].head
    if head not in tree.tokens or tree.lemma(head) not in words("quoting_verbs"):
        return None
    if not tree.introduced_by(verb, "as"):
        return None
    return tree.dependent(head, "nsubj") if passive(tree, head) else tree.dependent(head, "obj")


def passive(tree: DependencyTree, verb: int) -> bool:
    """True for `was told`, and for the second participle in `was told and shown`."""
    if verb not in tree.tokens:
        return False
    if any(tree[i].deprel == "aux:pass" for i in tree.dependents(verb)):
        return True
    head = tree[verb].head
    if tree.relation(verb) != "conj" or tree[verb].xpos != "VBN" or head not in tree.tokens:
        return False
    shares_auxiliary = not tree.dependents(verb, "nsubj", "aux")
    return shares_auxiliary and any(tree[i].deprel == "aux:pass" for i in tree.dependents(head))


def beyond_agent(tree: DependencyTree, agent: int) -> list[int]:
    """What hangs on an agent without naming it: `by`, and the charge in `accused by X of lying`."""
    charge = [
        i
        for i in tree.dependents(agent, "acl", "nmod")
        if tree.introduced_by(i, "of", "for") and tree[i].xpos == "VBG"
    ]
    return [*tree.dependents(agent, "case"), *charge]


def noun_phrase(tree: DependencyTree, head: int, without: set[int]) -> list[int]:
    """The words of a noun's phrase in one run, with appositions and short relative clauses."""
    loose = {i for i in tree.dependents(head, *LOOSE) if not _belongs_to_phrase(tree, head, i)}
    group = [i for i in tree.subtree(head, without=without | loose) if i not in without]
    run = next((r for r in tree.runs(group) if head in r), [head])
    return tree.trimmed(run) or [head]


def _belongs_to_phrase(tree: DependencyTree, head: int, branch: int) -> bool:
    """True for a short relative clause, `both`, and an adverb right before the noun."""
    token = tree[branch]
    if token.deprel == "acl:relcl":
        return len(tree.subtree(branch)) <= LONGEST_RELATIVE
    adverb = tree.relation(branch) == "advmod" and branch == head - 1
    return adverb or token.deprel == "cc:preconj"


def _is_participle_of_noun(tree: DependencyTree, verb: int) -> bool:
    """True for `sent` in `said in a letter sent on Monday that ...`."""
    participle = tree[verb].xpos == "VBN" and tree[verb].deprel == "acl"
    return participle and not tree.dependents(verb, "aux")


def _is_done_to_subject(tree: DependencyTree, verb: int) -> bool:
    return passive(tree, verb) and tree.lemma(verb) not in words("experiencer_verbs")


def _is_relative_subject(tree: DependencyTree, verb: int, subject: int) -> bool:
    """True for `who` in `the mayor, who said that ...`."""
    relative = tree[subject].text.lower() in words("relative_pronouns")
    return relative and tree.relation(verb) == "acl" and tree[verb].head in tree.tokens


# ---- the head of the source
def _subject(tree: DependencyTree, verb: int, height: int = 0) -> int | None:
    found = _agent(tree, verb) or _behind_mark(tree, verb) or _own_subject(tree, verb)
    if found:
        return found
    head, relation = tree[verb].head, tree.relation(verb)
    if relation == "acl" and head in tree.tokens:
        return head
    shares = relation in ("conj", "xcomp", "advcl", "dep") and head in tree.tokens
    if shares and height < HIGHEST:
        return _subject(tree, head, height + 1)
    return _inverted(tree, verb) or _noun_before(tree, verb)


def _agent(tree: DependencyTree, verb: int) -> int | None:
    """Who does it, in the passive: `was described by X as`."""
    if not passive(tree, verb):
        return None
    objects = tree.dependents(verb, "xcomp", "obj")
    behind = [
        *tree.dependents(verb, "obl"),
        *(n for i in objects for n in tree.dependents(i, "nmod", "obl")),
    ]
    return next((i for i in behind if tree.introduced_by(i, "by")), None)


def _own_subject(tree: DependencyTree, verb: int) -> int | None:
    """The subject that the tree gives the verb, a nominal one first, then the nearest."""
    subjects = [
        i
        for i in tree.dependents(verb, *SUBJECT)
        if not _is_misplaced(tree, verb, i) and not tree.is_punctuation(i)
    ]
    by_nearness = sorted(subjects, key=lambda i: (tree.relation(i) != "nsubj", abs(i - verb)))
    return next(iter(by_nearness), None)


def _is_misplaced(tree: DependencyTree, verb: int, subject: int) -> bool:
    """True for a subject behind the verb that the parser took from the content.

    In `X said rain would come`, rain does not say anything; who is told stands behind the verb,
    and who tells before it.
    """
    if subject <= verb:
        return False
    if tree.lemma(verb) in words("telling_verbs"):
        return True
    content_behind = any(i > subject for i in tree.dependents(verb, "ccomp"))
    return content_behind and not any(tree[i].upos in ("VERB", "AUX") for i in range(1, verb))


def _behind_mark(tree: DependencyTree, verb: int) -> int | None:
    """The noun between the verb and the next mark in `"A," said X, "B"`, whatever its relation."""
    before = "".join(tree[i].text for i in (verb - 2, verb - 1) if i > 0)
    if tree.lemma(verb) in words("telling_verbs") or not _is_finite_tag(tree, verb):
        return None
    if not ENDS_QUOTED.search(before):
        return None
    end = next((i for i in range(verb + 1, len(tree.tokens) + 1) if tree.is_punctuation(i)), 0)
    group = range(verb + 1, end)
    if not 0 < len(group) <= LONGEST_BEHIND:
        return None
    if any(tree[i].upos in ("VERB", "AUX", "SCONJ", "ADP", "ADV") for i in group):
        return None
    heads = (i for i in group if tree[i].head not in group)
    return next((i for i in heads if tree[i].upos in NOMINAL), None)


def _between_mark_and(tree: DependencyTree, verb: int) -> list[int]:
    """The name and apposition between a closing mark and the verb: `"A," X, head of Y, told Z`."""
    if not _is_finite_tag(tree, verb) or passive(tree, verb):
        return []
    nearby = range(verb - 1, max(0, verb - FARTHEST), -1)
    mark = next((i for i in nearby if CLOSING.fullmatch(tree[i].text)), 0)
    if mark < 2 or (tree[mark - 1].text not in tuple(",?!") and tree[mark + 1].text != ","):
        return []
    group = tree.trimmed(range(mark + 1, verb))
    if not group or tree[group[0]].upos not in ("PROPN", "DET", "NOUN", "PRON", "ADJ"):
        return []
    acting = next((i for i in group if tree[i].upos in ("VERB", "AUX", "SCONJ")), 0)
    relative = words("relative_pronouns")
    return [] if acting and tree[acting - 1].text.lower() not in relative else group


def _is_finite_tag(tree: DependencyTree, verb: int) -> bool:
    return tree[verb].xpos in ("VBD", "VBZ", "VBP")


def _inverted(tree: DependencyTree, verb: int) -> int | None:
    """The noun right behind a verb of saying that the parser took for its object: `said X`."""
    following = tree.tokens.get(verb + 1)
    if following is None or following.upos not in (*NOMINAL, "DET", "ADJ", "NUM"):
        return None
    behind = (
        i for i in tree.dependents(verb, "obj", "obl", "iobj", "dep", "flat", "xcomp") if i > verb
    )
    nouns = (i for i in behind if tree[i].upos in NOMINAL and not tree.dependents(i, "case"))
    return next(nouns, None)


def _noun_before(tree: DependencyTree, verb: int) -> int | None:
    """The noun left of the verb that hangs on it, else the one between it and a comma."""
    left = [i for i in tree.dependents(verb) if i < verb and tree[i].upos in NOMINAL]
    free = [i for i in left if not tree.dependents(i, "case")]
    if free:
        return free[0]
    begin = next((i + 1 for i in range(verb - 1, 0, -1) if tree[i].upos == "PUNCT"), 1)
    segment = range(begin, verb)
    if any(tree[i].upos in ("VERB", "AUX", "SCONJ") for i in segment):
        return None
    tops = (i for i in segment if tree[i].upos in NOMINAL and tree[i].head not in segment)
    prepositions = words("place_prepositions")
    return next((i for i in tops if not tree.introduced_by(i, *prepositions)), None)
