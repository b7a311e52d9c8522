"""The road, read out of the imports: data goes one way, and each dependency has one home."""
import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "quotetrack"
PATHS = {".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
         for path in sorted(PACKAGE.rglob("*.py"))}
PATHS.pop("__init__")

# A module imports only from lines above its own. What is named nowhere is a helper: it stands between the ground and the
# steps, and may use other helpers as long as they make no ring.
ROAD = ["errors records text lexicon",
        "HELPERS",
        "read parse extract attribute identify link group store ask",
        "relink passages display",
        "track health findings web",
        "cli"]
NAMED = {name: level for level, names in enumerate(ROAD) for name in names.split()}
HELPERS = ROAD.index("HELPERS")

HOMES = {"stanza": {"parse"}, "torch": {"parse", "quick", "network", "tagger"}, "tokenizers": {"windows", "tagger"},
         "numpy": {"tagger", "paths", "vocabulary", "sketch", "postings", "sieve", "link", "relink", "footprints", "passages"},
         "rapidfuzz": {"agreement", "sieve", "link", "pair", "align", "identify", "passages"},
         "sqlite_utils": {"schema", "store"}, "typer": {"cli"}, "rich": {"display", "findings"}, "datasette": {"web"},
         "sentence_transformers": {"senses"}, "transformers": {"senses"}, "markupsafe": {"web"}, "charset_normalizer": {"decode"}}
SQL_HOMES = ("schema", "store", "ask")
SQL = re.compile(r"\b(select\s.+?\sfrom|insert\s+(or\s+\w+\s+)?into|delete\s+from|update\s+\w+\s+set|"
                 r"create\s+(virtual\s+)?(table|view|index)|pragma\s+\w+)\b", re.IGNORECASE | re.DOTALL)
LONGEST = 60        # lines of a function
RARE = "petrov|lankov|ramani|baranov|tillerson|vladivostok|rajin|khasan|mangyongbong|investstroitrest|yomiuri|kookmin|nikkei"
COMMON = ("leonid|andrei|samuel|trump|putin|jinping|jong|korea|korean|pyongyang|beijing|moscow|oxford|ferry|tankers?|express|"
          "straits")


def tree(name):
    return ast.parse(PATHS[name].read_text(encoding="utf-8"))


def level(name):
    return NAMED.get(name.split(".")[0], HELPERS)


def ours(name):
    """The modules of ours that a module imports, wherever in the file."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "quotetrack":
            whole = (node.module or "").partition(".")[2]
            found |= {whole} | {".".join(filter(None, (whole, alias.name))) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("quotetrack.")}
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
    docs = {id(node.body[0].value) for node in ast.walk(whole)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body
            and isinstance(node.body[0], ast.Expr)}
    return [(node.lineno, node.value) for node in ast.walk(whole)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]


def _any_of(names):
    return re.compile(rf"\b({names})\b", re.IGNORECASE)


@pytest.mark.parametrize("name", PATHS)
def test_imports_point_down_the_road(name):
    """A module imports only from levels below its own, helpers also other helpers: data can travel one way only."""
    own = name.split(".")[0]
    wrong = {other for other in ours(name) if other.split(".")[0] != own and level(other) >= level(name)
             and not level(other) == level(name) == HELPERS}
    assert not wrong, f"{name} imports {sorted(wrong)}"


def test_every_name_on_the_road_is_a_module():
    """The road names only modules that exist, so that a renamed one cannot slip out of the rule."""
    assert NAMED.keys() - {"HELPERS"} <= PATHS.keys()


def test_modules_make_no_ring():
    """No chain of imports leads back to where it began, imports inside functions counted."""
    try:
        list(TopologicalSorter({name: ours(name) - {name} for name in PATHS}).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", PATHS)
def test_each_dependency_has_its_homes(name):
    """Only its homes know a library, so that it can be replaced there."""
    strangers = {package for package, homes in HOMES.items() if package in others(name) and name.split(".")[0] not in homes}
    assert not strangers, f"{name} imports {sorted(strangers)}"


def test_every_dependency_is_declared():
    """What is imported is Python's own or named in pyproject.toml (markupsafe comes with datasette)."""
    known = sys.stdlib_module_names | HOMES.keys() | {"quotetrack"}
    assert {name: sorted(others(name) - known) for name in PATHS if others(name) - known} == {}


@pytest.mark.parametrize("name", [name for name in PATHS if name not in SQL_HOMES])
def test_sql_is_written_in_two_places(name):
    """SQL that changes data stands in store.py, SQL that asks in ask.py."""
    found = [line for line, text in strings(name) if SQL.search(text)]
    assert not found, f"SQL in {name}, lines {found}"


@pytest.mark.parametrize("name", PATHS)
def test_functions_are_short(name):
    """No function is longer than sixty lines."""
    long = {node.name: node.end_lineno - node.lineno + 1 for node in ast.walk(tree(name))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= LONGEST}
    assert not long


@pytest.mark.parametrize("name", PATHS)
def test_nothing_is_keyed_to_the_seeds(name):
    """No name of the example articles stands in the logic; help texts and docstrings may use them."""
    found = [(line, text) for line, text in strings(name) if _any_of(f"{RARE}|{COMMON}").search(text)]
    assert not found, found


@pytest.mark.parametrize("path", sorted((PACKAGE / "words").glob("*.txt")), ids=lambda path: path.stem)
def test_no_word_list_is_keyed_to_the_seeds(path):
    """The word lists hold none of the rare names of the example articles."""
    assert _any_of(RARE).findall(path.read_text(encoding="utf-8")) == []


def test_questions_load_neither_torch_nor_stanza():
    """The command line answers at once: its modules and those of the questions bring no parser with them."""
    code = "import sys; from quotetrack import cli, ask, display; print(sys.modules.keys() & {'torch', 'stanza', 'numpy'})"
    shown = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"
