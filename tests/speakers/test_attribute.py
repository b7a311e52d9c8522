"""attribute: who is behind a quotation, on recorded parses of texts written for the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from attribute_cases import CASES

from quotetrack.records import Attribution, Parse, Quote
from quotetrack.speakers.attribute import attributions
from quotetrack.speakers.mentions import _is_party_and_state

Loader = Callable[[str], Parse]


def quote(parse: Parse, content: str, source: str | None, reason: str = "test") -> Quote:
    """A quotation of these words; its source is the nearest place of the source's words."""
    text = parse.article.text
    start = text.index(content)
    span = (start, start + len(content))
    spans = ((_nearest(text, source, span)),) if source else ()
    kind = (
        "direct"
        if text[start - 1 : start] == '"' and text[span[1] - 1 : span[1] + 2].count('"')
        else "indirect"
    )
    return Quote(parse.article.id, (span,), (), spans, kind, content, 0.9, reason)


def _nearest(text: str, source: str, span: tuple[int, int]) -> tuple[int, int]:
    places = [
        i
        for i in range(len(text))
        if text.startswith(source, i) and (i >= span[1] or i + len(source) <= span[0])
    ]
    best = min(places, key=lambda i: i - span[1] if i >= span[1] else span[0] - i - len(source))
    return best, best + len(source)


def answers(parse: Parse, rows: list[tuple[str, str | None]]) -> list[Attribution]:
    return attributions(parse, [quote(parse, *row) for row in rows])


def of_text(parsed: Loader, name: str) -> dict[str, Attribution]:
    """The attributions of all cases of a text, by content."""
    rows = [(content, source) for text, content, source, _, _ in CASES if text == name]
    return dict(zip((content for content, _ in rows), answers(parsed(name), rows), strict=True))


@pytest.mark.parametrize(
    ("text", "content", "source", "name", "kind"),
    CASES,
    ids=[f"{c[0]}: {c[1][:30]}" for c in CASES],
)
def test_speaker(
    parsed: Loader, text: str, content: str, source: str | None, name: str, kind: str
) -> None:
    """Names take their fullest form; pronouns, roles and bare quotations find their speaker."""
    found = of_text(parsed, text)[content]
    assert (found.name, found.kind) == (name, kind), found.reason


DESCRIPTORS = [
    ("harbour", "We cannot keep dredging for ever", "the council leader"),
    ("harbour", 'the move was "painful but right"', "Port director"),
    ("harbour", "Now it is over.", "who asked not to be named"),
    ("minister", "Piet never hid bad news", "Prime Minister"),
    ("minister", "He knew in June", "a Liberal"),
    ("factory", "Nobody told us anything", "a packer at the plant"),
    ("factory", "We will fight", "a packer at the plant"),
    ("factory", "This is a scandal", "a spokesman for the Food Workers' Union"),
    ("court", "parents felt relieved", "The head of the school"),
    ("court", "the money had gone on shoes", "Detective Sergeant"),
    ("talks", "much was still open", "speaking on condition of anonymity"),
    ("talks", "Norland and Suvia agreed on Sunday to reopen the border", "Norland and Suvia"),
    ("talks", "he would send monitors", "U.N. Secretary-General"),
    ("study", "a similar trend", "Data"),
    ("study", "the sample was small", "a statistician who was not involved"),
    ("senate", "It is a gift to the rich", "Sen., D-Ohio"),
    ("senate", "she was wrong", "Rep., R-Texas"),
    ("glued", "that was a lie", "Haddad's lawyer"),
    ("asia", "We need each other", "South Korean President"),
    ("council", "nobody had read it", "House Minority Whip"),
    ("council", "the letter was private", "Olsen's lawyer"),
    ("bridge", "Not by prayer", "a former harbour pilot"),
    ("harvest", "nobody had cleaned it", "Former Welland Mayor"),
    ("rumour", "they would come", "Anna Berg and Sofia Lind"),
]


