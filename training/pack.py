"""Trained processors and vectors to the folder of weights that ships with the package.

    python -m training.pack --work WORK --out quotetrack/weights \\
        --pos pos-2600.pt --depparse depparse-3200.pt

The folder has Stanza's own layout (en/PROCESSOR/quotetrack.pt): `stanza.Pipeline("en", dir=OUT)`
loads it without a network. Weights are stored in half precision, which Stanza's loaders copy into
single-precision modules. The loaders use the vectors as they are, so these stay in single
precision, rounded to 1/256, which makes them shrink when the files are deflated. What only a
trainer needs is left out: history, file names, and the vectors that the entity recogniser repeats.
The same input gives the same bytes.
"""

import argparse
import io
import json
import re
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

NAME, VECTORS = "quotetrack", "glove"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
WITH_VECTORS = ("pos", "depparse", "ner")
HISTORY = (
    "global_step",
    "last_best_step",
    "dev_score_history",
    "optimizer_state_dict",
    "scheduler_state_dict",
)
NEEDED = ("charlm_forward_file", "charlm_backward_file")  # looked up by the loaders; None here
TRAINING_ONLY = re.compile(
    r"_(file|dir|gold|name|from|shorthand)$|^(wandb|save|load|checkpoint|continue|output|silver)"
)
LARGEST = 60_000_000  # bytes of the weights in the repository
GRID = 256  # steps per unit of a vector: finer ones change no figure
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def halves(value):
    """The same nested dictionaries and lists, with single-precision tensors in half precision."""
    if isinstance(value, dict):
        return type(value)((k, halves(v)) for k, v in value.items())
    if isinstance(value, list):
        return [halves(v) for v in value]
    if torch.is_tensor(value) and value.dtype == torch.float32:
        half = value.half()
        if not torch.isfinite(half).all():
            raise ValueError("a weight is too large for half precision")
        return half
    return value


def model_config(config):
    """A trainer's arguments without file names, folders and training options."""
    kept = {k: v for k, v in config.items() if k in NEEDED or not TRAINING_ONLY.search(k)}
    return kept | {k: None for k in NEEDED if k in config}


def first_words(vocab, count):
    """The state of a vocabulary of vectors, cut to its first `count` entries."""
    units = vocab["_id2unit"][:count]
    return OrderedDict(vocab, _id2unit=units, _unit2id={unit: i for i, unit in enumerate(units)})


def packed_vectors(path, words):
    """Stanza's pretrained vectors: the `words` most frequent ones, rounded."""
    saved = torch.load(path, weights_only=True)
    count = words + VOCAB_PREFIX_SIZE
    return {
        "vocab": first_words(saved["vocab"], count),
        "emb": (saved["emb"][:count] * GRID).round() / GRID,
    }


def packed_model(processor, path, words):
    """A processor's checkpoint without its training history.

    The entity recogniser loses the vectors that it shares.
    """
    saved = {
        k: v
        for k, v in torch.load(path, weights_only=True, map_location="cpu").items()
        if k not in HISTORY
    }
    saved["config"] = model_config(saved["config"])
    return without_vectors(saved, words) if processor == "ner" else saved


def without_vectors(ner, words):
    """The entity recogniser without word vectors.

    The shared ones come from the pretrained vectors; its own changes to them must be zero.
    """
    delta = ner["model"].pop("delta_emb.weight", None)
    if delta is not None and delta.abs().max() > 0:
        raise ValueError(
            "the entity recogniser changed its word vectors: train it with --no_emb_finetune"
        )
    ner["model"].pop("word_emb.weight", None)
    ner["vocab"].pop("delta", None)
    ner["vocab"]["_key2class"].pop("delta", None)
    ner["vocab"]["word"] = first_words(ner["vocab"]["word"], words + VOCAB_PREFIX_SIZE)
    return ner


