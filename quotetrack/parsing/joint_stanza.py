"""The joint parser inside stanza: processor variants called `joint`.

Importing this module registers them, and then a pipeline takes them by name, all or some:

    from quotetrack.parsing import joint_stanza
    joint_stanza.pipeline()("It leaks, she said.")
    chosen = {"tokenize": "joint", "mwt": "joint", "ner": "ontonotes"}
    stanza.Pipeline("en", processors=chosen)

The network reads a document once, whichever processor asks first. Words that another tokenizer has
found are taken as they are, so that any processor can be exchanged for an official one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import stanza
from stanza.models.common.doc import Document
from stanza.pipeline.ner_processor import NERProcessor
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from stanza.pipeline.registry import NAME_TO_PROCESSOR_CLASS

from quotetrack.parsing.joint_heads import Analysis
from quotetrack.parsing.joint_parser import JointParser, Reader
from quotetrack.parsing.joint_words import FIRST_PART, LATER_PART, WHOLE, ArticlePieces, Words
from quotetrack.parsing.parser_input import word_spans
from quotetrack.parsing.parsers import WEIGHTS
from quotetrack.records import Span

NAME = "joint"  # not "quotetrack": that is the package of the shipped stanza models
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
_BLANK_LINE = re.compile(r"\n\s*\n")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]%”’]|['’](?:s|re|ve|ll|d|m)|n['’]t", re.IGNORECASE)
_NO_SPACE_BEHIND = re.compile(r"[(\[“‘$£€#]")


def pipeline(**options: Any) -> stanza.Pipeline:
    """A stanza pipeline of the joint parser alone; it needs no downloaded models."""
    chosen = {"processors": dict.fromkeys(PROCESSORS, NAME), "logging_level": "ERROR"}
    return stanza.Pipeline(
        "en",
        dir=str(WEIGHTS),
        package=None,
        download_method=None,
        use_gpu=False,
        **chosen,
        **options,
    )


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The network of this process, loaded once."""
    return JointParser(NAME, WEIGHTS / "joint").loaded()


class Variant(ProcessorVariant):  # type: ignore[misc]  # stanza has no types
    """Replaces a processor altogether."""

    OVERRIDE = True
    fields: tuple[str, ...] = ()

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, document: Any) -> Any:
        """The document with this processor's layers on its words."""
        analysis = analysed(document)
        columns = [getattr(analysis, field) for field in self.fields]
        document.set(list(self.fields), list(zip(*columns, strict=True)))
        return document


@register_processor_variant("tokenize", NAME)
class Tokenizer(Variant):
    """Tokens, words and sentences; a blank line ends a paragraph, and with it a sentence."""

    def process(self, document: Any) -> Any:
        """The Document of a text, or of a Document that has only a text."""
        text = document if isinstance(document, str) else document.text
        paragraphs = paragraphs_of(text)
        reading = reader().read(text, paragraphs)
        if not len(reading.pieces.starts):
            return Document([], text)
        words, analysis = reader().analysed(text, paragraphs, reading)
        made = Document(list(sentences(text, words)), text)
        made._quotetrack = analysis
        return made


@register_processor_variant("mwt", NAME)
class Contractions(Variant):
    """Nothing: the tokenizer has split the contractions already."""

    def process(self, document: Any) -> Any:
        """The document as it is."""
        return document


@register_processor_variant("pos", NAME)
class Tagger(Variant):
    """Universal and treebank tags, and features."""

    fields = ("upos", "xpos", "feats")

    def process(self, document: Any) -> Any:
        """The document with tags; an underscore stands for no features."""
        super().process(document)
        for word in document.iter_words():
            word.feats = None if word.feats == "_" else word.feats
        return document


@register_processor_variant("lemma", NAME)
class Lemmatizer(Variant):
    """Lemmas."""

    fields = ("lemma",)

    def process(self, document: Any) -> Any:
        """The document with lemmas."""
        document.set("lemma", analysed(document).lemma)
        return document


@register_processor_variant("depparse", NAME)
class Parser(Variant):
    """Heads and relations."""

    fields = ("head", "deprel")

    def process(self, document: Any) -> Any:
        """The document with trees."""
        super().process(document)
        for sentence in document.sentences:
            sentence.build_dependencies()
        return document


@register_processor_variant("ner", NAME)
class Entities(Variant):
    """Entities, as BIOES tags of tokens and as spans."""

    fields = ("entity",)

    def process(self, document: Any) -> Any:
        """The document with entities."""
        tags = iter(analysed(document).entity)
        found = [
            [next(tags) for _ in token.words][0]
            for sentence in document.sentences
            for token in sentence.tokens
        ]
        document.set("ner", bioes(found), to_token=True)
        document.set("multi_ner", [(tag,) for tag in bioes(found)], to_token=True)
        document.build_ents()
        return document


