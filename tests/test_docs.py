"""The documentation is up to date: generated pages, links, and the commands that it shows."""

import importlib.util
import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest
from layers import LEVELS
from typer.main import get_command

from quotetrack.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def _generator():
    pytest.importorskip("datasette")
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = _generator()


def prose(page):
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def commands(page):
    """The quotetrack command lines in the fenced blocks of a page."""
    for language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language in ("console", "sh"):
            for line in block.splitlines():
                line = line.removeprefix("$ ")
                if line.startswith("quotetrack "):
                    yield line


def words(line):
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found = list(lexer)
    ends = [place for place, word in enumerate(found) if set(word) <= set("|><;&()")]
    return found[1 : min(ends, default=len(found))]


def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    }


@pytest.mark.parametrize("name", generate.commands())
def test_every_command_is_explained(name):
    """Each command has a sentence, an example of itself, and a section in docs/cli.md."""
    shown = generate.help_of(*name.split())
    assert re.search(r"^  [A-Z].*?\.\s", shown, re.MULTILINE | re.DOTALL)
    assert f"Example: quotetrack {name}" in shown
    assert f"## quotetrack {name}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", generate.commands())
def test_every_option_is_explained(name):
    """Each option and argument of a command has a help text."""
    command = get_command(app)
    for word in name.split():
        command = command.commands[word]
    assert [option.name for option in command.params if not option.help] == []


@pytest.mark.parametrize("path", generate.pages(), ids=lambda path: path.name)
def test_generated_pages_are_up_to_date(path):
    """The page is what the generator would write now; to fix it, run: make docs."""
    assert path.read_text(encoding="utf-8") == generate.pages()[path]


def test_the_levels_are_those_that_are_enforced():
    """docs/architecture.md draws the levels that test_architecture.py enforces."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "\n".join(["```text", *LEVELS, "```"]) in page


def test_descriptions_are_up_to_date():
    """docs/columns.txt describes only what is in the database."""
    page = generate.tables()
    names = {key.rpartition(".")[2] for key in generate.meanings()}
    assert sorted(name for name in names if f"`{name}`" not in page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    """Every relative link points to a file that exists, and to a heading that it has."""
    for link in LINK.findall(prose(page)):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link} has no such heading"


@pytest.mark.parametrize("line", sorted({line for page in PAGES for line in commands(page)}))
def test_shown_commands_exist(line):
    """The program accepts every command that a page shows, with its options."""
    command, arguments = get_command(app), words(line)
    while hasattr(command, "commands"):
        command, arguments = command.commands[arguments[0]], arguments[1:]
    command.make_context(command.name, arguments)


def test_pages_show_commands():
    """The README and the tutorial do show commands, so the check of them cannot pass on nothing."""
    assert len(list(commands(ROOT / "README.md"))) >= 2
    assert len(list(commands(ROOT / "docs" / "tutorial.md"))) >= 15


def test_every_page_is_reached_from_the_index():
    """The index leads to every page of docs/."""
    index = prose(ROOT / "docs" / "index.md")
    others = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {name for name in others if f"({name}" not in index} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_line_ends_in_spaces(page):
    """Output is shown without the trailing spaces that terminals print."""
    assert [
        line for line in page.read_text(encoding="utf-8").splitlines() if line != line.rstrip()
    ] == []
