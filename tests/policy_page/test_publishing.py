"""Publishing a policy: frozen as a whole, refused as a whole, on record."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPublishing(PolicyCommon):
    def _refused(self, draft, words):
        with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
            draft.action_publish()
        draft.invalidate_recordset()
        self.assertEqual((draft.state, draft.number, draft.pages), ("draft", 0, False))

    def test_what_is_published_is_frozen_and_on_record(self):
        version = self._published()
        self.assertEqual((version.state, version.number, version.standing),
                         ("published", 1, "force"))
        page = version.pages["en"]
        for words in ("Own Controller BV", "Dock 1, 9300 Aalst", "Amazon Web Services",
                      "The Authority of the Tests", "Until 3 years after the last interaction"):
            self.assertIn(words, page)
        self.assertNotIn("{", page)
        row = self.env["privacy.evidence"].search([("act", "=", "policy_published")], limit=1)
        self.assertEqual((row.digest, row.counts["version"]), (version.digest, 1))
        self.rule.period_count = 4
        self.assertEqual(version.pages["en"], page)
        for change in ({"pages": {}}, {"effective_date": "2030-01-01"}, {"material": True}):
            with self.assertRaises(AccessError):
                version.write(change)
            with self.assertRaises(AccessError):
                version.sudo().write(change)
        with self.assertRaisesRegex(UserError, "permanent"):
            version.unlink()

    def test_only_officers_publish(self):
        draft = self._draft()
        for user in (self.user, self.auditor, self.admin, self.staff):
            with self.assertRaises(AccessError):
                draft.with_user(user).action_publish()
        self.assertEqual(draft.state, "draft")

    def test_a_purpose_without_a_basis_is_said(self):
        self.env.ref("cloudpepper_privacy.purpose_news").line_ids.unlink()
        self._refused(self._draft(), "Service updates and product news.*has no legal basis")

    def test_an_authority_without_an_address_is_said(self):
        self.company.privacy_authority = "The Authority"
        self._refused(self._draft(), "authority has no address")

    def test_a_period_below_the_law_is_said(self):
        self.company.privacy_voucher_years = 6
        self._refused(self._draft(), "for 6 years, and the law asks 7")

    def test_a_controller_who_is_not_complete_is_said(self):
        self.company.write({"privacy_email": False, "email": False})
        self._refused(self._draft(), "privacy contact")

    def test_a_transfer_without_a_ground_is_said(self):
        self.env.ref("cloudpepper_privacy.recipient_stripe").write(
            {"transfer_ground": "unknown", "scc_module": False})
        self._refused(self._draft(), "Stripe.*outside the EEA")

    def test_a_text_without_a_place_for_periods_is_said(self):
        self.env.ref("cloudpepper_privacy.policy_text_periods").active = False
        self._refused(self._draft(), r"No text .*\{periods\}")

    def test_an_unknown_placeholder_is_refused_where_it_is_entered(self):
        text = self.env.ref("cloudpepper_privacy.policy_text_intro").with_user(
            self.officer).sudo(False)
        before = text.body
        for body, words in (("Dear {reader}", "{reader}"), ("We {periods} keep", "stands alone"),
                            ("A {brace", "brace")):
            with self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
                text.body = body
        text.invalidate_recordset()
        self.assertEqual(text.body, before)

    def test_a_day_that_has_passed_and_one_before_the_last_are_refused(self):
        self._refused(self._draft(effective_date="2026-11-22"), "has passed")
        self.versions.search([("state", "=", "draft")]).unlink()
        self._published(effective_date="2026-12-24")
        self._refused(self._draft(effective_date="2026-12-01"), "comes into force on")

    def test_one_whose_day_comes_is_not_in_force_before(self):
        first = self._published()
        second = self._published(effective_date="2026-12-24")
        self.assertEqual((first.standing, second.standing), ("force", "coming"))
        with freeze_time("2026-12-24"):
            self.env.invalidate_all()
            self.assertEqual((first.standing, second.standing), ("past", "force"))

    def test_four_eyes(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        draft = self._draft()
        self._refused(draft, "one officer asks")
        draft.action_prepare()
        with self.assertRaises(AccessError):
            draft.action_publish()
        other = draft.with_user(self.officer_two)
        self.rule.period_count = 5
        with self.assertRaises(UserError):
            other.action_publish()
        draft.action_prepare()
        other.action_publish()
        self.assertEqual(draft.state, "published")
