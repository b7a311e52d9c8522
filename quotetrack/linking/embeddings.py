"""How near two texts are in sense: the cosine of their sentence embeddings. For who installed the extra `semantic`.

Any model of sentence-transformers will do; the weights of the evidence (weights/link-semantic.json) were learned with MiniLM
(all-MiniLM-L6-v2; Wang et al. 2020, Reimers and Gurevych 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from quotetrack.errors import ModelError

KEPT = 200_000  # texts whose embeddings are kept in memory
AT_ONCE = 64  # texts embedded together
Encode = Callable[[Sequence[str]], Sequence[Any]]


class Senses:
    """Embeddings of texts, each made once; encode gives a vector of length one for each text."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, Any] = {}

    def read(self, texts: Iterable[str]) -> None:
        """Embeds these texts together, which is faster than one by one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > KEPT:
            self._known.clear()
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            self._known.update(zip(part, self._encode(part), strict=True))

    def near(self, one: str, other: str) -> float:
        """The cosine of two texts, 0 where they point apart."""
        self.read([text for text in (one, other) if text not in self._known])
        return max(0.0, float(self._known[one] @ self._known[other]))


@cache
def load(model: str) -> Senses:
    """The embeddings of a model, given by its folder or its name; ModelError if the extra is not installed or the model does not load."""
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise ModelError(
            "sentence embeddings need an extra: pip install 'quotetrack[semantic]'; to do without them: "
            "quotetrack link --semantic none"
        ) from error
    try:
        disable_progress_bar()
        network = SentenceTransformer(model, device="cpu")
    except (
        Exception
    ) as error:  # whatever the library raises for a name or a folder that it cannot use
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"no sentence embeddings in {model!r}: {said}; give a folder or a name of sentence-transformers"
        ) from error
    return Senses(
        lambda texts: network.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
    )
