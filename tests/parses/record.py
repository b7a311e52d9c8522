"""Records the parses of the texts in this folder: python tests/parses/record.py [NAME...]"""

import re
import sys
from pathlib import Path

from quotetrack.parsing.conllu import conllu
from quotetrack.parsing.parsers import load
from quotetrack.records import Article

HERE = Path(__file__).parent


def article(path: Path) -> Article:
    """The text of a file as an article, its paragraphs separated by blank lines."""
    text = path.read_text(encoding="utf-8")
    return Article(
        path.stem,
        text,
        paragraphs=tuple(m.span() for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*\S", text)),
    )


if __name__ == "__main__":
    wanted = [HERE / f"{name}.txt" for name in sys.argv[1:]] or sorted(HERE.glob("*.txt"))
    for parse in load()([article(path) for path in wanted]):
        (HERE / f"{parse.article.id}.conllu").write_text(conllu(parse), encoding="utf-8")
