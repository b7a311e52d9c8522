"""Whether a report is stated, negated or hypothetical, judged by the words around its cue.

Negated: "did not say that". Hypothetical: "would say", "if she says". A condition or a question
outweighs a negation, and a negation outweighs a modal verb. What speakers say of themselves ("I
must say that") is stated, and so is what was said later ("would later say"). The words that
decide are listed in language/en/modality_cues.txt.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.language.lexicon import table, words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.source_phrases import source_of
from quotetrack.records import Sentence, Span

STATED, NEGATED, HYPOTHETICAL = "stated", "negated", "hypothetical"
DEPTH = 4  # heads above the cue that are looked at; set by hand
PUNCTUATION_BEFORE_QUESTION = frozenset(",:;—–\"“‘'") | {"''", "``"}


def modality(tree: DependencyTree, verb: int, source: Sequence[int] = ()) -> str:
    """The modality of a report by this verb, whose source has these words."""
    named = [tree[i].text.lower() for i in source]
    first = named[0] if named else ""
    if _is_conditional(tree, verb) or _has_role(first, "anybody"):
        return HYPOTHETICAL
    if _has_role(first, "nobody") or named[:2] == ["not", "one"]:
        return NEGATED
    return _of_verb(tree, verb, any(_has_role(word, "self") for word in named), DEPTH)


def of_cue(sentence: Sentence, cue: Sequence[Span]) -> str:
    """The modality of a report of which only the place of its cue is known."""
    tree = DependencyTree(sentence)
    inside = [i for i, t in tree.tokens.items() if any(s < t.end and t.start < e for s, e in cue)]
    if any(tree.has_negative_determiner(i) or _has_role(tree.lemma(i), "nobody") for i in inside):
        return NEGATED
    verbs = [i for i in inside if tree[i].upos == "VERB"]
    auxiliaries = [i for i in inside if tree[i].upos == "AUX"]
    last = max(verbs or auxiliaries, default=0)
    return modality(tree, last, source_of(tree, last)) if last else STATED


def _has_role(word: str, role: str) -> bool:
    return role in table("modality_cues").get(word, "").split()


def _of_verb(tree: DependencyTree, verb: int, of_self: bool, depth: int) -> str:
    """The modality that a verb and the verbs above it give to a report."""
    if _is_negated(tree, verb):
        return NEGATED
    above = _governed(tree, verb, of_self, depth) if depth else STATED
    return HYPOTHETICAL if above == STATED and _is_open(tree, verb) and not of_self else above


def _is_negated(tree: DependencyTree, verb: int) -> bool:
    """True for `did not say`, `never said` and `nor did he say`; not for `did not only say`."""
    negations = [
        i
        for i in tree.dependents(verb, "advmod", "cc", "det", "mark")
        if i < verb and _has_role(tree.lemma(i), "negates")
    ]
    return any(
        i + 1 not in tree.tokens or not _has_role(tree.lemma(i + 1), "only") for i in negations
    )


def _is_open(tree: DependencyTree, verb: int) -> bool:
    """True for `would say` and `might have said`; not for `would later say`."""
    modal = any(
        _has_role(tree.lemma(i), "open") or _has_role(tree[i].text.lower(), "open")
        for i in tree.dependents(verb, "aux")
    )
    adverbs = tree.dependents(verb, "advmod")
    return modal and not any(_has_role(tree[i].text.lower(), "habit") for i in adverbs)


def _governed(tree: DependencyTree, verb: int, of_self: bool, depth: int) -> str:
    """What the verb or adjective above makes of it: refused to say, wants to say."""
    if _is_prevented(tree, verb):
        return NEGATED
    head = tree[verb].head
    if head not in tree.tokens or not _shares_subject(tree, verb, head):
        return STATED
    above = _of_verb(tree, head, of_self, depth - 1)
    if tree.relation(verb) == "conj":
        return above
    if _withholds(tree, head, verb):
        return STATED if above == NEGATED else NEGATED
    if tree.lemma(head) in words("wishing_verbs") and above == STATED and not of_self:
        return HYPOTHETICAL
    return above


def _withholds(tree: DependencyTree, head: int, verb: int) -> bool:
    """True for `refused to say` and `stopped saying`; not for `stopped to say`."""
    if tree.lemma(head) not in words("withholding_verbs"):
        return False
    return tree[verb].xpos == "VBG" or not _has_role(tree.lemma(head), "stops")


def _is_prevented(tree: DependencyTree, verb: int) -> bool:
    """True for a participle after such words as `without`, `short of` and `instead of`."""
    if tree[verb].xpos != "VBG":
        return False
    before = " ".join(tree[i].text.lower() for i in range(max(1, verb - 3), verb))
    prevents = [phrase for phrase in table("modality_cues") if _has_role(phrase, "prevents")]
    return before.endswith(tuple(prevents))


def _shares_subject(tree: DependencyTree, verb: int, head: int) -> bool:
    """True for an infinitive or participle under its head, and for a coordinated verb."""
    relation, form = tree.relation(verb), tree[verb].xpos
    if relation == "conj":
        same_form = form in ("VB", "VBG") and form == tree[head].xpos
        return same_form and not tree.dependents(verb, "aux", "nsubj")
    if any(tree[i].text == "," for i in range(head, verb)):
        return False  # refused, saying that ...
    if any(tree[i].text.lower() == "to" for i in tree.dependents(verb, "mark")):
        return relation in ("xcomp", "ccomp", "advcl", "csubj", "acl")
    return form == "VBG" and relation in ("xcomp", "ccomp", "obj")


def _is_conditional(tree: DependencyTree, verb: int) -> bool:
    """True under `if`, `unless` or `whether`, and in a question that yes or no may answer."""
    for one in [verb, *_heads_with_same_subject(tree, verb)]:
        openers = [i for i in tree.dependents(one, "mark", "advmod") if i < verb]
        if any(_has_role(tree.lemma(i), "condition") for i in openers) or _is_asked(tree, one):
            return True
    return False


def _heads_with_same_subject(tree: DependencyTree, verb: int) -> list[int]:
    """The heads above a verb, as long as each shares the subject of the one below."""
    found: list[int] = []
    head = tree[verb].head
    while len(found) < DEPTH and head in tree.tokens and _shares_subject(tree, verb, head):
        found.append(head)
        verb, head = head, tree[head].head
    return found


def _is_asked(tree: DependencyTree, verb: int) -> bool:
    """True if an auxiliary opens the clause: `Did X say that ...?`, `Had X said that ...`."""
    subject = tree.dependent(verb, "nsubj")
    auxiliary = tree.dependent(verb, "aux")
    if not subject or not auxiliary or not auxiliary < subject < verb:
        return False
    if not _has_role(tree.lemma(auxiliary), "asks"):
        return False
    if all(tree[i].upos == "PUNCT" for i in range(1, auxiliary)):
        return True
    before = tree[auxiliary - 1].text
    return before in PUNCTUATION_BEFORE_QUESTION or _has_role(before, "joins")
