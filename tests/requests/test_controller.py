"""Who answers for the data: complete, or asked; letters that need it wait."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ...engine.controller import Controller
from ...engine.requests.reminders import CONTROLLER, Reminders
from ..builders.requests import RequestCommon

EEA = ("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI "
       "SK").split()


@tagged("post_install", "-at_install")
class TestController(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({
            "privacy_controller_name": False, "privacy_controller_address": False,
            "privacy_controller_registry": False, "privacy_email": False,
            "privacy_controller_country": False, "privacy_authority": False, "state_id": False,
            "name": "Kettle Ltd", "street": False, "city": False,
            "zip": False, "email": False, "vat": False, "company_registry": False,
            "country_id": cls.env.ref("base.us").id})

    def _complete(self, **vals):
        self.company.write({"street": "Dock 1", "city": "Ghent", "zip": "9000",
                            "email": "us@kettle.example", "country_id": self.env.ref("base.be").id,
                            **vals})

    def test_every_country_of_the_area_has_its_authority_with_address_and_site(self):
        for code in EEA:
            country = self.env["res.country"].search([("code", "=", code)])
            known = self.env["privacy.authority"].search([("country_id", "=", country.id)])
            self.assertEqual(len(known), 16 if code == "DE" else 1, code)
            self.assertTrue(all(each.address and "." in each.website for each in known))

    def test_what_a_company_says_of_itself_is_enough(self):
        self._complete()
        controller = Controller(self.env, self.company)
        self.assertEqual(controller.missing(), [])
        self.assertEqual(controller.address, "Dock 1, 9000 Ghent, Belgium")
        self.assertIn("Drukpersstraat 35", controller.authority)

    def test_no_decision_goes_out_before_it_is_complete(self):
        request = self._identified()
        with self.assertRaisesRegex(UserError, "postal address.*privacy contact.*authority"):
            request.close_right("access", "refused", "others", "Others' letters")
        self.assertEqual(request.right_ids.state, "open")
        self.assertIn("supervisory authority", request.controller_missing)
        with self.assertRaisesRegex(UserError, "cannot go out"):
            request.build_package()
        with self.assertRaisesRegex(UserError, "cannot go out"):
            request._extend("Many records")
        self._complete()
        request.close_right("access", "refused", "others", "Others' letters")
        letter = self._letter(request)[:1].body_html
        for expected in ("Kettle Ltd", "Dock 1, 9000 Ghent", "Drukpersstraat 35"):
            self.assertIn(expected, letter)

    def test_the_receipt_and_the_question_who_it_is_need_none_of_it(self):
        request = self._asked().with_user(self.officer).sudo(False)
        self.assertTrue(request.told_on)
        request._ask_identity("Only a name")
        self.assertEqual(request.state, "identity")

    def test_in_germany_and_outside_the_area_an_officer_says_which_authority(self):
        self._complete(country_id=self.env.ref("base.de").id)
        controller = Controller(self.env, self.company)
        self.assertEqual(controller.missing(), ["supervisory authority"])
        self.company.state_id = self.env["res.country.state"].create({
            "country_id": self.env.ref("base.de").id, "name": "Berlin", "code": "BE"})
        self.assertEqual(controller.missing(), [])
        self.assertIn("Alt-Moabit", controller.authority)
        self._complete(country_id=self.env.ref("base.us").id, state_id=False)
        self.assertEqual(controller.missing(), ["supervisory authority"])
        self.company.privacy_authority = "The authority of our representative"
        self.assertEqual(controller.missing(), [])

    @freeze_time("2026-10-26 10:00:00")
    def test_holidays_are_those_of_the_controller_s_country(self):
        # 26 November 2026 is Thanksgiving in the United States, and a Thursday in Belgium
        self.company.privacy_controller_country = "BE"
        request = self._asked()
        self.assertEqual(str(request.deadline), "2026-11-26")
        self.company.privacy_controller_country = False
        self.assertEqual(str(request.deadline), "2026-11-27")

    def test_an_officer_of_the_company_is_asked_once_and_until_it_is_said(self):
        reminders = Reminders(self.env, self.requests)
        partner = self.company.partner_id
        for _day in range(2):
            reminders.ask_for_controllers()
        todo = partner.activity_search([CONTROLLER])
        self.assertEqual(len(todo), 1)
        self.assertTrue(todo.user_id.has_group("cloudpepper_privacy.group_privacy_officer"))
        self.assertIn("supervisory authority", todo.summary)
        self._complete()
        reminders.ask_for_controllers()
        self.assertFalse(partner.activity_search([CONTROLLER]))
