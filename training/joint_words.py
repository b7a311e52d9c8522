"""Train the word layers and heads of the joint network on what its encoder, packed and frozen,
says.

    python -m training.joint_words read --work WORK --packed FOLDER --epoch 0 --kinds tree,speech
    python -m training.joint_words read --work WORK --packed FOLDER --epoch 0 --kinds entity
    python -m training.joint_words train --work WORK --steps 700 [--minutes 15]

`read` runs the packed graph of the encoder over prepared windows and keeps what it says: the heads
are then trained on the very numbers, rounded to 8 bits, that they will be given. FOLDER comes from
`training.pack_joint`. `train` starts from WORK/joint.pt, reads everything that was kept, and
writes WORK/joint-words.pt. A step takes a third of the time of one of `training.joint`, since no
gradient goes through the encoder; quotations stay exactly as they are.
"""

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from quotetrack.parsing.joint_model import Graph
from quotetrack.parsing.joint_network import TAG_LAYERS
from training.joint import batches, cross_entropy
from training.pack_joint import trained

NONE = -100
WINDOWS = {"tree": 16, "speech": 4, "entity": 6}  # read in a step
WEIGHT = {
    "bounds": 1.0,
    "upos": 1.0,
    "xpos": 1.0,
    "feats": 1.0,
    "lemma": 0.5,
    "entity": 1.5,
    "arc": 1.5,
    "relation": 1.0,
}
TRAINED = (
    "bounds",
    "word.",
    "word_",
    "part.",
    "tags.",
    "root",
    "arc",
    "relation",
    "narrowed.",
    "widened.",
)


def read(args):
    """Keep what the encoder says of windows."""
    graph = Graph(args.packed / "pieces.onnx")
    prepared = pickle.loads((args.work / f"joint-{args.epoch}.pkl").read_bytes())
    for kind in args.kinds.split(","):
        for window in prepared[kind]:
            inputs = (
                window[name][None].astype(np.int64) for name in ("ids", "marks", "cases", "gaps")
            )
            window["mixed"] = graph(*inputs)[1].astype(np.float16)
        path = args.work / f"read-{kind}-{args.epoch}.pkl"
        path.write_bytes(pickle.dumps(prepared[kind]))
        print(path.name, len(prepared[kind]), flush=True)


def losses_of(network, batch):
    """The losses of a batch, by head."""
    mixed = torch.cat([torch.from_numpy(w["mixed"]) for w in batch]).float()
    sizes = [len(w["mixed"]) for w in batch]
    offset = torch.tensor([0, *sizes[:-1]]).cumsum(0)
    bounds = torch.cat([torch.from_numpy(w["bounds"].astype("int64")) for w in batch])
    losses = {"bounds": cross_entropy(network.begins(mixed), bounds)}
    table = torch.cat([torch.from_numpy(w["words"].astype("int64")) for w in batch])
    window = torch.tensor([n for n, w in enumerate(batch) for _ in range(len(w["words"]))])
    first, last = table[:, 0] + offset[window], table[:, 1] + offset[window]
    words = network.words_of(mixed[first], mixed[last], table[:, 2])
    number = torch.cat([torch.from_numpy(w["sentence"].astype("int64")) for w in batch])
    _, lengths = torch.unique_consecutive(number + 1000 * window, return_counts=True)
    heads = torch.cat([torch.from_numpy(w["heads"].astype("int64")) for w in batch])
    parts = [
        bucket_of(network, words, places, mask, heads, table[:, 8])
        for places, mask in buckets(lengths)
    ]
    rows = torch.cat([part[0] for part in parts])
    table = table[torch.cat([part[1] for part in parts])]
    for place, name in enumerate(TAG_LAYERS, 3):
        losses[name] = cross_entropy(network.tags[name](rows), table[:, place])
    if bool((heads != NONE).any()):
        losses["arc"] = sum(part[2] for part in parts) / len(heads)
        losses["relation"] = sum(part[3] for part in parts) / len(heads)
    return {name: loss for name, loss in losses.items() if loss is not None}


