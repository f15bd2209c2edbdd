"""What the register lacks, and what the database does that it does not say: each a sentence."""

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..builders.register import RegisterCommon
from ..builders.rpc import Rpc
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCheck(RegisterCommon, Rpc):
    def _of(self, purpose):
        return set((self._ref(f"purpose_{purpose}").with_company(self.company).todo or "")
                   .splitlines())

    def _gained(self, purpose, vals):
        """Return the sentences that a change brings."""
        before = self._of(purpose)
        self._ref(f"purpose_{purpose}").write(vals)
        self.env.invalidate_all()
        return self._of(purpose) - before

    def test_what_is_seeded_is_complete_but_for_what_officers_weigh(self):
        self.assertEqual(self._of("billing"), set())
        self.assertEqual(self._of("news"), {
            "It rests on legitimate interests, and nobody has weighed them (Art. 6(1)(f) GDPR)."})

    def test_each_thing_that_is_missing_is_said_in_a_sentence(self):
        cases = {
            "It names no legal basis (Art. 6 GDPR).": {"line_ids": [Command.clear()]},
            "It does not say what is done, and what for.": {"description": False},
            "It does not say whose data they are.": {"subject_category_ids": [Command.clear()]},
            "It does not say where the data come from.": {"source": False},
            "No measure protects it (Art. 32 GDPR).": {"measure_ids": [Command.clear()]},
            "It has no function that answers for it.": {"owner": False},
            "It has no day to look at it again.": {"review_date": False},
            "The day to look at it again has passed.": {"review_date": "2026-11-22"},
            "Say whether an impact assessment is needed (Art. 35 GDPR).": {"dpia": False},
            "Say why an impact assessment is needed or not.": {"dpia_reason": False},
            "An impact assessment is needed and not carried out (Art. 35 GDPR).":
                {"dpia": "needed"},
            "Say when the impact assessment was carried out.": {"dpia": "done"},
        }
        for sentence, vals in cases.items():
            with self.subTest(sentence), self.env.cr.savepoint() as savepoint:
                self.assertEqual(self._gained("billing", vals), {sentence})
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_review_that_is_due_today_is_not_past(self):
        self.assertEqual(self._gained("billing", {"review_date": TODAY}), set())

    def test_interests_are_weighed_and_an_activity_whose_interests_lose_is_named(self):
        weighed = {"balancing": "Weighed", "balancing_date": TODAY, "balancing_result": "ours"}
        self._ref("purpose_news").write(weighed)
        self.assertEqual(self._of("news"), set())
        self.assertEqual(self._gained("news", {"balancing_result": "theirs"}), {
            "It rests on legitimate interests that do not prevail: end it, or find another "
            "basis."})

    def test_specially_protected_data_need_what_lets_them_be_used(self):
        self._ref("category_account").special = "criminal"
        self.assertIn("It uses specially protected data and does not say what lets it (Art. 9 and "
                      "10 GDPR).", self._of("billing"))
        self._ref("purpose_billing").special_ground = "Art. 10 of the Act of 30 July 2018"
        self.assertEqual(self._of("billing"), set())

    def test_data_without_a_rule_and_data_abroad_without_a_ground_are_named(self):
        self._ref("rule_technical").active = False
        self.assertEqual(self._of("analytics"),
                         {"No retention rule ends its data of the category: Technical and usage."})
        self.klaviyo.write({"transfer_ground": "unknown", "scc_module": False})
        self.assertIn("Data go to Klaviyo outside the EEA, and nobody has said on which ground "
                      "(Art. 44 GDPR).", self._of("marketing"))

    def test_the_controller_says_who_its_officer_is_or_why_there_is_none(self):
        self.company.privacy_controller_country = "BE"
        wanted = "Say who the data protection officer is, or why there is none (Art. 37 GDPR)."
        self.assertIn(wanted, {sentence for _about, sentence in self._lacks("controller")})
        self.company.privacy_dpo_reason = "No core activity of Art. 37(1)"
        self.assertFalse(self._lacks("controller"))
        self.company.privacy_controller_country = "US"
        self.assertEqual({sentence for _about, sentence in self._lacks("controller")}, {
            "A controller outside the Union needs a representative in it (Art. 27 GDPR)."})
        self.company.privacy_representative = "Representative SA, Lille"
        self.assertFalse(self._lacks("controller"))

    def test_processing_on_nobody_s_behalf_is_named(self):
        hosting = self._ref("processing_hosting")
        hosting.purpose_id = False
        self.assertIn((hosting.name, "It does not say on whose behalf."),
                      self._lacks("processing"))

    # === WHAT THE DATABASE DOES === #

    def test_data_of_a_category_that_no_activity_uses_are_named_model_by_model(self):
        self.assertFalse([each for each in self._lacks("database") if "category" in each[1]
                          and "no activity" in each[1]])
        self.env["privacy.purpose.line"].search([]).category_ids = False
        marketing = self._ref("category_marketing")
        for purpose in self.purposes.search([("code", "!=", "claims")]):
            purpose.category_ids -= marketing
        found = self._lacks("database")
        self.assertIn(("Mail Blacklist", "The database holds data of the category Marketing in "
                       "“Mail Blacklist”, and no activity uses them."), found)

    def test_a_recipient_of_data_in_no_activity_is_named_and_one_in_an_activity_is_not(self):
        person = self._contact("Ilse", email="ilse@vermeulen.example")
        for recipient in (self.stripe, self._ref("recipient_transaction")):
            self.env["privacy.disclosure"].sudo().create({
                "partner_id": person.id, "recipient_id": recipient.id, "date": TODAY})
        found = {each for each in self._lacks("database") if "stands in no activity" in each[1]}
        self.assertEqual(found, {(
            "Parties to a corporate transaction",
            "Parties to a corporate transaction has received data (disclosures on record: 1) and "
            "stands in no activity.")})
        self._ref("purpose_claims").recipient_ids |= self._ref("recipient_transaction")
        self.assertFalse({each for each in self._lacks("database")
                          if "stands in no activity" in each[1]})

    def test_a_rule_that_runs_for_no_activity_is_named(self):
        self.assertIn(
            ("Staff who left", "This retention rule runs, and no activity uses its data."),
            self._lacks("database"))
        self._ref("purpose_legal").subject_category_ids |= self._ref("people_staff")
        self.assertNotIn("Staff who left", {about for about, _sentence in self._lacks("database")})

    # === SCREEN === #

    def test_the_screen_lists_what_is_missing_for_officers_and_auditors(self):
        for user in (self.officer, self.auditor):
            action = self._rpc(user, "privacy.register.lack", "action_open", [])
            self.assertEqual(action["res_model"], "privacy.register.lack")
            told = self._rpc(user, "privacy.register.lack", "search_read", [], ["sentence"])
            self.assertIn("This retention rule runs, and no activity uses its data.",
                          {each["sentence"] for each in told})
        self._refused({**self.outsiders, "privacy user": self.user},
                      "privacy.register.lack", "action_open", [])
