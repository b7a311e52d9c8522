"""The clause that a verb of saying reports: `said that C`, `"C," said X`, `C, X said, D`.

Usually it is the verb's clausal complement. Where the tree lost it, commas, a colon or `that`
show where it is. Functions take a tree and the index of the verb, and give the indices of the
words of the content, none if there is no such clause.
"""

from __future__ import annotations

from quotetrack.language.lexicon import table, words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.source_phrases import source_of

# How many words are looked through for what opens or closes the content; all set by hand.
COMMA_BEFORE = 8  # from the verb back to the comma: `C, the old mayor of the town said,`
ASIDE = 13  # from the verb on to the end of the aside: `, said the old mayor of the town.`
COLON = 11  # from the verb on to the colon: `told reporters on Monday: C`
THAT = 8  # from the verb on to `that`: `told the court on Monday that C`
FEWEST_AROUND = 4  # words that must stand around an aside


def clause(tree: DependencyTree, verb: int) -> list[int]:
    """The clause that the verb reports."""
    announced = _behind_colon(tree, verb, near=True) or _around_aside(tree, verb)
    if announced:
        return announced
    candidates = [
        *tree.dependents(verb, "ccomp"),
        *_clauses_of_hearer(tree, verb),
        *_asked_clauses(tree, verb),
    ]
    clauses = [i for i in candidates if _can_be_said(tree, verb, i)]
    if clauses:
        group = [w for i in clauses for w in tree.subtree(i, without={verb})]
        found = without_gaps(tree, verb, group)
        return found + _second_half(tree, verb, max(found, default=verb))
    return _behind_colon(tree, verb) or _behind_that(tree, verb) or _around_parenthesis(tree, verb)


def takes_clause(tree: DependencyTree, verb: int) -> bool:
    """True for a verb that reports clauses."""
    return "clause" in table("reporting_verbs").get(tree.lemma(verb), "")


def tells(tree: DependencyTree, verb: int) -> bool:
    """True for a verb whose object is the hearer: told Reuters."""
    return tree.lemma(verb) in words("telling_verbs")


def says_when(tree: DependencyTree, index: int) -> bool:
    """True for a word that says when: Monday, March, yesterday."""
    return tree[index].text.lower() in words("date_words") | words("calendar")


def without_gaps(tree: DependencyTree, verb: int, found: list[int]) -> list[int]:
    """The content from its first word, which the parser may have lost, to its last."""
    low, high = min(found), max(found)
    if low < verb < high:
        return found
    if low > verb:
        low = _first_word(tree, verb, low)
    subject = set(source_of(tree, verb))
    return [i for i in range(low, high + 1) if i not in subject and i != verb]


def _first_word(tree: DependencyTree, verb: int, low: int) -> int:
    """Where content behind its verb begins: after `that`, else after whom, when and where."""
    between = range(verb + 1, low)
    that = next((i for i in range(verb + 1, low + 1) if _is_that(tree, i)), None)
    if that:
        return that + 1
    if any(tree[i].upos == "PUNCT" for i in between):
        return low
    relations = ["obl", "advmod", "compound", "iobj", *(["obj"] if tells(tree, verb) else [])]
    aside = {w for i in tree.dependents(verb, *relations) for w in tree.subtree(i)}
    return next((i for i in between if i not in aside), low)


def _is_that(tree: DependencyTree, index: int) -> bool:
    """True for the conjunction `that`; not for `that man`."""
    return tree[index].text.lower() == "that" and tree[index].upos != "DET"


# ---- complements in the tree
def _clauses_of_hearer(tree: DependencyTree, verb: int) -> list[int]:
    """The clause in `told the court he had slept` that the parser hung on the court."""
    if not tells(tree, verb):
        return []
    hearers = [i for i in tree.dependents(verb, "obj", "iobj") if i > verb]
    clauses = [c for hearer in hearers for c in tree.dependents(hearer, "acl")]
    return [c for c in clauses if _has_full_subject(tree, c)]


def _has_full_subject(tree: DependencyTree, clause: int) -> bool:
    subject = tree.dependent(clause, "nsubj")
    if subject is None:
        return False
    return tree[subject].text.lower() not in words("relative_pronouns")


def _asked_clauses(tree: DependencyTree, verb: int) -> list[int]:
    """The clause in `asked if she would resign` that the parser took for a condition."""
    if tree.lemma(verb) not in words("asking_verbs"):
        return []
    behind = [i for i in tree.dependents(verb, "advcl") if i > verb]
    return [i for i in behind if tree.introduced_by(i, "if", "whether")]


def _can_be_said(tree: DependencyTree, verb: int, clause: int) -> bool:
    """False for a single word, and for a stray relative or participle clause behind the verb."""
    group = [i for i in tree.subtree(clause) if tree[i].upos != "PUNCT"]
    if len(group) < 2:
        return False
    if group[0] <= verb:
        return True
    if tree[group[0] - 1].xpos == "''":
        return False
    opening = tree[group[0]]
    stray = opening.text.lower() in words("personal_relatives") or opening.xpos == "VBG"
    return not stray or tree.lemma(verb) not in words("plain_saying_verbs")


