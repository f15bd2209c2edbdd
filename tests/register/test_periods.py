"""Periods in words come from the rules that run, and from nothing else."""

from odoo.tests import freeze_time, tagged

from ...engine.register.periods import HOLD, VOUCHERS, Periods, period_words
from ..common import TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPeriods(PrivacyCommon):
    def _periods(self, **vals):
        return Periods(self.env, vals.pop("company", self.company), **vals)

    def _said(self, code, **vals):
        return {each.code: each for each in self._periods(**vals).every()}[code]

    def _rule(self, code):
        return self.env.ref(f"cloudpepper_privacy.rule_{code}")

    # === WHAT IS SAID === #

    def test_each_seeded_rule_is_said_with_its_event_and_what_happens_then(self):
        said = {each.code: each.sentence for each in self._periods().every()}
        self.assertEqual(said, {
            "billing": "While the relationship runs, and 7 years after its end. Then the person is "
                       "made unrecognisable (anonymised).",
            "communication": "Until 3 years after the last interaction. Then the data are erased.",
            "marketing": "Until an opt-out or the withdrawal of consent, and 30 days after it. "
                         "Then the data are erased.",
            "technical": "Each record: 12 months after its own date. Then the record is deleted.",
            "analytics": "Each record: 14 months after its own date. Then the record is deleted.",
            "hosted": "While the contract runs, and 30 days after its termination. Then they are "
                      "removed where they are stored, and that is recorded.",
            "backup": "Until 90 days after the end of: Hosted production data. Then they are "
                      "removed where they are stored, and that is recorded.",
            "external": "While the contract runs, and 30 days after its termination. Then they "
                        "are removed where they are stored, and that is recorded.",
            "staff": "While somebody is on the staff, and 5 years after leaving. Then the person "
                     "is made unrecognisable (anonymised).",
            VOUCHERS: "Invoices, payments and receipts, with whoever is named on them: at least "
                      "7 years from the end of the book year."})

    def test_a_changed_rule_is_said_at_once(self):
        self._rule("communication").with_user(self.officer).write(
            {"period_count": 1, "period_unit": "years", "from_year_end": True, "action": "task"})
        said = self._said("communication")
        self.assertEqual(
            said.until,
            "Until 1 year after the last interaction, counted from the end of that year")
        self.assertEqual((said.count, said.unit, said.event, said.from_year_end, said.action),
                         (1, "years", "last_interaction", True, "task"))

    def test_what_an_archived_rule_said_is_said_no_more(self):
        self._rule("marketing").active = False
        self.assertNotIn("marketing", {each.code for each in self._periods().every()})
        self.assertEqual(
            [each.code for each in self._periods().by_category()["marketing"]], ["staff"])

    def test_a_rule_of_another_company_is_not_said(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._rule("technical").copy({"company_id": other.id, "code": "theirs"})
        self.assertNotIn("theirs", {each.code for each in self._periods().every()})
        self.assertIn("theirs", {each.code for each in self._periods(company=other).every()})
        rows = self._periods().of_rows(self.env.ref("cloudpepper_privacy.category_technical"))
        self.assertEqual(list(rows.values()), [["Each record: 12 months after its own date"]])

    def test_vouchers_are_said_as_the_company_keeps_them(self):
        self.company.sudo().privacy_voucher_years = 10
        self.assertIn("at least 10 years", self._said(VOUCHERS).until)
        self.company.sudo().privacy_voucher_years = 0
        self.assertNotIn(VOUCHERS, {each.code for each in self._periods().every()})

    def test_one_is_said_as_one(self):
        self.assertEqual([period_words(self.env, 1, unit) for unit in ("days", "months", "years")],
                         ["1 day", "1 month", "1 year"])
        self.assertEqual(period_words(self.env, 2, "months"), "2 months")

    # === WHOSE === #

    def test_a_purpose_has_the_periods_of_its_data_and_no_others(self):
        codes = {purpose.code: [each.code for each in self._periods().of_purpose(purpose)]
                 for purpose in self.env["privacy.purpose"].search([])}
        self.assertEqual(codes["billing"], ["billing", VOUCHERS])
        self.assertEqual(codes["enquiries"], ["billing", "communication", VOUCHERS])
        self.assertEqual(codes["marketing"], ["marketing"])
        self.assertEqual(codes["analytics"], ["technical", "analytics"])
        self.assertEqual(codes["claims"][-1], HOLD)

    def test_what_customers_store_is_the_processor_s_and_no_purpose_s(self):
        self.assertEqual(
            [each.code for each in self._periods().hosted()], ["hosted", "backup", "external"])
        of_purposes = {each.code for purpose in self.env["privacy.purpose"].search([])
                       for each in self._periods().of_purpose(purpose)}
        self.assertFalse({"hosted", "backup", "external"} & of_purposes)

    # === ONE SOURCE === #

    def test_the_answer_to_a_person_says_the_same_of_what_goes_record_by_record(self):
        self._rule("technical").write({"period_count": 9})
        category = self.env.ref("cloudpepper_privacy.category_technical")
        (told,) = self._periods().of_rows(category)[category]
        self.assertEqual(told, self._said("technical").until)
        self.assertIn("9 months", told)

    def test_facts_have_no_language_and_change_with_the_rule(self):
        before = self._said("billing").facts()
        self._rule("billing").ground = "Another reason"
        self.assertEqual(self._said("billing").facts(), before)
        self._rule("billing").period_count = 10
        self.assertEqual(self._said("billing").facts(), {**before, "count": 10})
