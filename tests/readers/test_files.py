"""Files, folders and standard input."""

import io
import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.readers import article, files, jsonl
from quotetrack.readers.article import lay_out
from quotetrack.records import Article

TEXT = "The board met on Monday.\n\n“No,” said Ana Ruiz.\n"


def gather(*inputs, **defaults):
    """The articles and the complaints."""
    complaints = []
    found = list(files.read([str(name) for name in inputs], defaults, complaints.append))
    assert all(isinstance(c, InputError) and "\n" not in str(c) for c in complaints)
    return found, [str(c) for c in complaints]


def lines(path, *records):
    path.write_text(
        "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records),
        encoding="utf-8",
    )
    return path


def give_stdin(monkeypatch, data: bytes):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_text_file(tmp_path):
    """A text file is one article; its id is the stem of the file, its text is kept as it is."""
    path = tmp_path / "crane.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    (reading,), complaints = gather(path, outlet="Gazette", date="2019-05-02")
    assert reading.article == Article("crane", TEXT.replace("\n", "\r\n"), "Gazette", "2019-05-02")
    assert reading.quotes is None and complaints == []


def test_jsonl_keeps_text_and_fields(tmp_path):
    """A JSON line is taken verbatim; options fill only what it leaves out."""
    record = {"id": "a", "outlet": "Gazette", "title": "T", "text": "  x\u00a0y \n"}
    (reading,), complaints = gather(
        lines(tmp_path / "a.jsonl", record), outlet="Other", date="2019-05-02"
    )
    assert reading.article == Article("a", "  x\u00a0y \n", "Gazette", "2019-05-02", "T")
    assert complaints == []


def test_ids_without_id(tmp_path):
    """Without an id, a JSON line is named after its file and number; a number is an id too."""
    path = lines(
        tmp_path / "wire.jsonl", {"text": "one"}, "", {"text": "two"}, {"id": 7, "text": "three"}
    )
    assert [r.article.id for r in gather(path)[0]] == ["wire:1", "wire:3", "7"]


def test_manifest(tmp_path):
    """The fields of a listed text come from the options, the manifest, or the text itself."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "crane.txt").write_text(
        "By Dana Holt\n2 May 2019\n\n" + TEXT, encoding="utf-8"
    )
    path = lines(
        tmp_path / "all.jsonl",
        {"path": "texts/crane.txt", "outlet": "Gazette", "date": "2018-01-01"},
    )
    (reading,), _ = gather(path, outlet="Herald")
    read = reading.article
    assert (read.id, read.outlet, read.date, read.byline) == (
        "crane",
        "Herald",
        "2018-01-01",
        "Dana Holt",
    )


def test_folder_reads_what_a_manifest_names_once(tmp_path):
    """A folder gives its manifests and texts, and each text once."""
    (tmp_path / "below").mkdir()
    for name in ("a.txt", "b.txt", "below/c.txt", "below/notes.md", ".hidden.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    lines(tmp_path / "m.jsonl", {"id": "first", "path": "a.txt"})
    found, complaints = gather(tmp_path)
    assert sorted(r.article.id for r in found) == ["b", "c", "first"] and complaints == []
    assert [r.article.id for r in gather(tmp_path / "a.txt", tmp_path / "m.jsonl")[0]] == ["first"]


def test_same_stem_in_two_folders(tmp_path):
    """Two text files whose stems are equal would overwrite each other: the second is reported."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(TEXT, encoding="utf-8")
    found, complaints = gather(tmp_path)
    assert len(found) == 1 and len(complaints) == 1 and "same name" in complaints[0]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (b'\n{"text": "one"}\n{"id": "b", "text": "two"}', ["stdin:2", "b"]),
        (b'\xef\xbb\xbf{"text": "one"}\n', ["stdin:1"]),
        (b"{not JSON} at all\nbut text", ["stdin"]),
    ],
)
def test_standard_input(monkeypatch, data, ids):
    """Standard input is JSON lines if it begins like them, else one article."""
    give_stdin(monkeypatch, data)
    found, complaints = gather("-")
    assert [r.article.id for r in found] == ids and complaints == []


