"""Of quotations that take the same words, the surest is kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations.overlaps import compete, layered, surest, without_rivals
from quotetrack.records import Quote


def quote_at(number, start, length, score):
    return Quote(
        f"a{number}", ((start, start + length),), (), (), "direct", "x" * length, score, "said"
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.integers(1, 900), st.sampled_from([0.2, 0.5, 0.9])),
        max_size=25,
    )
)
def test_cells_miss_no_rivals(places):
    """Comparing within cells keeps what comparing each quotation with each keeps."""
    ordered = [quote_at(n, *place) for n, place in enumerate(places)]
    kept = []
    for quote in ordered:
        if not any(compete(quote, other) for other in kept):
            kept.append(quote)
    assert without_rivals(ordered, compete) == sorted(kept, key=lambda q: q.content)


@pytest.mark.parametrize(("common", "left"), [(30, 2), (31, 1)])
def test_rivals_share_more_than_three_tenths(common, left):
    """Of two findings that share more than .3 of the shorter, only the surer one is kept."""
    first, second = quote_at(1, 0, 100, 0.9), quote_at(1, 100 - common, 200, 0.5)
    assert len(surest([first, second])) == left
    assert surest([second, first])[0] is first


@pytest.mark.parametrize(("common", "left"), [(60, 2), (61, 1)])
def test_duplicates_share_more_than_six_tenths(common, left):
    """Of two quotations of the rules that share more than .6 of the longer, one is kept."""
    first, second = quote_at(1, 0, 100, 0.9), quote_at(1, 100 - common, 100, 0.5)
    outer, inner = layered([first, second], [], set())
    assert (len(outer), inner) == (left, [])


def test_a_report_within_a_quotation_is_nested():
    """A quotation whose cue lies in another too is nested, if its cue is somebody else's."""
    cue = ((40, 44),)
    outer, inner = quote_at(1, 0, 100, 0.9), replace(quote_at(1, 50, 30, 0.9), cue=cue)
    assert layered([outer, inner], [], set()) == ([outer], [])
    (whole,), (part,) = layered([outer, inner], [], {cue})
    assert whole is outer and part.nested and part.content == inner.content
