"""Web text on one line: captions, teasers, galleries and pull quotes run into the prose."""

import pytest

from quotetrack.readers.layout import segment
from quotetrack.readers.run_on_lines import cut_line

A = (
    "The harbour board will meet again on Monday to decide who pays for the new crane, which fell "
    "into the sea last winter."
)
B = (
    "Two of its members had asked for more time to read the plans. The clerk sent them home with "
    "four hundred pages."
)
C = (
    "A new pilot boat starting next month will carry up to twelve passengers a day between the "
    "islands and the northern quay."
)
D = (
    "Nobody from the union was invited, although its members load four ships in five. They found "
    "out from the radio, they say."
)
Q = "We do not fear the owner because the law is with us"


def prose(text, title=None):
    return [text[start:end] for start, end in segment(text, title)[1]]


def of_kind(text, kind, title=None):
    return [text[r.start : r.end] for r in segment(text, title)[0] if r.kind == kind]


LINES = [
    ("no-break spaces after sentences", "\xa0".join([A, B, C, D]), [A, B, C, D]),
    ("no-break and other spaces", f"{A}\xa0  {B} \xa0{C}\xa0\xa0{D}", [A, B, C, D]),
    ("share line between", f"{A}\xa0{B}\xa0  Follow us on Twitter  {C}\xa0{D}", [A, B, C, D]),
    (
        "pull-quote with its speaker",
        f"{A}\xa0{B}\xa0{Q}Ana RuizA new pilot boat will come.\xa0{D}",
        [A, B, Q, "Ana Ruiz", "A new pilot boat will come.", D],
    ),
    (
        "pull-quote of a Mac",
        f"{A}\xa0{B}\xa0{Q}Ewan McDonaldThe pilot boat will come.\xa0{D}",
        [A, B, Q, "Ewan McDonald", "The pilot boat will come.", D],
    ),
    (
        "pull-quote without speaker",
        f"{A}\xa0{B}\xa0{Q}The pilot boat will come.\xa0{D}",
        [A, B, Q, "The pilot boat will come.", D],
    ),
    (
        "teasers up to the prose",
        f"{A}\xa0{B} Related articles   Crane maker ‘broke’   Quay to close in May  {C}\xa0{D}",
        [A, B, C, D],
    ),
    (
        "teasers up to a pull-quote",
        f"{A}\xa0{B} RELATED ARTICLES   Crane maker ‘broke’  {Q}Ana RuizThe boat will come.\xa0{D}",
        [A, B, Q, "Ana Ruiz", "The boat will come.", D],
    ),
    (
        "gallery with title and date",
        f"{A}\xa0{B}\xa0    The fall of the crane: in pictures Mon, June 3, 2019Photographer Jo "
        "Bell went down to the quay Play slideshow  Jo Bell/Agency1 of 12The crane an hour before "
        "it fell  \n"
        f"  {{% var a = 1; %}}\n  {C}\xa0{D}\xa0{A}\xa0{B}",
        [A, B, C, D, A, B],
    ),
    (
        "edition line at the end",
        f"{A}\xa0{B}\xa0{C} {D} A version of this article appeared in the print edition of the "
        "Gazette.",
        [A, B, C + " " + D],
    ),
    ("sentences glued by their stop", f"{A}{B}\xa0{C}{D}", [A, B, C, D]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in LINES], ids=[c[0] for c in LINES])
def test_one_line_is_cut_into_its_paragraphs(text, expected):
    """Paragraphs on one line are separated, and what does not belong to the article is left out."""
    assert prose(text) == expected


def test_caption_with_a_glued_credit():
    """The credit is left out, and the caption ends where a new sentence is run into it."""
    run_on = "GETTYMr Holt praised the crane in MayThe pilot boat will come, he wrote."
    text = f"{A}\xa0{B}\xa0  {run_on} {C}\xa0{D}"
    assert prose(text) == [
        A,
        B,
        "Mr Holt praised the crane in May",
        f"The pilot boat will come, he wrote. {C}",
        D,
    ]
    assert of_kind(text, "caption") == ["Mr Holt praised the crane in May"]
    assert "GETTY" in of_kind(text, "boilerplate")


def test_caption_that_repeats_the_title():
    """A caption with the words of the title ends where the title ends."""
    title = "Crane falls into the sea at Bergen"
    assert prose(f"  ALAMY{title}Experts doubt {A}\xa0{B}\xa0{C}\xa0{D}", title)[:2] == [
        title,
        f"Experts doubt {A}",
    ]


