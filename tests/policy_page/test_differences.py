"""Differences in words; records that change after publishing; who hears of it."""

from odoo.tests import freeze_time, tagged

from ...engine.policy_page.versions import TODO, Versions
from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDifferences(PolicyCommon):
    def _follow(self):
        Versions.follow_all(self.env)
        self.env.invalidate_all()
        return self.versions.search(
            [("company_id", "=", self.company.id), ("state", "=", "draft")])

    def test_nothing_changed_is_no_difference(self):
        first = self._published()
        self.assertFalse(first.differs)
        second = self._published()
        self.assertFalse(second.changes or second.suggested)

    def test_each_kind_of_change_is_a_sentence(self):
        first = self._published()
        self.rule.period_count = 4
        self.env.ref("cloudpepper_privacy.recipient_vultr").active = False
        self.env["privacy.recipient"].create({
            "name": "New Host", "group": "infrastructure", "transfer_ground": "none",
            "country_id": self.env.ref("base.be").id})
        purpose = self.env.ref("cloudpepper_privacy.purpose_marketing")
        purpose.category_ids |= self.env.ref("cloudpepper_privacy.category_account")
        self.env.ref("cloudpepper_privacy.purpose_improvement").active = False
        self.env.ref("cloudpepper_privacy.policy_text_intro").body = "Shorter. {last_updated}"
        words = self._draft().changes
        for sentence in (
                "No longer: Recipient “Vultr”.", "New: Recipient “New Host”.",
                "Purpose “Marketing mail”, data: new: Account and billing.",
                "No longer: Purpose “Improve and develop the services”.",
                "Section “About this policy”, words: worded otherwise."):
            self.assertIn(sentence, words)
        self.assertRegex(words, "kept: from “Until 3 years after the last .*” to “Until 4 years")
        # words that are drafts are no difference of the records
        self.assertNotIn("About this policy", first.differs)
        self.assertIn("Until 4 years", first.differs)

    def test_a_material_change_is_suggested_and_a_wording_is_not(self):
        self._published()
        self.env.ref("cloudpepper_privacy.policy_text_intro").body = "Shorter. {last_updated}"
        draft = self._draft()
        self.assertFalse(draft.suggested)
        self.rule.period_count = 4
        draft.invalidate_recordset()
        self.assertTrue(draft.suggested)

    def test_an_officer_finds_a_draft_and_a_task_until_records_agree(self):
        self._published()
        self.assertFalse(self._follow())
        self.rule.period_count = 4
        draft = self._follow()
        self.assertEqual((len(draft), draft.material), (1, True))
        partner = self.company.partner_id
        self.assertEqual(len(partner.activity_search([TODO])), 1)
        self._follow()
        self.assertEqual(len(partner.activity_search([TODO])), 1)
        draft.with_user(self.officer).sudo(False).action_publish()
        self._follow()
        self.assertFalse(partner.activity_search([TODO]))

    def test_differences_are_in_the_readers_language_as_far_as_there_is_one(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        first = self._published()
        self.assertEqual({*first.pages}, {"en", "nl"})
        self.env.ref("cloudpepper_privacy.category_support").with_context(
            lang="nl_NL").name = "Bijstand"
        dutch = first.with_context(lang="nl_NL")
        self.assertIn("Bijstand", dutch.differs)
        self.assertFalse(first.differs)
