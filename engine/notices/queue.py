"""The queue: any number of workers, in any number of processes, take notices that are due.

Before a call is made its attempt is committed, with a moment until which nobody else tries; its
outcome is committed after it. So a worker that dies in between leaves a notice that is tried again
with the same key, which the recipient takes for the first; or, where a second one would arrive as
a second one (a letter), that an officer looks at.
"""

import logging
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from ..transaction import Transaction
from .channel import OPEN, Message, Refused, Retry
from .channels import channel_of
from .identity import identifiers_of, narrowed, opened
from .notifying import QUEUE
from .settling import Settling
from .tasks import Tasks

_logger = logging.getLogger(__name__)
#: notices that one worker takes at a time, and minutes that they are its own
BATCH, MINUTES = 10, 15


class Queue:
    """One worker.

    :param env: environment whose transaction the worker commits, if it owns it
    """

    def __init__(self, env):
        self.env = env(su=True)
        self.transaction = Transaction(self.env)

    def work(self):
        """Deliver what is due, until nothing is left or the time is up."""
        if self._is_copy():
            return
        time_left = True
        while time_left and (taken := self.transaction.retry(self._claim)):
            for number, interrupted in taken:
                notice = self.env["privacy.notice"].browse(number)
                outcome = self._outcome(notice, interrupted)
                time_left = self.transaction.retry(
                    lambda notice=notice, outcome=outcome: self._file(notice, outcome))
            self.transaction.retry(lambda taken=taken: self._follow(taken))
        if not time_left:
            self.env.ref(QUEUE)._trigger()
        self.transaction.retry(self._remind)

    def _is_copy(self):
        """Whether this database was neutralised: a copy tells nobody."""
        return bool(self.env["ir.config_parameter"].get_param("database.is_neutralized"))

    # === ONE BATCH === #

    def _claim(self):
        """Take the next notices that nobody else holds, and note the attempt.

        :return: [(id, whether an attempt before ended without anybody knowing how)]
        """
        self.transaction.commit()
        self.env["privacy.notice"].flush_model()
        now = fields.Datetime.now()
        # the claim comes first: an earlier read would hide what a colleague has just committed
        taken = self.env.execute_query(SQL(
            """WITH due AS (
                   SELECT id, state = 'sending' AND COALESCE(attempts, 0) > 0 AS interrupted
                     FROM privacy_notice
                    WHERE state IN ('sending', 'failed') AND next_try <= %s
                    ORDER BY next_try, id LIMIT %s FOR UPDATE SKIP LOCKED)
               UPDATE privacy_notice notice
                  SET state = 'sending', attempts = COALESCE(attempts, 0) + 1, next_try = %s
                 FROM due WHERE notice.id = due.id
            RETURNING notice.id, due.interrupted""",
            now, BATCH, now + timedelta(minutes=MINUTES)))
        self.env["privacy.notice"].invalidate_model(flush=False)
        self.transaction.commit()
        return sorted(taken)

    def _outcome(self, notice, interrupted):
        """Make the attempt. What fails in a way that nobody foresaw is another attempt's, with the
        class of the error as its code.
        """
        channel = channel_of(self.env, notice.recipient_id, notice.channel)
        if channel.by_hand:
            return Refused("not_set_up")
        if interrupted and not channel.is_repeatable:
            return Refused("interrupted")
        if notice.attempts > Settling(self.env).most():
            # the attempts before ended nowhere: whatever it is takes the worker with it
            return Refused("interrupted")
        try:
            with self.env.cr.savepoint():
                message = message_of(notice)
                return (channel.deliver(notice, message) if message.identifiers
                        else Refused("nothing_known"))
        except Exception as error:
            _logger.error("Notice %s: %s", notice.id, type(error).__name__)
            return Retry(type(error).__name__)

    def _file(self, notice, outcome):
        """Commit what came of it, unless an officer settled it meanwhile."""
        notice.invalidate_recordset()
        if notice.exists() and notice.state == "sending":
            Settling(self.env).settle(notice, outcome)
        return self.transaction.commit(1)

    def _follow(self, taken):
        """Let officers' tasks say what came of a batch."""
        Tasks(self.env).follow(self.env["privacy.notice"].browse(
            [number for number, _interrupted in taken]).exists())
        self.transaction.commit()

    # === LATE === #

    def _remind(self):
        """Remind officers of recipients that are not told yet, each once in the days of the
        setting.
        """
        tasks = Tasks(self.env)
        before = fields.Date.today() - timedelta(days=tasks.remind_days())
        late = self.env["privacy.notice"].search([
            ("state", "in", OPEN), ("create_date", "<", before),
            "|", ("reminded_on", "=", False), ("reminded_on", "<=", before)], limit=1000)
        if late:
            tasks.remind(late)
        self.transaction.commit()


def message_of(notice):
    """Return what a notice tells: as it was sealed; where nothing could be sealed, what is known
    of the person today.

    :param privacy.notice notice: one
    :rtype: Message
    """
    notice = notice.sudo()
    known = opened(notice.sealed, notice.key)
    if known is None:
        partners = notice.request_id.partner_ids or notice.partner_id
        known = {"identifiers": narrowed(notice.recipient_id, identifiers_of(
            partners, [notice.request_id.person_email or ""]))}
    return Message(
        notice.key, notice.event, known.get("identifiers") or {},
        tuple(tuple(each) for each in known.get("changes") or ()),
        tuple(notice.category_ids.mapped("code")))
