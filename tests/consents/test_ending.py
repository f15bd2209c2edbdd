"""Consents end: after the months of their purpose, with a reminder and a question before."""

from datetime import date

from dateutil.relativedelta import relativedelta
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from ...engine.consents.confirming import Confirming
from ...engine.consents.ending import TODO, Ending
from ...engine.consents.subjects import in_force
from ..builders.consents import ZOE, ConsentCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestEnding(ConsentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purpose.write({"consent_months": 24, "consent_reminder_days": 30})

    def test_it_holds_until_its_last_day_and_no_longer(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        consent = self._proven()
        self.assertEqual(consent.date_until, date(2028, 11, 23))
        for day, state, basis in (("2028-11-23", "given", True), ("2028-11-24", "expired", False)):
            with freeze_time(day):
                Ending(self.env).run()
                self.timers.refresh()
                self.assertEqual(consent.state, state)
                self.assertEqual("consent" in self._bases(contact), basis)
        self.assertEqual(self._filed(consent), ["consent_given", "consent_expired"])

    def test_it_is_no_basis_on_the_day_after_even_before_the_clock_has_run(self):
        consent = self._proven()
        day = date(2028, 11, 24)
        self.assertFalse(consent.filtered_domain(in_force(day)))
        self.assertTrue(consent.filtered_domain(in_force(day - relativedelta(days=1))))

    def test_without_months_it_holds_until_it_is_withdrawn(self):
        self.assertFalse(self._proven(purpose_id=self.other.id).date_until)
        with self.assertRaises(ValidationError):
            self.purpose.consent_months = -1

    def test_the_officer_is_reminded_once_and_the_reminder_goes_with_its_reason(self):
        self.env.ref("base.main_company").partner_id.activity_unlink([TODO])
        consent = self._proven()
        partner = consent.company_id.partner_id
        for day, reminded in (("2028-10-20", 0), ("2028-10-25", 1), ("2028-10-26", 1),
                              ("2028-11-24", 0)):
            with freeze_time(day):
                Ending(self.env).run()
                self.assertEqual(len(partner.activity_search([TODO])), reminded, day)

    def test_people_are_asked_once_whether_they_go_on_and_only_their_click_renews(self):
        self.purpose.consent_renewal = True
        consent = self._proven(text_id=self.text.id)
        with freeze_time("2028-10-25"):
            Ending(self.env).run()
            Ending(self.env).run()
            renewal = self.consents.search([("renews_id", "=", consent.id)])
            self.assertEqual((len(renewal), renewal.state), (1, "pending"))
            self.assertEqual((renewal.email, renewal.words), (ZOE, consent.words))
            self.assertTrue(self._send())
            self.assertIn("comes to its end soon", self._mails()[-1:].body_html)
            Confirming(self.env).confirm(renewal)
            self.assertEqual((renewal.state, renewal.date_until), ("given", date(2030, 10, 25)))
        with freeze_time("2028-11-24"):
            Ending(self.env).run()
            self.assertEqual((consent.state, renewal.state), ("expired", "given"))

    def test_an_address_that_gets_a_contact_brings_its_consents_along(self):
        consent = self._proven()
        contact = self._contact("Zoë Çelik", email=ZOE)
        Ending(self.env).run()
        self.assertEqual((consent.partner_id, consent.email), (contact, False))
