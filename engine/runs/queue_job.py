"""Batches as jobs of OCA's queue_job, where it is installed: found at run time only."""

from datetime import timedelta
from itertools import count, islice
from math import ceil

from odoo import fields

from ..transaction import Transaction
from .closing import Closing
from .scheduled_actions import uses_jobs
from .starting import Starting
from .worker import FIRST, Worker, batch_size

#: the model and the method that a job calls
MODEL, METHOD = "privacy.run", "_job_batch"
#: where the jobs wait, below queue_job's root channel
CHANNEL = "privacy"
#: contacts of one job at most, so that several runners have something to do
SHARE = 500
#: seconds after which contacts that colleagues held are tried again
AGAIN_SECONDS = 60
#: minutes without a sign of life from the job runner, after which the work is done without it
RUNNER_MINUTES = 15


class Jobs:
    """The jobs of one run.

    A job does one batch of whatever is to do, in a transaction of its own: queue_job forbids
    its jobs to commit, and has read before the claim. Its description and arguments are ids and
    numbers, and no error leaves it: queue_job would store the traceback with a person's data.
    """

    def __init__(self, env, run):
        self.env, self.run = env, run.with_env(env)
        self.transaction = Transaction(env)
        self.closing = Closing(env, self.run)

    # === BY THE SCHEDULED ACTION === #

    def start(self):
        """Open the run, and see to it that there is a job for each batch."""
        self.transaction.retry(Starting(self.env, self.run).start)
        self.transaction.retry(self.enqueue)
        self.transaction.retry(self.closing.close_if_done)

    def are_asleep(self):
        """Whether jobs of this run wait and none was begun or ended for a while."""
        waiting = self.of_run(("pending", "enqueued"))
        since = fields.Datetime.now() - timedelta(minutes=RUNNER_MINUTES)
        due = [job.eta or job.date_created for job in waiting]
        if not due or min(due) > since:
            return False
        alive = self.of_run(("started", "done", "failed"))
        return not any((job.date_done or job.date_started or since) > since for job in alive)

    # === QUEUE === #

    def enqueue(self, eta=None, at_work=("pending", "enqueued", "started")):
        """Enqueue a job for each batch that is left and has none.

        :param int eta: seconds from now, default at once
        :param at_work: states in which a job counts as one that will do a batch
        """
        self.transaction.commit()
        self.run.invalidate_recordset()
        if self.run.state != "running":
            return
        self._job_function()
        size, jobs = min(SHARE, batch_size(self.env)), self.of_run(at_work)
        missing = ceil(self.run.todo / size) - len(jobs)
        taken = set(jobs.mapped("identity_key"))
        keys = (key for key in map(self._key, count()) if key not in taken)
        for key in islice(keys, max(0, missing)):
            self.run.with_delay(
                channel=f"root.{CHANNEL}", eta=eta, identity_key=key,
                description=f"Privacy run {self.run.id}: a batch",
            )._job_batch(size)
        self.transaction.commit()

    def of_run(self, states):
        """Return the run's jobs in these states."""
        return self.env["queue.job"].sudo().search(
            [("identity_key", "=like", self._key("%")), ("state", "in", states)])

    def _key(self, number):
        return f"{MODEL}-{self.run.id}-{number}"

    def _job_function(self):
        """Return the entry that ties the jobs to their channel; both are made once."""
        functions = self.env["queue.job.function"].sudo()
        name = functions.job_function_name(MODEL, METHOD)
        function = functions.search([("name", "=", name)], limit=1)
        if function:
            return function
        channels = self.env["queue.job.channel"].sudo()
        channel = channels.search([("complete_name", "=", f"root.{CHANNEL}")], limit=1)
        if not channel:
            root = self.env.ref("queue_job.channel_root")
            channel = channels.create({"name": CHANNEL, "parent_id": root.id})
        return functions.create({
            "model_id": self.env["ir.model"]._get_id(MODEL), "method": METHOD,
            "channel_id": channel.id,
        })

    # === BY A JOB === #

    def do_share(self, share):
        """Do the next contacts of the run, whichever nobody else holds, and settle the rest.

        :param int share: contacts; where batches turn out slow they are done in smaller ones
        """
        worker = Worker(self.env, self.run)
        worker.guard(lambda: self._do_batches(worker, share))
        worker.guard(self._settle)

    def _do_batches(self, worker, share):
        size, going_on = min(FIRST, share), self.run.state == "running"
        while going_on and share > 0:
            some = min(size, share)
            going_on, seconds = self.transaction.retry(
                lambda some=some: worker.work_batch(some))
            share, size = share - some, worker.next_size(size, seconds)

    def _settle(self):
        """Close the run, or see to it that somebody does what is left."""
        self.transaction.retry(self.closing.close_if_done)
        if self.run.state == "running" and not self.of_run(("pending", "enqueued")):
            # this job counts as started until it has returned
            self.transaction.retry(lambda: self.enqueue(AGAIN_SECONDS, ("pending", "enqueued")))


def do_job(run, share):
    """Do what a job is for, in a transaction of its own.

    :param int share: contacts
    """
    with run.env.registry.cursor() as cr:
        run = run.with_env(run.env(cr=cr, su=True)).exists()
        if run:
            Jobs(run.env, run).do_share(share)


def forget_jobs(env):
    """Remove what uninstalling would leave in queue_job: jobs, their function, the channel."""
    if not uses_jobs(env):
        return
    env["queue.job"].sudo().search([("model_name", "=", MODEL)]).unlink()
    functions = env["queue.job.function"].sudo().search([("model_id.model", "=", MODEL)])
    channel = functions.channel_id.filtered(
        lambda channel: channel.complete_name == f"root.{CHANNEL}")
    functions.unlink()
    channel.filtered(lambda channel: not channel.job_function_ids).unlink()
