"""Raw mails that would break a reader: each becomes a request all the same, and none is lost."""

import base64
import io
import re
import time
import zipfile
from email.message import EmailMessage

from odoo.tests import tagged

from ..builders.mails import MailCommon

TURN = "\u202e"
FROM = re.compile(rb"From: [^\n]+")


def packed(name, data):
    """Return a zip of one file."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return into.getvalue()


@tagged("post_install", "-at_install")
class TestBadInputMails(MailCommon):
    def _one(self, raw):
        """Give a mail to the gateway; return the one request that it makes."""
        made = self._arrives(raw)
        self.env.flush_all()
        self.assertEqual(len(made), 1)
        return made

    def _from(self, sender):
        """Return a mail with a sender, byte by byte."""
        return FROM.sub(lambda _line: b"From: " + sender + b"\r", self._mail(), count=1)

    def _files(self, request):
        return request.message_ids.attachment_ids

    def _written(self, words):
        """Return a mail without files."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "Zoe <zoe@celik.example>", self.address
        mail["Subject"], mail["Message-Id"] = "inzage", f"<{time.time_ns()}@celik.example>"
        mail.set_content(words)
        return mail

    def test_days_of_the_years_1_and_9999_are_none_of_a_receipt(self):
        for day in ("Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 01 Jan 0001 00:00:00 +1400",
                    "Mon, 01 Jan 1 00:00:00 +1400", "Fri, 31 Dec 99999 23:59:59 -1200", "x"):
            for header in ("Received", "Date"):
                with self.subTest(day=day, header=header):
                    self.requests.search([]).sudo().write({"state": "dropped"})
                    value = f"from mx by us; {day}" if header == "Received" else day
                    request = self._one(self._mail(**{header: value}))
                    self.assertIn(request.received_on.year, (2026,))

    def test_zero_bytes_and_turned_names_are_left_out(self):
        for name in (b"=?utf-8?b?%s?=" % base64.b64encode(f"Zo\0{TURN}ë".encode()),
                     f'"Zo\0{TURN}ë"'.encode()):
            request = self._one(self._from(name + b" <zoe@celik.example>"))
            self.assertEqual(request.person_name, "Zoë")
        request = self._one(self._mail(
            text=f"Ik wil \0 inzage {TURN}in mijn gegevens", charset="utf-8"))
        self.assertIn("Ik wil inzage in mijn gegevens", request.text)

    def test_zero_bytes_in_headers_lose_no_mail(self):
        raw = self._mail(In_Reply_To="<x@y.example>", References="<z@y.example>")
        for found, broken in ((b"<x@y.example>", b"<x\0@y.example>"),
                              (b"<z@y.example>", b"<z\0@y.example>"),
                              (b"mijn gegevens", b"mijn\0 gegevens")):
            raw = raw.replace(found, broken)
        self.assertIn(b"\0", raw)
        self._one(raw)

    def test_what_is_too_long_to_be_an_address_is_none(self):
        request = self._one(self._from(b"Zoe <" + b"z" * 9000 + b"@celik.example>"))
        self.assertEqual((request.person_email, request.person_name), (False, "Zoe"))
        request = self._one(self._from(b'"' + b"z" * 9000 + b'" <zoe@celik.example>'))
        self.assertEqual((request.person_email, len(request.person_name)),
                         ("zoe@celik.example", 200))

    def test_ten_megabytes_of_words_are_kept_and_read_in_time(self):
        started = time.monotonic()
        request = self._one(self._mail(
            text="Ik wil inzage in mijn gegevens.\r\n" * 330_000, charset="utf-8"))
        self.assertLess(time.monotonic() - started, 30)
        self.assertEqual(request.right_ids.mapped("kind"), ["access"])
        self.assertLessEqual(len(request.text), 20_000)

    def test_archives_in_archives_and_bombs_are_kept_unopened(self):
        data = b"text"
        for depth in range(50):
            data = packed(f"{depth}.zip", data)
        mail = self._written("Ik wil inzage in mijn gegevens")
        bomb = packed("word/document.xml", b" " * 50_000_000)
        for name, content in (
                ("nested.zip", data), ("bomb.docx", bomb), ("ten.bin", b"\0" * 10**7)):
            mail.add_attachment(content, maintype="application", subtype="octet-stream",
                                filename=name)
        started = time.monotonic()
        request = self._one(mail.as_bytes())
        self.assertLess(time.monotonic() - started, 30)
        kept = {file.name: file.raw for file in self._files(request)}
        self.assertEqual((kept["nested.zip"], kept["bomb.docx"]), (data, bomb))
        self.assertEqual(len(kept["ten.bin"]), 10**7)

    def test_mails_in_mails_and_thousands_of_headers_are_one_request(self):
        inner = self._written("x")
        for _depth in range(20):
            outer = self._written("x")
            outer.add_attachment(inner)
            inner = outer
        mail = self._written("Ik wil inzage in mijn gegevens")
        mail.add_attachment(inner)
        self._one(mail.as_bytes())
        headers = "".join(f"X-A{number}: b\r\n" for number in range(2000))
        self._one(headers.encode() + self._mail())
        self._one(self._mail(To=", ".join(
            [self.address, *(f"a{number}@x.example" for number in range(1000))])))

    def test_the_name_of_a_file_is_what_it_reads(self):
        raw = self._mail()
        name = b"filename*=utf-8''letter%00%E2%80%AEfdp.exe"
        request = self._one(re.sub(rb'filename="volmacht.pdf"', name, raw))
        self.assertEqual(self._files(request).mapped("name"), ["letterfdp.exe"])
        self.assertEqual(self._files(self._one(self._mail())).mapped("name"), ["volmacht.pdf"])

    def test_a_subject_of_ten_megabytes_is_read_in_time(self):
        raw = re.sub(rb"Subject: [^\n]+", b"Subject: " + b"inzage " * 1_400_000 + b"\r",
                     self._mail(), count=1)
        started = time.monotonic()
        self._one(raw)
        self.assertLess(time.monotonic() - started, 30)

    def test_a_charset_or_a_type_that_nobody_knows_loses_no_mail(self):
        for charset in (b"x-klingon", b"rot13"):
            known = self._mail(charset="utf-8")
            raw = known.replace(b'charset="utf-8"', b'charset="%s"' % charset)
            self.assertNotEqual(raw, known)
            request = self._one(raw)
            self.assertEqual(request.right_ids.mapped("kind"), ["access", "erasure"])
        mail = self._written("Ik wil inzage in mijn gegevens")
        mail.add_attachment(b"letters", maintype="font", subtype="ttf", filename="a.ttf")
        self.assertEqual(self._files(self._one(mail.as_bytes())).raw, b"letters")
