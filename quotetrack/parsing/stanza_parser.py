"""Article -> Parse: sentences, words, tags, heads and entities with offsets into the article's text. The only home of stanza.

English articles get the tagger's findings (tagger.py) in the same go, so that whatever process parses also tags.

`load("quotetrack")` gives the compact English model that ships with the package; `load("stanza:en")` gives the official
model of any language that Stanza has, once `download` fetched it. Neither ever uses the network to parse.

What stanza does more slowly than it must is settled in quick.py; the trees are the same.
"""

from __future__ import annotations

import importlib.metadata
import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from types import MethodType
from typing import Any, Protocol

from quotetrack.errors import ModelError
from quotetrack.parallel import uncollected
from quotetrack.records import Article, Parse, Sentence, TaggerOutput, Token

WEIGHTS = Path(__file__).parents[1] / "weights"
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
BATCH = 16  # articles parsed together; stanza sorts their sentences by length
POOL_BATCH = 8  # articles that a worker process takes at a time
LONGEST = 4_000  # characters of a paragraph parsed in one piece
LEMMAS = 300_000  # words whose lemmas are kept while a stream is read
LONGEST_WORD = 100  # characters without a space
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
# One character for one character, so that offsets hold: apostrophes and spaces as the vectors know them.
_ALIKE = str.maketrans(
    {
        "’": "'",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\x00": " ",
        "\x0b": " ",
        "\x0c": " ",
        "\u2028": " ",
        "\u2029": " ",
    }
)


class Parser(Protocol):
    """What the road needs of a parser; tests bring stand-ins."""

    name: str
    version: str
    at_once: int  # articles that it is best given together

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order."""
        ...


def load(name: str = "quotetrack", workers: int = 1) -> Parser:
    """The parser called `quotetrack` (shipped) or `stanza:LANG` (official), in as many processes as asked.

    Raises ModelError when it is not there.
    """
    parser = _named(name)
    return parser if workers == 1 else ParserPool(parser, workers)


def _named(name: str) -> StanzaParser:
    if name == "quotetrack":
        return StanzaParser(name, "en", WEIGHTS, PROCESSORS)
    kind, _, language = name.partition(":")
    if kind != "stanza" or not language:
        raise ModelError(
            f"parser {name!r}: no such parser; use quotetrack or stanza:LANG, for example stanza:en"
        )
    return StanzaParser(name, language, official_models(), None)


def official_models() -> Path:
    """The folder in which Stanza keeps its official models."""
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def download(language: str) -> Path:
    """Fetch Stanza's official models of a language; returns their folder. Raises ModelError when offline or unknown."""
    import stanza

    try:
        stanza.download(language, verbose=False, logging_level="ERROR")
    except OSError as error:  # requests raises its own kinds of OSError
        raise ModelError(
            f"models of {language!r}: no connection to the model hub ({type(error).__name__}); "
            "try again where there is a network"
        ) from error
    except Exception as error:  # an unknown language, a damaged archive: stanza raises many kinds
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise ModelError(
            f"models of {language!r} could not be fetched ({reason}); check the language code"
        ) from error
    return official_models() / language


def installed() -> list[str]:
    """Names that `load` takes on this machine: the shipped parser and each official language downloaded."""
    folders = (
        sorted(p.parent.name for p in official_models().glob("*/tokenize"))
        if official_models().exists()
        else []
    )
    return ["quotetrack", *(f"stanza:{language}" for language in folders)]


