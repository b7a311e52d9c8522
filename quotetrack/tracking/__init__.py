"""The road: everything that joins the steps and the store.

`pipeline` takes articles through parsing, extraction and attribution; `ingest` puts them into a
database and links what is new; `provenance`, `attribution_drift`, `article_comparison` and
`explain` answer the questions that need more than a lookup.

Order: pipeline, claims, incremental_linking, passages, ingest, explain, provenance,
attribution_drift, article_comparison.
"""

__all__ = [
    "article_comparison",
    "attribution_drift",
    "claims",
    "explain",
    "incremental_linking",
    "ingest",
    "passages",
    "pipeline",
    "provenance",
]
