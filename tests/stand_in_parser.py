"""A parser without a model, for tests of the road."""

from quotetrack.records import Parse, Sentence, Token


class Splitter:
    """A stand-in parser: one sentence a paragraph; it fails on articles with the word BREAK."""

    name, version, at_once = "splitter", "splitter 1", 2

    def __init__(self):
        self.read = []

    def __call__(self, articles):
        for article in articles:
            self.read.append(article.id)
            if "BREAK" in article.text:
                raise RuntimeError("cannot")
            yield Parse(
                article,
                tuple(
                    Sentence(
                        s, e, n, (Token(1, s, e, article.text[s:e], "x", "X", "_", "_", 0, "root"),)
                    )
                    for n, (s, e) in enumerate(article.paragraphs)
                ),
            )


def fail(error):
    raise error
