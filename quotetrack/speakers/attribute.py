"""Quotes -> Attributions: who is behind each quotation, within its own article.

A name takes the fullest form that the article has of it; a pronoun or a role (`the senator`) stands
for somebody (`explicit_sources`); a quotation without a source goes to whoever is speaking
(`implicit_sources`). Where the text does not show it, the speaker is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.records import Attribution, Parse, Quote
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment, source_offset
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.explicit_sources import from_source
from quotetrack.speakers.implicit_sources import following_speaker, implicit_speaker
from quotetrack.speakers.references import Reference


def attributions(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """The speaker of each quotation of an article, in the order of the quotations."""
    state = DiscourseState(parse, quotes)
    for event in _in_order(state):
        if isinstance(event, Reference):
            state.read(event)
        elif event.source:
            state.assign(from_source(state, event))
        else:
            state.assign(implicit_speaker(state, event))
    _assign_from_behind(state)
    return [_attribution(state.assignments[q.id]) for q in quotes]


def _in_order(state: DiscourseState) -> list[Reference | Quote]:
    """References and quotations as a reader meets them; a source before its quotation."""
    events: list[tuple[int, int, Reference | Quote]] = [(r.start, 0, r) for r in state.references]
    events += [(source_offset(q), 1, q) for q in state.quotes]
    return [event for *_, event in sorted(events, key=lambda e: e[:2])]


def _assign_from_behind(state: DiscourseState) -> None:
    """Try quotations with an unknown speaker again, now that the rest of the article is known."""
    unknown = [q for q in state.quotes if state.assignments[q.id].antecedent is None]
    for quote in reversed(unknown):
        again = from_source if quote.source else following_speaker
        state.assignments[quote.id] = again(state, quote)


def _attribution(assignment: SpeakerAssignment) -> Attribution:
    """The public record of an assignment."""
    quote, found = assignment.quote, assignment.antecedent
    if found is None:
        reason = (
            "the article does not tell who the source is"
            if quote.source
            else "no source is printed"
        )
        return Attribution(quote.id, None, "unknown", None, 0.0, reason)
    entity = found.entity
    name = assignment.name or entity.name
    kind = assignment.kind or ("organisation" if entity.kind == "place" else entity.kind)
    descriptor = assignment.descriptor or _nearest_descriptor(entity, source_offset(quote))
    return Attribution(quote.id, name, kind, descriptor, found.score, found.reason)


def _nearest_descriptor(entity: Entity, offset: int) -> str | None:
    """The descriptor nearest to an offset; a clause only if there is no title or apposition."""
    if not entity.descriptors:
        return None
    nearest = min(
        entity.descriptors, key=lambda d: (d.clause, abs(d.offset - offset), -len(d.text))
    )
    return nearest.text
