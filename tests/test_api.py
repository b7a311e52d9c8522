"""The public Python API: light to import, documented, and as its page says."""

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_origin, get_type_hints, is_typeddict

import pytest
from stand_in_parser import Splitter
from stories import TEXTS, lines

import quotetrack
from quotetrack import answers

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"
BLOCK = re.compile(r"(<!-- parser -->\n)?```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


# ---- the page


def examples(with_parser):
    """The page's examples as one session; those marked need the shipped parser."""
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    chosen = [text for mark, text in blocks if with_parser or not mark]
    return doctest.DocTestParser().get_doctest("\n".join(chosen), {}, PAGE.name, str(PAGE), 0)


def check(session, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    shown = []
    result = doctest.DocTestRunner(verbose=False).run(session, out=shown.append)
    assert result.failed == 0, "".join(shown)
    return result.attempted


def test_examples_without_a_parser(tmp_path, monkeypatch):
    """The examples of docs/python.md that need no parser print what the page shows."""
    assert check(examples(with_parser=False), tmp_path, monkeypatch) > 5


@pytest.mark.stanza
def test_all_examples(tmp_path, monkeypatch):
    """All examples of docs/python.md, run in order, print what the page shows."""
    assert check(examples(with_parser=True), tmp_path, monkeypatch) > 10


def test_every_name_is_on_the_page():
    """The table of names lists exactly what `import quotetrack` offers."""
    table = PAGE.read_text(encoding="utf-8").partition("## All names")[2]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(quotetrack.__all__)


def test_every_method_is_on_the_page():
    """Every public method and property of Database is mentioned."""
    page = PAGE.read_text(encoding="utf-8")
    methods = [name for name in vars(quotetrack.Database) if not name.startswith("_")]
    assert [name for name in methods if not re.search(rf"\b{name}\(", page)] == []


def test_every_name_is_there():
    """Each public name exists, has a docstring, and is listed by dir()."""
    assert quotetrack.__all__ == sorted(quotetrack.__all__)
    for name in quotetrack.__all__:
        assert getattr(quotetrack, name).__doc__, name
    assert set(quotetrack.__all__) <= set(dir(quotetrack))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = quotetrack.nothing


# ---- the cost of importing


@pytest.mark.parametrize("code", ["quotetrack", "quotetrack.read", "quotetrack.open_database"])
def test_importing_is_light(code):
    """Neither importing the package nor naming a function loads a large library."""
    heavy = "{'torch', 'stanza', 'numpy', 'rapidfuzz', 'sqlite_utils', 'tokenizers'}"
    program = f"import sys, quotetrack; {code}; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_importing_is_fast():
    """`import quotetrack` takes less than a tenth of a second."""
    program = "import time; start = time.time(); import quotetrack; print(time.time() - start)"
    done = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for _ in range(3)
    ]
    assert min(float(run.stdout) for run in done) < 0.1


def test_the_package_says_that_it_is_typed():
    """Type checkers look for py.typed."""
    assert (Path(quotetrack.__file__).parent / "py.typed").exists()


# ---- steps


def test_a_made_article_is_checked():
    """An empty text and a date that is none are refused."""
    with pytest.raises(quotetrack.InputError, match="there is no text"):
        quotetrack.make_article(" ")
    with pytest.raises(quotetrack.InputError, match="the date of a"):
        quotetrack.make_article("Ann Lee said no.", id="a", date="yesterday")


def test_an_unreadable_file_raises_unless_told_otherwise():
    """By default the first input that cannot be read stops `read`."""
    with pytest.raises(quotetrack.InputError, match="no such file"):
        list(quotetrack.read("none.txt"))


def test_attributions_come_in_the_order_of_the_quotations(parsed):
    """Each quotation has its attribution, nested ones included, whatever the order."""
    parse = parsed("interview")
    quotes = quotetrack.extract(parse)
    shuffled = [*reversed(quotes)]
    found = quotetrack.attribute(parse, shuffled)
    assert [attribution.quote_id for attribution in found] == [quote.id for quote in shuffled]
    assert sorted(found, key=repr) == sorted(quotetrack.attribute(parse, quotes), key=repr)


def test_versions_bring_their_speakers():
    """Texts alone have no speakers; versions have, and a difference is a change."""
    text = "The old dam will hold through the spring floods"
    versions = [
        quotetrack.Version(name, name, text, "direct", name, name) for name in ("Ann Lee", "Jo Oak")
    ]
    link = quotetrack.compare(*versions)
    assert link is not None and link.relation == "verbatim"
    assert "speaker" in {change.kind for change in link.changes}
    plain = quotetrack.compare(text, text)
    assert plain is not None and plain.changes == ()


# ---- a database


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    (folder / "stories.jsonl").write_text("\n".join(lines()), encoding="utf-8")
    with quotetrack.open_database(folder / "x.db", create=True) as database:
        counts = database.ingest(folder / "stories.jsonl", parser=Splitter())
        assert counts["new"] == len(TEXTS) and counts["links"] > 0
        yield database


def check_shape(row, shape):
    """Fail unless a row has exactly the keys of its TypedDict, and so on inside."""
    assert set(row) == set(shape.__annotations__)
    for key, hint in get_type_hints(shape).items():
        check_value(row[key], hint)


def check_value(value, hint):
    if is_typeddict(hint):
        check_shape(value, hint)
    elif get_origin(hint) is list:
        for item in value:
            check_value(item, get_args(hint)[0])
    elif value is not None:
        for option in get_args(hint):
            if is_typeddict(option):
                check_shape(value, option)


@pytest.mark.parametrize(
    ("ask", "shape"),
    [
        (lambda db: db.who_said("sea wall"), answers.ClaimRow),
        (lambda db: db.said_by("Brandt"), answers.QuotationRow),
        (lambda db: db.links(), answers.LinkRow),
        (lambda db: db.claims(), answers.ClaimSummary),
        (lambda db: db.speakers(), answers.SpeakerRow),
        (lambda db: db.outlets(), answers.OutletRow),
        (lambda db: [db.show("coast")], answers.ShownArticle),
    ],
)
def test_answers_have_the_keys_that_are_promised(database, ask, shape):
    """The dictionaries have exactly the keys of quotetrack.answers."""
    rows = list(ask(database))
    assert rows
    for row in rows:
        check_shape(row, shape)


def test_other_questions_are_answered(database):
    """Tracing, comparing, drift, counting and own SQL work on the same connection."""
    assert database.trace("sea wall")["first"]["article"] == "coast"
    assert database.drift() == []
    assert isinstance(database.compare("coast", "inland"), list)
    assert database.stats()["articles"] == len(TEXTS)
    (number,) = database.connection.execute("select count(*) from quotes").fetchone()
    assert number == database.stats()["quotes"]


def test_a_question_sees_what_was_added_after_opening(tmp_path):
    """Articles can be given as files or as records, and count once."""
    article = quotetrack.make_article("The dam will hold.", id="dam")
    with quotetrack.open_database(tmp_path / "x.db", create=True) as database:
        assert database.stats()["articles"] == 0
        assert database.ingest(article, parser=Splitter())["new"] == 1
        assert database.ingest(article, parser=Splitter())["same"] == 1
        assert database.stats()["articles"] == 1
        assert database.link() == 0 and database.link(again=True) == 0


def test_a_missing_database_says_how_to_make_one(tmp_path):
    """Opening never makes a database by itself."""
    with pytest.raises(quotetrack.StoreError, match="ingest"):
        quotetrack.open_database(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_rows_are_what_json_can_hold(database):
    """What a question returns can be written as JSON as it is."""
    assert json.loads(json.dumps(database.claims())) == database.claims()
