"""The whole road: what is stored, in which order, and what a second run does."""

import json
from dataclasses import replace

import pytest
from linked_databases import save
from stand_in_parser import Splitter, fail
from stories import incoming, lines

from quotetrack.errors import InputError
from quotetrack.readers import files
from quotetrack.records import Article, Attribution, IncomingArticle, Quote
from quotetrack.store import articles, connection, listings, questions, search, shared_passages
from quotetrack.tracking import incremental_linking, ingest, pipeline


@pytest.fixture
def db():
    return connection.connect(":memory:")


@pytest.fixture
def told(tmp_path):
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join(lines()), encoding="utf-8")
    return [str(path)]


def plain(*texts):
    return [IncomingArticle(Article(f"a{n}", text)) for n, text in enumerate(texts)]


def dump(db):
    tables = [
        t for t in db.table_names() if t not in ("runs", "_sqlite_migrations") and "_fts" not in t
    ]
    return {t: sorted(map(repr, db.conn.execute(f"select * from [{t}]"))) for t in tables}


def test_what_comes_with_quotations_is_not_parsed(db, told):
    """Articles that bring their quotations never reach the parser."""
    parser = Splitter()
    tally = ingest.ingest(db, files.read(told, {}, fail), parser, fail)
    assert parser.read == []
    assert tally.counts == {
        "new": 3,
        "changed": 0,
        "same": 0,
        "quotes": 3,
        "links": tally.counts["links"],
    }
    assert tally.counts["links"] >= 2


def test_twice_is_once(db, told):
    """The same articles again change no row."""
    ingest.ingest(db, files.read(told, {}, fail), Splitter(), fail)
    before = dump(db)
    tally = ingest.ingest(db, files.read(told, {}, fail), Splitter(), fail)
    assert dump(db) == before
    assert tally.counts["new"] == tally.counts["changed"] == 0


def test_a_stored_article_is_not_parsed_again(db):
    """An article that is stored as it is goes past the parser; a changed one does not."""
    parser = Splitter()
    ingest.ingest(db, plain("“We will all stay here,” said Ann."), parser, fail)
    ingest.ingest(db, plain("“We will all stay here,” said Ann."), parser, fail)
    assert parser.read == ["a0"]
    tally = ingest.ingest(db, plain("“We will all leave now,” said Ann."), parser, fail)
    assert (parser.read, tally.counts["changed"]) == (["a0", "a0"], 1)


def test_one_article_that_defeats_the_parser_is_reported(db):
    """The rest of the batch goes in, and one line names the article."""
    errors = []
    tally = ingest.ingest(
        db, plain("Fine words.", "BREAK it.", "More fine words."), Splitter(), errors.append
    )
    assert tally.counts["new"] == 2
    assert len(errors) == 1 and str(errors[0]).startswith("a1: ") and "\n" not in str(errors[0])


def test_linking_again_gives_the_same(db, told):
    """Forgetting all links and making them anew changes nothing."""
    ingest.ingest(db, files.read(told, {}, fail), Splitter(), fail)
    before = list(listings.links(db.conn)), listings.claims(db.conn)
    ingest.link_again(db)
    assert (list(listings.links(db.conn)), listings.claims(db.conn)) == before


def test_order_of_ingest_does_not_matter(db, told):
    """One by one, backwards, or all at once: the same links and claims."""
    ingest.ingest(db, files.read(told, {}, fail), Splitter(), fail)
    other = connection.connect(":memory:")
    for reading in reversed(list(files.read(told, {}, fail))):
        ingest.ingest(other, [reading], Splitter(), fail)
    assert list(listings.links(other.conn)) == list(listings.links(db.conn))
    assert listings.claims(other.conn) == listings.claims(db.conn)


def test_a_denial_is_linked_and_flagged(db, told):
    """The same words with "not" are a version whose change is a negation."""
    ingest.ingest(db, files.read(told, {}, fail), Splitter(), fail)
    kinds = {
        change["kind"] for link in listings.links(db.conn, "capital") for change in link["changes"]
    }
    assert "negation" in kinds


