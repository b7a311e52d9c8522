"""Make the shipped tagger from trained weights: half precision, and only Latin word pieces.

    python -m training.pack_tagger --work WORK --minilm FOLDER --out quotetrack/weights/tagger

Pieces in other scripts and unused pieces are left out; words in other scripts become "unknown", as
their rare ones were before.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

import torch

KEPT = re.compile(r"(?:##)?[\x21-\x7e\u00a1-\u024f\u2010-\u203a\u20ac£]+$")
SIGNS = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}


def trimmed(tokenizer):
    """The tokenizer's description with fewer pieces, and the old number of each remaining piece."""
    vocabulary = tokenizer["model"]["vocab"]
    kept = sorted(
        (
            n
            for piece, n in vocabulary.items()
            if piece in SIGNS or (KEPT.match(piece) and not piece.startswith("[unused"))
        )
    )
    renumbered = {old: new for new, old in enumerate(kept)}
    tokenizer["model"]["vocab"] = {
        piece: renumbered[n]
        for piece, n in sorted(vocabulary.items(), key=lambda p: p[1])
        if n in renumbered
    }
    for sign in tokenizer.get("added_tokens", []):
        sign["id"] = renumbered[sign["id"]]
    for name, sign in (tokenizer["post_processor"] or {}).get("special_tokens", {}).items():
        sign["ids"] = [tokenizer["model"]["vocab"][name]]
    tokenizer["truncation"] = tokenizer["padding"] = None
    return tokenizer, kept


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", required=True)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    tokenizer, kept = trimmed(
        json.loads((Path(args.minilm) / "tokenizer.json").read_text(encoding="utf-8"))
    )
    state = torch.load(Path(args.work) / "tagger.pt", weights_only=True)
    state["words.weight"] = state["words.weight"][torch.tensor(kept)]
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {"network": {name: value.half() for name, value in state.items()}}, out / "tagger.pt"
    )
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    for path in sorted(out.glob("t*")):
        print(
            f"{path.name} {path.stat().st_size / 1e6:.1f} MB "
            f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
        )


if __name__ == "__main__":
    main()
