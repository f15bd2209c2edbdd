"""What the end of a relationship asks to be done outside this database (P8)."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ...engine.leaving import needed
from ..builders.leaving import LeavingCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOpening(LeavingCommon):
    def test_the_end_of_a_relationship_opens_its_tasks(self):
        tasks = self._tasks()
        self.assertEqual({task.rule_id.code: str(task.date_due) for task in tasks},
                         {"hosted": "2026-12-01", "external": "2026-12-01"})
        self.assertEqual(set(tasks.mapped("state")), {"open"})

    def test_who_stays_has_none(self):
        other = self._contact("Haven Oost NV", (("invoice", "2026-05-04"),), is_company=True)
        self.timers.refresh()
        self.assertFalse(self._tasks(other))

    def test_nor_has_who_leaves_on_a_day_to_come_until_that_day(self):
        other = self._contact("Haven Oost NV", (("ended", "2026-12-31"),), is_company=True)
        self.timers.refresh()
        self.assertFalse(self._tasks(other))
        with freeze_time("2026-12-31"):
            self._cron()
            self.assertEqual(set(self._tasks(other).mapped("rule_id.code")),
                             {"hosted", "external"})

    def test_an_unpaid_invoice_does_not_keep_what_is_hosted(self):
        other = self._contact("Haven Oost NV", (("unpaid", "2026-09-01"), ("ended", "2026-10-31")),
                              is_company=True)
        self.timers.refresh()
        self.assertEqual(self._clocks(other)["billing"][:2], ("suspended", "unpaid"))
        self.assertEqual(len(self._tasks(other)), 2)

    def test_refreshing_twice_opens_nothing_twice(self):
        before = self._tasks()
        self.timers.refresh(full=True)
        self._cron()
        self.assertEqual(self._tasks(), before)

    def test_a_changed_end_moves_the_task(self):
        task = self._task("hosted")
        self.firm.privacy_relationship_end = "2026-11-10"
        self.timers.refresh()
        self.assertEqual((task.state, str(task.date_due)), ("open", "2026-12-10"))

    def test_a_period_of_the_rule_moves_it_too(self):
        task = self._task("hosted")
        task.rule_id.period_count = 10
        self.timers.refresh(full=True)
        self.assertEqual(str(task.date_due), "2026-11-11")

    def test_a_relationship_that_goes_on_calls_its_tasks_off_and_they_say_so(self):
        tasks = self._tasks()
        self.assertTrue(all(tasks.mapped("sealed")))
        self._tell_invoice(self.firm, "2026-11-20")
        self.timers.refresh()
        self.assertEqual(set(tasks.mapped("state")), {"called_off"})
        self.assertEqual({str(day) for day in tasks.mapped("called_off_on")}, {TODAY})
        self.assertFalse(any(tasks.mapped("sealed")))
        self.assertEqual(len(self._evidence("task_called_off", self.firm)), 2)

    def test_many_leave_in_as_many_statements_as_few(self):
        counts = []
        for number in (3, 30):
            firms = self._firms(number)
            self.timers.refresh()
            firms.privacy_relationship_end = "2026-11-01"
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.timers.refresh()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(self._tasks(firms)), 2 * number)
        self.assertLess(counts[1], counts[0] + 15)

    def test_two_that_become_one_leave_the_tasks_of_both(self):
        other = self._contact("Haven Oost NV", (("ended", "2026-10-01"),), is_company=True)
        self.timers.refresh()
        both = self._tasks(self.firm | other)
        self.env["base.partner.merge.automatic.wizard"]._merge((self.firm | other).ids, self.firm)
        self.timers.refresh()
        self.assertEqual(set(both.mapped("partner_ref")), {self.firm.id})
        self.assertEqual(set(both.mapped("state")), {"open"})
        one, two = both.filtered(lambda task: task.rule_id.code == "external")
        self._close(one)
        self.timers.refresh(full=True)
        self.assertEqual((one.state, two.state), ("done", "open"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWhatItNeeds(LeavingCommon):
    def test_it_is_sealed(self):
        task = self._task("hosted")
        self.assertIn("Hosting Zuid NV", task.with_user(self.officer).needed)
        self.assertIn("ZUID-7", task.with_user(self.officer).needed)
        self.env.cr.execute("SELECT row_to_json(t)::text FROM privacy_exit_task t")
        self.assertFalse([row for (row,) in self.env.cr.fetchall() if "Zuid" in row])

    def test_an_officer_adds_the_name_of_the_environment(self):
        task = self._task("hosted").with_user(self.officer)
        task.needed = f"{task.needed}\nEnvironment: zuid-prod-3"
        task.invalidate_recordset()
        self.assertIn("zuid-prod-3", task.needed)

    def test_nobody_else_reads_it(self):
        for user in (self.user, self.auditor):
            with self.assertRaises(AccessError):
                self._task("hosted").with_user(user).read(["needed"])
        for user in (self.staff, self.admin):
            with self.assertRaises(AccessError):
                self._task("hosted").with_user(user).read(["state"])

    def test_the_rule_says_which_fields(self):
        rule = self.env.ref("cloudpepper_privacy.rule_external")
        with self.assertRaises(ValidationError):
            rule.task_fields = "website, no_such_field"
        rule.with_user(self.officer).task_fields = "website"
        other = self._contact("Haven Oost NV", (("ended", "2026-10-30"),), is_company=True,
                              website="https://haven.example")
        self.timers.refresh()
        text = self._task("external", other).with_user(self.officer).needed
        self.assertIn("https://haven.example", text)
        self.assertNotIn("Haven Oost", text)

    def test_it_works_when_the_contact_is_erased(self):
        other = self._contact("Haven Oost NV", (*self.LONG_AGO, ("ended", "2018-06-01")),
                              is_company=True, ref="OOST-3")
        self.timers.refresh()
        task = self._task("hosted", other)
        run = self._erase(other)
        self.assertTrue(run.item_ids.whole)
        self.assertNotIn("Oost", other.name)
        self._cron()
        self.assertEqual(task.state, "open")
        self.assertIn("OOST-3", task.with_user(self.officer).needed)
        self._return(task)
        self._close(task)
        backup = self._task("backup", other)
        self.assertEqual((backup.state, str(backup.date_due)), ("open", "2027-02-21"))
        self.assertIn("OOST-3", backup.with_user(self.officer).needed)
        self.assertFalse(task.sealed)

    def test_what_could_not_be_sealed_keeps_the_contact(self):
        with patch.object(needed, "seal", lambda _text, _bound: False):
            other = self._contact("Haven Oost NV", (*self.LONG_AGO, ("ended", "2018-06-01")),
                                  is_company=True)
            self.timers.refresh()
            self.assertFalse(self._erase(other).item_ids.filtered("whole"))
        self._cron()
        self.assertTrue(self._erase(other).item_ids.whole)

    def test_it_is_gone_when_the_contact_is_deleted_only_once_done(self):
        other = self._contact("Haven Oost NV", (("ended", "2026-10-30"),), is_company=True)
        self.timers.refresh()
        task, number = self._task("external", other), other.id
        other.unlink()
        self._cron()
        self.assertEqual((task.state, task.partner_ref), ("open", number))
        self._close(task)
        self.assertEqual(task.state, "done")
        self.assertFalse(task.sealed)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClosing(LeavingCommon):
    def test_without_evidence_nothing_is_closed(self):
        task = self._task("external").with_user(self.officer)
        for text in (False, "", "  \n"):
            task.evidence_text = text
            with self.assertRaisesRegex(UserError, "evidence alone"):
                task.action_done()
        self.assertEqual(task.state, "open")

    def test_a_text_or_a_file_closes_it(self):
        task = self._task("external").with_user(self.officer)
        task.write({"evidence_file": base64.b64encode(b"log"), "evidence_filename": "log.txt"})
        task.action_done()
        self.assertEqual((task.state, str(task.done_on)), ("done", TODAY))
        self.assertEqual(task.closed_by_id, self.officer)
        (row,) = self._evidence("task_done", self.firm)
        self.assertEqual(row.counts["proof"], ["file"])
        self.assertEqual(self._clocks(self.firm)["external"][0], "done")

    def test_nobody_but_an_officer_closes(self):
        task = self._task("external")
        task.evidence_text = "job 42"
        for user in (self.user, self.auditor, self.staff, self.admin):
            with self.assertRaises(AccessError):
                task.with_user(user).action_done()

    def test_nobody_moves_or_closes_it_by_writing(self):
        task = self._task("external").with_user(self.officer)
        for vals in ({"state": "done"}, {"date_due": "2030-01-01"}, {"receipt": "x"},
                     {"partner_ref": 1}, {"key": "x"}):
            with self.assertRaises(AccessError):
                task.write(vals)
        for user in (self.user, self.auditor):
            with self.assertRaises(AccessError):
                task.with_user(user).write({"evidence_text": "x"})
        with self.assertRaises(AccessError):
            task.unlink()

    def test_a_closed_one_is_not_changed(self):
        task = self._task("external")
        self._close(task)
        with self.assertRaises(AccessError):
            task.with_user(self.officer).evidence_text = "other"
        with self.assertRaisesRegex(UserError, "not open"):
            task.with_user(self.officer).action_done()

    def test_hosted_data_wait_for_the_customers_own_copy(self):
        task = self._task("hosted").with_user(self.officer)
        task.evidence_text = "job 42"
        with self.assertRaisesRegex(UserError, "28"):
            task.action_done()
        task.return_state = "returned"
        with self.assertRaisesRegex(UserError, "28"):
            task.action_done()
        task.write({"returned_on": TODAY, "return_how": "download", "return_to": "their admin",
                    "return_text": "ticket 7"})
        task.action_done()
        self.assertEqual(task.state, "done")
        self.assertTrue(self._evidence("data_returned", self.firm))

    def test_or_for_its_being_waived(self):
        task = self._task("hosted").with_user(self.officer)
        task.write({"evidence_text": "job 42", "return_state": "waived"})
        with self.assertRaisesRegex(UserError, "28"):
            task.action_done()
        task.return_text = "their mail of today"
        task.action_done()
        self.assertEqual(task.state, "done")

    def test_or_for_somebodys_saying_that_nothing_was_hosted(self):
        task = self._task("hosted").with_user(self.officer)
        task.write({"evidence_text": "no environment", "return_state": "none"})
        with self.assertRaisesRegex(UserError, "28"):
            task.action_done()
        task.return_text = "a customer of advice alone"
        task.action_done()
        self.assertEqual(task.state, "done")

    def test_days_that_cannot_be(self):
        task = self._task("external").with_user(self.officer)
        with self.assertRaises(ValidationError):
            task.done_on = "2026-11-24"
        with self.assertRaises(ValidationError):
            task.done_on = "2026-10-31"
        with self.assertRaises(ValidationError):
            task.returned_on = "2026-11-24"

    def test_backups_count_from_the_day_of_removal(self):
        task = self._task("hosted")
        self._return(task)
        task.done_on = "2026-11-10"
        self._close(task)
        self.assertEqual(str(self._task("backup").date_due), "2027-02-08")
        self.assertEqual(self._clocks(self.firm)["backup"],
                         ("counting", "task_done", "2027-02-08"))
        self.timers.refresh(full=True)
        self.assertEqual(len(self._tasks().filtered(lambda each: each.state == "open")), 2)

    def test_old_ones_go_with_their_period(self):
        task = self._task("external")
        self._close(task)
        still = self._task("hosted")
        with freeze_time("2031-11-23"):
            self.env["privacy.exit.task"]._gc_exit_tasks()
            self.assertTrue(task.exists())
        with freeze_time("2031-11-24"):
            self.env["privacy.exit.task"]._gc_exit_tasks()
        self.assertFalse(task.exists())
        self.assertTrue(still.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLate(LeavingCommon):
    def _late(self):
        return self.env["privacy.exit.task"].with_user(self.officer).search(
            [("is_overdue", "=", True), ("partner_ref", "=", self.firm.id)])

    def test_a_late_one_is_told_to_an_officer_once(self):
        self._cron()
        self.assertFalse(self._tasks().activity_ids)
        with freeze_time("2026-12-02"):
            self.assertEqual(len(self._late()), 2)
            self._cron()
            self._cron()
            self.assertEqual([len(task.activity_ids) for task in self._tasks()], [1, 1])
            self.assertTrue(self._tasks().activity_ids.user_id.has_group(
                "cloudpepper_privacy.group_privacy_officer"))
            self.assertNotIn("Zuid", str(self._tasks().activity_ids.mapped("summary")))
            task = self._task("external")
            self._close(task)
            self.assertFalse(task.activity_ids)

    def test_one_on_hold_is_not(self):
        self._tell_hold(self.firm, False)
        with freeze_time("2026-12-02"):
            self._cron()
            self.assertTrue(self._task("hosted").on_hold)
            self.assertFalse(self._tasks().activity_ids)

    def test_the_late_ones_come_first(self):
        other = self._contact("Haven Oost NV", (("ended", "2026-11-20"),), is_company=True)
        self.timers.refresh()
        found = self.env["privacy.exit.task"].with_user(self.officer).search(
            [("partner_ref", "in", (self.firm | other).ids)])
        self.assertEqual(found[0].partner_ref, self.firm.id)
        self.assertEqual(found.mapped("date_due"), sorted(found.mapped("date_due")))
