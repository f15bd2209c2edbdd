"""Bytes read as text, in whatever charset they were written."""

import codecs

from ..errors import NotSearchable

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: bytes that are looked at to tell text from what is none
SNIFFED_BYTES = 4096


def decoded(data: bytes, charset: str | None = None) -> str:
    """Return a file's bytes as text.

    :param bytes data: the file
    :param charset: what its mail says it is written in
    :raise NotSearchable: for bytes that are no text
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    if data.count(0, 0, SNIFFED_BYTES):
        return _wide(data)
    for encoding in filter(None, (charset, "utf-8", "cp1252")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _wide(data: bytes) -> str:
    """Return text of two bytes a letter that does not say so."""
    start = data[:SNIFFED_BYTES]
    zeros = start.count(0)
    for encoding, halves in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if halves.count(0) == zeros > len(halves) // 2:
            return data.decode(encoding, "replace")
    raise NotSearchable("unknown")
