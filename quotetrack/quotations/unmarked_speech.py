"""Speech that the layout sets off, not quotation marks.

Lines of an interview have the same names before colons again and again; posts have a handle and a
date behind them; a block quotation follows a colon; and in headlines a colon stands for the verb
(`Mayor: City is broke`, `City is broke: study`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from quotetrack.language.lexicon import table
from quotetrack.language.lexicon import words as entries
from quotetrack.language.normalize import words
from quotetrack.language.quotation_marks import QuotedSpan
from quotetrack.quotations.reporting_clauses import Report
from quotetrack.quotations.source_phrases import speaking_nouns
from quotetrack.records import Construction, Sentence, Span

LONGEST_POST = 2_000  # characters of a paragraph that may be a post; longer ones are slow to match
LONGEST_HEADLINE = 30  # words; set by hand
LONGEST_NAME = 5  # words of the name in a headline; set by hand
FEWEST_SAID = 3  # words that a headline must report; set by hand
HEADLINE_SCORE = 0.7  # set by hand

HANDLE = re.compile(r"@\w+$")
QUOTED_LINE = re.compile(r"\s*>\s?")
NAME_FIRST = re.compile(r"\s*([^:]{2,60}?)\s?:\s+(?=\S)")
NAME_LAST = re.compile(r":\s+([^:,]{2,60}?)\s*[.]?\s*$")
WORD = re.compile(r"[\w.'’-]+")


def _name_pattern() -> str:
    """A pattern for a name of up to five words, or a handle and more."""
    particles = "|".join(sorted(entries("label_particles")))
    return rf"(?:[A-Z][\w.'’-]*|@\w+)(?: (?:[A-Z][\w.'’-]*|{particles}|the)){{0,4}}"


@cache
def _line_pattern() -> re.Pattern[str]:
    """A line of an interview up to its words: `Q.`, `Ann Roe (mayor):`."""
    return re.compile(
        rf"[>•*\-–\s]*(?:(Q|A)[.:]|({_name_pattern()}(?: \([^()]{{1,40}}\))?)\s?:)[ \t]+(?=[^\s])"
    )


@cache
def _post_pattern() -> re.Pattern[str]:
    """A post with the name, handle and date behind it."""
    return re.compile(
        r"\s*(?:<[^>]*>)?(?P<text>.*?\S)(?:\s+\S+\.\S+/\S*)*\s*"
        rf"(?:—|–|--)\s?{_name_pattern()}\s\(@\w+\)\s+[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}}",
        re.DOTALL,
    )


# ---- interviews, posts, block quotations
def conversation(text: str, paragraphs: Sequence[Span]) -> dict[int, QuotedSpan]:
    """What is said in each line of an interview, by the number of its paragraph.

    Empty where names before colons do not come back.
    """
    pattern = _line_pattern()
    matches = ((number, pattern.match(text, *span)) for number, span in enumerate(paragraphs))
    lines = {number: match for number, match in matches if match}
    return {
        number: _set_off(text, lines[number].end(), paragraphs[number][1])
        for number in _lines_of_conversation(lines)
        if lines[number].end() < paragraphs[number][1]
    }


def _lines_of_conversation(lines: dict[int, re.Match[str]]) -> list[int]:
    """The numbers of those lines that belong to a conversation, in order."""
    labels = {number: _label(line) for number, line in lines.items()}
    counts = Counter(labels.values())
    roles = {_role(label) for label in counts}
    asked = "question" in roles and "answer" in roles
    talkers = {label for label in counts if label not in entries("calendar")}
    talk = len(talkers) > 1 and any(counts[label] > 1 for label in talkers)
    return [
        number
        for number, label in labels.items()
        if HANDLE.match(label)
        or (asked and _role(label))
        or (talk and label in talkers and _has_neighbour(number, labels))
    ]


def _label(line: re.Match[str]) -> str:
    return str(line.group(1) or line.group(2)).lower()


def _role(label: str) -> str:
    return table("interview_labels").get(label, "")


def _has_neighbour(number: int, labels: dict[int, str]) -> bool:
    """True if a line of another speaker stands right before or behind."""
    return any(labels.get(n, labels[number]) != labels[number] for n in (number - 1, number + 1))


def post(text: str, paragraph: Span) -> QuotedSpan | None:
    """The words of a post that is shown in an article, None if the paragraph is none."""
    if paragraph[1] - paragraph[0] > LONGEST_POST or "(@" not in text[slice(*paragraph)]:
        return None
    found = _post_pattern().match(text, *paragraph)
    return _set_off(text, *found.span("text")) if found else None


def block(text: str, paragraph: Span) -> QuotedSpan | None:
    """A whole paragraph as what was said, without `>` at its head; None if it has no words."""
    if not words(text[slice(*paragraph)]):
        return None
    sign = QUOTED_LINE.match(text, *paragraph)
    return _set_off(text, sign.end() if sign else paragraph[0], paragraph[1])


def is_quoted_line(text: str, paragraph: Span) -> bool:
    """True for a line that begins with >, as the lines of a block quotation do."""
    return bool(QUOTED_LINE.match(text, *paragraph))


def _set_off(text: str, start: int, end: int) -> QuotedSpan:
    """The words from start to end, without spaces at their end and marks around all of them."""
    while end > start and text[end - 1].isspace():
        end -= 1
    around = text[start : start + 1] in tuple('“"‘«„') and text[end - 1 : end] in tuple('”"’»“')
    return QuotedSpan(start, end, (start + 1, end - 1) if around else (start, end), "", True)


# ---- headlines
def headline(text: str, paragraph: Span, sentences: Sequence[Sentence]) -> Report | None:
    """The report that an article's first paragraph makes with a colon, None if it makes none."""
    title = text[slice(*paragraph)]
    if "\n" in title.strip() or not FEWEST_SAID < len(words(title)) <= LONGEST_HEADLINE:
        return None
    first = NAME_FIRST.match(text, *paragraph)
    if first and _is_name(text, first.span(1), paragraph[1]):
        said = (first.end(), paragraph[1])
        if _is_statement(sentences, said):
            return _by_colon(first.span(1), first.end(1), said, paragraph)
    last = NAME_LAST.search(text, *paragraph)
    if last and _is_speaking_noun(last.group(1)):
        said = (paragraph[0], last.start())
        if _is_statement(sentences, said):
            return _by_colon(last.span(1), last.start(), said, paragraph)
    return None


