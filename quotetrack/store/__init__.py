"""The SQLite database: the only place with SQL.

`connection` and `readonly` open it; `articles`, `links`, `link_index`, `passages` and `corrections`
write and read what the tracking steps need; `questions`, `listings`, `versions`, `attributions` and
`shared_passages` answer people's questions as plain dicts and load no heavy library.

Order: migrations, readonly, connection, sql, rows, speakers, versions, search, questions, listings,
attributions, shared_passages, corrections, passages, link_index, links, articles.
"""

__all__ = [
    "articles",
    "attributions",
    "connection",
    "corrections",
    "link_index",
    "links",
    "listings",
    "passages",
    "questions",
    "readonly",
    "rows",
    "shared_passages",
    "speakers",
    "sql",
    "versions",
]
