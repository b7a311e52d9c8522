"""Which gold and predicted quotations match, and when a source is correct."""

import pytest
from labelled import MINE, at, figures, row

from quotetrack.evaluation import quotation_metrics


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("The mine is safe", 1),
        ("The mine is", 1),
        ("The mine", 1),
        ("mine", 0),
        ("The mine is safe, Rosa Quist said", 1),
        ('The mine is safe, Rosa Quist said. "Nobody', 1),
        ('The mine is safe, Rosa Quist said. "Nobody was', 0),
    ],
)
def test_half_of_the_words_make_a_pair(words, pairs):
    """With four shared words of eight in all two contents match; with four of nine they do not."""
    result = figures(MINE, [row(MINE, "The mine is safe", kind="indirect")], [row(MINE, words)])
    assert result["overlap"]["r"] == pairs


def test_pairs_are_one_to_one_and_the_best_first():
    """Of two predictions for one label, the nearer one matches and the other is spurious."""
    label, near, nearer = (
        row(MINE, "The mine is safe"),
        row(MINE, "The mine is"),
        row(MINE, "The mine is safe, Rosa", "Rosa"),
    )
    result = figures(MINE, [label | {"source": at(MINE, "Rosa")}], [near, nearer])
    assert result["overlap"] == quotation_metrics.f_score(0.5, 1.0) and result[
        "joint"
    ] == quotation_metrics.f_score(0.5, 1.0)


@pytest.mark.parametrize(
    ("source", "strict", "lenient"),
    [
        ("Rosa Quist", True, True),
        ("Quist", True, True),
        ("she", False, False),
        ("", False, False),
        ("Rosa Quist said", True, True),
    ],
)
def test_a_source_is_right_in_the_same_place(source, strict, lenient):
    """One shared word in the same place is enough for a correct source."""
    result = figures(
        MINE,
        [row(MINE, "The mine is safe", "Rosa Quist")],
        [row(MINE, "The mine is safe", source or ())],
    )
    assert (bool(result["joint"]["r"]), bool(result["joint_len"]["r"])) == (strict, lenient)
    assert result["speaker"] == {"pairs": 1, "strict": strict, "lenient": lenient}


def test_another_mention_of_the_name_is_right_for_the_lenient():
    """The same capitalised word elsewhere is the same name, a possessive s aside."""
    text = "Quist's mine is shut. Rosa Quist, owner, said it pays. The owner left."
    label = row(text, "it pays", "Rosa Quist, owner")
    for source, lenient in (("Quist's", 1.0), ("The owner", 0.0)):
        speaker = figures(text, [label], [row(text, "it pays", source)])["speaker"]
        assert speaker == {"pairs": 1, "strict": 0.0, "lenient": lenient}


@pytest.mark.parametrize(
    ("source", "right"), [("The head", 1), ("head", 1), ("The", 0), ("of", 0), ("the guild", 1)]
)
def test_small_words_make_no_source(source, right):
    """A shared article or preposition does not make a source correct."""
    text = "The head of the guild said wages must rise."
    result = figures(
        text,
        [row(text, "wages must rise", "The head of the guild")],
        [row(text, "wages must rise", source)],
    )
    assert result["joint"]["f1"] == right


def test_a_small_word_alone_is_a_source():
    """Where a label has only a function word, that word is its source."""
    text = "That of course means rain, as it says."
    result = figures(
        text, [row(text, "means rain", "That")], [row(text, "means rain", "That of course")]
    )
    assert result["joint"]["f1"] == 0.0
    assert (
        figures(text, [row(text, "means rain", "That")], [row(text, "means rain", "That")])[
            "joint"
        ]["f1"]
        == 1.0
    )


def test_a_label_without_source_wants_none():
    """If the label has no source, the prediction must have none; such labels have no share."""
    label = row(MINE, "The mine is safe")
    assert figures(MINE, [label], [label])["joint"]["f1"] == 1.0
    named = figures(MINE, [label], [row(MINE, "The mine is safe", "Rosa Quist")])
    assert (
        named["joint"]["f1"] == named["joint_len"]["f1"] == 0.0 and named["speaker"]["pairs"] == 0
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (['"Nobody was hurt in the fall,"'], "direct"),
        (["Nobody was hurt"], "direct"),
        (["The mine is safe"], "indirect"),
        (['"Nobody was hurt in the fall," she added'], "mixed"),
        (["The mine", "Nobody"], "mixed"),
    ],
)
def test_the_kind_of_a_prediction_is_read_off_the_text(content, kind):
    """Direct, indirect or mixed is read from the text; the kind of the prediction is ignored."""
    predicted = row(MINE, content, kind="mixed" if kind != "mixed" else "direct")
    result = quotation_metrics.score(
        [{"id": "x", "text": MINE, "attributions": []}], {"x": [predicted]}
    )["attributions"]
    assert [name for name in quotation_metrics.KINDS if result[name]["predicted"]] == [kind]


def test_a_prediction_counts_under_the_kind_of_its_label():
    """The kind of the label counts; if it has none, it is read from the text."""
    quoted = row(MINE, "Nobody was hurt in the fall")
    for label, kind in (
        (quoted | {"kind": "mixed"}, "mixed"),
        (quoted | {"kind": "unheard of"}, "direct"),
        (quoted, "direct"),
    ):
        result = figures(MINE, [label], [quoted], kind=kind)
        assert (result["gold"], result["predicted"], result["overlap"]["f1"]) == (1, 1, 1.0)


def test_segments_are_stretches_in_marks():
    """Each run of quoted words is one item; short ones are left out."""
    text = (
        '"We dig on," Holt said, "until the last seam of coal is out." They "never" stop, he said.'
    )
    whole = [
        row(text, ['"We dig on,"', '"until the last seam of coal is out."'], "Holt"),
        row(text, 'They "never" stop', "he"),
    ]
    first = [row(text, "We dig on", "Holt")]
    for min_words, gold, recall in ((1, 3, 1 / 3), (3, 2, 0.5), (4, 1, 0.0)):
        result = figures(text, whole, first, view="segments", min_words=min_words)
        assert (result["gold"], result["overlap"]["r"]) == (gold, recall)


def test_two_stretches_side_by_side_are_two_segments():
    """A closing and an opening mark separate two segments, even without a word between them."""
    text = "“One of us must go.” “Then I shall go with you,” Berg said."
    content = "One of us must go.” “Then I shall go with you"
    assert figures(text, [row(text, content)], [], view="segments")["gold"] == 2


def test_contents_without_a_word_are_left_out():
    """A span of only marks or spaces, or outside the text, is not an item on either side."""
    empty = [{"content": spans} for spans in ([], [[16, 17]], [[900, 950]])]
    result = figures(MINE, empty, empty)
    assert (result["gold"], result["predicted"]) == (0, 0)
