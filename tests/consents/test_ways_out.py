"""The way out of a mailing: its headers and its foot, as the mail leaves (RFC 2369, RFC 8058)."""

import re

from odoo.addons.mail.tests.common import MockEmail
from odoo.tests import HttpCase, tagged

from ..builders.consents import ZOE, ConsentCommon


@tagged("post_install", "-at_install")
class TestWaysOut(ConsentCommon, HttpCase, MockEmail):
    def _sent(self, partners):
        """Send a mailing to contacts; return the mails that left."""
        if "mailing.mailing" not in self.env:
            self.skipTest("module mass_mailing is not installed")
        mailing = self.env["mailing.mailing"].create({
            "subject": "Offer", "name": "Offer", "state": "in_queue",
            "body_html": "<p>Offer <a href='/unsubscribe_from_list'>Out</a></p>",
            "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
            "mailing_domain": repr([("id", "in", partners.ids)])})
        with self.mock_mail_gateway():
            mailing.action_send_mail()
        return self._mails_sent()

    def _mails_sent(self):
        return {mail["email_to"][0].rpartition("<")[2].rstrip(">"): mail for mail in self._mails}

    def test_each_mail_has_the_way_out_of_its_own_recipient(self):
        zoe, ada = (self._contact(name, email=email) for name, email in (
            ("Zoë Çelik", ZOE), ("Ada", "ada@celik.example")))
        consents = self._proven() | self._proven(email="ada@celik.example")
        self.assertEqual(consents.partner_id, zoe | ada)
        sent = self._sent(zoe | ada)
        headers = sent[ZOE]["headers"]
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        url = re.fullmatch(r"<(https?://[^>]+)>", headers["List-Unsubscribe"]).group(1)
        self.assertRegex(url, r"/privacy/unsubscribe/[\w-]+$")
        self.assertNotEqual(headers["List-Unsubscribe"],
                            sent["ada@celik.example"]["headers"]["List-Unsubscribe"])
        self.assertNotIn("celik", url)
        path = "/privacy/unsubscribe/" + url.rpartition("/")[2]
        self.url_open(path, data={"List-Unsubscribe": "One-Click"})
        self.env.invalidate_all()
        self.assertEqual([each.state for each in consents], ["withdrawn", "given"])

    def test_after_one_click_the_next_mailing_leaves_for_the_others_alone(self):
        zoe, ada = (self._contact(name, email=email) for name, email in (
            ("Zoë Çelik", ZOE), ("Ada", "ada@celik.example")))
        self._proven()
        self._proven(email="ada@celik.example")
        sent = self._sent(zoe | ada)
        self.assertEqual(set(sent), {ZOE, "ada@celik.example"})
        token = sent[ZOE]["headers"]["List-Unsubscribe"].rpartition("/")[2].rstrip(">")
        self.url_open(f"/privacy/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"})
        self.env.invalidate_all()
        self.assertEqual(set(self._sent(zoe | ada)), {"ada@celik.example"})

    def test_its_foot_leads_to_the_page_of_preferences(self):
        zoe = self._contact("Zoë Çelik", email=ZOE)
        self._proven()
        sent = self._sent(zoe)
        found = re.search(r"/privacy/preferences/[\w-]+", sent[ZOE]["body"])
        self.assertTrue(found, sent[ZOE]["body"])
        self.assertEqual(self.url_open(found.group(0)).status_code, 200)
        self.assertNotIn("confirm_unsubscribe", sent[ZOE]["body"])

    def test_other_mail_has_no_such_header(self):
        zoe = self._contact("Zoë Çelik", email=ZOE)
        with self.mock_mail_gateway():
            zoe.message_post(body="Your invoice", partner_ids=zoe.ids, message_type="comment",
                             subtype_xmlid="mail.mt_comment")
        for mail in self._mails:
            self.assertNotIn("List-Unsubscribe-Post", mail["headers"] or {})
        self.assertTrue(self._mails)
