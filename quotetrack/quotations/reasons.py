"""The prose of a quotation's `reason`, rendered from its construction and the words that show it.

It is for people only: code reads `Quote.construction`, `Quote.continues` and `Quote.nested`.
"""

from __future__ import annotations

from quotetrack.records import Construction

_SENTENCES = {
    Construction.BESIDE: "beside {shown}",
    Construction.SPEECH_NOUN: "speech noun: {shown}",
    Construction.CONTINUED: "continued: the speaker goes on",
    Construction.PULL_QUOTE: "pull-quote: repeats a quotation of the article",
    Construction.TAGGER: "tagger: {shown}",
}


def reason(construction: Construction, shown: str = "") -> str:
    """How a quotation was recognised, in words: `clause after said`, `beside called`.

    `shown` is the words that show the construction: the verb, the noun or the cue; it may be empty.
    """
    default = "{construction} after {shown}" if shown else "{construction}"
    sentence = _SENTENCES.get(construction, default)
    if not shown:
        sentence = sentence.removesuffix(": {shown}").removesuffix(" {shown}")
    return sentence.format(construction=construction.value, shown=shown)


def within_another(reason: str) -> str:
    """The reason of a quotation that is reported within another one."""
    return f"within another: {reason}"
