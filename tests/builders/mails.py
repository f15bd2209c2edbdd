"""Raw mails to the alias of requests, as Odoo's gateway gets them."""

from email.message import EmailMessage
from uuid import uuid4

from odoo.tools import mute_logger

from .requests import RequestCommon

DUTCH = (
    "Beste,\r\n\r\nIk wil graag inzage in mijn gegevens en verwijder daarna alles wat jullie "
    "van mij hebben. Mijn naam is Zoë Çelik.\r\n\r\nMet vriendelijke groeten\r\nZoë\r\n\r\n"
    "> On Monday you wrote: click here to object or to withdraw your consent.\r\n")

#: what a server sends back (RFC 3464)
BOUNCE = """\
From: MAILER-DAEMON <mailer-daemon@mx.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-Id: <{number}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

No such user.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; zoe@celik.example
Action: failed
Status: 5.1.1

--cut
Content-Type: message/rfc822

Message-Id: {letter}
To: zoe@celik.example
Subject: ours

Words.
--cut--
"""


class MailCommon(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("nl_NL")
        domain = cls.company.alias_domain_id or cls.env["mail.alias.domain"].create({
            "name": "own.example", "company_ids": [(4, cls.company.id)]})
        cls.alias = cls.env.ref("cloudpepper_privacy.mail_alias_request")
        cls.alias.alias_domain_id = domain
        cls.address = f"{cls.alias.alias_name}@{domain.name}"

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _arrives(self, raw):
        """Give a raw mail to Odoo's gateway, as its fetching does; return the new requests."""
        before = self.requests.search([])
        self.env["mail.thread"].message_process(False, raw)
        return self.requests.search([]) - before

    def _mail(self, text=DUTCH, charset="windows-1252", **headers):
        mail = EmailMessage()
        mail["Received"] = ("from mx.example by mail.own.example with ESMTPS; "
                            "Thu, 5 Mar 2026 11:00:00 +0100")
        mail["From"] = "=?utf-8?b?Wm/DqyDDh2VsaWs=?= <zoe@celik.example>"
        mail["To"] = self.address
        mail["Subject"] = "Fwd: mijn gegevens"
        mail["Message-Id"] = f"<{uuid4()}@celik.example>"
        mail["Date"] = "Mon, 1 Jan 2035 10:00:00 +0100"
        for name, value in headers.items():
            name = name.replace("_", "-")
            del mail[name]
            if value:
                mail[name] = value
        mail.set_content(text, charset=charset)
        mail.add_attachment(b"%PDF-1.4 proof", maintype="application", subtype="pdf",
                            filename="volmacht.pdf")
        return mail.as_bytes()

    def _on_top(self, *lines, **headers):
        """Return a mail with headers above all others, as a server puts them there."""
        return "".join(f"{line}\r\n" for line in lines).encode() + self._mail(**headers)

    def _set_aside(self, raw):
        """Give a raw mail to the gateway; return what it set aside."""
        mails = self.env["privacy.request.mail"]
        before = mails.search([])
        self.assertFalse(self._arrives(raw))
        return mails.search([]) - before
