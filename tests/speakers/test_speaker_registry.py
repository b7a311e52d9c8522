"""speaker_registry: everybody known so far, article after article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_pairs import ORGANISATION, PERSON

from quotetrack.records import Mention, Speaker
from quotetrack.speakers.entity_resolution import resolve_mentions
from quotetrack.speakers.name_matching import blocking_keys
from quotetrack.speakers.speaker_registry import SpeakerRegistry

NAMES = st.sampled_from(
    [
        ("Ana Ruiz", PERSON),
        ("Ana M. Ruiz", PERSON),
        ("A. Ruiz", PERSON),
        ("Ruiz", PERSON),
        ("Dr Ana Ruiz", PERSON),
        ("George W. Lane", PERSON),
        ("George H. W. Lane", PERSON),
        ("George Lane", PERSON),
        ("Lane Group", ORGANISATION),
        ("The Lane Group", ORGANISATION),
        ("Lane Grupp", ORGANISATION),
        ("Ana Ruiz", ORGANISATION),
        ("a farmer", "unnamed"),
        ("farmers", "group"),
        (None, "unknown"),
        ("Harbour Bank", ORGANISATION),
        ("Park Chul Soo", PERSON),
    ]
)


@given(st.lists(st.lists(NAMES, max_size=5), max_size=6), st.integers(0, 6))
def test_a_registry_gives_what_looking_up_gives(
    articles: list[list[tuple[str | None, str]]], stored: int
) -> None:
    """A registry names the speakers that `resolve_mentions` names, stored ones included."""
    known: dict[str, Speaker] = {}
    found_by: dict[str, set[str]] = {}
    registry = None
    for number, names in enumerate(articles):
        if number == min(stored, len(articles)):
            before = {key: [known[one] for one in ids] for key, ids in found_by.items()}
            registry = SpeakerRegistry(
                lambda wanted, held=before: [
                    (key, speaker) for key in wanted for speaker in held.get(key, ())
                ]
            )
        mentions = [
            Mention(f"{number}:{place}", f"a{number}", name, kind)
            for place, (name, kind) in enumerate(names)
        ]
        near = {
            one
            for m in mentions
            if m.name
            for key in blocking_keys(m.name)
            for one in found_by.get(key, ())
        }
        expected = resolve_mentions(mentions, [known[one] for one in sorted(near)])
        if registry:
            assert registry.resolve(mentions) == expected
        for m in mentions:
            if (speaker := expected.get(m.quote_id)) and speaker.article_id is None:
                known[speaker.id] = speaker
                for key in blocking_keys(speaker.name) | blocking_keys(m.name or ""):
                    found_by.setdefault(key, set()).add(speaker.id)


def test_a_registry_looks_up_once() -> None:
    """What was looked up is remembered."""
    asked: list[set[str]] = []

    def find(keys: set[str]) -> list[tuple[str, Speaker]]:
        asked.append(set(keys))
        return []

    registry = SpeakerRegistry(find)
    for number in range(3):
        registry.resolve([Mention(f"q{number}", f"a{number}", "Ana Ruiz", PERSON)])
    assert len(asked) == 1


@pytest.mark.parametrize(("capacity", "full"), [(1, True), (100, False)])
def test_memory_is_bounded(capacity: int, full: bool) -> None:
    """A registry that remembers more than its capacity says so."""
    registry = SpeakerRegistry(lambda keys: [], capacity)
    registry.resolve([Mention("q", "a", "Ana Ruiz", PERSON)])
    assert registry.is_full() is full
