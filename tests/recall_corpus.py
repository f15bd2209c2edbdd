"""Planted spellings of a few people: what a search has to find, and what it must not.

``planted()`` gives every spelling that was thought of, in text, JSON, HTML and files;
``near_misses()`` gives others that look like one. Both are made here, from code, so that the
tests and the benchmark search the same.
"""

import base64
import gzip
import html
import io
import json
import unicodedata
import urllib.parse
import zipfile
import zlib
from email import policy
from email.message import EmailMessage
from typing import NamedTuple

from odoo.addons.cloudpepper_privacy.core.identity.identifiers import Identifier, identifiers_of

ZOE = identifiers_of(
    "Zoë Vandenbroucke", "zoe.vandenbroucke@example.org", ["0470 12 34 56", "+33 1 99 00 12 34"],
    vat="BE0477472701", registry="0477.472.701", ibans=["BE68 5390 0754 7034"],
    street="Rue de l'Église 12", zip="4000", city="Liège", country="BE")
JAN = identifiers_of(
    "Jan Van den Berghe", "j.vdberghe@mail.example.com", ["02 555 12 12"],
    ibans=["NL91 ABNA 0417 1643 00"], vat="NL123456789B13", street="Kerkstraat 7 bus 2",
    zip="1015 CJ", city="Amsterdam", country="BE")
JURGEN = identifiers_of(
    "Jürgen Groß", "JGross@Example.NET", ["+49 30 901820"], vat="DE136695976",
    ibans=["DE89 3704 0044 0532 0130 00"], street="5 Høje Plads", zip="2100", city="København")
OLENA = identifiers_of("Олена Шевченко", "o'shev@example.org", ["+44 20 7946 0018"])
ELLIS = identifiers_of("Anna Li", "anna@li.example", ["+1 (212) 555-0143"])
EVERYBODY = (*ZOE, *JAN, *JURGEN, *OLENA, *ELLIS)


class Spelling(NamedTuple):
    """One spelling.

    :ivar str label: what is special about it
    :ivar str kind: ``text``, ``json``, ``html``, or a file's mimetype
    :ivar payload: str, or bytes of a file
    :ivar Identifier identifier: what is spelled
    """

    label: str
    kind: str
    payload: object
    identifier: Identifier


def of(person, kind, place=0):
    """Return a person's identifier of a kind."""
    return [known for known in person if known.kind == kind][place]


