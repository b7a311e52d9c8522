"""Writes the pages and parts of pages in docs/ that the program itself knows best.

    python -m docs.generate              cli.md, tables.md, and the table of modules in architecture.md
    python -m docs.generate --outputs    also runs the commands shown in README.md and docs/ and puts in what they print

The second takes a minute, as it reads the example articles. tests/test_docs.py checks that the first would change nothing.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "quotetrack"
SHOWN = (
    "README.md",
    "docs/index.md",
    "docs/tutorial.md",
    "docs/how-quotes-are-found.md",
    "docs/how-versions-are-linked.md",
    "docs/datasette.md",
)
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
MODULES = re.compile(r"(?<=<!-- modules -->\n).*?(?=<!-- end of modules -->)", re.DOTALL)


def main() -> None:
    """Entry point of `python -m docs.generate`."""
    options = argparse.ArgumentParser(
        prog="python -m docs.generate", description="Write the generated parts of docs/."
    )
    options.add_argument(
        "--outputs", action="store_true", help="also run the commands that the pages show"
    )
    wanted = options.parse_args()
    for path, text in pages().items():
        _write(path, text)
    if wanted.outputs:
        for name in SHOWN:
            _write(ROOT / name, with_outputs((ROOT / name).read_text(encoding="utf-8")))


def pages() -> dict[Path, str]:
    """Each generated page with the text that it should have now."""
    architecture = DOCS / "architecture.md"
    return {
        DOCS / "cli.md": cli(),
        DOCS / "tables.md": tables(),
        architecture: MODULES.sub(lambda _: modules(), architecture.read_text(encoding="utf-8")),
    }


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


# ---- commands

CLI_HEAD = """# Commands

Every command with its options, as `--help` shows them. This page is generated from the program by
`python -m docs.generate`, and a test keeps it true.

Common to all: `--db`, or the environment variable `QUOTETRACK_DB`, names the database (`quotetrack.db` if neither does);
`-` stands for standard input; answers go to standard output, progress and errors to standard error. The exit status is 0
when all went well, 1 when something failed (what could be done was done), 2 when the command was called wrongly.
"""


def cli() -> str:
    """The page of commands, in the order of `quotetrack --help`."""
    parts = [CLI_HEAD, "```text\n" + help_of() + "```\n"]
    for name in commands():
        parts += [f"## quotetrack {name}\n", "```text\n" + help_of(*name.split()) + "```\n"]
    return "\n".join(parts)


def commands() -> list[str]:
    """The names of all commands; those of a group as `group command`."""
    from typer.main import get_command

    from quotetrack.cli.app import app

    found = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        found += (
            [f"{name} {inner}" for inner in command.commands]
            if hasattr(command, "commands")
            else [name]
        )
    return found


def help_of(*words: str) -> str:
    """What a command prints for `--help`, on eighty columns."""
    from typer.testing import CliRunner

    from quotetrack.cli.app import app

    environment = {"COLUMNS": "80", "NO_COLOR": "1"}
    shown = CliRunner().invoke(
        app, [*words, "--help"], prog_name="quotetrack", env=environment, terminal_width=80
    )
    return "\n".join(line.rstrip() for line in shown.output.strip().splitlines()) + "\n"


# ---- tables

TABLES_HEAD = """# Tables

What a quotetrack database holds. This page is generated from a fresh database by `python -m docs.generate`, and a test
keeps it true. The meanings are those that [Datasette](datasette.md) shows, and those of `docs/columns.txt`.

Any SQLite tool can read the file. Write to it with quotetrack only. Offsets count characters of `articles.text` from 0 and
are half-open, so that the words are `text[start:end]` in Python and `substr(text, start + 1, end - start)` in SQL.
"""
VIEWS_HEAD = """## Views

Ready-made joins for browsing and for your own SQL; they hold nothing of their own.
"""
INNER_HEAD = """## Kept for finding things fast

