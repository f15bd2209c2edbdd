"""A mail as it came, made so that it can be read at all.

Python's parser takes minutes for a header of megabytes, and refuses a part whose charset or type it
does not know; Odoo would lose the whole mail over either, and a request with it (Art. 12(2)).
"""

import codecs
from email.message import EmailMessage

#: characters of one header field that are read: a subject has no more, a list of recipients may
#: (RFC 5322, 2.1.1 allows 998 in a line, and any number of folded lines)
FIELD, RECIPIENTS = 16_384, 65_536
#: characters of all header fields of a part together
HEAD = 1_048_576
#: fields that list addresses
LISTS = frozenset(("to", "cc", "bcc", "delivered-to", "resent-to", "resent-cc"))
#: types that Python can give the content of (RFC 2046, 3)
READ = frozenset(("text", "image", "audio", "video", "application", "message", "multipart"))


def make_readable(message: EmailMessage) -> None:
    """Cut header fields that are longer than any that says something, and give each part whose
    charset or type nobody knows one that shows its words, or its bytes.

    :param message: as the parser of the library has read it; changed in its place
    """
    for part in message.walk():
        _cut_fields(part)
        if part.get_content_maintype() not in READ:
            part.replace_header("Content-Type", "application/octet-stream")
        elif part.get_content_maintype() == "multipart" and not part.is_multipart():
            # it says that it has parts and has none: what stands there are its words
            part.replace_header("Content-Type", "text/plain; charset=utf-8")
        elif part.get_content_maintype() == "text":
            charset = part.get_content_charset()
            if charset and not _is_known(charset):
                data = part.get_payload(decode=True)
                part.set_param("charset", _charset_of(data if isinstance(data, bytes) else b""))


def _cut_fields(part: EmailMessage) -> None:
    """Cut fields before anybody asks for their value: asking is what takes minutes."""
    fields = list(part.raw_items())
    if sum(len(value) for _name, value in fields) <= FIELD:
        return
    # the library's own list: taking fields out by name goes through all of them for each
    part._headers.clear()  # type: ignore[attr-defined]
    left = HEAD
    for name, value in fields:
        kept = _cut(value, RECIPIENTS if name.lower() in LISTS else FIELD)
        left -= len(name) + len(kept)
        if left < 0:
            break
        part.set_raw(name, kept)


def _cut(value: str, most: int) -> str:
    """Return a value cut between words, so that no encoded one is cut in two: it has no space
    (RFC 2047, 2).
    """
    if len(value) <= most:
        return value
    cut = value[:most]
    return cut[:max(cut.rfind(mark) for mark in " \t,")].rstrip() or cut


def _is_known(charset: str) -> bool:
    try:
        # one that makes no text of bytes (rot13, zip) is none
        return codecs.lookup(charset)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _charset_of(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
