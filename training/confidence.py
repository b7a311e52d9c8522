"""Fit the confidence model (quotetrack/quotations/confidence.py) on articles unseen by the tagger.

    python -m training.confidence --gold polnear-train.jsonl \\
        --out quotetrack/weights/tagger/confidence.json [--each 8]

Every eighth article is parsed and tagged. A candidate is right if a labelled attribution shares
half of its words (of all that either has); a source is right if it shares a word with the
labelled one, or if both are none. Logistic regression with an L2 penalty, by L-BFGS. The
threshold is the lowest one with nearly the highest F1 of content and source together, found by
five-fold cross-validation: a doubtful quotation is better shown with a low score than lost.
"""

import argparse
import json
import pickle
from pathlib import Path

import torch

from quotetrack.language.normalize import WORD
from quotetrack.parsing import parsers
from quotetrack.quotations import confidence, extract
from quotetrack.records import Article
from training.tagger import paragraphs, split

FOLDS = 5
PENALTY = 0.1
FLAT = 0.006


def rows_of(parsed, gold):
    """For each candidate its features, whether it is right, and its sources in the same way."""
    text = parsed.article.text
    words = [m.span() for m in WORD.finditer(text)]
    labelled = [(tokens(words, g["content"]), tokens(words, g["source"])) for g in gold]
    for candidate in extract.all_candidates(parsed):
        mine = tokens(words, candidate.either.content)
        best = max(labelled, key=lambda g: share(mine, g[0]), default=(set(), set()))
        right = share(mine, best[0]) >= 0.5
        options = [
            (
                confidence.source_features(candidate, s),
                not best[1] if not s else bool(tokens(words, s) & best[1]),
            )
            for s in candidate.sources
        ]
        yield confidence.content_features(candidate), right, options


def tokens(words, spans):
    return {i for i, (s, e) in enumerate(words) if any(s < b and e > a for a, b in spans)}


def share(a, b):
    return len(a & b) / len(a | b) if a and b else 0.0


def fitted(rows):
    """The weights of a logistic regression over (features, right) pairs.

    Features seen fewer than ten times are left out.
    """
    counts = {}
    for features, _ in rows:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, n in counts.items() if n >= 10)
    place = {name: i for i, name in enumerate(names)}
    x = torch.zeros(len(rows), len(names) + 1)
    x[:, -1] = 1
    for n, (features, _) in enumerate(rows):
        for name, value in features.items():
            if name in place:
                x[n, place[name]] = value
    y = torch.tensor([float(right) for _, right in rows])
    weights = torch.zeros(len(names) + 1, requires_grad=True)
    optim = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optim.zero_grad()
        loss = (
            torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y)
            + PENALTY / len(rows) * 10 * weights[:-1].pow(2).sum()
        )
        loss.backward()
        return loss

    optim.step(closure)
    return {
        name: round(float(w), 4)
        for name, w in zip([*names, "constant"], weights.detach(), strict=True)
    }


def fit(articles):
    """Both regressions over the rows of articles."""
    content = [(features, right) for rows in articles for features, right, _ in rows]
    source = [
        option for rows in articles for _, right, options in rows if right for option in options
    ]
    return {"content": fitted(content), "source": fitted(source)}


def judged(numbers, rows):
    """What the numbers say of each candidate, and what is right.

    (chance of the content, chance of content and source, content right, both right)
    """
    for features, right, options in rows:
        content = confidence.chance(numbers["content"], features)
        source, good = max(
            ((confidence.chance(numbers["source"], f), ok) for f, ok in options), key=lambda o: o[0]
        )
        yield content, content * source, right, right and good


def crossed(articles):
    """What is said of each article by numbers that were fitted without it."""
    found = []
    for fold in range(FOLDS):
        numbers = fit([rows for n, rows in enumerate(articles) if n % FOLDS != fold])
        found += [
            j for n, rows in enumerate(articles) if n % FOLDS == fold for j in judged(numbers, rows)
        ]
    return found


def threshold(found, gold):
    """The lowest chance with an F1 within FLAT of the highest, and that F1."""
    order = sorted(found, key=lambda j: -j[0])
    right, curve = 0, []
    for n, (content, _, _, good) in enumerate(order, 1):
        right += good
        curve.append((2 * right / (n + gold), content))
    best = max(f1 for f1, _ in curve)
    return min((content, f1) for f1, content in curve if f1 >= best - FLAT)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--cache", help="a file for the parses, to fit again without parsing again")
    args = parser.parse_args()
    _, held = split(
        [
            json.loads(line)
            for line in Path(args.gold).read_text(encoding="utf-8").split("\n")
            if line
        ],
        args.each,
    )
    if args.cache and Path(args.cache).exists():
        parses = pickle.loads(Path(args.cache).read_bytes())
    else:
        parses = list(
            parsers.load()(
                Article(a["id"], a["text"], paragraphs=tuple(paragraphs(a["text"]))) for a in held
            )
        )
        if args.cache:
            Path(args.cache).write_bytes(pickle.dumps(parses))
    articles = [list(rows_of(p, a["attributions"])) for p, a in zip(parses, held, strict=True)]
    least, f1 = threshold(crossed(articles), sum(len(a["attributions"]) for a in held))
    numbers = fit(articles) | {"threshold": round(least, 3)}
    print(f"threshold {least:.3f}, joint F1 by cross-validation {100 * f1:.1f}")
    Path(args.out).write_text(
        json.dumps(numbers, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
