"""Articles -> Taggings: the words that a trained network takes for reported, with their sources and cues.

The network (network.py) was fine-tuned on PolNeAR (Newell et al. 2018) from MiniLM; training/tagger.py is the recipe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.parsing.tagger_network import BEGIN, INSIDE, OUTSIDE, Network, Shape
from quotetrack.parsing.tagger_paths import likeliest
from quotetrack.parsing.tagger_windows import Pieces, windows
from quotetrack.records import Article, Span, TaggedSpan, TaggerOutput

BATCH = 24  # windows read together
WINDOW = (
    224  # pieces in a window: no less is found than in the longer ones of the training, and quicker
)
LONGEST_SOURCE = 60  # pieces
Floats = NDArray[np.float32]


class Tagger:
    """A trained network with its word pieces."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        self.network, self.tokenizer = network.eval(), tokenizer

    def __call__(self, articles: Sequence[Article]) -> list[TaggerOutput]:
        """What the network makes of each article."""
        cut = [
            (n, w)
            for n, a in enumerate(articles)
            for w in windows(self.tokenizer, a.text, a.paragraphs, WINDOW)
        ]
        order = sorted(range(len(cut)), key=lambda i: len(cut[i][1]))
        stretches: dict[int, list[TaggedSpan]] = {}
        reported = [bytearray(len(a.text)) for a in articles]
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            for i, (found, words) in zip(
                batch, self._read([cut[i][1] for i in batch]), strict=True
            ):
                stretches[i] = found
                for (first, last), chance in words:
                    reported[cut[i][0]][first:last] = bytes([round(255 * chance)]) * (last - first)
        together: list[list[TaggedSpan]] = [[] for _ in articles]
        for i, (number, _) in enumerate(cut):
            together[number] += stretches[i]
        return [TaggerOutput(tuple(s), bytes(r)) for s, r in zip(together, reported, strict=True)]

    def _read(
        self, batch: Sequence[Pieces]
    ) -> Iterator[tuple[list[TaggedSpan], list[tuple[Span, float]]]]:
        """The stretches of each window, and its words with the chance of each to be reported."""
        with torch.inference_mode():
            with torch.autocast("cpu", torch.bfloat16, enabled=_halves()):
                x = self.network.encode(
                    *(_padded(batch, name) for name in ("ids", "marks", "cases"))
                )
            x = x.float()
            chances = self.network.tag(x)[..., :3].softmax(2).numpy()
            spans = [
                _stretches(window, scores) for window, scores in zip(batch, chances, strict=True)
            ]
            rows = [(n, first, last) for n, each in enumerate(spans) for first, last in each]
            pointed = self._pointed(x, rows, [len(w) for w in batch]) if rows else []
        at = 0
        for number, window in enumerate(batch):
            mine = pointed[at : at + len(spans[number])]
            at += len(mine)
            stretches = [
                _stretch(window, chances[number], place, p)
                for place, p in zip(spans[number], mine, strict=True)
            ]
            yield stretches, _words(window, chances[number])

    def _pointed(
        self, x: torch.Tensor, rows: Sequence[tuple[int, int, int]], lengths: Sequence[int]
    ) -> list[tuple[Floats, float]]:
        """For each stretch, where its pointers point (4 x pieces, chances) and how surely it goes on with the one before."""
        window, first, last = (torch.tensor(column) for column in zip(*rows, strict=True))
        found = self.network.stretches(x, window, first, last)
        beyond = torch.arange(x.shape[1])[None] >= torch.tensor(lengths)[window][:, None]
        fit = (
            self.network.point(x, found, window, first, last)
            .masked_fill(beyond[:, None], -1e4)
            .softmax(2)
            .numpy()
        )
        joins = self.network.joins(x, found, window, first, last).sigmoid().tolist()
        return [
            (fit[i], joins[i] if i and rows[i - 1][0] == rows[i][0] else 0.0)
            for i in range(len(rows))
        ]


def _halves() -> bool:
    """True if this processor multiplies numbers of half length faster than whole ones; what is found is the same."""
    told = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(told.get("avx512_bf16") or told.get("amx_bf16"))


def _padded(batch: Sequence[Pieces], name: str) -> torch.Tensor:
    longest = max(len(window) for window in batch)
    return torch.tensor([getattr(w, name) + [0] * (longest - len(w)) for w in batch])


