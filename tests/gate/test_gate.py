"""Nobody is mailed without a basis (P18, Art. 6, 7, 21): the decision, address by address."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ...engine.acting import acting_env
from ...engine.gate.gate import Gate
from ...engine.optout.keys import NoOptOutKey
from ...engine.optout.optout import OptOut
from ..builders.mailings import ADDRESS, NUMBER, MailingCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDecision(MailingCommon):
    def _left_out(self, **options):
        """Ask by address alone, as an import, a lead or a subscriber has it."""
        names = list(ADDRESS)
        found = Gate(self.env).left_out(
            [(place, None, ADDRESS[name], None) for place, name in enumerate(names)], **options)
        return {names[place]: reason for place, reason in found.items()}

    def test_a_customer_and_who_consented_are_mailed_and_nobody_else(self):
        self.assertEqual(self._left_out(), {
            "prospect": "no_basis", "refused": "refused", "gone": "refused"})

    def test_by_number_it_is_the_same(self):
        found = Gate(self.env).left_out(
            [(place, None, None, NUMBER[name]) for place, name in enumerate(ADDRESS)])
        self.assertEqual({list(ADDRESS)[place] for place in found}, {"prospect", "refused", "gone"})

    def test_records_are_asked_for_in_the_database(self):
        found = Gate(self.env).left_out_records(
            self.env["res.partner"], self.everybody.ids, "mail")
        self.assertEqual({self.env["res.partner"].browse(each).email for each in found},
                         {ADDRESS[name] for name in ("prospect", "refused", "gone")})

    def test_after_an_objection_a_customer_is_not_mailed(self):
        OptOut(self.env).remember([ADDRESS["customer"]])
        self.assertEqual(self._left_out()["customer"], "refused")
        OptOut(self.env).lift([ADDRESS["customer"]], proof="login")
        self.assertNotIn("customer", self._left_out())

    def test_a_refusal_of_the_one_purpose_that_allows_it_is_enough(self):
        news = self.env.ref("cloudpepper_privacy.purpose_news")
        marketing = self.env.ref("cloudpepper_privacy.purpose_marketing")
        OptOut(self.env).remember([ADDRESS["customer"]], purpose=marketing)
        self.assertNotIn("customer", self._left_out(), "a customer rests on another purpose")
        OptOut(self.env).remember([ADDRESS["customer"]], purpose=news)
        self.assertEqual(self._left_out()["customer"], "refused")

    def test_a_consent_that_is_withdrawn_expired_or_unconfirmed_is_none(self):
        consents = acting_env(self.env)["privacy.consent.record"].search(
            [("partner_id", "=", self.people["consented"].id)])
        self.assertNotIn("consented", self._left_out())
        for values in ({"state": "pending"}, {"state": "expired"}, {"date_until": "2026-11-22"},
                       {"active": False}, {"date_withdrawn": TODAY}):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                consents.write(values)
                self.assertEqual(self._left_out()["consented"], "no_basis")
                savepoint.rollback()
                self.env.invalidate_all()
        consents.write({"date_until": TODAY})
        self.assertNotIn("consented", self._left_out(), "its last day")

    def test_a_consent_to_cookies_is_none_to_mail(self):
        self._tell_consent(self.people["prospect"], "2026-10-02", purpose_id=self.env.ref(
            "cloudpepper_privacy.purpose_analytics").id)
        self.assertEqual(self._left_out()["prospect"], "no_basis")

    def test_who_consented_without_being_a_contact_is_mailed(self):
        found = Gate(self.env).left_out([(1, None, "nobody@gate.example", None)])
        self.assertEqual(found, {1: "no_basis"})
        self.env["privacy.consent.record"].create({
            "email": "nobody@gate.example", "date_given": "2026-10-02",
            "purpose_id": self.env.ref("cloudpepper_privacy.purpose_marketing").id})
        self.assertFalse(Gate(self.env).left_out([(1, None, "nobody@gate.example", None)]))

    def test_a_colleague_is_mailed_and_may_refuse(self):
        self.staff.partner_id.email = "colleague@gate.example"
        row = [(1, None, "colleague@gate.example", None)]
        self.assertFalse(Gate(self.env).left_out(row))
        OptOut(self.env).remember(["colleague@gate.example"])
        self.assertEqual(Gate(self.env).left_out(row), {1: "refused"})

    def test_a_customer_of_another_company_is_none_of_this_one(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.people["customer"].privacy_purpose_ids.filtered(
            lambda tag: tag.situation == "mailed").company_id = other
        self.assertEqual(self._left_out()["customer"], "no_basis")
        found = Gate(self.env, other).left_out([(1, None, ADDRESS["customer"], None)])
        self.assertFalse(found)

    def test_blacklisted_and_restricted_people_are_left_out(self):
        self.env["mail.blacklist"]._add(ADDRESS["customer"])
        self.people["consented"].privacy_restricted = True
        self.assertEqual({name: reason for name, reason in self._left_out().items()
                          if name in ("customer", "consented")},
                         {"customer": "blacklisted", "consented": "restricted"})

    def test_where_the_gate_is_off_what_people_said_still_counts(self):
        self.env.company.privacy_marketing_gate = False
        self.env["mail.blacklist"]._add(ADDRESS["customer"])
        self.assertEqual(self._left_out(), {
            "refused": "refused", "gone": "refused", "customer": "blacklisted"})

    def test_officers_alone_open_the_gate_and_it_is_filed(self):
        company = self.env.company
        for user in (self.admin, self.user, self.staff, self.auditor):
            user.company_ids |= company
            with self.subTest(user.login), self.assertRaises(AccessError):
                company.with_user(user).sudo(False).privacy_marketing_gate = False
        settings = self.env["res.config.settings"].create({})
        with self.assertRaises(AccessError):
            settings.with_user(self.admin).sudo(False).write({"privacy_marketing_gate": False})
        company.sudo().privacy_marketing_gate = False
        row = self.env["privacy.evidence"].search([("act", "=", "marketing_gate")], limit=1)
        self.assertFalse(row.counts["on"])

    def test_under_a_secret_that_is_missing_nobody_is_mailed(self):
        with patch.dict("os.environ", {"PRIVACY_OPTOUT_KEY": "another"}), \
                self.assertRaises(NoOptOutKey):
            self._left_out()

    def test_the_number_of_queries_does_not_depend_on_the_number_of_people(self):
        def queries(count):
            rows = [(number, None, f"p{number}@gate.example", None) for number in range(count)]
            before = self.env.cr.sql_log_count
            Gate(self.env).left_out(rows)
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(1), queries(500))
