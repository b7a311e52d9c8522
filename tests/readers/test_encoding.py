"""Encodings."""

from types import SimpleNamespace

import pytest

from quotetrack.readers.encoding import decode

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


@pytest.mark.parametrize(("controls", "is_text"), [(100, True), (101, False)])
def test_one_character_in_ten_may_be_a_control(controls, is_text):
    """More control characters make a file binary."""
    data = b"\x07" * controls + b"x" * (1000 - controls)
    if is_text:
        assert decode(data) == data.decode()
    else:
        with pytest.raises(ValueError, match="binary"):
            decode(data)


@pytest.mark.parametrize(("ascii_letters", "is_utf16"), [(81, True), (80, False)])
def test_utf16_without_a_mark_has_many_zero_bytes(ascii_letters, is_utf16):
    """More than two bytes in five are zero in UTF-16 of a Western language."""
    text = "x" * ascii_letters + "…" * (100 - ascii_letters)
    if is_utf16:
        assert decode(text.encode("utf-16-le")) == text
    else:
        with pytest.raises(ValueError, match="binary"):
            decode(text.encode("utf-16-le"))


class Matches(list):
    """Guesses as charset-normalizer gives them, the best one first."""

    def best(self):
        return self[0]


def guess(encoding, chaos, coherence):
    return SimpleNamespace(
        encoding=encoding, chaos=chaos, coherence=coherence, could_be_from_charset=[]
    )


@pytest.mark.parametrize(
    ("best", "western", "expected"),
    [
        ((0.0, 0.1), (0.02, 0.0), "caf\xe9"),
        ((0.0, 0.1), (0.021, 0.0), "caf\u0439"),
        ((0.0, 0.101), (0.02, 0.0), "caf\u0439"),
    ],
)
def test_windows_1252_wins_close_guesses(monkeypatch, best, western, expected):
    """Another encoding must be clearly more likely than the most common one of English news."""
    matches = Matches([guess("cp1251", *best), guess("cp1252", *western)])
    monkeypatch.setattr("charset_normalizer.from_bytes", lambda sample: matches)
    assert decode(b"caf\xe9") == expected
