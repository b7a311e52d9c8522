"""The layout of a text: what is prose and what is not."""

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.readers.layout import segment

BODY = "The harbour board will meet again on Monday to decide who pays for the new crane."
MORE = "Two of its members had asked for more time to read the plans, the clerk said."
LONG = (
    f"{BODY} {MORE} Nobody from the union was invited, although its members load four ships in "
    "five on the northern quay."
)


def prose(text: str, title: str | None = None) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in segment(text, title)[1]]


def of_kind(text: str, kind: str, title: str | None = None) -> list[str]:
    return [
        text[region.start : region.end] for region in segment(text, title)[0] if region.kind == kind
    ]


# name, text, the paragraphs
PARAGRAPHS = [
    ("a line each", f"{BODY}\n{MORE}", [BODY, MORE]),
    ("blank lines between", f"{BODY}\n\n\n{MORE}\n", [BODY, MORE]),
    ("Windows line ends", f"{BODY}\r\n\r\n{MORE}\r\n", [BODY, MORE]),
    ("line of blanks between", f"{BODY}\n \t \n{MORE}", [BODY, MORE]),
    ("no-break spaces around", f"\xa0{BODY}\xa0\n\xa0{MORE}", [BODY, MORE]),
    ("byte order mark inside", f"{BODY}\n\ufeff{MORE}", [BODY, MORE]),
    ("one short sentence", "He said no.", ["He said no."]),
    ("words without an end mark", "no comment from the palace", ["no comment from the palace"]),
    ("nothing", "", []),
    ("blanks only", " \n\t\xa0\n", []),
    ("intro ending in a colon", f"The mayor wrote:\n{BODY}", ["The mayor wrote:", BODY]),
    (
        "a quotation of one word",
        f'{BODY}\n"Never," she said.\n{MORE}',
        [BODY, '"Never," she said.', MORE],
    ),
    (
        "a bare quotation stays",
        f'{BODY}\n"This is where we stand"\n{MORE}',
        [BODY, '"This is where we stand"', MORE],
    ),
    (
        "a list of names stays",
        f"{BODY}\n\nAnna Maria Keller\n\nBruno Stephan Lang\n\nClara Dorothea Moser\n\n{MORE}",
        [BODY, "Anna Maria Keller", "Bruno Stephan Lang", "Clara Dorothea Moser", MORE],
    ),
    ("two spaces after a stop part nothing", f"{BODY}  {MORE}", [f"{BODY} {MORE}"]),
    (
        "typist's no-break spaces in short lines",
        f"{BODY} \xa0{MORE}\n{BODY}",
        [f"{BODY} {MORE}", BODY],
    ),
    (
        "inline tags stay in their sentence",
        "It was <em>very</em> cold, the pilot told us.\n" + BODY,
        ["It was <em>very</em> cold, the pilot told us.", BODY],
    ),
    ("block tags part paragraphs", f"<p>{BODY}</p><p>{MORE}</p>", [BODY, MORE]),
    ("a line break tag", f"{BODY}<br/>{MORE}", [BODY, MORE]),
    (
        "less-than signs in prose",
        "If a < b and c > d, she wrote, then so be it.",
        ["If a < b and c > d, she wrote, then so be it."],
    ),
    (
        "an address in angle brackets",
        "Write to <jo@example.org> before noon, he asked.",
        ["Write to <jo@example.org> before noon, he asked."],
    ),
    (
        "a script between",
        f"{BODY}\n<script>\nvar a = 1;\nshow(a, 'He said so.');\n</script>\n{MORE}",
        [BODY, MORE],
    ),
    ("a script never closed costs its tag only", f"{BODY}\n<script>\n{MORE}", [BODY, MORE]),
    (
        "a style sheet between",
        f"{BODY}\n.box {{\n  color: red;\n  width:10px;\n}}\n{MORE}",
        [BODY, MORE],
    ),
    ("double braces", f"{BODY}\n{{{{ advert.slot }}}}\n{MORE}", [BODY, MORE]),
    (
        "template loop",
        f'{BODY}\n  {{% for x in xs %}}\n    <li class="{{% if x > 1 %}}on{{% endif %}}"></li>\n'
        f"  {{% endfor %}}\n{MORE}",
        [BODY, MORE],
    ),
    ("opening braces without end", f"{BODY}\n{{{{ {MORE}\n{BODY}", [BODY, f"{{{{ {MORE}", BODY]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [c[1:] for c in PARAGRAPHS], ids=[c[0] for c in PARAGRAPHS]
)
def test_paragraphs(text, expected):
    """Running prose comes paragraph by paragraph, each one whole, without code."""
    assert prose(text) == expected


# kind, the line that stands between two paragraphs
FURNITURE = [
    ("boilerplate", "Sign up for our evening newsletter to get the day in five minutes."),
    ("boilerplate", "Subscribe"),
    ("boilerplate", "Read more: Why the old crane had to go"),
    ("boilerplate", "Click here for more pictures."),
    ("boilerplate", "Follow us on Facebook and Instagram"),
    ("boilerplate", "Follow Dana Holt on Twitter @danaholt."),
    ("boilerplate", "Join the Gazette’s WhatsApp channel and never miss a story."),
    ("boilerplate", "ADVERTISEMENT"),
    ("boilerplate", "Story continues below"),
    ("boilerplate", "Read the rest of the story here."),
    ("boilerplate", "Read the rest here"),
    ("boilerplate", "Watch the full interview here."),
    ("boilerplate", "© 2019 Harbour Gazette. All rights reserved."),
    ("boilerplate", "Copyright 2020 The Gazette"),
    ("boilerplate", "(Reporting by Dana Holt in Bergen; Editing by Sam Weiss)"),
    ("boilerplate", "Additional reporting by Dana Holt."),
    (
        "boilerplate",
        "A version of this article appears in print on May 2, 2019, on Page B3 of the "
        "late edition.",
    ),
    ("boilerplate", "Share this article"),
    ("boilerplate", "Play slideshow"),
    ("boilerplate", "3 of 17"),
    ("boilerplate", "Dana Holt via Getty Images"),
    ("boilerplate", "* * *"),
    ("metadata", "https://gazette.example/2019/05/02/crane"),
    ("metadata", "By Dana Holt and Sam Weiss"),
    ("metadata", "By Dana Holt, Shipping Correspondent"),
    ("metadata", "Updated 4:15 p.m. ET, Thursday, May 2, 2019"),
    ("metadata", "2019-05-02"),
    ("metadata", "2 May 2019"),
    ("heading", "WHO PAYS?"),
    ("heading", '"A LAST RESORT"'),
    ("heading", "Harbour Workers Threaten New Strike"),
]


@pytest.mark.parametrize(("kind", "line"), FURNITURE, ids=[line[:30] for _, line in FURNITURE])
def test_lines_that_are_no_prose(kind, line):
    """Calls to action, credits, metadata and headings are regions, not prose."""
    text = f"{BODY}\n\n{line}\n\n{MORE}"
    assert of_kind(text, kind) == [line]
    assert prose(text) == [BODY, MORE]


SENTENCES = [
    "Follow the money, he told the court, and you will find the crane.",
    "Join us or leave us, said the foreman.",
    "Share prices fell by a tenth after the vote.",
    "Email inquiry hurts the candidate's efforts to win back trust.",
    "Watch out for ice on the quay, the pilots were told.",
    "By Tuesday evening the last ship had left.",
    "By then it was over.",
    "“Read more books,” the minister advised.",
    "Copyright lawyers expect a long trial.",
    "Click beetles have eaten the mast.",
    "Getty left his fortune to a museum.",
    "Reuters reported the sale on Monday.",
    "The May 2, 2019 vote was close.",
    "Photo finishes are rare in rowing.",
    "Support for the strike is growing.",
    "Related companies paid the fine.",
    "NATO must act now, the general warned.",
    "UPDATE - The board has since resigned.",
    "US Army engineers will rebuild the pier",
    "Comments from the harbour were not welcome.",
    "Reporting by the Gazette showed that the crane was old.",
    "Supported by the union, she ran again.",
    "Loading took all night.",
    "Advertising revenue fell by half.",
    "View all this as a warning, she said.",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_that_look_like_furniture_stay(line):
    """A sentence is not lost because it begins like a call to action, a credit or a byline."""
    assert prose(f"{BODY}\n\n{line}\n\n{MORE}") == [BODY, line, MORE]


DATELINES = [
    ("OSLO (Reuters) - ", "The board met."),
    ("OSLO, May 2 (Reuters) - ", "The board met."),
    ("OSLO — ", "The board met."),
    ("NEW HAVEN, Conn., May 2 (AP) -- ", "The board met."),
    ("OSLO/BERGEN, Norway May 2 ", "The board met."),
    ("OSLO (Norway) • ", "The board met."),
    ("BERGEN, Norway - ", "The board met."),
    ("Oslo, Norway (CNN) — ", "The board met."),
    ("(Reuters) - ", "The board met."),
    ("ST. JOHN’S, N.L. – ", "“No,” he said."),
    ("OSLO, 2 May (AFP) — ", "The board met."),
]


@pytest.mark.parametrize(("dateline", "rest"), DATELINES, ids=[d for d, _ in DATELINES])
def test_datelines(dateline, rest):
    """The first paragraph begins after its dateline."""
    text = f"{dateline}{rest} {BODY}\n{MORE}"
    assert of_kind(text, "dateline") == [dateline.strip()]
    assert prose(text) == [f"{rest} {BODY}", MORE]


@pytest.mark.parametrize(
    "start",
    [
        "HOLT: I will not go.",
        "EXCLUSIVE — The board met.",
        "Dana Holt — the clerk — met them.",
        "WHO IS TO PAY FOR ALL OF THIS - The board met.",
        "I - that is, we - met.",
        "IBM and others met.",
    ],
)
def test_no_datelines(start):
    """A speaker's label, a kicker or a sentence with a dash is not a dateline."""
    assert of_kind(f"{start} {BODY}\n{MORE}", "dateline") == []


def test_a_bare_place_is_a_dateline_only_at_the_start():
    """Further down, capitals before a dash may be anything."""
    assert of_kind(f"{BODY}\n\nBERGEN - {MORE}", "dateline") == []


def test_title_known():
    """The line of the known title is the title, whatever its case and final stop, and prose too."""
    text = f"Harbour workers threaten new strike.\n\n{BODY}"
    assert (
        prose(text, "Harbour Workers Threaten New Strike")[0]
        == "Harbour workers threaten new strike."
    )
    assert of_kind(text, "title", "Harbour Workers Threaten New Strike") == [
        "Harbour workers threaten new strike."
    ]


def test_title_guessed():
    """A first line without full stop, set apart from longer prose, is the title."""
    text = f"Who will pay for the crane?\n\n{BODY}\n\n{MORE}"
    assert of_kind(text, "title") == ["Who will pay for the crane?"]
    assert prose(f"{BODY}\n\n{MORE}") == [BODY, MORE]


def test_caption_over_a_credit():
    """A line right above a photo credit is a caption: a region, and a paragraph too."""
    text = f"The crane in its better days, seen from the northern quay.\nPHOTO: AFP\n\n{BODY}"
    assert of_kind(text, "caption") == [
        "The crane in its better days, seen from the northern quay."
    ]
    assert prose(text) == ["The crane in its better days, seen from the northern quay.", BODY]
    assert of_kind(text, "boilerplate") == ["PHOTO: AFP"]


def test_caption_with_its_credit_in_brackets():
    """A line that ends in a photo credit is a caption."""
    line = "The clerk leaves the board room. (Dana Holt/AFP/Getty Images)"
    assert of_kind(f"{BODY}\n\n{line}\n\n{MORE}", "caption") == [line]


def test_related_headlines_under_their_header():
    """Headlines under "Related" are left out, and the next sentence stays."""
    headlines = "Crane maker files for bankruptcy\nNorthern quay to close in May"
    text = f"{BODY}\n\nRelated stories\n{headlines}\n\n{MORE}"
    assert prose(text) == [BODY, MORE]


WRAPPED = [
    BODY + " " + MORE,
    '"We have loaded ships here for forty years," said the foreman, who had come with his two '
    'sons. "Nobody asked us."',
    "The clerk, Mr. Holt, did not answer. A spokesman for the U.S. owner said the firm was still "
    "looking at the plans.",
    LONG,
    "It will be a long night.",
]


def wrap(width: int, between: str = "\n", indent: str = "") -> str:
    return between.join(textwrap.fill(p, width, initial_indent=indent) for p in WRAPPED)


@pytest.mark.parametrize(
    "text",
    [wrap(64), wrap(72), wrap(64, "\n\n"), wrap(70, indent="    "), wrap(64).replace("\n", "\r\n")],
    ids=["64", "72", "blank lines", "indented", "Windows"],
)
def test_hard_wrapped_lines_are_joined(text):
    """A hard-wrapped text is read as its paragraphs, however they are marked."""
    assert prose(text) == WRAPPED


def test_heading_in_a_hard_wrapped_text():
    """A short line of capitals between paragraphs belongs to neither."""
    text = wrap(64) + '\n"NO WAY BACK"\n' + wrap(64)
    assert of_kind(text, "heading") == ['"NO WAY BACK"']
    assert prose(text) == WRAPPED * 2


def test_hard_wrapped_after_byline_and_dateline():
    """Metadata lines above a hard-wrapped text are not joined to it."""
    dated = "\n".join(
        textwrap.fill(p, 64) for p in ["OSLO/BERGEN, Norway May 2 " + WRAPPED[0], *WRAPPED[1:]]
    )
    text = " date 2019-05-02 By Dana Holt and Sam Weiss\n| OSLO/BERGEN, Norway\n" + dated
    assert prose(text) == WRAPPED
    assert of_kind(text, "metadata") == ["date 2019-05-02 By Dana Holt and Sam Weiss"]


@pytest.mark.parametrize(("length", "found"), [(160, True), (161, False)])
def test_a_guessed_title_is_short(length, found):
    """A long first line is prose."""
    title = ("Harbour " * 30)[: length - 1] + "s"
    text = f"{title}\n\n{LONG}"
    assert (of_kind(text, "title") == [title]) is found


@pytest.mark.parametrize(("length", "found"), [(300, True), (301, False)])
def test_a_known_title_may_be_longer(length, found):
    """A line that repeats the known title is the title, unless it is a whole paragraph."""
    title = ("harbour " * 40)[: length - 1] + "s"
    assert bool(of_kind(f"{title}\n\n{BODY}", "title", title)) is found


@pytest.mark.parametrize(("before", "found"), [(5, True), (6, False)])
def test_the_known_title_is_near_the_start(before, found):
    """The title is among the first six blocks."""
    text = "\n\n".join([BODY] * before + ["Crane falls", MORE])
    assert bool(of_kind(text, "title", "Crane falls")) is found


@pytest.mark.parametrize(("length", "found"), [(400, True), (401, False)])
def test_a_caption_is_short(length, found):
    """A paragraph right above a photo credit is prose."""
    line = ("the crane " * 50)[: length - 1] + "s"
    assert (of_kind(f"{BODY}\n\n{line}\nPHOTO: AFP", "caption") == [line]) is found


def test_no_more_than_twelve_headlines_belong_to_a_header():
    """At most twelve headlines follow the header of a list."""
    headlines = [f"Quay number {number} to close in the coming May" for number in range(14)]
    text = "\n\n".join([BODY, "Related stories", *headlines, MORE])
    assert prose(text) == [BODY, *headlines[12:], MORE]


@pytest.mark.parametrize(("length", "paragraphs"), [(200, 2), (199, 1)])
def test_a_short_line_holds_one_paragraph(length, paragraphs):
    """Only a long line is cut at a no-break space, though the text has whole articles on a line."""
    line = f"{'It rained. '.ljust(length - 11, 'x')}.\xa0It snows."
    rest = f"{LONG} {LONG} {LONG}"
    assert len(line) == length
    assert len(prose(f"{line}\n\n{rest}")) - 1 == paragraphs


@pytest.mark.parametrize(("average", "paragraphs"), [(400, 3), (399, 2)])
def test_texts_with_whole_articles_on_a_line(average, paragraphs):
    """No-break spaces separate paragraphs only where the lines of a text are long on average."""
    line = "It rained all day on the quay.\xa0It snowed.".ljust(300, "x") + "."
    other = "It was cold".ljust(2 * average - len(line) - 1, "y") + "."
    assert len(line) + len(other) == 2 * average
    assert len(prose(f"{line}\n\n{other}")) == paragraphs


@st.composite
def texts(draw):
    parts = st.sampled_from(
        [
            BODY,
            MORE,
            LONG,
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\xa0",
            "\xa0 ",
            "   ",
            "{%",
            "%}",
            "<p>",
            "</p>",
            "<",
            ">",
            "GETTYThe ",
            "Related articles",
            "  ",
            "Play slideshow",
            "1 of 9",
            "doorAna RuizThe port ",
            "“",
            "”",
            "OSLO — ",
            "By Ana Ruiz",
            "NO WAY BACK",
            "© 2019",
            "PHOTO: AFP",
            "Thu, May 2, 2019",
            "\x00",
            "\ud800",
            "<script>",
            "</script>",
            ".box {",
            "}",
            "\u2028",
            "\ufeff",
        ]
    )
    return "".join(draw(st.lists(parts | st.text(max_size=8), max_size=40)))


@settings(max_examples=300, deadline=None)
@given(texts())
def test_spans_are_sound(text):
    """Regions and paragraphs are in order and apart; only titles and captions are both."""
    regions, paragraphs = segment(text)
    for spans in ([(r.start, r.end) for r in regions], list(paragraphs)):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in paragraphs)
    shared = {
        (r.start, r.end)
        for r in regions
        for start, end in paragraphs
        if r.start < end and start < r.end
    }
    assert shared == {(r.start, r.end) for r in regions if r.kind in ("title", "caption")}
    assert all((r.start, r.end) in paragraphs for r in regions if r.kind == "caption")


@settings(max_examples=200, deadline=None)
@given(texts())
def test_every_letter_is_somewhere(text):
    """No letter of a text is lost between the regions and the paragraphs."""
    regions, paragraphs = segment(text)
    covered = bytearray(len(text))
    for start, end in [(r.start, r.end) for r in regions] + list(paragraphs):
        covered[start:end] = b"\x01" * (end - start)
    assert not [c for c, seen in zip(text, covered, strict=True) if c.isalnum() and not seen]


HOSTILE = [
    "{%",
    "<",
    "<a ",
    "<script>",
    "<!--",
    " ",
    "\n",
    "\n ",
    "a",
    "aB ",
    "ab Cd",
    ".\xa0",
    "   a",
    "GETTYThe x ",
    "Play slideshow  ",
    "Related articles  ",
    "“",
    "&",
    "AB ",
    "some words of a line that runs on\n",
    "x.yZ",
    "ab  ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit):
    """Four times the text takes about four times as long."""

    def seconds(size: int) -> float:
        """The shortest of three runs, since a busy machine only adds time."""
        text = (unit * (size // len(unit) + 1))[:size]
        runs = []
        for _ in range(3):
            begun = time.process_time()
            segment(text)
            runs.append(time.process_time() - begun)
        return min(runs)

    seconds(10_000)
    assert seconds(200_000) < 10 * seconds(50_000) + 0.1
