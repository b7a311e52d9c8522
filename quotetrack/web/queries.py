"""The questions that have a form of their own in Datasette; their SQL belongs to the store."""

from __future__ import annotations

from typing import TypedDict

from quotetrack.store import questions


class Query(TypedDict):
    """A canned query, with the keys that Datasette knows."""

    title: str
    params: list[str]
    description: str
    hide_sql: bool
    sql: str


def _query(name: str, param: str, title: str, description: str) -> Query:
    return Query(
        title=title,
        params=[param],
        description=description,
        hide_sql=True,
        sql=questions.FORMS[name],
    )


QUERIES = {
    "who_said": _query(
        "who_said",
        "text",
        "Who said it?",
        "Quotations that contain all these words, best first; put a phrase in double quotes.",
    ),
    "said_by": _query(
        "said_by", "name", "Said by", "What speakers of this name said, in order of date."
    ),
    "versions_of": _query(
        "versions_of",
        "claim",
        "Versions of a claim",
        "All versions of a claim, in order of date, with what changed in each.",
    ),
}
