"""Where template code, leftover HTML, style sheets and scripts are in a text, in linear time."""

import re
from collections.abc import Iterable, Iterator

from quotetrack.language.lexicon import words
from quotetrack.records import Span

# opener, closer, and the most characters between them: without its closer, an opener must not
# swallow an article
TEMPLATES = (
    ("{%", "%}", 500),
    ("{{", "}}", 500),
    ("<%", "%>", 500),
    ("<!--", "-->", 5000),
    ("<![CDATA[", "]]>", 5000),
)
ELEMENT = re.compile(r"<(script|style|noscript|svg)\b", re.IGNORECASE)
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})(?=[\s/>])[^<>]{0,1500}>")
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
WORD = re.compile(r"[^\W\d_]{2,}")
CODE_LINE = re.compile(
    r"""(?:
    [\w.\#@*:\[-][^\u201c\u201d]*\{                # .name {   function f() {
    |\}[\s})\];,]*                                 # }   });
    |[a-z-]+\s?:\s?[^.!?"\u201c\u201d]{1,80};       # width:100%;
    |(?:(?:var|let|const|function|return|window|document|googletag)\b
       |if\s?\(|for\s?\(|\$\()[^\u201c\u201d]*[;{}]  # var a = 1;
    )$""",
    re.VERBOSE,
)
JOIN_WITHIN = 200  # characters between two spans of code with nothing but blanks between them
CODE_LINE_LIMIT = 400  # characters of a line of a style sheet or script


def code_spans(text: str) -> list[Span]:
    """The spans of template code and markup, in order and apart; whole lines if they are all code.

    Inline tags (<em>, <a>) inside prose are left alone: cutting there would split a sentence.
    """
    templates = merged(_templates(text))
    tags = [(m.start(), m.end(), m[1].lower()) for m in TAG.finditer(_masked(text, templates))]
    everything = merged(templates + [(start, end) for start, end, _ in tags])
    blocks = merged(
        templates + [(start, end) for start, end, name in tags if name not in words("inline_tags")]
    )
    return _blocks(text, merged(blocks + list(_code_lines(text, everything))))


def _blocks(text: str, spans: list[Span]) -> list[Span]:
    """The spans, joined where nothing but blanks lies between them."""
    out: list[Span] = []
    for start, end in spans:
        if out and start - out[-1][1] < JOIN_WITHIN and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _masked(text: str, templates: list[Span]) -> str:
    """The text with its template code blanked out, so that a tag with code inside is one tag."""
    edges = [0, *(edge for span in templates for edge in span), len(text)]
    kept = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    blanks = ["x" + " " * (end - start - 1) for start, end in templates] + [""]
    return "".join(part for pair in zip(kept, blanks, strict=True) for part in pair)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, joined where they touch or overlap."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _templates(text: str) -> Iterator[Span]:
    for opener, closer, limit in TEMPLATES:
        yield from _between(text, opener, closer, limit)
    yield from _elements(text)


def _between(text: str, opener: str, closer: str, limit: int) -> Iterator[Span]:
    start, close = text.find(opener), -1
    while start >= 0:
        inside = start + len(opener)
        if close < inside:
            close = text.find(closer, inside)
            if close < 0:
                return
        if close - inside > limit:
            start = text.find(opener, inside)
            continue
        yield start, close + len(closer)
        start = text.find(opener, close + len(closer))


def _elements(text: str) -> Iterator[Span]:
    ends: dict[str, int] = {}  # the end of the next end tag of each name
    past = 0
    for opening in ELEMENT.finditer(text):
        name = opening[1].lower()
        if opening.start() < past:
            continue
        if ends.get(name, -1) < opening.end():
            closing = re.compile(rf"</{name}\s?>", re.IGNORECASE).search(text, opening.end())
            ends[name] = closing.end() if closing else len(text) + 1
        if ends[name] <= len(text):
            past = ends[name]
            yield opening.start(), past


def _code_lines(text: str, spans: list[Span]) -> Iterator[Span]:
    """Lines without words besides code, and lines of style sheets and scripts."""
    at = 0
    for line in LINE.finditer(text):
        start, end = line.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        inside = _overlaps(spans, at, start, end)
        all_code = bool(inside) and not _has_words(text, start, end, inside)
        short = end - start <= CODE_LINE_LIMIT
        if all_code or (short and CODE_LINE.match(line[0].strip())):
            yield start, end


def _overlaps(spans: list[Span], at: int, start: int, end: int) -> list[Span]:
    out = []
    while at < len(spans) and spans[at][0] < end:
        out.append((max(start, spans[at][0]), min(end, spans[at][1])))
        at += 1
    return out


def _has_words(text: str, start: int, end: int, code: list[Span]) -> bool:
    edges = [start, *(edge for span in code for edge in span), end]
    rest = " ".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return bool(WORD.search(ENTITY.sub(" ", rest)))
