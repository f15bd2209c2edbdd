"""Files are read by what they are; what cannot be read is said, with no word of the file."""

import gzip
import io
import zipfile

from odoo.addons.cloudpepper_privacy.core.documents import inside, reader
from odoo.addons.cloudpepper_privacy.core.documents.reader import texts
from odoo.addons.cloudpepper_privacy.core.errors import NotSearchable
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.tests import recall_corpus as corpus
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value

SECRET = "Zoë Vandenbroucke"
NAME = Matcher([(1, corpus.of(corpus.ZOE, "name"))])
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FILES = [planted for planted in corpus.planted() if isinstance(planted.payload, bytes)]


def _read(data, mimetype="", name=None):
    """Return (texts, why not all could be read or None)."""
    value = []
    try:
        for text in texts(name, mimetype, data):
            value.append(text)
    except NotSearchable as refused:
        return value, refused.reason
    return value, None


def _named(value):
    return any(NAME.find(text) for text in value)


def _encrypted_zip():
    data = bytearray(corpus.archive({"x.txt": SECRET}))
    for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + place] |= 1
    return bytes(data)


def _bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(30):
            packed.writestr(f"{number}.txt", bytes(10 * 2**20))
    return data.getvalue()


def _nested(depth):
    data = SECRET.encode()
    for _turn in range(depth):
        data = corpus.archive({"x": data})
    return data


class TestDocuments(CoreCase):
    @each_value(FILES, label=lambda planted: planted.label)
    def test_a_file_is_read_whatever_it_is_called(self, planted):
        found = Matcher([(1, planted.identifier)])
        for name, mimetype in (("x", planted.kind), ("x.png", "image/png"), (None, None)):
            value, refused = _read(planted.payload, mimetype, name)
            assert any(found.find(text) for text in value)
            assert refused is None

    @each_row([
        ("a picture", PNG, "picture"),
        ("a photograph", b"\xff\xd8\xff\xe0" + bytes(40), "picture"),
        ("what nobody knows", bytes(range(256)), "unknown"),
        ("an old office document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "unknown"),
        ("an encrypted zip", _encrypted_zip(), "encrypted"),
        ("a cut zip", corpus.archive({"x": SECRET * 99})[:60], "broken"),
        ("a cut gzip", gzip.compress(SECRET.encode() * 99)[:-12], "broken"),
        ("a gzip of nothing", b"\x1f\x8b" + SECRET.encode(), "broken"),
        ("a cut PDF", b"%PDF-1.4 " + SECRET.encode(), "broken"),
        ("a PDF without text", corpus.pdf(" "), "no text"),
        ("a zip of a picture", corpus.archive({"x.png": PNG}), "partly"),
        ("a zip that unpacks to too much", _bomb(), "too large"),
        ("a gzip that unpacks to too much", gzip.compress(bytes(201 * 2**20), 1), "too large"),
        ("zips in zips", _nested(20), "too large"),
        ("RTF that never ends", b"{\\rtf1{\\fonttbl " + SECRET.encode(), "broken"),
    ])
    def test_what_cannot_be_read_says_so_and_nothing_of_the_file(self, label, data, reason):
        try:
            list(texts("x", "application/octet-stream", data))
        except NotSearchable as refused:
            assert refused.reason == str(refused) == reason
            assert refused.__suppress_context__ or refused.__context__ is None
        else:
            self.fail(f"{label} was taken for searched")

    def test_what_could_be_read_is_searched_where_the_rest_could_not(self):
        value, refused = _read(corpus.archive({"a.png": PNG, "b.txt": SECRET, "c.bin": bytes(99)}))
        assert _named(value) and refused == "partly"
        value, refused = _read(corpus.mail(f"Dag {SECRET}", files=[("a.png", PNG)]))
        assert _named(value) and refused == "partly"

    def test_the_number_of_files_in_a_file_is_limited(self):
        self.replace(inside, "MAX_FILES", 3)
        assert _read(corpus.archive({"a": "x", "b": "y"}))[1] is None
        assert _read(corpus.archive({"a": "x", "b": "y", "c": "z"}))[1] == "too large"

    def test_pictures_in_a_document_do_not_make_it_unread(self):
        data = corpus.archive({"[Content_Types].xml": "<Types/>", "word/media/image1.png": PNG,
                               "word/document.xml": f"<w:p><w:t>{SECRET}</w:t></w:p>"})
        value, refused = _read(data)
        assert _named(value) and refused is None

    def test_a_sheets_row_is_read_across_its_cells(self):
        value, _refused = _read(corpus.xlsx([["Vandenbroucke", "12", "Zoë"], ["Aa", "Zz"]]))
        assert not _named(value)
        value, _refused = _read(corpus.xlsx([["x", "Zoë", "Vandenbroucke"], ["Zoë", "Aa"]]))
        assert _named(value)

    def test_a_mail_with_wrong_headers_is_still_read(self):
        data = (b"From: =?utf-9?Q?x?=\r\nSubject: =?utf-8?Q?Zo=C3=AB?= Vandenbroucke\r\n"
                b"Date: never\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno part at all")
        value, refused = _read(data)
        assert _named(value) and refused is None

    @each_value(["BMW, factuur", "Name: x\nPhone: y\n\nz", "{\"a\": 1}", "From: x",
                                      "", "PK and more", "é" * 3000])
    def test_text_is_text(self, text):
        assert _read(text.encode()) == ([text], None)
        assert _read(text.encode("utf-16")) == ([text], None)

    def test_a_parser_that_fails_in_its_own_way_ends_no_search(self):
        def fails(data, _inside):
            yield data + SECRET

        self.replace(reader, "_plain", fails)
        value, refused = _read(SECRET.encode())
        assert (value, refused) == ([], "broken")
