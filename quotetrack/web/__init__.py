"""A Datasette plugin: titles, descriptions, facets, questions and links between pages for a quotetrack database."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette import hookimpl
from markupsafe import Markup, escape

from quotetrack.store import readonly
from quotetrack.web import pages

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

_ours: WeakKeyDictionary[Datasette, set[str]] = WeakKeyDictionary()


@hookimpl
def startup(datasette: Datasette):
    """Notes which of the databases are quotetrack's; Datasette 1.0 is given the questions and descriptions here."""

    async def note() -> None:
        _ours[datasette] = {
            name for name, database in datasette.databases.items() if await _is_ours(database)
        }
        for name in _ours[datasette]:
            await _tell_newer(datasette, name)

    return note


async def _is_ours(database: Database) -> bool:
    return await database.execute_fn(readonly.is_ours)


async def _tell_newer(datasette: Datasette, name: str) -> None:
    """Registers questions and descriptions with a Datasette that has no hooks for them."""
    if hasattr(datasette, "add_query"):
        for query, how in pages.QUERIES.items():
            await datasette.add_query(
                name,
                query,
                how["sql"],
                title=how["title"],
                description=how["description"],
                parameters=how["params"],
            )
    if hasattr(datasette, "set_resource_metadata"):
        for table, about in pages.TABLES.items():
            await datasette.set_resource_metadata(name, table, "description", about["description"])


@hookimpl
def get_metadata(datasette: Datasette):
    """Titles, descriptions, facets and labels (Datasette before 1.0)."""
    ours = _ours.get(datasette, set())
    about = {
        "databases": {
            name: {"description": pages.DESCRIPTION, "tables": pages.TABLES} for name in ours
        }
    }
    return about | ({"title": pages.TITLE, "description": pages.DESCRIPTION} if ours else {})


@hookimpl
def canned_queries(datasette: Datasette, database: str):
    """The questions with a form of their own (Datasette before 1.0)."""
    return (
        {name: dict(how) for name, how in pages.QUERIES.items()}
        if database in _ours.get(datasette, set())
        else {}
    )


@hookimpl
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Datasette):
    """Ids in views and answers lead on: a claim to its versions, an article, quotation or speaker to its page."""
    if database not in _ours.get(datasette, set()) or not isinstance(value, str | int):
        return None
    if column in ("claim", "claim_id"):
        address = datasette.urls.query(database, "versions_of") + "?" + urlencode({"claim": value})
    elif column in pages.ROWS and table not in pages.STORED:
        address = datasette.urls.row(database, pages.ROWS[column], _row_path(str(value)))
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(Markup(escape(address)), value)


def _row_path(key: str) -> str:
    """A primary key as Datasette writes it in addresses."""
    from datasette.utils import tilde_encode

    return tilde_encode(key)