def test_what_is_not_stated_is_no_version_of_a_claim(db):
    """Words denied in one article and stated in two make a claim of two versions."""
    words = "the old sea wall will hold for another ten winters"
    text = f"The mayor said that {words}."
    start = text.index(words)
    stated = {
        "content": [[start, start + len(words)]],
        "kind": "indirect",
        "speaker": {"name": "Ada Flint", "kind": "person"},
    }
    readings = [
        incoming(Article(f"a{n}", text, outlet=f"Paper {n}"), stated | {"modality": modality})
        for n, modality in enumerate(("stated", "stated", "negated"))
    ]
    ingest.ingest(db, readings, Splitter(), fail)
    answers = questions.who_said(db.conn, words)
    assert sorted([v["modality"] for v in answer["versions"]] for answer in answers) == [
        ["negated"],
        ["stated", "stated"],
    ]
    ingest.link_again(db)
    assert {
        side["article"] for link in listings.links(db.conn) for side in (link["a"], link["b"])
    } == {"a0", "a1"}


SPOKEN = "“The wall leaks,” said Ann Roe. “We told them.” Tom Hill, the mayor, said it does not."


def told_whole(*contents, name="Ann Roe", text=SPOKEN):
    """An extraction of one quotation with these words."""
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in contents)
    quote = Quote("a0", spans, (), (), "direct", " ... ".join(contents), 0.9, "said")
    return pipeline.Extraction(
        Article("a0", text),
        (quote,),
        (Attribution(quote.id, name, "person", "the engineer", 0.8, "named"),),
        (),
    )


def test_the_store_keeps_pieces_and_extract_writes_the_whole(db):
    """The store finds a quotation by its pieces; `extract` writes it whole."""
    whole = told_whole("The wall leaks", "We told them.")
    assert len(pipeline.as_line(whole)["quotes"]) == 1
    tally = ingest.Tally()
    save(db, whole, articles.start_run(db, "1", "splitter 1"), tally)
    assert tally.counts["quotes"] == 2
    assert sorted(q["text"] for q in listings.show(db.conn, "a0")["quotes"]) == [
        "The wall leaks",
        "We told them.",
    ]


def test_a_piece_is_linked_to_the_outlet_that_printed_it_alone(db):
    """An outlet that prints one sentence of a quotation has a verbatim version of that piece."""
    run, tally = articles.start_run(db, "1", "splitter 1"), ingest.Tally()
    text = "“The old wall leaks,” said Ann Roe. “We told the mayor in the spring.”"
    save(
        db,
        told_whole("The old wall leaks", "We told the mayor in the spring.", text=text),
        run,
        tally,
    )
    other = "Ann Roe said: “We told the mayor in the spring.”"
    alone = told_whole("We told the mayor in the spring.", text=other)
    quote = replace(alone.quotes[0], article_id="a1")
    save(
        db,
        pipeline.Extraction(
            Article("a1", other), (quote,), (replace(alone.attributions[0], quote_id=quote.id),), ()
        ),
        run,
        tally,
    )
    incremental_linking.link_new(db)
    assert [row["relation"] for row in listings.links(db.conn)] == ["verbatim"]


def file_of(tmp_path, *written):
    path = tmp_path / "much.jsonl"
    path.write_text("\n".join(written), encoding="utf-8")
    return [str(path)]


@pytest.mark.parametrize("much", [0, 10**9], ids=["two processes", "one"])
def test_a_bad_line_costs_itself_only(db, tmp_path, monkeypatch, much):
    """Each bad line is reported in order and all others go in, with one process or two."""
    monkeypatch.setattr(ingest, "LARGE", much)
    first, *rest = lines()
    odd = json.dumps(
        json.loads(first) | {"id": "odd", "quotes": [{"content": [[0, 3]], "kind": "sung"}]}
    )
    errors: list[InputError] = []
    items = ingest.incoming(
        file_of(tmp_path, first, "{broken", *rest, odd, first), {}, errors.append
    )
    tally = ingest.ingest(db, items, Splitter(), errors.append)
    assert tally.counts["new"] == 3
    assert [
        next(word for word in ("line 2", "sung", "line 6") if word in str(error))
        for error in errors
    ] == ["line 2", "sung", "line 6"]


