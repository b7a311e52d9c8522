"""A database of a million quotations: how fast it fills, how large it is and how fast it answers.

    python -m benchmarks.archive write ARTICLES.jsonl... --out million.jsonl
        made-up articles, as `extract --with-text` writes them
    python -m benchmarks.archive ingest million.jsonl --db million.db
        articles per second, from the first to the last
    python -m benchmarks.archive link --db million.db
        links and claims, then passages
    python -m benchmarks.archive size --db million.db
        bytes by table and index
    python -m benchmarks.archive ask --db million.db
        milliseconds of 200 questions, by kind
    python -m benchmarks.archive add million.jsonl --db million.db
        seconds for one more article, in a copy

The quotations are those of versions.py: a fifth are edited copies, and speakers follow Zipf's law.
An article has 5 to 10 of them and as many sentences of its own in between, of which a tenth repeat
another article word for word and a tenth are edited.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import versions
from benchmarks.versions import Made
from quotetrack.store import connection, questions, readonly
from quotetrack.tracking import incremental_linking, passages
from quotetrack.tracking import ingest as road

OUTLETS = [
    f"The {place} {paper}"
    for place in (
        "Harbour",
        "Valley",
        "Northern",
        "City",
        "County",
        "Island",
        "Border",
        "River",
        "Lake",
    )
    for paper in ("Herald", "Courier", "Post", "Times", "Mercury")
]
CUES = ["said", "told reporters", "wrote", "argued", "warned"]
ROLES = [
    None,
    None,
    "the minister",
    "an engineer at the county",
    "the union leader",
    "a professor of law",
]
PER_ARTICLE = (5, 10)  # quotations of an article


# ---- made-up articles


def articles(
    quotations: Sequence[Made], real: Sequence[str], seed: int = 1
) -> Iterator[dict[str, Any]]:
    """Lines as `extract --with-text` writes them, in the order of the quotations."""
    rng = random.Random(seed)
    shelf: list[str] = []
    at = number = 0
    while at < len(quotations):
        size = rng.randint(*PER_ARTICLE)
        said = quotations[at : at + size]
        yield _article(number, said, [_prose(real, shelf, rng) for _ in said], rng)
        at, number = at + size, number + 1


def _prose(real: Sequence[str], shelf: list[str], rng: random.Random) -> str:
    """A new sentence, or one of another article, verbatim or edited."""
    chance = rng.random()
    if shelf and chance < 0.2:
        words = rng.choice(shelf).rstrip(".").split()
        if chance < 0.1:
            words[rng.randrange(len(words))] = rng.choice(["several", "new", "old", "many"])
        return " ".join(words) + "."
    parts = [text.split() for text in rng.sample(real, 3)]
    words = [
        word
        for place, part in enumerate(parts)
        for word in part[len(part) * place // 3 : len(part) * (place + 1) // 3]
    ]
    made = " ".join(words).strip(' .!?"”“').capitalize() + "."
    shelf.append(made) if len(shelf) < 20_000 else shelf.__setitem__(rng.randrange(20_000), made)
    return made


def _article(
    number: int, said: Sequence[Made], prose: Sequence[str], rng: random.Random
) -> dict[str, Any]:
    text, quotes, sentences = "", [], []
    for one, own in zip(said, prose, strict=True):
        start = len(text)
        cue, role = rng.choice(CUES), rng.choice(ROLES) if one.speaker else None
        text += f"“{one.text},” "
        content = [[start + 1, start + 1 + len(one.text)]]
        if one.speaker:
            source = [[len(text), len(text) + len(one.speaker)]]
            text += f"{one.speaker} "
        else:
            source = []
            text += "it was "
        span = [len(text), len(text) + len(cue)]
        text += cue + (f", {role}." if role else ".")
        sentences.append([start, len(text)])
        text += "\n\n"
        sentences.append([len(text), len(text) + len(own)])
        text += f"{own} "
        quotes.append(
            {
                "content": content,
                "cue": [span],
                "source": source,
                "kind": "direct",
                "modality": "stated",
                "text": one.text,
                "speaker": {
                    "name": one.speaker,
                    "kind": "person" if one.speaker else "unknown",
                    "descriptor": role,
                },
                "score": 0.9,
                "reason": f"in quotation marks; subject of {cue.split()[0]!r}",
            }
        )
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(2000))
    return {
        "id": f"a{number:07}",
        "outlet": rng.choice(OUTLETS),
        "date": f"{day}T{rng.randrange(24):02}:00",
        "title": prose[0][:60],
        "byline": None,
        "url": None,
        "text": text,
        "quotes": quotes,
        "boilerplate": [],
        "sentences": sentences,
    }


def write(options: argparse.Namespace) -> None:
    """Write made-up articles to a file, one on each line."""
    real = versions.sentences(options.articles)
    made = versions.made(real, options.number, options.seed)
    with options.out.open("w", encoding="utf-8") as out:
        for line in articles(made, real, options.seed):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


# ---- filling the database


class _NoParser:
    """Stands in for the parser, which is not needed here."""

    name, version, at_once = "none", "none", 64

    def __call__(self, articles: Any) -> list[Any]:
        raise AssertionError("an article without quotations")


def ingest(options: argparse.Namespace) -> None:
    """Articles per second in batches of 20,000, without linking.

    The CPU seconds of the writing and the reading process are shown separately.
    """
    db = connection.connect(options.db)
    begun, cpu = time.perf_counter(), time.process_time()
    done, laps = 0, [(begun, cpu)]

    def tick(_: str) -> None:
        nonlocal done
        done += 1
        if done % options.step == 0:
            laps.append((time.perf_counter(), time.process_time()))
            wall, used = (now - before for now, before in zip(laps[-1], laps[-2], strict=True))
            print(
                f"{done:>9,} articles: {options.step / wall:>6,.0f} a second, "
                f"{options.step / used:>6,.0f} a CPU second of the writer",
                flush=True,
            )

    tally = road.ingest(
        db,
        road.incoming([str(options.lines)], {}, print),
        _NoParser(),
        print,
        tick,
        link=False,
    )
    connection.checkpoint(db)
    wall, used = time.perf_counter() - begun, time.process_time() - cpu
    db.close()
    read = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{tally.counts}: {done / wall:,.0f} articles a second; "
        f"writer {used / done * 1e6:,.0f} µs an article, "
        f"reader {(read.ru_utime + read.ru_stime) / done * 1e6:,.0f} µs; "
        f"{_peak():,.0f} MB at the peak"
    )


def link(options: argparse.Namespace) -> None:
    """Seconds and memory of linking everything that is new, then of the passages."""
    db = connection.connect(options.db)
    for name, work in (("links", incremental_linking.link_new), ("passages", passages.link_new)):
        begun, cpu = time.perf_counter(), time.process_time()
        found = work(db)
        print(
            f"{name}: {time.perf_counter() - begun:,.1f} s, "
            f"{time.process_time() - cpu:,.1f} CPU s, "
            f"{_peak():,.0f} MB at the peak, {found}",
            flush=True,
        )
    connection.checkpoint(db)


def _peak() -> float:
    """The peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1e6 if sys.platform == "darwin" else 1e3
    )


