"""Gold links, hard negatives and predictions made up for the tests of link evaluation."""

from hypothesis import strategies as st
from labelled import pair, side

GOLD = [
    pair(side("p", 0, 20), side("q", 50, 70), "verbatim", event="fair", same_speaker=True),
    pair(side("p", 30, 60), side("r", 0, 20), "truncated", event="fair", same_speaker=True),
    pair(side("q", 100, 140), side("r", 40, 90), "paraphrase", event="fair", same_speaker=False),
    pair(side("s", 0, 9), side("t", 0, 9), "edited", event="vote", same_speaker=True),
]
NEGATIVES = [
    pair(side("p", 200, 220), side("q", 200, 220), "negative", event="fair", note="two days apart"),
    pair(side("s", 30, 40), side("t", 30, 40), "negative", event="vote"),
]
FOUND = [
    pair(side("q", 50, 70), side("p", 0, 20), "verbatim"),  # right, sides turned
    pair(side("p", 2, 12), side("q", 55, 80, None), "truncated"),  # right too, by half
    pair(
        side("p", 30, 44), side("r", 10, 30, "I. Holm"), "edited", reason="most words"
    ),  # right, in another relation and mouth
    pair(side("p", 201, 219), side("q", 205, 225), "paraphrase"),  # the hard negative
    pair(side("q", 100, 140), side("s", 0, 9), "edited"),  # wrong, and across events
    pair(side("p", 0, 20), side("p", 30, 60), "edited"),  # within an article: left out
    pair(side("p", 0, 20), side("z", 0, 20), "verbatim"),
]  # an article without labels: left out

SIDES = st.builds(
    side,
    st.sampled_from("pqrst"),
    st.integers(0, 12),
    st.integers(13, 30),
    st.sampled_from([None, "Ida Holm", "Bo Lind"]),
)
RELATIONS = st.sampled_from(["verbatim", "truncated", "edited", "paraphrase"])
PAIRS = st.lists(
    st.builds(
        pair, SIDES, SIDES, RELATIONS, event=st.just("fair"), same_speaker=st.booleans()
    ).filter(lambda link: link["a"]["article"] != link["b"]["article"]),
    max_size=6,
)
