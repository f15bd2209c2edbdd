"""Receipts: of the form that is published, signed, and for nobody but the person and staff."""

import json

from jsonschema import Draft202012Validator, FormatChecker
from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from ...core.consents.receipt import is_signed
from ...engine.consents.ending import Ending
from ...engine.consents.links import Links
from ...engine.consents.receipts import Receipts
from ..builders.consents import WORDS, ZOE, ConsentCommon


@tagged("post_install", "-at_install")
class TestReceipts(ConsentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open("cloudpepper_privacy/static/consent_receipt.schema.json") as schema:
            cls.schema = Draft202012Validator(
                json.load(schema), format_checker=FormatChecker())

    def _receipt(self, consent):
        _name, content = Receipts(self.env).file(consent)
        return json.loads(content)

    def _states(self, receipt):
        return [event["event_state"].rpartition("#")[2] for event in receipt["events"]]

    def test_each_state_has_a_receipt_of_the_published_form(self):
        proven = self._proven(text_id=self.text.id)
        pending = self._given(text_id=self.text.id)
        visitor = self._given(visitor_key="v-1", channel="banner")
        contact = self._contact("Ilse", email="ilse@own.example")
        desk = self._given(partner_id=contact.id, channel="desk")
        withdrawn = self._proven()
        withdrawn.action_withdraw()
        expired = self._proven(purpose_id=self.other.id)
        expired.with_context(**Ending(self.env).env.context).write(
            {"date_until": "2026-01-01", "state": "expired"})
        for consent, states in (
                (proven, ["ConsentGiven"]), (pending, ["ConsentRequested"]),
                (visitor, ["ConsentGiven"]), (desk, ["ConsentGiven"]),
                (withdrawn, ["ConsentGiven", "ConsentWithdrawn"]),
                (expired, ["ConsentGiven", "ConsentExpired"])):
            with self.subTest(states=states):
                receipt = self._receipt(consent)
                self.assertFalse([error.message for error in self.schema.iter_errors(receipt)])
                self.assertEqual(self._states(receipt), states)

    def test_it_says_who_to_whom_to_which_words_and_for_what(self):
        receipt = self._receipt(self._proven(text_id=self.text.id))
        notice = receipt["processing"]["privacy_notice"]
        self.assertEqual((notice["words"], notice["version"]), (WORDS, 1))
        self.assertEqual(notice["sha256"], self.text.digests["en_US"])
        self.assertEqual(receipt["pii_principal_id"], ZOE)
        self.assertEqual(receipt["processing"]["purposes"][0]["purpose"], self.purpose.name)

    def test_a_changed_word_breaks_the_signature_and_so_does_another_s_key(self):
        receipt, known = self._receipt(self._proven()), Receipts(self.env).keys()
        self.assertTrue(is_signed(receipt, known))
        self.assertFalse(is_signed({**receipt, "pii_principal_id": "x@y.example"}, known))
        self.assertFalse(is_signed(receipt, []))
        for value in ("", "AAAA", None, 1):
            forged = {**receipt, "signature": {**receipt["signature"], "value": value}}
            self.assertFalse(is_signed(forged, known))

    def test_the_keys_are_published_and_no_secret_with_them(self):
        published = self.url_open("/privacy/receipt/keys").json()
        self.assertTrue(is_signed(self._receipt(self._proven()), published["keys"]))
        self.assertEqual(set(published), {"algorithm", "keys"})

    def test_the_person_fetches_it_by_the_link_and_nobody_else_s(self):
        ours, theirs = self._proven(), self._proven(email="ada@celik.example")
        page = f"/privacy/preferences/{Links(self.env).token(ZOE, self.env.company)}/receipt"
        response = self.url_open(f"{page}/{ours.id}")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertTrue(is_signed(response.json(), Receipts(self.env).keys()))
        self.assertEqual(self.url_open(f"{page}/{theirs.id}").status_code, 404)
        self.assertEqual(
            self.url_open(f"/privacy/preferences/x/receipt/{ours.id}").status_code, 404)

    def test_the_portal_and_staff_fetch_what_they_may_read(self):
        own = self._given(partner_id=self.portal.partner_id.id, channel="desk")
        other = self._proven()
        for login, path, consent, status in (
                ("portal_person", "/my/privacy/receipt/%s", own, 200),
                ("portal_person", "/my/privacy/receipt/%s", other, 404),
                ("privacy_user", "/privacy/consent/%s/receipt", other, 200),
                ("portal_person", "/privacy/consent/%s/receipt", own, 403),
                ("privacy_staff", "/privacy/consent/%s/receipt", other, 403)):
            with self.subTest(login=login, path=path):
                self.authenticate(login, login)
                self.assertEqual(self.url_open(path % consent.id).status_code, status)