NAMES = {
    ZOE: ("Zoë Vandenbroucke", "ZOË VANDENBROUCKE", "zoe vandenbroucke", "Zoe Vandenbroucke",
          "Vandenbroucke Zoë", "Vandenbroucke, Zoë", "VANDENBROUCKE, Zoe", "Zoë  Vandenbroucke",
          "Zoë\nVandenbroucke", "Zoë\tVandenbroucke", "Zoë\xa0Vandenbroucke",
          "Zoë\u202fVandenbroucke", "Zoë M. Vandenbroucke", "Zoë M Vandenbroucke",
          "Zoë A. M. Vandenbroucke", "Zoë A.M. Vandenbroucke", "Vandenbroucke, Zoë M.",
          "Zoe-Vandenbroucke", "zoe_vandenbroucke.pdf", "zoe.vandenbroucke", "(Zoë Vandenbroucke)",
          "d'Zoë Vandenbroucke's", "Zoë Vanden\xadbroucke", "Zo\u200bë Vandenbroucke",
          "Zoe\u0308 Vandenbroucke", "zoe/vandenbroucke", "Vandenbroucke;Zoë;;;",
          "\uff3a\uff4f\uff45 Vandenbroucke", "“Zoë” Vandenbroucke", "Zoé Vandenbroucke"),
    JAN: ("Jan Van den Berghe", "Van den Berghe Jan", "VAN DEN BERGHE, JAN", "jan vanden berghe"[:7]
          + " den berghe", "Berghe, Jan Van den", "den Berghe, Jan van", "Jan P. Van den Berghe"),
    JURGEN: ("Jürgen Groß", "JÜRGEN GROSS", "Jurgen Gross", "Juergen Gross", "Gross, Juergen",
             "GROẞ Jürgen", "Ju\u0308rgen Groß"),
    OLENA: ("Олена Шевченко", "ОЛЕНА ШЕВЧЕНКО", "Шевченко Олена", "шевченко, олена"),
    ELLIS: ("Anna Li", "LI Anna", "Li, Anna", "anna li", "Ånna Lí", "Anna K. Li"),
}
NUMBERS = (
    (ZOE, "phone", 0, (
        "0470123456", "0470 12 34 56", "0470/12 34 56", "0470/12.34.56", "0470-12-34-56",
        "0470.123.456", "+32470123456", "+32 470 12 34 56", "+32 (0)470 12 34 56",
        "+32(0)470/12.34.56", "0032470123456", "0032 470 12 34 56", "(+32) 470 123 456",
        "32470123456", "(0470) 12 34 56", "0470\xa012\xa034\xa056", "0470\u200912\u200934\u200956",
        "tel:+32470123456", "gsm0470123456", "470123456", "470 12 34 56", "1;0470123456;x",
        "+32-470-12-34-56", "0470\u201012\u201034\u201056", "0470 – 12 34 56", "٠٤٧٠١٢٣٤٥٦",
        "+ 32 470 12 34 56", "2 0470123456 9")),
    (ZOE, "phone", 1, ("01 99 00 12 34", "+33 1 99 00 12 34", "0033199001234", "01.99.00.12.34",
                       "+33 (0)1 99 00 12 34", "0199001234")),
    (JAN, "phone", 0, ("02 555 12 12", "02/555.12.12", "+3225551212", "+32 2 555 12 12",
                       "(02) 555 12 12", "02-5551212")),
    (JURGEN, "phone", 0, ("030 901820", "+4930901820", "+49 (0)30 90 18 20", "030/901820")),
    (OLENA, "phone", 0, ("020 7946 0018", "+44 20 7946 0018", "(020) 7946 0018",
                         "+44 (0) 20 7946 0018")),
    (ELLIS, "phone", 0, ("(212) 555-0143", "212-555-0143", "1-212-555-0143", "+1 212 555 0143",
                         "12125550143", "212.555.0143", "+1 (212) 555-0143")),
    (ZOE, "vat", 0, ("BE0477472701", "BE 0477.472.701", "BE 0477 472 701", "be0477472701",
                     "0477.472.701", "0477472701", "BE477472701", "477.472.701", "BTW BE0477472701",
                     "BTWBE0477472701", "BE-0477.472.701", "TVA: BE 0477.472.701.",
                     "BE\xa00477\xa0472\xa0701")),
    (ZOE, "registry", 0, ("0477.472.701", "0477472701", "RPM 0477.472.701 Liège", "BE0477472701",
                          "477 472 701")),
    (JAN, "vat", 0, ("NL123456789B13", "NL 123456789 B13", "nl123456789b13", "NL1234.56.789.B13",
                     "123456789B13")),
    (JURGEN, "vat", 0, ("DE136695976", "DE 136 695 976", "USt-IdNr.: DE136695976", "136695976")),
    (ZOE, "iban", 0, ("BE68539007547034", "BE68 5390 0754 7034", "be68 5390 0754 7034",
                      "BE68-5390-0754-7034", "BE68.5390.0754.7034", "539-0075470-34",
                      "IBAN BE68 5390 0754 7034", "IBANBE68539007547034", "539007547034",
                      "BE68\xa05390\xa00754\xa07034", "BE 68 5390 0754 7034")),
    (JAN, "iban", 0, ("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91abna0417164300",
                      "ABNA 0417 1643 00")),
    (JURGEN, "iban", 0, ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00")),
    (ZOE, "email", 0, ("zoe.vandenbroucke@example.org", "Zoe.Vandenbroucke@Example.org",
                       "ZOE.VANDENBROUCKE@EXAMPLE.ORG", "<zoe.vandenbroucke@example.org>",
                       "mailto:zoe.vandenbroucke@example.org?subject=x",
                       "zoe.vandenbroucke@example.org.", "zoe.vandenbroucke @ example.org",
                       "zoe.vandenbroucke@example.org.pdf", "'zoe.vandenbroucke@example.org'",
                       "zoe.vanden\u200bbroucke@example.org", "a;zoe.vandenbroucke@example.org;b")),
    (JAN, "email", 0, ("j.vdberghe@mail.example.com", "J.VDBERGHE@MAIL.EXAMPLE.COM",
                       "Mail: J.vdBerghe@mail.example.com")),
    (JURGEN, "email", 0, ("jgross@example.net", "JGross@Example.NET")),
    (OLENA, "email", 0, ("o'shev@example.org", "O'Shev@Example.org")),
    (ELLIS, "email", 0, ("anna@li.example", "\"Anna\" <ANNA@LI.EXAMPLE>")),
    (ZOE, "street", 0, (
        "Rue de l'Église 12, 4000 Liège", "RUE DE L'ÉGLISE 12 - 4000 LIÈGE",
        "rue de l\u2019eglise 12\n4000 liege", "Rue de l'Église 12, B-4000 Liège",
        "Rue de l'Église 12 bte 3, 4000 Liège", "Rue de l'Église 12A, 4000", "4000 Liège, Rue de "
        "l'Église 12", "12, Rue de l'Église à Liège", "Rue de l'Église, 12 (4000 Liège)",
        "Rue de l'Église 12/3, BE-4000 Liège")),
    (JAN, "street", 0, ("Kerkstraat 7, 1015 CJ Amsterdam", "Kerkstraat 7 bus 2, 1015CJ",
                        "KERKSTRAAT 7\n1015 cj AMSTERDAM", "Kerkstraat 7 te Amsterdam")),
    (JURGEN, "street", 0, ("5 Høje Plads, 2100 København", "5 Hoje Plads 2100 Kobenhavn")),
)
NEAR = (
    (ZOE, "name", 0, ("Zoë", "Vandenbroucke", "ZoëVandenbroucke", "Zoë Vandenbrouckens",
                      "Enzoë Vandenbroucke", "Zoë en Piet Vandenbroucke", "Z. Vandenbroucke",
                      "Chloë Vandenbroucke", "Zoë Vandenbroeck")),
    (JAN, "name", 0, ("Jan Berghe", "Jan Van den Bergh", "Van den Berghe", "Arjan Van den Berghe")),
    (ELLIS, "name", 0, ("Hanna Lindt", "Anna Lindt", "annali", "Hanna Li", "Joanna Li", "Anna",
                        "Anna L.", "Susanna Liefde")),
    (ZOE, "phone", 0, (
        "10470123456789", "INV/2026/0470123457", "0470 12 34 57", "EUR 470.123.456,00",
        "1.470.123.456", "47012345", "4701234560", "ref AB0470123456", "00470123456", 
        "470123456.50", "10 470 12 34 56", "0470 12 34 5", "470 123 456 789", "04701-23456-1")),
    (ZOE, "vat", 0, ("0477472702", "10477472701", "04774727011", "1.477.472.701", "477.472.701,00",
                     "NL0477472701X")),
    (JAN, "vat", 0, ("123456789", "123456789B14", "NL123456789B131")),
    (ZOE, "iban", 0, ("BE68539007547035", "5390075470341", "BE685390075470341", "539007547",
                      "1539007547034")),
    (ZOE, "email", 0, ("vandenbroucke@example.org", "mary-zoe.vandenbroucke@example.org",
                       "zoe.vandenbroucke@example.org.be", "zoe.vandenbroucke@example.organic",
                       "zoe vandenbroucke example org", "x.zoe.vandenbroucke@example.org",
                       "zoe.vandenbroucke@example.com")),
    (ZOE, "street", 0, ("Rue de l'Église 12", "Rue de l'Église 112, 4000 Liège", "4000 Liège",
                        "Rue de l'Église 123, 4000 Liège", "Rue de l'Église 12, 5000 Namur",
                        "Rue de l'Églises 12, 4000 Liège",
                        "Rue de l'Église 12 est le siège d'une autre société de 4000 Liège")),
)


def planted():
    """Return every spelling that has to be found.

    :rtype: list of Spelling
    """
    found = [Spelling(f"{kind} as {words!r}", "text", f"Geachte, {words} , groeten", of(*who))
             for *who, words in _said() for kind in who[1:2]]
    for person in (ZOE, JAN, JURGEN, OLENA, ELLIS):
        for identifier in person:
            found += _escaped(identifier) + _tagged(identifier)
    for identifier in ZOE:
        found += _files(identifier)
    return found + _split_files()


def near_misses():
    """Return texts that hold none of these, however alike they look.

    :rtype: list of Spelling
    """
    return [Spelling(f"{kind} not in {words!r}", "text", f"Geachte, {words} , groeten",
                     of(person, kind, place))
            for person, kind, place, others in NEAR for words in others]


def _said():
    for person, spellings in NAMES.items():
        yield from ((person, "name", 0, words) for words in spellings)
    for person, kind, place, spellings in NUMBERS:
        yield from ((person, kind, place, words) for words in spellings)


def shown(identifier):
    """Return how an identifier is commonly written."""
    return identifier.value


def _escaped(identifier):
    """The ways in which text is written inside other text."""
    words = shown(identifier)
    named = "".join(f"&#{ord(char)};" if ord(char) > 126 else char for char in words)
    return [
        Spelling(f"{identifier.kind} {label}", kind, payload, identifier)
        for label, kind, payload in (
            ("in JSON", "json", json.dumps({"x": [1, f"aan {words}\nmet"]})),
            ("in JSON in JSON", "json", json.dumps(json.dumps({"x": f"\n{words}\n"}))),
            ("in HTML", "html", f"<p>{html.escape(words)}</p>"),
            ("in entities", "html", f"<p>{named}</p>"),
            ("in hexadecimal entities", "html",
             f"<p>{''.join(f'&#x{ord(char):X};' for char in words)}</p>"),
            ("in an attribute", "html", f'<img alt="{html.escape(words)}" src="x.png"/>'),
            ("in a link", "html", f'<a href="/x?q={urllib.parse.quote(words)}&amp;y=1">x</a>'),
            ("in a form's link", "text", f"https://x.be/?q={urllib.parse.quote_plus(words)}"),
            ("decomposed", "text", unicodedata.normalize("NFD", words)),
            ("in capitals", "text", words.upper()),
            ("far inside", "text", "lorem ipsum dolor " * 9000 + words + " sit amet" * 9000),
        )
    ]


def _tagged(identifier):
    """The same broken by tags, in its middle and between every two of its letters."""
    words = shown(identifier)
    half = len(words) // 2
    spaced = words.replace(" ", "&nbsp;")
    bits = "".join(f"<span>{html.escape(char)}</span>" for char in words)
    return [
        Spelling(f"{identifier.kind} {label}", "html", payload, identifier)
        for label, payload in (
            ("half bold", f"<p>{words[:half]}<b>{words[half:]}</b></p>"),
            ("styled", f'<p>{words[:half]}<span style="color: #470123;">{words[half:]}</span></p>'),
            ("letter by letter", f"<p>{bits}</p>"),
            ("with hard blanks", f"<td>{spaced}</td>"),
        )
    ]


def archive(members):
    """Return a zip.

    :param members: {name: bytes or str}
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return data.getvalue()


def docx(runs):
    """Return a Word document of one paragraph with these runs."""
    body = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{html.escape(run)}</w:t>"
                   "</w:r>" for run in runs)
    return archive({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document><w:body><w:p>{body}</w:p></w:body></w:document>"})


def xlsx(rows):
    """Return a workbook with these rows of texts, each text stored once."""
    texts = list(dict.fromkeys(sorted(cell for row in rows for cell in row)))
    cells = "".join(
        "<row>" + "".join(f'<c r="A1" t="s"><v>{texts.index(cell)}</v></c>' for cell in row)
        + "</row>" for row in rows)
    return archive({
        "[Content_Types].xml": "<Types/>",
        "xl/sharedStrings.xml": "<sst>" + "".join(
            f"<si><t>{html.escape(text)}</t></si>" for text in texts) + "</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>"})


def odt(text):
    """Return an OpenDocument text of one paragraph."""
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:text><text:p>{html.escape(text)}</text:p></office:text>"})


def pdf(text="", author="", extra=b""):
    """Return a PDF with this text on its page, packed, and its author in the document's info.

    :param bytes extra: what a page's ``Annots`` hold
    """
    def quoted(words):
        return (words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
                .replace(b")", b"\\)"))

    lines = b" T* ".join(b"(" + quoted(line) + b") Tj" for line in text.split("\n"))
    page = zlib.compress(b"BT /F1 12 Tf 14 TL 50 700 Td " + lines + b" ET")
    return _numbered((
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[" + extra
        + b"]/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(page) + page + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Author(" + quoted(author) + b")>>",
    ))


def _numbered(objects):
    """Return a PDF file of these objects, the first its catalog and the last its info."""
    data, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table
            + b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF"
            % (count, count - 1, len(data)))


def mail(text, subtype="plain", cte="quoted-printable", subject="Vraag", files=()):
    """Return a mail.

    :param files: (name, bytes) attached
    """
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"] = "x@example.com", "y@example.com"
    message["Subject"], message["Date"] = subject, "Mon, 2 Feb 2026 10:00:00 +0100"
    message.set_content(text, subtype=subtype, cte=cte)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _files(identifier):
    """One identifier in every kind of file that can be read."""
    words = shown(identifier)
    long = f"{'lorem ipsum ' * 5}{words} dolor sit"
    cells = words.split(" ", 1)
    note = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(" + words.encode("cp1252") + b")>>"
    card = f"BEGIN:VCARD\r\nNOTE:{words[:5]}\r\n {words[5:]}\r\nEND:VCARD\r\n"
    calendar = f"BEGIN:VCALENDAR\r\nSUMMARY:met {words}\r\nEND:VCALENDAR\r\n"
    ubl = f"<x><Binary>{base64.b64encode(pdf(words)).decode()}</Binary></x>"
    rich = "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in words)
    return [
        Spelling(f"{identifier.kind} in {label}", kind, payload, identifier)
        for label, kind, payload in (
            ("UTF-8", "text/plain", long.encode()),
            ("UTF-16", "text/plain", long.encode("utf-16")),
            ("UTF-16 without a mark", "text/plain", long.encode("utf-16-le")),
            ("Latin-1", "text/plain", long.encode("latin-1")),
            ("CSV", "text/csv", f"a;b;{words};c\r\n".encode()),
            ("a file of JSON", "application/json", json.dumps([long]).encode()),
            ("a page of HTML", "text/html", f"<html><p>{html.escape(words)}</p></html>".encode()),
            ("a compressed PDF", "application/pdf", pdf(words)),
            ("a PDF's author", "application/pdf", pdf("tekst", words)),
            ("a PDF's note", "application/pdf", pdf("tekst", extra=note)),
            ("an e-invoice's PDF", "application/xml", ubl.encode()),
            ("docx", "application/zip", docx(["Geachte ", words[:4], words[4:], "!"])),
            ("xlsx, a cell for each word", "application/zip", xlsx([["a", *cells], ["b", "c"]])),
            ("odt", "application/zip", odt(words)),
            ("zip", "application/zip", archive({"x.txt": long})),
            ("zip in zip", "application/zip", archive({"y.zip": archive({"x.txt": long})})),
            ("gzip", "application/gzip", gzip.compress(long.encode(), mtime=0)),
            ("RTF", "application/rtf", rf"{{\rtf1{{\fonttbl x}}\b {rich}\b0\par}}".encode()),
            ("vCard, folded", "text/vcard", card.encode()),
            ("iCalendar", "text/calendar", calendar.encode()),
            ("mail, quoted-printable", "message/rfc822", mail(long)),
            ("mail, base64", "message/rfc822", mail(long, cte="base64")),
            ("mail, HTML", "message/rfc822", mail(f"<p>{html.escape(words)}</p>", "html")),
            ("mail, subject", "message/rfc822", mail("x", subject=f"Vraag van {words}")),
            ("mail, attached", "message/rfc822", mail("x", files=[("x.pdf", pdf(words))])),
        )
    ]


def _split_files():
    """Files that need no more than one identifier to show what they do."""
    name = of(ZOE, "name")
    inner = mail("x", files=[("b.eml", mail(name.value, cte="base64"))])
    return [
        Spelling("a member's name", "application/zip",
                 archive({"zoe vandenbroucke.txt": "x"}), name),
        Spelling("mail in mail in zip", "application/zip", archive({"a.eml": inner}), name),
        Spelling("name and family name in two rows of a table", "html",
                 "<table><tr><td>Vandenbroucke</td>\n<td><b>Zoë</b></td></tr></table>", name),
        Spelling("an initial in tags", "html", "<b>Zoë</b> <i>M.</i> <b>Vandenbroucke</b>", name),
        Spelling("a drop cap", "html", "<p><b>Z</b>oë <b>V</b>andenbroucke</p>", name),
    ]
