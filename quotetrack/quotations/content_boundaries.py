"""Where reported words end.

They end before the clause that the reporting verb depends on, and before the next report of the
same sentence.
"""

from __future__ import annotations

from quotetrack.language.lexicon import words
from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.clausal_complements import takes_clause

CLOSING = ("”", '"', "''", "»")
FEWEST = 2  # words that must be left; fewer are no content; set by hand


def own_words(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The content of a verb without what stands behind it and belongs to another verb."""
    if not content:
        return content
    if min(content) < verb:  # "C, X said, adding that D": another report begins behind the verb
        ends = [end for i in content if i > verb for end in _next_report(tree, i)]
        return [i for i in content if i < min(ends, default=i + 1)]
    spoken = next((i for i in content if tree[i].upos in ("VERB", "AUX")), max(content))
    behind = [i for i in content if i > spoken]
    ends = [end for i in behind for end in _next_report(tree, i)]
    ends += _main_clause(tree, verb, content)
    if _is_inverted_condition(tree, verb):
        ends += [i for i in behind if tree[i].text == ","]
    if not ends:
        return content
    left = [i for i in content if i < min(ends)]
    return left if len(left) >= FEWEST else []


def _is_inverted_condition(tree: DependencyTree, verb: int) -> bool:
    """True for the reporting verb in `Had she said that it leaks, we would have left`."""
    opening = tree[1]
    conditional = opening.text.istitle() and opening.text.lower() in words("inverted_conditionals")
    return opening.head == verb and conditional


def _next_report(tree: DependencyTree, word: int) -> list[int]:
    """The comma before another report that begins at a word, if one does.

    `, according to X`, `, adding that ...`, `, while Y says ...`, `, Y said: ...`
    """
    token = tree[word]
    if token.text.lower() == "according" and tree[word - 1].text == ",":
        return [word - 1]
    if token.upos != "VERB" or not takes_clause(tree, word) or not _has_content(tree, word):
        return []
    if token.xpos == "VBG":
        return [word - 1] if tree[word - 1].text == "," else []
    subject = tree.dependent(word, "nsubj")
    if not subject or subject > word:
        return []
    first = tree.subtree(subject)[0]
    return _mark_before(tree, first, announces=_text(tree, word + 1) == ":")


def _mark_before(tree: DependencyTree, first: int, announces: bool) -> list[int]:
    """The comma or semicolon before a clause whose subject begins at `first`.

    Without a conjunction that sets the clause against the words before it, it counts only if the
    clause announces its content with a colon.
    """
    if first == 1:
        return []
    conjunction = tree[first - 1].text.lower() in words("contrasting_conjunctions")
    opening = first - 1 if conjunction else first
    if opening > 1 and tree[opening - 1].text in (",", ";") and (conjunction or announces):
        return [opening - 1]
    return []


def _has_content(tree: DependencyTree, verb: int) -> bool:
    """True if a verb has something to report behind it."""
    behind = _text(tree, verb + 1)
    return bool(tree.dependents(verb, "ccomp")) or behind in (":", "“") or behind.lower() == "that"


def _text(tree: DependencyTree, index: int) -> str:
    return tree[index].text if index in tree.tokens else ""


def _main_clause(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The last mark before the clause that the reporting verb itself depends on.

    `after X announced that C, Y ...`, `"C," X told Y ...`
    """
    head = min((i for i in tree.ancestors(verb) if i > verb), default=0)
    if not min(content) <= head <= max(content):
        return []
    openers = [i for i in tree.dependents(verb, "mark", "advmod") if i < verb]
    subordinate = any(tree.lemma(i) != "as" for i in openers) or not tree.dependents(verb, "nsubj")
    quoted = any(
        tree[i].text in CLOSING and tree[i - 1].text in (",", "?", "!", ".")
        for i in range(verb + 1, head)
    )
    if not subordinate and not quoted:
        return []
    return [max((i for i in range(verb, head) if tree[i].upos == "PUNCT"), default=head)]
