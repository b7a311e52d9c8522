"""Multi-part quotations: what is joined, and the pieces that an outlet may print alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations import multipart
from quotetrack.quotations.quote_fields import reason
from quotetrack.records import Article, Construction, Parse, Quote

ANN = (0, 3)


def quote(text, *contents, kind="direct", continues=False, source=(), start=0):
    """The quotation of these words, each looked for behind the one before."""
    spans = []
    for words in contents:
        begin = text.index(words, spans[-1][1] if spans else start)
        spans.append((begin, begin + len(words)))
    construction = Construction.CONTINUED if continues else Construction.CLAUSE
    return Quote(
        "x",
        tuple(spans),
        (),
        source,
        kind,
        " ... ".join(contents),
        0.9,
        reason(construction),
        construction=construction,
        continues=continues,
    )


def parse(text):
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
    return Parse(Article("x", text, paragraphs=tuple(zip(starts, ends, strict=True))), ())


# ---- pieces
CUT = [
    (
        "“The dam leaks,” she said. “We told them.”",
        ["The dam leaks", "We told them."],
        [["The dam leaks"], ["We told them."]],
    ),
    ("“The dam,” she said, “leaks.”", ["The dam", "leaks."], [["The dam", "leaks."]]),
    (
        "“Does it leak?” she asked. “Since when?”",
        ["Does it leak?", "Since when?"],
        [["Does it leak?"], ["Since when?"]],
    ),
    (
        "“The dam,” she said, “leaks.” She sighed. “We told them.”",
        ["The dam", "leaks.", "We told them."],
        [["The dam", "leaks."], ["We told them."]],
    ),
    (
        "“It leaks,” said Roe of Dams Inc., “and always did.”",
        ["It leaks", "and always did."],
        [["It leaks", "and always did."]],
    ),
    (
        "“It leaks,” said Tom Roe Jr. “and always did.”",
        ["It leaks", "and always did."],
        [["It leaks", "and always did."]],
    ),
    (
        "“It leaks,” said J. Roe, “and always did.”",
        ["It leaks", "and always did."],
        [["It leaks", "and always did."]],
    ),
    (
        "“It leaks,” said Roe, of Dams Inc. “We told them.”",
        ["It leaks", "We told them."],
        [["It leaks"], ["We told them."]],
    ),
    (
        "''It leaks,'' she said. ''We told them.''",
        ["It leaks", "We told them."],
        [["It leaks"], ["We told them."]],
    ),
    (
        "„It leaks“, she said. „We told them.“",
        ["It leaks", "We told them."],
        [["It leaks"], ["We told them."]],
    ),
    (
        "She added: “It leaks” and: “We told them.”",
        ["It leaks", "We told them."],
        [["It leaks"], ["We told them."]],
    ),
    (
        "“It leaks, and\n\n“we told them so.”",
        ["It leaks, and", "we told them so."],
        [["It leaks, and"], ["we told them so."]],
    ),
    (
        "“It leaks.\n“We told them so.”",
        ["It leaks.", "We told them so."],
        [["It leaks."], ["We told them so."]],
    ),
    (
        "“It leaks.” “We told them so.”",
        ["It leaks.", "We told them so."],
        [["It leaks."], ["We told them so."]],
    ),
    (
        "“It leaks, and\n“we told them so.”",
        ["It leaks, and", "we told them so."],
        [["It leaks, and", "we told them so."]],
    ),
    (
        "“It leaks,” she said.\n“We told them so.”",
        ["It leaks", "We told them so."],
        [["It leaks"], ["We told them so."]],
    ),
    ("“It leaks.”", ["It leaks."], [["It leaks."]]),
]


@pytest.mark.parametrize(("text", "contents", "wanted"), CUT, ids=[case[0][:40] for case in CUT])
def test_pieces(text, contents, wanted):
    """A quotation is cut only where a sentence ends or a blank line stands between parts."""
    found = multipart.pieces(text, quote(text, *contents))
    assert [[text[s:e] for s, e in q.content] for q in found] == wanted
    assert [q.text for q in found] == [" ... ".join(group) for group in wanted]


def test_a_piece_keeps_what_was_known():
    """The source stays; the first piece keeps its reason, the others are continued ones."""
    text = "“The dam leaks,” said Ann. “We told them.”"
    whole = quote(text, "The dam leaks", "We told them.", source=((22, 25),))
    first, second = multipart.pieces(text, whole)
    assert (first.source, second.source) == (whole.source, whole.source)
    assert (first.reason, first.continues) == (whole.reason, False)
    assert (second.reason, second.continues) == ("continued: the speaker goes on", True)
    assert len({first.id, second.id, whole.id}) == 3


@pytest.mark.parametrize(
    ("text", "contents", "kinds"),
    [
        (
            "“The dam leaks,” said Ann. The town was told.",
            ["The dam leaks", "The town was told"],
            ["direct", "indirect"],
        ),
        (
            "The dam leaks, said Ann. “We told the town.”",
            ["The dam leaks", "We told the town."],
            ["indirect", "direct"],
        ),
        (
            "The dam “leaks a lot,” said Ann. “We told the town.”",
            ["The dam “leaks a lot", "We told the town."],
            ["mixed", "direct"],
        ),
        (
            "The dam, said Ann, “leaks a lot.” The town was told.",
            ["The dam", "leaks a lot.", "The town was told"],
            ["mixed", "indirect"],
        ),
        (
            "“The dam,” said Ann, “leaks a lot.” The workers' town was told.",
            ["The dam", "leaks a lot.", "The workers' town was told"],
            ["direct", "indirect"],
        ),
        (
            "The town's dam leaks, said Ann. “We told the town.”",
            ["The town's dam leaks", "We told the town."],
            ["indirect", "direct"],
        ),
    ],
)
def test_kinds_of_pieces(text, contents, kinds):
    """Pieces of a mixed quotation are direct between marks, mixed with some, else indirect."""
    assert [q.kind for q in multipart.pieces(text, quote(text, *contents, kind="mixed"))] == kinds


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_pieces_of_one_kind_keep_it(kind):
    """A piece of a direct quotation is direct, and of an indirect one indirect."""
    text = "“The dam leaks,” said Ann. The town was told."
    assert {
        q.kind
        for q in multipart.pieces(
            text, quote(text, "The dam leaks", "The town was told", kind=kind)
        )
    } == {kind}


def test_hostile_gaps_are_bounded():
    """Long runs of spaces, stops and marks between two parts do not take long."""
    for gap in (
        ". " + " " * 20_000 + "x",
        "." * 20_000 + "x",
        '."' * 20_000 + "x",
        "\n" + " " * 20_000,
        ".”" + "” " * 20_000 + "x",
    ):
        text = f"aa{gap}bb"
        assert len(multipart.pieces(text, quote(text, "aa", "bb"))) == 1


@given(st.text(alphabet='aB .,!\n"“”', max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_pieces_share_out_the_whole(text, places):
    """The pieces of any text have all spans of the whole in order, and text as printed."""
    places = sorted({p for p in places if p <= len(text)})
    spans = tuple(zip(places[::2], places[1::2], strict=False))
    if not spans:
        return
    whole = Quote(
        "x", spans, (), (), "mixed", " ... ".join(text[s:e] for s, e in spans), 0.5, "said"
    )
    found = multipart.pieces(text, whole)
    assert [s for q in found for s in q.content] == list(spans)
    assert all(q.text == " ... ".join(text[s:e] for s, e in q.content) for q in found)
    assert all(multipart.pieces(text, q)[0].content == q.content for q in found)


# ---- joined
def test_joined():
    """What continues a quotation in its paragraph is part of it, if it has the same source."""
    text = "“The dam leaks,” said Ann. “We told them.”"
    found = multipart.joined(
        parse(text), [quote(text, "The dam leaks"), quote(text, "We told them.", continues=True)]
    )
    assert [(q.text, q.kind, q.reason) for q in found] == [
        ("The dam leaks ... We told them.", "direct", "clause")
    ]


@pytest.mark.parametrize(
    ("text", "source", "continues"),
    [
        ("“The dam leaks,” said Ann.\n“We told them.”", (), True),
        ("“The dam leaks,” said Ann. “We told them.”", (ANN,), True),
        ("“The dam leaks,” said Ann. “We told them.”", (), False),
    ],
)
def test_not_joined(text, source, continues):
    """With another paragraph, source or cue of its own, it is a quotation of its own."""
    made = [
        quote(text, "The dam leaks"),
        quote(text, "We told them.", source=source, continues=continues),
    ]
    assert multipart.joined(parse(text), made) == made


def test_three_in_a_row_are_one():
    """Three parts in one paragraph make one quotation."""
    text = "“One wall,” said Ann. “Two walls.” She paused. “Three walls.”"
    made = [
        quote(text, "One wall"),
        *(quote(text, words, continues=True) for words in ("Two walls.", "Three walls.")),
    ]
    (whole,) = multipart.joined(parse(text), made)
    assert len(whole.content) == 3


def test_a_joined_quotation_of_two_kinds_is_mixed():
    """A direct and an indirect part make a mixed quotation."""
    text = "“The dam leaks,” said Ann. “We told them.”"
    made = [
        quote(text, "The dam leaks", kind="indirect"),
        quote(text, "We told them.", continues=True),
    ]
    assert [q.kind for q in multipart.joined(parse(text), made)] == ["mixed"]


@pytest.mark.parametrize(
    "text",
    ["“The dam leaks,” said Ann. “We told them.”", '"The dam leaks!" said Ann. "We told them."'],
)
def test_pieces_undo_joining(text):
    """Joining and cutting give the quotations back."""
    leaks = "The dam leaks!" if "!" in text else "The dam leaks"
    made = [quote(text, leaks), quote(text, "We told them.", continues=True)]
    (whole,) = multipart.joined(parse(text), made)
    assert multipart.pieces(text, whole) == made
    assert multipart.joined(parse(text), multipart.pieces(text, whole)) == [whole]


def test_joining_is_done_once():
    """Joining twice changes nothing."""
    text = "“The dam leaks,” said Ann. “We told them.”\n“Nobody came.”"
    made = [
        quote(text, "The dam leaks"),
        *(quote(text, w, continues=True) for w in ("We told them.", "Nobody came.")),
    ]
    once = multipart.joined(parse(text), made)
    assert multipart.joined(parse(text), once) == once and len(once) == 2
