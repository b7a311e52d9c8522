"""The records that the steps pass on: small, frozen dataclasses.

Every position is a pair of character offsets into `Article.text`, half-open. Every `text` is what
was printed, `article.text[start:end]`, never a cleaned form of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A span of an article that is not prose.

    kind: boilerplate (template code, leftover HTML, gallery, related articles, share lines),
    caption (a photo's), title, heading (of a section), dateline, metadata (url, date, byline).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, exactly as read, and where its prose is."""

    id: str
    text: str
    outlet: str | None = None
    date: str | None = None  # ISO 8601, a day or a minute
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    regions: tuple[Region, ...] = ()
    # Prose, title and captions, in order; paragraphs do not overlap each other or boilerplate.
    paragraphs: tuple[Span, ...] = ()

    def words(self, span: Span) -> str:
        """The printed words of a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word.

    index and head count the words of the sentence from 1; head 0 is the root.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    entity: str = "O"  # BIOES tag of a named entity


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A run of words that the tagger takes for reported speech, with its source and cue, if any.

    Scores are probabilities. joined: that the span continues the one before it.
    """

    span: Span
    score: float
    source: Span | None = None
    source_score: float = 0.0
    cue: Span | None = None
    cue_score: float = 0.0
    joined: float = 0.0


@dataclass(frozen=True, slots=True)
class TaggerOutput:
    """What the tagger found in one article.

    spans: in order. reported: for each character, from 0 to 255, how likely it is reported speech.
    """

    spans: tuple[TaggedSpan, ...] = ()
    reported: bytes = b""

    def chance(self, spans: tuple[Span, ...]) -> float:
        """The mean probability, 0 to 1, that the characters of these spans are reported."""
        values = b"".join(self.reported[s:e] for s, e in spans)
        return sum(values) / len(values) / 255 if values else 0.0


