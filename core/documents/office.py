"""The text of office documents: XML in a zip (Office Open XML, OpenDocument), and RTF.

A word may lie in several runs, and a name in several cells of a row. Where a run ends a tag is
left in the text, at which the search both joins and parts words.

Source: ISO/IEC 29500-1 (WordprocessingML, SpreadsheetML, DrawingML); OASIS OpenDocument 1.3;
Rich Text Format Specification 1.9.1.
"""

import re
import zipfile
from collections.abc import Iterator

from ..errors import NotSearchable
from ..text.normalise import SEGMENT
from .inside import Inside

#: ends a word: paragraphs, cells, breaks and tabs
PARTS = re.compile(
    r"<(?:/(?:\w+:)?(?:p|h|si|is|c|row|tr|tc|comment|table-cell|list-item)\b"
    r"|(?:\w+:)?(?:br|cr|tab|s|line-break)\b)[^<>]*>")
RUN = re.compile(r"(?:<[^<>]*>)+")
VALUE = re.compile(r"=\s*(?:\"([^\"]+)\"|'([^']+)')")
#: {element of a sheet: (its beginning and attributes, its end)}
ELEMENTS = {name: (re.compile(rf"<(?:\w+:)?{name}\b([^<>]*)>"), re.compile(rf"</(?:\w+:)?{name}>"))
            for name in ("si", "row", "c")}
#: between two runs of one word, or two words
JOINT = "<b>"
#: nothing reaches across this
APART = SEGMENT.decode()
#: destinations of RTF that hold no text of a reader's
HIDDEN = re.compile(r"\{\\(?:\*\\(?!annotation)\w+|fonttbl|colortbl|stylesheet|pict)\b")
BRACE = re.compile(r"\\[{}\\]|([{}])")
CONTROL = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?\??|\\(par|line|tab|cell|row|sect|page)\b ?"
    r"|\\[a-zA-Z]+(?:-?\d+)? ?|\\([{}\\~_-])|\\\*|[{}]|[\r\n]+")


def is_office(packed: zipfile.ZipFile) -> bool:
    """Whether a zip is an office document."""
    names = set(packed.namelist())
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def texts(packed: zipfile.ZipFile, inside: Inside) -> Iterator[str]:
    """Yield the texts of an office document, each part's words and then its attributes.

    :param packed: the document
    :param inside: watches the time
    """
    shared: list[str] = []
    for name in sorted(packed.namelist(), key=lambda name: "sharedStrings" not in name):
        if not name.endswith((".xml", ".rels")):
            continue
        inside.check_time()
        xml = _xml(packed.read(name))
        if "<!ENTITY" in xml:
            raise NotSearchable("unknown")
        if "sharedStrings" in name:
            shared = [_words(content) for _attributes, content in _elements("si", xml)]
            # neighbours in the list are no neighbours in the sheet
            yield APART.join(shared)
        else:
            yield _words(xml)
        yield "\n".join(dict.fromkeys("".join(found) for found in VALUE.findall(xml)))
        if "worksheets/" in name:
            yield from (_row(content, shared) for _attributes, content in _elements("row", xml))


def _elements(name: str, xml: str) -> Iterator[tuple[str, str]]:
    """Yield (attributes, content) of elements that do not lie in each other."""
    beginning, ending = ELEMENTS[name]
    at = 0
    while (begins := beginning.search(xml, at)) and (ends := ending.search(xml, begins.end())):
        yield begins[1], xml[begins.end():ends.start()]
        at = ends.end()


def _xml(data: bytes) -> str:
    """Return an XML part as text; UTF-16 says so by its mark."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8", "replace")


def _words(xml: str) -> str:
    return RUN.sub(JOINT, PARTS.sub("\n", xml))


def _row(xml: str, shared: list[str]) -> str:
    """Return a row of a sheet: a name may have a cell for each word."""
    cells = []
    for attributes, content in _elements("c", xml):
        text = RUN.sub("", content)
        if 't="s"' in attributes and text.isdecimal() and int(text) < len(shared):
            text = shared[int(text)]
        cells.append(text)
    return " | ".join(cells)


def rich_text(data: bytes, _inside: Inside) -> Iterator[str]:
    """Yield the text of an RTF document."""
    yield CONTROL.sub(_character, _without_hidden(data.decode("latin-1")))


def _without_hidden(text: str) -> str:
    """Return RTF without the groups that hold no text of a reader's."""
    kept: list[str] = []
    end = 0
    while found := HIDDEN.search(text, end):
        kept.append(text[end:found.start()])
        depth, end = 1, found.end()
        for brace in BRACE.finditer(text, end):
            depth += {"{": 1, "}": -1, None: 0}[brace[1]]
            if not depth:
                end = brace.end()
                break
        else:
            raise NotSearchable("broken")
    return "".join([*kept, text[end:]])


def _character(found: re.Match[str]) -> str:
    code, unicode, part, sign = found.groups()
    if code:
        return bytes.fromhex(code).decode("cp1252", "replace")
    if unicode:
        return chr(int(unicode) % 65536)
    return "\n" if part else {"~": "\xa0", "_": "-", "-": ""}.get(sign, sign or "")
