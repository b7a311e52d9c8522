"""Parses written as CoNLL-U, so that people and other tools can check the parser.

The format: https://universaldependencies.org/format.html. Offsets and entities go into MISC.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.records import Parse, Sentence, Token


def conllu(parse: Parse) -> str:
    """The parse as CoNLL-U, with one `# newdoc id` first; every sentence ends with a blank line.

    MISC holds `start_char` and `end_char`, character offsets into the article's text, and `ner`,
    the BIOES tag of a word in a named entity.
    """
    lines = [f"# newdoc id = {parse.article.id}"]
    for number, sentence in enumerate(parse.sentences, 1):
        lines += [*_sentence_lines(parse, number, sentence), ""]
    return "\n".join(lines) + "\n"


def _sentence_lines(parse: Parse, number: int, sentence: Sentence) -> Iterator[str]:
    text = parse.article.text[sentence.start : sentence.end]
    yield f"# sent_id = {parse.article.id}-{number}"
    yield f"# text = {_one_line(text)}"
    for token in sentence.tokens:
        yield "\t".join(_columns(token))


def _columns(token: Token) -> tuple[str, ...]:
    """The ten columns of a word; DEPS, the enhanced dependencies, is always empty."""
    misc = f"start_char={token.start}|end_char={token.end}"
    if token.entity != "O":
        misc += f"|ner={token.entity}"
    return (
        str(token.index),
        _one_line(token.text) or "_",
        token.lemma,
        token.upos,
        token.xpos,
        token.feats,
        str(token.head),
        token.deprel,
        "_",
        misc,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
