"""How often a pronoun or a nominal ("the senator", "his lawyer") is resolved to the right speaker.

    python -m benchmarks.speakers --events EVENTS.jsonl [--part tune] [--errors] [--json]

EVENTS holds the articles of the labels in `data/gold/speakers.jsonl` (BASIL as JSON lines with `id`
and `text`; we may not redistribute the texts). The labels were made by reading. Half of the events
are for tuning, half for testing; errors are shown for the tuning half only.

There are three rows for each half. *road*: the program from raw text on. A labelled quotation is
found if the quotation that overlaps its content most covers half of the shorter of the two, and
accuracy counts those found. *spans given*: labelled contents and sources replace those extracted
in their places, so that only resolution is measured. *nearest name*, the baseline: the last person
that the parser tagged before the source, in the longest form of the article.

A person is correct if the family names are equal after folding and the first names agree, in full
or as initials, where both have one; `in full` counts only the fullest form of the article. An
organisation is correct if it is equal after folding without `the`, begins or ends the other name,
or is its initials; several names are correct if each is. For a speaker without a name, any answer
that names no person or organisation is correct, unless a nominal is left unknown.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quotetrack.language.normalize import fold
from quotetrack.parsing import parsers
from quotetrack.readers.article import lay_out
from quotetrack.records import Article, Attribution, IncomingArticle, Parse, Quote, Span
from quotetrack.speakers import attribute
from quotetrack.tracking import pipeline

GOLD = Path(__file__).parent.parent / "data" / "gold" / "speakers.jsonl"
COLUMNS = ("items", "found", "all", "pronoun", "nominal", "none", "named person", "in full")
_SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$")
_MARKS = "\"“”'‘’"
Answer = Attribution | None


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled quotation.

    names: the names of the speaker, the fullest first, empty if the speaker has none.
    """

    article: str
    part: str
    content: Span
    source: Span | None
    type: str
    kind: str
    names: tuple[str, ...]

    @property
    def named_person(self) -> bool:
        return self.kind == "person"


def items(path: Path = GOLD) -> list[Item]:
    """The labels, in the order of the file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Item(
            r["article"],
            r["part"],
            tuple(r["content"]),
            tuple(r["source"]) if r["source"] else None,
            r["type"],
            r["kind"],
            tuple(filter(None, (r["name"], *r.get("also", ())))),
        )
        for r in rows
    ]


def articles(path: Path, wanted: Iterable[str]) -> Iterator[Article]:
    """The articles of a JSON Lines file that have one of these ids."""
    ids = set(wanted)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in ids:
            yield Article(
                record["id"],
                record["text"],
                record.get("outlet"),
                record.get("date"),
                record.get("title"),
            )


# ---- names
def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person: equal family names, and compatible first names."""
    one, two = (
        _SUFFIX.sub("", fold(name)).replace(".", " ").replace("-", " ").split() for name in (a, b)
    )
    if not one or not two or one[-1] != two[-1]:
        return False
    return (
        min(len(one), len(two)) < 2
        or one[0] == two[0]
        or (1 in (len(one[0]), len(two[0])) and one[0][0] == two[0][0])
    )


def same_organisation(a: str, b: str) -> bool:
    """Whether two names can be one organisation.

    Equal without `the`, one begins or ends the other, or one is the initials of the other.
    """
    short, long = sorted(
        (re.sub(r"[^\w ]", "", fold(name)).removeprefix("the ").split() for name in (a, b)), key=len
    )
    initials = "".join(word[0] for word in long if word not in ("of", "the", "and", "for"))
    return bool(short) and (
        short in (long[: len(short)], long[-len(short) :]) or short == [initials]
    )


def right(item: Item, answer: Answer) -> bool:
    """Whether the answer is the speaker of the label."""
    if answer is None:
        return False
    if not item.names:
        silent = answer.name is None and item.type == "nominal"
        return answer.kind not in ("person", "organisation") and not silent
    given = [
        text
        for text in (answer.name, answer.descriptor if answer.kind == "group" else None)
        if text
    ]
    if item.kind == "person":
        return answer.kind != "group" and any(
            same_person(name, given[0]) for name in item.names if given
        )
    return any(_same_group(name, text) for name in item.names for text in given)