def test_empty_standard_input(monkeypatch):
    """Nothing on standard input is one complaint."""
    give_stdin(monkeypatch, b"\n")
    assert gather("-")[1] == ["standard input: there is no text in it; leave it out or fill it"]


def test_quotes_come_along(tmp_path):
    """Quotations that come with an article are read."""
    quotes = [{"content": [[0, 2]], "cue": [], "source": [[3, 5]], "kind": "direct"}]
    (reading,), complaints = gather(
        lines(tmp_path / "a.jsonl", {"text": "No. He.", "quotes": quotes})
    )
    assert [q.content for q, _ in reading.quotes] == [((0, 2),)] and complaints == []
    assert gather(lines(tmp_path / "b.jsonl", {"text": "No.", "quotes": []}))[0][0].quotes == ()


BAD_LINES = [
    ('{"text": "a"', "broken JSON"),
    ("[1, 2]", "a list instead of a JSON object"),
    ('{"id": "x"}', 'no "text" and no "path"'),
    ('{"text": 3}', "a number, not a string"),
    ('{"text": ["a"]}', "a list, not a string"),
    ('{"text": " \\n "}', "no text in it"),
    ('{"text": "a", "outlet": 5}', '"outlet" is a number'),
    ('{"text": "a", "date": "May 2"}', "2017-05-03"),
    ('{"text": "a", "date": "2019-13-45"}', "2017-05-03"),
    ('{"text": "a", "id": {}}', '"id" is an object'),
    ('{"path": "gone.txt"}', "there is no file"),
    ('{"path": "../up.txt"}', "leads out of"),
    ('{"path": "/etc/hosts"}', "leads out of"),
    ('{"path": 4}', "not a file name"),
    ('{"path": "a\\u0000b"}', "not a file name"),
    ('{"text": "a", "quotes": 1}', "not a list of objects"),
    ('{"text": "a", "quotes": [{"content": [[0, 9]]}]}', "do not fit"),
    ('{"text": "a", "quotes": [], "sentences": [[0, 9]]}', "sentences"),
    ('{"text": "a", "quotes": [], "boilerplate": 3}', "boilerplate"),
    ('{"text": "a", "quotes": [{"content": []}]}', "has no content"),
    ('{"text": "a", "quotes": [{"content": [[0, true]]}]}', "do not fit"),
    ("[" * 100_000, "cannot be read"),
    ('{"text": "a", "n": ' + "9" * 5000 + "}", "cannot be read"),
    ('{"text": "b", "id": "good"}', "already used in line 1"),
]


@pytest.mark.parametrize(
    ("line", "complaint"), BAD_LINES, ids=[c + str(i) for i, (_, c) in enumerate(BAD_LINES)]
)
def test_bad_lines(tmp_path, line, complaint):
    """A bad line is one complaint that names file and line; the lines around it are read."""
    path = lines(
        tmp_path / "a.jsonl", {"id": "good", "text": "one"}, line, {"id": "after", "text": "three"}
    )
    found, complaints = gather(path)
    assert [r.article.id for r in found] == ["good", "after"]
    assert (
        len(complaints) == 1
        and complaints[0].startswith(f"{path} line 2")
        and complaint in complaints[0]
    )


BAD_FILES = [
    ("gone.txt", None, "no such file"),
    ("empty.txt", b"", "no text in it"),
    ("blank.txt", b" \n\n", "no text in it"),
    ("empty.jsonl", b"", "is empty"),
    ("a.pdf", b"%PDF-1.7", "cannot read this kind of file (.pdf)"),
    ("a", b"x", "no suffix"),
    ("pdf.txt", b"%PDF-1.7 text", "a PDF"),
    ("zip.txt", b"PK\x03\x04....", "zip archive"),
    ("noise.txt", bytes(range(256)) * 20, "binary"),
    ("wide.jsonl", '{"text": "a"}'.encode("utf-16"), "UTF-8"),
]


