"""The dependency tree: heads, dependents and spans."""

import pytest

from quotetrack.parsing.tree import DependencyTree
from quotetrack.records import Sentence, Token

# (word, upos, head, relation); offsets follow from the words, parted by single spaces
WORDS = [
    ("No", "DET", 2, "det"),
    ("promise", "NOUN", 3, "nsubj:pass"),
    ("broken", "VERB", 0, "root"),
    (",", "PUNCT", 6, "punct"),
    ("and", "CCONJ", 6, "cc"),
    ("kept", "VERB", 3, "conj"),
    ("by", "ADP", 8, "case"),
    ("us", "PRON", 6, "obl"),
    (".", "PUNCT", 3, "punct"),
]


@pytest.fixture
def tree():
    tokens, start = [], 0
    for number, (text, upos, head, relation) in enumerate(WORDS, 1):
        end = start + len(text)
        tokens.append(Token(number, start, end, text, text.lower(), upos, "_", "_", head, relation))
        start = end + 1
    return DependencyTree(Sentence(0, start - 1, 0, tuple(tokens)))


@pytest.mark.parametrize(
    ("index", "relations", "found"),
    [
        (3, (), [2, 6, 9]),
        (3, ("nsubj",), [2]),
        (3, ("nsubj:pass",), [2]),
        (3, ("nsubj:outer",), []),
        (6, ("cc", "obl"), [5, 8]),
        (1, (), []),
    ],
)
def test_dependents_by_relation(tree, index, relations, found):
    """A relation without its subtype includes the subtypes; one with a subtype only itself."""
    assert tree.dependents(index, *relations) == found
    assert tree.dependent(index, *relations) == (found[0] if found else None)


def test_up_and_down(tree):
    """Ancestors go up to the root; a subtree comes in order and can leave branches out."""
    assert list(tree.ancestors(7)) == [8, 6, 3]
    assert tree.subtree(6) == [4, 5, 6, 7, 8]
    assert tree.subtree(3, without=[6]) == [1, 2, 3, 9]


def test_words_that_open_a_phrase(tree):
    """A phrase is introduced by its preposition; `no` is a negative determiner."""
    assert tree.introduced_by(8, "by", "to") and not tree.introduced_by(8, "to")
    assert tree.has_negative_determiner(2) and not tree.has_negative_determiner(8)


def test_spans_are_trimmed_runs(tree):
    """Neighbours make one run, punctuation inside included; the ends lose punctuation and `and`."""
    assert tree.runs([1, 2, 5, 6]) == [[1, 2], [5, 6]]
    assert tree.runs([3, 5]) == [[3, 5]]  # the comma between them is bridged
    assert tree.trimmed([4, 5, 6, 9]) == [6]
    assert tree.spans([1, 2, 4, 5, 6]) == ((0, 10), (24, 28))
    assert tree.spans([4, 9]) == ()
