"""Of quotations that take the same words, the surest is kept."""

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations.overlaps import compete, without_rivals
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
