"""An officer says who answers for the company without being an administrator of Odoo."""

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from ...engine.controller import Controller
from ..common import TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestControllerPage(PrivacyCommon):
    def _page(self, user, company=None):
        company = company or self.company
        env = self.env(user=user.id, su=False, context={"allowed_company_ids": company.ids})
        return Form(env["privacy.controller"])

    def test_an_officer_completes_the_controller(self):
        self.assertFalse(self.officer.has_group("base.group_system"))
        self.company.write({"privacy_email": False, "email": False})
        with self._page(self.officer) as page:
            self.assertIn("privacy contact", page.missing)
            page.privacy_email = "privacy@own.example"
            page.privacy_dpo = "Office of data protection"
        page.record.action_save()
        self.assertEqual((self.company.privacy_email, self.company.privacy_dpo),
                         ("privacy@own.example", "Office of data protection"))
        self.assertFalse(Controller(self.env, self.company).missing())
        row = self.env["privacy.evidence"].search([], limit=1, order="id desc")
        self.assertEqual((row.act, row.uid_ref), ("controller", self.officer.id))

    def test_what_stays_as_it_was_is_not_filed(self):
        page = self._page(self.officer).save()
        before = self.env["privacy.evidence"].search_count([])
        page.action_save()
        self.assertEqual(self.env["privacy.evidence"].search_count([]), before)

    def test_it_begins_with_what_the_company_says(self):
        page = self._page(self.officer)
        self.assertEqual(page.privacy_controller_name, self.company.privacy_controller_name)
        self.assertEqual(page.privacy_tz, self.company.privacy_tz)
        self.assertEqual(page.privacy_voucher_years, self.company.privacy_voucher_years)

    def test_nobody_else_opens_or_saves_it(self):
        for user in (self.staff, self.user, self.auditor, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._page(user)

    def test_of_a_company_that_an_officer_does_not_act_for_nothing_is_said(self):
        other = self.env["res.company"].create({"name": "Another BV"})
        page = self._page(self.officer).save()
        self.env.cr.execute("UPDATE privacy_controller SET company_id = %s WHERE id = %s",
                            [other.id, page.id])
        page.invalidate_recordset()
        page.privacy_controller_name = "Stolen"
        with self.assertRaises(AccessError):
            page.action_save()
        self.assertFalse(other.privacy_controller_name)

    def test_a_period_of_vouchers_that_cannot_be_is_refused_and_loses_nothing(self):
        page = self._page(self.officer).save()
        page.privacy_voucher_years = 1000
        with self.assertRaisesRegex(Exception, "between 0 and"):
            page.action_save()
