"""Word lists: each is read by something, says what it is, and repeats nothing."""

import re

import pytest

from quotetrack.language import lexicon

PACKAGE = lexicon.FOLDER.parent.parent
LISTS = sorted(lexicon.FOLDER.glob("*.txt"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
TABLES = set(re.findall(r'table\(\s*"(\w+)"', CODE))


def sections(path):
    """The entries of a list, in the sections that its comments make."""
    found = [[]]
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            found.append([])
        else:
            found[-1].append(line)
    return found


def names(paths):
    return [path.stem for path in paths]


def test_words_and_tables():
    """A list gives its entries, a table its keys and values; comments are no entries."""
    assert {"jan", "january"} <= lexicon.table("month_numbers").keys()
    assert lexicon.table("month_numbers")["feb"] == "2"
    assert "march" in lexicon.words("months")
    assert not any("#" in word for word in lexicon.words("months"))


def test_alternatives_try_the_longest_first():
    """In a regular expression, the longer of two words that begin alike must be tried first."""
    found = lexicon.alternatives("function_words").split("|")
    assert [len(word) for word in found] == sorted(map(len, found), reverse=True)


@pytest.mark.parametrize("path", LISTS, ids=names(LISTS))
def test_every_list_is_read(path):
    """No list lies about that nothing in the code names."""
    assert re.search(rf"[\"']{path.stem}[\"']", CODE)


@pytest.mark.parametrize("path", LISTS, ids=names(LISTS))
def test_every_list_says_what_it_is(path):
    """The first line is a comment, the name has no hyphen, and no line is empty or a leftover."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert re.match(r"# \S", lines[0]) and re.fullmatch(r"\w+", path.stem)
    assert all(line.strip() and not line.startswith(("<<<<", "====", ">>>>")) for line in lines)


@pytest.mark.parametrize("path", LISTS, ids=names(LISTS))
def test_no_list_repeats_an_entry(path):
    """No entry stands twice in a section, and no key twice in a table."""
    for entries in sections(path):
        assert len(entries) == len(set(entries))
    keys = [line.split("\t")[0] for entries in sections(path) for line in entries]
    assert path.stem not in TABLES or len(keys) == len(set(keys))


@pytest.mark.parametrize("path", LISTS, ids=names(LISTS))
def test_every_list_is_sorted(path):
    """Entries are sorted within their sections, unless the first line names another order."""
    first = path.read_text(encoding="utf-8").splitlines()[0].lower()
    if not re.search("in the order (of|in)", first):
        assert all(entries == sorted(entries) for entries in sections(path))
