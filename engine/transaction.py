"""Who may commit: the run that owns its transaction, and nobody else."""

import random
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from odoo.exceptions import UserError
from odoo.modules import module
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL
from psycopg2.pool import PoolError

#: seconds that somebody waits for their turn
PATIENCE = 30
#: how often a step is tried again in a row when colleagues write the same rows
RETRIES = 5


class Transaction:
    """The one place that commits, rolls back and tries again.

    A run from a shell or a scheduled action owns its transaction; inside a test of Odoo, whose
    cursor refuses to commit, it does not (the stable surface says so), and as Odoo's own code
    does (``mail/models/mail_mail.py``) it is asked here, and nowhere else.
    """

    def __init__(self, env):
        self.env = env

    @property
    def is_owned(self):
        """Whether committing is this run's to do."""
        return not module.current_test

    def commit(self, processed=0):
        """Commit, or flush where the transaction is somebody else's.

        :param int processed: items done since the last commit, for the scheduler
        :return: whether the scheduler leaves time for another batch
        """
        if not self.is_owned:
            self.env.flush_all()
            return True
        left = self.env["ir.cron"]._commit_progress(processed)
        # other processes must not go on with what they cached of a disabled user
        self.env.registry.signal_changes()
        return left > 0

    def remain(self, remaining):
        """Tell the scheduler how much is left for the action that it runs, and commit."""
        self.env["ir.cron"]._commit_progress(remaining=remaining)

    def rollback(self):
        """Take back what was not committed; the error goes on where it is not ours to take back."""
        if self.is_owned:
            self.env.cr.rollback()

    def retry(self, step):
        """Do a step that ends with a commit; where a colleague was faster on one of the rows, the
        whole step again from what the colleague has left.

        :param step: function without arguments
        :return: what the step returns
        """
        for attempt in range(1, RETRIES + 1):
            try:
                return step()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if not self.is_owned or attempt == RETRIES:
                    raise
                self.env.cr.rollback()
                sleep(random.uniform(0, 0.1 * 2 ** attempt))


@contextmanager
def alone(env, *keys):
    """A transaction of its own, which is the only one at a time for each of some keys.

    What whoever came before has committed is seen in it: a transaction of Odoo's reads what was
    there when it began, however long it has waited for a lock since; this one takes its locks
    first and reads what stands there then. Who waits holds no second connection meanwhile, or a
    crowd would use up those of everybody. It is committed at the end of the block; records of
    the caller's transaction that are not committed are not seen in it. Inside a test of Odoo it
    is the test's own transaction.

    :param str keys: what only one transaction at a time is about
    :return: the environment of that transaction
    :raise UserError: where it is not one's turn within :data:`PATIENCE`
    """
    if not Transaction(env).is_owned:
        yield env
        return
    with _turn(env, keys) as cr:
        yield env(cr=cr)


def _turn(env, keys):
    """Return a cursor whose transaction holds the locks of these keys."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with suppress(PoolError):
            cr = env.registry.cursor()
            if _locked(cr, keys):
                return cr
            cr.close()
        sleep(random.uniform(0.01, 0.1))
    raise UserError(env._("Too many people are asking at this moment. Try again in a minute."))


def _locked(cr, keys):
    """Take the locks of all keys, or say that one of them is another's."""
    cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    cr.execute(SQL(
        "SELECT bool_and(pg_try_advisory_xact_lock(hashtextextended(key, 0))) FROM unnest(%s) key",
        list(keys)))
    return cr.fetchone()[0]
