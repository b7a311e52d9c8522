"""A database keeps the choice of a model whose embeddings are weighed when it is linked."""

import numpy as np
from linked_databases import PLAIN, database, extraction, made, save

from quotetrack.linking import embeddings
from quotetrack.linking.embeddings import Embeddings
from quotetrack.store import articles
from quotetrack.tracking import incremental_linking, ingest


class Model:
    """Embeds every text alike and keeps what it was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([(1.0, 0.0)] * len(texts))


def test_a_database_keeps_the_choice(monkeypatch):
    """Once chosen, what is new is weighed by the model as well; lifted, all is as without it."""
    model = Model()
    found = Embeddings(model)
    monkeypatch.setattr(embeddings, "load", lambda name: found)
    whole = [extraction(number, story) for number, story in enumerate(PLAIN)]
    db = database([])
    incremental_linking.use_embeddings(db, "any")
    for one in whole:
        add(db, one)
    assert model.asked
    incremental_linking.use_embeddings(db, None)
    ingest.link_again(db)
    assert made(db) == made(database([whole]))


def add(db, one):
    """One article into a database, linked."""
    save(db, one, articles.start_run(db, "1", "stand-in"))
    incremental_linking.link_new(db)
