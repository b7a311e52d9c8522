"""Quotations without a source: whoever goes on speaking, answers, or is named around them."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.language.lexicon import table
from quotetrack.records import Quote
from quotetrack.speakers.coreference import Antecedent
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.references import Reference

# How sure a speaker is, 0 to 1; set by hand: a name above a description or pronoun, and that
# above whoever happens to be speaking.
CONTINUED = 0.85  # the same speaker continues, in the same paragraph or with the mark of it
NEXT_PARAGRAPH = 0.75  # continues in a paragraph of its own
FOLLOWING = 0.75  # the speaker of the words that follow
ACROSS_PROSE = 0.6  # continues after a sentence of prose
ANSWER = 0.5  # the other of two speakers
INTRODUCED = 0.5  # the subject of the sentence before

MAX_TAIL = 24  # words that may end the sentence of the last cue; longer ones are prose in between
EXCHANGE = 4  # quotations back among which exactly two people speak

_OPENING, _CLOSING = "\"“„«‘'‚", "\"”“»’'"
_MARKS = _OPENING + _CLOSING + " \n\t"


def implicit_speaker(state: DiscourseState, quote: Quote) -> SpeakerAssignment:
    """The speaker of a quotation without a source, from what stands before it.

    The last speaker if only the end of their sentence stands in between, the other one in an
    exchange of two, or the subject of the sentence before; unknown otherwise.
    """
    before = _assigned_before(state, quote)
    last = max(before, key=lambda q: q.start, default=None)
    if last is None or _is_by_nobody(quote):
        return SpeakerAssignment(quote)
    paragraphs = state.paragraph(quote.start) - state.paragraph(last.end)
    if paragraphs > 1:
        return SpeakerAssignment(quote)
    fresh = paragraphs == 1 and not quote.continues  # a paragraph that may change the speaker
    newcomer = _subject_before(state, quote)
    if fresh and quote.cue:  # extraction found no source for this cue
        return _introduced(state, quote, newcomer) if newcomer else SpeakerAssignment(quote)
    if not _prose_between(state, last, quote):
        answer = _answer(state, quote, last, before) if fresh else None
        score = NEXT_PARAGRAPH if fresh else CONTINUED
        return answer or _same_speaker(state, quote, last, score, "same speaker goes on")
    speaker = state.assignments[last.id].antecedent
    if newcomer and speaker and newcomer is not speaker.entity:
        if paragraphs > 0:
            return SpeakerAssignment(quote)
        return _introduced(state, quote, newcomer)
    if fresh and newcomer is None:
        return SpeakerAssignment(quote)
    reason = "same speaker goes on after a sentence between"
    return _same_speaker(state, quote, last, ACROSS_PROSE, reason)


def following_speaker(state: DiscourseState, quote: Quote) -> SpeakerAssignment:
    """The speaker of the quotation that follows without prose in between, else unknown.

    `"A." "B," said X`, or a paragraph whose quotation is not closed.
    """
    later = (q for q in state.quotes if q.start >= quote.end)
    following = min(later, key=lambda q: q.start, default=None)
    if following is None or _is_by_nobody(quote):
        return SpeakerAssignment(quote)
    paragraphs = state.paragraph(following.start) - state.paragraph(quote.end)
    between = state.article.text[quote.end : following.start]
    closed = any(mark in _CLOSING for mark in between.split("\n")[0].strip())
    if between.strip(_MARKS + ".,") or paragraphs > 1 or (paragraphs == 1 and closed):
        return SpeakerAssignment(quote)
    reason = "same speaker as the words that follow"
    return _same_speaker(state, quote, following, FOLLOWING, reason)


def _assigned_before(state: DiscourseState, quote: Quote) -> list[Quote]:
    """The quotations before this one that have a speaker."""
    before = (q for q in state.quotes if q.start < quote.start)
    return [q for q in before if q.id in state.assignments and state.assignments[q.id].antecedent]


def _is_by_nobody(quote: Quote) -> bool:
    """True for `it is known that ...`: reported with a cue of its own, but not by anybody."""
    return quote.kind == "indirect" and bool(quote.cue) and not quote.continues


def _same_speaker(
    state: DiscourseState, quote: Quote, other: Quote, score: float, reason: str
) -> SpeakerAssignment:
    """The speaker of another quotation; unknown if that is unknown."""
    known = state.assignments[other.id]
    if known.antecedent is None:
        return SpeakerAssignment(quote)
    found = Antecedent(known.antecedent.entity, score, reason)
    return SpeakerAssignment(quote, found, known.name, known.kind, known.descriptor)


def _introduced(state: DiscourseState, quote: Quote, entity: Entity) -> SpeakerAssignment:
    """The subject of the sentence before, if the quotation is a sentence of its own."""
    before = state.article.text[: quote.start].rstrip(_MARKS)
    if not before.endswith((".", "!", "?", ":")):
        return SpeakerAssignment(quote)
    reason = f"{entity.name}: subject of the sentence before"
    return SpeakerAssignment(quote, Antecedent(entity, INTRODUCED, reason))


def _answer(
    state: DiscourseState, quote: Quote, last: Quote, before: Sequence[Quote]
) -> SpeakerAssignment | None:
    """The other of exactly two speakers, after a question; each has a paragraph of its own."""
    asked = state.article.text[last.start : last.end].rstrip(_CLOSING + " ").endswith("?")
    exchange = sorted(before, key=lambda q: q.start)[-EXCHANGE:]
    antecedents = [state.assignments[q.id].antecedent for q in exchange]
    speakers = list(dict.fromkeys(a.entity for a in antecedents if a))
    asker = antecedents[-1]
    if not asked or len(speakers) != 2 or asker is None:
        return None
    other = speakers[0] if asker.entity is speakers[1] else speakers[1]
    reason = "answers the question of the other of two speakers"
    return SpeakerAssignment(quote, Antecedent(other, ANSWER, reason))


def _prose_between(state: DiscourseState, last: Quote, quote: Quote) -> str:
    """The prose between two quotations.

    Marks, the cue and source of the first one and the end of their sentence do not count.
    """
    reported = (e for _, e in (*last.cue, *last.source) if e <= quote.start)
    start = max([last.end, *reported])
    for reference in state.references:
        touches = any(reference.start < e and s < reference.outer[1] for s, e in last.source)
        if touches and reference.outer[1] <= quote.start:
            start = max(start, reference.outer[1])
    text = state.article.text[start : quote.start]
    tail, _, rest = text.partition(".")
    return rest.strip(_MARKS + ".,;:") if len(tail.split()) <= MAX_TAIL else text.strip()


def _subject_before(state: DiscourseState, quote: Quote) -> Entity | None:
    """The person who is the last subject before the quotation.

    In the same paragraph, and in the sentence before the quotation or around it.
    """
    sentence, paragraph = state.sentence(quote.start), state.paragraph(quote.start)
    subjects = [
        r
        for r in state.references
        if r.subject
        and r.end <= quote.start
        and sentence - 1 <= r.sentence <= sentence
        and r.paragraph == paragraph
        and not state.is_quoted(r)
        and _may_speak(r)
    ]
    entity = state.entity(subjects[-1]) if subjects else None
    return entity if entity and entity.kind in ("person", "unnamed") else None


def _may_speak(reference: Reference) -> bool:
    """False for pronouns other than `he` and `she`."""
    if reference.form != "pronoun":
        return True
    return table("pronoun_classes").get(reference.text) in ("m", "f")
