"""Pull-quotes: display text that repeats a quotation of its own article, without marks and often with the name run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotetrack.language.normalize import words
from quotetrack.quotations.reasons import reason
from quotetrack.records import Construction, Parse, Quote, Span

CROSSHEAD = 2  # words that a line in marks must repeat to be one
PULLED = 6  # words that a stretch must repeat to be a pull-quote
LONGEST = 80  # words of a quotation that display text may repeat
MANY = 200  # quotations of one article that are looked for


def pull_quotes(parse: Parse, found: Sequence[Quote]) -> Iterator[Quote]:
    """Stretches without marks that repeat a direct quotation of the article, as display text does; the name after it is the source."""
    text, prose = parse.article.text, parse.article.paragraphs
    taken = bytearray(len(text))
    for start, end in (s for q in found for s in q.content):
        taken[start:end] = b"\1" * (end - start)
    looked_for: set[tuple[str, ...]] = set()
    for quote in found[:MANY]:
        for span in quote.content if quote.kind == "direct" else ():
            said = words(text[span[0] : span[1]])
            if not PULLED <= len(said) <= LONGEST or tuple(said) in looked_for:
                continue
            looked_for.add(tuple(said))
            for match in re.finditer(r"[\W_]+".join(map(_loosely, said)), text, re.IGNORECASE):
                place = match.span()
                within = next((p for p in prose if p[0] <= place[0] and place[1] <= p[1]), None)
                if within is None or any(taken[slice(*place)]):
                    continue
                taken[slice(*place)] = b"\1" * (place[1] - place[0])
                yield Quote(
                    parse.article.id,
                    (place,),
                    (),
                    _name_after(text, place[1], prose, quote),
                    "direct",
                    match.group(),
                    0.7,
                    reason(Construction.PULL_QUOTE),
                    construction=Construction.PULL_QUOTE,
                )


def crossheads(parse: Parse, found: Sequence[Quote]) -> Iterator[Quote]:
    """The quotations; a line of its own in marks, whose words a quotation of the article has, gets the source of that one."""
    text = parse.article.text
    alone = {q.content for q in found if not q.source and q.kind == "direct" and _alone(text, q)}
    named = [(f" {' '.join(words(q.text))} ", q) for q in found[:MANY] if q.source] if alone else []
    for quote in found:
        said = words(quote.text) if quote.content in alone else []
        known = next(
            (q for other, q in named if len(said) >= CROSSHEAD and f" {' '.join(said)} " in other),
            None,
        )
        if known is None:
            yield quote
            continue
        yield replace(
            quote,
            source=known.source,
            score=0.7,
            reason=reason(Construction.PULL_QUOTE),
            construction=Construction.PULL_QUOTE,
            continues=False,
        )


def _alone(text: str, quote: Quote) -> bool:
    """True if a short quotation is the whole of its line."""
    start, end = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
    if quote.start - start > 5 or (end if end >= 0 else len(text)) - quote.end > 5:
        return False
    return (
        not words(text[start : quote.start] + text[quote.end : end if end >= 0 else None])
        and len(words(quote.text)) <= LONGEST
    )


def _loosely(word: str) -> str:
    """A pattern for a folded word with any apostrophe and dash."""
    return re.escape(word).replace("'", "['’]").replace(r"\-", "[-‐‑–]")


def _name_after(text: str, at: int, prose: Sequence[Span], quote: Quote) -> tuple[Span, ...]:
    """Right after a pull-quote, the run of words that also stand in the source of the quotation it repeats."""
    known = {w for s, e in quote.source for w in words(text[s:e])}
    block = next((p for p in prose if p[1] > at + 1), (at, at))
    match = re.match(r"[\s\"'”’–—-]*((?:[A-Z][\w'’.-]*\s?){1,5})", text[at : block[1]][:80])
    if not match or not known:
        return ()
    start, end = at + match.start(1), at + match.start(1)
    for word in re.finditer(r"[\w'’.-]+", match.group(1)):
        if not set(words(word.group())) <= known:
            break
        end = at + match.start(1) + word.end()
    return ((start, end),) if end > start else ()
