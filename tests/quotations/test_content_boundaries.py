"""Where reported words end."""

import pytest
from trees import tree

from quotetrack.quotations.content_boundaries import own_words


@pytest.mark.parametrize(
    ("words", "content", "kept"),
    [
        (["it/PRON", "leaks/VERB", ",/PUNCT", "according/VERB", "to/ADP"], 3, [3, 4]),
        (["leaks/VERB", ",/PUNCT", "according/VERB", "to/ADP"], 3, []),
    ],
)
def test_another_source_ends_the_content(words, content, kept):
    """`, according to X` is another report; what is left must have two words."""
    made = tree("Roe/PROPN", "said/VERB", *words, "Poe/PROPN")
    assert own_words(made, 2, list(range(content, len(words) + 4))) == kept


def test_content_without_an_end_is_whole():
    """Without another report, all words are the verb's own."""
    made = tree("Roe/PROPN/2/nsubj", "said/VERB", "it/PRON/4/nsubj", "leaks/VERB/2/ccomp")
    assert own_words(made, 2, [3, 4]) == [3, 4]
    assert own_words(made, 2, []) == []
