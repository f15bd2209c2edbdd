"""Holds of a kind: claims and security investigations (P8; Art. 17(3)(e), 6(1)(f))."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from ..common import SILENT, TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestKinds(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._contact(facts=SILENT)

    def _hold(self, user=None, **vals):
        return self.env["privacy.hold"].with_user(user or self.user).create({
            "name": "Case", "reason": "x", "partner_ids": [(6, 0, self.person.ids)], **vals})

    def _purposes(self):
        self.timers.refresh()
        return {tag.purpose_id.code: tag.basis_id.code
                for tag in self.env["privacy.subject.purpose"].search([
                    ("partner_id", "=", self.person.id), ("situation", "=", "hold")])}

    def test_a_claim_is_tagged_as_one(self):
        self.assertEqual(self._hold().kind, "claim")
        self.assertEqual(self._purposes(), {"claims": "legitimate_interests"})

    def test_an_investigation_is_tagged_with_the_security_of_the_platform(self):
        self._hold(kind="security")
        self.assertEqual(self._purposes(), {"security": "legitimate_interests"})

    def test_both_at_once_are_both(self):
        self._hold()
        self._hold(kind="security")
        self.assertEqual(set(self._purposes()), {"claims", "security"})

    def test_an_investigation_keeps_technical_rows_and_nothing_else_does(self):
        self.assertTrue(self._hold(kind="security").technical)
        self.assertEqual(self._hold(technical=True).kind, "security")
        self.assertFalse(self._hold().technical)
        with self.assertRaises(ValidationError):
            self._hold(kind="claim", technical=True)

    def test_each_kind_stops_every_erasure_whatever_data_it_needs(self):
        category = self.env.ref("cloudpepper_privacy.category_technical")
        for kind in ("claim", "security", "other"):
            hold = self._hold(kind=kind, category_ids=[(6, 0, category.ids)])
            self.timers.refresh()
            self.assertFalse(self.runs.preview(self.person).subjects)
            hold.with_user(self.officer).action_release()
        self.assertTrue(self.runs.preview(self.person).subjects)

    def test_it_is_looked_at_again_once(self):
        hold = self._hold()
        self.assertEqual(str(hold.review_on), "2027-05-23")
        holds = self.env["privacy.hold"]
        holds._cron_review()
        self.assertFalse(hold.sudo().activity_ids)
        with freeze_time("2027-05-23"):
            holds._cron_review()
            holds._cron_review()
            self.assertEqual(len(hold.sudo().activity_ids), 1)
            self.assertEqual(hold.state, "active", "nothing is released by a date of review")
            hold.with_user(self.officer).review_on = "2027-11-23"
            self.assertFalse(hold.sudo().activity_ids)

    def test_a_released_one_asks_nobody(self):
        hold = self._hold()
        with freeze_time("2027-05-23"):
            self.env["privacy.hold"]._cron_review()
            hold.with_user(self.officer).action_release()
            self.env["privacy.hold"]._cron_review()
            self.assertFalse(hold.sudo().activity_ids)

    def test_a_review_before_the_start_cannot_be(self):
        with self.assertRaises(ValidationError):
            self._hold(review_on="2026-01-01")

    def test_whoever_has_no_role_makes_none(self):
        for user in (self.staff, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                self._hold(user, kind="security")
