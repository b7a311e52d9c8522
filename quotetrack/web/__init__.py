"""A Datasette plugin: titles, descriptions, facets, canned queries and links for our databases.

Datasette finds the hooks below through the entry point `quotetrack`. `tables` describes what its
pages show, `queries` the questions that have a form of their own, and `serve` starts Datasette.

Order: tables, queries, serve.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlencode

from datasette import hookimpl
from markupsafe import Markup, escape

from quotetrack.store import readonly
from quotetrack.web import queries, tables

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

__all__ = ["serve"]

OUR_DATABASES = "_quotetrack_databases"  # attribute of a Datasette: names of our databases in it
Hook = TypeVar("Hook", bound=Callable[..., Any])


def _hook(function: Hook) -> Hook:
    return cast(Hook, hookimpl(function))


def _our_databases(datasette: Datasette) -> set[str]:
    return cast(set[str], getattr(datasette, OUR_DATABASES, set()))


@_hook
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Find our databases; register queries and descriptions where hooks for them are gone (1.0)."""

    async def find() -> None:
        ours = {name for name, database in datasette.databases.items() if await _is_ours(database)}
        setattr(datasette, OUR_DATABASES, ours)
        for name in ours:
            await _register(datasette, name)

    return find


async def _is_ours(database: Database) -> bool:
    return bool(await database.execute_fn(readonly.is_ours))


async def _register(datasette: Datasette, database: str) -> None:
    """Register queries and descriptions with Datasette 1.0; older versions ask by hooks."""
    if hasattr(datasette, "add_query"):
        for name, query in queries.QUERIES.items():
            await datasette.add_query(
                database,
                name,
                query["sql"],
                title=query["title"],
                description=query["description"],
                parameters=query["params"],
            )
    if hasattr(datasette, "set_resource_metadata"):
        for name, table in tables.TABLES.items():
            description = table["description"]
            await datasette.set_resource_metadata(database, name, "description", description)


@_hook
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Titles, descriptions, facets and labels (Datasette before 1.0)."""
    ours = _our_databases(datasette)
    if not ours:
        return {"databases": {}}
    database = {"description": tables.DESCRIPTION, "tables": tables.TABLES}
    return {
        "title": tables.TITLE,
        "description": tables.DESCRIPTION,
        "databases": dict.fromkeys(ours, database),
    }


@_hook
def canned_queries(datasette: Datasette, database: str) -> dict[str, dict[str, Any]]:
    """The questions with a form of their own (Datasette before 1.0)."""
    if database not in _our_databases(datasette):
        return {}
    return {name: dict(query) for name, query in queries.QUERIES.items()}


@_hook
def render_cell(
    value: object, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    """Links in views and answers: a claim to its versions, ids to their rows."""
    if database not in _our_databases(datasette) or not isinstance(value, str | int):
        return None
    in_stored_table = table in tables.STORED or table in tables.HIDDEN
    if column in ("claim", "claim_id"):
        query = datasette.urls.query(database, "versions_of")
        address = query + "?" + urlencode({"claim": value})
    elif column in tables.TABLE_OF_ID and not in_stored_table:
        address = datasette.urls.row(database, tables.TABLE_OF_ID[column], _row_path(str(value)))
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(Markup(escape(address)), value)


def _row_path(key: str) -> str:
    """A primary key as Datasette writes it in addresses."""
    from datasette.utils import tilde_encode

    return str(tilde_encode(key))
