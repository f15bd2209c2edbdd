"""Batches as jobs of OCA's queue_job, performed by its own controller, with real commits.

Skipped where queue_job is not installed: the addon does not depend on it.
"""

from unittest import SkipTest
from unittest.mock import patch

from odoo.orm.registry import Registry
from odoo.tests import get_db_name, tagged

from ...engine.erasure.batch import Batch
from ...engine.runs.queue_job import Jobs, forget_jobs
from ...engine.transaction import Transaction
from ..builders.workers import WorkersCase, _really_commit


@tagged("post_install", "-at_install")
class TestQueueJob(WorkersCase):
    PROCESSES = 0

    @classmethod
    def setUpClass(cls):
        if "queue.job" not in Registry(get_db_name()):
            raise SkipTest("OCA's queue_job is not installed")
        super().setUpClass()

    def setUp(self):
        super().setUp()
        patcher = patch.object(Transaction, "commit", _really_commit)
        patcher.start()
        self.addCleanup(patcher.stop)

    def tearDown(self):
        with self._transaction() as env:
            env["queue.job"].search([("model_name", "=", "privacy.run")]).unlink()
        super().tearDown()

    def _woken(self):
        """Do what the scheduled action does."""
        with self._transaction() as env:
            env["privacy.run"]._cron_run()

    def _jobs(self, run_id, *states):
        with self._transaction() as env:
            jobs = Jobs(env, env["privacy.run"].browse(run_id)).of_run(states)
            return jobs.sorted("id").read(["uuid", "channel", "state", "name", "args", "eta",
                                           "exc_info", "result", "records"])

    def _perform(self, uuid):
        """Do what queue_job does when its runner asks for a job."""
        from odoo.addons.queue_job.controllers.main import RunJobController

        with self._transaction() as env:
            env["queue.job"].search([("uuid", "=", uuid)]).write({"state": "enqueued"})
        with self._transaction() as env:
            job = RunJobController._acquire_job(env, uuid)
            RunJobController._runjob(env, job)

    def _queued(self, contacts, batch):
        ids = self._silent(contacts)
        self.batches_of(batch)
        run_id = self._approved(ids)
        self._woken()
        return ids, run_id

    def test_batches_become_jobs_on_a_channel_of_their_own(self):
        ids, run_id = self._queued(7, 3)
        jobs = self._jobs(run_id, "pending")
        self.assertEqual([job["channel"] for job in jobs], ["root.privacy"] * 3)
        self.assertFalse(self._anonymised(ids), "the scheduled action leaves it to the jobs")
        self._woken()
        self.assertEqual(len(self._jobs(run_id, "pending")), 3, "waking again adds none")
        for job in jobs:
            self._perform(job["uuid"])
        self.assertEqual(self._anonymised(ids), set(ids))
        self._check_whole(run_id, ids)
        self.assertFalse(self._jobs(run_id, "pending"))
        self.assertNotIn("Silent", str(self._jobs(run_id, "done")))

    def test_whom_a_colleague_holds_is_left_to_a_later_job(self):
        ids, run_id = self._queued(2, 5)
        (job,) = self._jobs(run_id, "pending")
        with self._transaction() as env:
            env["res.partner"].browse(ids[0]).phone = "+32 2 123 45 67"
            env.flush_all()
            self._perform(job["uuid"])
            self.assertEqual(self._states(run_id), {ids[0]: "todo", ids[1]: "unproven"})
        (later,) = self._jobs(run_id, "pending")
        self.assertTrue(later["eta"])
        self._perform(later["uuid"])
        self._check_whole(run_id, ids)

    def test_an_error_stops_the_run_and_does_not_reach_the_job(self):
        ids, run_id = self._queued(2, 5)
        (job,) = self._jobs(run_id, "pending")

        def fail(_engine, items, _run):
            raise ValueError(items.partner_id[0].name)

        with patch.object(Batch, "process", fail):
            self._perform(job["uuid"])
        with self._transaction() as env:
            run = env["privacy.run"].browse(run_id)
            self.assertEqual((run.state, run.note), ("stopped", "ValueError"))
        (done,) = self._jobs(run_id, "done")
        self.assertNotIn("Silent", str(done))
        self.assertFalse(self._anonymised(ids))

    def test_without_a_runner_the_scheduled_action_does_the_work(self):
        ids, run_id = self._queued(4, 2)
        with self._transaction() as env:
            Jobs(env, env["privacy.run"].browse(run_id)).of_run(["pending"]).with_context(
                _job_edit_sentinel=env["queue.job"].EDIT_SENTINEL
            ).write({"date_created": "2026-01-05 09:00:00"})
        self._woken()
        self.assertEqual(self._anonymised(ids), set(ids))
        self._check_whole(run_id, ids)

    def test_what_uninstalling_would_leave_is_forgotten(self):
        _ids, run_id = self._queued(4, 2)
        with self._transaction() as env:
            forget_jobs(env)
            run = env["privacy.run"].browse(run_id)
            self.assertFalse(Jobs(env, run).of_run(["pending"]))
            self.assertFalse(env["queue.job.channel"].search(
                [("complete_name", "=", "root.privacy")]))
