"""What grammar and tagger found, side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.quotations.candidates import candidates
from quotetrack.records import Article, Parse, Quote, TaggedSpan, TaggerOutput


def span(text, words):
    return text.index(words), text.index(words) + len(words)


def quote(text, *contents, source=(), reason="said"):
    return Quote(
        "x",
        tuple(span(text, w) for w in contents),
        (),
        source,
        "indirect",
        " ... ".join(contents),
        0.8,
        reason,
    )


def stretch(text, words, joined=0.0, source=None, source_score=0.5, cue=None):
    found = [span(text, w) if w else None for w in (source, cue)]
    return TaggedSpan(span(text, words), 0.9, found[0], source_score, found[1], 0.7, joined)


def found(text, grammar=(), stretches=()):
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
    article = Article("x", text, paragraphs=tuple(zip(starts, ends, strict=True)))
    return candidates(
        Parse(article, (), TaggerOutput(tuple(stretches), b"\xff" * len(text))), grammar
    )


def tagged(text, *stretches):
    """The words, kind and source of what the tagger's stretches give."""
    return [
        (c.tagger.text, c.tagger.kind, [text[s:e] for s, e in c.tagger.source])
        for c in found(text, (), stretches)
    ]


LEAK = "Ann said the old dam leaks and nobody came. “It will break,” she added."


@pytest.mark.parametrize(
    ("grammar", "tagger", "who"),
    [
        (["the old dam leaks"], ["the old dam leaks"], ["both"]),
        (["the old dam leaks and nobody came"], ["the old dam leaks"], ["both"]),
        (["the old dam leaks and nobody came"], ["nobody came. “It will"], ["grammar", "tagger"]),
        (["the old dam leaks"], ["It will break"], ["grammar", "tagger"]),
        (["It will break"], ["the old dam leaks"], ["tagger", "grammar"]),
        (["the old dam leaks"], [], ["grammar"]),
        ([], ["the old dam leaks"], ["tagger"]),
        ([], [], []),
        (
            ["the old dam leaks", "It will break"],
            ["the old dam", "It will break"],
            ["both", "both"],
        ),
    ],
)
def test_findings_side_by_side(grammar, tagger, who):
    """Findings that share half of their characters are one candidate, all others stand for themselves; in order of the text."""
    made = found(LEAK, [quote(LEAK, w) for w in grammar], [stretch(LEAK, w) for w in tagger])
    assert [
        "both" if c.rules and c.tagger else "grammar" if c.rules else "tagger" for c in made
    ] == who
    assert all((c.alike > 0) == (c.rules is not None and c.tagger is not None) for c in made)


def test_each_finding_is_used_once():
    """Of two findings of the grammar that are like one of the tagger's, the liker one gets it."""
    grammar = [quote(LEAK, "old dam leaks and"), quote(LEAK, "the old dam leaks and nobody came")]
    made = found(LEAK, grammar, [stretch(LEAK, "the old dam leaks and nobody came")])
    assert [(c.rules.text, bool(c.tagger)) for c in made] == [
        ("the old dam leaks and nobody came", True),
        ("old dam leaks and", False),
    ]


def test_the_tagger_is_asked_of_what_grammar_found():
    """A candidate of the grammar alone has the tagger's chance for its words."""
    article = Article("x", "The dam", paragraphs=((0, 7),))
    chances = bytes([255, 255, 255, 0, 0, 0, 0])
    (candidate,) = candidates(
        Parse(article, (), TaggerOutput((), chances)), [quote("The dam", "The")]
    )
    assert (candidate.chance, candidate.spans, candidate.tagger) == (1.0, (), None)


