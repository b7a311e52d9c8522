"""The command line: parse options, call track or ask, print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quotetrack import __version__
from quotetrack.cli import render, render_findings
from quotetrack.errors import InputError, NotFoundError, QuotetrackError
from quotetrack.store import listings, questions, readonly, shared_passages
from quotetrack.tracking import attribution_drift, provenance

DEFAULT_DB = "quotetrack.db"


class PlainErrors(TyperGroup):
    """Show a QuotetrackError as one plain line; any other exception is a bug and keeps its traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except QuotetrackError as error:
            typer.secho(f"Error: {error}", fg="red", err=True)
            raise typer.Exit(1) from error
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader has gone; nothing more can be said
            raise typer.Exit(0) from None


app = typer.Typer(
    cls=PlainErrors,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    help="Who said it, in which words, and what each outlet made of them.",
)
models = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="List the parsers of this machine, and fetch official ones.",
)
app.add_typer(models, name="models")

Db = Annotated[Path, typer.Option("--db", "-d", envvar="QUOTETRACK_DB", help="The database.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many at the most.")
]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...|-", help="Text files, JSON Lines files, folders, or - for standard input."
    ),
]
ParserName = Annotated[
    str,
    typer.Option(
        "--parser",
        "-p",
        help="quotetrack (shipped), or stanza:LANG (official; see models download).",
    ),
]
Outlet = Annotated[str | None, typer.Option(help="Outlet of articles that do not name theirs.")]
Date = Annotated[
    str | None,
    typer.Option(
        help="Date of articles that do not name theirs, as 2017-05-03 or 2017-05-03T09:30."
    ),
]
Workers = Annotated[
    int,
    typer.Option("--workers", "-w", min=1, max=64, help="Processes that parse at the same time."),
]