class VariantNERProcessor(NERProcessor):  # type: ignore[misc]  # stanza has no types
    """Stanza's processor, which by itself takes no variants."""

    def _set_up_final_config(self, config: dict[str, Any]) -> None:
        if not hasattr(self, "_variant"):
            super()._set_up_final_config(config)

    def __str__(self) -> str:
        return f"NERProcessor({NAME})" if hasattr(self, "_variant") else str(super().__str__())


NAME_TO_PROCESSOR_CLASS["ner"] = VariantNERProcessor


def bioes(tags: Sequence[str]) -> list[str]:
    """Tags of tokens whose later words are left out: an entity ends where no more of it follows."""
    made = []
    for tag, following in pairwise([*tags, "O"]):
        goes_on = following[0] in "IE" and following[2:] == tag[2:]
        if tag[0] in "BS":
            tag = ("B" if goes_on else "S") + tag[1:]
        elif tag[0] in "IE":
            tag = ("I" if goes_on else "E") + tag[1:]
        made.append(tag)
    return made


def paragraphs_of(text: str) -> list[Span]:
    """The stretches between blank lines."""
    cuts = [m.span() for m in _BLANK_LINE.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if text[s:e].strip()]


def sentences(text: str, words: Words) -> Iterator[list[dict[str, Any]]]:
    """The words of each sentence as stanza's Document takes them; tokens of several words first."""
    at = 0
    for length in words.lengths:
        made: list[dict[str, Any]] = []
        numbers = words.token[at : at + length].tolist()
        for place, number in enumerate(numbers):
            start, end = words.starts[at + place], words.ends[at + place]
            size = numbers.count(number) if words.part[at + place] != WHOLE else 1
            if size > 1 and words.part[at + place] == FIRST_PART:
                last = words.ends[at + place + size - 1]
                made.append(_entry((place + 1, place + size), text[start:last], (start, last)))
            made.append(_entry((place + 1,), text[start:end], (start, end) if size == 1 else None))
        yield made
        at += length


def _entry(number: tuple[int, ...], text: str, span: Span | None) -> dict[str, Any]:
    places = {"start_char": span[0], "end_char": span[1]} if span else {}
    return {"id": number, "text": text} | places


# ---- words that are given


def analysed(document: Any) -> Analysis:
    """What the network says of a document's words, kept on the document."""
    known: Analysis | None = getattr(document, "_quotetrack", None)
    if known is None or len(known.upos) != document.num_words:
        known = _of_given_words(document)
        document._quotetrack = known
    return known


def _of_given_words(document: Any) -> Analysis:
    text, spans = _placed(document)
    paragraphs = paragraphs_of(text)
    reading = reader().read(text, paragraphs)
    lengths = [len(sentence.words) for sentence in document.sentences]
    parts = [
        WHOLE if len(token.words) == 1 else LATER_PART if place else FIRST_PART
        for sentence in document.sentences
        for token in sentence.tokens
        for place in range(len(token.words))
    ]
    words = given_words(reading.pieces, spans, parts, lengths)
    return reader().heads(text, words, reading.vectors)


def _placed(document: Any) -> tuple[str, list[Span]]:
    """The text of a document and the spans of its words; a text is made where there is none."""
    tokens = [token for sentence in document.sentences for token in sentence.tokens]
    if document.text and all(token.start_char is not None for token in tokens):
        return document.text, [span for token in tokens for span in word_spans(token)]
    text, spans = "", list[Span]()
    for sentence in document.sentences:
        text += "\n\n" if text else ""
        for token, before in printed(token.text for token in sentence.tokens):
            text += before
            size = len(sentence.tokens[token].words)
            spans += [(len(text), len(text) + len(sentence.tokens[token].text))] * size
            text += sentence.tokens[token].text
    return text, spans


def printed(tokens: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The number of each token and what is printed before it: a space, or nothing."""
    before, is_quoted = "", False
    for number, token in enumerate(tokens):
        closes = token == '"' and is_quoted
        glued = closes or before == "" or _NO_SPACE_BEFORE.fullmatch(token)
        yield number, "" if glued or _NO_SPACE_BEHIND.fullmatch(before) else " "
        is_quoted = is_quoted != (token == '"')
        before = "(" if token == '"' and is_quoted else token


def given_words(
    pieces: ArticlePieces, spans: Sequence[Span], parts: Sequence[int], lengths: list[int]
) -> Words:
    """Words at the given spans, with the pieces that they are made of."""
    places = np.array(spans, np.int64).reshape(-1, 2)
    first = np.maximum(np.searchsorted(pieces.starts, places[:, 0], "right") - 1, 0)
    last = np.maximum(np.searchsorted(pieces.starts, places[:, 1] - 1, "right") - 1, first)
    starts, ends = places[:, 0].tolist(), places[:, 1].tolist()
    token = np.arange(len(spans))
    rows = pieces.rows
    return Words(starts, ends, rows[first], rows[last], np.array(parts), token, lengths)
