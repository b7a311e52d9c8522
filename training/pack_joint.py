"""Make the shipped joint parser out of trained weights: graphs with 8-bit weights for ONNX Runtime,
and their labels.

    python -m training.pack_joint --data DATA --work WORK --out quotetrack/weights/joint --release 1

Four graphs: `pieces` reads a window (the encoder, the tagger's tags, what begins where), `spans`
points from stretches of content to source and cue, `sentences` tags words and scores arcs,
`relations` labels chosen arcs. Matrices are rounded to 8 bits with a scale for each column, what
they are multiplied with to 8 bits with one scale a window; embeddings are stored in half
precision. `labels.json` holds what the numbers mean, and the tables of contractions and lemmas.
The tokenizer is the tagger's, whose vocabulary is trimmed already (training/pack_tagger.py). Needs
onnx.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional

from quotetrack.parsing import lemma_scripts
from quotetrack.parsing.joint_network import TAG_LAYERS, JointNetwork, PlainLayer, Sizes
from quotetrack.parsing.parsers import WEIGHTS
from quotetrack.parsing.tagger_network import POINTERS, Shape, distances
from training.joint_data import TREEBANKS, treebank

OPSET = 17
MICROSOFT = "com.microsoft"
INFLECTED = {"NNS", "NNPS", "VBD", "VBN", "VBG", "VBZ", "JJR", "JJS", "RBR", "RBS"}


# ---- graphs


class Attention(torch.autograd.Function):
    """Self-attention as ONNX Runtime has it: one operation, no matrix of weights in memory."""

    @staticmethod
    def symbolic(graph, query, key, value, heads):
        made = graph.op(f"{MICROSOFT}::MultiHeadAttention", query, key, value, num_heads_i=heads)
        made.setType(query.type())
        return made

    @staticmethod
    def forward(context, query, key, value, heads):
        return torch.zeros_like(query)


class ExportedLayer(nn.Module):
    """A layer of the encoder, as it is exported: (1, pieces, width) without padding."""

    def __init__(self, layer: PlainLayer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x, mask):
        layer = self.layer
        attended = Attention.apply(*layer.attend(x).chunk(3, -1), layer.heads)
        x = layer.norm(x + layer.project(attended))
        return layer.norm_out(x + layer.narrow(functional.gelu(layer.widen(x))))


class Pieces(nn.Module):
    """A window -> last layer, mixed layers, chances of tags, what begins (logits), keys of the
    pointers."""

    def __init__(self, network: JointNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces, quote_states, cases, gaps):
        network = self.network
        x, mixed = network.read(pieces, quote_states, cases, gaps)
        chances = network.tag(x)[..., :3].softmax(2)
        return x[0], mixed[0], chances[0], network.begins(mixed)[0], network.answer(x)[0]


class Spans(nn.Module):
    """Stretches of content of a window -> chances of the pointers, chance to continue the one
    before."""

    def __init__(self, network: JointNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, x, keys, first, last):
        network = self.network
        window = torch.zeros_like(first)
        rows = network.span_vectors(x[None], window, first, last)
        queries = network.ask(rows).view(-1, len(POINTERS), network.pointer)
        answers = keys.view(-1, len(POINTERS), network.pointer)
        scores = torch.einsum("spd,lpd->spl", queries, answers) / network.pointer**0.5
        scores = scores + network.distance(distances(first, last, x.shape[0])).transpose(1, 2)
        continues = network.continuation_scores(x[None], rows, window, first, last)
        return scores.softmax(2), continues.sigmoid()


class Sentences(nn.Module):
    """First and last pieces of the words of sentences -> their vectors, labels, entities, heads.

    Shapes: (sentences, words, width) and how many words each sentence has. Labels are numbers, of
    entities and heads there are scores; the first head is the root.
    """

    def __init__(self, network: JointNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, first, last, part, lengths):
        network = self.network
        mask = torch.arange(first.shape[1])[None] < lengths[:, None]
        words = network.in_sentences(network.words_of(first, last, part), mask)
        labels = [network.tags[name](words).argmax(2) for name in TAG_LAYERS[:4]]
        root = network.root[None, None].expand(words.shape[0], 1, -1)
        arcs = network.arcs(words, torch.cat([root, words], 1))
        return words, torch.stack(labels, 2), network.tags["entity"](words), arcs


class Relations(nn.Module):
    """Words and their heads -> relations; the relation of the root is never chosen."""

    def __init__(self, network: JointNetwork, root: int) -> None:
        super().__init__()
        self.network, self.root = network, root

    def forward(self, words, above):
        scores = self.network.relations(words, above)
        others = torch.arange(scores.shape[1]) != self.root
        return torch.where(others, scores, torch.full_like(scores, -1e9)).argmax(1)


def graphs(network, root):
    """Name -> (module, example inputs, inputs with their free dimensions, outputs)."""
    width = network.root.shape[0]
    ids = torch.randint(5, 900, (1, 30))
    zeros, row = torch.zeros_like(ids), torch.randn(30, width)
    first, last = torch.tensor([2, 9]), torch.tensor([5, 20])
    grid = torch.randn(3, 7, width)
    return {
        "pieces": (
            Pieces(network),
            (ids, zeros, zeros, zeros),
            {"pieces": {1: "n"}, "quote_states": {1: "n"}, "cases": {1: "n"}, "gaps": {1: "n"}},
            ["x", "mixed", "tags", "bounds", "keys"],
        ),
        "sentences": (
            Sentences(network),
            (grid, grid, torch.zeros(3, 7, dtype=torch.long), torch.tensor([7, 5, 2])),
            {
                "first": {0: "s", 1: "n"},
                "last": {0: "s", 1: "n"},
                "part": {0: "s", 1: "n"},
                "lengths": {0: "s"},
            },
            ["words", "labels", "entities", "heads"],
        ),
        "relations": (
            Relations(network, root),
            (row, row),
            {"words": {0: "n"}, "above": {0: "n"}},
            ["relations"],
        ),
        "spans": (
            Spans(network),
            (row, row, first, last),
            {"x": {0: "n"}, "keys": {0: "n"}, "first": {0: "s"}, "last": {0: "s"}},
            ["pointers", "continues"],
        ),
    }


def export(network, root, out):
    """Write the graphs."""
    layers = network.layers
    for name, (module, example, inputs, outputs) in graphs(network, root).items():
        network.layers = nn.ModuleList(map(ExportedLayer, layers)) if name == "pieces" else layers
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "graph.onnx"
            torch.onnx.export(
                module.eval(), example, str(path), input_names=list(inputs), output_names=outputs,
                dynamic_axes=inputs, dynamo=False, opset_version=OPSET,
                custom_opsets={MICROSOFT: 1},
            )  # fmt: skip
            finished(path, out / f"{name}.onnx", quantised=name in ("pieces", "sentences"))


def finished(path, target, quantised):
    """The graph with 8-bit matrices and embeddings in half precision."""
    if quantised:
        quantize_dynamic(
            path, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul"],
        )  # fmt: skip
    else:
        shutil.copyfile(path, target)
    model = onnx.load(target)
    halved(model.graph)
    onnx.save(model, target)


def halved(graph):
    """Embeddings in half precision: what is looked up becomes a float again behind the look-up."""
    tables = {t.name: t for t in graph.initializer}
    nodes = []
    for node in graph.node:
        nodes.append(node)
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.data_type != TensorProto.FLOAT or len(table.dims) != 2:
            continue
        if np.prod(table.dims) < 1e6:
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(table).astype(np.float16), table.name)
        table.CopyFrom(half)
        whole, node.output[0] = node.output[0], node.output[0] + "_half"
        nodes.append(helper.make_node("Cast", [node.output[0]], [whole], to=TensorProto.FLOAT))
    del graph.node[:]
    graph.node.extend(nodes)


# ---- tables


def lemma_table(documents):
    """For each tag the usual lemma of forms; left out are uninflected ones that are their lemma."""
    counts = defaultdict(Counter)
    words = (w for d in documents for p in d.paragraphs for s in p for t in s for w in t.words)
    for word in words:
        form = word.form.replace("’", "'")
        form = form if word.upos == "PROPN" else form.lower()
        counts[form, word.xpos][word.lemma] += 1
    found = defaultdict(dict)
    for (form, xpos), lemmas in sorted(counts.items()):
        lemma, n = lemmas.most_common(1)[0]
        is_usual = n >= 2 and n >= 0.6 * sum(lemmas.values())
        is_plain = xpos not in INFLECTED and lemma_scripts.script(form, lemma) in ("=", "_")
        if is_usual and not is_plain:
            found[xpos][form] = lemma
    return found


def trained(path, labels):
    """The network of a checkpoint."""
    state = torch.load(path, weights_only=False)["network"]
    names = ("upos", "xpos", "feats", "lemma", "entity", "relation")
    sizes = Sizes(**{name: len(labels[name]) for name in names})
    network = JointNetwork(Shape(len(state["words.weight"])), sizes)
    found = network.load_state_dict(state, strict=False)  # word layers may be untrained
    assert not found.unexpected_keys, found.unexpected_keys
    return network.eval().requires_grad_(False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--release", default="1")
    parser.add_argument("--checkpoint", default="joint.pt", help="another file of WORK")
    args = parser.parse_args()
    labels = json.loads((args.work / "labels.json").read_text(encoding="utf-8"))
    contractions = json.loads((args.work / "contractions.json").read_text(encoding="utf-8"))
    trees = [
        document
        for name in TREEBANKS
        for document in treebank(args.data / "treebanks" / f"{name}-train.conllu.gz")
    ]
    args.out.mkdir(parents=True, exist_ok=True)
    network = trained(args.work / args.checkpoint, labels)
    root = [round(value, 5) for value in network.root.tolist()]
    export(network, labels["relation"].index("root"), args.out)
    tables = {"labels": labels, "contractions": contractions, "lemmas": lemma_table(trees)}
    tables["root"] = root
    text = json.dumps(tables, ensure_ascii=False, indent=0)
    (args.out / "labels.json").write_text(text + "\n", encoding="utf-8")
    shutil.copyfile(WEIGHTS / "tagger" / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "VERSION").write_text(args.release + "\n", encoding="utf-8")
    for path in sorted(args.out.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB sha256 {digest}")


if __name__ == "__main__":
    main()
