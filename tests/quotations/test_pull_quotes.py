"""Display text that repeats a quotation of its own article."""

import pytest

from quotetrack.quotations.pull_quotes import pull_quotes, with_crossheads
from quotetrack.records import Article, Construction, Parse, Quote


def parse(text):
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
    return Parse(Article("x", text, paragraphs=tuple(zip(starts, ends, strict=True))), ())


def quote(text, words, source="", start=0):
    place = text.index(words, start)
    named = ((text.index(source), text.index(source) + len(source)),) if source else ()
    return Quote("x", ((place, place + len(words)),), (), named, "direct", words, 0.9, "")


def numbers(count):
    return " ".join(f"word{n}" for n in range(count))


@pytest.mark.parametrize(("words", "found"), [(5, 0), (6, 1), (80, 1), (81, 0)])
def test_repeated_words(words, found):
    """A pull-quote repeats six to eighty words."""
    said = numbers(words)
    text = f"“{said},” said Ann Roe.\n{said}\nAnn Roe"
    made = list(pull_quotes(parse(text), [quote(text, said, "Ann Roe")]))
    assert len(made) == found
    for one in made:
        assert (one.construction, one.score) == (Construction.PULL_QUOTE, 0.7)
        assert [text[slice(*span)] for span in one.source] == ["Ann Roe"]


@pytest.mark.parametrize(("before", "found"), [(199, 1), (200, 0)])
def test_many_quotations(before, found):
    """The first two hundred quotations of an article are looked for."""
    said = numbers(6)
    text = f"“{said},” said Ann.\n{said}"
    listed = [quote(text, "Ann")] * before + [quote(text, said)]
    assert len(list(pull_quotes(parse(text), listed))) == found


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("“two words”", True),
        ("“words”", False),
        ("* * “two words”", True),
        ("* *  “two words”", False),
    ],
)
def test_crossheads(line, named):
    """A line of its own in marks has the source of the quotation whose two words it repeats."""
    text = f"“Just two words here,” said Ann.\n{line}\nMore."
    inner = line.strip("* “”")
    first, second = quote(text, "Just two words here", "Ann"), quote(text, inner, start=33)
    _, made = with_crossheads(parse(text), [first, second])
    assert bool(made.source) is named
    if named:
        assert (made.score, made.construction) == (0.7, Construction.PULL_QUOTE)


@pytest.mark.parametrize(("length", "words"), [(39, 2), (40, 1)])
def test_long_names_after_pull_quotes(length, words):
    """The name after a pull-quote is looked for in eighty characters."""
    said, name = numbers(6), f"{'A' * 39} {'B' * length}"
    text = f"“{said},” said {name}.\n{said}\n{name}"
    (made,) = pull_quotes(parse(text), [quote(text, said, name)])
    assert len(text[slice(*made.source[0])].split()) == words
