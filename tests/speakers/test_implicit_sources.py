"""implicit_sources: who speaks where no source is given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tagged_text import parse

from quotetrack.records import Construction, Parse, Quote
from quotetrack.speakers.attribute import attributions
from quotetrack.speakers.coreference import Antecedent
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment
from quotetrack.speakers.entities import Entity
from quotetrack.speakers.implicit_sources import implicit_speaker


def quotation(made: Parse, content: str, source: str = "", **fields: object) -> Quote:
    start = made.article.text.index(content)
    place = made.article.text.index(source) if source else -1
    spans = ((place, place + len(source)),) if source else ()
    content_span = (start, start + len(content))
    made_quote = Quote("a", (content_span,), (), spans, "direct", content, 1.0, "test")
    return replace(made_quote, **fields)  # type: ignore[arg-type]  # fields of any type


@pytest.mark.parametrize(("words", "score"), [(21, 0.85), (22, 0.6)])
def test_the_end_of_the_sentence_of_a_source(words: int, score: float) -> None:
    """Up to 24 words after the source end its sentence; more are prose in between."""
    tail = "x " * words + "and so on" if words else ""
    made = parse(f"Leaks|X said|VERB Ann|PROPN Roe|PROPN {tail} .|PUNCT", "Old|X pipes|X .|PUNCT")
    last, quote = quotation(made, "Leaks", "Ann Roe"), quotation(made, "Old pipes")
    found = attributions(made, [last, quote])[1]
    assert (found.name, found.score) == ("Ann Roe", score)


@pytest.mark.parametrize(
    ("speakers", "answers"), [("CABAB", True), ("CBAB", False), ("AB", True), ("BB", False)]
)
def test_an_exchange_of_two(speakers: str, answers: bool) -> None:
    """A question goes to the other one of two, if nobody else spoke in the last four quotations."""
    lines = [f"{'/' if n else ''}word{n}|X ?|PUNCT" for n in range(len(speakers) + 1)]
    made = parse(*lines)
    quotes = [quotation(made, f"word{n} ?") for n in range(len(lines))]
    entities = {letter: Entity(letter, "person") for letter in speakers}
    state = DiscourseState(made, quotes)
    for letter, quote in zip(speakers, quotes, strict=False):
        state.assign(SpeakerAssignment(quote, Antecedent(entities[letter], 0.9, "test")))
    found = implicit_speaker(state, quotes[-1]).antecedent
    assert found is not None
    assert (found.entity.name, found.score) == (("A", 0.5) if answers else ("B", 0.75))


@pytest.mark.parametrize(
    ("construction", "reason", "continues", "name"),
    [
        (Construction.CLAUSE, "continued, a clause", False, None),
        (Construction.BESIDE, "beside continued", False, None),
        (Construction.CONTINUED, "continued: the speaker goes on", True, "Ann Roe"),
        (Construction.CONTINUED, "whatever the reason says", True, "Ann Roe"),
    ],
)
def test_the_verb_continued_is_no_mark(
    construction: Construction, reason: str, continues: bool, name: str | None
) -> None:
    """The field says that a quotation goes on from before, not the verb *continued* in a reason."""
    made = parse(
        "Leaks|X said|VERB Ann|PROPN Roe|PROPN .|PUNCT",
        "/Pipes|X are|AUX old|ADJ ,|PUNCT continued|VERB the|DET note|X .|PUNCT",
    )
    cue = quotation(made, "continued").content
    last = quotation(made, "Leaks", "Ann Roe")
    fields = {"cue": cue, "reason": reason, "continues": continues, "construction": construction}
    for kind in ("direct", "indirect"):
        quote = quotation(made, "Pipes are old", kind=kind, **fields)
        assert attributions(made, [last, quote])[1].name == name
