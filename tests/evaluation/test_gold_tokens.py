"""The text as evaluation sees it: words, and which of them are quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.evaluation.gold_tokens import tokenize, trim_spans

TEXTS = st.text(st.sampled_from("ab Z’‘'“”\"„«».,-\n5é"), max_size=80)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Mr. Vik's mother-in-law paid 3.5 crowns.",
            ["Mr", "Vik's", "mother-in-law", "paid", "3.5", "crowns"],
        ),
        (
            "O’Dell—who else?—left; no_one stayed",
            ["O’Dell", "who", "else", "left", "no", "one", "stayed"],
        ),
        ("“Été”, e.g. über", ["Été", "e.g", "über"]),
        (" ... – !", []),
    ],
)
def test_words_are_letters_and_figures_with_what_holds_them_together(text, words):
    """Apostrophes, hyphens and full stops inside a word belong to it; marks at its ends do not."""
    read = tokenize(text)
    assert [read.word(number) for number in range(len(read.starts))] == words


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('one "two three" four', "two three"),
        ("one “two” three “four", "two four"),
        ("one ''two'' three", "two"),
        ('„eins“ und „zwei” und „drei" vier', "eins zwei drei"),
        ("«un» deux »trois« quatre", "un trois"),
        ("“one\ntwo ”three” four", "one"),
        ("one ” two", ""),
        ("“one ''two” three", "one two"),
        ("\"one ''two'' three\" four", "one two three"),
        ("he’s ‘one two’ three", "one two"),
        ("‘the O’Dells ride’ sank", "the O’Dells ride"),
        ("‘one two", ""),
        ("'Rates will rise,' bank says", "Rates will rise"),
        ("first\n'second' line", ""),
        ("the boys' and girls' teams", ""),
        ("'It isn't over' for Lund", "It isn't over"),
        ("“one ‘two’ three” ‘four’", "one two three four"),
    ],
)
def test_marks_are_paired_line_by_line(text, marked):
    """Double marks pair with their own closers; straight single marks count in the first line."""
    read = tokenize(text)
    assert (
        " ".join(read.word(number) for number in range(len(read.starts)) if read.is_quoted(number))
        == marked
    )


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([[0, 4]], ((1, 4),)),
        ([[4, 6]], ()),
        ([[7, 99]], ((7, 10),)),
        ([[-9, 3]], ((1, 3),)),
        ([[-9, -2]], ()),
        ([[6, 2]], ()),
        ([[7, 10], [1, 4]], ((1, 10),)),
        ([[1, 3], [2, 4]], ((1, 4),)),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ([], ()),
    ],
)
def test_spans_are_trimmed_clipped_and_joined(spans, kept):
    """Spans lose spaces at their edges, are joined across spaces and clipped to the text."""
    assert trim_spans(spans, " abc   def ") == kept


@given(TEXTS, st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=4))
def test_trimming_twice_is_trimming_once(text, spans):
    """Trimmed spans are in order and apart, and trimming them again changes nothing."""
    kept = trim_spans(spans, text)
    edges = [edge for span in kept for edge in span]
    assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in kept)
    assert trim_spans(kept, text) == kept


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_a_span_has_the_words_that_it_touches(text, start, end):
    """A span has exactly the words that share a character with it."""
    read = tokenize(text)
    touched = {
        n
        for n, (s, e) in enumerate(zip(read.starts, read.ends, strict=True))
        if min(e, end) > max(s, start)
    }
    assert read.words([(start, end)] if start < end else []) == (touched if start < end else set())


@given(TEXTS, TEXTS)
def test_a_line_is_read_by_itself(before, line):
    """Later lines do not change which characters of the first line are quoted."""
    first = before.split("\n")[0]
    assert tokenize(f"{first}\n{line}").quoted[: len(first)] == tokenize(first).quoted