def _same_group(name: str, text: str) -> bool:
    ours, theirs = (re.split(r",? and |, ", side) for side in (name, text))
    if len(ours) == 1:
        return same_organisation(name, text)
    return len(ours) == len(theirs) and all(any(same_person(a, b) for b in theirs) for a in ours)


# ---- answers
def shared(item: Item, quote: Quote) -> int:
    """Characters that the label and a quotation share; 0 if less than half of the shorter one."""
    start, end = item.content
    common = sum(max(0, min(end, e) - max(start, s)) for s, e in quote.content)
    return common if 2 * common >= min(end - start, sum(e - s for s, e in quote.content)) else 0


def from_road(item: Item, pairs: Iterable[tuple[Quote, Attribution]]) -> Answer:
    """The attribution of the quotation that overlaps the label most, None if there is none."""
    fits = [(shared(item, q), -abs(q.start - item.content[0]), a) for q, a in pairs]
    best = max(fits, key=lambda fit: fit[:2], default=(0, 0, None))
    return best[2] if best[0] else None


def with_spans(
    made: Parse, labels: Sequence[Item], quotes: Iterable[Quote]
) -> dict[Item, Attribution]:
    """What resolution says of the labelled spans among the other quotations of the article."""
    given = [_quote(made.article, item) for item in labels]
    taken = [item.content for item in labels]
    others = [replace(q, content=left) for q in quotes if (left := _outside(q.content, taken))]
    found = {a.quote_id: a for a in attribute.attributions(made, [*given, *others])}
    return {item: found[quote.id] for item, quote in zip(labels, given, strict=True)}


