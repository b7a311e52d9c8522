"""Recorded parses, so that only the tests marked `stanza` load a model."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

from quotetrack.records import Article, Parse, Sentence, Token

PARSES = Path(__file__).parent / "parses"


def recorded(name: str) -> Parse:
    """The text and CoNLL-U of a name as a Parse; paragraphs are parted by blank lines."""
    text = (PARSES / f"{name}.txt").read_text(encoding="utf-8")
    article = Article(
        name, text, paragraphs=tuple(m.span() for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*\S", text))
    )
    blocks = (PARSES / f"{name}.conllu").read_text(encoding="utf-8").split("\n\n")
    rows = [
        [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        for block in blocks
    ]
    return Parse(article, tuple(sentence(article, block) for block in rows if block))


def sentence(article: Article, rows: list[list[str]]) -> Sentence:
    tokens = tuple(_token(article.text, row) for row in rows)
    starts = [start for start, _ in article.paragraphs]
    return Sentence(
        tokens[0].start,
        max(t.end for t in tokens),
        bisect_right(starts, tokens[0].start) - 1,
        tokens,
    )


def _token(text: str, row: list[str]) -> Token:
    misc = dict(item.split("=", 1) for item in row[9].split("|"))
    start, end = int(misc["start_char"]), int(misc["end_char"])
    return Token(
        int(row[0]),
        start,
        end,
        text[start:end],
        *row[2:6],
        int(row[6]),
        row[7],
        misc.get("ner", "O"),
    )
