"""What questions to a database return: plain dicts with these keys, as --json prints them.

Offsets are half-open and count characters of an article's text. Dates are ISO 8601, a day or a
minute. Scores are 0 to 1.
"""

from __future__ import annotations

from typing import TypedDict

from quotetrack.records import Span


class ArticleRef(TypedDict):
    """Where something was published."""

    article: str
    outlet: str | None
    date: str | None


class ChangeRow(TypedDict):
    """A difference between two versions; either side may be empty."""

    kind: str
    before: str
    after: str
    meaning: bool  # whether it may alter the meaning


class ClaimSpeaker(TypedDict):
    """The speaker behind a claim; no name if none is known."""

    name: str | None
    kind: str
    descriptor: str | None


class VersionRow(ArticleRef):
    """One version of a claim, and how it differs from the one it is compared with."""

    start: int
    end: int
    text: str
    kind: str
    modality: str
    speaker_as_printed: str | None
    descriptor: str | None
    relation: str | None
    changes: list[ChangeRow]


class ClaimRow(TypedDict):
    """A claim with all its versions, as `who_said` finds it; first: None if dates do not tell."""

    claim: str
    text: str
    score: float
    speaker: ClaimSpeaker
    first: ArticleRef | None
    versions: list[VersionRow]


class ClaimSummary(TypedDict):
    """A claim as `claims` lists it."""

    claim: str
    text: str
    speaker: ClaimSpeaker
    first: ArticleRef | None
    versions: int
    articles: int
    outlets: list[str]


class KnownSpeaker(TypedDict):
    """The speaker of a quotation, one across all articles."""

    id: str | None
    name: str | None
    kind: str


class QuotationRow(ArticleRef):
    """A quotation with its speaker and its evidence, as `said_by` lists it."""

    quote: str
    claim: str
    title: str | None
    start: int
    end: int
    text: str
    kind: str
    modality: str
    cue: str | None
    speaker_as_printed: str | None
    descriptor: str | None
    speaker: KnownSpeaker
    score: float | None
    reason: str | None
    quote_score: float | None
    quote_reason: str


class LinkSide(TypedDict):
    """One side of a link."""

    article: str
    start: int
    end: int
    text: str
    speaker: str | None


class LinkRow(TypedDict):
    """Two versions of one utterance; part: a partial match of the link before it."""

    a: LinkSide
    b: LinkSide
    relation: str
    score: float
    reason: str
    changes: list[ChangeRow]
    part: bool


class SharedPassage(TypedDict):
    """A sentence that two articles share."""

    a: LinkSide
    b: LinkSide
    relation: str
    score: float
    reason: str
    changes: list[ChangeRow]


class SpeakerRow(TypedDict):
    """Who is quoted, how often, where, and about what."""

    id: str
    name: str
    kind: str
    quotes: int
    articles: int
    outlets: int
    first_date: str | None
    last_date: str | None
    names: list[str]
    descriptors: list[str]
    by_outlet: dict[str, int]
    about: list[str]


class OutletRow(TypedDict):
    """How much an outlet quotes, and how much of it others have too."""

    outlet: str | None
    articles: int
    quotes: int
    speakers: int
    shared: int
    first_date: str | None
    last_date: str | None


class RegionRow(TypedDict):
    """A span of an article that is not running prose."""

    start: int
    end: int
    kind: str


class ShownQuote(TypedDict):
    """A quotation of one article, with its spans."""

    quote: str
    claim: str
    content: list[Span]
    cue: list[Span]
    source: list[Span]
    start: int
    end: int
    text: str
    kind: str
    modality: str
    cue_text: str | None
    speaker_as_printed: str | None
    descriptor: str | None
    speaker: KnownSpeaker
    score: float | None
    reason: str | None
    quote_score: float | None
    quote_reason: str


class ShownArticle(TypedDict):
    """An article and what was found in it."""

    id: str
    outlet: str | None
    date: str | None
    title: str | None
    byline: str | None
    url: str | None
    text: str
    run: int
    regions: list[RegionRow]
    quotes: list[ShownQuote]


class IngestCounts(TypedDict):
    """What an ingest did: articles new, changed and the same; quotations; links."""

    new: int
    changed: int
    same: int
    quotes: int
    links: int
