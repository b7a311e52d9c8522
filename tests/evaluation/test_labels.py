"""Gold and prediction files: what is read, and the one line that says what is wrong."""

import io
import json
import sys

import pytest
from labelled import articles, as_lines, found, pair, side

from quotetrack.errors import InputError
from quotetrack.evaluation import labels

ARTICLE = '{"id": "a", "text": "Rain, he said.", "attributions": %s}'
QUOTES = '{"id": "a", "quotes": %s}'


def written(tmp_path, text):
    path = tmp_path / "given.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_what_is_well_formed_comes_back(tmp_path):
    """Articles and links come in order; blank lines and a byte order mark are skipped."""
    assert (
        labels.articles(written(tmp_path, "\ufeff" + as_lines(articles()).replace("\n", "\n\n")))
        == articles()
    )
    told = as_lines(
        {"id": name, "outlet": None, "quotes": quotes} for name, quotes in found().items()
    )
    assert labels.predictions(written(tmp_path, told), {"mine", "tram", "more"}) == found()
    links = [pair(side("a", 1, 4), side("b", 2, 9, None))]
    assert (
        labels.links(written(tmp_path, as_lines(links)))
        == links
        == labels.gold_links(written(tmp_path, as_lines(links)))
    )


def test_a_dash_is_standard_input(monkeypatch):
    """Predictions may come through a pipe."""
    monkeypatch.setattr(
        sys,
        "stdin",
        io.TextIOWrapper(io.BytesIO(as_lines([{"id": "mine", "quotes": []}]).encode())),
    )
    assert labels.predictions("-", {"mine"}) == {"mine": []}


def test_no_predictions_are_none(tmp_path):
    """An empty prediction file is fine: a program may find nothing. A gold file is not."""
    assert (
        labels.predictions(written(tmp_path, ""), {"a"}) == {}
        and labels.links(written(tmp_path, "")) == []
    )
    for read in (labels.articles, labels.gold_links):
        with pytest.raises(InputError, match=r"given\.jsonl: there are no labels"):
            read(written(tmp_path, "\n\n"))


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (labels.articles, '{"id": "a"', "line 1: broken JSON"),
        (labels.articles, ARTICLE % "[]" + "\n[1]", "line 2: not a JSON object"),
        (labels.articles, b'{"id": "\xff"}', "line 1: JSON lines must be in UTF-8"),
        (labels.articles, "[" * 100_000, "line 1: JSON that cannot be read"),
        (labels.articles, '{"id": "a", "attributions": []}', 'no "text"'),
        (labels.articles, '{"text": "b", "attributions": []}', 'no "id"'),
        (labels.articles, '{"id": 7, "text": "b", "attributions": []}', 'no "id"'),
        (labels.articles, '{"id": "a", "text": "b", "quotes": []}', 'no list of "attributions"'),
        (labels.articles, ARTICLE % "[1]", 'no list of "attributions"'),
        (labels.articles, ARTICLE % '{"a": 1}', 'no list of "attributions"'),
        (
            labels.articles,
            ARTICLE % "[]" + "\n" + ARTICLE % "[]",
            "line 2: article a is there twice",
        ),
        (labels.articles, ARTICLE % '[{"content": [1, 4]}]', 'quotation 1 has a "content"'),
        (
            labels.articles,
            ARTICLE % '[{"content": [[0, 4]]}, {"content": [[0, 4]], "source": [[1.5, 2]]}]',
            'quotation 2 has a "source"',
        ),
        (labels.articles, ARTICLE % '[{"cue": "said"}]', 'quotation 1 has a "cue"'),
        (labels.articles, ARTICLE % '[{"content": [[0, 4, 5]]}]', "not a list of [start, end]"),
        (
            lambda path: labels.predictions(path, {"a"}),
            QUOTES % "[]" + "\n" + QUOTES % "[]",
            "line 2: article a is there twice",
        ),
        (
            lambda path: labels.predictions(path, {"a"}),
            '{"id": "b", "quotes": []}',
            "line 1: article b has no labels",
        ),
        (lambda path: labels.predictions(path, {"a"}), ARTICLE % "[]", 'no list of "quotes"'),
        (
            lambda path: labels.predictions(path, {"a"}),
            QUOTES % '[{"content": [["0", 4]]}]',
            'quotation 1 has a "content"',
        ),
        (
            labels.links,
            '{"a": {"article": "x", "start": 0, "end": 2}, "relation": "edited"}',
            '"b" names no "article"',
        ),
        (
            labels.links,
            '{"a": {"article": "x", "start": 0}, "b": {}, "relation": "edited"}',
            '"a" has no "start" and "end"',
        ),
        (labels.links, json.dumps(pair(side("x", 0, 2), side("y", 0, 2), None)), 'no "relation"'),
        (
            labels.links,
            json.dumps(pair(side("x", 0, 2, 5), side("y", 0, 2))),
            '"speaker" of "a" is not a string',
        ),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, read, text, said):
    """The message names the file, the line and how to fix it."""
    with pytest.raises(InputError) as error:
        read(written(tmp_path, text))
    assert (
        said in str(error.value)
        and "\n" not in str(error.value)
        and "given.jsonl line " in str(error.value)
    )


@pytest.mark.parametrize("name", ["none.jsonl", ".", "nul\x00l"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, name):
    """A missing file, a folder and an impossible name are one message each."""
    with pytest.raises(InputError, match="check the path"):
        labels.articles(str(tmp_path / name))


def test_lone_surrogates_are_replaced(tmp_path):
    """A lone surrogate becomes U+FFFD, one for one, so that offsets stay valid."""
    (article,) = labels.articles(
        written(tmp_path, '{"id": "a", "text": "b\\ud800c", "attributions": []}')
    )
    assert article["text"] == "b\ufffdc"
