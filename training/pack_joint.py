"""Make the shipped joint parser out of trained weights: half precision, labels and tables in the same file.

    python -m training.pack_joint --data DATA --work WORK --out quotetrack/weights/joint --release 1

The tokenizer is the tagger's, whose vocabulary is trimmed already (training/pack_tagger.py).
"""
import argparse
import hashlib
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import torch

from quotetrack.parsing import lemma_scripts
from quotetrack.parsing.parsers import WEIGHTS
from training.joint_data import TREEBANKS, treebank


def lemma_table(documents):
    """For each tag the forms whose lemma is sure; left out is what every script would say anyway."""
    counts = defaultdict(Counter)
    for word in (w for d in documents for p in d.paragraphs for s in p for t in s for w in t.words):
        form = word.form.replace("’", "'")
        counts[form if word.upos == "PROPN" else form.lower(), word.xpos][word.lemma] += 1
    found = defaultdict(list)
    for (form, xpos), lemmas in sorted(counts.items()):
        lemma, n = lemmas.most_common(1)[0]
        if n >= 2 and n >= 0.9 * sum(lemmas.values()) and lemma_scripts.script(form, lemma) not in ("=", "_"):
            found[xpos].append(f"{form}\t{lemma}")
    return "\n".join(line for xpos, lines in found.items() for line in (xpos, *lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--release", default="1")
    parser.add_argument("--checkpoint", help="another file of WORK than joint.pt")
    args = parser.parse_args()
    trees = [d for name in TREEBANKS for d in treebank(args.data / "treebanks" / f"{name}-train.conllu.gz")]
    network = torch.load(args.work / (args.checkpoint or "joint.pt"), weights_only=False)["network"]
    labels = json.loads((args.work / "labels.json").read_text(encoding="utf-8"))
    table = json.loads((args.work / "contractions.json").read_text(encoding="utf-8"))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"network": {name: value.half() for name, value in network.items()}, "labels": labels,
                "contractions": {token: tuple(lengths) for token, lengths in table.items()}, "lemmas": lemma_table(trees)},
               args.out / "joint.pt")
    shutil.copyfile(WEIGHTS / "tagger" / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "VERSION").write_text(args.release + "\n", encoding="utf-8")
    for path in sorted(args.out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
