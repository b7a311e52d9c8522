"""Pull-quotes and crossheads: display text that repeats a quotation of its own article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotetrack.language.normalize import words
from quotetrack.quotations.quote_fields import reason
from quotetrack.records import Construction, Parse, Quote, Span

SHORTEST_CROSSHEAD = 2  # words that a line in marks must repeat; set by hand
SHORTEST = 6  # words that a span without marks must repeat; set by hand
LONGEST = 80  # words of a quotation that display text may repeat; set by hand
MANY = 200  # quotations of one article that are looked for: each is searched in the whole text
SCORE = 0.7  # set by hand
LABEL_ROOM = 5  # characters around a crosshead that may be no words: marks, a bullet
NAME = re.compile(r"[\s\"'”’–—-]*((?:[A-Z][\w'’.-]*\s?){1,5})")
NAME_ROOM = 80  # characters in which the name after a pull-quote is looked for
WORD = re.compile(r"[\w'’.-]+")


def pull_quotes(parse: Parse, found: Sequence[Quote]) -> Iterator[Quote]:
    """Spans without marks that repeat a direct quotation, as display text does.

    The name that follows is the source.
    """
    text, prose = parse.article.text, parse.article.paragraphs
    taken = bytearray(len(text))
    for quote in found:
        for span in quote.content:
            _take(taken, span)
    for quote, said in _repeatable(text, found):
        pattern = r"[\W_]+".join(map(_loosely, said))
        for match in re.finditer(pattern, text, re.IGNORECASE):
            start, end = place = match.span()
            in_prose = any(p[0] <= start and end <= p[1] for p in prose)
            if not in_prose or any(taken[start:end]):
                continue
            _take(taken, place)
            source = _name_after(text, end, prose, quote)
            yield _pull_quote(parse.article.id, place, source, match.group())


def _take(taken: bytearray, span: Span) -> None:
    taken[slice(*span)] = b"\1" * (span[1] - span[0])


def _repeatable(text: str, found: Sequence[Quote]) -> Iterator[tuple[Quote, tuple[str, ...]]]:
    """The direct quotations that display text may repeat, each wording once, with its words."""
    seen: set[tuple[str, ...]] = set()
    for quote in found[:MANY]:
        for start, end in quote.content if quote.kind == "direct" else ():
            said = tuple(words(text[start:end]))
            if SHORTEST <= len(said) <= LONGEST and said not in seen:
                seen.add(said)
                yield quote, said


def _pull_quote(article_id: str, place: Span, source: tuple[Span, ...], text: str) -> Quote:
    return Quote(
        article_id,
        (place,),
        (),
        source,
        "direct",
        text,
        SCORE,
        reason(Construction.PULL_QUOTE),
        construction=Construction.PULL_QUOTE,
    )


def with_crossheads(parse: Parse, found: Sequence[Quote]) -> Iterator[Quote]:
    """The quotations, those that are crossheads with their source.

    A crosshead is a line of its own in marks whose words are part of a quotation of the article;
    the source is that quotation's.
    """
    text = parse.article.text
    alone = {q.content for q in found if not q.source and q.kind == "direct" and _is_line(text, q)}
    named = [(f" {' '.join(words(q.text))} ", q) for q in found[:MANY] if q.source] if alone else []
    for quote in found:
        said = words(quote.text) if quote.content in alone else []
        wording = f" {' '.join(said)} "
        repeated = (other for text_of_other, other in named if wording in text_of_other)
        known = next(repeated, None) if len(said) >= SHORTEST_CROSSHEAD else None
        yield _crosshead(quote, known.source) if known else quote


def _crosshead(quote: Quote, source: tuple[Span, ...]) -> Quote:
    construction = Construction.PULL_QUOTE
    return replace(
        quote,
        source=source,
        score=SCORE,
        reason=reason(construction),
        construction=construction,
        continues=False,
    )


def _is_line(text: str, quote: Quote) -> bool:
    """True if a quotation is the whole of its line."""
    start, end = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
    end = end if end >= 0 else len(text)
    if quote.start - start > LABEL_ROOM or end - quote.end > LABEL_ROOM:
        return False
    around = text[start : quote.start] + text[quote.end : end]
    return not words(around) and len(words(quote.text)) <= LONGEST


def _loosely(word: str) -> str:
    """A pattern for a folded word with any apostrophe and dash."""
    return re.escape(word).replace("'", "['’]").replace(r"\-", "[-‐‑–]")


def _name_after(text: str, at: int, prose: Sequence[Span], quote: Quote) -> tuple[Span, ...]:
    """The words right behind a pull-quote that also stand in the source of what it repeats."""
    known = {word for start, end in quote.source for word in words(text[start:end])}
    block = next((p for p in prose if p[1] > at + 1), (at, at))
    match = NAME.match(text[at : block[1]][:NAME_ROOM])
    if not match or not known:
        return ()
    start = end = at + match.start(1)
    for word in WORD.finditer(match.group(1)):
        if not set(words(word.group())) <= known:
            break
        end = start + word.end()
    return ((start, end),) if end > start else ()