def size(options: argparse.Namespace) -> None:
    """Megabytes by table and index, the largest first."""
    conn = sqlite3.connect(options.db)
    rows = conn.execute(
        "select name, sum(pgsize) from dbstat group by name order by 2 desc"
    ).fetchall()
    for name, used in rows:
        if used >= 1e6:
            print(f"{used / 1e6:>9,.1f} MB  {name}")
    print(
        f"{sum(used for _, used in rows) / 1e6:>9,.1f} MB  in all, "
        f"{options.db.stat().st_size / 1e6:,.1f} MB as a file"
    )


# ---- asking


def ask_all(options: argparse.Namespace) -> None:
    """Milliseconds of `who-said` by kind of question: median and maximum.

    From Python with an open connection, and a few from the shell.
    """
    conn = readonly.connect(options.db)
    kinds = made_up_questions(conn, options.number, options.seed)
    for kind, asked in kinds.items():
        _report(kind, [_milliseconds(questions.who_said, conn, words) for words in asked])
    for kind, asked in kinds.items():
        _report(
            f"{kind}, from the shell",
            [
                _milliseconds(_shell, "who-said", words, "--db", str(options.db))
                for words in asked[:10]
            ],
        )


def _report(what: str, spent: Sequence[float]) -> None:
    print(
        f"{what:<35} median {statistics.median(spent):>7,.1f} ms, "
        f"worst {max(spent):>7,.1f} ms of {len(spent)}",
        flush=True,
    )


def _milliseconds(work: Callable[..., object], *args: object) -> float:
    begun = time.perf_counter()
    work(*args)
    return (time.perf_counter() - begun) * 1e3