@pytest.mark.parametrize(("name", "data", "complaint"), BAD_FILES, ids=[n for n, _, _ in BAD_FILES])
def test_bad_files(tmp_path, name, data, complaint):
    """A file that cannot be read is one complaint that names it; the next file is read."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    found, complaints = gather(tmp_path / name, tmp_path / "good.txt")
    assert [r.article.id for r in found] == ["good"]
    assert (
        len(complaints) == 1
        and complaints[0].startswith(str(tmp_path / name))
        and complaint in complaints[0]
    )


def test_manifest_may_not_follow_a_link_out(tmp_path):
    """A symbolic link that leads out of the folder of the manifest is refused."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert "leads out of" in gather(lines(tmp_path / "in" / "m.jsonl", {"path": "link.txt"}))[1][0]


def test_empty_folder(tmp_path):
    """A folder without articles is reported."""
    assert "no .txt or .jsonl file" in gather(tmp_path)[1][0]


def test_too_long(tmp_path, monkeypatch):
    """An article or line that is too long is reported, and the next line is read."""
    monkeypatch.setattr(article, "MAX_CHARS", 50)
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 200)
    path = lines(
        tmp_path / "a.jsonl", {"text": "x" * 60}, {"text": "x" * 900}, {"id": "ok", "text": "y"}
    )
    found, complaints = gather(path)
    assert [r.article.id for r in found] == ["ok"]
    assert [
        "line 1: 60 characters" in complaints[0],
        "line 2: the line is longer" in complaints[1],
    ] == [True, True]
    for size, complaint in ((201, "201 bytes are too long"), (200, "200 characters are too long")):
        (tmp_path / "b.txt").write_text("z" * size, encoding="utf-8")
        assert complaint in gather(tmp_path / "b.txt")[1][0]


def test_lines_are_read_one_by_one(tmp_path):
    """The first article is given before the second line is read."""
    path = lines(tmp_path / "a.jsonl", {"id": "a", "text": "one"}, "broken")
    complaints = []
    stream = files.read([str(path)], {}, complaints.append)
    assert next(stream).article.id == "a" and complaints == []


def test_a_bad_default_is_raised():
    """A date option that is not a date raises before anything is read."""
    with pytest.raises(InputError, match="the date given"):
        list(files.read(["x.txt"], {"date": "yesterday"}, print))


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("2019-05-02", "2019-05-02"),
        ("2019-05-02T08:30", "2019-05-02T08:30"),
        ("2019-05-02 08:30:59", "2019-05-02T08:30"),
        ("2019-05-02T01:00:00+02:00", "2019-05-01T23:00"),
        ("2019-05-02T08:30Z", "2019-05-02T08:30"),
        ("", None),
    ],
)
def test_dates(tmp_path, printed, kept):
    """Dates are kept as a day or a minute, in UTC where they name a zone."""
    assert (
        gather(lines(tmp_path / "a.jsonl", {"text": "a", "date": printed}))[0][0].article.date
        == kept
    )


def test_surrogates_and_controls(tmp_path):
    """NULs and control characters stay; a lone surrogate becomes U+FFFD, one for one."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "\\ud800", "text": "a\\u0000b\\u0007\\ud83dc\\ud83d\\ude00"}\n')
    (reading,), _ = gather(path)
    assert reading.article.text == "a\x00b\x07\ufffdc😀" and reading.article.id == "\ufffd"


@given(
    st.text(alphabet=st.characters(), min_size=1, max_size=60).filter(
        lambda s: any(c.isalnum() for c in s)
    )
)
def test_text_survives(tmp_path_factory, text):
    """Any text comes out of a JSON line as it went in, lone surrogates aside."""
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    (reading,), complaints = gather(path)
    kept = reading.article.text
    assert len(kept) == len(text) and complaints == []
    assert all(a == b or b == "\ufffd" for a, b in zip(text, kept, strict=True))
    assert kept.encode("utf-8") and lay_out(reading.article).text == kept


def test_lay_out_fills_in_the_layout_only():
    """The laid-out article differs in its regions and paragraphs only."""
    bare = Article("a", "Crane falls\n\n" + TEXT, title="Crane falls")
    laid = lay_out(bare)
    assert [laid.words(span) for span in laid.paragraphs] == [
        "Crane falls",
        "The board met on Monday.",
        "“No,” said Ana Ruiz.",
    ]
    assert [r.kind for r in laid.regions] == ["title"]
    assert (laid.id, laid.text, laid.title) == (bare.id, bare.text, bare.title)