Rebuilt from the rest whenever needed; not for reading.
"""


def tables() -> str:
    """The page of tables: those with meaning, the views, and what is only there for speed."""
    from quotetrack.store import connection

    db = connection.connect(":memory:")
    rows = db.conn.execute(
        "select name, type from sqlite_master where type in ('table', 'view') order by rowid"
    ).fetchall()
    rows = [(name, kind) for name, kind in rows if not re.search(r"_fts_\w+$|^sqlite_", name)]
    hidden = [name for name, _ in rows if _about(name).get("hidden")]
    parts = [TABLES_HEAD]
    parts += [
        _table(db.conn, name) for name, kind in rows if kind == "table" and name not in hidden
    ]
    parts += [VIEWS_HEAD, *(_view(db.conn, name) for name, kind in rows if kind == "view")]
    parts += [
        INNER_HEAD,
        _grid(("table", "what for"), [(f"`{name}`", meanings()[name]) for name in hidden]),
    ]
    return "\n".join(parts)


def _table(conn, name: str) -> str:  # type: ignore[no-untyped-def]
    """A table with its columns, their types and what they hold."""
    points_to = {
        row[3]: f", to `{row[2]}.{row[4] or 'id'}`"
        for row in conn.execute(f"pragma foreign_key_list({name})")
    }
    rows = [
        (
            f"`{column}`",
            kind.lower() + ", key" * bool(key) + points_to.get(column, ""),
            meaning(name, column),
        )
        for _, column, kind, _, _, key in conn.execute(f"pragma table_info({name})")
    ]
    return f"## {name}\n\n{_about(name)['description']}\n\n" + _grid(
        ("column", "type", "what it holds"), rows
    )


def _view(conn, name: str) -> str:  # type: ignore[no-untyped-def]
    """A view with its columns and what they hold."""
    rows = [
        (f"`{row[1]}`", meaning(name, row[1])) for row in conn.execute(f"pragma table_info({name})")
    ]
    return f"### {name}\n\n{_about(name)['description']}\n\n" + _grid(
        ("column", "what it holds"), rows
    )


def _about(name: str) -> dict:
    """What Datasette says of a table or view."""
    from quotetrack.web.pages import TABLES

    return TABLES[name]


def meaning(table: str, column: str) -> str:
    """What a column holds: as Datasette says it, else as docs/columns.txt does. Raises KeyError if neither knows it."""
    known = meanings()
    said = (
        _about(table).get("columns", {}).get(column)
        or known.get(f"{table}.{column}")
        or known[f"*.{column}"]
    )
    return said.rstrip(".")


def meanings() -> dict[str, str]:
    """docs/columns.txt: `table.column`, `*.column` or `table` -> what it holds."""
    lines = (DOCS / "columns.txt").read_text(encoding="utf-8").splitlines()
    return {
        key: said.strip()
        for key, _, said in (
            line.partition(" ") for line in lines if line and not line.startswith("#")
        )
    }


def _grid(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return (
        "\n".join(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
        )
        + "\n"
    )


# ---- modules


def modules() -> str:
    """The table of modules: what each is for, in its own words, and which of ours it imports."""
    rows = [
        (f"`{name}`", first_sentence(path), ", ".join(imports(path)))
        for name, path in module_paths()
    ]
    return _grid(("module", "what it is for", "imports"), rows)


def module_paths() -> Iterator[tuple[str, Path]]:
    """The modules of the package by name; those of the Datasette plugin with their folder."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if (name := module_name(path)) != "__init__":
            yield name, path


def module_name(path: Path) -> str:
    """What the package calls a module: `parse`, `web`, `web.pages`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def first_sentence(path: Path) -> str:
    """The first sentence of a module's docstring, in one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=[^A-Z][.])\s", " ".join(text.split("\n\n")[0].split()), maxsplit=1)[
        0
    ].rstrip(".:")


def imports(path: Path) -> list[str]:
    """The modules of ours that a module imports, wherever in the file."""
    names = {name for name, _ in module_paths()}
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "quotetrack":
            whole = (node.module or "").partition(".")[2]
            found |= {whole} if whole in names else set()
            found |= {".".join(filter(None, (whole, alias.name))) for alias in node.names}
    return sorted(found & names - {module_name(path)})


# ---- what the commands print


def with_outputs(page: str) -> str:
    """The page with what its commands print now, run one after the other in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "data").symlink_to(ROOT / "data")
        _program(place / "bin" / "quotetrack")
        if "$ quotetrack ingest" not in page:
            _run("quotetrack ingest data/seeds/articles.jsonl", place)
        return CONSOLE.sub(lambda block: "".join(_replayed(block.group(), place)), page)


def _program(path: Path) -> None:
    """A `quotetrack` that runs this checkout."""
    path.parent.mkdir()
    path.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m quotetrack.cli "$@"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)


def _replayed(block: str, place: Path) -> Iterator[str]:
    """The block's commands, each with its output; a file shown with `cat` is made as shown, other programs' output stays."""
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        yield f"$ {command}\n"
        if command.startswith("cat "):
            (place / command.removeprefix("cat ")).write_text(shown, encoding="utf-8")
        ours = command.startswith("quotetrack ") and not command.startswith("quotetrack serve")
        yield _run(command, place) if ours else shown


def _run(command: str, place: Path) -> str:
    """What a command line prints, errors included, without spaces at the ends of lines."""
    environment = {
        **os.environ,
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "COLUMNS": "80",
        "OMP_NUM_THREADS": "1",
    }
    environment.pop("QUOTETRACK_DB", None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.strip("\n").splitlines())


if __name__ == "__main__":
    main()
