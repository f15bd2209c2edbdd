import logging
from datetime import timedelta
from itertools import count, islice
from math import ceil

from odoo import fields, models

from .run import FIRST

_logger = logging.getLogger(__name__)

#: where the jobs wait, below queue_job's root channel
CHANNEL = "privacy"
#: contacts of one job at most, so that several runners have something to do
SHARE = 500
#: seconds after which contacts that colleagues held are tried again
AGAIN_SECONDS = 60
#: minutes without a sign of life from the job runner, after which the work is done without it
RUNNER_MINUTES = 15


class PrivacyRunJobs(models.Model):
    """Batches as jobs of OCA's queue_job, where it is installed: found at run time only.

    A job does one batch of whatever is to do, in a transaction of its own: queue_job forbids
    its jobs to commit, and has read before the claim. Its description and arguments are ids and
    numbers, and no error leaves it: queue_job would store the traceback with a person's data.
    """

    _inherit = "privacy.run"

    def _work_guarded(self):
        """Enqueue the batches, unless queue_job is not there or shows no sign of life."""
        if "queue.job" not in self.env:
            return super()._work_guarded()
        for run in self:
            if run._runner_sleeps():
                _logger.warning("Run %s: its jobs have not been touched for %s minutes; "
                                "the scheduled action does the work", run.id, RUNNER_MINUTES)
                super(PrivacyRunJobs, run)._work_guarded()
            else:
                run._guarded(run._start_jobs)
        return None

    def _start_jobs(self):
        self._check_date()
        self._again_if_beaten(self._start)
        self._again_if_beaten(self._enqueue)
        self._again_if_beaten(self._close_if_done)

    def _start(self):
        """Jobs need no helpers: their channel says how many run at once."""
        return super(PrivacyRunJobs, self.with_context(
            privacy_no_helpers="queue.job" in self.env))._start()

    def _count_free(self):
        """What is free waits for its job, not for a scheduled action."""
        return 0 if "queue.job" in self.env else super()._count_free()

    # === QUEUE === #

    def _enqueue(self, eta=None, at_work=("pending", "enqueued", "started")):
        """Enqueue a job for each batch that is left and has none.

        :param int eta: seconds from now, default at once
        :param at_work: states in which a job counts as one that will do a batch
        """
        self._commit()
        self.invalidate_recordset()
        if self.state != "running":
            return
        self._job_function()
        size, jobs = min(SHARE, self._batch_size()), self._jobs(at_work)
        missing = ceil(self.todo / size) - len(jobs)
        taken = set(jobs.mapped("identity_key"))
        keys = (key for key in map(self._job_key, count()) if key not in taken)
        for key in islice(keys, max(0, missing)):
            self.with_delay(
                channel=f"root.{CHANNEL}", eta=eta, identity_key=key,
                description=f"Privacy run {self.id}: a batch",
            )._job_batch(size)
        self._commit()

    def _job_key(self, number):
        return f"privacy.run-{self.id}-{number}"

    def _job_function(self):
        """Return the entry that ties the jobs to their channel; both are made once."""
        functions = self.env["queue.job.function"].sudo()
        name = functions.job_function_name(self._name, "_job_batch")
        function = functions.search([("name", "=", name)], limit=1)
        if function:
            return function
        channels = self.env["queue.job.channel"].sudo()
        channel = channels.search([("complete_name", "=", f"root.{CHANNEL}")], limit=1)
        if not channel:
            root = self.env.ref("queue_job.channel_root")
            channel = channels.create({"name": CHANNEL, "parent_id": root.id})
        return functions.create({
            "model_id": self.env["ir.model"]._get_id(self._name), "method": "_job_batch",
            "channel_id": channel.id,
        })

    def _jobs(self, states):
        return self.env["queue.job"].sudo().search(
            [("identity_key", "=like", self._job_key("%")), ("state", "in", states)])

    def _runner_sleeps(self):
        """Whether jobs of this run wait and none was begun or ended for a while."""
        waiting = self._jobs(("pending", "enqueued"))
        since = fields.Datetime.now() - timedelta(minutes=RUNNER_MINUTES)
        due = [job.eta or job.date_created for job in waiting]
        if not due or min(due) > since:
            return False
        alive = self._jobs(("started", "done", "failed"))
        return not any((job.date_done or job.date_started or since) > since for job in alive)

    def _forget_jobs(self):
        """Remove what uninstalling would leave in queue_job: jobs, their function, the channel."""
        if "queue.job" not in self.env:
            return
        self.env["queue.job"].sudo().search([("model_name", "=", self._name)]).unlink()
        functions = self.env["queue.job.function"].sudo().search(
            [("model_id.model", "=", self._name)])
        channel = functions.channel_id.filtered(
            lambda channel: channel.complete_name == f"root.{CHANNEL}")
        functions.unlink()
        channel.filtered(lambda channel: not channel.job_function_ids).unlink()

    # === JOB === #

    def _job_batch(self, share):
        """Do the next contacts of the run, whichever nobody else holds, and settle the rest.

        :param int share: contacts; where batches turn out slow they are done in smaller ones
        """
        with self.env.registry.cursor() as cr:
            run = self.with_env(self.env(cr=cr, su=True)).exists()
            if run:
                run._guarded(lambda: run._do_share(share))
                run._guarded(run._settle_jobs)

    def _do_share(self, share):
        size, going_on = min(FIRST, share), self.state == "running"
        while going_on and share > 0:
            some = min(size, share)
            going_on, seconds = self._again_if_beaten(
                lambda some=some: self._work_batch(some))
            share, size = share - some, self._next_size(size, seconds)

    def _settle_jobs(self):
        """Close the run, or see to it that somebody does what is left."""
        self._again_if_beaten(self._close_if_done)
        if self.state == "running" and not self._jobs(("pending", "enqueued")):
            # this job counts as started until it has returned
            self._again_if_beaten(lambda: self._enqueue(AGAIN_SECONDS, ("pending", "enqueued")))
