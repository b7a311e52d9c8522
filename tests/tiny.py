"""A tokenizer and a network of toy size, so that no test of the tagger needs the trained ones."""

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from quotetrack.parsing.tagger_network import Network, Shape
from quotetrack.parsing.tagger_windows import Pieces

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = "the wall will hold said ann river they hill port mayor it"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def tokenizer():
    """A tokenizer that knows a few words, and single letters for all others."""
    known = [
        *SPECIAL,
        *".,:;!?\"'()[]-",
        *LETTERS,
        *(f"##{c}" for c in LETTERS),
        *(w for w in WORDS.split() if len(w) > 1),
    ]
    made = Tokenizer(
        models.WordPiece(
            {piece: n for n, piece in enumerate(known)},
            unk_token="[UNK]",
            max_input_chars_per_word=100,
        )
    )
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(SPECIAL)
    made.encode_special_tokens = True
    return made


def network(seed=1):
    """An untrained network without dropout, the same for the same seed."""
    torch.manual_seed(seed)
    return Network(
        Shape(
            tokenizer().get_vocab_size(),
            width=16,
            layers=2,
            heads=2,
            inner=16,
            longest=512,
            pointer=4,
        )
    ).eval()


def window(text):
    """A window from a sketch: `+` marks a later piece of a word, `|` stands for [SEP]."""
    spans, word_starts, at = [], [], 0
    for piece in text.split():
        size = 0 if piece == "|" else len(piece.lstrip("+"))
        at += 1 if size and not piece.startswith("+") else 0
        spans.append((at, at + size) if size else (0, 0))
        word_starts.append(bool(size) and not piece.startswith("+"))
        at += size
    return Pieces([5] * len(spans), spans, [0] * len(spans), [0] * len(spans), word_starts)