@dataclass(frozen=True, slots=True)
class Parse:
    """What the parser and the tagger found in one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    tagging: TaggerOutput = TaggerOutput()


class Construction(StrEnum):
    """How a quotation is reported: the construction that gave it away."""

    CLAUSE = "clause"  # he said that it leaks; "It leaks," he said
    OBJECT = "object"  # she denounced the plan
    OBJECT_TO = "object-to"  # she urged them to go
    ON_TO = "on-to"  # she called on them to go
    TO = "to"  # she promised to go
    GERUND = "gerund"  # she denied taking bribes
    NAME = "name"  # she called it a mistake
    AS = "as"  # she described it as a mistake
    FOR = "for"  # she apologised for the delay
    OF = "of"  # she warned of delays
    ABOUT = "about"  # she complained about delays
    AGAINST = "against"  # she advised against it
    ON = "on"  # she insisted on a vote
    WITH = "with"  # she disagreed with the verdict
    PASSIVE = "passive"  # he is believed to be in Spain
    SPEECH_NOUN = "speech noun"  # his claim that it leaks; she voiced concern about it
    ACCORDING_TO = "according to"  # according to the mayor, it leaks
    BESIDE = "beside"  # "It leaks," he grinned: a verb beside quoted words
    COLON = "announced with a colon"  # The mayor told reporters: / "It leaks."
    NAME_AND_COLON = "name and colon"  # Ann Roe: "It leaks."
    NAME_AND_DASH = "name behind a dash"  # "It leaks." - Ann Roe
    NAME_IN_BRACKETS = "name in brackets"  # "It leaks" (Ann Roe)
    CONTINUED = "continued"  # "It leaks," she said. "We told them."
    HEADLINE = "headline"  # Mayor: Dam is leaking; Dam is leaking: study
    MARKS = "quotation marks without a cue"  # "It leaks."
    PULL_QUOTE = "pull-quote"  # display text that repeats a quotation of the article
    TAGGER = "tagger"  # found by the tagger alone
    GIVEN = "given"  # came ready-made with its article


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: reported speech, with the words that report it and those that name its source.

    kind: direct, indirect or mixed. score: the probability, 0 to 1, that it is a quotation.
    modality: stated, negated ("did not say that") or hypothetical ("would say", "if she says").
    continues: the speaker of the quotation before it goes on, and it has no cue of its own.
    nested: it is reported within another quotation. reason is prose for people, made from the rest.
    """

    article_id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: str
    text: str  # the content's spans in order, joined by " ... "
    score: float
    reason: str
    modality: str = "stated"
    construction: Construction = Construction.GIVEN
    continues: bool = False
    nested: bool = False

    @property
    def start(self) -> int:
        """Where its first span begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where its last span ends."""
        return self.content[-1][1]

    @property
    def id(self) -> str:
        """A digest of its place, so that a second run gives the same id."""
        return digest(self.article_id, *[f"{s}-{e}" for s, e in self.content])


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is behind a quotation, within its own article.

    name: the fullest name or description the article gives ("Ana Ruiz", "One taxi driver, who
    works at night"), None if unknown. kind: person, organisation, group, unnamed or unknown.
    descriptor: what the article says the speaker is ("a trade expert at the city's university").
    """

    quote_id: str
    name: str | None
    kind: str
    descriptor: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person, organisation or group across articles; unnamed ones belong to one article."""

    id: str
    name: str
    kind: str
    article_id: str | None = None  # set for unnamed speakers and groups


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two versions: words of one (before) and of the other (after).

    Either side may be empty. meaning: it may change what is said; this follows from the rest, so
    comparing two changes ignores it.
    """

    kind: str
    before: str
    after: str
    meaning: bool = field(default=False, compare=False)

    def as_row(self) -> dict[str, str | bool]:
        """The change as a JSON object."""
        return {
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "meaning": self.meaning,
        }


# Kinds of change that have another name when the two versions are swapped.
SEEN_FROM_OTHER_SIDE = {"cut": "added", "added": "cut"}


@dataclass(frozen=True, slots=True)
class Version:
    """A quotation or passage as linking sees it."""

    id: str
    article_id: str
    text: str
    kind: str  # direct, indirect, mixed, or passage
    speaker: str | None = None  # the speaker's id
    name: str | None = None  # the canonical name
    date: str | None = None
    source_text: str | None = None  # the source as printed
    descriptor: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is compared across articles.

    quoted: whether most of it lies within quotations. fingerprint: a number that sentences with
    the same comparable words share, None if the sentence is too short to be distinctive.
    """

    start: int
    end: int
    words: int
    quoted: bool
    fingerprint: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A span of one linked quotation that is a version of a span of the other.

    a, b: characters of the two texts. changes: what differs, from a to b.
    """

    relation: str
    score: float
    a: Span
    b: Span
    changes: tuple[Change, ...] = ()


class SpeakerAgreement(StrEnum):
    """How far the speakers of two versions agree, by what their articles call them."""

    SAME = "same"  # one speaker, or one name
    COMPATIBLE = "compatible"  # one name is part of the other, or another spelling of it
    ROLE = "role"  # a description shares a telling word with what the other is called
    UNKNOWN = "unknown"  # a side has no name
    OTHER = "other"  # the names differ
    NONE = "none"  # nobody is asked for: passages


@dataclass(frozen=True, slots=True)
class Link:
    """Two versions of one utterance; `a` is the first by article id and position.

    relation: verbatim, truncated, edited or paraphrase.
    """

    a: str
    b: str
    relation: str
    score: float
    reason: str
    changes: tuple[Change, ...] = ()
    parts: tuple[Part, ...] = ()
    speaker_agreement: SpeakerAgreement = SpeakerAgreement.NONE


@dataclass(frozen=True, slots=True)
class Claim:
    """The versions of one utterance: ids of the claim, of all its quotations, and of the earliest.

    first is None if dates tie or are missing.
    """

    id: str
    quotes: tuple[str, ...]
    first: str | None


def digest(*parts: str) -> str:
    """A short stable id for the parts."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article as it came in, with ready-made quotations and sentences if it has any.

    `extract --with-text` writes such articles.
    """

    article: Article
    quotes: tuple[tuple[Quote, Attribution], ...] | None = None
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as one article names it, to be recognised across articles."""

    quote_id: str
    article_id: str
    name: str | None
    kind: str
    descriptor: str | None = None
