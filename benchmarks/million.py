"""A database of a million quotations: how fast it is filled, how large it is, how fast it answers, and what one more article costs.

    python -m benchmarks.million write ARTICLES.jsonl... --out million.jsonl     made-up articles, as `extract --with-text` writes them
    python -m benchmarks.million ingest million.jsonl --db million.db            articles per second, from the first to the last
    python -m benchmarks.million link --db million.db                            links and claims, then passages
    python -m benchmarks.million size --db million.db                            bytes by table and index
    python -m benchmarks.million ask --db million.db                             milliseconds of 200 questions, by kind
    python -m benchmarks.million add million.jsonl --db million.db               seconds of one article more, in a copy

Quotations are those of versions.py: a fifth are edited copies, speakers follow Zipf's law. An article has 5 to 10 of them, and as many
sentences of its own between them, of which a tenth are another article's word for word and a tenth edited.
"""
from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks import versions
from benchmarks.versions import Made

OUTLETS = [f"The {place} {paper}" for place in ("Harbour", "Valley", "Northern", "City", "County", "Island", "Border", "River", "Lake", "Coast")
           for paper in ("Herald", "Courier", "Post", "Times", "Mercury")]
CUES = ["said", "told reporters", "wrote", "argued", "warned"]
ROLES = [None, None, "the minister", "an engineer at the county", "the union leader", "a professor of law"]
PER_ARTICLE = (5, 10)       # quotations of an article


# ---- made-up articles

def articles(quotations: Sequence[Made], real: Sequence[str], seed: int = 1) -> Iterator[dict[str, Any]]:
    """Lines as `extract --with-text` writes them, in order of the quotations."""
    rng = random.Random(seed)
    shelf: list[str] = []
    at = number = 0
    while at < len(quotations):
        size = rng.randint(*PER_ARTICLE)
        said = quotations[at:at + size]
        yield _article(number, said, [_prose(real, shelf, rng) for _ in said], rng)
        at, number = at + size, number + 1


def _prose(real: Sequence[str], shelf: list[str], rng: random.Random) -> str:
    """A sentence of an article's own, or one that another article has, as it stands or edited."""
    chance = rng.random()
    if shelf and chance < 0.2:
        words = rng.choice(shelf).rstrip(".").split()
        if chance < 0.1:
            words[rng.randrange(len(words))] = rng.choice(["several", "new", "old", "many"])
        return " ".join(words) + "."
    parts = [text.split() for text in rng.sample(real, 3)]
    words = [word for place, part in enumerate(parts) for word in part[len(part) * place // 3:len(part) * (place + 1) // 3]]
    made = " ".join(words).strip(" .!?\"”“").capitalize() + "."
    shelf.append(made) if len(shelf) < 20_000 else shelf.__setitem__(rng.randrange(20_000), made)
    return made


def _article(number: int, said: Sequence[Made], prose: Sequence[str], rng: random.Random) -> dict[str, Any]:
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
        quotes.append({"content": content, "cue": [span], "source": source, "kind": "direct", "modality": "stated", "text": one.text,
                       "speaker": {"name": one.speaker, "kind": "person" if one.speaker else "unknown", "descriptor": role},
                       "score": 0.9, "reason": f"in quotation marks; subject of {cue.split()[0]!r}"})
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(2000))
    return {"id": f"a{number:07}", "outlet": rng.choice(OUTLETS), "date": f"{day}T{rng.randrange(24):02}:00", "title": prose[0][:60],
            "byline": None, "url": None, "text": text, "quotes": quotes, "boilerplate": [], "sentences": sentences}


def write(options: argparse.Namespace) -> None:
    """Writes made-up articles to a file, a line each."""
    real = versions.sentences(options.articles)
    made = versions.made(real, options.number, options.seed)
    with options.out.open("w", encoding="utf-8") as out:
        for line in articles(made, real, options.seed):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
