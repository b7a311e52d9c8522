"""The tagger: from scores to spans, sources and cues, and rules for any text and any weights."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import network, tokenizer, window

from quotetrack.errors import ModelError
from quotetrack.parsing import tagger
from quotetrack.parsing.parsers import WEIGHTS
from quotetrack.parsing.tagger import Tagger
from quotetrack.parsing.tagger_decoding import (
    BEGIN,
    INSIDE,
    OUTSIDE,
    TRANSITIONS,
    best_span,
    best_tags,
    decoded_spans,
    word_chances,
)
from quotetrack.parsing.tagger_network import Network, Shape
from quotetrack.parsing.tagger_windows import windows
from quotetrack.records import Article

HOSTILE = [
    "",
    "\n\n",
    "   ",
    "“”",
    "”“\"'«»" * 40,
    "x" * 50_000,
    "x1 " * 3_000,
    "\x00" * 100,
    "\ud800" * 100,
    "e\u0301" * 700,
    "😀" * 700,
    "[PAD] [SEP] [CLS] " * 50,
    "It will hold, ann said. " * 300,
    "it\n" * 2_000,
]
TAGGER = Tagger(network(), tokenizer())
SCORES = {"O": (0.9998, 1e-4, 1e-4), "B": (1e-4, 0.9998, 1e-4), "I": (1e-4, 1e-4, 0.9998)}
ODD = "ab Z9.,!\n\"“”‘’'«»„\u00a0\u200b\x00\u0301\U0001f600\u200d中ßﬁ\ud800"


DOUBTFUL = SCORES | {"?": (0.55, 0.05, 0.4)}


def scores(tags):
    return np.array([SCORES[tag] for tag in tags], np.float32)


@pytest.mark.parametrize(
    ("seen", "best"),
    [
        ("", ""),
        ("O", "O"),
        ("B", "B"),
        ("OBIIO", "OBIIO"),
        ("BIOBI", "BIOBI"),
        ("BIII?III", "BIIIIIII"),
        ("OO?OO", "OOOOO"),
    ],
)
def test_best_tags(seen, best):
    """Certain words keep their tags; a doubtful one neither cuts a span in two nor starts one."""
    chances = np.array([DOUBTFUL[tag] for tag in seen], np.float32).reshape(-1, 3)
    assert "".join("OBI"[tag] for tag in best_tags(chances)) == best


def test_transitions_are_probabilities():
    """Each row adds up to one, and inside never follows outside."""
    assert TRANSITIONS.sum(1) == pytest.approx([1, 1, 1], abs=1e-3)
    assert TRANSITIONS[OUTSIDE, INSIDE] == 0


@pytest.mark.parametrize(("chance", "tag"), [(0.79, OUTSIDE), (0.83, BEGIN)])
def test_transitions_count_half(chance, tag):
    """At half weight, a lone word starts a span if its chance is above .81."""
    assert best_tags(np.array([[1 - chance, chance, 0]], np.float32)) == [tag]


@given(st.lists(st.tuples(*[st.floats(0, 1, width=32)] * 3), max_size=40))
def test_every_span_has_a_beginning(rows):
    """Whatever the chances: a tag for each word, and inside only after begin or inside."""
    tags = best_tags(np.array(rows, np.float32).reshape(-1, 3))
    assert len(tags) == len(rows)
    for tag, before in zip(tags, [OUTSIDE, *tags], strict=False):
        assert tag != INSIDE or before in (BEGIN, INSIDE)


@pytest.mark.parametrize(
    ("text", "tags", "found"),
    [
        ("| a b c |", "OOOOO", []),
        ("| a b c |", "OBIIO", [(1, 3)]),
        ("| a b c |", "OBBIO", [(1, 1), (2, 3)]),
        ("| a b c |", "OBOBI", [(1, 1), (3, 3)]),
        ("| a +b +c d |", "OBOOIO", [(1, 4)]),
        ("| a +b +c d |", "OBBBOO", [(1, 3)]),
        ("| a +b +c d |", "OOBIBO", [(4, 4)]),
        ("| a | b |", "OBIBO", [(1, 1), (3, 3)]),
        ("| +a b |", "OBBO", [(2, 2)]),
        ("|", "B", []),
    ],
)
def test_decoded_spans(text, tags, found):
    """B starts a span and I continues it; later pieces follow their word; [SEP] ends a span."""
    assert decoded_spans(window(text), scores(tags)) == found


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("| ann said it |", 0, 0, None),
        ("| ann said it |", 1, 1, "ann"),
        ("| ann said it |", 1, 3, "ann said it"),
        ("| ann +a said it |", 2, 2, "anna"),
        ("| ann +a +s it |", 1, 2, "annas"),
        ("| ann | it |", 2, 3, "it"),
        ("| ann | it |", 3, 4, "it"),
        ("| ann | it |", 1, 3, "ann"),
        ("| ann said it |", 3, 1, "it"),
        ("|", 0, 0, None),
    ],
)
def test_pointers_become_spans(text, first, last, words):
    """Whole words from first to last piece within one paragraph; piece 0 and [SEP] give none."""
    read = window(text)
    starts, ends = (
        np.full(len(read) + 3, 0.01, np.float32) for _ in range(2)
    )  # padded, as in a batch
    starts[first], ends[last] = 0.9, 0.9
    starts[len(read) :] = ends[len(read) :] = 0
    span, chance = best_span(read, starts, ends)
    line = "".join(
        (" " if starts_word else "") + piece.lstrip("+")
        for piece, starts_word in zip(text.split(), read.word_starts, strict=True)
        if piece != "|"
    )
    assert (line[slice(*span)] if span else None) == words
    assert 0 < chance <= 1


def test_pointers_that_point_nowhere():
    """Chances that underflow give no span and no error, also in a padded window."""
    nothing = np.zeros(9, np.float32)
    assert best_span(window("| a |"), nothing, nothing) == (None, 0.0)


@pytest.mark.parametrize(("last", "found"), [(60, 60), (61, 5)])
def test_a_source_is_bounded(last, found):
    """A source has at most sixty pieces: a likelier last piece beyond them does not count."""
    read = window("| " + "a " * 80)
    starts, ends = (np.full(len(read), 0.001, np.float32) for _ in range(2))
    starts[1], ends[last], ends[5] = 0.9, 0.9, 0.3
    assert best_span(read, starts, ends)[0] == (read.spans[1][0], read.spans[found][1])


@pytest.mark.parametrize(("place", "tried"), [(4, True), (5, False)])
def test_only_the_likeliest_starts_are_tried(place, tried):
    """Four first pieces are tried: the fifth likeliest is not, however well it ends."""
    read = window("| a | b | c | d | e")  # each in a paragraph of its own
    places = [1, 3, 5, 7, 9]
    starts, ends = np.zeros(10, np.float32), np.zeros(10, np.float32)
    starts[places] = [0.2, 0.19, 0.18, 0.17, 0.16]
    ends[places] = 0.001
    ends[places[place - 1]] = 0.9
    span, _ = best_span(read, starts, ends)
    assert (span == read.spans[places[place - 1]]) is tried


@pytest.mark.parametrize(("words", "number"), [(222, 1), (223, 2)])
def test_windows_of_the_tagger(words, number):
    """Windows have up to 224 pieces, [CLS] and [SEP] included."""
    text = "it " * words
    assert len([*windows(TAGGER.tokenizer, text, [(0, len(text))], tagger.WINDOW)]) == number


def test_chance_of_words():
    """Each character up to the next piece has the chance of its word's first piece."""
    read = window("| a b +c d | e")
    words = word_chances(read, scores("OOBOIOO"))
    assert [span for span, _ in words] == [(1, 3), (3, 4), (4, 6), (6, 7), (8, 9)]
    assert [round(chance, 1) for _, chance in words] == [0.0, 1.0, 1.0, 1.0, 0.0]


