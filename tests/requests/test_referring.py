"""Data that we host: the customer decides on them, and what each of the two reads (P2)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.requests.referring import Referral
from ..builders.requests import RequestCommon
from ..common import TODAY

WORDS = "My boss at the bakery reads my diary"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReferring(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._contact("Bakery BV", is_company=True, email="info@bakery.example")

    def _request(self, **vals):
        return self._asked("erasure", text=WORDS, **vals).with_user(self.officer).sudo(False)

    def _refer(self, request=None, customer=None, **referral):
        request = request or self._request()
        customer = (customer or self.customer).with_env(request.env)
        request.right_ids._close("referred", "processor", "It is the bakery's.",
                                 Referral(customer, **referral))
        return request.right_ids

    def _mails(self, right, address):
        return self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", right.request_id.id),
            ("email_to", "ilike", address)])

    def _to_person(self, right):
        return " ".join(self._letter(right.request_id)[:1].body_html.split())

    def test_passed_on_without_a_name_unless_the_person_agreed(self):
        right = self._refer(passed=True)
        mail = self._mails(right, "bakery.example")
        self.assertEqual(len(mail), 1)
        for word in ("Vermeulen", "vermeulen", "diary"):
            self.assertNotIn(word, f"{mail.subject} {mail.body_html}")
        self.assertIn("Erasure", mail.body_html)
        self.assertEqual((right.controller_id, right.referral, right.referral_named),
                         (self.customer, "passed", False))
        self.assertTrue(right.referred_on)
        self.assertIn("not who you are", str(right.sudo().letter_id.body))

    def test_with_the_name_where_the_person_agreed_and_never_with_the_words(self):
        right = self._refer(passed=True, named=True)
        mail = self._mails(right, "bakery.example")
        self.assertIn("Ilse Vermeulen", mail.body_html)
        self.assertIn("Ilse@Vermeulen.example", mail.body_html)
        self.assertNotIn("diary", mail.body_html)
        self.assertIn("as you agreed", str(right.sudo().letter_id.body))

    def test_not_passed_on_the_person_learns_whom_to_ask(self):
        right = self._refer(named=True)
        self.assertFalse(self._mails(right, "bakery.example"))
        self.assertEqual((right.referral, right.referral_named, right.referred_on),
                         ("person", False, False))
        self.assertIn("Bakery BV decides", str(right.sudo().letter_id.body))
        self.assertIn("not passed your request on", str(right.sudo().letter_id.body))

    def test_the_person_does_not_read_the_customers_letter_in_the_conversation(self):
        right = self._refer(passed=True)
        self.assertTrue(right.sudo().referral_letter_id.subtype_id.internal)
        self.assertFalse(right.sudo().letter_id.subtype_id.internal)

    def test_it_is_evidence_by_number(self):
        right = self._refer(passed=True)
        row = self.env["privacy.evidence"].search([("act", "=", "request_passed_on")], limit=1)
        self.assertEqual(row.counts["customer"], self.customer.id)
        self.assertEqual(row.counts["request"], right.request_id.id)

    def test_it_shows_on_the_customers_form(self):
        self._refer(passed=True)
        customer = self.customer.with_user(self.user)
        self.assertEqual(customer.privacy_referred_count, 1)
        action = customer.action_privacy_referred()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]).kind, "erasure")

    def test_what_cannot_be_referred_like_this(self):
        silent = self._contact("Silent BV", is_company=True)
        gone = self._contact("Gone BV", is_company=True)
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET privacy_anonymised_on = now() WHERE id = %s",
                            [gone.id])
        gone.invalidate_recordset()
        for customer, referral in ((silent, {"passed": True}), (gone, {})):
            with self.assertRaises(UserError):
                self._refer(customer=customer, **referral)
        request = self._identified("erasure")
        with self.assertRaises(UserError):
            self._refer(request, customer=self.person)
        with self.assertRaises(UserError):
            request.right_ids._close("refused", "unfounded", "No.", Referral(self.customer))
        self.assertEqual(request.right_ids.state, "open")

    def test_without_a_customer_it_is_referred_as_before(self):
        request = self._request()
        request.close_right("erasure", "referred", "processor", "Ask whoever runs the shop.")
        self.assertFalse(request.right_ids.controller_id)

    def test_nobody_but_an_officer_refers(self):
        request = self._request()
        for user in (self.user, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                request.with_user(user).right_ids._close(
                    "referred", "processor", "x", Referral(self.customer, True))
        self.assertFalse(self._mails(request.right_ids, "bakery.example"))

    def test_the_dialogue_says_it(self):
        request = self._request()
        self.env["privacy.request.decision"].with_user(self.officer).create({
            "right_id": request.right_ids.id, "outcome": "referred", "ground": "processor",
            "reason": "It is the bakery's.", "controller_id": self.customer.id,
            "pass_on": True}).action_close()
        self.assertEqual(request.right_ids.referral, "passed")
