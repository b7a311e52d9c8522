"""Treebanks, newswire entities and vectors to the files that the trainers read.

    python -m training.prepare --data DATA --out WORK

DATA holds `treebanks/` and `vectors/` as named in training/README.md; WORK receives the input of
the trainer of each processor. The same input gives the same output: all choices are made by a hash
of the sentence, not by a random number generator.
"""

import argparse
import gzip
import hashlib
import json
import textwrap
from collections import Counter
from pathlib import Path

from training import augment

TREEBANKS = ("en_ewt-ud", "en_gum_free")
NEWSWIRE = "treebanks/en_worldwide_newswire_ner.tsv.gz"
VECTORS = "vectors/glove-100d-100k.txt.gz"


def digest(path):
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_sentences(path):
    """The sentences of a gzipped CoNLL-U file, each a list of lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        block = []
        for line in lines:
            line = line.rstrip("\n")
            if line:
                block.append(line)
            elif block:
                yield block
                block = []
        if block:
            yield block


def write_conllu(path, sentences):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join("\n".join(s) + "\n\n" for s in sentences), encoding="utf-8")


def write_treebanks(data, out):
    """EWT and GUM: train in one file with additions, dev and test as they are.

    Typographic marks, datelines and inverted speech are added to train.
    """
    train = []
    for name in TREEBANKS:
        for part in ("train", "dev", "test"):
            sentences = list(read_sentences(data / "treebanks" / f"{name}-{part}.conllu.gz"))
            if part == "train":
                train += sentences
            else:
                write_conllu(out / f"{name}-{part}.conllu", sentences)
                write_raw_text(out / f"{name}-{part}.txt", sentences)
    train = [augment.typographic(s) for s in train]
    inverted = [augment.typographic(s) for s in augment.inverted_speech(train)]
    train += inverted + list(augment.datelines(train))
    write_conllu(out / "en-train.conllu", train)
    write_raw_text(out / "en-train.txt", train)
    write_lemmas(out / "lemma-train.conllu", train)
    print(f"train: {len(train)} sentences, {len(inverted)} with inverted speech added")


def write_lemmas(path, sentences):
    """Each word form once per tag, with its most frequent lemma.

    This is what a lemmatizer can learn, in a tenth of the words.
    """
    counts = Counter()
    for sentence in sentences:
        for row in augment.rows_of(sentence):
            if row[augment.UPOS] != "_":
                counts[
                    row[augment.FORM], row[augment.UPOS], row[augment.XPOS], row[augment.LEMMA]
                ] += 1
    best = {}
    for (form, upos, xpos, lemma), count in counts.items():
        if count > best.get((form, upos), (0,))[0]:
            best[form, upos] = (count, xpos, lemma)
    blocks = [
        ["\t".join(["1", form, lemma, upos, xpos, "_", "0", "root", "_", "_"])]
        for (form, upos), (_, xpos, lemma) in sorted(best.items())
    ]
    write_conllu(path, blocks)


def wrapped(paragraph, width):
    """The paragraph in lines of at most `width` characters, as in wire copy."""
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False)


def write_raw_text(path, sentences):
    """The running text of the sentences with blank lines between paragraphs.

    Every third paragraph is hard-wrapped.
    """
    paragraphs = []
    for sentence in sentences:
        text = next(line for line in sentence if line.startswith("# text = ")).removeprefix(
            "# text = "
        )
        starts = (
            any(line.startswith(("# newpar", "# newdoc")) for line in sentence) or not paragraphs
        )
        paragraphs.append([text]) if starts else paragraphs[-1].append(text)
    running = [" ".join(p) for p in paragraphs]
    path.write_text(
        "\n\n".join(wrapped(p, 64) if i % 3 == 0 else p for i, p in enumerate(running)),
        encoding="utf-8",
    )


def newswire_documents(path):
    """The name and sentences of each newswire document; a sentence is (token, BIO tag) pairs."""
    name, sentences, sentence = None, [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# file = "):
                if sentences:
                    yield name, sentences
                name, sentences = line.removeprefix("# file = "), []
            elif line and not line.startswith("#"):
                token, tag = (line.split("\t") + ["O"])[:2]
                if token.strip():
                    sentence.append((token, tag or "O"))
            elif sentence:
                sentences.append(sentence)
                sentence = []
    if sentence:
        sentences.append(sentence)
    if sentences:
        yield name, sentences


def part_of(name):
    """train, dev or test for a document, by a hash of its name, in the ratio 8:1:1."""
    bucket = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10
    return {8: "dev", 9: "test"}.get(bucket, "train")


def write_newswire(data, out):
    """The newswire corpus as Stanza JSON, split by document, and the split."""
    parts, split = {"train": [], "dev": [], "test": []}, {}
    for name, sentences in newswire_documents(data / NEWSWIRE):
        split[name] = part_of(name)
        parts[split[name]] += (
            [augment.entity_marks(s) for s in sentences] if split[name] == "train" else sentences
        )
    for part, sentences in parts.items():
        rows = [[{"text": token, "ner": tag} for token, tag in s] for s in sentences]
        (out / f"ner-{part}.json").write_text(json.dumps(rows), encoding="utf-8")
    (out / "ner-split.json").write_text(
        json.dumps(split, indent=0, sort_keys=True), encoding="utf-8"
    )
    print({part: len(sentences) for part, sentences in parts.items()}, len(split), "documents")


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    args = arguments.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    write_treebanks(args.data, args.out)
    write_newswire(args.data, args.out)
    (args.out / "glove.txt").write_bytes(gzip.decompress((args.data / VECTORS).read_bytes()))
    sources = sorted(args.data.glob("treebanks/*.gz")) + [args.data / VECTORS]
    (args.out / "digests.json").write_text(
        json.dumps({p.name: digest(p) for p in sources}, indent=1)
    )


if __name__ == "__main__":
    main()
