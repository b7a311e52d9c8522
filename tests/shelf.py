"""Articles, quotations and claims made up for tests of the store, the questions and the pages."""

from quotetrack.language import normalize
from quotetrack.records import Article, Attribution, Change, Claim, Link, Quote, Speaker, digest
from quotetrack.store import articles, connection, link_index, links
from quotetrack.store.rows import article_rows

STORIES = {
    "herald": (
        "The Herald",
        "2021-03-02",
        'The dam is safe. "The old dam will hold through the spring floods," said '
        'Dr Mira Olsen, an engineer. "Nobody has asked us about the bridge," she added.',
    ),
    "gazette": (
        "The Gazette",
        "2021-03-02T07:30",
        'Mira Olsen said: "The old dam will hold". It rained.',
    ),
    "courier": (
        "The Courier",
        "2021-03-05",
        "According to the engineer Mira Olsen, the old dam would hold for two winters. "
        'A farmer said "we sleep in our boots".',
    ),
}
QUOTES = {
    "herald": [
        (
            "The old dam will hold through the spring floods",
            "direct",
            "Dr Mira Olsen",
            "an engineer",
        ),
        ("Nobody has asked us about the bridge", "direct", "Mira Olsen", None),
    ],
    "gazette": [("The old dam will hold", "direct", "Mira Olsen", None)],
    "courier": [
        ("the old dam would hold for two winters", "indirect", "Mira Olsen", "the engineer"),
        ("we sleep in our boots", "direct", "A farmer", None),
    ],
}


def article(name: str, **other: str) -> Article:
    """One of the stories, with other fields on request."""
    outlet, date, words = STORIES[name]
    return Article(
        **(
            {
                "id": name,
                "text": words,
                "outlet": outlet,
                "date": date,
                "title": f"Dam, says {outlet}",
            }
            | other
        )
    )


def quotes(story: Article) -> list[Quote]:
    """The quotations of a story, where they stand."""
    found = []
    for words, kind, source, _ in QUOTES[story.id]:
        start, name = story.text.index(words), source.split()[-1]
        printed = story.text.find(name)
        found.append(
            Quote(
                story.id,
                ((start, start + len(words)),),
                (),
                ((printed, printed + len(name)),),
                kind,
                words,
                0.9,
                "marks",
            )
        )
    return found


def attributions(story: Article, said: list[Quote]) -> list[Attribution]:
    """Who is behind each of them."""
    return [
        Attribution(
            quote.id,
            name,
            "unnamed" if name == "A farmer" else "person",
            descriptor,
            0.8,
            "subject of said",
        )
        for quote, (_, _, name, descriptor) in zip(said, QUOTES[story.id], strict=True)
    ]


def speaker(name: str, story: str) -> Speaker:
    """The one person behind a name, or the unnamed of one story."""
    if name == "A farmer":
        return Speaker(digest(name, story), name, "unnamed", story)
    return Speaker(digest("olsen"), "Mira Olsen", "person")


def save_rows(db, rows, run, speakers=lambda _: {}):
    """Saves articles that are rows already; "new", "same" or "changed" for each."""
    return articles.ArticleWriter(db, run, normalize.words).save(rows, speakers)


def save_article(db, story, quotes, attributions, speakers, sentences, run):
    """Saves an article, its speakers given by quotation id; "new", "same" or "changed"."""
    said = {attribution.quote_id: attribution for attribution in attributions}
    rows = article_rows(story, [(quote, said.get(quote.id)) for quote in quotes], sentences)
    return save_rows(db, [rows], run, lambda _: speakers)[0]


def save_links(db, ids, found) -> None:
    """Puts these links in place of all that touch the quotations with these ids."""
    wanted = [row[0] for row in db.conn.execute("select number, id from quotes") if row[1] in ids]
    with connection.transaction(db):
        links.clear(db, wanted)
        links.add(db, found)


def waiting(db) -> list[str]:
    """The ids of the quotations that wait to be linked."""
    return [quote for _, quote, *_ in link_index.waiting(db.conn, 1000)]


def many(count, start=0):
    """Made-up articles with two quotations each, as rows."""
    for number in range(start, start + count):
        text = (
            f"“The {number}th sluice holds,” said Ida Holm. "
            f"“Nobody asked us {number} times,” she added."
        )
        said = [
            Quote(
                f"m{number}",
                ((text.index(words), text.index(words) + len(words)),),
                (),
                (),
                "direct",
                words,
                0.9,
                "marks",
            )
            for words in (f"The {number}th sluice holds", f"Nobody asked us {number} times")
        ]
        yield article_rows(
            Article(f"m{number}", text, outlet="The Post", date="2022-01-01"),
            [(quote, None) for quote in said],
            [(0, len(text))],
        )


def put(db, story: Article, run: int, **other) -> str:
    """Saves a story with all that belongs to it; "new", "same" or "changed"."""
    said = other.get("quotes") or quotes(story)
    whose = attributions(story, said)
    return save_article(
        db,
        story,
        said,
        whose,
        {a.quote_id: speaker(a.name, story.id) for a in whose},
        [(0, 10)],
        run,
    )


def fill(db) -> dict[str, str]:
    """Saves all stories, linked and grouped; a short name for each quotation -> its id."""
    run = articles.start_run(db, "1", "stand-in")
    for name in STORIES:
        put(db, article(name), run)
    ids = {
        f"{name}{place}": quote.id
        for name in STORIES
        for place, quote in enumerate(quotes(article(name)))
    }
    save_links(
        db,
        ids.values(),
        [
            Link(
                ids["gazette0"],
                ids["herald0"],
                "truncated",
                0.95,
                "same words, the end cut",
                (Change("added", "", "through the spring floods"),),
            ),
            Link(
                ids["courier0"],
                ids["herald0"],
                "paraphrase",
                0.7,
                "same words reported",
                (
                    Change("indirect", "reported", "in marks"),
                    Change("hedge", "would", "will", True),
                ),
            ),
        ],
    )
    dam = tuple(sorted(ids[name] for name in ("herald0", "gazette0", "courier0")))
    links.save_claims(
        db,
        [Claim(dam[0], dam, None)]
        + [Claim(ids[name], (ids[name],), ids[name]) for name in ("herald1", "courier1")],
    )
    return ids
