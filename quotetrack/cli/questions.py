"""Commands that ask a database: who-said, said-by, trace, compare, links and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Annotated, Any

import typer

from quotetrack.cli import output, render, render_answers, render_findings
from quotetrack.cli.options import DEFAULT_DB, Csv, Db, Json, Limit
from quotetrack.errors import NotFoundError
from quotetrack.store import listings, questions, readonly, shared_passages

Row = dict[str, Any]


def who_said(
    text: Annotated[
        str, typer.Argument(help="The words: a fragment, from memory or misspelt, will do.")
    ],
    db: Db = DEFAULT_DB,
    limit: Limit = 5,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find who said something, where it was published, and what each outlet made of it.

    Example: quotetrack who-said "Russia next door"
    """
    found = questions.who_said(readonly.connect(db), text, limit)
    if not found and not json:
        raise NotFoundError(f"found nothing like {text[:60]!r}; try fewer or rarer words")

    def as_text() -> None:
        out = render.console()
        for claim in found:
            render_answers.claim(out, claim)

    output.show(found, json, csv, as_text, _version_rows(found))
    if not found:
        raise typer.Exit(1)


def _version_rows(claims: Iterable[Row]) -> Iterator[Row]:
    for claim in claims:
        head = {
            "claim": claim["claim"],
            "score": claim["score"],
            "speaker": claim["speaker"]["name"],
        }
        for version in claim["versions"]:
            yield head | version


