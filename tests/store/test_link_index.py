"""The index: what is put in comes out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.linking import posting_lists
from quotetrack.store import (
    connection,
    link_index,
)
from quotetrack.tracking.incremental_linking import merged_chunks

ENTRIES = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 50)), max_size=30, unique=True), max_size=4
)


@given(ENTRIES, st.sets(st.integers(0, 6)), st.booleans())
def test_chunks_hold_what_was_put_in(segments, wanted, many):
    """Chunks give back what was put in, and every entry of a key that fills few chunks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_lists, "CHUNK_SIZE", 16)
        patch.setattr(link_index, "MANY_KEYS", 0 if many else 100)
        db = connection.connect(":memory:")
        parts = [
            np.array(sorted((key << 32) | wording for key, wording in part), np.uint64)
            for part in segments
        ]
        for part in parts:
            link_index.add_segment(db, posting_lists.chunks(part), merged_chunks)
        chosen = posting_lists.from_chunks(
            link_index.chunks(db.conn, link_index.chunks_for(db.conn, sorted(wanted)))
        )
        db.close()
    everything = {entry for part in parts for entry in part.tolist()}
    assert (
        {entry for entry in everything if entry >> 32 in wanted}
        <= set(chosen.tolist())
        <= everything
    )
