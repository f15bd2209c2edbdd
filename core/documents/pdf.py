"""The text of PDF documents: pages, form fields, notes, links, outline, metadata, attachments.

Source: ISO 32000-2; PDFium reads it.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ..errors import NotSearchable
from .inside import Inside

#: the metadata of ISO 16684-1, which stands in the file as it is
XMP = (b"<x:xmpmeta", b"</x:xmpmeta>")
#: what PDFium writes where a word is broken at the end of a line
HYPHEN = re.compile("(?:\\x02|\\ufffe|\\xad)[\\r\\n]*")
#: a field's value and name, a note's text and author
NOTE_KEYS = (b"V", b"T", b"Contents", b"TU")


def texts(data: bytes, inside: Inside) -> Iterator[str]:
    """Yield the texts of a PDF.

    :param data: the file
    :param inside: reads what is attached
    :raise NotSearchable: ``encrypted``, ``broken``, or ``no text`` where it is made of pictures
    """
    document = _opened(data)
    try:
        pages: list[str] = []
        for page in document:
            inside.check_time()
            pages += _page(page)
        yield from pages
        yield "\n".join(document.get_metadata_dict().values())
        yield "\n".join(mark.get_title() or "" for mark in document.get_toc())
        yield from _metadata(data)
        for place in range(document.count_attachments()):
            attached = document.get_attachment(place)
            yield from inside.texts(attached.get_name(), bytes(attached.get_data()))
    finally:
        document.close()
    if not any(map(str.strip, pages)):
        raise NotSearchable("no text")


def _metadata(data: bytes) -> Iterator[str]:
    """Yield the metadata that stand in a file as they are."""
    begins, ends = XMP
    stop = 0
    while (start := data.find(begins, stop)) >= 0 and (stop := data.find(ends, start)) >= 0:
        stop += len(ends)
        yield data[start:stop].decode("utf-8", "replace")


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error) or "security" in str(error)
        raise NotSearchable("encrypted" if locked else "broken") from None


def _page(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield what is written on a page, and in its fields, notes and links."""
    text = page.get_textpage()
    yield HYPHEN.sub("", text.get_text_range())
    text.close()
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, place)
        yield from filter(None, (_note_text(note, key) for key in NOTE_KEYS))
        yield _link(page, note)
        raw.FPDFPage_CloseAnnot(note)
    page.close()


def _note_text(note: Any, key: bytes) -> str:
    """Return a string of a field or note."""
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer)[:max(size - 2, 0)].decode("utf-16-le", "replace")


def _link(page: pypdfium2.PdfPage, note: Any) -> str:
    """Return where a link leads."""
    link = raw.FPDFAnnot_GetLink(note)
    action = link and raw.FPDFLink_GetAction(link)
    if not action:
        return ""
    size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
