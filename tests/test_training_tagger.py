"""The tagger's recipe: labels of a made-up article, articles held out, batches."""

import json
import random

import pytest
import torch
from tiny import network, tokenizer

from quotetrack.parsing.tagger_network import BEGIN, INSIDE

training = pytest.importorskip("training.tagger", exc_type=ImportError)
confidence = pytest.importorskip("training.confidence", exc_type=ImportError)

TOKENIZER = tokenizer()
TEXT = "“The wall will hold,” said Ann Hill. “It will.”\nThe mayor said they hold it.\n\nIt will."
NONE = training.NOT_COUNTED


def span(words, start=0):
    begin = TEXT.index(words, start)
    return [begin, begin + len(words)]


ARTICLE = {
    "id": "x",
    "text": TEXT,
    "attributions": [
        {
            "content": [span("The wall will hold,"), span("It will.")],
            "source": [span("Ann Hill")],
            "cue": [span("said")],
        },
        {
            "content": [span("they hold it")],
            "source": [span("The mayor")],
            "cue": [span("said", 50)],
        },
    ],
}


def words_of(example, first, last):
    return TEXT[example.pieces.spans[first][0] : example.pieces.spans[last][1]]


def test_paragraphs():
    """Lines that are not empty."""
    assert [TEXT[s:e][:8] for s, e in training.paragraphs(TEXT)] == [
        "“The wal",
        "The mayo",
        "It will.",
    ]


def test_stretches_and_their_sources():
    """Each span has the pieces of its source and cue, and whether it continues the one before."""
    (example,) = training.examples(TOKENIZER, ARTICLE, 0)
    found = [
        (words_of(example, a, b), words_of(example, *source), words_of(example, *cue), goes_on)
        for a, b, source, cue, goes_on in example.stretches
    ]
    assert found == [
        ("The wall will hold", "Ann Hill", "said", 0),
        ("It will", "Ann Hill", "said", 1),
        ("they hold it", "The mayor", "said", 0),
    ]


def test_tags():
    """Content is tagged at the first piece of each word; other pieces and signs do not count."""
    (example,) = training.examples(TOKENIZER, ARTICLE, 0)
    tagged = {BEGIN: [], INSIDE: [], 0: []}
    for (start, end), tag, head in zip(
        example.pieces.spans, example.tags, example.pieces.word_starts, strict=True
    ):
        assert (tag == NONE) == (not head)
        if head:
            tagged[tag].append(TEXT[start:end])
    assert tagged[BEGIN] == ["The", "It", "they"]
    assert tagged[INSIDE] == ["wall", "will", "hold", "will", "hold", "it"]
    assert "said" in tagged[0] and "”" in tagged[0]


def test_sources_and_cues_are_marked():
    """The pieces of a source and of a cue, and no others."""
    (example,) = training.examples(TOKENIZER, ARTICLE, 0)
    marked = [
        [TEXT[slice(*s)] for s, on in zip(example.pieces.spans, row, strict=True) if on]
        for row in (example.sources, example.cues)
    ]
    assert marked[1] == ["said", "said"]
    assert " ".join(marked[0]).lower().startswith("ann hill") and marked[0][-1] == "mayor"


def test_what_lies_outside_a_window_is_none():
    """A source in another window is not there: its pointers stand at piece 0."""
    article = ARTICLE | {
        "attributions": [
            {"content": [span("they hold it")], "source": [span("Ann Hill")], "cue": []}
        ]
    }
    _, second, *_ = training.examples(TOKENIZER, article, 18)
    assert [(source, cue) for _, _, source, cue, _ in second.stretches] == [((0, 0), (0, 0))]


def test_labels_without_words_are_none():
    """A span of marks alone is no stretch."""
    article = ARTICLE | {"attributions": [{"content": [[0, 1]], "source": [], "cue": []}]}
    (example,) = training.examples(TOKENIZER, article, 0)
    assert example.stretches == [] and set(example.tags) == {0, NONE}


@pytest.mark.parametrize(("each", "held"), [(0, []), (4, [3, 7]), (8, [7]), (1, list(range(10)))])
def test_split(each, held):
    """Every so many articles are held out, and no article is on both sides."""
    articles = [{"id": n} for n in range(10)]
    kept, out = training.split(articles, each)
    assert [a["id"] for a in out] == held
    assert [a["id"] for a in kept] == [n for n in range(10) if n not in held]


def test_batches():
    """Each example is in one batch, all but one are full, and the seed decides the order."""
    found = [
        training.examples(TOKENIZER, ARTICLE, first)[0] for first in (0, 20, 25, 30, 35, 0, 20)
    ]
    cut = training.batches(found, 3, random.Random(1))
    assert sorted(map(len, cut)) == [1, 3, 3]
    assert sorted(id(e) for batch in cut for e in batch) == sorted(map(id, found))
    assert cut == training.batches(found, 3, random.Random(1))


def test_losses_can_be_learned_from():
    """The five losses are finite and fall after a step; a batch without a span has losses too."""
    made, batch = network(), training.examples(TOKENIZER, ARTICLE, 20)
    before = sum(training.loss_of(made, batch, "cpu"))
    optim = torch.optim.SGD(made.parameters(), 0.01)
    before.backward()
    optim.step()
    losses = training.loss_of(made, batch, "cpu")
    assert len(losses) == 5 and bool(sum(losses).detach() < before.detach())
    empty = training.examples(TOKENIZER, ARTICLE | {"attributions": []}, 0)
    assert all(bool(loss.isfinite()) for loss in training.loss_of(made, empty, "cpu"))


def test_word_pieces_are_thinned_out():
    """Latin pieces and signs are kept in order and numbered anew; the padding stays number 0."""
    packing = pytest.importorskip("training.pack_tagger")
    description = json.loads(TOKENIZER.to_str())
    vocabulary = [
        "[PAD]",
        "[unused1]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "中",
        "the",
        "##s",
        "жук",
        "é",
        "“",
    ]
    description["model"]["vocab"] = {piece: n for n, piece in enumerate(vocabulary)}
    description["added_tokens"] = [
        a | {"id": vocabulary.index(a["content"])} for a in description["added_tokens"]
    ]
    trimmed, kept = packing.trimmed(description)
    assert list(trimmed["model"]["vocab"]) == [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "the",
        "##s",
        "é",
        "“",
    ]
    assert list(trimmed["model"]["vocab"].values()) == list(range(9))
    assert [vocabulary[n] for n in kept] == list(trimmed["model"]["vocab"])
    assert all(trimmed["model"]["vocab"][a["content"]] == a["id"] for a in trimmed["added_tokens"])


def test_regression_learns_what_speaks_for_a_quotation():
    """A feature of correct quotations has a positive weight; one seen under ten times, none."""
    rows = [({"good": 1.0, "rare": 1.0} if n < 3 else {"good": 1.0}, True) for n in range(40)] + [
        ({"bad": 1.0}, False)
    ] * 40
    numbers = confidence.fitted(rows)
    assert numbers["good"] > 0 > numbers["bad"] and "rare" not in numbers


def test_threshold_is_where_f1_is_highest():
    """Taking the two right ones and leaving the wrong one is best."""
    judged = [(0.9, 0.9, True, True), (0.8, 0.8, True, True), (0.3, 0.3, False, False)]
    assert confidence.threshold(judged, 2) == (0.8, 1.0)
