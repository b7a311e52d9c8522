"""Metrics of quotations: two small articles worked by hand, and what must hold for any."""

import json

from hypothesis import given
from hypothesis import strategies as st
from labelled import MINE, TRAM, articles, figures, found, row

from quotetrack.evaluation import quotation_metrics

FIGURES = quotation_metrics.METRICS[:-1]


def rates(found):
    return {
        metric: (round(found[metric]["p"], 3), round(found[metric]["r"], 3))
        for metric in quotation_metrics.METRICS
    }


def test_two_articles_worked_by_hand():
    """Five labels and five predictions make three pairs, two with the correct source."""
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
    """Each word counts once: of 25 gold words 14 are found, and 2 of 16 are spurious."""
    result = quotation_metrics.score(articles(), found())["attributions"]
    assert result["all"]["tokens"] == quotation_metrics.f_score(14 / 16, 14 / 25)
    assert result["mixed"]["tokens"] == quotation_metrics.f_score(0.0, 1 / 6)


def test_an_article_without_predictions_is_missed():
    """Its labels count as missed, and nothing is divided by zero."""
    result = quotation_metrics.score(articles(), {})["attributions"]["all"]
    assert (
        result["gold"] == 5
        and result["predicted"] == 0
        and set(rates(result).values()) == {(0.0, 0.0)}
    )


def test_exact_characters_see_marks_but_no_spaces():
    """Only this metric depends on quotation marks; none depends on spaces at the edges."""
    bare, marked = (
        row(MINE, "Nobody was hurt in the fall"),
        row(MINE, ' "Nobody was hurt in the fall," '),
    )
    for other, same in ((bare, 0.0), (marked, 1.0)):
        result = figures(MINE, [row(MINE, '"Nobody was hurt in the fall,"')], [other])
        assert result["exact"]["f1"] == 1.0 and result["exact_chars"]["f1"] == same


def test_rows_are_per_cent():
    """One row for each kind and one for segments, in per cent; None where nothing is counted."""
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
    """Predictions equal to the labels have an F1 of 1 wherever anything is counted."""
    result = scored(shelf, predicted="attributions")
    for kind in (*result["attributions"].values(), result["segments"]["all"]):
        assert kind["gold"] == kind["predicted"]
        assert all(kind[metric]["f1"] == (1.0 if kind["gold"] else 0.0) for metric in FIGURES)
        assert kind["speaker"]["strict"] in (None, 1.0)


@given(SHELF)
def test_turning_labels_and_predictions_round_turns_precision_and_recall(shelf):
    """Swapping labels and predictions swaps precision and recall."""
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
    """A stricter metric is never higher than a more lenient one, and JSON can hold the result."""
    for kind in scored(shelf)["attributions"].values():
        assert kind["exact_chars"]["r"] <= kind["exact"]["r"]
        assert kind["joint"]["r"] <= kind["joint_len"]["r"] <= kind["overlap"]["r"] <= 1
        assert json.loads(json.dumps(kind)) == kind
