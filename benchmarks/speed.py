"""How fast each step of the road is, what the parser's processors take of it, and how much memory the whole needs.

    python -m benchmarks.speed                            the example articles, many times over in other words
    python -m benchmarks.speed --articles mine.jsonl      your own
    python -m benchmarks.speed --workers 4 --json

Steps are timed in one process on one thread. The whole road is then run as the command `ingest` by itself, with one worker
and with as many as asked, from start to end, loading included. Memory is the peak of the largest process (getrusage); with
workers, each takes about that much. A word is a run of characters between spaces.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from quotetrack import attribute, extract, lexicon, parse, read, store, track
from quotetrack.records import Article, Reading

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "data" / "seeds" / "articles.jsonl"
LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
STEPS = ("read", "load the parser", "parse", "extract", "attribute", "save", "link")


def main() -> None:
    """Entry point of `python -m benchmarks.speed`."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Words per second of each step.")
    options.add_argument("--articles", type=Path, help="a JSON Lines file; without it, the example articles in many copies")
    options.add_argument("--copies", type=int, default=40, help="of the example articles (default 40)")
    options.add_argument("--workers", type=int, default=2, help="for the second run of the whole road (default 2)")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = chosen.articles or _copies(Path(folder) / "copies.jsonl", chosen.copies)
        found = measured(articles, Path(folder), chosen.workers)
    print(json.dumps(found, indent=1) if chosen.json else "\n".join(table(found)))


def measured(articles: Path, folder: Path, workers: int) -> dict[str, Any]:
    """Sizes, seconds of each step, and the whole road with one worker and with more."""
    readings: list[Reading] = []
    seconds = {"read": _seconds(lambda: readings.extend(_laid(articles)))}
    words = sum(len(r.article.text.split()) for r in readings)
    steps, inside, quotes = _steps([r.article for r in readings], folder / "steps.db")
    whole = {str(n): _whole(articles, folder / f"whole-{n}.db", n) for n in sorted({1, workers})}
    return {"articles": len(readings), "words": words, "quotations": quotes, "steps": seconds | steps, "parse": inside,
            "whole": whole}


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


# ---- step by step

def _laid(articles: Path) -> Iterator[Reading]:
    """The articles read and laid out."""
    for reading in read.readings([str(articles)], {}, _give_up):
        yield Reading(read.lay_out(reading.article))


def _give_up(error: Exception) -> None:
    raise SystemExit(f"Error: {error}")


def _steps(articles: list[Article], database: Path) -> tuple[dict[str, float], dict[str, float], int]:
    """Seconds of each step, seconds of each of the parser's processors, and how many quotations there are."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser, seconds = parse.load(), {}
    seconds["load the parser"] = _seconds(lambda: list(parser([Article("warm", "It is warm.", paragraphs=((0, 11),))])))
    inside = _timed_processors(parser)
    parses: list[Any] = []
    seconds["parse"] = _seconds(lambda: parses.extend(parser(articles)))
    quotes: list[Any] = []
    seconds["extract"] = _seconds(lambda: quotes.extend(extract.quotes(p) for p in parses))
    known: list[Any] = []
    seconds["attribute"] = _seconds(lambda: known.extend(map(attribute.attributions, parses, quotes)))
    found = [track.Extraction(p.article, tuple(q), tuple(a), tuple((s.start, s.end) for s in p.sentences))
             for p, q, a in zip(parses, quotes, known, strict=True)]
    db = store.connect(database)
    seconds["save"] = _seconds(lambda: _save(db, found, parser.version))
    seconds["link"] = _seconds(lambda: track.link_new(db))
    return seconds, inside, sum(map(len, quotes))


def _save(db: Any, found: Sequence[track.Extraction], parser: str) -> None:
    run = store.start_run(db, "speed", parser)
    for extraction in found:
        track.save(db, extraction, run, track.Tally())


def _timed_processors(parser: Any) -> dict[str, float]:
    """Seconds of each processor of a loaded stanza pipeline, counted up while it works."""
    spent: dict[str, float] = {}
    for name, processor in parser._pipeline.processors.items():
        spent[name] = 0.0
        processor.bulk_process = _timed(processor.bulk_process, name, spent)
    return spent


def _timed(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*args, **named)
        finally:
            spent[name] += time.perf_counter() - begun
    return timed


# ---- from start to end

def _whole(articles: Path, database: Path, workers: int) -> dict[str, float]:
    """Seconds of `quotetrack ingest`, of all processors together, and the peak of its largest process in MB."""
    command = [sys.executable, "-m", "quotetrack.cli", "ingest", str(articles), "--workers", str(workers)]
    begun = time.perf_counter()
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "QUOTETRACK_DB": str(database), "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    assert child.stderr is not None
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"ingest failed: {said}")
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"seconds": time.perf_counter() - begun, "cpu seconds": used.ru_utime + used.ru_stime, "peak MB": peak / 1e6}


# ---- what is read

def _copies(path: Path, number: int) -> Path:
    """The example articles over and over, each copy with long words of its own, so that copies are other stories."""
    originals = [r.article for r in read.readings([str(SEEDS)], {}, _give_up)]
    words = sorted({w for a in originals for w in LONG_WORD.findall(a.text) if not _reports(w)})
    with path.open("w", encoding="utf-8") as out:
        for copy in range(number):
            turn = 7 * copy % len(words)
            others = dict(zip(words, words[turn:] + words[:turn], strict=True))
            for a in originals:
                text = LONG_WORD.sub(partial(_exchanged, others), a.text)
                record = {"id": f"{a.id}-{copy}", "outlet": a.outlet, "date": a.date, "title": a.title, "text": text}
                out.write(json.dumps(record) + "\n")
    return path


def _exchanged(others: dict[str, str], word: re.Match[str]) -> str:
    return others.get(word.group(), word.group())


def _reports(word: str) -> bool:
    """True for words that report, which keep their places."""
    return word == "according" or any(word.startswith(verb[:6]) for verb in lexicon.table("reporting"))


# ---- the table

def table(found: dict[str, Any]) -> Iterator[str]:
    """The figures as lines of text."""
    words, steps = found["words"], found["steps"]
    total = sum(steps.values()) - steps["load the parser"]
    yield f"{found['articles']} articles, {words} words, {found['quotations']} quotations"
    yield ""
    yield f"{'step, one process':<22}{'seconds':>9}{'share':>8}{'words/s':>10}"
    for name in STEPS:
        if name == "load the parser":
            yield f"{name:<22}{steps[name]:>9.2f}"
            continue
        yield _row(name, steps[name], total, words)
        if name == "parse":
            rest = steps["parse"] - sum(found["parse"].values())
            yield from (_row(f"  {part}", spent, total, words) for part, spent in [*found["parse"].items(), ("offsets", rest)])
    yield _row("all steps", total, total, words)
    yield ""
    yield f"{'whole road, ingest':<22}{'seconds':>9}{'CPU s':>8}{'words/s':>10}{'peak MB':>9}"
    for workers, run in found["whole"].items():
        label = f"{workers} worker" + "s" * (workers != "1")
        seconds, cpu, peak = run["seconds"], run["cpu seconds"], run["peak MB"]
        yield f"{label:<22}{seconds:>9.2f}{cpu:>8.1f}{words / seconds:>10,.0f}{peak:>9.0f}"


def _row(name: str, seconds: float, total: float, words: int) -> str:
    return f"{name:<22}{seconds:>9.2f}{seconds / total:>8.1%}{words / max(seconds, 1e-9):>10,.0f}"


if __name__ == "__main__":
    main()
