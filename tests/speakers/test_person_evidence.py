"""person_evidence: what speaks for a person and what against one."""

from __future__ import annotations

from typing import Any

import pytest

from quotetrack.language.names import Name
from quotetrack.records import Token
from quotetrack.speakers.person_evidence import person_evidence


def evidence(
    name: str,
    title: str = "",
    suffix: str = "",
    entity: str = "O",
    after: str = "",
    after_the: bool = False,
) -> float:
    token = Token(1, 0, 1, "x", "x", "PROPN", "NNP", "_", 0, "root", entity)
    found = person_evidence(Name(title, tuple(name.split()), suffix), token, after, after_the)
    return round(found, 6)


@pytest.mark.parametrize(
    ("name", "signs", "expected"),
    [
        ("zed", {}, 0.0),
        ("zed", {"title": "Senator"}, 3.0),
        ("zed", {"suffix": "Jr."}, 3.0),
        ("zed", {"entity": "S-PERSON"}, 3.0),
        ("zed", {"entity": "S-ORG"}, -3.0),
        ("zed", {"after": "a lawyer"}, 2.0),
        ("zed", {"after": "40"}, 2.0),
        ("zed", {"after": "who pays"}, 2.0),
        ("zed", {"after": "R-Ohio"}, 2.0),
        ("zed", {"after": "the day of the lawyer"}, 0.0),
        ("Ann", {}, 0.5),
        ("Ann zed", {}, 2.0),
        ("Ann Zed", {}, 2.6),
        ("Zed Zod Zad", {}, 0.6),
        ("Zed Zod Zad Zud", {}, 0.0),
        ("Ann M. Zed", {}, 4.1),
        ("Park Chul Soo", {}, 2.6),
        ("zed board", {}, -4.0),
        ("Ann church", {}, 2.0 - 1.0),
        ("board zed", {}, -1.5),
        ("ohio", {}, -5.0),
        ("danish", {}, -5.0),
        ("ABCDEF", {}, -2.0),
        ("ABCDEFG", {}, 0.0),
        ("BuzzWord", {}, -4.0),
        ("MacKay", {}, 0.0),
        ("zed", {"after_the": True}, -2.0),
        ("zed", {"title": "Senator", "after_the": True}, 3.0),
    ],
)
def test_evidence(name: str, signs: dict[str, Any], expected: float) -> None:
    """Each sign has its weight."""
    assert evidence(name, **signs) == expected
