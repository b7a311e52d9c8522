"""Stanza's own tagger and parser trainers with a schedule that suits a CPU.

    python -m training.loop pos      --work WORK --steps 4500
    python -m training.loop depparse --work WORK --steps 6000 --tags WORK/pos-early.pt

Model, batches, loss and file format are Stanza's. Two things are ours: the learning rate rises for
a hundred steps and then falls linearly to zero, and the weights that are evaluated and saved are an
exponential moving average. Both matter most when there are few steps. A checkpoint is written every
hundred steps, and the same command continues from it.

The parser is trained on tags that an early tagger predicted (--tags), not on those of the treebank:
it must learn to cope with a tagger's errors.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from stanza.models import parser as depparse
from stanza.models import tagger as pos
from stanza.models.common import utils
from stanza.models.common.doc import DEPREL, FEATS, HEAD, UPOS, XPOS
from stanza.models.common.pretrain import Pretrain
from stanza.models.depparse.data import DataLoader as ParserData
from stanza.models.depparse.data import InfiniteBatch
from stanza.models.depparse.model import GraphParser
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.depparse.utils import predict_dataset
from stanza.models.pos.data import Dataset as TaggerData
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from stanza.utils.conll import CoNLL

from training.fast import gold_head_loss

SHAPE = {
    "pos": "--share_hid --hidden_dim 220 --num_layers 2 --deep_biaff_hidden_dim 250 "
    "--word_emb_dim 75 --char_emb_dim 75 --char_hidden_dim 150 --batch_size 80 --dropout 0.4 "
    "--word_dropout 0.2 --lr 3e-3 --beta2 0.98",
    "depparse": "--hidden_dim 256 --num_layers 2 --deep_biaff_hidden_dim 128 --word_emb_dim 75 "
    "--char_emb_dim 75 --char_hidden_dim 100 --no_ufeats --batch_size 1500 --dropout 0.4 "
    "--word_dropout 0.25 --lr 2.5e-3 --beta2 0.98 --weight_decay 0 "
    "--optim adam --no_second_optim --no_plateau",
}
MODULES = {"pos": pos, "depparse": depparse}


def stanza_arguments(name, work, seed):
    """Stanza's own argument dictionary for one processor."""
    words = (
        f"--train_file {work}/en-train.conllu --eval_file {work}/en_ewt-ud-dev.conllu "
        f"--lang en --shorthand en_ewt --wordvec_pretrain_file {work}/glove.pt --cpu "
        f"--seed {seed} {SHAPE[name]}"
    )
    return MODULES[name].parse_args(words.split()) | {"word_cutoff": 4}


def tagged(doc, tagger, pretrain):
    """Set the tags and features of a document to those that the tagger predicts; returns it."""
    data = TaggerData(
        doc, tagger.args, pretrain, vocab=tagger.vocab, evaluation=True, sort_during_eval=True
    )
    predictions, places = [], []
    with torch.no_grad():
        for batch in data.to_loader(batch_size=200):
            predictions += tagger.predict(batch)
            places += batch.idx
    words = [word for sentence in utils.unsort(predictions, places) for word in sentence]
    doc.set([UPOS, XPOS, FEATS], words)
    return doc


class LengthBatches:
    """Batches of sentences of similar length, about `words` words each, shuffled every epoch."""

    def __init__(self, lengths, words):
        self.lengths, self.words = lengths, words

    def __iter__(self):
        order = sorted(
            range(len(self.lengths)), key=lambda i: self.lengths[i] + random.random() * 4
        )
        batches, batch, size = [], [], 0
        for i in order:
            batch.append(i)
            size += self.lengths[i]
            if size >= self.words:
                batches.append(batch)
                batch, size = [], 0
        random.shuffle(batches)
        yield from batches


class TaggerOutput:
    """Batches and score of the tagger: the share of words with correct tags and features."""

    def __init__(self, args, pretrain, _):
        vocab, data, _ = pos.load_training_data(args, pretrain)
        lengths = [len(words) for words in data[0].doc.get("text", as_sentences=True)]
        batches = data[0].to_loader(batch_sampler=LengthBatches(lengths, words=1400))
        self.trainer = TaggerTrainer(args=args, vocab=vocab, pretrain=pretrain, device="cpu")
        self.optimizers = self.trainer.optimizers
        self.pretrain, self.dev_file = pretrain, args["eval_file"]
        self.stream = (batch for _ in iter(int, 1) for batch in batches)

    def score(self):
        gold = [
            tuple(w)
            for s in CoNLL.conll2doc(self.dev_file).get([UPOS, XPOS, FEATS], as_sentences=True)
            for w in s
        ]
        doc = tagged(CoNLL.conll2doc(self.dev_file), self.trainer, self.pretrain)
        found = [tuple(w) for s in doc.get([UPOS, XPOS, FEATS], as_sentences=True) for w in s]
        blank = [tuple("_" if v is None else v for v in w) for w in gold]
        found = [tuple("_" if v is None else v for v in w) for w in found]
        pairs = list(zip(blank, found, strict=True))
        return {
            "upos": share(g[0] == f[0] for g, f in pairs),
            "all": share(g == f for g, f in pairs),
        }