TAGGED = [
    (
        "Ann said the dam leaks.",
        [("the dam leaks", {"source": "Ann"})],
        [("the dam leaks", "indirect", ["Ann"])],
    ),
    ("“The dam leaks,” said Ann.", [("The dam leaks", {})], [("The dam leaks", "direct", [])]),
    ("“The dam leaks,” said Ann.", [("dam leaks", {})], [("The dam leaks", "direct", [])]),
    ("She “hated” the old dam.", [("the old dam", {})], [("the old dam", "indirect", [])]),
    (
        "It was “a poor dam” and old.",
        [("It was “a poor dam” and old", {})],
        [("It was “a poor dam” and old", "mixed", [])],
    ),
    (
        "“The dam,” said Ann, “leaks.”",
        [("The dam", {"source": "Ann"}), ("leaks", {"joined": 0.9})],
        [("The dam ... leaks.", "direct", ["Ann"])],
    ),
    (
        "“The dam,” said Ann, “leaks.”",
        [("The dam", {"source": "Ann"}), ("leaks", {"joined": 0.1})],
        [("The dam", "direct", ["Ann"]), ("leaks.", "direct", [])],
    ),
    (
        "“The dam leaks.\n“It is old,” said Ann.",
        [
            ("The dam leaks", {}),
            ("It is old", {"joined": 0.9, "source": "Ann", "source_score": 0.8}),
        ],
        [("The dam leaks.\n“It is old", "direct", ["Ann"])],
    ),
    ("Ann said: “Yes.”", [(": “", {})], []),
]


@pytest.mark.parametrize(
    ("text", "stretches", "wanted"), TAGGED, ids=[case[0][:30] for case in TAGGED]
)
def test_stretches_become_quotations(text, stretches, wanted):
    """Marked stretches are taken whole, those that go on joined, the surest source taken; what has no word is none."""
    assert tagged(text, *(stretch(text, words, **more) for words, more in stretches)) == wanted


def test_the_surest_of_several_sources():
    """Of the sources of joined stretches the surest counts, also if it is none."""
    text = "“The dam,” said Ann, “leaks.”"
    sure = [
        stretch(text, "The dam", source="Ann", source_score=0.4),
        stretch(text, "leaks", joined=0.9, source_score=0.8),
    ]
    assert tagged(text, *sure)[0][2] == []


def test_reason_names_the_cue():
    """A finding of the tagger alone says so, with the words it takes for the cue."""
    text = "In a letter seen by Ann, the dam leaks."
    made = [
        c.tagger.reason for c in found(text, (), [stretch(text, "the dam leaks", cue="letter")])
    ]
    assert made == ["tagger: letter"]
    assert [c.tagger.reason for c in found(text, (), [stretch(text, "the dam leaks")])] == [
        "tagger"
    ]
    assert [
        c.tagger.reason for c in found(text, (), [stretch(text, "the dam leaks", cue=",")])
    ] == ["tagger"]


PLACES = st.lists(st.integers(0, 60), max_size=12)


@given(PLACES, PLACES, st.text(alphabet='ab “”".\n', min_size=60, max_size=60))
def test_every_finding_comes_once(ours, theirs, text):
    """Whatever was found: each finding of the grammar is in one candidate, and every span lies in the text."""
    grammar = [
        Quote("x", ((s, e),), (), (), "direct", text[s:e], 0.5, "said") for s, e in pairs(ours)
    ]
    made = found(text, grammar, [TaggedSpan(p, 0.9) for p in pairs(theirs)])
    assert sorted(c.rules.content for c in made if c.rules) == sorted(q.content for q in grammar)
    for candidate in made:
        assert 0 <= candidate.alike <= 1 and 0 <= candidate.chance <= 1
        for quotation in filter(None, (candidate.rules, candidate.tagger)):
            assert all(0 <= s < e <= len(text) for s, e in quotation.content)
            assert quotation.text == " ... ".join(text[s:e] for s, e in quotation.content)


def pairs(places):
    ordered = sorted(set(places))
    return list(zip(ordered[::2], ordered[1::2], strict=False))


def test_thousands_of_findings_are_put_together():
    """One paragraph with thousands of findings is gone through once."""
    text = "“The dam leaks,” said Ann. " * 4_000
    spans = [(i, i + 13) for i in range(1, len(text), 27)]
    grammar = [Quote("x", (s,), (), (), "direct", text[slice(*s)], 0.5, "said") for s in spans]
    assert all(c.alike == 1.0 for c in found(text, grammar, [TaggedSpan(s, 0.9) for s in spans]))
