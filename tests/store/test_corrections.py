"""What people decide."""

from quotetrack.store import (
    corrections,
)


def test_a_decision_can_be_taken_back(db):
    """An undone judgement no longer counts, and its record stays."""
    number = corrections.judge(db, "alias", ["speaker"], "Old Mira")
    assert corrections.undo(db, number) and not corrections.undo(db, number)
    assert (corrections.judgements(db.conn), db["judgements"].count) == ([], 1)
