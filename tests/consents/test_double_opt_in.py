"""Double opt-in over HTTP: nothing counts before the button behind the link of the mail."""

import re
from datetime import timedelta

from odoo.tests import HttpCase, freeze_time, tagged

from ...engine.consents.confirming import Confirming
from ...engine.consents.ending import Ending
from ...engine.consents.giving import Giving
from ..builders.consents import LANGUAGES, WORDS, ZOE, ConsentCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
class TestDoubleOptIn(ConsentCommon, HttpCase):
    def _post(self, path):
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        return self.url_open(path, data={"csrf_token": token})

    def test_opening_the_link_does_nothing_and_posting_it_lets_it_count(self):
        consent = self._given(text_id=self.text.id)
        link = self._send()
        page = self.url_open(link)
        self.assertEqual((page.status_code, consent.state), (200, "pending"))
        self.assertIn(WORDS, page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertIn('id="made"', self._post(link).text)
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.proof), ("given", "double_opt_in"))
        self.assertTrue(consent.signed_up_at <= consent.given_at)
        self.assertEqual(self._filed(consent), ["consent_asked", "consent_confirmed"])
        self.assertIn('id="made"', self.url_open(link).text, "twice is once")
        self.assertEqual(self._filed(consent), ["consent_asked", "consent_confirmed"])

    def test_a_wrong_link_and_a_withdrawn_consent_lead_nowhere(self):
        consent = self._given()
        link = self._send()
        self.assertEqual(self.url_open(link + "x").status_code, 404)
        consent.action_withdraw()
        self.assertEqual(self.url_open(link).status_code, 404)

    def test_nothing_counts_before(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        consent = self._given()
        self.timers.refresh()
        self.assertEqual(consent.partner_id, contact)
        self.assertNotIn("consent", self._bases(contact))
        Confirming(self.env).confirm(consent)
        self.timers.refresh()
        self.assertIn("consent", self._bases(contact))

    def test_what_was_given_together_is_one_mail_in_the_person_s_language(self):
        for lang, words in LANGUAGES.items():
            self.env["res.lang"]._activate_lang(lang)
            self.text.with_context(lang=lang).body = words
        Giving(self.env).give([
            self._row(text_id=self.text.id, lang="nl"),
            self._row(purpose_id=self.other.id, lang="nl")])
        self._send()
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertEqual((mail.email_to, mail.auto_delete), (ZOE, True))
        self.assertIn(LANGUAGES["nl_NL"], mail.body_html)
        self.assertIn("Auto-Submitted", mail.headers)

    def test_a_contact_that_asked_to_stop_is_mailed_again_after_the_click_alone(self):
        self.env["mail.blacklist"]._add(ZOE)
        consent = self._given()
        refused = self.env["mail.blacklist"]
        self.assertTrue(refused.search([("email", "=", ZOE)]))
        Confirming(self.env).confirm(consent)
        self.assertFalse(refused.search([("email", "=", ZOE)]))

    def test_an_address_gets_three_mails_a_day_whoever_asks(self):
        for _number in range(5):
            self._given()
            self._send()
        self.assertEqual(len(self._mails()), 3)
        self._given(email="ada@celik.example")
        self._send()
        self.assertEqual(len(self._mails()), 4)

    def test_what_nobody_confirms_is_deleted_after_the_days_of_the_setting(self):
        consent, proven = self._given(), self._proven(email="ada@celik.example")
        link = self._send()
        for days, there in ((13, True), (15, False)):
            with freeze_time(consent.create_date + timedelta(days=days)) if consent.exists() \
                    else freeze_time(TODAY):
                Ending(self.env).delete_unconfirmed()
                self.assertEqual(bool(consent.exists()), there)
        self.assertTrue(proven.exists())
        self.assertEqual(self.url_open(link).status_code, 404)
