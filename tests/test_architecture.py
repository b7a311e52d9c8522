"""The layout, read from the imports: data goes one way, and each dependency has one home."""

import ast
import importlib
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from layers import FACES_ONLY, LEVELS

PACKAGE = Path(__file__).resolve().parent.parent / "quotetrack"
PATHS = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
PATHS.pop("__init__")
LEVEL = {name: number for number, names in enumerate(LEVELS) for name in names.split()}
PACKAGES = sorted({name.split(".")[0] for name in PATHS if "." in name})

HOMES = {
    "stanza": "parsing",
    "torch": "parsing",
    "tokenizers": "parsing",
    "numpy": "parsing linking tracking",
    "rapidfuzz": "language linking speakers tracking",
    "sqlite_utils": "store",
    "typer": "cli",
    "rich": "cli",
    "datasette": "web",
    "markupsafe": "web",
    "sentence_transformers": "linking",
    "transformers": "linking",
    "charset_normalizer": "readers",
}
SQL_HOME = "store"
SQL = re.compile(
    r"\b(select\s.+?\sfrom|insert\s+(or\s+\w+\s+)?into|delete\s+from|update\s+\w+\s+set|"
    r"create\s+(virtual\s+)?(table|view|index)|pragma\s+\w+)\b",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 60  # lines of a function
RARE = (
    "petrov|lankov|ramani|baranov|tillerson|vladivostok|rajin|khasan|mangyongbong|"
    "investstroitrest|yomiuri|kookmin|nikkei"
)
COMMON = (
    "leonid|andrei|samuel|trump|putin|jinping|jong|korea|korean|pyongyang|beijing|moscow|oxford|ferry|tankers?|express|"
    "straits"
)


def tree(name):
    return ast.parse(PATHS[name].read_text(encoding="utf-8"))


def ours(name):
    """The modules of ours that a module imports, wherever in the file.

    `from quotetrack.cli import render` imports the module cli.render, not what cli itself defines.
    """
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "quotetrack":
            whole = (node.module or "").partition(".")[2]
            for alias in node.names:
                module = ".".join(filter(None, (whole, alias.name)))
                found.add(module if module in PATHS else whole)
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.partition(".")[2]
                for alias in node.names
                if alias.name.startswith("quotetrack.")
            }
    return found & PATHS.keys()


def others(name):
    """The packages of others that a module imports, wherever in the file."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def strings(name):
    """The text constants of a module that are no docstrings, with their lines."""
    whole = tree(name)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(whole)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(whole)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def _any_of(names):
    return re.compile(rf"\b({names})\b", re.IGNORECASE)


@pytest.mark.parametrize("name", PATHS)
def test_imports_point_down(name):
    """A package imports only from packages on lower levels: data goes one way."""
    own = name.split(".")[0]
    wrong = {
        other
        for other in ours(name)
        if other.split(".")[0] != own and LEVEL[other.split(".")[0]] >= LEVEL[own]
    }
    assert not wrong, f"{name} imports {sorted(wrong)}"


def test_every_name_in_the_table_is_a_package():
    """The table of levels names every package and nothing else."""
    assert LEVEL.keys() == {name.split(".")[0] for name in PATHS}


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_of_a_package_have_an_order(package):
    """A package's docstring names its modules in order; each imports only from those before it."""
    ordered = order(package)
    modules = {name.partition(".")[2] for name in PATHS if name.startswith(package + ".")} - {
        "__main__"
    }
    assert set(ordered) == modules
    for place, module in enumerate(ordered):
        later = {
            other
            for other in ours(f"{package}.{module}")
            if other.startswith(package + ".") and other.partition(".")[2] in ordered[place:]
        }
        assert not later - {f"{package}.{module}"}, f"{package}.{module} imports {sorted(later)}"


def order(package):
    """The modules that the docstring of a package names, in order."""
    said = ast.get_docstring(tree(package)) or ""
    found = re.search(r"Order: (.+?)\.(\s|$)", said, re.DOTALL)
    assert found, (
        f"quotetrack/{package}/__init__.py does not name the order of its modules: Order: a, b."
    )
    return [name.strip() for name in found[1].split(",")]


@pytest.mark.parametrize("name", PATHS)
def test_other_packages_import_only_from_the_face(name):
    """Packages import from each other only the modules in `__all__`."""
    own = name.split(".")[0]
    hidden = set()
    for other in ours(name):
        package, _, module = other.partition(".")
        if module and package != own and package in FACES_ONLY:
            face = importlib.import_module(f"quotetrack.{package}").__all__
            hidden |= {other} if module.split(".")[0] not in face else set()
    assert not hidden, f"{name} imports {sorted(hidden)}"


def test_modules_make_no_ring():
    """No chain of imports leads back to where it began, imports inside functions counted."""
    try:
        list(TopologicalSorter({name: ours(name) - {name} for name in PATHS}).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", PATHS)
def test_each_dependency_has_its_homes(name):
    """Only its homes know a library, so that it can be replaced there."""
    strangers = {
        library
        for library, homes in HOMES.items()
        if library in others(name) and name.split(".")[0] not in homes.split()
    }
    assert not strangers, f"{name} imports {sorted(strangers)}"


def test_every_dependency_is_declared():
    """Imports are from the standard library or declared (markupsafe comes with datasette)."""
    known = sys.stdlib_module_names | HOMES.keys() | {"quotetrack"}
    assert {name: sorted(others(name) - known) for name in PATHS if others(name) - known} == {}


@pytest.mark.parametrize("name", [name for name in PATHS if name.split(".")[0] != SQL_HOME])
def test_sql_is_written_in_the_store_only(name):
    """SQL stands in the store and nowhere else."""
    found = [line for line, text in strings(name) if SQL.search(text)]
    assert not found, f"SQL in {name}, lines {found}"


@pytest.mark.parametrize("name", PATHS)
def test_functions_are_short(name):
    """No function is longer than sixty lines."""
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree(name))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno >= LONGEST
    }
    assert not long


@pytest.mark.parametrize("name", PATHS)
def test_nothing_is_keyed_to_the_seeds(name):
    """No name from the example articles is in the logic; help texts and docstrings may use them."""
    found = [
        (line, text) for line, text in strings(name) if _any_of(f"{RARE}|{COMMON}").search(text)
    ]
    assert not found, found


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "language").glob("*/*.txt")), ids=lambda path: path.stem
)
def test_no_word_list_is_keyed_to_the_seeds(path):
    """The word lists hold none of the rare names of the example articles."""
    assert _any_of(RARE).findall(path.read_text(encoding="utf-8")) == []


def test_questions_load_neither_torch_nor_stanza():
    """The modules of the command line and of the questions import no large library."""
    code = (
        "import sys; from quotetrack.cli import app, render; "
        "from quotetrack.store import listings, questions, shared_passages; "
        "heavy = {'torch', 'stanza', 'numpy', 'rapidfuzz', 'sqlite_utils'}; "
        "print(sys.modules.keys() & heavy)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"
