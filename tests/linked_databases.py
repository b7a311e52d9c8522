"""Databases of made-up quotations that are linked as they come in."""

from quotetrack.records import Article, Attribution, Quote
from quotetrack.store import articles, connection, listings
from quotetrack.tracking import incremental_linking, ingest, pipeline

PLAIN = [
    [("the captain saw the ferry in the winter storm", "Ada Lind")],
    [("the captain saw the ferry in the storm", "Ada Lind")],
    [
        ("nobody asked the village about diesel", "Bo Karlsen"),
        ("the captain saw the ferry in the winter storm", "Ada Lind"),
    ],
]


def extraction(number, story):
    """An article that quotes these sentences."""
    text, quotes, said = "", [], []
    for words, name in story:
        text += "“"
        quote = Quote(
            f"a{number}",
            ((len(text), len(text) + len(words)),),
            (),
            (),
            "direct",
            words,
            1.0,
            "marks",
        )
        text += f"{words}” "
        quotes.append(quote)
        said.append(
            Attribution(quote.id, name, "person" if name else "unknown", None, 1.0, "named")
        )
    return pipeline.Extraction(
        Article(f"a{number}", text, date=f"2021-03-{number + 1:02}"), tuple(quotes), tuple(said), ()
    )


def save(db, one, run, tally=None):
    """Stores an extraction."""
    tally = ingest.Tally() if tally is None else tally
    ingest.RunWriter(db, run, tally).save([ingest.rows_of(one)])


def database(batches):
    """A database into which the extractions came batch by batch."""
    db = connection.connect(":memory:")
    run = articles.start_run(db, "1", "stand-in")
    for batch in batches:
        for one in batch:
            save(db, one, run)
        incremental_linking.link_new(db)
    return db


def made(db):
    """All links and claims, without row numbers."""
    rows = db.conn.execute(
        "select c.id, q.id, f.id, versions from claims c join claim_quotes m on m.claim_id = c.id "
        "join quotes q on q.number = m.quote left join quotes f on f.number = c.first_quote"
    ).fetchall()
    return list(listings.links(db.conn)), sorted(rows, key=str)
