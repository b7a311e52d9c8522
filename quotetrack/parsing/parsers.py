"""Parsers by name: the one that ships with the package, official stanza models, process pools.

This is the seam between quotetrack and whatever parses. The rest of the program knows a parser by
the protocol `Parser` only, so a new one is added here: make a class with `name`, `version`,
`at_once` and `__call__`, and give it a name in `named`. A pool rebuilds its parser in each process
from the name alone, so it needs no further change. `load` never uses the network.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from quotetrack.errors import ModelError
from quotetrack.parsing.joint_parser import JointParser
from quotetrack.parsing.stanza_parser import StanzaParser
from quotetrack.records import Article, Parse

WEIGHTS = Path(__file__).parents[1] / "weights"
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
POOL_BATCH = 8  # articles that a worker process takes at a time


class Parser(Protocol):
    """What the rest of the program needs of a parser; tests bring stand-ins.

    `version` says what made a parse: stored articles are parsed again when it changes.
    `at_once` is how many articles the parser is best given together.
    """

    @property
    def name(self) -> str:
        """The name that `load` takes."""

    @property
    def version(self) -> str:
        """The parser's name, the release of its models, and the library that runs them."""

    @property
    def at_once(self) -> int:
        """How many articles to give it together."""

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order."""


def load(name: str = "quotetrack", workers: int = 1) -> Parser:
    """The parser `quotetrack` (shipped) or `stanza:LANG` (official), in as many processes as asked.

    `joint`, experimental, is one network for all layers: faster, and right more often on hard
    reporting clauses, but not yet as good at trees, tags, entities and indirect quotations.

    Models are loaded at the first article. Raises ModelError if there is no such parser or its
    models are missing.
    """
    parser = named(name)
    return parser if workers == 1 else ParserPool(parser, workers)


def named(name: str) -> Parser:
    """The parser of that name in this process. Raises ModelError if there is none."""
    if name == "joint":
        return JointParser(name, WEIGHTS / "joint")
    if name == "quotetrack":
        return StanzaParser(name, "en", WEIGHTS, PROCESSORS, WEIGHTS / "tagger")
    kind, _, language = name.partition(":")
    if kind != "stanza" or not language:
        raise ModelError(
            f"parser {name!r}: no such parser; use quotetrack or stanza:LANG, for example stanza:en"
        )
    tagger = WEIGHTS / "tagger" if language == "en" else None
    return StanzaParser(name, language, official_models(), tagger_folder=tagger)


class ParserPool:
    """The same parser in several processes; parses come back in the order of the articles."""

    def __init__(self, parser: Parser, workers: int):
        self.name = parser.name
        self.version = parser.version
        self.at_once = 4 * POOL_BATCH * workers
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order; a few batches are read ahead."""
        pool = self._started()
        stream = iter(articles)
        pending: deque[Future[list[Parse]]] = deque()
        while True:
            while len(pending) <= self._workers and (batch := list(islice(stream, POOL_BATCH))):
                pending.append(pool.submit(_parse_in_worker, self.name, batch))
            if not pending:
                return
            yield from pending.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"))
        return self._pool


def _parse_in_worker(name: str, articles: Sequence[Article]) -> list[Parse]:
    return list(_worker_parser(name)(articles))


@lru_cache(maxsize=1)
def _worker_parser(name: str) -> Parser:
    """The parser of a worker process, made once."""
    return named(name)


# ---- official models


def official_models() -> Path:
    """The folder in which stanza keeps its official models."""
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def installed() -> list[str]:
    """Names that `load` takes on this machine: the shipped parser, then downloaded languages."""
    languages = sorted(folder.parent.name for folder in official_models().glob("*/tokenize"))
    return ["quotetrack", *(f"stanza:{language}" for language in languages)]


def download(language: str) -> Path:
    """Fetch stanza's official models of a language; returns their folder.

    Raises ModelError when there is no connection or no such language.
    """
    import stanza

    try:
        stanza.download(language, verbose=False, logging_level="ERROR")
    except OSError as error:  # includes whatever requests raises
        raise ModelError(
            f"models of {language!r}: no connection to the model hub ({type(error).__name__}); "
            "try again where there is a network"
        ) from error
    except Exception as error:  # unknown language, damaged archive: stanza raises many kinds
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise ModelError(
            f"models of {language!r} could not be fetched ({reason}); check the language code"
        ) from error
    return official_models() / language
