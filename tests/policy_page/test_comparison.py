"""The policy that was published in April 2026, sentence by sentence, next to the records."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ...engine.policy_page.comparison import Comparison
from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestComparison(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.env.ref("cloudpepper_privacy.policy_version_1")
        cls.first.company_id.write({
            "privacy_controller_name": "Cloudpepper BV", "privacy_email": "privacy@cloudpepper.io",
            "privacy_controller_address": "Witte Patersstraat 4, 1040 Brussels, Belgium",
            "privacy_controller_registry": "BE 0804.323.604", "privacy_controller_country": "BE",
            "privacy_authority": False})

    def _sentence(self, words):
        found = self.first.sentence_ids.filtered(lambda each: words in each.text)[:1]
        found.invalidate_recordset(["verdict", "told"])
        return found.verdict, found.told or ""

    def test_the_whole_text_is_there(self):
        self.assertGreater(len(self.first.sentence_ids), 100)
        self.assertEqual((self.first.number, self.first.state), (1, "published"))
        text = " ".join(self.first.plain_text.split())
        for sentence in self.first.sentence_ids:
            self.assertIn(" ".join(sentence.text.split()), text)

    def test_the_seeded_records_say_what_the_text_says(self):
        differing = [sentence.text for sentence in self.first.sentence_ids
                     if sentence.verdict == "differs"]
        self.assertFalse(differing)
        same = self.first.sentence_ids.filtered(lambda each: each.verdict == "same")
        self.assertGreater(len(same), 40)
        self.assertEqual(self._sentence("We do not sell")[0], "none")

    def test_a_period_a_recipient_a_basis_a_controller_an_authority_that_differ_are_said(self):
        self.rule.period_count = 4
        verdict, told = self._sentence("Communication and support data: up to")
        self.assertEqual(verdict, "differs")
        self.assertIn("Until 4 years after the last interaction", told)
        self.env.ref("cloudpepper_privacy.recipient_klaviyo").active = False
        self.assertIn("Klaviyo is no recipient", self._sentence("We use Klaviyo")[1])
        self.env.ref("cloudpepper_privacy.purpose_line_billing_contract_running").unlink()
        self.assertIn("Legal obligation", self._sentence("Billing and payment processing")[1])
        self.first.company_id.privacy_controller_address = "Dock 1, 9300 Aalst"
        self.assertIn("Dock 1", self._sentence("Witte Patersstraat 4")[1])
        self.first.company_id.privacy_controller_country = "FR"
        self.assertIn("CNIL", self._sentence("Website: www.gegevens")[1])
        self.env.ref("cloudpepper_privacy.rule_backup").period_count = 120
        self.assertIn("120 days", self._sentence("Backups: production data")[1])

    def test_what_no_sentence_says_is_found(self):
        self.env["privacy.recipient"].create({
            "name": "New Host", "group": "infrastructure", "transfer_ground": "none",
            "country_id": self.env.ref("base.be").id})
        self.assertIn("Recipient “New Host” is in the records, and in no sentence.",
                      list(Comparison(self.env, self.first).unsaid()))

    def test_the_public_page_of_the_text_says_what_differs(self):
        self.assertFalse(self.first.differs)
        self.rule.period_count = 4
        self.env.invalidate_all()
        self.assertIn("Until 4 years", self.first.differs)

    def test_auditors_read_it_and_nobody_writes_it(self):
        sentence = self.first.sentence_ids[:1]
        for user in (self.officer, self.auditor):
            user.company_ids |= self.first.company_id
            mine = sentence.with_user(user).sudo(False).with_context(
                allowed_company_ids=self.first.company_id.ids)
            self.assertTrue(mine.text)
            with self.assertRaises(AccessError):
                mine.write({"text": "Something else"})
