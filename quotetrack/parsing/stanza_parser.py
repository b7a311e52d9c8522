"""A parser made of a stanza pipeline (Qi et al. 2020) and, for English, the quotation tagger.

Stanza is imported when the first article arrives, so that making a parser costs nothing. Where
stanza is slower than it needs to be, stanza_speedups replaces its methods; the trees stay the same.
"""

from __future__ import annotations

import importlib.metadata
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import MethodType
from typing import Any

from quotetrack.errors import ModelError
from quotetrack.parallel import uncollected
from quotetrack.parsing.parser_input import ParserInput
from quotetrack.records import Article, Parse, Sentence, TaggerOutput

BATCH = 16  # articles parsed together; stanza sorts their sentences by length
MAX_LEMMAS = 300_000  # words whose lemmas are kept while a stream of articles is parsed
Tag = Callable[[Sequence[Article]], list[TaggerOutput]]


class StanzaParser:
    """Parses articles on one torch thread; the models are loaded at the first article.

    `folder` holds stanza models of `language`, `processors` those to run (None: all there are), and
    `tagger_folder` the tagger's model (None: no tagger). Raises ModelError if the models are
    missing.
    """

    at_once = BATCH

    def __init__(
        self,
        name: str,
        language: str,
        folder: Path,
        processors: str | None = None,
        tagger_folder: Path | None = None,
    ):
        self.name = name
        self._language = language
        self._folder = folder
        self._processors = processors
        self._tagger_folder = tagger_folder
        self._pipeline: Any = None
        self._tag: Tag | None = None
        self._check_folder()

    def _check_folder(self) -> None:
        if (self._folder / "resources.json").exists() and (self._folder / self._language).exists():
            return
        if self.name == "quotetrack":
            fix = "reinstall quotetrack"
        else:
            fix = f"run: quotetrack models download {self._language}"
        raise ModelError(f"parser {self.name}: no models in {self._folder}; {fix}")

    @property
    def version(self) -> str:
        """What made a parse: the parser's name, the models' release, stanza's version."""
        file = self._folder / "VERSION"
        release = file.read_text(encoding="utf-8").strip() if file.exists() else "official"
        return f"{self.name} {release} stanza {importlib.metadata.version('stanza')}"

    def __call__(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """The parse of each article, in order. Raises ModelError if a model does not load."""
        stream = iter(articles)
        while batch := list(islice(stream, BATCH)):
            sentences = self._sentences(batch)
            tagged = self._tagger_output(batch)
            yield from map(Parse, batch, sentences, tagged)

    def _sentences(self, batch: Sequence[Article]) -> list[tuple[Sentence, ...]]:
        """The sentences of each article; none for an article without prose."""
        import stanza

        pipeline = self._loaded()
        inputs = [ParserInput(article) for article in batch]
        with uncollected():
            filled = [stanza.Document([], text=each.text) for each in inputs if not each.is_empty]
            documents = iter(pipeline.bulk_process(filled))
            _bound_lemma_cache(pipeline)
            return [
                () if each.is_empty else tuple(each.sentences(next(documents))) for each in inputs
            ]

    def _tagger_output(self, batch: Sequence[Article]) -> list[TaggerOutput]:
        if self._tagger_folder is None:
            return [TaggerOutput()] * len(batch)
        if self._tag is None:
            from quotetrack.parsing import tagger

            self._tag = tagger.load(self._tagger_folder)
        return self._tag(batch)

    def _loaded(self) -> Any:
        """The stanza Pipeline, loaded once."""
        if self._pipeline is None:
            self._pipeline = self._load()
            _speed_up(self._pipeline)
            _bound_lemma_cache(self._pipeline)
        return self._pipeline

    def _load(self) -> Any:
        import stanza
        import torch

        torch.set_num_threads(1)  # more threads only wait for each other
        logging.getLogger("stanza").setLevel(logging.ERROR)
        chosen = {"processors": self._processors} if self._processors else {}
        try:
            return stanza.Pipeline(
                self._language,
                dir=str(self._folder),
                package="default",
                download_method=None,
                use_gpu=False,
                logging_level="ERROR",
                lemma_store_results=True,
                **chosen,
            )
        except Exception as error:  # what a loader raises depends on what is damaged
            raise ModelError(
                f"parser {self.name}: cannot load the models in {self._folder} ({error})"
            ) from error


def _bound_lemma_cache(pipeline: Any) -> None:
    """Empty stanza's cache of lemmas if it has grown large; those learned in training stay."""
    trainer = getattr(getattr(pipeline, "processors", {}).get("lemma"), "trainer", None)
    if trainer is None or getattr(trainer, "pos_dict", None) is None:
        return
    if not hasattr(trainer, "learned"):
        trainer.learned = {tag: dict(words) for tag, words in trainer.pos_dict.items()}
    if sum(map(len, trainer.pos_dict.values())) > MAX_LEMMAS:
        trainer.pos_dict = {tag: dict(words) for tag, words in trainer.learned.items()}


def _speed_up(pipeline: Any) -> None:
    """Replace slow methods of stanza's models by those of stanza_speedups, where they apply."""
    from stanza.models.common.char_model import CharacterModel
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.model import GraphParser

    from quotetrack.parsing import stanza_speedups

    predict = stanza_speedups.predict(chuliu_edmonds_one_root, VOCAB_PREFIX_SIZE)
    for processor in pipeline.processors.values():
        model = getattr(getattr(processor, "trainer", None), "model", None)
        if isinstance(model, GraphParser) and not model.args.get("use_arc_embedding"):
            model.predict = MethodType(predict, model)
        characters = getattr(model, "charmodel", None)
        if isinstance(characters, CharacterModel) and not characters.pad:
            characters.forward = MethodType(stanza_speedups.encode_spellings, characters)