def resources():
    """What Stanza must know about the folder: one default package, and what reads the vectors."""
    vectors = {"dependencies": [{"model": "pretrain", "package": VECTORS}]}
    models = {p: {NAME: vectors if p in WITH_VECTORS else {}} for p in PROCESSORS}
    packages = {"default": dict.fromkeys(PROCESSORS, NAME)}
    return {
        "en": {"lang_name": "English", "packages": packages, **models, "pretrain": {VECTORS: {}}}
    }


def strings(value):
    """Every string in nested dictionaries and lists, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield from strings(k)
            yield from strings(v)
    elif isinstance(value, (list, tuple)):
        for v in value:
            yield from strings(v)


def check(path, work):
    """Raise ValueError if a packed file must not be shipped.

    It must load as plain data, have no model in single precision and name no folder.
    """
    saved = torch.load(path, weights_only=True)
    dtypes = {v.dtype for v in saved.get("model", {}).values()}
    if not dtypes <= {torch.float16, torch.int64, torch.bool}:
        raise ValueError(f"{path}: stored as {dtypes}")
    if named := [s for s in strings(saved.get("config", {})) if "/" in s or "\\" in s]:
        raise ValueError(f"{path}: names files: {named}")
    with zipfile.ZipFile(path) as archive:
        pickled = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".pkl"))
    for folder in {work, work.resolve(), Path.home(), Path.cwd()}:
        if folder.is_absolute() and len(folder.parts) > 1 and str(folder).encode() in pickled:
            raise ValueError(f"{path}: names the folder {folder}")


def write(path, value):
    """Save as torch does, but deflated; torch can read such archives."""
    buffer = io.BytesIO()
    torch.save(value, buffer)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(buffer) as plain, zipfile.ZipFile(path, "w") as packed:
        for name in plain.namelist():
            packed.writestr(
                zipfile.ZipInfo(name, LONG_AGO), plain.read(name), zipfile.ZIP_DEFLATED, 6
            )
    print(f"{path.stat().st_size / 1e6:6.2f} MB  {path.parent.name}/{path.name}")


def pack(work, out, sources, words, version):
    """Write the whole folder; returns its size in bytes.

    Raises ValueError if a file must not be shipped.
    """
    for processor in PROCESSORS:
        write(
            out / "en" / processor / f"{NAME}.pt",
            halves(packed_model(processor, sources[processor], words)),
        )
    write(out / "en" / "pretrain" / f"{VECTORS}.pt", packed_vectors(work / "glove.pt", words))
    (out / "resources.json").write_text(json.dumps(resources(), indent=1) + "\n")
    (out / "VERSION").write_text(version + "\n")
    files = sorted(out.glob("en/*/*.pt"))
    for path in files:
        check(path, work)
    return sum(path.stat().st_size for path in files)


def newest(work, processor):
    """The checkpoint with the most steps that training.loop saved for a processor."""
    found = list(work.glob(f"{processor}-*.pt"))
    if not found:
        raise SystemExit(f"no {processor}-STEPS.pt in {work}: run training.loop {processor} first")
    return max(found, key=lambda path: int(path.stem.split("-")[-1]))


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--pos", help="file in WORK; default: the newest")
    arguments.add_argument("--depparse", help="file in WORK; default: the newest")
    arguments.add_argument(
        "--words",
        type=int,
        default=100_000,
        help="how many of the most frequent words keep their vector",
    )
    arguments.add_argument("--version", default="0.1.0")
    args = arguments.parse_args()
    sources = {p: args.work / "models" / p / f"{NAME}.pt" for p in PROCESSORS}
    for processor in ("pos", "depparse"):
        chosen = getattr(args, processor)
        sources[processor] = args.work / chosen if chosen else newest(args.work, processor)
    size = pack(args.work, args.out, sources, args.words, args.version)
    print(f"{size / 1e6:6.2f} MB  together")
    if size > LARGEST:
        raise SystemExit(f"more than {LARGEST / 1e6:.0f} MB: pack fewer words (--words)")


if __name__ == "__main__":
    main()
