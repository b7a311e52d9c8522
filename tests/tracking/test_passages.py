"""Sentences that articles share: found, linked, and kept apart from quotations."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_databases import save
from shared_sentences import EDITED, FERRY, HARBOUR, OWN, STORIES, ingested, reading, told
from stand_in_parser import Splitter, fail
from stories import incoming

from quotetrack.language.tokens import forms
from quotetrack.linking.relations import Relation
from quotetrack.linking.sentence_shingles import SKETCH_SIZE, prefix, shingles
from quotetrack.linking.vocabulary import Vocabulary
from quotetrack.records import Article, Passage
from quotetrack.store import articles, connection, shared_passages
from quotetrack.store import passages as stored
from quotetrack.tracking import ingest, passages, pipeline


def test_sentences_without_common_matter_are_not_linked():
    """The same frame around other matter is no shared sentence."""
    db = ingested(
        {
            "a": ["The mayor of the town opened the new bridge on Monday."],
            "b": ["The head of the school closed the old gate on Friday."],
        }
    )
    assert told(db) == []


def test_short_sentences_are_nobodys():
    """Under six words everybody may write the same."""
    assert (
        told(ingested({"a": ["It rained all day long."], "b": ["It rained all day long."]})) == []
    )


QUOTED = "The northern harbour will close before the end of the year"


@pytest.mark.parametrize(
    ("marks", "listed"), [((True, True), 0), ((True, False), 1), ((False, False), 1)]
)
def test_quotations_are_kept_apart(marks, listed):
    """A sentence that is a quotation in both articles is no passage; in one of them, it is."""
    db, run = connection.connect(":memory:"), 0
    run = articles.start_run(db, "1", "stand-in")
    for name, quoted in zip("ab", marks, strict=True):
        text = f"{QUOTED}, she said."
        contents = [{"content": [[0, len(QUOTED)]], "kind": "indirect"}] if quoted else []
        extraction = next(
            pipeline.extracted([incoming(Article(name, text), *contents)], Splitter(), fail)
        )
        save(db, replace(extraction, sentences=((0, len(text)),)), run, ingest.Tally())
    passages.link_new(db)
    assert len(told(db)) == listed


@pytest.mark.parametrize(
    ("quoted", "most"),
    [
        ([(0, 40)], True),
        ([(0, 10)], False),
        ([(0, 12), (4, 14)], False),
        ([(0, 12), (20, 32)], True),
    ],
)
def test_most_of_a_sentence_must_be_quoted(quoted, most):
    """Half of the characters or more, those under two quotations counted once."""
    text = "one two three four five six seven eight."
    assert passages.find(text, [(0, len(text))], quoted)[0].quoted is most


def test_equal_words_are_one_wording():
    """Case, marks and the form of a value do not change the fingerprint; another number does."""
    found = [
        passages.find(text, [(0, len(text))], ())[0].fingerprint
        for text in (
            "Some 90 per cent of the farms in the valley lie idle.",
            "SOME 90% of the farms in the valley lie idle!",
            "Some 80 per cent of the farms in the valley lie idle.",
        )
    ]
    assert found[0] == found[1] != found[2]
    assert passages.find("It rained.", [(0, 10)], ()) == [Passage(0, 10, 2, False, None)]


def test_one_article_more_touches_no_other(monkeypatch):
    """Only the new article is read, and no row of another changes."""
    db = ingested({name: STORIES[name] for name in ("herald", "gazette")})
    before = db.conn.execute("select * from passages order by number").fetchall()
    read = []
    monkeypatch.setattr(
        stored,
        "texts_with_sentences",
        lambda conn, ids, found=stored.texts_with_sentences: read.extend(ids) or found(conn, ids),
    )
    ingest.ingest(db, [reading("courier", STORIES["courier"])], Splitter(), fail)
    assert read == ["courier"]
    assert (
        db.conn.execute(
            "select * from passages where article_id <> 'courier' order by number"
        ).fetchall()
        == before
    )
    assert told(db) == told(ingested())


def test_a_changed_article_takes_its_wordings_along():
    """Links of sentences that only the old text had are gone; those of others stay."""
    db = ingested()
    ingest.ingest(db, [reading("gazette", [HARBOUR])], Splitter(), fail)
    assert (
        told(db)
        == told(ingested(STORIES | {"gazette": [HARBOUR]}))
        == [("courier", "herald", "verbatim", []), ("gazette", "herald", "verbatim", [])]
    )
    wordings = {
        row[0]
        for row in db.conn.execute("select fingerprint from passages where fingerprint is not null")
    }
    assert {
        side for row in db.conn.execute("select a, b from passage_links") for side in row
    } <= wordings
    assert db.conn.execute("pragma foreign_key_check").fetchall() == []


def test_linking_again_gives_the_same():
    """Passages forgotten and found anew, as in a database that had none yet, are the same."""
    db = ingested()
    before = told(db), shared_passages.shared_words(db.conn)
    ingest.link_again(db)
    assert (told(db), shared_passages.shared_words(db.conn)) == before
    assert stored.pending(db.conn, 10) == []


SENTENCES = [
    FERRY,
    EDITED,
    HARBOUR,
    HARBOUR.upper(),
    OWN,
    OWN.replace("colder", "warmer"),
    f"Officials said so. {FERRY}",
    "It rained.",
]

CORPUS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    min_size=2,
)


@settings(max_examples=25)
@given(CORPUS, st.randoms(use_true_random=False))
def test_order_does_not_matter(stories, random):
    """Any order and any batches give the same pairs and shares; the shares add up."""
    shuffled = random.sample(sorted(stories.items()), len(stories))
    one, other = ingested(stories), ingested(dict(shuffled), one_by_one=True)
    assert sorted(told(one)) == sorted(told(other))
    shares = shared_passages.shared_words(one.conn)
    assert shares == shared_passages.shared_words(other.conn)
    assert all(row["verbatim"] + row["rewritten"] + row["own"] == row["words"] for row in shares)


def test_what_outlets_share():
    """Each outlet with all others and with each: verbatim and rewritten words, and its own."""
    found = {
        (row["name"], row["with"]): (row["words"], row["verbatim"], row["rewritten"], row["own"])
        for row in shared_passages.shared_words(ingested().conn)
    }
    assert found == {
        ("Courier", None): (16, 14, 0, 2),
        ("Courier", "Herald"): (16, 14, 0, 2),
        ("Courier", "Gazette"): (16, 0, 14, 2),
        ("Gazette", None): (25, 11, 14, 0),
        ("Gazette", "Herald"): (25, 11, 14, 0),
        ("Gazette", "Courier"): (25, 0, 14, 11),
        ("Herald", None): (37, 25, 0, 12),
        ("Herald", "Gazette"): (37, 11, 14, 12),
        ("Herald", "Courier"): (37, 14, 0, 23),
    }


def test_one_article_shares_with_others():
    """One article with all others, then with each; one that shares nothing is all its own."""
    found = shared_passages.shared_words(ingested().conn, "courier")
    assert [(row["with"], row["verbatim"], row["rewritten"]) for row in found] == [
        (None, 14, 0),
        ("gazette", 0, 14),
        ("herald", 14, 0),
    ]
    assert shared_passages.shared_words(ingested({"a": [OWN]}).conn, "a") == [
        {"name": "a", "with": None, "words": 12, "verbatim": 0, "rewritten": 0, "own": 12}
    ]


@pytest.mark.parametrize("text", ["", "of the and in", "One.", "\ud83d half", "word " * 300])
def test_marks_of_odd_sentences(text):
    """Any text has at most SKETCH_SIZE shingles, the same alone and among others."""
    rows = [forms(text), forms(FERRY)]
    fingerprints, owner, hashes = shingles(rows, Vocabulary())
    alone = shingles(rows[:1], Vocabulary())
    assert (owner == 0).sum() <= SKETCH_SIZE
    assert (fingerprints[0], hashes[owner == 0].tolist()) == (alone[0][0], alone[2].tolist())
    assert all(0 <= prefix(number) < 2**32 for number in fingerprints.tolist())


@pytest.mark.parametrize(("words", "kept"), [(6, True), (5, False)])
def test_a_passage_has_so_many_words(words, kept):
    """Sentences of MIN_WORDS words have a fingerprint."""
    text = " ".join(["harbour"] * words)
    passage = passages.find(text, [(0, len(text))], ())[0]
    assert (passage.fingerprint is not None) is kept


@pytest.mark.parametrize(("end", "quoted"), [(20, True), (19, False)])
def test_half_of_a_sentence_makes_it_quoted(end, quoted):
    """From half of its characters on a sentence counts as quoted."""
    text = "one two three four five six seven eight."
    assert passages.find(text, [(0, 40)], [(0, end)])[0].quoted is quoted


@pytest.mark.parametrize(("common", "compared"), [(5, True), (4, False)])
def test_half_of_the_words_must_be_in_common(monkeypatch, common, compared):
    """Two sentences are compared if they have half of the shorter one's words in common."""
    one, other = 1 << 16, 2 << 16
    tokens = {one: ["a"] * 10, other: ["b"] * 12}
    monkeypatch.setattr(stored, "by_prefix", lambda conn, prefixes: {one: "a", other: "b"})
    monkeypatch.setattr(passages, "_counts_in_common", lambda *_: [common])
    monkeypatch.setattr(passages, "compare_sentences", lambda *_: Relation("edited", 0.7, "so"))
    candidates = np.array([(1 << 32) | 2], np.uint64)
    found = list(passages._links(connection.connect(":memory:"), candidates, {one}, tokens))
    assert found == ([(one, other, "edited", 0.7, "so")] if compared else [])
