"""What Datasette shows of the tables and views: descriptions, facets, labels and order."""

from __future__ import annotations

from typing import TypedDict

TITLE = "quotetrack"
DESCRIPTION = "Who said it, in which words, and what each outlet made of them."

# Columns that hold an id, and the table whose row they name.
TABLE_OF_ID = {
    "article_id": "articles",
    "article": "articles",
    "quote": "quotes",
    "speaker_id": "speakers",
}


class Table(TypedDict, total=False):
    """The description of a table or view, with the keys that Datasette knows."""

    description: str
    facets: list[str]
    sort: str
    sort_desc: str
    size: int
    label_column: str
    columns: dict[str, str]
    hidden: bool


_SPANS = "as pairs of character offsets into the article's text, half-open"
_ALTERS_MEANING = "1 if the change may alter the meaning"

VIEWS: dict[str, Table] = {
    "who_said_what": {
        "description": "Every quotation with its speaker, outlet and date, and the reasons.",
        "facets": ["outlet", "speaker", "kind", "modality"],
        "sort_desc": "date",
        "size": 50,
        "label_column": "text",
        "columns": {
            "speaker": "The speaker, one across all articles; empty if the article does not say",
            "kind": "direct: in quotation marks; indirect: reported without; mixed: both",
            "modality": "stated; negated: reported as not said; hypothetical: might be said",
            "source_text": "The words that name the source, as printed",
            "descriptor": "What the article says the speaker is",
            "cue_text": "The words that report, as printed",
            "speaker_score": "How sure the attribution is, 0 to 1",
            "speaker_reason": "Why this is the speaker",
            "construction": "How the words are reported",
            "quote_reason": "Why this is a quotation",
        },
    },
    "claim_versions": {
        "description": "Claims that were published more than once, version by version.",
        "facets": ["outlet", "relation"],
        "sort": "claim_id",
        "size": 50,
        "columns": {
            "relation": "To the first version: verbatim, truncated, edited or paraphrase",
            "changes": (
                "What differs from the first version, as kind: before | after; "
                "! marks what may alter the meaning"
            ),
        },
    },
    "speaker_counts": {
        "description": "How often each speaker is quoted, and in how many articles and outlets.",
        "facets": ["kind"],
        "sort_desc": "quotes",
        "size": 100,
    },
    "link_changes": {
        "description": "Every difference between two versions of the same words.",
        "facets": ["kind", "relation", "outlet_after", "meaning"],
        "sort_desc": "meaning",
        "size": 50,
        "columns": {"meaning": _ALTERS_MEANING},
    },
    "outlet_reuse": {
        "description": "Which outlets publish the same words, and how faithfully.",
        "sort_desc": "links",
    },
    "shared_passages": {
        "description": (
            "Sentences that articles share, unless both are quotations: wire copy, word for word "
            "or rewritten."
        ),
        "facets": ["outlet", "other_outlet", "relation"],
        "size": 50,
        "columns": {
            "relation": (
                "verbatim: the same words; truncated: one is part of the other; edited: mostly "
                "the same words"
            )
        },
    },
    "attribution_drift": {
        "description": (
            "The same words under two speakers; `quotetrack drift` says what each case seems to be."
        ),
        "facets": ["outlet", "other_outlet", "relation"],
        "sort_desc": "score",
        "size": 50,
    },
    "partial_matches": {
        "description": (
            "Words in quotation marks, or spans of an interrupted quotation, that two linked "
            "quotations share."
        ),
        "facets": ["relation", "outlet", "other_outlet"],
        "size": 50,
        "columns": {
            "relation": "Of these words: verbatim, truncated or edited",
            "whole": "The relation of the two quotations as wholes",
        },
    },
}

STORED: dict[str, Table] = {
    "articles": {
        "description": "The articles, their text exactly as read.",
        "facets": ["outlet"],
        "sort_desc": "date",
        "label_column": "title",
        "size": 20,
        "columns": {
            "output_digest": "Digest of everything that extraction found in the article",
            "text_digest": "Digest of the text",
        },
    },
    "quotes": {
        "description": "The quotations; search them here.",
        "facets": ["kind"],
        "label_column": "text",
        "size": 50,
        "columns": {
            "ordinal": "Order within the article, from 0",
            "content": f"The quotation, {_SPANS}",
            "cue": f"The words that report, {_SPANS}",
            "source": f"The words that name the source, {_SPANS}",
            "start": "First character",
            "end": "One past the last character",
        },
    },
    "attributions": {
        "description": "The speaker of each quotation, with the reason.",
        "facets": ["kind"],
    },
    "speakers": {
        "description": "People, organisations and groups; unnamed ones belong to one article.",
        "facets": ["kind"],
        "label_column": "name",
        "sort": "name",
    },
    "speaker_names": {
        "description": "The names under which each speaker appears.",
        "label_column": "name",
    },
    "links": {
        "description": "Pairs of quotations that are versions of one utterance.",
        "facets": ["relation"],
        "sort_desc": "score",
    },
    "link_parts": {
        "description": (
            "Words in quotation marks that linked quotations share; partial_matches shows them."
        ),
        "facets": ["relation"],
    },
    "changes": {
        "description": "What differs across each link.",
        "facets": ["kind", "meaning"],
        "sort_desc": "meaning",
        "columns": {"meaning": _ALTERS_MEANING},
    },
    "claims": {
        "description": "All the versions of one utterance together.",
        "label_column": "name",
        "sort_desc": "versions",
        "columns": {
            "first_quote": "The earliest version; empty if the dates do not tell",
            "versions": "How many there are",
        },
    },
    "claim_quotes": {"description": "Which quotation belongs to which claim."},
    "settings": {
        "description": "What a person chose for the whole database, as with link --within."
    },
    "judgements": {
        "description": "What people decided; never changed by the program.",
        "facets": ["kind"],
    },
    "runs": {
        "description": "Which version of the program and of the parser made what.",
        "sort_desc": "id",
    },
    "regions": {
        "description": "Spans of articles that are not running prose.",
        "facets": ["kind"],
    },
}

_HIDDEN_NAMES = (
    "link_index_segments",
    "link_index_chunks",
    "retired_fingerprints",
    "links_pending",
    "words",
    "word_trigrams",
    "speaker_keys",
    "sentences",
    "passages",
    "passage_index_segments",
    "passage_index_chunks",
    "passage_links",
    "passages_pending",
    "_sqlite_migrations",
    "speaker_names_fts",
    "quotes_fts",
)
HIDDEN: dict[str, Table] = {
    name: {"hidden": True, "description": "An index, for speed."} for name in _HIDDEN_NAMES
}
TABLES = VIEWS | STORED | HIDDEN