@pytest.mark.parametrize(("text", "content", "descriptor"), DESCRIPTORS)
def test_descriptor(parsed: Loader, text: str, content: str, descriptor: str) -> None:
    """A descriptor is a title, apposition or clause of any mention of the speaker, as printed."""
    assert of_text(parsed, text)[content].descriptor == descriptor


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("talks", [("Today we begin again", None)]),
        ("letters", [("We listened to my officers too", None)]),
        ("storm", [("Then it was dark.", None)]),
        ("long", [("I have buried many friends", "the admiral"), ("We owe him an answer.", None)]),
        (
            "minister",
            [
                ("Finance Minister Piet van Dijk will resign", "two officials"),
                ("Piet never hid bad news", None),
            ],
        ),
        ("factory", [("We will fight", None)]),
    ],
)
def test_unknown(parsed: Loader, text: str, rows: list[tuple[str, str | None]]) -> None:
    """If nothing shows who speaks, the speaker is unknown and the score 0; the quotation stays."""
    last = answers(parsed(text), rows)[-1]
    assert (last.name, last.kind, last.score) == (None, "unknown", 0.0)


def test_order_and_number(parsed: Loader) -> None:
    """One attribution per quotation, in the order given, whatever that is."""
    parse = parsed("court")
    quotes = [
        quote(parse, content, source) for text, content, source, _, _ in CASES if text == "court"
    ]
    forth, back = attributions(parse, quotes), attributions(parse, quotes[::-1])
    assert [a.quote_id for a in forth] == [q.id for q in quotes]
    assert back[::-1] == forth


@pytest.mark.parametrize(
    ("text", "content", "words"),
    [
        ("harbour", "40 boats had already left", "he: Tom Okafor"),
        ("harbour", "he had sold his boat in March", "the man: one old fisherman"),
        ("harbour", "The money is gone.", "same speaker goes on"),
        ("harbour", "the decision could be reversed", "Santos: Maria Santos"),
        (
            "talks",
            "Norland and Suvia agreed on Sunday to reopen the border",
            "both sides: Norland and Suvia",
        ),
        ("school", "Nobody has to pay for it.", "answers the question"),
        ("long", "We owe him an answer.", "the words that follow"),
        ("letters", "they were glad", "two names joined by and"),
        ("council", "she had only meant to clean it", "the aide: Mira Olsen, named later"),
        (
            "council",
            "Somebody will pay for this",
            "the Danish-born carpenter: Victor Hald, most present",
        ),
    ],
)
def test_reason(parsed: Loader, text: str, content: str, words: str) -> None:
    """The reason names the evidence for the speaker."""
    assert words.lower() in of_text(parsed, text)[content].reason.lower()


SCORES = [
    ("harbour", "We cannot keep dredging for ever", 0.95),  # a full name
    ("factory", "We will fight", 0.9),  # a family name
    ("letters", "they were glad", 0.9),  # two names
    ("bridge", "it was wrong to close the river first", 0.8),  # which
    ("interview", "Why salt?", 0.6),  # Q
    ("interview", "Because everybody gets it wrong.", 0.5),  # A
    ("storm", "the warning came late", 0.8),  # described only
    ("study", "a similar trend", 0.75),  # a document
    ("talks", "Norland and Suvia agreed on Sunday to reopen the border", 0.7),  # both
    ("harbour", "The money is gone.", 0.85),  # goes on in the paragraph
    ("long", "But I will not resign.", 0.75),  # goes on in the next one
    ("long", "We owe him an answer.", 0.75),  # named with the words that follow
    ("school", "Nobody has to pay for it.", 0.5),  # answers
    ("council", "Somebody will pay for this", 0.5),  # an epithet
    ("minister", "she would name a successor within a week", 0.85),  # a role with its modifier
    ("court", "I am ashamed", 0.8),  # a role
    ("factory", "300 jobs would go", 0.76),  # a pronoun with a rival
]


@pytest.mark.parametrize(("text", "content", "score"), SCORES)
def test_score(parsed: Loader, text: str, content: str, score: float) -> None:
    """Each way to find a speaker has its score."""
    assert of_text(parsed, text)[content].score == score


