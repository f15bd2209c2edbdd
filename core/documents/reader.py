"""The text inside files: what a file is, is told by its content, never by its name.

Text in any charset, HTML, CSV, JSON, XML, mail, calendars and cards, PDF, the office documents
that are XML in a zip, RTF, and what is packed in zip or gzip. What comes out is meant to be
searched (``matcher.py``), not to be read: tags, escapes and entities are left to the search.
Everything else raises :class:`~.errors.NotSearchable`, so that nobody takes it for searched.
"""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from ..errors import NotSearchable
from ..text.charsets import decoded
from . import mail, office, pdf
from .inside import MAX_BYTES, Inside

GZIP = b"\x1f\x8b"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\1\0")
#: files that lie in text as base64: a PDF in an e-invoice, a zip, a gzip
EMBEDDED = re.compile(r"(?:JVBERi0|UEsDB|H4sI)[A-Za-z0-9+/\s]{64,}={0,2}")
EMBEDDED_STARTS = (b"JVBERi0", b"UEsDB", b"H4sI")


def texts(name: str | None, mimetype: str | None, data: bytes) -> Iterator[str]:
    """Yield the texts of a file, its name first.

    :param name: the file's name, or nothing
    :param mimetype: what it is said to be; content decides where it shows what it is
    :param data: the file
    :raise NotSearchable: where it cannot be read, or not all of it; what was yielded before that
        is still to be searched
    """
    if name:
        yield name
    inside = Inside(_texts)
    inside.count(len(data))
    for text in _texts(data, inside, mimetype or ""):
        yield text
        inside.check_time()
    if inside.left_out:
        raise NotSearchable("partly")


def _texts(data: bytes, inside: Inside, mimetype: str = "") -> Iterator[str]:
    try:
        yield from _reader(data, mimetype)(data, inside)
    except NotSearchable:
        raise
    except MemoryError:
        raise NotSearchable("too large") from None
    except Exception:  # noqa: BLE001
        # a parser may raise anything on a file made badly or by somebody who means ill; what it
        # says may quote the file, and one file must not end the search of all others
        raise NotSearchable("broken") from None


def is_plain(data: bytes, mimetype: str | None) -> bool:
    """Whether a file is read by no library: it is plain text, or a picture, and nothing in it."""
    return _reader(data, mimetype or "") in (_plain, _picture) and not any(
        start in data for start in EMBEDDED_STARTS)


def _reader(data: bytes, mimetype: str) -> Callable[[bytes, Inside], Iterator[str]]:
    """Return what reads this file."""
    if b"%PDF-" in data[:1024]:
        return pdf.texts
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zip
    if data.startswith(GZIP):
        return _gzip
    if data.startswith(b"{\\rtf"):
        return office.rich_text
    if data.startswith(PICTURES):
        return _picture
    return mail.texts if mail.is_mail(data, mimetype) else _plain


def _picture(_data: bytes, _inside: Inside) -> Iterator[str]:
    raise NotSearchable("picture")


def _plain(data: bytes, inside: Inside) -> Iterator[str]:
    text = decoded(data)
    if re.match(r"\s*BEGIN:V", text):
        text = mail.unfolded(text)
    yield text
    # JSON may write a slash as two signs
    for found in EMBEDDED.finditer(text.replace("\\/", "/")):
        yield from _embedded(found[0], inside)


def _embedded(text: str, inside: Inside) -> Iterator[str]:
    """Yield the texts of a file written in base64."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    yield from inside.texts("", base64.b64decode(letters + "=" * (-len(letters) % 4)))


def _gzip(data: bytes, inside: Inside) -> Iterator[str]:
    while data.startswith(GZIP):
        unpacking = zlib.decompressobj(31)
        unpacked = unpacking.decompress(data, MAX_BYTES + 1)
        yield from inside.texts("", unpacked)
        if not unpacking.eof:
            raise NotSearchable("broken")
        data = unpacking.unused_data


def _zip(data: bytes, inside: Inside) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        if any(member.flag_bits & 1 for member in members):
            raise NotSearchable("encrypted")
        if inside.bytes + sum(member.file_size for member in members) > MAX_BYTES:
            raise NotSearchable("too large")
        if packed.comment:
            yield decoded(packed.comment)
        is_office = office.is_office(packed)
        for member in members:
            content = packed.read(member)
            if is_office and member.filename.endswith((".xml", ".rels")):
                inside.count(len(content))
            elif not (is_office and content.startswith(PICTURES)):
                yield from inside.texts(member.filename, content)
        if is_office:
            yield from office.texts(packed, inside)
