"""The joint parser's training data: treebanks, newswire entities and PolNeAR as windows of pieces
with labels.

    python -m training.joint_data --data DATA --work WORK [--epochs 6]

DATA is as for `training.prepare`, with `gold/polnear-train.jsonl` beside `treebanks/`. WORK
receives `labels.json` and one `joint-N.pkl` an epoch: the same texts each time, cut into other
windows, with other quotation marks and line breaks. All choices come from one seed and the number
of the epoch.
"""

import argparse
import json
import pickle
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from quotetrack.parsing import contractions, lemma_scripts
from quotetrack.parsing.joint_pieces import gaps, piece_starts
from quotetrack.parsing.joint_words import (
    FIRST_PART,
    INSIDE_TOKEN,
    LATER_PART,
    SENTENCE,
    TOKEN,
    WHOLE,
)
from quotetrack.parsing.tagger import load as load_tagger
from quotetrack.parsing.tagger_windows import windows
from training.augment import hyphens_apart
from training.prepare import newswire_documents, part_of, read_sentences
from training.tagger import labelled, paragraphs, split

WINDOW = 224
NONE = -100
STYLES = (
    ("“", "”"),
    ("“", "”"),
    ("“", "”"),
    ("''", "''"),
    ("``", "''"),
    ("„", "“"),
    ("«", "»"),
    ('"', '"'),
    ('"', '"'),
    ("‘", "’"),
)
TREEBANKS = ("en_ewt-ud", "en_gum_free")
NEWSWIRE = "treebanks/en_worldwide_newswire_ner.tsv.gz"