def _shell(*words: str) -> None:
    code = "from quotetrack.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "is",
    "was",
    "for",
    "it",
    "with",
    "as",
    "on",
    "be",
    "at",
    "by",
    "this",
    "have",
    "from",
]
HOSTILE = [
    '"',
    "'; drop table quotes --",
    "a" * 5000,
    "* OR NEAR(",
    "zzzz " * 300,
    "the " * 400,
    "ö" * 40,
    "x y z " * 60,
    "NOT AND OR",
]


def made_up_questions(conn: sqlite3.Connection, number: int, seed: int) -> dict[str, list[str]]:
    """Questions of each kind, drawn from what is stored."""
    rng = random.Random(seed)
    most = conn.execute("select max(number) from quotes").fetchone()[0]
    texts = [
        conn.execute("select text from quotes where number = ?", (rng.randint(1, most),))
        .fetchone()[0]
        .split()
        for _ in range(number)
    ]
    spans = [(text, rng.randrange(max(1, len(text) - 6))) for text in texts]
    fragments = [" ".join(text[start : start + 6]) for text, start in spans]
    rare = [
        row[0]
        for row in conn.execute(
            "select word from words where length(word) > 6 order by id desc limit ?", (number,)
        )
    ]
    return {
        "exact fragment": fragments,
        "misspelt words": [_misspelt(words, rng) for words in fragments],
        "only common words": [" ".join(rng.sample(COMMON, 5)) for _ in range(number)],
        "a rare word": rare,
        "hostile": [HOSTILE[place % len(HOSTILE)] for place in range(number)],
    }


def _misspelt(words: str, rng: random.Random) -> str:
    """The question with two letters swapped in two of its words."""
    parts = words.split()
    for place in rng.sample(range(len(parts)), min(2, len(parts))):
        word = parts[place]
        at = rng.randrange(max(1, len(word) - 1))
        parts[place] = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return " ".join(parts)


# ---- one article more


def add(options: argparse.Namespace) -> None:
    """Seconds for each of some new articles, linking included, from Python and from the shell.

    The database is copied first.
    """
    copy = options.db.with_suffix(".copy.db")
    shutil.copyfile(options.db, copy)
    with options.lines.open(encoding="utf-8") as lines:
        texts = [
            json.loads(line) for line, _ in zip(lines, range(0, options.number * 100), strict=False)
        ][::100]
    db, path = connection.connect(copy), options.db.with_suffix(".new.jsonl")
    spent: dict[str, list[float]] = {"one article more": [], "one article more, from the shell": []}
    for number, line in enumerate(texts):
        path.write_text(json.dumps(line | {"id": f"new{number}"}) + "\n", encoding="utf-8")
        spent["one article more"].append(
            _milliseconds(
                road.ingest, db, road.incoming([str(path)], {}, print), _NoParser(), print
            )
        )
    db.close()
    for number, line in enumerate(texts[:10]):
        path.write_text(json.dumps(line | {"id": f"shell{number}"}) + "\n", encoding="utf-8")
        spent["one article more, from the shell"].append(
            _milliseconds(_shell, "ingest", str(path), "--db", str(copy))
        )
    for what, times in spent.items():
        _report(what, times)
    for left in copy.parent.glob(copy.name + "*"):
        left.unlink()
    path.unlink()


def main() -> None:
    """Entry point of `python -m benchmarks.archive`."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.archive", description="A database of a million quotations."
    )
    commands = options.add_subparsers(required=True)
    for name, work, given in (
        ("write", write, "articles"),
        ("ingest", ingest, "lines"),
        ("link", link, ""),
        ("size", size, ""),
        ("ask", ask_all, ""),
        ("add", add, "lines"),
    ):
        command = commands.add_parser(name, help=(work.__doc__ or "").splitlines()[0])
        command.set_defaults(work=work)
        command.add_argument("--seed", type=int, default=1)
        command.add_argument(
            "--number", type=int, default={"write": 1_000_000, "add": 20}.get(name, 200)
        )
        command.add_argument("--step", type=int, default=20_000)
        command.add_argument("--db", type=Path, default=Path("million.db"))
        command.add_argument("--out", type=Path, default=Path("million.jsonl"))
        if given:
            command.add_argument(given, type=Path, nargs="+" if given == "articles" else None)
    chosen = options.parse_args()
    chosen.work(chosen)


if __name__ == "__main__":
    main()