def test_an_open_quotation_is_not_cut():
    """A no-break space inside a quotation separates nothing, unless a new quotation begins."""
    quotation = "“We waited.\xa0Nobody came to the quay,” she said."
    assert prose("\xa0".join([A, quotation, B, C, D])) == [A, quotation, B, C, D]
    assert prose(
        "\xa0".join([A, "“We waited. Nobody came.", "“Then it fell,” she said.", B, C, D])
    )[1:3] == [
        "“We waited. Nobody came.",
        "“Then it fell,” she said.",
    ]


NAMES = [
    "McDonald",
    "iPhone",
    "eBay",
    "YouTube",
    "MacArthur",
    "DeMint",
    "LeBron",
    "O'Neill",
    "XinPing",
    "LinkedIn",
    "BuzzFeed",
    "WikiLeaks",
    "SurveyMonkey",
    "McKinsey",
    "FitzGerald",
    "@realHolt",
    "#notAgain",
    "GfK",
    "PepsiCo",
    "toObama",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_with_a_capital_inside_are_whole(name):
    """A capital inside a name or a handle is not a seam."""
    text = f"{A} It was {name} that paid for the crane, the clerk said. {B}"
    assert prose(text) == [text]


@pytest.mark.parametrize(
    "slip",
    [
        "It was Gov.\xa0Holt who",
        "It was over  Easter that he",
        "It was with \xa0a friend that he",
        "J.\xa0R. Holt",
    ],
)
def test_slips_of_the_typist_part_nothing(slip):
    """A no-break space after an abbreviation or two spaces in a sentence end no paragraph."""
    line = f"{slip} paid for the crane and the new pilot boat, the clerk said."
    assert prose("\xa0".join([A, B, line, C, D])) == [A, B, line, C, D]


def test_a_short_line_is_not_searched_for_seams():
    """Only long lines are searched for seams."""
    assert prose("We are hereThe end is near, he said.") == ["We are hereThe end is near, he said."]


def pieces(text, one_line=True):
    """The pieces of one line with their types."""
    return [(text[a:b], kind) for a, b, kind in cut_line(text, 0, len(text), one_line)]


@pytest.mark.parametrize(("length", "kind"), [(300, "caption"), (301, None)])
def test_a_caption_after_a_credit_is_short(length, kind):
    """Where no new sentence begins soon, the text after a credit is prose."""
    caption = "Mr Holt " + "praised " * 40
    caption = caption[: length - 1] + "s"
    assert pieces(f"GETTY{caption}The boat will come.")[1] == (caption, kind)


@pytest.mark.parametrize(("length", "cut"), [(58, True), (59, False)])
def test_the_name_under_a_pull_quote_is_short(length, cut):
    """A pull quote is cut from its speaker if the next paragraph begins soon after the name."""
    name = "Ana Ruiz, of the union of " + "x" * (length - 26)
    found = [piece for piece, _ in pieces(f"{Q}{name}The boat will come.")]
    assert found == ([Q, name] if cut else [Q + name]) + ["The boat will come."]


@pytest.mark.parametrize(("length", "cut"), [(200, True), (199, False)])
def test_long_lines_only_are_searched_for_seams(length, cut):
    """In a text with several lines, a short line with a capital inside a word is whole."""
    line = "We are hereThe end is near, he said".ljust(length - 1, "x") + "."
    assert (len(pieces(line, one_line=False)) == 2) is cut


@pytest.mark.parametrize(("reach", "cut"), [(799, True), (800, False)])
def test_two_spaces_separate_headlines_near_their_header(reach, cut):
    """Two spaces separate headlines only near the header of a list."""
    headline = ": ".ljust(reach, "x")
    found = [piece.strip() for piece, _ in pieces(f"{A} Related articles{headline}  Crane falls")]
    assert ("Crane falls" in found) is cut


@pytest.mark.parametrize(("length", "cut"), [(120, True), (121, False)])
def test_two_spaces_after_boilerplate(length, cut):
    """Two spaces after a short call to action separate it from the prose."""
    call = "Follow us on Twitter ".ljust(length, "x")
    assert (pieces(f"{call}  The boat will come.")[0][0].strip() == call) is cut


@pytest.mark.parametrize(("length", "parts"), [(100, 6), (99, 1)])
def test_many_wide_spaces_are_columns(length, parts):
    """Pieces of fewer than twenty characters on average are columns of a table, not paragraphs."""
    table = "one   two   three   four   five   "
    assert len(pieces(table + "x" * (length - len(table)))) == parts
