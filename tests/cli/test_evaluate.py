"""The command `eval`: labels and predictions in, metrics and errors out."""

import json

import command_line
import pytest
from labelled import MINE, articles, as_lines, found, pair, row, side
from stories import TEXTS, span

from quotetrack.evaluation import link_metrics, quotation_metrics
from quotetrack.parsing import parsers
from quotetrack.records import Parse, Sentence, Token


def run(*arguments, **options):
    return command_line.run("eval", *arguments, **options)


@pytest.fixture
def labels(tmp_path):
    """A file of labelled articles."""
    (tmp_path / "labels.jsonl").write_text(as_lines(articles()), encoding="utf-8")
    return tmp_path / "labels.jsonl"


@pytest.fixture
def predictions(tmp_path):
    """A file of predictions as extract writes them."""
    (tmp_path / "predictions.jsonl").write_text(
        as_lines({"id": name, "quotes": quotes} for name, quotes in found().items()),
        encoding="utf-8",
    )
    return tmp_path / "predictions.jsonl"


@pytest.fixture
def linked(tmp_path):
    """Labelled links between the stories: two that can be found, and one that is no quotation."""

    def place(name, words):
        start, end = span(TEXTS[name][2], words)
        return {"article": name, "start": start, "end": end, "text": words, "speaker": "Ada Brandt"}

    coast = place("coast", "The sea wall will hold for [at least] fifty years")
    inland = place("inland", "The sea wall will hold for fifty years")
    capital, cost = (
        place("capital", "The sea wall would not hold for fifty years"),
        place("inland", "cost 80 million pounds"),
    )
    gold = [
        pair(coast, inland, "edited", event="wall", same_speaker=True),
        pair(inland, capital, "verbatim", event="wall", same_speaker=True),
        pair(
            place("coast", "cost 90 million pounds"),
            cost,
            "edited",
            event="wall",
            same_speaker=False,
        ),
    ]
    (tmp_path / "linked.jsonl").write_text(as_lines(gold), encoding="utf-8")
    return tmp_path / "linked.jsonl"


def test_json_has_the_metrics_of_both_views(labels, predictions):
    """--json gives what the scorer gives, and the errors if they are asked for."""
    shown = json.loads(run(labels, predictions, "--json").stdout)
    assert shown == {"articles": 2, "min_words": 4, **quotation_metrics.score(articles(), found())}
    listed = json.loads(run(labels, predictions, "--json", "--errors").stdout)["errors"]
    assert {group["error"] for group in listed} == {"missed", "spurious", "wrong source"}


def test_the_table_fits_eighty_columns(labels, predictions):
    """Every kind and the segments, as percentages, without colour."""
    out = run(labels, predictions, "--errors").stdout
    for kind in ("all", "direct", "indirect", "mixed", "in marks"):
        assert any(line.startswith(f"{kind} ") for line in out.splitlines())
    assert "60.0" in out and "\x1b" not in out and max(map(len, out.splitlines())) <= 80


def test_errors_show_article_place_and_words(labels, predictions):
    """Each error with its article, offsets, words, source and reason, and the other side."""
    out = " ".join(run(labels, predictions, "--errors").stdout.split())
    assert (
        "spurious: beside, 1 of 1 mine 106-111 “shave” by Union men, cue: called "
        "(beside called; described, not named)" in out
    )
    assert (
        'label: “it "a close shave" for all” by Union men, cue: called' in out
        and MINE[106:111] == "shave"
    )
    assert "found: “shave”" in out


def test_the_limit_is_of_examples(labels, predictions):
    """--limit 0 leaves the counts."""
    out = run(labels, predictions, "--errors", "--limit", "0").stdout
    assert "spurious" in out and "“" not in out


