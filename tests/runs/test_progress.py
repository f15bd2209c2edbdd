"""How far a run is: read from what the workers committed, and written nowhere."""

import logging
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ...engine.runs import progress
from ...engine.runs.progress import Progress
from ...engine.runs.worker import Worker
from ..common import PrivacyCommon

SILENT = (("mail", "2015-05-04 10:00:00"),)
LOGGER = progress.__name__


@tagged("post_install", "-at_install")
class TestProgress(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.contacts = cls.env["res.partner"].union(
            *(cls._contact(f"Silent Person {n}", SILENT) for n in range(5)))
        cls.env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "2")

    def setUp(self):
        super().setUp()
        progress._last_lines.clear()
        self.addCleanup(progress._last_lines.clear)

    def _approved(self):
        run = self.runs.preview(self.contacts)
        run.action_approve()
        return run

    def _under_way(self):
        """Return a run of which the first batch is done."""
        run = self._approved()
        with patch.object(Worker, "claim", self._one_batch()):
            run._work()
        self.env.invalidate_all()
        self.assertEqual(run.state, "running")
        progress._last_lines.clear()
        return run

    def _one_batch(self):
        claim, claimed = Worker.claim, []

        def once(worker, size):
            if claimed:
                return worker.env["privacy.run.item"]
            claimed.append(True)
            return claim(worker, size)

        return once

    def _evidence(self, run, batch, contacts, seconds_ago):
        """File rows as a worker's batch of some seconds ago."""
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref)
               SELECT (clock_timestamp() AT TIME ZONE 'UTC') - make_interval(secs => %s), 'batch',
                      %s, %s, n FROM generate_series(1, %s) n""",
            seconds_ago, run.id, batch, contacts,
        ))
        self.env.invalidate_all()

    # === FIGURES === #

    def test_a_run_under_way_says_what_is_done_and_what_is_left(self):
        run = self._under_way()
        self.assertEqual((run.planned, run.handled, run.todo, run.batches), (5, 2, 3, 1))
        self.assertGreater(run.rate, 0)
        self.assertGreater(run.expected_end, fields.Datetime.now() - timedelta(seconds=1))

    def test_a_run_that_ended_has_nothing_left_and_expects_no_end(self):
        run = self._under_way()
        run._work()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.handled, run.todo, run.batches), ("done", 5, 0, 3))
        self.assertFalse(run.expected_end)
        self.assertGreater(run.rate, 0)

    def test_a_preview_has_done_nothing(self):
        run = self.runs.preview(self.contacts)
        self.assertEqual((run.planned, run.handled, run.batches, run.rate), (5, 0, 0, 0))
        self.assertFalse(run.expected_end)

    def test_who_is_dropped_counts_as_done_and_not_as_left(self):
        run = self._approved()
        self._tell_mail(self.contacts[0], fields.Datetime.now().isoformat())
        run._work()
        self.env.invalidate_all()
        self.assertEqual((run.planned, run.handled, run.subjects, run.todo), (5, 5, 4, 0))

    def test_the_rate_is_that_of_the_latest_batches_of_all_workers(self):
        run = self._approved()
        run._move("running")
        self._evidence(run, 1, 1000, seconds_ago=86400)
        for batch in range(progress.RECENT_BATCHES):
            # the numbers of two workers do not follow each other in time
            self._evidence(run, 10_000 - batch, 10, seconds_ago=100 - batch)
        self.assertEqual(run.batches, progress.RECENT_BATCHES + 1)
        self.assertAlmostEqual(run.rate, progress.RECENT_BATCHES * 10 / 100, delta=0.1)
        left = (run.expected_end - run.counted_at).total_seconds()
        self.assertAlmostEqual(left, 5 / run.rate, delta=1)

    def test_two_runs_are_counted_apart(self):
        one, other = self._under_way(), self._approved()
        self._evidence(other, 7, 3, seconds_ago=5)
        self.assertEqual([run.batches for run in one | other], [1, 1])
        self.assertEqual([run.handled for run in one | other], [2, 0])

    # === COST === #

    def test_reading_and_logging_leave_the_row_of_the_run_alone(self):
        run = self._under_way()

        def version():
            self.env.flush_all()
            return self.env.execute_query(
                SQL("SELECT xmin, ctid FROM privacy_run WHERE id = %s", run.id))

        before = version()
        run.with_user(self.auditor).action_refresh()
        run.invalidate_recordset()
        self.assertEqual(run.handled, 2)
        Progress(self.env).log(run)
        self.assertEqual(version(), before)
        run.note = "a write would show"
        self.assertNotEqual(version(), before)

    def test_the_batches_are_walked_along_the_index_however_many_contacts_they_have(self):
        run = self._approved()
        run._move("running")
        for batch in range(1, 31):
            self._evidence(run, batch, 2000, seconds_ago=60)
        self.env.cr.execute("ANALYZE privacy_evidence")
        plan = "\n".join(line for (line,) in self.env.execute_query(
            SQL("EXPLAIN (ANALYZE, TIMING OFF) %s", Progress(self.env).batches_sql(run.ids))))
        self.assertIn("privacy_evidence_batch_idx", plan)
        self.assertNotIn("Seq Scan on privacy_evidence", plan)
        self.assertEqual(run.batches, 30)

    def test_a_line_of_the_log_costs_one_query_and_the_next_ones_none(self):
        run = self._under_way()
        self.assertTrue(run.id)
        with self.assertLogs(LOGGER, logging.INFO), self.assertQueryCount(1):
            Progress(self.env).log(run)
        with self.assertNoLogs(LOGGER, logging.INFO), self.assertQueryCount(0):
            Progress(self.env).log(run)

    # === LOG === #

    def test_the_log_says_done_left_and_rate_and_names_nobody(self):
        run = self._under_way()
        with self.assertLogs(LOGGER, logging.INFO) as first:
            Progress(self.env).log(run)
        self.assertIn(f"Run {run.id}: 2 of 5 contacts done, 3 left", first.output[0])
        with (
            patch.object(progress, "LOG_SECONDS", 0),
            self.assertLogs(LOGGER, logging.INFO) as second,
        ):
            Worker(self.env, run).work_batch(2)
        self.assertRegex(second.output[0],
                         r"4 of 5 contacts done, 1 left, \d+\.\d per second, ends in \d+ s")
        with self.assertLogs(LOGGER, logging.INFO) as last:
            run._work()
        self.assertIn("ended as done: 5 contacts, 0 incomplete, 3 batches", last.output[-1])
        self.assertNotIn("Silent", str(first.output + second.output + last.output))
        self.assertFalse(progress._last_lines, "what has ended is forgotten")

    def test_another_process_s_work_counts_in_the_rate(self):
        run = self._under_way()
        Progress(self.env).log(run)
        (key, (moment, left, planned)), = progress._last_lines.items()
        progress._last_lines[key] = (moment - 100, left + 300, planned)
        with self.assertLogs(LOGGER, logging.INFO) as told:
            Progress(self.env).log(run)
        self.assertIn("3.0 per second, ends in 1 s", told.output[0])

    # === ROLES === #

    def test_officer_auditor_and_user_read_how_far_it_is_and_others_do_not(self):
        run = self._under_way()
        for user in (self.officer, self.auditor, self.user):
            with self.subTest(user.login):
                mine = run.with_user(user)
                mine.invalidate_recordset()
                self.assertTrue(mine.action_refresh())
                self.assertEqual((mine.handled, mine.batches), (2, 1))
        for user in (self.staff, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                run.with_user(user).action_refresh()
