"""What is reported about a change of speaker, title, affiliation, and of direct speech."""

import pytest
from change_cases import TOLD_OF
from linking_texts import version

from quotetrack.linking import classifier
from quotetrack.linking.compare import compare
from quotetrack.records import Change, Version

CLASSIFIER = classifier.load()
HARBOUR = "We will rebuild the harbour before the winter storms come back to this coast"


@pytest.mark.parametrize(("one", "other", "expected"), TOLD_OF)
def test_what_differs_about_who_speaks_and_how(one, other, expected):
    """Speaker, title, and direct or indirect speech; a change of speaker alters the meaning."""
    a, b = (
        Version(article, article, HARBOUR, kind, None, name, None, printed)
        for article, (kind, name, printed) in (("a", one), ("b", other))
    )
    found = compare(a, b, CLASSIFIER).changes
    assert tuple(f"{change.kind}: {change.before} > {change.after}" for change in found) == expected
    assert [change.kind for change in found if change.meaning] == [
        change.kind for change in found if change.kind == "speaker"
    ]


def test_what_differs_about_the_speaker_is_told():
    """Title, affiliation and indirect speech are changes, shown as printed."""
    a = version(
        HARBOUR, source_text="Ada Lind", descriptor="a geologist at Austria National University"
    )
    b = version(
        HARBOUR,
        article="b",
        kind="indirect",
        source_text="Dr Ada Lind",
        descriptor="geologist at Austrian National University",
    )
    assert compare(a, b, CLASSIFIER).changes == (
        Change("title", "Ada Lind", "Dr Ada Lind"),
        Change("affiliation", "Austria National University", "Austrian National University"),
        Change("indirect", "direct", "indirect"),
    )


def test_a_title_in_the_descriptor_is_no_change():
    """A title may stand before the name or behind it; a pronoun drops none."""
    a = version(HARBOUR, source_text="Senator Ada Lind")
    b = version(HARBOUR, article="b", source_text="Ada Lind", descriptor="the senator from Oslo")
    assert compare(a, b, CLASSIFIER).changes == ()
    assert compare(a, version(HARBOUR, article="b", source_text="she"), CLASSIFIER).changes == ()
