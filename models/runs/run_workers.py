import logging
import math
import os
import threading
from contextlib import contextmanager

from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.modules import module
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from psycopg2.errors import LockNotAvailable

from ...engine.proof import Proof
from ...engine.settings import Settings
from ...engine.technical import Technical
from .run import FIRST, SMALLEST

_logger = logging.getLogger(__name__)

#: scheduled actions that may share a run; ``data/ir_cron_data.xml`` has a record for each, and
#: one record never runs twice at once, on however many hosts
MOST_WORKERS = 8


class PrivacyRunWorkers(models.Model):
    """Who carries runs out: any number of workers, in any number of processes and hosts.

    The database is the queue. The first worker starts what is approved, opens what is
    automatic, and comes back while a run is on; the others help with runs that have started and
    end when nothing is free. Whoever does the last batch closes the run.
    """

    _inherit = "privacy.run"

    def _workers(self):
        """Return the scheduled actions that the setting asks for, the first worker first."""
        number = max(1, min(int(Settings(self.env).number("workers", 1)), MOST_WORKERS))
        return self._all_workers()[:number]

    def _all_workers(self):
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        for number in range(1, MOST_WORKERS + 1):
            name = "ir_cron_run" if number == 1 else f"ir_cron_run_{number}"
            crons |= self.env.ref(f"cloudpepper_privacy.{name}", raise_if_not_found=False) or crons
        return crons

    def _set_workers(self):
        """Switch the helpers on that the setting asks for, and the others off.

        The first worker is not touched: whoever switched it off did so for a reason.
        """
        asked = self._workers()
        for helper in self._all_workers()[1:]:
            if helper.active != (helper in asked):
                helper.active = helper in asked

    # === SCHEDULED ACTIONS === #

    def _cron_run(self, number=1):
        """Carry out what there is to do, and tell the scheduler what is left for this worker.

        :param int number: which worker this is; the first one alone starts runs
        """
        first = number == 1
        states = ("approved", "running", "proving") if first else ("running",)
        runs = self.search([("state", "in", states)], order="id")
        left = sum(runs.mapped("todo"))
        if first and runs.filtered(lambda run: run.state == "running" and run.todo):
            self._call_helpers()
        self.env["ir.cron"]._commit_progress(remaining=left + first)
        for run in runs:
            run._work_guarded()
        if first:
            self._open_automatic_alone()._work_guarded()
        self._hand_over(self._all_workers()[number - 1:number], first)

    def _hand_over(self, worker, first):
        """End a worker's turn.

        Where contacts are free it goes on at once. Where colleagues hold what is left, the
        first worker looks again in a minute, which also finds what a killed worker has left;
        the others are done.
        """
        free = self._again_if_beaten(self._count_free)
        if free:
            # left to itself the scheduler goes on at its next poll, up to a minute later
            self._wake(worker)
        elif first and self.search_count([("state", "in", ("running", "proving"))], limit=1):
            self._wake(worker, fields.Datetime.now() + relativedelta(minutes=1))
        elif first:
            Technical(self.env).delete_expired()
        self.env["ir.cron"]._commit_progress(remaining=free)

    def _count_free(self):
        """Return how many contacts are to do in the runs of which this worker could claim one,
        and how many runs wait for somebody who goes on with their proof.
        """
        self._commit()
        running = self.search([("state", "=", "running")])
        free = sum(run.todo for run in running if run._claim(1))
        free += sum(Proof(self.env, run).hold() for run in self.search([("state", "=", "proving")]))
        # what was claimed to see whether it is free is let go of
        self._commit()
        return free

    def _call_helpers(self):
        self._wake(self._workers()[1:])

    def _wake(self, workers, at=None):
        """Have these scheduled actions run once this transaction is committed."""
        for worker in workers:
            worker._trigger(at)

    def _start(self):
        """Start the run, and call the others to it in the same transaction."""
        if self.state == "approved" and not self.env.context.get("privacy_no_helpers"):
            self._call_helpers()
        return super()._start()

    # === BESIDE A SHELL === #

    def _beside(self):
        """Return how many workers of this process are to help with the run.

        From a shell nobody else is called to it: the scheduler may not even run. PostgreSQL
        does nearly all the work, and one connection keeps one core busy.
        """
        if module.current_test or self.env.context.get("cron_id") or self.todo <= FIRST:
            return 0
        return min(os.cpu_count() or 1, max(2, len(self._workers()))) - 1

    @contextmanager
    def _helped(self, number):
        """Have helpers work on the run meanwhile, each with a connection of its own."""
        stop = threading.Event()
        helpers = [threading.Thread(target=self._help, args=(stop,), daemon=True)
                   for _n in range(number)]
        for helper in helpers:
            helper.start()
        try:
            yield
        except BaseException:
            # a person at a shell who interrupts the run means all of it
            stop.set()
            raise
        finally:
            for helper in helpers:
                helper.join()

    def _help(self, stop):
        """Do batches in a thread; what fails here is left for the worker that waits for it."""
        threading.current_thread().dbname = self.env.cr.dbname
        try:
            with self.env.registry.cursor() as cr:
                self.with_env(self.env(cr=cr))._work_batches(stop)
        except Exception as error:
            _logger.error("Run %s: a helper stopped: %s", self.ids[0], type(error).__name__)

    def _next_size(self, size, seconds):
        """Share what is left evenly after the first batch, and go on with such shares: no worker
        waits for the last batch of another.
        """
        before, size = size, super()._next_size(size, seconds)
        workers = self.env.context.get("privacy_workers", 1)
        if workers == 1:
            return size
        if before > FIRST:
            return min(before, size)
        left = self.env["privacy.run.item"].search_count(
            [("run_id", "=", self.id), ("state", "=", "todo")])
        rounds = max(1, math.ceil(left / (workers * size)))
        return min(size, max(SMALLEST, math.ceil(left / (workers * rounds))))

    # === AUTOMATIC RUNS === #

    def _open_automatic_alone(self):
        """Return a new automatic run, or none: never two at once.

        The lock excludes only itself, and comes before any read: this transaction sees the run
        that another process has just opened (REPEATABLE READ takes its snapshot later).
        """
        self._commit()
        try:
            self.env.cr.execute("LOCK TABLE privacy_run IN SHARE UPDATE EXCLUSIVE MODE NOWAIT")
        except LockNotAvailable:
            if module.current_test:
                raise
            self.env.cr.rollback()
            _logger.info("Another process opens an automatic run, or the table is being tended")
            return self.browse()
        return self._open_automatic() if self._automatic_may_start() else self.browse()

    def _automatic_may_start(self):
        """Whether a rule acts by itself and no earlier automatic run waits for an officer."""
        on = [("state", "in", ("running", "proving"))]
        if Settings(self.env).stopped() or self.search_count(on, limit=1):
            return False
        waiting = [("automatic", "=", True), ("state", "in", ("waiting", "stopped"))]
        automatic = [("mode", "=", "automatic"), ("action", "in", ("anonymise", "erase"))]
        return not self.search_count(waiting, limit=1) and bool(
            self.env["privacy.rule"].search_count(automatic, limit=1)
        )

    # === GUARD === #

    def _work_guarded(self):
        """Work on each; a run that cannot go on stops and lets the others go on."""
        for run in self:
            run._guarded(run._work)

    def _guarded(self, work):
        """Do the work of a run; where it cannot go on it stops with its reason.

        Who was beaten by colleagues too often leaves the rest for later, or for other workers.
        """
        try:
            work()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
            if module.current_test:
                raise
            self.env.cr.rollback()
            _logger.info("Run %s: the rest is left for later: %s", self.id, type(error).__name__)
        except Exception as error:
            if not module.current_test:
                self.env.cr.rollback()
            _logger.error("Run %s stopped: %s", self.id, type(error).__name__)
            reason = type(error).__name__
            self._again_if_beaten(lambda: self._stop(reason))

    def _stop(self, reason):
        """Stop a run that a colleague has not ended meanwhile."""
        self.invalidate_recordset()
        if self.state in ("approved", "running", "proving"):
            self.write({"state": "stopped", "note": reason})
        self._commit()
