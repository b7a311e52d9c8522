"""How well and how fast a parser reads raw text, and in how much memory.

    python -m benchmarks.parser --data DATA [--parser quotetrack] [--json]

It measures tokens, sentences, tags, trees, lemmas and entities. DATA holds `treebanks/` as named in
training/README.md; without it only the project's own `data/gold/parses.conllu` is read. The parser
runs as it does for users. The figures are Stanza's: its copy of the CoNLL 2018 scorer for words and
trees (from raw text, without relation subtypes, F1 in per cent), and its entity scorer for the
newswire test documents (with given tokens).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from quotetrack.parsing import parser_input, parsers, stanza_parser
from quotetrack.records import Article, Parse, Token

GOLD = Path(__file__).parent.parent / "data" / "gold" / "parses.conllu"
TREEBANKS = {
    "ewt-test": "treebanks/en_ewt-ud-test.conllu.gz",
    "gum-test": "treebanks/en_gum_free-test.conllu.gz",
}
NEWSWIRE = "treebanks/en_worldwide_newswire_ner.tsv.gz"
SPLIT = Path(__file__).parent.parent / "training" / "ner-split.json"
METRICS = {
    "tokens": "Tokens",
    "sentences": "Sentences",
    "words": "Words",
    "upos": "UPOS",
    "xpos": "XPOS",
    "uas": "UAS",
    "las": "LAS",
    "lemmas": "Lemmas",
}
Result = dict[str, dict[str, float]]


def read_text(path: Path) -> str:
    """The text of a file, gzipped or not."""
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def articles(conllu: str) -> Iterator[Article]:
    """The raw text of a treebank, one article for each document.

    A paragraph is hard-wrapped where `# wrap = WIDTH` says so.
    """
    for number, document in enumerate(re.split(r"^(?=# newdoc)", conllu, flags=re.MULTILINE)):
        paragraphs = [
            p
            for p in map(
                _running_text, re.split(r"^(?=# newpar|# newdoc)", document, flags=re.MULTILINE)
            )
            if p
        ]
        if paragraphs:
            yield article(str(number), paragraphs)


def _running_text(block: str) -> str:
    words = " ".join(re.findall(r"^# text = (.*)$", block, flags=re.MULTILINE))
    width = re.search(r"^# wrap = (\d+)$", block, flags=re.MULTILINE)
    return (
        textwrap.fill(words, int(width[1]), break_long_words=False, break_on_hyphens=False)
        if width
        else words
    )


def article(name: str, paragraphs: Sequence[str]) -> Article:
    """An article of these paragraphs, with a blank line between them."""
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(name, "\n\n".join(paragraphs), paragraphs=tuple(spans))


class Listening:
    """A stanza pipeline that keeps its documents, which know the words of each token."""

    def __init__(self, pipeline: Any):
        self.pipeline = pipeline
        self.docs: list[Any] = []

    def bulk_process(self, docs: Any) -> Any:
        """The result of the pipeline for the documents."""
        made = self.pipeline.bulk_process(docs)
        self.docs += made
        return made


def system_conllu(parses: Iterable[Parse], docs: Iterable[Any]) -> str:
    """Parses as CoNLL-U with the words as printed; tokens of several words as ranges."""
    lines = []
    for made, doc in zip(parses, docs, strict=True):
        for sentence, stanza_sentence in zip(made.sentences, doc.sentences, strict=True):
            words = iter(sentence.tokens)
            for token in stanza_sentence.tokens:
                own = [next(words) for _ in token.words]
                if len(own) > 1:
                    printed = made.article.text[own[0].start : own[-1].end]
                    lines.append(f"{own[0].index}-{own[-1].index}\t{_form(printed)}" + "\t_" * 8)
                lines += map(_row, own)
            lines.append("")
    return "\n".join(lines) + "\n"


def _row(word: Token) -> str:
    columns = (
        word.index,
        _form(word.text),
        word.lemma,
        word.upos,
        word.xpos,
        "_",
        word.head,
        word.deprel,
        "_",
        "_",
    )
    return "\t".join(map(str, columns))


def _form(printed: str) -> str:
    return " ".join(printed.split()) or "_"


def trees(parser: stanza_parser.StanzaParser, conllu: str) -> dict[str, float]:
    """F1 of each metric in per cent, from raw text, and words per second."""
    from stanza.models.common.utils import ud_scores

    listening = parser._pipeline = Listening(_pipeline(parser))
    began = time.perf_counter()
    parses = list(parser(articles(conllu)))
    seconds = time.perf_counter() - began
    parser._pipeline = listening.pipeline
    scores = ud_scores(StringIO(conllu), StringIO(system_conllu(parses, listening.docs)))
    count = sum(len(s.tokens) for p in parses for s in p.sentences)
    figures = {
        name: 100 * scores[metric].f1
        for name, metric in METRICS.items()
        if name not in _unlabelled(conllu)
    }
    return figures | {"words_per_second": count / seconds}


def _unlabelled(conllu: str) -> set[str]:
    """The metrics that the gold text has no labels for.

    The project's own sentences have neither lemmas nor treebank tags.
    """
    columns = {"lemmas": 2, "xpos": 4}
    rows = [line.split("\t") for line in conllu.splitlines() if line[:1].isdigit()]
    return {name for name, column in columns.items() if all(row[column] == "_" for row in rows)}


def _pipeline(parser: stanza_parser.StanzaParser) -> Any:
    loaded = parser._loaded()
    return loaded.pipeline if isinstance(loaded, Listening) else loaded


def newswire(
    path: Path, split: dict[str, str], part: str = "test"
) -> Iterator[list[tuple[str, str]]]:
    """The (token, BIO tag) sentences of one part of the newswire corpus."""
    wanted = False
    for block in read_text(path).split("\n\n"):
        sentence = []
        for line in block.splitlines():
            if line.startswith("# file = "):
                wanted = split.get(line.removeprefix("# file = ")) == part
            elif not line.startswith("#"):
                token, tag = (line.split("\t") + ["O"])[:2]
                sentence += [(token, tag or "O")] if token.strip() else []
        if wanted and sentence:
            yield sentence


def entities(
    parser: stanza_parser.StanzaParser, sentences: Sequence[Sequence[tuple[str, str]]]
) -> dict[str, float]:
    """Entity F1 by class and over all, in per cent, on sentences whose tokens are given."""
    import stanza
    from stanza.models.ner.scorer import score_by_entity
    from stanza.models.ner.utils import bio2_to_bioes

    words = [
        [token.translate(parser_input.SAME_LENGTH) for token, _ in sentence]
        for sentence in sentences
    ]
    doc = stanza.Document([[{"id": i, "text": w} for i, w in enumerate(s, 1)] for s in words])
    _pipeline(parser).processors["ner"].process(doc)
    found = [[token.ner for token in sentence.tokens] for sentence in doc.sentences]
    gold = [bio2_to_bioes([tag for _, tag in sentence]) for sentence in sentences]
    *_, all_classes, by_class = score_by_entity(found, gold, verbose=False)
    return {"all": 100 * all_classes} | {
        name.lower(): 100 * f1 for name, f1 in sorted(by_class.items())
    }


def gold_entities(conllu: str) -> list[list[tuple[str, str]]]:
    """The (word, BIO tag) sentences of the project's own CoNLL-U, from `ner=` in MISC."""
    rows = [
        [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        for block in conllu.split("\n\n")
    ]
    return [
        [(r[1], _bio(r[9])) for r in sentence if r[0].isdigit()] for sentence in rows if sentence
    ]


def _bio(misc: str) -> str:
    found = re.search(r"\bner=(\S)-([^|\s]+)", misc)
    return {"S": "B", "E": "I"}.get(found[1], found[1]) + "-" + found[2] if found else "O"


def measure(parser: stanza_parser.StanzaParser, data: Path | None) -> Result:
    """All figures for which this machine has the texts, by text."""
    result: Result = {}
    parses = {"gold": GOLD} | (
        {name: data / path for name, path in TREEBANKS.items()} if data else {}
    )
    for name, path in parses.items():
        if path.exists():
            result[name] = trees(parser, read_text(path))
    if GOLD.exists():
        result["gold-entities"] = entities(parser, gold_entities(read_text(GOLD)))
    if data and (data / NEWSWIRE).exists():
        split = json.loads(SPLIT.read_text(encoding="utf-8"))
        result["newswire-test"] = entities(parser, list(newswire(data / NEWSWIRE, split)))
    unit = 2**20 if sys.platform == "darwin" else 2**10
    result["memory"] = {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}
    return {
        name: {metric: round(value, 2) for metric, value in figures.items()}
        for name, figures in result.items()
    }


def table(result: Result) -> str:
    """The figures as Markdown tables, one for trees and one for entities."""
    with_trees = [name for name in result if "las" in result[name]]
    with_entities = [name for name in result if "all" in result[name]]
    lines = _table(with_trees, [*METRICS, "words_per_second"], result)
    classes = list(dict.fromkeys(c for name in with_entities for c in result[name]))
    lines += [
        "",
        *_table(with_entities, classes, result),
        "",
        f"Peak memory {result['memory']['peak_mb']:.0f} MB.",
    ]
    return "\n".join(lines)


def _table(names: Sequence[str], columns: Sequence[str], result: Result) -> list[str]:
    head = [
        "| text | " + " | ".join(c.replace("_", " ") for c in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    cells = {
        name: [f"{result[name][c]:.1f}" if c in result[name] else "" for c in columns]
        for name in names
    }
    return head + [f"| {name} | " + " | ".join(cells[name]) + " |" for name in names]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "--data",
        type=Path,
        help="folder with treebanks/; only the project's own sentences without it",
    )
    arguments.add_argument("--parser", default="quotetrack")
    arguments.add_argument("--json", action="store_true", help="print JSON")
    args = arguments.parse_args()
    parser = parsers.load(args.parser)
    assert isinstance(parser, stanza_parser.StanzaParser)
    result = measure(parser, args.data)
    print(json.dumps(result, indent=1) if args.json else table(result))


if __name__ == "__main__":
    main()
