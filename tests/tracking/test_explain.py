"""Why two quotations are linked or not."""

import pytest
from linked_databases import PLAIN, database, extraction

from quotetrack.errors import NotFoundError
from quotetrack.tracking.explain import explain


def test_a_link_can_be_explained():
    """What two versions share, what prefilter and rules say, and whether the link is stored."""
    db = database([[extraction(number, story) for number, story in enumerate(PLAIN)]])
    one, other = extraction(0, PLAIN[0]).quotes[0].id, extraction(1, PLAIN[1]).quotes[0].id
    told = explain(db.conn, one, other)
    assert (told["candidates"], told["passes_prefilter"], told["stored"], told["speakers"]) == (
        True,
        True,
        True,
        "same",
    )
    assert (
        told["common_words"] == 8
        and told["shared_keys"] == sorted(told["shared_keys"])
        and min(told["shared_keys"]) == 2
    )
    assert told["link"]["relation"] == "edited" and told["why"].startswith("linked: edited")


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [((0, 0), (2, 0), "all that they share is common"), ((2, 0), (2, 1), "one article")],
)
def test_a_missing_link_can_be_explained(a, b, why):
    """The answer says which step parted them."""
    db = database([[extraction(number, story) for number, story in enumerate(PLAIN)]])
    ids = [extraction(article, PLAIN[article]).quotes[place].id for article, place in (a, b)]
    told = explain(db.conn, *ids)
    assert not told["stored"] and why in told["why"]


def test_a_quotation_that_is_not_there_is_named():
    """An unknown id is one line."""
    with pytest.raises(NotFoundError, match="nowhere"):
        explain(database([]).conn, "nowhere", "nowhere")