@dataclass
class Word:
    """A syntactic word; head counts words of its sentence from 1, entity is a BIOES tag or None
    where nobody labelled it."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    entity: str = None


@dataclass
class Token:
    """A token with its words, and whether a space follows."""

    text: str
    words: list
    space: bool = True
    role: tuple = None  # (number, content, cue or source) in a made-up attribution


@dataclass
class Document:
    """Paragraphs of sentences of tokens; what the quotation heads learn of it, if anything."""

    paragraphs: list = field(default_factory=list)
    kind: str = "tree"  # tree, entity
    attributions: list = None


# ---- reading


def tokens_of(sentence):
    """The tokens of a CoNLL-U sentence."""
    found, until = [], 0
    for line in sentence:
        row = line.split("\t")
        if line.startswith("#") or "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            until = int(row[0].split("-")[1])
            found.append(Token(row[1], [], space))
            continue
        word = Word(row[1], row[2], row[3], row[4], row[5], int(row[6]), row[7])
        if int(row[0]) <= until:
            found[-1].words.append(word)
        else:
            found.append(Token(row[1], [word], space))
    return found


def treebank(path):
    """The documents of a treebank."""
    found = []
    for sentence in read_sentences(path):
        starts = [
            line
            for line in sentence
            if line.startswith(("# newdoc", "# newpar")) and "_block" not in line
        ]
        if any(line.startswith("# newdoc") for line in starts) or not found:
            found.append(Document([[]]))
        elif starts:
            found[-1].paragraphs.append([])
        found[-1].paragraphs[-1].append(tokens_of(sentence))
    return found


def bioes(tags):
    """BIO tags as BIOES."""
    out = []
    for i, tag in enumerate(tags):
        if tag == "O":
            out.append(tag)
            continue
        kind, after = tag[2:], tags[i + 1] if i + 1 < len(tags) else "O"
        begins = tag[0] == "B" or i == 0 or tags[i - 1][2:] != kind
        ends = after != "I-" + kind
        out.append(
            ("S" if begins and ends else "B" if begins else "E" if ends else "I") + "-" + kind
        )
    return out


GLUED = re.compile(r"[.,;:!?)\]%”’]|['’](?:s|re|ve|ll|d|m|S)|n['’]t")
GLUING = re.compile(r"[(\[“‘$£€#]")


def newswire(data, part):
    """The newswire documents of one part, their spaces put back by rule, four sentences a
    paragraph."""
    found = []
    for name, sentences in newswire_documents(data / NEWSWIRE):
        if part_of(name) != part:
            continue
        document = Document(kind="entity")
        for number, sentence in enumerate(sentences):
            if number % 4 == 0:
                document.paragraphs.append([])
            pairs = list(hyphens_apart(sentence)) if part == "train" else sentence
            document.paragraphs[-1].append(spaced([(t, tag) for t, tag in pairs if t.strip()]))
        found.append(document)
    return found


def spaced(pairs):
    """Tokens of (text, BIO tag) pairs, with spaces as print has them; a clitic is a later part of
    its token."""
    tags = bioes([tag for _, tag in pairs])
    made, quoted = [], False
    for (text, _), tag in zip(pairs, tags, strict=True):
        word = Word(text, None, None, None, None, None, None, tag)
        clitic = re.fullmatch(r"['’](?:s|re|ve|ll|d|m)|n['’]t", text)
        if clitic and made:
            made[-1].words.append(word)
            made[-1].text += text
            continue
        if made and (
            GLUED.fullmatch(text) or (text == '"' and quoted) or text == "-" or made[-1].text == "-"
        ):
            made[-1].space = False
        made.append(
            Token(text, [word], not (GLUING.fullmatch(text) or (text == '"' and not quoted)))
        )
        quoted = quoted != (text == '"')
    return made


# ---- print: marks, apostrophes, line breaks


def printed(document, rng):
    """The document's text in a style of print: (text, paragraph spans, sentences of (start, end,
    token))."""
    opening, closing = rng.choice(STYLES)
    if rng.random() < 0.45:
        opening, closing = None, None
    curly = opening in ("“", "‘", "„", "«") or rng.random() < 0.1
    text, spans, sentences = "", [], []
    for paragraph in document.paragraphs:
        text += "\n\n" if text else ""
        begin, is_open = len(text), False
        for sentence in paragraph:
            if len(text) > begin and not text[-1].isspace():
                text += " "
            placed = []
            for token in sentence:
                form, is_open = restyled(token, opening, closing, curly, is_open)
                placed.append((len(text), len(text) + len(form), token))
                text += form + (" " if token.space else "")
            sentences.append(placed)
        text = text.rstrip(" ")
        spans.append((begin, len(text)))
        if rng.random() < 0.25:
            text = text[:begin] + wrapped(text[begin:], rng.choice((48, 58, 64, 72, 78)))
    return text, spans, sentences


def restyled(token, opening, closing, curly, is_open):
    """The token's form in another style of marks, and whether a quotation is open behind it."""
    form = token.text
    if opening and form in ('"', "“", "”", "``", "''"):
        xpos = token.words[0].xpos
        begins = xpos == "``" if xpos in ("``", "''") else not is_open
        return (opening if begins else closing), begins
    if curly and "'" in form and form != "''":
        form = form.replace("'", "’")
    return form, is_open


def wrapped(text, width):
    """The text broken into lines of about `width` characters, character for character as long."""
    letters, line = list(text), 0
    last = None
    for i, letter in enumerate(letters):
        if letter == " ":
            last = i
        if i - line > width and last is not None:
            letters[last], line, last = "\n", last + 1, None
    return "".join(letters)


# ---- labels


def label_sets(documents, entities):
    """The labels of each head, most frequent first."""
    words = [w for d in documents for p in d.paragraphs for s in p for t in s for w in t.words]
    counts = {
        name: Counter(getattr(w, name) for w in words)
        for name in ("upos", "xpos", "feats", "relation")
    }
    counts["lemma"] = Counter(lemma_scripts.script(w.form, w.lemma) for w in words)
    counts["entity"] = Counter(
        w.entity for d in entities for p in d.paragraphs for s in p for t in s for w in t.words
    )
    least = {"lemma": 4, "feats": 3, "relation": 4, "xpos": 2}
    return {
        name: [label for label, n in c.most_common() if n >= least.get(name, 1)]
        for name, c in counts.items()
    }