def main() -> None:
    """Entry point of the `quotetrack` command."""
    try:
        app()
    except KeyboardInterrupt:
        typer.secho("Stopped; what was stored before stays.", err=True)
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quotetrack {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    pass


class Problems:
    """Reports each bad input as one line on standard error, and remembers that there were any."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        typer.secho(f"Error: {error}", fg="red", err=True)

    def finish(self) -> None:
        """Exit 1 if anything was wrong."""
        if self.count:
            raise typer.Exit(1)


def _progress(noun: str) -> Callable[[str], None]:
    """Counts what is done on standard error, if that is a terminal."""
    done = 0

    def tick(_: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} {noun}")
            sys.stderr.flush()

    return tick


def _show(
    rows: Any,
    as_json: bool,
    as_csv: bool,
    show: Callable[[], Any],
    flat: Iterable[Any] | None = None,
) -> None:
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv")
    if as_json:
        render.as_json(rows)
    elif as_csv:
        render.as_csv(rows if flat is None else flat)
    else:
        show()


def _given(outlet: str | None, date: str | None) -> dict[str, str | None]:
    return {"outlet": outlet, "date": date}


# ---- articles in


@app.command()
def ingest(
    inputs: Inputs,
    db: Db = Path(DEFAULT_DB),
    parser: ParserName = "quotetrack",
    outlet: Outlet = None,
    date: Date = None,
    workers: Workers = 1,
) -> None:
    """Read articles, find their quotations, and link them to what the database has. The same article again changes nothing.

    Example: quotetrack ingest data/seeds/articles.jsonl
    """
    from quotetrack.parsing import parsers
    from quotetrack.store import connection
    from quotetrack.tracking import ingest

    problems, tick = Problems(), _progress("articles")
    database = connection.connect(db)
    items = ingest.incoming(inputs, _given(outlet, date), problems)
    tally = ingest.ingest(database, items, parsers.load(parser, workers), problems, tick)
    connection.checkpoint(database)
    if sys.stderr.isatty():
        sys.stderr.write("\r")
    counts = tally.counts
    typer.echo(
        f"{counts['new']} new, {counts['changed']} changed, {counts['same']} unchanged articles; "
        f"{counts['quotes']} quotations, {counts['links']} links -> {db}",
        err=True,
    )
    problems.finish()


@app.command()
def extract(
    inputs: Inputs,
    parser: ParserName = "quotetrack",
    outlet: Outlet = None,
    date: Date = None,
    workers: Workers = 1,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Write the text along: ingest then need not parse.")
    ] = False,
) -> None:
    """Find quotations and who said them; one JSON line per article, no database.

    Example: quotetrack extract story.txt | head
    """
    from quotetrack.parsing import parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    problems = Problems()
    readings = files.read(inputs, _given(outlet, date), problems)
    for extraction in pipeline.extracted(readings, parsers.load(parser, workers), problems):
        sys.stdout.write(
            json.dumps(pipeline.as_line(extraction, with_text), ensure_ascii=False) + "\n"
        )
        sys.stdout.flush()
    problems.finish()


@app.command("parse")
def parse_command(inputs: Inputs, parser: ParserName = "quotetrack", workers: Workers = 1) -> None:
    """Write what the parser makes of articles, as CoNLL-U with offsets into their text.

    Example: quotetrack parse story.txt > story.conllu
    """
    from quotetrack.parsing import conllu, parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    problems = Problems()
    readings = files.read(inputs, {}, problems)
    for parsed in pipeline.parses(readings, parsers.load(parser, workers), problems):
        sys.stdout.write(conllu.conllu(parsed))
    problems.finish()


@app.command()
def link(
    db: Db = Path(DEFAULT_DB),
    again: Annotated[bool, typer.Option("--again", help="Link everything anew.")] = False,
    within: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS",
            help="From now on, link only what was printed within so many days of "
            "each other; any lifts it. Links everything anew.",
        ),
    ] = None,
    semantic: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="From now on, weigh the sense of texts too, by a model of sentence-transformers (folder or name); none "
            "lifts it. Links everything anew.",
        ),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Why two quotations (ids) are linked or not."),
    ] = None,
    json: Json = False,
) -> None:
    """Link the quotations that are not linked yet. `ingest` does this by itself; --again rebuilds all links and claims.

    Example: quotetrack link --within 30
    """
    from quotetrack.store import connection
    from quotetrack.tracking import incremental_linking, ingest
    from quotetrack.tracking.explain import explain as explain_pair

    _must_exist(db)
    if explain:
        found = explain_pair(readonly.connect(db), *explain)
        render.as_json(found) if json else typer.echo(found["why"])
        return
    days = _days(within)
    database = connection.connect(db)
    if within:
        incremental_linking.limit_days(database, days)
    if semantic:
        incremental_linking.use_embeddings(database, None if semantic == "none" else semantic)
    number = (
        ingest.link_again(database) if again or within or semantic else ingest.link_new(database)
    )
    connection.checkpoint(database)
    typer.echo(f"{number} links -> {db}", err=True)


def _days(within: str | None) -> int | None:
    if within is None or within == "any":
        return None
    if not within.isdecimal():
        raise typer.BadParameter(
            f"{within!r} is no number of days; give one, or: any", param_hint="--within"
        )
    return int(within)


def _must_exist(db: Path) -> None:
    if not db.exists():
        readonly.connect(db)  # raises the one line that says how to make a database


# ---- questions


@app.command("who-said")
def who_said(
    text: Annotated[
        str, typer.Argument(help="The words: a fragment, misremembered or misspelt will do.")
    ],
    db: Db = Path(DEFAULT_DB),
    limit: Limit = 5,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Who said these words, where they were printed, and what each outlet made of them.

    Example: quotetrack who-said "Russia next door"
    """
    found = questions.who_said(readonly.connect(db), text, limit)
    if not found and not json:
        raise NotFoundError(f"found nothing like {text[:60]!r}; try fewer or rarer words")

    def show() -> None:
        out = render.console()
        for claim in found:
            render.answer(out, claim)

    _show(
        found,
        json,
        csv,
        show,
        (
            {"claim": c["claim"], "score": c["score"], "speaker": c["speaker"]["name"], **v}
            for c in found
            for v in c["versions"]
        ),
    )
    if not found:
        raise typer.Exit(1)


@app.command("said-by")
def said_by(
    name: Annotated[str, typer.Argument(help="A speaker's name, or part of it.")],
    db: Db = Path(DEFAULT_DB),
    about: Annotated[str | None, typer.Option(help="Only quotations with these words.")] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """What a person, organisation or group said, in order of date.

    Example: quotetrack said-by Petrov --about Moscow
    """
    found = questions.said_by(readonly.connect(db), name, about, limit)
    if not found and not json:
        raise NotFoundError(f"{name} is not quoted with the words {about!r}")

    def show() -> None:
        out = render.console()
        for speaker in dict.fromkeys(row["speaker"]["name"] for row in found):
            out.print(
                render.speaker_line(
                    {
                        "name": speaker,
                        "descriptor": next(
                            (
                                r["descriptor"]
                                for r in found
                                if r["descriptor"] and r["speaker"]["name"] == speaker
                            ),
                            None,
                        ),
                    }
                )
            )
            render.said(out, [row for row in found if row["speaker"]["name"] == speaker])

    _show(found, json, csv, show)


@app.command()
def trace(
    claim: Annotated[
        str, typer.Argument(help="Words of a quotation, or a claim's or quotation's id.")
    ],
    db: Db = Path(DEFAULT_DB),
    json: Json = False,
    csv: Csv = False,
) -> None:
    """What became of a quotation: who printed it first, what each made of it, which changes travelled on or were put right.

    Each version, in order of date, is told against the one it most likely came from. Where dates tie, a credit in the text
    ("(AP)", "told The Herald") counts.

    Example: quotetrack trace "playing off Beijing and Moscow"
    """
    found = provenance.trace(readonly.connect(db), claim)

    def show() -> None:
        out = render.console()
        render.journey(out, found)
        render_findings.tale(out, found)

    _show(found, json, csv, show, found["versions"])


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="An article's id.")],
    b: Annotated[
        str | None,
        typer.Argument(
            help="Another article's id; without it, with whom the first shares how much."
        ),
    ] = None,
    db: Db = Path(DEFAULT_DB),
    share: Annotated[
        bool,
        typer.Option("--share", help="Only how many words are shared: verbatim, rewritten, own."),
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """The passages that two articles share, quoted or not, what changed in each, and how much of each article is shared.

    Example: quotetrack compare express straitstimes
    """
    from quotetrack.tracking import article_comparison

    conn = readonly.connect(db)
    if b is None:
        listings.show(conn, a)  # raises if there is no such article
        shared = shared_passages.shared_words(conn, a)
        _show(shared, json, csv, lambda: render_findings.shares(render.console(), shared))
        return
    rows = article_comparison.compare(conn, a, b)
    shared = article_comparison.share_of_each(conn, a, b, rows)

    def show() -> None:
        out = render.console()
        render_findings.shares(out, shared)
        if not share:
            out.print()
            render.comparison(out, a, b, rows)

    _show(shared if share else rows, json, csv, show)


@app.command()
def links(
    db: Db = Path(DEFAULT_DB),
    article: Annotated[str | None, typer.Option(help="Only links of this article.")] = None,
    relation: Annotated[
        str | None, typer.Option(help="Only verbatim, truncated, edited or paraphrase.")
    ] = None,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Only those with a change that may turn the meaning.")
    ] = False,
    passages: Annotated[
        bool, typer.Option("--passages", help="Sentences that articles share outside quotations.")
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Pairs of versions of one utterance, and what differs; a change marked ! may turn the meaning. --json prints one line per link.

    Example: quotetrack links --meaning
    """
    conn = readonly.connect(db)
    found = (
        _passage_pairs(conn, article, relation, meaning)
        if passages
        else listings.links(conn, article, relation, meaning)
    )
    if json and not csv:
        render.as_json_lines(found)
        return
    _show(None, json, csv, lambda: render.linked(render.console(), found), found)


def _passage_pairs(
    conn: Any, article: str | None, relation: str | None, meaning: bool
) -> Iterable[Any]:
    from quotetrack.tracking import article_comparison

    for row in article_comparison.shared_sentences(conn, article, relation):
        if not meaning or any(change["meaning"] for change in row["changes"]):
            yield (
                row
                | {"part": False}
                | {side: row[side] | {"speaker": row[side]["outlet"]} for side in "ab"}
            )


@app.command()
def drift(
    db: Db = Path(DEFAULT_DB),
    article: Annotated[str | None, typer.Option(help="Only with this article.")] = None,
    seems: Annotated[
        str | None,
        typer.Option(help='Only misattribution, relay, "role for name", "other name" or unclear.'),
    ] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """The same words under two speakers: a wrong name, one who speaks through another, or an office for its person; and why.

    Example: quotetrack drift --seems relay
    """
    found = attribution_drift.drift(readonly.connect(db), article, seems)[:limit]
    if not found and not json and not csv:
        raise NotFoundError("no words stand under two speakers")
    _show(found, json, csv, lambda: render_findings.drift(render.console(), found))


@app.command()
def speakers(
    name: Annotated[str | None, typer.Argument(help="Only speakers with this name.")] = None,
    db: Db = Path(DEFAULT_DB),
    kind: Annotated[
        str | None, typer.Option(help="Only person, organisation, group or unnamed.")
    ] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Who is quoted, how often, where, and about what; with a name, outlet by outlet.

    Example: quotetrack speakers --kind person
    """
    found = listings.speakers(readonly.connect(db), name, kind, limit)
    if name and found and not json and not csv:
        out = render.console()
        for row in found:
            render_findings.speaker(out, row)
        return
    _list(
        found,
        json,
        csv,
        {"quotes": "quotes", "outlets": "outlets", "kind": "kind", "name": "speaker"},
    )


@app.command()
def claims(
    db: Db = Path(DEFAULT_DB), limit: Limit = 50, json: Json = False, csv: Csv = False
) -> None:
    """Claims that more than one article has, the most told first.

    Example: quotetrack claims --limit 10
    """
    found = listings.claims(readonly.connect(db), limit)
    flat = [
        row | {"speaker": row["speaker"]["name"], "first": (row["first"] or {}).get("outlet")}
        for row in found
    ]
    if json or csv:
        _show(found, json, csv, lambda: None, flat)
    else:
        _list(
            flat,
            False,
            False,
            {"versions": "versions", "speaker": "speaker", "first": "first", "text": "words"},
        )


@app.command()
def outlets(
    db: Db = Path(DEFAULT_DB),
    reuse: Annotated[
        bool, typer.Option("--reuse", help="How many words are shared, and with whom.")
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """The outlets: how much they quote, and how much of it others have too.

    Example: quotetrack outlets --reuse
    """
    if reuse:
        shared = shared_passages.shared_words(readonly.connect(db))
        _show(shared, json, csv, lambda: render_findings.shares(render.console(), shared))
        return
    _list(
        listings.outlets(readonly.connect(db)),
        json,
        csv,
        {"outlet": "outlet", "articles": "articles", "quotes": "quotes", "shared": "shared"},
    )


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="An article's id.")],
    db: Db = Path(DEFAULT_DB),
    json: Json = False,
    csv: Csv = False,
) -> None:
    """What was made of an article: each quotation with its speaker and the reasons.

    Example: quotetrack show reuters
    """
    found = listings.show(readonly.connect(db), article)
    _show(found, json, csv, lambda: render.article(render.console(), found), found["quotes"])


@app.command()
def stats(db: Db = Path(DEFAULT_DB), json: Json = False, csv: Csv = False) -> None:
    """How much is in the database, and which runs made it.

    Example: quotetrack stats
    """
    found = listings.stats(readonly.connect(db))
    rows = [
        {"what": key, "number": value} for key, value in found.items() if isinstance(value, int)
    ]
    _show(
        found,
        json,
        csv,
        lambda: render.listing(render.console(), rows, {"what": "", "number": "number"}),
        rows,
    )


def _list(rows: list[Any], json: bool, csv: bool, columns: dict[str, str]) -> None:
    if not rows and not json and not csv:
        raise NotFoundError("nothing to list yet; ingest articles first")
    _show(rows, json, csv, lambda: render.listing(render.console(), rows, columns))


# ---- how well it goes


@app.command("eval")
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="LABELS.jsonl", help="Labelled articles, or with --links labelled links."
        ),
    ],
    predicted: Annotated[
        str | None,
        typer.Argument(
            metavar="[PREDICTED.jsonl|-]",
            help="What extract wrote, or links --json; without it, the articles are read now.",
        ),
    ] = None,
    links: Annotated[
        bool,
        typer.Option("--links", help="Compare links, those of the database if no file is given."),
    ] = False,
    negatives: Annotated[
        str | None, typer.Option(metavar="FILE", help="With --links: pairs labelled as no link.")
    ] = None,
    db: Db = Path(DEFAULT_DB),
    min_words: Annotated[
        int, typer.Option(min=1, help="Words that a stretch in quotation marks must have to count.")
    ] = 4,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was wrong, by construction.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Examples of each error.")] = 5,
    parser: ParserName = "quotetrack",
    workers: Workers = 1,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Compare quotations, or links, with labels: precision, recall and F1 by kind, and with --errors what was wrong.

    A line of LABELS has id, text and attributions: a list of {content, cue, source, kind}, of which the first three are lists of
    [start, end]. With --links it is one pair, as links --json writes them.

    Example: quotetrack eval labels.jsonl --errors --limit 3
    """
    if negatives and not links:
        raise typer.BadParameter("--negatives goes with --links")
    problems, examples = Problems(), limit if errors else None
    if links:
        result, rows, mistakes = _eval_links(gold, negatives, predicted, db, examples)
    else:
        found = _extracted_now(gold, parser, workers, problems) if predicted is None else None
        result, rows, mistakes = _eval_quotations(gold, predicted, found, min_words, examples)

    def show() -> None:
        out = render.console()
        if links:
            render.link_scores(out, rows)
        else:
            render.scores(out, rows, min_words)
        if mistakes:
            render.mistakes(out, mistakes)

    _show(
        result | ({"errors": mistakes} if errors else {}),
        json,
        csv,
        show,
        _examples(mistakes) if errors else rows,
    )
    problems.finish()


Evaluation = tuple[
    dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]
]  # the figures, the same as rows, the mistakes


def _extracted_now(gold: str, parser: str, workers: int, problems: Problems) -> dict[str, Any]:
    """The quotations of each labelled article, found as `extract` finds them."""
    from quotetrack.evaluation import labels
    from quotetrack.parsing import parsers
    from quotetrack.readers import files
    from quotetrack.tracking import pipeline

    labels.articles(gold)  # raises before the parser is loaded
    tick, found = _progress("articles"), {}
    readings = (replace(reading, quotes=None) for reading in files.read([gold], {}, problems))
    for extraction in pipeline.extracted(readings, parsers.load(parser, workers), problems):
        found[extraction.article.id] = pipeline.as_line(extraction)["quotes"]
        tick(extraction.article.id)
    if sys.stderr.isatty():
        sys.stderr.write("\r")
    if not found:
        problems.finish()
    return found


def _eval_quotations(
    gold: str,
    predicted: str | None,
    found: dict[str, Any] | None,
    min_words: int,
    examples: int | None,
) -> Evaluation:
    from quotetrack.evaluation import error_analysis, labels, quotation_metrics

    articles = labels.articles(gold)
    ids = {article["id"] for article in articles}
    if found is None:
        found = labels.predictions(str(predicted), ids)
    _note(len(ids - found.keys()), len(ids), "articles have no predictions")
    result = {
        "articles": len(articles),
        "min_words": min_words,
        **quotation_metrics.score(articles, found, min_words),
    }
    return (
        result,
        list(quotation_metrics.rows(result)),
        [] if examples is None else error_analysis.error_groups(articles, found, examples),
    )


def _eval_links(
    gold: str, negatives: str | None, predicted: str | None, db: Path, examples: int | None
) -> Evaluation:
    from quotetrack.evaluation import labels, link_errors, link_metrics

    right, wrong = labels.gold_links(gold), labels.links(negatives) if negatives else []
    quotations = None
    if predicted:
        found = labels.links(predicted)
    else:
        conn, articles = readonly.connect(db), link_metrics.article_ids([*right, *wrong])
        quotations = {
            name: spans
            for name in articles
            if (spans := _stored_quotations(conn, name)) is not None
        }
        _note(
            len(articles - quotations.keys()), len(articles), f"labelled articles are not in {db}"
        )
        found = list(listings.links(conn))
    result = link_metrics.score(right, wrong, found)
    listed = (
        []
        if examples is None
        else link_errors.error_groups(right, wrong, found, examples, quotations)
    )
    return result, link_metrics.rows(result), listed


def _stored_quotations(conn: Any, article: str) -> list[tuple[int, int]] | None:
    try:
        return [
            (quote["content"][0][0], quote["content"][-1][1])
            for quote in listings.show(conn, article)["quotes"]
        ]
    except NotFoundError:
        return None


def _examples(groups: Iterable[Any]) -> Iterable[Any]:
    return (
        {key: group[key] for key in ("error", "construction")} | example
        for group in groups
        for example in group["examples"]
    )


def _note(number: int, of: int, what: str) -> None:
    if number:
        typer.echo(f"Note: {number} of {of} {what}; what they lack counts as missed", err=True)


# ---- machine


@app.command()
def serve(
    db: Db = Path(DEFAULT_DB),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8001,
) -> None:
    """Browse the database in Datasette (needs the extra: pip install 'quotetrack[web]').

    Example: quotetrack serve --port 8001
    """
    import importlib.util
    import subprocess

    from quotetrack.store import connection

    _must_exist(db)
    if importlib.util.find_spec("datasette") is None:
        raise QuotetrackError("Datasette is not installed; run: pip install 'quotetrack[web]'")
    from quotetrack.web.serve import command

    database = connection.connect(db)
    connection.checkpoint(database)
    database.close()
    raise typer.Exit(subprocess.call(command(db, port, host)))


@app.command()
def doctor(db: Db = Path(DEFAULT_DB), json: Json = False) -> None:
    """Check that everything quotetrack needs is there and works.

    Example: quotetrack doctor
    """
    from quotetrack.cli.doctor import checks as machine_checks

    checks = machine_checks(db)
    if json:
        render.as_json(checks)
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check['ok'] else 'FAIL'}  {check['what']}: {check['found']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(1)


@models.command("list")
def models_list() -> None:
    """The parsers on this machine.

    Example: quotetrack models list
    """
    from quotetrack.parsing import parsers

    for name in parsers.installed():
        typer.echo(name)


@models.command("download")
def models_download(
    language: Annotated[str, typer.Argument(help="A language code of Stanza, such as en or de.")],
) -> None:
    """Fetch Stanza's official models of a language: the only command that uses the network.

    Example: quotetrack models download en
    """
    from quotetrack.parsing import parsers

    folder = parsers.download(language)
    typer.echo(f"{folder}: use them with --parser stanza:{language}", err=True)


if __name__ == "__main__":
    main()
