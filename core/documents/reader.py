"""The text inside files: what a file is, is told by its content, never by its name.

Text in any charset, HTML, CSV, JSON, XML, mail, calendars and cards, PDF, the office documents
that are XML in a zip, RTF, and what is packed in zip or gzip. What comes out is meant to be
searched (``search.py``), not to be read: tags, escapes and entities are left to the search.
Everything else raises :class:`~.errors.NotSearchable`, so that nobody takes it for searched.
"""

import base64
import io
import re
import zipfile
import zlib

from ..errors import NotSearchable
from ..text.charsets import decoded
from . import mail as documents_mail
from . import office as documents_office
from . import pdf as documents_pdf

#: how deep files may lie in files, how many there may be, and the bytes of all together
DEPTH, FILES, BYTES = 6, 5_000, 200 * 2**20
GZIP = b"\x1f\x8b"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\1\0")
#: files that lie in text as base64: a PDF in an e-invoice, a zip, a gzip
EMBEDDED = re.compile(r"(?:JVBERi0|UEsDB|H4sI)[A-Za-z0-9+/\s]{64,}={0,2}")


class _Inside:
    """What has been opened of one file, counted over all that lies in it."""

    def __init__(self):
        self.files = self.bytes = self.depth = 0
        self.left_out = False

    def count(self, size):
        self.files += 1
        self.bytes += size
        if self.files > FILES or self.bytes > BYTES or self.depth > DEPTH:
            raise NotSearchable("too large")

    def texts(self, name, data):
        """Yield the texts of a file that lies in another; what cannot be read is remembered."""
        yield name
        self.count(len(data))
        self.depth += 1
        try:
            yield from _texts(data, self)
        except NotSearchable as refused:
            if refused.reason == "too large":
                raise
            self.left_out = True
        finally:
            self.depth -= 1


def texts(name, mimetype, data):
    """Yield the texts of a file, its name first.

    :param str name: the file's name, or nothing
    :param str mimetype: what it is said to be; content decides where it shows what it is
    :param bytes data: the file
    :raise NotSearchable: where it cannot be read, or not all of it; what was yielded before that
        is still to be searched
    """
    if name:
        yield name
    inside = _Inside()
    inside.count(len(data))
    yield from _texts(data, inside, mimetype or "")
    if inside.left_out:
        raise NotSearchable("partly")


def _texts(data, inside, mimetype=""):
    try:
        yield from _reader(data, mimetype)(data, inside)
    except NotSearchable:
        raise
    except Exception:  # noqa: BLE001
        # a parser may raise anything on a file made badly or by somebody who means ill; what it
        # says may quote the file, and one file must not end the search of all others
        raise NotSearchable("broken") from None


def _reader(data, mimetype):
    """Return what reads this file."""
    if b"%PDF-" in data[:1024]:
        return documents_pdf.texts
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zip
    if data.startswith(GZIP):
        return _gzip
    if data.startswith(b"{\\rtf"):
        return documents_office.rich_text
    if data.startswith(PICTURES):
        return _picture
    return documents_mail.texts if documents_mail.is_mail(data, mimetype) else _plain


def _picture(data, inside):
    raise NotSearchable("picture")


def _plain(data, inside):
    text = decoded(data)
    if re.match(r"\s*BEGIN:V", text):
        text = documents_mail.unfolded(text)
    yield text
    # JSON may write a slash as two signs
    for found in EMBEDDED.finditer(text.replace("\\/", "/")):
        yield from _embedded(found[0], inside)


def _embedded(text, inside):
    """Yield the texts of a file written in base64."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    yield from inside.texts("", base64.b64decode(letters + "=" * (-len(letters) % 4)))


def _gzip(data, inside):
    while data.startswith(GZIP):
        unpacking = zlib.decompressobj(31)
        unpacked = unpacking.decompress(data, BYTES + 1)
        yield from inside.texts("", unpacked)
        if not unpacking.eof:
            raise NotSearchable("broken")
        data = unpacking.unused_data


def _zip(data, inside):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        if any(member.flag_bits & 1 for member in members):
            raise NotSearchable("encrypted")
        if inside.bytes + sum(member.file_size for member in members) > BYTES:
            raise NotSearchable("too large")
        if packed.comment:
            yield decoded(packed.comment)
        office = documents_office.is_office(packed)
        for member in members:
            content = packed.read(member)
            if office and member.filename.endswith((".xml", ".rels")):
                inside.count(len(content))
            elif not (office and content.startswith(PICTURES)):
                yield from inside.texts(member.filename, content)
        if office:
            yield from documents_office.texts(packed)
