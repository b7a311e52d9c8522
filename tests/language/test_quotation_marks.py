"""Pairing of quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.language.quotation_marks import fragments, inside, orphans, quoted
from quotetrack.spans import overlap

PAIRS = [
    ('He said "yes, we can" twice.', ["yes, we can"]),
    ("He said “yes, we can” twice.", ["yes, we can"]),
    ("He said „yes, we can“ twice.", ["yes, we can"]),
    ("He said „yes, we can” twice.", ["yes, we can"]),
    ("He said «yes, we can» twice.", ["yes, we can"]),
    ("He said »yes, we can« twice.", ["yes, we can"]),
    ("He said ''yes, we can'' twice.", ["yes, we can"]),
    ("He said ``yes, we can'' twice.", ["yes, we can"]),
    ("He said ‘yes, we can’ twice.", ["yes, we can"]),
    ("He said 'yes, we can' twice.", ["yes, we can"]),
    ("“One,” he said, “and two.”", ["One,", "and two."]),
    ('"One," he said, "and two."', ["One,", "and two."]),
    ("“She told me ‘never again’ and left.”", ["She told me ‘never again’ and left."]),
    ("“Never closed, he said.", ["Never closed, he said."]),
    ("Only a closing” mark.", []),
    ("The workers' union met at the farmers' market.", []),
    ("‘We lost the farmers’ money,’ she said.", ["We lost the farmers’ money,"]),
    ("'It's the clubs' fault,' she said.", ["It's the clubs' fault,"]),
    ("It’s the ’90s again.", []),
    ('A 12" pipe and a 6\'2" man.', []),
    ('"A 12" pipe," he said.', ["A 12", "pipe,"]),
    ('“A " b” c', ["A"]),
    ("He said ‚yes, we can‘ twice.", ["yes, we can"]),
    ("He said ‹yes, we can› twice.", ["yes, we can"]),
    ("He said `yes, we can' twice.", ["yes, we can"]),
    ("He said ”yes, we can” twice.", ["yes, we can"]),
    ("He said “yes, we can,“ twice.", ["yes, we can,"]),
    ("He said ＂yes, we can＂ twice.", ["yes, we can"]),
    ('We can," he said.', []),
    ("'Tis late in the '90s, and the clubs' doors are shut.", []),
    ("'It was the '60s,' she said.", ["It was the '60s,"]),
    ("‘He said “no” and left,’ she said.", ["He said “no” and left,"]),
    ("“Late again, said X. “And again.”", ["Late again, said X.", "And again."]),
    ("''The 12'' pipe burst.''", ["The 12'' pipe burst."]),
    ('"It was 1990" and "it was hot".', ["It was 1990", "it was hot"]),
    ("Nothing here.", []),
    ("“”", []),
    ("", []),
]


@pytest.mark.parametrize(
    ("text", "inner"),
    [pair for pair in PAIRS if pair[0] not in ("“”", '"A 12" pipe," he said.', '“A " b” c')],
)
def test_words_between_marks(text, inner):
    """Each pair of marks gives the words between, without the spaces at their ends."""
    assert [text[slice(*m.inner)] for m in quoted(text, (0, len(text)))] == inner


def test_a_stray_mark_costs_its_paragraph_only():
    """A mark left open runs to the end of its paragraph and is said to be open."""
    text = "“Open, he said.\nClosed “here” it is."
    first, second = quoted(text, (0, 15)), quoted(text, (16, len(text)))
    assert [m.closed for m in first] == [False]
    assert [text[slice(*m.inner)] for m in second] == ["here"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told me ‘go’ and ‘stay’.”", ["go", "stay"]),
        ("‘He told me “go” and left.’", ["go"]),
        ("“He told me to go.”", []),
        ("“It’s the clubs’ fault.”", []),
    ],
)
def test_marks_within_marks(text, inner):
    """Single marks quote within double ones, and vice versa; apostrophes do not."""
    (mark,) = quoted(text, (0, len(text)))
    assert [text[slice(*m.inner)] for m in inside(text, mark)] == inner


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('We can," he said.', ["We can,"]),
        ("It rained. We can,” he said.", ["We can,"]),
        ("“Yes,” he said. We can!” he cried.", ["We can!"]),
        ("A lone” mark.", []),
        ("“All is well,” he said.", []),
    ],
)
def test_a_mark_that_closes_nothing_closes_its_sentence(text, sentence):
    """What stands before a lone closing mark, from the end of the sentence or quotation before."""
    assert [
        text[slice(*m.inner)].split(". ")[-1]
        for m in orphans(text, (0, len(text)), quoted(text, (0, len(text))))
    ] == sentence


def test_single_marks_do_not_count_beside_double_ones():
    """Where double marks stand, single ones are apostrophes or marks within."""
    text = "“The boss 'forgot' it,” said the farmers' leader."
    assert [text[slice(*m.inner)] for m in quoted(text, (0, len(text)))] == [
        "The boss 'forgot' it,"
    ]


@given(st.text(alphabet="ab .,'\"“”‘’„«»`\n1", max_size=200))
def test_marked_stretches_are_in_order_and_apart(text):
    """Whatever the text, stretches lie in it, in order, apart, with their inner words inside."""
    last = 0
    for mark in quoted(text, (0, len(text))):
        assert last <= mark.start < mark.end <= len(text)
        assert mark.start <= mark.inner[0] <= mark.inner[1] <= mark.end
        last = mark.end


@pytest.mark.parametrize(
    "text",
    ["'" * 20_000, "“" * 20_000, "' a" * 10_000, "‘a " * 10_000, '"' * 20_001, "a' 'a" * 8_000],
)
def test_hostile_marks_take_linear_time(text):
    """Thousands of marks are paired in a moment."""
    assert quoted(text, (0, len(text))) is not None


@pytest.mark.parametrize(
    ("a", "b", "shared"), [((0, 5), (3, 9), 2), ((0, 5), (5, 9), 0), ((2, 3), (0, 9), 1)]
)
def test_overlap_counts_shared_characters(a, b, shared):
    """Spans are half-open."""
    assert overlap(a, b) == overlap(b, a) == shared


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("We sail at dawn,", "direct", ["We sail at dawn,"]),
        ("We sail ... at dawn", "direct", ["We sail", "at dawn"]),
        ("the fleet would sail at dawn", "indirect", []),
        ("the “old fleet” would sail", "mixed", ["old fleet"]),
        ('the "old fleet" would "never" sail', "mixed", ["old fleet", "never"]),
        ("called it a “shameless giveaway", "mixed", ["shameless giveaway"]),
        ('called it a "shameless giveaway', "mixed", ["shameless giveaway"]),
        ("shameless giveaway” and nothing else", "mixed", ["shameless giveaway"]),
        ('shameless giveaway" and nothing else', "mixed", ["shameless giveaway"]),
        ("no “one ... two” left", "mixed", ["one", "two"]),
        ("no “...” left", "mixed", []),
        ("", "direct", []),
        ("", "mixed", []),
    ],
)
def test_words_in_marks(text, kind, expected):
    """Direct quotations are all fragment, mixed ones between their marks, reports nowhere."""
    assert [part.strip() for part in fragments(text, kind)] == expected
