"""What happens without a person: the scheduled workers, and the runs that they open."""

import logging

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import SQL
from psycopg2.errors import LockNotAvailable

from ..clocks.refresh import Refresh
from ..proof import Proof
from ..settings import Settings
from ..technical import Technical
from ..transaction import Transaction
from . import preview
from .queue_job import RUNNER_MINUTES, Jobs
from .scheduled_actions import ScheduledActions, uses_jobs
from .worker import Worker

_logger = logging.getLogger(__name__)


class Scheduler:
    """What a scheduled action does each time it is woken."""

    def __init__(self, env):
        self.env, self.runs = env, env["privacy.run"]
        self.transaction = Transaction(env)
        self.actions = ScheduledActions(env)

    def work(self, number=1):
        """Carry out what there is to do, and tell the scheduler what is left for this worker.

        :param int number: which worker this is; the first one alone starts runs
        """
        first = number == 1
        states = ("approved", "running", "proving") if first else ("running",)
        runs = self.runs.search([("state", "in", states)], order="id")
        left = sum(runs.mapped("todo"))
        if first and runs.filtered(lambda run: run.state == "running" and run.todo):
            self.actions.call_helpers()
        self.transaction.remain(left + first)
        for run in runs:
            self.carry_out(run)
        if first:
            for run in AutomaticRuns(self.env).open_alone():
                self.carry_out(run)
        self.hand_over(self.actions.all()[number - 1:number], first)

    def carry_out(self, run):
        """Carry a run out in one of the two ways; one that cannot go on lets the others go on.

        Where queue_job is installed its batches become jobs, unless nobody works on these.
        """
        worker = Worker(self.env, run)
        if not uses_jobs(self.env):
            worker.guard(worker.work)
        elif not (jobs := Jobs(self.env, run)).are_asleep():
            worker.guard(jobs.start)
        else:
            _logger.warning("Run %s: its jobs have not been touched for %s minutes; the "
                            "scheduled action does the work", run.id, RUNNER_MINUTES)
            worker.guard(worker.work)

    def hand_over(self, worker, first):
        """End a worker's turn.

        Where contacts are free it goes on at once. Where colleagues hold what is left, the
        first worker looks again in a minute, which also finds what a killed worker has left;
        the others are done.
        """
        free = self.transaction.retry(self.count_free)
        if free:
            # left to itself the scheduler goes on at its next poll, up to a minute later
            self.actions.wake(worker)
        elif first and self.runs.search_count(
                [("state", "in", ("running", "proving"))], limit=1):
            self.actions.wake(worker, fields.Datetime.now() + relativedelta(minutes=1))
        elif first:
            Technical(self.env).delete_expired()
        self.transaction.remain(free)

    def count_free(self):
        """Return how many contacts are to do in the runs of which this worker could claim one,
        and how many runs wait for somebody who goes on with their proof.

        With queue_job what is free waits for its job, not for a scheduled action.
        """
        if uses_jobs(self.env):
            return 0
        self.transaction.commit()
        running = self.runs.search([("state", "=", "running")])
        free = sum(run.todo for run in running if Worker(self.env, run).claim(1))
        free += sum(Proof(self.env, run).hold()
                    for run in self.runs.search([("state", "=", "proving")]))
        # what was claimed to see whether it is free is let go of
        self.transaction.commit()
        return free


class AutomaticRuns:
    """Runs over what rules in automatic mode say is due."""

    def __init__(self, env, asker=None):
        """
        :param env: superuser
        :param asker: environment of the officer who asks, if any: their companies are what it
            reaches
        """
        self.env, self.runs = env, env["privacy.run"]
        self.asker = asker or env
        self.transaction = Transaction(env)

    def open_alone(self):
        """Return a new automatic run, or none: never two at once.

        The lock excludes only itself, and comes before any read: this transaction sees the run
        that another process has just opened (REPEATABLE READ takes its snapshot later).
        """
        self.transaction.commit()
        try:
            self.env.cr.execute("LOCK TABLE privacy_run IN SHARE UPDATE EXCLUSIVE MODE NOWAIT")
        except LockNotAvailable:
            if not self.transaction.is_owned:
                raise
            self.transaction.rollback()
            _logger.info("Another process opens an automatic run, or the table is being tended")
            return self.runs.browse()
        return self.open() if self.may_start() else self.runs.browse()

    def may_start(self):
        """Whether a rule acts by itself and no earlier automatic run waits for an officer."""
        on = [("state", "in", ("running", "proving"))]
        if Settings(self.env).stopped() or self.runs.search_count(on, limit=1):
            return False
        waiting = [("automatic", "=", True), ("state", "in", ("waiting", "stopped"))]
        automatic = [("mode", "=", "automatic"), ("action", "in", ("anonymise", "erase"))]
        return not self.runs.search_count(waiting, limit=1) and bool(
            self.env["privacy.rule"].search_count(automatic, limit=1)
        )

    def open(self, partners=None):
        """Return a new run over what automatic rules say is due, approved unless it brakes."""
        Refresh(self.env).run(partners.ids if partners is not None else None)
        run = preview.new_run(
            self.asker, automatic=True, on_date=self.env["privacy.timer"]._today()
        ).with_env(self.env)
        preview.fill(run, preview.scope(self.asker, partners))
        run.brake = self.brakes(run)
        preview.plan_for_readers(run, run.brake)
        if run.brake:
            run._move("waiting")
        else:
            run._move("approved")
            run.approved_digest = run.digest
        return run

    def next(self, partners=None):
        """Return the run to carry out: the oldest approved one, else a new automatic one.

        :param partners: contacts: a new one over these alone
        """
        on = [("state", "in", ("approved", "running", "proving"))]
        waiting = self.asker["privacy.run"].search(on, order="id", limit=1).with_env(self.env)
        return waiting if waiting and partners is None else self.open(partners)

    def brakes(self, run):
        """Whether unusually many are due: above 5 % of living data subjects, or 100 (R18)."""
        ((living,),) = self.env.execute_query(SQL(
            """SELECT (SELECT count(*) FROM res_partner WHERE privacy_anonymised_on IS NULL)
                    + (SELECT count(*) FROM privacy_contactless WHERE erased_on IS NULL)"""))
        settings = Settings(self.env)
        share = living * settings.number("brake_percent", 5) / 100
        return run.subjects > max(share, settings.number("brake_minimum", 100))
