"""What a reporting verb reports: the complement that it takes.

The patterns are those of language/en/reporting_verbs.txt: a clause, an infinitive, an object, a
phrase with `as`. Functions take a tree and the index of the verb, and give the indices of the
words of the content, none if the pattern does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from quotetrack.language.lexicon import table, words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.clausal_complements import (
    clause,
    says_when,
    takes_clause,
    without_gaps,
)
from quotetrack.quotations.source_phrases import beyond_agent


def patterns_of(tree: DependencyTree, verb: int) -> list[str]:
    """The patterns that a verb takes, none if it is no reporting verb."""
    verbs, lemma = table("reporting_verbs"), tree.lemma(verb)
    if lemma not in verbs and lemma.endswith("ie"):  # the parser may cut replied to replie
        lemma = lemma.removesuffix("ie") + "y"
    return verbs.get(lemma, "").split()


def complement(tree: DependencyTree, verb: int, pattern: str) -> list[int]:
    """The words that the verb reports by this pattern."""
    found = _PATTERNS.get(pattern)
    return found(tree, verb) if found else _prepositional(tree, verb, pattern)


def _behind(tree: DependencyTree, verb: int, *relations: str) -> list[int]:
    return [i for i in tree.dependents(verb, *relations) if i > verb]


def _introduced_by(tree: DependencyTree, found: Collection[int], *lemmas: str) -> int | None:
    return next((i for i in found if tree.introduced_by(i, *lemmas)), None)


def _infinitive(tree: DependencyTree, verb: int) -> list[int]:
    """`to go` behind `promised`."""
    what = _introduced_by(tree, _behind(tree, verb, "xcomp"), "to")
    return tree.subtree(what) if what else []


def _gerund(tree: DependencyTree, verb: int) -> list[int]:
    """`taking bribes` behind `denied`; what was denied saying is a report of its own."""
    behind = _behind(tree, verb, "xcomp", "ccomp", "obj")
    what = next((i for i in behind if tree[i].xpos == "VBG"), None)
    return tree.subtree(what) if what and not takes_clause(tree, what) else []


def _object_and_infinitive(tree: DependencyTree, verb: int) -> list[int]:
    """`them to go` behind `urged`."""
    somebody = tree.dependent(verb, "obj", "iobj")
    what = _introduced_by(tree, _behind(tree, verb, "xcomp", "ccomp", "advcl"), "to")
    if not what or not somebody or somebody > what:
        return []
    return _together(tree, somebody, what)


def _as(tree: DependencyTree, verb: int) -> list[int]:
    """`the plan as a mistake` behind `described`."""
    thing = tree.dependent(verb, "obj")
    what = _introduced_by(tree, _behind(tree, verb, "obl", "advcl", "xcomp", "ccomp"), "as")
    if what is None and thing:  # the parser may hang the phrase on the object
        what = _introduced_by(tree, tree.dependents(thing, "nmod", "acl"), "as")
    if what is None:
        return []
    object_behind = [thing] if thing and thing > verb else []
    return without_gaps(tree, verb, _together(tree, what, *object_behind))


def _object_and_name(tree: DependencyTree, verb: int) -> list[int]:
    """`the plan a mistake` behind `called`."""
    thing, what = tree.dependent(verb, "obj"), tree.dependent(verb, "xcomp")
    if not thing or not what or not verb < thing < what or tree.introduced_by(what, "to"):
        return []
    return _together(tree, thing, what)


def _object(tree: DependencyTree, verb: int) -> list[int]:
    """`the plan` behind `denounced`."""
    thing = tree.dependent(verb, "obj")
    return _with_phrases_behind(tree, verb, thing) if thing and thing > verb else []


def _prepositional(tree: DependencyTree, verb: int, preposition: str) -> list[int]:
    """`delays` behind `warned of`."""
    what = _introduced_by(tree, _behind(tree, verb, "obl", "advcl", "xcomp"), preposition)
    if what is None:
        return []
    group = _with_phrases_behind(tree, verb, what)
    return [i for i in group if tree.lemma(i) != preposition or i > what]


def _on_somebody_to(tree: DependencyTree, verb: int) -> list[int]:
    """`the mayor to resign` behind `called on`."""
    somebody = _introduced_by(tree, tree.dependents(verb, "obl"), "on", "upon")
    if not somebody or somebody < verb:
        return []
    clauses = [*tree.dependents(verb, "xcomp", "advcl", "ccomp"), *tree.dependents(somebody, "acl")]
    what = _introduced_by(tree, clauses, "to")
    if not what:
        return []
    group = _together(tree, somebody, what)
    return [i for i in group if not (i < somebody and _is_on(tree, i))]


def _is_on(tree: DependencyTree, index: int) -> bool:
    return tree.lemma(index) == "on" or tree.lemma(index) == "upon"


def _together(tree: DependencyTree, *heads: int) -> list[int]:
    """The words of several phrases, in order."""
    return sorted({w for head in heads for w in tree.subtree(head)})


def _with_phrases_behind(tree: DependencyTree, verb: int, thing: int) -> list[int]:
    """What a verb is about with the phrases behind it, up to a comma: `the mayor for her haste`."""
    commas = tree.dependents(verb, "punct")
    phrases = [
        i
        for i in tree.dependents(verb, "obl", "xcomp", "advcl")
        if i > thing and not any(thing < comma < i for comma in commas)
    ]
    return _together(tree, thing, *phrases)


def _nothing(tree: DependencyTree, verb: int) -> list[int]:
    return []


_PATTERNS: dict[str, Callable[[DependencyTree, int], list[int]]] = {
    "clause": clause,
    "to": _infinitive,
    "gerund": _gerund,
    "object-to": _object_and_infinitive,
    "as": _as,
    "name": _object_and_name,
    "object": _object,
    "on-to": _on_somebody_to,
    "quoted": _nothing,  # only quoted words, which unclaimed_quotes.py finds
    "raised": _nothing,  # only in the passive
}


def is_refusal(tree: DependencyTree, verb: int) -> bool:
    """True for `declined to comment`: what was not said is content of the inner verb, if of any."""
    inner = tree.dependent(verb, "xcomp")
    if not inner or tree.lemma(verb) not in words("withholding_verbs"):
        return False
    if tree.lemma(inner) not in words("refusable_verbs"):
        return False
    has_content = any(complement(tree, inner, pattern) for pattern in patterns_of(tree, inner))
    return has_content or not tree.dependents(inner, "obj", "obl")


# ---- nouns of speech
def matter(tree: DependencyTree, verb: int, noun: int) -> list[int]:
    """What an act of speech is about: `about prices` in `voiced concern about prices on Monday`."""
    hanging = [*tree.dependents(noun), *tree.dependents(verb)]
    behind = [i for i in hanging if i > noun and tree[i].upos != "PUNCT"]
    circumstances = {i for i in behind if _is_circumstance(tree, i)}
    aside = {w for i in circumstances for w in tree.subtree(i)}
    subjects = [w for i in behind if i not in circumstances for w in tree.subtree(i)]
    first = min(subjects, default=0)
    if not first:
        return []
    return [i for i in tree.subtree(verb) if i > noun and i >= first and i not in aside]


def _is_circumstance(tree: DependencyTree, index: int) -> bool:
    """True for a date or time, and for the paper or speech in which something is said."""
    if tree[index].entity.endswith(("DATE", "TIME")) or says_when(tree, index):
        return True
    prepositions = words("temporal_prepositions")
    return tree.introduced_by(index, *prepositions) and tree.relation(index) == "obl"


# ---- passives
def passive_content(
    tree: DependencyTree, verb: int, takes: Collection[str], source_named: bool
) -> list[int]:
    """What a passive verb reports: its subject and what is said of it.

    `X ... to be in Spain` for `X is believed to be in Spain`. Names and objects (`was called X`,
    `was praised for`) count only where the source is named.
    """
    subject = tree.dependent(verb, "nsubj:pass") or tree.dependent(verb, "nsubj")
    predicate = _predicate(tree, verb, takes, source_named)
    if not subject or not predicate:
        return []
    content = set(tree.subtree(subject)) | set(predicate)
    return sorted(content - _agents(tree, verb) if source_named else content)


def _agents(tree: DependencyTree, verb: int) -> set[int]:
    """The words of `by X` below a verb, without what else hangs on X."""
    hanging = [n for i in tree.subtree(verb) for n in tree.dependents(i, "obl", "nmod")]
    found: set[int] = set()
    for agent in hanging:
        if tree.introduced_by(agent, "by"):
            beyond = set(beyond_agent(tree, agent)) - set(tree.dependents(agent, "case"))
            found.update(tree.subtree(agent, without=beyond))
    return found


def _predicate(
    tree: DependencyTree, verb: int, takes: Collection[str], source_named: bool
) -> list[int]:
    """What is said of the subject of a passive verb."""
    behind = _behind(tree, verb, "xcomp", "advcl", "ccomp", "obl", "obj")
    if "raised" in takes or "object-to" in takes:
        infinitives = [i for i in behind if tree[i].deprel != "obl" and _is_verbal(tree, i)]
        what = _introduced_by(tree, infinitives, "to")
        if what:
            return tree.subtree(what)
    if "as" in takes:
        what = _introduced_by(tree, behind, "as")
        if what:
            return tree.subtree(what)
    if "name" in takes and source_named:
        named = [i for i in behind if tree.relation(i) in ("xcomp", "obj")]
        what = next((i for i in named if not tree.introduced_by(i, "to")), None)
        return tree.subtree(what) if what else []
    if "object" in takes and source_named:
        return _grounds(tree, behind)
    return []


def _grounds(tree: DependencyTree, behind: Collection[int]) -> list[int]:
    """Why somebody was praised or accused: `for her haste`, `of lying`."""
    agents = [i for i in behind if tree.introduced_by(i, "by")]
    hanging = [*behind, *(i for agent in agents for i in beyond_agent(tree, agent))]
    prepositions = words("ground_prepositions")
    grounds = [
        i
        for i in hanging
        if tree.relation(i) in ("obl", "advcl", "acl") and tree.introduced_by(i, *prepositions)
    ]
    return [w for i in grounds for w in tree.subtree(i)]


def _is_verbal(tree: DependencyTree, index: int) -> bool:
    """True for an infinitive: `to stay`, `to be in Spain`; not for `to the mayor`."""
    auxiliaries = tree.dependents(index, "cop", "aux")
    return tree[index].xpos == "VB" or any(tree[i].upos == "AUX" for i in auxiliaries)