@pytest.mark.parametrize("text", sorted({c[0] for c in CASES}))
def test_scores(parsed: Loader, text: str) -> None:
    """Scores lie between 0 and 1; a name is surer than a pronoun or the last speaker."""
    found = of_text(parsed, text)
    assert all(0 <= a.score <= 1 for a in found.values())
    named = [a.score for a in found.values() if a.reason == "named as the source"]
    guessed = [
        a.score
        for a in found.values()
        if a.reason.startswith(("he:", "she:", "they:", "same speaker"))
    ]
    assert not named or not guessed or min(named) > max(guessed)


def test_source_with_or_without_descriptor(parsed: Loader) -> None:
    """It makes no difference whether the source includes the apposition."""
    parse = parsed("factory")
    short, long = (
        attributions(parse, [quote(parse, "Nobody told us anything", s)])[0]
        for s in ("Aoife Brennan", "Aoife Brennan, a packer at the plant")
    )
    assert short == long


def test_first_person_inside_a_quotation(parsed: Loader) -> None:
    """`I` inside a quotation is the speaker of that quotation."""
    parse = parsed("harbour")
    text = parse.article.text
    outer = quote(parse, "If somebody finds two million, call me", "she")
    start = text.index("call me")
    inner = Quote(
        parse.article.id,
        ((start, start + 4),),
        (),
        ((start + 5, start + 7),),
        "indirect",
        "call",
        0.5,
        "test",
    )
    assert attributions(parse, [outer, inner])[1].name == "Maria Santos"


@pytest.mark.parametrize(
    ("content", "cue", "name", "score"),
    [
        ("Two voices are better than one", "wrote", None, 0.0),
        ("I would sing it backwards", "added", "Anna Berg", 0.5),
    ],
)
def test_cue_without_source(
    parsed: Loader, content: str, cue: str, name: str | None, score: float
) -> None:
    """A cue in a new paragraph starts anew: its speaker is the subject before it, or unknown."""
    parse = parsed("rumour")
    start = parse.article.text.index(cue)
    before = quote(parse, "Nobody owns a song", "Berg")
    after = replace(quote(parse, content, None), cue=((start, start + len(cue)),))
    found = attributions(parse, [before, after])[1]
    assert (found.name, found.score) == (name, score)


def test_one_pronoun_means_one(parsed: Loader) -> None:
    """All quotations of one pronoun have one speaker, even if one of them names somebody else."""
    parse = parsed("harvest")
    rows = [("that plums would be scarce", "Hunter"), ("Clara Hunter counts them all", "he")]
    first = answers(parse, rows)[-1]
    again = replace(quote(parse, "praised the farmers", "he"), source=quote(parse, *rows[1]).source)
    found = attributions(parse, [quote(parse, *row) for row in rows] + [again])
    assert found[1].name == found[2].name == first.name


def test_empty(parsed: Loader) -> None:
    """No quotations, no attributions."""
    assert attributions(parsed("club"), []) == []


def test_a_report_by_nobody_is_nobodys(parsed: Loader) -> None:
    """A statement with a cue and no source (`it is known that`) does not go to the last speaker."""
    parse = parsed("harbour")
    first = quote(parse, "We cannot keep dredging for ever", "Maria Santos")
    after = replace(
        quote(parse, "The money is gone.", None), kind="indirect", cue=((first.end, first.end + 1),)
    )
    named, unknown = attributions(parse, [first, after])
    assert named.name == "Maria Santos" and (unknown.name, unknown.kind) == (None, "unknown")


@pytest.mark.parametrize(
    ("printed", "is_one"),
    [
        ("D-Nev.", True),
        ("R-Ohio", True),
        ("D-N.Y.", True),
        ("I–Vt.", True),
        ("D-Day Museum", False),
        ("Ivan", False),
        ("R. Keller", False),
    ],
)
def test_the_party_of_a_lawmaker_is_no_name(printed: str, is_one: bool) -> None:
    """The party and state behind a name are no name, even if the name is missed."""
    assert _is_party_and_state(printed) is is_one
