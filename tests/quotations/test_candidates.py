"""What the rules and the tagger found, side by side."""

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


def found(text, rules=(), stretches=()):
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
    article = Article("x", text, paragraphs=tuple(zip(starts, ends, strict=True)))
    return candidates(
        Parse(article, (), TaggerOutput(tuple(stretches), b"\xff" * len(text))), rules
    )


def tagged(text, *stretches):
    """The words, kind and source of the quotations of the tagger's spans."""
    return [
        (c.tagger.text, c.tagger.kind, [text[s:e] for s, e in c.tagger.source])
        for c in found(text, (), stretches)
    ]


LEAK = "Ann said the old dam leaks and nobody came. “It will break,” she added."


@pytest.mark.parametrize(
    ("rules", "tagger", "who"),
    [
        (["the old dam leaks"], ["the old dam leaks"], ["both"]),
        (["the old dam leaks and nobody came"], ["the old dam leaks"], ["both"]),
        (["the old dam leaks and nobody came"], ["nobody came. “It will"], ["rules", "tagger"]),
        (["the old dam leaks"], ["It will break"], ["rules", "tagger"]),
        (["It will break"], ["the old dam leaks"], ["tagger", "rules"]),
        (["the old dam leaks"], [], ["rules"]),
        ([], ["the old dam leaks"], ["tagger"]),
        ([], [], []),
        (
            ["the old dam leaks", "It will break"],
            ["the old dam", "It will break"],
            ["both", "both"],
        ),
    ],
)
def test_findings_side_by_side(rules, tagger, who):
    """Findings that share half of their characters are one candidate; all are in text order."""
    made = found(LEAK, [quote(LEAK, w) for w in rules], [stretch(LEAK, w) for w in tagger])
    assert [
        "both" if c.rules and c.tagger else "rules" if c.rules else "tagger" for c in made
    ] == who
    assert all((c.alike > 0) == (c.rules is not None and c.tagger is not None) for c in made)


def test_each_finding_is_used_once():
    """Of two findings of the rules that are like one of the tagger's, the more alike gets it."""
    rules = [quote(LEAK, "old dam leaks and"), quote(LEAK, "the old dam leaks and nobody came")]
    made = found(LEAK, rules, [stretch(LEAK, "the old dam leaks and nobody came")])
    assert [(c.rules.text, bool(c.tagger)) for c in made] == [
        ("the old dam leaks and nobody came", True),
        ("old dam leaks and", False),
    ]


def test_the_tagger_is_asked_about_what_the_rules_found():
    """A candidate of the rules alone has the tagger's chance for its words."""
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
    """Quoted stretches are whole, continued spans joined; the surest source counts."""
    assert tagged(text, *(stretch(text, words, **more) for words, more in stretches)) == wanted


def test_the_surest_of_several_sources():
    """Of the sources of joined spans the surest counts, even if it is none."""
    text = "“The dam,” said Ann, “leaks.”"
    sure = [
        stretch(text, "The dam", source="Ann", source_score=0.4),
        stretch(text, "leaks", joined=0.9, source_score=0.8),
    ]
    assert tagged(text, *sure)[0][2] == []


def test_reason_names_the_cue():
    """A finding of the tagger alone says so, with the words that it takes for the cue."""
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
    """Each finding of the rules is in one candidate, and every span lies in the text."""
    rules = [
        Quote("x", ((s, e),), (), (), "direct", text[s:e], 0.5, "said") for s, e in pairs(ours)
    ]
    made = found(text, rules, [TaggedSpan(p, 0.9) for p in pairs(theirs)])
    assert sorted(c.rules.content for c in made if c.rules) == sorted(q.content for q in rules)
    for candidate in made:
        assert 0 <= candidate.alike <= 1 and 0 <= candidate.chance <= 1
        for quotation in filter(None, (candidate.rules, candidate.tagger)):
            assert all(0 <= s < e <= len(text) for s, e in quotation.content)
            assert quotation.text == " ... ".join(text[s:e] for s, e in quotation.content)


def pairs(places):
    ordered = sorted(set(places))
    return list(zip(ordered[::2], ordered[1::2], strict=False))


def test_thousands_of_findings_are_put_together():
    """A paragraph with thousands of findings takes no longer than its length asks for."""
    text = "“The dam leaks,” said Ann. " * 4_000
    spans = [(i, i + 13) for i in range(1, len(text), 27)]
    rules = [Quote("x", (s,), (), (), "direct", text[slice(*s)], 0.5, "said") for s in spans]
    assert all(c.alike == 1.0 for c in found(text, rules, [TaggedSpan(s, 0.9) for s in spans]))


def alike(rules, tagger):
    """How many candidates two findings with these spans make."""
    text = "x" * 1_000
    quote = Quote("x", (rules,), (), (), "indirect", text[slice(*rules)], 0.5, "said")
    return len(found(text, [quote], [TaggedSpan(span, 0.9) for span in tagger]))


@pytest.mark.parametrize(("common", "candidates"), [(100, 1), (99, 2)])
def test_findings_that_share_half_are_one(common, candidates):
    """Two findings are one from half of the characters that either has."""
    # the tagger's 150 characters lie to two thirds in the other's 150
    assert alike((0, 150), [(150 - common, 300 - common)]) == candidates


@pytest.mark.parametrize(("inside", "candidates"), [(8, 1), (7, 2)])
def test_a_finding_within_another_is_the_same(inside, candidates):
    """A finding of the rules is the tagger's too from .8 of the tagger's characters."""
    assert alike((100, 300), [(100 - (10 - inside), 100 + inside)]) == candidates


@pytest.mark.parametrize(("joined", "count"), [(0.5, 2), (0.51, 1)])
def test_spans_that_continue(joined, count):
    """The tagger's spans are joined from a chance of more than a half."""
    text = "“The dam,” said Ann, “leaks.”"
    assert len(tagged(text, stretch(text, "The dam"), stretch(text, "leaks", joined))) == count
