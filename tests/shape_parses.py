"""The recorded parses of the shape cases, and all quotations that the rules find in them."""

from recorded_parses import sentence
from shape_cases import articles, recorded

from quotetrack.quotations import rules
from quotetrack.records import Parse

BLOCKS = recorded()
ARTICLES = list(articles())


def parse_of(article):
    rows = [
        [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        for block in BLOCKS[article.id].split("\n\n")
    ]
    return Parse(article, tuple(sentence(article, block) for block in rows if block))


def everything(parse):
    """All quotations of an article, nested ones too; of two at one place the longer first."""
    made = rules.found(parse)
    return sorted([*made.outer, *made.inner], key=lambda q: (q.start, -q.end))