def test_two_processes_give_what_one_gives(db, told, monkeypatch):
    """Rows, links and claims are the same, whichever process reads."""
    ingest.ingest(db, ingest.incoming(told, {}, fail), Splitter(), fail)
    monkeypatch.setattr(ingest, "LARGE", 0)
    other = connection.connect(":memory:")
    ingest.ingest(other, ingest.incoming(told, {}, fail), Splitter(), fail)
    assert dump(other) == dump(db)
    assert search.near_words(db.conn, "walll")[0][0] == "wall"
    again = ingest.ingest(other, ingest.incoming(told, {}, fail), Splitter(), fail)
    assert again.counts == {"new": 0, "changed": 0, "same": 3, "quotes": 3, "links": 0}


def test_what_is_parsed_and_what_is_ready_may_come_mixed(db, told):
    """Articles with and without quotations may alternate; only those without are parsed."""
    parser = Splitter()
    items = [
        *plain("Fine words."),
        *ingest.incoming(told, {}, fail),
        *[IncomingArticle(Article("b0", "More words."))],
    ]
    assert ingest.ingest(db, items, parser, fail).counts["new"] == 5
    assert parser.read == ["a0", "b0"]


def test_an_article_that_brings_quotations_has_sentences(db, tmp_path):
    """Those that it brought along, or else those that rules find outside its boilerplate."""
    text = "It rained in the hills. Share this page now. The dam held, she said."
    for name, spans in (
        ("own", {"sentences": [[0, 23]]}),
        ("found", {}),
        ("apart", {"boilerplate": [[24, 44]]}),
    ):
        line = json.dumps(
            {"id": name, "text": text, "quotes": [{"content": [[45, 57]], "kind": "indirect"}]}
            | spans
        )
        ingest.ingest(db, ingest.incoming(file_of(tmp_path, line), {}, fail), Splitter(), fail)
    assert {
        name: shared_passages.sentences(db.conn, name) for name in ("own", "found", "apart")
    } == {
        "own": [(0, 23)],
        "found": [(0, 23), (24, 44), (45, 68)],
        "apart": [(0, 23), (45, 68)],
    }


# ---- limits


def test_ready_articles_are_stored_in_batches():
    """So many at once, and those to be parsed as many as the parser takes."""
    ready = [IncomingArticle(Article(f"a{n}", ""), quotes=()) for n in range(4_001)]
    to_parse = [IncomingArticle(Article(f"b{n}", "")) for n in range(3)]
    sizes = [len(batch) for batch in ingest._batches([*ready, *to_parse], 2)]
    assert sizes == [4_000, 1, 2, 1]


@pytest.mark.parametrize(("seconds", "batches"), [(3.0, [2]), (3.1, [1, 1])])
def test_ready_articles_do_not_wait_long(monkeypatch, seconds, batches):
    """After MAX_WAIT seconds what is there is stored."""
    clock = iter([0.0, seconds, seconds, 2 * seconds, 2 * seconds])
    monkeypatch.setattr(ingest, "monotonic", lambda: next(clock))
    ready = [IncomingArticle(Article(f"a{n}", ""), quotes=()) for n in range(2)]
    if batches == [2]:
        clock = iter([0.0, seconds, seconds, seconds])
    assert [len(batch) for batch in ingest._batches(ready, 2)] == batches


@pytest.mark.parametrize(("size", "apart"), [(20_000_000, False), (20_000_001, True)])
def test_large_inputs_are_read_by_a_second_process(monkeypatch, size, apart):
    """Only what is large is worth a second process."""
    used = []
    monkeypatch.setattr(files, "json_bytes", lambda inputs: size)
    monkeypatch.setattr(ingest, "ahead", lambda work, *args: used.append(work) or ())
    list(ingest.incoming([], {}, fail))
    assert bool(used) is apart
