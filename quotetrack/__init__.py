"""Who said it, in which words, and what each outlet made of them.

The public Python API; docs/python.md is its guide. Nothing heavy is imported before it is used:
this module loads others when one of their names is asked for (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quotetrack.api import (
        Database,
        attribute,
        compare,
        extract,
        load_parser,
        make_article,
        open_database,
        parse,
        read,
    )
    from quotetrack.errors import (
        InputError,
        ModelError,
        NotFoundError,
        QuotetrackError,
        StoreError,
    )
    from quotetrack.records import (
        Article,
        Attribution,
        Change,
        Construction,
        Link,
        Parse,
        Part,
        Quote,
        Region,
        Sentence,
        SpeakerAgreement,
        Token,
        Version,
    )

__all__ = [
    "Article",
    "Attribution",
    "Change",
    "Construction",
    "Database",
    "InputError",
    "Link",
    "ModelError",
    "NotFoundError",
    "Parse",
    "Part",
    "Quote",
    "QuotetrackError",
    "Region",
    "Sentence",
    "SpeakerAgreement",
    "StoreError",
    "Token",
    "Version",
    "attribute",
    "compare",
    "extract",
    "load_parser",
    "make_article",
    "open_database",
    "parse",
    "read",
]
__version__ = "0.1.0"

_HOMES = ("records", "errors", "api")


def __getattr__(name: str) -> Any:
    """A public name, from the module that defines it."""
    if name in __all__:
        for home in _HOMES:
            module = import_module(f"quotetrack.{home}")
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module 'quotetrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