def contraction_table(documents):
    """Contractions that the rules do not know: lengths of their words, by token in lower case."""
    whole, parts = Counter(), {}
    for token in (t for d in documents for p in d.paragraphs for s in p for t in s):
        key = token.text.lower().replace("’", "'")
        whole[key] += 1
        forms = [w.form for w in token.words]
        cut = tuple(map(len, forms)) if "".join(forms) == token.text else (len(token.text),)
        parts.setdefault(key, Counter())[cut] += 1
    table = {}
    for key, ways in parts.items():
        way, n = ways.most_common(1)[0]
        if n * 2 > whole[key] and way != contractions.lengths(key, {}) and whole[key] > 1:
            table[key] = way
    return table


def word_spans(start, end, token):
    """Where the words of a token stand; words that do not spell it share its place."""
    if len(token.words) > 1 and sum(len(w.form) for w in token.words) == end - start:
        spans, at = [], start
        for word in token.words:
            spans.append((at, at + len(word.form)))
            at += len(word.form)
        return spans
    return [(start, end)] * len(token.words)


class Numbers:
    """Labels as numbers."""

    def __init__(self, labels):
        self.of = {
            name: {label: i for i, label in enumerate(found)} for name, found in labels.items()
        }

    def __call__(self, word):
        if word.upos is None:
            return [NONE] * 4 + [self.of["entity"].get(word.entity, NONE), NONE]
        of, rule = self.of, lemma_scripts.script(word.form, word.lemma)
        relation = of["relation"].get(
            word.relation, of["relation"].get(word.relation.split(":")[0], NONE)
        )
        return [
            of["upos"].get(word.upos, NONE),
            of["xpos"].get(word.xpos, NONE),
            of["feats"].get(word.feats, NONE),
            of["lemma"].get(rule, NONE),
            of["entity"].get(word.entity, NONE),
            relation,
        ]


def window_of(window, text, sentences, numbers, kind):
    """One window with its labels as small arrays, for a tree or an entity document."""
    starts, places = piece_starts(text, window)
    if not len(starts):
        return None
    ends = max(e for _, e in window.spans)
    inside = [s for s in sentences if s[0][0] >= starts[0] and s[-1][1] <= ends]
    bounds = np.full(len(window), NONE, np.int16)
    rows, heads, of_sentence = [], [], []
    touched = [s for s in sentences if s[-1][1] > starts[0] and s[0][0] < ends]
    if kind == "tree":
        label_bounds(bounds, starts, places, touched)
    for number, sentence in enumerate(inside):
        for begin, end, token in sentence:
            for k, (word, (s, e)) in enumerate(
                zip(token.words, word_spans(begin, end, token), strict=True)
            ):
                first = places[max(0, np.searchsorted(starts, s, "right") - 1)]
                last = places[max(0, np.searchsorted(starts, e - 1, "right") - 1)]
                part = WHOLE if len(token.words) == 1 else FIRST_PART if k == 0 else LATER_PART
                rows.append([first, last, part, *numbers(word)])
                heads.append(NONE if word.head is None else word.head)
                of_sentence.append(number)
    return packed(window, text) | {
        "bounds": bounds,
        "words": np.array(rows, np.int16).reshape(-1, 9),
        "heads": np.array(heads, np.int16),
        "sentence": np.array(of_sentence, np.int16),
    }


def label_bounds(bounds, starts, places, sentences):
    """Write what begins at each piece of the sentences."""
    lowest, highest = (
        sentences[0][0][0] if sentences else 0,
        sentences[-1][-1][1] if sentences else 0,
    )
    for start, place in zip(starts, places, strict=True):
        if lowest <= start < highest:
            bounds[place] = INSIDE_TOKEN
    at = {int(s): int(p) for s, p in zip(starts, places, strict=True)}
    for sentence in sentences:
        for number, (begin, _, _) in enumerate(sentence):
            if begin in at:
                bounds[at[begin]] = TOKEN if number else SENTENCE


def packed(window, text):
    """The inputs of a window as small arrays."""
    arrays = {
        "ids": window.ids,
        "marks": window.quote_states,
        "cases": window.cases,
        "gaps": gaps(text, window),
    }
    return {
        name: np.array(values, np.int32 if name == "ids" else np.int8)
        for name, values in arrays.items()
    }


