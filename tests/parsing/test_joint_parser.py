"""The shipped network: any text, any company, the same parse."""

import sys
from itertools import pairwise
from subprocess import run

import pytest

from benchmarks import constructions
from quotetrack.errors import ModelError
from quotetrack.parsing import parsers
from quotetrack.parsing.joint_parser import JointParser
from quotetrack.parsing.parsers import WEIGHTS
from quotetrack.parsing.spanning_trees import is_tree
from quotetrack.records import Article

pytestmark = pytest.mark.stanza
LEAKS = "“It leaks, doesn’t it?” said farmer Tom Brink of Lima on Monday.\n\nHe can't say more."
HOSTILE = [
    "",
    "\n\n",
    "“”",
    "”“\"'«»" * 40,
    "x" * 20_000,
    "x1 " * 3_000,
    "\x00" * 100,
    "\ud800" * 100,
    "e\u0301" * 700,
    "😀" * 700,
    "[PAD] [SEP] [CLS] " * 50,
    "''``''``" * 30,
    "it\n" * 500,
]


def article(text):
    """An article whose paragraphs are apart by blank lines."""
    spans, at = [], 0
    for part in text.split("\n\n"):
        spans += [(at, at + len(part))] if part.strip() else []
        at += len(part) + 2
    return Article("a", text, paragraphs=tuple(spans))


@pytest.fixture(scope="module")
def parser():
    return parsers.load("joint")


def test_a_role_does_not_take_the_place_of_the_name(parser):
    """In `said farmer Tom Brink` Tom Brink is the subject, and nobody else."""
    (parse,) = parser([article(LEAKS)])
    subjects = [t.text for t in parse.sentences[0].tokens if t.deprel == "nsubj" and t.head == 10]
    assert subjects == ["Tom"]


def test_offsets_and_paragraphs(parser):
    """Words stand where they are printed, in order; contractions keep their words."""
    (parse,) = parser([article(LEAKS)])
    tokens = [t for s in parse.sentences for t in s.tokens]
    assert all(LEAKS[t.start : t.end] == t.text for t in tokens)
    assert all(a.start <= b.start for a, b in pairwise(tokens))
    assert {s.paragraph for s in parse.sentences} == {0, 1}
    assert [t.text for t in tokens if t.start >= LEAKS.index("can't")][:2] == ["ca", "n't"]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text(parser, text):
    """Every sentence of every text is a tree of words that are printed there."""
    (parse,) = parser([article(text)])
    for sentence in parse.sentences:
        assert is_tree([0, *(t.head for t in sentence.tokens)])
        assert all(t.text == text[t.start : t.end] for t in sentence.tokens)
    assert len(parse.tagging.reported) == len(text)


def test_company_makes_no_difference(parser):
    """A parse depends on its article only: not on what is parsed before, beside or after it."""
    articles = [article(LEAKS), article("She said so. " * 40), article("No.")]
    alone = [next(parser([each])) for each in articles]
    assert list(parser(articles)) == alone
    assert list(parser(articles[::-1])) == alone[::-1]
    assert list(parsers.load("joint", workers=2)(articles)) == alone


def test_neither_torch_nor_stanza():
    """Parsing needs neither, which saves seconds of every start."""
    code = (
        "import sys\n"
        "from quotetrack.parsing import parsers\n"
        "from quotetrack.records import Article\n"
        "list(parsers.load('joint')([Article('a', 'It leaks.', paragraphs=((0, 9),))]))\n"
        "assert not {'torch', 'stanza'} & set(sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_model(tmp_path):
    """What is missing or damaged is told in one line."""
    with pytest.raises(ModelError, match="reinstall"):
        JointParser("joint", tmp_path)
    (tmp_path / "VERSION").write_text("1")
    with pytest.raises(ModelError, match="reinstall"):
        JointParser("joint", tmp_path).loaded()
    assert (WEIGHTS / "joint" / "VERSION").exists()


def test_hard_constructions(parser):
    """Who speaks is found in nine of ten hard sentences, also in those that no template is like."""
    cases = constructions.cases()
    right = [
        (case, constructions.is_right(case, parse))
        for case, parse in zip(cases, constructions.parses(parser, cases), strict=True)
    ]
    assert len(cases) == 240
    assert sum(good for _, good in right) >= 0.9 * 240
    assert sum(good for case, good in right if case.held_out) >= 0.9 * 120
