"""Linking and grouping give the same whatever the order, and touch only what is new."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_databases import database, extraction, made, save

from quotetrack.linking import blocking, classifier, posting_lists
from quotetrack.linking.text_pair import document_frequency
from quotetrack.records import Version, digest
from quotetrack.store import articles, link_index, links
from quotetrack.tracking import claims, incremental_linking, ingest
from quotetrack.tracking.explain import explain

WORDS = ["harbour", "winter", "storm", "ferry", "captain", "diesel", "village", "bridge"]

NAMES = ["Ada Lind", "Bo Karlsen", None]

SENTENCE = st.lists(st.sampled_from([*WORDS, "the", "not", "we"]), min_size=4, max_size=8).map(
    " ".join
)

STORY = st.lists(st.tuples(SENTENCE, st.sampled_from(NAMES)), min_size=1, max_size=3)

STORIES = st.lists(STORY, min_size=2, max_size=9)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Limits that a few articles reach: rare keys, common phrases, segments and batches."""
    monkeypatch.setattr(incremental_linking, "BATCH", 2)
    monkeypatch.setattr(posting_lists, "RARE_KEY_LIMIT", 3)
    monkeypatch.setattr(blocking, "MAX_VERSIONS", 2)
    monkeypatch.setattr(link_index, "FANOUT", 2)


def from_scratch(extractions):
    """Links and claims as they come out in memory, all at once."""
    versions = [
        Version(
            q.id,
            q.article_id,
            q.text,
            q.kind,
            digest(a.name) if a.name else None,
            a.name,
            e.article.date,
        )
        for e in extractions
        for q, a in zip(e.quotes, e.attributions, strict=True)
    ]
    frequencies = {e.article.id: document_frequency(q.text for q in e.quotes) for e in extractions}
    found = list(blocking.find_links(versions, [], classifier.load(), frequencies.__getitem__))
    return sorted((one.a, one.b, one.relation) for one in found), sorted(
        (c.id, c.quotes) for c in claims.claims(versions, found)
    )


SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(STORIES, st.randoms(use_true_random=False))
def test_order_and_batches_make_no_difference(stories, random):
    """Any order and any batches give the same links and claims, though keys stop being rare."""
    whole = [extraction(number, story) for number, story in enumerate(stories)]
    before = made(database([whole]))
    random.shuffle(whole)
    cuts = sorted(random.sample(range(len(whole) + 1), 2))
    assert made(database([whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :]])) == before
    assert made(database([[one] for one in whole])) == before


@SLOW
@given(STORIES)
def test_memory_and_database_agree(stories):
    """The database links what linking in memory links, and groups it alike."""
    whole = [extraction(number, story) for number, story in enumerate(stories)]
    db = database([[one] for one in whole])
    found = sorted(
        (one.a, one.b, one.relation)
        for one in links.touching(db.conn, [q.id for e in whole for q in e.quotes])
    )
    rows = db.conn.execute(
        "select c.claim_id, q.id from claim_quotes c join quotes q on q.number = c.quote"
    ).fetchall()
    expected, groups = from_scratch(whole)
    assert found == expected
    assert sorted(rows) == sorted(
        (claim, quote) for claim, quotes in groups for quote in quotes if len(quotes) > 1
    )


@SLOW
@given(STORIES, STORY, st.data())
def test_a_changed_article_leaves_nothing_behind(stories, other, data):
    """An article with other quotations leaves everything as if it had always had them."""
    number = data.draw(st.integers(0, len(stories) - 1))
    whole = [extraction(place, story) for place, story in enumerate(stories)]
    later = replace(
        extraction(number, other),
        article=replace(whole[number].article, text=extraction(number, other).article.text),
    )
    db = database([whole, [later]])
    whole[number] = later
    assert made(db) == made(database([whole]))


@SLOW
@given(STORIES)
def test_linking_again_from_nothing_gives_the_same(stories):
    """Forgetting links, claims and index and making them anew changes nothing."""
    db = database([[extraction(number, story)] for number, story in enumerate(stories)])
    before = made(db)
    ingest.link_again(db)
    assert made(db) == before


def test_only_what_is_near_in_time_is_linked_if_told_so():
    """A limit of days holds for old and new quotations, and can be lifted."""
    said = [[("the captain saw the ferry in the winter storm", "Ada Lind")]] * 4  # day after day
    whole = [extraction(number, story) for number, story in enumerate(said)]
    db = database([whole[:3]])
    days = (
        "select count(*), max(julianday(y.date) - julianday(x.date)) from links "
        "join quotes a on a.number = links.a join quotes b on b.number = links.b "
        "join articles x on x.id = a.article_id join articles y on y.id = b.article_id"
    )
    assert db.conn.execute(days).fetchone() == (2, 2.0)
    incremental_linking.limit_days(db, 1)
    ingest.link_again(db)
    assert db.conn.execute(days).fetchone() == (1, 1.0)
    save(db, whole[3], articles.start_run(db, "1", "stand-in"), ingest.Tally())
    incremental_linking.link_new(db)
    assert db.conn.execute(days).fetchone()[1] == 1.0
    far = [whole[number].quotes[0].id for number in (0, 2)]
    assert explain(db.conn, *far)["why"].startswith("not linked: more than 1 days")
    incremental_linking.limit_days(db, None)
    ingest.link_again(db)
    assert made(db) == made(database([whole]))
