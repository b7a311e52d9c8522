"""Scores of quotations: worked by hand on two small articles, and what must hold for any."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import MINE, TRAM, articles, at, found, row

from quotetrack.evaluation import quotation_metrics

FIGURES = quotation_metrics.METRICS[:-1]


def figures(text, gold, predicted, view="attributions", kind="all", min_words=4):
    """The figures of one article with these labels and predictions."""
    return quotation_metrics.score(
        [{"id": "x", "text": text, "attributions": gold}], {"x": predicted}, min_words
    )[view][kind]


def rates(found):
    return {
        metric: (round(found[metric]["p"], 3), round(found[metric]["r"], 3))
        for metric in quotation_metrics.METRICS
    }


def test_two_articles_worked_by_hand():
    """Five labels, five predictions: three pairs, two with the same source in place, and each under its kind."""
    result = quotation_metrics.score(articles(), found())["attributions"]
    every = rates(result["all"])
    assert (
        every["overlap"] == (0.6, 0.6)
        and every["joint"] == (0.4, 0.4)
        and every["exact"] == (0.6, 0.6)
    )
    assert every["exact_chars"] == (0.2, 0.2)  # labels have their marks, predictions have not
    assert every["joint_len"] == (0.4, 0.4)  # "she" is no name
    assert (result["all"]["gold"], result["all"]["predicted"]) == (5, 5)
    assert {
        kind: (result[kind]["gold"], result[kind]["predicted"]) for kind in quotation_metrics.KINDS
    } == {"direct": (2, 3), "indirect": (2, 2), "mixed": (1, 0)}
    assert result["direct"]["overlap"] == quotation_metrics.f_score(2 / 3, 1.0) and result["mixed"][
        "overlap"
    ] == quotation_metrics.f_score(0.0, 0.0)
    assert result["direct"]["speaker"] == {"pairs": 2, "strict": 0.5, "lenient": 0.5}
    assert result["mixed"]["speaker"] == {"pairs": 0, "strict": None, "lenient": None}


def test_tokens_are_counted_over_all_contents():
    """Each word that stands in any content once: of 4 + 6 + 6 + 6 + 3 labelled words, 4 + 6 + 1 + 3 found; 2 invented."""
    result = quotation_metrics.score(articles(), found())["attributions"]
    assert result["all"]["tokens"] == quotation_metrics.f_score(14 / 16, 14 / 25)
    assert result["mixed"]["tokens"] == quotation_metrics.f_score(0.0, 1 / 6)


def test_an_article_without_predictions_is_missed():
    """Its labels count, and nothing is divided by nought."""
    result = quotation_metrics.score(articles(), {})["attributions"]["all"]
    assert (
        result["gold"] == 5
        and result["predicted"] == 0
        and set(rates(result).values()) == {(0.0, 0.0)}
    )


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
    """Shared words by all words of both: four of eight make a pair, four of nine do not."""
    result = figures(MINE, [row(MINE, "The mine is safe", kind="indirect")], [row(MINE, words)])
    assert result["overlap"]["r"] == pairs


def test_pairs_are_one_to_one_and_the_best_first():
    """Of two predictions for one label the nearer is right, and the other one spurious."""
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
    """One shared word in the same place is enough."""
    result = figures(
        MINE,
        [row(MINE, "The mine is safe", "Rosa Quist")],
        [row(MINE, "The mine is safe", source or ())],
    )
    assert (bool(result["joint"]["r"]), bool(result["joint_len"]["r"])) == (strict, lenient)
    assert result["speaker"] == {"pairs": 1, "strict": strict, "lenient": lenient}


def test_another_mention_of_the_name_is_right_for_the_lenient():
    """The same capitalised word elsewhere, a possessive s aside, is the same name; a small word is not."""
    text = "Quist's mine is shut. Rosa Quist, owner, said it pays. The owner left."
    label = row(text, "it pays", "Rosa Quist, owner")
    for source, lenient in (("Quist's", 1.0), ("The owner", 0.0)):
        speaker = figures(text, [label], [row(text, "it pays", source)])["speaker"]
        assert speaker == {"pairs": 1, "strict": 0.0, "lenient": lenient}


@pytest.mark.parametrize(
    ("source", "right"), [("The head", 1), ("head", 1), ("The", 0), ("of", 0), ("the guild", 1)]
)
def test_small_words_make_no_source(source, right):
    """An article or preposition in common is nothing in common."""
    text = "The head of the guild said wages must rise."
    result = figures(
        text,
        [row(text, "wages must rise", "The head of the guild")],
        [row(text, "wages must rise", source)],
    )
    assert result["joint"]["f1"] == right


def test_a_small_word_alone_is_a_source():
    """Where a label has nothing but a small word, that word is its source."""
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
    """Nobody named means that nobody must be named; the speaker's share leaves such labels out."""
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
    """All words in marks, none, or some; what the prediction calls itself does not count."""
    predicted = row(MINE, content, kind="mixed" if kind != "mixed" else "direct")
    result = quotation_metrics.score(
        [{"id": "x", "text": MINE, "attributions": []}], {"x": [predicted]}
    )["attributions"]
    assert [name for name in quotation_metrics.KINDS if result[name]["predicted"]] == [kind]


