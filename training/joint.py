"""Train the joint parser (quotetrack/parsing/joint_network.py) on what training/joint_data.py has
prepared.

    python -m training.joint --work WORK --steps 1300 [--minutes 95]

Starts from the shipped tagger. Every step reads some windows of each kind of data and then moves
once; the rate rises for a twentieth of the steps and falls in a straight line to nothing. The word
embeddings stay as they are. WORK/joint-checkpoint.pt is written every hundred steps, and the same
command goes on from it. With `--minutes` the line is drawn so that it ends then.
"""

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import torch
from torch.nn import functional

from quotetrack.parsing.joint_network import KEPT, TAG_LAYERS, JointNetwork, Sizes
from quotetrack.parsing.parsers import WEIGHTS
from quotetrack.parsing.tagger import load as load_tagger
from quotetrack.parsing.tagger_network import Shape

NONE = -100
WINDOWS = {"tree": 13, "entity": 3, "quotation": 2, "speech": 2}  # read in a step
# Prepared epochs that trees and templates are taken from in turn: what the lower layers made of
# them is kept.
CUTS = 1
WEIGHT = {
    "bounds": 1.0,
    "upos": 1.0,
    "xpos": 1.0,
    "feats": 1.0,
    "lemma": 0.5,
    "entity": 2.0,
    "arc": 2.0,
    "relation": 1.0,
    "tags": 1.0,
    "source": 1.0,
    "cue": 1.0,
    "pointers": 0.5,
    "joins": 0.5,
}
NEW = ("gaps.", "bounds.", "word.", "part.", "tags.", "root", "arc", "relation", "mix")


def begin(labels):
    """A network with the shipped tagger's weights and new heads."""
    tagger = load_tagger(WEIGHTS / "tagger")
    sizes = Sizes(
        *(len(labels[name]) for name in ("upos", "xpos", "feats", "lemma", "entity", "relation"))
    )
    network = JointNetwork(Shape(tagger.tokenizer.get_vocab_size()), sizes)
    missing = network.load_state_dict(tagger.network.state_dict(), strict=False)
    assert not missing.unexpected_keys and all(
        name.startswith(NEW) for name in missing.missing_keys
    )
    for part in (
        network.words,
        network.places,
        network.marks,
        network.cases,
        network.norm,
        network.layers[:KEPT],
    ):
        part.requires_grad_(False)
    return network


def padded(batch, name, fill=0):
    """One array of each window as a tensor."""
    length = max(len(w["ids"]) for w in batch)
    made = torch.full((len(batch), length), fill, dtype=torch.long)
    for row, window in enumerate(batch):
        made[row, : len(window[name])] = torch.from_numpy(window[name].astype("int64"))
    return made


def losses_of(network, batch):
    """The losses of a batch of one kind, by head."""
    pieces, gaps = padded(batch, "ids"), padded(batch, "gaps")
    x, mixed = network.read_on(lower(network, batch, pieces), gaps, (pieces != 0)[:, None, None, :])
    losses = {}
    if "words" in batch[0]:
        losses |= word_losses(network, batch, mixed)
    if "tags" in batch[0]:
        losses |= quotation_losses(network, batch, x, pieces)
    return losses


def lower(network, batch, pieces):
    """What the layers that are not trained make of a batch; windows that come again keep it."""
    if not all("lower" in w for w in batch):
        network.eval()
        with torch.no_grad():
            x = network.read_below(
                pieces,
                padded(batch, "marks"),
                padded(batch, "cases"),
                (pieces != 0)[:, None, None, :],
            )
        network.train()
        if "words" in batch[0] and bool((batch[0]["heads"] != NONE).any()):
            for row, window in enumerate(batch):
                window["lower"] = x[row, : len(window["ids"])].half().numpy()
        return x
    x = torch.zeros(*pieces.shape, network.words.weight.shape[1])
    for row, window in enumerate(batch):
        x[row, : len(window["ids"])] = torch.from_numpy(window["lower"]).float()
    return x


