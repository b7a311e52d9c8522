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
from quotetrack.store import link_index as index
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


def segments(db):
    return db.conn.execute(
        "select level, count(*), sum(size) from link_index_segments group by level"
    ).fetchall()


def joined(blobs):
    return [(0, b"".join(blobs))]


@pytest.mark.parametrize(
    ("segments_added", "entries", "left"),
    [
        (7, 3, [(0, 7, 21)]),
        (8, 3, [(1, 1, 24)]),
        (8, 500_000, [(1, 1, 4_000_000)]),
        (8, 500_001, [(0, 8, 4_000_008)]),
    ],
)
def test_eight_segments_become_one_up_to_a_size(db, segments_added, entries, left):
    """FANOUT segments of a level are merged, unless the result would be larger than LARGEST."""
    for _ in range(segments_added):
        index.add_segment(db, [(0, bytes(8 * entries))], joined)
    assert segments(db) == left


def test_nothing_is_stored_of_no_entries(db):
    """A segment without entries leaves no row."""
    index.add_segment(db, [], joined)
    assert segments(db) == []


@pytest.mark.parametrize(("keys", "everything"), [(20_000, False), (20_001, True)])
def test_of_many_keys_all_chunks_are_read(monkeypatch, keys, everything):
    """From MANY_KEYS on it is faster to read the whole index."""
    asked = []
    monkeypatch.setattr(index, "column", lambda conn, sql, *_: asked.append(sql) or [])
    index.chunks_for(None, range(keys))
    assert ("with wanted" not in asked[0]) is everything
