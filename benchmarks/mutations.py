"""Do the tests notice when a tuned constant moves?

    python -m benchmarks.mutations [--number 40] [--seed 1] [--own-tests] [--part 1/2] [--json]

Draws numeric module constants of `quotetrack/` with a seed, changes one at a time in a copy of the
tree (by three tenths of its value, an integer by at least one), and runs the tests of its package,
then, if they all pass, the other tests that need no parser (not with `--own-tests`). A constant is
caught if a test fails. `--part 1/2` runs the first half of the draw, to share it between processes.
Constants that bound resources (memory, batches, lengths of hostile input) are left out: moving them
must not change results, so no test can see it.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEP = 0.3
RESOURCE_FROM = 1000  # larger numbers are sizes of caches, files and batches
RESOURCE_NAMES = (
    "BATCH",
    "AT_ONCE",
    "CACHE",
    "CHUNK",
    "SLICE",
    "WAIT",
    "PATIENCE",
    "MAX_",
    "WIDTH",
)
FORMAT_NAMES = ("APPLICATION", "SCHEMA", "OUTSIDE", "BEGIN", "INSIDE", "CELL")


@dataclass(frozen=True, slots=True)
class Constant:
    """A numeric constant: its file, relative to the repository, its line and its printed value."""

    path: str
    name: str
    line: int
    value: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change: the value it was changed to, and whether a test failed."""

    constant: Constant
    changed_to: float
    caught: bool


def constants(root: Path = ROOT) -> Iterator[Constant]:
    """The numeric constants at the top level of the modules, in order of path and line."""
    for path in sorted((root / "quotetrack").rglob("*.py")):
        relative = str(path.relative_to(root))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            found = _constant(node, relative)
            if found and not _bounds_a_resource(found):
                yield found


def _constant(node: ast.stmt, path: str) -> Constant | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    value = getattr(node, "value", None)
    if not isinstance(target, ast.Name) or not isinstance(value, ast.Constant):
        return None
    number = value.value
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    return Constant(path, target.id, value.lineno, number)


def _bounds_a_resource(constant: Constant) -> bool:
    named = any(part in constant.name for part in (*RESOURCE_NAMES, *FORMAT_NAMES))
    return named or abs(constant.value) >= RESOURCE_FROM


def changed(value: float, up: bool) -> float:
    """The value three tenths up or down; an integer by at least one."""
    sign = 1 if up else -1
    if isinstance(value, int):
        return value + sign * max(1, round(abs(value) * STEP))
    return round(value * (1 + sign * STEP), 6)


def mutate(tree: Path, constant: Constant, value: float) -> str:
    """Write the changed value into the copy of the tree; returns the text that stood there."""
    path = tree / constant.path
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines(keepends=True)
    number = constant.line - 1
    head, _, tail = lines[number].partition("=")
    lines[number] = head + "=" + tail.replace(_printed(tail), repr(value), 1)
    path.write_text("".join(lines), encoding="utf-8")
    return before


def _printed(text: str) -> str:
    """The number as it is written on the right-hand side of an assignment."""
    return text.split("#")[0].strip()


def caught(tree: Path, constant: Constant, own_tests: bool = False) -> bool:
    """True if a test of the constant's package fails, or else, if wanted, one of the others."""
    parts = Path(constant.path).parts
    package = tree / "tests" / parts[1]
    if package.is_dir() and not _passes(tree, [f"tests/{parts[1]}"]):
        return True
    if own_tests and package.is_dir():
        return False
    rest = ["tests", "--ignore=tests/test_docs.py", "--ignore=tests/test_architecture.py"]
    ignored = [f"--ignore=tests/{parts[1]}"] if package.is_dir() else []
    return not _passes(tree, [*rest, *ignored])


def _passes(tree: Path, arguments: Sequence[str]) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-m",
        "not stanza",
        "-p",
        "no:cacheprovider",
    ]
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, *arguments], cwd=tree, env=environment, capture_output=True)
    return done.returncode == 0


def drawn(number: int, seed: int) -> list[tuple[Constant, float]]:
    """The constants to change, each with its new value."""
    draw = random.Random(seed)
    sample = draw.sample(list(constants()), number)
    return [(constant, changed(constant.value, up=draw.random() < 0.5)) for constant in sample]


def run(changes: Sequence[tuple[Constant, float]], own_tests: bool) -> Iterator[Outcome]:
    """Make the changes one after the other in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        hidden = shutil.ignore_patterns(".git", ".venv", "*.db", "__pycache__")
        shutil.copytree(ROOT, tree, ignore=hidden)
        for constant, value in changes:
            before = mutate(tree, constant, value)
            yield Outcome(constant, value, caught(tree, constant, own_tests))
            (tree / constant.path).write_text(before, encoding="utf-8")


def main() -> None:
    """Print a line for each constant and the total."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--number", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own-tests", action="store_true")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    outcomes = []
    for outcome in run(drawn(options.number, options.seed)[part - 1 :: parts], options.own_tests):
        outcomes.append(outcome)
        constant = outcome.constant
        how = "caught  " if outcome.caught else "survived"
        line = f"{how} {constant.path}:{constant.line} {constant.name}"
        print(f"{line} {constant.value} -> {outcome.changed_to}", file=sys.stderr, flush=True)
    total = sum(outcome.caught for outcome in outcomes)
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes]))
    else:
        print(f"{total} of {len(outcomes)} changed constants were caught")


if __name__ == "__main__":
    main()
