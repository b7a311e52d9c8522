"""How often the parser finds who speaks in hard constructions: a table of 240 sentences written for
this.

    python -m benchmarks.constructions [--parser joint] [--wrong]

The table, tests/parsing/hard_constructions.tsv, has twenty sentences for each of twelve
constructions; the words that name the speaker stand in brackets, the reporting verb in braces. A
sentence is right if the subject of the verb (behind *according to*, the noun) is among the
speaker's words and the verb has no other subject. Half of the sentences of each construction,
`held out`, have words and patterns that no template of training/joint_speech.py makes.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quotetrack.parsing import parsers
from quotetrack.records import Article, Parse, Span, Token

TABLE = Path(__file__).parent.parent / "tests" / "parsing" / "hard_constructions.tsv"


@dataclass(frozen=True)
class Case:
    """A sentence of the table, where its speaker stands and where the verb begins."""

    construction: str
    held_out: bool
    text: str
    speaker: Span
    verb: int


def cases(path: Path = TABLE) -> list[Case]:
    """The sentences of the table."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_case(row["construction"], row["held out"] == "1", row["sentence"]) for row in rows]


def _case(construction: str, held_out: bool, marked: str) -> Case:
    place = {}
    while found := re.search(r"[\[\]{}]", marked):
        place[found[0]] = found.start()
        marked = marked[: found.start()] + marked[found.end() :]
    return Case(construction, held_out, marked, (place["["], place["]"]), place["{"])


def parses(parser: parsers.Parser, wanted: Iterable[Case]) -> Iterator[Parse]:
    """The parse of each sentence."""
    texts = [case.text for case in wanted]
    return parser(
        Article(str(n), text, paragraphs=((0, len(text)),)) for n, text in enumerate(texts)
    )


def is_right(case: Case, parse: Parse) -> bool:
    """True if the speaker is the subject of the reporting verb, and nothing else is."""
    inside = [case.speaker[0] <= token.start < case.speaker[1] for token in _subjects(case, parse)]
    return bool(inside) and all(inside)


def _subjects(case: Case, parse: Parse) -> Iterator[Token]:
    """The subjects of the verb; the noun that hangs together with *according to*."""
    for sentence in parse.sentences:
        for token in sentence.tokens:
            head = sentence.tokens[token.head - 1] if token.head else None
            if head and token.deprel.startswith("nsubj") and head.start == case.verb:
                yield token
            if head and token.start == case.verb and token.text.lower() == "according":
                yield head


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--parser", default="quotetrack")
    options.add_argument(
        "--wrong", action="store_true", help="print the sentences that are not right"
    )
    chosen = options.parse_args()
    wanted = cases()
    right: Counter[tuple[str, bool]] = Counter()
    for case, parse in zip(wanted, parses(parsers.load(chosen.parser), wanted), strict=True):
        good = is_right(case, parse)
        right[case.construction, case.held_out] += good
        if chosen.wrong and not good:
            print(case.construction, "|", case.text, "|", case.text[slice(*case.speaker)])
    print(f"{'construction':<24}{'like templates':>16}{'held out':>10}")
    for name in dict.fromkeys(case.construction for case in wanted):
        print(f"{name:<24}{right[name, False]:>13}/10{right[name, True]:>7}/10")
    held = sum(n for (_, is_held), n in right.items() if is_held)
    print(
        f"{'all':<24}{sum(right.values()) - held:>12}/120{held:>6}/120   "
        f"{100 * sum(right.values()) / len(wanted):.1f} %"
    )


if __name__ == "__main__":
    main()
