"""Mails to many: asked when they are written, and once more when they leave the queue."""

import logging

from odoo.tools import email_normalize_all

from ..optout.keys import NoOptOutKey
from .gate import FAILURES, PEOPLE, Gate, sender, words

_logger = logging.getLogger(__name__)
#: failures that the gate gives
BY_GATE = frozenset(kind for kinds in FAILURES.values() for kind in kinds)


class Mails:
    """Direct marketing by mail. What a contract needs is none: an invoice, a reminder to somebody
    who registered, an answer.
    """

    def __init__(self, env):
        self.env = env

    # === WRITTEN === #

    def is_marketing(self, composer):
        """Whether what is written to many is direct marketing: a mailing, and what somebody sends
        to contacts, leads or subscribers picked from a list.
        """
        return composer.composition_mode == "mass_mail" and bool(
            self._mailing(composer)
            or composer.use_exclusion_list and composer.model in PEOPLE)

    def compose(self, composer, mail_values):
        """Cancel the mails of a composer whose people are left out, and mark the others: they are
        asked about again when they leave.

        :param dict mail_values: ``{record id: values}``, which are changed
        """
        if not self.is_marketing(composer):
            return
        found = composer._get_recipients_data(mail_values)
        contacts = composer.model == "res.partner"
        mailing = self._mailing(composer)
        left_out = Gate(self.env, sender(self.env, mailing)).left_out(
            [(record, record if contacts else None, address, None)
             for record, data in found.items() for address in data["mail_to_normalized"]],
            self._lists(mailing), composer.model)
        texts = words(self.env)
        for record, values in mail_values.items():
            values["privacy_marketing"] = True
            if reason := left_out.get(record):
                values.update({
                    "state": "cancel", "failure_type": FAILURES[reason][0],
                    "failure_reason": texts[reason], "is_notification": False})

    def _mailing(self, composer):
        return composer.mass_mailing_id if "mass_mailing_id" in composer._fields else None

    def _lists(self, mailing):
        return mailing.sudo().contact_list_ids.ids if mailing else []

    # === LEAVING === #

    def stop(self, mails):
        """Cancel the mails whose people are left out now; return what must not leave.

        Where somebody who refused could not be known again, all of them wait in the queue for the
        secret, and let others pass. A trial of a mailing goes to an address that somebody typed:
        it needs no basis, and still no one who refused gets it.
        """
        waiting = mails.filtered(lambda mail: mail.state == "outgoing" and (
            mail.privacy_marketing or "mailing_id" in mail._fields and mail.mailing_id))
        stopped = mails.browse()
        for (mailing, company, marked), some in waiting.grouped(lambda mail: (
                mail.sudo().mailing_id if "mailing_id" in mail._fields else None,
                mail.record_company_id, mail.privacy_marketing)).items():
            sends = sender(self.env, mailing) if mailing else company or self.env.company
            try:
                stopped |= self._stop(some, sends, mailing, marked)
            except NoOptOutKey as error:
                _logger.error("Mails %s wait: %s", some.ids, type(error).__name__)
                stopped |= some
        return stopped

    def _stop(self, mails, company, mailing, marked):
        left_out = Gate(self.env, company).left_out(
            [row for mail in mails.sudo() for row in _rows(mail)], self._lists(mailing),
            basis=marked)
        texts = words(self.env)
        for reason in {*left_out.values()}:
            self._cancel(mails.filtered(
                lambda mail, reason=reason: left_out.get(mail.id) == reason), reason,
                texts[reason])
        return mails.filtered(lambda mail: mail.id in left_out)

    def _cancel(self, mails, reason, text):
        failure = FAILURES[reason][0]
        _logger.info("Mails %s: not sent (%s)", mails.ids, reason)
        mails.sudo().write(
            {"state": "cancel", "failure_type": failure, "failure_reason": text})
        self.env["mail.notification"].sudo().search([("mail_mail_id", "in", mails.ids)]).write(
            {"notification_status": "canceled", "failure_reason": text})
        if "mailing_trace_ids" in mails._fields:
            mails.sudo().mailing_trace_ids.write(
                {"trace_status": "cancel", "failure_type": failure, "failure_reason": text})


class Traces:
    """Statistics of who was left out: they say why."""

    def __init__(self, env):
        self.env = env

    def with_reasons(self, vals_list):
        """Return values of traces; those that were cancelled by the gate tell its reason.

        :param list vals_list: values of new rows of ``mailing.trace``
        """
        silent = [vals for vals in vals_list if vals.get("trace_status") == "cancel"
                  and vals.get("failure_type") in BY_GATE and not vals.get("failure_reason")]
        if not silent:
            return vals_list
        by_mailing = {}
        for vals in silent:
            by_mailing.setdefault(
                (vals.get("mass_mailing_id"), vals.get("model")), []).append(vals)
        texts = words(self.env)
        for (mailing, model_name), some in by_mailing.items():
            mailing = self.env["mailing.mailing"].sudo().browse(mailing)
            lists = mailing.contact_list_ids.ids
            left_out = Gate(self.env, sender(self.env, mailing)).left_out([
                (vals["res_id"], vals["res_id"] if model_name == "res.partner" else None,
                 vals.get("email") or None, vals.get("sms_number") or None)
                for vals in some], lists, model_name)
            for vals in some:
                if reason := left_out.get(vals["res_id"]):
                    vals["failure_reason"] = texts[reason]
        return vals_list


def _rows(mail):
    """Yield the recipients of a mail that leaves."""
    for address in email_normalize_all(f"{mail.email_to or ''},{mail.email_cc or ''}"):
        yield mail.id, None, address, None
    for partner in mail.recipient_ids:
        yield mail.id, partner.id, partner.email_normalized or None, None