def _stretches(window: Pieces, scores: Floats) -> list[tuple[int, int]]:
    """First and last piece of each run of words on the likeliest path through a paragraph's tags."""
    found: list[tuple[int, int]] = []
    for start, end in _between_signs(window):
        heads = [i for i in range(start, end) if window.heads[i]]
        for n, (head, tag) in enumerate(zip(heads, likeliest(scores[heads]), strict=True)):
            last = (heads[n + 1] if n + 1 < len(heads) else end) - 1
            if tag == BEGIN:
                found.append((head, last))
            elif tag == INSIDE:
                found[-1] = (found[-1][0], last)
    return found


def _between_signs(window: Pieces) -> Iterator[tuple[int, int]]:
    """First piece and the piece after the last of each paragraph in a window."""
    start = 0
    for i in range(len(window) + 1):
        if i == len(window) or _is_sign(window, i):
            if i > start:
                yield start, i
            start = i + 1


def _words(window: Pieces, scores: Floats) -> list[tuple[Span, float]]:
    """The characters of each piece, up to the next piece, with its word's chance to be reported."""
    found, chance = [], 0.0
    for i in range(len(window)):
        if window.heads[i]:
            chance = 1.0 - float(scores[i][OUTSIDE])
        if not _is_sign(window, i):
            next_ = (
                window.spans[i + 1][0] if i + 1 < len(window) and not _is_sign(window, i + 1) else 0
            )
            found.append(((window.spans[i][0], max(window.spans[i][1], next_)), chance))
    return found


def _is_sign(window: Pieces, place: int) -> bool:
    """True for the piece at the beginning of a window and those between its paragraphs: they stand for no characters."""
    return window.spans[place][0] == window.spans[place][1]


def _stretch(
    window: Pieces, scores: Floats, place: tuple[int, int], pointed: tuple[Floats, float]
) -> TaggedSpan:
    first, last = place
    heads = [i for i in range(first, last + 1) if window.heads[i]]
    chance = float(np.mean([1.0 - scores[i][OUTSIDE] for i in heads]))
    source, source_score = _best(window, *pointed[0][:2])
    cue, cue_score = _best(window, *pointed[0][2:])
    return TaggedSpan(
        (window.spans[first][0], window.spans[last][1]),
        chance,
        source,
        source_score,
        cue,
        cue_score,
        pointed[1],
    )


def _best(window: Pieces, starts: Floats, ends: Floats) -> tuple[Span | None, float]:
    """The likeliest whole words between a first and a last piece, and their chance; None if piece 0, which stands for none, is likelier."""
    best, chance = None, float(starts[0]) * float(ends[0])
    for start in map(int, np.argsort(starts[: len(window)])[::-1][:4]):
        if _is_sign(window, start) or starts[start] < chance:
            continue
        end = start + int(
            np.argmax(ends[start : min(start + LONGEST_SOURCE, _paragraph_end(window, start))])
        )
        if float(starts[start]) * float(ends[end]) > chance:
            best, chance = _whole_words(window, start, end), float(starts[start]) * float(ends[end])
    return best, chance


def _paragraph_end(window: Pieces, place: int) -> int:
    """The number of the first piece behind the paragraph that a piece stands in."""
    return next((i for i in range(place, len(window)) if _is_sign(window, i)), len(window))


def _whole_words(window: Pieces, first: int, last: int) -> Span:
    """The characters from the word of one piece to the end of the word of another."""
    while not window.heads[first] and not _is_sign(window, first - 1):
        first -= 1
    while last + 1 < len(window) and not window.heads[last + 1] and not _is_sign(window, last + 1):
        last += 1
    return window.spans[first][0], window.spans[last][1]


def load(folder: Path) -> Tagger:
    """The tagger in a folder: tagger.pt and tokenizer.json. Raises ModelError when it is not there or damaged."""
    try:
        saved: dict[str, Any] = torch.load(
            folder / "tagger.pt", weights_only=True, map_location="cpu"
        )
        state = saved.get("network", saved)
        network = Network(Shape(len(state["words.weight"])))
        network.load_state_dict({name: value.float() for name, value in state.items()})
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (
        Exception
    ) as error:  # torch and tokenizers raise whatever they meet first in a damaged file
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise ModelError(
            f"tagger: cannot load the model in {folder} ({reason}); reinstall quotetrack"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text
    return Tagger(network, tokenizer)