def said_by(
    name: Annotated[str, typer.Argument(help="A speaker's name, or part of it.")],
    db: Db = DEFAULT_DB,
    about: Annotated[str | None, typer.Option(help="Only quotations with these words.")] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List what a person, organisation or group said, in order of date.

    Example: quotetrack said-by Petrov --about Moscow
    """
    found = questions.said_by(readonly.connect(db), name, about, limit)
    if not found and not json:
        raise NotFoundError(f"{name} is not quoted with the words {about!r}")
    output.show(found, json, csv, lambda: render_answers.by_speaker(render.console(), found))


def trace(
    claim: Annotated[
        str, typer.Argument(help="Words of a quotation, or the id of a claim or quotation.")
    ],
    db: Db = DEFAULT_DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Trace a quotation: who published it first, and which changes were passed on or corrected.

    Each version, in order of date, is compared with the one it most likely came from. Where dates
    tie, a credit in the text ("(AP)", "told The Herald") decides.

    Example: quotetrack trace "playing off Beijing and Moscow"
    """
    from quotetrack.tracking import provenance

    found = provenance.trace(readonly.connect(db), claim)

    def as_text() -> None:
        out = render.console()
        render_answers.traced_versions(out, found)
        render_findings.provenance(out, found)

    output.show(found, json, csv, as_text, found["versions"])


def compare(
    a: Annotated[str, typer.Argument(help="An article's id.")],
    b: Annotated[
        str | None,
        typer.Argument(help="Another article's id; without it, what the first shares with all."),
    ] = None,
    db: Db = DEFAULT_DB,
    share: Annotated[
        bool,
        typer.Option("--share", help="Only how many words are shared: verbatim, rewritten, own."),
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show the passages that two articles share, quoted or not, and what changed in each.

    Example: quotetrack compare express straitstimes
    """
    conn = readonly.connect(db)
    if b is None:
        listings.show(conn, a)  # raises NotFoundError if there is no such article
        _show_shares(shared_passages.shared_words(conn, a), json, csv)
        return

    from quotetrack.tracking import article_comparison

    pairs = article_comparison.compare(conn, a, b)
    shares = article_comparison.share_of_each(conn, a, b, pairs)
    if share:
        _show_shares(shares, json, csv)
        return

    def as_text() -> None:
        out = render.console()
        render_findings.shares(out, shares)
        out.print()
        render_answers.comparison(out, a, b, pairs)

    output.show(pairs, json, csv, as_text)


def _show_shares(shares: list[Row], json: bool, csv: bool) -> None:
    output.show(shares, json, csv, lambda: render_findings.shares(render.console(), shares))


def links(
    db: Db = DEFAULT_DB,
    article: Annotated[str | None, typer.Option(help="Only links of this article.")] = None,
    relation: Annotated[
        str | None, typer.Option(help="Only verbatim, truncated, edited or paraphrase.")
    ] = None,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Only with a change that may alter the meaning.")
    ] = False,
    passages: Annotated[
        bool, typer.Option("--passages", help="Sentences that articles share outside quotations.")
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List pairs of versions of one utterance, and what differs; --json prints a line for each.

    A ! stands before a change that may alter the meaning.

    Example: quotetrack links --meaning
    """
    conn = readonly.connect(db)
    found: Iterable[Row]
    if passages:
        found = _passage_pairs(conn, article, relation, meaning)
    else:
        found = listings.links(conn, article, relation, meaning)
    if json and not csv:
        output.print_json_lines(found)
        return
    output.show(None, json, csv, lambda: render_answers.links(render.console(), found), found)


def _passage_pairs(
    conn: Connection, article: str | None, relation: str | None, meaning: bool
) -> Iterator[Row]:
    """Shared sentences with the keys of links; the outlet stands in for the speaker."""
    from quotetrack.tracking import article_comparison

    for row in article_comparison.shared_sentences(conn, article, relation):
        if meaning and not any(change["meaning"] for change in row["changes"]):
            continue
        sides = {side: row[side] | {"speaker": row[side]["outlet"]} for side in "ab"}
        yield row | {"part": False} | sides


def drift(
    db: Db = DEFAULT_DB,
    article: Annotated[str | None, typer.Option(help="Only with this article.")] = None,
    seems: Annotated[
        str | None,
        typer.Option(help='Only misattribution, relay, "role for name", "other name" or unclear.'),
    ] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List words that are attributed to two speakers, and say what that seems to be.

    It may be a wrong name, one speaker reporting another, or an office named for its holder.

    Example: quotetrack drift --seems relay
    """
    from quotetrack.tracking import attribution_drift

    found = attribution_drift.drift(readonly.connect(db), article, seems)[:limit]
    if not found and not json and not csv:
        raise NotFoundError("no words are attributed to two speakers")
    output.show(found, json, csv, lambda: render_findings.drift(render.console(), found))


def speakers(
    name: Annotated[str | None, typer.Argument(help="Only speakers with this name.")] = None,
    db: Db = DEFAULT_DB,
    kind: Annotated[
        str | None, typer.Option(help="Only person, organisation, group or unnamed.")
    ] = None,
    limit: Limit = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List who is quoted, and how often; with a name, also where and about what.

    Example: quotetrack speakers --kind person
    """
    found = listings.speakers(readonly.connect(db), name, kind, limit)
    if name and found and not json and not csv:
        out = render.console()
        for row in found:
            render_findings.speaker(out, row)
        return
    columns = {"quotes": "quotes", "outlets": "outlets", "kind": "kind", "name": "speaker"}
    output.show_table(found, json, csv, columns)


def claims(db: Db = DEFAULT_DB, limit: Limit = 50, json: Json = False, csv: Csv = False) -> None:
    """List claims that more than one article has, the most widely published first.

    Example: quotetrack claims --limit 10
    """
    found = listings.claims(readonly.connect(db), limit)
    if json and not csv:
        output.print_json(found)
        return
    rows = [
        row | {"speaker": row["speaker"]["name"], "first": (row["first"] or {}).get("outlet")}
        for row in found
    ]
    columns = {"versions": "versions", "speaker": "speaker", "first": "first", "text": "words"}
    output.show_table(rows, json, csv, columns)


def outlets(
    db: Db = DEFAULT_DB,
    reuse: Annotated[
        bool, typer.Option("--reuse", help="How many words each shares, and with whom.")
    ] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the outlets: how much they quote, and how much of it others have too.

    Example: quotetrack outlets --reuse
    """
    conn = readonly.connect(db)
    if reuse:
        _show_shares(shared_passages.shared_words(conn), json, csv)
        return
    columns = {"outlet": "outlet", "articles": "articles", "quotes": "quotes", "shared": "shared"}
    output.show_table(listings.outlets(conn), json, csv, columns)


def show(
    article: Annotated[str, typer.Argument(help="An article's id.")],
    db: Db = DEFAULT_DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show the quotations of an article, each with its speaker and the reasons.

    Example: quotetrack show reuters
    """
    found = listings.show(readonly.connect(db), article)
    output.show(
        found, json, csv, lambda: render_answers.article(render.console(), found), found["quotes"]
    )
