"""The tagger: how scores become stretches, sources and chances, and rules that hold for any text and any weights."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import network, tokenizer, window

from quotetrack.errors import ModelError
from quotetrack.parsing import tagger
from quotetrack.parsing.stanza_parser import WEIGHTS
from quotetrack.parsing.tagger import LONGEST_SOURCE, Tagger
from quotetrack.parsing.tagger_network import Network, Shape
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


def scores(tags):
    return np.array([SCORES[tag] for tag in tags], np.float32)


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
def test_stretches(text, tags, found):
    """A run of words that one begins and others go on with; a word's later pieces follow its first, signs end all."""
    assert tagger._stretches(window(text), scores(tags)) == found


@pytest.mark.parametrize(
    ("text", "first", "last", "printed"),
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
def test_pointers_become_spans(text, first, last, printed):
    """Whole words from the first to the last piece within one paragraph; piece 0 stands for none, and signs are nobody's words."""
    read = window(text)
    starts, ends = (
        np.full(len(read) + 3, 0.01, np.float32) for _ in range(2)
    )  # padded, as in a batch
    starts[first], ends[last] = 0.9, 0.9
    starts[len(read) :] = ends[len(read) :] = 0
    span, chance = tagger._best(read, starts, ends)
    line = "".join(
        (" " if head else "") + piece.lstrip("+")
        for piece, head in zip(text.split(), read.heads, strict=True)
        if piece != "|"
    )
    assert (line[slice(*span)] if span else None) == printed
    assert 0 < chance <= 1


def test_pointers_that_point_nowhere():
    """Chances too small for the machine give no span and no error, also in a window shorter than its batch."""
    nothing = np.zeros(9, np.float32)
    assert tagger._best(window("| a |"), nothing, nothing) == (None, 0.0)


def test_a_source_is_bounded():
    """The last piece is looked for within the length that a source may have."""
    read = window("| " + "a " * (LONGEST_SOURCE + 20))
    starts, ends = (np.full(len(read), 0.001, np.float32) for _ in range(2))
    starts[1], ends[-1], ends[5] = 0.9, 0.9, 0.3
    assert tagger._best(read, starts, ends)[0] == (read.spans[1][0], read.spans[5][1])


def test_chance_of_words():
    """Each character up to the next piece has the chance of its word's first piece."""
    read = window("| a b +c d | e")
    words = tagger._words(read, scores("OOBOIOO"))
    assert [span for span, _ in words] == [(1, 3), (3, 4), (4, 6), (6, 7), (8, 9)]
    assert [round(chance, 1) for _, chance in words] == [0.0, 1.0, 1.0, 1.0, 0.0]


@given(st.lists(st.sampled_from(["a", "+b", "|"]), max_size=30), st.randoms(use_true_random=False))
def test_stretches_are_in_order_and_apart(pieces, rng):
    """Whatever the scores: stretches begin with a word, hold no sign, and follow one another."""
    read = window(" ".join(["|", *pieces]))
    raw = np.array([[rng.random() + 1e-6 for _ in range(3)] for _ in read.ids], np.float32)
    last = 0
    for first, end in tagger._stretches(read, raw / raw.sum(1, keepdims=True)):
        assert last < first <= end < len(read) and read.heads[first]
        assert all(s < e for s, e in read.spans[first : end + 1])
        last = end


def check(text, tagging):
    """What holds of every tagging."""
    assert len(tagging.reported) == len(text)
    last = 0
    for stretch in tagging.stretches:
        assert last <= stretch.span[0] < stretch.span[1] <= len(text)
        last = stretch.span[1]
        assert all(0 <= s < e <= len(text) for s, e in filter(None, (stretch.source, stretch.cue)))
        assert all(
            0 <= chance <= 1
            for chance in (stretch.score, stretch.source_score, stretch.cue_score, stretch.joined)
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
    """Whatever comes in: stretches in order, apart and inside the text, one chance for each character."""
    found = TAGGER([article(text) for text in texts])
    assert len(found) == len(texts)
    for text, tagging in zip(texts, found, strict=True):
        check(text, tagging)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_texts(text):
    """Nothing, marks alone, one endless word, control characters, lone surrogates, a paragraph of many windows: read like any other."""
    (tagging,) = TAGGER([article(text)])
    check(text, tagging)


def test_company_changes_nothing():
    """An article is tagged the same alone and among others, and the second time."""
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
        assert [s.span for s in alone.stretches] == [s.span for s in tagging.stretches]
        assert [s.joined for s in alone.stretches] == pytest.approx(
            [s.joined for s in tagging.stretches], abs=1e-4
        )
        assert max(abs(a - b) for a, b in zip(alone.reported, tagging.reported, strict=True)) <= 1
    assert TAGGER(articles) == together


def test_each_word_is_told_of_once():
    """Over several windows no character stands in two stretches."""
    (tagging,) = TAGGER([article("It will hold, ann said. " * 60)])
    covered = [i for s in tagging.stretches for i in range(*s.span)]
    assert len(covered) == len(set(covered))


def test_the_first_stretch_of_a_window_goes_on_with_nothing():
    """Whether a stretch goes on is asked only of those with one before it in their window."""
    for tagging in TAGGER([article("it will hold"), article("they said it")]):
        assert [s.joined for s in tagging.stretches][:1] in ([], [0.0])


def test_load(tmp_path):
    """Weights in half precision come back as an evaluated network, with a tokenizer that pads and cuts nothing."""
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
def test_a_missing_or_damaged_model_is_said_in_one_line(tmp_path, present):
    """A model that is not there, or no model, raises an error that names the folder and the way out."""
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
    """The trained network finds the plainest of reports, with its source."""
    (tagging,) = shipped([article(text)])
    found = [
        (text[slice(*s.span)].strip(" ,.“”"), text[slice(*s.source)] if s.source else None)
        for s in tagging.stretches
    ]
    assert found == [(content, source)]


@pytest.mark.stanza
def test_hostile_texts_and_the_shipped_tagger(shipped):
    """The trained network and its word pieces keep the same rules."""
    for text, tagging in zip(HOSTILE, shipped([article(text) for text in HOSTILE]), strict=True):
        check(text, tagging)
