"""The fields of a quotation that follow from the others: its kind and its reason.

The reason is prose for people, rendered here and nowhere else. Code reads `Quote.construction`,
`Quote.continues` and `Quote.nested`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.records import Construction, Quote, Span
from quotetrack.spans import overlap, size

UNQUOTED = 2  # characters of a direct quotation that may stand outside its marks: a comma, a space

_PROSE = {
    Construction.BESIDE: "beside {shown}",
    Construction.SPEECH_NOUN: "speech noun: {shown}",
    Construction.CONTINUED: "continued: the speaker goes on",
    Construction.PULL_QUOTE: "pull-quote: repeats a quotation of the article",
    Construction.TAGGER: "tagger: {shown}",
}


def kind_of(content: Sequence[Span], marks: Iterable[QuotedSpan]) -> str:
    """Direct, mixed or indirect, by how much of the content stands between quotation marks."""
    quoted = sum(overlap(span, (m.start, m.end)) for span in content for m in marks)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= size(content) - UNQUOTED else "mixed"


def reason(construction: Construction, shown: str = "") -> str:
    """How a quotation was recognised, in words: `clause after said`, `beside called`.

    `shown` is the words that show the construction: the verb, the noun or the cue; it may be empty.
    """
    if not shown:
        prose = _PROSE.get(construction, construction.value)
        return prose.removesuffix(" {shown}").removesuffix(":")
    prose = _PROSE.get(construction, "{construction} after {shown}")
    return prose.format(construction=construction.value, shown=shown)


def continuing(quote: Quote) -> Quote:
    """The quotation as one whose speaker goes on from the quotation before it."""
    construction = Construction.CONTINUED
    return replace(quote, reason=reason(construction), construction=construction, continues=True)


def nested(quote: Quote) -> Quote:
    """The quotation as one that is reported within another quotation."""
    return replace(quote, reason=f"within another: {quote.reason}", nested=True)
