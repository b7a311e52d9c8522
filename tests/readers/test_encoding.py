"""Encodings."""

import pytest

from quotetrack.readers.encoding import decode, storable

ENGLISH = "“It’s late,” said Mr Müller — “too late for a £5 café.”"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(encoding):
    """A text comes out the same in whatever encoding it was saved, without its byte order mark."""
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_cyrillic():
    """An encoding that is neither UTF-8 nor Western is found by what the letters spell."""
    text = "Паром будет ходить между двумя портами шесть раз в месяц, сообщили в компании. " * 3
    assert decode(text.encode("cp1251")) == text


def test_late_odd_byte():
    """The one odd byte of a long text is found however late it comes."""
    assert decode(b"plain words " * 20_000 + b"caf\xe9 society").endswith("café society")


def test_controls_survive():
    """A few NULs and controls make no binary file."""
    text = "A line with a NUL \x00 and a bell \x07 in the middle of it."
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"\x89PNG\r\n", b"PK\x03\x04", bytes(range(32)) * 50, b"\x00" * 100]
)
def test_binary(data):
    """What is no text is said to be none."""
    with pytest.raises(ValueError, match="not text"):
        decode(data)


def test_storable():
    """Every string in a value loses its lone surrogates, one for one."""
    assert storable({"a\ud800": ["\udfffb", 1, None, {"c": "é\ud83d"}]}) == {
        "a\ufffd": ["\ufffdb", 1, None, {"c": "é\ufffd"}]
    }
