"""The text of PDF documents: pages, form fields, notes, links, outline, metadata, attachments.

Source: ISO 32000-2; PDFium reads it.
"""

import ctypes
import re

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import NotSearchable

#: the metadata of ISO 16684-1, which stands in the file as it is
XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
#: what PDFium writes where a word is broken at the end of a line
HYPHEN = re.compile("(?:\\x02|\\ufffe|\\xad)[\\r\\n]*")
#: a field's value and name, a note's text and author
SAID = (b"V", b"T", b"Contents", b"TU")


def texts(data, inside):
    """Yield the texts of a PDF.

    :param bytes data: the file
    :param inside: reads what is attached
    :raise NotSearchable: ``encrypted``, ``broken``, or ``no text`` where it is made of pictures
    """
    document = _opened(data)
    try:
        pages = [said for page in document for said in _page(page)]
        yield from pages
        yield "\n".join(document.get_metadata_dict().values())
        yield "\n".join(mark.get_title() or "" for mark in document.get_toc())
        yield from (found.decode("utf-8", "replace") for found in XMP.findall(data))
        for place in range(document.count_attachments()):
            attached = document.get_attachment(place)
            yield from inside.texts(attached.get_name(), bytes(attached.get_data()))
    finally:
        document.close()
    if not any(map(str.strip, pages)):
        raise NotSearchable("no text")


def _opened(data):
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error) or "security" in str(error)
        raise NotSearchable("encrypted" if locked else "broken") from None


def _page(page):
    """Yield what is written on a page, and what is said in its fields, notes and links."""
    text = page.get_textpage()
    yield HYPHEN.sub("", text.get_text_range())
    text.close()
    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, place)
        yield from filter(None, (_said(note, key) for key in SAID))
        yield _link(page, note)
        pdfium.FPDFPage_CloseAnnot(note)
    page.close()


def _said(note, key):
    """Return a string of a field or note."""
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer)[:max(size - 2, 0)].decode("utf-16-le", "replace")


def _link(page, note):
    """Return where a link leads."""
    link = pdfium.FPDFAnnot_GetLink(note)
    action = link and pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
