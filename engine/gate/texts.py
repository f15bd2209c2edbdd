"""Text messages to many: asked when they are written, and once more when they leave the queue."""

import logging

from ..optout.keys import NoOptOutKey
from .gate import FAILURES, PEOPLE, Gate, sender, words

_logger = logging.getLogger(__name__)


class Texts:
    """Direct marketing by text message, where the modules for it are installed."""

    def __init__(self, env):
        self.env = env

    def left_out(self, composer, records, recipients):
        """Return the ids of records that a composer leaves out.

        :param records: that it writes to
        :param dict recipients: ``{record id: dict of sanitized, partner, ...}``
        """
        mailing = _mailing(composer)
        if composer.composition_mode != "mass" or not (
                mailing or composer.use_exclusion_list and records._name in PEOPLE):
            return []
        return list(Gate(self.env, sender(self.env, mailing)).left_out([
            (record.id, recipients[record.id]["partner"].id or None, None,
             recipients[record.id]["sanitized"])
            for record in records if recipients[record.id]["sanitized"]],
            mailing.sudo().contact_list_ids.ids if mailing else (), records._name))

    def stop(self, messages):
        """Cancel the messages of mailings whose people are left out now; return what must not
        leave. Without the secret they wait, as mails do.
        """
        stopped = messages.browse()
        for mailing, some in messages.sudo().filtered(_mailing).grouped(_mailing).items():
            try:
                stopped |= self._stop(some, mailing)
            except NoOptOutKey as error:
                _logger.error("Text messages %s wait: %s", some.ids, type(error).__name__)
                stopped |= some
        return stopped

    def _stop(self, messages, mailing):
        left_out = Gate(self.env, sender(self.env, mailing)).left_out([
            (message.id, message.partner_id.id or None, None, message.number)
            for message in messages if message.number], mailing.contact_list_ids.ids)
        texts = words(self.env)
        for reason in {*left_out.values()}:
            some = messages.filtered(
                lambda message, reason=reason: left_out.get(message.id) == reason)
            _logger.info("Text messages %s: not sent (%s)", some.ids, reason)
            failure = FAILURES[reason][1]
            some.write({"state": "canceled", "failure_type": failure})
            some.mailing_trace_ids.write({
                "trace_status": "cancel", "failure_type": failure,
                "failure_reason": texts[reason]})
        return messages.browse(left_out)


def _mailing(record):
    """Return the mailing that a composer or a message belongs to, or None."""
    return (record.mailing_id or None) if "mailing_id" in record._fields else None
