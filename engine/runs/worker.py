"""Batch by batch: how one worker carries a run out, alone or beside others."""

import logging
import math
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..acting import is_scheduled
from ..erasure.batch import Batch
from ..settings import Settings
from ..transaction import Transaction
from .closing import Closing
from .progress import Progress
from .scheduled_actions import ScheduledActions
from .starting import Starting

_logger = logging.getLogger(__name__)

#: contacts below which a batch is not cut: its own cost would be more than theirs
SMALLEST = 50
#: contacts of the first batch, which shows how fast this machine is
FIRST = 800
#: a batch is at most so many times as large as the one before
GROWTH = 4
#: seconds that a batch is to take, of the 3 that its contacts may be locked
BATCH_SECONDS = 2


def batch_size(env):
    """Return how many contacts a batch may have, as the setting says."""
    return max(1, min(int(Settings(env).number("batch_size", 2000)), 5000))


class Worker:
    """One worker on one run.

    Any number of workers may share a run, in any number of processes and hosts: the run's items
    are the queue, and each worker claims the next that nobody else holds. Whoever does the last
    batch closes the run.
    """

    def __init__(self, env, run, together=1):
        """
        :param env: environment whose transaction the worker commits, if it owns it
        :param run: a privacy.run
        :param int together: workers of this process that share what is left
        """
        self.env, self.run, self.together = env, run.with_env(env), together
        self.transaction = Transaction(env)

    # === A WHOLE RUN === #

    def work(self, helpers=0):
        """Carry the run out batch by batch, and close it.

        :param int helpers: threads of this process that help meanwhile
        """
        if self.run.state not in ("approved", "running", "proving"):
            return
        if self.run.state != "proving":
            self.transaction.retry(Starting(self.env, self.run).start)
            if helpers:
                self.work_with(helpers)
            # with helpers: what one that failed has left, as nobody else comes
            self.work_batches()
        self.transaction.retry(Closing(self.env, self.run).close_if_done)

    def work_batches(self, stop=None):
        """Do batches until nothing is left that could be claimed, or the time is up.

        :param threading.Event stop: set where nobody waits for this worker any more
        """
        size, going_on = min(FIRST, batch_size(self.env)), True
        while going_on and not (stop and stop.is_set()):
            going_on, seconds = self.transaction.retry(lambda size=size: self.work_batch(size))
            size = self.next_size(size, seconds)

    # === ONE BATCH === #

    def work_batch(self, size):
        """Do one batch and commit it.

        :param int size: contacts to claim
        :return: (whether there may be another, seconds that it took)
        """
        self.transaction.commit()
        started = monotonic()
        # the claim comes first: after any earlier read the snapshot would hide what a
        # colleague has just committed for these contacts
        items = self.claim(size)
        if not items:
            return False, 0
        if Settings(self.env).stopped():
            self.run._move("stopped")
            self.transaction.commit()
            return False, 0
        Batch(self.env, self.run).process(items.ids)
        self.env["privacy.evidence"]._record_items(self.run, items.ids)
        time_left = self.transaction.commit(len(items))
        Progress(self.env).log(self.run)
        return time_left, monotonic() - started

    def claim(self, size):
        """Lock the next items with their contacts and companies, skipping what others hold;
        after the contacts, those without one.

        Nothing is left to claim in a run that a colleague has stopped meanwhile.
        """
        rows = self._claimed(SQL(
            """JOIN res_partner partner ON partner.id = item.partner_id
               JOIN res_partner entity ON entity.id = partner.commercial_partner_id
              WHERE item.run_id = %s AND item.state = 'todo'
                AND item.partner_id = item.partner_ref
              ORDER BY item.id LIMIT %s
                FOR UPDATE OF item, partner, entity SKIP LOCKED""",
            self.run.id, size,
        )) or self._claimed(SQL(
            """JOIN privacy_contactless contactless ON contactless.id = item.contactless_id
              WHERE item.run_id = %s AND item.state = 'todo'
                AND item.contactless_id = -item.partner_ref
              ORDER BY item.id LIMIT %s
                FOR UPDATE OF item, contactless SKIP LOCKED""",
            self.run.id, size,
        ))
        return self.env["privacy.run.item"].browse([item_id for (item_id,) in rows])

    def _claimed(self, how):
        """Return the rows of items that were locked, and that nobody else holds."""
        return self.env.execute_query(SQL(
            """SELECT item.id FROM privacy_run_item item
                 JOIN privacy_run run ON run.id = item.run_id AND run.state = 'running' %s""",
            how))

    def next_size(self, size, seconds):
        """Return the size of the next batch: its contacts are locked as long as it takes.

        Workers of one process share what is left evenly after the first batch, and go on with
        such shares: none waits for the last batch of another.

        :param int size: contacts of the batch before
        :param float seconds: what that one took; 0 where it had nothing to do
        """
        fits = size * min(GROWTH, BATCH_SECONDS / seconds if seconds else GROWTH)
        fits = min(batch_size(self.env), max(SMALLEST, int(fits)))
        if self.together == 1:
            return fits
        if size > FIRST:
            return min(size, fits)
        left = self.env["privacy.run.item"].search_count(
            [("run_id", "=", self.run.id), ("state", "=", "todo")])
        rounds = max(1, math.ceil(left / (self.together * fits)))
        return min(fits, max(SMALLEST, math.ceil(left / (self.together * rounds))))

    # === HELPERS OF A SHELL === #

    def helpers(self):
        """Return how many threads of this process are to help with the run.

        From a shell nobody else is called to it: the scheduler may not even run. PostgreSQL
        does nearly all the work, and one connection keeps one core busy.
        """
        if not self.transaction.is_owned or is_scheduled(self.env) or self.run.todo <= FIRST:
            return 0
        return min(os.cpu_count() or 1, max(2, len(ScheduledActions(self.env).asked()))) - 1

    def work_with(self, helpers):
        """Do batches beside helpers, each with a connection of its own, and wait for them."""
        stop = threading.Event()
        with ThreadPoolExecutor(helpers) as pool:
            for _number in range(helpers):
                pool.submit(self._help, stop, helpers + 1)
            try:
                Worker(self.env, self.run, helpers + 1).work_batches()
            except BaseException:
                # a person at a shell who interrupts the run means all of it
                stop.set()
                raise

    def _help(self, stop, together):
        """Do batches in a thread; what fails here is left for the worker that waits for it."""
        threading.current_thread().dbname = self.env.cr.dbname
        try:
            with self.env.registry.cursor() as cr:
                Worker(self.env(cr=cr), self.run, together).work_batches(stop)
        except Exception as error:
            _logger.error("Run %s: a helper stopped: %s", self.run.id, type(error).__name__)

    # === WHEN SOMETHING IS IN THE WAY === #

    def guard(self, step):
        """Do a step of the work; where it cannot go on, the run stops with the error's class.

        Who was beaten by colleagues too often leaves the rest for later, or for other workers.
        """
        try:
            step()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
            if not self.transaction.is_owned:
                raise
            self.transaction.rollback()
            _logger.info("Run %s: the rest is left for later: %s",
                         self.run.id, type(error).__name__)
        except Exception as error:
            self.transaction.rollback()
            reason = type(error).__name__
            _logger.error("Run %s stopped: %s", self.run.id, reason)
            self.transaction.retry(lambda: self.stop(reason))

    def stop(self, reason):
        """Stop a run that a colleague has not ended meanwhile."""
        self.run.invalidate_recordset()
        if self.run.state in ("approved", "running", "proving"):
            self.run._move("stopped")
            self.run.note = reason
        self.transaction.commit()
