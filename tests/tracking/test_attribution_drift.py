"""The same words under two speakers: what it seems to be, and why."""

import json

import pytest
from stand_in_parser import Splitter, fail
from stories import incoming

from quotetrack.records import Article
from quotetrack.store import connection
from quotetrack.tracking import attribution_drift, ingest
from quotetrack.tracking.attribution_drift import VERDICTS, verdict


def side(
    name,
    kind="person",
    descriptor=None,
    printed=None,
    around="",
    others=(),
    nested=False,
    outlet="The Herald",
):
    return {
        "speaker": name,
        "speaker_kind": kind,
        "descriptor": descriptor,
        "speaker_as_printed": printed or name,
        "around": around,
        "others": others,
        "nested": nested,
        "outlet": outlet,
        "article": outlet,
    }


CASES = [
    ("misattribution", side("Ana Ruiz"), side("Tom Hill")),
    ("misattribution", side("Harbour Union"), side("Port Authority", "organisation")),
    ("misattribution", side("Ana Ruiz", around="Ana Ruiz spoke after Tom Hill."), side("Tom Hill")),
    ("misattribution", side("Ana Hill"), side("Tom Hill")),
    ("relay", side("The letter", "unnamed"), side("Ana Ruiz")),
    ("relay", side("a report on the harbour", "unnamed"), side("Port Authority", "organisation")),
    ("relay", side("his site on sailing", "unnamed"), side("Tom Hill")),
    ("relay", side("Evening Tribune", "organisation"), side("Ana Ruiz")),
    ("relay", side("Reuters", "organisation"), side("Ana Ruiz")),
    ("relay", side("Ana Ruiz"), side("Tom Hill", others=("Ana Ruiz",))),
    (
        "relay",
        side("Ana Ruiz", nested=True, around="Tom Hill recalled that"),
        side("Tom Hill"),
    ),
    (
        "role for name",
        side("the ministry", "organisation"),
        side("Ana Ruiz", descriptor="a spokeswoman for the ministry"),
    ),
    (
        "role for name",
        side("the mayor", "unnamed"),
        side("Ada Flint", descriptor="mayor of Wexley"),
    ),
    ("role for name", side("the mayor", "unnamed"), side("Ada Flint", printed="Mayor Ada Flint")),
    (
        "role for name",
        side("Fisheries Ministry", "organisation", around="The ministry, led by Ana Ruiz, said"),
        side("Ana Ruiz"),
    ),
    (
        "role for name",
        side("the ministry", "organisation"),
        side("Ana Ruiz", around="Ruiz spoke in front of the ministry."),
    ),
    ("other name", side("John Q. Marsh Jr."), side("John Marsh")),
    ("other name", side("J. Marsh"), side("John Marsh")),
    ("other name", side("Mohamed Ansari"), side("Mohammed Ansari")),
    ("other name", side("one angler from the north", "unnamed"), side("An angler", "unnamed")),
    (
        "other name",
        side("fishing industry sources", "group"),
        side("sources in the industry", "group"),
    ),
    ("unclear", side("a man in a red coat", "unnamed"), side("the driver", "unnamed")),
    ("unclear", side("a man in a red coat", "unnamed"), side("Tom Hill")),
    ("unclear", side("scholars", "group", around="Tom Hill met them"), side("Tom Hill")),
]


@pytest.mark.parametrize(
    ("seems", "a", "b"), CASES, ids=[f"{a['speaker']} - {b['speaker']}" for _, a, b in CASES]
)
def test_what_it_seems_to_be(seems, a, b):
    """Each kind by its signs, whichever side comes first; the reason names both."""
    assert (verdict(a, b)[0], verdict(b, a)[0]) == (seems, seems)
    assert seems in VERDICTS
    if seems in ("misattribution", "unclear"):
        assert a["speaker"] in verdict(a, b)[1] and b["speaker"] in verdict(a, b)[1]


def test_a_name_beside_the_words_warns_of_misreading():
    """Where one article names both, the finding says that it may have been misread."""
    assert (
        "misread"
        in verdict(side("Ana Ruiz", around="Ana Ruiz spoke after Tom Hill."), side("Tom Hill"))[1]
    )
    assert "misread" not in verdict(side("Ana Ruiz"), side("Tom Hill"))[1]


WORDS = "The northern harbour will stay closed until the first week of April"
TOLD = {
    "herald": ("2024-03-01", "Ana Ruiz", "person", None),
    "gazette": ("2024-03-02", "Ana Ruiz", "person", None),
    "courier": ("2024-03-03", "Tom Hill", "person", None),
    "mail": ("2024-03-04", "The letter", "unnamed", None),
}


@pytest.fixture(scope="module")
def db():
    base = connection.connect(":memory:")
    readings = []
    for name, (date, speaker, kind, descriptor) in TOLD.items():
        text = f"“{WORDS},” said {speaker} after the meeting."
        quote = {
            "content": [[1, 1 + len(WORDS)]],
            "cue": [[text.index("said"), text.index("said") + 4]],
            "kind": "direct",
            "source": [[text.index(speaker), text.index(speaker) + len(speaker)]],
            "speaker": {"name": speaker, "kind": kind, "descriptor": descriptor},
        }
        readings.append(incoming(Article(name, text, outlet=name.title(), date=date), quote))
    ingest.ingest(base, readings, Splitter(), fail)
    return base


def pairs(found):
    return [(row["seems"], row["a"]["article"], row["b"]["article"]) for row in found]


def test_findings_show_both_sides(db):
    """Misattributions come first, then by date; side a is the earlier one."""
    found = attribution_drift.drift(db.conn)
    assert pairs(found) == [
        ("misattribution", "herald", "courier"),
        ("misattribution", "gazette", "courier"),
        ("relay", "herald", "mail"),
        ("relay", "gazette", "mail"),
        ("relay", "courier", "mail"),
    ]
    first = found[0]
    assert (first["a"]["speaker"], first["b"]["speaker"], first["first"]["article"]) == (
        "Ana Ruiz",
        "Tom Hill",
        "herald",
    )
    assert first["a"]["text"] == first["b"]["text"] == WORDS
    assert (first["articles"][0], first["b"]["cue"], first["b"]["speaker_as_printed"]) == (
        2,
        "said",
        "Tom Hill",
    )
    json.dumps(found)


def test_findings_of_one_kind_or_article(db):
    """Only what seems so, only what touches an article."""
    assert {row["seems"] for row in attribution_drift.drift(db.conn, seems="relay")} == {"relay"}
    assert pairs(attribution_drift.drift(db.conn, article="mail")) == pairs(
        attribution_drift.drift(db.conn, seems="relay")
    )


def test_one_speaker_does_not_drift(db):
    """The same words under the same speaker are no finding."""
    assert not [
        row
        for row in attribution_drift.drift(db.conn)
        if row["a"]["speaker"] == row["b"]["speaker"]
    ]


def test_the_view_shows_the_same_pairs(db):
    """What Datasette shows is what the command judges."""
    seen = {
        frozenset(row)
        for row in db.conn.execute("select article_id, other_article from attribution_drift")
    }
    assert seen == {frozenset(pair[1:]) for pair in pairs(attribution_drift.drift(db.conn))}
