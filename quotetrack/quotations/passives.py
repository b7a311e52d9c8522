"""Passive reports: what is believed, described, called, urged of somebody is the subject together with the rest of the predicate."""

from __future__ import annotations

from collections.abc import Collection

from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.source_phrases import beyond_agent


def passive_content(tree: DependencyTree, verb: int, takes: Collection[str], named: bool) -> list[int]:
    """The subject and what is said of it, if the verb is passive: `X ... to be in Spain` for `X is believed to be in Spain`.

    Bare names and objects (`was called X`, `was praised`) are reports only where it is named who calls or praises.
    """
    subject = tree.dependent(verb, "nsubj:pass") or tree.dependent(verb, "nsubj")
    rest = _rest(tree, verb, takes, named)
    if not subject or not rest:
        return []
    agents = (
        [
            n
            for i in tree.subtree(verb)
            for n in tree.dependents(i, "obl", "nmod")
            if tree.introduced_by(n, "by")
        ]
        if named
        else []
    )
    by = {
        w
        for n in agents
        for w in tree.subtree(n, without=set(beyond_agent(tree, n)) - set(tree.dependents(n, "case")))
    }
    return sorted((set(tree.subtree(subject)) | set(rest)) - by)


def _rest(tree: DependencyTree, verb: int, takes: Collection[str], named: bool) -> list[int]:
    behind = [i for i in tree.dependents(verb, "xcomp", "advcl", "ccomp", "obl", "obj") if i > verb]
    if {"raised", "object-to"} & set(takes):
        clause = next(
            (
                i
                for i in behind
                if tree.introduced_by(i, "to") and tree[i].deprel != "obl" and _verbal(tree, i)
            ),
            None,
        )
        if clause:
            return tree.subtree(clause)
    if "as" in takes and (what := next((i for i in behind if tree.introduced_by(i, "as")), None)):
        return tree.subtree(what)
    if "name" in takes and named:
        what = next(
            (
                i
                for i in behind
                if tree.relation(i) in ("xcomp", "obj") and not tree.introduced_by(i, "to")
            ),
            None,
        )
        return tree.subtree(what) if what else []
    if "object" in takes and named:
        behind += [i for n in behind if tree.introduced_by(n, "by") for i in beyond_agent(tree, n)]
        why = [
            i
            for i in behind
            if tree.relation(i) in ("obl", "advcl", "acl") and tree.introduced_by(i, "for", "of", "as")
        ]
        return [w for i in why for w in tree.subtree(i)]
    return []


def _verbal(tree: DependencyTree, index: int) -> bool:
    """True for an infinitive: `to stay`, `to be in Spain`; not for `to the mayor`."""
    return tree[index].xpos == "VB" or any(
        tree[i].upos == "AUX" for i in tree.dependents(index, "cop", "aux")
    )