def buckets(lengths):
    """The words of sentences of like length side by side: numbers of words, and which are there."""
    begins = lengths.cumsum(0) - lengths
    for chosen in lengths.argsort().chunk(6):
        columns = torch.arange(int(lengths[chosen].max()))
        mask = columns[None] < lengths[chosen][:, None]
        places = begins[chosen][:, None] + columns
        yield places.where(mask, torch.zeros_like(places)), mask


def bucket_of(network, words, places, mask, heads, relations):
    """The words of some sentences, their numbers, and the sums of the losses of their trees."""
    grid = network.word_dropout(network.in_sentences(words[places], mask))
    rows, numbers = grid[mask], places[mask]
    if bool((heads == NONE).all()):
        return rows, numbers, 0.0, 0.0
    above = torch.cat([network.root.expand(len(grid), 1, -1), grid], 1)
    beyond = torch.cat([torch.zeros(len(grid), 1, dtype=torch.bool), ~mask], 1)
    arcs = network.arcs(grid, above).masked_fill(beyond[:, None], -1e4)[mask]
    right, sentence = heads[numbers], mask.nonzero()[:, 0]
    known = relations[numbers] != NONE
    scores = network.relations(rows[known], above[sentence, right][known])
    arc = functional.cross_entropy(arcs, right, reduction="sum")
    kind = functional.cross_entropy(scores, relations[numbers][known], reduction="sum")
    return rows, numbers, arc, kind


def streams(work, seed):
    """For each kind, its batches without end."""
    kept = {kind: [] for kind in WINDOWS}
    for kind in WINDOWS:
        for path in sorted(work.glob(f"read-{kind}-*.pkl")):
            kept[kind].append(pickle.loads(path.read_bytes()))

    def endless(kind):
        turn = 0
        while kept[kind]:
            rng = random.Random(f"{seed} {kind} {turn}")
            yield from batches(kept[kind][turn % len(kept[kind])], WINDOWS[kind], rng)
            turn += 1

    return {kind: endless(kind) for kind in WINDOWS if kept[kind]}


def train(args):
    """Train and write WORK/joint-words.pt."""
    labels = json.loads((args.work / "labels.json").read_text(encoding="utf-8"))
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    network = trained(args.work / args.checkpoint, labels).train()
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name.startswith(TRAINED))
    wanted = [p for p in network.parameters() if p.requires_grad]
    optim = torch.optim.AdamW(wanted, lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    found, started, sums, counts = streams(args.work, args.seed), time.time(), {}, {}
    for step in range(1, args.steps + 1):
        done = step / args.steps
        if args.minutes:
            done = max(done, (time.time() - started) / 60 / args.minutes)
        if done >= 1:
            break
        for group in optim.param_groups:
            group["lr"] = args.rate * min(step / 40, (1 - done) / 0.9, 1.0)
        optim.zero_grad()
        for batch in map(next, found.values()):
            losses = losses_of(network, batch)
            sum(WEIGHT[name] * loss for name, loss in losses.items()).backward()
            for name, loss in losses.items():
                sums[name] = sums.get(name, 0.0) + float(loss.detach())
                counts[name] = counts.get(name, 0) + 1
        torch.nn.utils.clip_grad_norm_(wanted, 2.0)
        optim.step()
        if step % 20 == 0:
            means = {name: round(total / counts[name], 3) for name, total in sums.items()}
            print(f"{step}/{args.steps} {time.time() - started:.0f} s", means, flush=True)
            sums, counts = {}, {}
        if step % 100 == 0:
            torch.save(
                {"network": network.state_dict(), "step": step}, args.work / "joint-words.pt"
            )
    torch.save({"network": network.state_dict(), "step": step}, args.work / "joint-words.pt")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("read", "train"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--packed", type=Path)
    parser.add_argument("--epoch", type=int, default=0)
    parser.add_argument("--kinds", default="tree,speech,entity")
    parser.add_argument("--checkpoint", default="joint.pt")
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    read(args) if args.what == "read" else train(args)


if __name__ == "__main__":
    main()