def test_a_prediction_counts_under_the_kind_of_its_label():
    """The label's own word on its kind holds; without one it is read off the text."""
    quoted = row(MINE, "Nobody was hurt in the fall")
    for label, kind in (
        (quoted | {"kind": "mixed"}, "mixed"),
        (quoted | {"kind": "unheard of"}, "direct"),
        (quoted, "direct"),
    ):
        result = figures(MINE, [label], [quoted], kind=kind)
        assert (result["gold"], result["predicted"], result["overlap"]["f1"]) == (1, 1, 1.0)


def test_exact_characters_see_marks_but_no_spaces():
    """Marks make a difference there and nowhere else, spaces at the edges never."""
    bare, marked = (
        row(MINE, "Nobody was hurt in the fall"),
        row(MINE, ' "Nobody was hurt in the fall," '),
    )
    for other, same in ((bare, 0.0), (marked, 1.0)):
        result = figures(MINE, [row(MINE, '"Nobody was hurt in the fall,"')], [other])
        assert result["exact"]["f1"] == 1.0 and result["exact_chars"]["f1"] == same


def test_segments_are_stretches_in_marks():
    """Content is cut down to what stands in marks, each stretch is one item, and short ones are left out."""
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
    """A mark that closes and one that opens part two segments, though no word stands between."""
    text = "“One of us must go.” “Then I shall go with you,” Berg said."
    content = "One of us must go.” “Then I shall go with you"
    assert figures(text, [row(text, content)], [], view="segments")["gold"] == 2


def test_contents_without_a_word_are_left_out():
    """A span of nothing but marks or spaces, or outside the text, is no item on either side."""
    empty = [{"content": spans} for spans in ([], [[16, 17]], [[900, 950]])]
    result = figures(MINE, empty, empty)
    assert (result["gold"], result["predicted"]) == (0, 0)


def test_rows_are_per_cent():
    """Flat rows: one for each kind, one for segments, shares in per cent, nothing where nothing was counted."""
    rows = list(quotation_metrics.rows(quotation_metrics.score(articles(), found())))
    kinds = [("attributions", kind) for kind in ("all", *quotation_metrics.KINDS)]
    assert [(row["view"], row["kind"]) for row in rows] == [*kinds, ("segments", "all")]
    assert (
        rows[0]["overlap_f1"] == 60.0
        and rows[0]["speaker_strict"] == 66.7
        and rows[3]["speaker_strict"] is None
    )


# ---- for any labels and predictions
SPANS = st.lists(
    st.tuples(st.integers(0, 125), st.integers(0, 125)).map(sorted).map(list),
    min_size=1,
    max_size=2,
)
QUOTATIONS = st.lists(
    st.fixed_dictionaries({"content": SPANS, "source": SPANS | st.just([])}), max_size=4
)
ARTICLES = st.fixed_dictionaries(
    {"text": st.sampled_from([MINE, TRAM]), "attributions": QUOTATIONS, "quotes": QUOTATIONS}
)
SHELF = st.lists(ARTICLES, max_size=3)


def scored(shelf, gold="attributions", predicted="quotes"):
    named = [
        {"id": str(n), "text": a["text"], "attributions": a[gold]} for n, a in enumerate(shelf)
    ]
    return quotation_metrics.score(named, {str(n): a[predicted] for n, a in enumerate(shelf)})


@given(SHELF)
def test_the_labels_themselves_are_right_everywhere(shelf):
    """Predictions that are the labels have 1 in every figure that counts anything."""
    result = scored(shelf, predicted="attributions")
    for kind in (*result["attributions"].values(), result["segments"]["all"]):
        assert kind["gold"] == kind["predicted"]
        assert all(kind[metric]["f1"] == (1.0 if kind["gold"] else 0.0) for metric in FIGURES)
        assert kind["speaker"]["strict"] in (None, 1.0)


@given(SHELF)
def test_turning_labels_and_predictions_round_turns_precision_and_recall(shelf):
    """Over all kinds, what is precision one way is recall the other."""
    one, other = (
        scored(shelf, *order)["attributions"]["all"]
        for order in (("attributions", "quotes"), ("quotes", "attributions"))
    )
    for metric in ("exact", "exact_chars", "tokens"):
        assert (one[metric]["p"], one[metric]["r"]) == (other[metric]["r"], other[metric]["p"])


@given(SHELF, st.randoms())
def test_the_order_of_articles_does_not_matter(shelf, random):
    """Counts are sums over articles."""
    mixed = list(shelf)
    random.shuffle(mixed)
    assert scored(shelf) == scored(mixed)


@given(SHELF)
def test_figures_are_ordered(shelf):
    """Same characters are the same words, the same words overlap, and a right source is right for the lenient too; JSON takes it."""
    for kind in scored(shelf)["attributions"].values():
        assert kind["exact_chars"]["r"] <= kind["exact"]["r"]
        assert kind["joint"]["r"] <= kind["joint_len"]["r"] <= kind["overlap"]["r"] <= 1
        assert json.loads(json.dumps(kind)) == kind