def _by_colon(source: Span, colon: int, said: Span, paragraph: Span) -> Report:
    cue = (colon, colon + 1)
    construction = Construction.HEADLINE
    return Report((cue,), (source,), (said,), construction, "", HEADLINE_SCORE, paragraph)


def _is_name(text: str, span: Span, behind: int) -> bool:
    """True for a noun that can say something, and for a name that stands in the article again."""
    label = text[slice(*span)]
    parts = WORD.findall(label)
    if not parts or len(parts) > LONGEST_NAME:
        return False
    if _is_speaking_noun(label):
        return True
    small = entries("particles") | entries("headline_name_words")
    if not all(part[:1].isupper() or part.lower() in small for part in parts):
        return False
    within_sentence = rf"(?<![.!?\n“\"] )(?<!\n)\b{re.escape(parts[-1])}\b"
    return bool(re.search(within_sentence, text[behind:]))


def _is_speaking_noun(label: str) -> bool:
    """True if the last word is a noun for who or what can say something: `New report`, `Mayor`."""
    parts = words(label)
    return bool(parts) and len(parts) <= LONGEST_NAME and parts[-1] in speaking_nouns()


def _is_statement(sentences: Sequence[Sentence], span: Span) -> bool:
    """True if the span has a verb and a few words."""
    tokens = [t for s in sentences for t in s.tokens if span[0] <= t.start and t.end <= span[1]]
    long_enough = sum(t.upos != "PUNCT" for t in tokens) >= FEWEST_SAID
    return long_enough and any(t.upos in ("VERB", "AUX") for t in tokens)
