"""Bytes to text: byte order marks, then UTF-8, then what charset-normalizer says.

Files that are not text are refused.
"""

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FILE_SIGNATURES = {
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
SAMPLE_BYTES = 65536
CONTROL_SHARE = 0.1  # of control characters, above which a file is binary
ZERO_SHARE = 0.4  # of zero bytes, above which a text without a byte order mark is UTF-16
# On a short text many single-byte encodings fit equally well. English news is then most often in
# Windows-1252, so it wins unless the best guess is better by more than this.
CHAOS_MARGIN = 0.02
COHERENCE_MARGIN = 0.1

_CONTROL = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The text of some bytes, without its byte order mark.

    Raises ValueError with a plain message if the bytes are not text.
    """
    for signature, what in FILE_SIGNATURES.items():
        if data.startswith(signature):
            raise ValueError(f"this is {what}, not text")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    text = _decode_as(data, _guess(data))
    sample = text[:SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        raise ValueError("this is a binary file, not text")
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    return _SURROGATE.sub("\ufffd", data.decode(encoding, errors="replace"))


def _guess(data: bytes) -> str:
    """The name of the encoding.

    UTF-16 where many bytes are zero, UTF-8 where that fits, else the likeliest one.
    """
    head = data[:SAMPLE_BYTES]
    if len(head) >= 4 and head.count(0) > ZERO_SHARE * len(head):
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        # the first byte that is not UTF-8 may come late in a long text: the sample must have it
        at = max(0, error.start - SAMPLE_BYTES // 2)
    return _likeliest(data[at : at + SAMPLE_BYTES])


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = next(
        (m for m in matches if m.encoding == "cp1252" or "cp1252" in m.could_be_from_charset), None
    )
    if (
        western is not None
        and western.chaos <= best.chaos + CHAOS_MARGIN
        and western.coherence >= best.coherence - COHERENCE_MARGIN
    ):
        return "cp1252"
    return best.encoding
