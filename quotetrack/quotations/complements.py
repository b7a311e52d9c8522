"""What a reporting verb reports: its complement, found in the tree, or by commas, a colon or `that` where the tree lost it.

Each function takes a tree, the verb's index and the pattern of language/en/reporting_verbs.txt, and gives the indices of the content's
words, none if the pattern does not fit.
"""

from __future__ import annotations

from collections.abc import Callable

from quotetrack.language.lexicon import table, words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.source_phrases import RELATIVE, source_of


def _clause(tree: DependencyTree, verb: int, _: str) -> list[int]:
    if announced := _after_colon(tree, verb, near=True):
        return announced
    aside = _aside(tree, verb)
    if aside:
        return aside
    clauses = [
        i
        for i in (
            *tree.dependents(verb, "ccomp"),
            *_hung_on_hearer(tree, verb),
            *_asked_whether(tree, verb),
        )
        if _can_be_said(tree, verb, i)
    ]
    if clauses:
        found = _with_stray(
            tree, verb, [w for c in clauses for w in tree.subtree(c, without={verb})]
        )
        return found + _second_half(tree, verb, max(found, default=verb))
    colon = _after_colon(tree, verb)
    if colon:
        return colon
    if that := _after_that(tree, verb):
        return that
    if _parenthetical(tree, verb):
        inside = set(tree.subtree(verb))
        return [i for i in tree.subtree(tree[verb].head) if i not in inside]
    return []


def _hung_on_hearer(tree: DependencyTree, verb: int) -> list[int]:
    """The clause in `told the court he had slept`, where a parser took it for a relative clause of the court."""
    if not _tells(tree, verb):
        return []
    hearers = [i for i in tree.dependents(verb, "obj", "iobj") if i > verb]
    found = [(c, tree.dependent(c, "nsubj")) for h in hearers for c in tree.dependents(h, "acl")]
    return [c for c, subject in found if subject and tree[subject].text.lower() not in RELATIVE]


def _asked_whether(tree: DependencyTree, verb: int) -> list[int]:
    """The clause in `asked if she would resign`, where a parser took it for a condition."""
    asks = tree.lemma(verb) in ("ask", "wonder", "inquire", "enquire")
    return [
        i
        for i in tree.dependents(verb, "advcl")
        if asks and i > verb and tree.introduced_by(i, "if", "whether")
    ]


def _second_half(tree: DependencyTree, verb: int, last: int) -> list[int]:
    """`and would come back` behind `said he was ill`: reported too, though a parser hangs it on the reporting verb."""
    for clause in tree.dependents(verb, "conj"):
        group = tree.subtree(clause)
        shifted = any(
            tree.lemma(i) in ("would", "could", "might") for i in tree.dependents(clause, "aux")
        )
        if group[0] == last + 1 and shifted and not tree.dependent(clause, "nsubj"):
            return group
    return []


def _can_be_said(tree: DependencyTree, verb: int, clause: int) -> bool:
    """A complement of more than one word, and no stray relative or participle clause behind the verb."""
    group = [i for i in tree.subtree(clause) if tree[i].upos != "PUNCT"]
    if len(group) < 2 or (group[0] > verb and tree[group[0] - 1].xpos == "''"):
        return False
    opening = tree[group[0]]
    relative = opening.text.lower() in ("who", "whom", "whose") or opening.xpos == "VBG"
    return not (relative and group[0] > verb and tree.lemma(verb) in ("say", "add", "tell"))


def _aside(tree: DependencyTree, verb: int) -> list[int]:
    """The words around `, X said,` or before `, X said.` and `, said X.`: commas show it where a tree may not."""
    begin = _comma_before(tree, verb)
    end = _aside_end(tree, verb) if begin else None
    if begin is None or end is None:
        return []
    behind = (
        range(end, len(tree.tokens) + 1) if tree.tokens.get(end) and tree[end].text == "," else ()
    )
    around = [*range(1, begin), *behind]
    spoken = any(tree[i].upos in ("VERB", "AUX") for i in around)
    return around if spoken and len(around) >= 4 else []


def _comma_before(tree: DependencyTree, verb: int) -> int | None:
    """The comma before the verb, if only a noun phrase, adverbs and auxiliaries stand between; none before a participle (`, adding`)."""
    if tree[verb].xpos == "VBG" and verb > 1 and tree[verb - 1].text == ",":
        return None
    for i in range(verb - 1, max(0, verb - 9), -1):
        token = tree[i]
        if token.text == ",":
            return i
        if token.upos in ("VERB", "SCONJ", "CCONJ", "PUNCT") or token.text.lower() in (
            *RELATIVE,
            "as",
            "to",
        ):
            return None
    return None