def quotation_window(window, text, attributions):
    """The labels of the quotation heads for one window."""
    example = labelled(window, text, attributions)
    return {
        "tags": np.array(example.tags, np.int16),
        "sources": np.array(example.sources, np.int8),
        "cues": np.array(example.cues, np.int8),
        "stretches": [
            (f, e, *source, *cue, joined) for f, e, source, cue, joined in example.stretches
        ],
    }


# ---- one epoch


def tree_windows(tokenizer, documents, numbers, rng):
    """Windows of treebank or newswire documents, two or more small ones together as one text."""
    found = []
    for document in joined(documents, rng):
        text, spans, sentences = printed(document, rng)
        for window in windows(tokenizer, text, spans, WINDOW, first=rng.randint(60, WINDOW)):
            made = window_of(window, text, sentences, numbers, document.kind)
            if made is not None and len(made["words"]):
                if document.attributions is not None:
                    made |= quotation_window(window, text, document.attributions(text, sentences))
                found.append(made)
    return found


def joined(documents, rng):
    """Documents in a random order, now and then several in one, so that windows are full."""
    order = list(documents)
    rng.shuffle(order)
    held = None
    for document in order:
        if document.attributions is not None:
            yield document
            continue
        held = Document((held.paragraphs if held else []) + document.paragraphs, document.kind)
        if sum(len(s) for p in held.paragraphs for s in p) > 120 or rng.random() < 0.3:
            yield held
            held = None
    if held:
        yield held


def polnear_windows(tokenizer, articles, rng, longest=WINDOW):
    """Windows of PolNeAR articles with the labels of the quotation heads."""
    found = []
    for article in articles:
        text = article["text"]
        first = rng.randint(60, longest) if rng else 0
        for window in windows(tokenizer, text, paragraphs(text), longest, first=first):
            found.append(
                packed(window, text) | quotation_window(window, text, article["attributions"])
            )
    return found


def epoch(sources, labels, number, seed=1):
    """The windows of one epoch, by kind."""
    rng = random.Random(seed * 1000 + number)
    numbers = Numbers(labels)
    found = {
        "tree": tree_windows(sources["tokenizer"], sources["trees"], numbers, rng),
        "entity": tree_windows(sources["tokenizer"], sources["newswire"], numbers, rng),
        "quotation": polnear_windows(sources["tokenizer"], sources["polnear"], rng),
    }
    if sources.get("speech"):
        found["speech"] = tree_windows(sources["tokenizer"], sources["speech"](rng), numbers, rng)
    return found


def read_sources(data):
    """Everything that is trained on."""
    from quotetrack.parsing.parsers import WEIGHTS

    articles = [
        json.loads(line)
        for line in (data / "gold/polnear-train.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]
    kept, held = split(articles, 8)
    trees = [
        d for name in TREEBANKS for d in treebank(data / "treebanks" / f"{name}-train.conllu.gz")
    ]
    return {
        "tokenizer": load_tagger(WEIGHTS / "tagger").tokenizer,
        "trees": trees,
        "newswire": newswire(data, "train"),
        "polnear": kept,
        "held": held,
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--first", type=int, default=0)
    args = arguments.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    sources = read_sources(args.data)
    labels = label_sets(sources["trees"], sources["newswire"])
    (args.work / "labels.json").write_text(
        json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8"
    )
    table = contraction_table(sources["trees"])
    (args.work / "contractions.json").write_text(
        json.dumps(table, ensure_ascii=False, indent=0), encoding="utf-8"
    )
    print({name: len(found) for name, found in labels.items()}, len(table), "contractions")
    try:
        from training.joint_speech import maker

        sources["speech"] = maker(args.data, sources)
    except ImportError:
        print("no templates yet")
    for number in range(args.first, args.epochs):
        found = epoch(sources, labels, number)
        (args.work / f"joint-{number}.pkl").write_bytes(pickle.dumps(found))
        print(
            number,
            {k: (len(v), sum(len(w["ids"]) for w in v)) for k, v in found.items()},
            flush=True,
        )


if __name__ == "__main__":
    main()
