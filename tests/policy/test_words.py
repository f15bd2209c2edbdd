"""What people read: no code, no class name and no count without its meaning."""

import re
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, freeze_time, tagged

from ...engine.evidence import record
from ...engine.settings import Settings
from ..common import SILENT, TODAY, PrivacyCommon

ROOT = Path(__file__).resolve().parents[2]


class WordsCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "")

    def _done(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _read_as(self, user, record, *names):
        record = record.with_user(user)
        record.invalidate_recordset()
        return [record[name] for name in names]


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNextStep(WordsCommon):
    def _assert_says(self, run, level, *words):
        for user in (self.officer, self.auditor, self.user):
            with self.subTest(user.login):
                content = self._read_as(user, run, "next_level", "next_step")
                self.assertEqual(content[0], level, content[1])
                for word in words:
                    self.assertIn(word, content[1])

    def test_a_preview_waits_for_an_officer(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        self._assert_says(run, "info", "nothing has been changed", "waits for an officer",
                          "(contacts: 1)")

    def test_a_preview_of_nobody_has_nothing_to_approve(self):
        run = self.runs.preview(self._contact(created="2026-01-05 09:00:00"))
        self._assert_says(run, "info", "Nobody is due")

    def test_a_preview_of_a_day_to_come_is_to_be_read(self):
        run = self.runs.preview(self._contact(facts=SILENT), on_date="2034-11-23")
        self._assert_says(run, "info", "a day to come", "not carried out")

    def test_a_braked_run_says_how_many(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.write({"state": "waiting", "brake": True})
        self._assert_says(run, "warning", "Waits for an officer", "unusually many", "(1)")

    def test_under_four_eyes_it_names_who_may_not(self):
        run = self.runs.with_user(self.officer).preview(self._contact(facts=SILENT)).sudo()
        run.state = "waiting"
        self._assert_says(run, "warning", f"other than {self.officer.name}")

    def test_an_approved_run_says_who_carries_it_out_and_when(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_approve()
        cron = self.env.ref("cloudpepper_privacy.ir_cron_run")
        cron.active = True
        self._assert_says(run, "info", "the scheduled action carries it out")
        self.assertEqual(run.scheduled_on, cron.nextcall)
        cron.active = False
        run.invalidate_recordset()
        self._assert_says(run, "warning", "switched off")
        self.assertFalse(run.scheduled_on)

    def test_while_everything_is_stopped_an_approved_run_says_so(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_approve()
        self.runs.action_stop()
        self._assert_says(run, "danger", "All erasing is stopped")
        self.runs.action_lift_stop()
        self._assert_says(run, "info", "the scheduled action carries it out")

    def test_a_run_under_way_says_how_far_and_when_it_is_quiet(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_approve()
        run.write({"state": "running", "date_started": f"{TODAY} 00:00:00"})
        with freeze_time(f"{TODAY} 00:05:00"):
            self._assert_says(run, "info", "batch by batch", "0 of 1")
        with freeze_time(f"{TODAY} 00:31:00"):
            self._assert_says(run, "warning", "quiet", "31 minutes", "0 of 1")

    def test_a_stopped_run_says_what_is_done_and_what_is_not(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.state = "stopped"
        self._assert_says(run, "danger", "Stopped", "(contacts: 0)", "(contacts: 1)")

    def test_a_run_that_ended_well_says_so_with_what_stays_and_who_was_left_alone(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        other = self._contact(facts=SILENT)
        run = self.runs.preview(contact | other)
        run.action_approve()
        self._tell_mail(other, "2026-11-22 10:00:00")
        run._work()
        self.assertEqual(run.state, "done")
        self._assert_says(run, "success", "every contact is complete (1)",
                          f"end date: {run.kept}", "left alone: 1")

    def test_a_run_that_ended_with_exceptions_says_how_many(self):
        contact, fine = self._contact(facts=SILENT), self._contact(facts=SILENT)
        run = self._failing(contact, contact | fine)
        self._assert_says(run, "warning", "incomplete: 1 of 2", "Not Done")

    def _failing(self, contact, contacts):
        partner_class = self.registry["res.partner"]
        write = partner_class.write

        def refusing(records, vals):
            if contact in records and vals.get("active") is False:
                raise ValueError("no")
            return write(records, vals)

        self.patch(partner_class, "write", refusing)
        return self._done(contacts)

    def test_a_cancelled_run_says_whether_anything_was_done(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_cancel()
        self._assert_says(run, "info", "nothing was done")
        run.date_started = fields.Datetime.now()
        self._assert_says(run, "info", "on the way", "done: 0", "touched: 1")

    # === WHAT BECAME OF A CONTACT === #

    def test_who_failed_is_listed_with_a_reason_that_a_person_understands(self):
        contact = self._contact(facts=SILENT)
        run = self._failing(contact, contact)
        (ids, item) = self._read_as(self.auditor, run, "undone_ids", "item_ids")
        self.assertEqual(ids, item)
        self.assertEqual(item.partner_ref, contact.id)
        self.assertIn("refused; nothing of this contact was changed", item.reason_text)
        self.assertIn("ValueError", item.reason_text)

    def test_reasons_are_words(self):
        run = self._done(self._contact(facts=SILENT))
        item = run.item_ids
        self.assertFalse(run.undone_ids)
        for state, reason, words in (
            ("dropped", "not_due", "No longer due"),
            ("dropped", "gone", "Deleted, or merged"),
            ("incomplete", "left: mail.message, res.partner", "Still found after it was done: "
             "Message, Contact"),
            ("incomplete", "left: model.that.is.gone", "model.that.is.gone"),
            ("done", "", ""),
        ):
            item.write({"state": state, "reason": reason})
            with self.subTest(reason):
                self.assertIn(words, self._read_as(self.auditor, item, "reason_text")[0])
                self.assertNotIn("_due", item.reason_text)

    def test_what_goes_has_the_names_of_categories_and_rules(self):
        whole = self._contact(facts=SILENT)
        part = self._contact(facts=(("invoice", "2021-03-31"), *SILENT))
        run = self.runs.preview(whole | part)
        content = {item.partner_ref: self._read_as(self.auditor, item, "what", "rule_names")
                for item in run.item_ids}
        rule = self.env.ref("cloudpepper_privacy.rule_communication")
        names = [rule.category_id.name, *rule.extra_category_ids.mapped("name")]
        self.assertEqual(content[whole.id], ["The whole contact", rule.name])
        self.assertEqual(sorted(content[part.id][0].split(", ")), sorted(names))

    def test_what_is_kept_is_a_list_with_reason_and_end(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        run = self._done(contact)
        (table,) = self._read_as(self.auditor, run, "kept_table")
        for word in ("Message", "restrictive audit trail", "2025-12-31"):
            self.assertIn(word, table)
        self.assertNotIn("audit_trail<", table)
        (detail,) = self._read_as(self.auditor, run.item_ids, "detail_table")
        for word in ("Message", "Kept", "2025-12-31", "Contact", "Emptied", "Email, Phone"):
            self.assertIn(word, detail)
        self.assertFalse(self._done(self._contact(facts=SILENT)).kept_table)

    def test_links_outside_the_map_are_named_in_words(self):
        run = self._done(self._contact(facts=SILENT))
        run.write({"unmapped": [{"model": "account.move", "field": "partner_id", "count": 3}],
                   "fallbacks": [{"model": "mail.message", "act": "erase", "modules": ["odd"]}]})
        unmapped, fallback = self._read_as(
            self.auditor, run, "unmapped_table", "fallback_table")
        for word in ("3", "Journal Entry", "Partner"):
            self.assertIn(word, unmapped)
        self.assertIn("Message", fallback)
        self.assertIn("odd", fallback)
        run.write({"unmapped": [], "fallbacks": False})
        self.assertFalse(run.unmapped_table or run.fallback_table)

    def test_what_stands_in_a_table_is_text_and_never_markup(self):
        run = self._done(self._contact(facts=SILENT))
        run.unmapped = [{"model": "<b>x</b>", "field": "<i>", "count": 1}]
        self.assertNotIn("<b>", run.unmapped_table)
        self.assertIn("&lt;b&gt;", run.unmapped_table)

    def test_others_read_nothing_of_it(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        for user in (self.staff, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                run.with_user(user).read(["next_step"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestEvidenceWords(WordsCommon):
    def _rows(self, **domain):
        rows = self.env["privacy.evidence"].with_user(self.auditor)
        return rows.search([(name, "=", value) for name, value in domain.items()], order="id")

    def test_each_act_that_is_filed_has_its_words(self):
        acts = self.env["privacy.evidence"]._acts()
        filed = set()
        for path in (path for room in ("models", "engine", "wizards")
                     for path in (ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            filed |= set(re.findall(r'"act": "(\w+)"', text))
            filed |= set(re.findall(r'_record_evidence\(\s*"(\w+)"', text))
            filed |= set(re.findall(r'_set_stop\("\w*", "(\w+)"', text))
        self.assertLessEqual({"approve", "close", "stop", "hold", "cut"}, filed)
        self.assertGreater(len(filed), 10)
        self.assertFalse(filed - set(acts), "words are missing")

    def test_a_row_reads_as_a_sentence_of_who_did_what_in_which_run(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.with_user(self.officer).preview(contact)
        run.action_approve()
        run.sudo()._work()
        row = self._rows(act="batch", partner_ref=contact.id)
        self.assertEqual((row.act_text, row.outcome_text, row.run_name),
                         ("Contact processed", "Unproven", run.sudo().name))
        proof = self._rows(act="proof", partner_ref=contact.id)
        self.assertEqual((proof.act_text, proof.outcome_text), ("Contact searched for", "Complete"))
        self.assertEqual(row.rule_names,
                         self.env.ref("cloudpepper_privacy.rule_communication").name)
        self.assertEqual(row.display_name, f"Contact processed ({row.id})")
        for word in ("Message", "Erased", "Contact", "Emptied"):
            self.assertIn(word, row.counts_table)
        approval = self._rows(act="approve", run_ref=run.id)
        self.assertEqual((approval.act_text, approval.user_name),
                         ("Run approved", self.officer.name))

    def test_a_setting_is_named_as_the_settings_name_it_and_its_value_is_text(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("cloudpepper_privacy.brake_minimum", "<b>7</b>")
        row = self._rows(act="setting")[-1]
        self.assertEqual(row.outcome_text, "Brake: Number of Contacts: <b>7</b>")
        self.assertIn("&lt;b&gt;7", row.counts_table)
        self.assertNotIn("<b>", row.counts_table)

    def test_what_is_gone_is_named_by_its_number(self):
        record.record(self.env, [
            {"act": "a_word_of_later", "run": 10**8, "rules": [10**8, None],
             "company": self.auditor.company_id.id, "counts": {"privacy.run": 3, "whole": True}}])
        row = self._rows(run_ref=10**8)
        self.assertEqual((row.act_text, row.run_name, row.rule_names),
                         ("a_word_of_later", str(10**8), str(10**8)))
        self.assertIn("Privacy Run", row.counts_table)

    def test_rows_without_counts_are_read_too(self):
        self.env["privacy.evidence"]._record([{"act": "stop"}])
        row = self._rows(act="stop")[-1]
        self.assertEqual((row.act_text, row.outcome_text, row.counts_table, row.rule_names),
                         ("All erasing stopped", False, False, False))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTimersKept(WordsCommon):
    def test_a_clock_says_what_keeps_its_contact_though_it_has_ended(self):
        held = self._contact(facts=(*SILENT, ("hold", None)))
        restricted = self._contact(facts=SILENT, privacy_restricted=True)
        both = self._contact(facts=(*SILENT, ("hold", None)), privacy_restricted=True)
        company = self._contact("Acme", (("hold", None),), is_company=True)
        below = self._contact("Person Below", SILENT, parent_id=company.id)
        free = self._contact(facts=SILENT)
        ours = held | restricted | both | below | free
        self.timers.refresh()
        timers = self.timers.with_user(self.user).search(
            [("partner_id", "in", ours.ids), ("rule_id.code", "=", "communication")])
        content = {timer.partner_id: (timer.is_due, timer.kept_by) for timer in timers}
        self.assertEqual(content, {
            held: (True, "hold"), restricted: (True, "restriction"), both: (True, "hold"),
            below: (True, "hold"), free: (True, False),
        })
        for value, contacts in (("hold", held | both | below), ("restriction", restricted),
                                (False, free)):
            for operator, expected in (("=", contacts), ("!=", ours - contacts)):
                with self.subTest(f"{operator} {value}"):
                    found = timers.search([("id", "in", timers.ids), ("kept_by", operator, value)])
                    self.assertEqual(found.partner_id, expected)
        found = timers.search([("id", "in", timers.ids), ("kept_by", "in", ["hold", False])])
        self.assertEqual(found.partner_id, ours - restricted)

    def test_due_now_is_whom_the_next_preview_finds(self):
        free = self._contact(facts=SILENT)
        held = self._contact(facts=(*SILENT, ("hold", None)))
        self.timers.refresh()
        due = self.timers.search([("is_due", "=", True), ("kept_by", "=", False),
                                  ("partner_id", "in", (free | held).ids)])
        self.assertEqual(due.partner_id, free)
        self.assertEqual(self.runs.preview(free | held).item_ids.partner_id, free)

    def test_many_clocks_are_asked_for_at_once(self):
        contacts = self.env["res.partner"].union(*(self._contact(facts=SILENT) for _n in range(9)))
        self.timers.refresh()
        timers = self.timers.search([("partner_id", "in", contacts.ids)])
        timers.mapped("partner_id.privacy_restricted")
        self.env.flush_all()
        timers.invalidate_recordset(["kept_by"])
        with self.assertQueryCount(1):
            timers.mapped("kept_by")


@tagged("post_install", "-at_install")
class TestStop(WordsCommon):
    def _switch(self, user):
        return self.env["privacy.stop"].with_user(user).create({})

    def test_one_switch_stops_and_lifts_and_says_who_turned_it(self):
        switch = self._switch(self.officer)
        self.assertFalse(switch.stopped)
        switch.action_stop()
        switch = self._switch(self.officer_two)
        self.assertEqual((switch.stopped, switch.turned_by), (True, self.officer.name))
        self.assertTrue(Settings(self.env).stopped())
        switch.action_lift_stop()
        self.assertFalse(Settings(self.env).stopped())

    def test_an_officer_who_comes_second_does_not_lift_what_the_first_stopped(self):
        first, second = self._switch(self.officer), self._switch(self.officer_two)
        first.action_stop()
        second.action_stop()
        self.assertTrue(Settings(self.env).stopped())

    def test_nobody_else_has_the_switch(self):
        for user in (self.user, self.auditor, self.staff, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._switch(user)
            stolen = self._switch(self.officer).with_user(user)
            for act in (stolen.action_stop, stolen.action_lift_stop):
                with self.assertRaises(AccessError):
                    act()
        self.assertFalse(Settings(self.env).stopped())


@tagged("post_install", "-at_install")
class TestDescriptions(TransactionCase):
    def test_no_model_is_described_by_what_it_inherits_of_ours(self):
        """Odoo describes a model by the first docstring among its classes, and forgets ours
        when the module goes only where we extend the model itself (``ir_model.py``)."""
        for name, model in self.registry.items():
            first = next(part for part in model.mro() if part.__doc__)
            if first.__module__.startswith("odoo.addons.cloudpepper_privacy."):
                with self.subTest(name, by=first.__qualname__):
                    self.assertEqual(name, first._name)
