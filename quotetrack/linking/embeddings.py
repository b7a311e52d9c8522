"""Sentence embeddings and the similarity of texts by them; needs the extra `semantic`.

Any model of sentence-transformers will do. The shipped weights (weights/link-semantic.json) were
learned with MiniLM (all-MiniLM-L6-v2; Wang et al. 2020, Reimers and Gurevych 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from quotetrack.errors import ModelError

MAX_KEPT = 200_000  # texts whose embeddings stay in memory
BATCH = 64  # texts embedded together
Encode = Callable[[Sequence[str]], Sequence[Any]]


class Embeddings:
    """The embeddings of texts, each computed once; `encode` returns unit vectors."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._vectors: dict[str, Any] = {}

    def embed(self, texts: Iterable[str]) -> None:
        """Embed these texts together, which is faster than one by one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(self._vectors) + len(new) > MAX_KEPT:
            self._vectors.clear()
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            self._vectors.update(zip(batch, self._encode(batch), strict=True))

    def similarity(self, one: str, other: str) -> float:
        """The cosine of two texts, and 0 where it is negative."""
        self.embed([text for text in (one, other) if text not in self._vectors])
        return max(0.0, float(self._vectors[one] @ self._vectors[other]))


@lru_cache(maxsize=1)
def load(model: str) -> Embeddings:
    """The embeddings of a model, given by its folder or its name.

    ModelError if the extra is not installed or the model cannot be loaded.
    """
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise ModelError(
            "sentence embeddings need an extra: pip install 'quotetrack[semantic]'; "
            "to do without them: quotetrack link --semantic none"
        ) from error
    try:
        disable_progress_bar()
        network = SentenceTransformer(model, device="cpu")
    except Exception as error:  # the library raises many kinds for a bad name or folder
        message = str(error).strip()
        cause = message.splitlines()[0] if message else type(error).__name__
        raise ModelError(
            f"cannot load sentence embeddings from {model!r}: {cause}; "
            "give the folder or the name of a sentence-transformers model"
        ) from error
    return Embeddings(
        lambda texts: network.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
    )