class Parsing:
    """Batches and score of the parser: UAS and LAS on predicted tags."""

    def __init__(self, args, pretrain, tags):
        GraphParser.loss = gold_head_loss
        tagger = TaggerTrainer(pretrain=pretrain, model_file=str(tags), device="cpu", args={})
        train = tagged(CoNLL.conll2doc(args["train_file"]), tagger, pretrain)
        batches = ParserData(train, args["batch_size"], args, pretrain, evaluation=False)
        self.gold = [
            tuple(w)
            for s in CoNLL.conll2doc(args["eval_file"]).get([HEAD, DEPREL], as_sentences=True)
            for w in s
        ]
        doc = tagged(CoNLL.conll2doc(args["eval_file"]), tagger, pretrain)
        self.dev = ParserData(
            doc,
            args["batch_size"],
            args,
            pretrain,
            vocab=batches.vocab,
            evaluation=True,
            sort_during_eval=True,
        )
        self.trainer = GraphTrainer(args=args, vocab=batches.vocab, pretrain=pretrain, device="cpu")
        self.optimizers = self.trainer.optimizer
        endless = InfiniteBatch(batches)
        self.stream = (endless.next_batch() for _ in iter(int, 1))

    def score(self):
        found = [(int(h), r) for s in predict_dataset(self.trainer, self.dev) for h, r in s]
        pairs = list(zip(self.gold, found, strict=True))
        return {
            "uas": share(g[0] == f[0] for g, f in pairs),
            "las": share(g == f for g, f in pairs),
        }


def share(hits):
    hits = list(hits)
    return round(100 * sum(hits) / len(hits), 2)


class Average:
    """Exponential moving average of a model's trained weights."""

    def __init__(self, model):
        self.model = model
        self.weights = {
            n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad
        }
        self.count = 0

    def update(self, most=0.998):
        self.count += 1
        keep = min(most, (1 + self.count) / (10 + self.count))
        with torch.no_grad():
            for name, weight in self.model.named_parameters():
                if name in self.weights:
                    self.weights[name].lerp_(weight, 1 - keep)

    def swap(self):
        """Exchange the model's weights and the average."""
        with torch.no_grad():
            for name, weight in self.model.named_parameters():
                if name in self.weights:
                    kept = weight.detach().clone()
                    weight.copy_(self.weights[name])
                    self.weights[name] = kept


def rate(step, steps, warmup=100):
    """The share of the peak learning rate at a step."""
    return min(step / warmup, max(0.0, (steps - step) / (steps - warmup)))


def keep(path, step, task, average):
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "step": step,
            "model": task.trainer.model.state_dict(),
            "average": average.weights,
            "count": average.count,
            "optimizers": {n: o.state_dict() for n, o in task.optimizers.items()},
        },
        partial,
    )
    partial.replace(path)


def resume(path, task, average):
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    task.trainer.model.load_state_dict(saved["model"])
    for name, optimizer in task.optimizers.items():
        optimizer.load_state_dict(saved["optimizers"][name])
    average.weights, average.count = saved["average"], saved["count"]
    return saved["step"]


def evaluate_and_save(task, average, path):
    average.swap()
    scores = task.score()
    task.trainer.save(str(path))
    average.swap()
    return scores


def train(task, name, work, steps, every, half):
    average = Average(task.trainer.model)
    checkpoint = work / f"{name}.checkpoint"
    done = resume(checkpoint, task, average)
    peak = float(task.trainer.args["lr"])
    began, losses = time.time(), []
    for step in range(done + 1, steps + 1):
        for optimizer in task.optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = peak * rate(step, steps)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            loss = task.trainer.update(next(task.stream))
        losses.append(loss[0] if isinstance(loss, tuple) else loss)
        average.update()
        if step % 100 == 0:
            keep(checkpoint, step, task, average)
            print(
                f"step {step} loss {sum(losses) / len(losses):.3f} "
                f"{(time.time() - began) / (step - done):.2f} s a step",
                flush=True,
            )
            losses = []
        if step % every == 0 or step == steps:
            print(
                f"step {step} dev {evaluate_and_save(task, average, work / f'{name}-{step}.pt')}",
                flush=True,
            )


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("processor", choices=sorted(SHAPE))
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--steps", type=int, required=True)
    arguments.add_argument("--tags", type=Path, help="an early tagger, whose tags the parser reads")
    arguments.add_argument(
        "--every", type=int, default=600, help="evaluate and save every so many steps"
    )
    arguments.add_argument(
        "--half",
        action="store_true",
        help="multiply in bfloat16: a quarter faster on processors that can",
    )
    arguments.add_argument("--seed", type=int, default=1234)
    args = arguments.parse_args()
    torch.set_num_threads(1)
    utils.set_random_seed(args.seed)
    random.seed(args.seed)
    pretrain = Pretrain(
        str(args.work / "glove.pt"), str(args.work / "glove.txt"), max_vocab=100_000
    )
    stanza_args = stanza_arguments(args.processor, args.work, args.seed)
    task = (TaggerOutput if args.processor == "pos" else Parsing)(stanza_args, pretrain, args.tags)
    print(
        sum(p.numel() for p in task.trainer.model.parameters() if p.requires_grad),
        "weights",
        flush=True,
    )
    train(task, args.processor, args.work, args.steps, args.every, args.half)


if __name__ == "__main__":
    main()
