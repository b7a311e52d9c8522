"""Quotations that come with an article: what is read, and the one line that says what is wrong."""

import pytest

from quotetrack.errors import InputError
from quotetrack.readers import extractions
from quotetrack.records import Article, Construction

TEXT = "“No,” said Ana Ruiz. “We wait.”"
QUOTE = {
    "content": [[1, 3], [22, 29]],
    "cue": [[6, 10]],
    "source": [[11, 19]],
    "kind": "direct",
    "modality": "stated",
    "construction": "according to",
    "speaker": {"name": "Ana Ruiz", "kind": "person", "descriptor": "the mayor"},
    "score": 0.75,
    "reason": "clause after said",
}


def read(*quotes, **other):
    article = Article("a", TEXT)
    return extractions.quotations({"quotes": list(quotes), **other}, article, "x.jsonl line 1")


def test_a_quotation_is_read_with_its_speaker():
    """Spans, kind, score and speaker come in as written; the text is taken from the article."""
    ((quote, attribution),) = read(QUOTE)
    assert (quote.content, quote.cue, quote.source) == (
        ((1, 3), (22, 29)),
        ((6, 10),),
        ((11, 19),),
    )
    assert (quote.text, quote.kind, quote.score) == ("No ... We wait", "direct", 0.75)
    assert quote.construction is Construction.ACCORDING_TO
    assert (attribution.quote_id, attribution.name) == (quote.id, "Ana Ruiz")
    assert (attribution.kind, attribution.descriptor, attribution.score) == (
        "person",
        "the mayor",
        0.75,
    )


def test_only_the_content_is_required():
    """What is left out has a default: direct, stated, sure, given, of an unknown speaker."""
    ((quote, attribution),) = read({"content": [[1, 3]]})
    assert (quote.kind, quote.modality, quote.score, quote.reason) == (
        "direct",
        "stated",
        1.0,
        "as given",
    )
    assert (quote.construction, quote.continues, quote.nested) == (
        Construction.GIVEN,
        False,
        False,
    )
    assert (attribution.name, attribution.kind) == (None, "unknown")


def test_an_unknown_construction_is_given():
    """A construction of another version of the program is no error."""
    ((quote, _),) = read(QUOTE | {"construction": "sung", "continues": True})
    assert (quote.construction, quote.continues) == (Construction.GIVEN, True)


def test_nested_quotations_are_marked():
    """A quotation under `nested`, or with the field `nested`, lies within another one."""
    inner, marked = {"content": [[22, 24]]}, {"content": [[11, 14]], "nested": True}
    found = read(QUOTE, marked, nested=[inner])
    assert [(quote.start, quote.nested) for quote, _ in found] == [
        (1, False),
        (11, True),
        (22, True),
    ]


def test_quotations_are_in_text_order_and_the_last_of_one_place_counts():
    """The order of the list does not matter; the same content is there once."""
    later = {"content": [[22, 29]]}
    found = read(later, {"content": [[1, 3]], "kind": "mixed"}, {"content": [[1, 3]]})
    assert [(quote.start, quote.kind) for quote, _ in found] == [(1, "direct"), (22, "direct")]


def test_an_article_without_quotations_has_none():
    """No `quotes` means that the article is to be parsed; an empty list, that it has none."""
    assert extractions.quotations({}, Article("a", TEXT), "x") is None
    assert read() == ()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"content": []}, "quotation 1 has no content"),
        ({"content": [[0, 9999]]}, "do not fit the text"),
        ({"content": [[5, 5]]}, "do not fit the text"),
        ({"content": "x"}, "do not fit the text"),
        ({"content": [[1]]}, "do not fit the text"),
        ({"content": [[0, True]]}, "do not fit the text"),
        ({"source": [[-1, 2]]}, "do not fit the text"),
        ({"kind": "shouted"}, "has the kind 'shouted' instead of direct, indirect, mixed"),
        ({"modality": "sung"}, "has the modality 'sung'"),
        ({"score": "high"}, '"score" that is not a number'),
        ({"score": None}, '"score" that is not a number'),
        ({"speaker": "Ana"}, '"speaker" that is not an object'),
        ({"speaker": {"name": 7}}, 'speaker whose "name" is not a string'),
    ],
)
def test_what_is_wrong_is_one_line(change, complaint):
    """The message names the place, the quotation and what is wrong with it."""
    with pytest.raises(InputError, match=r"^x\.jsonl line 1: ") as error:
        read(QUOTE | change)
    assert complaint in str(error.value) and "\n" not in str(error.value)


def test_a_wrong_nested_quotation_is_named_as_such():
    """Nested quotations are numbered by themselves."""
    with pytest.raises(InputError, match="nested quotation 2 has no content"):
        read(QUOTE, nested=[{"content": [[1, 3]]}, {}])


def test_spans_of_the_article():
    """Sentences and boilerplate are spans within the text, none if they are absent."""
    assert extractions.spans({"sentences": [[0, 5]]}, "sentences", TEXT, "x") == ((0, 5),)
    assert extractions.spans({}, "sentences", TEXT, "x") == ()
    with pytest.raises(InputError, match='x: "sentences" is not a list'):
        extractions.spans({"sentences": [[0, 999]]}, "sentences", TEXT, "x")
