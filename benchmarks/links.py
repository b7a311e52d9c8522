"""How fast, how completely and how precisely versions are found among made-up quotations.

    python -m benchmarks.links ARTICLES.jsonl...                     10,000 and 100,000 quotations
    python -m benchmarks.links ARTICLES.jsonl... --sizes 1000000     recombines sentences if needed
    python -m benchmarks.links ARTICLES.jsonl... --peers             also all pairs, and MinHash

A fifth of the quotations are edited copies of others. `--peers` adds all pairs of a sample, and
the MinHash of rensa where it is installed.

Time is that of one process, wall and CPU, from texts to related pairs; typing the differences
between the versions (linking/alignment.py) is a figure of its own. Memory is the peak of the
process less what it held before. Recall: copies linked with their original. Precision: of all
links, those of a copy and its original, of two copies of one original, or of two quotations that
hold a part of the same real sentence.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import resource
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from benchmarks import versions
from benchmarks.versions import Made
from quotetrack.linking import alignment, blocking, classifier, posting_lists
from quotetrack.linking.blocking_keys import EncodedTexts, concatenate, encode
from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.evidence import UNKNOWN_FREQUENCY_DISCOUNT
from quotetrack.linking.prefilter import surviving_pairs
from quotetrack.linking.relations import relation
from quotetrack.linking.speaker_agreement import by_name
from quotetrack.linking.text_pair import TextPair, prepare
from quotetrack.linking.vocabulary import Vocabulary

Pairs = set[tuple[int, int]]
SLICE = 20_000
MAX_TYPED = 100_000  # quotations up to which typing the differences is timed
SAMPLE = 300  # copies that all others are compared with by `all_pairs`


def main() -> None:
    """Entry point of `python -m benchmarks.links`."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.links", description="Versions among many quotations."
    )
    options.add_argument(
        "articles", type=Path, nargs="+", help="JSON Lines files with a text on each line"
    )
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--peers", action="store_true", help="all pairs and rensa beside")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    real = versions.sentences(chosen.articles)
    rows = []
    for size in chosen.sizes:
        made = versions.made(real, size, chosen.seed)
        peers = ([minhash, all_pairs] if size <= 10_000 else [minhash]) if chosen.peers else []
        for way in (quotetrack, *peers):
            rows.append({"size": size, "way": way.__name__, **_alone(way, made)})
            print(json.dumps(rows[-1]) if chosen.json else _line(rows[-1]), flush=True)


def _line(row: dict[str, Any]) -> str:
    edits = ", ".join(f"{edit} {share:.3f}" for edit, share in row["edits"].items())
    return (
        f"{row['size']:>9,} {row['way']:<11}{row['seconds']:>8.1f} s "
        f"{row['cpu']:>8.1f} CPU s {row['MB']:>7,.0f} MB"
        f"  recall {row['recall']:.4f}  precision {row['precision']:.4f} ({row['pairs']:,} links)\n"
        f"{'':>10}{row['note']}\n{'':>10}{edits}"
    )


def _alone(way: Callable[..., Any], made: Sequence[Made]) -> dict[str, Any]:
    """The figures of one way, run in a process of its own that shares the quotations."""
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_measured, args=(way, made, there))
    child.start()
    found = here.recv()
    child.join()
    return found


def _measured(way: Callable[..., Any], made: Sequence[Made], out: Any) -> None:
    gc.freeze()  # the collector need not look at the quotations again and again
    before, peak, done = _resident(), [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], _resident())

    threading.Thread(target=watch, daemon=True).start()
    begun, cpu = time.perf_counter(), time.process_time()
    pairs, note, asked = way(made)
    spent = {
        "seconds": round(time.perf_counter() - begun, 1),
        "cpu": round(time.process_time() - cpu, 1),
    }
    done.set()
    if way is quotetrack and len(made) <= MAX_TYPED:
        note += f"; typing the differences: {_typing_seconds(made, pairs):.1f} CPU s"
    out.send(
        spent
        | {"MB": round(max(peak[0], _resident()) - before), "note": note}
        | _judged(made, pairs, asked)
    )


def _typing_seconds(made: Sequence[Made], pairs: Pairs) -> float:
    """The CPU seconds that it takes to type the differences between the versions."""
    begun = time.process_time()
    for a, b in pairs:
        alignment.changes(made[a].text, made[b].text)
    return time.process_time() - begun


