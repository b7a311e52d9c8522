"""The fragments that two linked quotations share."""

import pytest

from quotetrack.linking.partial_matches import partial_matches
from quotetrack.linking.text_pair import prepare

# one text and its kind, another, and the parts as "relation: words | words"
CASES = {
    "a fragment that stands in what was said": (
        ("the levy was “a shameless giveaway” to the yards", "mixed"),
        ("This is a shameless giveaway and nobody will forgive it", "direct"),
        [
            "truncated: a shameless giveaway | "
            "This is a shameless giveaway and nobody will forgive it"
        ],
    ),
    "the same fragment on both sides, once": (
        ("the levy was “a shameless giveaway” to the yards", "mixed"),
        ("she spoke of “a shameless giveaway”, as before", "mixed"),
        ["verbatim: a shameless giveaway | a shameless giveaway"],
    ),
    "two fragments, each with its own version": (
        ("the levy was “a shameless giveaway” that would “starve the harbour towns”", "mixed"),
        ("It will starve the harbour towns ... a shameless giveaway", "direct"),
        [
            "verbatim: a shameless giveaway | a shameless giveaway",
            "truncated: starve the harbour towns | It will starve the harbour towns",
        ],
    ),
    "a span of an interrupted quotation": (
        ("We sail at dawn ... whatever the weather brings", "direct"),
        ("We sail at dawn with the whole fleet", "direct"),
        ["truncated: We sail at dawn | We sail at dawn with the whole fleet"],
    ),
    "an altered fragment": (
        ("he feared “a winter without any coal at all”", "mixed"),
        ("We face a winter without coal at all.", "direct"),
        ["edited: a winter without any coal at all | We face a winter without coal at all."],
    ),
    "two reports without marks": (
        ("the fleet would sail at dawn", "indirect"),
        ("the fleet will sail at dawn", "indirect"),
        [],
    ),
    "two wholes": (("We sail at dawn", "direct"), ("We sail at dawn, men", "direct"), []),
    "marks around all of it": (
        ("“We sail at dawn”", "mixed"),
        ("We sail at dawn tomorrow", "direct"),
        [],
    ),
    "small words alone": (
        ("it was “not the” best of days", "mixed"),
        ("That was not the best of days for us", "direct"),
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), CASES.values(), ids=CASES)
def test_shared_fragments_are_reported(one, other, expected):
    """Each quoted fragment comes once, with its closest match; the two wholes are no part."""
    found = partial_matches(prepare(*one), prepare(*other), "same")
    assert [
        f"{part.relation}: {one[0][slice(*part.a)]} | {other[0][slice(*part.b)]}" for part in found
    ] == expected


def test_parts_are_the_same_from_the_other_side():
    """The parts of b and a are those of a and b, with the sides exchanged."""
    for one, other, _ in CASES.values():
        there, back = (
            partial_matches(prepare(*x), prepare(*y), "same")
            for x, y in ((one, other), (other, one))
        )
        assert sorted((part.a, part.b, part.relation) for part in there) == sorted(
            (part.b, part.a, part.relation) for part in back
        )


def test_a_short_fragment_needs_the_same_speaker():
    """Three words or fewer are common property unless one speaker said them."""
    one, other = (
        prepare("it was “sheer malice” to him", "mixed"),
        prepare("Sheer malice drove the fire, nothing else", "direct"),
    )
    assert [part.relation for part in partial_matches(one, other, "same")] == ["truncated"]
    assert partial_matches(one, other, "other") == ()


@pytest.mark.parametrize(("before", "found"), [(7, 1), (8, 0)])
def test_eight_fragments_of_a_text_are_looked_at(before, found):
    """Further fragments are left out, which bounds the cost."""
    quoted = [f"“qq{number} rr{number}”" for number in range(before)]
    text = " and ".join([*quoted, "“a shameless giveaway”"])
    other = prepare("This is a shameless giveaway and nobody will forgive it", "direct")
    assert len(partial_matches(prepare(text, "mixed"), other, "same")) == found
