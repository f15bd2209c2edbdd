"""The text of office documents: XML in a zip (Office Open XML, OpenDocument), and RTF.

A word may lie in several runs, and a name in several cells of a row. Where a run ends a tag is
left in the text, at which the search both joins and parts words.

Source: ISO/IEC 29500-1 (WordprocessingML, SpreadsheetML, DrawingML); OASIS OpenDocument 1.3;
Rich Text Format Specification 1.9.1.
"""

import re

from ..errors import NotSearchable
from ..text.normalise import SEGMENT

#: ends a word: paragraphs, cells, breaks and tabs
PARTS = re.compile(
    r"<(?:/(?:\w+:)?(?:p|h|si|is|c|row|tr|tc|comment|table-cell|list-item)\b"
    r"|(?:\w+:)?(?:br|cr|tab|s|line-break)\b)[^<>]*>")
RUN = re.compile(r"(?:<[^<>]*>)+")
VALUE = re.compile(r"=\s*(?:\"([^\"]+)\"|'([^']+)')")
SHARED = re.compile(r"<(?:\w+:)?si\b[^<>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
ROW = re.compile(r"<(?:\w+:)?row\b[^<>]*>(.*?)</(?:\w+:)?row>", re.DOTALL)
CELL = re.compile(r"<(?:\w+:)?c\b([^<>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
#: between two runs of one word, or two words
JOINT = "<b>"
#: nothing reaches across this
APART = SEGMENT.decode()
#: destinations of RTF that hold no text of a reader's
HIDDEN = re.compile(r"\{\\(?:\*\\(?!annotation)\w+|fonttbl|colortbl|stylesheet|pict)\b")
CONTROL = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?\??|\\(par|line|tab|cell|row|sect|page)\b ?"
    r"|\\[a-zA-Z]+(?:-?\d+)? ?|\\([{}\\~_-])|\\\*|[{}]|[\r\n]+")


def is_office(packed):
    """Whether a zip is an office document."""
    names = set(packed.namelist())
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def texts(packed):
    """Yield the texts of an office document, each part's words and then its attributes.

    :param zipfile.ZipFile packed: the document
    """
    shared = []
    for name in sorted(packed.namelist(), key=lambda name: "sharedStrings" not in name):
        if not name.endswith((".xml", ".rels")):
            continue
        xml = _xml(packed.read(name))
        if "<!ENTITY" in xml:
            raise NotSearchable("unknown")
        if "sharedStrings" in name:
            shared = [_words(found) for found in SHARED.findall(xml)]
            # neighbours in the list are no neighbours in the sheet
            yield APART.join(shared)
        else:
            yield _words(xml)
        yield "\n".join(dict.fromkeys("".join(found) for found in VALUE.findall(xml)))
        if "worksheets/" in name:
            yield from (_row(found, shared) for found in ROW.findall(xml))


def _xml(data):
    """Return an XML part as text; UTF-16 says so by its mark."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8", "replace")


def _words(xml):
    return RUN.sub(JOINT, PARTS.sub("\n", xml))


def _row(xml, shared):
    """Return a row of a sheet: a name may have a cell for each word."""
    cells = []
    for attributes, content in CELL.findall(xml):
        said = RUN.sub("", content)
        if 't="s"' in attributes and said.isdigit() and int(said) < len(shared):
            said = shared[int(said)]
        cells.append(said)
    return " | ".join(cells)


def rich_text(data, _inside):
    """Yield the text of an RTF document."""
    yield CONTROL.sub(_character, _without_hidden(data.decode("latin-1")))


def _without_hidden(text):
    """Return RTF without the groups that hold no text of a reader's."""
    kept, end = [], 0
    while found := HIDDEN.search(text, end):
        kept.append(text[end:found.start()])
        depth, end = 1, found.end()
        for brace in re.finditer(r"\\[{}\\]|([{}])", text[end:]):
            depth += {"{": 1, "}": -1}.get(brace[1], 0)
            if not depth:
                end += brace.end()
                break
        else:
            raise NotSearchable("broken")
    return "".join([*kept, text[end:]])


def _character(found):
    code, unicode, part, sign = found.groups()
    if code:
        return bytes.fromhex(code).decode("cp1252", "replace")
    if unicode:
        return chr(int(unicode) % 65536)
    return "\n" if part else {"~": "\xa0", "_": "-", "-": ""}.get(sign, sign or "")
