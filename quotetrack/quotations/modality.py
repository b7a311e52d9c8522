"""Whether a report is stated, negated ("did not say that") or hypothetical ("would say", "if she says"), from the words around its cue.

A condition or a question outweighs a negation, a negation outweighs a modal verb. What the speaker says of himself ("I must
say that") is stated, and so is what will be said, or would be said later.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.language.lexicon import words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.source_phrases import source_of
from quotetrack.records import Sentence, Span

STATED, NEGATED, HYPOTHETICAL = "stated", "negated", "hypothetical"
NOT = {"not", "n't", "never", "nor", "neither", "hardly"}
NOBODY = {"no", "nobody", "none", "neither", "nothing"}
ANYBODY = {"anyone", "anybody", "whoever"}
ONLY = {"only", "just", "merely", "simply"}
OPEN = {"would", "could", "might", "may", "should", "can", "must", "'d", "ought"}
HABIT = {
    "later",
    "often",
    "always",
    "sometimes",
    "usually",
    "frequently",
    "eventually",
    "subsequently",
    "repeatedly",
    "regularly",
}
CONDITION = {"if", "unless", "whether", "lest"}
SELF = {"i", "we"}
GERUND = {"deny", "stop"}  # stopped saying, but stopped to say
DEPTH = 4  # heads over the cue that are looked at


def modality(tree: DependencyTree, verb: int, source: Sequence[int] = ()) -> str:
    """The modality of a report by this verb: stated, negated or hypothetical."""
    named = [tree[i].text.lower() for i in source]
    if _conditional(tree, verb) or (named and named[0] in ANYBODY):
        return HYPOTHETICAL
    if named and (named[0] in NOBODY or named[:2] == ["not", "one"]):
        return NEGATED
    return _of_verb(tree, verb, bool(SELF & set(named)), DEPTH)


def of_cue(sentence: Sentence, cue: Sequence[Span]) -> str:
    """The modality of a report whose cue is known as spans only."""
    tree = DependencyTree(sentence)
    inside = [i for i, t in tree.tokens.items() if any(s < t.end and t.start < e for s, e in cue)]
    if any(tree.has_negative_determiner(i) or tree.lemma(i) in NOBODY for i in inside):
        return NEGATED
    verbs = [i for i in inside if tree[i].upos in ("VERB", "AUX")]
    last = max((i for i in verbs if tree[i].upos == "VERB"), default=max(verbs, default=0))
    return modality(tree, last, source_of(tree, last)) if last else STATED


def _of_verb(tree: DependencyTree, verb: int, self_said: bool, depth: int) -> str:
    if _not(tree, verb):
        return NEGATED
    above = _governed(tree, verb, self_said, depth) if depth else STATED
    return HYPOTHETICAL if above == STATED and _open(tree, verb) and not self_said else above


def _not(tree: DependencyTree, verb: int) -> bool:
    """True for `did not say`, `never said`, `nor did he say`; not for `did not only say`."""
    denied = [
        i
        for i in tree.dependents(verb, "advmod", "cc", "det", "mark")
        if i < verb and tree.lemma(i) in NOT
    ]
    return any(not (i + 1 in tree.tokens and tree.lemma(i + 1) in ONLY) for i in denied)


def _open(tree: DependencyTree, verb: int) -> bool:
    """True for `would say` and `might have said`; not for `would later say`."""
    open_ = any(
        tree.lemma(i) in OPEN or tree[i].text.lower() in OPEN for i in tree.dependents(verb, "aux")
    )
    return open_ and not any(tree[i].text.lower() in HABIT for i in tree.dependents(verb, "advmod"))


def _governed(tree: DependencyTree, verb: int, self_said: bool, depth: int) -> str:
    """What the verb or adjective over the cue makes of it: refused to say, wants to say, without saying."""
    if introduced := _introduced(tree, verb):
        return introduced
    head = tree[verb].head
    if head not in tree.tokens or not _shares(tree, verb, head):
        return STATED
    above = _of_verb(tree, head, self_said, depth - 1)
    if tree.relation(verb) == "conj":
        return above
    if tree.lemma(head) in words("withholding_verbs") and (
        tree.lemma(head) not in GERUND or tree[verb].xpos == "VBG"
    ):
        return STATED if above == NEGATED else NEGATED
    if tree.lemma(head) in words("wishing_verbs") and above == STATED and not self_said:
        return HYPOTHETICAL
    return above


def _introduced(tree: DependencyTree, verb: int) -> str | None:
    """What stands before a participle: without saying, short of saying, instead of saying; a condition without `if`."""
    before = " ".join(tree[i].text.lower() for i in range(max(1, verb - 3), verb))
    if tree[verb].xpos == "VBG" and before.endswith(
        ("without", "short of", "instead of", "rather than", "refrain from", "stop from")
    ):
        return NEGATED
    return None


def _shares(tree: DependencyTree, verb: int, head: int) -> bool:
    """True if the verb is an infinitive or participle under its head, or a second verb under the same auxiliary."""
    relation, form = tree.relation(verb), tree[verb].xpos
    if relation == "conj":
        return (
            form in ("VB", "VBG")
            and form == tree[head].xpos
            and not tree.dependents(verb, "aux", "nsubj")
        )
    if any(tree[i].text == "," for i in range(head, verb)):
        return False  # refused, saying that ...
    if any(tree[i].text.lower() == "to" for i in tree.dependents(verb, "mark")):
        return relation in ("xcomp", "ccomp", "advcl", "csubj", "acl")
    return form == "VBG" and relation in ("xcomp", "ccomp", "obj")


def _conditional(tree: DependencyTree, verb: int) -> bool:
    """True under `if`, `unless` or `whether`, and in a question that may be answered with yes or no."""
    chain = [verb, *(_while_shared(tree, verb))]
    if any(
        tree.lemma(m) in CONDITION and m < verb
        for v in chain
        for m in tree.dependents(v, "mark", "advmod")
    ):
        return True
    return any(_asked(tree, v) for v in chain)


def _while_shared(tree: DependencyTree, verb: int) -> list[int]:
    """The heads over a verb as long as it shares their subject."""
    found: list[int] = []
    while (
        len(found) < DEPTH
        and tree[verb].head in tree.tokens
        and _shares(tree, verb, tree[verb].head)
    ):
        verb = tree[verb].head
        found.append(verb)
    return found


def _asked(tree: DependencyTree, verb: int) -> bool:
    """True for `Did X say that ...?`, `Had X said that ...` and `Should X say that ...`: the auxiliary opens the clause."""
    subject = tree.dependent(verb, "nsubj")
    aux = tree.dependent(verb, "aux")
    if not subject or not aux or not aux < subject < verb:
        return False
    before = [tree[i] for i in range(1, aux) if tree[i].upos != "PUNCT"]
    opens = not before or tree[aux - 1].text in (
        ",",
        ":",
        ";",
        "—",
        "–",
        '"',
        "“",
        "‘",
        "'",
        "''",
        "``",
        "and",
        "but",
    )
    return opens and tree.lemma(aux) in {"do", "have", "should", "will", "would", "can", "could"}
