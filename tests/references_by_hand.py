"""References written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quotetrack.language.normalize import bare
from quotetrack.speakers.references import Reference


def reference(form: str, start: int, text: str, **fields: Any) -> Reference:
    """A reference of one sentence and paragraph; its head is its last word."""
    end = start + len(text)
    made = Reference(form, start, end, text, bare(text.split()[-1]), 0, 0, False)
    return replace(made, **{"outer": (start, end), **fields})


def name(start: int, text: str, evidence: float = 5.0, **fields: Any) -> Reference:
    """A name, a person's unless the evidence says otherwise."""
    return reference("name", start, text, evidence=evidence, **fields)


def role(start: int, text: str, *modifiers: str, **fields: Any) -> Reference:
    """A role, definite unless told otherwise."""
    fields = {"definite": True, "evidence": 1.0, "modifiers": frozenset(modifiers), **fields}
    return reference("role", start, text, **fields)
