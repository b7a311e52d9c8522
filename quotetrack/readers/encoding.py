"""Bytes -> text: byte order marks, UTF-8, and what charset-normalizer says for the rest; binary files are refused."""

import codecs
import re
from typing import Any

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3\0": "a SQLite database",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"BZh": "an archive",
    b"\xfd7zXZ": "an archive",
    b"RIFF": "a media file",
}
SAMPLE = 65536
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The text of some bytes, without its byte order mark. Raises ValueError, in plain words, if it is no text."""
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise ValueError(f"this is {what}, not text")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _as(data[len(bom) :], encoding)
    text = _as(data, _guess(data))
    sample = text[:SAMPLE]
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise ValueError("this is a binary file, not text")
    return text


def _as(data: bytes, encoding: str) -> str:
    return _SURROGATE.sub("\ufffd", data.decode(encoding, errors="replace"))


def _guess(data: bytes) -> str:
    """The name of the encoding: UTF-8 where that fits, UTF-16 where every other byte is nought, else the likeliest one."""
    nought = data[:SAMPLE]
    if len(nought) >= 4 and nought.count(0) * 5 > len(nought) * 2:
        return "utf-16-le" if nought[1::2].count(0) > nought[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        # the first odd byte may come late in a long text: the sample must have it
        at = max(0, error.start - SAMPLE // 2)
    return _likeliest(data[at : at + SAMPLE])


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    western = next(
        (m for m in matches if m.encoding == "cp1252" or "cp1252" in m.could_be_from_charset), None
    )
    if best is None:
        return "cp1252"
    # on a short text many single-byte code pages fit equally well; English news is then in the commonest of them
    if (
        western is not None
        and western.chaos <= best.chaos + 0.02
        and western.coherence >= best.coherence - 0.1
    ):
        return "cp1252"
    return best.encoding


def storable(value: Any) -> Any:
    """The value with every lone surrogate in its strings replaced by U+FFFD, one for one, so that offsets stay."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    return value
