"""Three made-up articles on one story, with quotations as `extract --with-text` writes them."""

import json

from quotetrack.readers import extractions
from quotetrack.records import IncomingArticle

TEXTS = {
    "coast": (
        "Coast Daily",
        "2024-03-01",
        "“The sea wall will hold for [at least] fifty years,” said Dr Ada Brandt, an engineer at "
        "the port. The wall cost 90 million pounds.",
    ),
    "inland": (
        "Inland Post",
        "2024-03-02",
        "“The sea wall will hold for fifty years,” said Ada Brandt. The wall cost 80 million "
        "pounds.",
    ),
    "capital": (
        "Capital News",
        "2024-03-04",
        "The sea wall would not hold for fifty years, Ada Brandt said. Fishermen doubt it.",
    ),
}


def span(text, words):
    start = text.index(words)
    return [start, start + len(words)]


def quote(text, content, cue, source, kind, name="Ada Brandt", descriptor=None):
    return {
        "content": [span(text, content)],
        "cue": [span(text, cue)],
        "source": [span(text, source)],
        "kind": kind,
        "text": content,
        "speaker": {"name": name, "kind": "person", "descriptor": descriptor},
        "score": 0.9,
        "reason": "as written",
    }


def incoming(article, *quotes):
    """An article that brings these quotations, given as JSON objects."""
    return IncomingArticle(
        article, extractions.quotations({"quotes": list(quotes)}, article, article.id)
    )


def lines():
    """The articles as JSON lines."""
    coast, inland, capital = (TEXTS[name][2] for name in TEXTS)
    quotes = {
        "coast": [
            quote(
                coast,
                "The sea wall will hold for [at least] fifty years",
                "said",
                "Dr Ada Brandt",
                "direct",
                descriptor="an engineer at the port",
            )
        ],
        "inland": [
            quote(inland, "The sea wall will hold for fifty years", "said", "Ada Brandt", "direct")
        ],
        "capital": [
            quote(
                capital,
                "The sea wall would not hold for fifty years",
                "said",
                "Ada Brandt",
                "indirect",
            )
        ],
    }
    for name, (outlet, date, text) in TEXTS.items():
        yield json.dumps(
            {
                "id": name,
                "outlet": outlet,
                "date": date,
                "title": f"Wall, {name}",
                "text": text,
                "quotes": quotes[name],
            }
        )
