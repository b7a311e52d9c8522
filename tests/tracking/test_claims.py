"""Which versions make a claim, and which of them is the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records import Link, Version
from quotetrack.tracking.claims import claims

WHOLE = "We will rebuild the harbour before winter"


def versions(ids, text=WHOLE, **more):
    """Versions whose article is the first letter of their id."""
    return [Version(id, id[0], text, "direct", **more) for id in ids.split()]


def link(a, b, relation="verbatim", score=1.0):
    return Link(a, b, relation, score, "")


def members(found):
    return [" ".join(claim.quotes) for claim in found]


def test_versions_that_hang_together_are_one_claim():
    """Strong links join over any number of steps; a version without links is a claim by itself."""
    found = claims(versions("a b c d"), [link("a", "b"), link("b", "c", "edited", 0.8)])
    assert members(found) == ["a b c", "d"]
    assert found[0].id == "a"


def test_two_quotations_of_one_article_may_meet():
    """Two versions of one article may belong to one claim through another article."""
    assert members(claims(versions("a1 a2 b1"), [link("a1", "b1"), link("a2", "b1")])) == [
        "a1 a2 b1"
    ]


def test_a_fragment_joins_no_two_utterances():
    """Two words that stand in two statements do not make one claim of them."""
    whole, fragment = versions("a b c d"), versions("x", text="torn nets")
    strong = [link("a", "b"), link("c", "d")]
    weak = [link(id, "x", "truncated", 0.92) for id in "abcd"]
    assert members(claims(whole + fragment, strong + weak)) == ["a b x", "c d"]


def test_a_fragment_that_came_first_joins_no_two_utterances():
    """Two statements that only share a fragment stay two; it joins the one it fits best."""
    whole, fragment = versions("a c"), versions("x", text="torn nets")
    assert members(
        claims(
            whole + fragment, [link("a", "x", "truncated", 0.92), link("c", "x", "truncated", 0.9)]
        )
    ) == ["a x", "c"]


def test_equal_fragments_are_one_claim_within_one_statement():
    """Equal fragments join each other, and together the statement they are cut from."""
    whole, fragments = versions("a b"), versions("x y", text="torn nets")
    cut = [link(one, other, "truncated", 0.92) for one in "ab" for other in "xy"]
    assert members(claims(whole + fragments, [link("a", "b"), link("x", "y"), *cut])) == ["a b x y"]
    assert members(claims(fragments, [link("x", "y")])) == ["x y"]


def test_a_weak_link_joins_a_strong_group_of_two():
    """A version that resembles one of two equal versions belongs to them: half is enough."""
    assert members(
        claims(versions("a b x"), [link("a", "b"), link("b", "x", "paraphrase", 0.7)])
    ) == ["a b x"]


def test_a_chain_of_paraphrases_is_cut():
    """A paraphrase joins what it resembles, not what resembles only its neighbour."""
    chain = [
        link("a", "b", "paraphrase", 0.8),
        link("b", "c", "paraphrase", 0.7),
        link("c", "d", "paraphrase", 0.6),
    ]
    assert members(claims(versions("a b c d"), chain)) == ["a b", "c d"]
    assert members(
        claims(
            versions("a b c d e"),
            [link("a", "b"), link("b", "c"), link("d", "e"), link("c", "d", "paraphrase", 0.8)],
        )
    ) == ["a b c", "d e"]


def test_a_paraphrase_of_most_versions_joins_them():
    """A retold version belongs to the claim of which it resembles at least half of the versions."""
    told = [
        link("a", "b"),
        link("b", "c"),
        link("a", "x", "paraphrase", 0.7),
        link("b", "x", "paraphrase", 0.7),
    ]
    assert members(claims(versions("a b c x"), told)) == ["a b c x"]


def test_links_to_versions_that_are_not_there_are_left_out():
    """Only the versions given are grouped."""
    assert members(claims(versions("a b"), [link("a", "z"), link("z", "b")])) == ["a", "b"]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("2024-05-03", "2024-05-04"), "a"),
        (("2024-05-04", "2024-05-03"), "b"),
        (("2024-05-03", "2024-05-03"), None),
        (("2024-05-03", "2024-05-03T00:01"), None),
        (("2024-05-03T09:00", "2024-05-03T08:59"), "b"),
        (("2024-05-03T09:00", "2024-05-03T09:00"), None),
        (("2024-05-03T09:00+02:00", "2024-05-03T08:00Z"), "a"),
        (("2024-05-03", None), None),
        (("2024-05-03", "last May"), None),
        ((None, None), None),
    ],
)
def test_the_first_is_the_one_earliest_by_date(dates, first):
    """Ties, a day against a minute of that day, and missing dates leave the first unknown."""
    pair = [
        Version(id, id, WHOLE, "direct", date=date) for id, date in zip("ab", dates, strict=True)
    ]
    assert claims(pair, [link("a", "b")])[0].first == first


def test_the_first_is_known_though_later_ones_tie():
    """Only the earliest has to be alone; of two versions in its article the longer one is named."""
    early = versions("a1", date="2024-05-01") + versions(
        "a2", text=WHOLE + " comes", date="2024-05-01"
    )
    late = versions("b c", date="2024-05-02")
    all_linked = [link(one, other) for one in ("a1", "a2") for other in "bc"]
    assert claims(early + late, all_linked)[0].first == "a2"


def test_a_version_alone_is_the_first():
    """A claim of one article was first printed there, dated or not."""
    assert claims(versions("a"), [])[0].first == "a"


IDS = [f"{article}{place}" for article in "abcd" for place in range(3)]
LINKS = st.lists(
    st.builds(
        lambda pair, relation, score: link(*sorted(pair), relation, score),
        st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique_by=lambda id: id[0]),
        st.sampled_from(["verbatim", "edited", "paraphrase"]),
        st.sampled_from([0.5, 0.7, 0.8, 1.0]),
    ),
    max_size=25,
    unique_by=lambda one: (one.a, one.b),
)
TEXTS = st.lists(st.sampled_from([WHOLE, "torn nets"]), min_size=len(IDS), max_size=len(IDS))


@given(LINKS, TEXTS, st.randoms(use_true_random=False))
def test_claims_are_a_partition_whatever_the_order(links, texts, random):
    """Every version is in exactly one claim, whatever the order of versions and links."""
    all_versions = [Version(id, id[0], text, "direct") for id, text in zip(IDS, texts, strict=True)]
    found = claims(all_versions, links)
    assert sorted(id for claim in found for id in claim.quotes) == sorted(IDS)
    random.shuffle(all_versions)
    random.shuffle(links)
    assert claims(all_versions, links) == found


@pytest.mark.parametrize(("score", "found"), [(0.75, ["a b c"]), (0.74, ["a b", "c"])])
def test_strong_links_make_chains(score, found):
    """From MIN_STRONG on links join over several steps; weaker ones need most pairs linked."""
    chain = [link("a", "b", "edited", score), link("b", "c", "edited", score)]
    assert members(claims(versions("a b c"), chain)) == found


@pytest.mark.parametrize(("linked", "one"), [(10, True), (9, False)])
def test_half_of_the_pairs_must_be_linked(linked, one):
    """Weak links join two strong clusters if half of the pairs between them are linked."""
    left, right = "abcd", "vwxyz"
    strong = [link(left[0], other) for other in left[1:]]
    strong += [link(right[0], other) for other in right[1:]]
    pairs = [(a, b) for a in left for b in right]
    weak = [link(a, b, "paraphrase", 0.6) for a, b in pairs[:linked]]
    found = claims(versions(" ".join(left + right)), strong + weak)
    assert (len(found) == 1) is one
