"""Which of many versions are linked."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_texts import version

from quotetrack.linking import blocking, classifier
from quotetrack.linking.blocking import find_links, version_pairs, within_days
from quotetrack.linking.compare import compare
from quotetrack.records import Version

CLASSIFIER = classifier.load()
GOLD = Path(__file__).parents[2] / "data" / "gold" / "seeds.json"
HARBOUR = "We will rebuild the harbour before the winter storms come back to this coast"
TEXTS = [
    HARBOUR,
    HARBOUR.replace("winter", "spring"),
    "The nets are torn and the boats are lost",
]
BATCH = [
    version(text, article, f"{article}{place}", name=name)
    for article, name in (("a", "Ada Lind"), ("b", "Bo Karlsen"), ("c", "Ada Lind"))
    for place, text in enumerate(TEXTS)
]


@given(st.permutations(BATCH))
@settings(deadline=None, max_examples=30)
def test_links_do_not_depend_on_order(versions):
    """In any order the same links come out, each pair once, never within one article."""
    found = list(find_links(versions, (), CLASSIFIER))
    assert found == list(find_links(BATCH, (), CLASSIFIER))
    assert len({(one.a, one.b) for one in found}) == len(found) == 15
    assert all(one.a[0] < one.b[0] for one in found)


@given(st.permutations(BATCH), st.integers(0, len(BATCH)))
@settings(deadline=None, max_examples=30)
def test_links_can_be_made_in_two_steps(versions, cut):
    """Linking new versions with all others, twice, finds what one step finds."""
    first, second = versions[:cut], versions[cut:]
    found = {*find_links(first, (), CLASSIFIER), *find_links(second, first, CLASSIFIER)}
    assert found == {*find_links(BATCH, (), CLASSIFIER)}


def test_links_are_what_compare_says():
    """Working on many pairs at once changes no result."""
    found = {(one.a, one.b): one for one in find_links(BATCH, (), CLASSIFIER)}
    for a, b in combinations(BATCH, 2):
        assert compare(a, b, CLASSIFIER) == compare(b, a, CLASSIFIER) == found.get((a.id, b.id))


def test_the_seeds_are_linked():
    """All hand-labelled links of the seed articles are found with their relation, and no others."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    versions = [
        Version(
            one["id"],
            one["article"],
            one["text"],
            one["kind"],
            name=one["canonical_speaker"],
            source_text=one["speaker"],
            descriptor=one["descriptor"],
        )
        for one in gold["statements"]
        if not one.get("boilerplate")
    ]
    found = {(one.a, one.b): one.relation for one in find_links(versions, (), CLASSIFIER)}
    assert found == {(one["a"], one["b"]): one["relation"] for one in gold["links"]}


@pytest.mark.parametrize(("number", "pairs"), [(50, 50 * 49 // 2), (52, 50 * 49 // 2 + 2)])
def test_only_fifty_versions_of_one_text_are_paired(number, pairs):
    """Of a text that very many have, the fifty smallest ids are paired, the rest with the first."""
    versions = [version(HARBOUR, f"{place:03}") for place in range(number)]
    found = version_pairs([(7, 7)], {7: versions}, {one.id for one in versions})
    assert len(found) == pairs
    assert {a.article_id for a, b in found if b.article_id >= "050"} <= {"000"}


def test_of_two_texts_fifty_versions_each_are_paired():
    """Two texts that very many have are linked by fifty versions of each."""
    one = [version(HARBOUR, f"a{place:03}") for place in range(51)]
    other = [version(HARBOUR, f"b{place:03}") for place in range(51)]
    found = version_pairs([(7, 8)], {7: one, 8: other}, {v.id for v in (*one, *other)})
    assert len(found) == blocking.MAX_VERSIONS**2 == 2500


@pytest.mark.parametrize(
    ("day", "days", "near"),
    [
        ("2021-03-08", 7, True),
        ("2021-03-09", 7, False),
        ("2031-03-09", None, True),
        (None, 0, True),
    ],
)
def test_versions_may_be_kept_apart_by_date(day, days, near):
    """A limit of days holds where both dates are known."""
    one, other = version(HARBOUR, date="2021-03-01"), version(HARBOUR, "b", date=day)
    assert within_days(one, other, days) is near
    met = version_pairs([(7, 7)], {7: [one, other]}, {one.id, other.id}, days)
    assert bool(met) is near
