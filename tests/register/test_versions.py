"""Versions of the register: kept when something changed, compared in words, shown as of a day."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.register.versions import Versions
from ..builders.register import RegisterCommon
from ..builders.rpc import Rpc

MARCH, APRIL, MAY = "2026-03-02 12:00:00", "2026-04-02 12:00:00", "2026-05-02 12:00:00"


@tagged("post_install", "-at_install")
class TestVersions(RegisterCommon, Rpc):
    def setUp(self):
        super().setUp()
        self.env["privacy.register.version"].search([]).sudo().unlink()
        self.env.flush_all()

    def _make(self, moment, **vals):
        with freeze_time(moment):
            return self.versions.make(**vals)

    def test_a_night_without_a_change_makes_no_version(self):
        first = self._make(MARCH)
        self.assertEqual(self._make(APRIL, automatic=True), first)
        self.assertEqual(first.difference_text, "The first version.")

    def test_a_night_after_a_change_keeps_the_register_and_says_what_changed(self):
        self._make(MARCH)
        self._ref("rule_billing").period_count = 10
        with freeze_time(APRIL):
            self.env["privacy.register.version"]._cron_make()
        version = self.versions.last()
        self.assertEqual((version.number, version.automatic), (2, True))
        self.assertIn(
            "Register of the controller, Billing and payment, Retention periods: from “Account "
            "and billing data: While the relationship runs, and 7 years after its end. Then the "
            "person is made unrecognisable (anonymised).” to “Account and billing data: While the "
            "relationship runs, and 10 years after its end. Then the person is made "
            "unrecognisable (anonymised).”.", version.difference_text.splitlines())

    def test_what_came_and_went_is_said_by_name(self):
        self._make(MARCH)
        self._ref("purpose_marketing").recipient_ids |= self.stripe
        self._ref("purpose_improvement").active = False
        self._ref("measure_transit").copy({"name": "Locks", "code": "locks"})
        self.company.privacy_controller_address = "Dock 2, 9300 Aalst"
        told = self._make(APRIL).difference_text.splitlines()
        for sentence in (
                "Register of the controller, Improve and develop the services: removed.",
                "Security measures, Locks: added.",
                "Register of the controller, Marketing mail, Categories of recipients: added: "
                "Stripe: Payment of subscriptions; card data stay here.",
                "Identification, Address: from “Dock 1, 9300 Aalst” to “Dock 2, 9300 Aalst”."):
            with self.subTest(sentence):
                self.assertIn(sentence, told)

    def test_the_register_of_a_past_day_is_the_version_of_then(self):
        self._make(MARCH)
        self._ref("rule_billing").period_count = 10
        self._make(APRIL)
        self._ref("rule_billing").period_count = 12
        with freeze_time(MAY):
            cells = {day: {line["Reference"]: line["Retention periods"] for line in
                           self._cells(self._export(day=day))}["billing"]
                     for day in (date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 2))}
            self.assertIn("7 years after its end", cells[date(2026, 3, 2)])
            self.assertIn("7 years after its end", cells[date(2026, 4, 1)])
            self.assertIn("10 years after its end", cells[date(2026, 4, 2)])
            now = {line["Reference"]: line for line in self._cells(self._export())}
            self.assertIn("12 years after its end", now["billing"]["Retention periods"])
            self.assertEqual(self._export(day=date(2026, 4, 1)).title(),
                             "Version 1 of 2 March 2026")

    def test_a_day_ends_where_the_company_is(self):
        # 23:30 UTC is the next day in Brussels
        self._make("2026-03-02 23:30:00")
        with freeze_time(MAY), self.assertRaises(UserError):
            self._export(day=date(2026, 3, 2))
        with freeze_time(MAY):
            self.assertTrue(self._export(day=date(2026, 3, 3)).version)

    def test_a_day_before_the_first_version_or_to_come_is_a_clear_error(self):
        with freeze_time(MAY), self.assertRaisesRegex(UserError, "No version"):
            self._export(day=date(2026, 3, 1))
        self._make(MARCH)
        with freeze_time(MAY):
            with self.assertRaisesRegex(
                    UserError, "The register of 1 March 2026 was not kept: its first version is "
                    "of 2 March 2026"):
                self._export(day=date(2026, 3, 1))
            with self.assertRaisesRegex(UserError, "a day to come"):
                self._export(day=date(2026, 5, 3))

    def test_a_version_is_made_by_officers_and_changed_by_nobody(self):
        self._refused(self.not_officers, "privacy.register.version", "action_make", [])
        self._rpc(self.officer, "privacy.register.version", "action_make", [])
        version = self.versions.last()
        for user in (self.officer, self.auditor):
            self._rpc(user, "privacy.register.version", "read", version.ids, ["digest"])
        self._refused({**self.outsiders, "officer": self.officer, "auditor": self.auditor},
                      "privacy.register.version", "write", version.ids, {"number": 7})
        self._refused({"officer": self.officer}, "privacy.register.version", "unlink",
                      version.ids)
        with self.assertRaises(AccessError):
            version.sudo().content = {}
        (filed,) = self.env["privacy.evidence"].search([("act", "=", "register_version")])
        self.assertEqual((filed.digest, filed.uid_ref), (version.digest, self.officer.id))

    def test_a_version_that_was_changed_in_the_database_is_shown_to_nobody(self):
        version = self._make(MARCH)
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """UPDATE privacy_register_version
                  SET content = jsonb_set(content, '{en_US,controller,name}', '"Another"')
                WHERE id = %s""", version.id))
        version.invalidate_recordset()
        with freeze_time(MAY), self.assertRaisesRegex(UserError, "does not fit its digest"):
            self._export(day=date(2026, 3, 2))

    def test_a_version_holds_no_name_of_a_customer(self):
        customer = self._contact("Hosted BV", is_company=True, email="it@hosted.example",
                                 facts=[("running", True)])
        self.timers.refresh()
        version = self._make(MARCH)
        self.assertIn(customer.id, version.content["en_US"]["processing"][0]["controllers"])
        self.assertNotIn("hosted.example", str(version.content).lower())
        customer.name = "Anonymised contact"
        with freeze_time(MAY):
            self.assertIn("Anonymised contact", self._cells(
                self._export(day=date(2026, 3, 2)), "processing")[0]["Controllers"])

    def test_controllers_who_came_are_counted_in_words(self):
        self._make(MARCH)
        self._contact("Hosted BV", is_company=True, facts=[("running", True)])
        self.timers.refresh()
        self.assertIn("Hosting of customers' Odoo environments, Controllers: added: 1 controllers.",
                      self._make(APRIL).difference_text)

    def test_any_two_versions_are_compared_and_two_companies_are_not(self):
        first = self._make(MARCH)
        for moment, count in ((APRIL, 8), (MAY, 9)):
            self._ref("rule_billing").period_count = count
            last = self._make(moment)
        comparison = self.env["privacy.register.comparison"].with_user(self.auditor).with_context(
            active_ids=(first | last).ids).create({})
        self.assertEqual((comparison.old_id, comparison.new_id), (first, last))
        self.assertIn("and 7 years after its end", comparison.difference_text)
        self.assertIn("and 9 years after its end", comparison.difference_text)
        self.assertNotIn("8 years", comparison.difference_text)
        other = self.env["res.company"].create({"name": "Other"})
        theirs = Versions(self.env, other).make()
        with self.assertRaises(ValidationError):
            self.env["privacy.register.comparison"].create(
                {"old_id": first.id, "new_id": theirs.id})

    def test_another_order_of_words_is_told_as_such(self):
        purpose = self._ref("purpose_legal")
        self._make(MARCH)
        lines = purpose.line_ids
        lines[0].sequence, lines[1].sequence = 20, 10
        self.env.invalidate_all()
        self.assertIn("in another order", self._make(APRIL).difference_text)
        purpose.line_ids = [Command.delete(lines[0].id)]
        self.assertIn("removed: ", self._make(MAY).difference_text)