@given(st.lists(st.sampled_from(["a", "+b", "|"]), max_size=30), st.randoms(use_true_random=False))
def test_decoded_spans_are_in_order_and_disjoint(pieces, rng):
    """Whatever the scores: spans start with a word, contain no [SEP], and follow one another."""
    read = window(" ".join(["|", *pieces]))
    raw = np.array([[rng.random() + 1e-6 for _ in range(3)] for _ in read.ids], np.float32)
    last = 0
    for first, end in decoded_spans(read, raw / raw.sum(1, keepdims=True)):
        assert last < first <= end < len(read) and read.word_starts[first]
        assert all(s < e for s, e in read.spans[first : end + 1])
        last = end


def check(text, tagging):
    """Assert what holds for every output of the tagger."""
    assert len(tagging.reported) == len(text)
    last = 0
    for found in tagging.spans:
        assert last <= found.span[0] < found.span[1] <= len(text)
        last = found.span[1]
        assert all(0 <= s < e <= len(text) for s, e in filter(None, (found.source, found.cue)))
        assert all(
            0 <= chance <= 1
            for chance in (found.score, found.source_score, found.cue_score, found.joined)
        )


def article(text, name="x"):
    ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
    return Article(
        name,
        text,
        paragraphs=tuple(
            p for p in zip([0, *(e + 1 for e in ends)], ends, strict=False) if p[0] < p[1]
        ),
    )