def cross_entropy(scores, right):
    """The mean over what is labelled; nothing if nothing is."""
    return (
        functional.cross_entropy(scores, right, ignore_index=NONE)
        if bool((right != NONE).any())
        else None
    )


def word_losses(network, batch, mixed):
    """Losses of bounds, tags and trees."""
    bounds = padded(batch, "bounds", NONE)
    losses = {"bounds": cross_entropy(network.bounds(mixed).flatten(0, 1), bounds.flatten())}
    table = torch.cat([torch.from_numpy(w["words"].astype("int64")) for w in batch])
    window = torch.tensor([n for n, w in enumerate(batch) for _ in range(len(w["words"]))])
    words = network.words_of(mixed[window, table[:, 0]], mixed[window, table[:, 1]], table[:, 2])
    for column, name in enumerate(TAG_LAYERS, 3):
        losses[name] = cross_entropy(network.tags[name](words), table[:, column])
    heads = torch.cat([torch.from_numpy(w["heads"].astype("int64")) for w in batch])
    if bool((heads != NONE).any()):
        number = (
            torch.cat([torch.from_numpy(w["sentence"].astype("int64")) for w in batch])
            + 1000 * window
        )
        losses |= tree_losses(network, words, heads, table[:, 8], number)
    return {name: loss for name, loss in losses.items() if loss is not None}


def tree_losses(network, words, heads, relations, number):
    """Losses of heads and relations, the words of each sentence in a row."""
    _, lengths = torch.unique_consecutive(number, return_counts=True)
    row = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
    begins = lengths.cumsum(0) - lengths
    column = torch.arange(len(words)) - begins[row]
    longest = int(lengths.max())
    grid = words.new_zeros(len(lengths), longest, words.shape[1]).index_put((row, column), words)
    above = torch.cat([network.root.expand(len(lengths), 1, -1), grid], 1)
    beyond = torch.arange(longest + 1)[None] > lengths[:, None]
    arcs = network.arcs(grid, above).masked_fill(beyond[:, None], -1e4)[row, column]
    known = relations != NONE
    return {
        "arc": cross_entropy(arcs, heads),
        "relation": cross_entropy(
            network.relations(words[known], above[row, heads.clamp(min=0)][known]), relations[known]
        ),
    }


def quotation_losses(network, batch, x, pieces):
    """Losses of content, source and cue, of the pointers and of the joins."""
    tags, sources, cues = (
        padded(batch, "tags", NONE),
        padded(batch, "sources"),
        padded(batch, "cues"),
    )
    counted = tags != NONE
    scores = network.tag(x)[counted]
    losses = {
        "tags": functional.cross_entropy(scores[:, :3], tags[counted]),
        "source": functional.binary_cross_entropy_with_logits(
            scores[:, 3], sources[counted].float()
        ),
        "cue": functional.binary_cross_entropy_with_logits(scores[:, 4], cues[counted].float()),
    }
    rows = [(n, *s) for n, w in enumerate(batch) for s in w["stretches"]]
    if rows:
        window, first, last = (torch.tensor([r[i] for r in rows]) for i in range(3))
        found = network.span_vectors(x, window, first, last)
        fit = network.pointer_scores(x, found, window, first, last).masked_fill(
            (pieces == 0)[window][:, None], -1e4
        )
        losses["pointers"] = functional.cross_entropy(
            fit.transpose(1, 2), torch.tensor([r[3:7] for r in rows])
        )
        joined = torch.tensor([float(r[7]) for r in rows])
        losses["joins"] = functional.binary_cross_entropy_with_logits(
            network.continuation_scores(x, found, window, first, last), joined
        )
    return losses


def batches(found, size, rng):
    """Batches of windows of like length, in random order."""
    order = sorted(found, key=lambda w: len(w["ids"]) + rng.random() * 40)
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut


