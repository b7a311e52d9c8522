"""Reports of headlines, where a colon stands for the verb: `Mayor: City is broke`, `City is broke: study`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.language.lexicon import words as entries
from quotetrack.language.normalize import words
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.quotations.source_phrases import speakers
from quotetrack.records import Construction, Sentence, Span

LONGEST = 30  # words of a headline
LONGEST_NAME = 5  # words of the name in it
FEWEST = 3  # words of what it reports
FIRST = re.compile(r"\s*([^:]{2,60}?)\s?:\s+(?=\S)")
LAST = re.compile(r":\s+([^:,]{2,60}?)\s*[.]?\s*$")
WORD = re.compile(r"[\w.'’-]+")


def headline(text: str, paragraph: Span, sentences: Sequence[Sentence]) -> Report | None:
    """The report that an article's first paragraph makes with a colon, None if it is no such headline."""
    if (
        "\n" in text[slice(*paragraph)].strip()
        or not FEWEST < len(words(text[slice(*paragraph)])) <= LONGEST
    ):
        return None
    first, last = FIRST.match(text, *paragraph), LAST.search(text, *paragraph)
    if (
        first
        and _names(text, first.span(1), paragraph[1])
        and _says(sentences, first.end(), paragraph[1])
    ):
        return _report(
            first.span(1),
            first.start(1) + len(first.group(1)),
            (first.end(), paragraph[1]),
            paragraph,
        )
    if last and _document(last.group(1)) and _says(sentences, paragraph[0], last.start()):
        return _report(last.span(1), last.start(), (paragraph[0], last.start()), paragraph)
    return None


def _report(source: Span, colon: int, content: Span, paragraph: Span) -> Report:
    return Report(
        ((colon, colon + 1),), (source,), (content,), Construction.HEADLINE, "", 0.7, paragraph
    )


def _names(text: str, span: Span, behind: int) -> bool:
    """True for a noun for a person, body or document, and for a name that the article has again in other company."""
    label = text[slice(*span)]
    parts = WORD.findall(label)
    if not parts or len(parts) > LONGEST_NAME:
        return False
    if _document(label):
        return True
    capital = all(
        p[:1].isupper() or p.lower() in entries("particles") | {"of", "the"} for p in parts
    )
    return capital and bool(
        re.search(rf"(?<![.!?\n“\"] )(?<!\n)\b{re.escape(parts[-1])}\b", text[behind:])
    )


def _document(label: str) -> bool:
    """True if the last word is a noun for who or what can say something: `Study`, `New report`, `Mayor`."""
    parts = words(label)
    return bool(parts) and len(parts) <= LONGEST_NAME and parts[-1] in speakers()


def _says(sentences: Sequence[Sentence], start: int, end: int) -> bool:
    """True if the stretch has a verb and a few words."""
    tokens = [t for s in sentences for t in s.tokens if start <= t.start and t.end <= end]
    return sum(t.upos != "PUNCT" for t in tokens) >= FEWEST and any(
        t.upos in ("VERB", "AUX") for t in tokens
    )
