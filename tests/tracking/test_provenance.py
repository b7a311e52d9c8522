"""Who published a claim first, which changes travelled on, and which were corrected."""

import pytest
from stand_in_parser import Splitter, fail
from stories import incoming

from quotetrack.records import Article
from quotetrack.store import connection
from quotetrack.tracking import ingest, provenance

SAID = "The old bridge will stay closed for 40 days because of the flood"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PORTSEA, March 3 (Reuters) - He said so.", ["Reuters"]),
        ("He said so.\nREUTERS", ["Reuters"]),
        ("He said so.\n— AFP\nMore.", ["AFP"]),
        ("He said so. The Associated Press contributed to this report.", ["AP"]),
        ("He said so. Reporting by Agence France-Presse.", ["AFP"]),
        ("He said so, according to AP.", ["AP"]),
        ("He told Reuters so.", ["Reuters"]),
        ("He told the Evening Herald so.", ["Evening Herald"]),
        ("He said so in an interview with The Evening Herald.", ["Evening Herald"]),
        ("The Evening Herald reported that he said so. (AP)", ["AP", "Evening Herald"]),
        ("He said so.\nPHOTO: REUTERS", []),
        ("He said so, and Reuters is an agency.", []),
        ("He said so (AP Photo/Tom Hill).", []),
        ("He told Mira so, in the Morning Post.", []),
        ("The PAYING guest said so.", []),
        ("", []),
    ],
)
def test_credits(text, named):
    """Signatures, datelines, thanks and "told" are credits; photo lines and mentions are not."""
    assert [
        credit["name"] for credit in provenance.credits(text, 0, len(text), ["The Evening Herald"])
    ] == named


def test_a_credit_in_a_sentence_counts_near_the_words_only():
    """What an agency reported elsewhere in the article is no credit; its signature is."""
    text = "He said so." + " More of it." * 100 + " It was cold, according to AP. (AFP)"
    assert [credit["name"] for credit in provenance.credits(text, 0, 11)] == ["AFP"]


def ingested(*stories):
    """Stories as (name, date, words said, rest of the text) in a database."""
    db = connection.connect(":memory:")
    readings = []
    for name, date, said, rest in stories:
        text = f"“{said},” said Ana Ruiz.{rest}"
        quote = {
            "content": [[1, 1 + len(said)]],
            "kind": "direct",
            "speaker": {"name": "Ana Ruiz", "kind": "person"},
        }
        readings.append(
            incoming(Article(name, text, outlet=name.split("-")[0].title(), date=date), quote)
        )
    ingest.ingest(db, readings, Splitter(), fail)
    return db.conn


def traced(*stories):
    return provenance.trace(ingested(*stories), "bridge will stay closed")


@pytest.mark.parametrize(
    ("stories", "first", "by"),
    [
        (
            [("herald", "2024-03-02", SAID, ""), ("gazette", "2024-03-01", SAID, "")],
            "gazette",
            "date",
        ),
        (
            [("herald", "2024-03-01", SAID, " (Reuters)"), ("reuters", "2024-03-02", SAID, "")],
            "herald",
            "date",
        ),
        (
            [("herald", "2024-03-01", SAID, " (Reuters)"), ("reuters", "2024-03-01", SAID, "")],
            "reuters",
            "credit",
        ),
        (
            [("herald", None, SAID, " She told the Gazette so."), ("gazette", None, SAID, "")],
            "gazette",
            "credit",
        ),
        ([("herald", "2024-03-01", SAID, ""), ("gazette", "2024-03-01", SAID, "")], None, None),
        ([("herald", "2024-03-01", SAID, ""), ("gazette", None, SAID, "")], None, None),
        (
            [
                ("herald", None, SAID, " She told the Gazette so."),
                ("gazette", None, SAID, " She told the Herald so."),
            ],
            None,
            None,
        ),
        (
            [("herald", "2024-03-01", SAID, " (AFP)"), ("gazette", "2024-03-01", SAID, "")],
            None,
            None,
        ),
    ],
)
def test_who_was_first(stories, first, by):
    """The earliest version; among ties the one that others credit; otherwise unknown."""
    found = traced(*stories)
    assert ((found["first"] or {}).get("article"), found["first_by"]) == (first, by)
    assert found["first_why"]
    if by == "credit":
        assert found["versions"][0]["article"] == first and "credits" in found["first_why"]


def test_who_is_credited_and_not_there():
    """An agency that articles credit and that has no version itself is named with them."""
    found = traced(
        ("herald", "2024-03-01", SAID, " (AFP)"),
        ("gazette", "2024-03-02", SAID, " (AFP)"),
        ("reuters", "2024-03-03", SAID, " (Reuters)"),
    )
    assert found["origins"] == [
        {"name": "AFP", "words": "(AFP)", "articles": ["herald", "gazette"]}
    ]
    assert [row["credits"] for row in found["versions"]] == [
        [{"name": "AFP", "words": "(AFP)"}]
    ] * 2 + [[]]


WRONG = SAID.replace("40", "60")
BOTH = WRONG.replace("old ", "")


def way(found, kind):
    change = next(change for change in found["changes"] if change["kind"] == kind)
    lists = {
        key: [place["article"] for place in change[key]]
        for key in ("travelled", "also", "put_right")
    }
    return lists | {"by": change["by"]["article"]}


def test_a_change_travels_on():
    """A change travels to those that have it later; who kept the first words corrects nothing."""
    found = traced(
        ("herald", "2024-03-01", SAID, ""),
        ("gazette", "2024-03-02", WRONG, ""),
        ("courier", "2024-03-03", WRONG, ""),
        ("mail", "2024-03-02", WRONG, ""),
        ("post", "2024-03-04", SAID, ""),
    )
    assert way(found, "number") == {
        "by": "gazette",
        "travelled": ["courier"],
        "also": ["mail"],
        "put_right": [],
    }


@pytest.mark.parametrize(
    ("last", "put_right"),
    [
        (("gazette-2", "2024-03-03", SAID, ""), ["gazette-2"]),
        (("post", "2024-03-03", SAID, " She told the Gazette so."), ["post"]),
        (("post", "2024-03-03", SAID.replace("old ", ""), ""), ["post"]),
        (("post", "2024-03-03", SAID, ""), []),
        (("gazette-2", "2024-03-03", WRONG, ""), []),
        (("gazette-2", "2024-03-02", SAID, ""), []),
    ],
)
def test_a_change_is_put_right(last, put_right):
    """The first words again, later, from one that depends on the change, are a correction."""
    found = traced(("herald", "2024-03-01", SAID, ""), ("gazette", "2024-03-02", BOTH, ""), last)
    assert way(found, "number")["put_right"] == put_right


def test_a_claim_without_changes_has_none():
    """The same words everywhere: a journey without changes."""
    assert (
        traced(("herald", "2024-03-01", SAID, ""), ("gazette", "2024-03-02", SAID, ""))["changes"]
        == []
    )
    assert traced(("herald", "2024-03-01", SAID, ""))["first_why"] == "the only article"


@pytest.mark.parametrize(("distance", "credited"), [(300, True), (301, False)])
def test_how_near_a_credit_in_a_sentence_must_be(distance, credited):
    """A credit in a sentence counts within NEARBY characters before and after the quotation."""
    before = "told AP ".ljust(distance) + "He said so."
    assert bool(provenance.credits(before, distance, len(before))) is credited
    after = "He said so." + " told AP".rjust(distance)
    assert bool(provenance.credits(after, 0, len("He said so."))) is credited