def test_csv_is_metrics_or_errors(labels, predictions):
    """A line for each kind; with --errors, for each example."""
    assert (
        run(labels, predictions, "--csv")
        .stdout.splitlines()[0]
        .startswith("view,kind,gold,predicted,exact_p")
    )
    listed = run(labels, predictions, "--csv", "--errors").stdout.splitlines()
    assert len(listed) == 6 and listed[0].startswith("error,construction,article,content,text")


def test_min_words_is_for_segments(labels, predictions):
    """Shorter spans in quotation marks count if asked for."""
    few, many = (
        json.loads(run(labels, predictions, "--json", "--min-words", n).stdout)["segments"]["all"][
            "gold"
        ]
        for n in (1, 4)
    )
    assert (few, many) == (3, 1)


def test_predictions_come_through_a_pipe(labels, predictions):
    """`quotetrack extract labels.jsonl | quotetrack eval labels.jsonl -`."""
    piped = run(labels, "-", "--json", input=predictions.read_text(encoding="utf-8"))
    assert piped.stdout == run(labels, predictions, "--json").stdout


def test_articles_without_predictions_are_noted(labels, predictions, tmp_path):
    """They count as missed, and a line on standard error says so."""
    (tmp_path / "half.jsonl").write_text(
        predictions.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8"
    )
    result = run(labels, tmp_path / "half.jsonl")
    assert (
        result.stderr
        == "Note: 1 of 2 articles have no predictions; what they lack counts as missed\n"
    )


class Silent:
    """A parser that finds one word in each article, and fails on one article."""

    name = version = "silent"
    at_once = 2

    def __init__(self, fails_on=None):
        self.fails_on = fails_on

    def __call__(self, given):
        for article in given:
            if article.id == self.fails_on:
                raise ValueError("no words")
            word = article.text.split()[0]
            token = Token(1, 0, len(word), word, word, "X", "X", "", 0, "root")
            yield Parse(article, (Sentence(0, len(word), 0, (token,)),))


def test_without_predictions_the_articles_are_read(labels, monkeypatch):
    """They are read as `extract` reads them: the metrics are those of its output."""
    monkeypatch.setattr(parsers, "load", lambda name, workers: Silent())
    extracted = labels.parent / "extracted.jsonl"
    extracted.write_text(command_line.run("extract", labels).stdout, encoding="utf-8")
    assert run(labels, "--json").stdout == run(labels, extracted, "--json").stdout
    assert (
        json.loads(run(labels, "--json").stdout)["attributions"]["direct"]["overlap"]["r"] > 0
    )  # marks need no words


def test_an_article_that_the_parser_cannot_read_counts_as_missed(labels, monkeypatch):
    """It is reported, the others are scored, and the exit code is 1."""
    monkeypatch.setattr(parsers, "load", lambda name, workers: Silent("tram"))
    result = run(labels, "--json", code=1)
    assert "tram: the parser cannot read" in result.stderr and "1 of 2 articles" in result.stderr
    assert json.loads(result.stdout)["attributions"]["all"]["gold"] == 5


def test_ready_made_quotations_of_labels_are_ignored(labels, monkeypatch):
    """A file of labels that has `quotes` too is still parsed."""
    monkeypatch.setattr(parsers, "load", lambda name, workers: Silent())
    plain = run(labels, "--json").stdout
    labels.write_text(
        as_lines(a | {"quotes": [row(a["text"], a["text"][:5])]} for a in articles()),
        encoding="utf-8",
    )
    assert run(labels, "--json").stdout == plain


def test_links_of_a_database_and_of_a_file_have_the_same_metrics(db, linked, tmp_path):
    """Links are taken from the database, or from the output of links --json."""
    given = command_line.run("links", "--db", db, "--json").stdout
    (tmp_path / "given.jsonl").write_text(given, encoding="utf-8")
    shown = run("--links", linked, "--db", db, "--json").stdout
    assert shown == run("--links", linked, tmp_path / "given.jsonl", "--json").stdout
    gold, made = (
        [json.loads(line) for line in text.splitlines()]
        for text in (linked.read_text(encoding="utf-8"), given)
    )
    assert json.loads(shown) == link_metrics.score(gold, [], made) and json.loads(shown)[
        "recall_by_relation"
    ]["edited"] == [1, 2]