class StanzaParser:
    """A stanza pipeline on one torch thread; the pipeline is loaded at the first article."""

    at_once = BATCH

    def __init__(self, name: str, language: str, folder: Path, processors: str | None):
        self.name, self._language, self._folder, self._processors = (
            name,
            language,
            folder,
            processors,
        )
        if not (folder / "resources.json").exists() or not (folder / language).exists():
            mend = (
                "reinstall quotetrack"
                if name == "quotetrack"
                else f"run: quotetrack models download {language}"
            )
            raise ModelError(f"parser {name}: no models in {folder}; {mend}")
        self._pipeline: Any = None
        self._tagger: Any = None

    @property
    def version(self) -> str:
        """What made a parse: the parser's name, the model's release, stanza's version."""
        release = (
            (self._folder / "VERSION").read_text().strip()
            if (self._folder / "VERSION").exists()
            else "official"
        )
        return f"{self.name} {release} stanza {importlib.metadata.version('stanza')}"

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        stream = iter(articles)
        while batch := list(islice(stream, BATCH)):
            yield from self._parse(batch)

    def _parse(self, batch: Sequence[Article]) -> Iterator[Parse]:
        import stanza

        pipeline = self._load()
        sources = [_Source(article) for article in batch]
        with uncollected():
            docs = pipeline.bulk_process(
                [stanza.Document([], text=s.text) for s in sources if s.text.strip()]
            )
            _forget_lemmas(pipeline)
            parsed = iter(docs)
            found = [
                tuple(source.sentences(next(parsed)) if source.text.strip() else ())
                for source in sources
            ]
        for article, sentences, tagging in zip(batch, found, self._tagged(batch), strict=True):
            yield Parse(article, sentences, tagging)

    def _tagged(self, batch: Sequence[Article]) -> list[TaggerOutput]:
        """What the tagger makes of each article; nothing in other languages than English."""
        if self._language != "en":
            return [TaggerOutput()] * len(batch)
        if self._tagger is None:
            from quotetrack.parsing import tagger

            self._tagger = tagger.load(WEIGHTS / "tagger")
        return self._tagger(batch)

    def _load(self) -> Any:
        if self._pipeline is None:
            import stanza
            import torch

            torch.set_num_threads(1)  # more threads only wait for each other
            logging.getLogger("stanza").setLevel(logging.ERROR)
            wanted = {"processors": self._processors} if self._processors else {}
            try:
                self._pipeline = stanza.Pipeline(
                    self._language,
                    dir=str(self._folder),
                    package="default",
                    download_method=None,
                    use_gpu=False,
                    logging_level="ERROR",
                    lemma_store_results=True,
                    **wanted,
                )
            except (
                Exception
            ) as error:  # a damaged or foreign model raises whatever its loader meets first
                raise ModelError(
                    f"parser {self.name}: cannot load the models in {self._folder} ({error})"
                ) from error
            _quicken(self._pipeline)
            _forget_lemmas(self._pipeline)
        return self._pipeline