@settings(max_examples=60)
@given(st.lists(st.text(alphabet=ODD, max_size=120), max_size=4))
def test_offsets_hold_for_any_text(texts):
    """Spans are in order, disjoint and inside the text; each character has a chance."""
    found = TAGGER([article(text) for text in texts])
    assert len(found) == len(texts)
    for text, tagging in zip(texts, found, strict=True):
        check(text, tagging)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_texts(text):
    """Whatever the text, the tagger reads it and its rules hold."""
    (tagging,) = TAGGER([article(text)])
    check(text, tagging)


def test_the_batch_changes_nothing():
    """An article is tagged the same alone, among others, and the second time."""
    articles = [
        article(
            f"“The wall will hold,” said ann hill {'of the port ' * n}.\nThey said it."
            * (1 + n % 3)
        )
        for n in range(7)
    ]
    together = TAGGER(articles)
    for one, tagging in zip(articles, together, strict=True):
        (alone,) = TAGGER([one])
        assert [s.span for s in alone.spans] == [s.span for s in tagging.spans]
        assert [s.joined for s in alone.spans] == pytest.approx(
            [s.joined for s in tagging.spans], abs=1e-4
        )
        assert max(abs(a - b) for a, b in zip(alone.reported, tagging.reported, strict=True)) <= 1
    assert TAGGER(articles) == together


def test_spans_of_several_windows_are_disjoint():
    """In an article of several windows no character is in two spans."""
    (tagging,) = TAGGER([article("It will hold, ann said. " * 60)])
    covered = [i for s in tagging.spans for i in range(*s.span)]
    assert len(covered) == len(set(covered))


def test_the_first_span_of_a_window_continues_nothing():
    """Only a span with another before it in its window can continue it."""
    for tagging in TAGGER([article("it will hold"), article("they said it")]):
        assert [s.joined for s in tagging.spans][:1] in ([], [0.0])


def test_load(tmp_path):
    """Weights in half precision are loaded in single; the tokenizer neither pads nor truncates."""
    made = tokenizer()
    made.enable_truncation(8)
    made.enable_padding()
    made.save(str(tmp_path / "tokenizer.json"))
    state = Network(Shape(made.get_vocab_size())).state_dict()
    torch.save(
        {"network": {name: value.half() for name, value in state.items()}}, tmp_path / "tagger.pt"
    )
    loaded = tagger.load(tmp_path)
    assert not loaded.network.training and loaded.network.words.weight.dtype == torch.float32
    assert loaded.tokenizer.truncation is None and loaded.tokenizer.padding is None
    assert loaded.tokenizer.encode("[SEP]", add_special_tokens=False).tokens != ["[SEP]"]


@pytest.mark.parametrize("present", [(), ("tokenizer.json",), ("tagger.pt", "tokenizer.json")])
def test_a_missing_or_damaged_model_is_one_line(tmp_path, present):
    """The error names the folder and how to fix it."""
    for name in present:
        (tmp_path / name).write_bytes(b"no model")
    with pytest.raises(ModelError) as error:
        tagger.load(tmp_path)
    assert (
        str(tmp_path) in str(error.value)
        and "reinstall" in str(error.value)
        and "\n" not in str(error.value)
    )


@pytest.fixture(scope="module")
def shipped():
    return tagger.load(WEIGHTS / "tagger")


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The mayor said the old bridge would close in May.",
            "the old bridge would close in May",
            "The mayor",
        ),
        (
            "“The old bridge will close in May,” said Ann Hill.",
            "The old bridge will close in May",
            "Ann Hill",
        ),
    ],
)
def test_the_shipped_tagger(shipped, text, content, source):
    """The trained network finds a plain quotation with its source."""
    (tagging,) = shipped([article(text)])
    found = [
        (text[slice(*s.span)].strip(" ,.“”"), text[slice(*s.source)] if s.source else None)
        for s in tagging.spans
    ]
    assert found == [(content, source)]


@pytest.mark.stanza
def test_hostile_texts_and_the_shipped_tagger(shipped):
    """The same rules hold for the trained network and its tokenizer."""
    for text, tagging in zip(HOSTILE, shipped([article(text) for text in HOSTILE]), strict=True):
        check(text, tagging)
