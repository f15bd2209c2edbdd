"""The page of preferences over HTTP: without a login, for the address of the link alone."""

import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.consents import preferences
from ...engine.consents.links import Links
from ...engine.notices.notifying import Notifying
from ..builders.consents import WORDS, ZOE, ConsentCommon

ADA = "ada@celik.example"


@tagged("post_install", "-at_install")
class TestPreferences(ConsentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = Links(cls.env).token(ZOE, cls.env.ref("base.main_company"))
        cls.page = f"/privacy/preferences/{cls.token}"

    def _csrf(self, path):
        return re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(path).text).group(1)

    def _save(self, act="save", purposes=(), path=None):
        path = path or self.page
        return self.url_open(path, data={
            "csrf_token": self._csrf(path), "act": act, "purpose": [str(each.id)
                                                                   for each in purposes]})

    def _refused(self, email=ZOE):
        return bool(self.env["mail.blacklist"].search([("email", "=", email)]))

    # === SHOW === #

    def test_it_shows_what_the_address_agreed_to_and_nothing_else_of_anybody(self):
        contact = self._contact("Zoë Çelik", email=ZOE, phone="+32470123456",
                                street="Kaai 1", comment="<p>Likes tea</p>")
        consent = self._proven(text_id=self.text.id)
        self._proven(email=ADA, purpose_id=self.other.id)
        page = self.url_open(self.page)
        self.assertEqual(page.status_code, 200)
        self.assertIn(WORDS, page.text)
        self.assertRegex(page.text, rf'id="purpose_{self.purpose.id}"[^>]*checked')
        self.assertNotRegex(page.text, rf'id="purpose_{self.other.id}"[^>]*checked')
        for hidden in (contact.name, contact.phone, contact.street, "Likes tea", ZOE, ADA):
            self.assertNotIn(hidden, page.text)
        self.assertEqual(consent.partner_id, contact)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")

    def test_every_switch_has_a_label_and_the_page_a_language(self):
        self._proven()
        page = self.url_open(self.page).text
        self.assertRegex(page, r'<html[^>]*\blang="en')
        for field in re.findall(r'<input[^>]*type="checkbox"[^>]*>', page):
            number = re.search(r'id="(purpose_\d+)"', field).group(1)
            self.assertIn(f'for="{number}"', page)
        self.assertEqual(len(re.findall("<h1", page)), 1)

    def test_a_link_that_is_wrong_too_old_or_another_database_s_shows_the_way_to_a_new_one(self):
        old = Links(self.env)
        with freeze_time(fields.Datetime.now() - timedelta(days=91)):
            aged = old.token(ZOE, self.env.ref("base.main_company"))
        changed = self.token[:-2] + ("AA" if self.token[-2:] != "AA" else "BB")
        self._proven()
        for token in ("x", changed, aged, "A" * 2000):
            page = self.url_open(f"/privacy/preferences/{token}")
            self.assertEqual(page.status_code, 404)
            self.assertIn('id="gone"', page.text)
            self.assertIn('action="/privacy/preferences"', page.text)
            self.assertNotIn(WORDS, page.text)
        with patch.object(Links, "_database", lambda _self: "another"):
            self.assertEqual(self.url_open(self.page).status_code, 404)

    def test_the_link_tells_a_log_nothing(self):
        self.assertNotIn("celik", self.token)
        self.assertNotEqual(self.token, Links(self.env).token(ZOE, self.env.company))

    # === CHANGE === #

    def test_one_switch_stops_its_purpose_at_once_and_no_other(self):
        consent, other = self._proven(), self._proven(purpose_id=self.other.id)
        page = self._save(purposes=[self.other])
        self.assertIn('id="saved"', page.text)
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.withdrawn_by, other.state),
                         ("withdrawn", "preferences", "given"))
        self.assertTrue(self._refused(), "its last consent to marketing")

    def test_looking_changes_nothing(self):
        consent = self._proven()
        self.url_open(self.page)
        self.url_open(self.page + "?act=stop")
        self.env.invalidate_all()
        self.assertEqual(consent.state, "given")
        self.assertFalse(self._refused())

    def test_one_button_stops_everything_of_the_address_and_nothing_of_others(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        ours = self._proven() | self._proven(purpose_id=self.other.id) | self._given()
        theirs = self._proven(email=ADA)
        self.assertEqual(ours.partner_id, contact)
        self._save("stop")
        self.env.invalidate_all()
        self.assertEqual(set(ours.mapped("state")), {"withdrawn"})
        self.assertEqual(theirs.state, "given")
        self.assertTrue(self._refused())
        self.assertFalse(self._refused(ADA))

    def test_the_page_says_no_more_of_others_who_mail_for_us_than_that_they_are_told(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        self.env["mail.blacklist"]._add(ZOE)
        self._proven()
        page = self.url_open(self.page).text
        self.assertIn("We send you no mailings.", page)
        self.assertNotIn("Klaviyo", page, "whom staff silence, nobody was told of")
        told = "Until they have, one of theirs may still reach you."
        for page in (self._save("stop"), self.url_open(self.page)):
            self.assertIn("Klaviyo", page.text)
            self.assertIn(told, page.text)
        notices = Notifying(self.env).stopping(contact)
        self._save("stop")
        self.assertEqual(Notifying(self.env).stopping(contact), notices, "once is enough")

    def test_another_address_of_the_contact_is_stopped_by_its_own_link_alone(self):
        self._contact("Zoë Çelik", email=f"{ZOE}, {ADA}")
        self._given(partner_id=self.env["res.partner"].search([("email", "like", ADA)]).id,
                    channel="desk")
        self._save("stop")
        self.env.invalidate_all()
        self.assertTrue(self._refused())
        self.assertFalse(self._refused(ADA))

    def test_who_switches_on_confirms_by_mail_as_everybody(self):
        self._save(purposes=[self.purpose])
        consent = self.consents.search([("email", "=", ZOE)])
        self.assertEqual((consent.state, consent.text_id), ("pending", self.text))
        self.assertEqual(consent.source_net, "127.0.0.0/24")
        self.assertIn("Waits for the click", self.url_open(self.page).text)
        self.assertTrue(self._send())

    def test_what_has_no_words_cannot_be_agreed_to(self):
        self._save(purposes=[self.other])
        self.assertFalse(self.consents.search([("email", "=", ZOE)]))

    def test_a_form_of_another_site_changes_nothing(self):
        consent = self._proven()
        with mute_logger("odoo.http"):
            page = self.url_open(self.page, data={"act": "stop"})
        self.assertEqual(page.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(consent.state, "given")

    # === A NEW LINK === #

    def test_a_new_link_is_mailed_and_the_page_says_of_nobody_whether_he_is_known(self):
        self._proven()
        pages = [self._ask(address) for address in (ZOE, "unknown@celik.example")]
        self.assertEqual(*(re.sub(r'(csrf_token|session_info).*', "", page.text)
                           for page in pages))
        mail = self.env["mail.mail"].search([("email_to", "=", ZOE)], order="id desc", limit=1)
        link = re.search(r"/privacy/preferences/[\w-]+", mail.body_html).group(0)
        self.assertEqual(self.url_open(link).status_code, 200)
        self.assertEqual(self._ask("nonsense").status_code, 422)

    def _ask(self, email):
        path = "/privacy/preferences"
        return self.url_open(path, data={"csrf_token": self._csrf(path), "email": email})

    def test_who_asks_or_guesses_too_often_is_told(self):
        with patch.object(preferences, "PER_SOURCE", ((2, 1),)), \
                patch.object(preferences, "GUESSES", ((2, 1),)):
            statuses = [self._ask(f"p{number}@celik.example").status_code for number in range(3)]
            self.assertEqual(statuses, [200, 200, 429])
            tried = [self.url_open("/privacy/preferences/guess").status_code for _n in range(3)]
            self.assertEqual(tried, [404, 404, 429])
            self.assertEqual(self.url_open(self.page).status_code, 200, "a right one passes")

    # === ONE CLICK (RFC 8058) === #

    def test_a_mail_program_stops_everything_without_a_session(self):
        consent, theirs = self._proven(), self._proven(email=ADA)
        path = f"/privacy/unsubscribe/{self.token}"
        response = self.url_open(path, data={"List-Unsubscribe": "One-Click"})
        self.assertEqual((response.status_code, response.text), (200, ""))
        self.assertNotIn("session_id", response.headers.get("Set-Cookie", ""))
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "mail"))
        self.assertEqual(theirs.state, "given")
        self.assertTrue(self._refused())

    def test_opening_its_address_stops_nothing_and_leads_to_the_page(self):
        consent = self._proven()
        response = self.url_open(f"/privacy/unsubscribe/{self.token}", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn(self.page, response.headers["Location"])
        self.env.invalidate_all()
        self.assertEqual(consent.state, "given")

    def test_a_made_up_token_stops_nobody(self):
        consent = self._proven()
        response = self.url_open(f"/privacy/unsubscribe/{self.token[:-3]}abc",
                                 data={"List-Unsubscribe": "One-Click"})
        self.assertEqual(response.status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(consent.state, "given")

    def test_an_old_mailing_lets_people_out_still(self):
        with freeze_time(fields.Datetime.now() - timedelta(days=800)):
            old = Links(self.env).token(ZOE, self.env.company)
        consent = self._proven()
        self.url_open(f"/privacy/unsubscribe/{old}", data={"List-Unsubscribe": "One-Click"})
        self.env.invalidate_all()
        self.assertEqual(consent.state, "withdrawn")
