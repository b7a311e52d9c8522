"""Parses written by hand: `Ann|PROPN|nsubj|2 spoke|VERB|root|0`, one specification a sentence.

A word is TEXT|UPOS|DEPREL|HEAD|ENTITY, the end may be left out; `~` in front joins it to the word
before. A finite verb is written with the tag VERB or AUX. A sentence that starts with `/` opens a
paragraph.
"""

from __future__ import annotations

from quotetrack.records import Article, Parse, Sentence, Token


def parse(*specifications: str, byline: str | None = None) -> Parse:
    """The parse of a text in which sentences are separated by spaces, paragraphs by blank lines."""
    text, sentences, starts = "", [], [0]
    for specification in specifications:
        if specification.startswith("/"):
            text += "\n\n"
            starts.append(len(text))
        elif text:
            text += " "
        text, sentence = _sentence(text, specification.removeprefix("/"), len(starts) - 1)
        sentences.append(sentence)
    ends = [start - 2 for start in starts[1:]] + [len(text)]
    paragraphs = tuple(zip(starts, ends, strict=True))
    return Parse(Article("a", text, byline=byline, paragraphs=paragraphs), tuple(sentences))


def _sentence(text: str, specification: str, paragraph: int) -> tuple[str, Sentence]:
    tokens, begin = [], len(text)
    for index, word in enumerate(specification.split(), 1):
        joined = word.startswith("~") or not tokens
        text += "" if joined else " "
        form, upos, deprel, head, entity = _fields(word.removeprefix("~"))
        start = len(text)
        text += form
        feats = "VerbForm=Fin" if upos in ("VERB", "AUX") else "_"
        xpos = "NNP" if upos == "PROPN" else "_"
        tokens.append(
            Token(index, start, len(text), form, form, upos, xpos, feats, int(head), deprel, entity)
        )
    return text, Sentence(begin, len(text), paragraph, tuple(tokens))


def _fields(word: str) -> tuple[str, str, str, str, str]:
    form, *rest = word.split("|")
    upos, deprel, head, entity = (*rest, *("X", "dep", "0", "O")[len(rest) :])
    return form, upos, deprel, head, entity
