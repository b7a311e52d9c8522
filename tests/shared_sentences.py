"""Three made-up articles that share sentences, and what is found of it in a database."""

from stand_in_parser import Splitter, fail

from quotetrack.records import Article, IncomingArticle
from quotetrack.store import connection
from quotetrack.tracking import article_comparison, ingest

FERRY = "The new ferry will carry up to 200 passengers across the sound every Friday."

EDITED = "The new ferry will carry up to 300 passengers across the sound each Friday."

HARBOUR = "Fishermen have used the northern harbour for more than two centuries."

OWN = "Nobody in the village could remember a colder April than this one."

STORIES = {
    "herald": [FERRY, HARBOUR, OWN],
    "gazette": [EDITED, HARBOUR.upper()],
    "courier": [FERRY, "It rained."],
}


def reading(name, sentences):
    return IncomingArticle(Article(name, "\n\n".join(sentences), outlet=name.title()))


def ingested(stories=STORIES, one_by_one=False):
    db = connection.connect(":memory:")
    readings = [reading(name, sentences) for name, sentences in stories.items()]
    for batch in ([one] for one in readings) if one_by_one else [readings]:
        ingest.ingest(db, batch, Splitter(), fail)
    return db


def told(db, **asked):
    return [
        (
            row["a"]["article"],
            row["b"]["article"],
            row["relation"],
            [c["kind"] for c in row["changes"]],
        )
        for row in article_comparison.shared_sentences(db.conn, **asked)
    ]
