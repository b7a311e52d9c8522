"""What changed about the attribution: the speaker, title, affiliation, direct or indirect."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.language.titles import rank_words
from quotetrack.language.tokens import forms
from quotetrack.linking import alignment
from quotetrack.records import Change, SpeakerAgreement, Version


def attribution_changes(a: Version, b: Version, agreement: SpeakerAgreement) -> Iterator[Change]:
    """The changes of speaker, title and affiliation, and from direct to indirect speech or back."""
    if agreement == SpeakerAgreement.OTHER:
        yield Change("speaker", a.name or "", b.name or "", True)
    else:
        title = _title_change(a, b)
        if title:
            yield title
        yield from _descriptor_changes(a, b, bool(title))
    if (a.kind == "direct") != (b.kind == "direct"):
        yield Change("indirect", a.kind, b.kind)


def _descriptor_changes(a: Version, b: Version, title_changed: bool) -> Iterator[Change]:
    """The changes of affiliation in the descriptors, and of title unless it is known already."""
    if not a.descriptor or not b.descriptor:
        return
    for change in alignment.changes(a.descriptor, b.descriptor):
        if change.kind == "affiliation" or (change.kind == "title" and not title_changed):
            yield change


def _title_change(a: Version, b: Version) -> Change | None:
    """A title that one article prints with the name and the other neither there nor behind it."""
    if not a.source_text or not b.source_text:
        return None
    ranks = rank_words()
    before, after = _name_with_title(a.source_text), _name_with_title(b.source_text)
    one, other = {*forms(before)}, {*forms(after)}
    all_of_a = one | {*forms(a.descriptor or "")}
    all_of_b = other | {*forms(b.descriptor or "")}
    same_name = bool((one & other) - ranks)
    dropped = bool((one & ranks) - all_of_b or (other & ranks) - all_of_a)
    return Change("title", before, after) if same_name and dropped else None


def _name_with_title(printed: str) -> str:
    """The name with its title, without the apposition that follows."""
    return " ".join(printed.split(",")[0].split())
