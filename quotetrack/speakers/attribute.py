"""Quotes -> Attributions: who is behind each quotation, within its own article.

A name takes the fullest form that the article has of it; a pronoun or a role ("the senator") the one it stands for
(sources.py); a quotation without a source the running speaker (running.py). Where the text does not tell, it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.records import Attribution, Parse, Quote
from quotetrack.speakers.discourse import Said, Scene, place
from quotetrack.speakers.entities import Being
from quotetrack.speakers.explicit_sources import from_source
from quotetrack.speakers.implicit_sources import ahead, running
from quotetrack.speakers.mentions import Reference


def attributions(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """Who is behind each quotation, in the order of the quotations."""
    scene = Scene(parse, quotes)
    events: list[tuple[int, int, Reference | Quote]] = [(r.start, 0, r) for r in scene.references]
    events += [(place(q), 1, q) for q in quotes]
    for _, _, event in sorted(events, key=lambda e: e[:2]):
        if isinstance(event, Reference):
            scene.listen(event)
        else:
            scene.speak(from_source(scene, event) if event.source else running(scene, event))
    for quote in reversed([q for q in quotes if scene.said[q.id].found is None]):
        scene.said[quote.id] = from_source(scene, quote) if quote.source else ahead(scene, quote)
    return [_attribution(scene.said[q.id]) for q in quotes]


def _attribution(said: Said) -> Attribution:
    quote = said.quote
    if said.found is None:
        reason = (
            "the article does not tell who the source is"
            if quote.source
            else "no source is printed"
        )
        return Attribution(quote.id, None, "unknown", None, 0.0, reason)
    being = said.found.being
    kind = said.kind or ("organisation" if being.kind == "place" else being.kind)
    descriptor = said.descriptor or _nearest(being, place(quote))
    return Attribution(
        quote.id, said.name or being.name, kind, descriptor, said.found.score, said.found.reason
    )


def _nearest(being: Being, offset: int) -> str | None:
    """The descriptor printed nearest to an offset; a clause only where there is no title or apposition."""
    return min(
        being.notes,
        key=lambda note: (note[1], abs(note[0] - offset), -len(note[2])),
        default=(0, False, None),
    )[2]
