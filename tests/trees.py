"""Hand-made sentences, for rules whose limits recorded parses do not reach."""

from quotetrack.parsing.tree import DependencyTree
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.records import Construction, Sentence, Token

TAGS = {
    "VERB": "VBD",
    "NOUN": "NN",
    "PROPN": "NNP",
    "ADV": "RB",
    "PUNCT": ".",
    "PRON": "PRP",
}


def tree(*words):
    """A tree of words given as `text/UPOS/head/relation`, all but the text optional.

    A tag of Penn's set may follow the UPOS after a colon: `saying/VERB:VBG`.
    """
    tokens, start = [], 0
    for index, word in enumerate(words, 1):
        text, upos, head, relation = [*word.split("/"), "", "", ""][:4]
        upos, _, xpos = (upos or "ADV").partition(":")
        tag = xpos or TAGS.get(upos, "_")
        place = (start, start + len(text))
        token = Token(index, *place, text, text, upos, tag, "_", int(head or 0), relation or "dep")
        tokens.append(token)
        start += len(text) + 1
    return DependencyTree(Sentence(0, start - 1, 0, tuple(tokens)))


def filler(number):
    """This many adverbs that hang on nothing."""
    return ["so/ADV"] * number


def report(text, cue, source="", content="", sentence=None, **fields):
    """A report whose parts are words of a text, each at its first place."""
    spans = [
        ((text.index(part), text.index(part) + len(part)),) if part else ()
        for part in (cue, source, content)
    ]
    place = sentence or (0, len(text))
    return Report(*spans, Construction.CLAUSE, cue, 0.9, place, **fields)