def _aside_end(tree: DependencyTree, verb: int) -> int | None:
    """Where the aside ends: at a comma or the full stop soon after the verb, with no complement between; None if nowhere."""
    named = tree[verb - 1].text != ","
    if named and not _tells(tree, verb) and _begins_thing(tree, verb + 1):
        return None
    for i in range(verb + 1, min(verb + 14, len(tree.tokens) + 1)):
        token = tree[i]
        if token.text in (",", ".") or token.upos == "PUNCT" and i == len(tree.tokens):
            return i if named or i > verb + 1 else None
        if (
            token.upos in ("VERB", "AUX", "SCONJ")
            or token.text == ":"
            or token.text.lower() == "that"
        ):
            return None
    return len(tree.tokens) + 1 if verb + 14 > len(tree.tokens) else None


def _tells(tree: DependencyTree, verb: int) -> bool:
    return tree.lemma(verb) in words("telling_verbs")


def _begins_thing(tree: DependencyTree, index: int) -> bool:
    """True if a noun phrase begins here that does not say when: `said Monday` is an aside, `said the price` is not."""
    token = tree.tokens.get(index)
    if token is None or token.text.lower() in words("dates") | words("calendar"):
        return False
    return token.upos in ("DET", "PRON", "NOUN", "ADJ", "NUM", "PROPN")


def _with_stray(tree: DependencyTree, verb: int, found: list[int]) -> list[int]:
    """The content without gaps, and from right behind the verb where the parser lost its first words."""
    low, high = min(found), max(found)
    if low < verb < high:
        return found
    if low > verb:
        low = _begin(tree, verb, low)
    subject = set(source_of(tree, verb))
    return [i for i in range(low, high + 1) if i not in subject and i != verb]


def _begin(tree: DependencyTree, verb: int, low: int) -> int:
    """Where a content behind its verb begins: after `that`, else after whom it was told, when and where."""
    that = next(
        (
            i
            for i in range(verb + 1, low + 1)
            if tree[i].text.lower() == "that" and tree[i].upos != "DET"
        ),
        None,
    )
    if that:
        return that + 1
    aside = {
        w for i in tree.dependents(verb, "obl", "advmod", "compound", "iobj") for w in tree.subtree(i)
    }
    aside |= {w for i in tree.dependents(verb, "obj") if _tells(tree, verb) for w in tree.subtree(i)}
    between = range(verb + 1, low)
    if any(tree[i].upos == "PUNCT" for i in between):
        return low
    return next((i for i in between if i not in aside), low)


def _after_colon(tree: DependencyTree, verb: int, near: bool = False) -> list[int]:
    """The rest of the sentence after `said:`; near: with no other verb or mark between."""
    colon = next(
        (i for i in range(verb + 1, min(verb + 12, len(tree.tokens) + 1)) if tree[i].text == ":"),
        None,
    )
    if (
        near
        and colon
        and any(tree[i].upos in ("VERB", "AUX", "PUNCT", "SCONJ") for i in range(verb + 1, colon))
    ):
        return []
    return (
        list(range(colon + 1, len(tree.tokens) + 1)) if colon and colon < len(tree.tokens) else []
    )


def _after_that(tree: DependencyTree, verb: int) -> list[int]:
    """The rest of the sentence after `told the court that`, where the tree lost the clause."""
    for i in range(verb + 1, min(verb + 9, len(tree.tokens))):
        if tree[i].text.lower() == "that" and tree[i].upos != "DET":
            return list(range(i + 1, len(tree.tokens) + 1))
        if tree[i].upos in ("VERB", "AUX", "PUNCT", "SCONJ") and tree[i].deprel != "acl":
            return []
    return []


def _parenthetical(tree: DependencyTree, verb: int) -> bool:
    """True for `C, he said` and `as he said`, where the parser hangs the reporting verb on the content."""
    if tree[verb].head not in tree.tokens:
        return False
    if tree.relation(verb) == "parataxis":
        return True
    return tree.relation(verb) == "advcl" and tree.introduced_by(verb, "as")


def _infinitive(tree: DependencyTree, verb: int, _: str) -> list[int]:
    clause = next(
        (i for i in tree.dependents(verb, "xcomp") if i > verb and tree.introduced_by(i, "to")), None
    )
    return tree.subtree(clause) if clause else []


def _gerund(tree: DependencyTree, verb: int, _: str) -> list[int]:
    """`taking bribes` behind `denied`; what was denied saying is a report of its own."""
    what = next(
        (
            i
            for i in tree.dependents(verb, "xcomp", "ccomp", "obj")
            if i > verb and tree[i].xpos == "VBG"
        ),
        None,
    )
    return (
        tree.subtree(what)
        if what and "clause" not in table("reporting_verbs").get(tree.lemma(what), "")
        else []
    )


