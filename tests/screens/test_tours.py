"""The screens in a browser: an officer's way through, and what the other roles meet.

Dates are days of June in years before this one, so that the tours hold in any year.
"""

from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ...engine.settings import Settings
from ..builders.tours import CRON, TourCommon

INVOICES = "/odoo/action-account.action_move_out_invoice_type"


@tagged("post_install", "-at_install")
class TestTours(TourCommon):
    # === OFFICER === #

    def test_an_officer_previews_approves_and_sees_the_proof(self):
        before = self.runs.search([])
        until, start = self._june(2), self._june(5)
        self.assertEqual(
            self.prospect.privacy_sentence,
            f"Kept until {until}: 3 years after the last interaction on {start}",
        )
        self.start_tour("/odoo", "privacy_officer_prepares", login="privacy_officer")
        self.env.invalidate_all()
        run, alone = self.runs.search([]) - before
        self.assertEqual((alone.state, alone.item_ids.partner_id), ("cancelled", self.prospect))
        self.assertEqual((run.state, run.approved_by_id), ("approved", self.officer))
        self.assertEqual(run.approved_digest, run.digest)
        self.assertEqual(self._our_items(run).partner_id, self.ours)
        self.assertEqual(
            self.prospect.email, "lander@mail.example", "nothing goes before the cron"
        )
        self.assertTrue(self.env["ir.cron.trigger"].search_count(
            [("cron_id", "=", self.env.ref(CRON).id)]), "the button called the cron")

        self._cron()
        self.assertEqual((run.state, run.failed, run.incomplete), ("done", 0, 0),
                         run.item_ids.mapped("residue"))
        self.start_tour("/odoo", "privacy_officer_sees_what_was_done", login="privacy_officer")
        for contact in self.prospect | self.gone:
            self.assertEqual(contact.name, f"Anonymised contact {contact.id}")
            self.assertFalse(contact.email or contact.phone or contact.active)
        self.assertEqual(self.staying.email, "wielewaal@mail.example", "seven years, not three")
        self.assertFalse(self.env["mail.message"].search_count(
            [("author_id", "in", self.ours.ids), ("message_type", "=", "email")]))
        move = self.env["account.move"].search(
            [("partner_id", "=", self.gone.id), ("move_type", "=", "out_invoice")])
        self.assertEqual((move.state, move.amount_total), ("posted", 100.0), "the books stay")
        rows = self.env["privacy.evidence"].search([("run_ref", "=", run.id)])
        self.assertLessEqual(set(self.ours.ids), set(rows.mapped("partner_ref")))
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])

    # === STAFF === #

    def test_staff_read_tag_and_date_and_change_nothing(self):
        self.staff.group_ids = [Command.link(self.env.ref("account.group_account_invoice").id)]
        # the invoices stay to the end of the seventh year after their book year (R9)
        until = date(self.year + 2, 12, 31)
        self.assertEqual(self.staying.with_user(self.staff).privacy_kept_until, until)
        self.start_tour("/odoo", "privacy_staff_reads_a_contact", login="privacy_staff")
        self.start_tour(INVOICES, "privacy_staff_reads_an_invoice", login="privacy_staff")
        self.env.invalidate_all()
        self.assertEqual(self._bases(self.staying), {"legal_obligation"})
        self.assertFalse(self.staying.privacy_running_customer)
        mine = self.staying.with_user(self.staff)
        with self.assertRaises(AccessError):
            mine.write({"privacy_running_customer": True})
        with self.assertRaises(AccessError):
            mine.read(["privacy_timer_ids"])
        with self.assertRaises(AccessError):
            self.runs.with_user(self.staff).preview(mine)
        menus = self.env["ir.ui.menu"].with_user(self.staff)._visible_menu_ids()
        self.assertNotIn(self.env.ref("cloudpepper_privacy.privacy_menu").id, menus)

    # === AUDITOR === #

    def test_an_auditor_reads_runs_and_evidence_without_a_button(self):
        run = self.runs.with_user(self.officer).preview(self.prospect).sudo()
        run.with_user(self.officer).action_approve()
        self._cron()
        self.assertEqual(run.state, "done")
        waiting = self.runs.with_user(self.user).preview(self.gone).sudo()
        rows = self.env["privacy.evidence"].search([]).ids
        self.start_tour("/odoo", "privacy_auditor_reads", login="privacy_auditor")
        self.env.invalidate_all()
        self.assertEqual((run.state, waiting.state), ("done", "preview"))
        self.assertEqual(self.env["privacy.evidence"].search([]).ids, rows)
        for act in ("action_approve", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(waiting.with_user(self.auditor), act)()

    # === RUNS === #

    def test_an_officer_follows_a_run_stops_everything_and_lifts_the_stop(self):
        run = self._under_way()
        self.start_tour("/odoo", "privacy_officer_stops_and_lifts", login="privacy_officer")
        self.assertFalse(Settings(self.env).stopped())
        acts = self.env["privacy.evidence"].search([
            ("act", "in", ("stop", "lift_stop")), ("uid_ref", "=", self.officer.id)])
        self.assertEqual(set(acts.mapped("act")), {"stop", "lift_stop"})
        self.assertEqual((run.state, run.handled), ("running", 1))

    def test_an_auditor_follows_a_run_and_presses_nothing_but_refresh(self):
        self._under_way()
        self.start_tour("/odoo", "privacy_auditor_follows_a_run", login="privacy_auditor")

    def test_an_officer_reads_who_was_not_done_and_why(self):
        partner_class = self.registry["res.partner"]
        write = partner_class.write

        def refusing(records, vals):
            if self.prospect in records and vals.get("active") is False:
                raise ValueError("no")
            return write(records, vals)

        run = self.runs.preview(self.prospect | self.gone)
        run.action_approve()
        with patch.object(partner_class, "write", refusing):
            run._work()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.incomplete), ("incomplete", 1))
        self.start_tour(
            "/odoo", "privacy_officer_reads_what_was_not_done", login="privacy_officer")

    def test_two_officers_make_a_rule_automatic_under_four_eyes(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        rule = self.env.ref("cloudpepper_privacy.rule_billing")
        self.start_tour("/odoo", "privacy_officer_asks_for_automatic", login="privacy_officer")
        self.env.invalidate_all()
        self.assertEqual((rule.mode, rule.asked_by_id), ("review", self.officer))
        self.start_tour(
            "/odoo", "privacy_officer_confirms_automatic", login="privacy_officer_two")
        self.env.invalidate_all()
        self.assertEqual((rule.mode, rule.asked_by_id.id), ("automatic", False))

    def test_the_overview_says_what_keeps_a_contact_though_its_day_has_passed(self):
        self._contact("Held Person", facts=[("mail", f"{self._june(5)} 10:00:00"), ("hold", None)])
        self.timers.refresh()
        self.start_tour("/odoo", "privacy_timers_say_what_keeps", login="privacy_user")

    # === KEPT ITEMS === #

    def _kept_item(self, until):
        return self.env["privacy.kept.item"].create({
            "run_ref": 4711, "partner_ref": self.gone.id, "model": "ir.attachment",
            "res_id": 815, "ground": "audit_trail", "until": until})

    def test_an_officer_deals_with_what_was_kept_until_its_day(self):
        item = self._kept_item(self._june(1))
        self.start_tour("/odoo", "privacy_officer_deals_with_kept_items", login="privacy_officer")
        self.env.invalidate_all()
        self.assertEqual(item.settled_on, fields.Date.today())
        self.assertTrue(self.env["privacy.evidence"].search_count(
            [("act", "=", "settle"), ("partner_ref", "=", self.gone.id)]))

    def test_an_auditor_reads_what_was_kept_and_settles_nothing(self):
        item = self._kept_item(self._june(1))
        self.start_tour("/odoo", "privacy_auditor_reads_kept_items", login="privacy_auditor")
        self.env.invalidate_all()
        self.assertFalse(item.settled_on)

    # === INVOICES === #

    def test_invoices_are_grouped_by_kept_until_and_by_legal_basis(self):
        running = self._contact(
            "Drukkerij Sint-Lambertus", is_company=True,
            facts=[("running", True), ("invoice", self._june(1))],
        )
        self.timers.refresh()
        self.officer.group_ids = [
            Command.link(self.env.ref("account.group_account_invoice").id)
        ]
        self.start_tour(INVOICES, "privacy_invoices_by_kept_until", login="privacy_officer")
        self.start_tour(INVOICES, "privacy_invoices_by_legal_basis", login="privacy_officer")
        moves = self.env["account.move"].with_user(self.officer)
        domain = [("move_type", "=", "out_invoice"), ("company_id", "=", self.company.id)]
        years = {
            start and start.year: count
            for start, count in moves._read_group(domain, ["privacy_kept_until:year"], ["__count"])
        }
        self.assertEqual(years, {self.year - 2: 1, self.year + 2: 2, False: 1})
        bases = {
            basis.code: count
            for basis, count in moves._read_group(domain, ["privacy_basis_ids"], ["__count"])
        }
        self.assertEqual(bases, {"contract": 4, "legal_obligation": 4})
        self.assertFalse(running.privacy_kept_until)


@tagged("post_install", "-at_install")
class TestPhone(TourCommon):
    browser_size = "400x800"
    touch_enabled = True

    def test_an_officer_follows_a_run_on_a_phone(self):
        self._under_way()
        self.start_tour("/odoo/privacy-runs", "privacy_officer_on_a_phone",
                        login="privacy_officer")
