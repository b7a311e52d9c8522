"""Where reported words end: before the clause that they depend on, and before the next report of the sentence."""

from __future__ import annotations

from quotetrack.language.lexicon import table
from quotetrack.parsing.tree import DependencyTree

CLOSING = ("”", '"', "''", "»")
TURNS = {"while", "but", "and", "though", "although", "whereas"}
FEWEST = 2  # words that are left at least


def own_words(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The content of a verb, less what is not its own behind it."""
    if not content:
        return content
    aside = (
        min(content) < verb
    )  # "C, X said, adding that D": only behind the verb may another report begin
    spoken = (
        verb
        if aside
        else next((i for i in content if tree[i].upos in ("VERB", "AUX")), max(content))
    )
    ends = [end for i in content if i > spoken for end in _ends(tree, i)]
    if aside:
        return [i for i in content if i < min(ends, default=i + 1)]
    ends += _main_clause(tree, verb, content)
    if tree[1].head == verb and tree[1].text in ("Had", "Should", "Were"):
        ends += [i for i in content if i > spoken and tree[i].text == ","]
    if not ends:
        return content
    left = [i for i in content if i < min(ends)]
    return left if len(left) >= FEWEST else []


def _ends(tree: DependencyTree, word: int) -> list[int]:
    """The comma before `, according to X`, `, adding that ...`, `, while Y says ...` and `, Y said: ...`."""
    if tree[word].text.lower() == "according" and tree[word - 1].text == ",":
        return [word - 1]
    if "clause" not in table("reporting_verbs").get(tree.lemma(word), "") or tree[word].upos != "VERB":
        return []
    if tree[word].xpos == "VBG":
        return [word - 1] if tree[word - 1].text == "," and _reports(tree, word) else []
    subject = tree.dependent(word, "nsubj")
    if not subject or subject > word or not _reports(tree, word):
        return []
    first = tree.subtree(subject)[0]
    if first == 1:
        return []
    turn = first - 1 if tree[first - 1].text.lower() in TURNS else first
    announces = word + 1 in tree.tokens and tree[word + 1].text == ":"
    return (
        [turn - 1]
        if turn > 1 and tree[turn - 1].text in (",", ";") and (turn < first or announces)
        else []
    )


def _reports(tree: DependencyTree, verb: int) -> bool:
    """True if a verb has something to report behind it."""
    behind = tree.tokens.get(verb + 1)
    return bool(tree.dependents(verb, "ccomp")) or (
        behind is not None and (behind.text in (":", "“") or behind.text.lower() == "that")
    )


def _main_clause(tree: DependencyTree, verb: int, content: list[int]) -> list[int]:
    """The mark before what the verb itself hangs on: `after X announced that C, Y ...`, `"C," X told Y ...`."""
    head = min((i for i in tree.ancestors(verb) if i > verb), default=0)
    if not min(content) <= head <= max(content):
        return []
    opening = tree.dependents(verb, "mark", "advmod")
    subordinate = any(i < verb and tree.lemma(i) != "as" for i in opening) or not tree.dependents(
        verb, "nsubj"
    )
    quoted = any(
        tree[i].text in CLOSING and tree[i - 1].text in (",", "?", "!", ".")
        for i in range(verb + 1, head)
    )
    return (
        [max((i for i in range(verb, head) if tree[i].upos == "PUNCT"), default=head)]
        if subordinate or quoted
        else []
    )
