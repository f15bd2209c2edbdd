"""What is said and done for somebody without a contact is so."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..common import TODAY

LATELY, NUMBER = "2026-06-07 10:00:00", "+32470998877"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRightsWithoutContact(ContactlessCommon):
    def _known_by_number(self):
        """A lead of a number alone, and a request that names it."""
        self._subjects(self._nobodys_lead(created=LATELY, email_from=False, phone=NUMBER))
        return self._asked("access", phone=NUMBER).with_user(self.officer).sudo(False)

    def test_a_number_that_leads_to_records_is_asked_about(self):
        request = self._known_by_number()
        with self.assertRaises(UserError):
            request.confirm_identity([], "known")
        request.confirm_identity([], "known", why="The number is the shop's")
        self.assertFalse(request.sudo().contactless_ids)

    def test_nothing_is_granted_beside_records_that_nobody_has_looked_at(self):
        self._subjects(self._subscriber(created=LATELY))
        request = self._identified("access", "erasure")
        self._nobodys_lead(created=LATELY, email_from=False, phone=NUMBER)
        request.sudo().person_phone = NUMBER
        self.timers.refresh(full=True)
        with self.assertRaises(UserError):
            request.close_right("access", "granted")

    def test_recipients_of_a_subscribers_data_hear_of_the_erasure(self):
        self._subjects(self._subscriber(created=LATELY))
        request = self._identified("erasure", tell_recipients=True)
        request.act_right("erasure", "a")
        request.close_right("erasure", "granted")
        told = self._right(request, "erasure").sudo().notice_ids.recipient_id
        self.assertIn("Klaviyo", told.mapped("name"))

    def test_of_whom_nothing_is_held_nobody_hears(self):
        request = self._identified("erasure", tell_recipients=True)
        request.close_right("erasure", "granted")
        self.assertFalse(self._right(request, "erasure").sudo().notice_ids)

    def test_a_rectification_that_nobody_carried_out_is_not_granted(self):
        self._subjects(self._nobodys_lead(created=LATELY))
        request = self._identified("rectification")
        for outcome in ("granted", "partly"):
            with self.subTest(outcome), self.assertRaises(UserError):
                request.close_right("rectification", outcome, outcome == "partly" and "accurate",
                                    "Done")

    def test_an_objection_silences_the_number_of_a_lead_too(self):
        self._subjects(self._nobodys_lead(created=LATELY, phone=NUMBER))
        self._identified("objection").act_right("objection", "marketing")
        silent = self.env["phone.blacklist"].search([("active", "=", True)])
        self.assertIn(NUMBER, silent.mapped("number"))

    def test_and_no_number_of_others(self):
        self._subjects(
            self._nobodys_lead(created=LATELY, phone=NUMBER),
            self._nobodys_lead(created=LATELY, email_from="x@y.example", phone="+32470112233"))
        self._identified("objection").act_right("objection", "marketing")
        self.assertNotIn("+32470112233", self.env["phone.blacklist"].search([]).mapped("number"))

    def test_the_name_and_address_alone_stop_mails(self):
        self._subjects(self._subscriber(created=LATELY, name=NAME))
        self._identified("objection").act_right("objection", "marketing")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", EMAIL)]).active)
