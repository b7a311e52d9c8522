"""The command `eval`: how well quotations and links agree with gold labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Connection
from typing import Annotated, Any

import typer

from quotetrack.cli import output, render, render_scores
from quotetrack.cli.options import DEFAULT_DB, Csv, Db, Json, ParserName, Workers
from quotetrack.cli.output import Problems, Progress
from quotetrack.errors import NotFoundError
from quotetrack.records import Span
from quotetrack.store import listings, readonly

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The metrics as one document, the same as rows, and the errors in groups."""

    result: Row
    rows: list[Row]
    error_groups: list[Row] = field(default_factory=list)


Gold = Annotated[
    str,
    typer.Argument(metavar="LABELS.jsonl", help="Labelled articles; with --links, labelled links."),
]
Predicted = Annotated[
    str | None,
    typer.Argument(
        metavar="[PREDICTED.jsonl|-]",
        help="Output of extract or links --json; without it, the articles are read now.",
    ),
]
Links = Annotated[
    bool, typer.Option("--links", help="Evaluate links: those of the file, else of the database.")
]
Negatives = Annotated[
    str | None, typer.Option(metavar="FILE", help="With --links: pairs labelled as no link.")
]
MinWords = Annotated[
    int, typer.Option(min=1, help="Words that a span in quotation marks needs to count.")
]
Errors = Annotated[bool, typer.Option("--errors", help="List the errors, by construction.")]
Examples = Annotated[
    int, typer.Option("--limit", "-n", min=0, help="Examples of each kind of error.")
]


def evaluate(
    gold: Gold,
    predicted: Predicted = None,
    links: Links = False,
    negatives: Negatives = None,
    db: Db = DEFAULT_DB,
    min_words: MinWords = 4,
    errors: Errors = False,
    limit: Examples = 5,
    parser: ParserName = "quotetrack",
    workers: Workers = 1,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Compare quotations, or links, with labels: precision, recall and F1 by kind.

    A line of LABELS has id, text and attributions: a list of {content, cue, source, kind}, of which
    the first three are lists of [start, end]. With --links it is a pair, as links --json prints it.

    Example: quotetrack eval labels.jsonl --errors --limit 3
    """
    if negatives and not links:
        raise typer.BadParameter("--negatives goes with --links")
    problems = Problems()
    examples = limit if errors else None
    if links:
        found = _links(gold, negatives, predicted, db, examples)
    else:
        extracted = _extracted_now(gold, parser, workers, problems) if predicted is None else None
        found = _quotations(gold, predicted, extracted, min_words, examples)

    def as_text() -> None:
        out = render.console()
        if links:
            render_scores.link_scores(out, found.rows)
        else:
            render_scores.quotation_scores(out, found.rows, min_words)
        if found.error_groups:
            render_scores.errors(out, found.error_groups)

    whole = found.result | ({"errors": found.error_groups} if errors else {})
    rows = _examples(found.error_groups) if errors else found.rows
    output.show(whole, json, csv, as_text, rows)
    problems.exit()


def _extracted_now(gold: str, parser: str, workers: int, problems: Problems) -> dict[str, Any]:
    """The quotations of each labelled article, found as `extract` finds them."""
    from quotetrack.evaluation import labels
    from quotetrack.parsing import parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    labels.articles(gold)  # raises InputError before the parser is loaded
    progress = Progress("articles")
    found = {}
    articles = (replace(article, quotes=None) for article in files.read([gold], {}, problems))
    for extraction in pipeline.extracted(articles, parsers.load(parser, workers), problems):
        article_id = extraction.article.id
        found[article_id] = pipeline.as_line(extraction)["quotes"]
        progress(article_id)
    progress.end()
    if not found:
        problems.exit()
    return found


def _quotations(
    gold: str,
    predicted: str | None,
    found: dict[str, Any] | None,
    min_words: int,
    examples: int | None,
) -> Evaluation:
    """Metrics of quotations, those found or those of the file of predictions."""
    from quotetrack.evaluation import error_analysis, labels, quotation_metrics

    articles = labels.articles(gold)
    ids = {article["id"] for article in articles}
    if found is None:
        found = labels.predictions(str(predicted), ids)
    _note_missing(len(ids - found.keys()), len(ids), "articles have no predictions")
    result = {
        "articles": len(articles),
        "min_words": min_words,
        **quotation_metrics.score(articles, found, min_words),
    }
    rows = list(quotation_metrics.rows(result))
    if examples is None:
        return Evaluation(result, rows)
    return Evaluation(result, rows, error_analysis.error_groups(articles, found, examples))


def _links(
    gold: str, negatives: str | None, predicted: str | None, db: Path, examples: int | None
) -> Evaluation:
    """Metrics of links, those of the file of predictions or of the database."""
    from quotetrack.evaluation import labels, link_errors, link_metrics

    positive = labels.gold_links(gold)
    negative = labels.links(negatives) if negatives else []
    quotations = None
    if predicted:
        found = labels.links(predicted)
    else:
        conn = readonly.connect(db)
        articles = link_metrics.article_ids([*positive, *negative])
        stored = {article: _quotation_spans(conn, article) for article in articles}
        quotations = {article: spans for article, spans in stored.items() if spans is not None}
        missing = len(articles) - len(quotations)
        _note_missing(missing, len(articles), f"labelled articles are not in {db}")
        found = list(listings.links(conn))
    result = link_metrics.score(positive, negative, found)
    rows = link_metrics.rows(result)
    if examples is None:
        return Evaluation(result, rows)
    groups = link_errors.error_groups(positive, negative, found, examples, quotations)
    return Evaluation(result, rows, groups)


def _quotation_spans(conn: Connection, article: str) -> list[Span] | None:
    """From where to where each stored quotation of an article goes; None if it is not stored."""
    try:
        quotes = listings.show(conn, article)["quotes"]
    except NotFoundError:
        return None
    return [(quote["content"][0][0], quote["content"][-1][1]) for quote in quotes]


def _examples(groups: Iterable[Row]) -> Iterator[Row]:
    for group in groups:
        head = {key: group[key] for key in ("error", "construction")}
        for example in group["examples"]:
            yield head | example


def _note_missing(number: int, total: int, what: str) -> None:
    if number:
        typer.echo(f"Note: {number} of {total} {what}; what they lack counts as missed", err=True)