def _object_infinitive(tree: DependencyTree, verb: int, _: str) -> list[int]:
    somebody = tree.dependent(verb, "obj", "iobj")
    clause = next(
        (
            i
            for i in tree.dependents(verb, "xcomp", "ccomp", "advcl")
            if i > verb and tree.introduced_by(i, "to")
        ),
        None,
    )
    if not clause or not somebody or somebody > clause:
        return []
    return sorted(set(tree.subtree(somebody)) | set(tree.subtree(clause)))


def _as(tree: DependencyTree, verb: int, _: str) -> list[int]:
    what = next(
        (
            i
            for i in tree.dependents(verb, "obl", "advcl", "xcomp", "ccomp")
            if i > verb and tree.introduced_by(i, "as")
        ),
        None,
    )
    thing = tree.dependent(verb, "obj")
    if what is None and thing:  # the `as` phrase may hang on the object
        what = next(
            (i for i in tree.dependents(thing, "nmod", "acl") if tree.introduced_by(i, "as")), None
        )
    if what is None:
        return []
    group = set(tree.subtree(what)) | (
        set(tree.subtree(thing)) if thing and thing > verb else set()
    )
    return _with_stray(tree, verb, sorted(group))


def _name(tree: DependencyTree, verb: int, _: str) -> list[int]:
    thing, what = tree.dependent(verb, "obj"), tree.dependent(verb, "xcomp")
    if not thing or not what or not verb < thing < what or tree.introduced_by(what, "to"):
        return []
    return sorted(set(tree.subtree(thing)) | set(tree.subtree(what)))


def _object(tree: DependencyTree, verb: int, _: str) -> list[int]:
    thing = tree.dependent(verb, "obj")
    return _with_rest(tree, verb, thing) if thing and thing > verb else []


def _with_rest(tree: DependencyTree, verb: int, thing: int) -> list[int]:
    """What a verb is about with the phrases behind it, up to a comma: criticised the mayor for her haste."""
    commas = tree.dependents(verb, "punct")
    rest = [
        i
        for i in tree.dependents(verb, "obl", "xcomp", "advcl")
        if i > thing and not any(thing < c < i for c in commas)
    ]
    return sorted({w for part in [thing, *rest] for w in tree.subtree(part)})


def _phrase(tree: DependencyTree, verb: int, preposition: str) -> list[int]:
    what = next(
        (
            i
            for i in tree.dependents(verb, "obl", "advcl", "xcomp")
            if i > verb and tree.introduced_by(i, preposition)
        ),
        None,
    )
    if what is None:
        return []
    return [i for i in _with_rest(tree, verb, what) if tree.lemma(i) != preposition or i > what]


def _on_to(tree: DependencyTree, verb: int, _: str) -> list[int]:
    somebody = next(
        (i for i in tree.dependents(verb, "obl") if tree.introduced_by(i, "on", "upon")), None
    )
    if not somebody or somebody < verb:
        return []
    clause = next(
        (
            i
            for i in [
                *tree.dependents(verb, "xcomp", "advcl", "ccomp"),
                *tree.dependents(somebody, "acl"),
            ]
            if tree.introduced_by(i, "to")
        ),
        None,
    )
    if not clause:
        return []
    group = set(tree.subtree(somebody)) | set(tree.subtree(clause))
    return [i for i in sorted(group) if not (i < somebody and tree.lemma(i) in ("on", "upon"))]


def matter(tree: DependencyTree, verb: int, noun: int) -> list[int]:
    """What an act of speech is about: `voiced concern about prices on Monday` is about prices."""
    behind = [
        i
        for i in (*tree.dependents(noun), *tree.dependents(verb))
        if i > noun and tree[i].upos != "PUNCT"
    ]
    aside = {w for i in behind if _when(tree, i) for w in tree.subtree(i)}
    first = min((w for i in behind if not _when(tree, i) for w in tree.subtree(i)), default=0)
    return [i for i in tree.subtree(verb) if first and i >= max(first, noun + 1) and i not in aside]


def _when(tree: DependencyTree, index: int) -> bool:
    """True for a day, a date, a time, and for the paper or speech in which something is said."""
    token = tree[index]
    if token.entity.endswith(("DATE", "TIME")) or token.text.lower() in words("dates") | words(
        "calendar"
    ):
        return True
    return (
        tree.introduced_by(index, "in", "after", "before", "during") and tree.relation(index) == "obl"
    )


def _nothing(tree: DependencyTree, verb: int, _: str) -> list[int]:
    return []


CONTENT: dict[str, Callable[[DependencyTree, int, str], list[int]]] = {
    "clause": _clause,
    "to": _infinitive,
    "gerund": _gerund,
    "object-to": _object_infinitive,
    "as": _as,
    "name": _name,
    "object": _object,
    "on-to": _on_to,
    "quoted": _nothing,
    "raised": _nothing,
    **dict.fromkeys(("for", "of", "about", "against", "on", "with"), _phrase),
}