def _outside(content: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of a content that overlap none of those taken."""
    return tuple(
        (s, e) for s, e in content if not any(s < end and start < e for start, end in taken)
    )


def _quote(article: Article, item: Item) -> Quote:
    start, end = item.content
    marked = article.text[start - 1 : start] in _MARKS and start > 0
    return Quote(
        article.id,
        (item.content,),
        (),
        (item.source,) if item.source else (),
        "direct" if marked else "indirect",
        article.text[start:end],
        1.0,
        "labelled",
    )


def nearest_name(made: Parse, item: Item) -> Answer:
    """The last person tagged before the source, or before the content if there is none.

    The name is the longest form in the article.
    """
    people = list(_tagged_people(made))
    offset = (item.source or item.content)[0]
    before = [name for end, name in people if end <= offset]
    if not before:
        return None
    full = max((name for _, name in people if name.split()[-1] == before[-1].split()[-1]), key=len)
    return Attribution("", full, "person", None, 0.0, "nearest name")


def _tagged_people(made: Parse) -> Iterator[tuple[int, str]]:
    for sentence in made.sentences:
        start = None
        for token in sentence.tokens:
            place, _, kind = token.entity.partition("-")
            if not kind.lower().startswith("per"):
                continue
            start = token.start if place in "BS" or start is None else start
            if place in "ES":
                yield token.end, " ".join(made.article.text[start : token.end].split())


# ---- figures
class Remembering:
    """A parser that keeps its parses by article, so that all rows share them."""

    def __init__(self, parser: parsers.Parser):
        self.parser, self.parses = parser, dict[str, Parse]()
        self.name, self.version, self.at_once = parser.name, parser.version, parser.at_once

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order."""
        for made in self.parser(articles):
            self.parses[made.article.id] = made
            yield made


def answers(
    parser: parsers.Parser, texts: Iterable[Article], labels: Sequence[Item]
) -> dict[str, dict[Item, Answer]]:
    """The answer to each label, by method."""
    keeper = Remembering(parser)
    found: dict[str, dict[Item, Answer]] = {"road": {}, "spans given": {}, "nearest name": {}}
    for extraction in pipeline.extracted(
        (IncomingArticle(lay_out(a)) for a in texts), keeper, _give_up
    ):
        made = keeper.parses.pop(extraction.article.id)
        own = [item for item in labels if item.article == made.article.id]
        pairs = list(zip(extraction.quotes, extraction.attributions, strict=True))
        found["road"] |= {item: from_road(item, pairs) for item in own}
        found["spans given"] |= with_spans(made, own, extraction.quotes)
        found["nearest name"] |= {item: nearest_name(made, item) for item in own}
    return found


def _give_up(error: Exception) -> None:
    raise SystemExit(f"Error: {error}")


def figures(given: Mapping[Item, Answer]) -> dict[str, float]:
    """Items, share found, and accuracy among those found.

    Accuracy of all, by type, and of people whom the article names.
    """
    found = {item: answer for item, answer in given.items() if answer is not None}
    people = {item: a for item, a in found.items() if item.named_person}
    by_type = {
        t: {item: a for item, a in found.items() if item.type == t}
        for t in ("pronoun", "nominal", "none")
    }
    full = [
        a is not None and right(item, a) and fold(a.name or "") == fold(item.names[0])
        for item, a in people.items()
    ]
    return {
        "items": len(given),
        "found": _per_cent([item in found for item in given]),
        "all": _accuracy(found),
        **{t: _accuracy(part) for t, part in by_type.items()},
        "named person": _accuracy(people),
        "in full": _per_cent(full),
    }


def _accuracy(given: Mapping[Item, Answer]) -> float:
    return _per_cent([right(item, answer) for item, answer in given.items()])


def _per_cent(hits: Sequence[bool]) -> float:
    return round(100 * sum(hits) / len(hits), 1) if hits else 0.0


def measure(
    found: dict[str, dict[Item, Answer]], parts: Sequence[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """The figures by half and method."""
    return {
        part: {
            way: figures({i: a for i, a in given.items() if i.part == part})
            for way, given in found.items()
        }
        for part in parts
    }


def table(result: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """The figures as a Markdown table."""
    rows = [
        f"| {part}, {way} | " + " | ".join(f"{row[c]:g}" for c in COLUMNS) + " |"
        for part, ways in result.items()
        for way, row in ways.items()
    ]
    return ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|", *rows]


def errors(found: dict[str, dict[Item, Answer]], texts: dict[str, str]) -> Iterator[str]:
    """A line for each wrong answer in the tuning half: the words, the answer and its reason."""
    for way in ("road", "spans given"):
        for item, answer in found[way].items():
            if item.part == "tune" and not (answer and right(item, answer)):
                yield f"{way}: {_line(item, answer, texts[item.article])}"


def _line(item: Item, answer: Answer, text: str) -> str:
    words = " ".join(text[item.content[0] : item.content[1]].split())[:50]
    source = text[item.source[0] : item.source[1]] if item.source else "-"
    said = f"{answer.name} ({answer.reason})" if answer else "not found"
    name = item.names[0] if item.names else "nobody named"
    return f"{item.article}:{item.content[0]} [{source}] {words!r}: {name}, not {said}"


def main() -> None:
    """Entry point of `python -m benchmarks.speakers`."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--events", type=Path, required=True, help="JSON Lines file with the articles of the labels"
    )
    options.add_argument("--part", choices=("tune", "test"), help="one half only")
    options.add_argument("--parser", default="quotetrack")
    options.add_argument(
        "--errors", action="store_true", help="list what is wrong in the tuning half"
    )
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    parts = [chosen.part] if chosen.part else ["tune", "test"]
    labels: list[Item] = [item for item in items() if item.part in parts]
    texts = list(articles(chosen.events, (item.article for item in labels)))
    if missing := {item.article for item in labels} - {a.id for a in texts}:
        raise SystemExit(
            f"Error: {chosen.events}: {len(missing)} articles of the labels are missing, "
            f"such as {min(missing)}"
        )
    found = answers(parsers.load(chosen.parser), texts, labels)
    result: Any = measure(found, parts)
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(table(result)))
    if chosen.errors:
        print(*errors(found, {a.id: a.text for a in texts}), sep="\n")


if __name__ == "__main__":
    main()
