"""Spans put together, taken apart and trimmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.spans import bare, clipped, in_article, merged, shared, size, within, without

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda p: (p[0], p[0] + p[1])), max_size=6
)


def covered(spans):
    return {i for start, end in spans for i in range(start, end)}


@given(SPANS)
def test_merging_loses_nothing(spans):
    """Merged spans are in order and apart, and cover all that the spans cover."""
    out = merged("x" * 60, spans)
    assert covered(out) == covered(spans)
    assert all(a[1] < b[0] for a, b in zip(out, out[1:], strict=False))


def test_marks_and_spaces_do_not_part():
    """Two spans with nothing but marks and spaces between them are one."""
    assert merged("one ”, “two", [(0, 3), (8, 11)]) == [(0, 3), (8, 11)]
    assert merged("one ” “two", [(0, 3), (7, 10)]) == [(0, 10)]


@given(SPANS, SPANS)
def test_taking_away_leaves_the_rest(spans, others):
    """What is left of spans lies in them and outside the others."""
    left = covered(without(spans, others))
    assert left <= covered(spans) - covered(others)


@pytest.mark.parametrize(
    ("content", "outer", "cut"),
    [([(0, 5), (8, 12)], (3, 10), [(3, 5), (8, 10)]), ([(0, 2)], (3, 10), [])],
)
def test_clipping_keeps_what_lies_within(content, outer, cut):
    """Spans are cut at the ends of another."""
    assert clipped(content, outer) == cut


def test_ends_are_trimmed():
    """Commas, dashes and spaces at the ends go; stops and marks stay."""
    text = " – no more, please. –"
    assert text[slice(*bare(text, (0, len(text))))] == "no more, please."


def test_counting_characters():
    """Sizes count characters; a content lies within another if each of its spans does."""
    assert (shared([(0, 4), (6, 9)], [(2, 7)]), size([(0, 4), (6, 9)])) == (3, 7)
    assert within([(1, 2), (6, 7)], [(0, 4), (6, 9)]) and not within([(3, 7)], [(0, 4), (6, 9)])


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ((0, 4), (10, 14)),
        ((2, 7), (12, 17)),
        ((12, 15), (30, 33)),
        ((3, 15), (13, 33)),
        ((7, 12), (10, 36)),
    ],
)
def test_a_span_of_a_text_is_found_in_its_article(span, place):
    """Characters of a quotation's text, whose spans are joined by dots, have an article place."""
    assert in_article([(10, 17), (30, 36)], span) == place
