"""discourse: how much a mention counts, and what references stand for while an article is read."""

from __future__ import annotations

import pytest
from tagged_text import parse

from quotetrack.records import Parse, Quote
from quotetrack.speakers.coreference import Antecedent
from quotetrack.speakers.discourse import DiscourseState, SpeakerAssignment
from quotetrack.speakers.entities import Entity


def quotation(made: Parse, words: str, kind: str = "direct") -> Quote:
    start = made.article.text.index(words)
    return Quote("a", ((start, start + len(words)),), (), (), kind, words, 1.0, "test")


def read(made: Parse, *quotes: Quote) -> DiscourseState:
    """The state after all references were read."""
    state = DiscourseState(made, quotes)
    for reference in state.references:
        state.read(reference)
    return state


def salience(state: DiscourseState, name: str) -> float:
    entity = next(e for e in state.coreference.entities if e.name == name)
    return state.coreference.salience(entity, state.step(0))


MAIN = "Ann|PROPN|nsubj|3 Roe|PROPN|flat|1 spoke|VERB|root|0 .|PUNCT"
CLAUSE = (
    "Rain|NOUN|nsubj|2 fell|VERB|root|0 when|SCONJ|mark|6 Ann|PROPN|nsubj|6 Roe|PROPN|flat|4 "
    "spoke|VERB|advcl|2 .|PUNCT"
)
OBJECT = "Rain|NOUN|nsubj|2 hit|VERB|root|0 Ann|PROPN|obj|2 Roe|PROPN|flat|3 .|PUNCT"
ACTING = (
    "Rain|NOUN|nsubj|2 hit|VERB|root|0 Ann|PROPN|obj|2 Roe|PROPN|flat|3 who|PRON|nsubj|6 "
    "spoke|VERB|acl|3 .|PUNCT"
)


@pytest.mark.parametrize(
    ("specification", "weight"), [(MAIN, 1.3), (CLAUSE, 0.8), (ACTING, 0.8), (OBJECT, 0.6)]
)
def test_weight_of_a_mention(specification: str, weight: float) -> None:
    """The subject of a sentence counts most, then that of a clause, then everybody else."""
    assert salience(read(parse(specification)), "Ann Roe") == pytest.approx(weight)


def test_weight_of_a_mention_in_a_quotation() -> None:
    """A mention in somebody's direct speech counts less."""
    made = parse(MAIN)
    state = read(made, quotation(made, "Ann Roe spoke ."))
    assert salience(state, "Ann Roe") == pytest.approx(1.3 * 0.4)


def test_weight_of_a_speaker() -> None:
    """Whoever speaks becomes more salient than any subject."""
    made = parse(MAIN)
    said = quotation(made, "spoke")
    state = DiscourseState(made, [said])
    ann = state.coreference.entities[0]
    state.assign(SpeakerAssignment(said, Antecedent(ann, 0.9, "test")))
    assert salience(state, "Ann Roe") == pytest.approx(1.5)


def test_quoted_sentences_put_no_distance_between_mentions() -> None:
    """A sentence that is a direct quotation is no step."""
    made = parse(MAIN, "It|PRON leaks|VERB .|PUNCT", "Rain|NOUN fell|VERB .|PUNCT")
    quoted = quotation(made, "It leaks .")
    last = made.article.text.index("Rain")
    assert read(made).step(last) == 3
    assert read(made, quoted).step(last) == 2


def test_a_predicate_describes_its_subject() -> None:
    """`Ann Roe is a lawyer`: the lawyer is Ann Roe."""
    made = parse("Ann|PROPN|nsubj|5 Roe|PROPN|flat|1 is|AUX|cop|5 a|DET|det|5 lawyer|NOUN|root|0")
    state = read(made)
    lawyer = next(r for r in state.references if r.form == "role")
    found = state.role(lawyer)
    assert found is not None and (found.entity.name, found.score) == ("Ann Roe", 0.85)
    assert "lawyer" in found.entity.role_words


def test_names_joined_by_and_are_a_group() -> None:
    """`Ann Roe and Tom Boggs` are a group as well as two people."""
    made = parse("Ann|PROPN Roe|PROPN and|CCONJ Tom|PROPN Boggs|PROPN spoke|VERB .|PUNCT")
    recent = read(made).coreference.recent(0)
    assert {e.name for e in recent} == {"Ann Roe", "Tom Boggs", "Ann Roe and Tom Boggs"}
    group: Entity = next(e for e in recent if e.kind == "group")
    assert group.plural