def _resident() -> float:
    """The resident memory of this process in MB, shared memory included."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1e6 if sys.platform == "darwin" else 1e3
        )


def _judged(made: Sequence[Made], pairs: Pairs, asked: set[int] | None) -> dict[str, Any]:
    """Recall, overall and by edit, and precision; over the copies in `asked`, if not None."""
    copies = [
        (place, one)
        for place, one in enumerate(made)
        if one.original is not None and (asked is None or place in asked)
    ]
    total: Counter[str] = Counter(one.edit for _, one in copies)
    hits: Counter[str] = Counter(
        one.edit
        for place, one in copies
        if (min(place, one.original), max(place, one.original)) in pairs
    )
    parts = [made[one.original].parts if one.original is not None else one.parts for one in made]
    roots = [place if one.original is None else one.original for place, one in enumerate(made)]
    right = sum(roots[a] == roots[b] or not parts[a].isdisjoint(parts[b]) for a, b in pairs)
    return {
        "recall": round(hits.total() / max(1, total.total()), 4),
        "precision": round(right / max(1, len(pairs)), 4),
        "pairs": len(pairs),
        "edits": {edit: round(hits[edit] / total[edit], 3) for edit in sorted(total)},
    }


# ---- ways


def quotetrack(made: Sequence[Made]) -> tuple[Pairs, str, None]:
    """The program's own: rare blocking keys, the prefilter, and the relation of what passes."""
    begun = time.perf_counter()
    matcher, vocabulary = classifier.load(), Vocabulary()
    slices = [made[start : start + SLICE] for start in range(0, len(made), SLICE)]
    found = concatenate([_encoded(part, vocabulary) for part in slices])
    laps = [("encoded", time.perf_counter())]
    pairs = posting_lists.candidate_pairs(found.postings)
    laps.append((f"{len(pairs):,} candidates", time.perf_counter()))
    by_fingerprint: dict[int, list[int]] = {}
    for place, fingerprint in enumerate(found.fingerprints.tolist()):
        by_fingerprint.setdefault(fingerprint, []).append(place)
    met = [
        (fingerprint, fingerprint)
        for fingerprint, places in by_fingerprint.items()
        if len(places) > 1
    ]
    met += surviving_pairs(found, pairs, matcher, UNKNOWN_FREQUENCY_DISCOUNT)
    laps.append((f"{len(met):,} kept", time.perf_counter()))
    kept = {
        (a, b)
        for one, other in met
        for x in by_fingerprint[one][: blocking.MAX_VERSIONS]
        for y in by_fingerprint[other][: blocking.MAX_VERSIONS]
        if x != y
        for a, b in [(min(x, y), max(x, y))]
        if _related(made[a], made[b], matcher)
    }
    laps.append(("related", time.perf_counter()))
    note = "; ".join(
        f"{name} {end - start:.1f} s"
        for (name, end), start in zip(laps, [begun, *(end for _, end in laps)], strict=False)
    )
    return kept, note, None


def _encoded(made: Sequence[Made], vocabulary: Vocabulary) -> EncodedTexts:
    return encode(
        [one.text for one in made],
        [one.speaker for one in made],
        ["direct"] * len(made),
        vocabulary,
    )


def _related(a: Made, b: Made, matcher: MatchClassifier) -> bool:
    one, other = prepare(a.text), prepare(b.text)
    speakers = by_name(a.speaker or "", b.speaker or "")
    pair = TextPair(one, other, None, speakers, frozenset(["direct"]))
    return relation(pair, matcher) is not None


def minhash(made: Sequence[Made]) -> tuple[Pairs, str, None]:
    """MinHash LSH by rensa (128 permutations, 32 bands) on word 2-grams, with our relations."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    kept: Pairs = set()
    matcher = classifier.load()
    candidates = 0
    for place, one in enumerate(made):
        words = "".join(c if c.isalnum() else " " for c in one.text.lower()).split()
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([f"{a} {b}" for a, b in zip(words, words[1:], strict=False)] or words)
        for other in lsh.query(sketch):
            candidates += 1
            if _related(made[other], one, matcher):
                kept.add((other, place))
        lsh.insert(place, sketch)
    return kept, f"{candidates:,} candidates", None


def all_pairs(made: Sequence[Made]) -> tuple[Pairs, str, set[int]]:
    """Every quotation against a sample of copies, so that no candidate is missed."""
    asked = [place for place, one in enumerate(made) if one.original is not None][:SAMPLE]
    tokens = [prepare(one.text).tokens for one in made]
    matcher = classifier.load()
    kept: Pairs = set()
    for place in asked:
        common = process.cdist([tokens[place]], tokens, scorer=LCSseq.similarity)[0]
        for other in np.flatnonzero(common >= 2).tolist():
            if other != place and _related(
                made[min(place, other)], made[max(place, other)], matcher
            ):
                kept.add((min(place, other), max(place, other)))
    return kept, f"a sample of {len(asked)} copies against all", set(asked)


if __name__ == "__main__":
    main()
