"""What Datasette shows of a quotetrack database: descriptions, facets and labels of its tables, and the questions."""

from __future__ import annotations

from quotetrack.store import questions

TITLE = "quotetrack"
DESCRIPTION = "Who said it, in which words, and what each outlet made of them."

ROWS = {
    "article_id": "articles",
    "article": "articles",
    "quote": "quotes",
    "speaker_id": "speakers",
}

SPANS = "as pairs of character offsets into the article's text, half-open"
_PLAIN: dict[str, dict] = {
    "who_said_what": {
        "description": "Every quotation with its speaker, outlet and date, and how it is known who spoke.",
        "facets": ["outlet", "speaker", "kind", "modality"],
        "sort_desc": "date",
        "size": 50,
        "label_column": "text",
        "columns": {
            "speaker": "Who it is, one across all articles; empty if the article does not say",
            "kind": "direct: in quotation marks; indirect: reported without; mixed: both",
            "modality": "stated; negated: it is told that it was not said; hypothetical: that it might be",
            "source_text": "The words that name the source, as printed",
            "descriptor": "What the article says the speaker is",
            "cue_text": "The words that report",
            "speaker_score": "How sure the attribution is, 0 to 1",
            "speaker_reason": "Why this is the speaker",
            "construction": "How the words are reported",
            "quote_reason": "Why this is a quotation, in words",
        },
    },
    "claim_versions": {
        "description": "Claims that were printed more than once, version by version.",
        "facets": ["outlet", "relation"],
        "sort": "claim_id",
        "size": 50,
        "columns": {
            "relation": "To the first version: verbatim, truncated, edited or paraphrase",
            "changes": "What differs from the first version, kind: before | after; a ! marks what may turn the meaning",
        },
    },
    "speaker_counts": {
        "description": "Who is quoted how often, and in how many articles and outlets.",
        "facets": ["kind"],
        "sort_desc": "quotes",
        "size": 100,
    },
    "link_changes": {
        "description": "Every difference between two versions of the same words.",
        "facets": ["kind", "relation", "outlet_after", "meaning"],
        "sort_desc": "meaning",
        "size": 50,
        "columns": {"meaning": "1 if the change may turn what is said"},
    },
    "outlet_reuse": {
        "description": "Which outlets print the same words, and how faithfully.",
        "sort_desc": "links",
    },
    "shared_passages": {
        "description": "Sentences that articles share and that are not quotations in both: wire copy, word for word or rewritten.",
        "facets": ["outlet", "other_outlet", "relation"],
        "size": 50,
        "columns": {
            "relation": "verbatim: the same words; truncated: one is a part of the other; edited: mostly the same words"
        },
    },
    "attribution_drift": {
        "description": "The same words under two speakers; quotetrack drift says what each seems to be.",
        "facets": ["outlet", "other_outlet", "relation"],
        "sort_desc": "score",
        "size": 50,
    },
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
            "content": f"The quotation, {SPANS}",
            "cue": f"The words that report, {SPANS}",
            "source": f"The words that name the source, {SPANS}",
            "start": "First character",
            "end": "One past the last character",
        },
    },
    "attributions": {
        "description": "Who is behind each quotation, with the reason.",
        "facets": ["kind"],
    },
    "speakers": {
        "description": "People, organisations and groups; the unnamed belong to one article.",
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
    "partial_matches": {
        "description": "Words in marks, or spans of an interrupted quotation, that two linked quotations share.",
        "facets": ["relation", "outlet", "other_outlet"],
        "size": 50,
        "columns": {
            "relation": "Of these words: verbatim, truncated or edited",
            "whole": "The relation of the two quotations as wholes",
        },
    },
    "link_parts": {
        "description": "Words in marks that linked quotations share; partial_matches shows them.",
        "facets": ["relation"],
    },
    "changes": {
        "description": "What differs across each link.",
        "facets": ["kind", "meaning"],
        "sort_desc": "meaning",
        "columns": {"meaning": "1 if the change may turn what is said"},
    },
    "claims": {
        "description": "All the versions of one utterance together.",
        "label_column": "name",
        "sort_desc": "versions",
        "columns": {
            "first_quote": "The earliest version, empty if dates do not tell",
            "versions": "How many there are",
        },
    },
    "claim_quotes": {"description": "Which quotation belongs to which claim."},
    "settings": {"description": "What a person chose for the whole database, as by link --within."},
    "judgements": {
        "description": "What people decided; never changed by the program.",
        "facets": ["kind"],
    },
    "runs": {
        "description": "Which version of the program and of the parser made what.",
        "sort_desc": "id",
    },
    "regions": {
        "description": "Stretches of articles that are no running prose.",
        "facets": ["kind"],
    },
}
_HIDDEN = (
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
TABLES: dict[str, dict] = _PLAIN | {
    name: {"hidden": True, "description": "Kept for finding things fast."} for name in _HIDDEN
}
STORED = TABLES.keys() - {
    "who_said_what",
    "claim_versions",
    "speaker_counts",
    "link_changes",
    "outlet_reuse",
    "shared_passages",
    "attribution_drift",
    "partial_matches",
}

QUERIES: dict[str, dict] = {
    "who_said": {
        "title": "Who said it?",
        "params": ["text"],
        "description": "Quotations that hold all these words, best first; put a phrase in double quotation marks.",
        "hide_sql": True,
        "sql": questions.FORMS["who_said"],
    },
    "said_by": {
        "title": "Said by",
        "params": ["name"],
        "description": "What the speakers of this name said, in order of date.",
        "hide_sql": True,
        "sql": questions.FORMS["said_by"],
    },
    "versions_of": {
        "title": "Versions of a claim",
        "params": ["claim"],
        "description": "All versions of one claim, in order of date, with what each changed.",
        "hide_sql": True,
        "sql": questions.FORMS["versions_of"],
    },
}
