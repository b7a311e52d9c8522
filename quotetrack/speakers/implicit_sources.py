"""Quotations without a source: the speaker who goes on, answers, or is named with the words that follow; else unknown."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.records import Quote
from quotetrack.speakers.coreference import Found
from quotetrack.speakers.discourse import Said, Scene
from quotetrack.speakers.entities import Being

OPEN, CLOSE = "\"“„«‘'‚", "\"”“»’'"
MARKS = OPEN + CLOSE + " \n\t"
TAIL = 25  # words that may end the sentence of an attribution before the next quotation opens


def running(scene: Scene, quote: Quote) -> Said:
    """The running speaker, if nothing but the end of an attribution stands between, or the subject of the sentence before."""
    before = [
        q
        for q in scene.quotes
        if q.start < quote.start and q.id in scene.said and scene.said[q.id].found
    ]
    last = max(before, key=lambda q: q.start, default=None)
    if last is None or scene.paragraph(quote.start) - scene.paragraph(last.end) > 1:
        return Said(quote)
    apart = scene.paragraph(quote.start) > scene.paragraph(last.end)
    continued = "continued" in quote.reason
    if _by_nobody(quote):
        return Said(quote)
    newcomer = _subject_before(scene, quote)
    if (
        apart and quote.cue and not continued
    ):  # somebody is printed here whom extraction did not find
        return _introduced(scene, quote, newcomer) if newcomer else Said(quote)
    if not _prose_between(scene, last, quote):
        answer = _answer(scene, quote, last, before) if apart and not continued else None
        return answer or _same(
            scene, quote, last, 0.85 if continued or not apart else 0.75, "same speaker goes on"
        )
    speaker = scene.said[last.id].found
    if newcomer and speaker and newcomer is not speaker.being:
        return _introduced(scene, quote, newcomer) if not apart else Said(quote)
    if apart and not continued and newcomer is None:
        return Said(quote)
    return _same(scene, quote, last, 0.6, "same speaker goes on after a sentence between")


def ahead(scene: Scene, quote: Quote) -> Said:
    """The speaker of the quotation that follows without any prose between: `"A." "B," said X`, or an unclosed paragraph."""
    following = min(
        (q for q in scene.quotes if q.start >= quote.end), key=lambda q: q.start, default=None
    )
    if following is None or _by_nobody(quote) or scene.said[following.id].found is None:
        return Said(quote)
    apart = scene.paragraph(following.start) - scene.paragraph(quote.end)
    between = scene.article.text[quote.end : following.start]
    closed = any(mark in CLOSE for mark in between.split("\n")[0].strip())
    if between.strip(MARKS + ".,") or apart > 1 or (apart == 1 and closed):
        return Said(quote)
    return _same(scene, quote, following, 0.75, "same speaker as the words that follow")


def _by_nobody(quote: Quote) -> bool:
    """True for `it is known that ...`: reported with a cue of its own, and not said by whom."""
    return quote.kind == "indirect" and bool(quote.cue) and "continued" not in quote.reason


def _same(scene: Scene, quote: Quote, other: Quote, score: float, reason: str) -> Said:
    said = scene.said[other.id]
    if said.found is None:
        return Said(quote)
    return Said(
        quote, Found(said.found.being, score, reason), said.name, said.kind, said.descriptor
    )


def _introduced(scene: Scene, quote: Quote, being: Being) -> Said:
    """Given to the subject of the sentence before, if the quotation is a sentence of its own."""
    before = scene.article.text[: quote.start].rstrip(MARKS)
    if not before.endswith((".", "!", "?", ":")):
        return Said(quote)
    return Said(quote, Found(being, 0.5, f"{being.name}: subject of the sentence before"))


def _answer(scene: Scene, quote: Quote, last: Quote, before: Sequence[Quote]) -> Said | None:
    """In an exchange of exactly two, each line a paragraph, the other one answers a question."""
    asked = scene.article.text[last.start : last.end].rstrip(CLOSE + " ").endswith("?")
    recent = [scene.said[q.id].found for q in sorted(before, key=lambda q: q.start)[-4:]]
    two = list(dict.fromkeys(f.being for f in recent if f))
    if not asked or len(two) != 2 or recent[-1] is None:
        return None
    other = two[0] if recent[-1].being is two[1] else two[1]
    return Said(quote, Found(other, 0.5, "answers the question of the other of two speakers"))


def _prose_between(scene: Scene, last: Quote, quote: Quote) -> str:
    """What stands between two quotations besides marks, the first one's cue and source, and the end of their sentence."""
    start = max([last.end, *(e for _, e in (*last.cue, *last.source) if e <= quote.start)])
    for reference in scene.references:
        touches = any(reference.start < e and s < reference.outer[1] for s, e in last.source)
        if touches and reference.outer[1] <= quote.start:
            start = max(start, reference.outer[1])
    text = scene.article.text[start : quote.start]
    tail, _, rest = text.partition(".")
    return rest.strip(MARKS + ".,;:") if len(tail.split()) < TAIL else text.strip()


def _subject_before(scene: Scene, quote: Quote) -> Being | None:
    """The person who is the subject of the sentence before or around the quotation, in the same paragraph."""
    sentence, paragraph = scene.sentence(quote.start), scene.paragraph(quote.start)
    subjects = [
        r
        for r in scene.references
        if r.subject
        and r.end <= quote.start
        and sentence - 1 <= r.sentence <= sentence
        and r.paragraph == paragraph
        and not scene.quoted(r)
        and (r.form != "pronoun" or r.text in ("he", "she"))
    ]
    being = scene.being(subjects[-1]) if subjects else None
    return being if being and being.kind in ("person", "unnamed") else None