def test_link_errors_name_a_missing_quotation(db, linked):
    """A missed link says whether its sides were found as quotations, and shows both texts."""
    out = " ".join(run("--links", linked, "--db", db, "--errors").stdout.split())
    assert "missed: edited, neither quotation is there, 1 of 2" in out
    assert "cost 90 million pounds" in out and "cost 80 million pounds" in out
    assert "wrong relation: verbatim as" in out and "recall, verbatim 1 1 100.0" in out


def test_negatives_count(db, linked, tmp_path):
    """--negatives names pairs that must not be linked; missing articles are noted."""
    wrong = json.loads(linked.read_text(encoding="utf-8").splitlines()[0]) | {
        "relation": "negative"
    }
    far = pair(side("atlantis", 0, 9), side("inland", 0, 9), "negative")
    (tmp_path / "wrong.jsonl").write_text(as_lines([wrong, far]), encoding="utf-8")
    result = run("--links", linked, "--negatives", tmp_path / "wrong.jsonl", "--db", db, "--json")
    assert json.loads(result.stdout)["negatives_hit"] == [1, 2]
    assert (
        result.stderr
        == f"Note: 1 of 4 labelled articles are not in {db}; what they lack counts as missed\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl"], "none.jsonl: there is no such file"),
        (["none.jsonl", "predictions.jsonl"], "none.jsonl: there is no such file"),
        (["labels.jsonl", "none.jsonl"], "none.jsonl: there is no such file"),
        (["broken.jsonl", "predictions.jsonl"], "broken.jsonl line 1: broken JSON"),
        (["predictions.jsonl", "predictions.jsonl"], 'predictions.jsonl line 1: no "text"'),
        (["labels.jsonl", "stranger.jsonl"], "article stranger has no labels"),
        (["labels.jsonl", "labels.jsonl"], 'labels.jsonl line 1: no list of "quotes"'),
        (
            ["--links", "labels.jsonl", "predictions.jsonl"],
            'labels.jsonl line 1: "a" names no "article"',
        ),
        (
            ["--links", "linked.jsonl", "--negatives", "none.jsonl"],
            "none.jsonl: there is no such file",
        ),
        (["--links", "linked.jsonl", "--db", "none.db"], "none.db: no such database"),
        (["labels.jsonl", "--parser", "nonsense"], "no such parser"),
    ],
)
def test_what_a_user_can_get_wrong_is_one_line(
    labels, predictions, linked, tmp_path, monkeypatch, arguments, message
):
    """File, place and fix on standard error, nothing on standard output, exit code 1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.jsonl").write_text('{"id": ', encoding="utf-8")
    (tmp_path / "stranger.jsonl").write_text('{"id": "stranger", "quotes": []}\n', encoding="utf-8")
    result = run(*arguments, code=1)
    assert (
        result.stdout == ""
        and result.stderr.startswith("Error: ")
        and result.stderr.count("\n") == 1
        and message in result.stderr
    )


def test_labels_of_another_suffix_are_not_read_as_articles(labels, monkeypatch):
    """What `extract` would not read is refused with the same message."""
    monkeypatch.setattr(parsers, "load", lambda name, workers: Silent())
    result = run(labels.rename(labels.with_suffix(".json")), code=1)
    assert result.stdout == "" and "cannot read this kind of file" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["labels.jsonl", "predictions.jsonl", "--negatives", "x.jsonl"],
        ["labels.jsonl", "predictions.jsonl", "--json", "--csv"],
        ["labels.jsonl", "--min-words", "0"],
        [],
    ],
)
def test_options_that_do_not_go_together_are_usage_errors(
    labels, predictions, monkeypatch, arguments
):
    """Exit code 2, as for every usage error."""
    monkeypatch.chdir(labels.parent)
    run(*arguments, code=2)