class Stream:
    """The batches of each kind without end, from one prepared epoch after the other."""

    def __init__(self, work, seed):
        self.work, self.seed, self.turn = work, seed, dict.fromkeys(WINDOWS, -1)
        self.waiting, self.kept = {kind: [] for kind in WINDOWS}, {}

    def next(self, kind):
        """The next batch of a kind."""
        if not self.waiting[kind]:
            self.turn[kind] += 1
            rng = random.Random(f"{self.seed} {kind} {self.turn[kind]}")
            self.waiting[kind] = batches(self.windows(kind, self.turn[kind]), WINDOWS[kind], rng)
        return self.waiting[kind].pop()

    def windows(self, kind, number):
        number = number % CUTS if kind in ("tree", "speech") else number
        if (kind, number) not in self.kept:
            found = pickle.loads((self.work / f"joint-{number}.pkl").read_bytes())
            self.kept |= {(k, number): found[k] for k in WINDOWS}
        return self.kept[kind, number]


def optimiser(network, rate, head_rate):
    """AdamW, with a higher rate for what begins from nothing."""
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        ([p for n, p in named if n.startswith(NEW)], head_rate),
        ([p for n, p in named if not n.startswith(NEW)], rate),
    ]
    return torch.optim.AdamW(
        [{"params": p, "lr": r} for p, r in groups], weight_decay=0.01, betas=(0.9, 0.98)
    )


def rate_at(step, seconds, args):
    """The share of the highest rate: by steps, or by the time that is left."""
    done = step / args.steps
    if args.minutes:
        done = max(done, seconds / 60 / args.minutes)
    return max(0.0, min(step / (args.steps / 20), (1 - done) / 0.95, 1.0))


def train(args):
    """Train and write WORK/joint.pt."""
    work = Path(args.work)
    labels = json.loads((work / "labels.json").read_text(encoding="utf-8"))
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    network = begin(labels).train()
    optim = optimiser(network, args.rate, args.head_rate)
    highest = [group["lr"] for group in optim.param_groups]
    stream, path, step, before = Stream(work, args.seed), work / "joint-checkpoint.pt", 0, 0.0
    if path.exists():
        saved = torch.load(path, weights_only=False)
        network.load_state_dict(saved["network"])
        optim.load_state_dict(saved["optim"])
        step, before = saved["step"], saved["seconds"]
        for _ in range(step):  # the same batches as without a stop
            for kind in WINDOWS:
                stream.next(kind)
    started, sums, counts = time.time(), {}, {}
    while step < args.steps:
        seconds = before + time.time() - started
        share = rate_at(step + 1, seconds, args)
        if share <= 0:
            break
        for group, rate in zip(optim.param_groups, highest, strict=True):
            group["lr"] = rate * share
        optim.zero_grad()
        for kind in WINDOWS:
            losses = losses_of(network, stream.next(kind))
            sum(WEIGHT[name] * loss for name, loss in losses.items()).backward()
            for name, loss in losses.items():
                key = name if kind in ("tree", "entity", "quotation") else f"{kind} {name}"
                sums[key] = sums.get(key, 0.0) + float(loss.detach())
                counts[key] = counts.get(key, 0) + 1
        torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 2.0)
        optim.step()
        step += 1
        if step % args.log == 0:
            means = {name: round(total / counts[name], 3) for name, total in sums.items()}
            print(
                f"{step}/{args.steps} {before + time.time() - started:.0f} s rate {share:.2f}",
                means,
                flush=True,
            )
            sums, counts = {}, {}
        if step % args.save == 0:
            save(path, network, optim, step, before + time.time() - started)
    torch.save({"network": network.state_dict(), "step": step}, work / "joint.pt")


def save(path, network, optim, step, seconds):
    """Write the checkpoint beside, then in its place, so that a stop in between loses nothing."""
    beside = path.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(),
            "optim": optim.state_dict(),
            "step": step,
            "seconds": seconds,
        },
        beside,
    )
    beside.replace(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", required=True)
    parser.add_argument("--steps", type=int, default=1300)
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--log", type=int, default=20)
    parser.add_argument("--save", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