def _second_half(tree: DependencyTree, verb: int, last: int) -> list[int]:
    """`and would come back` after `said he was ill`: the parser may hang it on the verb."""
    for clause in tree.dependents(verb, "conj"):
        group = tree.subtree(clause)
        auxiliaries = tree.dependents(clause, "aux")
        shifted = any(tree.lemma(i) in words("reported_modals") for i in auxiliaries)
        if group[0] == last + 1 and shifted and not tree.dependent(clause, "nsubj"):
            return group
    return []


# ---- around the verb
def _around_aside(tree: DependencyTree, verb: int) -> list[int]:
    """The words around `, X said,` or before `, X said.` and `, said X.`"""
    begin = _comma_before(tree, verb)
    end = _end_of_aside(tree, verb) if begin else None
    if begin is None or end is None:
        return []
    goes_on = end in tree.tokens and tree[end].text == ","
    around = [*range(1, begin), *(range(end, len(tree.tokens) + 1) if goes_on else ())]
    has_verb = any(tree[i].upos in ("VERB", "AUX") for i in around)
    return around if has_verb and len(around) >= FEWEST_AROUND else []


def _comma_before(tree: DependencyTree, verb: int) -> int | None:
    """The comma before the verb, if only a noun phrase, adverbs and auxiliaries stand between.

    There is none before a participle (`, adding`).
    """
    if tree[verb].xpos == "VBG" and verb > 1 and tree[verb - 1].text == ",":
        return None
    for i in range(verb - 1, max(0, verb - 1 - COMMA_BEFORE), -1):
        if tree[i].text == ",":
            return i
        if tree[i].upos in ("VERB", "SCONJ", "CCONJ", "PUNCT") or _opens_clause(tree, i):
            return None
    return None


def _opens_clause(tree: DependencyTree, index: int) -> bool:
    word = tree[index].text.lower()
    return word in words("relative_pronouns") or word == "as" or word == "to"


def _end_of_aside(tree: DependencyTree, verb: int) -> int | None:
    """The comma or full stop soon after the verb, if it has no complement before; else None."""
    source_before = tree[verb - 1].text != ","
    if source_before and not tells(tree, verb) and _begins_thing(tree, verb + 1):
        return None
    length = len(tree.tokens)
    for i in range(verb + 1, min(verb + ASIDE, length) + 1):
        token = tree[i]
        if token.text in (",", ".") or (token.upos == "PUNCT" and i == length):
            return i if source_before or i > verb + 1 else None
        if (
            token.upos in ("VERB", "AUX", "SCONJ")
            or token.text == ":"
            or token.text.lower() == "that"
        ):
            return None
    return length + 1 if verb + ASIDE >= length else None


def _begins_thing(tree: DependencyTree, index: int) -> bool:
    """True if a noun phrase begins here: `said the price`; not for a date, as in `said Monday`."""
    if index not in tree.tokens or says_when(tree, index):
        return False
    return tree[index].upos in ("DET", "PRON", "NOUN", "ADJ", "NUM", "PROPN")


def _around_parenthesis(tree: DependencyTree, verb: int) -> list[int]:
    """What stands around `C, he said` and `as he said`, where the verb hangs on its content."""
    if tree[verb].head not in tree.tokens:
        return []
    relation = tree.relation(verb)
    as_he_said = relation == "advcl" and tree.introduced_by(verb, "as")
    if relation != "parataxis" and not as_he_said:
        return []
    inside = set(tree.subtree(verb))
    return [i for i in tree.subtree(tree[verb].head) if i not in inside]


# ---- behind the verb
def _behind_colon(tree: DependencyTree, verb: int, near: bool = False) -> list[int]:
    """The rest of the sentence after `said:`; near: with no other verb or mark between."""
    length = len(tree.tokens)
    nearby = range(verb + 1, min(verb + COLON, length) + 1)
    colon = next((i for i in nearby if tree[i].text == ":"), None)
    if colon is None or colon == length:
        return []
    between = range(verb + 1, colon)
    if near and any(tree[i].upos in ("VERB", "AUX", "PUNCT", "SCONJ") for i in between):
        return []
    return list(range(colon + 1, length + 1))


def _behind_that(tree: DependencyTree, verb: int) -> list[int]:
    """The rest of the sentence after `told the court that`, where the tree lost the clause."""
    length = len(tree.tokens)
    for i in range(verb + 1, min(verb + 1 + THAT, length)):
        if _is_that(tree, i):
            return list(range(i + 1, length + 1))
        ends = tree[i].upos in ("VERB", "AUX", "PUNCT", "SCONJ")
        if ends and tree[i].deprel != "acl":
            return []
    return []