class ParserPool:
    """The same parser in several processes, each on one torch thread; parses come back in order."""

    def __init__(self, parser: StanzaParser, workers: int):
        self.name, self.version, self._workers = parser.name, parser.version, workers
        self.at_once = 4 * POOL_BATCH * workers
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, get_context("spawn"), _start_worker, (self.name,)
            )
        stream, waiting = iter(articles), deque[Future[list[Parse]]]()
        while True:
            while len(waiting) <= self._workers and (batch := list(islice(stream, POOL_BATCH))):
                waiting.append(self._pool.submit(_work, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()


_worker: StanzaParser | None = None


def _start_worker(name: str) -> None:
    global _worker
    _worker = _named(name)


def _work(articles: list[Article]) -> list[Parse]:
    assert _worker is not None
    return list(_worker(articles))


class _Source:
    """An article's prose as one text for stanza, and the way back to the article's offsets."""

    def __init__(self, article: Article):
        self.article = article
        pieces, self._starts = (
            [],
            [],
        )  # (offset in the piece text, offset in the article, paragraph)
        at = 0
        for number, (start, end) in enumerate(article.paragraphs):
            for left, right in _pieces(article.text, start, end):
                piece = article.text[left:right].translate(_ALIKE)
                self._starts.append((at, left, number))
                pieces.append(piece)
                at += len(piece) + 2
        self.text = "\n\n".join(pieces)

    def sentences(self, doc: Any) -> Iterator[Sentence]:
        """The document's sentences with the article's offsets."""
        place = 0
        for sentence in doc.sentences:
            start = sentence.tokens[0].start_char
            while place + 1 < len(self._starts) and self._starts[place + 1][0] <= start:
                place += 1
            at, origin, paragraph = self._starts[place]
            tokens = tuple(self._tokens(sentence, origin - at))
            yield Sentence(tokens[0].start, max(t.end for t in tokens), paragraph, tokens)

    def _tokens(self, sentence: Any, shift: int) -> Iterator[Token]:
        for token in sentence.tokens:
            spans = _word_spans(token)
            for word, (start, end) in zip(token.words, spans, strict=True):
                start, end = start + shift, end + shift
                yield Token(
                    int(word.id),
                    start,
                    end,
                    self.article.text[start:end],
                    word.lemma or word.text,
                    word.upos or "X",
                    word.xpos or "_",
                    word.feats or "_",
                    int(word.head or 0),
                    word.deprel or "dep",
                    token.ner or "O",
                )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces that bound the parser's memory: runs without spaces are cut every hundredth character."""
    cuts = [
        c
        for m in _LONG_WORD.finditer(text, start, end)
        for c in range(m.start() + LONGEST_WORD - 1, m.end(), LONGEST_WORD - 1)
    ]
    for left, right in pairwise([start, *cuts, end]):
        yield from _short_pieces(text, left, right)


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces of at most LONGEST characters, cut after a sentence, else at a space: a parse takes memory by the square."""
    while end - start > LONGEST:
        window = text[start + LONGEST // 2 : start + LONGEST]
        found = list(re.finditer(r"[.!?][”\"’']?\s", window)) or list(re.finditer(r"\s", window))
        cut = start + LONGEST // 2 + found[-1].end() if found else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _word_spans(token: Any) -> list[tuple[int, int]]:
    """Where the words of a token stand; words that do not spell their token (a contraction's) share its place."""
    if len(token.words) > 1 and "".join(w.text for w in token.words) == token.text:
        ends = [sum(len(w.text) for w in token.words[: i + 1]) for i in range(len(token.words))]
        return [
            (token.start_char + e - len(w.text), token.start_char + e)
            for w, e in zip(token.words, ends, strict=True)
        ]
    return [(token.start_char, token.end_char)] * len(token.words)


def _forget_lemmas(pipeline: Any) -> None:
    """Empty the store of lemmas made so far if it has grown large; those learned in training stay."""
    trainer = getattr(getattr(pipeline, "processors", {}).get("lemma"), "trainer", None)
    stored = getattr(trainer, "pos_dict", None)
    if stored is None:
        return
    if not hasattr(trainer, "learned"):
        trainer.learned = {tag: dict(words) for tag, words in stored.items()}
    if sum(map(len, stored.values())) > LEMMAS:
        trainer.pos_dict = {tag: dict(words) for tag, words in trainer.learned.items()}


def _quicken(pipeline: Any) -> None:
    """Let stanza's models leave undone what changes nothing (quick.py)."""
    from stanza.models.common.char_model import CharacterModel
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.model import GraphParser

    from quotetrack.parsing import stanza_speedups

    for processor in pipeline.processors.values():
        model = getattr(getattr(processor, "trainer", None), "model", None)
        if isinstance(model, GraphParser) and not model.args.get("use_arc_embedding"):
            model.predict = MethodType(
                stanza_speedups.predict(chuliu_edmonds_one_root, VOCAB_PREFIX_SIZE), model
            )
        letters = getattr(model, "charmodel", None)
        if isinstance(letters, CharacterModel) and not letters.pad:
            letters.forward = MethodType(stanza_speedups.letters, letters)


def conllu(parse: Parse) -> str:
    """The parse as CoNLL-U: offsets and entities in MISC, one `# newdoc id` first."""
    lines = [f"# newdoc id = {parse.article.id}"]
    for number, sentence in enumerate(parse.sentences, 1):
        printed = " ".join(parse.article.text[sentence.start : sentence.end].split())
        lines += [f"# sent_id = {parse.article.id}-{number}", f"# text = {printed}"]
        for t in sentence.tokens:
            misc = f"start_char={t.start}|end_char={t.end}" + (
                f"|ner={t.entity}" if t.entity != "O" else ""
            )
            form = " ".join(t.text.split()) or "_"
            lines.append(
                "\t".join(
                    [
                        str(t.index),
                        form,
                        t.lemma,
                        t.upos,
                        t.xpos,
                        t.feats,
                        str(t.head),
                        t.deprel,
                        "_",
                        misc,
                    ]
                )
            )
        lines.append("")
    return "\n".join(lines) + "\n"
